"""The layout of a baked park: what `bake` writes into `assets/<model>/` and `stage` and `park` read back.

A baked park is a folder:

``manifest.json``
    one :class:`Manifest`, as JSON.
``vertices.npy``
    all vertices, dtype :data:`VERTEX`; positions are quantised within the box of their chunk.
``indices.npy``
    ``uint16`` vertex numbers of triangles, counted from the first vertex of their chunk; one run for each :class:`Span`.
``solids.npy``
    dtype :data:`SOLID`: collision boxes for picking and for the camera.
the images named in :attr:`Manifest.ground`
    light on the ground, as square roots of linear values (8 bit), and the map of the far land (streets, green, open
    sky, share of the day's sun, linear); row 0 at the south edge.

Nothing here opens a file; lengths are metres, x east, y north, z up.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

FORMAT = 2

VERTEX = np.dtype(
    [
        ("position", "<u2", 3),  # 0..65535 across the chunk's box
        ("normal", "i1", 3),  # unit vector * 127
        ("gloss", "u1"),  # 0 matte .. 255 glass
        ("albedo", "u1", 3),  # sRGB-like: the shader squares it
        ("open_sky", "u1"),  # ambient occlusion, 255 = open
        ("ambient", "u1", 3),  # square root of the gathered light / 1
        ("opacity", "u1"),  # 255 except on the shore strip
        ("night", "u1", 3),  # square root of lamp light / 2
        ("spare", "u1"),  # as int8: -127 in a crease .. 127 on an edge; 0 where flat, and in older bakes
    ]
)
"""One vertex on disk, 22 bytes."""

SOLID = np.dtype([("zone", "<U16"), ("low", "<f4", 3), ("high", "<f4", 3)])
"""A collision box: its zone and its corners."""

Surface = Literal["solid", "ground", "water", "shore"]
Detail = Literal["always", "near", "far"]
LightName = Literal["day", "dusk"]

SUNS: dict[LightName, tuple[float, float, float]] = {"day": (-0.52, -0.60, 0.61), "dusk": (-0.86, 0.36, 0.20)}
"""Direction to the sun, not normalised, used by the bake and for drawing."""


FAR_LAND_SPAN_M = 1640.0
"""Side of the square around the middle of the island that the map of the far land covers."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of triangles in ``indices.npy`` that is drawn with one shader in one light.

    ``sun``: 0 never lit by the sun, 1 always lit, 2 mixed (only these read the shadow map).
    """

    light: LightName
    glass: bool
    sun: Literal[0, 1, 2]
    start: int
    count: int


@dataclass(frozen=True, slots=True)
class Chunk:
    """A neighbouring group of triangles that is shown or hidden as a whole."""

    name: str
    zone: str  # "" where it belongs to no zone
    kind: str  # building, ground, tree, life, letters, harbour, city ...
    surface: Surface
    detail: Detail  # "near" disappears when small on the screen, and "far" replaces it
    language: str  # of letters; "" for all other chunks
    mirrored: bool  # also drawn as a reflection in the water
    low: tuple[float, float, float]
    high: tuple[float, float, float]
    first_vertex: int
    vertices: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Flow:
    """A ribbon of light along a line, from one zone to another ("" = no zone)."""

    source: str
    target: str
    colour: str
    half_width_m: float
    on_ground: bool
    points: tuple[tuple[float, float, float], ...]


@dataclass(frozen=True, slots=True)
class Glow:
    """A soft halo that shows at night."""

    at: tuple[float, float, float]
    colour: str
    radius_m: float


@dataclass(frozen=True, slots=True)
class Hologram:
    """Thin lines of light that show only in the view of their zone."""

    zone: str
    colour: str
    lines: tuple[tuple[tuple[float, float, float], ...], ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """The table of contents of a baked park."""

    recipe: str  # SHA-256 of the code it was baked from
    ground: dict[str, str]  # "ambient", "night", "sun_day", "sun_dusk", "far_land" -> image file
    ground_half_extent_m: tuple[float, float]  # the images cover -x..x, -y..y
    water_level_m: float
    chunks: tuple[Chunk, ...]
    flows: tuple[Flow, ...] = ()
    glows: tuple[Glow, ...] = ()
    holograms: tuple[Hologram, ...] = ()
    format: int = field(default=FORMAT)

    def to_json(self) -> dict[str, Any]:
        """The manifest as plain dictionaries and lists."""
        return asdict(self)


def quantise(
    points: npt.NDArray[np.float32], low: npt.ArrayLike, high: npt.ArrayLike
) -> npt.NDArray[np.uint16]:
    """Points, shape (n, 3), as 16-bit steps across the box; the error is at most half a step."""
    low_, size = np.asarray(low, np.float64), np.maximum(np.subtract(high, low), 1e-6)
    return np.clip(np.rint((points - low_) / size * 65535), 0, 65535).astype(np.uint16)


def dequantise(
    steps: npt.NDArray[np.uint16], low: npt.ArrayLike, high: npt.ArrayLike
) -> npt.NDArray[np.float32]:
    """The points, shape (n, 3), that `quantise` stored."""
    low_, size = np.asarray(low, np.float32), np.maximum(np.subtract(high, low), 1e-6).astype(np.float32)
    return steps.astype(np.float32) * (size / np.float32(65535)) + low_
