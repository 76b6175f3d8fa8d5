"""The number of clusters: firms as blocks on a tilted map that fly where it pays, and a gauge with the plan's green band."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from ....exhibits.exhibit import STEP_S
from ....exhibits.goals25.economy import FIRMS, REACH
from ....exhibits.goals25.exhibit import HIGH, LOW, MOST_ANCHORS, Clusters, State
from ....exhibits.goals25.words import DIALS
from ...primitives.instancing import Instances, static_node
from ...primitives.letters import SevenSegments
from ...primitives.meshes import Floats, Mesh, box, cylinder, joined, torus
from ...primitives.palette import AMBER, BLUE, GREEN, INK, OAK, PAPER, PAPER_2, ROSE, TEAL, VIOLET
from ...scene.mesh import rgb
from ..prop import Box, Prop

MAP_M, TILT_DEG = 22.0, 17.0
"""Side of the map, and the angle by which its back is lifted so that it is visible from the front."""

MIDDLE_M = 3.6
"""Height of the middle of the map."""

CELL_M, LAYER_M, FIRM_M = 1.1, 0.62, 0.42
ON_LAYER, APART_M = 20, 0.44
"""Firms in one cell make a heap: a spiral of `ON_LAYER` of them, then the next layer."""

GOLDEN_RAD = np.pi * (3 - np.sqrt(5))

RACK_X_M, RACK_STEP_M, RACK_M = -13.2, 2.3, 0.7
GAUGE_X_M, GAUGE_Y_M, GAUGE_Z_M = 2.8, 11.4, 7.7
GAUGE_STEP_M, GAUGE_HIGH_M, GAUGE_CELLS = 1.1, 1.7, 14
DIGIT_X_M, DIGIT_Z_M, DIGIT_M, DIGIT_HIGH_M = -8.0, 7.3, 1.6, 2.6
DIAL_STEP_M, DIAL_Y_M, DIAL_Z_M, DIAL_M = 2.75, -12.2, 1.0, 1.15
"""The eight dials in a row before the map, and their size."""

DUST = "#8D8A85"

_TILT = np.radians(TILT_DEG)


def _leaning(angle: float) -> Floats:
    """A rotation that lifts the back."""
    c, s = np.cos(angle), np.sin(angle)
    return np.array(((1, 0, 0), (0, c, -s), (0, s, c)), np.float32)


TILTED, _FACE = _leaning(float(_TILT)), _leaning(float(np.radians(50)))


def on_map(positions: npt.ArrayLike) -> Floats:
    """Positions 0..1 on the map as points over the floor, shape (n, 3)."""
    flat = (np.asarray(positions, np.float32).reshape(-1, 2) - np.float32(0.5)) * np.float32(MAP_M)
    return np.column_stack(
        [flat[:, 0], flat[:, 1] * np.cos(_TILT), MIDDLE_M + flat[:, 1] * np.sin(_TILT)]
    ).astype(np.float32)


def heaped(positions: Floats) -> Floats:
    """Offset of each firm from its place, shape (n, 3): zero for the first of a cell, the others round and on it."""
    cells = np.floor(positions * np.float32(MAP_M / CELL_M)).astype(np.int64)
    key = cells[:, 0] * 1000 + cells[:, 1]
    order = np.argsort(key, kind="stable")
    sorted_keys = key[order]
    rank = np.empty(len(key), np.int64)
    rank[order] = np.arange(len(key)) - np.searchsorted(sorted_keys, sorted_keys)
    on = rank % ON_LAYER
    away, angle = APART_M * np.sqrt(on), GOLDEN_RAD * on
    layer = rank // ON_LAYER
    return np.column_stack(
        [
            away * np.cos(angle),
            away * np.sin(angle) * np.cos(_TILT),
            layer * LAYER_M + away * np.sin(angle) * np.sin(_TILT),
        ]
    ).astype(np.float32)


def dial_places() -> Floats:
    """The middle of each dial, shape (8, 3)."""
    x = (np.arange(8) - 3.5) * DIAL_STEP_M
    return np.column_stack([x, np.full(8, DIAL_Y_M), np.full(8, DIAL_Z_M)]).astype(np.float32)


def dials(accent: str) -> Mesh:
    """Eight tilted dials: a whole ring for the target, a plain bar in place of a hand."""
    face = joined(
        [
            cylinder(DIAL_M, 0.22, 20).painted(PAPER),
            torus(DIAL_M * 0.8, 0.13, 20, 3).moved(z=0.22).painted(accent, 0.5),
            box(DIAL_M * 0.8, 0.22, 0.1).moved(z=0.22).painted(INK),
        ]
    ).turned(_FACE)
    meshes = []
    for x, y, z in dial_places().tolist():
        meshes.append(face.moved(x, y, z))
        meshes.append(box(0.4, 0.4, z).moved(x, y + 0.3).painted(OAK))
    return joined(meshes)


def gauge_x(cell: npt.ArrayLike) -> Floats:
    """Middle of a cell of the gauge, 1 for the first."""
    return np.asarray(GAUGE_X_M + (np.asarray(cell) - (GAUGE_CELLS + 1) / 2) * GAUGE_STEP_M, np.float32)


def rack_y(place: npt.ArrayLike) -> Floats:
    """Position of a waiting anchor company."""
    return np.asarray((2.5 - np.asarray(place)) * RACK_STEP_M - 1.5, np.float32)


def table() -> Mesh:
    """The map on its table: paper with a grid, an oak rim, legs."""
    rim = MAP_M + 0.8
    top = [box(MAP_M, MAP_M, 0.3).moved(z=-0.3).painted(PAPER)]
    for side in (-1, 1):
        at = side * (MAP_M / 2 + 0.2)
        top.append(box(rim, 0.4, 0.62).moved(y=at, z=-0.42).painted(OAK))
        top.append(box(0.4, rim, 0.62).moved(x=at, z=-0.42).painted(OAK))
    for line in np.linspace(-MAP_M / 2, MAP_M / 2, 9)[1:-1]:
        top.append(box(MAP_M, 0.06, 0.02).moved(y=line).painted("#CFC6B8"))
        top.append(box(0.06, MAP_M, 0.02).moved(x=line).painted("#CFC6B8"))
    meshes = [joined(top).turned(TILTED).moved(z=MIDDLE_M)]
    for x in (-8.0, 0.0, 8.0):
        for v in (0.12, 0.88):
            _, y, z = on_map((0.5, v))[0]
            meshes.append(box(0.7, 0.7, max(z - 0.35, 0.2)).moved(x, y, 0).painted(OAK))
    for place in range(6):
        meshes.append(cylinder(RACK_M + 0.2, 0.5, 16).moved(RACK_X_M, float(rack_y(place))).painted(PAPER_2))
        meshes.append(
            torus(RACK_M + 0.1, 0.07, 12, 3).moved(RACK_X_M, float(rack_y(place)), 0.52).painted(VIOLET, 0.4)
        )
    return joined(meshes)


def board() -> Mesh:
    """The board of the count, with the band of the plan over the third to the fifth cell."""
    wide = GAUGE_CELLS * GAUGE_STEP_M + 0.6
    meshes = [
        box(wide, 0.3, GAUGE_HIGH_M + 0.5)
        .moved(GAUGE_X_M, GAUGE_Y_M + 0.3, GAUGE_Z_M - 0.25)
        .painted(INK, 0.05),
        box(5.0, 0.3, DIGIT_HIGH_M + 0.9)
        .moved(DIGIT_X_M, GAUGE_Y_M + 0.3, DIGIT_Z_M - 0.45)
        .painted(INK, 0.05),
    ]
    for side in (-1, 1):
        meshes.append(box(0.5, 0.5, GAUGE_Z_M + 1).moved(side * 8.2, GAUGE_Y_M + 0.6, 0).painted(OAK))
    low, high = (float(gauge_x(cell)) for cell in (3, 5))
    middle, width = (low + high) / 2, high - low + GAUGE_STEP_M
    for z in (GAUGE_Z_M - 0.42, GAUGE_Z_M + GAUGE_HIGH_M + 0.14):
        meshes.append(box(width, 0.5, 0.28).moved(middle, GAUGE_Y_M - 0.1, z).painted(GREEN, 0.8))
    for x in (middle - width / 2, middle + width / 2):
        meshes.append(
            box(0.2, 0.5, GAUGE_HIGH_M + 0.84).moved(x, GAUGE_Y_M - 0.1, GAUGE_Z_M - 0.42).painted(GREEN, 0.8)
        )
    return joined(meshes)


def anchor() -> Mesh:
    """An anchor company: a stout tower that ends in a crown."""
    return joined(
        [
            cylinder(RACK_M, 2.6, 10, top=RACK_M * 0.8).painted(VIOLET, 0.12),
            torus(RACK_M * 0.95, 0.14, 10, 3).moved(z=1.0).painted(PAPER, 0.3),
            torus(RACK_M * 0.9, 0.14, 10, 3).moved(z=2.0).painted(PAPER, 0.3),
            cylinder(RACK_M * 0.8, 0.9, 10, top=0.05).moved(z=2.6).painted("#F6D98A", 0.7),
        ]
    )


FLIGHT_S, FLIGHT_HIGH_M = 0.55, 3.0
MOST_RINGS = FIRMS // 15
BEAM_M_PER_FIRM = 0.045
HUES = ("#E8872B", "#C9483F", BLUE, TEAL, "#B06BD9", "#86A845", "#D8A72C", ROSE)
"""Colours that tell neighbouring clusters apart; they mean nothing else."""


class Goals25Prop(Prop):
    """A map, its firms, rings and beams round the counted clusters, anchors and their rack, and the gauge."""

    kind = "goals25"
    sky, lamps, sun = 0.8, 0.6, 0.9
    figure_box = Box(
        (DIGIT_X_M - 2.5, GAUGE_Y_M, DIGIT_Z_M - 0.45),
        (DIGIT_X_M + 2.5, GAUGE_Y_M + 0.5, DIGIT_Z_M + DIGIT_HIGH_M + 0.45),
    )

    def build(self) -> None:
        self._firms = self.add(Instances("firms", box(FIRM_M, FIRM_M, LAYER_M - 0.06), FIRMS))
        self._rings = self.add(Instances("rings", torus(1.0, 0.09, 20, 3).turned(TILTED), MOST_RINGS))
        self._beams = self.add(Instances("beams", cylinder(1.0, 1.0, 12), MOST_RINGS, transparent=True))
        self._anchors = self.add(Instances("anchors", anchor(), MOST_ANCHORS))
        self._reach = self.add(
            Instances(
                "reach",
                cylinder(1.0, 0.06, 24).turned(TILTED).painted(VIOLET),
                MOST_ANCHORS,
                transparent=True,
            )
        )
        self._cells = self.add(Instances("cells", box(GAUGE_STEP_M - 0.22, 0.4, GAUGE_HIGH_M), GAUGE_CELLS))
        at, level = (DIGIT_X_M, GAUGE_Y_M, DIGIT_Z_M), (DIGIT_M, 0.3, 0.34)
        self._digits = self.add(SevenSegments(2, at, DIGIT_M + 0.7, DIGIT_M - 0.34, DIGIT_HIGH_M, level))
        self.add(static_node("table", table()))
        self.add(static_node("board", joined([board(), dials(self.accent.day)])))
        self._counted: object = None
        self._settled: tuple[object, ...] = ()
        self._rested: object = None
        self._shown_count: object = None

    def show(self, exhibit: Clusters, state: State, time_s: float) -> None:
        self._stand(state, time_s)
        if state.count is not self._counted:
            self._counted = state.count
            self._show_signs(state)
        settled = (exhibit.seed, exhibit.anchors, state.settled_at, exhibit.pull)
        if settled != self._settled:
            self._settled = settled
            self._settle(exhibit, state)

    def boxes(self) -> Mapping[str, Box]:
        half = MAP_M / 2
        _, low_y, low_z = on_map((0.5, 0.0))[0]
        _, high_y, high_z = on_map((0.5, 1.0))[0]
        wide = GAUGE_CELLS * GAUGE_STEP_M / 2
        found = {
            "map": Box((-half, float(low_y), float(low_z) - 0.3), (half, float(high_y), float(high_z) + 0.6)),
            "counter": Box(
                (DIGIT_X_M - 2.5, GAUGE_Y_M - 0.4, DIGIT_Z_M - 0.4),
                (GAUGE_X_M + wide, GAUGE_Y_M + 0.6, DIGIT_Z_M + DIGIT_HIGH_M + 0.4),
            ),
            "anchors": Box(
                (RACK_X_M - RACK_M - 0.3, float(rack_y(5)) - 1.0, 0.0),
                (RACK_X_M + RACK_M + 0.3, float(rack_y(0)) + 1.0, 4.0),
            ),
        }
        left, right = dial_places()[[0, -1], 0].tolist()
        found["dials"] = Box(  # picked through the gaps between them
            (left - DIAL_M, DIAL_Y_M - 1.0, 0.0), (right + DIAL_M, DIAL_Y_M + 0.8, DIAL_Z_M + 1.1)
        )
        for name, (x, y, z) in zip(DIALS, dial_places().tolist(), strict=True):
            found[f"dial_{name}"] = Box((x - DIAL_M, y - 1.1, z - 0.9), (x + DIAL_M, y + 0.9, z + 1.2))
        return found

    # ---- the map

    def _stand(self, state: State, time_s: float) -> None:
        """Firms at their places, or on their way."""
        share = np.clip((time_s - state.moved_at * STEP_S) / FLIGHT_S, 0, 1).astype(np.float32)
        resting = bool((share >= 1).all())
        if resting and self._rested is state.firms and self._shown_count is state.count:
            return
        self._rested, self._shown_count = (state.firms if resting else None), state.count
        there = on_map(state.firms) + heaped(state.firms)
        eased = (share * share * (3 - 2 * share))[:, None]
        at = on_map(state.came_from) * (1 - eased) + there * eased
        at[:, 2] += FLIGHT_HIGH_M * 4 * share * (1 - share)
        member = state.count.member
        colours = np.where(member[:, None] < 0, self.colour(DUST), _HUES[member % len(HUES)])
        flying = share < 1
        self._firms.set(at, None, np.where(flying, 1.15, 1.0), colours, np.where(member < 0, 0.08, 0.4))

    def _show_signs(self, state: State) -> None:
        """Rings and beams round the clusters, the cells of the gauge and the digits."""
        found = len(state.count)
        sizes = state.count.sizes.astype(np.float32)
        at = on_map(state.count.centres)
        radius = 0.7 + 0.13 * np.sqrt(sizes)
        hues = _HUES[np.arange(found) % len(HUES)]
        self._rings.set(at + _OVER, None, np.column_stack([radius, radius, np.ones(found)]), hues, 0.7)
        high = 1.0 + BEAM_M_PER_FIRM * sizes
        opaque = np.column_stack([hues, np.full(found, 0.24, np.float32)])
        self._beams.set(at, None, np.column_stack([radius * 0.9, radius * 0.9, high]), opaque, 0.7)
        within = LOW <= found <= HIGH
        cell = np.arange(1, GAUGE_CELLS + 1)
        lit = cell <= found
        colour = GREEN if within else AMBER
        positions = np.column_stack(
            [
                gauge_x(cell),
                np.where(lit, GAUGE_Y_M - 0.15, GAUGE_Y_M + 0.1),
                np.full(GAUGE_CELLS, GAUGE_Z_M),
            ]
        )
        tall = np.column_stack([np.ones((GAUGE_CELLS, 2)), np.where(lit, 1.0, 0.35)])
        self._cells.set(
            positions,
            None,
            tall,
            np.where(lit[:, None], self.colour(colour), self.colour("#5A6068")),
            np.where(lit, 0.85, 0.05),
        )
        self._digits.show(found, colour)

    def _settle(self, exhibit: Clusters, state: State) -> None:
        """Anchors on the map, the reach of each, and those that wait on the rack."""
        on = on_map(exhibit.anchor_places(state))
        waiting = np.arange(len(on), MOST_ANCHORS)
        rack = np.column_stack(
            [np.full(len(waiting), RACK_X_M), rack_y(waiting), np.full(len(waiting), 0.5)]
        ).astype(np.float32)
        size = np.concatenate([np.ones(len(on)), np.full(len(waiting), 0.8)])
        self._anchors.set(np.concatenate([on, rack]), None, size, None, 0.1 + 0.02 * exhibit.pull)
        felt = REACH * MAP_M
        opaque = np.full((len(on), 4), 1.0, np.float32)
        opaque[:, 3] = 0.06 + 0.05 * exhibit.pull
        self._reach.set(on + _OVER / 2, None, np.tile((felt, felt, 1.0), (len(on), 1)), opaque, 0.5)


_HUES: Floats = np.array([rgb(hue) for hue in HUES])
_OVER: Floats = np.array((0.0, 0.0, 0.12), np.float32)
