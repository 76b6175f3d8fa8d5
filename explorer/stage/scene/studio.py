"""The products that visitors turn by hand: each in a pale room far below the park, lit from all sides."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...i18n import CLAUSE_SEPARATOR, Listed, Text
from ...park.meshes.mesh import NotRead
from ...park.meshes.texture import linear, srgb
from ...park.model import Park
from ...park.spots.products import Product, product_meshes
from ...park.spots.spot import PRODUCT_M, product_place_m
from .own_light import by_day
from .panes import pieces
from .unbaked import Floats, Part

KIND = "studio"
"""The kind of these chunks: their light does not depend on the hour."""
KEY, FILL = (-0.45, -0.6, 0.66), (0.8, 0.3, 0.2)
"""Directions to the two lamps of a room."""
DARKEST, KEY_SHARE, FILL_SHARE = 0.52, 0.5, 0.14
WALL = (0.83, 0.85, 0.88)
ROOM_M = 3.2 * PRODUCT_M
RINGS, SIDES = 8, 16


def studio_parts(park: Park, missing: list[Text]) -> list[Part]:
    """Rooms and products; what cannot be shown is noted."""
    parts: list[Part] = []
    for product, found in product_meshes(park):
        title = product.spot.title
        if isinstance(found, NotRead):
            missing.append(
                Text(
                    "{title} is not shown: {what} ({remedy}).",
                    title=title,
                    what=found.what,
                    remedy=found.remedy,
                )
            )
            continue
        if found.losses:
            losses = Listed(found.losses, CLAUSE_SEPARATOR)
            missing.append(Text("{title}: {losses}.", title=title, losses=losses))
        shade = _shade(found.normals)
        whole = Part(
            product.name,
            found.points.astype(np.float32),
            _up(len(found.points)),
            _shaded(by_day(found), shade),
            found.indices,
            kind=KIND,
            opacity=None if found.opacity is None else found.opacity.astype(np.float32),
        )
        parts.append(_room(product))
        skinned = whole
        if found.uv is not None:
            skinned = replace(whole, albedo=_shaded(found.colours, shade), uv=found.uv.astype(np.float32))
        parts += pieces(found, whole, skinned)
    return parts


def _shade(normals: Floats) -> Floats:
    """How bright a surface is in a room, shape (n, 1)."""
    light = np.full(len(normals), DARKEST)
    for way, share in ((KEY, KEY_SHARE), (FILL, FILL_SHARE)):
        light += share * np.clip(normals @ (np.array(way) / np.linalg.norm(way)), 0, 1)
    return light[:, None]


def _up(count: int) -> Floats:
    """Normals that the programs of the park shade evenly: the light of a room is in the colours."""
    return np.tile(np.array([0, 0, 1], np.float32), (count, 1))


def _shaded(colours: Floats, shade: Floats) -> Floats:
    return np.asarray(srgb(linear(colours) * shade), np.float32)


def _room(product: Product) -> Part:
    """A sphere seen from inside."""
    heights, turns = np.linspace(-np.pi / 2, np.pi / 2, RINGS + 1), np.linspace(0, 2 * np.pi, SIDES + 1)
    tall, around = (rows.ravel() for rows in np.meshgrid(heights, turns, indexing="ij"))
    ways = np.c_[np.cos(tall) * np.cos(around), np.cos(tall) * np.sin(around), np.sin(tall)]
    row, column = (rows.ravel() for rows in np.meshgrid(np.arange(RINGS), np.arange(SIDES), indexing="ij"))
    a = row * (SIDES + 1) + column
    b, c, d = a + 1, a + SIDES + 2, a + SIDES + 1
    indices = np.concatenate([np.c_[a, c, b], np.c_[a, d, c]])
    shade = 0.72 + 0.28 * (ways[:, 2:] * 0.5 + 0.5)
    colours = np.tile(WALL, (len(ways), 1)) * shade
    return Part(
        f"{product.name} room",
        (ways * ROOM_M + product_place_m(product.number)).astype(np.float32),
        _up(len(ways)),
        colours.astype(np.float32),
        indices,
        kind=KIND,
    )
