"""Layout of the gallery before the five towers, and its static meshes."""

from __future__ import annotations

from ....exhibits.compute.crate import BAR, PULSE_STEPS, PUMPS
from ....exhibits.compute.state import NAMES, Name
from ....exhibits.compute.words import SHELVES
from ...primitives.meshes import Mesh, ball, box, cylinder, joined
from ...primitives.palette import PAPER

INK, STEEL, OAK, SLATE, DARK, GOLD, AMBER = (
    "#2C3038",
    "#A7B0B8",
    "#C99A5B",
    "#39424E",
    "#20262E",
    "#F5B62E",
    "#F6B45C",
)
COLOURS: dict[Name, str] = {
    "core": "#7C838B",
    "hands": "#3F51C8",
    "mixed": "#6C78FF",
    "learned": "#159E9A",
    "quantum": "#C4813C",
    "brain": "#7E57D0",
}
NUMBER_COLOUR, TIME_COLOUR = "#FFFFFF", "#FFC56B"

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
            cylinder(0.34, 0.13, 8, top=0.27)
            .turned(TOWARDS_VISITOR)
            .moved(0, -0.26)
            .painted("#FFFFFF", 0.12),
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
            box(BLOCK_M + 0.2, BLOCK_M + 0.2, 0.08).moved(x - PILLAR_OFF_M, PILLAR_Y_M, high).painted(INK),
            cylinder(TUBE_M + 0.12, 0.08, 20).moved(x + PILLAR_OFF_M, PILLAR_Y_M, high).painted(INK),
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
        box(side + 0.5, 1.1, 0.35).moved(x, 0.05, 0).painted(INK),
        box(side + 0.3, 0.12, side + 0.3).moved(x, 0.3, z - 0.15).painted(DARK, 0.04),
    ]
    for column in range(3):
        meshes.append(
            box(0.22, 1.1, side + 0.4).moved(x + (column - 1) * side / 2, -0.15, z - 0.2).painted(OAK, 0.1)
        )
    for row in range(5):
        meshes.append(
            box(side + 0.22, 1.1, 0.16).moved(x, -0.15, z - 0.08 + row * side / 4).painted(OAK, 0.1)
        )
    return meshes


def _strip() -> list[Mesh]:
    x = CRATE_X_M
    meshes = [
        box(STRIP_WIDE_M, 0.2, STRIP_HIGH_M).moved(x, STRIP_Y_M + 0.2, STRIP_Z_M).painted(DARK, 0.05),
        box(0.3, 0.3, 0.9).moved(x - 3, 0, STRIP_Z_M - 0.8).painted(INK),
        box(0.3, 0.3, 0.9).moved(x + 3, 0, STRIP_Z_M - 0.8).painted(INK),
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
        box(2.7, 1.2, 0.2).moved(x, y + 0.3).painted(INK),
        box(0.16, 0.12, MAST_HIGH_M + 0.4).moved(x - 0.7, y + 0.16, z - 0.2).painted(INK),
        *(
            box(0.25 + 0.075 * number, 0.08, 0.2)
            .moved(x - 0.3 + (0.25 + 0.075 * number) / 2, y + 0.16, noise_z(number) - 0.1)
            .painted("#4A5562" if number <= 6 else "#C9582E", 0.25)
            for number in range(1, 16)
        ),
    ]
