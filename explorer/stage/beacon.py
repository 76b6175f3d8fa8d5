"""What stands over a zone that is pointed at: a shaft of light, and rings on the ground."""

from __future__ import annotations

from math import hypot

import numpy as np
import panda3d.core as p3d

from ..park.model import Zone
from .build import MASK, SHADOW
from .lines import LAID_OVER
from .mesh import PLAIN, colour_bytes, node
from .shaders import shader

BEACON_SORT = 34
BEACON_M = 46.0
RINGS = ((0.97, 1.03, 230), (1.13, 1.165, 130), (1.27, 1.29, 70))
"""Rings on the ground round a zone: inner and outer radius, opacity."""


class Beacon:
    """A shaft of light over a zone and rings on the ground round it."""

    def __init__(self, root: p3d.NodePath) -> None:
        self._path = _beacon_node()
        self._path.reparent_to(root)
        self._place(p3d.LVecBase4f(0), p3d.LVecBase4f(0))
        self._path.stash()

    def show(self, zone: Zone | None) -> None:
        """Stand over this zone, or nowhere."""
        if zone is None:
            self._path.stash()
            return
        place = zone.place
        red, green, blue = (byte / 255 for byte in colour_bytes(zone.accent.night))
        radius = hypot(*place.footprint_m) / 2 * 0.95
        x, y = place.centre_m
        self._place(p3d.LVecBase4f(x, y, place.height_m, BEACON_M), p3d.LVecBase4f(red, green, blue, radius))
        self._path.unstash()

    def _place(self, place: p3d.LVecBase4f, colour: p3d.LVecBase4f) -> None:
        self._path.set_shader_input("u_place", place)
        self._path.set_shader_input("u_colour", colour)


def _beacon_node() -> p3d.NodePath:
    shaft = np.zeros(6, PLAIN)
    shaft["place"] = [(side, 0, z) for z in (0, 1) for side in (-1, 0, 1)]
    shaft["colour"] = [(255, 0, 0, alpha) for alpha in (235, 235, 235, 0, 0, 0)]
    corners = [np.array([[0, 1, 4], [0, 4, 3], [1, 2, 5], [1, 5, 4]])]
    vertices = [shaft]
    sides = 96
    turn = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    for inner, outer, alpha in RINGS:
        ring = np.zeros((2, sides), PLAIN)
        for row, radius in enumerate((inner, outer)):
            ring["place"][row, :, 0], ring["place"][row, :, 1] = np.cos(turn) * radius, np.sin(turn) * radius
        ring["colour"] = (0, 0, 0, alpha)
        here = np.arange(sides)
        after = (here + 1) % sides
        square = np.stack([here, here + sides, after + sides, here, after + sides, after], axis=1)
        corners.append(square.reshape(-1, 3) + sum(len(v) for v in vertices))
        vertices.append(ring.ravel())
    path = node("beacon", np.concatenate(vertices), np.concatenate(corners))
    path.set_shader(shader("beacon.vert", "beacon.frag"))
    path.set_attrib(LAID_OVER)
    path.set_bin("fixed", BEACON_SORT)
    path.set_two_sided(True)
    path.set_depth_write(False)
    path.hide(SHADOW | MASK)
    path.node().set_bounds(p3d.OmniBoundingVolume())
    path.node().final = True
    return path
