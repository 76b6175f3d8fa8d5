"""The panel of an exhibit: a card beside the scene, a sheet with tabs at the foot, or all of it where there is no scene.

Its sections are listed in the table in `forms`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ...exhibits.exhibit import Exhibit
from ...exhibits.mixins import PictureShow
from ...i18n import Text, tr
from ...park.model import Park, Zone
from ..input.focus import join
from ..panels.panel import refill
from ..pictures import Pictures
from ..style.theme import Theme
from ..widgets import Button, Column, Flow, Option, Prose, ReadingArea, Row, Segmented, as_widget, settle
from ..window.idle_tasks import Preloaded
from ..window.view_state import Tab, Views
from .forms import FORMS, Do, ExhibitSurface, RunView, Section, Size, has, size_of
from .sections import SECTIONS, Page, start_again
from .step import StepView, Walk

LESS = Text("Less", context="close what More has opened")
TAB_WORDS: dict[str, Text] = {
    "try": Text("Try", context="tab"),
    "dials": Text("Dials", context="tab"),
    "read": Text("Read", context="tab with the readings"),
    "more": Text("More", context="all that can be set and read"),
}


class ExhibitPanel(ExhibitSurface):
    """The sections of the open zone's exhibit; hidden unless the visitor is at it.

    Attributes
    ----------
    step : the present step, if it is shown.
    page : the sections in the scroll area, if there are any.
    tabs : the tabs of a sheet.

    Parameters
    ----------
    whole : whether step and page are shown one below the other, where there is no scene beside them.
    on_show : called to play the experiment.
    pictures : the pictures of galleries.
    """

    TALL_PX = 342
    """Height of the panel with a long sentence, in the design."""

    def __init__(
        self,
        theme: Theme,
        park: Park,
        do: Do,
        *,
        views: Views | None = None,
        whole: bool = False,
        on_show: Callable[[], object] | None = None,
        pictures: Pictures | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._whole, self._on_show = whole, on_show
        self._sheet = False
        self._sections: list[Section] = []  # above and below the page
        self.step: StepView | None = None
        self.page: Page | None = None
        self.tabs: Segmented | None = None
        self._less: Button | None = None
        self._preloaded: Preloaded[StepView] = Preloaded()
        self._next_page: Preloaded[Page] = Preloaded()
        self._head, self._foot = QWidget(), QWidget()
        for frame in (self._head, self._foot):
            frame.setLayout(Column(theme, gap=8))
        self.scroll_area = ReadingArea(theme)
        self.scroll_area.setMinimumHeight(1)  # it gives way, not the sections above and below
        self.scroll_area.hide()
        self._column = layout = Column(theme, self._head, self.scroll_area, self._foot, gap=8)
        layout.setStretchFactor(self.scroll_area, 1)
        super().__init__(
            theme, park, do, layout, padding=(16, 14, 16, 12), views=views, pictures=pictures, parent=parent
        )

    # ---- what it shows

    @property
    def size_class(self) -> Size:
        """Its size class."""
        return size_of(self.theme, is_sheet=self._sheet, is_whole=self._whole)

    @property
    def is_sheet(self) -> bool:
        """Whether it is a sheet at the foot, with tabs."""
        return self._sheet

    @property
    def tab(self) -> Tab:
        """The selected tab; *More* of a card is one, too."""
        tab = self._views.state.tab
        return tab if tab in FORMS[self.size_class] else "try"

    @property
    def more_open(self) -> bool:
        """Whether a card shows all controls and readings instead of the present step."""
        return self.tab == "more" and not self._sheet

    @property
    def walk(self) -> Walk | None:
        """The walkthrough of the exhibit that is shown."""
        zone = self.zone
        return Walk(zone.id, zone.exhibit.exhibit_class, self._views) if zone and zone.exhibit else None

    # ---- size and tabs

    def be_sheet(self, sheet: bool) -> None:
        """Become a sheet, or a card."""
        if sheet != self._sheet:
            self._sheet = sheet
            if self.zone is not None:
                self._build(self.zone)

    def fit(self, width_px: int, most_px: int) -> int:
        """Fit to a width and return the height, at most `most_px`.

        A sheet may drop its tabs, then its reading, to make room for words.
        """
        wanted = self._wanted_px(width_px)
        if self.tabs is not None and has(self.theme, "gives way"):
            tabs_px = self._foot.sizeHint().height() + self._column.spacing()
            with_tabs_px = wanted + (tabs_px if self._foot.isHidden() else 0)
            fits = self.tab != "try" or with_tabs_px <= most_px
            self._foot.setVisible(fits)
            wanted = with_tabs_px - (0 if fits else tabs_px)
            if wanted > most_px and self.step is not None and self.step.leave_out_reading():
                self._head.updateGeometry()
                wanted = self._wanted_px(width_px)
        return min(wanted, most_px) if self.page is None else most_px

    def _wanted_px(self, width_px: int) -> int:
        settle()
        return self.heightForWidth(width_px) if self.hasHeightForWidth() else self.sizeHint().height()

    def toggle_more(self) -> bool:
        """Switch between *More* and the present step; return whether there was anything to switch."""
        if self.zone is None or "more" not in FORMS[self.size_class]:
            return False
        self._turn_to("try" if self.tab == "more" else "more")
        return True

    def close_more(self) -> bool:
        """Go back to the present step; return whether anything else was shown."""
        if not self.isVisible() or self.tab == "try":
            return False
        self._turn_to("try")
        return True

    def _turn_to(self, tab: str) -> None:
        """Select a tab; the keyboard focus stays on the tabs, or goes to the button that leads back."""
        chosen = next(name for name in FORMS[self.size_class] if name == tab)
        if chosen == self.tab or self.zone is None:
            return
        focus = self.window().focusWidget()
        held = focus is not None and self.isAncestorOf(focus)
        by_tabs = held and self.tabs is not None and self.tabs.isAncestorOf(focus)
        self._views.state = replace(self._views.state, tab=chosen)
        self._build(self.zone)
        target: QWidget | None = self._less or (self.step.more if self.step is not None else None)
        if self.tabs is not None:
            target = next(cell for cell in self.tabs.cells if cell.isChecked()) if by_tabs else None
        if held and target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- contents

    def preload(self, zone: Zone) -> bool:
        """Prepare the first view of this zone's exhibit; return whether there was anything to build."""
        return self._preloaded.make(self._key(zone), lambda: self._make_step(zone))

    def preload_more(self) -> bool:
        """Prepare what *More* would show; return whether there was anything to build."""
        zone, form = self.zone, FORMS[self.size_class].get("more")
        if zone is None or form is None or self._sheet or self.more_open:
            return False
        return self._next_page.make((self._key(zone), form), lambda: Page(self.place_of(zone), form.body))

    def drop_prepared(self) -> None:
        self._preloaded.drop()
        self._next_page.drop()

    def _key(self, zone: Zone) -> object:
        return (zone.id, self.theme, self._built_for, self._sheet)

    def _enter(self) -> None:
        self._views.state = replace(self._views.state, tab="try")

    def _drop(self) -> None:
        self.scroll_area.let_go()
        self._sections, self.step, self.page, self.tabs, self._less = [], None, None, None, None
        self._fill(self._head, ())
        self._fill(self._foot, ())

    def _build(self, zone: Zone) -> None:
        assert zone.exhibit is not None
        language = self.theme.language
        title = tr(zone.exhibit.exhibit_class.title, language)
        self.setAccessibleName(tr(Text("Exhibit: {title}"), language, title=title))
        at_px = self.scroll_area.verticalScrollBar().value()
        self._drop()
        form = FORMS[self.size_class][self.tab]
        if form.body:
            key = (self._key(zone), form)
            self.page = self._next_page.take(key, lambda: Page(self.place_of(zone), form.body))
            self.scroll_area.turn_to(self.page)
            self.scroll_area.setAccessibleName(title)
        for frame, names in ((self._head, form.head), (self._foot, form.foot)):
            self._fill(frame, [self._make(name, zone) for name in names])
            frame.setVisible(bool(names))
        self.scroll_area.setVisible(bool(form.body))
        if self._visit is not None and self._visit.run is not None:
            self._show_run(RunView.of(self._visit))
        self.scroll_area.verticalScrollBar().setValue(at_px)
        join(self)
        self.updateGeometry()

    def _fill(self, frame: QWidget, contents: Sequence[QWidget]) -> None:
        layout = frame.layout()
        assert layout is not None
        refill(layout, *contents)

    def _show_run(self, now: RunView) -> None:
        if self.walk is not None:
            self.walk.advance(now.run)
        for section in self._sections:
            section.show_run(now)
        if self.page is not None:
            self.page.show_run(now)

    # ---- sections

    def _make(self, name: str, zone: Zone) -> QWidget:
        """A section above or below the scroll area."""
        theme, language = self.theme, self.theme.language
        match name:
            case "step":
                self.step = self._preloaded.take(self._key(zone), lambda: self._make_step(zone))
                self._sections.append(self.step)
                if self._visit is not None and self._visit.run is not None:
                    self.step.show_run(RunView.of(self._visit))  # before it is measured
                return self.step
            case "title":
                less = tr(LESS, language)
                cross = Button(theme, icon="x", name=less, kind="quiet", on_press=self.toggle_more)
                row = Row(
                    theme,
                    Prose(theme, tr(Text("More", context="all that can be set and read"), language), "title"),
                    cross,
                    gap=8,
                )
                row.setStretch(0, 1)
                return as_widget(row)
            case "close":
                less = tr(LESS, language)
                self._less = Button(theme, less, "chevron-up", kind="quiet", on_press=self.toggle_more)
                return as_widget(Flow(theme, start_again(theme, self._do), self._less))
            case "tabs":
                options = [Option(tab, tr(TAB_WORDS[tab], language)) for tab in FORMS[self.size_class]]
                words = tr(Text("Sections"), language)
                self.tabs = Segmented(theme, options, self.tab, name=words, on_choose=self._turn_to)
                return self.tabs
            case _:
                self._sections.append(SECTIONS[name](self.place_of(zone)))
                return self._sections[-1]

    def _make_step(self, zone: Zone) -> StepView:
        place = self.place_of(zone)
        more = self.toggle_more if "more" in FORMS[self.size_class] and not self._sheet else None
        return _step_kind(place.exhibit)(place, on_show=self._on_show, on_more=more, sheet=self._sheet)


def _step_kind(exhibit: type[Exhibit[Any]]) -> type[StepView]:
    if not issubclass(exhibit, PictureShow):
        return StepView
    from .gallery_step import GalleryStep  # only a scene with galleries needs it

    return GalleryStep
