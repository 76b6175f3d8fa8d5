"""Flows between zones: an arc through the air for each, above the roofs, and which arcs a visit shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from math import dist

import numpy as np
import numpy.typing as npt

from ..base.geometry import Vec3
from ..park.model import Accent, Park, Solids, Zone
from .visit import Visit

POINTS = 48
HALF_WIDTH_M = 0.62
"""Half the width of a ribbon."""

CLEARANCE_M = 2.0
"""Least distance of an arc from every building."""

ROOF_GAP_M = 1.3
"""Height of an arc's ends above the highest roof or mast of their zone: close enough to look attached."""

LEAST_CLEARANCE_M, NEAR_AN_END = 1.0, 4
"""Least distance from the roof at the ends of an arc, and the number of points that count as its end."""

LEAST_RISE, RISE_STEP_M, MOST_RISE_M = 0.14, 3.0, 90.0
ASIDE = (0.06, 0.12, 0.2, -0.1, 0.3)
"""Sideways bends to try, to the right, as shares of an arc's length: flows in both directions stay apart."""

OVERVIEW, BESIDE, OWN, LIT = 0.34, 0.30, 0.75, 1.0
"""Strength of an arc: in the overview; beside a highlighted one; of the zone in focus; highlighted."""

Line = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Arc:
    """A flow from one zone to another, and its line through the air."""

    source: str
    target: str
    accent: Accent
    is_main: bool  # whether it is the first one in its source's file
    found: Callable[[], Line] = field(repr=False)  # computes the line

    @cached_property
    def line(self) -> Line:
        """The line, shape (n, 3), metres; computed at first use, since most are never needed."""
        return self.found()


def arcs_of(park: Park, solids: Solids) -> tuple[Arc, ...]:
    """An arc for every flow of the scene, clear of all buildings."""
    return tuple(
        Arc(
            zone.id,
            relation.zone,
            zone.accent,
            is_main=number == 0,
            found=partial(arc_over, zone, park.zones[relation.zone], solids),
        )
        for zone in park.zones.values()
        for number, relation in enumerate(zone.related)
    )


def arc_over(source: Zone, target: Zone, solids: Solids) -> Line:
    """The lowest well-shaped arc from zone to zone that stays clear of all boxes; shape (n, 3), metres."""
    start, end = anchor(source, solids), anchor(target, solids)
    u = np.linspace(0.0, 1.0, POINTS)
    bow = 4 * u * (1 - u)
    right = np.array([end[1] - start[1], start[0] - end[0]])
    line = np.empty((POINTS, 3), np.float32)
    least_m = LEAST_RISE * dist(start[:2], end[:2])
    for rise_m in np.arange(least_m, max(MOST_RISE_M, least_m) + RISE_STEP_M, RISE_STEP_M):
        line[:, 2] = np.interp(u, (0, 1), (start[2], end[2])) + rise_m * bow
        for aside in ASIDE:
            line[:, :2] = np.outer(1 - u, start[:2]) + np.outer(u, end[:2]) + np.outer(bow, right) * aside
            free = line[NEAR_AN_END:-NEAR_AN_END]
            if is_clear(free, solids) and is_clear(line, solids, LEAST_CLEARANCE_M):
                return line
    return line


def anchor(zone: Zone, solids: Solids) -> Vec3:
    """The point where the arcs of a zone meet: over its highest roof or mast, or over its middle if it has no building."""
    own = np.array([name == zone.id for name in solids.zones], bool)
    if not own.any():
        return (*zone.place.centre_m, zone.place.height_m + ROOF_GAP_M)
    highest = np.flatnonzero(own)[solids.high[2][own].argmax()]
    low, high = solids.low[:, highest], solids.high[:, highest]
    return (float(low[0] + high[0]) / 2, float(low[1] + high[1]) / 2, float(high[2]) + ROOF_GAP_M)


def is_clear(line: Line, solids: Solids, clearance_m: float = CLEARANCE_M) -> bool:
    """Whether a line keeps this distance from every box, between its points too."""
    fine = np.concatenate([line, (line[1:] + line[:-1]) / 2])
    low, high = solids.low - clearance_m, solids.high + clearance_m
    # only boxes that touch the line's own bounding box
    near = ((fine.max(axis=0)[:, None] > low) & (fine.min(axis=0)[:, None] < high)).all(axis=0)
    inside = np.ones((len(fine), int(near.sum())), bool)
    for axis in range(3):
        place = fine[:, axis, None]
        inside &= (place > low[axis, near]) & (place < high[axis, near])
    return not inside.any()


def strengths(arcs: Sequence[Arc], visit: Visit) -> tuple[float, ...]:
    """The target strength of each arc, 0..1.

    No zone in focus: each zone's main flow, faint. A zone in focus (pointed at, open, or else under the
    pointer): its own flows in both directions. Another zone under the pointer: the flows between the two. At
    an exhibit: no flows.
    """
    if visit.operating:
        return (0.0,) * len(arcs)
    here = visit.pointed or visit.zone or visit.hovered
    if here is None:
        return tuple(OVERVIEW if arc.is_main else 0.0 for arc in arcs)
    other = visit.hovered if visit.hovered != here else None
    asked = {here, other} if other else set()
    between = any({arc.source, arc.target} == asked for arc in arcs)

    def strength(arc: Arc) -> float:
        ends = {arc.source, arc.target}
        if between:
            return LIT if ends == asked else BESIDE if here in ends else 0.0
        return OWN if here in ends or other in ends else 0.0

    return tuple(map(strength, arcs))
