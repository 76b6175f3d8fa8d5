"""How a zone is lifted out of the picture: a contour laid over the finished picture.

The contour needs no new picture of the park. The zone alone is drawn small, white among black neighbours; from
that mask its lines are reckoned and laid over the zone's rectangle of the picture that is already there. It is a
light line in a dark casing, so that it shows on stone and on glass, by day and by night, and to eyes that see no hue;
the accent is in the halo around.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil, floor
from typing import Literal

import numpy as np
import numpy.typing as npt
import panda3d.core as p3d

from ..geometry import Rect
from ..layout import Chunk
from .host import Host
from .lens import Eye
from .mesh import colour_bytes
from .order import MASK
from .shaders import shader
from .surface import Pixels

MASK_SIZE = (640, 400)
CASING = (40.0, 22.0, 20.0)
"""The dark of the casing: blue, green, red."""

STRIP_ROWS = 32

KEPT = 4
"""So many contours are kept for pictures to come, as one fades out while others come."""

Kind = Literal["open", "touched"]


@dataclass(frozen=True, slots=True)
class Pen:
    """How a contour is drawn; widths as shares of the picture's height.

    Attributes
    ----------
    line, casing, halo : widths of the light line, the dark one around it, and the halo around both.
    strength : opacity of line and casing.
    halo_strength : of the halo.
    lift : how much lighter the zone itself becomes.
    tint : how much of the accent is in the light line.
    """

    line: float
    casing: float
    halo: float
    strength: float
    halo_strength: float
    lift: float
    tint: float


PENS: dict[Kind, Pen] = {
    "touched": Pen(1 / 300, 1 / 150, 1 / 60, 1.0, 0.62, 0.13, 0.22),
    "open": Pen(1 / 420, 1 / 210, 1 / 200, 0.85, 0.0, 0.0, 0.9),
}
"""A zone under the pointer or pointed at glows; the one that is open has a quiet line."""

Floats = npt.NDArray[np.float32]


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
        """The same part of a picture that is so many times as wide and high."""
        return Area(
            round(self.left * across),
            round(self.top * down),
            round(self.right * across),
            round(self.bottom * down),
        )


@dataclass(frozen=True, slots=True)
class Mark:
    """A zone that is to stand out, how, and how far its contour has come, 0..1."""

    zone: str
    kind: Kind
    level: float


@dataclass(slots=True, eq=False)
class _Contour:
    """What is laid over an area of a picture: premultiplied blue, green, red, and opacity, 0..255.

    Attributes
    ----------
    area, size : where, in a picture of this size.
    layer : on the grid of the mask, shape (4, h, w).
    """

    area: Area
    size: tuple[int, int]
    layer: Pixels
    _fitted: tuple[tuple[int, int], Area, Pixels] | None = None

    def fitted(self, size: tuple[int, int]) -> tuple[Area, Pixels]:
        """Where it lies in a picture of the same view in this size, and the layer, one texel a pixel."""
        if self._fitted is None or self._fitted[0] != size:
            area = self.area.scaled(size[0] / self.size[0], size[1] / self.size[1])
            self._fitted = (size, area, _enlarged(self.layer, area.size))
        return self._fitted[1:]


class Outline:
    """Draws contours of zones over a picture.

    Parameters
    ----------
    host : the surfaces' owner.
    root : the scene.
    chunks : all chunks, to know where a zone is.
    """

    def __init__(self, host: Host, root: p3d.NodePath, chunks: Iterable[Chunk]) -> None:
        self._surface = host.surface("mask", MASK_SIZE, 0)
        self._surface.output.set_clear_color((0, 0, 0, 1))
        camera = p3d.Camera("mask", p3d.PerspectiveLens())
        camera.camera_mask = MASK
        camera.initial_state = _flat(0.0, 100).get_state()
        camera.tag_state_key = "zone"
        self._camera = root.attach_new_node(camera)
        self._region = self._surface.output.make_display_region()
        self._region.camera = self._camera
        self._zone: str | None = None
        self._kept: dict[tuple[object, ...], _Contour | None] = {}
        self._boxes: dict[str, list[tuple[tuple[float, ...], tuple[float, ...]]]] = {}
        for chunk in chunks:
            if chunk.zone:
                self._boxes.setdefault(chunk.zone, []).append((chunk.low, chunk.high))

    def lay(self, picture: Pixels, eye: Eye, size: tuple[int, int], mark: Mark, accent: str) -> None:
        """Draw the contour of a zone into a picture, shape (height, width, 4), blue first.

        It is reckoned once for a camera, and for the `size` of its fine picture: a smaller one that comes before has the
        same lines.
        """
        contour = self._contour(eye, mark, accent, size)
        if contour is None:
            return
        area, layer = contour.fitted((picture.shape[1], picture.shape[0]))
        part = picture[area.top : area.bottom, area.left : area.right, :3]
        for rows in _strips(len(part)):
            _lay(part[rows], layer[:, rows], mark.level)

    def _contour(self, eye: Eye, mark: Mark, accent: str, size: tuple[int, int]) -> _Contour | None:
        """The contour, made or kept; None if the zone is out of sight."""
        key = (eye, mark.zone, mark.kind, accent, size)
        if key not in self._kept:
            while len(self._kept) >= KEPT:
                self._kept.pop(next(iter(self._kept)))
            self._kept[key] = self._made(eye, mark.zone, PENS[mark.kind], accent, size)
        return self._kept[key]

    def _made(self, eye: Eye, zone: str, pen: Pen, accent: str, size: tuple[int, int]) -> _Contour | None:
        height = size[1]
        halo_px, casing_px = max(height * pen.halo, 3.0), max(height * pen.casing, 2.4)
        area = self._area(eye, zone, size, ceil(max(halo_px, casing_px) * 2))
        if area is None:
            return None
        mask = self._mask(eye, zone, area, size)
        across = (mask.shape[0] / area.size[1], mask.shape[1] / area.size[0])
        hue = np.array(colour_bytes(accent)[::-1], np.float32)
        line = _edge(mask, max(height * pen.line, 1.2), across) * pen.strength
        casing = _edge(mask, casing_px, across) * pen.strength * 0.85
        layers = [
            ((255.0, 255.0, 255.0), mask * np.float32(pen.lift)),
            (CASING, casing * (1 - mask)),
            (tuple(255 + (hue - 255) * pen.tint), line * (1 - mask)),
        ]
        if pen.halo_strength:
            halo = _blurred(mask, halo_px * across[0], halo_px * across[1])
            halo = _edge(halo, halo_px * 0.6, across, gain=1.7) * pen.halo_strength
            layers.insert(1, (tuple(hue), halo * (1 - mask)))
        return _Contour(area, size, _composed(layers))

    def _area(self, eye: Eye, zone: str, size: tuple[int, int], margin_px: int) -> Area | None:
        """The zone's rectangle in the picture with room for the halo; None if it is out of sight."""
        boxes = self._boxes.get(zone)
        if not boxes:
            return None
        pairs = np.array(boxes)  # (n, 2, 3)
        index = np.array([[x, y, z] for x in (0, 1) for y in (0, 1) for z in (0, 1)])
        points = np.stack([pairs[:, index[:, axis], axis] for axis in range(3)], axis=-1)
        at = eye.project(points.reshape(-1, 3)) * size
        width, height = size
        if np.isnan(at).all():
            return None
        low, high = np.nanmin(at, axis=0) - margin_px, np.nanmax(at, axis=0) + margin_px
        if np.isnan(at).any():  # it reaches behind the eye: it may be anywhere
            low, high = np.zeros(2), np.array(size, float)
        area = Area(
            max(floor(low[0]), 0),
            max(floor(low[1]), 0),
            min(ceil(high[0]), width),
            min(ceil(high[1]), height),
        )
        return area if min(area.size) > 2 else None

    def _mask(self, eye: Eye, zone: str, area: Area, size: tuple[int, int]) -> Floats:
        """The zone in white, 0..1, on the area of the picture or a coarser grid of it."""
        camera = self._camera.node()
        if zone != self._zone:
            camera.clear_tag_states()
            camera.set_tag_state(zone, _flat(1.0, 200).get_state())
            self._zone = zone
        fit = min(1.0, MASK_SIZE[0] / area.size[0], MASK_SIZE[1] / area.size[1])
        wide, high = (max(2, int(side * fit)) for side in area.size)
        # memory is upside down for OpenGL, so the top left of the picture is its own bottom left
        self._region.set_dimensions(0, wide / MASK_SIZE[0], 0, high / MASK_SIZE[1])
        crop = Rect(area.left / size[0], area.top / size[1], area.right / size[0], area.bottom / size[1])
        eye.aim(self._camera, crop)
        whole = self._surface.draw()
        return (whole[-high:, :wide, 1] > 127).astype(np.float32)


