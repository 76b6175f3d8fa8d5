"""Virtual Assembly: a pump in an exploded view, hanging in the air."""

from __future__ import annotations

from shapely.geometry import box

from explorer.build.geometry.material import (
    ACCENTS,
    GLOWS,
    OAK,
    PAPER,
    PAPER_2,
    PAPER_3,
    STEEL,
    STEEL_DARK,
    TINTED_GLASS,
)
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.pieces.facade import curtain, fins
from explorer.build.pieces.fittings import bench, door, parapet_roof, planter, skylight
from explorer.build.pieces.machines import gear_outline
from explorer.build.pieces.parts import (
    accent,
    accent_lamp,
    edges,
    plot,
    polar,
    rectangle,
    regular,
    rod,
    warm_lamp,
)

ZONE = "assembly"

GLASS = TINTED_GLASS[ZONE]
AXIS_Y = -4.3
LEGS_Y = (-10.5, 2.0)


def build(builder: MeshBuilder) -> None:
    """An exploded view: the parts of the pump hang on one axis under the portal without touching. The workshop
    behind has the tools to make it.
    """
    with plot(builder, ZONE):
        builder.slab(box(-17, -13, 17, 13), 0, 0.15, PAPER_3, 0.05)
        _workshop(builder)
        with builder.detail("always"):
            _portal(builder)
        with builder.at(0, AXIS_Y):
            _table(builder)
        _forecourt(builder)
        _night(builder)


def placeholder(builder: MeshBuilder) -> None:
    """The pump on its axis, as the park shows it while the live exhibit is off."""
    with plot(builder, ZONE):
        with builder.detail("always"):
            builder.tube([(0, AXIS_Y, 26), (0, AXIS_Y, 1)], 0.22, STEEL, 6)
        with builder.at(0, AXIS_Y):
            _pump(builder)


def _workshop(builder: MeshBuilder) -> None:
    outline = rectangle(-16, 5, 16, 12.5)
    builder.prism(outline, 0, 0.4, PAPER_3, 0.05)
    for a, b in edges(outline):
        curtain(builder, a, b, 0.4, 7.6, GLASS, PAPER, bay=2.6, floor=3.6, lit=0.5)
    fins(builder, (-16, 5), (16, 5), 0.8, 7.7, OAK, 1.3, 0.28, 0.5)
    fins(builder, (16, 12.5), (-16, 12.5), 4.2, 7.7, OAK, 2.6, 0.28, 0.4)
    builder.prism(rectangle(-16.6, 4.4, 16.6, 13), 7.6, 8.1, PAPER, 0.1)
    parapet_roof(builder, outline, 8.1, height=0.6)
    for x in (-11, 0, 11):
        skylight(builder, x - 3, x + 3, 6.5, 11, 8.2, GLASS)
    door(builder, (-16, 4.5), (16, 4.5), 16, 0.3, 3.6, 3.2, PAPER)
    door(builder, (16, 12.7), (-16, 12.7), 16, 0.3, 4.4, 3.6, PAPER)


def _portal(builder: MeshBuilder) -> None:
    """Paper legs and vermilion beams; the trolley holds the axis."""
    red = ACCENTS[ZONE]
    for x in (-13, 13):
        for y in LEGS_Y:
            builder.prism(rectangle(x - 1, y - 1, x + 1, y + 1), 0, 24, PAPER, 0.2)
            builder.box(x - 1.35, x + 1.35, y - 1.35, y + 1.35, 0, 1.2, STEEL_DARK)
            builder.box(x - 1.05, x + 1.05, y - 1.05, y + 1.05, 22.6, 23.2, red, skip="-z+z")
        builder.box(x - 0.9, x + 0.9, -11.5, 3, 24, 26, red, skip="")
    for y in LEGS_Y:
        builder.box(-14, 14, y - 0.7, y + 0.7, 24.2, 25.8, red, skip="")
    builder.box(-14, 14, -5.2, -3.4, 26, 27.4, PAPER, skip="")
    builder.chamfered_box(-2.4, 2.4, -6, -2.6, 26.4, 28.6, PAPER_2, 0.15)
    with builder.detail("near"):
        builder.rail([(-13.6, -11.2), (13.6, -11.2)], 26, PAPER_3, 0.9, 3)
        for rung in range(26):
            z = 1.8 + rung * 0.85
            builder.box(13.9, 14.1, 1.6, 2.4, z, z + 0.08, STEEL, skip="")


