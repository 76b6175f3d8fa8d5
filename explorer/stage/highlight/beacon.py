"""The beacon over a hovered zone: a rising shaft of light, rings on the ground, and a pulse that runs outward."""

from __future__ import annotations

from math import hypot

import numpy as np
import panda3d.core as p3d

from ...park.model import Zone
from ..gl.shaders import shader
from ..scene.mesh import PLAIN, colour_bytes, node
from .light_lines import LAID_OVER, as_light

BEACON_SORT = 34
BEACON_M = 64.0
RISE_S, PULSE_S = 0.32, 0.64
"""Time until the shaft has risen, and until the pulse has passed over the ground."""

RING, SHAFT, PULSE = 0, 255, 128
"""Part that a vertex belongs to; the shader reads it from the red channel."""
RINGS = ((0.97, 1.03, 230), (1.13, 1.165, 130), (1.27, 1.29, 70))
"""Rings on the ground round a zone: inner and outer radius, opacity."""
PULSE_RING = (0.93, 1.07, 255)
"""The pulse, with the same fields, when it has the radius of the first ring."""


class Rise:
    """How long a zone has been hovered, while that is visible."""

    def __init__(self) -> None:
        self._zone: str | None = None
        self._since_s = self._time_s = 0.0

    def toward(self, zone: str | None, time_s: float, *, at_once: bool = False) -> None:
        """Advance to `time_s` of the visit. If no time has passed, the beacon is complete at once."""
        gone_s, self._time_s = time_s - self._time_s, time_s
        if zone != self._zone:
            self._zone, self._since_s = zone, 0.0
        self._since_s += gone_s
        if at_once or gone_s <= 0 or zone is None:
            self.settle()

    def settle(self) -> None:
        """Finish: the shaft has risen and the pulse has passed."""
        self._since_s = PULSE_S

    @property
    def age_s(self) -> float:
        """Seconds since the start, at most `PULSE_S`."""
        return min(self._since_s, PULSE_S)

    @property
    def settled(self) -> bool:
        """Whether the animation is finished."""
        return self._since_s >= PULSE_S


class Beacon:
    """A shaft of light over a zone and rings on the ground round it."""

    def __init__(self, root: p3d.NodePath) -> None:
        self._path = _beacon_node()
        self._path.reparent_to(root)
        self._place(p3d.LVecBase4f(0), p3d.LVecBase4f(0))
        self._path.set_shader_input("u_age", p3d.LVecBase2f(1, 1))
        self._path.stash()

    def show(self, zone: Zone | None, age_s: float = PULSE_S) -> None:
        """Show the beacon over this zone, `age_s` after its start; None hides it."""
        if zone is None:
            self._path.stash()
            return
        place = zone.place
        red, green, blue = (byte / 255 for byte in colour_bytes(zone.accent.night))
        radius = hypot(*place.footprint_m) / 2 * 0.95
        x, y = place.centre_m
        self._place(p3d.LVecBase4f(x, y, place.height_m, BEACON_M), p3d.LVecBase4f(red, green, blue, radius))
        self._path.set_shader_input("u_age", p3d.LVecBase2f(min(age_s / RISE_S, 1), min(age_s / PULSE_S, 1)))
        self._path.unstash()

    def _place(self, place: p3d.LVecBase4f, colour: p3d.LVecBase4f) -> None:
        self._path.set_shader_input("u_place", place)
        self._path.set_shader_input("u_colour", colour)


def _beacon_node() -> p3d.NodePath:
    shaft = np.zeros(6, PLAIN)
    shaft["position"] = [(side, 0, z) for z in (0, 1) for side in (-1, 0, 1)]
    shaft["colour"] = [(SHAFT, 0, 0, alpha) for alpha in (235, 235, 235, 0, 0, 0)]
    indices = [np.array([[0, 1, 4], [0, 4, 3], [1, 2, 5], [1, 5, 4]])]
    vertices = [shaft]
    sides = 96
    turn = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    for inner, outer, alpha, kind in (*((*ring, RING) for ring in RINGS), (*PULSE_RING, PULSE)):
        ring = np.zeros((2, sides), PLAIN)
        for row, radius in enumerate((inner, outer)):
            ring["position"][row, :, 0], ring["position"][row, :, 1] = (
                np.cos(turn) * radius,
                np.sin(turn) * radius,
            )
        ring["colour"] = (kind, 0, 0, alpha)
        here = np.arange(sides)
        after = (here + 1) % sides
        square = np.stack([here, here + sides, after + sides, here, after + sides, after], axis=1)
        indices.append(square.reshape(-1, 3) + sum(len(v) for v in vertices))
        vertices.append(ring.ravel())
    path = node("beacon", np.concatenate(vertices), np.concatenate(indices))
    as_light(path, shader("beacon.vert", "beacon.frag"), BEACON_SORT, LAID_OVER)
    return path
