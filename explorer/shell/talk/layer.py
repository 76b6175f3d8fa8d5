"""The talk layer: panels for the audience, overlays on its window, and the console in a second window."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from ...i18n import Text, tr
from ...visit import BringOwn, EndTalk, Shine, Visit
from ...visit.mode import CONTROLS, Part
from ...visit.talk.own import OwnParts
from ...visit.talk.reducer import step, stop_of, strayed
from ...visit.talk.state import Talk
from ...visit.tour.prepared import parts_of
from ..app.booth_desk import SlideFault
from ..input.keymap import Command
from ..overlay.labels import Labels
from ..overlay.part_labels import PartLabels
from ..overlay.signs import Signs
from ..style.theme import Theme
from ..viewport.thumbnails import Thumbnails
from ..widgets import Surface
from ..window.layer import Layer, LayerContext
from ..window.layout import Room
from .audience import Audience, Blackout, Pointer
from .console import Console
from .controls import KEYS, acts_of
from .own_slides import NO_CODEC, OwnSlides, VideoProbe, faults_of
from .pen import Marks, Nib
from .phone_pictures import PhonePictures
from .screens import Screens

if TYPE_CHECKING:
    from ...net.room.host import RoomHost

ONE_SCREEN: dict[str, Text] = {
    "left": Text(
        "One screen only. This is your console; the audience window is to the left. Share that "
        "window, not this one."
    ),
    "above": Text(
        "One screen only. This is your console; the audience window is above it. Share that window, "
        "not this one."
    ),
    "behind": Text(
        "One screen only. This is your console; the audience window is behind it. Share that window, "
        "not this one."
    ),
}


NOT_SHOWN = Text("Before you begin: {name} {why}. See “Prepare”.")


class TalkLayer(Layer):
    """Builds and updates both windows of a talk.

    Parameters
    ----------
    now : the time of day.
    """

    def __init__(self, context: LayerContext, now: Callable[[], datetime] = datetime.now) -> None:
        self._context, self.now = context, now
        self._theme = context.theme
        self._visit: Visit | None = None
        self._noted: Talk | None = None
        self._thumbnails = Thumbnails(context.stage)
        self.phone_pictures = PhonePictures(context, self._over, self._thumbnails)
        self.audience = Audience(context.theme, context.park, self._thumbnails, context.window)
        self.marks = Marks(context.window)
        self.slides = OwnSlides(context.window)
        self._probe = VideoProbe()
        self._checked: OwnParts | None = None
        self._fault: SlideFault | None = None
        self.pointer = Pointer(context.window, self.audience.surfaces)
        self.blackout = Blackout(context.window)
        self.slides.above = (self.pointer, self.blackout)
        self.console: Console | None = None
        self.screens: Screens | None = None
        self._pointer_filter = PointerFilter(context)
        self._announced = False

    # ---- what the window calls

    @property
    def surfaces(self) -> Sequence[Surface]:
        return self.audience.surfaces

    @property
    def hidden(self) -> frozenset[Part]:
        """All controls; and zone labels, unless the presenter leaves the tour."""
        visit = self._visit
        talk = visit.talk if visit is not None else None
        away = visit is not None and (visit.playback is None or strayed(visit)) and not (talk and talk.over)
        if talk is None:
            return frozenset()
        return CONTROLS if away else CONTROLS | {Part.LABELS}

    @property
    def keys(self) -> Mapping[str, Command]:
        return KEYS

    @property
    def state(self) -> object:
        return self.audience.state, self.audience.strip.state

    def room_changed(self, room: RoomHost | None) -> None:
        self.phone_pictures.join(room)

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.audience.invalidate()

    def update_from(self, visit: Visit) -> None:
        """Show the state of the talk in both windows."""
        self._visit = visit
        talk = visit.talk
        if talk is None:
            if not self._announced:
                self._announced = True
                self._context.notify(tr(Text("This park has no tour for a talk."), self._theme.language))
            return
        self.audience.update_from(visit, talk)
        self._note(visit, talk)
        self._pointer_filter.update_from(visit, talk)
        self.marks.update_from(visit, talk)
        self.slides.update_from(visit)
        self.pointer.show_talk(talk)
        self.blackout.show_talk(talk)
        if self.console is not None:
            language = talk.language or visit.settings.language
            self.console.apply_theme(self.console.theme_for(self._theme, language))
            self.console.update_from(visit, talk)

    def advance(self, dt_s: float) -> bool:
        """Open the console once the audience's view is drawn; then advance it."""
        if self.console is None:
            if self._visit is not None and self._visit.talk is not None:
                self._open(self._visit, self._visit.talk)
            return True
        visit = self._visit
        over = visit is not None and visit.talk is not None and visit.talk.over
        wanted = over or self.phone_pictures.are_wanted
        draws = visit is not None and self._thumbnails.advance(dt_s, visit, wanted)
        if visit is not None and visit.talk is not None:
            self.phone_pictures.advance(dt_s, visit, visit.talk)
            draws = self.slides.advance(dt_s, visit.settings) or draws
            self._look_at_videos(dt_s, visit, visit.talk)
        return self.console.advance(dt_s) or draws

    def _look_at_videos(self, dt_s: float, visit: Visit, talk: Talk) -> None:
        """Try the presenter's videos before the talk begins, and say which cannot be played."""
        if talk.begun or self.console is None:
            self._probe.close()
            return
        self._probe.look_at(talk.own)
        if self._probe.advance(dt_s, visit.settings):
            unplayable = self.console.pages.unplayable
            (new,) = self._probe.failed - unplayable
            unplayable.add(new)
            self.console.notify(NOT_SHOWN.having(name=Path(new).name, why=NO_CODEC))
        elif not self.console.has_notice and (fault := self._fault_of(talk, self.console)) is not None:
            # another notice may have replaced it: it is repeated until it is mended
            self.console.notify(NOT_SHOWN.having(name=fault.name, why=fault.why))

    def _fault_of(self, talk: Talk, console: Console) -> SlideFault | None:
        """The first part that cannot be shown. Files are read again only if the parts have changed."""
        if talk.own is not self._checked:
            self._checked = talk.own
            whole = self._context.park.tours.get(parts_of(talk.tour.id)[0])
            self._fault = next(faults_of(talk.own, whole), None) if whole is not None else None
        if self._fault is not None:
            return self._fault
        unplayable = (slide.path for slide in talk.own.slides if slide.path in console.pages.unplayable)
        return next((SlideFault(Path(path).name, NO_CODEC) for path in unplayable), None)

    def answers(self, command: Command, visit: Visit) -> bool:
        """Handle commands of a talk; the window handles the rest."""
        talk, console = visit.talk, self.console
        if talk is None:
            return False
        if console is not None:
            if console.answer(command):
                return True
            if command == "close" and not (talk.black or talk.frozen or talk.points) and console.leave_page():
                return True
        offers = self._context.checkpoint.offered is not None
        if offers and (command == "open" or (command == "talk on" and self._context.checkpoint.is_recent)):
            self._go_on()
            return True
        acts = acts_of(command, visit)
        if acts is None:
            return False
        for act in acts:
            self._context.do(act)
        return True

    def _go_on(self) -> None:
        """Resume the talk that a crash interrupted."""
        for act in self._context.checkpoint.going_on():
            self._context.do(act)

    def arrange(self, room: Room) -> Room:
        """Place the audience's panels at the foot."""
        rect = self._context.window.rect()
        self.marks.setGeometry(rect)
        self.slides.setGeometry(rect)
        self.pointer.setGeometry(rect)
        self.blackout.setGeometry(rect)
        return replace(room, foot_px=room.foot_px + self.audience.arrange(room))

    def close(self) -> None:
        """Close the console with the audience's window; a file that is being made is not finished."""
        if self._context.take_away is not None:
            self._context.take_away.close()
        self._probe.close()
        self.slides.close_pictures()
        self.phone_pictures.close()
        if self.screens is not None:
            self.screens.stop()
        if self.console is not None:
            self.console.close()

    # ---- the two windows

    def _open(self, visit: Visit, talk: Talk) -> None:
        """Create and show the console."""
        language = talk.language or visit.settings.language
        theme = replace(self._theme, language=language, profile="laptop")
        self.console = Console(
            theme, self._context, talk, keys=lambda: KEYS, now=self.now, on_end=self._end,
            on_go_on=self._go_on, over=self._over, on_call=self._place_for_call,
        )  # fmt: skip
        self.screens = Screens(self._context.window, self.console, self._screens_changed)
        self.screens.settle()
        self.console.update_from(visit, talk)
        self.console.show()
        self._context.event_log.note("talk_ready", tour=talk.tour.id)
        if not talk.begun:
            self._bring_own(talk)

    def _bring_own(self, talk: Talk) -> None:
        """Use the notes and slides that were prepared, and say now what cannot be shown."""
        context, take_away = self._context, self._context.take_away
        tour = parts_of(talk.tour.id)[0]
        if take_away is None or tour not in context.park.tours:
            return
        own = take_away.prepared.own(context.park.id, tour)
        if own == OwnParts():
            return
        context.do(BringOwn(own.written()))
        fault = next(faults_of(own, context.park.tours[tour]), None)
        if fault is not None and self.console is not None:
            self.console.notify(NOT_SHOWN.having(name=fault.name, why=fault.why))
            context.event_log.note("own_slides", name=fault.name, why=str(fault.why))

    def _over(self) -> Sequence[QWidget]:
        """Widgets on the audience's view: labels of zones and parts, then panels, those of other layers too."""
        viewport, near = self._context.viewport, Qt.FindChildOption.FindDirectChildrenOnly
        zones = viewport.findChildren(Labels, options=near)
        signs = viewport.findChildren(Signs, options=near)
        parts = viewport.findChildren(PartLabels, options=near)
        panels = self._context.window.findChildren(Surface, options=near)
        return [*zones, *signs, *parts, *panels, self.slides]

    def _screens_changed(self, apart: bool) -> None:
        before, self._announced = self._announced, True
        self._context.event_log.note("screens", apart=apart)
        if self.console is not None:
            alone = ONE_SCREEN[self.screens.where if self.screens is not None else "behind"]
            self.console.notify(
                Text("The audience window is on the second screen.")
                if apart
                else Text(
                    "The second screen is gone. The audience window is back on this screen. Share that window, "
                    "not this one."
                )
                if before and not (self.screens is not None and self.screens.is_for_call)
                else alone
            )

    def _place_for_call(self) -> None:
        """Put both windows on one screen for a call, or where they were."""
        if self.screens is not None and self.console is not None:
            self.screens.place_for_call(not self.screens.is_for_call)
            self.console.header.call.setChecked(self.screens.is_for_call)

    def _end(self) -> None:
        """The presenter ends the talk, or closes the console before the start."""
        visit = self._visit
        if visit is not None and step(visit) == "begin":
            self._context.ask("quit")
        else:
            self._context.do(EndTalk())

    # ---- the event log

    def _note(self, visit: Visit, talk: Talk) -> None:
        """Log new events."""
        before, self._noted = self._noted, talk
        if before is None:
            return
        event_log, at_s = self._context.event_log, round(talk.elapsed_s, 1)
        if talk.begun and not before.begun:
            event_log.note("talk_started", tour=talk.tour.id)
        if talk.begun and (here := stop_of(visit)) != self._stop:
            self._stop = here
            name = talk.tour.stops[here].id if here is not None else None
            event_log.note("talk_stop", at_s=at_s, stop=name)
        if strayed(visit) != self._strayed:
            self._strayed = strayed(visit)
            event_log.note("talk_strayed" if self._strayed else "talk_returned", at_s=at_s, zone=visit.zone)
        for name in ("black", "frozen", "laser", "spotlight", "pen", "caption"):
            if getattr(talk, name) != getattr(before, name):
                event_log.note(name, on=getattr(talk, name), at_s=at_s)
        if len(talk.logged) > len(before.logged) and self.console is not None:
            self.console.ask_for_text(talk)
            event_log.note("noted", kind=talk.logged[-1].kind, at_s=at_s)
        if talk.over != before.over:
            event_log.note("talk_ended" if talk.over else "talk_goes_on", at_s=at_s)

    _stop: int | None = -1
    _strayed: bool = False


