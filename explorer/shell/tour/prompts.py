"""Prompts at the foot of the window: choose a tour, the tour waits, the tour is finished."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ...i18n import Text, tr
from ...park.model import Language
from ...park.tour import Tour, TourKind, as_offered, following
from ...visit import Playback, Toured, Visit
from ..input.focus import give_back
from ..style.theme import Theme
from ..widgets import Button, Column, Flow, Icon, Prose, Row, TextSurface

WAITS: dict[str, Text] = {
    "show": Text("The tour is waiting for you"),
    "talk": Text("The talk is waiting for you"),
    "lesson": Text("The lesson is waiting"),
}
RESUME_WORDS: dict[str, Text] = {
    "show": Text("Resume tour"),
    "talk": Text("Resume talk"),
    "lesson": Text("Resume lesson"),
}

GAP_PX = 18
PADDING = (20, 6, 12, 6)
EASY_PX = 620
"""Largest width of words beside buttons, in the design."""
TASK_LINES, STEP_PX = 2, 20
"""Lines that a task may take at any width, as its buttons are as high; steps in which its width is searched."""
LARGE_TASK = 1.3
"""Text scale from which a task takes too much of the window; the card of its stop shows it on request."""


class Prompt(TextSurface):
    """A title, a sentence, and buttons.

    Parameters
    ----------
    icon : shown before the words where there is room.
    """

    def __init__(
        self,
        theme: Theme,
        buttons: Sequence[Button],
        *,
        icon: Icon | None = None,
        edge: str = "line",
        parent: QWidget | None = None,
    ) -> None:
        self._icon, self._buttons = icon, buttons
        self._title, self._how = Prose(theme, " ", "title"), Prose(theme, " ", "body", "ink2")
        self._short = False
        self._words = QWidget()
        self._words.setLayout(Column(theme, self._title, self._how, gap=2))
        self._choices = QWidget()
        self._choices.setLayout(Flow(theme, *buttons, gap=12))
        self._row = Row(theme, *([icon] if icon else []), self._words, self._choices, gap=GAP_PX)
        self._row.setStretch(self._row.count() - 2, 1)
        self._row.setAlignment(self._choices, Qt.AlignmentFlag.AlignVCenter)
        super().__init__(theme, self._row, elevation=2, padding=PADDING, edge=edge, parent=parent)
        self._set_texts()
        self.hide()

    def set_prompt(self, title: str, how: str) -> None:
        """Change the words."""
        self._title.set_text(title)
        self._how.set_text(how)
        self.setAccessibleName(f"{title}. {how}")

    def fit(self, width_px: int, *, short: bool) -> None:
        """Put words and buttons side by side if this width of the panel allows it.

        Parameters
        ----------
        short : show only the title.
        """
        theme = self.theme
        self._how.setHidden(short)
        shown = [button for button in self._buttons if not button.isHidden()]
        buttons = sum(b.sizeHint().width() for b in shown) + theme.px(12) * max(len(shown) - 1, 0)
        words = theme.width_of(self._title.text(), "title")
        if not short:
            words = max(words, min(theme.width_of(self._how.text(), "body"), theme.px(EASY_PX)))
        icon = self._icon.width() + theme.px(GAP_PX) if self._icon else 0
        pads = theme.px(PADDING[0] + PADDING[2]) + theme.px(GAP_PX)
        beside = icon + words + buttons + pads <= width_px
        if self._icon is not None:
            self._icon.setVisible(beside)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._row.setDirection(way)
        self._choices.setMinimumWidth(buttons if beside else 0)
        self._words.setMinimumWidth(int(words) + 4 if beside else 0)

    @property
    def words(self) -> str:
        """Its words."""
        return self.accessibleName()


class PassThroughButton(Button):
    """A focused button that passes all keys but its own on to the park."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()


