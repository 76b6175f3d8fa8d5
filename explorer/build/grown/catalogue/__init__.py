"""The catalogue: parametric buildings made of the park's own parts, in two or three variants per kind."""

from __future__ import annotations

from collections.abc import Callable

from explorer.build.geometry.mesh_builder import MeshBuilder

from .build import Build, Sign
from .campus import hotel, lab, school
from .homes import house, office, tower, tower_ring
from .own_model import before_model
from .shows import arena, dome, gate, pavilion
from .traced import neighbour, traced
from .venues import podium_tower, stand, warehouse
from .works import glass_box, hall, shed, tanks

CATALOGUE: dict[str, Callable[[MeshBuilder, Build], None]] = {
    "hall": hall,
    "shed": shed,
    "tower": tower,
    "tower_ring": tower_ring,
    "office": office,
    "house": house,
    "dome": dome,
    "gate": gate,
    "glass_box": glass_box,
    "tanks": tanks,
    "pavilion": pavilion,
    "arena": arena,
    "podium_tower": podium_tower,
    "lab": lab,
    "school": school,
    "warehouse": warehouse,
    "hotel": hotel,
    "stand": stand,
    "traced": traced,
    "": before_model,
}
"""Builders by kind ("": a model of the scene's own), in local coordinates: the front faces -y, z = 0 is the ground."""

__all__ = ["CATALOGUE", "Build", "Sign", "neighbour"]
