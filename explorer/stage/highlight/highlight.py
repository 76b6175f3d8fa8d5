"""Contours of zones, drawn over the finished frame.

A contour needs no new frame of the park. The zone alone is drawn small, white among black neighbours; its
lines are computed from that mask and drawn over the zone's rectangle of the frame. It is a light line in a
dark casing, visible on stone and glass, by day and night, and without colour vision; the halo around has the
accent colour.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import ceil, floor

import numpy as np
import panda3d.core as p3d

from ...base.baked_format import Chunk
from ...base.geometry import Rect
from ...park.model import Language, Zone
from ..camera import Camera
from ..frames.quality import Step
from ..gl.context import Context
from ..gl.draw_order import MASK
from ..gl.programs import YIELDING_TAG
from ..gl.render_target import RenderTarget
from ..gl.shaders import shader
from .before import covered, rooms_in_front
from .outline import PENS, Area, Contour, Kind, Mask, Pen, without_strips

MASK_SIZE = (640, 400)
GLIMPSE = (16, 10)
KEPT = 4
"""Number of contours kept for the next frames, as one fades out while others fade in."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A zone to highlight, the kind of highlight, and its level, 0..1."""

    zone: str
    kind: Kind
    level: float


@dataclass(frozen=True, slots=True)
class Seen:
    """What contours depend on: a camera, the size of its final frame, the level of detail, the light, the letters."""

    camera: Camera
    size: tuple[int, int]
    step: Step
    is_dark: bool = False
    language: Language = "en"

    def is_from_where(self, other: Seen) -> bool:
        """Whether camera and size are the same."""
        return (self.camera, self.size) == (other.camera, other.size)


