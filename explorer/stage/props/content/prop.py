"""The brief that builds: the best building is solid in the cage, candidates are ghosts, four bars judge them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import panda3d.core as p3d

from ....build.halls import CAGE_HALF_M, PAD_FIRST_M, PAD_STEP_M, PAD_X_M, PAD_Y_M
from ....exhibits.content.building import GENES, HIGHEST, Brief, Numbers, measured, sizes, storeys
from ....exhibits.content.exhibit import BRIEF_PARTS, CHILDREN, MET, BuildingBrief, State, produced
from ....exhibits.content.words import MISSED
from ...primitives.instancing import Instances, static_node
from ...primitives.meshes import Floats, Mesh, box, cylinder, heading, joined
from ...primitives.palette import BLUE, GOLD, GREEN, INK, PAPER, RED, WHITE
from ...scene.mesh import rgb
from ..prop import Box, FigureAt, Prop

STOREYS = int(HIGHEST[GENES.index("floors")])
WALL_M = 0.06
PLATE, RIM_M = np.array((1.0, 1.0, 0.16), np.float32), 0.16
"""Size of the large ghost's floors: plates only, a little wider than the building, so that it shows round the best one."""

FOUND, GLASS = "#FFF6E6", "#8E86C9"


class Tower:
    """One building at a scale: each storey a band of wall under a band of glass, round its court.

    Attributes
    ----------
    genes : of the building shown.
    """

    def __init__(self, parent: p3d.NodePath, scale: float, floor_m: float, light: Floats) -> None:
        self._scale, self._floor_m, self._light = scale, floor_m, light
        self._walls = Instances("walls", box(), 4 * STOREYS)
        self._glass = Instances("glass", box(), 4 * STOREYS)
        self._walls.path.reparent_to(parent)
        self._glass.path.reparent_to(parent)
        self.genes: Numbers | None = None
        self._met: bool | None = None

    def show(self, genes: Numbers, met: bool) -> None:
        """Show a building; one that meets the brief is lit from within."""
        if genes is self.genes and met == self._met:
            return
        self.genes, self._met = genes, met
        share = float(sizes(genes)[GENES.index("windows")])
        at, rotations, plan, high = _wings(genes, self._scale, self._floor_m)
        wall = high * (1 - share)
        thick = np.column_stack([plan, wall])
        self._walls.set(at, rotations, thick, rgb(FOUND if met else PAPER), 0.04 if met else 0.0)
        at = at + np.column_stack([np.zeros((len(at), 2)), wall])
        inset = np.maximum(plan - 2 * WALL_M, 0.02)
        glass = np.column_stack([inset, high * share])
        self._glass.set(at, rotations, glass, self._light if met else rgb(GLASS), 0.4 if met else 0.1)


