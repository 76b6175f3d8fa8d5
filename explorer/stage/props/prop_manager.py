"""Shows the prop of the open zone, in the state of its exhibit."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import panda3d.core as p3d

from ...base.folder_scan import folders_beside, only_class
from ...base.geometry import Vec3
from ...base.pictures import PictureSource
from ...base.protocols import MAIN_FIGURE, PartPlace
from ...exhibits.sheets import GALLERY
from ...exhibits.sheets import KINDS as SHEETS
from ...park.model import Park, Zone
from ...visit import Running, Visit
from .figure import Figure
from .prop import Parts, Prop

NAMES = folders_beside(__file__)
"""The kinds of exhibits that have a prop."""


def prop_class(kind: str) -> type[Prop] | None:
    """The class of prop in `<kind>/prop.py`; None if the exhibit has no prop."""
    if kind == GALLERY:
        from .gallery import GalleryProp

        return GalleryProp
    if kind in SHEETS:
        from .bars import BarsProp

        return BarsProp
    if kind not in NAMES:
        return None
    return only_class(f"{__package__}.{kind}.prop", Prop)  # type: ignore[type-abstract]  # what it finds is concrete


class PropManager:
    """All props of a park. A prop is built when its zone is first opened, or earlier in idle time.

    Props are kept: each takes less than a megabyte.

    Parameters
    ----------
    park : the scene.
    dynamic : the node of everything that moves.
    clear : called with the zone whose baked placeholders make room for the prop, or None.

    Attributes
    ----------
    covered : the zone, if any, whose letters the shown prop covers.
    pictures : source of the pictures in galleries; None: their screens stay blank.
    """

    def __init__(self, park: Park, dynamic: p3d.NodePath, clear: Callable[[str | None], None]) -> None:
        self._park, self._dynamic, self._clear = park, dynamic, clear
        self.pictures: PictureSource | None = None
        self._props: dict[str, Prop | None] = {}
        self._figures: dict[Prop, Figure] = {}
        self.covered: frozenset[str] = frozenset()
        self._on: Prop | None = None
        self._shown: Running | None = None
        self._parts: Parts | None = None  # of the shown prop, after the first hit test

    def show(self, visit: Visit) -> Running | None:
        """Show the exhibit of the open zone; returns its run, or None without an exhibit."""
        run = visit.run
        prop = self._of(visit) if run else None
        if prop is not self._on:
            if self._on:
                self._on.press(None)
                self._on.root.stash()
            if prop:
                prop.root.unstash()
            self._clear(visit.zone if prop else None)
            self._on, self._shown, self._parts = prop, None, None
        covers = prop is not None and prop.covers_letters and visit.operating
        self.covered = frozenset({visit.zone} if covers and visit.zone else ())
        if prop is None or run is None:
            return None
        if run is not self._shown or prop.is_live:
            prop.pictures, prop.language = self.pictures, visit.settings.language
            prop.show(run.exhibit, run.state, run.time_s + run.remainder_s)
            if run is not self._shown:
                self._shown, self._parts = run, None
        if figure := self._figures.get(prop):
            # columns of a hall may hide half of a number from where one sees its front
            figure.path.unstash() if visit.operating or visit.guided else figure.path.stash()
            figure.show(run, visit.settings.language, visit.live)
        prop.mark(visit.part, visit.picked)
        return run

    def press(self, pressed: tuple[str, float] | None) -> None:
        """Draw a part of the shown prop lower by a share of its height, all others as they are."""
        if self._on is not None:
            self._on.press(*(pressed or (None, 0.0)))

    @property
    def drawn(self) -> int:
        """A number that changes with each picture drawn by the shown prop without a change of state."""
        return self._on.drawn if self._on is not None else 0

    def prepare(self, zone: Zone) -> Iterator[None]:
        """Build in small steps everything shown when a zone is opened; the caller may wait between the steps."""
        if zone.exhibit is None or zone.id in self._props:
            return
        _ = zone.exhibit.exhibit_class  # imports the class
        yield
        prop_class(zone.exhibit.kind)  # imports the module
        yield
        fresh = self._park.fresh_exhibit(zone)
        assert fresh is not None
        run = Running.of(fresh)  # some exhibits compute tables at their first start
        yield
        prop = self._made(zone)
        yield
        if prop is not None and prop is not self._on:
            prop.show(run.exhibit, run.state, run.time_s)
            yield
            if figure := self._figures.get(prop):
                figure.show(run, prop.language)

    def _of(self, visit: Visit) -> Prop | None:
        zone = visit.open_zone
        return self._made(zone) if zone else None

    def _made(self, zone: Zone) -> Prop | None:
        """The prop of a zone, built hidden if it is new."""
        if zone.id not in self._props:
            kind = prop_class(zone.exhibit.kind) if zone.exhibit else None
            prop = kind(zone.exhibit, zone.exhibit.accent or zone.accent) if kind and zone.exhibit else None
            if prop:
                prop.root.reparent_to(self._dynamic)
                prop.root.stash()
                if prop.figure_at:
                    view, colour = zone.views.exhibit.pose, prop.accent.day
                    self._figures[prop] = Figure(prop.figure_at, prop.root, view, colour)
            self._props[zone.id] = prop
        return self._props[zone.id]

    def hit_test(self, eye: Vec3, direction: Vec3) -> tuple[str, float] | None:
        """The first part that a ray hits, and its distance in metres."""
        if self._on is None:
            return None
        if self._parts is None:
            self._parts = self._on.parts()
        return self._parts.hit_test(eye, direction)

    def anchors(self) -> dict[str, PartPlace]:
        """Anchors for labels of the shown parts, in park coordinates."""
        if self._on is None:
            return {}
        figure = self._figures.get(self._on)
        place = figure.place() if figure else self._on.figure_place()
        # with the kind: whatever remembers parts by name must not mix up two exhibits
        return {**self._on.anchors(), MAIN_FIGURE + self._on.kind: place} if place else self._on.anchors()
