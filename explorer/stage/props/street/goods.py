"""The goods of each shop, about a metre high: the emblem on its roof."""

from __future__ import annotations

import numpy as np

from ....exhibits.street.words import SHOPS
from ...primitives.meshes import Floats, Mesh, ball, box, cylinder, joined, torus
from ...primitives.palette import AMBER, BLUE, GREEN, INK, LEMON, PAPER, ROSE, STEEL, VIOLET
from ..assembly.bodies import body

COLOURS = dict(zip(SHOPS, (VIOLET, ROSE, BLUE, AMBER, GREEN, "#1F9BC9", "#EE6C4D"), strict=True))
UPRIGHT: Floats = np.array(((1, 0, 0), (0, 0, -1), (0, 1, 0)), np.float32)


def goods(name: str) -> Mesh:
    """The emblem of a shop: a pad, a clapper, a bag, books, a cross, a globe, the gear pump of this park."""
    colour = COLOURS[name]
    match name:
        case "games":
            meshes = [
                box(1.3, 0.35, 0.6).moved(z=0.25),
                *(cylinder(0.34, 0.35, 12).turned(UPRIGHT).moved(x, 0.17, 0.4) for x in (-0.62, 0.62)),
            ]
            marks = [
                box(0.42, 0.06, 0.13).moved(-0.4, -0.2, 0.5), box(0.13, 0.06, 0.42).moved(-0.4, -0.2, 0.35),
                ball(0.1, 8, 5).moved(0.36, -0.2, 0.68), ball(0.1, 8, 5).moved(0.56, -0.2, 0.48),
            ]  # fmt: skip
        case "entertainment":
            meshes = [box(1.4, 0.3, 0.8), box(1.4, 0.3, 0.22).moved(z=0.88)]
            marks = [box(0.16, 0.34, 0.24).moved(x, 0, 0.87) for x in (-0.5, -0.1, 0.3)]
            play = cylinder(0.26, 0.06, 3, top=0.26).turned(UPRIGHT)
            marks.append(play.moved(0.02, -0.12, 0.4))
        case "retail":
            meshes = [
                box(1.1, 0.5, 0.85),
                *(box(0.1, 0.14, 0.34).moved(x, 0, 0.85) for x in (-0.27, 0.27)),
                box(0.64, 0.14, 0.1).moved(z=1.15),
            ]
            marks = [box(0.7, 0.06, 0.14).moved(0, -0.26, 0.4)]
        case "education":
            meshes = [box(1.2, 0.8, 0.22).moved(x=0.12 * (n % 2), z=0.3 * n) for n in range(4)]
            marks = [box(1.12, 0.76, 0.1).moved(x=0.12 * (n % 2), z=0.3 * n + 0.2) for n in range(3)]
        case "healthcare":
            meshes = [box(0.42, 0.4, 1.25), box(1.25, 0.4, 0.42).moved(z=0.42)]
            marks = []
        case "tourism":
            meshes = [ball(0.5, 12, 7).moved(z=0.68), cylinder(0.3, 0.14, 10)]
            marks = [
                torus(0.52, 0.06, 16, 4).moved(z=0.68),
                torus(0.52, 0.06, 16, 4).turned(UPRIGHT).moved(z=0.68),
            ]
        case _:  # the gear pump of the park, with the wheel that the assembly bay fits
            gear = body("gear")
            size = 1.0 / float(np.ptp(gear.positions[:, 0]))
            gear = gear.scaled(size, size, size).turned(UPRIGHT)
            return joined([
                gear.moved(-0.36, -0.3, 0.62).painted(LEMON, 0.35),
                gear.moved(0.44, -0.3, 0.62).painted(STEEL, 0.25),
                box(1.9, 0.4, 1.15).painted(colour, 0.3),
                cylinder(0.16, 0.5, 8).moved(z=1.1).painted(INK),
            ])  # fmt: skip
    return joined([*(mesh.painted(colour, 0.3) for mesh in meshes), *(m.painted(PAPER, 0.5) for m in marks)])
