"""What a light needs when it first comes, done before: programs are compiled and textures put on the card."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import panda3d.core as p3d

from ..gl.context import Host
from ..gl.opengl import forget_compiler
from ..gl.render_target import Surface
from ..scene.environment import Look
from ..software_gl.memory import give_back
from .bands import Band, bands
from .quality import Step

SIZE_PX = 32
HOURS = (1.5, 2.0, 3.0)
"""Lights that between them draw all there is: by the shadow map and by either baked sun, with lamps and halos."""
PARTS = tuple(number / 8 for number in range(1, 8))
"""Where each of these pictures is cut: all that is new in it in one go would be noticed."""
EVERY = 5
"""What moves by itself goes on meanwhile: only one beat in so many is taken."""


class Rehearsal:
    """Draws the scene in each of some lights, so small that nobody waits for it long, and shows nobody.

    Parameters
    ----------
    camera : through which the scene is seen.
    steps : the kinds of pictures that must not be kept waiting: a program is compiled for each number of samples.
    aim : has the camera look at one band of the picture on show.
    """

    def __init__(
        self,
        host: Host,
        look: Look,
        camera: p3d.NodePath,
        steps: Iterable[Step],
        aim: Callable[[Band], None],
    ) -> None:
        self._host, self._look, self._camera, self._aim = host, look, camera, aim
        kinds = dict.fromkeys((step.samples, step.taps) for step in steps)
        self._left = [
            (kind, hour, band) for kind in kinds for hour in HOURS for band in bands(SIZE_PX, PARTS)
        ]
        self._surfaces: dict[int, Surface] = {}
        self._asked = 0

    def go_on(self) -> bool:
        """Do the next bit, if there is one; whether the scene must be set up again afterwards."""
        if self._look.prepare() or not self._left:
            return False
        self._asked += 1
        if self._asked % EVERY:
            return False
        (samples, taps), hour, band = self._left.pop(0)
        self._look.set_up(hour, taps)
        if samples not in self._surfaces:
            surface = self._host.surface(f"rehearsal {samples}", (SIZE_PX, SIZE_PX), samples)
            surface.look_through(self._camera)
            self._surfaces[samples] = surface
        self._aim(band)
        self._surfaces[samples].draw_part(is_first=True, is_last=False)
        if not self._left:
            forget_compiler()
            give_back()
        return True
