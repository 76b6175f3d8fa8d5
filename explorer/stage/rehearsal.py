"""What a light needs when it first comes, done before: programs are compiled and textures put on the card."""

from __future__ import annotations

from collections.abc import Callable

import panda3d.core as p3d

from .bands import Band, bands
from .look import Look
from .surface import Host, Surface
from .thrift import give_back

SIZE_PX = 16
HOURS = (1.5, 2.0)
"""Lights that between them draw all there is: by the shadow map and by the baked sun, with lamps and halos."""
PARTS = (0.35, 0.65)
"""Where each of these pictures is cut: all that is new in it in one go would be noticed."""


class Rehearsal:
    """Draws the scene once in each of some lights, so small that nobody waits for it long, and shows nobody.

    Parameters
    ----------
    camera : through which the scene is seen.
    samples : of the pictures that must not be kept waiting.
    aim : has the camera look at one band of the picture on show.
    """

    def __init__(
        self, host: Host, look: Look, camera: p3d.NodePath, samples: int, aim: Callable[[Band], None]
    ) -> None:
        self._host, self._look, self._camera, self._samples, self._aim = host, look, camera, samples, aim
        self._left = [(hour, band) for hour in HOURS for band in bands(SIZE_PX, PARTS)]
        self._surface: Surface | None = None

    def go_on(self) -> bool:
        """Do the next bit, if there is one; whether the scene must be set up again afterwards."""
        if self._look.prepare() or not self._left:
            return False
        hour, band = self._left.pop(0)
        self._look.set_up(hour)
        if self._surface is None:
            self._surface = self._host.surface("rehearsal", (SIZE_PX, SIZE_PX), self._samples)
            self._surface.look_through(self._camera)
        self._aim(band)
        self._surface.draw_part(is_first=True, is_last=False)
        if not self._left:
            give_back()
        return True
