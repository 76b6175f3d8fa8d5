"""From a scene that was read to a window on the screen, and what is shown if it does not come to that."""

from __future__ import annotations

import gc
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Protocol

from PySide6.QtCore import QByteArray, QProcess, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from ... import bootstrap
from ...i18n import ENGLISH, Text
from ...i18n.messages import WORDS, say
from ...park.faults import Fault
from ...park.last_good import Opened
from ...park.model import Language, Park
from ...supervisor.log import complain
from ...supervisor.watchdog_pipe import AGAIN, Line
from ...visit import EXPLORE, Mode, Open, Settings, Visit
from ...visit.settings import hour_named
from ..error_screens import BrokenScene, NoOpenGL
from ..event_log.event_log import Journal
from ..event_log.visit_recorder import Diary, somebody
from ..style import fonts
from ..style.theme import Theme, apply_theme_to_application
from ..talk.screens import shared
from ..viewport.presenter import Presenter, Wish, may_blit, share_contexts, staged
from ..window.main_window import Window
from ..window.protocols import CannotDraw, Stage, StageMaker
from . import os_preferences
from .checkpoint_file import CheckpointFile
from .content_watch import Renewal
from .heartbeat import Vitals
from .os_preferences import Wishes
from .settings_store import Remembered, WindowPlace
from .shutdown import Ending
from .staff_exit import Door

USUAL_SIZE = (1280, 800)
SCREEN_SHARE = 0.92
"""A first window takes no more of the screen than this."""
FAULT_STAYS_S = 8.0
KEEP_MS = 1000
INTERRUPTED = 130
"""The exit code after Ctrl+C on the terminal, which ends a booth too."""
FAILED = 2
"""The exit code when no park could be shown."""


