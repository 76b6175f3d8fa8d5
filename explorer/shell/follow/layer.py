"""The layer of a screen that follows another one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QTime

from ...i18n import Text
from ...visit import Visit
from ...visit.follow.acts import Rejoin
from ...visit.follow.class_results import pair_state
from ...visit.follow.state import Following
from ...visit.mode import CONTROLS, Part
from ..input.keymap import Command
from ..lesson.card_panel import centred
from ..lesson.pause_screen import PauseScreen
from ..lesson.question import WIDTH_GROWTH, WIDTH_PX
from ..lesson.quiz_layer import HIDDEN
from ..style.theme import Theme
from ..talk.audience_overlay import Blackout, Pointer
from ..tour.caption import Caption
from ..tour.layer import GUIDED_HIDES, place_at_foot
from ..tour.readout_strip import Strip
from ..widgets import Surface
from ..window.layer import Layer, LayerContext
from ..window.layout import Room
from .line import FollowLine, Standing
from .question import ShownQuestion

if TYPE_CHECKING:
    from ...net.room.following import FollowerLink

ANOTHER_CODE = Text("Type another code")
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
BACK: dict[str, Text] = {
    "class": Text("Back to the class"),
    "screen": Text("Back to the main screen"),
}


SHOWN_S = 5.0
"""Time for which a good connection is reported."""
LED_HIDES = GUIDED_HIDES | {Part.BREADCRUMB, Part.LEGEND, Part.SEARCH}
REFUSED_WORDS: dict[str, Text] = {
    "wrong code": Text("Wrong code. Type the one on the main screen."),
    "too often": Text("Too many wrong codes. Trying again in a minute."),
}
KEYS: Mapping[str, Command] = {"B": "gather"}


class FollowLayer(Layer):
    """Reads the leading screen once a frame, and shows its captions, question, pause or blackout beside the park."""

    link: FollowerLink | None = None  # the connection; None without one, as in a replay

    def __init__(self, context: LayerContext) -> None:
        theme, window = context.theme, context.window
        self._context = context
        self._visit: Visit | None = None
        self._well_s, self._cover = 0.0, (False, False)
        self.caption = Caption(theme, window)
        self.strip = Strip(theme, window, always=True)
        self.question = ShownQuestion(theme, context.park, window)
        self.pause_screen = PauseScreen(theme, lambda: None, QTime.currentTime, window)
        self.pause_screen.end.hide()
        self.line = FollowLine(theme, self._back, window)
        self.pointer = Pointer(window, (self.caption, self.strip))
        self.blackout = Blackout(window)

    # ---- what the window calls

    @property
    def surfaces(self) -> Sequence[Surface]:
        return (self.pause_screen, self.question, self.line, self.caption, self.strip)

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
            self.line.shown, self.line.isHidden(), self.caption.isHidden(), self.caption.words, self.strip.isHidden(),
            self.question.isHidden(), self.pause_screen.isHidden(), self.strip.sizeHint(),
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
        if playback is not None:
            self.caption.set_text(playback.stop.caption[visit.settings.language])
        self.caption.setVisible(led and captions)
        self.strip.update_from(visit)
        self.strip.suppress(not led)
        state = following.whole
        if state is not None and state.lesson is not None and state.lesson.paused:
            self.pause_screen.show_lesson(state.lesson)
        if following.is_paused != self.pause_screen.isVisible():
            self.pause_screen.setVisible(following.is_paused)
            self.pause_screen.raise_()
        self._cover_as(visit)

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
            room = place_at_foot(room, self.strip)
        if not self.caption.isHidden():
            self.caption.fit(room.size.width() - 2 * room.margin)
            room = place_at_foot(room, self.caption)
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
            case "silent" if self.link is not None and self.link.state in REFUSED_WORDS:
                return self._searching()  # the leading show was restarted, with another code
            case "silent":
                return Standing(SILENT[leader], icon="timer")
            case "other version":
                program = following.state.program if following.state is not None else ""
                return Standing(
                    Text(
                        "The main screen runs version {program} of the park. You see where it is, but not what its exhibits do."
                    ),
                    (("program", program),),
                    "triangle-alert",
                )
            case "other scene":
                return Standing(
                    Text(
                        "The main screen shows another scene of the park. You see where it is, but not what its exhibits do."
                    ),
                    icon="triangle-alert",
                )
            case "free":
                return Standing(FREE[leader], icon="users")
            case "away":
                return Standing(AWAY[leader], icon="navigation", back=BACK[leader])
        return Standing(WITH[leader]) if self._well_s < SHOWN_S else Standing()

    def _searching(self) -> Standing:
        """Text of the line before the leader is found."""
        link = self.link
        if link is None:
            return Standing()
        if link.state in REFUSED_WORDS:
            back = ANOTHER_CODE if self._context.connections is not None else None
            return Standing(REFUSED_WORDS[link.state], icon="triangle-alert", back=back)
        if not link.address.host:
            return Standing(Text("Looking for the main screen in this network …"), icon="search")
        return Standing(
            Text("Looking for the main screen at {host} …"), (("host", link.address.host),), "search"
        )

    def _cover_as(self, visit: Visit) -> None:
        talk = visit.talk
        cover = (talk is not None and talk.black, talk is not None and talk.frozen)
        if talk is not None:
            self.pointer.show_talk(talk)
        elif not self.pointer.isHidden():
            self.pointer.hide()
        if cover != self._cover:
            self._cover = cover
            if talk is not None:
                self.blackout.show_talk(talk)
            else:
                self.blackout.hide()