def _table(builder: MeshBuilder) -> None:
    builder.cylinder(0, 0, 0.15, 0.9, 6.2, PAPER, 28, bevel=0.15)
    builder.lathe([(6.25, 0.4), (6.25, 0.7)], 28, accent(ZONE, 2))
    with builder.detail("near"):
        for tick in range(24):
            with builder.at(turn_deg=tick * 15):
                builder.box(5.2, 5.9, -0.06, 0.06, 0.9, 0.93, STEEL_DARK, skip="-z")


def _pump(builder: MeshBuilder) -> None:
    """Base, gasket, gear, bush, gasket and cover, from below."""
    builder.cylinder(0, 0, 2.2, 4.4, 4.6, PAPER, 20, bevel=0.3)
    _underside(builder, 4.6, 2.2)
    builder.lathe([(4.65, 3.0), (4.65, 3.4)], 20, ACCENTS[ZONE])
    for bearing in (20, 200):
        with builder.at(turn_deg=bearing):
            rod(builder, (4.2, 0, 3.2), (6.4, 0, 3.2), 0.8, PAPER_2, 10)
            rod(builder, (6.0, 0, 3.2), (6.5, 0, 3.2), 1.2, STEEL, 10)
    _gasket(builder, 6.6)
    builder.prism(gear_outline(12, 4.4), 10, 12.2, accent(ZONE, 1.3), 0.12, bottom=True)
    builder.cylinder(0, 0, 12.2, 12.8, 1.6, STEEL, 14, bevel=0.1)
    builder.cylinder(0, 0, 13.6, 15.2, 2.4, OAK, 16, bevel=0.2)
    _underside(builder, 2.4, 13.6)
    _gasket(builder, 16.6)
    builder.cylinder(0, 0, 19.4, 21.6, 4.2, PAPER, 20, bevel=0.4)
    _underside(builder, 4.2, 19.4)
    for bolt in range(6):
        x, y = polar(3.3, bolt * 60)
        builder.cylinder(x, y, 21.4, 22.1, 0.4, STEEL_DARK, 6)
        with builder.detail("near"):
            builder.cylinder(x, y, 17.9, 19.1, 0.16, STEEL_DARK, 5, cap=False)


def _underside(builder: MeshBuilder, radius: float, z: float) -> None:
    builder.cap([regular(radius, 20)], z, PAPER_2, flip=True)


def _gasket(builder: MeshBuilder, z: float) -> None:
    builder.prism(regular(3.6, 20), z, z + 1.0, STEEL, 0.15, holes=[regular(1.8, 20)], bottom=True)


def _forecourt(builder: MeshBuilder) -> None:
    for x in (-14.6, 14.6):
        planter(builder, x, -5, 0.8, 2.6, 0.5, 0.15)
    for x in (-10.5, 10.5):
        bench(builder, x, 2.6, 0, 0.15)


def _night(builder: MeshBuilder) -> None:
    builder.glow([0, AXIS_Y, 11], GLOWS[ZONE], 7)
    for x in (-8, 8):
        accent_lamp(builder, ZONE, [x, -12, 3], 6, 12)
        warm_lamp(builder, [x, 2, 3], 10, 12)
    for side in (-16.5, 16.5):  # warm light on the legs, to outweigh the light from the plaza
        warm_lamp(builder, [side, -14.5, 4], 14, 14)
        warm_lamp(builder, [side, -8, 14], 10, 12)
    for z in (9, 18):
        warm_lamp(builder, [3, -10, z], 9, 11)