class Ghosts:
    """The eight buildings of the last generation on their pads, and one after another in the place of the best.

    Parameters
    ----------
    pads, scale : their positions, shape (8, 3), and size.
    full_scale, floor_m : scale and floor of the ghost in the place of the best.
    """

    def __init__(
        self,
        parent: p3d.NodePath,
        pads: Floats,
        scale: float,
        light: Floats,
        full_scale: float,
        floor_m: float,
    ) -> None:
        self._pads, self._scale, self._light = pads, scale, light
        self._full_scale, self._floor_m = full_scale, floor_m
        self._small = Instances("ghosts", box(), CHILDREN * STOREYS)
        self._large = Instances("ghost", box(), STOREYS)
        self._feet = Instances("feet", box(3.6, 3.6, 1.0), CHILDREN)
        for instances in (self._small, self._large, self._feet):
            instances.path.reparent_to(parent)
        self._tried: object = None
        self._best: object = None
        self._on: int | None = None

    def show(self, state: State, steps_per_generation: int) -> None:
        """Show ghosts while the search goes on."""
        on = state.ticks * CHILDREN // max(steps_per_generation, 1) % CHILDREN if state.searching else -1
        if (
            state.tried is not self._tried
            or state.genes is not self._best
            or (on < 0) != ((self._on or 0) < 0)
        ):
            self._tried, self._best = state.tried, state.genes
            self._lay(state)
            self._on = None
        if on != self._on:
            self._on = on
            self._flicker(state, on)

    def _lay(self, state: State) -> None:
        taken = (state.tried == state.genes).all(axis=1) & state.searching & (state.generation > 0)
        feet = self._pads - np.array((0.0, 0.0, 0.02), np.float32)
        high = np.where(taken, 0.55, 0.06)
        self._feet.set(
            feet,
            None,
            np.column_stack([np.ones((CHILDREN, 2)), high]),
            np.where(taken[:, None], rgb(GOLD), self._light * 0.6),
            np.where(taken, 0.85, 0.15),
        )
        if not state.searching:
            self._small.set(np.zeros((0, 3)))
            return
        parts = [
            (_bodies(genes, self._scale, pad + np.array((0, 0, rise), np.float32)), chosen)
            for genes, pad, rise, chosen in zip(state.tried, self._pads, high, taken, strict=True)
        ]
        count = [len(body[0]) for body, _ in parts]
        colours = np.repeat(np.where(taken[:, None], rgb("#FFE7B0"), self._light), count, axis=0)
        self._small.set(
            np.concatenate([body[0] for body, _ in parts]),
            np.concatenate([body[1] for body, _ in parts]),
            np.concatenate([body[2] for body, _ in parts]),
            colours,
            np.repeat(np.where(taken, 0.8, 0.4), count),
        )

    def _flicker(self, state: State, on: int) -> None:
        if on < 0:
            self._large.set(np.zeros((0, 3)))
            return
        foot = np.array((0, 0, self._floor_m), np.float32)
        at, rotations, size = _bodies(state.tried[on], self._full_scale, foot)
        self._large.set(at, rotations, size * PLATE + (RIM_M, RIM_M, 0), self._light, 0.6)


def _bodies(genes: Numbers, scale: float, foot: Floats) -> tuple[Floats, Floats, Floats]:
    """A box for every storey: positions, rotations and sizes."""
    built = storeys(genes)
    at = np.array([(0.0, 0.0, s.floor_m * scale) for s in built], np.float32) + foot
    size = np.array([(s.width_m, s.depth_m, s.height_m * 0.78) for s in built], np.float32) * scale
    return at, heading(np.degrees([s.turn_rad for s in built])), size


def _wings(genes: Numbers, scale: float, floor_m: float) -> tuple[Floats, Floats, Floats, Floats]:
    """Four wings about the court of every storey: positions (n, 3), rotations, plans (n, 2), storey heights (n,)."""
    positions, rotations, plans, heights = [], [], [], []
    for s in storeys(genes):
        wide, deep = s.width_m * scale, s.depth_m * scale
        inner_wide, inner_deep = s.court_width_m * scale, s.court_depth_m * scale
        side, front = (wide - inner_wide) / 2, (deep - inner_deep) / 2
        turn = heading(np.degrees(s.turn_rad))[0]
        z = floor_m + s.floor_m * scale
        # front and back have the full width; left and right fill the space between
        for x, y, plan in (
            (0.0, -(deep - front) / 2, (wide, front)),
            (0.0, (deep - front) / 2, (wide, front)),
            (-(wide - side) / 2, 0.0, (side, max(inner_deep, 0.01))),
            ((wide - side) / 2, 0.0, (side, max(inner_deep, 0.01))),
        ):
            positions.append(turn @ (x, y, 0.0) + (0.0, 0.0, z))
            rotations.append(turn)
            plans.append(plan)
            heights.append(s.height_m * scale)
    return (
        np.array(positions, np.float32),
        np.array(rotations, np.float32),
        np.array(plans, np.float32),
        np.array(heights, np.float32),
    )


TABLE_M, TABLE_HALF_M = 5.26, 7.0
"""Height of the table in the cage, and half its width. Buildings on it have a quarter of their size."""

SCALE = 0.25
PAD_HIGH_M, PAD_HALF_M = 0.3, 1.9
PADS = 4
"""Pads on each side of the cage; one for each building of a generation."""

