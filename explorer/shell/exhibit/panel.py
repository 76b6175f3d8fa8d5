"""The panel of an exhibit: at the right, in place of the article, while a visitor stands before it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ...exhibits.kinds import KINDS
from ...i18n import tr
from ...i18n.messages import say
from ...park.model import Park, Zone
from ...visit import Visit
from ...visit.acts import Act, StepBack
from ...visit.exhibit_run import Running
from ..panels.panel import head_of, refill
from ..style.theme import Theme
from ..widgets import Button, Column, Flow, ReadingArea, Rule, Surface, apply_theme_within
from ..widgets.button import Kind
from ..window.idle_tasks import Preloaded
from ..window.view_state import Views
from .page import IN_THE_FOOT, Page, action_button, for_exhibit
from .walkthrough import Walk

Do = Callable[[Act], object]


class ExhibitPanel(Surface):
    """Dials and actions of the open zone's exhibit; hidden unless the visitor stands before it.

    Attributes
    ----------
    page : what scrolls; None while hidden.
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
        self._run: Running | None = None
        self.page: Page | None = None
        self._preloaded: Preloaded[Page] = Preloaded()
        self._main: Button | None = None
        self._head, self._foot = QWidget(), QWidget()
        self._head.setLayout(Column(theme, gap=0))
        self._foot.setLayout(Column(theme, gap=0, margins=(14, 10, 14, 12)))
        self.scroll_area = ReadingArea(theme)
        layout = Column(theme, gap=0)
        super().__init__(theme, layout, elevation=2, padding=(2, 2, 2, 2), parent=parent)
        for widget in (self._head, self.scroll_area, Rule(theme), self._foot):
            layout.addWidget(widget)
        layout.setStretchFactor(self.scroll_area, 1)
        self.hide()

    # ---- what is shown

    def update_from(self, visit: Visit) -> None:
        """Show the exhibit the visitor stands at, or hide."""
        zone = visit.open_zone if visit.operating and visit.run is not None else None
        self._run = visit.run
        if self._built_for != self._views.state.visitor:
            self._clear()
        if zone is not self._zone:
            self._zone = zone
            if zone is not None:
                self._build(zone)
            self.setVisible(zone is not None)
        if zone is not None and visit.run is not None and self.page is not None:
            self.page.show_run(visit.run)
            self._show_main()

    def apply_theme(self, theme: Theme) -> None:
        """Take another theme, language included; the walk and what is unfolded stay."""
        rebuild = hasattr(self, "theme") and theme != self.theme
        super().apply_theme(theme)
        if rebuild:
            at = self.scroll_area.verticalScrollBar().value()
            self.scroll_area.let_go()  # it is rebuilt
            apply_theme_within(self, theme)
            if self._zone is not None:
                self._build(self._zone)
                self.scroll_area.verticalScrollBar().setValue(at)

    def foresee(self, zone: Zone) -> bool:
        """Have the page of this zone's exhibit ready; whether that was to be made."""
        return self._preloaded.make((zone.id, self.theme, self._built_for), lambda: self._page_of(zone))

    def drop_prepared(self) -> None:
        """Drop what is ready and was not asked for."""
        self._preloaded.drop()

    def _clear(self) -> None:
        """Drop what was built for another visitor."""
        self._built_for = self._views.state.visitor
        self._preloaded.drop()
        self.scroll_area.let_go()
        self._fill(self._head, QWidget())
        self._fill(self._foot, QWidget())
        self._zone, self.page, self._main = None, None, None
        self.hide()

    @property
    def walk(self) -> Walk | None:
        """The walk through the experiment of the exhibit that is shown."""
        place = self._zone.exhibit if self._zone else None
        return Walk(KINDS[place.kind], self._views) if place else None

    # ---- building

    def _build(self, zone: Zone) -> None:
        assert zone.exhibit is not None
        theme, kind = self.theme, zone.exhibit.kind
        exhibit = KINDS[kind]
        title = tr(exhibit.title, theme.language)
        self.setAccessibleName(say("exhibit.name", theme.language, title=title))
        self._fill(self._head, self._make_head(zone, title))
        self.page = self._preloaded.take((zone.id, theme, self._built_for), lambda: self._page_of(zone))
        self.scroll_area.turn_to(self.page)
        self.scroll_area.setAccessibleName(title)
        foot = QWidget()
        do = for_exhibit(self._do, exhibit)
        buttons = [action_button(theme, action, do) for action in exhibit.actions[:IN_THE_FOOT]]
        self._main = buttons[0] if buttons and buttons[0].kind != "danger" else None
        foot.setLayout(Flow(theme, *buttons))
        self._fill(self._foot, foot)

    def _page_of(self, zone: Zone) -> Page:
        assert zone.exhibit is not None
        kind = KINDS[zone.exhibit.kind]
        walk = Walk(kind, self._views)
        return Page(self.theme, self._park, zone, kind, walk, self._do, lambda: self._run, self._views)

    def _fill(self, frame: QWidget, content: QWidget) -> None:
        layout = frame.layout()
        assert layout is not None
        refill(layout, content)

    def _make_head(self, zone: Zone, title: str) -> QWidget:
        theme, language = self.theme, self.theme.language
        line = say("exhibit.number", language, number=zone.number, title=zone.title[language])
        close = say("exhibit.close", language)
        return head_of(theme, zone, line, title, close, lambda: self._do(StepBack()))

    def _show_main(self) -> None:
        """Only one button is filled: the first action, or the step of a walk."""
        kind: Kind = "secondary" if self.walk is not None and self.walk.at is not None else "primary"
        if self._main is not None and self._main.kind != kind:
            self._main.kind = kind
            self._main.update()
