"""What a light needs when it first comes, done before: programs are compiled and textures put on the card."""

from __future__ import annotations

import panda3d.core as p3d

from .look import Look
from .surface import Host, Surface
from .thrift import give_back

SIZE_PX = 16
HOURS = (1.5, 2.0)
"""Lights that between them draw all there is: by the shadow map and by the baked sun, with lamps and halos."""


class Rehearsal:
    """Draws the scene once in each of some lights, so small that nobody waits for it long, and shows nobody.

    Parameters
    ----------
    camera : through which the scene is seen.
    samples : of the pictures that must not be kept waiting.
    """

    def __init__(self, host: Host, look: Look, camera: p3d.NodePath, samples: int) -> None:
        self._host, self._look, self._camera, self._samples = host, look, camera, samples
        self._hours = list(HOURS)
        self._surface: Surface | None = None

    def go_on(self) -> bool:
        """Do the next bit, if there is one; whether the scene must be set up again afterwards."""
        if self._look.prepare() or not self._hours:
            return False
        self._look.set_up(self._hours.pop(0))
        if self._surface is None:
            self._surface = self._host.surface("rehearsal", (SIZE_PX, SIZE_PX), self._samples)
            self._surface.look_through(self._camera)
        self._surface.draw()
        if not self._hours:
            give_back()
        return True