PAD_SCALE = 1 / 17
FULL = {"area": 40_000.0, "daylight": 1.0, "cost": 300e6, "height": 120.0}
"""Values of a bar of full length: m2, share, yuan, m."""

BAR_LEFT_M, BAR_M, BAR_HIGH_M, BAR_STEP_M, BAR_LOW_M = -6.6, 11.0, 0.62, 1.16, 0.62
FRONT_M = -TABLE_HALF_M - 0.12
LABEL_X_M, DIGITS = 5.7, 16
COLOURS = {"area": BLUE, "daylight": GOLD, "cost": "#8C6A4A", "height": "#F2884B"}


class ContentProp(Prop):
    """A building on a table, a roof line of light, eight pads of ghosts and four bars with their marks."""

    kind = "content"
    figure_at = FigureAt((9.4, -11.6, 0.3), 1.4)
    lamps = 0.45

    def build(self) -> None:
        self._tower = Tower(self.root, SCALE, TABLE_M, self.colour("#FFD9A0"))
        self._ghosts = Ghosts(self.root, _pads(), PAD_SCALE, self.colour(self.accent.night), SCALE, TABLE_M)
        self._bars = self.add(Instances("bars", box(), 4))
        self._marks = self.add(Instances("marks", box(), 8))
        self._lamps = self.add(Instances("lamps", cylinder(0.34, 0.16, 12).turned(_FACING), 4))
        self._roof = self.add(Instances("roof", box(), 4))
        self._digits = self.add(Instances("digits", box(0.1, 0.1, 1.0), DIGITS))
        self.add(static_node("board", _board()))
        self._judged: tuple[object, ...] = ()
        self._limit_m = 60.0
        self._high_m = 1.0

    def show(self, exhibit: BuildingBrief, state: State, time_s: float) -> None:
        self._tower.show(state.genes, state.gap < MET)
        self._ghosts.show(state, exhibit.steps_per_generation)
        judged = (state.genes.tobytes(), state.brief, state.missing, exhibit.brief)
        if judged != self._judged:
            self._judged = judged
            self._judge(state, exhibit.brief)

    def boxes(self) -> Mapping[str, Box]:
        found = {}
        for row, part in enumerate(BRIEF_PARTS):
            z = _bar_z(row)
            found[part] = Box(
                (BAR_LEFT_M - 0.1, FRONT_M - 0.4, z - 0.12),
                (BAR_LEFT_M + BAR_M, FRONT_M, z + BAR_HIGH_M + 0.12),
            )
        half = CAGE_HALF_M + 0.5
        limit = TABLE_M + SCALE * self._limit_m
        found["limit"] = Box((-half, -half - 0.3, limit - 0.2), (half, -half + 0.3, limit + 0.6))
        found["tower"] = Box((-6.0, -6.0, TABLE_M), (6.0, 6.0, TABLE_M + max(self._high_m, 1.0)))
        for name, side in (("tried_left", -1.0), ("tried_right", 1.0)):
            x = side * PAD_X_M
            top = PAD_FIRST_M + PADS * PAD_STEP_M
            found[name] = Box(
                (x - PAD_HALF_M, PAD_Y_M - PAD_HALF_M, PAD_FIRST_M),
                (x + PAD_HALF_M, PAD_Y_M + PAD_HALF_M, top),
            )
        found["label"] = Box((LABEL_X_M - 0.95, FRONT_M - 0.4, 0.4), (LABEL_X_M + 0.95, FRONT_M, 4.8))
        return found

    def _judge(self, state: State, brief: Brief) -> None:
        """Bars and marks; a bar that misses its mark is red, and the worst obstacle stands out."""
        found = measured(state.genes[None])
        full = np.array([FULL[part] for part in BRIEF_PARTS])
        have = np.array([found.area_m2[0], found.daylight[0], found.cost_yuan[0], found.height_m[0]]) / full
        asked = np.array(brief) / full
        self._limit_m, self._high_m = brief.height_m, SCALE * float(found.height_m[0])
        missing = np.array(state.missing)
        blocks = (np.arange(4) == missing.argmax()) & (state.gap >= MET)
        short = missing > MISSED
        z = np.array([_bar_z(row) for row in range(4)])
        long = np.clip(have, 0.005, 1.0) * BAR_M
        deep = np.where(blocks, 0.75, 0.3)
        at = np.column_stack([BAR_LEFT_M + long / 2, FRONT_M - deep / 2, z])
        own = np.array([self.colour(COLOURS[part]) for part in BRIEF_PARTS])
        self._bars.set(
            at,
            None,
            np.column_stack([long, deep, np.full(4, BAR_HIGH_M)]),
            np.where(blocks[:, None], self.colour(RED), own),
            np.where(blocks, 0.85, 0.3),
        )
        # a mark is a bracket above and below its bar
        x = BAR_LEFT_M + np.clip(asked, 0, 1) * BAR_M
        marks = [np.column_stack([x, np.full(4, FRONT_M - 0.2), z + dz]) for dz in (-0.24, BAR_HIGH_M)]
        self._marks.set(
            np.concatenate(marks), None, np.tile((0.4, 0.7, 0.24), (8, 1)), self.colour(WHITE), 0.8
        )
        lamps = np.column_stack(
            [np.full(4, BAR_LEFT_M + BAR_M + 0.02), np.full(4, FRONT_M), z + BAR_HIGH_M / 2]
        )
        self._lamps.set(
            lamps,
            None,
            np.where(short, 0.55, 1.0),
            np.where(short[:, None], self.colour(INK), self.colour(GREEN)),
            np.where(short, 0.0, 0.85),
        )
        high = TABLE_M + SCALE * brief.height_m
        half = CAGE_HALF_M + 0.35
        over = missing[3] > MISSED
        self._roof.set(
            [(0, -half, high), (0, half, high), (-half, 0, high), (half, 0, high)],
            None,
            [(2 * half + 0.4, 0.3, 0.3)] * 2 + [(0.3, 2 * half, 0.3)] * 2,
            self.colour(RED) if over else self.colour(COLOURS["height"]),
            0.85,
        )
        value = np.array([int(digit, 16) for digit in produced(state.genes)]) / 15
        x = LABEL_X_M + (np.arange(DIGITS) - (DIGITS - 1) / 2) * 0.098
        self._digits.set(
            np.column_stack([x, np.full(DIGITS, FRONT_M - 0.1), np.full(DIGITS, 0.75)]),
            None,
            np.column_stack([np.full((DIGITS, 2), 0.7), 0.15 + 3.4 * value]),
            self.colour(self.accent.night),
            0.75,
        )


