"""Park without Walls: a masonry sundial on a terraced hill."""

from __future__ import annotations

import math

import numpy as np

from explorer.build.geometry.material import (
    GRASS,
    GRASS_2,
    GRASS_3,
    OAK,
    PAPER,
    PAPER_2,
    PAPER_3,
    SOLAR,
    STONE,
    TINTED_GLASS,
    WARM,
)
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.geometry.shapes import Floats
from explorer.build.pieces.fittings import bench, bollard, small_tree
from explorer.build.pieces.parts import accent, accent_lamp, annulus, disc, hoop, plot, polar, regular

ZONE = "park"

TERRACES = ((26.0, 0.5, GRASS), (21.5, 1.6, GRASS_2), (16.5, 2.7, GRASS_3))
"""Radius, height and lawn of the three terraces."""
STEPS = 14

PLOTS = (
    (23.0, 0.5, (-62, -46, -30, -14, 14, 30, 46, 62)),
    (18.5, 1.6, (-72, -54, -36, -18, 20, 44, 68)),
    (14.4, 2.7, (-56, -28, 22, 44, 62)),
)
"""Radius of the arc, height, and bearings of its plots from the south to the east; the same as in the exhibit."""

PLOT_HALF_M = (2.0, 1.25)


def build(builder: MeshBuilder) -> None:
    """The whole park is a sundial, after the masonry ones of Jaipur: time is the first wall to fall. The plots are
    small models on the terraces, and two arches lead to two other parks.
    """
    with plot(builder, ZONE):
        _terraces(builder)
        _hours(builder)
        with builder.detail("always"):
            _gnomon(builder)
            for side in (-1, 1):
                _quadrant(builder, side)
        for side in (-1, 1):
            _portal(builder, side)
        _gardens(builder)


def placeholder(builder: MeshBuilder) -> None:
    """The factories of the park, shown while the exhibit is off."""
    with plot(builder, ZONE):
        _plots(builder)


def _terraces(builder: MeshBuilder) -> None:
    for radius, height, lawn in TERRACES:
        builder.prism(regular(radius, 32), 0, height, PAPER, 0.18, top=lawn)
    builder.plate(annulus(24.2, 25.4), 0.52, STONE)
    builder.plate(annulus(18, 19.6), 1.62, STONE)
    builder.plate(disc(0, 0, 5), 2.72, STONE)
    builder.box(-1.6, 1.6, -15.6, -4, 2.7, 2.73, STONE, skip="-z")
    flights = ((26.6, 0.5, 0.0, 3), (21.9, 1.6, 0.5, 6), (16.9, 2.7, 1.6, 6))
    for radius, top, bottom, count in flights:
        rise = (top - bottom) / count
        for i in range(count):
            y = -radius - 0.45 * (count - i)
            builder.box(-3, 3, y, -radius + 1.2, bottom + i * rise, bottom + (i + 1) * rise, STONE)
    with builder.detail("near"):
        builder.rail([polar(21.2, a) for a in range(-82, 80, 6)], 1.6, PAPER_3, 0.9, 2.6)
        builder.rail([polar(21.2, a) for a in range(100, 259, 6)], 1.6, PAPER_3, 0.9, 2.6)


def _hours(builder: MeshBuilder) -> None:
    """Thirteen hour stones on the northern half, every third one lit."""
    for hour in range(13):
        x, y = polar(22.6, 180 - 15 * hour)
        quarter = hour % 3 == 0
        material = accent(ZONE, 1.6) if quarter else PAPER
        builder.chamfered_box(x - 0.6, x + 0.6, y - 0.6, y + 0.6, 0.5, 3.0 if quarter else 2.3, material, 0.1)


def _gnomon(builder: MeshBuilder) -> None:
    """The blade: a stair between two walls up to a lookout, edged with light."""
    with builder.frame([0, 0, 0], [0, 1, 0], [0, 0, 1], [1, 0, 0]):
        for x0, x1 in ((-3.6, -2.5), (2.5, 3.6)):
            profile = [(-12, 2.4), (8.5, 2.4), (8.5, 25), (6.5, 25)]
            builder.prism(profile, x0, x1, PAPER, 0.12, bottom=True)
    for i in range(STEPS):
        y = -11 + i * 1.3
        builder.box(-2.5, 2.5, y, y + 1.3, 2.4, 3.6 + i * 1.55, STONE if i % 2 else PAPER_2)
    builder.box(-3.6, 3.6, 6.9, 9.6, 2.4, 25, PAPER)
    builder.chamfered_box(-2.8, 2.8, 6.2, 10.2, 25, 27.4, PAPER_2, 0.2)
    builder.box(-3.0, 3.0, 6.0, 10.4, 26.2, 26.8, accent(ZONE, 2.2), skip="-z+z")
    for x in (-1.6, 1.6):
        for z in np.arange(5.5, 23, 4):
            pane = TINTED_GLASS[ZONE].lit(WARM, 0.8)
            builder.box(x - 0.5, x + 0.5, 9.6, 9.66, z, z + 2.4, pane, skip="-y")
    builder.box(-0.9, 0.9, 9.6, 9.75, 2.7, 5.0, OAK, skip="-y-z")
    for side in (-1, 1):
        builder.tube([(side * 3.05, -12.4, 2.6), (side * 3.05, 7.0, 25.5)], 0.34, accent(ZONE, 2.4), 4)


