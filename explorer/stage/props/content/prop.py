"""The brief that builds: the best building is solid in the cage, candidates are ghosts, four bars judge them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ....exhibits.content.building import Brief, measured
from ....exhibits.content.exhibit import BRIEF_PARTS, MET, BuildingBrief, State, produced
from ....exhibits.content.words import MISSED
from ...primitives.instancing import Instances, static_node
from ...primitives.meshes import Floats, Mesh, box, cylinder, joined
from ...primitives.palette import GREEN, INK, PAPER, RED
from ..prop import Box, Prop
from .towers import Ghosts, Tower

TABLE_M, TABLE_HALF_M = 5.26, 7.0
"""Height of the table in the cage, and half its width. Buildings on it have a quarter of their size."""

SCALE = 0.25
CAGE_HALF_M = 9.2
PAD_X_M, PAD_Y_M, PAD_HIGH_M, PAD_FIRST_M, PAD_STEP_M, PAD_HALF_M = 12.0, -6.0, 0.3, 4.2, 7.9, 1.9
PADS = 4
"""Pads on each side of the cage; one for each building of a generation."""

PAD_SCALE = 1 / 17
FULL = {"area": 40_000.0, "daylight": 1.0, "cost": 300e6, "height": 120.0}
"""Values of a bar of full length: m2, share, yuan, m."""

BAR_LEFT_M, BAR_M, BAR_HIGH_M, BAR_STEP_M, BAR_LOW_M = -6.6, 11.0, 0.62, 1.16, 0.62
FRONT_M = -TABLE_HALF_M - 0.12
LABEL_X_M, DIGITS = 5.7, 16
COLOURS = {"area": "#2F74D0", "daylight": "#F2B632", "cost": "#8C6A4A", "height": "#F2884B"}


class ContentProp(Prop):
    """A building on a table, a roof line of light, eight pads of ghosts and four bars with their marks."""

    kind = "content"
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
            np.concatenate(marks), None, np.tile((0.4, 0.7, 0.24), (8, 1)), self.colour("#FFFFFF"), 0.8
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
