"""What a kiosk shows in attract mode: one card with the subject in two languages, a button for each, and Pause."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QBoxLayout, QWidget

from ...i18n import name_of, next_language
from ...i18n.messages import say
from ...park.model import Language, Park
from ..brand.logo import Logo
from ..style import fonts
from ..style.theme import Theme
from ..widgets import Button, Column, Prose, Row, TextSurface
from .large_type import fitting_role, in_both_languages

PADDING_PX, GAP_PX = (22, 8, 12, 8), 10  # of the design
LEAST_WORDS_PX = 300
"""Where the subject would have less than this beside the buttons, they stand below it."""
FIRST_ROLES, SECOND_ROLES = ("title", "lead", "strong"), ("strong", "label")


class Invitation(TextSurface):
    """The invitation to touch: who begins with a button has also chosen a language."""

    def __init__(
        self,
        theme: Theme,
        park: Park,
        on_language: Callable[[Language], None],  # called with the language in which a visitor begins
        # called by those whom the motion disturbs; pressed again, the tour goes on
        on_pause: Callable[[], None],
        parent: QWidget,
    ) -> None:
        self._subject = (park.opening.call or park.opening.what) if park.opening is not None else park.title
        self._on_language = on_language
        self.playing = True
        self._width_px = 0
        self._first, self._second = Prose(theme, " ", "title"), Prose(theme, " ", "strong", "ink2")
        words = Column(theme, None, self._first, self._second, None, gap=0)
        self.first = Button(theme, " ", "hand", kind="primary", large=True, on_press=lambda: self._choose(0))
        self.second = Button(theme, " ", "hand", kind="primary", large=True, on_press=lambda: self._choose(1))
        self.third = Button(theme, " ", "hand", kind="primary", large=True, on_press=lambda: self._choose(2))
        self.pause = Button(theme, icon="pause", name=" ", kind="quiet", large=True, on_press=on_pause)
        buttons = Row(theme, self.first, self.second, self.third, self.pause, gap=GAP_PX)
        self._logo = Logo(theme, 44, 200)
        subject = Row(theme, self._logo, words, gap=20)
        subject.setStretch(1, 1)
        self._row = Row(theme, subject, gap=24)
        self._row.addLayout(buttons)
        self._row.setStretch(0, 1)
        super().__init__(theme, self._row, elevation=2, padding=PADDING_PX, parent=parent)
        self._set_texts()

    @property
    def words(self) -> tuple[str, str]:
        """The subject in the language of now and in the second one."""
        return self._first.source, self._second.source.strip()

    @property
    def wanted_px(self) -> int:
        """How wide it is with its subject on one line, and no wider than it may be."""
        theme = self.theme
        wide = max(theme.width_of(p.source, p.role, p.weight) for p in (self._first, self._second))
        wide += self._logo_px
        if self._row.direction() == QBoxLayout.Direction.LeftToRight:
            wide += self._buttons_px + theme.px(24)
        else:
            wide = max(wide, self._buttons_px)
        return min(round(wide) + 6 + theme.px(PADDING_PX[0] + PADDING_PX[2]), self._width_px)

    def show_playing(self, playing: bool) -> None:
        """Offer to pause, or to go on."""
        if playing != self.playing:
            self.playing = playing
            self._name_pause()

    def fit(self, width_px: int) -> None:
        """Take no more than this width: the subject is as large as it allows."""
        self._width_px = width_px
        theme = self.theme
        room = width_px - theme.px(PADDING_PX[0] + PADDING_PX[2]) - self._logo_px
        beside = room - self._buttons_px - theme.px(24)
        is_beside = beside >= theme.px(LEAST_WORDS_PX)
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.LeftToRight if is_beside else direction.TopToBottom)
        for prose, roles in ((self._first, FIRST_ROLES), (self._second, SECOND_ROLES)):
            prose.role = fitting_role(theme, prose.source, roles, beside if is_beside else room)
            prose.apply_theme(theme)
        self.updateGeometry()

    @property
    def _logo_px(self) -> int:
        return self._logo.width() + self.theme.px(20) if self._logo.is_there else 0

    @property
    def _buttons_px(self) -> int:
        shown = [b for b in (self.first, self.second, self.third, self.pause) if not b.isHidden()]
        return sum(b.sizeHint().width() for b in shown) + self.theme.px(GAP_PX) * (len(shown) - 1)

    def _set_texts(self) -> None:
        theme = self.theme
        language, other = theme.language, theme.second_language_of(self._subject)
        self.setAccessibleName(say("booth.call", language))
        self._first.set_text(self._subject[language])
        self._second.set_text(self._subject[other] if other else " ")
        self._second.setVisible(other is not None)
        offered = self._offered
        for place, button in enumerate((self.first, self.second, self.third)):
            button.setVisible(place < len(offered))
            if place < len(offered):
                begin = say("booth.begin", offered[place])
                button.set_text(begin, name=f"{begin}. {name_of(offered[place])}")
        self._name_pause()
        self.fit(self._width_px)

    def _name_pause(self) -> None:
        names = in_both_languages("booth.pause" if self.playing else "booth.go-on", self.theme)
        self.pause.show_icon("pause" if self.playing else "play")
        self.pause.set_text(name=" · ".join(name for name in names if name))

    @property
    def _offered(self) -> tuple[Language, ...]:
        """The language of now, the next one, and the one after that where the scene does not have the one of now.

        Else the words beside the buttons would be in a language that no button begins.
        """
        theme = self.theme
        second = theme.second_language
        if second is None:
            return (theme.language,)
        third = next_language(second, theme.languages)
        lacks = theme.language not in theme.languages and third != second and fonts.can_show(third)
        return (theme.language, second, third) if lacks else (theme.language, second)

    def _choose(self, place: int) -> None:
        self._on_language(self._offered[place])
