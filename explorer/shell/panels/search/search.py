"""The search panel: a field, hits as you type, and the two steps of pointing and going."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from ....base.refused import Refused
from ....i18n import Text, tr
from ....park.find import Found, find, offered, popular, suggested
from ....park.model import Language, Park
from ....visit import Act, Approach, LookFrom, Open, OpenState, Point, ResumeTour, StartTour, ToStop, Visit
from ....visit.mode import Part
from ....visit.state_code import is_whole, opened_in
from ...input.focus import give_back
from ...input.screen_keyboard import ScreenKeyboard
from ...overlay.label_places import middle_of
from ...style.theme import Theme, line_edit_style, set_style_sheet
from ...tour.prompts import RESUME_WORDS
from ...widgets import (
    Button,
    Column,
    Flow,
    KeyCap,
    Prose,
    Row,
    Rule,
    Surface,
    Themed,
    apply_theme_within,
    as_widget,
    paint,
)
from ...widgets.themed import ENTERS
from ...window.view_state import Views
from .results import Results

FIELD = Text("A word or a zone number")
KEY_CAPS: dict[str, Text] = {
    "enter": Text("Enter"),
    "again": Text("Enter again"),
    "escape": Text("Esc"),
}
KEY_MEANINGS: dict[str, Text] = {
    "point": Text("point at it"),
    "fly": Text("go there"),
    "close": Text("close"),
}


WIDTH_PX, WIDTH_GROWTH = 560, 0.5  # design pixels; share of the text size that the width follows
TOP_PX = 88


class Search(Surface):
    """Finds tours, zones, districts, articles, statements, facts and terms in both languages at once.

    The first Enter or click on a hit points at its place, the second goes there. With an empty field everything that has a
    name is offered. On a stand, where there may be no keyboard, an on-screen keyboard is shown.

    Attributes
    ----------
    keyboard : the on-screen keyboard, a panel beside this one; shown with it on a stand.

    Parameters
    ----------
    do : callable
        Called with the visitor's acts.
    on_go : callable
        Called with the hit that the visitor goes to, so that the article can be opened at it.
    on_close : callable
        Called after it has hidden itself.
    """

    def __init__(
        self,
        theme: Theme,
        park: Park,
        do: Callable[[Act], object],
        *,
        on_go: Callable[[Found], object] | None = None,
        on_close: Callable[[], object] | None = None,
        views: Views | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._park, self._do, self._on_go, self._on_close = park, do, on_go, on_close
        self._views = views or Views()
        self._found_for = self._views.state.visitor
        self._visit: Visit | None = None
        self._tours: tuple[str, ...] = ()
        self._armed: Found | None = None
        self._stale = True
        self._back_to: QWidget | None = None
        self.field = _Field(theme, self._key)
        self.close_button = Button(theme, icon="x", name=" ", kind="quiet", on_press=self.dismiss)
        head = Row(theme, self.field, self.close_button, gap=8)
        self.results = Results(theme, park, self._choose, self._set_go_text)
        self.hint = Prose(theme, " ", "body", "ink2")
        self._caps = [KeyCap(theme, " ") for _ in range(3)]
        self._meanings = [Prose(theme, " ", "fine", "ink2") for _ in range(3)]
        self.key_hints = [QWidget() for _ in self._caps]
        hints = Flow(theme, *self.key_hints, gap=12)
        for hint, cap, meaning in zip(self.key_hints, self._caps, self._meanings, strict=True):
            hint.setLayout(Row(theme, cap, meaning, gap=8))  # a key and its action stay together
        self.touch_hint = Prose(theme, " ", "fine", "ink2")
        self.go_button = Button(theme, " ", "navigation", kind="primary", on_press=self._go_to_current)
        foot = Row(theme, gap=8, margins=(8, 2, 2, 0))
        self._foot, self._rule = as_widget(foot), Rule(theme)
        foot.addLayout(Column(theme, hints, self.touch_hint, gap=0), 1)
        foot.addWidget(self.go_button, 0, Qt.AlignmentFlag.AlignVCenter)
        layout = Column(theme, head, self.hint, self.results, self._rule, self._foot, gap=8)
        layout.setStretchFactor(self.results, 1)
        super().__init__(theme, layout, elevation=3, padding=(14, 14, 14, 12), parent=parent)
        self.keyboard = ScreenKeyboard(
            theme, self.field.insert, self.field.backspace, self.field.clear, parent
        )
        self.field.textChanged.connect(self._search)
        self._set_texts()
        self.hide()

    # ---- open and close

    def open(self) -> None:
        """Show the search and give it the keyboard focus; the last query is selected."""
        if not self.isVisible():
            self._back_to = QApplication.focusWidget()
        self._views.state = replace(self._views.state, search_open=True)
        self.show()
        self._fill()
        self.raise_()
        self.keyboard.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def dismiss(self) -> None:
        """Hide the search, stop pointing and return the keyboard focus."""
        if self._armed is not None:
            self._armed = None
            self._do(Point(None))
        self._leave()

    def _show_view(self) -> None:
        """Follow the view state: open or closed, and its query."""
        view = self._views.state
        if not view.search_open and not self.isHidden():
            self._armed = self._back_to = None
            self.hide()
        if self.field.text() != view.searched:
            self.field.setText(view.searched)
        if view.visitor != self._found_for:
            self._found_for, self._stale = view.visitor, True  # suggestions start at the top again

    def _leave(self) -> None:
        self._views.state = replace(self._views.state, search_open=False)
        self.hide()
        give_back(self._back_to)
        self._back_to = None
        if self._on_close is not None:
            self._on_close()

    def update_from(self, visit: Visit) -> None:
        """Offer the tours that can be started now. A pointer taken away elsewhere is no longer ours."""
        self._visit = visit
        self._show_view()
        if (tours := tours_of(visit)) != self._tours:
            self._tours, self._stale = tours, True
            self._fill()
        if self._armed is not None and visit.pointed != self._armed.zone:
            self._armed = None

    def apply_theme(self, theme: Theme) -> None:
        known = hasattr(self, "theme")
        super().apply_theme(theme)
        if known:
            apply_theme_within(self, theme)
            self._set_texts()
            self._stale = True
            self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.keyboard.setVisible(self._by_touch)
        self._fill()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.keyboard.hide()

    def arrange(self, room: QRect) -> None:
        """Place it at the top right of an area, as high as the hits need and the area allows, above the keyboard."""
        theme = self.theme
        margin, top = theme.margin_px, theme.px(TOP_PX)
        if self._by_touch:
            top = margin
            room = room.adjusted(0, 0, 0, self.keyboard.arrange(room).top() - room.bottom() - 1)
        width = round(theme.px(WIDTH_PX) * (1 + WIDTH_GROWTH * (theme.text - 1)))
        width = min(width, room.width() - 2 * margin)
        self.results.fit(width - 2 * theme.px(14))
        wanted = self.wanted_height(width)
        wanted += (
            self.results.content_px + 2 - self.results.sizeHint().height() if self.results.count() else 0
        )
        height = min(wanted, room.height() - top - margin)
        self.place(QRect(room.right() + 1 - margin - width, room.y() + top, width, height))

    # ---- text

    def _set_texts(self) -> None:
        language = self.theme.language
        self.setAccessibleName(tr(Text("Search"), language))
        self.field.setPlaceholderText(tr(FIELD, language))
        self.field.setAccessibleName(tr(FIELD, language))
        for cap, key in zip(self._caps, ("enter", "again", "escape"), strict=True):
            cap.setText(tr(KEY_CAPS[key], language))
            cap.updateGeometry()
        for meaning, key in zip(self._meanings, ("point", "fly", "close"), strict=True):
            meaning.set_text(tr(KEY_MEANINGS[key], language))
        self.close_button.set_text(name=tr(Text("Close the search (Esc)"), language))
        self.touch_hint.set_text(tr(Text("Touch to point at it, touch again to go there"), language))
        self.touch_hint.setVisible(self._by_touch)
        for part in (self._rule, self._foot):
            # the keyboard takes its space, and a second touch goes there too
            part.setHidden(self._is_short)
        for hint in self.key_hints:
            hint.setHidden(self._by_touch)
        self._set_go_text()

    @property
    def _by_touch(self) -> bool:
        """Whether it is used on a stand, where there may be no keyboard."""
        return self.theme.profile == "stand"

    @property
    def _is_short(self) -> bool:
        """Whether there is room only for the field and the hits."""
        return self._by_touch and (self.theme.crowded or self.theme.stacks)

    def _set_go_text(self) -> None:
        """Set the label of the button to its destination."""
        current = self.results.current
        self.go_button.set_text(go_button_text(current, self._visit, self.theme.language))
        self.go_button.setEnabled(current is not None)

    def _fill(self) -> None:
        """Show the hits of the query if the search is open and they are not up to date."""
        if self._stale and not self.isHidden():
            self._search(self.field.text())

    def _open_state(self, code: str) -> None:
        """Go to the exhibit of a pasted state code; report what is wrong with an invalid one."""
        try:
            opened_in(self._park, code)
        except Refused as refused:
            self.hint.set_text(tr(refused.words, self.theme.language))
            self.results.show_found([], answers=False)
            self.results.hide()
            self.hint.show()
            self._set_go_text()
            return
        self.field.clear()
        self._leave()
        self._do(OpenState(code))

    def _search(self, words: str) -> None:
        self._views.state = replace(self._views.state, searched=words)
        self._armed = None
        self._stale = self.isHidden()
        if self._stale:
            return  # the full list of suggestions takes long to measure
        language, asked = self.theme.language, words.strip()
        if is_whole(asked):
            self._open_state(asked)
            return
        if asked:
            found = find(self._park, asked, language, tours=self._tours)
        else:
            first = popular(self._park, language, tours=self._tours)
            known = {(hit.kind, hit.id) for hit in first}
            rest = offered(self._park, language, tours=self._tours)
            found = [*first, *(hit for hit in rest if (hit.kind, hit.id) not in known)]
        meant = suggested(self._park, asked, self._tours) if asked and not found else None
        lost = bool(asked) and not found
        if meant is not None:
            self.hint.set_text(
                tr(
                    Text("Nothing found for “{words}”. Did you mean “{meant}”?"),
                    language,
                    words=asked,
                    meant=meant,
                )
            )
            found = find(self._park, meant, language, tours=self._tours)
        elif lost:
            self.hint.set_text(
                tr(
                    Text(
                        "Nothing found for “{words}”. Try a zone number from 1 to {count}, or one of these:"
                    ),
                    language,
                    words=asked,
                    count=len(self._park.zones),
                )
            )
            found = popular(self._park, language, tours=self._tours)
        else:
            self.hint.set_text(tr(Text("Type a word, or choose from the list."), language))
        self.results.show_found(found, answers=bool(asked) and (meant is not None or not lost))
        self.results.setVisible(bool(found))
        self.hint.setVisible(lost or not (asked or self._is_short))
        self._set_go_text()
        parent = self.parentWidget()
        if parent is not None:
            self.arrange(parent.rect())

    # ---- selection

    def _choose(self, hit: Found) -> None:
        """Handle Enter or a click on a hit: point at it, or go there if it is already pointed at."""
        if hit is self._armed:
            self._go_to(hit)
        else:
            self._armed = hit
            self._do(Point(hit.zone))

    def _go_to_current(self) -> None:
        hit = self.results.current
        if hit is not None:
            self._go_to(hit)

    def _go_to(self, hit: Found) -> None:
        self._armed = None
        self._leave()
        for act in ways_to(hit, self._park, self._visit):
            self._do(act)
        if hit.zone is not None and hit.tour is None and self._on_go is not None:
            self._on_go(hit)

    # ---- keys

    MOVES: ClassVar[dict[int, int]] = {
        Qt.Key.Key_Down: 1,
        Qt.Key.Key_Up: -1,
        Qt.Key.Key_PageDown: 5,
        Qt.Key.Key_PageUp: -5,
    }

    def _key(self, event: QKeyEvent) -> bool:
        """Handle a key pressed in the field; return whether it was handled."""
        if event.key() in self.MOVES:
            self.results.move(self.MOVES[event.key()])
        elif event.key() in ENTERS:
            hit = self.results.current
            if hit is not None:
                self._choose(hit)
        elif event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)


class _Field(Themed, QLineEdit):
    """The search field, with a magnifying glass."""

    def __init__(self, theme: Theme, on_key: Callable[[QKeyEvent], bool]) -> None:
        super().__init__()
        self._on_key = on_key
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        least_px = max(theme.px(56), round(theme.text_px("title") * 1.9))
        self.setMinimumHeight(least_px)  # the style adds its border as soon as it is applied
        set_style_sheet(self, line_edit_style(theme, least_px))
        self.setFont(theme.font("title", 600))
        self.setTextMargins(theme.icon_px(26) + theme.px(12), 0, 0, 0)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._on_key(event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        px = self.theme.icon_px(26)
        middle = QPointF(self.theme.px(18) + px / 2, self.height() / 2)
        paint.icon(QPainter(self), self.theme.icon("search", "ink2", px), middle)


def tours_of(visit: Visit) -> tuple[str, ...]:
    """Ids of the tours that can be started here.

    None where the mode shows none; during a lesson only the lesson's own: another one would end it.
    """
    if Part.TOUR not in visit.mode.layers:
        return ()
    lesson = visit.lesson
    if lesson.going and lesson.tour is not None:
        return (lesson.tour.id,)
    return tuple(tour.id for tour in visit.mode.offered(visit.park))


def ways_to(hit: Found, park: Park, visit: Visit | None) -> tuple[Act, ...]:
    """The acts that go to a hit."""
    if hit.tour is not None:
        return (_to_tour(hit, hit.tour, visit),)
    if hit.zone is not None:
        return (Open(hit.zone),)
    if hit.id in park.views:
        return Point(None), LookFrom(hit.id)
    return Point(None), Approach(middle_of(park.district(hit.id)))


def go_button_text(hit: Found | None, visit: Visit | None, language: Language) -> str:
    """Label of the button that goes there."""
    if hit is None or hit.tour is None:
        return tr(Text("Fly there"), language)
    if hit.kind == "stop":
        return tr(Text("Go to this stop"), language)
    playback = visit.playback if visit is not None else None
    if playback is not None and playback.tour.id == hit.tour:
        return tr(RESUME_WORDS[playback.tour.kind], language)
    return tr(Text("Start the tour"), language)


def _to_tour(hit: Found, tour: str, visit: Visit | None) -> Act:
    """Start a tour; one that is already running is not restarted, which would lose the answers of a class."""
    playback = visit.playback if visit is not None else None
    if playback is None or playback.tour.id != tour:
        return StartTour(tour, hit.stop)
    return ToStop(hit.stop) if hit.kind == "stop" else ResumeTour()
