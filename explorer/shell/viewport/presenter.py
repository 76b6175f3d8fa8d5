"""How a frame reaches the screen: *copied* through memory, or *blitted* from texture to window on the graphics card.

Copying works everywhere, and is faster with a software renderer. On a graphics card blitting may be
faster; a self-check measures both once, and its result is stored for this driver.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QSurfaceFormat

from ...base.names import PresenterChoice
from ...base.protocols import Driver
from ...i18n import Text

WAYS: dict[str, Text] = {
    "copy": Text("shown by copy"),
    "blit": Text("shown by blit"),
}


Name = Literal["copy", "blit"]

ENOUGH = 0.9
"""Largest share of the copying time at which blitting is preferred; copying is safer."""
SCREENLESS = ("offscreen", "minimal", "vnc")
"""Qt's platforms without OpenGL windows."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Result of the self-check for a graphics driver."""

    renderer: str  # the driver of the window's context
    # copy_ms, blit_ms: medians of a frame, 0 if they were not measured
    copy_ms: float = 0.0
    blit_ms: float = 0.0
    is_right: bool = False  # whether blitting showed the same image
    # the driver that draws without the window's context, if known: it differs on a machine with two graphics cards
    alone: str = ""

    @property
    def name(self) -> Name:
        """The faster presenter among the correct ones."""
        return "blit" if self.is_right and self.blit_ms <= ENOUGH * self.copy_ms else "copy"

    @property
    def why(self) -> Text:
        """The reason in words."""
        if not self.copy_ms:
            return Text("the self-check of blit did not finish")
        measured = Text(
            "measured here: {copy} ms a frame by copy, {blit} ms by blit",
            copy=f"{self.copy_ms:.1f}",
            blit=f"{self.blit_ms:.1f}",
        )
        return measured if self.is_right else Text("blit showed a wrong image here")


@dataclass(frozen=True, slots=True)
class Presenter:
    """The chosen presenter, with the reason."""

    name: Name
    why: Text
    to_check: bool = False  # whether the self-check is still to come

    @property
    def reason(self) -> Text:
        """Both in words, for a status line."""
        return Text("{how} ({why})", how=WAYS[self.name], why=self.why)


def may_blit(
    choice: PresenterChoice,
    verdict: Verdict | None,
    platform: str,
    has_card: bool = True,
    can_join: bool = True,
) -> bool:
    """Whether to share contexts; must be known before the application is created.

    Parameters
    ----------
    verdict : result of the last self-check.
    platform : the name of Qt's platform, if one was asked for.
    has_card : whether a graphics card may be present.
    can_join : whether the stage can draw in a context shared with the window.
    """
    if choice == "copy" or not can_join or platform.partition(":")[0] in SCREENLESS:
        return False
    return choice == "blit" or (has_card and (verdict is None or verdict.name == "blit"))


def expected_presenter(driver: Driver, verdict: Verdict | None) -> Presenter:
    """The presenter for a graphics driver if the user has not chosen one.

    Parameters
    ----------
    verdict : result of the last self-check.
    """
    if driver.is_software:
        return Presenter("copy", Text("drawn by the CPU, and copying is faster for it"))
    if verdict is not None and driver.name in (verdict.renderer, verdict.alone):
        return Presenter(verdict.name, verdict.why)
    return Presenter("copy", Text("the self-check has not run yet"), to_check=True)


def share_contexts() -> None:
    """Share textures between OpenGL contexts; has an effect only before the application is created."""
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    wanted = QSurfaceFormat()
    wanted.setVersion(3, 3)
    wanted.setProfile(QSurfaceFormat.OpenGLContextProfile.CoreProfile)
    wanted.setSwapInterval(0)  # the frame clock is the only clock
    QSurfaceFormat.setDefaultFormat(wanted)


COPY = Presenter("copy", Text("chosen with --present"))
"""The presenter that works everywhere."""
