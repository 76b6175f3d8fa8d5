"""The tour layer of the window: bar, captions, chooser, and the prompts when a visitor leaves the tour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, QRect, Qt

from ...i18n import Text, tr
from ...visit import (
    Change,
    EndTour,
    ForgetTour,
    NextStop,
    PauseTour,
    PreviousStop,
    ResumeTour,
    StartTour,
    Visit,
)
from ...visit.mode import Part
from ..accessible import announce
from ..app.os_preferences import family
from ..brand.contact import FarewellCard
from ..input.keymap import Command
from ..style import fonts
from ..style.theme import Theme
from ..viewport.thumbnails import Thumbnails
from ..widgets import Surface
from ..window.layer import Layer, LayerContext
from ..window.layout import CARD_PX, Room, place_foot
from .bar import TourBar
from .folding import Folding
from .narrator import Narrator
from .prompts import Chooser, EndCard, Prompt, ResumePrompt
from .stop_row import place_of
from .strip import TourStrip

NO_VOICE: dict[str, Text] = {
    "none.linux": Text("No voice was found. Install speech-dispatcher and espeak-ng, then press V"),
    "none.windows": Text(
        "No voice was found. You can add one in Settings, Time & language, Speech; then press V"
    ),
    "none.mac": Text(
        "No voice was found. You can add one in System Settings, Accessibility, Spoken Content; then press V"
    ),
    "other.linux": Text("No {language} voice was found. Install espeak-ng, which has one, then press V"),
    "other.windows": Text(
        "No {language} voice was found. You can add one in Settings, Time & language, Speech; then press V"
    ),
    "other.mac": Text(
        "No {language} voice was found. You can add one in System Settings, Accessibility, Spoken "
        "Content; then press V"
    ),
}

WANDERED_HIDES = frozenset({Part.MAP, Part.ZONE_LIST, Part.ACTION_BAR, Part.NEIGHBOURS})
GUIDED_HIDES = WANDERED_HIDES | {Part.ARTICLE, Part.EXHIBIT, Part.STRIP, Part.PLACE}
FOR_CONTROLS: frozenset[Command] = frozenset(
    {"tour", "captions", "voice", "pause tour", "next stop", "previous stop", "pause"}
)
"""Commands after which the controls show for a while, with what has changed."""
CORNERS = frozenset({Part.BREADCRUMB, Part.TOOLS})
"""What fades with the tour's own controls while it plays."""
KEYS: Mapping[str, Command] = {
    "Space": "pause tour", "PgDown": "next stop", "PgUp": "previous stop",
}  # fmt: skip


