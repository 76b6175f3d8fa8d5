"""Light on a model of the scene's own, which no bake knows: what it gives off itself, and that of lamps nearby."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...base.baked_format import Glow
from ...park.meshes.mesh import Floats, Mesh
from ...park.meshes.texture import linear, srgb
from .mesh import rgb

OWN_LIGHT = 1.4
"""Light at night of a material that emits 1; the lit parts of grown buildings have as much."""

SEEN_BY_DAY = 0.35
"""Share of its light that a material adds to its colour by day: many have no other colour."""

REACH_M = 24.0
LAMPLIGHT, STRAY, STRAY_M = 9.0, 0.05, 9.0
"""Strength of a lamp at 1 m; the faint light of all others on a wall, and the height at which it has faded to a third."""

WARM = np.array([1.0, 0.72, 0.42])


def by_day(mesh: Mesh) -> Floats:
    """The colours of its vertices, sRGB."""
    if mesh.glow is None:
        return mesh.colours
    return np.asarray(srgb(linear(mesh.colours) + SEEN_BY_DAY * mesh.glow))


def at_night(mesh: Mesh, lamps: Floats) -> Floats:
    """The light that its vertices send out when lamps are lit, linear; `lamps` is what falls on them."""
    night = lamps * linear(mesh.colours)
    return np.asarray(night if mesh.glow is None else night + OWN_LIGHT * mesh.glow)


def lamplight(mesh: Mesh, glows: Sequence[Glow]) -> Floats:
    """The light of lamps that falls on its vertices, linear."""
    upright = 1 - 0.6 * np.abs(mesh.normals[:, 2:])
    light = STRAY * WARM * np.exp(-np.maximum(mesh.points[:, 2:], 0) / STRAY_M) * upright if glows else 0.0
    low, high = mesh.points.min(axis=0) - REACH_M, mesh.points.max(axis=0) + REACH_M
    for glow in glows:
        if not (low < glow.at).all() or not (glow.at < high).all():
            continue
        way = np.asarray(glow.at) - mesh.points
        distance = np.maximum(np.linalg.norm(way, axis=1), 1.0)
        facing = np.clip(np.einsum("ij,ij->i", way, mesh.normals) / distance, 0, 1)
        share = facing / distance**2 * np.clip(1 - distance / REACH_M, 0, 1)
        light = light + LAMPLIGHT * share[:, None] * rgb(glow.colour) ** 2
    return np.broadcast_to(light, mesh.points.shape)
