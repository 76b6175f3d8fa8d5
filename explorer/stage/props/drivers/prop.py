"""The lagging hand: a hand, its delayed image at the end of a chain, and five pylons that shorten the chain."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ....exhibits.drivers.exhibit import LaggingHand, State
from ....exhibits.drivers.pipe import REACH_M, STAGES, SUBSTEP_S, aged, route_at, stages_ms
from ....exhibits.drivers.words import STAGES_SHOWN
from ....exhibits.exhibit import STEP_S
from ...primitives.instancing import InstanceList, Instances, static_node
from ...primitives.meshes import Floats, Mesh, ball, box, cylinder, joined, spans, torus
from ...primitives.palette import CHARCOAL, GOLD, GREEN, PAPER, PINE, RED, STEEL_DIM
from ..prop import Box, FigureAt, Prop

SCALE = 10.5
"""Metres of the park for one metre of the hand's world."""

MIDDLE_Z_M, FRAME_M = 8.3, 0.16
PANE_Y_M = 0.95
"""Position of the glass: high enough that the name of the gate below it is visible."""

HALF_M = REACH_M * SCALE + np.array((1.3, 1.35))
ABOVE_Z_M = float(MIDDLE_Z_M + HALF_M[1]) + FRAME_M
"""The top of the window."""

PILLARS = ("display", "overlay", "prediction", "cloud", "network")
"""Pylons from the west, in rising order."""

PILLAR_X_M = -17.2 + 8.6 * np.arange(5)
PILLAR_HIGH_M = np.array((12.0, 16.5, 20.0, 23.0, 25.0))
PILLAR_Y_M, SLOT_Y_M = 13.0, 10.36

CHAIN_X_M, CHAIN_Y_M, MS_M, MOST_MS, COMFORT_MS = -8.4, -2.9, 0.14, 120.0, 20.0


UPRIGHT = np.array([[1, 0, 0], [0, 0, -1], [0, 1, 0]], float)
"""A rotation that makes flat things face the visitor."""


def scene_position(at_m: np.ndarray, y: float = 0.0) -> tuple[float, float, float]:
    """A point of the hand's world in the prop's own metres."""
    return float(at_m[0]) * SCALE, y, MIDDLE_Z_M + float(at_m[1]) * SCALE


def scene_positions(at_m: np.ndarray, y: float) -> Floats:
    """Points of the hand's world in the prop's own metres, shape (n, 3)."""
    return np.column_stack(
        [at_m[:, 0] * SCALE, np.full(len(at_m), y), MIDDLE_Z_M + at_m[:, 1] * SCALE]
    ).astype(np.float32)


def hand() -> Mesh:
    """An open hand, palm to the visitor, its middle at the origin."""
    parts = [box(1.3, 0.34, 1.25).moved(z=-0.85)]
    for number, high in enumerate((0.95, 1.15, 1.05, 0.8)):
        x = -0.49 + 0.325 * number
        parts.append(cylinder(0.15, high, 7).moved(x=x, z=0.38))
    tilt = np.radians(48)
    lean = np.array([[np.cos(tilt), 0, -np.sin(tilt)], [0, 1, 0], [np.sin(tilt), 0, np.cos(tilt)]])
    parts.append(cylinder(0.17, 0.95, 7).turned(lean).moved(x=-0.55, z=-0.5))
    parts.append(cylinder(0.36, 0.5, 10).moved(z=-1.33))
    return joined(parts).scaled(1.5, 1.3, 1.5)


def gear() -> Mesh:
    """The object: a gear of the pump, facing the visitor."""
    teeth = []
    for angle in np.linspace(0, 2 * np.pi, 9)[:-1]:
        turn = np.array([[np.cos(angle), -np.sin(angle), 0], [np.sin(angle), np.cos(angle), 0], [0, 0, 1]])
        teeth.append(box(0.3, 0.26, 0.3).moved(x=0.72).turned(turn))
    parts = [cylinder(0.65, 0.3, 16).painted(GOLD), joined(teeth).painted(GOLD)]
    parts.append(cylinder(0.24, 0.36, 10).painted(CHARCOAL))
    return joined(parts).turned(UPRIGHT)


