"""The opening layer and its card: shown at each start, in a booth to each visitor; the first touch only closes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ...i18n import Text, languages, tr
from ...park.model import Language, Park
from ...park.tour import Tour
from ...visit import StartTour, Visit
from ...visit.mode import Part
from ..accessible import announce
from ..brand.logo import Logo
from ..input.focus import hide_ring
from ..input.keymap import Command, command_of
from ..style.theme import Theme
from ..widgets import Button, Column, Flow, Icon, Prose, Row, Surface, TextSurface
from ..window.layer import Layer, LayerContext
from ..window.layout import Room
from ..window.transitions import REDUCED_S, Slide
from ..window.view_state import shows_opening

WIDTH_PX, WIDTH_GROWTH = 580, 0.45  # design pixels; share of the text size that the width follows


class OpeningCard(TextSurface):
    """Four lines and two buttons.

    Parameters
    ----------
    tours : those a visitor may choose; the first is the main action.
    on_tour, on_look : called by the two buttons.
    """

    def __init__(
        self,
        theme: Theme,
        park: Park,
        tours: tuple[Tour, ...],
        on_tour: Callable[[str], object],
        on_look: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        self._park, self._tours = park, tours
        self._name = Prose(theme, " ", "label", "primary")
        self._what = Prose(theme, " ", "figure", weight=800)
        self._do = Prose(theme, " ", "lead")
        self._source = Prose(theme, " ", "fine", "ink2")
        self.tour_button = Button(
            theme, " ", "play", kind="primary", large=True, on_press=lambda: on_tour(tours[0].id)
        )
        self.tour_button.setVisible(bool(tours))
        self.look_button = Button(
            theme, " ", "hand", kind="secondary" if tours else "primary", large=True, on_press=on_look
        )
        for way in (self.tour_button, self.look_button):
            way.setAutoDefault(
                True
            )  # Enter presses it; arrows go from one to the other, as among all buttons of Qt
        self._icon, self._logo = Icon(theme, "blocks", "primary", size=18), Logo(theme, 46, 280)
        self._icon.setHidden(self._logo.is_there)
        title = Row(theme, self._icon, self._name, None, gap=8)
        lines = Column(theme, self._logo, title, self._what, self._do, self._source, gap=6)
        column = Column(theme, lines, Flow(theme, self.tour_button, self.look_button, gap=12), gap=14)
        super().__init__(theme, column, elevation=2, padding=(24, 18, 24, 20), parent=parent)
        self._set_texts()
        self.hide()

    @property
    def words(self) -> str:
        """All its text."""
        lines = (self._name, self._what, self._do, self._source)
        return " ".join(line.text() for line in lines if not line.isHidden())

    def wanted_px(self, most_px: int) -> int:
        """Preferred width."""
        theme = self.theme
        return min(round(theme.px(WIDTH_PX) * (1 + WIDTH_GROWTH * (theme.text - 1))), most_px)

    def _set_texts(self) -> None:
        language, opening = self.theme.language, self._park.opening
        what = opening.what if opening is not None else self._park.subtitle
        words = opening.source if opening is not None else None
        source = words[language] if words is not None else _source_of(self._park, language)
        greeting = self._park.brand.opening if self._park.brand is not None else None
        self._name.set_text((greeting or self._park.title)[language])
        self._what.set_text(what[language])
        self._do.set_text(opening.do[language] if opening is not None else " ")
        self._do.setVisible(opening is not None)
        self._source.set_text(source or " ")
        self._source.setVisible(bool(source))
        if self._tours:
            self.tour_button.set_text(self._tours[0].title[language])
        shown = self._park.title.language_for(language)  # of the texts beside it
        self.look_button.set_text(tr(Text("Look around"), shown if shown in languages() else language))
        self.setAccessibleName(tr(Text("Welcome"), language))
        self.setAccessibleDescription(self.words)


def _source_of(park: Park, language: Language) -> str:
    """The briefing, for a scene without its own opening."""
    source = park.sources.get(park.briefing or "")
    return f"{source.title[language]}. {source.publisher[language]}" if source is not None else ""


FADE_S = 0.24
HIDES = frozenset({
    Part.BREADCRUMB, Part.ZONE_LIST, Part.LEGEND, Part.ACTION_BAR, Part.MAP, Part.SEARCH, Part.LABELS, Part.TOUR,
    Part.QUIZ, Part.SOUVENIR, Part.SPOTS,
})  # fmt: skip
KEEPS: frozenset[str] = frozenset({
    "language", "light", "larger", "smaller", "usual size", "comfort", "sound", "full screen", "quit", "status",
})  # fmt: skip
"""Commands that change how the opening looks, and do not close it."""
PRESSES = frozenset({
    QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.TouchBegin, QEvent.Type.Wheel,
})  # fmt: skip
RELEASES = frozenset({QEvent.Type.MouseButtonRelease, QEvent.Type.TouchEnd, QEvent.Type.TouchCancel})
BETWEEN = frozenset({QEvent.Type.MouseMove, QEvent.Type.TouchUpdate})
MODIFIERS = frozenset({
    Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr, Qt.Key.Key_CapsLock,
    Qt.Key.Key_Tab, Qt.Key.Key_Backtab,
})  # fmt: skip


class OpeningLayer(QObject, Layer):
    """Shows the card, and takes the touch or the key that closes it."""

    def __init__(self, context: LayerContext) -> None:
        super().__init__(context.window)
        self._context = context
        self._slide: Slide | None = None
        self._held = False  # the press that closed it has not been released yet
        self.card = OpeningCard(
            context.theme, context.park, context.tours, self._start, self.end, context.window
        )
        context.window.installEventFilter(self)

    # ---- for the window

    @property
    def surfaces(self) -> Sequence[Surface]:
        return (self.card,)

    @property
    def hidden(self) -> frozenset[Part]:
        if not self.card.isHidden():
            return HIDES
        return frozenset({Part.LABELS}) if self._slide is not None else frozenset()

    @property
    def state(self) -> object:
        return self.card.isHidden(), self.card.words, self._slide is None

    def apply_theme(self, theme: Theme) -> None:
        self._context = replace(self._context, theme=theme)

    def update_from(self, visit: Visit) -> None:
        """Show it to a visitor who has done nothing yet, unless the visit begins in a zone or on a tour."""
        views = self._context.views
        shown = shows_opening(visit, views.state)
        attracts = visit.kiosk is not None and visit.kiosk.phase != "explore"
        if not shown and not attracts and not views.state.opening_over:
            views.state = replace(views.state, opening_over=True)
        if shown == self.card.isHidden():
            self.card.setVisible(shown)
            self._context.event_log.note("opening", shown=shown)
            if shown:
                self._come()
            else:
                self._let_pass()

    def advance(self, dt_s: float) -> bool:
        if self._slide is not None and not self._slide.advance(dt_s):
            self._slide.hide()
            self._slide.deleteLater()
            self._slide = None
        return self._slide is not None

    def answers(self, command: Command, visit: Visit) -> bool:
        """Close the opening for a command; return whether that is all it does, as for *close*."""
        if self.card.isHidden() or command in KEEPS or command in ("comfort page", "size page", "help"):
            return False
        self.end()
        return command == "close"

    def arrange(self, room: Room) -> Room:
        """Place it at the lower left, over the water; the park is shown beside it."""
        if self.card.isHidden():
            return room
        width = self.card.wanted_px(room.size.width() - 2 * room.margin)
        tall = self.card.wanted_height(width)
        self.card.place(QRect(room.margin, room.bottom_px - tall, width, tall))
        return replace(room, over_park=self.card.placed)

    def close(self) -> None:
        self._context.viewport.removeEventFilter(self)
        self._context.window.removeEventFilter(self)

    # ---- open and close

    def _come(self) -> None:
        self.card.raise_()
        self._context.viewport.installEventFilter(self)
        first = self.card.tour_button if not self.card.tour_button.isHidden() else self.card.look_button
        window = self._context.window
        held = window.window().focusWidget()
        if (
            held is None or held is window or window.isAncestorOf(held)
        ):  # a form beside the park keeps the focus
            first.setFocus(Qt.FocusReason.MouseFocusReason)  # no ring until a key needs one
        announce(self._context.viewport, self.card.words)

    def end(self) -> None:
        """Close it with a fade, and let the names appear."""
        if self.card.isHidden():
            return
        views, viewport = self._context.views, self._context.viewport
        views.state = replace(views.state, opening_over=True)
        if self._slide is None:
            lasts_s = REDUCED_S if self._context.theme.less_motion else FADE_S
            self._slide = Slide(
                self.card, self.card.inner, QPointF(), lasts_s, viewport.paint_under, comes=False
            )
        self.card.hide()
        self._let_pass()
        self._context.event_log.note("opening", shown=False)
        viewport.setFocus(Qt.FocusReason.MouseFocusReason)
        hide_ring()  # the key that closed it had no other purpose
        self._context.arrange_again()

    def _start(self, tour: str) -> None:
        self.end()
        self._context.do(StartTour(tour))

    # ---- the first touch

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close the opening at the first press on the view or the first key, which has no other effect."""
        kind = event.type()
        if watched is self._context.viewport:
            return self._take_press(event, kind)
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not self.card.isHidden():
            return self._take_key(event)
        return False

    def _take_press(self, event: QEvent, kind: QEvent.Type) -> bool:
        if not self.card.isHidden() and kind in PRESSES:
            self._held = kind != QEvent.Type.Wheel
            event.accept()
            self.end()
            return True
        if self._held and kind in RELEASES | BETWEEN:
            self._held = kind not in RELEASES
            self._let_pass()
            event.accept()
            return True
        return False

    def _let_pass(self) -> None:
        """Ignore further presses once the one that closed it has ended."""
        if not self._held:
            self._context.viewport.removeEventFilter(self)

    def _take_key(self, event: QKeyEvent) -> bool:
        asked = command_of(event)
        if Qt.Key(event.key()) in MODIFIERS or asked in KEEPS:
            return False
        self.end()
        return True
