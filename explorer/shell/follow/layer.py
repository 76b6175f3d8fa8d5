"""The layer of a screen that follows another one: its line at the foot, and the question of the class to read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, QTime
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...i18n import Text, tr
from ...park.model import Park
from ...park.tour import Question
from ...visit import Visit
from ...visit.follow.acts import Rejoin
from ...visit.follow.class_results import pair_state
from ...visit.follow.state import Following
from ...visit.lesson.state import Asked, Lesson
from ...visit.mode import CONTROLS, Part
from ..input.keymap import Command
from ..lesson.class_question import show_time
from ..lesson.corner_bars import PauseScreen
from ..lesson.question import WIDTH_GROWTH, WIDTH_PX, OptionTile, QuestionPanel, state_of
from ..lesson.quiz_layer import HIDDEN
from ..panels.panel_page import centred
from ..style.theme import Theme
from ..talk.audience import Blackout, Pointer
from ..tour.caption_strip import CaptionStrip
from ..tour.layer import GUIDED_HIDES, place_at_foot
from ..widgets import Button, Column, Icon, ProgressRing, Prose, Row, Surface, TextSurface
from ..window.layer import Layer, LayerContext
from ..window.layout import Room

if TYPE_CHECKING:
    from ...net.room.following import FollowerLink

ANOTHER_CODE = Text("Type another code")
BACK: dict[str, Text] = {
    "class": Text("Back to the class"),
    "screen": Text("Back to the main screen"),
}
WITH: dict[str, Text] = {
    "class": Text("You are with your teacher"),
    "screen": Text("You see what the main screen shows"),
}
SILENT: dict[str, Text] = {
    "class": Text("Waiting for the teacher …"),
    "screen": Text("Waiting for the main screen …"),
}
FREE: dict[str, Text] = {
    "class": Text("Look around. Your teacher will call you back."),
    "screen": Text("Look around. The main screen will call you back."),
}
AWAY: dict[str, Text] = {
    "class": Text("You are exploring on your own"),
    "screen": Text("You are exploring on your own, off the main screen"),
}

WIDE = 0.9
"""Largest share of the window's width."""


class Standing(NamedTuple):
    """Text of the line."""

    words: Text | None = None  # None: nothing to say
    icon: str = "users"
    back: Text | None = None  # words for the way back; None if it is not offered


class FollowLine(TextSurface):
    """One sentence, with *Back* if the visitor has wandered off."""

    def __init__(self, theme: Theme, on_back: Callable[[], object], parent: QWidget) -> None:
        self.shown = Standing()
        self._icon = Icon(theme, "users", "ink2", size=20)
        self.words = Prose(theme, " ", "label", "ink2")
        self.words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.back = Button(theme, " ", "arrow-left", kind="primary", shortcut_hint="B", on_press=on_back)
        row = Row(theme, self._icon, self.words, self.back, gap=10)
        row.setStretch(1, 1)
        super().__init__(theme, row, elevation=2, padding=(16, 6, 6, 6), parent=parent)
        self.hide()

    def show_standing(self, standing: Standing) -> None:
        """Show the state of the screen."""
        if standing != self.shown:
            self.shown = standing
            self._set_texts()
        self.setVisible(standing.words is not None)

    def fit(self, most_px: int) -> None:
        """Limit the width."""
        theme = self.theme
        around = theme.px(16 + 6 + 10 + 10) + theme.icon_px(20) + 12
        button = 0 if self.back.isHidden() else self.back.sizeHint().width()
        wanted = round(theme.width_of(self.words.source, "label")) + 8
        self.words.setFixedWidth(max(min(wanted, round(most_px * WIDE) - around - button), theme.px(120)))

    def _set_texts(self) -> None:
        language, shown = self.theme.language, self.shown
        if shown.words is not None:
            words = tr(shown.words, language)
            self.words.set_text(words)
            self.setAccessibleName(words)
            self._icon.icon_name = shown.icon
            self._icon.update()
        if shown.back is not None:
            self.back.set_text(tr(shown.back, language))
        self.back.setHidden(shown.back is None)


