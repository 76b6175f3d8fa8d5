"""The finish board of the racetrack: a bar for every lane, as long as its packet has been under way."""

from __future__ import annotations

import numpy as np
import panda3d.core as p3d

from ....exhibits.net.exhibit import BUDGET_MS, LightRace
from ....exhibits.net.lanes import LANES
from ...primitives.instancing import InstanceList, Instances, static_node
from ...primitives.meshes import Floats, Mesh, box, joined
from ...scene.mesh import rgb

COLOURS = ("#2F74D0", "#1F9BC9", "#7B5CD6", "#F2A33A", "#35B07A", "#E4577F", "#E3B23C", "#5B6068")
"""Of the lanes, in their order."""

RED, GOLD, INK, PAPER, STEEL = "#D8412F", "#F2B632", "#3C4149", "#F0EAE1", "#A7ABAF"

LEFT_M, APART_M, BAR_M, FLOOR_M, HEIGHT_M, RIM_M = -7.3, 1.4, 1.0, 0.9, 9.0, 1.1
FULL_SCALES_MS = (12.0, 24.0, 40.0, 60.0, 80.0, 120.0, 160.0, 240.0, 500.0)
"""Full scales of the board: the smallest that holds the slowest lane, without the geostationary one."""

TICK_MS, COARSE_TICK_MS, COARSE_FROM_MS = 10.0, 100.0, 500.0


OWN = np.array([rgb(colour) for colour in COLOURS])
SHADES = (OWN, OWN * 0.45 + rgb(PAPER) * 0.55, np.tile(rgb(INK), (len(LANES), 1)))
"""Of the three parts of a bar, from below: light alone, access, queues."""


def bar_y(number: int) -> float:
    """Where the bar of a lane stands, from left to right."""
    return LEFT_M + APART_M * number


ENDS_M = (bar_y(0) - RIM_M, bar_y(len(LANES) - 1) + RIM_M)
BARS_M = np.array([bar_y(number) for number in range(len(LANES))])


def full_scale_ms(trips_ms: Floats) -> float:
    """What the height of the board stands for."""
    slowest_ms = float(trips_ms[:-1].max())
    return next((full for full in FULL_SCALES_MS if full >= slowest_ms), FULL_SCALES_MS[-1])


class Board:
    """Bars, ticks and the red line; it faces the visitors on the right of the track."""

    def __init__(self, root: p3d.NodePath) -> None:
        self._bars = Instances("bars", box(), len(LANES) * 3 + 1)
        self._lines = Instances("lines", box(), 64)
        for path in (self._bars.path, self._lines.path, static_node("desk", _desk())):
            path.reparent_to(root)
        self._ruled = (0.0, 0.0)
        self._race: LightRace | None = None
        self._known = np.zeros((3, len(LANES)))

    def show(self, race: LightRace, elapsed_ms: float, trips_ms: Floats) -> None:
        """Light, access and queues of every lane so far, and gold on the first that is home."""
        full_ms = full_scale_ms(trips_ms)
        count = len(LANES)
        if race is not self._race:
            self._race = race
            self._known[1] = [race.light_ms(lane) for lane in LANES]
            self._known[2] = self._known[1] + [lane.access_ms for lane in LANES]
        edges = np.vstack([self._known, trips_ms])
        shown = np.minimum(edges, min(elapsed_ms, full_ms * 1.02)) * (HEIGHT_M / full_ms)
        home = trips_ms <= elapsed_ms
        positions = np.zeros((3, count, 3))
        positions[..., 1] = BARS_M
        positions[..., 2] = FLOOR_M + shown[:-1]
        sizes = np.full((3, count, 3), BAR_M)
        sizes[..., 2] = np.diff(shown, axis=0)
        glow = np.where(home, [[0.55], [0.35], [0.0]], [[0.2], [0.1], [0.0]])
        first = int(trips_ms[:-1].argmin())
        cap = home[first] * 0.55
        top = (0, BARS_M[first], FLOOR_M + shown[3, first])
        self._bars.set(
            np.vstack([positions.reshape(-1, 3), top]),
            None,
            np.vstack([sizes.reshape(-1, 3), np.array((1.5, 1.3, 1.0)) * cap]),
            np.vstack([*SHADES, rgb(GOLD)]),
            np.append(glow.ravel(), 0.8),
        )
        self._rule(full_ms, BUDGET_MS - race.other_ms)

    def _rule(self, full_ms: float, left_ms: float) -> None:
        """A tick for every ten milliseconds, the red line of what the network may take, the dark one of the whole."""
        if self._ruled == (full_ms, left_ms):
            return
        self._ruled = (full_ms, left_ms)
        metre, items = HEIGHT_M / full_ms, InstanceList()
        tick_ms = TICK_MS if full_ms < COARSE_FROM_MS else COARSE_TICK_MS
        for tick in np.arange(0, full_ms + 1, tick_ms):
            for y in ENDS_M:
                items.add((-0.5, y, FLOOR_M + tick * metre), (0.6, 0.7, 0.12), rgb(INK))
        middle, wide = sum(ENDS_M) / 2, ENDS_M[1] - ENDS_M[0]
        for limit_ms, colour, glow in ((left_ms, RED, 0.9), (BUDGET_MS, INK, 0.0)):
            if limit_ms <= full_ms:
                place = (0.6, middle, FLOOR_M + limit_ms * metre - 0.1)
                items.add(place, (0.14, wide, 0.2), rgb(colour), glow)
        items.show_in(self._lines)


def _desk() -> Mesh:
    wide, middle = ENDS_M[1] - ENDS_M[0] + 0.8, sum(ENDS_M) / 2
    return joined(
        [
            box(2.2, wide, FLOOR_M - 0.3).moved(y=middle, z=0.3).painted(PAPER),
            box(0.25, wide, HEIGHT_M + 0.4).moved(x=-0.9, y=middle, z=FLOOR_M).painted(PAPER, glow=0.3),
        ]
    )
