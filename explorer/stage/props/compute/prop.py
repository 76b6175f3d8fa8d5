"""A crate of pumps with the sound of one above it, and for each of six machines a block of work and a tube of time."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import numpy as np

from ....exhibits.compute.crate import BAR, BEATS, PULSE_STEPS, PUMPS, RHYTHM
from ....exhibits.compute.exhibit import Compute, Progress
from ....exhibits.compute.machines import CRATES, NAMES, Name, State, searched
from ....exhibits.compute.words import SHELVES
from ...primitives.instancing import InstanceList, Instances, static_node
from ...primitives.letters import Lettering, Letters
from ...primitives.meshes import Mesh, ball, box, cylinder, joined, torus
from ...primitives.palette import AMBER, CHARCOAL, CYAN, GOLD, IRON, PAPER, PINE, SCREEN, TEAL, WHITE
from ..prop import Box, Changes, FigureAt, Prop

SLATE = "#39424E"
COLOURS: dict[Name, str] = {
    "core": "#7C838B",
    "hands": "#3F51C8",
    "mixed": "#6C78FF",
    "learned": TEAL,
    "quantum": "#C4813C",
    "brain": "#7E57D0",
}
NUMBER_COLOUR, TIME_COLOUR = WHITE, "#FFC56B"

MACHINE_X_M: dict[Name, float] = {
    "core": -20.4,
    "hands": -15.5,
    "mixed": -10.6,
    "learned": 5.2,
    "quantum": 10.8,
    "brain": 17.4,
}
"""Position of each machine before its tower, as close as the crate in the middle allows."""
FOOT_M = (4.7, 2.0, 3.4)
PILLAR_OFF_M, PILLAR_Y_M = 1.22, 0.1
PLATE_M = (2.3, 0.06, 1.02)
BLOCK_M, TUBE_M = 1.5, 0.82
TOUCHES_A_M = 950.0
TALLEST_M = 14.0

CRATE_X_M, CRATE_Z_M, PITCH_M = -2.85, 0.55, 1.22
COLUMNS, ROWS = 8, 8
PUMP_Y_M = -0.72
SIDE_M = PITCH_M * COLUMNS

STRIP_Z_M, CELL_M, LINE_M = CRATE_Z_M + SIDE_M + 0.7, (0.57, 0.52), 0.66
STRIP_Y_M, STEP_M = -0.5, 0.62
STRIP_LINES = 5
"""Lines of the strip: the rhythm on top, and the four bars of the pump below it."""
STRIP_WIDE_M, STRIP_HIGH_M = 16 * STEP_M + 0.3, STRIP_LINES * LINE_M + 0.45

MAST_X_M, MAST_Y_M, MAST_Z_M, MAST_HIGH_M = 21.5, -0.3, 0.9, 6.2
NOISE_LOW, NOISE_HIGH = 1.0, 15.0
TOWARDS_VISITOR = ((1, 0, 0), (0, 0, -1), (0, 1, 0))


def metres(count: float) -> float:
    """Height of a pillar for a number of touches or beats."""
    return min(count / TOUCHES_A_M, TALLEST_M)


def pump_at(pump: int) -> tuple[float, float, float]:
    """The middle of a pump's front: two columns of shelves, on each two rows of four."""
    shelf, rest = divmod(pump, PUMPS // SHELVES)
    line, place = divmod(rest, 4)
    column, row = (shelf % 2) * 4 + place, (shelf // 2) * 2 + line
    x = CRATE_X_M + (column - (COLUMNS - 1) / 2) * PITCH_M
    return x, PUMP_Y_M, CRATE_Z_M + (ROWS - 0.5 - row) * PITCH_M


def cell_at(line: int, step: int) -> tuple[float, float, float]:
    """Foot of a cell of the strip; line 0 is the rhythm."""
    drop = LINE_M * line + (0.2 if line else 0.0)
    return (
        CRATE_X_M + (step - (BAR - 1) / 2) * STEP_M,
        STRIP_Y_M,
        STRIP_Z_M + STRIP_HIGH_M - 0.15 - LINE_M - drop,
    )


def noise_z(noise_percent: float) -> float:
    """Height of the knob for the noise on its mast."""
    return MAST_Z_M + (noise_percent - NOISE_LOW) / (NOISE_HIGH - NOISE_LOW) * MAST_HIGH_M


def pump_mesh() -> Mesh:
    """A gear pump seen from its front: a flange, two gear wheels' hubs, and a stub on top."""
    return joined(
        [
            cylinder(0.49, 0.28, 11).turned(TOWARDS_VISITOR),
            cylinder(0.34, 0.13, 8, top=0.27).turned(TOWARDS_VISITOR).moved(0, -0.26).painted(WHITE, 0.12),
            box(0.2, 0.2, 0.16).moved(0, -0.13, 0.45),
        ]
    )


def gallery() -> Mesh:
    """Six feet with their emblems, the crate, the frame of the strip, and the mast for the noise."""
    meshes: list[Mesh] = []
    wide, deep, high = FOOT_M
    for name in NAMES:
        x, colour = MACHINE_X_M[name], COLOURS[name]
        meshes += [
            box(wide, deep, high).moved(x).painted(PAPER, 0.08),
            box(wide + 0.2, deep + 0.2, 0.2).moved(x, 0, high - 0.2).painted(PAPER, 0.12),
            box(wide + 0.22, 0.1, 0.24).moved(x, -deep / 2 - 0.08, high - 0.22).painted(colour, 0.5),
            box(2.3, 0.1, 1.7).moved(x, -deep / 2 - 0.02, high - 2.2).painted(SLATE),
            box(BLOCK_M + 0.2, BLOCK_M + 0.2, 0.08)
            .moved(x - PILLAR_OFF_M, PILLAR_Y_M, high)
            .painted(CHARCOAL),
            cylinder(TUBE_M + 0.12, 0.08, 20).moved(x + PILLAR_OFF_M, PILLAR_Y_M, high).painted(CHARCOAL),
            *(part.moved(x, -deep / 2 - 0.35, high - 1.95) for part in _emblem(name)),
        ]
    return joined([*meshes, *_crate(), *_strip(), *_mast()])


def _emblem(name: Name) -> list[Mesh]:
    """Emblem of a machine, a metre large, with its foot on the ground."""
    colour = COLOURS[name]
    match name:
        case "core":
            return [
                box(0.62, 0.5, 0.62).painted(colour, 0.3),
                box(0.3, 0.1, 0.3).moved(0, -0.27, 0.16).painted(PAPER, 0.5),
            ]
        case "hands":
            return [
                box(0.22, 0.22, 0.22).moved(0.27 * (k % 4) - 0.405, 0, 0.27 * (k // 4)).painted(colour, 0.5)
                for k in range(16)
            ]
        case "mixed":
            sizes, x, found = (0.62, 0.44, 0.3, 0.18), -0.85, []
            for size in sizes:
                found.append(box(size, size * 0.7, size).moved(x + size / 2).painted(colour, 0.5))
                x += size + 0.06
            return found
        case "learned":
            points = ((-0.4, 0.2), (-0.4, 0.75), (0.4, 0.2), (0.4, 0.75))
            return [
                ball(0.25, 10, 6).moved(0, 0, 0.5).painted(GOLD, 0.8),
                *(ball(0.17, 8, 5).moved(x, 0, z).painted(colour, 0.5) for x, z in points),
            ]
        case "quantum":
            return [
                cylinder(0.1, 1.1, 8).painted(colour, 0.2),
                *(
                    cylinder(0.5 - 0.11 * k, 0.1, 14).moved(0, 0, 0.1 + 0.3 * k).painted(GOLD, 0.4)
                    for k in range(4)
                ),
            ]
        case "brain":
            sparks = ((-0.3, -0.25, 0.75), (0.28, -0.3, 0.5), (0.1, -0.3, 0.95))
            return [
                ball(0.5, 12, 8).moved(0, 0, 0.55).painted(colour, 0.25),
                *(ball(0.1, 6, 4).moved(*point).painted(GOLD, 1.0) for point in sparks),
            ]


def _crate() -> list[Mesh]:
    x, z, side = CRATE_X_M, CRATE_Z_M, SIDE_M
    meshes = [
        box(side + 0.5, 1.1, 0.35).moved(x, 0.05, 0).painted(CHARCOAL),
        box(side + 0.3, 0.12, side + 0.3).moved(x, 0.3, z - 0.15).painted(SCREEN, 0.04),
    ]
    for column in range(3):
        meshes.append(
            box(0.22, 1.1, side + 0.4).moved(x + (column - 1) * side / 2, -0.15, z - 0.2).painted(PINE, 0.1)
        )
    for row in range(5):
        meshes.append(
            box(side + 0.22, 1.1, 0.16).moved(x, -0.15, z - 0.08 + row * side / 4).painted(PINE, 0.1)
        )
    return meshes


def _strip() -> list[Mesh]:
    x = CRATE_X_M
    meshes = [
        box(STRIP_WIDE_M, 0.2, STRIP_HIGH_M).moved(x, STRIP_Y_M + 0.2, STRIP_Z_M).painted(SCREEN, 0.05),
        box(0.3, 0.3, 0.9).moved(x - 3, 0, STRIP_Z_M - 0.8).painted(CHARCOAL),
        box(0.3, 0.3, 0.9).moved(x + 3, 0, STRIP_Z_M - 0.8).painted(CHARCOAL),
    ]
    low = cell_at(STRIP_LINES - 1, 0)[2] - 0.06
    for step in PULSE_STEPS:  # the steps of the rhythm, as bands behind the cells
        at_x = cell_at(0, step)[0]
        meshes.append(
            box(STEP_M, 0.04, cell_at(0, 0)[2] - low + CELL_M[1])
            .moved(at_x, STRIP_Y_M + 0.09, low)
            .painted("#6B5424", 0.2)
        )
    return meshes


def _mast() -> list[Mesh]:
    """Bars that widen upwards, as for loudness, and a groove for the knob."""
    x, y, z = MAST_X_M, MAST_Y_M, MAST_Z_M
    return [
        box(2.5, 0.2, MAST_HIGH_M + 1.6).moved(x, y + 0.3, z - 0.8).painted(PAPER, 0.12),
        box(2.7, 1.2, 0.2).moved(x, y + 0.3).painted(CHARCOAL),
        box(0.16, 0.12, MAST_HIGH_M + 0.4).moved(x - 0.7, y + 0.16, z - 0.2).painted(CHARCOAL),
        *(
            box(0.25 + 0.075 * number, 0.08, 0.2)
            .moved(x - 0.3 + (0.25 + 0.075 * number) / 2, y + 0.16, noise_z(number) - 0.1)
            .painted("#4A5562" if number <= 6 else "#C9582E", 0.25)
            for number in range(1, 16)
        ),
    ]


BEATS_A_SECOND = 7.5
"""Knocks per second as shown."""
UNHEARD, CHECKED, KNOCK = "#8796A8", IRON, WHITE
SAME = 0.03
"""Relative difference from which the value of the run before is marked."""
JOINT_M = 0.07
"""Gap between the pieces of successive crates."""


class ComputeProp(Prop):
    """The crate in the middle; one core and more hands on its left, better ideas on its right."""

    kind = "compute"
    figure_at = FigureAt((8.0, 0.4, 5.7), 1.8)
    lamps = 0.35

    def build(self) -> None:
        self._pumps = self.add(Instances("pumps", pump_mesh(), PUMPS))
        self._blocks = self.add(Instances("blocks", box(), CRATES * len(NAMES)))
        self._tubes = self.add(Instances("tubes", cylinder(1.0, 1.0, 18), CRATES * len(NAMES)))
        self._marks = self.add(Instances("marks", box(), 4 * len(NAMES)))
        self._cells = self.add(Instances("cells", box(), STRIP_LINES * BAR + 1))
        self._ring = self.add(Instances("ring", torus(0.6, 0.08, 18, 5).turned(TOWARDS_VISITOR), 1))
        self._knob = self.add(Instances("knob", ball(0.56, 14, 8), 1))
        self._numbers, self._noise = self.add(Letters("numbers")), self.add(Letters("noise"))
        self.add(static_node("gallery", gallery()))
        self._at = np.array([pump_at(pump) for pump in range(PUMPS)])
        self._noise_percent = 6.0
        self._changed = Changes()

    def show(self, exhibit: Compute, state: State, time_s: float) -> None:
        beat = int(time_s * BEATS_A_SECOND + 1e-6) % BEATS
        progress = {name: exhibit.progress(state, name) for name in state.beats}
        if self._changed("pillars", (state.beats, state.before, state.heard)):
            self._raise(exhibit, state, progress)
        seen = (
            state.beats.get(state.at),
            state.heard,
            state.at,
            state.batch,
            state.rules,
            beat,
            state.turn_s > 0,
        )
        if self._changed("crate", seen):
            self._knock(exhibit, state, beat)
            self._write(exhibit, state, beat)
        if self._changed("noise", exhibit.noise_percent):
            self._noise_percent = exhibit.noise_percent
            z = noise_z(exhibit.noise_percent)
            self._knob.set([(MAST_X_M - 0.7, MAST_Y_M - 0.1, z)], None, 1.0, self.colour(GOLD), 0.5)
            place = (MAST_X_M - 0.7, MAST_Y_M - 0.62, z - 0.26)
            self._noise.show([Lettering(f"{exhibit.noise_percent:.0f}", place, 0.52, CHARCOAL, 0.1)])

    def boxes(self) -> Mapping[str, Box]:
        found: dict[str, Box] = {}
        wide, deep, high = FOOT_M
        for name, x in MACHINE_X_M.items():
            found[name] = Box((x - wide / 2, -deep / 2 - 0.1, 1.9), (x + wide / 2, deep / 2, high + 2.2))
        half, rows = SIDE_M / 2, SIDE_M / 4
        for shelf in range(SHELVES):
            x, z = CRATE_X_M + (shelf % 2 - 1) * half, CRATE_Z_M + (3 - shelf // 2) * rows
            found[f"shelf_{shelf + 1}"] = Box((x + 0.1, -1.1, z + 0.1), (x + half - 0.1, 0.2, z + rows - 0.1))
        found["strip"] = Box(
            (CRATE_X_M - STRIP_WIDE_M / 2, STRIP_Y_M - 0.1, STRIP_Z_M),
            (CRATE_X_M + STRIP_WIDE_M / 2, STRIP_Y_M + 0.3, STRIP_Z_M + STRIP_HIGH_M),
        )
        z = noise_z(self._noise_percent)
        found["noise"] = Box(
            (MAST_X_M - 1.5, MAST_Y_M - 0.7, z - 0.75), (MAST_X_M + 1.25, MAST_Y_M + 0.3, z + 0.75)
        )
        return found

    # ---- work and time

    def _raise(self, exhibit: Compute, state: State, progress: Mapping[Name, Progress]) -> None:
        """A block for the touches and a tube for the beats, in three pieces for the three crates; numbers on top."""
        blocks, tubes, marks = InstanceList(), InstanceList(), InstanceList()
        numbers: list[Lettering] = []
        for name in NAMES:
            x, foot = MACHINE_X_M[name], FOOT_M[2] + 0.08
            if name not in progress:
                continue
            found = progress[name]
            if name in state.before:
                for side, was, now in zip((-1, 1), state.before[name], found.sums, strict=True):
                    if not found.done or abs(now - was) > SAME * was:
                        place = (x + side * PILLAR_OFF_M, PILLAR_Y_M, foot + metres(was) - 0.05)
                        marks.add(place, (2.05, 2.05, 0.1), self.colour(PAPER), 0.7)
            ends = [(0.0, 0.0)]
            for crate in range(found.place):
                whole = searched(exhibit.machine(state, name, crate), exhibit.crate(state, crate))
                ends.append((ends[-1][0] + whole.touches, ends[-1][1] + whole.beats))
            ends.append(found.sums)
            for number, (low, top) in enumerate(pairwise(ends)):
                shade = self.colour(COLOURS[name]) * (1.0 - 0.13 * (number % 2))
                self._piece(blocks, x - PILLAR_OFF_M, (low[0], top[0]), BLOCK_M, shade, 0.22)
                self._piece(tubes, x + PILLAR_OFF_M, (low[1], top[1]), TUBE_M, self.colour(AMBER), 0.3)
            for side, count, colour in zip((-1, 1), found.sums, (NUMBER_COLOUR, TIME_COLOUR), strict=True):
                if count >= 1:
                    across, up = x + side * PILLAR_OFF_M, foot + metres(count) + 0.18
                    marks.add((across, PILLAR_Y_M - 0.2, up), PLATE_M, self.colour(CHARCOAL), 0.1)
                    numbers.append(
                        Lettering(f"{count:.0f}", (across, PILLAR_Y_M - 0.26, up + 0.13), 0.76, colour, 0.9)
                    )
        blocks.show_in(self._blocks)
        tubes.show_in(self._tubes)
        marks.show_in(self._marks)
        self._numbers.show(numbers)

    @staticmethod
    def _piece(
        pieces: InstanceList, x: float, ends: tuple[float, float], wide: float, colour: object, glow: float
    ) -> None:
        low, top = (metres(count) for count in ends)
        high = top - low - (min(JOINT_M, 0.4 * (top - low)) if low > 0 else 0.0)
        if high > 0.005:
            foot = FOOT_M[2] + 0.08 + top - high
            pieces.add((x, PILLAR_Y_M, foot), (wide, wide, high), colour, glow)  # type: ignore[arg-type]

    # ---- the crate and the strip

    def _knock(self, exhibit: Compute, state: State, beat: int) -> None:
        """Pumps in the colour of the machine at the crate, up to its progress; those that knock in this beat light up."""
        crate, at = exhibit.crate(state), self._at.copy()
        place, beats = exhibit.in_picture(state)
        level, named = exhibit.machine(state, state.at, place).levels(crate, beats), exhibit.named(state)
        tint = self.colour(COLOURS[state.at])[None]
        checked = self.colour(CHECKED)[None]
        share = np.clip(level, 0, 1)[:, None]
        colours = self.colour(UNHEARD)[None] * (1 - share) + (0.55 * tint + 0.45 * checked) * share
        glow = 0.12 + 0.3 * share[:, 0] * (1 - share[:, 0]) * 4
        sizes = np.ones(PUMPS)
        knocks = crate.knocks[:, beat]
        colours[knocks] = 0.25 * colours[knocks] + 0.75 * self.colour(KNOCK)[None]
        glow[knocks], sizes[knocks] = 0.75, 1.14
        at[knocks, 1] -= 0.12
        if named >= 0:
            colours[named] = self.colour(GOLD)
            glow[named], sizes[named] = 0.9 if knocks[named] else 0.6, 1.3 if knocks[named] else 1.12
        self._pumps.set(at, None, sizes, colours, glow)
        pump = exhibit.on_strip(state).pump
        ring = self._at[[pump]] - (0, 0.3, 0) if pump >= 0 else np.zeros((0, 3))
        self._ring.set(ring, None, 1.0, self.colour(GOLD if pump == named else WHITE), 0.9)

    def _write(self, exhibit: Compute, state: State, beat: int) -> None:
        """The rhythm, and below it the sound of the pump: gold where a knock falls on the rhythm."""
        rows = InstanceList()
        wide, high = CELL_M
        gold, slate = self.colour(GOLD), self.colour(SLATE)
        for step in range(BAR):
            pulse = bool(RHYTHM[step])
            rows.add(cell_at(0, step), (wide, 0.1, high), gold if pulse else slate, 0.85 if pulse else 0.05)
        pump, heard = exhibit.on_strip(state)
        knocks = exhibit.crate(state).knocks[pump] if pump >= 0 else np.zeros(BEATS, bool)
        for number in range(BEATS):
            line, step = divmod(number, BAR)
            on = bool(knocks[number]) and number < heard
            colour = gold if on and RHYTHM[number] else self.colour(CYAN) if on else slate
            grow = 1.12 if on and number == beat else 1.0
            glow = 0.9 if on else 0.12 if number < heard else 0.0
            rows.add(cell_at(line + 1, step), (wide * grow, 0.1, high * grow), colour, glow)
        line, step = divmod(beat, BAR)
        x, y, z = cell_at(line + 1, step)
        rows.add((x, y - 0.04, z - 0.1), (wide, 0.1, 0.07), self.colour(WHITE), 0.9)
        rows.show_in(self._cells)
