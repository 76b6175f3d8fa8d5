"""The place of a model of the scene's own, where the scene gives none: from the bounds of its file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from explorer.build.grown.layout import Layout
from explorer.i18n import tr
from explorer.park.check import check
from explorer.park.load import Reading, read
from explorer.park.own_models import own_model
from explorer.stage.scene.models import read_models
from tests.grown_scene import BUILDINGS, PARK, write_grown_scene, zone_text
from tests.park.meshes.zoo import Glb, box

CHAPEL_M = (12.0, 26.0, 28.0)
"""Width, depth and height of the model below."""


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def _use(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("explorer.build.grown.grown.cache_folder", lambda: cache)


def scene(folder: Path, *lines: str, unit: float = 1.0) -> Reading:
    """The scene with a chapel, its file in a unit of so many metres."""
    text = zone_text(4, "chapel", "none").replace(
        "building: none\n", "\n".join(["model: ./chapel.glb", *lines, ""])
    )
    write_grown_scene(folder, {**BUILDINGS, "chapel": ""}, PARK, {"chapel": text})
    wide, deep, high = (side / unit for side in CHAPEL_M)
    points, triangles = box(wide, high, deep)
    glb = Glb()
    shape = {
        "attributes": {"POSITION": glb.numbers(points, "VEC3")},
        "indices": glb.numbers(triangles, "SCALAR"),
    }
    glb.stand({**shape, "material": glb.add("materials", {"emissiveFactor": [1, 0.8, 0.4]})})
    glb.write(folder / "chapel.glb")
    return read(folder, folder / "no assets")


def place(reading: Reading) -> tuple[float, float, float]:
    assert reading.park is not None, [str(fault.what) for fault in reading.errors]
    found = reading.park.zones["chapel"].place
    return (*found.footprint_m, found.height_m)


def asked(reading: Reading) -> list[str]:
    faults = check(reading.folder, reading.folder / "no assets").faults
    return [tr(f.remedy, "en") for f in faults if "unit of length" in tr(f.what, "en")]


def test_a_model_in_metres_has_its_own_size(tmp_path: Path) -> None:
    reading = scene(tmp_path)
    assert place(reading) == pytest.approx(CHAPEL_M) and asked(reading) == []
    assert reading.park is not None
    zone = reading.park.zones["chapel"]
    mesh = own_model(zone, tmp_path / "chapel.glb")
    assert np.ptp(mesh.points[:, 2]) == pytest.approx(28, abs=0.05)
    assert zone.place.label_m[2] > 28, "its name hangs above it"
    assert zone.views.front.distance_m > 28, "its view takes in the whole of it"


@pytest.mark.parametrize(("unit", "scale"), [(0.001, "0.001"), (1000.0, "1000"), (0.01, "0.001")])
def test_another_unit_is_guessed_and_asked_about(unit: float, scale: str, tmp_path: Path) -> None:
    reading = scene(tmp_path, unit=unit)
    (remedy,) = asked(reading)
    if unit != 0.01:
        assert f"scale: {scale}" in remedy and place(reading) == pytest.approx(CHAPEL_M, abs=0.05)


@pytest.mark.parametrize(
    ("line", "size"),
    [
        ("scale: 0.5", (6, 13, 14)),
        ("scale: fit", (20, 16, 12)),
        ("turn_deg: 90", (26, 12, 28)),
        ("place: {height_m: 14}", (6, 13, 14)),
        ("place: {footprint_m: [6, 20]}", (6, 20, 14)),
        ("place: {footprint_m: [9, 9], height_m: 30}", (9, 9, 30)),
    ],
)
def test_what_the_scene_gives_comes_first(line: str, size: tuple[float, ...], tmp_path: Path) -> None:
    reading = scene(tmp_path, line)
    assert place(reading) == pytest.approx(size, abs=0.05) and asked(reading) == []


def test_two_lamps_and_letters_stand_before_it_and_its_windows_glow(tmp_path: Path) -> None:
    reading = scene(tmp_path, "letters: {en: CHAPEL, zh: 礼拜堂}")
    assert reading.park is not None and reading.park.grown is not None
    park = reading.park
    models = read_models(park, tmp_path / "no assets")
    baked = models.baked
    assert baked is not None
    assert {c.language for c in baked.manifest.chunks if c.name.startswith("letters_chapel")} == {"en", "zh"}
    found = Layout.read(park.grown).zones["chapel"]
    near = [g for g in baked.manifest.glows if np.hypot(*np.subtract(g.at[:2], found.centre_m)) < 20]
    assert len(near) >= 2
    own = next(source for source, _, _ in models.sources if source is not baked)
    night = own.vertices["night"][own.manifest.chunks[-1].first_vertex :]
    assert night.max(axis=0).min() > 100, "it glows in its own colour"