class ShownQuestion(QuestionPanel):
    """The question as all see it; pressing its options does nothing, because the teacher leads."""

    keeps_keyboard = False

    def __init__(self, theme: Theme, park: Park, parent: QWidget) -> None:
        self._ring: ProgressRing | None = None
        super().__init__(theme, park, lambda act: None, parent)

    def show_lesson(self, lesson: Lesson, asked: Asked) -> None:
        """Show the question asked."""
        question = self.park.quiz[asked.question]
        if self.is_new(asked.question, asked.shown, asked.revealed):
            self._build(question, asked, lesson)
        marks, timer, ring = lesson.marks_of(question), asked.timer, self._ring
        for tile, count in zip(self.tiles, marks.counts, strict=False):
            counted = count if asked.revealed and marks.answered else None
            tile.show_count(counted, count / marks.answered if counted is not None else 0.0)
        if ring is not None:
            ring.setVisible(timer is not None)
            if timer is not None:
                show_time(ring, timer, self.theme)

    def _build(self, question: Question, asked: Asked, lesson: Lesson) -> None:
        theme = self.theme
        self._ring = ProgressRing(theme, "title")
        page = Column(theme, self._head(theme, question, self._kicker(question, lesson), self._ring), gap=16)
        options = range(1, len(question.options) + 1) if asked.shown else ()
        self._add_tiles(page, [self._tile(question, number, asked) for number in options])
        if asked.revealed:
            page.addLayout(self._explained(question))
        self.fill(page)

    def _tile(self, question: Question, number: int, asked: Asked) -> OptionTile:
        state = state_of(number, question, asked)
        words = question.options[number - 1][self.theme.language]
        return OptionTile(self.theme, number, words, on_press=None, state=state)

    def _explained(self, question: Question) -> Row:
        theme = self.theme
        row = Row(
            theme,
            Icon(theme, "lightbulb", "ok", size=24),
            self.prose(theme, question.explanation[theme.language]),
            gap=12,
        )
        row.setStretch(1, 1)
        return row


SHOWN_S = 5.0
"""Time for which a good connection is reported."""
LED_HIDES = GUIDED_HIDES | {Part.BREADCRUMB, Part.LEGEND, Part.SEARCH}
KEYS: Mapping[str, Command] = {"B": "gather"}