class Outline:
    """Computes contours of zones to draw over a frame.

    Parameters
    ----------
    context : the OpenGL context for the masks.
    root : the scene.
    chunks : all chunks, to find the bounds of a zone.
    zones : every zone.

    Attributes
    ----------
    masks_drawn, mask_pixels : number of masks drawn so far, and of their pixels.
    """

    def __init__(
        self, context: Context, root: p3d.NodePath, chunks: Iterable[Chunk], zones: Mapping[str, Zone]
    ) -> None:
        self._accents = {id: zone.accent for id, zone in zones.items()}
        self._in_front = rooms_in_front(zones)
        self._target = RenderTarget(context, "mask", MASK_SIZE, 0)
        self._target.output.set_clear_color((0, 0, 0, 1))
        camera = p3d.Camera("mask", p3d.PerspectiveLens())
        camera.camera_mask = MASK
        camera.initial_state = _flat(0.0, 100).get_state()
        camera.tag_state_key = "zone"
        self._camera = root.attach_new_node(camera)
        self._region = self._target.output.make_display_region()
        self._region.camera = self._camera
        self.masks_drawn = self.mask_pixels = 0
        self._zone: str | None = None
        self._kept: dict[tuple[Seen, str, Kind], Contour | None] = {}
        self._boxes: dict[str, list[tuple[tuple[float, ...], tuple[float, ...]]]] = {}
        for chunk in chunks:
            if chunk.zone:
                self._boxes.setdefault(chunk.zone, []).append((chunk.low, chunk.high))

    def prepare(self, eye: Camera, zone: str) -> bool:
        """Compile the programs of masks by drawing a few points of one; False if they were compiled before."""
        if self._zone is not None:
            return False
        self._mask(eye, zone, Area(0, 0, *GLIMPSE), GLIMPSE)
        return True

    def clear(self) -> None:
        """Drop all cached contours."""
        self._kept.clear()

    def begin(self, seen: Seen, marks: Iterable[Mark]) -> None:
        """Draw the missing masks: everything after that needs no graphics card."""
        for mark in marks:
            self._contour(seen, mark)

    def contours(
        self, seen: Seen, marks: Iterable[Mark], at_once: bool = False
    ) -> Iterator[tuple[Contour, float]]:
        """The contours to draw over a frame, each with its level.

        They are computed once for a view: a smaller frame that comes before the final one has the same lines.

        Parameters
        ----------
        at_once : whether contours from before a change of light or language will do, if the camera stays.
        """
        for mark in marks:
            contour = (self._before(seen, mark) if at_once else None) or self._contour(seen, mark)
            if contour is not None:
                yield contour, mark.level

    def _before(self, seen: Seen, mark: Mark) -> Contour | None:
        """The last cached contour of this zone from this camera."""
        for (other, zone, kind), contour in reversed(self._kept.items()):
            if (zone, kind) == (mark.zone, mark.kind) and seen.is_from_where(other):
                return contour
        return None

    def _contour(self, seen: Seen, mark: Mark) -> Contour | None:
        """The contour, computed or from the cache; None if the zone is out of sight."""
        key = (seen, mark.zone, mark.kind)
        if key not in self._kept:
            while len(self._kept) >= KEPT:
                self._kept.pop(next(iter(self._kept)))
            self._kept[key] = self._made(seen, mark.zone, PENS[mark.kind])
        return self._kept[key]

    def _made(self, seen: Seen, zone: str, pen: Pen) -> Contour | None:
        area = self._area(seen.camera, zone, seen.size, ceil(pen.reach_px(seen.size[1])))
        if area is None:
            return None
        accent = self._accents[zone]
        colour = accent.night if seen.is_dark else accent.day
        mask = self._mask(seen.camera, zone, area, seen.size)
        free = None
        if zone in self._in_front and pen is PENS["open"]:  # only then its exhibit is there
            rows, columns = ((np.arange(count) + 0.5) / count for count in mask.shape)
            x = (area.left + columns * area.size[0]) / seen.size[0]
            y = (area.top + rows * area.size[1]) / seen.size[1]
            free = covered(seen.camera, self._in_front[zone], x[None], y[:, None])
        return Contour(area, seen.size, without_strips(mask) if pen.skips_strips else mask, pen, colour, free)

    def _area(self, eye: Camera, zone: str, size: tuple[int, int], margin_px: int) -> Area | None:
        """The zone's rectangle in the frame with room for the halo; None if it is out of sight."""
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
        if np.isnan(at).any():  # reaches behind the camera: may be anywhere
            low, high = np.zeros(2), np.array(size, float)
        area = Area(
            max(floor(low[0]), 0),
            max(floor(low[1]), 0),
            min(ceil(high[0]), width),
            min(ceil(high[1]), height),
        )
        return area if min(area.size) > 2 else None

    def _mask(self, eye: Camera, zone: str, area: Area, size: tuple[int, int]) -> Mask:
        """Mask of the zone, on the area of the frame or a coarser grid of it."""
        camera = self._camera.node()
        if zone != self._zone:
            camera.clear_tag_states()
            camera.set_tag_state(zone, _flat(1.0, 200).get_state())
            camera.set_tag_state(YIELDING_TAG, _flat(0.0, 200, YIELDS=1).get_state())
            self._zone = zone
        fit = min(1.0, MASK_SIZE[0] / area.size[0], MASK_SIZE[1] / area.size[1])
        wide, high = (max(2, int(side * fit)) for side in area.size)
        self.masks_drawn += 1
        self.mask_pixels += wide * high
        # for OpenGL, memory is upside down: its bottom left is the top left of the frame
        self._region.set_dimensions(0, wide / MASK_SIZE[0], 0, high / MASK_SIZE[1])
        crop = Rect(area.left / size[0], area.top / size[1], area.right / size[0], area.bottom / size[1])
        eye.aim(self._camera, crop)
        whole = self._target.draw()
        return whole[-high:, :wide, 1] > 127  # a copy: the next drawing overwrites the frame


def _flat(value: float, priority: int, **defines: int) -> p3d.NodePath:
    path = p3d.NodePath("flat")
    path.set_shader(shader("flat.vert", "flat.frag", **defines), priority)
    path.set_shader_input("u_flat", p3d.LVecBase4f(value, value, value, 1), priority)
    return path
