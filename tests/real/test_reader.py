"""Pictures are read in a thread where Panda3D draws through the X server's own OpenGL, too."""

from __future__ import annotations

import os
import subprocess
import sys

from explorer.base.bootstrap import ROOT

from .desk import screen

CODE = """
import threading
import numpy as np
from explorer.stage.gl.config import WINDOWED
from explorer.stage.gl.context import Context
from explorer.stage.gl.opengl import flush
from explorer.stage.gl.render_target import RenderTarget
from explorer.stage.software_gl.double_buffer import open_reader
context = Context((WINDOWED,))
target = RenderTarget(context, "picture", (40, 24), 0, is_shared=True)
reader = open_reader(context)
pixels = np.zeros((24, 40, 4), np.uint8)
for colour in ((1, 0, 0, 1), (0, 0, 1, 1)):
    target.output.set_clear_color(colour)
    target.begin()
    flush()
    assert reader.read(target.texture_name, pixels)
    RenderTarget(context, "another", (8, 8), 0).draw()  # what is made meanwhile takes nothing from the thread
    print(context.display, pixels[0, 0].tolist(), (pixels == pixels[0, 0]).all())
reader.close()
context.close()
assert threading.active_count() == 1
"""


def test_a_picture_drawn_on_a_screen_is_read_in_a_thread() -> None:
    with screen(64, 64) as display:
        reported = subprocess.run(
            [sys.executable, "-c", CODE], cwd=ROOT, env={**os.environ, "DISPLAY": display},
            check=True, capture_output=True, text=True,
        )  # fmt: skip
    assert reported.stdout.splitlines() == ["pandagl [0, 0, 255, 255] True", "pandagl [255, 0, 0, 255] True"]