class FollowLayer(Layer):
    """Reads the leading screen once a frame, and shows its captions, question, pause or blackout beside the park."""

    link: FollowerLink | None = None  # the connection; None without one, as in a replay

    def __init__(self, context: LayerContext) -> None:
        theme, window = context.theme, context.window
        self._context = context
        self._visit: Visit | None = None
        self._well_s = 0.0
        self.strip = CaptionStrip(theme, window)
        self.question = ShownQuestion(theme, context.park, window)
        self.pause_screen = PauseScreen(theme, lambda: None, QTime.currentTime, window)
        self.pause_screen.end.hide()
        self.line = FollowLine(theme, self._back, window)
        self.pointer = Pointer(window, (self.strip,))
        self.blackout = Blackout(window)

    # ---- what the window calls

    @property
    def surfaces(self) -> Sequence[Surface]:
        return (self.pause_screen, self.question, self.line, self.strip)

    @property
    def hidden(self) -> frozenset[Part]:
        visit = self._visit
        if visit is None:
            return frozenset()
        if not self.question.isHidden() or not self.pause_screen.isHidden():
            return HIDDEN
        if visit.talk is not None:
            return CONTROLS
        return LED_HIDES if visit.guided else frozenset()

    @property
    def keys(self) -> Mapping[str, Command]:
        return KEYS

    @property
    def state(self) -> object:
        visit = self._visit
        return (
            visit is not None and (visit.guided, visit.lesson.asked is not None, visit.talk is None),
            self.line.shown, self.line.isHidden(), self.strip.state,
            self.question.isHidden(), self.pause_screen.isHidden(),
        )  # fmt: skip

    def apply_theme(self, theme: Theme) -> None:
        self._context = replace(self._context, theme=theme)

    def update_from(self, visit: Visit) -> None:
        self._visit = visit
        following = visit.following or Following()
        self.line.show_standing(self._standing(following))
        playback, lesson, talk = visit.playback, visit.lesson, visit.talk
        asked = lesson.asked
        if asked is not None:
            self.question.show_lesson(lesson, asked)
        self.question.setVisible(asked is not None and not lesson.paused)
        captions = visit.settings.captions if talk is None else talk.caption
        led = visit.guided and playback is not None and asked is None
        words = playback.caption[visit.settings.language] if playback is not None and captions else ""
        self.strip.update_from(visit, words)
        self.strip.suppress(not led)
        state = following.whole
        if state is not None and state.lesson is not None and state.lesson.paused:
            self.pause_screen.show_lesson(state.lesson)
        if following.is_paused != self.pause_screen.isVisible():
            self.pause_screen.setVisible(following.is_paused)
            self.pause_screen.raise_()
        self.pointer.show_talk(talk)
        self.blackout.show_talk(talk)

    def advance(self, dt_s: float) -> bool:
        """Read new messages, and report the state of this screen."""
        link, context = self.link, self._context
        if link is not None:
            for act in link.news(context.park):
                context.do(act)
            link.say(lambda: pair_state(context.visit()))
        following = context.visit().following
        well = following is not None and following.standing == "follows"
        self._well_s = self._well_s + dt_s if well else 0.0
        return False

    def answers(self, command: Command, visit: Visit) -> bool:
        if command == "gather":
            self._context.do(Rejoin())
            return True
        return False

    def arrange(self, room: Room) -> Room:
        window = self._context.window.rect()
        self.pointer.setGeometry(window)
        self.blackout.setGeometry(window)
        if not self.question.isHidden():
            centred(room, self.question, WIDTH_PX, WIDTH_GROWTH)
        if not self.pause_screen.isHidden():
            self.pause_screen.cover(room)
        wide = room.free_px - 2 * room.margin
        if not self.line.isHidden():
            self.line.fit(wide)
            size = self.line.wanted_size
            left = (room.free_px - size.width()) // 2
            room = self._at_foot(room, self.line, QRect(left, 0, size.width(), size.height()))
        if not self.strip.isHidden():
            self.strip.fit(wide, room.size.height() // 2)
            room = place_at_foot(room, self.strip)
        return room

    def close(self) -> None:
        if self.link is not None:
            self.link.close()
        for over in (self.pointer, self.blackout):
            over.hide()
            over.deleteLater()

    # ---- implementation

    def follow(self, link: FollowerLink) -> None:
        """Follow another screen from now on."""
        if self.link is not None:
            self.link.close()
        self.link = link

    def _back(self) -> None:
        """Return to the leading screen; after a wrong code, to the page where it is typed."""
        if self.line.shown.back == ANOTHER_CODE:
            self._context.ask("connect")
        else:
            self._context.do(Rejoin())

    @staticmethod
    def _at_foot(room: Room, panel: Surface, rect: QRect) -> Room:
        rect.moveBottom(room.bottom_px)
        panel.place(rect)
        return replace(room, foot_px=room.foot_px + rect.height() + room.gap)

    def _standing(self, following: Following) -> Standing:
        """Text of the line at the foot."""
        leader = "class" if following.mode == "teach" else "screen"
        match following.standing:
            case "waits":
                return self._searching()
            case "silent" if self.link is not None and self.link.is_refused:
                return self._searching()  # the leading show was restarted, with another code
            case "silent":
                return Standing(SILENT[leader], "timer")
            case "other version":
                program = following.state.program if following.state is not None else ""
                return Standing(
                    Text(
                        "The main screen runs version {program} of the park. You see where it is, but not what its exhibits do.",
                        program=program,
                    ),
                    "triangle-alert",
                )
            case "other scene":
                return Standing(
                    Text(
                        "The main screen shows another scene of the park. You see where it is, but not what its exhibits do."
                    ),
                    "triangle-alert",
                )
            case "free":
                return Standing(FREE[leader])
            case "away":
                return Standing(AWAY[leader], "navigation", BACK[leader])
        return Standing(WITH[leader]) if self._well_s < SHOWN_S else Standing()

    def _searching(self) -> Standing:
        """Text of the line before the leader is found."""
        link = self.link
        if link is None:
            return Standing()
        if link.is_refused:
            back = ANOTHER_CODE if self._context.connections is not None else None
            return Standing(link.state_words, "triangle-alert", back)
        return Standing(link.state_words, "search")
