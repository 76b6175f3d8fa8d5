"""The finish board of the racetrack: a bar for every lane, as long as its packet has been travelling."""

from __future__ import annotations

import numpy as np
import panda3d.core as p3d

from ....base.geometry import mix
from ....exhibits.net.exhibit import BUDGET_MS, LightRace
from ....exhibits.net.lanes import LANES
from ...primitives.instancing import InstanceList, Instances, static_node
from ...primitives.letters import Lettering, Letters
from ...primitives.meshes import Floats, Mesh, box, joined
from ...primitives.palette import GOLD, INK, PAPER
from ...scene.mesh import rgb

COLOURS = ("#2F74D0", "#1F9BC9", "#7B5CD6", "#F2A33A", "#35B07A", "#E4577F", "#E3B23C", "#5B6068")
"""Colours of the lanes, in their order."""

RED = "#D8412F"

CUT_Z_M = (0.25, 0.6)
"""Heights of two pale lines across the bars, which show that the axis is cut."""
LEFT_M, APART_M, BAR_M, FLOOR_M, HEIGHT_M, RIM_M = -8.3, 1.4, 1.0, 0.9, 9.0, 1.1
FULL_SCALES_MS = (12.0, 24.0, 40.0, 60.0, 80.0, 120.0, 160.0, 240.0, 500.0)
"""Full scales of the board: the smallest that holds the slowest lane, without the geostationary one."""

TICKS_MS = ((5.0, 40.0), (10.0, 500.0), (100.0, np.inf))
"""Distance between ticks, and the board's range below which it applies, in milliseconds."""
ROUND_MS, LEAST_CUT_MS, MOST_KEPT = 5.0, 10.0, 0.6
"""Rounding of a cut range; least time that a cut hides; largest share of the full scale that it may keep."""
ZOOM_S = 0.8
NUMBER_M = 1.2


OWN = np.array([rgb(colour) for colour in COLOURS])
SHADES = (OWN, OWN * 0.45 + rgb(PAPER) * 0.55, np.tile(rgb(INK), (len(LANES), 1)))
"""Shades of the three parts of a bar, from below: light alone, access, queues."""


def bar_y(number: int) -> float:
    """Position of a lane's bar, from left to right."""
    return LEFT_M + APART_M * number


ENDS_M = (bar_y(0) - RIM_M, bar_y(len(LANES) - 1) + RIM_M)
BARS_M = np.array([bar_y(number) for number in range(len(LANES))])


def full_scale_ms(trips_ms: Floats) -> float:
    """Time at full height of the board."""
    slowest_ms = float(trips_ms[:-1].max())
    return next((full for full in FULL_SCALES_MS if full >= slowest_ms), FULL_SCALES_MS[-1])


def cut_ms(light_ms: Floats, trips_ms: Floats) -> tuple[float, float] | None:
    """Range of a board that hides the time all lanes but the geostationary one have in common; None if it is not worth it.

    Light alone takes the hidden time, in each lane.
    """
    low = float(np.floor(light_ms[:-1].min() / ROUND_MS) * ROUND_MS)
    high = float(np.ceil(trips_ms[:-1].max() / ROUND_MS) * ROUND_MS)
    return (low, high) if low >= LEAST_CUT_MS and high - low <= MOST_KEPT * full_scale_ms(trips_ms) else None


def window_ms(race: LightRace, elapsed_ms: float, light_ms: Floats, trips_ms: Floats) -> tuple[float, float]:
    """Times at the foot and the top of the board: the full range first, and a cut one once light reaches
    where the lanes part."""
    full, cut = (0.0, full_scale_ms(trips_ms)), cut_ms(light_ms, trips_ms)
    if cut is None or elapsed_ms <= cut[0]:
        return full
    share = min((elapsed_ms - cut[0]) * race.slowdown / 1000 / ZOOM_S, 1.0)
    share *= share * (3 - 2 * share)
    return mix(full[0], cut[0], share), mix(full[1], cut[1], share)


