"""What cannot be seen is not drawn: near detail where a pixel covers more than it, and whatever the air hides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log, radians, tan

import numpy as np

from ..camera import Camera
from ..gl.draw_order import MASK, PICTURE
from .build import Piece

METRES_A_PIXEL = 0.17
KIND_FACTOR = {"life": 1.1, "tree": 0.75, "joints": 1.6, "letters": 2.2}
"""Trees lose their near shape sooner than buildings their mullions; letters are read for longer."""

HIDDEN = 0.93
HIDDEN_SMALL = 0.6
"""What the air hides by so much is not missed. From one end of the park to the other it hides less."""
SMALL = ("letters", "standin", "tree", "life", "joints", "harbour")
HORIZON = ("city", "far")
"""These are there to be seen through the air."""
THINNER_A_METRE = 0.010
"""How the air thins with height, as `fog` of common.glsl has it."""


@dataclass(frozen=True, slots=True)
class Air:
    """Air between a camera and what it sees, as `fog` of common.glsl computes it.

    Attributes
    ----------
    start_m : from where on it shows.
    density : a metre.
    """

    start_m: float
    density: float


class Detail:
    """The chunks that come and go with the distance."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = [p for p in pieces if p.chunk.detail != "always" or p.chunk.kind not in HORIZON]
        chunks = [p.chunk for p in self._pieces]
        self._low = np.array([c.low for c in chunks], np.float32).reshape(-1, 3)
        self._high = np.array([c.high for c in chunks], np.float32).reshape(-1, 3)
        self._limit = np.array([METRES_A_PIXEL * KIND_FACTOR.get(c.kind, 1.0) for c in chunks])
        self._is_near = np.array([c.detail == "near" for c in chunks], bool)
        self._is_always = np.array([c.detail == "always" for c in chunks], bool)
        most = [HIDDEN_SMALL if c.kind in SMALL else HIDDEN for c in chunks]
        thick = 0.5 + 0.5 * np.exp(-np.maximum(self._high[:, 2], 0.0) * THINNER_A_METRE)
        # so deep, in distances over which the air hides 63 %, must a thing stand in it
        self._depth = np.sqrt([-log(1 - share) for share in most] / thick)
        self._where = [PICTURE | MASK if c.surface == "solid" else PICTURE for c in chunks]
        self._shown = np.ones(len(chunks), bool)

    def show(self, eye: Camera, height_px: int, air: Air) -> None:
        """Hide and show chunks for a frame so many pixels high."""
        if not self._pieces:
            return
        place = np.array(eye.pose.eye, np.float32)
        away_m = np.linalg.norm(np.clip(place, self._low, self._high) - place, axis=1)
        metres_a_pixel = 2 * away_m * tan(radians(eye.pose.fov_deg / 2)) / height_px
        wanted = self._is_always | ((metres_a_pixel < self._limit) == self._is_near)
        wanted &= (away_m - air.start_m) * air.density < self._depth
        for index in np.flatnonzero(wanted != self._shown):
            path, where = self._pieces[index].path, self._where[index]
            path.show(where) if wanted[index] else path.hide(where)
        self._shown = wanted