class Reading(Protocol):
    """A scene as it was found: the park, or what is wrong with it."""

    @property
    def park(self) -> Park | None: ...
    @property
    def errors(self) -> Sequence[Fault]: ...


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for on the command line; None leaves it to memory and system.

    Attributes
    ----------
    tour : what is talked through, in a mode that talks.
    present : how the picture is to come to the screen.
    began_s : when the program was started, on the clock of `time.perf_counter`; the journal counts from there.
    line : to the supervisor, if this process has one.
    text_percent : the size of text to begin with.
    pin : the number that opens the hidden way out of a window that visitors cannot close.
    ledger : the file of the visit journal; None keeps none.
    checkpoint : the file in which a talk or a lesson outlives a crash; None: it does not.
    scene : the scene on show, if it is to be watched; `examine`: the command that checks it and prints JSON.
    """

    zone: str | None = None
    tour: str | None = None
    mode: Mode = EXPLORE
    language: Language | None = None
    light: str | None = None
    size: tuple[int, int] | None = None
    fullscreen: bool = False
    present: Wish = "auto"
    log: Path | None = None
    memory: Path | None = None
    began_s: float | None = None
    line: Line | None = None
    text_percent: int | None = None
    pin: str | None = field(default=None, repr=False)
    ledger: Path | None = None
    checkpoint: Path | None = None
    scene: Opened | None = None
    examine: tuple[str, ...] = ()


def run(reading: Reading, make_stage: StageMaker, options: Options) -> int:
    """Show the park until the visitor closes the window; the exit code of the program.

    Parameters
    ----------
    reading : the scene.
    make_stage : makes the stage, or raises `CannotDraw` if this machine cannot draw.
    """
    application = application_for(options)
    supervised = options.line is not None
    with Journal(options.log, began_s=options.began_s, continued=supervised) as journal:
        opening = Opening(make_stage, options, journal)
        shown = opening.opened(reading)
        with Watch(journal, shown):
            opening.show(shown)
            settle(shown)
            if options.line is not None:
                Vitals(options.line, shown)
            if opening.scene is not None:
                _watch(opening.scene, options.examine, journal, shown, supervised=options.line is not None)
                if isinstance(shown, Window) and opening.is_whole:
                    keep_when_drawn(opening.scene, shown)
            ending = Ending(supervised, application)
            code = application.exec()
            ending.stop()
        if isinstance(shown, Window):
            shown.end()
            if code == 0:
                shown.checkpoint.clear()
            return code
        return code or FAILED


def settle(shown: QWidget) -> None:
    """Have the collector of garbage pass over what stays, now and once all is made ready.

    To look through all of it takes nearly a tenth of a second, and it does so when it likes: in the middle of a flight.
    Until now it may have been told to wait: hardly anything of what opens a window is thrown away again.
    """
    gc.enable()
    gc.freeze()
    if isinstance(shown, Window):
        shown.preparation.add("all settled", _settled)


def _settled() -> Iterator[None]:
    gc.freeze()
    yield


def usual_settings(wishes: Wishes) -> Settings:
    """The settings of one who has chosen nothing: as the system wishes."""
    return Settings(
        language=wishes.language,
        comfort="cut" if wishes.less_motion else "fly",
        theme="contrast" if wishes.more_contrast else "auto",
    )


def keep_when_drawn(scene: Opened, window: Window) -> QTimer:
    """Have the scene copied aside as soon as a picture of it is on the screen."""
    timer = QTimer(window)

    def look() -> None:
        if window.viewport.has_picture:
            timer.stop()
            scene.keep()

    timer.timeout.connect(look)
    timer.start(KEEP_MS)
    return timer


def restart(supervised: bool = False) -> None:
    """Start the program anew with the same words, and end this one; a supervisor is asked to do it."""
    if supervised:
        QApplication.exit(AGAIN)
        return
    QProcess.startDetached(sys.executable, sys.orig_argv[1:])
    QApplication.exit(0)  # and not quit(), which a window that nobody may close refuses


def _watch(
    scene: Opened, examine: Sequence[str], journal: Journal, shown: QWidget, *, supervised: bool
) -> None:
    """Have the scene on show watched; what is new comes when nobody is looking, if somebody starts it again."""
    for fault in scene.faults:
        journal.note("scene_kept", fault=fault.told())

    def renew() -> bool:
        if isinstance(shown, Window) and somebody(shown.visit):
            return False
        journal.note("scene_comes")
        restart(supervised=True)
        return True

    Renewal(scene.folder, scene.seen, examine, journal, renew if supervised else None, shown)


class Opening:
    """The way from a scene to a window.

    Attributes
    ----------
    usual, settings : what the system wishes, and what the visitor chose last time or on the command line.
    scene : the scene on show, if one was given: in a supervised show the last good copy where the scene itself failed.
    is_whole : whether all models of the scene's own are drawn.
    """

    def __init__(self, make_stage: StageMaker, options: Options, journal: Journal) -> None:
        self._make_stage, self._options, self._journal = make_stage, options, journal
        self.scene = options.scene
        self.is_whole = False
        self.wishes = os_preferences.wishes()
        self.usual = replace(usual_settings(self.wishes), voice=options.mode.speaks)
        self.remembered = Remembered(options.memory)
        settings = self.remembered.settings(self.usual) if options.mode.remembers else self.usual
        if options.language:
            settings = replace(settings, language=options.language)
        if options.text_percent:
            settings = replace(settings, text_percent=options.text_percent)
        if options.light:
            settings = replace(settings, hour=hour_named(options.light))
        if not fonts.can_show(settings.language):
            settings = replace(settings, language=ENGLISH)
        self.settings = settings
        journal.note("start", language=settings.language)

    def opened(self, reading: Reading) -> QWidget:
        """The park's window, or the screen that says why there is none."""
        self._apply_theme()
        if reading.park is None:
            self._journal.note("error", kind="scene", count=len(reading.errors))
            return BrokenScene(
                self.settings, reading.errors, on_retry=self._restart, on_quit=QApplication.quit
            )
        try:
            stage, presenter = self._staged(reading.park)
        except CannotDraw as fault:  # the park can still be read
            self._journal.note("error", kind="graphics", what=str(fault), where=_where(fault))
            return NoOpenGL(
                self.settings, reading.park, str(fault), on_retry=self._restart, on_quit=QApplication.quit
            )
        except Exception as fault:  # whatever it is, nobody is left with a dead window
            self._journal.note("error", kind=type(fault).__name__, what=str(fault), where=_where(fault))
            failed = _stage_fault(fault)
            if kept := self._last_good((failed,)):
                return self.opened(kept)
            return BrokenScene(
                self.settings, (failed,), on_retry=self._restart, on_quit=QApplication.quit, kind="stage"
            )
        unread = stage.unread_models
        if unread and (
            kept := self._last_good(tuple(self._model_fault(zone, why) for zone, why in unread.items()))
        ):
            stage.close()
            return self.opened(kept)
        self.is_whole = not unread
        self._journal.note("presenter", name=presenter.name, why=str(presenter.why))
        return self._window(reading.park, stage, presenter)

    def _staged(self, park: Park) -> tuple[Stage, Presenter]:
        return staged(
            self._make_stage, park, self._first_size(), self._options.present, self.remembered,
            QGuiApplication.platformName(),
        )  # fmt: skip

    def _last_good(self, faults: tuple[Fault, ...]) -> Reading | None:
        """The last good copy, from now on the scene on show, in the place of one with these faults."""
        kept = self.scene.last_good(faults) if self.scene is not None else None
        if kept is None:
            return None
        self.scene = kept
        return kept.reading

    def _model_fault(self, zone: str, why: Text) -> Fault:
        folder = self.scene.folder if self.scene is not None else Path()
        remedy = Text("run `check` on the scene")
        return Fault(folder / "zones" / f"{zone}.yaml", 1, 1, why, remedy)

    def show(self, shown: QWidget) -> None:
        """Bring a window to the screen, where it was last time unless a size was asked for."""
        shown.resize(*self._first_size())
        if isinstance(shown, Window) and not self._options.mode.may_quit:
            shown.setWindowFlag(Qt.WindowType.FramelessWindowHint)
            if self._options.size is not None:
                told = "a kiosk takes the whole screen: --size is ignored"
                self._journal.note("warning", what=told)
                complain(bootstrap.gettext(Text("A kiosk takes the whole screen: --size is ignored.")))
            # a kiosk may run on a bare screen, where no window manager makes full what asks for it
            shown.setGeometry(shown.screen().geometry())
            shown.showFullScreen()
            return
        place = self.remembered.place() if self._options.mode.remembers else WindowPlace()
        if isinstance(shown, Window) and self._options.size is None and place.geometry:
            shown.restoreGeometry(QByteArray(place.geometry))
        if self._options.fullscreen or (self._options.size is None and place.full_screen):
            shown.showFullScreen()
        elif self._options.size is None and place.maximised:
            shown.showMaximized()
        else:
            shown.show()

    def _diary(self, visit: Visit) -> Diary | None:
        if self._options.ledger is None:
            return None
        from ...visit_log.database import Ledger

        return Diary(Ledger(self._options.ledger), visit.mode.name)

    def _restart(self) -> None:
        restart(self._options.line is not None)

    def _door(self) -> Door | None:
        """The hidden way out, where the window cannot be closed and a number was given."""
        if self._options.mode.may_quit:
            return None
        if self._options.pin is None:
            self._journal.note("warning", what="no PIN was given: the hidden way out is closed")
            return None
        return Door(self._options.pin, self._leave)

    def _leave(self, again: bool) -> None:
        self._journal.note("left", again=again)
        if again:
            self._restart()
        else:
            QApplication.exit(0)

    def _window(self, park: Park, stage: Stage, presenter: Presenter) -> Window:
        visit = Visit.begin(park, self._options.mode, self.settings, self._options.tour)
        if self._options.zone is not None:
            visit = visit.after(Open(self._options.zone))
        window = Window(
            visit,
            stage,
            usual=self.usual if self._options.mode.remembers else self.settings,
            wishes=self.wishes,
            remembered=self.remembered if self._options.mode.remembers else None,
            journal=self._journal,
            diary=self._diary(visit),
            presenter=presenter,
            door=self._door(),
            checkpoint=CheckpointFile(self._options.checkpoint, park, self._journal),
            size=self._first_size(),
        )
        if not fonts.can_show_chinese():
            window.warn_of_missing_font()
        return window

    def _first_size(self) -> tuple[int, int]:
        if self._options.size is not None:
            return self._options.size
        screens = QGuiApplication.screens()
        if not screens:
            return USUAL_SIZE
        room = screens[0].availableGeometry()
        if self._options.mode.talks and len(screens) == 1:
            window = shared(room)[0]  # the console needs the rest of the screen
            return window.width(), window.height()
        return (
            min(USUAL_SIZE[0], round(room.width() * SCREEN_SHARE)),
            min(USUAL_SIZE[1], round(room.height() * SCREEN_SHARE)),
        )

    def _apply_theme(self) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            apply_theme_to_application(application, Theme.of(self.settings))


