"""Warm-up: prepares lights before they are first needed, by compiling programs and uploading textures."""

from __future__ import annotations

from collections.abc import Iterable

from ..gl.context import Context
from ..gl.render_target import RenderTarget
from .bands import bands
from .quality import Step
from .scene_view import SceneView

SIZE_PX = 32
HOURS = (1.5, 2.0, 3.0)
"""Hours that together cover all programs: shadow map, both baked suns, lamps and halos."""
PARTS = tuple(number / 8 for number in range(1, 8))
"""Cuts of these frames: drawing everything new in one piece would be noticed."""
EVERY = 5
"""Movement goes on meanwhile: only one idle tick in this many is used."""


class WarmUp:
    """Draws the scene in several lights, at a tiny size and off screen.

    Parameters
    ----------
    steps : the steps to prepare; each number of samples has its own programs.
    """

    def __init__(self, context: Context, view: SceneView, steps: Iterable[Step]) -> None:
        self._context, self._view, self._environment = context, view, view.scene.environment
        kinds = dict.fromkeys((step.samples, step.taps) for step in steps)
        self._left = [
            (kind, hour, band) for kind in kinds for hour in HOURS for band in bands(SIZE_PX, PARTS)
        ]
        self._targets: dict[int, RenderTarget] = {}
        self._asked = 0

    @property
    def is_done(self) -> bool:
        """Whether everything is prepared."""
        return not self._left

    def advance(self) -> None:
        """Draw the next part, if there is one, and set the scene up as before."""
        if self._environment.prepare() or not self._left:
            return
        self._asked += 1
        if self._asked % EVERY:
            return
        (samples, taps), hour, band = self._left.pop(0)
        self._environment.set_up(hour, taps)
        if samples not in self._targets:
            size = (SIZE_PX, SIZE_PX)
            target = RenderTarget(self._context, f"warm-up {samples}", size, samples, chain=self._view.chain)
            target.look_through(self._view.camera)
            self._targets[samples] = target
        self._view.aim_at_band(band)
        self._targets[samples].draw_part(is_first=True, is_last=False)
        if not self._left:
            self._context.trim()
        self._view.restore()
