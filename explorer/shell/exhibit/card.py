"""The card of an exhibit: what to try next, and behind *More* every control and reading.

With large text or in a narrow window it is a sheet at the foot, with tabs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ...exhibits.sheets.gallery import GalleryExhibit
from ...i18n import Text, tr
from ...park.model import Park, Zone
from ...visit import Visit
from ...visit.acts import Act, EndFork, Fork, Pause, Reset, SwapRuns, Undo
from ...visit.exhibit_run import Running
from ..input.focus import join
from ..panels.panel import refill
from ..pictures import Pictures
from ..style.theme import Theme
from ..widgets import (
    Button,
    Column,
    Flow,
    Option,
    Prose,
    ReadingArea,
    Row,
    Segmented,
    Surface,
    apply_theme_within,
    settle,
)
from ..window.idle_tasks import Preloaded
from ..window.view_state import Tab, Views
from .gallery_step import GalleryStep
from .line_standing import LineStanding
from .page import SECTIONS, Page, Section, for_exhibit
from .step_view import StepView
from .walkthrough import Walk

LESS = Text("Less", context="close what More has opened")
TAB_WORDS: dict[str, Text] = {
    "try": Text("Try", context="tab"),
    "dials": Text("Dials", context="tab"),
    "read": Text("Read", context="tab with the readings"),
    "more": Text("More", context="all that can be set and read"),
}


Do = Callable[[Act], object]
TABS: Mapping[Tab, tuple[Section, ...]] = {
    "try": (),
    "dials": ("dials",),
    "read": ("chart",),
    "more": ("actions", "real", "pace"),
}
"""What each tab of a sheet shows; the first tab shows the present step."""


class ExhibitCard(Surface):
    """The present step, controls and readings of the open zone's exhibit; hidden unless the visitor is at it.

    Attributes
    ----------
    step : the present step; None while hidden.
    fork, swap : buttons of a sheet, which has no strip beside it: fork the run or end the fork; show the other run.
    line : sheet only: how reliable the values of a real line are.
    page : the scrolling page of controls and readings, if it is shown.

    Parameters
    ----------
    whole : whether step and page are shown one below the other, where there is no scene beside them.
    on_show : called to play the experiment.
    pictures : the pictures of galleries.
    """

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
        self._park, self._do, self._views = park, do, views or Views()
        self._whole, self._on_show, self._pictures = whole, on_show, pictures
        self._zone: Zone | None = None
        self._sheet = False
        self._built_for = self._views.state.visitor
        self._visit: Visit | None = None
        self.step: StepView | None = None
        self.page: Page | None = None
        self.tabs: Segmented | None = None
        self.less: Button | None = None
        self.fork: Button | None = None
        self.swap: Button | None = None
        self.line: LineStanding | None = None
        self._again: Button | None = None
        self._preloaded: Preloaded[StepView] = Preloaded()
        self._next_page: Preloaded[Page] = Preloaded()
        self._head, self._foot = QWidget(), QWidget()
        for frame in (self._head, self._foot):
            frame.setLayout(Column(theme, gap=0))
        self.scroll_area = ReadingArea(theme)
        self.scroll_area.hide()
        self._column = layout = Column(theme, gap=8)
        super().__init__(theme, layout, elevation=2, padding=(16, 14, 16, 12), parent=parent)
        for widget in (self._head, self.scroll_area, self._foot):
            layout.addWidget(widget)
        layout.setStretchFactor(self.scroll_area, 1)
        self.hide()

    # ---- contents

    def update_from(self, visit: Visit) -> None:
        """Show the exhibit the visitor stands at, or hide."""
        zone = visit.open_zone if visit.operating and visit.run is not None else None
        self._visit = visit
        if self._built_for != self._views.state.visitor:
            self._clear()
        if zone is not self._zone:
            self._zone = zone
            if zone is not None:
                self._views.state = replace(self._views.state, more_open=False, tab="try")
                self._build()
            self.setVisible(zone is not None)
        if zone is not None and visit.run is not None:
            if self.walk is not None:
                self.walk.advance(visit.run)
            if self.step is not None:
                self.step.show_run(visit.run, visit.live)
            if self.page is not None:
                reduced = visit.settings.comfort == "cut"
                self.page.show_run(visit.run, visit.time_s, visit.live, reduced=reduced)
            self._show_line(visit, visit.run)
            self._show_fork(visit.run)

    def apply_theme(self, theme: Theme) -> None:
        """Apply another theme, language included; the visitor's progress and open folds are kept."""
        theme = replace(theme, roomy=theme.stacks)
        rebuild = hasattr(self, "theme") and theme != self.theme
        super().apply_theme(theme)
        if rebuild:
            self._let_go()
            apply_theme_within(self, theme)
            if self._zone is not None:
                self._build()

    @property
    def more_open(self) -> bool:
        """Whether all controls and readings are shown instead of the present step."""
        return self._views.state.more_open and not self._sheet and not self._whole

    @property
    def is_sheet(self) -> bool:
        """Whether it is a sheet at the foot, with tabs."""
        return self._sheet

    @property
    def tab(self) -> Tab:
        """The selected tab."""
        return self._views.state.tab

    @property
    def walk(self) -> Walk | None:
        """The walkthrough of the exhibit that is shown."""
        zone = self._zone
        return Walk(zone.id, zone.exhibit.exhibit_class, self._views) if zone and zone.exhibit else None

    def be_sheet(self, sheet: bool) -> None:
        """Become a sheet, or a card."""
        if sheet != self._sheet:
            self._sheet = sheet
            if self._zone is not None:
                self._build()

    def fit(self, width_px: int, most_px: int) -> int:
        """Fit to a width and return the height, at most `most_px`.

        A stand's sheet drops its tabs, then its reading, to make room for words.
        """
        wanted = self._wanted_px(width_px)
        if self._sheet and self.theme.one_panel and self.tabs is not None:
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
        """Switch between the page of controls and the present step; return whether there was anything to switch."""
        if self._zone is None or self._whole:
            return False
        if self._sheet:
            self._choose_tab("try" if self.tab == "more" else "more")
            return True
        if self.theme.profile == "stand":  # a stand has one card only: visitors come for the scene
            return False
        self._views.state = replace(self._views.state, more_open=not self.more_open)
        held = self.isAncestorOf(focus) if (focus := self.window().focusWidget()) is not None else False
        self._build()
        target = self.less if self.more_open else (self.step.more if self.step is not None else None)
        if held and target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def close_more(self) -> bool:
        """Go back to the present step; return whether anything else was shown."""
        if not self.isVisible() or not (self.more_open or (self._sheet and self.tab != "try")):
            return False
        if self._sheet:
            self._choose_tab("try")
        else:
            self.toggle_more()
        return True

    def preload(self, zone: Zone) -> bool:
        """Prepare the first view of this zone's exhibit; return whether there was anything to build."""
        return self._preloaded.make(self._key(zone), lambda: self._step_of(zone))

    def preload_more(self) -> bool:
        """Prepare what *More* would show; return whether there was anything to build."""
        zone = self._zone
        if zone is None or self._sheet or self._whole or self.more_open or self.theme.profile == "stand":
            return False
        return self._next_page.make((self._key(zone), SECTIONS), lambda: self._page_of(zone, SECTIONS))

    def drop_prepared(self) -> None:
        """Drop prepared content that was not used."""
        self._preloaded.drop()
        self._next_page.drop()

    # ---- building

    def _clear(self) -> None:
        """Drop what was built for the previous visitor."""
        self._built_for = self._views.state.visitor
        self.drop_prepared()
        self._let_go()
        self._fill(self._head, QWidget())
        self._fill(self._foot, QWidget())
        self._zone = None
        self.hide()

    def _let_go(self) -> None:
        self.scroll_area.let_go()
        self.step, self.page, self.tabs, self.less = None, None, None, None
        self.fork, self.swap, self.line, self._again = None, None, None, None

    def _build(self) -> None:
        zone = self._zone
        assert zone is not None
        assert zone.exhibit is not None
        language = self.theme.language
        title = tr(zone.exhibit.exhibit_class.title, language)
        self.setAccessibleName(tr(Text("Exhibit: {title}"), language, title=title))
        at_px = self.scroll_area.verticalScrollBar().value()
        self._let_go()
        sections = SECTIONS if self.more_open or self._whole else TABS[self.tab] if self._sheet else ()
        head, foot = QWidget(), QWidget()
        if self.more_open:
            head, foot = self._more_head(), self._more_foot()
        elif not (self._sheet and self.tab != "try"):
            self.step = self._preloaded.take(self._key(zone), lambda: self._step_of(zone))
            head = self.step
        if self._sheet:
            foot = self._sheet_foot()
        if sections:
            key = (self._key(zone), sections)
            self.page = self._next_page.take(key, lambda: self._page_of(zone, sections))
            self.scroll_area.turn_to(self.page)
            self.scroll_area.setAccessibleName(title)
        self._fill(self._head, head)
        self._fill(self._foot, foot)
        self._head.setVisible(self.step is not None or self.more_open)
        self._foot.setVisible(self.more_open or self._sheet)
        self.scroll_area.setVisible(bool(sections))
        if self._visit is not None and self._visit.run is not None:
            self._show_run(self._visit, self._visit.run)
        self.scroll_area.verticalScrollBar().setValue(at_px)
        join(self)
        self.updateGeometry()

    def _show_run(self, visit: Visit, run: Running) -> None:
        if self.step is not None:
            self.step.show_run(run, visit.live)
        if self.page is not None:
            self.page.show_run(run, visit.time_s, visit.live, reduced=visit.settings.comfort == "cut")
        self._show_line(visit, run)
        self._show_fork(run)

    def _show_line(self, visit: Visit, run: Running) -> None:
        if self.line is not None and self.line.show_live(visit.live, run):
            self.updateGeometry()

    def _key(self, zone: Zone) -> object:
        return (zone.id, self.theme, self._built_for, self._sheet)

    def _step_of(self, zone: Zone) -> StepView:
        assert zone.exhibit is not None
        exhibit = zone.exhibit.exhibit_class
        walk, do = Walk(zone.id, exhibit, self._views), for_exhibit(self._do, exhibit)
        more = None if self._whole or self.theme.profile == "stand" else self.toggle_more
        if issubclass(exhibit, GalleryExhibit):
            return GalleryStep(
                self.theme, zone.accent, exhibit, walk, do, self._run, self._pictures or Pictures(),
                on_show=self._on_show, on_more=more, sheet=self._sheet,
            )  # fmt: skip
        return StepView(
            self.theme, zone.accent, exhibit, walk, do, self._run, on_show=self._on_show, on_more=more,
            sheet=self._sheet,
        )  # fmt: skip

    def _run(self) -> Running | None:
        return self._visit.run if self._visit is not None else None

    def _page_of(self, zone: Zone, sections: tuple[Section, ...]) -> Page:
        assert zone.exhibit is not None
        return Page(self.theme, self._park, zone, zone.exhibit.exhibit_class, self._do, self._views, sections)

    def _more_head(self) -> QWidget:
        theme, language = self.theme, self.theme.language
        cross = Button(theme, icon="x", name=tr(LESS, language), kind="quiet", on_press=self.toggle_more)
        row = Row(
            theme,
            Prose(theme, tr(Text("More", context="all that can be set and read"), language), "title"),
            cross,
            gap=8,
        )
        row.setStretch(0, 1)
        head = QWidget()
        head.setLayout(row)
        return head

    def _more_foot(self) -> QWidget:
        theme, language = self.theme, self.theme.language
        words = tr(LESS, language)
        self.less = Button(theme, words, "chevron-up", kind="quiet", on_press=self.toggle_more)
        foot = QWidget()
        foot.setLayout(Flow(theme, self._start_again(), self.less))
        return foot

    def _start_again(self) -> Button:
        words = tr(Text("Start again"), self.theme.language)
        return Button(self.theme, words, "rotate-ccw", kind="quiet", on_press=lambda: self._do(Reset()))

    def _sheet_foot(self) -> QWidget:
        """The tabs, with the controls of the run above them where there are any."""
        theme, language = self.theme, self.theme.language
        options = [Option(tab, tr(TAB_WORDS[tab], language)) for tab in TABS]
        name = tr(Text("Sections"), language)
        self.tabs = Segmented(theme, options, self.tab, name=name, on_choose=self._choose_tab)
        foot = QWidget()
        column = Column(theme, gap=8)
        if self.tab == "more":
            pause = Button(
                theme,
                tr(Text("Pause", context="let the run stand still"), language),
                "pause",
                on_press=self._pause,
            )
            undo = Button(theme, tr(Text("Undo"), language), "undo-2", on_press=lambda: self._do(Undo()))
            self._again = self._start_again()
            controls = Flow(theme, pause, undo, self._again)
            if theme.profile != "stand":  # as in the strip
                self._add_fork(controls)
            column.addLayout(controls)
        self.line = LineStanding(theme, brief=True)
        column.addWidget(self.line)
        column.addWidget(self.tabs)
        foot.setLayout(column)
        return foot

    def _add_fork(self, controls: Flow) -> None:
        """Add the controls that the strip has beside a card: fork, and switch to the other run."""
        theme, language = self.theme, self.theme.language
        self.swap = Button(
            theme, tr(Text("The other run"), language), "eye", on_press=lambda: self._do(SwapRuns())
        )
        self.fork = Button(theme, tr(Text("Fork"), language), "git-fork", on_press=self._press_fork)
        self.swap.hide()
        controls.addWidget(self.swap)
        controls.addWidget(self.fork)

    def _show_fork(self, run: Running) -> None:
        """Show whether there is a second run; its button replaces *Start again*, which would end it."""
        if self.fork is None or self.swap is None or self._again is None:
            return
        forked, language = run.other is not None, self.theme.language
        if self._again.isHidden() == forked and self.fork.toolTip():
            return
        text, means = (
            (Text("End the fork"), Text("Keep the run on screen (Esc)"))
            if forked
            else (Text("Fork"), Text("Start a second run that does not get your next change (I)"))
        )
        self.fork.show_icon("merge" if forked else "git-fork")
        self.fork.set_text(tr(text, language), f"{tr(text, language)}. {tr(means, language)}")
        self.fork.setToolTip(tr(means, language))
        self.swap.setVisible(forked)
        self._again.setVisible(not forked)

    def _press_fork(self) -> None:
        run = self._run()
        if run is not None:
            self._do(EndFork() if run.other is not None else Fork())

    def _choose_tab(self, tab: str) -> None:
        chosen = next(name for name in TABS if name == tab)
        if chosen != self.tab:
            held = self.window().focusWidget()
            by_tabs = self.tabs is not None and held is not None and self.tabs.isAncestorOf(held)
            self._views.state = replace(self._views.state, tab=chosen)
            self._build()
            if by_tabs and self.tabs is not None:
                cell = next(cell for cell in self.tabs.cells if cell.isChecked())
                cell.setFocus(Qt.FocusReason.OtherFocusReason)

    def _pause(self) -> None:
        run = self._run()
        if run is not None:
            self._do(Pause(not run.paused))

    def _fill(self, frame: QWidget, content: QWidget) -> None:
        layout = frame.layout()
        assert layout is not None
        refill(layout, content)