class Watch:
    """While it lasts, an error in the program shows a sentence and is written to the journal; the park goes on."""

    def __init__(self, journal: Journal, shown: QWidget) -> None:
        self._journal, self._shown = journal, shown
        self._known: set[str] = set()
        self._before: Callable[..., object] = sys.excepthook

    def __enter__(self) -> Watch:
        self._before, sys.excepthook = sys.excepthook, self._caught
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        sys.excepthook = self._before

    def _caught(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.exit(INTERRUPTED)
            return
        where = _where(fault)
        if where in self._known:
            return  # what goes wrong at every beat is told once
        self._known.add(where)
        self._journal.note("error", kind=kind.__name__, what=str(fault), where=where)
        complain(f"{kind.__name__}: {fault}")
        if isinstance(self._shown, Window):
            language = self._shown.visit.settings.language
            self._shown.tell(say("window.fault", language), FAULT_STAYS_S)


def _stage_fault(fault: Exception) -> Fault:
    """What the page of faults tells of an error while a park was made ready for drawing."""
    at = traceback.extract_tb(fault.__traceback__)[-1]
    what = f"{type(fault).__name__}: {fault}"
    remedy = WORDS["fault.stage.remedy"]
    return Fault(Path(at.filename), at.lineno or 1, 1, Text("{what}", what=what), remedy)


def _where(fault: BaseException) -> str:
    """The way through the program to where an error was raised, innermost last."""
    frames = traceback.extract_tb(fault.__traceback__)
    return " > ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames)


def application_for(options: Options) -> QApplication:
    """The application of this process, made as the options need it if there is none yet."""
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    running = QApplication.instance()
    if running is None:
        verdict = Remembered(options.memory).verdict()
        if may_blit(options.present, verdict, platform, bootstrap.may_have_card()):
            share_contexts()
    application = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("park-explorer")
    application.setApplicationDisplayName("")  # the window's own title says it all
    application.setDesktopFileName("park-explorer")
    fonts.load()
    return application
