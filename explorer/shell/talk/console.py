"""The presenter's console, in a window that the audience does not see."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ...i18n import Text, tr
from ...park.model import Language
from ...visit import ResumeTour, Visit
from ...visit.given import given_of
from ...visit.talk.reducer import slide_shown, stop_of, strayed
from ...visit.talk.state import Talk
from ..input.keyboard import Keyboard
from ..input.keymap import Command
from ..input.quick_touches import QuickTouches
from ..style import tokens
from ..style.theme import Theme
from ..viewport.thumbnails import Thumbnails
from ..widgets import CLICKER, Chip, Column, Prose, Row, apply_theme_within, as_widget
from ..widgets.badges import ChipKind
from ..window.layer import LayerContext
from .console_widgets import ConsoleCard
from .controls import Controls
from .entry_field import EntryRow
from .header import Header, Now, Offer
from .live_view import Live
from .pages import Pages
from .report import Report
from .save_page import SavePage
from .stop_list import NextStop, StopList, StopRow

LEAST_WIDTH_PX, LEAST_HEIGHT_PX = 1024, 640
FOOT_TEXT, LOW_FOOT_TEXT, PICTURE_TEXT = 1.3, 1.1, 1.75
"""Text scales up to which there is room for the stop list at the foot (second: in a low window), and for the live view."""
NOTICE_S = 9.0
"""Time a notice is shown."""
NAMES_PX = 800
"""Height from which the stops at the foot show their names; a lower window gives this room to the live view."""


class Console(QWidget):
    """Live view, next stop, notes, clock, buttons and the list of stops.

    Parameters
    ----------
    context : services of the audience's window.
    talk : the talk at its start.
    keys : the keymap of a talk.
    now : the time of day.
    on_end : called to end the talk.
    on_go_on : called to resume a talk that a crash interrupted.
    over : widgets that lie on the audience's view.
    on_call : called to put both windows on one screen for a call, or back.
    """

    def __init__(
        self,
        theme: Theme,
        context: LayerContext,
        talk: Talk,
        *,
        keys: Callable[[], Mapping[str, Command]],
        now: Now,
        on_end: Callable[[], None],
        on_go_on: Callable[[], None],
        over: Callable[[], Sequence[QWidget]],
        on_call: Callable[[], None],
    ) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._context = context
        self.theme = theme
        self._visit: Visit | None = None
        self.setProperty(CLICKER, True)
        self.setMinimumSize(LEAST_WIDTH_PX, LEAST_HEIGHT_PX)
        QuickTouches(self)
        self.keyboard = Keyboard(
            context.do,
            context.ask,
            self._present,
            lambda _: self.notify(Text("There is no zone with that number.")),
            keys,
        )
        self.thumbnails = Thumbnails(context.stage)
        self.offer = Offer(theme, context.checkpoint, on_go_on)
        self.header = Header(theme, context, now, on_end, on_call)
        self._build(theme, talk, now, over)

    def _present(self) -> Visit:
        assert self._visit is not None
        return self._visit

    def _build(
        self,
        theme: Theme,
        talk: Talk,
        now: Now,
        over: Callable[[], Sequence[QWidget]],
    ) -> None:
        context, self._now = self._context, now
        self.live = Live(theme, context, over)
        self.chip = Chip(theme, "err", " ", "circle-dot")
        self.place = Prose(theme, " ", "label", "ink2")
        self.following = NextStop(theme, context.park, self.thumbnails)
        self.controls = Controls(theme, context.ask, context.do, lambda: context.do(ResumeTour()))
        self.pages = Pages(theme, context, talk, self._arrange)
        self.stops = StopList(theme, context.park, talk, context.do)
        self.stop_row = StopRow(theme, self.stops)
        self._foot = ConsoleCard(theme, Column(theme, self.stop_row, gap=0), padding=10)
        head = Row(theme, self.chip, None, self.place, gap=8)
        picture = Column(theme, head, self.live, gap=8)
        picture.setStretch(1, 1)
        self._picture = ConsoleCard(theme, picture, padding=12)
        left = Column(theme, self._picture, self.controls, gap=10)
        left.setStretch(0, 1)
        right = Column(theme, self.following, self.pages, gap=10)
        right.setStretch(1, 1)
        self._middle = Row(theme, as_widget(left), as_widget(right), gap=12)
        self.notice_text = Prose(theme, " ", "label", "warn")
        self.notice = ConsoleCard(theme, Row(theme, self.notice_text, gap=0), padding=12)
        self.notice.hide()
        self._notified_for_s = 0.0
        self._notice_words: Text | None = None
        self.entry = EntryRow(theme, context.do, lambda: self.live.setFocus(Qt.FocusReason.MouseFocusReason))
        column = Column(
            theme, self.header, self.offer, self.notice, self.entry, self._middle, self._foot, gap=10,
            margins=(14, 14, 14, 14),
        )  # fmt: skip
        column.setStretch(4, 1)
        self._talk = QWidget()
        self._talk.setLayout(column)
        self.report = Report(theme, context, now, self._save if context.take_away is not None else None)
        self.save_page: SavePage | None = None  # made when first shown: most talks are only given
        self._saves = False
        self._stack = QStackedWidget()
        self._stack.addWidget(self._talk)
        self._stack.addWidget(self.report)
        whole = QVBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
        self.setLayout(whole)
        self._arrange()
        # otherwise Qt focuses the first button
        self.live.setFocus(Qt.FocusReason.MouseFocusReason)
        if self.offer.offers:
            self.offer.go_on.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- display

    def theme_for(self, theme: Theme, language: Language) -> Theme:
        """The theme of the window, in the console's language and for its size."""
        # beside the audience's window it is narrow for its height: then the width determines the scale
        room_px = min(self.height(), self.width() * LEAST_HEIGHT_PX / LEAST_WIDTH_PX)
        height = max(tokens.stepped_height(room_px), LEAST_HEIGHT_PX)
        ratio = self.devicePixelRatioF()
        return replace(theme, language=language, height_px=height, ratio=ratio, profile="laptop")

    def update_from(self, visit: Visit, talk: Talk) -> None:
        """Show the state of the talk; nothing is done while the console is hidden."""
        self._visit = visit
        if not self.isVisible():
            return
        self._saves = self._saves and talk.over
        shown = self.save_page if self._saves and self.save_page is not None else self.report
        self._stack.setCurrentWidget(shown if talk.over else self._talk)
        if talk.over:
            self.entry.close_row()
            self.report.show_talk(talk)
            return
        if self.offer.isVisible() != self.offer.offers:
            self.offer.setVisible(self.offer.offers)
            self._arrange()
        if any([self.stops.show_tour(talk.tour), self.pages.stops.show_tour(talk.tour)]):
            self._arrange()
        self.header.update_from(visit, talk)
        self.live.update_from(visit)
        self.following.update_from(visit, talk)
        self.controls.update_from(visit, talk)
        self.pages.update_from(visit, talk)
        if self._foot.isVisible():
            self.stop_row.update_from(visit, talk)
        self._set_texts(visit, talk)

    def _set_texts(self, visit: Visit, talk: Talk) -> None:
        """Say what the audience sees, and the present place in the park."""
        language = self.theme.language
        slide, slides = slide_shown(visit), talk.slides_at(stop_of(visit))
        kind: ChipKind = "warn" if talk.black or talk.frozen else "err"
        seen = (
            Text("Black · the audience sees nothing")
            if talk.black
            else Text("Frozen · the audience still sees the earlier view")
            if talk.frozen
            else Text("Live · what the audience sees")
            if slide is None
            else Text(
                "Live · your slide {number} of {count}", number=(talk.slide or 0) + 1, count=len(slides)
            )
        )
        words, icon = tr(seen, language), "eye-off" if kind == "warn" else "circle-dot"
        if (kind, words) != (self.chip.kind, self.chip.text()):
            self.chip.kind, self.chip.icon_name = kind, icon
            self.chip.setText(words)
            self.chip.updateGeometry()
            self.chip.update()
        zone = visit.open_zone
        if visit.playback is not None and not strayed(visit):
            title = visit.park.title_of(visit.playback.stop)[language]
        else:
            title = zone.title[language] if zone else tr(Text("The whole park"), language)
        number = zone.number if zone else None
        self.place.set_text(
            tr(Text("{number} · {title}"), language, number=number, title=title)
            if number is not None
            else title
        )
        self.setWindowTitle(tr(Text("Console · {tour}"), language, tour=talk.tour.title[language]))

    def apply_theme(self, theme: Theme) -> None:
        """Apply another theme."""
        if theme != self.theme:
            self.theme = theme
            apply_theme_within(self, theme)
            if self._notice_words is not None:
                self.notice_text.set_text(tr(self._notice_words, theme.language))
            self._arrange()
            self.update()

    def notify(self, text: Text) -> None:
        """Show the presenter a notice for a while."""
        self._notice_words, self._notified_for_s = text, 0.0
        self.notice_text.set_text(tr(text, self.theme.language))
        self.notice.show()

    @property
    def has_notice(self) -> bool:
        """Whether a notice is shown."""
        return self._notice_words is not None

    def ask_for_text(self, talk: Talk) -> None:
        """Open the line for the text of the question or promise that was just noted."""
        self._raise()
        self.entry.open_last(talk)

    def advance(self, dt_s: float) -> bool:
        """Advance, once the audience's view is painted; whether an animation is running."""
        self._notified_for_s += dt_s
        if self._notice_words is not None and self._notified_for_s > NOTICE_S:
            self._notice_words = None
            self.notice.hide()
        self.entry.advance(dt_s)
        if self._visit is None or not self.isVisible():
            return False
        busy = self.keyboard.advance(dt_s)
        self.live.advance(dt_s)
        drawing = self.thumbnails.advance(dt_s, self._visit)
        self.following.thumbnail.advance()
        return busy or drawing

    # ---- files of the talk

    def _save(self) -> None:
        """Show the page on which the talk is saved."""
        take_away = self._context.take_away
        if take_away is None:
            return
        self.report.keep_texts()
        if self.save_page is None:
            self.save_page = SavePage(
                self.theme, self._context.park, take_away, lambda: given_of(self._present(), f"{self._now():%Y-%m-%d}"),
                self._leave_saving,
            )  # fmt: skip
            self._stack.addWidget(self.save_page)
        self._saves = True
        self.save_page.begin()
        self._stack.setCurrentWidget(self.save_page)

    def _leave_saving(self) -> None:
        self._saves = False
        self._stack.setCurrentWidget(self.report)

    # ---- arrangement

    def _arrange(self) -> None:
        """Put the stop list at the foot or on a page; omit the live view for very large text."""
        if not hasattr(self, "report"):
            return  # still under construction
        named = self.height() >= NAMES_PX
        crowded = not named and self.offer.offers
        roomy = self.theme.text <= (FOOT_TEXT if named else LOW_FOOT_TEXT) and not crowded
        self._foot.setVisible(roomy)
        self.pages.list_stops(not (roomy and named))
        pictured = self.theme.text < PICTURE_TEXT
        self._picture.setVisible(pictured)
        # sliders need the room, and so does the offer to resume
        self.following.setVisible(pictured and self.pages.page not in ("exhibit", "prepare") and not crowded)
        self.header.shorten(not pictured)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.BottomToTop
        self._middle.setDirection(across if pictured else down)
        for index, stretch in enumerate((4, 3) if pictured else (0, 1)):
            self._middle.setStretch(index, stretch)
        self.stop_row.line_up(compact=not named)
        self.pages.stops.fit(self.pages.width())

    @property
    def lists_stops(self) -> bool:
        """Whether the list of stops is at the foot."""
        return not self._foot.isHidden()

    def answer(self, command: Command) -> bool:
        """Handle a command of the console itself; whether it was one."""
        match command:
            case "search":
                self._raise()
                self.pages.turn_to("lookup")
            case "help":
                self._raise()
                self.pages.turn_to("keys")
            case "try":
                self._raise()
                self.pages.turn_to("exhibit")
            case "talk jump":
                self._raise()
                if self.lists_stops:
                    self.stops.enter()
                else:
                    self.pages.turn_to("stops")
            case _:
                return False
        return True

    def leave_page(self) -> bool:
        """Return to the notes, or to the report; False if they are already shown."""
        if self._saves:
            self._leave_saving()
            return True
        if self.pages.page == "notes":
            return False
        if self.pages.page == "lookup" and self.pages.lookup.leave_answer():
            return True
        self.pages.turn_to("notes")
        self.live.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _raise(self) -> None:
        self.show()
        self.raise_()
        self.activateWindow()

    # ---- Qt's events

    def focusNextPrevChild(self, following: bool) -> bool:
        """Move the focus on Tab; if its holder has vanished, give it to the window, not to a neighbouring button."""
        now = self.focusWidget()
        if now is not None and now is not self and not now.isVisible():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return super().focusNextPrevChild(following)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._visit is None or not self.keyboard.pressed(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        self.keyboard.released(event)
        super().keyReleaseEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.keyboard.let_go()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._context.arrange_again()
        self._arrange()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.accept()  # the next key that needs it reopens it; closing the audience's window ends the show

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self.theme.colour("sunken"))