def _bar_z(row: int) -> float:
    """Height of a bar's row: the first on top."""
    return BAR_LOW_M + BAR_STEP_M * (3 - row)


def _pads() -> Floats:
    """Positions of the eight children, shape (8, 3)."""
    z = PAD_FIRST_M + PAD_STEP_M * np.arange(PADS)
    return np.array(
        [(side * PAD_X_M, PAD_Y_M, high + PAD_HIGH_M) for side in (-1, 1) for high in z], np.float32
    )


def _board() -> Mesh:
    """The dark board on the front of the table, and the plate of the label beside it."""
    meshes = [
        box(BAR_M + 0.9, 0.1, 4.75)
        .moved(BAR_LEFT_M + BAR_M / 2 + 0.2, FRONT_M + 0.05, 0.2)
        .painted(INK, 0.05),
        box(1.9, 0.16, 4.4).moved(LABEL_X_M, FRONT_M + 0.02, 0.4).painted("#2A2140", 0.1),
    ]
    for row in range(4):
        for tenth in range(0, 11, 2):
            x = BAR_LEFT_M + BAR_M * tenth / 10
            meshes.append(box(0.05, 0.08, 0.12).moved(x, FRONT_M, _bar_z(row) - 0.42).painted(PAPER, 0.3))
    return joined(meshes)


_FACING: Floats = np.array(((1, 0, 0), (0, 0, -1), (0, 1, 0)), np.float32)
