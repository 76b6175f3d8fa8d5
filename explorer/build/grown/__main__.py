"""Computes the light of a park shown in plain light: `python -m explorer.build.grown JOB`, started by the window."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from explorer.base.baked_check import DAMAGED

from .grown import finish

if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(5)  # the window has priority
    try:
        finish(Path(sys.argv[1]))
    except DAMAGED as error:
        sys.exit(f"{sys.argv[1]}: {error}")