class ResumePrompt(Prompt):
    """*The tour is waiting for you*; at an exhibit with a task for a class, the task.

    Attributes
    ----------
    task : the task, "" without one.

    Parameters
    ----------
    on_resume, on_leave : called when the visitor presses the buttons.
    """

    def __init__(
        self,
        theme: Theme,
        on_resume: Callable[[], object],
        on_leave: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        self._kind: TourKind = "show"
        self._stop: tuple[int, int] = (1, 1)
        self.task = ""
        self.resume = PassThroughButton(theme, " ", "play", kind="primary", on_press=on_resume)
        self.leave = Button(theme, icon="x", name=" ", kind="quiet", on_press=on_leave)
        super().__init__(
            theme, (self.resume, self.leave), icon=Icon(theme, "compass", "warn", size=34), edge="warn",
            parent=parent,
        )  # fmt: skip

    def update_from(self, visit: Visit, playback: Playback) -> None:
        """Show which tour is waiting, and at which stop; or what a class is to do where it is."""
        kind, stop = playback.tour.kind, (playback.index + 1, len(playback.tour.stops))
        card = playback.stop.card if visit.operating and visit.zone == playback.stop.zone else None
        task = (
            card.students_do[self.theme.language] if card is not None and self.theme.text < LARGE_TASK else ""
        )
        if (kind, stop, task) != (self._kind, self._stop, self.task):
            self._kind, self._stop, self.task = kind, stop, task
            self._set_texts()

    def fit(self, width_px: int, *, short: bool) -> None:
        super().fit(width_px, short=short)
        self._title.setVisible(not self.task)
        self._how.setHidden(short and not self.task)
        if self.task and self._icon is not None:
            self._icon.hide()
            self._row.setDirection(QBoxLayout.Direction.LeftToRight)
            buttons = self._choices.sizeHint().width() + self.theme.px(GAP_PX)
            most = width_px - buttons - self.theme.px(PADDING[0] + PADDING[2]) - 2
            self._words.setMinimumWidth(self._narrowest(most))

    def _narrowest(self, most_px: int) -> int:
        """The least width of the task in as few lines as it takes at the most."""
        lines, width = self._how.heightForWidth(most_px), most_px
        while (less := width - self.theme.px(STEP_PX)) > 0 and self._how.heightForWidth(less) <= max(
            lines, TASK_LINES * self.theme.line_px("body")
        ):
            width = less
        return width

    def _set_texts(self) -> None:
        language, (stop, count) = self.theme.language, self._stop
        how = tr(
            Text("Look around. You can come back to stop {stop} of {count} at any time."),
            language,
            stop=stop,
            count=count,
        )
        self._how.colour = "ink" if self.task else "ink2"
        self.set_prompt(tr(WAITS[self._kind], language), self.task or how)
        self.resume.shortcut_hint = self.theme.key(tr(Text("Space"), language))
        self.resume.set_text(tr(RESUME_WORDS[self._kind], language))
        self.leave.set_text(name=tr(Text("Leave"), language))


LEFT_STAYS_S = 15.0
"""Time the prompt of an abandoned tour stays; that of a finished tour stays until the visitor does something."""


class EndCard(Prompt):
    """*That was the tour*, or *You left the tour*.

    Parameters
    ----------
    tours : the tours on offer; after a finished tour, the next of its kind is offered.
    on_start : called with a tour and its first stop.
    on_other, on_look : called for another tour, and for none.
    """

    def __init__(
        self,
        theme: Theme,
        tours: Sequence[Tour],
        on_start: Callable[[str, int], object],
        on_other: Callable[[], object],
        on_look: Callable[[], object],
        *,
        parent: QWidget | None = None,
    ) -> None:
        self._toured: Toured | None = None
        self._tours, self._on_start = tours, on_start
        self.next = Button(theme, " ", "play", kind="primary", large=True, on_press=self._show_next)
        self.again = Button(theme, " ", "rotate-ccw", kind="primary", large=True, on_press=self._show_again)
        self.other = Button(theme, " ", "route", large=True, on_press=on_other)
        self.look = Button(theme, " ", "footprints", large=True, on_press=on_look)
        super().__init__(theme, (self.next, self.again, self.other, self.look), parent=parent)

    def update_from(self, visit: Visit, *, aside: bool) -> None:
        """Show how a tour ended; not while another panel takes its place."""
        toured = visit.toured
        late = toured is not None and not toured.whole and visit.time_s - toured.time_s > LEFT_STAYS_S
        if toured is not self._toured:
            self._toured = toured
            self._set_texts()
        self.setVisible(toured is not None and not late and not aside)

    def _show_again(self) -> None:
        if self._toured is not None:
            self._on_start(self._toured.tour.id, 0 if self._toured.whole else self._toured.index)

    @property
    def following(self) -> Tour | None:
        """The tour to offer after the finished one."""
        toured = self._toured
        return following(toured.tour, self._tours) if toured is not None and toured.whole else None

    def _show_next(self) -> None:
        if self.following is not None:
            self._on_start(self.following.id, 0)

    def _set_texts(self) -> None:
        language, toured = self.theme.language, self._toured
        if toured is None:
            return
        values = {
            "title": toured.tour.title[language],
            "stop": toured.index + 1,
            "count": len(toured.tour.stops),
        }
        title, how = (
            (Text("The tour is finished"), Text("{title}, {count} stop.", "{title}, {count} stops."))
            if toured.whole
            else (Text("You left the tour"), Text("{title}, at stop {stop} of {count}."))
        )
        self.set_prompt(tr(title, language), tr(how, language, **values))
        self.again.set_text(
            tr(Text("Play again") if toured.whole else Text("Back to stop {stop}"), language, **values)
        )
        self.other.set_text(tr(Text("Another tour"), language))
        after = self.following
        self.next.setVisible(after is not None)
        self.next.set_text(after.title[language] if after is not None else " ")
        self.again.kind = "primary" if after is None else "secondary"
        self.other.setVisible(after is None and len(self._tours) > 1 and toured.whole)
        self.look.set_text(tr(Text("Look around on your own"), language))


ICONS: dict[TourKind, str] = {"show": "repeat", "talk": "presentation", "lesson": "graduation-cap"}
SECONDS_A_MINUTE = 60
LARGE = 1.75


def about(tour: Tour, language: Language) -> str:
    """Subject, length and number of stops of a tour."""
    minutes = max(round(tour.duration_s / SECONDS_A_MINUTE), 1)
    lead = tour.lead[language]
    return tr(
        Text("{lead} {minutes} min, {count} stop", "{lead} {minutes} min, {count} stops"),
        language,
        lead=lead,
        minutes=minutes,
        count=len(tour.stops),
    )


class Chooser(TextSurface):
    """The tours that a visitor may choose.

    Parameters
    ----------
    tours : in any order.
    on_choose : called with the name of the chosen tour.
    on_close : called when the visitor closes it without a choice.
    """

    def __init__(
        self,
        theme: Theme,
        tours: Sequence[Tour],
        on_choose: Callable[[str], object],
        on_close: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        self._tours = as_offered(tours)
        self._title = Prose(theme, " ", "title")
        self._close = Button(theme, icon="x", name=" ", kind="quiet", on_press=on_close)
        head = Row(theme, self._title, self._close, gap=8, margins=(8, 0, 0, 0))
        head.setStretch(0, 1)
        self.rows = [
            Button(
                theme,
                " ",
                ICONS[tour.kind],
                sub=" ",
                left=True,
                large=True,
                on_press=partial(on_choose, tour.id),
            )
            for tour in self._tours
        ]
        for row in self.rows:
            row.setAutoDefault(True)  # Enter chooses it; arrows move, as among all buttons of Qt
        column = Column(theme, head, *self.rows, gap=8)
        super().__init__(theme, column, elevation=3, padding=(14, 8, 14, 14), parent=parent)
        self._back_to: QWidget | None = None
        self._set_texts()
        self.hide()

    def open(self) -> None:
        """Show it, with the focus on its first row."""
        self._back_to = self.window().focusWidget()
        self.show()
        self.raise_()
        if self.rows:
            self.rows[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def dismiss(self) -> None:
        """Hide it, and return the focus."""
        if self.isHidden():
            return
        self.hide()
        give_back(self._back_to)

    def _set_texts(self) -> None:
        language = self.theme.language
        self.setAccessibleName(tr(Text("Choose a tour"), language))
        self._title.set_text(tr(Text("Choose a tour"), language))
        self._close.set_text(name=tr(Text("Close (Esc)"), language))
        for row, tour in zip(self.rows, self._tours, strict=True):
            # the largest type leaves room for the titles of four tours, but not for their subjects
            row.set_text(tour.title[language], sub="" if self.theme.text >= LARGE else about(tour, language))
