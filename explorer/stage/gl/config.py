"""Configuration of Panda3D: settings needed before the first pipe, and the choice of a pipe."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import panda3d.core as p3d

from ...base.bootstrap import can_join_window, may_have_card
from .memory import keep_heaps_apart, keep_large_apart

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
"""Must be set before the first pipe is made: the shaders are GLSL 150, which a card's driver may offer only
on request. Not for software drivers: they offer everything, and with a fixed version they do not draw
vertices from client memory."""

WINDOWED = "pandagl"
HEADLESS = "p3headlessgl"


class NoGraphics(Exception):
    """No way to draw was found on this machine.

    Attributes
    ----------
    reason : what was tried and how it failed, for an error screen.
    """

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def configure() -> None:
    """Configure Panda3D. Calling it again changes nothing."""
    manager = p3d.ConfigPageManager.get_global_ptr()
    names = {manager.get_explicit_page(i).name for i in range(manager.get_num_explicit_pages())}
    if "explorer" not in names:
        p3d.load_prc_file_data("explorer", SETTINGS + CARD if may_have_card() else SETTINGS)
        keep_large_apart()
        keep_heaps_apart()


def displays(joins: bool = False) -> tuple[str, ...]:
    """The display modules worth trying here, best first.

    Without a card, the processor draws the same without a screen, and its contexts take half the memory.

    Parameters
    ----------
    joins : whether to draw in the window's context, which belongs to the screen.
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
    """The only pipe of a module in this process: closing a pipe ends every OpenGL context on the same EGL display."""
    configure()
    return p3d.GraphicsPipeSelection.get_global_ptr().make_module_pipe(name)
