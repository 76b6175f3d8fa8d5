"""What is too small to be seen: near detail is hidden where a pixel covers more than it, far stand-ins take over."""

from __future__ import annotations

from collections.abc import Sequence
from math import radians, tan

import numpy as np

from .build import Piece
from .lens import Eye
from .order import MASK, PICTURE

METRES_A_PIXEL = 0.17
KIND_FACTOR = {"life": 1.1, "tree": 0.75, "joints": 1.6, "letters": 2.2}
"""Trees lose their near shape sooner than buildings their mullions; letters are read for longer."""


class Detail:
    """The chunks that come and go with the distance."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = [p for p in pieces if p.chunk.detail != "always"]
        chunks = [p.chunk for p in self._pieces]
        self._low = np.array([c.low for c in chunks], np.float32).reshape(-1, 3)
        self._high = np.array([c.high for c in chunks], np.float32).reshape(-1, 3)
        self._limit = np.array([METRES_A_PIXEL * KIND_FACTOR.get(c.kind, 1.0) for c in chunks])
        self._is_near = np.array([c.detail == "near" for c in chunks], bool)
        self._shown = np.ones(len(chunks), bool)

    def show(self, eye: Eye, height_px: int) -> None:
        """Hide and show chunks for a picture so many pixels high."""
        if not self._pieces:
            return
        place = np.array(eye.pose.eye, np.float32)
        away_m = np.linalg.norm(np.clip(place, self._low, self._high) - place, axis=1)
        metres_a_pixel = 2 * away_m * tan(radians(eye.pose.fov_deg / 2)) / height_px
        wanted = (metres_a_pixel < self._limit) == self._is_near
        for index in np.flatnonzero(wanted != self._shown):
            path = self._pieces[index].path
            path.show(PICTURE | MASK) if wanted[index] else path.hide(PICTURE | MASK)
        self._shown = wanted
