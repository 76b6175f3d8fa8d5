"""Numbers in the scene, in strokes or seven segments: the same in every language, and changed while the park runs."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import numpy as np
import panda3d.core as p3d

from ..scene.mesh import rgb
from .instancing import Instances, static_node
from .meshes import Floats, Mesh, box, joined, white

STROKE = 0.15
"""Thickness of a stroke, for numbers 1 high."""

Point = tuple[float, float]


def _arc(x: float, z: float, wide: float, high: float, start_deg: float, end_deg: float) -> list[Point]:
    angles = np.radians(np.linspace(start_deg, end_deg, max(3, int(abs(end_deg - start_deg) / 24) + 1)))
    return [(x + wide * float(np.cos(a)), z + high * float(np.sin(a))) for a in angles]


STROKES: dict[str, list[list[Point]]] = {
    "0": [_arc(0.32, 0.5, 0.25, 0.43, 0, 360)],
    "1": [[(0.14, 0.76), (0.36, 0.92), (0.36, 0.0)]],
    "2": [[*_arc(0.32, 0.68, 0.24, 0.25, 165, -35), (0.08, 0.075), (0.58, 0.075)]],
    "3": [_arc(0.3, 0.72, 0.22, 0.21, 150, -90), _arc(0.3, 0.29, 0.25, 0.22, 90, -150)],
    "4": [[(0.44, 0.0), (0.44, 0.92), (0.07, 0.28), (0.62, 0.28)]],
    "5": [[(0.54, 0.925), (0.16, 0.925), (0.13, 0.55), *_arc(0.3, 0.31, 0.25, 0.24, 105, -150)]],
    "6": [_arc(0.32, 0.3, 0.24, 0.23, 0, 360), [(0.46, 0.93), (0.26, 0.68), (0.09, 0.36)]],
    "7": [[(0.06, 0.925), (0.57, 0.925), (0.24, 0.0)]],
    "8": [_arc(0.32, 0.71, 0.2, 0.215, 0, 360), _arc(0.32, 0.29, 0.245, 0.22, 0, 360)],
    "9": [_arc(0.32, 0.7, 0.24, 0.23, 0, 360), [(0.18, 0.07), (0.38, 0.32), (0.55, 0.64)]],
    "-": [[(0.1, 0.44), (0.5, 0.44)]],
    "+": [[(0.08, 0.46), (0.56, 0.46)], [(0.32, 0.22), (0.32, 0.7)]],
    ".": [[(0.12, 0.07), (0.14, 0.07)]],
    ",": [[(0.16, 0.1), (0.09, -0.1)]],
    "/": [[(0.06, -0.04), (0.44, 1.0)]],
    "×": [[(0.1, 0.18), (0.5, 0.62)], [(0.5, 0.18), (0.1, 0.62)]],
    "?": [[*_arc(0.3, 0.69, 0.22, 0.23, 170, -60), (0.31, 0.42), (0.31, 0.3)], [(0.31, 0.07), (0.32, 0.07)]],
    "%": [
        _arc(0.2, 0.72, 0.13, 0.17, 0, 360),
        _arc(0.66, 0.2, 0.13, 0.17, 0, 360),
        [(0.72, 0.92), (0.14, 0.0)],
    ],
    " ": [],
}
"""The strokes of each character, as lines of points: 1 high, from x = 0."""
WIDTHS = {".": 0.26, ",": 0.26, " ": 0.3, "/": 0.5, "-": 0.6, "%": 0.9}
WIDE = 0.7


class Lettering(NamedTuple):
    """A number at a place: the middle of its foot, its height, its colour and glow, and whether it lies on the ground."""

    words: str
    place: tuple[float, float, float]
    height_m: float
    colour: str
    glow: float = 0.3


class Letters:
    """Some numbers in one draw call.

    Attributes
    ----------
    path : the node; attach it to a `dynamic_node`.
    """

    def __init__(self, name: str) -> None:
        self.path = p3d.NodePath(name)
        self._name = name
        self._shown: tuple[Lettering, ...] | None = None

    def show(self, letterings: Iterable[Lettering]) -> None:
        """Replace the numbers shown."""
        wanted = tuple(each for each in letterings if each.words.strip())
        if wanted == self._shown:
            return
        self._shown = wanted
        self.path.get_children().detach()
        if wanted:
            meshes = [
                letters(each.words)
                .scaled(each.height_m, each.height_m, each.height_m)
                .moved(*each.place)
                .painted(each.colour, each.glow)
                for each in wanted
            ]
            static_node(self._name, joined(meshes)).reparent_to(self.path)


SEGMENTS = ("abcdef", "bc", "abged", "abgcd", "fgbc", "afgcd", "afgedc", "abc", "abcdefg", "abcdfg")
"""The lit segments of each digit: `a` on top, on clockwise to `f`, `g` in the middle."""
UNLIT = "#2A2F36"


class SevenSegments(Instances):
    """A counter of seven-segment digits in one draw call.

    Parameters
    ----------
    digits : number of digits.
    place : the middle of the foot of the counter.
    pitch_m : distance from one digit to the next.
    apart_m, high_m : distance between the upright segments of a digit, and its height.
    level_m : length, depth and thickness of a level segment; an upright one is half as long as the digit is high.
    gap_m : by which each segment is shorter and thinner, to keep them apart.
    """

    def __init__(
        self,
        digits: int,
        place: tuple[float, float, float],
        pitch_m: float,
        apart_m: float,
        high_m: float,
        level_m: tuple[float, float, float],
        gap_m: float = 0.0,
    ) -> None:
        super().__init__("digits", box(), 7 * digits)
        side, half, (long_m, deep_m, thick_m) = apart_m / 2, high_m / 2, level_m
        level, upright = (long_m - gap_m, deep_m, thick_m - gap_m), (thick_m - gap_m, deep_m, half - gap_m)
        segments = (
            (0.0, high_m - thick_m, level), (side, half, upright), (side, 0.0, upright), (0.0, 0.0, level),
            (-side, 0.0, upright), (-side, half, upright), (0.0, half - thick_m / 2, level),
        )  # fmt: skip
        x, y, z = place
        feet = [x + (digit - (digits - 1) / 2) * pitch_m for digit in range(digits)]
        self._digits = digits
        self._places = np.array([(foot + dx, y, z + dz) for foot in feet for dx, dz, _ in segments])
        self._sizes = np.array([size for _ in feet for *_, size in segments])

    def show(self, number: int, colour: str) -> None:
        """Show a number, or the highest one for which the digits suffice."""
        shown = f"{min(number, 10**self._digits - 1):0{self._digits}d}"
        lit = np.array([segment in SEGMENTS[int(digit)] for digit in shown for segment in "abcdefg"])
        colours = np.where(lit[:, None], rgb(colour), rgb(UNLIT))
        self.set(self._places, None, self._sizes, colours, np.where(lit, 0.9, 0.0))


@cache
def letters(words: str) -> Mesh:
    """Characters of `STROKES` as a flat mesh that faces the visitor (-y), its foot centred on the origin, 1 high."""
    starts, ends, at = list[Point](), list[Point](), 0.0
    for sign in words:
        for line in STROKES[sign]:
            starts += [(x + at, z) for x, z in line[:-1]]
            ends += [(x + at, z) for x, z in line[1:]]
        at += WIDTHS.get(sign, WIDE)
    a, b = np.array(starts), np.array(ends)
    along = b - a
    along /= np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-6)
    along *= STROKE / 2
    across = np.column_stack([-along[:, 1], along[:, 0]])
    a, b = a - along * 0.7, b + along * 0.7  # so that no notch is left where two strokes meet
    corners = np.stack([a + across, a - across, b - across, b + across], axis=1).reshape(-1, 2)
    corners[:, 0] -= at / 2
    positions: Floats = np.column_stack([corners[:, 0], np.zeros(len(corners)), corners[:, 1]]).astype(
        np.float32
    )
    first = np.arange(len(a))[:, None] * 4
    triangles = np.concatenate([first + np.array((0, 1, 2)), first + np.array((0, 2, 3))])
    return white(positions, np.tile((0.0, -1.0, 0.0), (len(positions), 1)), triangles)
