"""The docked parts of the window: one table makes them and says how each is named, reached by F6 and slid in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtWidgets import QWidget

from ...park.tour import Tour
from ...visit import Operate, Visit
from ...visit.mode import Mode, Part
from ..error_screens import MissingFont
from ..exhibit import ExhibitPanel, PlaceCard, RunStrip
from ..overlay.messages import StatusLine, Toast
from ..panels.article.page import open_in_browser
from ..panels.article.panel import Article
from ..panels.legend import Legend
from ..panels.map_panel import MapPanel
from ..panels.search.search import Search
from ..panels.toolbars import ActionBar, Breadcrumb, Neighbours, Tools
from ..panels.zone_list import ZoneList
from ..pictures import Pictures
from ..style.theme import Theme
from ..widgets import Surface
from .layer import LayerContext

Panel = TypeVar("Panel", bound=Surface)


class Docked(Generic[Panel]):
    """A row of the table: one panel of each window. It has an `update_from`, which takes the visit.

    Parameters
    ----------
    part : its name in modes and layers.
    make : makes the panel, from the services of the window and the parts above it in the table.
    f6 : its place in the order of F6; None: nothing in it takes the focus.
    slides : direction from which it comes, to the right and down; (0, 0): it fades in place; None: it appears at once.
    theme_waits : whether it takes a theme only when it is shown again: large parts wait for that.
    """

    def __init__(
        self,
        part: Part,
        make: Callable[[LayerContext, Parts], Panel],
        *,
        f6: int | None = None,
        slides: tuple[int, int] | None = None,
        theme_waits: bool = False,
    ) -> None:
        self.part, self.make, self.f6, self.slides, self.theme_waits = part, make, f6, slides, theme_waits

    def __get__(self, parts: Parts, owner: type[Parts]) -> Panel:
        made: Panel = parts.made[self]
        return made


def _article(context: LayerContext, parts: Parts) -> Article:
    mode = context.visit().mode

    def show_exhibit() -> None:
        context.do(Operate())
        context.ask("show me")

    return Article(
        context.theme, context.park, context.do,
        open_link=open_in_browser if mode.links else None, on_resize=context.arrange_again, views=context.views,
        on_show=show_exhibit if Part.SHOW_ME in mode.layers else None, on_read=_on_read(context),
        parent=context.window,
    )  # fmt: skip


def _on_read(context: LayerContext) -> Callable[[], None] | None:
    """Reads the open page aloud; None where no button offers it."""
    mode = context.visit().mode
    reads = Part.READ_ALOUD in mode.layers and mode.profile == "stand"
    return partial(context.ask, "read aloud") if reads else None


def _offered_tours(mode: Mode, tours: Sequence[Tour]) -> Sequence[Tour]:
    return tours if Part.TOUR in mode.layers else ()


def _action_bar(context: LayerContext, parts: Parts) -> ActionBar:
    mode = context.visit().mode
    return ActionBar(
        context.theme, context.park, context.do, context.ask, tours=_offered_tours(mode, context.tours),
        quiz=bool(context.park.quiz) and Part.QUIZ in mode.layers, souvenirs=Part.SOUVENIR in mode.layers,
        parent=context.window,
    )  # fmt: skip


def _exhibit(context: LayerContext, parts: Parts) -> ExhibitPanel:
    plays = Part.SHOW_ME in context.visit().mode.layers
    return ExhibitPanel(
        context.theme, context.park, context.do, views=context.views, parent=context.window,
        on_show=partial(context.ask, "show me") if plays else None, pictures=parts.pictures,
    )  # fmt: skip


def _search(context: LayerContext, parts: Parts) -> Search:
    return Search(
        context.theme, context.park, context.do, on_go=lambda hit: parts.article.reveal(hit.id),
        on_close=parts.on_search_closed, views=context.views, parent=context.window,
    )  # fmt: skip


class Parts:
    """The docked parts of one window, from the lowest to the uppermost.

    Attributes
    ----------
    font_warning : the notice that no Chinese font was found, once it was needed.

    Parameters
    ----------
    pictures : decodes what a gallery shows.
    on_search_closed : called when the search has closed.
    """

    breadcrumb = Docked(
        Part.BREADCRUMB, lambda c, _: Breadcrumb(c.theme, c.park, c.do, c.ask, c.window), f6=5, slides=(0, 0)
    )
    zone_list = Docked(
        Part.ZONE_LIST,
        lambda c, _: ZoneList(c.theme, c.park, c.do, views=c.views, parent=c.window),
        f6=6,
    )
    legend = Docked(
        Part.LEGEND,
        lambda c, _: Legend(
            c.theme, c.park, c.do, on_close=partial(c.ask, "flows"), views=c.views, parent=c.window
        ),
        f6=7,
        slides=(-1, 0),
        theme_waits=True,
    )
    tools = Docked(Part.TOOLS, lambda c, _: Tools(c.theme, c.ask, c.views, c.window), f6=8, slides=(0, 0))
    action_bar = Docked(Part.ACTION_BAR, _action_bar, f6=9)
    map_panel = Docked(
        Part.MAP,
        lambda c, _: MapPanel(
            c.theme, c.park, c.do, on_close=partial(c.ask, "map"), views=c.views, parent=c.window
        ),
        f6=10,
        slides=(0, 0),
    )
    article = Docked(Part.ARTICLE, _article, f6=1, slides=(1, 0))
    neighbours = Docked(Part.NEIGHBOURS, lambda c, _: Neighbours(c.theme, c.park, c.do, c.window))
    place_card = Docked(
        Part.PLACE,
        lambda c, _: PlaceCard(c.theme, c.do, c.views, _on_read(c), c.window),
        f6=4,
        slides=(0, -1),
    )
    exhibit = Docked(Part.EXHIBIT, _exhibit, f6=2, slides=(1, 0))
    strip = Docked(
        Part.STRIP,
        lambda c, _: RunStrip(c.theme, c.park, c.do, views=c.views, parent=c.window),
        f6=3,
        slides=(0, 1),
    )
    search = Docked(Part.SEARCH, _search, f6=0, slides=(0, 0))
    toast = Docked(Part.TOAST, lambda c, _: Toast(c.theme, c.views, c.window))
    status = Docked(Part.STATUS, lambda c, _: StatusLine(c.theme, c.views, c.window))

    def __init__(
        self, context: LayerContext, pictures: Pictures, on_search_closed: Callable[[], object]
    ) -> None:
        self._context, self.pictures, self.on_search_closed = context, pictures, on_search_closed
        self.made: dict[Docked[Any], Any] = {}
        for row in PARTS:
            self.made[row] = row.make(context, self)
        self.font_warning: MissingFont | None = None

    def __iter__(self) -> Iterator[Surface]:
        """All panels over the view, the lowest first."""
        if self.font_warning is not None:
            yield self.font_warning
        for panel in self.made.values():
            yield panel
            if panel is self.search:
                yield self.search.keyboard

    def named(self, part: Part) -> Surface:
        """The panel of this name."""
        found: Surface = next(panel for row, panel in self.made.items() if row.part is part)
        return found

    @property
    def in_order_of_f6(self) -> list[Surface]:
        """The panels that take the focus."""
        rows = [row for row in PARTS if row.f6 is not None]
        return [self.made[row] for row in sorted(rows, key=lambda row: row.f6 or 0)]

    @property
    def sliding(self) -> list[tuple[Surface, tuple[int, int]]]:
        """The panels that slide, each with the direction from which it comes."""
        return [(panel, row.slides) for row, panel in self.made.items() if row.slides is not None]

    def heading(self, visit: Visit) -> QWidget | None:
        """The heading of what is open, where screen readers begin."""
        return self.place_card.heading if visit.operating else self.article.heading

    def update_from(self, visit: Visit) -> None:
        """Update all panels from the visit."""
        for panel in self.made.values():
            panel.update_from(visit)

    def apply_theme(self, theme: Theme) -> None:
        """Apply a theme to all panels, but for those that wait until they are shown."""
        waiting = {panel for row, panel in self.made.items() if row.theme_waits and panel.isHidden()}
        for panel in self:
            if panel not in waiting:
                panel.apply_theme(theme)

    def offer(self, mode: Mode, tours: Sequence[Tour]) -> None:
        """Offer what a visitor of another mode can do; no part is hidden for it yet."""
        self.action_bar.offer(_offered_tours(mode, tours), souvenirs=Part.SOUVENIR in mode.layers)
        for panel in self.made.values():
            panel.suppress(False)

    def warn_of_missing_font(self) -> None:
        """Show above the park that no Chinese font was found, and how to get one."""
        context = self._context
        if self.font_warning is None:
            theme = context.viewport.theme
            self.font_warning = MissingFont(theme, context.arrange_again, parent=context.window)
        self.font_warning.show()
        context.arrange_again()

    def prepare_next(self, visit: Visit) -> bool:
        """Prepare a slice of what the visitor may ask for next; whether there was anything to do."""
        zone = visit.open_zone
        if zone is None or zone.exhibit is None:
            return False
        if visit.operating:
            return self.exhibit.preload_more()
        return self.strip.preload(zone) or self.exhibit.preload(zone)

    def close(self) -> None:
        """The window closes: drop what was prepared."""
        self.exhibit.drop_prepared()
        self.strip.drop_prepared()


PARTS: tuple[Docked[Any], ...] = tuple(row for row in vars(Parts).values() if isinstance(row, Docked))
"""The table: all docked parts, from the lowest to the uppermost."""
