"""The place card: the exhibit where the visitor is, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QSizePolicy, QWidget

from ...i18n import Text, tr
from ...park.model import Zone
from ...visit import Visit
from ...visit.acts import Act, StepBack
from ..panels.toolbars import PROGRAM_ACCENT
from ..read_aloud.button import ReadAloudButton
from ..style.theme import Theme
from ..widgets import Badge, Button, Prose, Row, TextSurface
from ..window.view_state import Views

BADGE_PX = 36  # design pixels


class PlaceCard(TextSurface):
    """Back, the badge of the zone, and the title of its exhibit; hidden away from exhibits.

    Parameters
    ----------
    on_read : reads the exhibit's readings aloud; None if the park does not read aloud.
    """

    def __init__(
        self,
        theme: Theme,
        do: Callable[[Act], object],
        views: Views,
        on_read: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._views = views
        self.read_aloud = ReadAloudButton(theme, on_read) if on_read is not None else None
        self._zone: Zone | None = None
        self.back = Button(
            theme, icon="chevron-left", name=" ", kind="quiet", on_press=lambda: do(StepBack())
        )
        self._badge = Badge(theme, PROGRAM_ACCENT, icon="blocks", size=BADGE_PX)
        self._title = Prose(theme, " ", "label", weight=700, level=1)
        self._title.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = Row(theme, self.back, self._badge, self._title, gap=6)
        if self.read_aloud is not None:
            row.addWidget(self.read_aloud)
        super().__init__(theme, row, elevation=1, padding=(4, 4, 16, 4), parent=parent)
        self.hide()

    def update_from(self, visit: Visit) -> None:
        """Show where the visitor is, or hide."""
        zone = visit.open_zone if visit.operating else None
        if zone is not self._zone:
            self._zone = zone
            if zone is not None:
                self._badge.accent, self._badge.icon_name = zone.accent, zone.icon
                self._badge.update()
            self._set_texts()
            self.setVisible(zone is not None)
        if self.read_aloud is not None and zone is not None:
            self.read_aloud.show_reading(self._views.state.reading)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(replace(theme, roomy=theme.stacks))

    @property
    def heading(self) -> QWidget:
        """The widget that screen readers begin with."""
        return self._title

    @property
    def words(self) -> str:
        """The title that is shown."""
        return self._title.text()

    def _set_texts(self) -> None:
        theme, language, zone = self.theme, self.theme.language, self._zone
        self.setAccessibleName(tr(Text("Where you are"), language))
        self.back.set_text(name=tr(Text("Back to the article (Esc)"), language))
        self._badge.setHidden(theme.stacks)
        if self.read_aloud is not None:
            self.read_aloud.be_brief(theme.stacks)
        if zone is None or zone.exhibit is None:
            return
        title = tr(zone.exhibit.exhibit_class.title, language)
        self._title.set_text(title)
        self._badge.setAccessibleName(zone.title[language])
        tall_px = max(theme.target_px, self._title.heightForWidth(10_000))
        self._title.setFixedSize(round(theme.width_of(title, "label", 700)) + 4, tall_px)
        self.updateGeometry()
