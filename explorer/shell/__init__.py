"""What surrounds the park: Qt, and no Panda3D."""

from .app.qt_imports import import_plainly

import_plainly()
