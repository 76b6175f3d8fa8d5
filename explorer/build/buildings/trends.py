"""Trends Deck: a headset on a stand that looks over the harbour."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from shapely.geometry import Polygon, box

from explorer.build.geometry.material import (
    ACCENTS,
    GLOWS,
    OAK,
    PAPER,
    PAPER_2,
    PAPER_3,
    STONE_2,
    TINTED_GLASS,
    Material,
)
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.geometry.shapes import Floats
from explorer.build.pieces.facade import curtain
from explorer.build.pieces.fittings import bench, door, planter, potted_tree, windows
from explorer.build.pieces.parts import accent, accent_lamp, moved, plot, rectangle, regular

ZONE = "trends"

GLASS = TINTED_GLASS[ZONE]
LENS = Material("#3A2D45", 0.95)
TURN_DEG = -12.0
EYES_X = (-5.5, 5.5)
EYES_Z = 12.9
EYE_M = 2.4
"""Radius of an eye."""

BACK_M, ROOM_INSET_M = 1.6, 1.1
"""Thickness of the wall behind the room in the visor, and of the shell round it."""


def build(builder: MeshBuilder) -> None:
    """A headset as a lookout: from inside one sees the harbour at the sharpness one pays for. The strap roofs
    the terrace behind.
    """
    with plot(builder, ZONE, TURN_DEG):
        _stand(builder)
        _shell(builder)
        _strap(builder)
        _terrace(builder)
        _back(builder)


def placeholder(builder: MeshBuilder) -> None:
    """The plum glass and its two eyes, replaced by the bench when a visitor comes close."""
    with plot(builder, ZONE, TURN_DEG):
        _visor(builder)
        for x in EYES_X:
            _eye(builder, x)


def _stand(builder: MeshBuilder) -> None:
    """Two legs, the foyer between them and its glass front to the water."""
    builder.slab(box(-13, -9, 13, 13), 0, 0.2, STONE_2, 0.06)
    for x in (-8, 8):
        builder.prism(rectangle(x - 1.3, -2, x + 1.3, 2.4), 0.2, 8.4, PAPER, 0.2)
        builder.box(x - 1.6, x + 1.6, -2.3, 2.7, 0.2, 0.9, PAPER_3)
    builder.prism(rectangle(-4, 3, 4, 10), 0.2, 4.6, PAPER_2, 0.15)
    curtain(builder, (-4, 2.95), (4, 2.95), 0.3, 4.4, GLASS, PAPER, bay=2, floor=4, lit=0.9)
    door(builder, (-4, 2.7), (4, 2.7), 4, 0.2, 2.4, 2.8, OAK)
    builder.box(-1.4, 1.4, 4, 7, 4.6, 8.6, GLASS.lit(GLOWS[ZONE], 0.6), skip="-z")
    for side in (-1, 1):
        a, b = ((-4.0, 10.0), (-4.0, 3.0)) if side < 0 else ((4.0, 3.0), (4.0, 10.0))
        windows(builder, a, b, 1.6, 3.4, 1.4, 2.2, GLASS, PAPER, margin=0.6, lit=0.6)


def _goggle(shrink: float) -> Floats:
    """The outline of the visor with its notch for the nose (x and z), `shrink` metres smaller on every side."""
    m = shrink
    corner = 3 - m * 0.5
    body = (
        box(-11.5 + m, 8.2 + m, 11.5 - m, 17.4 - m).buffer(-corner, quad_segs=5).buffer(corner, quad_segs=5)
    )
    notch = Polygon(
        [
            (-2.6 - m * 0.4, 6),
            (2.6 + m * 0.4, 6),
            (1.0 + m * 0.3, 11.2 + m),
            (-1.0 - m * 0.3, 11.2 + m),
        ]
    )
    visor = body.difference(notch.buffer(0.8, quad_segs=3))
    return np.array(visor.exterior.coords)[:-1]


def _shell(builder: MeshBuilder) -> None:
    """Body and rim, the rim in front to the south; the room inside is open to the water."""
    with builder.frame([0, 3, 0], [1, 0, 0], [0, 0, 1], [0, -1, 0]):
        builder.prism(_goggle(0), 0, BACK_M, PAPER_2, 0, bottom=True, top=PAPER)
        builder.prism(_goggle(0), BACK_M, 7.2, PAPER_2, 0, holes=[_goggle(ROOM_INSET_M)])
        builder.prism(_goggle(-0.35), 7.2, 8.6, PAPER, 0.35, bottom=True, holes=[_goggle(ROOM_INSET_M)])
    for x in EYES_X:
        accent_lamp(builder, ZONE, [x, -1.5, EYES_Z], 9, 7)
        accent_lamp(builder, ZONE, [x, -12, 11], 10, 14)
        accent_lamp(builder, ZONE, [x, -11, 2], 10, 10)
    with builder.detail("near"):
        for side in (-1, 1):
            for y in (-2.4, -1.6, -0.8, 0.0):
                x0, x1 = sorted((side * 11.5, side * 11.56))
                builder.box(x0, x1, y, y + 0.4, 11.4, 14.6, PAPER_3, skip="")


def _visor(builder: MeshBuilder) -> None:
    """The glass with its two openings, and what shows through them while the live exhibit is off."""
    eyes = [moved(regular(EYE_M, 20), x, EYES_Z) for x in EYES_X]
    with builder.frame([0, 3, 0], [1, 0, 0], [0, 0, 1], [0, -1, 0]):
        builder.prism(_goggle(0.8), 8.5, 9.0, GLASS.lit(GLOWS[ZONE], 0.5), 0.1, holes=eyes)
        for x in EYES_X:
            builder.cap(
                [moved(regular(EYE_M + 0.4, 20), x, EYES_Z)], BACK_M + 0.05, LENS.lit(GLOWS[ZONE], 1.2)
            )


def _eye(builder: MeshBuilder, x: float) -> None:
    """A round opening in a rim of paper, with a ring of magenta light."""
    with builder.frame([x, -5.9, EYES_Z], [1, 0, 0], [0, 0, 1], [0, -1, 0]):
        builder.lathe([(3.0, 0), (3.0, 0.7), (2.62, 0.8)], 20, PAPER)
        builder.lathe([(2.62, 0.8), (EYE_M, 0.5), (EYE_M, -0.4)], 20, accent(ZONE, 2.4), smooth=False)
    builder.glow([x, -7.2, 13], GLOWS[ZONE], 4)


def _bow(outer: float, inner: float, flat: float = 0.92) -> npt.NDArray[np.float64]:
    """The plan of a band that bends behind the head."""
    t = np.radians(np.linspace(8, 172, 15))
    out = np.column_stack([outer * np.cos(t), 1 + outer * flat * np.sin(t)])
    back = np.column_stack([inner * np.cos(t), 1 + inner * flat * np.sin(t)])
    return np.vstack([out, back[::-1]])


def _strap(builder: MeshBuilder) -> None:
    """The magenta strap on three posts, with a paper buckle at the back."""
    builder.prism(_bow(12.8, 11.6), 11.4, 14.6, ACCENTS[ZONE], 0.15, bottom=True)
    builder.prism(_bow(12.7, 11.7), 14.6, 14.9, PAPER, 0.05)
    for x, y in ((-10.2, 6.5), (10.2, 6.5), (0, 12.0)):
        builder.cylinder(x, y, 0.2, 11.4, 0.35, PAPER, 6, cap=False)
    builder.chamfered_box(-1.6, 1.6, 11, 14, 10.8, 15.2, PAPER, 0.3)
    with builder.detail("near"):
        for degrees in range(20, 161, 14):
            a = np.radians(degrees)
            x, y = 12.86 * np.cos(a), 1 + 12.86 * 0.92 * np.sin(a)
            builder.box(x - 0.12, x + 0.12, y - 0.12, y + 0.12, 11.6, 14.4, PAPER_2, skip="")


def _terrace(builder: MeshBuilder) -> None:
    """Under the strap and in front of the legs: trees in tubs, seats, a rail to the water."""
    for x in (-7.2, 7.2):
        potted_tree(builder, x, 9.2, 0.2, blossom=True)
        bench(builder, x, 6.4, 0, 0.2)
        planter(builder, x * 1.5, -6, 0.7, 1.6, 0.5, 0.2)
    with builder.detail("near"):
        builder.rail([(-12.6, -8.6), (-3, -8.6)], 0.2, PAPER_3)
        builder.rail([(3, -8.6), (12.6, -8.6)], 0.2, PAPER_3)


def _back(builder: MeshBuilder) -> None:
    """The face that would touch the head: a padded rim, a row of windows and a balcony door."""
    a, b = (9.5, 3.0), (-9.5, 3.0)
    windows(builder, a, b, 12.2, 14.4, 2.0, 2.9, GLASS, PAPER, margin=1.0, lit=0.6)
    windows(builder, (9.0, 3.0), (3.8, 3.0), 9.6, 11.0, 1.4, 2.2, GLASS, PAPER, margin=0.4, lit=0.5)
    windows(builder, (-3.8, 3.0), (-9.0, 3.0), 9.6, 11.0, 1.4, 2.2, GLASS, PAPER, margin=0.4, lit=0.5)
    builder.box(-10, 10, 3.0, 3.3, 15.2, 15.6, ACCENTS[ZONE], skip="-y")
