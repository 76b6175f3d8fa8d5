"""The machine of the library, one for each process; what glows in it, the part it makes, and how many were good."""

from __future__ import annotations

import numpy as np
import panda3d.core as p3d

from ....exhibits.twinlib.exhibit import TwinLibState
from ....exhibits.twinlib.models import TEST_POWER
from ....exhibits.twinlib.recipe import BAND, TARGET
from ...primitives.instancing import Instances, static_node
from ...primitives.meshes import Mesh, box, cylinder, joined, torus
from ...scene.mesh import rgb

OVEN_X_M, OVEN_Y_M, OVEN_HALF_M = 8.9, 1.3, 2.4
PART_Y_M = -1.9
TALLY_X_M, TALLY_Y_M, MOST_TOLD = 11.6, -1.6, 12
COLUMN_X_M, COLUMN_M = 6.05, 4.2
FULL_PERCENT = 110.0
TALL = 1.4
INK, PAPER, STEEL, RED, GREEN, GOLD = (
    "#3C4149",
    "#F0EAE1",
    "#A7ABAF",
    "#E0402C",
    "#35B07A",
    "#F2B632",
)
COLD, HOT, WHITE = "#4A5A72", "#F0562A", "#FFE9B8"


class Oven:
    """Furnace, mould press or soldering tunnel, glowing as hot as it is, with a column beside it."""

    def __init__(self, parent: p3d.NodePath) -> None:
        self._machines = {name: static_node(name, mesh) for name, mesh in _machines().items()}
        for path in self._machines.values():
            path.reparent_to(parent)
            path.set_pos(OVEN_X_M, OVEN_Y_M, 0)
        self._fire = Instances("fire", box(), 3)
        self._part = Instances("part", cylinder(0.6, 1.4, 14), 3)
        self._ring = Instances("ring", torus(0.75, 0.09, 20, 6), 1)
        self._tally = Instances("told", box(0.58, 0.6, 0.18), 2 * MOST_TOLD)
        for instances in (self._fire, self._part, self._ring, self._tally):
            instances.path.reparent_to(parent)
        static_node("stand", _stand()).reparent_to(parent)
        self._on = ""
        self._told: tuple[int, int] | None = None
        self._made: tuple[object, ...] = ()

    def show(self, state: TwinLibState, second: float) -> None:
        if state.process != self._on:
            self._on = state.process
            for name, path in self._machines.items():
                if name == state.process:
                    path.unstash()
                else:
                    path.stash()
        last = len(state.truth) - 1
        percent = float(np.interp(min(second, last), np.arange(last + 1), state.truth))
        power = _power_at(state, second)
        self._burn(percent, power, state)
        made = (state.phase, state.outcome, state.number)
        if made != self._made:
            self._made = made
            self._put(state)
        if self._told != (state.parts, state.good):
            self._told = (state.parts, state.good)
            self._count(state)

    def _burn(self, percent: float, power: float, state: TwinLibState) -> None:
        """The glow inside by the true temperature; the column by the measured one; the power under the door."""
        heat = float(np.clip(percent / 100, 0, 1))
        low, high, white = (rgb(text) for text in (COLD, HOT, WHITE))
        colour = (
            low + (high - low) * min(heat * 1.7, 1)
            if heat < 0.6
            else high + (white - high) * (heat - 0.6) / 0.4
        )
        inner = {"heat_treatment": (2.3, 1.5), "moulding": (2.6, 0.5), "soldering": (3.2, 0.8)}[state.process]
        measured = float(np.clip(state.measured / FULL_PERCENT, 0.005, 1)) * COLUMN_M
        wide = max(power * 3.4, 0.02)
        self._fire.set(
            [
                (OVEN_X_M, OVEN_Y_M - 0.55, 0.85 * TALL),
                (COLUMN_X_M, OVEN_Y_M - 1.5, 0.3),
                (OVEN_X_M - 1.7 + wide / 2, OVEN_Y_M - 1.32, 0.22),
            ],
            None,
            [(inner[0] * 1.1, 0.9, inner[1] * TALL), (0.3, 0.3, measured), (wide, 0.14, 0.26)],
            [colour, colour, rgb(GOLD)],
            [0.1 + 0.85 * heat, 0.75, 0.7],
        )

    def _put(self, state: TwinLibState) -> None:
        """No part while watched; in the oven a plain one; then good is whole and ringed, burnt is split, underdone squat."""
        if state.phase == "watch":
            self._part.set(np.zeros((0, 3)))
            self._ring.set(np.zeros((0, 3)))
            return
        if state.phase == "bake":
            self._part.set([(OVEN_X_M, OVEN_Y_M - 1.05, 0.85 * TALL)], None, 0.9, rgb(STEEL), 0.15)
            self._ring.set(np.zeros((0, 3)))
            return
        at, size, colour, glow = {
            "good": ([(0.0, 0.0)], [(1.0, 1.0, 1.0)], "#DDE5E0", 0.25),
            "underdone": ([(0.0, 0.0)], [(1.35, 1.35, 0.38)], "#7E95B5", 0.1),
            "burnt": (
                [(-0.42, 0.1), (0.4, -0.15), (0.05, 0.3)],
                [(0.7, 0.7, 0.75), (0.6, 0.6, 0.5), (0.5, 0.5, 0.95)],
                "#211C1A",
                0.0,
            ),
        }[state.outcome]
        positions = [(OVEN_X_M + x, PART_Y_M + y, 0.62) for x, y in at]
        self._part.set(positions, None, np.array(size), rgb(colour), glow)
        ring = {"good": (GREEN, 1.4), "underdone": ("#4C8FE0", 0.72), "burnt": (RED, 0.7)}[state.outcome]
        self._ring.set([(OVEN_X_M, PART_Y_M, ring[1])], None, 1.25, rgb(ring[0]), 0.9)

    def _count(self, state: TwinLibState) -> None:
        """Good parts on one pile, spoilt ones on the other; the highest piles hold twelve."""
        good, bad = min(state.good, MOST_TOLD), min(state.parts - state.good, MOST_TOLD)
        at = [(TALLY_X_M - 0.32, TALLY_Y_M, 0.25 + 0.22 * i) for i in range(good)]
        at += [(TALLY_X_M + 0.32, TALLY_Y_M, 0.25 + 0.22 * i) for i in range(bad)]
        shades = [rgb(GREEN)] * good + [rgb(RED)] * bad
        self._tally.set(np.array(at).reshape(-1, 3), None, 1.0, np.array(shades).reshape(-1, 3), 0.55)


