"""What a kiosk shows in attract mode: the caption of the tour, the invitation to touch with the choice of language, and Pause."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...i18n import name_of
from ...i18n.messages import say
from ...park.captions import one_line
from ...park.model import Language, Park, SceneText
from ...visit import Playback
from ..panels.toolbars import PROGRAM_ACCENT
from ..style.theme import Theme
from ..widgets import Badge, Button, Column, Prose, Row, TextSurface
from .large_type import LargeButton, fitting_role, in_both_languages

CHOICE_PX = 228  # of the design: the width of the buttons of the languages
CALL_ROLES = ("hero", "display", "heading")
CAPTION_ROLES = ("title", "lead", "strong", "label")


class Invitation(TextSurface):
    """The invitation to touch, in two languages, and the first choice: a language.

    Parameters
    ----------
    on_language : called with the language that was chosen.
    """

    def __init__(self, theme: Theme, on_language: Callable[[Language], None], parent: QWidget) -> None:
        self._on_language = on_language
        self._key, self._width_px = "booth.call.building", 0
        self._first, self._second = Prose(theme, " ", "hero"), Prose(theme, " ", "heading", "primary")
        words = Column(theme, None, self._first, self._second, None, gap=2)
        self.first = LargeButton(theme, " ", "languages", kind="primary", on_press=lambda: self._choose(0))
        self.second = LargeButton(theme, " ", "languages", on_press=lambda: self._choose(1))
        choice = Column(theme, None, self.first, self.second, None, gap=10)
        row = Row(theme, words, choice, gap=24)
        row.setStretch(0, 1)
        super().__init__(theme, row, elevation=2, padding=(36, 18, 22, 18), parent=parent)
        self._set_texts()

    def set_key(self, key: str) -> None:
        """Show another invitation."""
        if key != self._key:
            self._key = key
            self._set_texts()

    @property
    def words(self) -> str:
        """The call in the language of now."""
        return self._first.text()

    def _set_texts(self) -> None:
        language = self.theme.language
        first, second = in_both_languages(self._key, self.theme)
        self.setAccessibleName(say("booth.call", language))
        self._first.set_text(first)
        self._second.set_text(second or " ")
        self._second.setVisible(bool(second))
        self.first.set_text(name_of(language))
        self.second.set_text(name_of(self.theme.next_language))
        self.first.setVisible(len(self.theme.languages) > 1)
        self.second.setVisible(self.theme.second_language is not None)
        for button in (self.first, self.second):
            button.setFixedWidth(self._choice_px)
        self.fit(self._width_px)

    @property
    def _choice_px(self) -> int:
        """The width of both buttons."""
        wanted = (self.first.sizeHint().width(), self.second.sizeHint().width())
        return max(*wanted, self.theme.px(CHOICE_PX))

    def fit(self, width_px: int) -> None:
        """Take this width: the call is as large as it allows."""
        self._width_px = width_px
        room = width_px - self._choice_px - self.theme.px(24 + 36 + 22)
        for prose, roles in ((self._first, CALL_ROLES), (self._second, CALL_ROLES[1:])):
            prose.role = fitting_role(self.theme, prose.text(), roles, room) if width_px else roles[0]
            prose.apply_theme(self.theme)
        if self._first.role != "hero":
            self._second.role = "title"
            self._second.apply_theme(self.theme)
        self.updateGeometry()

    def _choose(self, place: int) -> None:
        language = self.theme.language
        self._on_language(self.theme.next_language if place else language)


class AttractCaption(TextSurface):
    """What the tour shows now: its caption in both languages, each on a line of its own."""

    def __init__(self, theme: Theme, park: Park, parent: QWidget) -> None:
        self._park = park
        self._caption: SceneText | None = None
        self._width_px = 0
        self._badge = Badge(theme, PROGRAM_ACCENT, icon="blocks", size=44)
        self._first, self._second = Prose(theme, " ", "title"), Prose(theme, " ", "label", "ink2")
        words = Column(theme, self._first, self._second, gap=0)
        row = Row(theme, self._badge, words, gap=14)
        row.setStretch(1, 1)
        super().__init__(theme, row, elevation=1, padding=(10, 8, 20, 8), parent=parent)

    def show_stop(self, playback: Playback) -> None:
        """Tell what a stop of the tour is about."""
        caption = playback.stop.caption
        zone = self._park.zones[playback.stop.zone] if playback.stop.zone else None
        if caption == self._caption:
            return
        self._caption = caption
        self._badge.accent = zone.accent if zone else PROGRAM_ACCENT
        self._badge.icon_name = zone.icon if zone else "blocks"
        self._badge.setAccessibleName(zone.title[self.theme.language] if zone else "")
        self._badge.update()
        self._set_texts()

    def fit(self, width_px: int) -> None:
        """Take no more than this width."""
        if width_px != self._width_px:
            self._width_px = width_px
            self._set_texts()

    @property
    def words(self) -> tuple[str, str]:
        """The caption in the first and in the second language."""
        return self._first.text(), self._second.text()

    @property
    def wanted_px(self) -> int:
        """How wide it is with its words on one line each, and no wider than it may be."""
        words = max(self.theme.width_of(p.text(), p.role, p.weight) for p in (self._first, self._second))
        return min(round(words) + 4 + self._beside_px, self._width_px)

    @property
    def _beside_px(self) -> int:
        return self._badge.width() + self.theme.px(14 + 10 + 20)

    def _set_texts(self) -> None:
        theme, caption = self.theme, self._caption
        self.setAccessibleName(say("booth.caption", theme.language))
        first = second = ""
        if caption is not None:
            first = one_line(caption[theme.language], theme.language)
            other = theme.second_language_of(caption)
            second = one_line(caption[other], other) if other else ""
        room = self._width_px - self._beside_px
        for prose, words, roles in (
            (self._first, first, CAPTION_ROLES), (self._second, second, CAPTION_ROLES[2:]),
        ):  # fmt: skip
            prose.role = fitting_role(theme, words, roles, room)
            prose.set_text(words or " ")
            prose.apply_theme(theme)
        self._second.setVisible(bool(second))
        self.updateGeometry()


class PauseCard(TextSurface):
    """Pause and resume, for visitors who are disturbed by motion."""

    def __init__(self, theme: Theme, on_press: Callable[[], None], parent: QWidget) -> None:
        self.playing = True
        self.button = Button(theme, " ", "pause", kind="quiet", large=True, on_press=on_press)
        layout: QVBoxLayout = Column(theme, self.button)
        super().__init__(theme, layout, elevation=1, padding=(6, 6, 6, 6), parent=parent)
        self._set_texts()

    def show_playing(self, playing: bool) -> None:
        """Offer to pause, or to go on."""
        if playing != self.playing:
            self.playing = playing
            self._set_texts()

    def _set_texts(self) -> None:
        playing = self.playing
        first, second = in_both_languages("booth.pause" if playing else "booth.go-on", self.theme)
        self.button.show_icon("pause" if playing else "play")
        self.button.set_text(first, sub=second)
