"""The lines round a zone, computed from its mask: a light line in a dark casing, and a halo around both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

from ..gl.render_target import Pixels
from ..scene.mesh import colour_bytes

CASING = (40.0, 22.0, 20.0)
"""Colour of the casing: blue, green, red."""

STRIP_ROWS = 32

LEAST_LINE_PX, LEAST_CASING_PX, LEAST_HALO_PX = 1.2, 2.4, 3.0

Kind = Literal["open", "touched"]


@dataclass(frozen=True, slots=True)
class Pen:
    """Style of a contour; widths as shares of the frame's height."""

    # line, casing, halo: widths of the light line, the dark one around it, and the halo around both
    line: float
    casing: float
    halo: float
    strength: float  # opacity of line and casing
    halo_strength: float  # opacity of the halo
    lift: float  # amount by which the zone itself becomes lighter
    tint: float  # share of the accent in the light line
    skips_strips: bool = False  # whether to leave out thin strips, so that no lines frame a painted lane

    def reach_px(self, height_px: int) -> float:
        """Distance to which it reaches beyond the zone, in a frame of this height."""
        return 2 * max(height_px * self.halo, height_px * self.casing, LEAST_HALO_PX)


PENS: dict[Kind, Pen] = {
    "touched": Pen(1 / 300, 1 / 150, 1 / 60, 1.0, 0.62, 0.13, 0.22),
    "open": Pen(1 / 420, 1 / 210, 1 / 200, 0.85, 0.0, 0.0, 0.9, skips_strips=True),
}
"""Styles: a zone under the pointer or pointed at glows; the open one has a quiet line."""

Floats = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of whole pixels; right and bottom are excluded."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def size(self) -> tuple[int, int]:
        return (self.right - self.left, self.bottom - self.top)

    def scaled(self, across: float, down: float) -> Area:
        """The same part of a frame that is `across` times as wide and `down` times as high."""
        return Area(
            round(self.left * across),
            round(self.top * down),
            round(self.right * across),
            round(self.bottom * down),
        )


def without_strips(mask: Mask) -> Mask:
    """A mask without parts less than three rows high."""
    framed = np.pad(mask, ((1, 1), (0, 0)), mode="edge")
    core = np.pad(framed[:-2] & framed[1:-1] & framed[2:], ((1, 1), (0, 0)), mode="edge")
    whole: Mask = core[:-2] | core[1:-1] | core[2:]
    return whole & mask