class TourLayer(Layer):
    """Panels of a tour. Its state is in the visit.

    Parameters
    ----------
    narrator : speaks; by default with the system's voices.
    """

    def __init__(self, context: LayerContext, narrator: Narrator | None = None) -> None:
        self._context, theme, window = context, context.theme, context.window
        self._visit: Visit | None = None
        self._announced_stop: tuple[str, int] | None = None
        self._waits = False
        self._narrator = narrator or Narrator()
        self._thumbnails = Thumbnails(context.stage)
        self.bar = TourBar(theme, context.park, self._thumbnails, context.do, context.ask, window)
        self.strip = TourStrip(theme, context.ask, window)
        self._folding = Folding(self.bar, (self.strip, context.viewport))
        self.waiting = ResumePrompt(
            theme, lambda: context.ask("pause tour"), lambda: context.ask("leave tour"), window
        )
        self.chooser = Chooser(theme, context.tours, self._start, self._close_chooser, window)
        self.farewell = FarewellCard(theme, context.park, window)
        self.end_card = EndCard(
            theme, context.tours, self._start, self._open_chooser, lambda: context.do(ForgetTour()), parent=window,
        )  # fmt: skip

    # ---- what the window calls

    @property
    def surfaces(self) -> Sequence[Surface]:
        return (self.chooser, self.end_card, self.farewell, self.waiting, self.strip, self.bar)

    @property
    def hidden(self) -> frozenset[Part]:
        visit = self._visit
        if visit is not None and visit.playback is not None:
            corners = CORNERS if self._folds else frozenset[Part]()
            return GUIDED_HIDES | corners if visit.guided else WANDERED_HIDES
        asked = self.chooser.isVisible() or self.end_card.isVisible()
        return frozenset({Part.ACTION_BAR, Part.MAP}) if asked else frozenset()

    @property
    def keys(self) -> Mapping[str, Command]:
        return KEYS if self._visit is not None and self._visit.playback is not None else {}

    @property
    def state(self) -> object:
        visit = self._visit
        playback = visit.playback if visit is not None else None
        return (
            playback is not None and (playback.index, playback.paused_by, len(playback.tour.stops)),
            self.chooser.isVisible(), self.end_card.isVisible(), self.end_card.accessibleName(), self.farewell.isVisible(),
            self.strip.isVisible(), self.strip.caption.sizeHint(), self.strip.caption.isHidden(), self.strip.zone,
            self.strip.figure_px, self.bar.speaks, self._folds,
        )  # fmt: skip

    @property
    def speaks(self) -> bool:
        return self._narrator.voice.speaking

    def apply_theme(self, theme: Theme) -> None:
        self._context = replace(self._context, theme=theme)

    def update_from(self, visit: Visit) -> None:
        before, self._visit = self._visit, visit
        playback, language = visit.playback, visit.settings.language
        was = before.playback if before is not None else None
        begins = playback is not None and was is None
        if begins or not self._context.views.state.tours_open:
            self._close_chooser()
        if playback is None and was is not None:
            self._give_back_keyboard()  # before the focused widget hides
        if begins:
            self._folding.unfold()
        self.bar.update_from(visit, self._silence(visit))
        spoken = self._narrator.caption_progress(playback, language) if playback is not None else None
        self.strip.update_from(visit, spoken)
        self.end_card.update_from(visit, aside=self.chooser.isVisible())
        over = visit.toured is not None and visit.toured.whole and not self.chooser.isVisible()
        self.farewell.setVisible(over and self.farewell.is_there)
        if playback is None:
            self.waiting.hide()
            self._announced_stop, self._waits = None, False
            return
        self.waiting.update_from(visit, playback)
        wandered = playback.paused_by == "wander"
        if wandered and not self._waits:  # once, even if another layer hides it
            self.waiting.show()
            self.waiting.raise_()
            self.waiting.resume.setFocus(Qt.FocusReason.OtherFocusReason)
            self._announce(self.waiting.words)
        elif not wandered and self._waits:
            self._give_back_keyboard()
            self.waiting.hide()
        self._waits = wandered
        self._announce_stop(visit)

    def advance(self, dt_s: float) -> bool:
        visit = self._visit
        if visit is None:
            return False
        self._narrator.advance(visit)
        was_folded = self._folds
        self._folding.advance(dt_s)
        views = self._context.views
        if views.state.controls_folded != self._folds:
            views.state = replace(views.state, controls_folded=self._folds)
        if self._folds and not was_folded:
            now = self._context.window.focusWidget()
            if now is not None and self.bar.isAncestorOf(now):
                self._give_back_keyboard()
        return self._thumbnails.advance(dt_s, visit)

    def answers(self, command: Command, visit: Visit) -> bool:
        playback, do = visit.playback, self._context.do
        if command in FOR_CONTROLS:
            self._folding.unfold()
        match command:
            case "tour":
                self._tour_key(visit)
                return True
            case "captions":
                do(Change(replace(visit.settings, captions=not visit.settings.captions)))
                return True
            case "voice":
                self._toggle_voice(visit)
                return True
            case "close" if self.chooser.isVisible():
                self._close_chooser()
                return True
        if playback is None:
            if command == "close" and self.end_card.isVisible():
                do(ForgetTour())
                return True
            return command in ("next stop", "previous stop", "pause tour", "leave tour")
        match command:
            case "pause tour":
                do(PauseTour() if playback.playing else ResumeTour())
            case "next stop":
                do(NextStop())
            case "previous stop":
                do(PreviousStop())
            case "leave tour":
                do(EndTour())
            case "close" if visit.guided or visit.zone in (None, playback.stop.zone):
                do(EndTour())
            case "pause" if visit.guided:
                do(PauseTour() if playback.playing else ResumeTour())
            case "list" | "map":
                return True
            case "more" if visit.guided:
                return True
            case "search" | "help" | "comfort page" | "size page" if playback.playing:
                do(PauseTour())
                return False
            case _:
                return False
        return True

    def arrange(self, room: Room) -> Room:
        """Place the strip at the foot and for a while the bar above it; for a visitor who has wandered off, the prompt."""
        visit = self._visit
        choosing = self.chooser.isVisible()
        for panel in (self.bar, self.strip, self.waiting):
            panel.suppress(choosing)
        self.bar.claimed = None
        if choosing:
            place_foot(room, self.chooser)
            return room
        if visit is None or visit.playback is None:
            if self.end_card.isHidden():
                return room
            self.end_card.fit(room.free_px - 2 * room.margin, short=False)
            above = place_at_foot(room, self.end_card)
            self.farewell.suppress(not self.farewell.fits(above))
            return above if self.farewell.isHidden() else place_at_foot(above, self.farewell)
        return self._arrange_led(room) if visit.guided else self._arrange_waiting(room)

    def close(self) -> None:
        self._narrator.close()

    # ---- implementation

    @property
    def _folds(self) -> bool:
        """Whether the controls are folded away: the tour plays, and they were not asked for in the last seconds."""
        playback = self._visit.playback if self._visit is not None else None
        return playback is not None and playback.playing and self._folding.is_folded

    def _arrange_led(self, room: Room) -> Room:
        """Place strip and bar while the tour leads. The bar passes: the camera leaves room for the strip alone."""
        whole = room.free_px - 2 * room.margin
        size = self.strip.fit(whole)
        at = QPoint((room.free_px - size.width()) // 2, room.bottom_px - size.height())
        self.strip.place_within(QRect(at, size))
        above = replace(room, foot_px=room.foot_px + size.height() + room.gap, led_px=0)
        self.bar.claimed = QRect()
        self.bar.suppress(self._folds)
        if self._folds:
            return above
        tall = self.bar.height_for(whole)
        self.bar.place(QRect(room.margin, above.bottom_px - tall, whole, tall))
        return replace(above, led_px=tall + room.gap)

    def _arrange_waiting(self, room: Room) -> Room:
        """Place the prompt at the foot: the stops come back with the tour."""
        self.bar.suppress(True)
        if not self.waiting.isVisible():
            return room
        whole = room.free_px - 2 * room.margin
        crowded = is_crowded(room, self.waiting)
        self.waiting.fit(room.size.width() - 2 * room.margin if crowded else whole, short=crowded)
        if crowded:  # the panel does not reach that far down beside it anyway
            return replace(place_at_foot(replace(room, panel_px=0), self.waiting), panel_px=room.panel_px)
        return place_at_foot(room, self.waiting)

    def _start(self, tour: str, stop: int = 0) -> None:
        self._close_chooser()
        self._context.do(StartTour(tour, stop))
        self._give_back_keyboard()

    def _tour_key(self, visit: Visit) -> None:
        """Choose a tour; if only one is offered, start it."""
        tours = self._context.tours
        if self.chooser.isVisible():
            self._close_chooser()
        elif visit.playback is None and len(tours) == 1:
            self._start(tours[0].id)
        elif tours:
            self._open_chooser()

    def _open_chooser(self) -> None:
        visit = self._visit
        if visit is not None and visit.playback is not None and visit.playback.playing:
            self._context.do(PauseTour())
        views = self._context.views
        views.state = replace(views.state, tours_open=True)
        self.chooser.open()
        self._context.arrange_again()

    def _close_chooser(self) -> None:
        views = self._context.views
        views.state = replace(views.state, tours_open=False)
        if self.chooser.isVisible():
            self.chooser.dismiss()
            self._context.arrange_again()

    def _toggle_voice(self, visit: Visit) -> None:
        """Turn the voice on or off; without a voice, notify why and look for one again."""
        if silent := self._silence(visit):
            self._context.notify(silent)
            self._narrator.voice.close()
            self._narrator.voice.prepare()
            return
        self._narrator.voice.prepare()
        settings = visit.settings
        self._context.do(Change(replace(settings, voice=not settings.voice)))
        if visit.playback is None:
            text = Text("The voice is off (V)") if settings.voice else Text("The voice is on (V)")
            self._context.notify(tr(text, settings.language))

    def _silence(self, visit: Visit) -> str:
        """Why there is no voice; "" if there is one, or if that is not known yet."""
        language = visit.settings.language
        spoken = visit.park.title.language_for(language)
        lack = self._narrator.lack(spoken)
        return tr(NO_VOICE[f"{lack}.{family()}"], language, language=fonts.named(spoken)) if lack else ""

    def _announce_stop(self, visit: Visit) -> None:
        """Announce a stop to screen readers, once."""
        playback, language = visit.playback, visit.settings.language
        if playback is None or (playback.tour.id, playback.index) == self._announced_stop:
            return
        self._announced_stop = (playback.tour.id, playback.index)
        stop = playback.stop
        self._announce(
            tr(
                Text("Stop {stop} of {count}, {place}. {words}"), language,
                stop=playback.index + 1, count=len(playback.tour.stops),
                place=place_of(visit.park, stop, language), words=self.strip.caption.accessibleName(),
            )
        )  # fmt: skip

    def _announce(self, words: str) -> None:
        announce(self._context.viewport, words)

    def _give_back_keyboard(self) -> None:
        """Give the focus to the view if a panel that hides has it."""
        now = self._context.window.focusWidget()
        if now is None or any(panel.isAncestorOf(now) for panel in self.surfaces):
            self._context.viewport.setFocus(Qt.FocusReason.MouseFocusReason)


LEAST_PANEL = 0.55
"""Least share of the height for an article; the sentence of the prompt makes way for it."""


def is_crowded(room: Room, waiting: Prompt) -> bool:
    """Whether the full prompt leaves too little room for what the visitor opened."""
    waiting.fit(room.free_px - 2 * room.margin, short=False)
    left = room.size.height() - place_foot(room, waiting).height() - room.gap - 2 * room.margin
    if room.at_exhibit:
        return left - 2 * room.margin < room.theme.px(CARD_PX) * room.theme.text
    if room.panel_px:
        return left < LEAST_PANEL * room.size.height()
    return left < room.theme.target_px  # the tools at the top


def place_at_foot(room: Room, panel: Surface) -> Room:
    """Centre a panel at the foot; return the room above it."""
    rect = place_foot(room, panel)
    return replace(room, foot_px=room.foot_px + rect.height() + room.gap)
