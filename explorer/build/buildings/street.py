"""Opportunities Street: seven shops on the water, one for each sector."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from explorer.build.geometry.material import (
    ACCENTS,
    GLASS,
    GLOWS,
    OAK,
    OAK_DARK,
    PAPER,
    PAPER_2,
    PAPER_3,
    STEEL,
    STEEL_DARK,
    WARM,
    Material,
)
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.pieces.facade import curtain, punched
from explorer.build.pieces.fittings import awning, door, parapet_roof, planter, potted_tree, solar_rows
from explorer.build.pieces.parts import edges, plot, rectangle, regular, warm_lamp

ZONE = "street"

WIDTH_M, DEPTH_M = 11.0, 12.0
FIRST_X, STEP_M = -44.0, 12.6
SOUTH_Y = -6.0
SHOP_FRONT_M = 3.8
NAME_M = 10.7
"""Height of the base of the street's name above the ground."""


@dataclass(frozen=True, slots=True)
class _House:
    """A shop: the height of its eaves, the zone that gives its colour, and its roof."""

    eaves_m: float
    dressed_as: str
    roof: Literal["gable", "garden", "solar"]

    @property
    def colour(self) -> Material:
        """The colour of front, awning and roof."""
        return ACCENTS[self.dressed_as]


HOUSES = (
    _House(8.5, "street", "gable"),
    _House(11.5, "goals25", "garden"),
    _House(7.5, "twinlib", "solar"),
    _House(12.5, "net", "gable"),
    _House(9.0, "data", "garden"),
    _House(11.0, "factory", "solar"),
    _House(8.0, "street", "gable"),
)


def build(builder: MeshBuilder) -> None:
    """Seven gables in a row: awnings out, doors open, the terrace before them free for the stalls. At night the shop
    windows are reflected in the harbour.
    """
    with plot(builder, ZONE):
        for number, house in enumerate(HOUSES):
            with builder.at(FIRST_X + number * STEP_M, SOUTH_Y):
                _walls(builder, house, number)
                _roof(builder, house)
                _shop(builder, house)
                _back(builder, house)
        for gap in range(len(HOUSES) - 1):
            potted_tree(builder, FIRST_X + gap * STEP_M + WIDTH_M + 0.8, SOUTH_Y - 0.6, blossom=gap % 2 == 0)
        _name_beam(builder)
        for i in range(7):
            warm_lamp(builder, [-37 + i * 12.6, -9, 2.4], 10, 10)


def placeholder(builder: MeshBuilder) -> None:
    """The mint, replaced by the stalls when a visitor comes close."""
    with plot(builder, ZONE), builder.at(0, -11.2, 0, 0, 0.75):
        _mint(builder)


def _walls(builder: MeshBuilder, house: _House, number: int) -> None:
    """A shop front under punched windows with oak reveals; plaster to the other sides."""
    for side, (a, b) in enumerate(edges(rectangle(0, 0, WIDTH_M, DEPTH_M))):
        if side == 0:
            curtain(
                builder, a, b, 0, SHOP_FRONT_M, GLASS, house.colour,
                bay=2.2, floor=SHOP_FRONT_M, lit=0.95, gain=1.6,
            )  # fmt: skip
            punched(builder, a, b, SHOP_FRONT_M, house.eaves_m, PAPER, GLASS, bay=2.7, lit=0.4, frame=OAK)
        else:
            plaster = PAPER if number % 2 else PAPER_2
            punched(builder, a, b, 0, house.eaves_m, plaster, GLASS, bay=3.6, floor=3.6, lit=0.3)


def _roof(builder: MeshBuilder, house: _House) -> None:
    h, w, d = house.eaves_m, WIDTH_M, DEPTH_M
    if house.roof == "gable":
        ridge = h + 4
        builder.triangles([[[0, 0, h], [w, 0, h], [w / 2, 0, ridge]]], PAPER)
        builder.triangles([[[w, d, h], [0, d, h], [w / 2, d, ridge]]], PAPER)
        top, over = ridge + 0.2, 0.5
        for side in (-1, 1):
            eave = w / 2 + side * (w / 2 + 0.6)
            slope = np.array(
                [
                    [w / 2, -over, top],
                    [w / 2, d + over, top],
                    [eave, d + over, h - 0.2],
                    [eave, -over, h - 0.2],
                ]
            )
            builder.quads([slope if side < 0 else slope[::-1]], house.colour)
            under = slope - [0, 0, 0.22]
            builder.quads([under[::-1] if side < 0 else under], OAK_DARK)
            eave_board = [under[3], under[2], slope[2], slope[3]]
            builder.quads([eave_board if side > 0 else eave_board[::-1]], PAPER)
            for first, second in ((3, 0), (1, 2)):
                verge = [slope[first], slope[second], under[second], under[first]]
                builder.quads([verge[::-1] if side < 0 else verge], PAPER)
        builder.box(w * 0.72, w * 0.72 + 0.9, d * 0.6, d * 0.6 + 0.9, h, ridge + 0.9, PAPER_3)
        with builder.frame([w / 2, -0.02, h + 1.6], [1, 0, 0], [0, 0, 1], [0, -1, 0]):
            builder.cylinder(0, 0, 0, 0.12, 0.75, OAK, 12)
            builder.cylinder(0, 0, 0.12, 0.16, 0.58, GLASS.lit(WARM, 1.2), 12)
    elif house.roof == "garden":
        parapet_roof(builder, rectangle(0, 0, w, d), h, house.colour, OAK, height=0.9)
        planter(builder, 3.5, 6, 2, 1.4, 0.5, h + 0.12)
        planter(builder, 8, 8, 1.4, 2, 0.5, h + 0.12)
        potted_tree(builder, 2.2, 2.2, h + 0.12)
    else:
        builder.prism(rectangle(-0.3, -0.3, w + 0.3, d + 0.3), h, h + 0.4, PAPER, 0.1)
        builder.box(-0.32, w + 0.32, -0.36, -0.3, h + 0.06, h + 0.28, house.colour, skip="+y")
        solar_rows(builder, 1, w - 1, 1.5, d - 1, h + 0.4, 4)


