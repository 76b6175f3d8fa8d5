"""Panda3D as the park needs it: settings that must stand before the first pipe, and the choice of a pipe."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import panda3d.core as p3d

from ...bootstrap import can_join_window, may_have_card
from ..gl.memory import keep_heaps_apart, keep_large_apart

SETTINGS = """
window-type offscreen
audio-library-name null
sync-video 0
framebuffer-srgb 0
textures-power-2 none
gl-coordinate-system default
gl-check-errors 0
vertex-buffers 0
support-threads 1
notify-level-display fatal
notify-level-device fatal
notify-level-glxdisplay fatal
notify-level-egldisplay fatal
"""
CARD = """
gl-version 3 2
"""
"""Counts only if it is set before the first pipe is made: the shaders are GLSL 150, and a card's driver need not offer that
unasked. Where the processor draws, everything is offered, and a context of a certain version draws no vertices where they lie."""

WINDOWED = "pandagl"
HEADLESS = "p3headlessgl"


class NoGraphics(Exception):
    """No way to draw was found on this machine.

    Attributes
    ----------
    reason : what was tried and how it failed, for the details of an error screen.
    """

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def configure() -> None:
    """Give Panda3D its settings. Doing it again changes nothing."""
    manager = p3d.ConfigPageManager.get_global_ptr()
    names = {manager.get_explicit_page(i).name for i in range(manager.get_num_explicit_pages())}
    if "explorer" not in names:
        p3d.load_prc_file_data("explorer", SETTINGS + CARD if may_have_card() else SETTINGS)
        keep_large_apart()
        keep_heaps_apart()


def displays(joins: bool = False) -> tuple[str, ...]:
    """The display modules worth trying here, best first.

    Where no card is, the processor draws the same without a screen, and its contexts take half the memory.

    Parameters
    ----------
    joins : whether the window's context is given to draw in; it belongs to the screen.
    """
    if not can_join_window():
        return (HEADLESS,)
    return (WINDOWED, HEADLESS) if joins or may_have_card() else (HEADLESS, WINDOWED)


def make_pipe(names: Sequence[str]) -> tuple[p3d.GraphicsPipe, str]:
    """The first pipe of these display modules that works, and the name of its module.

    Raises NoGraphics if none does.
    """
    failed = []
    for name in names:
        pipe = _pipe(name)
        if pipe is not None and pipe.is_valid():
            return pipe, name
        failed.append(f"{name}: {'no such module' if pipe is None else 'no display'}")
    raise NoGraphics("; ".join(failed) or "no display module was named")


@cache
def _pipe(name: str) -> p3d.GraphicsPipe | None:
    """The process's one pipe of a module: the end of a pipe ends every OpenGL context on the same EGL display."""
    configure()
    return p3d.GraphicsPipeSelection.get_global_ptr().make_module_pipe(name)