class Contour:
    """A contour over an area of a frame: premultiplied blue, green, red, and opacity, 0..255.

    Parameters
    ----------
    area, size : the area, in a frame of this size.
    mask : of the zone, on the grid of the area or a coarser one.
    pen, accent : its style.
    free : where no line runs, on the grid of the mask; None: nowhere.
    """

    def __init__(
        self, area: Area, size: tuple[int, int], mask: Mask, pen: Pen, accent: str, free: Mask | None = None
    ) -> None:
        self._area, self._size, self._mask, self._pen, self._accent = area, size, mask, pen, accent
        self._lines = None if free is None else (~free).astype(np.float32)
        self._fitted: tuple[tuple[int, int], Area, Pixels] | None = None

    def lay(self, frame: Pixels, level: float) -> None:
        """Blend it at this level into a frame of the same view in any size, (height, width, 4)."""
        area, layer = self._fit((frame.shape[1], frame.shape[0]))
        part = frame[area.top : area.bottom, area.left : area.right, :3]
        for rows in _strips(len(part)):
            _lay(part[rows], layer[:, rows], level)

    def _fit(self, size: tuple[int, int]) -> tuple[Area, Pixels]:
        """Its area in a frame of this size, and its layer in that area, (4, height, width)."""
        if self._fitted is None or self._fitted[0] != size:
            area = self._area.scaled(size[0] / self._size[0], size[1] / self._size[1])
            self._fitted = (size, area, _enlarged(self.layer, area.size))
        return self._fitted[1:]

    @property
    def extent(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom, as shares of the frame from its top left."""
        (width, height), area = self._size, self._area
        return (area.left / width, area.top / height, area.right / width, area.bottom / height)

    @cached_property
    def layer(self) -> Pixels:
        """The layer on the grid of the mask, shape (4, height, width)."""
        mask, pen, height = self._mask.astype(np.float32), self._pen, self._size[1]
        outside = 1 - mask if self._lines is None else (1 - mask) * self._lines
        across = (mask.shape[0] / self._area.size[1], mask.shape[1] / self._area.size[0])
        hue = np.array(colour_bytes(self._accent)[::-1], np.float32)
        line = _edge(mask, max(height * pen.line, LEAST_LINE_PX), across) * pen.strength
        casing = _edge(mask, max(height * pen.casing, LEAST_CASING_PX), across) * pen.strength * 0.85
        layers = [
            ((255.0, 255.0, 255.0), mask * np.float32(pen.lift)),
            (CASING, casing * outside),
            (tuple(255 + (hue - 255) * pen.tint), line * outside),
        ]
        if pen.halo_strength:
            halo_px = max(height * pen.halo, LEAST_HALO_PX)
            halo = _blurred(mask, halo_px * across[0], halo_px * across[1])
            halo = _edge(halo, halo_px * 0.6, across, gain=1.7) * pen.halo_strength
            layers.insert(1, (tuple(hue), halo * outside))
        return _composed(layers)


def _composed(layers: list[tuple[tuple[float, ...], Floats]]) -> Pixels:
    """Composite coloured layers, lowest first, into one of shape (4, height, width), premultiplied, in bytes."""
    made = np.empty((4, *layers[0][1].shape), np.uint8)
    for rows in _strips(made.shape[1]):
        part = np.zeros(made[:, rows].shape, np.float32)
        for colour, cover in layers:
            part *= 1 - cover[rows]
            for index, value in enumerate((*colour, 255.0)):
                if value:
                    part[index] += cover[rows] * np.float32(value)
        part += np.float32(0.5)
        made[:, rows] = part
    return made


def _edge(layer: Floats, width_px: float, across: tuple[float, float], gain: float = 2.6) -> Floats:
    """Opacity of the band within a width of a mask; `across` is texels per pixel, down and across."""
    near = _blurred(layer, width_px * across[0], width_px * across[1])
    edge: Floats = np.minimum(near * np.float32(gain), np.float32(1))
    return edge


def _blurred(layer: Floats, radius_y: float, radius_x: float) -> Floats:
    """A box blur by running sums: its cost does not depend on the radius."""
    for axis, radius in ((0, radius_y), (1, radius_x)):
        half = max(1, round(radius))
        pad = [(0, 0), (0, 0)]
        pad[axis] = (half + 1, half)
        total = np.cumsum(np.pad(layer, pad), axis=axis, dtype=np.float32)
        span = 2 * half + 1
        ahead, behind = [slice(None)] * 2, [slice(None)] * 2
        ahead[axis], behind[axis] = slice(span, None), slice(0, -span)
        layer = total[tuple(ahead)] - total[tuple(behind)]
        layer *= np.float32(1 / span)
    return layer


def _strips(height: int) -> Iterator[slice]:
    """Slices of a few rows each: intermediate arrays stay small and need no new memory."""
    for top in range(0, height, STRIP_ROWS):
        yield slice(top, min(top + STRIP_ROWS, height))


def _lay(part: Pixels, layer: Pixels, level: float) -> None:
    """Blend a layer at a level into a part of a frame, shape (height, width, 3)."""
    if level < 1:
        layer = (layer * np.uint16(round(level * 256)) >> 8).astype(np.uint8)
    opened = (255 - layer[3]).astype(np.uint16)
    for channel in range(3):
        below = part[..., channel] * opened
        below += 255  # so that pixels without a layer stay as they are
        below >>= 8
        below += layer[channel]
        part[..., channel] = below


def _enlarged(layers: Pixels, size: tuple[int, int]) -> Pixels:
    """Resample layers, shape (n, h, w), to a grid of (width, height), linearly."""
    count, height, width = layers.shape
    (left, right), (upper, lower) = _between(width, size[0]), _between(height, size[1])
    wide = np.empty((count, height, size[0]), np.uint8)
    for rows in _strips(height):
        narrow = layers[:, rows]
        wide[:, rows] = _mixed(narrow[..., left], narrow[..., left + 1], right)
    made = np.empty((count, size[1], size[0]), np.uint8)
    for rows in _strips(size[1]):
        above = upper[rows]
        made[:, rows] = _mixed(wide[:, above], wide[:, above + 1], lower[rows, None])
    return made


def _between(have: int, count: int) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.uint16]]:
    """For each of `count` places along `have` texels: the texel before it, and the share of the next one, 0..256."""
    at = np.clip((np.arange(count) + 0.5) * have / count - 0.5, 0, have - 1)
    first = np.minimum(at.astype(np.intp), have - 2)
    return first, np.rint((at - first) * 256).astype(np.uint16)


def _mixed(one: Pixels, other: Pixels, share: npt.NDArray[np.uint16]) -> npt.NDArray[np.uint16]:
    """Blend two rows of bytes, `share` / 256 of the other."""
    mixed = one * (256 - share)
    mixed += other * share
    mixed >>= 8
    return mixed
