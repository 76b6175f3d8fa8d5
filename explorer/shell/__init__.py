"""What surrounds the park: Qt, and no Panda3D."""

from .imports import import_plainly

import_plainly()
