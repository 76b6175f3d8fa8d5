"""The dock of an exhibit: the panel at the foot with its readouts and chart, whole or folded to a strip."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from ...exhibits.kinds import KINDS
from ...i18n.messages import say
from ...park.model import Park, Zone
from ...visit import Visit
from ..style.theme import Theme
from ..widgets import Column, Surface
from ..window.idle_tasks import Preloaded
from ..window.view_state import Views
from .dock_content import Do, DockContent


class Dock(Surface):
    """Readings and time of the exhibit the visitor stands at; hidden otherwise.

    Attributes
    ----------
    face : what it shows now; None while hidden.
    """

    def __init__(
        self,
        theme: Theme,
        park: Park,
        do: Do,
        *,
        views: Views | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._park, self._do, self._views = park, do, views or Views()
        self._zone: Zone | None = None
        self._built_for = self._views.state.visitor
        self._folds_at_first = theme.profile == "stand"
        self.content: DockContent | None = None
        self._preloaded: Preloaded[DockContent] = Preloaded()
        self._holder = Column(theme, gap=0)
        super().__init__(theme, self._holder, elevation=2, padding=(18, 12, 18, 12), parent=parent)
        self.hide()

    @property
    def folded(self) -> bool:
        """Whether only a strip with the readouts is shown; at first where people stand and have come for the picture."""
        folded = self._views.state.dock_folded
        return self._folds_at_first if folded is None else folded

    def update_from(self, visit: Visit) -> None:
        """Show the run of the exhibit the visitor stands at, or hide."""
        zone = visit.open_zone if visit.operating and visit.run is not None else None
        if self._built_for != self._views.state.visitor:
            self._clear()
        if zone is not self._zone:
            self._zone = zone
            if zone is not None:
                self._build()
            self.setVisible(zone is not None)
        if self.content is not None and zone is not None and visit.run is not None:
            self.content.show_run(visit.run, visit.time_s, reduced=visit.settings.comfort == "cut")

    def apply_theme(self, theme: Theme) -> None:
        """Take another theme, language included."""
        rebuild = hasattr(self, "theme") and theme != self.theme
        super().apply_theme(theme)
        if rebuild and self._zone is not None:
            self._build()

    def foresee(self, zone: Zone) -> bool:
        """Have the face of this zone's exhibit ready; whether that was to be made."""
        return self._preloaded.make((zone.id, self.theme, self._built_for), lambda: self._content_of(zone))

    def fold(self) -> None:
        """Fold to a strip, or unfold."""
        self._views.state = replace(self._views.state, dock_folded=not self.folded)
        if self.content is not None:
            self.content.fold(self.folded)
        self.updateGeometry()

    def drop_prepared(self) -> None:
        """Drop what is ready and was not asked for."""
        self._preloaded.drop()

    def _clear(self) -> None:
        """Drop what was built for another visitor."""
        self._built_for = self._views.state.visitor
        self._preloaded.drop()
        if self.content is not None:
            self._holder.removeWidget(self.content)
            self.content.hide()
            self.content.deleteLater()
            self.content = None
        self._zone = None
        self.hide()

    def _build(self) -> None:
        zone, old = self._zone, self.content
        assert zone is not None
        assert zone.exhibit is not None
        if old is not None:
            self._holder.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.content = self._preloaded.take(
            (zone.id, self.theme, self._built_for), lambda: self._content_of(zone)
        )
        self.content.fold(self.folded)
        if old is not None and old.kind == zone.exhibit.kind:
            self.content.recall(old)
        self._holder.addWidget(self.content)
        self.setAccessibleName(say("dock.name", self.theme.language))

    def _content_of(self, zone: Zone) -> DockContent:
        assert zone.exhibit is not None
        return DockContent(self.theme, zone, KINDS[zone.exhibit.kind], self._do, self.fold)
