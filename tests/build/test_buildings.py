"""The twenty buildings: all there, sound, on their plots, within their budgets, named in both languages."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from explorer.base.bootstrap import ROOT
from explorer.build.buildings import BUILDINGS, PLACEHOLDERS
from explorer.build.geometry.arrays import Arrays
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.pipeline.assemble import letter_parts
from explorer.build.site.plan import ZONES, read_letters
from explorer.build.site.signs import SIGNS, add_letters, clearings

SCENE = ROOT / "scenes" / "metaverse"
COARSE_AND_FINE = 11_000
BUDGETS = {"factory": 20_000}
"""Triangles a building may have before light divides it."""

REACH_M = {"factory": 30.0}
"""How far parts may reach beyond the plot; 13 m elsewhere (dials, pavilions, dishes, masts)."""


@pytest.fixture(scope="module")
def built() -> dict[str, Arrays]:
    arrays = {}
    for name, build in BUILDINGS.items():
        builder = MeshBuilder(7)
        build(builder)
        arrays[name] = builder.arrays()
    return arrays


def test_every_zone_has_a_building_and_a_sign() -> None:
    assert set(ZONES) <= set(BUILDINGS)
    assert set(ZONES) == set(SIGNS)


def test_every_building_keeps_its_budget(built: dict[str, Arrays]) -> None:
    too_many = {
        name: len(arrays)
        for name, arrays in built.items()
        if len(arrays) > BUDGETS.get(name, COARSE_AND_FINE)
    }
    assert not too_many


def test_triangles_are_sound(built: dict[str, Arrays]) -> None:
    for name, arrays in built.items():
        assert np.isfinite(arrays.points).all(), name
        lengths = np.linalg.norm(arrays.normals, axis=2)
        assert np.abs(lengths - 1).max() < 1e-6, name
        assert (arrays.emission >= 0).all(), name


@pytest.mark.parametrize("zone", sorted(set(BUILDINGS) & set(SIGNS)))
def test_a_building_stands_on_its_plot(zone: str, built: dict[str, Arrays]) -> None:
    whole = MeshBuilder(7)
    PLACEHOLDERS.get(zone, lambda builder: None)(whole)
    lifted_off = whole.arrays().points.reshape(-1, 3)
    place, points = ZONES[zone], np.concatenate([built[zone].points.reshape(-1, 3), lifted_off])
    beyond = np.abs(points[:, :2] - place.centre_m) - np.array(place.footprint_m) / 2
    assert beyond.max() < REACH_M.get(zone, 13.0)
    assert points[:, 2].min() > -1.0
    assert points[:, 2].max() == pytest.approx(place.height_m, abs=8.0)


def test_a_building_is_the_same_every_time() -> None:
    first, second = MeshBuilder(3), MeshBuilder(3)
    for builder in (first, second):
        BUILDINGS["street"](builder)
    assert np.array_equal(first.arrays().points, second.arrays().points)
    assert np.array_equal(first.arrays().colour, second.arrays().colour)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_names_stand_in_letters(language: str) -> None:
    for zone, words in read_letters(SCENE).items():
        builder = MeshBuilder(1)
        add_letters(builder, zone, language, words[language])
        assert len(builder.arrays()) > 100, zone


@pytest.mark.parametrize("zone", ["rules", "goals25", "arcade"])
def test_names_on_the_ground_lean_back_and_those_on_walls_do_not(zone: str) -> None:
    faces = next(
        part for part in letter_parts(read_letters(SCENE)) if part.name == f"letters_{zone}_en"
    ).arrays
    shining = faces.take(faces.emission.sum(axis=1) > 0)
    tilts_deg = np.degrees(np.arcsin(shining.face_normals[:, 2]))
    assert tilts_deg == pytest.approx(SIGNS[zone].leans_deg, abs=0.1)
    assert (SIGNS[zone].leans_deg > 10) == (SIGNS[zone].plinth_m > 0)


def test_what_the_scene_writes_stands_on_the_building(tmp_path: Path) -> None:
    shutil.copytree(SCENE / "zones", tmp_path / "zones")
    file = tmp_path / "zones" / "plaza.yaml"
    reported = file.read_text(encoding="utf-8")
    file.write_text(reported.replace('en: "POLICY PLAZA"', "en: TOWN SQUARE"), encoding="utf-8")
    ours, other = (
        {part.name: part.arrays.points for part in letter_parts(read_letters(scene))}
        for scene in (SCENE, tmp_path)
    )
    assert set(ours) == set(other)
    differ = {name for name in ours if not np.array_equal(ours[name], other[name])}
    assert differ == {"letters_plaza_en", "flanks_plaza_en"}


def test_nothing_grows_before_longer_letters_either() -> None:
    letters = read_letters(SCENE)
    longer = {**letters, "goals25": {"en": "GOALS OF THE PARK 2025", "zh": letters["goals25"]["zh"]}}
    assert clearings(longer).area > clearings(letters).area + 50
