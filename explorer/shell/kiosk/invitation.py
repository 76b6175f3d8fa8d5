"""The card of attract mode: the subject in two languages or a stop's caption, a button for each language, and Pause."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QBoxLayout, QWidget

from ...i18n import Text, languages, next_language, tr
from ...park.model import Language, Park, SceneText
from ...park.tour import Tour
from ...visit import Playback
from ..brand.logo import Logo
from ..style import fonts
from ..style.theme import Theme
from ..widgets import Button, Column, Flow, Prose, Row, TextSurface
from .modal import fitting_role, in_both_languages

BEGIN = Text("Touch to begin")

PADDING_PX, GAP_PX = (22, 8, 12, 8), 10  # in the design
LEAST_WORDS_PX = 300
"""Least width of the subject beside the buttons; with less, they move below it."""
FIRST_ROLES, SECOND_ROLES = ("title", "lead", "strong"), ("strong", "label")
LARGE_TEXT = 1.3
"""Text scale from which there is no room for captions, only for the subject."""
MOST_TO_BEGIN = 3
"""Up to this many languages have a large button each; with more, only the present one has, the others are listed below."""


class Invitation(TextSurface):
    """The invitation to touch; a button starts the visit in its language.

    Attributes
    ----------
    first, second, third : start in the present language, and in the ones after it.
    names : start in the other languages of the scene.

    Parameters
    ----------
    on_language : called with the language in which a visitor starts.
    on_pause : called by those whom the motion disturbs; pressed again, the tour continues.
    """

    def __init__(
        self,
        theme: Theme,
        park: Park,
        on_language: Callable[[Language], None],
        on_pause: Callable[[], None],
        parent: QWidget,
    ) -> None:
        self._subject = (park.opening.call or park.opening.what) if park.opening is not None else park.title
        self._on_language = on_language
        self.playing = True
        self._tour: Tour | None = None
        self._captions: tuple[SceneText, ...] = ()  # all that it may say besides the subject
        self._caption: SceneText | None = None
        self._width_px = 0
        self._subject_roles, self._caption_role = (FIRST_ROLES[0], SECOND_ROLES[0]), FIRST_ROLES[0]
        self._first, self._second = Prose(theme, " ", "title"), Prose(theme, " ", "strong", "ink2")
        words = Column(theme, None, self._first, self._second, None, gap=0)
        self.first = Button(theme, " ", "hand", kind="primary", large=True, on_press=lambda: self._choose(0))
        self.second = Button(theme, " ", "hand", kind="primary", large=True, on_press=lambda: self._choose(1))
        self.third = Button(theme, " ", "hand", kind="primary", large=True, on_press=lambda: self._choose(2))
        self.pause = Button(theme, icon="pause", name=" ", kind="quiet", large=True, on_press=on_pause)
        self.names = tuple(
            Button(theme, " ", large=True, on_press=partial(self._choose, place))
            for place in range(1, len({theme.language, *theme.languages}))
        )
        buttons = Row(theme, self.first, self.second, self.third, self.pause, gap=GAP_PX)
        self._logo = Logo(theme, 44, 200)
        subject = Row(theme, self._logo, words, gap=20)
        subject.setStretch(1, 1)
        self._row = Row(theme, subject, gap=24)
        self._row.addLayout(buttons)
        self._row.setStretch(0, 1)
        column = Column(theme, self._row, Flow(theme, *self.names, gap=GAP_PX), gap=GAP_PX)
        super().__init__(theme, column, elevation=2, padding=PADDING_PX, parent=parent)
        self._set_texts()

    @property
    def words(self) -> tuple[str, str]:
        """The subject in the present language and in the second one; or the caption of a stop, and ""."""
        return self._first.source, self._second.source.strip()

    @property
    def wanted_px(self) -> int:
        """Its width with each of its texts as authored, within its limit: it does not jump with each caption."""
        theme = self.theme
        subject = zip((self._first, self._second), self._subject_roles, self._subject_lines, strict=True)
        wide = max(theme.width_of(words, role, prose.weight) for prose, role, words in subject)
        lines = [theme.width_of(line, self._caption_role, self._first.weight) for line in self._caption_lines]
        wide = max(wide, *lines) if lines else wide
        wide += self._logo_px
        if self._row.direction() == QBoxLayout.Direction.LeftToRight:
            wide += self._buttons_px + theme.px(24)
        else:
            wide = max(wide, self._buttons_px)
        wide = max(wide, self._width_of(self.names))
        return min(round(wide) + 6 + theme.px(PADDING_PX[0] + PADDING_PX[2]), self._width_px)

    def follow(self, playback: Playback, *, flies: bool) -> None:
        """Say what happens at a building where the tour is; before the whole park and on the way, the subject."""
        tour = playback.tour
        caption = playback.caption if playback.stop.zone is not None and not flies else None
        if tour is self._tour and caption is self._caption:
            return
        if tour is not self._tour:
            self._tour, stops = tour, [stop for stop in tour.stops if stop.zone is not None]
            texts = [(stop.caption, *(cue.say for cue in stop.acts if cue.say is not None)) for stop in stops]
            self._captions = tuple(text for texts in texts for text in texts)
        self._caption = caption
        self._set_words()
        self.fit(self._width_px)

    def show_playing(self, playing: bool) -> None:
        """Offer to pause, or to continue."""
        if playing != self.playing:
            self.playing = playing
            self._name_pause()

    def fit(self, width_px: int) -> None:
        """Limit the width, and make the subject as large as fits."""
        self._width_px = width_px
        theme = self.theme
        room = width_px - theme.px(PADDING_PX[0] + PADDING_PX[2]) - self._logo_px
        beside = room - self._buttons_px - theme.px(24)
        is_beside = beside >= theme.px(LEAST_WORDS_PX)
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.LeftToRight if is_beside else direction.TopToBottom)
        room = beside if is_beside else room
        roles = [
            fitting_role(theme, words, among, room)
            for words, among in zip(self._subject_lines, (FIRST_ROLES, SECOND_ROLES), strict=True)
        ]
        self._subject_roles = (roles[0], roles[1])
        longest = max(self._caption_lines, key=lambda line: theme.width_of(line, "title"), default="")
        self._caption_role = fitting_role(theme, longest, FIRST_ROLES, room)
        self._first.role = self._subject_roles[0] if self._shown_caption is None else self._caption_role
        self._second.role = self._subject_roles[1]
        for prose in (self._first, self._second):
            prose.apply_theme(theme)
        self.updateGeometry()

    @property
    def _shown_caption(self) -> SceneText | None:
        """The caption, where there is room for captions."""
        return self._caption if self.theme.text < LARGE_TEXT else None

    @property
    def _subject_lines(self) -> tuple[str, str]:
        """The subject in the present language and in the second one."""
        other = self.theme.second_language_of(self._subject)
        return self._subject[self.theme.language], self._subject[other] if other else ""

    @property
    def _caption_lines(self) -> list[str]:
        """All lines of captions, as authored."""
        if self.theme.text >= LARGE_TEXT:
            return []
        return [line for text in self._captions for line in text[self.theme.language].split("\n")]

    @property
    def _logo_px(self) -> int:
        return self._logo.width() + self.theme.px(20) if self._logo.is_there else 0

    @property
    def _buttons_px(self) -> int:
        return self._width_of((self.first, self.second, self.third, self.pause))

    def _width_of(self, buttons: Sequence[Button]) -> int:
        """Width of buttons side by side."""
        shown = [button.sizeHint().width() for button in buttons if not button.isHidden()]
        return sum(shown) + self.theme.px(GAP_PX) * max(len(shown) - 1, 0)

    def _set_texts(self) -> None:
        theme = self.theme
        self.setAccessibleName(tr(Text("Invitation"), theme.language))
        self._set_words()
        offered = self._offered
        large = 1 if len(offered) > MOST_TO_BEGIN else len(offered)
        for place, button in enumerate((self.first, self.second, self.third)):
            button.setVisible(place < large)
            if place < large:
                name, begin = fonts.own_name(offered[place]), tr(BEGIN, offered[place])
                is_spoken = place == 0 or offered[place] in languages()  # else English would appear twice
                button.set_text(begin if is_spoken else name, name=f"{begin}. {name}")
        for place, button in enumerate(self.names, 1):
            button.setVisible(large <= place < len(offered))
            if place < len(offered):
                name = fonts.own_name(offered[place])
                button.set_text(name, name=f"{tr(BEGIN, offered[place])}. {name}")
        self._name_pause()
        self.fit(self._width_px)

    def _set_words(self) -> None:
        caption, (first, second) = self._shown_caption, self._subject_lines
        if caption is not None:
            first, second = caption[self.theme.language], ""
        self._first.set_text(first)
        self._second.set_text(second or " ")
        self._second.setVisible(bool(second))

    def _name_pause(self) -> None:
        names = in_both_languages(Text("Pause") if self.playing else Text("Continue"), self.theme)
        self.pause.show_icon("pause" if self.playing else "play")
        self.pause.set_text(name=" · ".join(name for name in names if name))

    @property
    def _offered(self) -> tuple[Language, ...]:
        """The languages of the scene in cyclic order from the present one, as far as they can be displayed."""
        theme = self.theme
        found = [theme.language]
        while (following := next_language(found[-1], theme.languages)) not in found:
            found.append(following)
        return (found[0], *filter(fonts.can_show, found[1:]))

    def _choose(self, place: int) -> None:
        self._on_language(self._offered[place])