def _quadrant(builder: MeshBuilder, side: int) -> None:
    """A wing that the shadow of the blade moves across: a quarter of a ring, 7 m wide."""
    angles = np.radians(np.linspace(0, 78, 9))

    def bow(radius: float, y: float) -> Floats:
        x = side * (3.6 + radius * np.sin(angles))
        return np.column_stack([x, np.full(len(angles), y), 16.2 - radius * np.cos(angles)])

    south_in, north_in = bow(13.0, -5.5), bow(13.0, 1.5)
    south_out, north_out = bow(14.0, -5.5), bow(14.0, 1.5)
    faces = ((south_in, north_in), (north_out, south_out), (south_out, south_in), (north_in, north_out))
    for first, second in faces:
        strip = np.stack([first[:-1], first[1:], second[1:], second[:-1]], axis=1)
        builder.quads(strip if side > 0 else strip[:, ::-1], PAPER)
    end = np.array([[south_in[-1], north_in[-1], north_out[-1], south_out[-1]]])
    builder.quads(end[:, ::-1] if side > 0 else end, accent(ZONE, 1.6))
    builder.tube(south_in - [0, 0.1, 0], 0.22, accent(ZONE, 2.0), 4)
    with builder.detail("near"):
        for number in range(1, len(angles) - 1):
            a, b = south_in[number] + [0, 0, 0.05], north_in[number] + [0, 0, 0.05]
            builder.tube([a, b], 0.09, OAK, 3)


def _plots(builder: MeshBuilder) -> None:
    """The factories of the park as models: paper or oak, roofed with solar panels, grass or plain."""
    random = np.random.default_rng(8)
    half_x, half_y = PLOT_HALF_M
    places = [(radius, ground, bearing) for radius, ground, bearings in PLOTS for bearing in bearings]
    for number, (radius, ground, bearing) in enumerate(places):
        height = random.uniform(2.0, 4.4)
        top = (SOLAR, GRASS_2, PAPER_2, PAPER_2)[number % 4]
        with builder.at(*polar(radius, bearing - 90), ground):
            walls = PAPER if number % 3 else OAK
            builder.chamfered_box(-half_x, half_x, -half_y, half_y, 0, height, walls, 0.15, top=top)
            band = TINTED_GLASS[ZONE].lit(WARM, 0.2 if ground > 1 else 1.2)
            wide, deep = half_x + 0.05, half_y + 0.05
            builder.box(-wide, wide, -deep, deep, height * 0.45, height * 0.7, band, skip="-z+z")
            builder.box(-0.3, 0.3, -half_y - 0.06, -half_y, 0, height * 0.36, OAK, skip="+y-z")


def _portal(builder: MeshBuilder, side: int) -> None:
    """An arch of light through which another park is seen."""
    hoop(
        builder, 4.2, 0.5, accent(ZONE, 2.4), (side * 23.3, -6, 0.6),
        tilt_deg=90, turn_deg=70 * side, start_deg=0, end_deg=180, sides=22, section=6,
    )  # fmt: skip
    turn = math.radians(70 * side)
    for foot in (-4.2, 4.2):
        x, y = side * 23.3 + foot * math.cos(turn), -6 + foot * math.sin(turn)
        builder.cylinder(x, y, 0.0, 1.0, 0.8, PAPER_3, 8)
    accent_lamp(builder, ZONE, [side * 23, -8, 3], 14, 11, 5)


def _gardens(builder: MeshBuilder) -> None:
    for i in range(6):
        accent_lamp(builder, ZONE, [*polar(19, i * 60), 3], 7, 10)
    for bearing in (35, 75, 105, 145):
        small_tree(builder, *polar(13.6, bearing), 2.7, 0.8, blossom=bearing in (35, 145))
        bench(builder, *polar(15.2, bearing + 12), bearing + 102, 2.7)
    for bearing in range(15, 360, 30):
        bollard(builder, *polar(24.8, bearing), z=0.5)