class PointerFilter(QObject):
    """Event filter on the audience's view: with laser or spotlight on, moving the pointer points; with the pen, it draws."""

    def __init__(self, context: LayerContext) -> None:
        super().__init__(context.viewport)
        self._context, self._nib = context, Nib(context.do)
        self._visit: Visit | None = None
        self._points = self._draws = False

    def update_from(self, visit: Visit, talk: Talk) -> None:
        """Track the pointer only while laser, spotlight or pen is on."""
        self._visit, self._draws = visit, talk.pen
        if talk.points == self._points:
            return
        self._points = talk.points
        viewport = self._context.viewport
        if self._points:
            viewport.installEventFilter(self)
        else:
            viewport.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if isinstance(event, QMouseEvent) and self._visit is not None:
            viewport, at = self._context.viewport, event.position()
            width, height = max(viewport.width(), 1), max(viewport.height(), 1)
            place = 2 * at.x() / width - 1, 1 - 2 * at.y() / height
            if kind == QEvent.Type.MouseMove:
                self._context.do(Shine(place))
                self._nib.move(place, self._visit, width / height)
                return True
            if (
                kind == QEvent.Type.MouseButtonPress
                and self._draws
                and event.button() == Qt.MouseButton.LeftButton
            ):
                self._nib.press(place, self._visit, width / height)
        if kind == QEvent.Type.MouseButtonRelease:
            self._nib.release()
        if kind == QEvent.Type.Leave:
            self._context.do(Shine(None))
        return kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease)