def _flat(value: float, priority: int) -> p3d.NodePath:
    path = p3d.NodePath("flat")
    path.set_shader(shader("flat.vert", "flat.frag"), priority)
    path.set_shader_input("u_flat", p3d.LVecBase4f(value, value, value, 1), priority)
    return path


def _composed(layers: list[tuple[tuple[float, ...], Floats]]) -> Pixels:
    """Coloured layers, the lowest first, as one of shape (4, height, width), premultiplied, in bytes."""
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
    """What lies within a width of a mask; `across` is texels in a pixel, down and across."""
    near = _blurred(layer, width_px * across[0], width_px * across[1])
    edge: Floats = np.minimum(near * np.float32(gain), np.float32(1))
    return edge


def _blurred(layer: Floats, radius_y: float, radius_x: float) -> Floats:
    """A box blur, by running sums: its cost does not depend on the radius."""
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
    """Rows a few at a time: what is reckoned in between stays small, and is neither asked of the system nor cleared."""
    for top in range(0, height, STRIP_ROWS):
        yield slice(top, min(top + STRIP_ROWS, height))


def _lay(part: Pixels, layer: Pixels, level: float) -> None:
    """Lay a layer, as far as it has come, over a part of a picture, shape (height, width, 3)."""
    if level < 1:
        layer = (layer * np.uint16(round(level * 256)) >> 8).astype(np.uint8)
    opened = (255 - layer[3]).astype(np.uint16)
    for channel in range(3):
        below = part[..., channel] * opened
        below += 255  # so that what nothing is laid over stays as it is
        below >>= 8
        below += layer[channel]
        part[..., channel] = below


def _enlarged(layers: Pixels, size: tuple[int, int]) -> Pixels:
    """Layers, shape (n, h, w), on a grid of (width, height), linear between their texels."""
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
    """Two rows of bytes in proportion, `share` / 256 of the other."""
    mixed = one * (256 - share)
    mixed += other * share
    mixed >>= 8
    return mixed
