"""Data Exchange: seven blocks, each rotated against the one below, and the ledger at their foot."""

from __future__ import annotations

from shapely.geometry import box

from explorer.build.geometry.material import OAK, PAPER, PAPER_2, STONE, STONE_2, TINTED_GLASS, WARM, Material
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.halls import HALF_SIDES_M
from explorer.build.pieces.facade import curtain
from explorer.build.pieces.fittings import bench, door, parapet_roof, small_tree
from explorer.build.pieces.parts import (
    accent,
    accent_lamp,
    arc,
    edges,
    plot,
    polar,
    rectangle,
    regular,
    square,
    warm_lamp,
)

ZONE = "data"

GLASS = TINTED_GLASS[ZONE]
BLOCK_M = 7.2
JOINT_M = 1.15
FIRST_TURN_DEG = 12.0
TURN_DEG = 9.0
OPEN_BLOCK = 1
"""The block whose south front is open: the hall of the live exchange, above the raised walk."""
HALL_BACK_M = 3.0
BALCONY_M, BALCONY_HALF_M = 4.3, 11.6
PAVILIONS = ((-19.0, 12.0), (-23.0, -3.0), (-19.0, -17.0), (-6.0, -22.5))
CHAIN_COLOUR = "#9A7BFF"


def build(builder: MeshBuilder) -> None:
    """Each block rests on the hash of the one below, rotated by nine degrees: move one, and the stack no longer
    fits. At the foot the ledger goes on as a chain of pavilions.
    """
    with plot(builder, ZONE):
        builder.prism(regular(20, 6, 30), 0, 0.5, STONE, 0.12)
        builder.prism(regular(16, 6, 30), 0.5, 1.0, PAPER, 0.12)
        z = 1.0
        for number, half in enumerate(HALF_SIDES_M):
            with builder.at(0, 0, z, FIRST_TURN_DEG + number * TURN_DEG):
                _block(builder, half, is_top=number == len(HALF_SIDES_M) - 1, is_open=number == OPEN_BLOCK)
            z += BLOCK_M + JOINT_M
        with builder.at(0, 0, 1.0, FIRST_TURN_DEG):
            _entrance(builder)
        _roof(builder, z)
        _ledger(builder)
        _garden(builder)


def _block(builder: MeshBuilder, half: float, is_top: bool, is_open: bool) -> None:
    """Two storeys of violet glass in a paper frame; a joint of light carries the next block."""
    outline = square(half)
    if is_open:
        _hall(builder, half)
    for a, b in edges(outline)[1 if is_open else 0 :]:
        curtain(
            builder, a, b, 0, BLOCK_M, GLASS, PAPER,
            bay=2.6, floor=3.6, lit=0.42, mullion=0.14, depth=0.26, band=0.45,
        )  # fmt: skip
    builder.prism(outline, BLOCK_M, BLOCK_M + 0.35, PAPER, 0.12, top=PAPER_2)
    for x in (-half, half):
        for y in (-half, half):
            builder.box(x - 0.42, x + 0.42, y - 0.42, y + 0.42, 0, BLOCK_M, PAPER, skip="-z+z")
    if not is_top:
        core = half * 0.78
        builder.box(
            -core, core, -core, core, BLOCK_M + 0.35, BLOCK_M + JOINT_M, accent(ZONE, 3.2), skip="-z+z"
        )
    for side in range(4):
        accent_lamp(builder, ZONE, [*polar(half + 1.2, side * 90), BLOCK_M + 0.7], 5, 8)


def _hall(builder: MeshBuilder, half: float) -> None:
    """The open block: an oak floor that runs out to a balcony, paper walls and a bright ceiling."""
    inside = half - 0.3
    builder.slab(box(-half, -half, half, HALL_BACK_M), 0, 0.12, OAK, 0.02)
    builder.box(-inside, inside, HALL_BACK_M, HALL_BACK_M + 0.3, 0.1, BLOCK_M, PAPER, skip="+y-z+z")
    for x in (-half, inside):
        builder.box(x, x + 0.3, -half, HALL_BACK_M, 0.1, BLOCK_M, PAPER_2, skip="-z+z")
    builder.box(
        -half, half, -half, HALL_BACK_M, BLOCK_M - 0.1, BLOCK_M, PAPER.lit(WARM, 0.7), skip="+z-x+x+y-y"
    )
    builder.prism(
        rectangle(-BALCONY_HALF_M, -half - BALCONY_M, BALCONY_HALF_M, -half),
        -0.4,
        0.12,
        PAPER,
        0.06,
        top=OAK,
        bottom=True,
    )
    builder.box(
        -BALCONY_HALF_M, BALCONY_HALF_M, -half - BALCONY_M - 0.06, -half - BALCONY_M, -0.3, 0.02,
        accent(ZONE, 1.6), skip="+y-z+z",
    )  # fmt: skip
    for x in (-8.4, -2.8, 2.8, 8.4):
        builder.box(x - 0.2, x + 0.2, -half - BALCONY_M + 0.4, -half + 1.2, -0.95, -0.4, OAK)
    for x in (-5.5, 0.0, 5.5):
        warm_lamp(builder, [x, -half + 3.0, BLOCK_M - 0.8], 14, 12)
        warm_lamp(builder, [x, 0.5, BLOCK_M - 0.8], 10, 10)


