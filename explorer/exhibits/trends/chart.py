"""A chart of tumbling E and stripes as shown by a headset: every pixel is the mean light over its area."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from ...base.total import total
from .sight import Fovea

Floats = npt.NDArray[np.float64]

WIDE_DEG, HIGH_DEG = 4.0, 2.0
FINE_PPD = 240
"""Resolution of the chart, in samples per degree: four to an arc minute."""

WIDE, HIGH = round(WIDE_DEG * FINE_PPD), round(HIGH_DEG * FINE_PPD)
PAPER, INK = 0.9, 0.03
ROWS = ((24, 4, 24), (16, 4, 176), (10, 5, 288), (6, 6, 368), (4, 6, 424))
"""Stroke in samples, number of letters, and top edge in samples, of each row from large to small."""

LETTERS = total(count for _, count, _ in ROWS)
ROWS_WIDE = 720
STRIPES = ((16, 24), (8, 176), (4, 324))
"""Width of a stripe and top edge of its field, in samples."""

STRIPES_LEFT, STRIPES_WIDE, STRIPES_HIGH = 736, 192, 120
E = np.array([[1, 1, 1, 1, 1], [1, 0, 0, 0, 0], [1, 1, 1, 1, 1], [1, 0, 0, 0, 0], [1, 1, 1, 1, 1]], float)
PROBES = 4
"""Probes of the recognition program along each stroke."""

SLIVER = 1e-4
"""Parts of a pixel at the rim of the chart below this size are omitted."""

TELLING = 0.4
"""Least lead over the next best at which a letter is recognised, as a share of the lead in a perfect image."""


def arc_minutes(row: int) -> float:
    """Stroke width of a row; a letter is five strokes high."""
    return ROWS[row][0] * 60 / FINE_PPD


def letter_box(row: int, number: int) -> tuple[int, int, int]:
    """Left edge, top edge and side of a letter, in samples."""
    stroke, count, top = ROWS[row]
    side = 5 * stroke
    gap = (side // 2 if row == 0 else side) // 4 * 4
    left = (ROWS_WIDE - count * side - (count - 1) * gap) // 8 * 4
    return left + number * (side + gap), top, side


def row_middle_deg(row: int) -> tuple[float, float]:
    """Centre of a row, to the right of and above the centre of the chart."""
    _, top, side = letter_box(row, 0)
    return (ROWS_WIDE / 2 - WIDE / 2) / FINE_PPD, (HIGH / 2 - top - side / 2) / FINE_PPD


def stripes_middle_deg() -> tuple[float, float]:
    """Centre of the stripes."""
    return (STRIPES_LEFT + STRIPES_WIDE / 2 - WIDE / 2) / FINE_PPD, 0.0


@lru_cache(maxsize=8)
def turns_of(seed: int, number: int) -> tuple[int, ...]:
    """Orientation of each letter of a chart: quarter turns from the right, counter-clockwise."""
    return tuple(int(turn) for turn in np.random.default_rng((seed, number)).integers(0, 4, LETTERS))


def scene(turns: tuple[int, ...]) -> Floats:
    """The chart in linear light, shape (HIGH, WIDE), row 0 at the top."""
    light = np.full((HIGH, WIDE), PAPER)
    for (row, number), turn in zip(_letter_places(), turns, strict=True):
        left, top, side = letter_box(row, number)
        letter = np.kron(np.rot90(E, turn), np.ones((side // 5, side // 5)))
        light[top : top + side, left : left + side] = PAPER + (INK - PAPER) * letter
    for width, top in STRIPES:
        dark = np.arange(STRIPES_WIDE) // width % 2 == 0
        light[top : top + STRIPES_HIGH, STRIPES_LEFT : STRIPES_LEFT + STRIPES_WIDE] = np.where(
            dark, INK, PAPER
        )
    return light


@lru_cache(maxsize=8)
def picture(turns: tuple[int, ...], ppd: float, gaze_deg: tuple[float, float], fovea: Fovea | None) -> Floats:
    """The chart in the headset's pixels, linear light, shape (rows, columns), row 0 at the top.

    Parameters
    ----------
    ppd : pixels per degree; the first pixel begins at the upper left corner of the chart.
    gaze_deg : to the right of and above the centre of the chart.
    fovea : how pixels are merged into blocks away from the gaze; None for full resolution.
    """
    if fovea is None:
        shown = _means(turns, ppd, 1)
    else:
        x = (np.arange(_count(WIDE_DEG, ppd)) + 0.5) / ppd - WIDE_DEG / 2
        y = HIGH_DEG / 2 - (np.arange(_count(HIGH_DEG, ppd)) + 0.5) / ppd
        block = fovea.block(np.hypot(x[None] - gaze_deg[0], y[:, None] - gaze_deg[1]))
        shown = np.empty(block.shape)
        for side in range(int(block.min()), int(block.max()) + 1):
            np.copyto(shown, _means(turns, ppd, side), where=block == side)
    shown.setflags(write=False)
    return shown


def recognised(turns: tuple[int, ...], shown: Floats, ppd: float) -> tuple[bool, ...]:
    """Which letters a simple program recognises: it compares each with the four orientations of an E."""
    signs, perfect = _templates()
    corners = np.array([letter_box(row, number) for row, number in _letter_places()], float)
    probe = (np.arange(5 * PROBES) + 0.5) / (5 * PROBES)
    column = (corners[:, :1] + probe * corners[:, 2:]) * (ppd / FINE_PPD)
    line = (corners[:, 1:2] + probe * corners[:, 2:]) * (ppd / FINE_PPD)
    seen = shown[line.astype(int)[:, :, None], column.astype(int)[:, None, :]].reshape(len(corners), -1)
    scores = (PAPER - seen) @ signs.T
    best_two = np.sort(scores, axis=1)[:, -2:]
    matches = scores.argmax(axis=1) == np.array(turns)
    return tuple(bool(t) for t in matches & (best_two[:, 1] - best_two[:, 0] >= TELLING * perfect))


@lru_cache(maxsize=1)
def _templates() -> tuple[Floats, float]:
    """Templates of the four letters with zero mean, shape (4, n), and the least lead of the right one in a perfect image."""
    ink = np.array([np.kron(np.rot90(E, turn), np.ones((PROBES, PROBES))).ravel() for turn in range(4)])
    signs = ink - ink.mean(axis=1, keepdims=True)
    scores = np.sort((PAPER - INK) * ink @ signs.T, axis=1)
    return signs, float((scores[:, -1] - scores[:, -2]).min())


def _letter_places() -> list[tuple[int, int]]:
    return [(row, number) for row, (_, count, _) in enumerate(ROWS) for number in range(count)]


def _count(size_deg: float, ppd: float) -> int:
    return math.ceil(size_deg * ppd - SLIVER)


def _means(turns: tuple[int, ...], ppd: float, side: int) -> Floats:
    """The mean light over blocks of `side` pixels, repeated for each pixel of a block."""
    rows, columns = _count(HIGH_DEG, ppd), _count(WIDE_DEG, ppd)
    down, across = _edges(rows, side, ppd, HIGH), _edges(columns, side, ppd, WIDE)
    # light up to each crossing of two edges
    summed = _between(_between(_summed(turns), down).T, across).T
    light = np.diff(np.diff(summed, axis=0), axis=1)
    mean = light / np.diff(down)[:, None] / np.diff(across)[None]
    return mean.repeat(side, axis=0)[:rows].repeat(side, axis=1)[:, :columns]


def _edges(count: int, side: int, ppd: float, size: int) -> Floats:
    """Edges of blocks in samples; the last block ends where the chart does."""
    return np.minimum(np.append(np.arange(0, count, side), count) * (FINE_PPD / ppd), size)


def _between(table: Floats, at: Floats) -> Floats:
    """Linear interpolation between the rows of a table."""
    low = np.minimum(at.astype(int), len(table) - 2)
    part = (at - low)[:, None]
    return np.asarray(table[low] * (1 - part) + table[low + 1] * part)


@lru_cache(maxsize=1)  # 3.5 MB
def _summed(turns: tuple[int, ...]) -> Floats:
    """Summed-area table: total light above and to the left of each corner of a sample, shape (HIGH + 1, WIDE + 1)."""
    return np.pad(scene(turns).cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