def _power_at(state: TwinLibState, second: float) -> float:
    """What the machine is driven with now, 0..1."""
    if state.phase == "rest":
        return 0.0
    steps = TEST_POWER if state.recipe is None else state.recipe.power
    return float(sum(jump for at_s, jump in steps if second >= at_s))


def _machines() -> dict[str, Mesh]:
    """Three machines round the same glow."""
    furnace = [
        box(4.2, 0.3, 2.9).moved(0, 1.1).painted(PAPER),
        box(4.2, 2.5, 0.7).painted(PAPER),
        box(4.2, 2.5, 0.5).moved(0, 0, 2.4).painted(PAPER),
        *(box(0.85, 2.5, 1.8).moved(side * 1.68, 0, 0.65).painted(PAPER) for side in (-1, 1)),
        box(2.9, 0.2, 0.25).moved(0, -1.28, 2.5).painted(INK),
        cylinder(0.32, 0.7, 12).moved(1.1, 0.3, 2.9).painted(STEEL),
    ]
    press = [
        box(4.2, 2.3, 0.75).painted(INK),
        box(3.4, 1.9, 0.6).moved(0, 0, 1.5).painted(STEEL),
        box(4.2, 2.3, 0.5).moved(0, 0, 2.75).painted(INK),
        *(
            cylinder(0.16, 2.1, 10).moved(x, y, 0.7).painted(PAPER)
            for x in (-1.85, 1.85)
            for y in (-0.9, 0.9)
        ),
        cylinder(0.5, 0.7, 14).moved(0, 0, 2.1).painted(GOLD),
    ]
    tunnel = [
        box(4.2, 2.3, 0.7).painted(STEEL),
        box(4.2, 2.3, 0.7).moved(0, 0, 1.75).painted("#2E7D5B"),
        box(4.2, 0.3, 1.2).moved(0, 1.0, 0.65).painted("#2E7D5B"),
        *(box(0.35, 2.3, 1.2).moved(side * 1.93, 0, 0.65).painted("#2E7D5B") for side in (-1, 1)),
        box(4.6, 0.7, 0.12).moved(0, -1.0, 0.7).painted(INK),
        *(cylinder(0.22, 0.45, 10).moved(x, 0.2, 2.4).painted(STEEL) for x in (-1.2, 0, 1.2)),
    ]
    built = {"heat_treatment": joined(furnace), "moulding": joined(press), "soldering": joined(tunnel)}
    return {name: mesh.scaled(1.1, 1.0, TALL) for name, mesh in built.items()}


def _stand() -> Mesh:
    """The scale of the column, the groove of the power, the stand of the part and the feet of the piles."""
    parts = [
        box(0.46, 0.12, COLUMN_M).moved(COLUMN_X_M, OVEN_Y_M - 1.3, 0.3).painted(INK),
        box(3.6, 0.1, 0.34).moved(OVEN_X_M, OVEN_Y_M - 1.28, 0.18).painted(INK),
        cylinder(0.95, 0.6, 18).moved(OVEN_X_M, PART_Y_M, 0).painted(PAPER),
        box(1.3, 0.7, 0.22).moved(TALLY_X_M, TALLY_Y_M, 0).painted(PAPER),
    ]
    for percent in (TARGET - BAND, TARGET + BAND):
        z = 0.3 + COLUMN_M * percent / FULL_PERCENT
        parts.append(box(0.7, 0.2, 0.07).moved(COLUMN_X_M, OVEN_Y_M - 1.45, z).painted(GREEN, 0.7))
    return joined(parts)
