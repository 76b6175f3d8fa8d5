"""Tests; the folders mirror `explorer/`."""

import explorer  # says so where this Python is too old
