"""The layer of a lesson for a class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QDate, QPoint, QRect, Qt, QTime

from ...editor.own_questions import OwnQuestions
from ...i18n import Text, tr
from ...park.defaults.own_questions import read_rows, take_own
from ...park.tour import Tour
from ...visit import ForgetTour, StartTour, Visit
from ...visit.lesson.acts import (
    BigPause,
    Count,
    GatherClass,
    HoldTimer,
    MoreTime,
    PutAway,
    Reveal,
    SetClass,
    ShowOptions,
)
from ...visit.lesson.state import Lesson
from ...visit.mode import Part
from ...visit.tour.prepared import tour_named
from ..input.keymap import Command
from ..panels.panel_page import centred
from ..style.theme import Theme
from ..tour.strip import TASK_CAPTION_S
from ..widgets import Surface
from ..window.layer import Layer, LayerContext
from ..window.layout import Room, place_foot
from .begin import Begin
from .card import WIDTH_GROWTH as CARD_GROWTH
from .card import WIDTH_PX as CARD_PX
from .card import StopCard
from .class_question import ClassQuestion
from .compare_page import ComparePage
from .corner_bars import ClassTools, LessonClock, PauseScreen
from .end import End
from .files import Files
from .own_page import OwnPage
from .past_lessons import PastLessons
from .question import WIDTH_GROWTH, WIDTH_PX
from .quiz_layer import HIDDEN, MEANT, OPTIONS

PAGE_PX, PAGE_GROWTH = 760, 0.5
NARROW_TEXT = 1.3
"""Text scale from which the corners show only the essentials."""
HANDS_BACK: tuple[Command, ...] = ("hand back 1", "hand back 2", "hand back 3", "hand back 4", "hand back 5")
SHIFTED = ("!", '@"', "#§£·", "$¥¤", "%")
"""What Shift and a digit type on the usual keyboards."""


Page = ClassQuestion | Begin | End | OwnPage | ComparePage


class LessonLayer(Layer):
    """Shows the pages, card and questions of a lesson."""

    def __init__(self, context: LayerContext) -> None:
        theme, park, do, window = context.theme, context.park, context.do, context.window
        self._context = context
        self._tour = next((tour for tour in park.tours.values() if tour.kind == "lesson"), None)
        self._theme, self._visit = theme, Visit.begin(park)
        self._later, self._unfolded = False, False
        self._page: Page | None = None
        self._own_ids = frozenset(read_rows(context.take_away.scene)) if context.take_away else frozenset()
        self._writes = self._compares = False  # whether the own questions, or earlier lessons, are shown
        self.files = Files(context, self._tour, self._visit)
        self.minute = LessonClock(theme, window)
        self.tools = ClassTools(
            theme, context.ask, on_start=self._start, on_card=self._toggle_card, parent=window
        )
        self.card = StopCard(theme, park, do, context.arrange_again, window)
        self.question = ClassQuestion(theme, park, do, window)
        self.compare = ComparePage(
            theme, park, PastLessons(context.checkpoint.folder),
            today=lambda: QDate.currentDate().toString(Qt.DateFormat.ISODate), notify=context.notify,
            on_close=self._close_compare, arrange=context.arrange_again, parent=window,
        )  # fmt: skip
        self.end = End(theme, park, do, self.files, self.compare_lessons, window)
        self.pause_screen = PauseScreen(theme, lambda: do(BigPause(False)), QTime.currentTime, window)
        self.begin = None if self._tour is None else Begin(
            theme, park, self._tour, do, context.checkpoint, on_tour=self._choose,
            on_later=self._look_around, files=self.files,
            on_compare=self.compare_lessons if self.compare.past.of(park) else None,
            on_own=self.write_questions if context.take_away is not None else None,
            on_phones=(lambda: context.ask("connect")) if context.connections is not None else None, parent=window,
        )  # fmt: skip

        self.own = None if context.take_away is None else OwnPage(
            theme, park, OwnQuestions(context.take_away.scene), on_change=self._take_questions,
            on_close=self._close_questions, arrange=context.arrange_again, parent=window,
        )  # fmt: skip

    # ---- what the window calls

    @property
    def surfaces(self) -> Sequence[Surface]:
        begin = tuple(page for page in (self.begin, self.own) if page is not None)
        return (
            self.pause_screen,
            self.question,
            self.compare,
            *begin,
            self.end,
            self.minute,
            self.card,
            self.tools,
        )

    @property
    def hidden(self) -> frozenset[Part]:
        if self._visit.lesson.paused:
            return HIDDEN | {Part.ROOM}
        if self._page is not None:
            return HIDDEN  # phones join while a page is read: keep clear of their card
        if not self._visit.lesson.going:
            return frozenset()
        folds = self._folds and not self.card.isHidden()
        corners = {Part.BREADCRUMB, Part.PLACE, Part.TOOLS}  # the lesson has its own
        return frozenset(corners | {Part.TOUR} if folds else corners)

    @property
    def keys(self) -> Mapping[str, Command]:
        lesson = self._visit.lesson
        if not lesson.going:
            return {}
        always: dict[str, Command] = {"T": "task timer", "B": "big pause", "H": "gather"}
        if lesson.asked is None:
            return {**always, "O": "teacher's note"}
        back = {sign: command for signs, command in zip(SHIFTED, HANDS_BACK, strict=True) for sign in signs}
        hands = {str(number): command for number, command in enumerate(OPTIONS, 1)}
        return {**always, **back, **hands, "R": "reveal", "+": "more time", "=": "more time"}

    @property
    def state(self) -> object:
        lesson = self._visit.lesson
        return (
            self._page, lesson.asked and (lesson.asked.question, lesson.asked.shown, lesson.asked.revealed),
            lesson.paused, lesson.going, self._corners_fade, self.card.state, self.card.isHidden(), self.minute.words,
            self._visit.guided, self._later,
        )  # fmt: skip

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.files.apply_theme(theme)

    def update_from(self, visit: Visit) -> None:
        self._visit, lesson = visit, visit.lesson
        short = self._theme.text >= NARROW_TEXT or (visit.zone is not None and not visit.guided)
        if lesson.going:
            self.minute.show_lesson(lesson, short=short, works=visit.operating and not visit.guided)
            playback = visit.playback
            says = (
                visit.settings.captions and playback is not None and playback.caption_shown_s < TASK_CAPTION_S
            )
            self.card.show_lesson(lesson, purpose=not says and lesson.task is None)
            if lesson.tour is not None and lesson.tour is not self._tour:  # resumed after a crash
                self._tour = lesson.tour
                self.files.choose(lesson.tour)
        elif lesson.over:
            self._later = True  # after closing its page, the teacher looks around
        self.tools.show_state(going=lesson.going, short=short, folded=self._folds and visit.guided)
        page = self._wanted(visit)
        if isinstance(page, OwnPage):
            page.show_page()
        elif page is not None:
            page.show_lesson(lesson)
        covered = page is not None or lesson.paused
        for corner in (self.minute, self.tools):
            corner.claimed = QRect() if lesson.going and visit.guided else None
        self.minute.setVisible(lesson.going and not lesson.paused and not self._corners_fade)
        self.tools.setVisible(
            (lesson.going and not lesson.paused and not self._corners_fade)
            or (page is None and self._may_start(visit))
        )
        self.card.setVisible(
            lesson.going and visit.guided and not covered and (self._unfolded or not self._folds)
        )
        self._turn_to(page)
        if lesson.paused:
            self.pause_screen.show_lesson(lesson)
        if lesson.paused != self.pause_screen.isVisible():
            self.pause_screen.setVisible(lesson.paused)
            if lesson.paused:
                self.pause_screen.raise_()
                self.pause_screen.end.setFocus(Qt.FocusReason.MouseFocusReason)
            else:
                self._give_back_keyboard()
        self.files.update_from(visit, wanted=self._page in (self.begin, self.end))

    def advance(self, dt_s: float) -> bool:
        return self.files.advance()

    def answers(self, command: Command, visit: Visit) -> bool:
        lesson = visit.lesson
        if command == "big pause":
            self._context.do(BigPause(not lesson.paused))
        elif command == "gather":
            self._context.do(GatherClass())
        elif self._page is not None:
            return self._answers_on_page(command, lesson)
        elif not lesson.going:
            return False
        elif command == "quiz":
            if not self.card.ask_next():
                self._context.notify(tr(Text("This stop has no question"), self._theme.language))
        elif command == "task timer":
            self.card.press_timer()
        elif command == "more time":
            self._context.do(MoreTime())
        elif command == "teacher's note":
            if self._folds:
                self._toggle_card()
            else:
                self.card.toggle_note()
        elif command == "close":
            if not self.card.close_glossary() and not visit.guided:
                self._context.do(GatherClass())  # a slip must not end a lesson
        else:
            return False
        return True

    def answers_number(self, number: int) -> bool:
        if self._page is not None and self._page is self.begin:
            self._context.do(SetClass(number))
        return self._page is not None or self._visit.lesson.paused

    def arrange(self, room: Room) -> Room:
        for page in (self.question, self.end, self.begin, self.own, self.compare):
            if page is not None and page is self._page:
                question = page is self.question
                centred(
                    room, page, WIDTH_PX if question else PAGE_PX, WIDTH_GROWTH if question else PAGE_GROWTH
                )
        if self._visit.lesson.paused:
            self.pause_screen.cover(room)
        if not self._visit.lesson.going:
            if self.tools.isHidden():
                return room
            rect = place_foot(room, self.tools)
            return replace(room, foot_px=room.foot_px + rect.height() + room.gap)
        tools = self._place_corners(room)
        return self._place_card(room, tools) if not self.card.isHidden() else room

    def close(self) -> None:
        self.files.close()

    def compare_lessons(self) -> None:
        """Show the page that compares lessons."""
        self._compares = True
        self._context.arrange_again()

    def write_questions(self) -> None:
        """Show the page of the teacher's own questions."""
        self._writes = True
        self._context.arrange_again()

    # ---- implementation

    def _wanted(self, visit: Visit) -> Page | None:
        """The page over the view."""
        lesson = visit.lesson
        if lesson.asked is not None:
            return self.question
        if self._compares and (lesson.over or self._may_start(visit)):
            return self.compare
        if lesson.over:
            return self.end
        if self._may_start(visit) and not self._later:
            return self.own if self._writes else self.begin
        return None

    def _may_start(self, visit: Visit) -> bool:
        return self.begin is not None and visit.playback is None and visit.lesson.tour is None

    def _turn_to(self, page: Page | None) -> None:
        if page is self._page:
            return
        for other in (self.question, self.end, self.begin, self.own, self.compare):
            if other is not None:
                other.setVisible(other is page)
        if self._page is not None:
            self._page.close_glossary()
        if self._page is self.end:
            self._context.do(ForgetTour())  # the end page of the lesson replaces the tour's
        self._page = page
        if page is not None:
            page.raise_()
            page.take_keys()
        else:
            self._give_back_keyboard()

    def _answers_on_page(self, command: Command, lesson: Lesson) -> bool:
        """Handle a command while a page covers the view."""
        page, do = self._page, self._context.do
        assert page is not None
        if isinstance(page, ComparePage):
            if command == "close":
                self._close_compare()
        elif isinstance(page, OwnPage):
            if command == "close":
                if not page.close_form():
                    self._close_questions()
            elif command == "open":
                page.press_main()
        elif command == "close":
            if not page.close_glossary():
                if page is self.begin:
                    self._look_around()
                else:
                    do(PutAway())
        elif page is self.begin:
            if command != "open":
                return command not in MEANT
            self.begin.press_main()
        elif page is self.end:
            return command not in MEANT
        elif command == "open":
            self.question.press_main()
        elif command == "quiz":
            do(PutAway())
        elif command == "reveal":
            do(Reveal() if lesson.asked and lesson.asked.shown else ShowOptions())
        elif command in ("task timer", "pause tour") and lesson.timer is not None:
            do(HoldTimer(not lesson.timer.held))
        elif command == "more time":
            do(MoreTime())
        elif command in OPTIONS:
            do(Count(OPTIONS.index(command) + 1))
        elif command in HANDS_BACK:
            do(Count(HANDS_BACK.index(command) + 1, -1))
        else:
            return command not in MEANT
        return True

    def _choose(self, tour: Tour) -> None:
        """Take another lesson, or another length of it, before it begins."""
        self._tour = tour
        self.files.choose(tour)
        self._context.arrange_again()

    def _close_compare(self) -> None:
        self._compares = False
        self._context.arrange_again()

    def _close_questions(self) -> None:
        self._writes = False
        self._context.arrange_again()

    def _take_questions(self) -> None:
        """Ask the own questions as they are written now."""
        assert self.own is not None and self._tour is not None and self.begin is not None
        park = self._context.park
        self._own_ids = take_own(park, self.own.own.folder, self._own_ids)
        self._tour = tour_named(park, self._tour.id)
        self.files.choose(self._tour)
        self.begin.choose(self._tour.id)
        self._context.event_log.note("saved", kind="own questions", count=len(self._own_ids))

    def _start(self) -> None:
        if self._tour is not None:
            self._context.do(StartTour(self._tour.id))

    def _look_around(self) -> None:
        self._later = True
        self._context.arrange_again()

    @property
    def _folds(self) -> bool:
        """Whether the card is shown only on request, in place of the tour's panels: large text needs the room."""
        return self._theme.text >= NARROW_TEXT

    @property
    def _corners_fade(self) -> bool:
        """Whether the corners are faded with the controls of the tour."""
        return self._visit.guided and self._context.views.state.controls_folded

    def _toggle_card(self) -> None:
        self._unfolded = not self._unfolded
        self._context.arrange_again()

    def _give_back_keyboard(self) -> None:
        self._context.viewport.setFocus(Qt.FocusReason.MouseFocusReason)

    def _place_corners(self, room: Room) -> QRect:
        """Place the clock at the top left and the class controls at the top right; the clock hides if both do not fit."""
        where, what = self.minute.wanted_size, self.tools.wanted_size
        left = QRect(QPoint(room.margin, room.top_px), where)
        right = QRect(QPoint(room.free_px - room.margin - what.width(), room.top_px), what)
        crowded = right.left() <= left.right() + room.gap
        self.minute.suppress(crowded)  # the controls matter more
        self.minute.place(left)
        self.tools.place(right)
        return right

    def _place_card(self, room: Room, tools: QRect) -> Room:
        """Place the card below the controls at the right; return the room left for the view."""
        theme = room.theme
        growth = 1 + CARD_GROWTH * (theme.text - 1)
        width = min(round(theme.px(CARD_PX) * growth), room.size.width() // 2)
        top = tools.bottom() + room.gap
        fitted = self.card.fitted(width, room.bottom_px - top)
        self.card.place(QRect(QPoint(room.size.width() - room.margin - width, top), fitted))
        return replace(room, panel_px=width)
