"""All static models of the park, as parts that are lit and packed one after another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from explorer.base.baked_format import Surface
from explorer.build.buildings import BUILDINGS, LEAVES, PLACEHOLDERS
from explorer.build.geometry.arrays import ALWAYS, DETAIL_CODES, NEAR, Arrays
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.light.split_by_light import Fineness
from explorer.build.site import city as city_plan
from explorer.build.site import (
    furniture,
    gardens,
    ground,
    harbour,
    plan,
    planting,
    shore,
    signs,
    streets,
    surroundings,
)
from explorer.build.site.plan import GROUND_LEVEL_M, WATER_LEVEL_M, Letters
from explorer.build.site.site import site

FINE_M: dict[str, float] = {
    "factory": 0.55,
    "park": 0.52,
    "net": 0.52,
    "goals25": 0.5,
    "plaza": 0.5,
    "life": 0.12,
}
"""Thickness below which a triangle is a detail that shows only at close range; 0.42 m for all others."""

WHOLE_KINDS = ("ground", "city", "letters", "far", "joints", "water")
WATERSIDE = ("street", "trends", "forum", "drivers", "rules", "harbour")
"""Parts that are reflected in the water."""

BUILDING_FINENESS = Fineness(longest_m=22, shortest_m=3.2, bend=0.13, floor_m=1.5, floor_bend=0.08)
FAR_FINENESS = Fineness(longest_m=60, shortest_m=7, bend=0.3)
"""Subdivision of the simple mesh that replaces a building in the distance."""

FINENESS: dict[str, Fineness] = {
    "city": Fineness(longest_m=140, shortest_m=60, bend=0.2),
    "ground": Fineness(longest_m=40, shortest_m=6, bend=0.2),
    "joints": Fineness(longest_m=40, shortest_m=6, bend=0.2),
    "harbour": BUILDING_FINENESS,
    "standin": BUILDING_FINENESS,
}
"""Subdivision for light by kind of part; other kinds are not subdivided."""

CELLS_M: dict[str, float] = {"tree": 110, "life": 110, "joints": 110, "city": 300, "harbour": 150}
"""Size of the squares in which parts of a kind are shown or hidden."""


@dataclass(frozen=True, slots=True)
class Part:
    """A unit of lighting and packing."""

    name: str
    kind: str
    builder: MeshBuilder
    arrays: Arrays
    zone: str = ""
    surface: Surface = "solid"
    language: str = ""

    @property
    def casts(self) -> bool:
        """Whether it blocks light. Letters do not, since those of all languages share one place.

        Neither do placeholders of live exhibits: their shade would remain when they are hidden.
        """
        return not self.language and self.kind not in ("joints", "far", "water", "standin")


def assemble(letters: Letters) -> list[Part]:
    """All parts in a fixed order, the ground first; no plants hide the `letters` on the buildings."""
    clearings = signs.clearings(letters)
    ground_part, *land = _land()
    standing = [*_buildings(), *_harbour(clearings)]
    floors = [part.arrays.take(_level_floor(part.arrays)) for part in standing]
    upright = [replace(part, arrays=part.arrays.take(~_level_floor(part.arrays))) for part in standing]
    laid = Arrays.join([ground_part.arrays, *floors])
    laid.detail[:] = ALWAYS
    upright += _placeholders()
    return [
        replace(ground_part, arrays=laid),
        *land,
        *upright,
        *letter_parts(letters),
        *_green_and_life(clearings),
        *_horizon(),
    ]


def _level_floor(arrays: Arrays) -> npt.NDArray[np.bool_]:
    """The mask of paving level with the ground, which takes its light from the ground textures too."""
    z = arrays.points[:, :, 2]
    level = (z.min(axis=1) > GROUND_LEVEL_M - 0.03) & (z.max(axis=1) < GROUND_LEVEL_M + 0.13)
    plain = (arrays.gloss < 0.1) & (arrays.emission.sum(axis=1) == 0)
    return np.asarray(level & plain & (arrays.face_normals[:, 2] > 0.99))


def casters(parts: Sequence[Part]) -> Arrays:
    """All triangles that block light, without those of far trees."""
    standing = [part.arrays for part in parts if part.casts]
    return Arrays.join([arrays.take(arrays.detail != DETAIL_CODES["far"]) for arrays in standing])


def mirrored(name: str, arrays: Arrays) -> npt.NDArray[np.bool_]:
    """The mask of a part's triangles reflected in the water: tall ones from further away than low ones."""
    if name not in WATERSIDE:
        return np.zeros(len(arrays), bool)
    middle = arrays.points.mean(axis=1)
    water = box(-260, -220, 220, -44).difference(site().island)
    reach = shapely.distance(water, shapely.points(middle[:, :2]))
    shows = (reach < 2 + middle[:, 2] * 1.1) & (middle[:, 2] > WATER_LEVEL_M)
    return np.asarray(shows & (arrays.detail != NEAR))


