"""The card of the opening: what this is, what to do here, its source, and two ways to begin."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ...i18n import Text, languages, tr
from ...park.model import Language, Park
from ...park.tour import Tour
from ..brand.logo import Logo
from ..style.theme import Theme
from ..widgets import Button, Column, Flow, Icon, Prose, Row, TextSurface

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
