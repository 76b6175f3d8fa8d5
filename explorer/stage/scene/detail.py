"""Level of detail: fine parts smaller than a pixel, and parts hidden by haze, are not drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, inf, log, radians, sqrt, tan

import numpy as np

from ...base.baked_format import Chunk
from ..camera import Camera
from ..gl.draw_order import MASK, PICTURE
from .build import ChunkNode

METRES_A_PIXEL = 0.17
KIND_FACTOR = {"life": 1.1, "tree": 0.75, "joints": 1.6, "letters": 2.2}
"""Factors of the distance for some kinds: trees become coarse sooner than buildings, letters later."""

HIDDEN = 0.93
HIDDEN_SMALL = 0.6
"""Shares of haze from which large and small parts are not drawn. Across the whole park the haze is thinner."""
SMALL = ("letters", "standin", "tree", "life", "joints", "harbour")
HORIZON = ("city", "far")
"""Kinds that are meant to be seen through the haze."""
THINNER_A_METRE = 0.010
"""Thinning of the haze per metre of height, as in `fog` of common.glsl."""


@dataclass(frozen=True, slots=True)
class Air:
    """The haze between a camera and its subject, as `fog` of common.glsl computes it."""

    start_m: float  # distance at which it begins
    density: float  # per metre


def haze_depth(chunk: Chunk) -> float:
    """Depth in the haze from which a chunk is hidden, in distances over which the haze hides 63 %; inf: never."""
    if chunk.detail == "always" and chunk.kind in HORIZON:
        return inf
    most = HIDDEN_SMALL if chunk.kind in SMALL else HIDDEN
    thick = 0.5 + 0.5 * exp(-max(chunk.high[2], 0.0) * THINNER_A_METRE)
    return sqrt(-log(1 - most) / thick)


class Detail:
    """Shows and hides chunks by their distance."""

    def __init__(self, chunk_nodes: Sequence[ChunkNode]) -> None:
        self._chunk_nodes = [
            p for p in chunk_nodes if p.chunk.detail != "always" or p.chunk.kind not in HORIZON
        ]
        chunks = [p.chunk for p in self._chunk_nodes]
        self._low = np.array([c.low for c in chunks], np.float32).reshape(-1, 3)
        self._high = np.array([c.high for c in chunks], np.float32).reshape(-1, 3)
        self._limit = np.array([METRES_A_PIXEL * KIND_FACTOR.get(c.kind, 1.0) for c in chunks])
        self._is_near = np.array([c.detail == "near" for c in chunks], bool)
        self._is_always = np.array([c.detail == "always" for c in chunks], bool)
        self._depth = np.array([haze_depth(c) for c in chunks])
        self._where = [PICTURE | MASK if c.surface == "solid" else PICTURE for c in chunks]
        self._shown = np.ones(len(chunks), bool)

    def show(self, eye: Camera, height_px: int, air: Air) -> None:
        """Hide and show chunks for a frame of this height in pixels."""
        if not self._chunk_nodes:
            return
        place = np.array(eye.pose.eye, np.float32)
        away_m = np.linalg.norm(np.clip(place, self._low, self._high) - place, axis=1)
        metres_a_pixel = 2 * away_m * tan(radians(eye.pose.fov_deg / 2)) / height_px
        wanted = self._is_always | ((metres_a_pixel < self._limit) == self._is_near)
        wanted &= (away_m - air.start_m) * air.density < self._depth
        for index in np.flatnonzero(wanted != self._shown):
            path, where = self._chunk_nodes[index].path, self._where[index]
            path.show(where) if wanted[index] else path.hide(where)
        self._shown = wanted
