"""How a frame comes to the screen: *copied* through memory, or *blitted* from texture to window on the graphics card.

Copying works everywhere, and is the faster way where the processor draws. On a graphics card the other way may be
faster; a self-check measures both once, and its verdict is stored for this driver.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QSurfaceFormat

from ...core.protocols import Driver
from ...i18n import Text
from ...i18n.messages import WORDS

Name = Literal["copy", "blit"]
PresenterChoice = Literal["auto", "copy", "blit"]

ENOUGH = 0.9
"""The other way must take at most this share of the time of copying, which is the safer one."""
SCREENLESS = ("offscreen", "minimal", "vnc")
"""Qt's platforms that have no OpenGL window."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the self-check found for a graphics driver."""

    renderer: str  # the driver of the window's context
    # copy_ms, blit_ms: medians of a frame, 0 if they were not measured
    copy_ms: float = 0.0
    blit_ms: float = 0.0
    is_right: bool = False  # whether blitting showed the same picture
    # the driver that draws without the window's context, where it is known: another one on a machine with two graphics cards
    alone: str = ""

    @property
    def name(self) -> Name:
        """The faster presenter of those that are right."""
        return "blit" if self.is_right and self.blit_ms <= ENOUGH * self.copy_ms else "copy"

    @property
    def why(self) -> Text:
        """The reason in words."""
        if not self.copy_ms:
            return sentence("present.never-finished")
        measured = sentence("present.measured", copy=f"{self.copy_ms:.1f}", blit=f"{self.blit_ms:.1f}")
        return measured if self.is_right else sentence("present.wrong")


@dataclass(frozen=True, slots=True)
class Presenter:
    """The way that is taken, and why."""

    name: Name
    why: Text
    to_check: bool = False  # whether the self-check is still to come

    @property
    def reason(self) -> Text:
        """Both in words, for a status line."""
        return Text("{how} ({why})", how=WORDS[f"present.{self.name}"], why=self.why)


def may_blit(
    choice: PresenterChoice,
    verdict: Verdict | None,
    platform: str,
    has_card: bool = True,
    can_join: bool = True,
) -> bool:
    """Whether contexts must be shared, to be asked before the application is made.

    Parameters
    ----------
    verdict : what was found last time.
    platform : the name of Qt's platform, if one was asked for.
    has_card : whether a graphics card may be here.
    can_join : whether the stage can draw in a context of the window's at all.
    """
    if choice == "copy" or not can_join or platform.partition(":")[0] in SCREENLESS:
        return False
    return choice == "blit" or (has_card and (verdict is None or verdict.name == "blit"))


def expected_presenter(driver: Driver, verdict: Verdict | None) -> Presenter:
    """The presenter for a graphics driver, if nothing is asked for.

    Parameters
    ----------
    verdict : what was found last time.
    """
    if driver.is_software:
        return Presenter("copy", sentence("present.software"))
    if verdict is not None and driver.name in (verdict.renderer, verdict.alone):
        return Presenter(verdict.name, verdict.why)
    return Presenter("copy", sentence("present.to-check"), to_check=True)


def share_contexts() -> None:
    """Have textures shared between OpenGL contexts; it counts only before the application is made."""
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    wanted = QSurfaceFormat()
    wanted.setVersion(3, 3)
    wanted.setProfile(QSurfaceFormat.OpenGLContextProfile.CoreProfile)
    wanted.setSwapInterval(0)  # the frame clock is the only clock
    QSurfaceFormat.setDefaultFormat(wanted)


def sentence(key: str, **values: str) -> Text:
    """A sentence of the table of words."""
    return WORDS[key].having(**values)


COPY = Presenter("copy", sentence("present.asked"))
"""The way that works everywhere."""