class Board:
    """Bars, ticks and the red line; the board faces the visitors on the right of the track."""

    def __init__(self, root: p3d.NodePath) -> None:
        self._bars = Instances("bars", box(), len(LANES) * 3 + 1)
        self._lines = Instances("lines", box(), 64)
        self._numbers = Letters("numbers")
        self._numbers.path.set_h(90)  # they face the visitors, as the board does
        for path in (self._bars.path, self._lines.path, self._numbers.path, static_node("desk", _desk())):
            path.reparent_to(root)
        self._ruled = (0.0, 0.0, 0.0)
        self._race: LightRace | None = None
        self._known = np.zeros((3, len(LANES)))

    def show(self, race: LightRace, elapsed_ms: float, trips_ms: Floats) -> None:
        """Show light, access and queues of every lane so far, and gold on the first one back."""
        count = len(LANES)
        if race is not self._race:
            self._race = race
            self._known[1] = [race.light_ms(lane) for lane in LANES]
            self._known[2] = self._known[1] + [lane.access_ms for lane in LANES]
        edges = np.vstack([self._known, trips_ms])
        low_ms, high_ms = window_ms(race, elapsed_ms, self._known[1], trips_ms)
        metre = HEIGHT_M / (high_ms - low_ms)
        shown = np.clip((np.minimum(edges, elapsed_ms) - low_ms) * metre, 0.0, HEIGHT_M * 1.02)
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
        self._rule(low_ms, high_ms, BUDGET_MS - race.other_ms)

    def _rule(self, low_ms: float, high_ms: float, left_ms: float) -> None:
        """Ticks and numbers, a red line for the network's budget, a dark one for the total; a cut if time is left out."""
        if self._ruled == (low_ms, high_ms, left_ms):
            return
        self._ruled = (low_ms, high_ms, left_ms)
        metre, items = HEIGHT_M / (high_ms - low_ms), InstanceList()
        tick_ms = next(tick for tick, below in TICKS_MS if high_ms - low_ms < below)
        for tick in np.arange(np.ceil(low_ms / tick_ms) * tick_ms, high_ms + 1, tick_ms):
            for y in ENDS_M:
                items.add((-0.5, y, FLOOR_M + (tick - low_ms) * metre), (0.6, 0.7, 0.12), rgb(INK))
        numbers = []
        for ms in (low_ms, high_ms):
            y, z = ENDS_M[1] + NUMBER_M, FLOOR_M + (ms - low_ms) * metre - NUMBER_M / 2
            items.add((-0.5, y, z - 0.2), (0.1, 1.9 * NUMBER_M, NUMBER_M + 0.4), rgb(PAPER), 0.3)
            numbers.append(Lettering(f"{ms:.0f}", (y, 0.35, z), NUMBER_M, INK, 0.1))
        self._numbers.show(numbers)
        middle, wide = sum(ENDS_M) / 2, ENDS_M[1] - ENDS_M[0]
        for limit_ms, colour, glow in ((left_ms, RED, 0.9), (BUDGET_MS, INK, 0.0)):
            if low_ms <= limit_ms <= high_ms:
                place = (0.6, middle, FLOOR_M + (limit_ms - low_ms) * metre - 0.1)
                items.add(place, (0.14, wide, 0.2), rgb(colour), glow)
        if low_ms:
            for z in CUT_Z_M:
                items.add((0.6, middle, FLOOR_M + z), (0.12, wide, 0.16), rgb(PAPER), 0.5)
        items.show_in(self._lines)


def _desk() -> Mesh:
    wide, middle = ENDS_M[1] - ENDS_M[0] + 0.8, sum(ENDS_M) / 2
    return joined(
        [
            box(2.2, wide, FLOOR_M - 0.3).moved(y=middle, z=0.3).painted(PAPER),
            box(0.25, wide, HEIGHT_M + 0.4).moved(x=-0.9, y=middle, z=FLOOR_M).painted(PAPER, glow=0.3),
        ]
    )
