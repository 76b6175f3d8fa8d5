"""How the picture comes to the screen: *copied* through memory, or *blitted* from texture to window on the card.

Copying works everywhere, and is the faster way where the processor draws. On a graphics card the other way may be
faster; a self-check measures both once, and what it finds is remembered for this driver.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QOpenGLContext, QSurfaceFormat

from ...core.protocols import Driver
from ...i18n import Text
from ...i18n.messages import WORDS
from ...park.model import Park
from ..window.protocols import Stage, StageMaker

if TYPE_CHECKING:
    from ..app.settings_store import Remembered

Name = Literal["copy", "blit"]
Wish = Literal["auto", "copy", "blit"]

ENOUGH = 0.9
"""The other way must take at most this share of the time of copying, which is the safer one."""
SCREENLESS = ("offscreen", "minimal", "vnc")
"""Qt's platforms that have no OpenGL window."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the self-check found for a graphics driver.

    Attributes
    ----------
    copy_ms, blit_ms : medians of a frame, 0 if they were not measured.
    is_right : whether blitting showed the same picture.
    """

    renderer: str
    copy_ms: float = 0.0
    blit_ms: float = 0.0
    is_right: bool = False

    @property
    def name(self) -> Name:
        """The faster presenter of those that are right."""
        return "blit" if self.is_right and self.blit_ms <= ENOUGH * self.copy_ms else "copy"

    @property
    def why(self) -> Text:
        """The reason in words."""
        if not self.copy_ms:
            return _said("present.never-finished")
        measured = _said("present.measured", copy=f"{self.copy_ms:.1f}", blit=f"{self.blit_ms:.1f}")
        return measured if self.is_right else _said("present.wrong")


@dataclass(frozen=True, slots=True)
class Presenter:
    """The way that is taken, and why.

    Attributes
    ----------
    to_check : whether the self-check is still to come.
    """

    name: Name
    why: Text
    to_check: bool = False

    @property
    def said(self) -> Text:
        """Both in words, for a status line."""
        return Text("{how} ({why})", how=WORDS[f"present.{self.name}"], why=self.why)


def may_blit(wish: Wish, verdict: Verdict | None, platform: str, has_card: bool = True) -> bool:
    """Whether contexts must be shared, to be asked before the application is made.

    Parameters
    ----------
    verdict : what was found last time.
    platform : the name of Qt's platform, if one was asked for.
    has_card : whether a graphics card may be here.
    """
    if wish == "copy" or platform.partition(":")[0] in SCREENLESS:
        return False
    return wish == "blit" or (has_card and (verdict is None or verdict.name == "blit"))


def foreseen(driver: Driver, verdict: Verdict | None) -> Presenter:
    """The presenter for a graphics driver, if nothing is asked for.

    Parameters
    ----------
    verdict : what was found last time.
    """
    if driver.is_software:
        return Presenter("copy", _said("present.software"))
    if verdict is not None and verdict.renderer == driver.name:
        return Presenter(verdict.name, verdict.why)
    return Presenter("copy", _said("present.to-check"), to_check=True)


def share_contexts() -> None:
    """Have textures shared between OpenGL contexts; it counts only before the application is made."""
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    wanted = QSurfaceFormat()
    wanted.setVersion(3, 3)
    wanted.setProfile(QSurfaceFormat.OpenGLContextProfile.CoreProfile)
    wanted.setSwapInterval(0)  # the pulse is the only clock
    QSurfaceFormat.setDefaultFormat(wanted)


def staged(
    make: StageMaker, park: Park, size: tuple[int, int], wish: Wish, remembered: Remembered, platform: str
) -> tuple[Stage, Presenter]:
    """A stage and the way its pictures are shown.

    Parameters
    ----------
    platform : the name of Qt's platform.

    Raises
    ------
    CannotDraw
        If nothing can be drawn here at all; and whatever else `make` raises.
    """
    verdict = remembered.verdict()
    if wish == "copy":
        return make(park, *size), Presenter("copy", _said("present.asked"))
    if platform in SCREENLESS:
        return make(park, *size), Presenter("copy", _said("present.screenless"))
    if wish == "auto" and (verdict is None or verdict.name == "copy"):
        stage = make(park, *size)
        found = foreseen(stage.driver, verdict)
        if stage.driver.is_software and (verdict is None or verdict.renderer != stage.driver.name):
            remembered.keep_verdict(Verdict(stage.driver.name))  # the next start need not share contexts
        if not found.to_check:
            return stage, found
        if QOpenGLContext.globalShareContext() is None:
            remembered.forget_verdict()
            return stage, Presenter("copy", _said("present.next-start"))
        stage.close()  # a graphics card that was not met before
    return _lent(make, park, size, wish, remembered)


def _lent(
    make: StageMaker, park: Park, size: tuple[int, int], wish: Wish, remembered: Remembered
) -> tuple[Stage, Presenter]:
    """A stage that draws in a context of Qt's, or an ordinary one where that fails."""
    from .texture_presenter import LentContext

    try:
        context = LentContext()
        verdict = remembered.verdict()
        is_known = verdict is not None and verdict.renderer == context.renderer
        if wish == "auto" and not is_known:
            # should the driver end the program, the next start copies
            remembered.keep_verdict(Verdict(context.renderer))
        stage = make(park, *size, context)
    except Exception as fault:  # whatever a graphics driver may say: copying may still work
        return make(park, *size), Presenter("copy", _said("present.failed", what=str(fault)))
    if wish == "blit":
        return stage, Presenter("blit", _said("present.asked"))
    if stage.driver.is_software:  # the graphics card of last time is gone
        remembered.forget_verdict()
        stage.lend(False)
        return stage, Presenter("copy", _said("present.software"))
    if verdict is not None and is_known:
        return stage, Presenter("blit", verdict.why)
    return stage, Presenter("blit", _said("present.to-check"), to_check=True)


def _said(key: str, **values: str) -> Text:
    return WORDS[key].having(**values)


COPY = Presenter("copy", _said("present.asked"))
"""The way that works everywhere."""
