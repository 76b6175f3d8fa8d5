"""Layout of the park's hill, in metres of the model, and its static meshes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ....exhibits.park.market import NOWHERE
from ....exhibits.park.state import HEIGHT_M, PLOTS, TERRACE, middles_m
from ....exhibits.park.sun import sun_at
from ...primitives.meshes import Floats, Mesh, ball, box, cylinder, joined, pane
from ...primitives.palette import AMBER, LEAF, PAPER, PAPER_2, POPPY, ROSE, STEEL_DARK

PARKS = 3

DISC_M, DISC_RADIUS_M, DISC_Z_M = ((-19.5, 1.0), (19.5, 1.0)), 8.2, 13.5
"""Positions of the other parks in the air while their portals are open."""

WAITING_X_M, WAITING_Y_M, WAITING_APART_M, WAITING_WIDE = 19.0, -32.5, 1.5, 11

ARCH_M, ARCH_RADIUS_M = ((-23.3, -6.0), (23.3, -6.0)), 4.0

SKY_M, SKY_Z_M = 25.0, 2.7
"""The vault on which the sun is shown."""

POST_M, POST_HIGH_M = (0.0, -14.6, 2.78), 2.4
LONGEST_SHADOW = 1.6
"""Longest shadow, relative to the height; at sunrise shadows would otherwise cover everything."""

BATTERY_M, BATTERY_RADIUS_M, M_PER_KWH = (22.4, -25.0), 1.7, 9.0 / 5000
BARS_M, M_PER_KW = ((26.4, -26.0), (28.8, -25.0), (31.2, -24.0)), 8.0 / 2000

FIRST_YEAR, YEARS, YEAR_RADIUS_M = 2020, 16, 25.5

UPRIGHT = np.array(((1, 0, 0), (0, 0, -1), (0, 1, 0)), np.float32)
"""Rotation that makes flat things face the visitor."""

SUN = "#FFD75E"
PARK_COLOURS = ("#86A845", "#3E8CFF", ROSE)
"""Colours of our park and the two others, for their firms and buildings."""

OFFER_COLOURS = (LEAF, "#35B8DA", AMBER)
"""Colours of rent, laboratory and power."""


def plot_places() -> Floats:
    """Ground in the middle of each of the sixty plots, shape (60, 3); ours come first."""
    ours = np.column_stack([middles_m(), HEIGHT_M[TERRACE]])
    number = np.arange(PLOTS)
    x, y = (number % 5 - 2) * 2.7, (number // 5 - 1.5) * 2.7
    others = [np.column_stack([x + at_x, y + at_y, np.full(PLOTS, DISC_Z_M)]) for at_x, at_y in DISC_M]
    return np.concatenate([ours, *others]).astype(np.float32)


def other_heights() -> Floats:
    """Heights of the buildings of another park. Invented."""
    return (1.1 + 0.5 * (np.arange(PLOTS) * 7 % 4)).astype(np.float32)


def waiting_places(count: int) -> Floats:
    """Positions of firms without a plot: before the hill, outside."""
    number = np.arange(count)
    x = WAITING_X_M + WAITING_APART_M * (number % WAITING_WIDE)
    y = WAITING_Y_M + WAITING_APART_M * (number // WAITING_WIDE)
    return np.column_stack([x, y, np.zeros(count)]).astype(np.float32)


def firm_places(homes: npt.NDArray[np.int64], tops: Floats) -> Floats:
    """Position of each firm: on the roof of its plot, or outside."""
    positions = waiting_places(len(homes))
    housed = homes != NOWHERE
    positions[housed] = tops[homes[housed]]
    return positions


def sun_path(day: int) -> Floats:
    """Positions of the sun on the vault at every half hour of a day, those above the horizon, shape (n, 3)."""
    directions = np.array([sun_at(day, hour).direction for hour in np.arange(0, 24, 0.5)])
    return on_vault(directions[directions[:, 2] > 0])


def on_vault(directions: npt.ArrayLike) -> Floats:
    """Directions (east, north, up) as positions on the vault."""
    return (np.atleast_2d(directions) * SKY_M + (0, 0, SKY_Z_M)).astype(np.float32)


def shading(direction: npt.ArrayLike) -> Floats:
    """Matrix that lays upright things flat in their shadow; shape (3, 3)."""
    east, north, up = np.asarray(direction, float)
    slope = np.array([east, north]) / max(up, 1e-3)
    slope *= min(1.0, LONGEST_SHADOW / max(float(np.hypot(*slope)), 1e-6))
    flat = [[1, 0, -slope[0]], [0, 1, -slope[1]], [0, 0, 0.004]]
    return np.array(flat, np.float32)


def firm() -> Mesh:
    """A firm as a figure on a board."""
    return joined(
        [
            cylinder(0.42, 0.95, 6, top=0.2),
            ball(0.36, 6, 4).moved(z=1.15),
        ]
    )


def face(*, smiles: bool) -> Mesh:
    """A face on a board towards the visitor, its middle at the origin, with a smile or a straight mouth."""
    parts = [cylinder(0.82, 0.1, 12).turned(UPRIGHT).painted("#FFD23E" if smiles else "#D9D3C6", 0.35)]
    marks = [pane(0.13, 0.2).moved(x, -0.12, 0.1) for x in (-0.24, 0.24)]
    if smiles:
        marks += [
            pane(0.36, 0.1).moved(0, -0.12, -0.42),
            *(pane(0.12, 0.16).moved(x, -0.12, -0.36) for x in (-0.24, 0.24)),
        ]
    else:
        marks.append(pane(0.5, 0.09).moved(0, -0.12, -0.32))
    return joined([*parts, *(mark.painted("#3A2E12") for mark in marks)])


def tent() -> Mesh:
    """A blank tent for a firm without a plot."""
    return joined(
        [
            cylinder(0.78, 1.25, 4, top=0.05).painted("#F4F1EA", 0.1),
            pane(0.34, 0.5).moved(0, -0.56, 0).painted(STEEL_DARK),
        ]
    )


def disc() -> Mesh:
    """The ground of another park, in the air."""
    return joined(
        [
            cylinder(DISC_RADIUS_M, 0.3, 28).moved(z=-0.3).painted(PAPER, 0.15),
            cylinder(DISC_RADIUS_M * 0.35, 0.9, 28, top=DISC_RADIUS_M * 0.98).moved(z=-1.2).painted(PAPER_2),
        ]
    )


def works() -> Mesh:
    """The battery's frame, the feet of the power bars, and the post that casts a visible shadow."""
    x, y = BATTERY_M
    meshes = [cylinder(BATTERY_RADIUS_M + 0.4, 0.3, 18).moved(x, y).painted(STEEL_DARK)]
    for side_x in (-1, 1):
        for side_y in (-1, 1):
            reach = BATTERY_RADIUS_M * 0.8
            post = box(0.16, 0.16, 9.5).moved(x + side_x * reach, y + side_y * reach).painted(STEEL_DARK)
            meshes.append(post)
    for at_x, at_y in BARS_M:
        meshes.append(cylinder(1.1, 0.25, 12).moved(at_x, at_y).painted(STEEL_DARK))
    meshes.append(box(0.4, 0.4, POST_HIGH_M).moved(*POST_M).painted(POPPY))
    return joined(meshes)