def _part(
    name: str, kind: str, builder: MeshBuilder, surface: Surface = "solid", zone: str = "", language: str = ""
) -> Part:
    fine_m = 0.0 if kind in WHOLE_KINDS else FINE_M.get(name, 0.42)
    return Part(name, kind, builder, builder.arrays().with_detail(fine_m), zone, surface, language)


def _land() -> Iterator[Part]:
    plates, joints, quay, kerbs = MeshBuilder(3), MeshBuilder(7), MeshBuilder(4), MeshBuilder(4)
    ground.lay_ground(plates)
    ground.lay_joints(joints)
    ground.lay_quay(quay)
    ground.lay_kerbs(kerbs)
    walls = _part("quay", "ground", quay)
    level = walls.arrays.normals[:, :, 2].min(axis=1) > 0.99
    laid = _part("ground", "ground", plates, "ground")
    flat = Arrays.join([laid.arrays, walls.arrays.take(level)])
    yield replace(laid, arrays=flat)
    yield replace(walls, arrays=walls.arrays.take(~level))
    yield _near(_part("kerbs", "joints", kerbs))
    yield _near(_part("joints", "joints", joints, "ground"))


def _near(part: Part) -> Part:
    """The part, shown only at close range."""
    return replace(part, arrays=part.arrays.of_detail(NEAR))


def _buildings() -> Iterator[Part]:
    for number, (zone, build) in enumerate(BUILDINGS.items()):
        builder = MeshBuilder(11 + number)
        build(builder)
        yield _part(zone, "building", builder, zone=zone if zone in plan.ZONES else "")


def _placeholders() -> Iterator[Part]:
    """Models shown while the live exhibits are off."""
    for number, (zone, build) in enumerate(PLACEHOLDERS.items()):
        builder = MeshBuilder(211 + number)
        build(builder)
        yield _part(f"standin_{zone}", "standin", builder, zone=zone)
    for zone, leaves in LEAVES.items():
        for number, build in enumerate(leaves):
            builder = MeshBuilder(311 + number)
            build(builder)
            yield _part(f"leaf{number}_{zone}", "standin", builder, zone=zone)


def letter_parts(letters: Letters) -> Iterator[Part]:
    """The letters of every zone in each of their languages, faces and flanks as separate parts."""
    for zone in plan.ZONES:
        for language, text in letters[zone].items():
            builder = MeshBuilder(60)
            signs.add_letters(builder, zone, language, text)
            letters_part = _part(
                f"letters_{zone}_{language}", "letters", builder, zone=zone, language=language
            )
            flank = letters_part.arrays.detail == NEAR
            yield replace(letters_part, arrays=letters_part.arrays.take(~flank))
            name = f"flanks_{zone}_{language}"  # they disappear with the details of the building, before the faces
            yield replace(letters_part, name=name, kind="building", arrays=letters_part.arrays.take(flank))


def _harbour(clearings: BaseGeometry) -> Iterator[Part]:
    builder = MeshBuilder(61)
    harbour.build(builder)
    yield _part("harbour", "harbour", builder)
    edge, beside, between = MeshBuilder(63), MeshBuilder(64), MeshBuilder(66)
    shore.build(edge)
    streets.build(beside, clearings)
    gardens.build(between)
    yield _part("edge", "harbour", edge)
    yield _part("streets", "harbour", beside)
    yield _part("gardens", "harbour", between)


def _green_and_life(clearings: BaseGeometry) -> Iterator[Part]:
    trees = MeshBuilder(77)
    for tree in planting.plan_trees(clearings):
        planting.draw_near(trees, tree)
        planting.draw_far(trees, tree)
    yield _part("trees", "tree", trees)
    about = MeshBuilder(5)
    furniture.add_furniture(about, clearings)
    yield _part("life", "life", about)


def _horizon() -> Iterator[Part]:
    city, hills, far, water = MeshBuilder(62), MeshBuilder(65), MeshBuilder(5), MeshBuilder(6)
    city_plan.build_city(city)
    surroundings.build_hills(hills)
    surroundings.lay_far_ground(far)
    surroundings.lay_water(water)
    yield _part("city", "city", city)
    yield _part("hills", "city", hills)
    yield _part("far", "far", far, "ground")
    yield _part("water", "water", water, "water")