def placeholder(builder: MeshBuilder) -> None:
    """The ledger on the balcony and the makers' vaults behind it, shown while the exhibit is off."""
    z = 1.0 + OPEN_BLOCK * (BLOCK_M + JOINT_M) + 0.12
    with plot(builder, ZONE), builder.at(0, 0, z, FIRST_TURN_DEG + OPEN_BLOCK * TURN_DEG):
        for number in range(12):
            x = (number - 6) * 1.72
            builder.box(x - 0.62, x + 0.62, -12.6, -11.4, 0, 1.25, accent(ZONE, 0.6))
        for number, colour in enumerate(("#2F74D0", "#F2A33A", "#35B07A")):
            x = (number - 1) * 4.6
            builder.box(x - 0.9, x + 0.9, -0.7, 1.1, 0, 1.5, PAPER)
            builder.box(x - 0.65, x + 0.65, -0.45, 0.85, 1.5, 2.4, Material(colour))


def _entrance(builder: MeshBuilder) -> None:
    """Doors to the south and the north of the lowest block."""
    half = HALF_SIDES_M[0]
    for turn_deg in (0, 180):
        with builder.at(turn_deg=turn_deg):
            door(builder, (-half, -half - 0.3), (half, -half - 0.3), half, 0, 3.4, 3.2, PAPER)
            builder.chamfered_box(-3.0, 3.0, -half - 3.2, -half - 0.2, 3.5, 3.85, OAK, 0.06)
            for x in (-2.7, 2.7):
                builder.cylinder(x, -half - 2.9, 0, 3.5, 0.13, PAPER, 6, cap=False)


def _roof(builder: MeshBuilder, z: float) -> None:
    with builder.at(0, 0, 0, FIRST_TURN_DEG + 6 * TURN_DEG):
        parapet_roof(builder, square(7), z - 0.8, height=1.0)
    builder.prism(regular(4, 6, 10), z - 0.7, z + 2.2, PAPER, 0.2)
    builder.prism(regular(2.6, 6, 10), z + 2.2, z + 4.2, accent(ZONE, 2.5), 0.3)


def _ledger(builder: MeshBuilder) -> None:
    """Four pavilions, each linked to the one before."""
    for number, (x, y) in enumerate(PAVILIONS):
        with builder.at(x, y, 0, number * 14):
            _pavilion(builder)
        if number:
            before = PAVILIONS[number - 1]
            builder.flow(arc((*before, 5.6), (x, y, 5.6), 3), CHAIN_COLOUR, 0.4, ZONE, ZONE)


def _pavilion(builder: MeshBuilder) -> None:
    builder.prism(square(3.6), 0, 0.3, STONE_2, 0.06)
    for number, (a, b) in enumerate(edges(square(3))):
        curtain(builder, a, b, 0.3, 4.2, GLASS, PAPER, bay=2, floor=4, lit=0.8, light="#B59CFF", gain=1.4)
        if number == 0:
            door(builder, a, b, 3.0, 0.3, 1.6, 2.6, PAPER)
    builder.prism(square(3.4), 4.2, 4.7, PAPER, 0.12, bottom=True)
    builder.prism(square(1.4), 4.7, 5.4, accent(ZONE, 2), 0.15)


def _garden(builder: MeshBuilder) -> None:
    """Benches and trees on the hexagon."""
    for corner in range(6):
        x, y = polar(17.4, corner * 60)
        if corner % 3:
            small_tree(builder, *polar(18.2, corner * 60 + 30), 0.5, 0.75)
        bench(builder, x, y, corner * 60 + 90, 0.5)