def outline() -> Mesh:
    """The ring that an AR headset would draw round the object."""
    return torus(1.12, 0.1, 28, 6).turned(UPRIGHT)


def stage() -> Mesh:
    """Frame of the window with a mark each 10 cm, deck, and the ruler of the chain."""
    wide, high = HALF_M
    foot, frame = MIDDLE_Z_M - high, []
    for z in (foot, MIDDLE_Z_M + high):
        frame.append(box(2 * wide + FRAME_M, 0.3, FRAME_M).moved(y=0.8, z=z - FRAME_M / 2).painted(PAPER))
    for x in (-wide, wide):
        frame.append(box(FRAME_M, 0.3, 2 * high).moved(x, 0.8, foot).painted(PAPER))
        frame.append(box(0.4, 0.4, foot).moved(x, 0.8).painted(PINE))
    for number in range(-8, 9):
        tall = 0.5 if number % 4 == 0 else 0.26
        frame.append(box(0.07, 0.34, tall).moved(number * 0.1 * SCALE, 0.78, foot).painted(PAPER))
    long = MOST_MS * MS_M
    deck = [box(long + 1.6, 2.3, 0.22).moved(CHAIN_X_M + long / 2, CHAIN_Y_M).painted(CHARCOAL)]
    for ms in range(0, int(MOST_MS) + 1, 10):
        deep = 0.8 if ms % 20 == 0 else 0.4
        x = CHAIN_X_M + ms * MS_M
        deck.append(box(0.08, deep, 0.04).moved(x, CHAIN_Y_M - 1.1 + deep / 2, 0.22).painted(PAPER, glow=0.3))
    x = CHAIN_X_M + COMFORT_MS * MS_M
    deck.append(box(0.14, 2.3, 0.06).moved(x, CHAIN_Y_M, 0.22).painted(GREEN, glow=0.8))
    deck.append(box(0.14, 0.14, 2.1).moved(x, CHAIN_Y_M + 1.0, 0.2).painted(GREEN, glow=0.8))
    deck.append(box(0.9, 0.1, 0.5).moved(x + 0.45, CHAIN_Y_M + 1.0, 1.8).painted(GREEN, glow=0.8))
    return joined(frame + deck)


def pane() -> Mesh:
    """The dark window behind the hands."""
    wide, high = HALF_M
    return (
        box(2 * wide, 0.04, 2 * high).moved(y=PANE_Y_M, z=MIDDLE_Z_M - high).painted("#1E2A33", opacity=0.98)
    )


def ribbon() -> tuple[Floats, Floats, Floats, np.ndarray]:
    """The ribbon over the pylons as short bars: positions, rotations, lengths, and the pylon that each belongs to."""
    knots_x = np.array([-23.0, *PILLAR_X_M, 19.8])
    knots_z = np.array([3.0, *(PILLAR_HIGH_M - 3.2), 24.5])
    curve = np.polynomial.Polynomial.fit(knots_x, knots_z, 4)
    x = np.linspace(knots_x[0], knots_x[-1], 31)
    line = np.column_stack([x, np.full(31, SLOT_Y_M - 0.45), curve(x)])
    at, rotations, long = spans(line[:-1], line[1:])
    return at, rotations, long, np.clip(np.searchsorted(PILLAR_X_M, x[1:] - 0.5), 0, 4)


GLASS_Y_M, HAND_Y_M, OBJECT_Y_M, BEADS_Y_M = -0.55, 0.35, -0.05, -0.75
BEADS = 31
NAMED_M = 3.6
"""Height of a pylon above the window that its name takes."""
HAND_HALF_M = np.array((1.45, 0.3, 2.3))
BELOW_M = np.array((0, -0.17))
"""Offset of the error bar to the wrists, in metres of the hand's world."""


