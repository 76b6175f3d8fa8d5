"""Facades with real relief: curtain walls, punched windows and fins."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import numpy.typing as npt

from explorer.build.geometry.material import Material
from explorer.build.geometry.mesh_builder import MeshBuilder

WINDOW_LIGHT = "#FFC98A"


@contextmanager
def wall(builder: MeshBuilder, a: npt.ArrayLike, b: npt.ArrayLike) -> Iterator[float]:
    """A local frame for a wall from `a` to `b`: x runs along it, z up, -y is outside. Yields its length."""
    start, end = np.asarray(a, float)[:2], np.asarray(b, float)[:2]
    length = float(np.linalg.norm(end - start))
    along = (end - start) / length
    with builder.frame([start[0], start[1], 0], [along[0], along[1], 0], [-along[1], along[0], 0], [0, 0, 1]):
        yield length


def window_pane(
    builder: MeshBuilder,
    glass: Material,
    lit: float,
    light: str = WINDOW_LIGHT,
    variation: float = 0.2,
    dimmest: float = 0.4,
    gain: float = 1.0,
) -> Material:
    """The glass of one window: tints vary, and a share `lit` of the windows has light behind it at night."""
    pane = glass.tinted(1 + builder.random.uniform(-variation, variation))
    if builder.random.random() < lit:
        pane = pane.lit(light, gain * builder.random.uniform(dimmest, 1.0))
    return pane


def curtain(
    builder: MeshBuilder,
    a: npt.ArrayLike,
    b: npt.ArrayLike,
    z0: float,
    z1: float,
    glass: Material,
    frame: Material,
    bay: float = 1.8,
    floor: float = 3.6,
    depth: float = 0.18,
    mullion: float = 0.12,
    band: float = 0.5,
    lit: float = 0.3,
    light: str = WINDOW_LIGHT,
    gain: float = 1.0,
    variation: float = 0.22,
) -> None:
    """A glass front: panes that vary in tint, protruding mullions and floor bands.

    `lit` is the share of panes with light behind them at night; whole floors are brighter now and then.
    """
    with wall(builder, a, b) as length:
        columns, rows = max(1, round(length / bay)), max(1, round((z1 - z0) / floor))
        width, height = length / columns, (z1 - z0) / rows
        for row in range(rows):
            low = z0 + row * height
            share = lit * 2 if builder.random.random() < 0.25 else lit
            for column in range(columns):
                pane = window_pane(builder, glass, share, light, variation, 0.35, gain)
                _pane(builder, column * width, (column + 1) * width, 0.0, low, low + height, pane)
        for column in range(columns + 1):
            x = column * width
            builder.box(x - mullion / 2, x + mullion / 2, -depth, 0, z0, z1, frame, skip="-z+z+y")
        for row in range(rows + 1):
            z = z0 + row * height
            low = z if row == 0 else z - band if row == rows else z - band / 2
            builder.box(0, length, -depth * 1.3, 0, low, low + band, frame, skip="+y-x+x")


def punched(
    builder: MeshBuilder,
    a: npt.ArrayLike,
    b: npt.ArrayLike,
    z0: float,
    z1: float,
    material: Material,
    glass: Material,
    bay: float = 3.2,
    floor: float = 3.4,
    window_width: float = 1.5,
    window_height: float = 1.9,
    sill: float = 0.9,
    reveal: float = 0.3,
    lit: float = 0.3,
    light: str = WINDOW_LIGHT,
    frame: Material | None = None,
) -> None:
    """A solid wall with windows set back by `reveal` metres; `frame` is the material of the reveals."""
    with wall(builder, a, b) as length:
        columns, rows = max(1, int(length / bay)), max(1, int((z1 - z0) / floor))
        width, height = length / columns, (z1 - z0) / rows
        for row in range(rows):
            low, high = z0 + row * height, z0 + (row + 1) * height
            bottom = low + sill * height / floor
            top = min(bottom + window_height * height / floor, high - 0.25)
            for column in range(columns):
                start, end = column * width, (column + 1) * width
                left, right = (start + end - window_width) / 2, (start + end + window_width) / 2
                _pane(builder, start, left, 0, low, high, material)
                _pane(builder, right, end, 0, low, high, material)
                _pane(builder, left, right, 0, low, bottom, material)
                _pane(builder, left, right, 0, top, high, material)
                _reveals(builder, left, right, reveal, bottom, top, frame or material)
                pane = window_pane(builder, glass, lit, light)
                _pane(builder, left, right, reveal, bottom, top, pane)


def fins(
    builder: MeshBuilder,
    a: npt.ArrayLike,
    b: npt.ArrayLike,
    z0: float,
    z1: float,
    material: Material,
    step: float = 0.9,
    width: float = 0.14,
    depth: float = 0.5,
    offset: float = 0.1,
) -> None:
    """A row of upright fins `offset` metres before the wall."""
    with wall(builder, a, b) as length:
        count = max(1, round(length / step))
        for i in range(count + 1):
            x = i * length / count
            builder.box(x - width / 2, x + width / 2, -depth - offset, -offset, z0, z1, material, skip="")


def _pane(
    builder: MeshBuilder, x0: float, x1: float, y: float, z0: float, z1: float, material: Material
) -> None:
    builder.quads([[[x0, y, z0], [x1, y, z0], [x1, y, z1], [x0, y, z1]]], material)


def _reveals(
    builder: MeshBuilder, x0: float, x1: float, depth: float, z0: float, z1: float, material: Material
) -> None:
    """The four sides of a window opening, seen from outside."""
    builder.quads(
        [
            [[x0, 0, z0], [x0, depth, z0], [x0, depth, z1], [x0, 0, z1]],
            [[x1, depth, z0], [x1, 0, z0], [x1, 0, z1], [x1, depth, z1]],
            [[x0, 0, z0], [x1, 0, z0], [x1, depth, z0], [x0, depth, z0]],
            [[x0, depth, z1], [x1, depth, z1], [x1, 0, z1], [x0, 0, z1]],
        ],
        material,
    )
