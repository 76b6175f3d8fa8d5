"""The start: from a loaded scene to a window on the screen, or to the page that says why there is no window."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import delete

from ...base import bootstrap
from ...base.folders import state_folder
from ...base.names import PresenterChoice
from ...base.supervisor.log import complain
from ...base.supervisor.watchdog_pipe import WatchdogPipe
from ...exhibits.tags import LineSource
from ...i18n import ENGLISH, Text, first_language, languages, tr
from ...park.faults import Fault
from ...park.last_good import Opened
from ...park.model import Language, Park
from ...visit import EXPLORE, Act, Mode, Open, OpenState, Settings, Visit
from ...visit.acts import changes_from
from ...visit.kiosk.acts import SetPlan, WallClock
from ...visit.kiosk.booth_plan import offered_park
from ...visit.mode import Part
from ...visit.settings import day_phase_named
from ...visit.talk.reducer import first_tour
from ..error_screens import BrokenScene, NoOpenGL
from ..event_log.event_log import EventLog
from ..event_log.visit_recorder import VisitRecorder
from ..input.state_drop import StateDrop
from ..sound import Sounds
from ..style import fonts, program_icon
from ..style.theme import Theme, apply_theme_to_application, use_typeface
from ..talk.screens import shared
from ..viewport.open_stage import open_stage
from ..viewport.presenter import Presenter
from ..window.main_window import MainWindow
from ..window.protocols import CannotDraw, Stage, StageMaker
from . import os_preferences
from .booth_desk import BoothDesk, chosen_screen
from .checkpoint_file import CheckpointFile
from .connections import Connections, Openers
from .error_hook import stage_fault, traced
from .light_to_come import LightToCome, bring_light
from .os_preferences import OsPreferences
from .replay import Replay
from .settings_store import SettingsStore, WindowPlace
from .shutdown import restart
from .staff_exit import StaffExit
from .take_away import TakeAway, kept_names

if TYPE_CHECKING:
    from ...net.room.host import RoomOptions
    from ..edit.session import EditSession
    from .fleet_link import Fleet

USUAL_SIZE = (1280, 800)
SCREEN_SHARE = 0.92
"""Largest share of the screen that a first window takes."""


class LoadResult(Protocol):
    """Result of loading a scene: the park, or its faults."""

    @property
    def park(self) -> Park | None: ...
    @property
    def errors(self) -> Sequence[Fault]: ...


@dataclass(frozen=True, slots=True)
class Options:
    """Options of the command line; None leaves the choice to the settings store and the system."""

    zone: str | None = None
    state: str | None = None
    tour: str | None = None  # tour of a talk
    # address and code of the screen to follow, "" for the last one; None follows no screen
    follow: str | None = None
    # timed acts of a logged visit, which the window performs
    replayed: tuple[tuple[float, Act], ...] = ()
    mode: Mode = EXPLORE
    language: Language | None = None
    light: str | None = None
    size: tuple[int, int] | None = None
    fullscreen: bool = False
    present: PresenterChoice = "auto"  # the way frames reach the screen
    log: Path | None = None
    verbose: bool = False  # whether events are also printed to the terminal
    memory: Path | None = None
    # start time of the program by `time.perf_counter`; the event log counts from there
    began_s: float | None = None
    line: WatchdogPipe | None = None  # the pipe to the supervisor, if this process has one
    text_percent: int | None = None  # initial text size
    volume: int | None = None  # initial volume of voice and sounds, 0 to 100
    sounds: Path | None = None  # folder of the park's sounds; None without sounds
    # PIN of the staff exit, for a window that visitors cannot close
    pin: str | None = field(default=None, repr=False)
    ledger: Path | None = None  # the visit database; None keeps no visits
    # checkpoint file of a talk or lesson, for the start after a crash; None keeps no checkpoint
    checkpoint: Path | None = None
    live: LineSource | None = None  # source of a real line's values; closed with the show
    room: RoomOptions | None = None  # the room that phones may join; None without one
    no_room: str = ""  # why phones cannot join, if they should
    fleet: Fleet | None = None  # the connection to a fleet; closed with the show
    openers: Openers | None = None  # opens connections from the window; None disables this
    # the scene on show, if it is to be watched; `examine`: the command that checks it and prints JSON
    scene: Opened | None = None
    examine: tuple[str, ...] = ()
    # edits: whether a sheet beside the park edits the scene; watches: whether changes by other programs appear
    edits: bool = False
    watches: bool = False


def usual_settings(preferences: OsPreferences) -> Settings:
    """Settings of a visitor without own choices: the system's preferences."""
    return Settings(
        language=preferences.language,
        comfort="cut" if preferences.less_motion else "fly",
        theme="contrast" if preferences.more_contrast else "auto",
    )


