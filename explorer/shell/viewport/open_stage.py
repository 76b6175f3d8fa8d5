"""Opens the stage for a window: in a Qt context if its textures are to be shown, otherwise in a context of the stage."""

from __future__ import annotations

from PySide6.QtGui import QOpenGLContext

from ...base.names import PresenterChoice
from ...i18n import Text
from ...park.model import Park
from ..app.settings_store import SettingsStore
from ..window.protocols import Stage, StageMaker
from .presenter import SCREENLESS, Presenter, Verdict, expected_presenter

ASKED = Text("chosen with --present")


def open_stage(
    make: StageMaker,
    park: Park,
    size: tuple[int, int],
    choice: PresenterChoice,
    settings_store: SettingsStore,
    platform: str,
    can_join: bool = True,
) -> tuple[Stage, Presenter]:
    """A stage and the presenter of its frames.

    Parameters
    ----------
    platform : the name of Qt's platform.
    can_join : whether the stage can draw in a context shared with the window.

    Raises CannotDraw if nothing can be drawn here, and any other error of `make`.
    """
    verdict = settings_store.verdict()
    if choice == "copy":
        return make(park, *size), Presenter("copy", ASKED)
    if platform in SCREENLESS:
        return make(park, *size), Presenter("copy", Text("no GPU window available"))
    if not can_join:
        return make(park, *size), Presenter("copy", Text("on Wayland without X every frame is copied"))
    if choice == "auto" and (verdict is None or verdict.name == "copy"):
        stage = make(park, *size)
        found = expected_presenter(stage.driver, verdict)
        if stage.driver.is_software and (verdict is None or verdict.renderer != stage.driver.name):
            settings_store.keep_verdict(Verdict(stage.driver.name))  # the next start need not share contexts
        if not found.to_check:
            return stage, found
        if QOpenGLContext.globalShareContext() is None:
            settings_store.clear_verdict()
            return stage, Presenter(
                "copy", Text("new graphics card: the self-check runs after the next start")
            )
        stage.close()  # a graphics card not seen before
        return _with_context(make, park, size, choice, settings_store, stage.driver.name)
    return _with_context(make, park, size, choice, settings_store)


def _with_context(
    make: StageMaker,
    park: Park,
    size: tuple[int, int],
    choice: PresenterChoice,
    settings_store: SettingsStore,
    alone: str = "",
) -> tuple[Stage, Presenter]:
    """A stage that draws in a Qt context, or an ordinary one if that fails.

    Parameters
    ----------
    alone : the driver that draws without such a context, if known.
    """
    from .texture_presenter import SharedContext

    try:
        context = SharedContext()
        verdict = settings_store.verdict()
        is_known = verdict is not None and verdict.renderer == context.renderer
        if choice == "auto" and not is_known:
            # if the driver crashes the program, the next start copies
            settings_store.keep_verdict(Verdict(context.renderer, alone=alone))
        stage = make(park, *size, context)
    except Exception as fault:  # whatever the graphics driver's error: copying may still work
        return make(park, *size), Presenter("copy", Text("blit is not possible: {what}", what=str(fault)))
    if choice == "blit":
        return stage, Presenter("blit", ASKED)
    if stage.driver.is_software:  # the graphics card of the last run is gone
        settings_store.clear_verdict()
        stage.present_textures(False)
        return stage, Presenter("copy", Text("drawn by the CPU, and copying is faster for it"))
    if verdict is not None and is_known:
        return stage, Presenter("blit", verdict.why)
    return stage, Presenter("blit", Text("the self-check has not run yet"), to_check=True)
