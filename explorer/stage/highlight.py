"""How a zone is lifted out of the picture: an outline laid over the finished picture, a beacon over what is pointed at.

The outline needs no new picture of the park. The zone alone is drawn small, white among black neighbours; from
that mask an edge and a halo are reckoned and laid over the zone's rectangle of the picture that is already there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, hypot

import numpy as np
import numpy.typing as npt
import panda3d.core as p3d

from ..geometry import Rect
from ..layout import Chunk
from ..park.model import Zone
from .build import MASK, SHADOW
from .lens import Eye
from .lines import LAID_OVER
from .mesh import PLAIN, colour_bytes, node
from .shaders import shader
from .surface import Host

MASK_SIZE = (640, 400)
LINE_SHARE = 1 / 420
HALO_SHARE = 1 / 60
"""Widths of the outline and its halo as shares of the picture's height."""

HALO_STRENGTH = 0.62
LIFT = 0.13
BEACON_SORT = 34
BEACON_M = 46.0
RINGS = ((0.97, 1.03, 230), (1.13, 1.165, 130), (1.27, 1.29, 70))
"""Rings on the ground round a zone: inner and outer radius, opacity."""

Floats = npt.NDArray[np.float32]
Pixels = npt.NDArray[np.uint8]


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


class Outline:
    """Draws the edge of one zone over a picture.

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
        self._boxes: dict[str, list[tuple[tuple[float, ...], tuple[float, ...]]]] = {}
        for chunk in chunks:
            if chunk.zone:
                self._boxes.setdefault(chunk.zone, []).append((chunk.low, chunk.high))

    def lay(self, picture: Pixels, eye: Eye, zone: str, colour: str) -> None:
        """Draw the outline of a zone into a picture, shape (height, width, 4), blue first."""
        height, width, _ = picture.shape
        halo_px = max(height * HALO_SHARE, 3.0)
        area = self._area(eye, zone, (width, height), ceil(halo_px * 2))
        if area is None:
            return
        mask = self._mask(eye, zone, area, (width, height))
        scale_y, scale_x = mask.shape[0] / area.size[1], mask.shape[1] / area.size[0]
        line_px = max(height * LINE_SHARE, 1.2)
        outside = 1 - mask
        edge = np.minimum(_blurred(mask, line_px * scale_y, line_px * scale_x) * 2.6, 1)
        halo = _blurred(mask, halo_px * scale_y, halo_px * scale_x)
        halo = np.minimum(_blurred(halo, halo_px * scale_y * 0.6, halo_px * scale_x * 0.6) * 1.7, 1)
        cover = np.maximum(edge, halo * HALO_STRENGTH) * outside
        cover, lift = (_enlarged(layer, area.size) for layer in (cover, mask * LIFT))
        part = picture[area.top : area.bottom, area.left : area.right, :3]
        below = part.astype(np.float32)
        red, green, blue = colour_bytes(colour)
        for channel, value in enumerate((blue, green, red)):
            lifted = below[..., channel] + (255 - below[..., channel]) * lift
            part[..., channel] = (lifted + (value - lifted) * cover + 0.5).astype(np.uint8)

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
        whole = np.frombuffer(self._surface.draw(), np.uint8).reshape(MASK_SIZE[1], MASK_SIZE[0], 4)
        return (whole[-high:, :wide, 1] > 127).astype(np.float32)


def _flat(value: float, priority: int) -> p3d.NodePath:
    path = p3d.NodePath("flat")
    path.set_shader(shader("flat.vert", "flat.frag"), priority)
    path.set_shader_input("u_flat", p3d.LVecBase4f(value, value, value, 1), priority)
    return path


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
        layer = (total[tuple(ahead)] - total[tuple(behind)]) / np.float32(span)
    return layer


def _enlarged(layer: Floats, size: tuple[int, int]) -> Floats:
    """The layer on a grid of (width, height), linear between its texels."""
    for axis, count in ((0, size[1]), (1, size[0])):
        have = layer.shape[axis]
        if have == count:
            continue
        at = np.clip((np.arange(count) + 0.5) * have / count - 0.5, 0, have - 1)
        first = np.minimum(at.astype(np.intp), have - 2)
        share = (at - first).astype(np.float32)
        share = share[:, None] if axis == 0 else share[None, :]
        low, high = np.take(layer, first, axis), np.take(layer, first + 1, axis)
        layer = low + (high - low) * share
    return layer


class Beacon:
    """A shaft of light over a zone and rings on the ground round it."""

    def __init__(self, root: p3d.NodePath) -> None:
        self._path = _beacon_node()
        self._path.reparent_to(root)
        self._place(p3d.LVecBase4f(0), p3d.LVecBase4f(0))
        self._path.stash()

    def show(self, zone: Zone | None) -> None:
        """Stand over this zone, or nowhere."""
        if zone is None:
            self._path.stash()
            return
        place = zone.place
        red, green, blue = (byte / 255 for byte in colour_bytes(zone.accent.night))
        radius = hypot(*place.footprint_m) / 2 * 0.95
        x, y = place.centre_m
        self._place(p3d.LVecBase4f(x, y, place.height_m, BEACON_M), p3d.LVecBase4f(red, green, blue, radius))
        self._path.unstash()

    def _place(self, place: p3d.LVecBase4f, colour: p3d.LVecBase4f) -> None:
        self._path.set_shader_input("u_place", place)
        self._path.set_shader_input("u_colour", colour)


def _beacon_node() -> p3d.NodePath:
    shaft = np.zeros(6, PLAIN)
    shaft["place"] = [(side, 0, z) for z in (0, 1) for side in (-1, 0, 1)]
    shaft["colour"] = [(255, 0, 0, alpha) for alpha in (235, 235, 235, 0, 0, 0)]
    corners = [np.array([[0, 1, 4], [0, 4, 3], [1, 2, 5], [1, 5, 4]])]
    vertices = [shaft]
    sides = 96
    turn = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    for inner, outer, alpha in RINGS:
        ring = np.zeros((2, sides), PLAIN)
        for row, radius in enumerate((inner, outer)):
            ring["place"][row, :, 0], ring["place"][row, :, 1] = np.cos(turn) * radius, np.sin(turn) * radius
        ring["colour"] = (0, 0, 0, alpha)
        here = np.arange(sides)
        after = (here + 1) % sides
        square = np.stack([here, here + sides, after + sides, here, after + sides, after], axis=1)
        corners.append(square.reshape(-1, 3) + sum(len(v) for v in vertices))
        vertices.append(ring.ravel())
    path = node("beacon", np.concatenate(vertices), np.concatenate(corners))
    path.set_shader(shader("beacon.vert", "beacon.frag"))
    path.set_attrib(LAID_OVER)
    path.set_bin("fixed", BEACON_SORT)
    path.set_two_sided(True)
    path.set_depth_write(False)
    path.hide(SHADOW | MASK)
    path.node().set_bounds(p3d.OmniBoundingVolume())
    path.node().final = True
    return path