class Startup:
    """Turns a scene into a window.

    Attributes
    ----------
    usual, settings : the system's preferences, and the choices of the last visitor or the command line.
    scene : the scene on show, if one was given: in a supervised show the last good copy if the scene failed.
    is_whole : whether all models that the scene brings are drawn.
    """

    def __init__(self, make_stage: StageMaker, options: Options, event_log: EventLog) -> None:
        self._make_stage, self.options, self._event_log = make_stage, options, event_log
        self.scene = options.scene
        self.is_whole = False
        self.booth_desk: BoothDesk | None = None
        self._connections: Connections | None = None
        self._light: LightToCome | None = None
        self.preferences = os_preferences.preferences()
        mode = options.mode
        self.usual = replace(
            usual_settings(self.preferences), voice=mode.speaks, sound=mode.sounds, day_phase=mode.day_phase
        )
        self.settings_store = SettingsStore(options.memory)
        settings = self.settings_store.settings(self.usual) if options.mode.remembers else self.usual
        if options.language:
            settings = replace(settings, language=options.language)
        if options.text_percent:
            settings = replace(settings, text_percent=options.text_percent)
        if options.volume is not None:
            self.usual = replace(self.usual, volume=options.volume, sound_volume=options.volume)
            settings = replace(settings, volume=options.volume, sound_volume=options.volume)
        if options.light:
            settings = replace(settings, day_phase=day_phase_named(options.light))
        if not fonts.can_show(settings.language):
            settings = replace(settings, language=ENGLISH)
        self.settings = settings
        event_log.note("start", language=settings.language)

    @cached_property
    def session(self) -> EditSession | None:
        """The editing session of an edited or watched scene; its modules are imported only then."""
        scene = self.options.scene
        if scene is None or not (self.options.edits or self.options.watches):
            return None
        from ...editor.autosave import FOLDER as UNSAVED
        from ...editor.autosave import Autosave
        from ...editor.document import SceneDocument
        from ..edit.session import EditSession

        document = SceneDocument.open(scene.folder, scene.assets)
        document.grow()
        autosave = Autosave(scene.folder, state_folder() / UNSAVED) if self.options.edits else None
        return EditSession(document, autosave)

    def opened(self, reading: LoadResult) -> QWidget:
        """The park's window, or the screen that says why it cannot be shown."""
        self._apply_style()
        if reading.park is None:
            self._event_log.note("error", kind="scene", count=len(reading.errors))
            return BrokenScene(
                self.settings, reading.errors, on_retry=self._restart, on_quit=QApplication.quit
            )
        park = self._offered(reading.park)
        self._speak_as(park)
        self._brand(park)
        stage: Stage | None = None
        others = QApplication.topLevelWidgets()
        try:
            stage, presenter = self.stage_for(park)
            if kept := self._drawn_before(stage.unread_models):
                stage.close()
                return self.opened(kept)
            self.is_whole = not stage.unread_models
            self._event_log.note("presenter", name=presenter.name, why=str(presenter.why))
            return self._window(park, stage, presenter)
        except CannotDraw as fault:  # the park can still be read as text
            self._event_log.note("error", kind="graphics", what=str(fault), where=traced(fault))
            return NoOpenGL(
                self.settings, park, str(fault), on_retry=self._restart, on_quit=QApplication.quit
            )
        except Exception as fault:  # whatever the error, no visitor is left with a dead window
            self._event_log.note("error", kind=type(fault).__name__, what=str(fault), where=traced(fault))
            failed = stage_fault(fault)
        for window in QApplication.topLevelWidgets():
            if window not in others:
                delete(window)  # half built: at exit Qt would ask it for parts it does not have
        if stage is not None:
            stage.close()
        if kept := self._last_good((failed,)):
            return self.opened(kept)
        return BrokenScene(
            self.settings, (failed,), on_retry=self._restart, on_quit=QApplication.quit, kind="stage"
        )

    def _offered(self, park: Park) -> Park:
        """The park with what a booth's staff offer; the whole park in other shows."""
        mode, scene = self.options.mode, self.options.scene
        if not mode.attracts:
            return park
        plan = self.settings_store.booth_plan()
        self.booth_desk = BoothDesk(
            self.settings_store,
            scene.folder if scene is not None else None,
            self.options.ledger,
            park,
            self._restart,
            started_with=plan,
        )
        for warning in self.booth_desk.warnings(plan, frozenset(park.zones), frozenset(park.tours)):
            self._event_log.note("warning", what=str(warning))
            complain(bootstrap.gettext(warning))
        return offered_park(park, plan, [mode.attract] if mode.attract else ())

    def _speak_as(self, park: Park) -> None:
        """Switch to a language of the scene if the visitor has not chosen one."""
        language = first_language(self.usual.language, park.languages)
        if not fonts.can_show(language):
            return
        chosen = self.settings.language
        is_known = chosen in park.languages or chosen in languages()
        if (chosen == self.usual.language or not is_known) and not self.options.language:
            self.settings = replace(self.settings, language=language)
        self.usual = replace(self.usual, language=language)

    def _brand(self, park: Park) -> None:
        """Take the typeface and icon of the company that owns the park."""
        file = park.brand.file("typeface") if park.brand is not None else None
        if not use_typeface(file):
            self._event_log.note("warning", what=f"the typeface {file} cannot be read")
        QGuiApplication.setWindowIcon(program_icon.icon(park.brand))

    def stage_for(self, park: Park) -> tuple[Stage, Presenter]:
        """The stage for a park, and the presenter of its frames.

        Raises CannotDraw if nothing can be drawn here, and any other error of the stage.
        """
        return open_stage(
            self._make_stage, park, self._first_size(), self.options.present, self.settings_store,
            QGuiApplication.platformName(), bootstrap.can_join_window(),
        )  # fmt: skip

    def _last_good(self, faults: tuple[Fault, ...]) -> LoadResult | None:
        """The last good copy, which replaces a scene with these faults from now on."""
        kept = self.scene.last_good(faults) if self.scene is not None else None
        if kept is None:
            return None
        self.scene = kept
        return kept.reading

    def _drawn_before(self, unread: Mapping[str, Text]) -> LoadResult | None:
        """The last good copy, if models of this scene could not be read."""
        if not unread:
            return None
        return self._last_good(tuple(self._model_fault(zone, why) for zone, why in unread.items()))

    def _model_fault(self, zone: str, why: Text) -> Fault:
        folder = self.scene.folder if self.scene is not None else Path()
        remedy = Text("run `check` on the scene")
        return Fault(folder / "zones" / f"{zone}.yaml", 1, 1, why, remedy)

    def show(self, shown: QWidget) -> None:
        """Show a window, where it was last time unless a size was asked for."""
        shown.resize(*self._first_size())
        if isinstance(shown, MainWindow) and not self.options.mode.may_quit:
            shown.setWindowFlag(Qt.WindowType.FramelessWindowHint)
            if self.options.size is not None:
                message = "a kiosk takes the whole screen: --size is ignored"
                self._event_log.note("warning", what=message)
                complain(bootstrap.gettext(Text("A kiosk takes the whole screen: --size is ignored.")))
            # a kiosk may run without a window manager, where full screen needs an explicit geometry
            shown.setGeometry(chosen_screen(self.booth_desk, shown.screen()).geometry())
            shown.showFullScreen()
            return
        asked, least = self.options.size or (9999, 9999), self.options.mode.least_px
        if isinstance(shown, MainWindow) and (asked[0] < least[0] or asked[1] < least[1]):
            words = Text(
                "The window is at least {least}: --size {size} is too small.",
                least="x".join(map(str, least)),
                size="x".join(map(str, asked)),
            )
            complain(bootstrap.gettext(words))
        place = self.settings_store.place() if self.options.mode.remembers else WindowPlace()
        if isinstance(shown, MainWindow) and self.options.size is None and place.geometry:
            shown.restoreGeometry(QByteArray(place.geometry))
        if self.options.fullscreen or (self.options.size is None and place.full_screen):
            shown.showFullScreen()
        elif self.options.size is None and place.maximised:
            shown.showMaximized()
        else:
            shown.show()

    def _visit_recorder(self, visit: Visit) -> VisitRecorder | None:
        if self.options.ledger is None:
            return None
        recorder = VisitRecorder.into(self.options.ledger, visit.mode.name)
        if self.booth_desk is not None:
            self.booth_desk.keep_answer = recorder.survey
        return recorder

    def _restart(self) -> None:
        restart(self.options.line is not None)

    def _staff_exit(self) -> StaffExit | None:
        """The staff exit, if the window cannot be closed and a PIN was given."""
        if self.options.mode.may_quit:
            return None
        if self.options.pin is None:
            self._event_log.note("warning", what="no PIN was given: the hidden way out is closed")
            return None
        return StaffExit(self.options.pin, self._leave)

    def _connect(self, window: MainWindow, connections: Connections) -> None:
        """Open the connections that were asked for, and those to restore."""
        options = self.options
        if options.no_room:
            self._event_log.note("warning", what=options.no_room)
        connections.attach(window)
        if options.room is not None:
            connections.open_room(options.room)
        if options.follow is not None:
            connections.follow(options.follow)
        if options.live is not None:
            connections.feed(options.live)
        if options.fleet is not None:
            connections.join_fleet(options.fleet)
        connections.go_on()

    def close(self) -> None:
        """End what runs beside the show, at its end."""
        if self._connections is not None:
            self._connections.close()
        for other in (self.options.live, self.options.fleet):
            if other is not None:
                other.close()

    def _leave(self, again: bool) -> None:
        self._event_log.note("left", again=again)
        if again:
            self._restart()
        else:
            QApplication.exit(0)

    def first_visit(self, park: Park) -> Visit:
        """The initial visit of these options."""
        mode, names = self.options.mode, kept_names(self.scene, self.settings_store)
        visit = Visit.begin(park, mode, self.settings, first_tour(park, mode, self.options.tour, names))
        if self.options.zone is not None:
            visit = visit.after(Open(self.options.zone))
        if self.options.state is not None:
            visit = visit.after(OpenState(self.options.state))
        if self.booth_desk is not None:
            visit = visit.after(SetPlan(self.booth_desk.plan)).after(WallClock(self.booth_desk.minute()))
        return visit

    def _window(self, park: Park, stage: Stage, presenter: Presenter) -> MainWindow:
        visit = self.first_visit(park)
        settings = changes_from(Settings(), visit.settings)
        began = {"mode": visit.mode.name, "zone": self.options.zone, "code": self.options.state, **settings}
        self._event_log.note("visit", tour=visit.playback and visit.playback.tour.id, **began)
        return self.window_for(visit, stage, presenter)

    def window_for(self, visit: Visit, stage: Stage, presenter: Presenter) -> MainWindow:
        """The window of a visit."""
        park = visit.park
        connections = self._connections = Connections(
            self.settings_store,
            self.options.openers,
            restart=self._restart,
            supervisor=os.getppid() if self.options.line is not None else 0,
        )
        window = MainWindow(
            visit,
            stage,
            usual=self.usual if self.options.mode.remembers else self.settings,
            preferences=self.preferences,
            settings_store=self.settings_store if self.options.mode.remembers else None,
            event_log=self._event_log,
            visit_recorder=self._visit_recorder(visit),
            presenter=presenter,
            staff_exit=self._staff_exit(),
            checkpoint=CheckpointFile(self.options.checkpoint, park, self._event_log),
            size=self._first_size(),
            connections=connections if self.options.openers is not None else None,
            edited=self.session if self.options.edits and Part.GROUND in visit.mode.layers else None,
            booth_desk=self.booth_desk,
            take_away=TakeAway(self.scene.folder, self.settings_store) if self.scene is not None else None,
            sounds=Sounds(self.options.sounds) if self.options.sounds is not None else None,
        )
        self._light = bring_light(self._light, window, stage, self._event_log)
        if visit.mode.may_quit:
            StateDrop(
                window,
                park,
                lambda code: window.do(OpenState(code)),
                lambda words: window.notify(tr(words, window.visit.settings.language)),
            )
        if self.options.replayed:
            Replay(window, self.options.replayed)
        self._connect(window, connections)
        if not fonts.can_show_chinese():
            window.parts.warn_of_missing_font()
        return window

    def _first_size(self) -> tuple[int, int]:
        if self.options.size is not None:
            return self.options.size
        screens = QGuiApplication.screens()
        if not screens:
            return USUAL_SIZE
        room = screens[0].availableGeometry()
        if self.options.mode.talks and len(screens) == 1:
            window = shared(room)[0]  # the console needs the rest of the screen
            return window.width(), window.height()
        return (
            min(USUAL_SIZE[0], round(room.width() * SCREEN_SHARE)),
            min(USUAL_SIZE[1], round(room.height() * SCREEN_SHARE)),
        )

    def _apply_style(self) -> None:
        apply_theme_to_application(QApplication.instance(), Theme.of(self.settings))