def _shop(builder: MeshBuilder, house: _House) -> None:
    """The awning, the door behind it, a counter with goods outside and a sign that hangs out."""
    awning(builder, 0.3, WIDTH_M - 0.2, -0.12, 3.9, house.colour)
    door(builder, (0, -0.15), (WIDTH_M, -0.15), WIDTH_M / 2, 0, 1.9, 2.6, OAK)
    with builder.detail("near"):
        for x in (2.2, WIDTH_M - 2.2):
            builder.chamfered_box(x - 0.9, x + 0.9, -1.5, -0.8, 0, 0.85, OAK, 0.05)
            for i in range(3):
                goods = (house.colour, PAPER, ACCENTS["goals25"])[i]
                builder.box(x - 0.7 + i * 0.5, x - 0.35 + i * 0.5, -1.3, -1.0, 0.85, 1.15, goods)
        builder.box(WIDTH_M - 0.2, WIDTH_M - 0.1, -1.2, -0.1, 4.9, 5.0, STEEL_DARK, skip="")
        builder.box(
            WIDTH_M - 0.24,
            WIDTH_M - 0.06,
            -1.15,
            -0.35,
            4.1,
            4.85,
            house.colour.lit(GLOWS[ZONE], 1.2),
            skip="",
        )
    builder.lamp([WIDTH_M / 2, -2.2, 2.7], GLOWS[ZONE], 14, 11)


def _back(builder: MeshBuilder, house: _House) -> None:
    """The yard door, a drainpipe and a flue."""
    a, b = (WIDTH_M, DEPTH_M), (0.0, DEPTH_M)
    door(builder, a, b, WIDTH_M / 2, 0, 1.3, 2.4, house.colour)
    with builder.detail("near"):
        for x in (0.3, WIDTH_M - 0.3):
            builder.tube([(x, DEPTH_M + 0.14, 0), (x, DEPTH_M + 0.14, house.eaves_m)], 0.09, STEEL, 5)
        builder.chamfered_box(1.2, 2.8, DEPTH_M + 0.3, DEPTH_M + 1.4, 0, 1.2, PAPER_3, 0.05)


def _name_beam(builder: MeshBuilder) -> None:
    """The beam with the street's name, on posts in the gaps between the middle shops; high enough to be seen over
    the stalls.
    """
    builder.box(-19.8, 18.4, -8.3, -8.05, NAME_M - 0.3, NAME_M, PAPER, skip="")
    for gap in range(1, 5):
        x = FIRST_X + gap * STEP_M + WIDTH_M + 0.8
        builder.box(x - 0.16, x + 0.16, -8.33, -8.02, 0, NAME_M - 0.3, PAPER)
        builder.box(x - 0.7, x + 0.7, -8.28, -8.07, NAME_M - 0.9, NAME_M - 0.7, OAK, skip="")


def _mint(builder: MeshBuilder) -> None:
    """The mint: a small drum of oak and light under a coin."""
    builder.cylinder(0, 0, 0, 0.3, 2.6, PAPER_2, 18, bevel=0.05)
    builder.cylinder(0, 0, 0.3, 2.5, 1.6, GLASS.lit(GLOWS[ZONE], 1.4), 14, cap=False)
    for i in range(7):
        with builder.at(turn_deg=i * 360 / 7):
            builder.box(1.55, 1.8, -0.14, 0.14, 0.3, 2.5, OAK)
    builder.cylinder(0, 0, 2.5, 2.85, 2.1, PAPER, 18, bevel=0.08)
    with builder.frame([0, 0.15, 3.95], [1, 0, 0], [0, 0, 1], [0, -1, 0]):
        coin = ACCENTS["goals25"].lit(GLOWS[ZONE], 1.4)
        builder.prism(regular(1.0, 18), 0, 0.3, coin, 0.08, bottom=True)
    builder.glow([0, 0, 4], GLOWS[ZONE], 2.4)
