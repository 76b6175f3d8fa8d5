"""Buildings made of nine genes: one in full, storey by storey, and eight as ghosts."""

from __future__ import annotations

import numpy as np
import panda3d.core as p3d

from ....exhibits.content.building import GENES, HIGHEST, Numbers, sizes, storeys
from ....exhibits.content.exhibit import CHILDREN, State
from ...primitives.instancing import Instances
from ...primitives.meshes import Floats, box, heading
from ...primitives.palette import PAPER
from ...scene.mesh import rgb

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
            np.where(taken[:, None], rgb("#F2B632"), self._light * 0.6),
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
