"""The gaps of all pumps of a batch as bars between two limits, with the worst case as a ruler before them."""

from __future__ import annotations

import math

import numpy as np
import panda3d.core as p3d

from ....exhibits.assembly.exhibit import Assembly, State
from ....exhibits.assembly.geometry import ORDER, Sizes, scanned_gap_mm
from ....exhibits.assembly.tolerance import (
    BIN_EDGES_MM,
    GAP_HIGH_MM,
    GAP_LOW_MM,
    PUMPS,
    gap_sd_mm,
    worst_case_mm,
)
from ...primitives.instancing import InstanceList, Instances, static_node
from ...primitives.meshes import Floats, box
from ...primitives.palette import BRICK, GOLD, INK, PAPER, TEAL
from ...scene.mesh import rgb
from ..prop import Box

FRONT_Y_M, HALF_M, HILL_M, HIGH_M, LOW_M = -7.7, 10.2, 4.5, 4.4, 0.45
METRES, MIDDLE_MM = 26.0, Sizes().gap_mm
"""Metres for a millimetre of gap, and the gap in the middle."""

RULER_Y_M, FLOOR_M = -8.7, -0.9
LEAST_M = 0.22
"""Least height of a bar, so that few pumps can be seen."""

GOOD = TEAL

CENTRES_MM = (BIN_EDGES_MM[:-1] + BIN_EDGES_MM[1:]) / 2
BIN_MM = float(BIN_EDGES_MM[1] - BIN_EDGES_MM[0])
X_M = (CENTRES_MM - MIDDLE_MM) * METRES
SHOWN = np.abs(X_M) <= HALF_M
BAD = (CENTRES_MM < GAP_LOW_MM) | (CENTRES_MM > GAP_HIGH_MM)


def x_m(gap_mm: float) -> float:
    """Position of a gap along x."""
    return float(np.clip((gap_mm - MIDDLE_MM) * METRES, -HALF_M, HALF_M))


class Gaps:
    """Bars that grow while pumps are built; those beyond the limits are red and further forward."""

    def __init__(self, root: p3d.NodePath) -> None:
        self._bars = Instances("bars", box(), int(SHOWN.sum()))
        self._marks = Instances("marks", box(), 16)
        desk = box(2 * HALF_M + 0.8, 1.7, LOW_M - FLOOR_M).moved(y=FRONT_Y_M, z=FLOOR_M).painted(PAPER)
        for path in (self._bars.path, self._marks.path, static_node("desk", desk)):
            path.reparent_to(root)
        self._counted: tuple[int, ...] | None = None
        self._marked: tuple[float | None, ...] = ()
        self._worst_mm = worst_case_mm(0.05)

    def show(self, exhibit: Assembly, state: State) -> None:
        """Show the batch so far, the limits with their guard band, the worst case, and the gap of the pump on the table."""
        batch = state.batch
        if batch.histogram is not self._counted:
            self._counted = batch.histogram
            self._pile_up(np.array(batch.histogram), batch.tolerance_mm)
        whole = len(state.seats) == len(ORDER)
        scan_mm = scanned_gap_mm(state.seats, state.sizes) if whole else None
        marked = (exhibit.tolerance, exhibit.guard, scan_mm)
        if marked != self._marked:
            self._marked = marked
            self._mark(exhibit, scan_mm)

    def ruler(self) -> Box:
        """Box of the ruler of the worst case."""
        low, high = (x_m(gap_mm) for gap_mm in self._worst_mm)
        return Box((low - 0.3, RULER_Y_M - 0.35, FLOOR_M), (high + 0.3, RULER_Y_M + 0.2, LOW_M + 0.2))

    def _pile_up(self, counts: Floats, tolerance_mm: float) -> None:
        peak = PUMPS * BIN_MM / (gap_sd_mm(tolerance_mm) * math.sqrt(2 * math.pi))
        high = np.maximum(counts / peak * HIGH_M, np.where(counts > 0, LEAST_M, 0))[SHOWN]
        bad = BAD[SHOWN]
        zero = np.zeros(len(high))
        positions = np.column_stack([X_M[SHOWN], FRONT_Y_M - 0.25 * bad, zero + LOW_M])
        sizes = np.column_stack(
            [zero + BIN_MM * METRES * 0.86, np.where(bad, 1.2, 0.8), np.minimum(high, HIGH_M * 1.15)]
        )
        sizes[high == 0] = 0
        colours = np.where(bad[:, None], rgb(BRICK), rgb(GOOD))
        self._bars.set(positions, None, sizes, colours, np.where(bad, 0.6, 0.25))

    def _mark(self, exhibit: Assembly, scan_mm: float | None) -> None:
        items = InstanceList()
        for gap_mm, inwards in ((GAP_LOW_MM, 1), (GAP_HIGH_MM, -1)):
            x = x_m(gap_mm)
            items.add((x, FRONT_Y_M, LOW_M), (0.14, 1.5, HIGH_M + 0.9), rgb(INK))
            items.add((x, FRONT_Y_M, LOW_M + HIGH_M + 0.9), (0.5, 1.5, 0.3), rgb(INK))
            guard = x_m(gap_mm + inwards * exhibit.guard)
            items.add((guard, FRONT_Y_M - 0.5, LOW_M), (0.16, 0.6, HIGH_M + 0.3), rgb(GOLD), 0.8)
        self._worst_mm = worst_case_mm(exhibit.tolerance)
        low, high = (x_m(gap_mm) for gap_mm in self._worst_mm)
        out = self._worst_mm[0] < GAP_LOW_MM or self._worst_mm[1] > GAP_HIGH_MM
        colour, glow = (rgb(BRICK), 0.6) if out else (rgb(GOOD), 0.3)
        items.add(((low + high) / 2, RULER_Y_M, -0.35), (high - low, 0.25, 0.35), colour, glow)
        for end in (low, high):
            items.add((end, RULER_Y_M, -0.75), (0.22, 0.3, 1.15), colour, glow)
        if scan_mm is not None:
            good = GAP_LOW_MM < scan_mm < GAP_HIGH_MM
            items.add((x_m(scan_mm), FRONT_Y_M - 0.7, LOW_M), (0.12, 0.12, HIGH_M + 1.4), rgb(GOLD), 0.8)
            items.add(
                (x_m(scan_mm), FRONT_Y_M - 0.7, LOW_M + HIGH_M + 1.4), 0.8, rgb(GOLD if good else BRICK), 0.9
            )
        items.show_in(self._marks)