class DriversProp(Prop):
    """A window with two hands over the chain, and the pylons behind it."""

    kind = "drivers"
    figure_at = FigureAt((0.0, 0.4, 12.7), 1.5)
    covers_letters = True
    lamps = 0.35

    def build(self) -> None:
        self._hand = static_node("hand", hand().painted("#F6E3C8", glow=0.2))
        self._glass = static_node(
            "glass", hand().painted(self.accent.night, glow=0.75, opacity=0.66), transparent=True
        )
        self._object = static_node("object", gear())
        self._ring = Instances("ring", outline(), 1)
        self._beads = Instances("beads", ball(0.5, 8, 5), BEADS)
        self._lines = Instances("lines", box(), 4)
        self._chain = Instances("chain", box(), len(STAGES) + 1)
        self._pylons = Instances("pylons", box(), 5 * 4)
        self._ribbon = Instances("ribbon", cylinder(0.5, 1.0, 6), 30)
        for path in (
            static_node("stage", stage()),
            static_node("pane", pane(), transparent=True),
            self._hand,
            self._object,
            self._ring.path,
            self._beads.path,
            self._lines.path,
            self._chain.path,
            self._pylons.path,
            self._ribbon.path,
            self._glass,
        ):
            path.reparent_to(self.root)
        self._laid: tuple[str, ...] | None = None
        self._hand_at = self._glass_at = self._object_at = np.zeros(2)

    def show(self, exhibit: LaggingHand, state: State, time_s: float) -> None:
        later_s = float(np.clip(time_s - state.ticks * STEP_S, 0, STEP_S))
        self._object_at = route_at(exhibit.route, state.phase_s + later_s * exhibit.speed)
        if exhibit.leads(state) == "own":
            self._hand_at = np.array(state.aim_m)
        else:
            held = np.allclose(state.hand_m[-1], state.object_m[-1])
            self._hand_at = self._object_at if held else state.hand_m[-1]
        self._glass_at = exhibit.seen(state, state.hand_m, later_s)
        outlined = exhibit.seen(state, state.object_m, later_s)
        self._hand.set_pos(*scene_position(self._hand_at, HAND_Y_M))
        self._object.set_pos(*scene_position(self._object_at, OBJECT_Y_M))
        self._glass.set_pos(*scene_position(self._glass_at, GLASS_Y_M))
        near = float(np.linalg.norm(outlined - self._object_at)) < 0.02
        self._ring.set(
            [scene_position(outlined, OBJECT_Y_M - 0.2)],
            None,
            1.0 if near else 1.12,
            self.colour(self.accent.night if near else RED),
            0.9,
        )
        self._fill(state, later_s)
        self._join(exhibit, state, later_s)
        if state.on != self._laid:
            self._laid = state.on
            self._lay(state)

    def boxes(self) -> Mapping[str, Box]:
        def about(at: np.ndarray, y: float, half: np.ndarray) -> Box:
            middle = np.array(scene_position(at, y))
            low, high = middle - half, middle + half
            return Box(tuple(map(float, low)), tuple(map(float, high)))  # type: ignore[arg-type]

        found = {
            name: Box(
                (float(x) - 2.3, SLOT_Y_M - 0.3, 0.2), (float(x) + 2.3, PILLAR_Y_M + 2.7, float(high) + 0.7)
            )
            for name, x, high in zip(PILLARS, PILLAR_X_M, PILLAR_HIGH_M, strict=True)
        }
        found["hand"] = about(self._hand_at, HAND_Y_M, HAND_HALF_M)
        found["glass"] = about(self._glass_at, GLASS_Y_M, HAND_HALF_M)
        found["object"] = about(self._object_at, OBJECT_Y_M, np.array((0.9, 0.5, 0.9)))
        left, right, edge = CHAIN_X_M - 0.6, CHAIN_X_M + MOST_MS * MS_M + 0.6, CHAIN_Y_M - 0.5
        found["chain"] = Box((left, CHAIN_Y_M - 1.15, 0.0), (right, edge, 0.3))  # the ruler
        found["stages"] = Box((left, edge, 0.0), (right, CHAIN_Y_M + 1.15, 1.5))
        return found

    def named_boxes(self) -> Mapping[str, Box]:
        """Names of pylons stand behind the window just above it, since hands move in the window."""
        boxes = dict(self.boxes())
        for name, x in zip(PILLARS, PILLAR_X_M, strict=True):
            if abs(x) < HALF_M[0]:
                (west, near, _), (east, far, _) = boxes[name]
                boxes[name] = Box((west, near, ABOVE_Z_M), (east, far, ABOVE_Z_M + NAMED_M))
        return boxes

    # ---- samples in the chain

    def _fill(self, state: State, later_s: float) -> None:
        """Movements not shown yet: a bead for every sample in the chain, coloured by its stage."""
        ends_s = np.cumsum(list(stages_ms(state.on).values())) / 1000
        ages_s = np.arange(0.0, ends_s[-1], SUBSTEP_S)[:BEADS]
        stages = np.minimum(np.searchsorted(ends_s, ages_s, side="right"), len(STAGES) - 1)
        colours = np.array([self.colour(STAGES_SHOWN[stage][1]) for stage in STAGES])[stages]
        positions = aged(state.hand_m, np.maximum(ages_s - later_s, 0.0))
        self._beads.set(scene_positions(positions, BEADS_Y_M), None, 0.42, colours, 0.75)

    def _join(self, exhibit: LaggingHand, state: State, later_s: float) -> None:
        """The error, from one hand of glass to the other; and the extrapolation of the guess."""
        wrists = self._hand_at + BELOW_M, self._glass_at + BELOW_M
        starts, ends = [scene_position(wrists[0], BEADS_Y_M)], [scene_position(wrists[1], BEADS_Y_M)]
        colours, thick = [self.colour(RED)], [0.3]
        if "prediction" in state.on:
            newest = aged(state.hand_m, max(exhibit.delay_s(state) - later_s, 0.0))
            starts.append(scene_position(newest, BEADS_Y_M - 0.1))
            ends.append(scene_position(self._glass_at, BEADS_Y_M - 0.1))
            colours.append(self.colour(PAPER))
            thick.append(0.2)
        at, rotations, long = spans(starts, ends)
        self._lines.set(at, rotations, np.column_stack([thick, thick, long]), np.array(colours), 0.9)

    # ---- the switches

    def _lay(self, state: State) -> None:
        """Blocks as long as their stages take; pylons that are on are lit; the ribbon runs to the first that is off."""
        blocks, x = InstanceList(), CHAIN_X_M
        for name, ms in stages_ms(state.on).items():
            long = ms * MS_M
            blocks.add(
                (x + long / 2, CHAIN_Y_M + 0.25, 0.22),
                (long - 0.06, 1.3, 1.0),
                self.colour(STAGES_SHOWN[name][1]),
                0.45,
            )
            x += long
        blocks.add((x, CHAIN_Y_M + 0.25, 0.22), (0.12, 1.5, 1.7), self.colour(PAPER), 0.7)
        blocks.show_in(self._chain)
        pylons = InstanceList()
        lit = [name in state.on for name in PILLARS]
        bright, dark = self.colour(self.accent.night), self.colour(CHARCOAL)
        for on, middle, high in zip(lit, PILLAR_X_M, PILLAR_HIGH_M, strict=True):
            glow, colour = (0.85, bright) if on else (0.0, dark)
            pylons.add((middle, SLOT_Y_M - 0.1, 2.45), (1.8, 0.06, high - 4.7), colour, glow)
            pylons.add((middle, PILLAR_Y_M, high - 1.6), (3.84, 5.04, 0.6), colour, glow)
            # the switch at its foot: up and bright, or down and dark
            pylons.add((middle, SLOT_Y_M - 0.95, 0.9), (1.5, 0.12, 1.3), self.colour(STEEL_DIM))
            pylons.add((middle, SLOT_Y_M - 1.05, 1.6 if on else 1.0), (1.1, 0.14, 0.5), colour, glow)
        pylons.show_in(self._pylons)
        at, rotations, lengths, leads_to = ribbon()
        whole = np.cumprod(lit).astype(bool)[leads_to]
        wide = np.where(whole, 0.9, 0.32)
        self._ribbon.set(
            at,
            rotations,
            np.column_stack([wide, wide, lengths * 1.03]),
            np.where(whole[:, None], bright, self.colour(STEEL_DIM)),
            np.where(whole, 0.8, 0.0),
        )
