"""Brings on the prop of the open zone, and keeps it to what its exhibit does."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import panda3d.core as p3d

from ...core.geometry import Vec3
from ...exhibits.kinds import KINDS
from ...park.model import Park, Zone
from ...visit import Running, Visit
from .kinds import prop_class
from .parts import Parts
from .prop import Prop


class PropManager:
    """All props of a park, each made when its zone is first opened, unless it was made ready before.

    Made once they stay: one takes less than a megabyte.

    Parameters
    ----------
    park : where they stand.
    lively : the node under which things move.
    clear : told the zone whose baked stand-ins must make room for the prop, or None.
    """

    def __init__(self, park: Park, lively: p3d.NodePath, clear: Callable[[str | None], None]) -> None:
        self._park, self._lively, self._clear = park, lively, clear
        self._props: dict[str, Prop | None] = {}
        self._on: Prop | None = None
        self._shown: Running | None = None
        self._parts: Parts | None = None  # of what is shown, once they were asked for

    def show(self, visit: Visit) -> Running | None:
        """Show the exhibit of the open zone as it is now; what is shown, None if nothing is."""
        run = visit.run
        prop = self._of(visit) if run else None
        if prop is not self._on:
            if self._on:
                self._on.root.stash()
            if prop:
                prop.root.unstash()
            self._clear(visit.zone if prop else None)
            self._on, self._shown, self._parts = prop, None, None
        if prop is None or run is None:
            return None
        if run is not self._shown:
            prop.show(run.exhibit, run.state, run.time_s + run.remainder_s)
            self._shown, self._parts = run, None
        prop.mark(visit.part, visit.picked)
        return run

    def prepare(self, zone: Zone) -> Iterator[None]:
        """Make ready what the opening of a zone shows, bit by bit: between two of them there is no harm in waiting."""
        if zone.exhibit is None or zone.id in self._props:
            return
        _ = KINDS[zone.exhibit.kind]  # imported
        yield
        prop_class(zone.exhibit.kind)  # likewise
        yield
        run = Running.begin(
            zone.exhibit.kind, self._park.surroundings(zone.id)
        )  # some reckon tables when they are first begun
        yield
        prop = self._made(zone)
        yield
        if prop is not None and prop is not self._on:
            prop.show(run.exhibit, run.state, run.time_s)

    def _of(self, visit: Visit) -> Prop | None:
        zone = visit.open_zone
        return self._made(zone) if zone else None

    def _made(self, zone: Zone) -> Prop | None:
        """The prop of a zone; made now, if it was not before, and not to be seen yet."""
        if zone.id not in self._props:
            kind = prop_class(zone.exhibit.kind) if zone.exhibit else None
            prop = kind(zone.exhibit, zone.accent) if kind and zone.exhibit else None
            if prop:
                prop.root.reparent_to(self._lively)
                prop.root.stash()
            self._props[zone.id] = prop
        return self._props[zone.id]

    def touched(self, eye: Vec3, direction: Vec3) -> tuple[str, float] | None:
        """The part that a ray meets first, and how far off."""
        if self._on is None:
            return None
        if self._parts is None:
            self._parts = self._on.parts()
        return self._parts.touched(eye, direction)

    def anchors(self) -> dict[str, Vec3]:
        """Where the labels of the parts on show point, in metres of the park."""
        return self._on.anchors() if self._on else {}
