"""Pictures are read in a thread where Panda3D draws through the X server's own OpenGL, too."""

from __future__ import annotations

import os
import subprocess
import sys

from explorer.bootstrap import ROOT

from .desk import screen

CODE = """
import threading
import numpy as np
from explorer.stage.gl.config import WINDOWED
from explorer.stage.gl.opengl import hand_over
from explorer.stage.gl.context import Host
host = Host((WINDOWED,))
surface = host.surface("picture", (40, 24), 0, lends=True)
reader = host.reader()
pixels = np.zeros((24, 40, 4), np.uint8)
for colour in ((1, 0, 0, 1), (0, 0, 1, 1)):
    surface.output.set_clear_color(colour)
    surface.begin()
    hand_over()
    assert surface.read(reader, pixels)
    host.surface("another", (8, 8), 0).draw()  # what is made meanwhile takes nothing from the thread
    print(host.display, pixels[0, 0].tolist(), (pixels == pixels[0, 0]).all())
host.close()
assert threading.active_count() == 1
"""


def test_a_picture_drawn_on_a_screen_is_read_in_a_thread() -> None:
    with screen(64, 64) as display:
        told = subprocess.run(
            [sys.executable, "-c", CODE], cwd=ROOT, env={**os.environ, "DISPLAY": display},
            check=True, capture_output=True, text=True,
        )  # fmt: skip
    assert told.stdout.splitlines() == ["pandagl [0, 0, 255, 255] True", "pandagl [255, 0, 0, 255] True"]
