"""A broken scene tells everything that is wrong with it, each with its place; nothing is raised but ParkError."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explorer.base.baked_format import SOLID
from explorer.i18n import tr
from explorer.park import ParkError, load
from explorer.park.load import MOST_BYTES, MOST_TOURS, MOST_ZONES, read
from explorer.park.yaml_file import LARGEST_BYTES
from tests.scene import link, swap, write_scene


@pytest.fixture
def scene(tmp_path: Path) -> Path:
    return write_scene(tmp_path / "toy")


def reported(folder: Path) -> list[str]:
    return [
        f.as_text().removeprefix(f"{folder.as_posix()}/")
        for f in read(folder, folder).faults
        if f.weight == "error"
    ]


def test_a_good_scene_loads(scene: Path) -> None:
    park = load(scene, scene)
    assert list(park.zones) == ["mill", "barn"]
    assert [c.id for c in park.claims_of("mill")] == ["C01"]
    assert park.title["zh"] == "玩具园"
    assert park.home.distance_m == 150
    assert park.district("farm").accent.day == "#35B07A"


def test_every_error_is_reported_at_once_with_line_and_column(scene: Path) -> None:
    swap(scene / "zones/mill.yaml", "district: farm", "district: farn")
    swap(scene / "zones/mill.yaml", "icon: globe", "icom: globe")
    swap(scene / "zones/barn.yaml", "height_m: 12", "height_m: tall")
    swap(scene / "claims.yaml", "zone: mill", "zone: mil")
    swap(scene / "park.yaml", "format: 1", "format: 2")
    faults = "\n".join(reported(scene))
    assert "zones/mill.yaml:5:1: icom: unknown key: did you mean `icon`?" in faults
    assert "zones/mill.yaml:1:1: icon: field required: add `icon:` here" in faults
    assert "zones/barn.yaml:7:51: place.height_m: should be a number, not 'tall'" in faults
    assert "park.yaml:1:1: format: 2 is not one of the known values" in faults
    with pytest.raises(ParkError) as bad:
        load(scene, scene)
    assert len(bad.value.faults) >= 4


@pytest.mark.parametrize("text", ["id: toy\n bad: [", "", "- toy", "toy"])
def test_of_a_park_that_cannot_be_read_nothing_else_is_said(scene: Path, text: str) -> None:
    (scene / "park.yaml").write_text(text, "utf-8")
    swap(scene / "zones/mill.yaml", "icon: globe", "icon: [globe")
    assert [fault.partition(":")[0] for fault in reported(scene)] == ["park.yaml", "zones/mill.yaml"]


def test_a_bad_reference_names_the_nearest(scene: Path) -> None:
    swap(scene / "zones/mill.yaml", "district: farm", "district: farn")
    swap(scene / "zones/barn.yaml", "source: almanac", "source: almanach")
    swap(scene / "zones/barn.yaml", "[[wheel|wheel]]", "[[weel|wheel]]")
    swap(scene / "claims.yaml", "also: [mill]", "also: [mil]")
    faults = "\n".join(reported(scene))
    assert "zones/mill.yaml:2:1: district: no 'farn': nearest known: farm" in faults
    assert "beyond.0.source: no 'almanach': nearest known: almanac" in faults
    assert "lead.en: no 'weel': nearest known: wheel" in faults
    assert "claims.yaml:2:" in faults
    assert "C02.also.0: no 'mil': nearest known: mill" in faults


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            "park.yaml",
            "title: {en: Toy park, zh: 玩具园}",
            "title: {en: Toy park}",
            "park.yaml:3:1: title.zh: has no text in Chinese",
        ),
        (
            "park.yaml",
            "title: {en: Toy park, zh: 玩具园}",
            'title: {en: Toy park, zh: " "}',
            "title.zh: empty text",
        ),
        ("park.yaml", "start: overview", "start: overvew", "start: no 'overvew': nearest known: overview"),
        ("park.yaml", "walk: [mill, barn]", "walk: [mill]", "walk: leaves out 'barn'"),
        ("park.yaml", "walk: [mill, barn]", "walk: [mill, barn, mill]", "walk.2: 'mill' comes twice"),
        (
            "park.yaml",
            "ceiling_m: 200",
            "ceiling_m: 2",
            "bounds.ceiling_m: 2 is out of range: it must be > 10",
        ),
        ("park.yaml", "[-200, -200]", "-200", "bounds.low_m: should be a list, not -200"),
        ("park.yaml", "start: overview", "start: overview\nstart: overview", "'start' is given twice"),
        ("park.yaml", "id: toy", "id: toy\n bad: [", "not valid YAML"),
        (
            "park.yaml",
            "{en: A toy., zh: 一个玩具。}",
            "[1, 2]",
            "notice: should be a group of keys, not a list",
        ),
        ("zones/mill.yaml", "number: 1", "number: 2", "number: 2 is also the number of"),
        ("zones/barn.yaml", "zone: mill", "zone: barn", "related.0.zone: no 'barn'"),
        ("zones/mill.yaml", "id: mill-age", "id: barn-age", "'barn-age' is taken by"),
        ("zones/barn.yaml", "model: barn", "model: ../../x.glb", "leads out of the scene folder"),
        ("zones/barn.yaml", "model: barn", "model: barn\nid: barn", "the name of the file is the id"),
        (
            "zones/barn.yaml",
            "certainty: A",
            "certainty: U",
            "beyond.0.certainty: 'U' is not one of the known values",
        ),
        (
            "zones/barn.yaml",
            'date: "1850"',
            "date: 1850",
            "beyond.0.date: should be text, not 1850: put it in quotes",
        ),
        ("zones/barn.yaml", "business:", "business: &b", ""),
        (
            "claims.yaml",
            "part: paragraph 1",
            "part: page 1",
            "C01.at.part: 'page 1' is not in the right form",
        ),
        (
            "glossary.yaml",
            "zones: [mill, barn]",
            "zones: []",
            "wheel.zones: 0 entries: write at least 1",
        ),
        ("sources.yaml", "https://example.org/a", "file:///etc/passwd", "letter.url:"),
    ],
)
def test_one_fault_one_sentence(scene: Path, file: str, old: str, new: str, expected: str) -> None:
    swap(scene / file, old, new)
    faults = reported(scene)
    if expected:
        assert any(expected in f and f.startswith(file) for f in faults), faults
    else:
        assert faults == []


def test_every_fault_is_reported_in_chinese_too(scene: Path) -> None:
    swap(scene / "park.yaml", "start: overview", "start: overvew")
    swap(scene / "zones/barn.yaml", "height_m: 12", "height_m: tall")
    for fault in read(scene, scene).faults:
        assert any("\u4e00" <= c <= "\u9fff" for c in tr(fault.what, "zh")), fault
        assert any("\u4e00" <= c <= "\u9fff" for c in tr(fault.remedy, "zh")), fault


def test_what_is_not_a_scene_is_said(tmp_path: Path) -> None:
    assert "no scene here" in reported(tmp_path)[0]
    assert "no scene here" in reported(tmp_path / "nowhere")[0]


def test_files_that_are_not_text(scene: Path) -> None:
    (scene / "claims.yaml").write_bytes(b"C01: \xff\xfe\n")
    (scene / "glossary.yaml").write_bytes(b"")
    (scene / "sources.yaml").write_text("a: \x07\n", "utf-8")
    (scene / "zones/mill.yaml").write_text("[" * 5000, "utf-8")
    (scene / "zones/barn.yaml").write_text("a: " + "x" * 1_100_000, "utf-8")
    faults = reported(scene)
    assert "claims.yaml:1:6: not UTF-8 text: save the file as UTF-8" in faults
    assert any(f.startswith("glossary.yaml:1:1: the file is empty") for f in faults)
    assert any(f.startswith("sources.yaml:1:4: a character") for f in faults)
    assert any(f.startswith("zones/mill.yaml:1:") and "too deep" in f for f in faults)
    assert any("zones/barn.yaml:1:1: 1,100,003 bytes" in f for f in faults)


@pytest.mark.parametrize("levels", [60, 480, 700, 940])
def test_groups_within_groups_are_a_fault_at_any_depth(scene: Path, levels: int) -> None:
    """Some depths were parsed, and then too deep to be judged."""
    (scene / "park.yaml").write_text("[" * levels + "]" * levels, "utf-8")
    assert any(f.startswith("park.yaml:1:") and "too deep" in f for f in reported(scene))


def test_aliases_are_refused(scene: Path) -> None:
    swap(scene / "park.yaml", "title: {en", "title: &t {en")
    swap(scene / "park.yaml", "subtitle: {en: Two houses, zh: 两座房子}", "subtitle: *t")
    assert any("park.yaml:4:" in f and "alias" in f for f in reported(scene))


def test_a_link_out_of_the_scene_is_refused(scene: Path, tmp_path: Path) -> None:
    outside = tmp_path / "secret.yaml"
    outside.write_text("a: 1", "utf-8")
    (scene / "zones/barn.yaml").unlink()
    link(scene / "zones/barn.yaml", outside)
    assert any("leads out of the scene folder" in f for f in reported(scene))


@pytest.mark.parametrize("model", ["models/house.glb", "models/house.xyz"])
def test_a_missing_or_foreign_model_is_a_warning(scene: Path, model: str) -> None:
    swap(scene / "zones/barn.yaml", "model: barn", f"model: {model}")
    reading = read(scene, scene)
    assert not reading.errors
    assert any("a plain block stands there" in tr(f.what, "en") for f in reading.faults)
    assert reading.park is not None and "barn" not in reading.park.model_files


def test_a_scene_of_own_models_alone_misses_no_baked_park(scene: Path) -> None:
    for id in ("mill", "barn"):
        (scene / f"{id}.glb").write_bytes(b"glTF")
        swap(scene / f"zones/{id}.yaml", f"model: {id}\n", f"model: ./{id}.glb\n")
    assert read(scene, scene).faults == ()


def test_a_model_file_of_the_scene_is_found(scene: Path) -> None:
    (scene / "models").mkdir()
    (scene / "models/house.glb").write_bytes(b"glTF")
    swap(scene / "zones/barn.yaml", "model: barn", "model: models/house.glb")
    assert load(scene, scene).model_files["barn"].name == "house.glb"


def test_solids_are_read_as_columns(scene: Path) -> None:
    (scene / "none").mkdir()
    rows = np.array([("mill", (0, 0, 0), (1, 2, 3)), ("", (5, 5, 5), (6, 6, 6))], SOLID)
    np.save(scene / "none/solids.npy", rows)
    solids = load(scene, scene).solids
    assert solids.zones == ("mill", "")
    assert solids.high.flags.c_contiguous
    assert solids.high[:, 0].tolist() == [1, 2, 3]


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("zones/mill.yaml", "icon: globe", "icon: glob", "icon: no 'glob': nearest known: globe"),
        ("zones/mill.yaml", "It grinds.", '"It [[nowhere|grinds]]."', "business.en: no 'nowhere': nearest known: wheel"),
        ("zones/mill.yaml", "It is old.", '"A [[weel]] is old."', "beyond.0.text.en: no 'weel': nearest known: wheel"),
        ("zones/mill.yaml", "zh: 面粉", "zh: '[[nowhere|面粉]]'", "related.0.flow.zh: no 'nowhere'"),
        ("claims.yaml", "It turns.", '"It [[nowhere|turns]]."', "C01.text.en: no 'nowhere'"),
        ("glossary.yaml", "A round thing.", '"A [[nowhere|thing]]."', "wheel.meaning.en: no 'nowhere'"),
        ("park.yaml", "All of it", '"All [[nowhere|of it]]"', "districts.0.lead.en: no 'nowhere'"),
        ("zones/mill.yaml", "It grinds.", '"It [[wheel|]]."', "business.en: '[[wheel|]]' is an incomplete link: write [[id"),
        ("zones/mill.yaml", "It grinds.", '"It [[wheel|grinds."', "business.en: '[[wheel|grinds.' is an incomplete link"),
    ],
)  # fmt: skip
def test_what_a_text_names_is_looked_up(scene: Path, file: str, old: str, new: str, expected: str) -> None:
    swap(scene / file, old, new)
    assert any(expected in line and line.startswith(file) for line in reported(scene)), reported(scene)


def test_where_nothing_is_known_it_is_said_where_to_add_it(scene: Path) -> None:
    (scene / "sources.yaml").write_text("{}", "utf-8")
    faults = reported(scene)
    assert any("briefing: no 'letter': there is none yet; add it to sources.yaml" in line for line in faults)


def test_a_scene_without_zones_is_reported_once(scene: Path) -> None:
    for path in (scene / "zones").iterdir():
        path.unlink()
    assert reported(scene) == ["park.yaml:1:1: the scene has no zones: add zones/<id>.yaml"]


def test_zones_that_the_walk_leaves_out_are_one_error(scene: Path) -> None:
    barn = (scene / "zones/barn.yaml").read_text("utf-8")
    for number in range(3, 10):
        text = barn.replace("number: 2", f"number: {number}").replace("id: barn-age", f"id: age-{number}")
        (scene / f"zones/z{number}.yaml").write_text(text, "utf-8")
    (line,) = [line for line in reported(scene) if "walk" in line]
    assert "walk: leaves out 'z3', 'z4', 'z5', 'z6', 'z7' and 2 more" in line


@pytest.mark.parametrize(("folder", "most"), [("zones", MOST_ZONES), ("tours", MOST_TOURS)])
def test_too_many_files_are_said_to_be_too_many(scene: Path, folder: str, most: int) -> None:
    (scene / folder).mkdir(exist_ok=True)
    for n in range(most + 1):
        (scene / folder / f"a{n}.yaml").write_text("{}", "utf-8")
    count = len(list((scene / folder).iterdir()))
    walk = ", ".join(sorted(path.stem for path in (scene / "zones").iterdir()))
    swap(scene / "park.yaml", "walk: [mill, barn]", f"walk: [{walk}]")
    faults = reported(scene)
    assert (
        f"{folder}:1:1: {count} files; at most {most} are read: move {count - most} of them elsewhere"
        in faults
    )
    assert not any("walk." in line for line in faults)  # those that are not read are there all the same


@pytest.mark.parametrize("name", ["zones/shed.yml", "zones/shed.YAML", "tours/shed.yaml.txt", "quiz.yml"])
def test_a_file_with_another_ending_is_not_passed_over_without_a_word(scene: Path, name: str) -> None:
    (scene / name).parent.mkdir(exist_ok=True)
    (scene / name).write_text("a: 1", "utf-8")
    right = f"{name.rsplit('/', maxsplit=1)[-1].split('.', maxsplit=1)[0]}.yaml"
    (fault,) = [f for f in read(scene, scene).faults if f.path == scene / name]
    assert fault.weight == "warning" and tr(fault.remedy, "en") == f"rename it to {right}"


def test_what_other_systems_leave_in_a_folder_is_passed_over(scene: Path) -> None:
    (scene / "zones" / "._mill.yaml").write_bytes(b"\x00\x05\x16\x07")
    assert reported(scene) == []


def test_a_name_of_a_file_that_is_no_id(scene: Path) -> None:
    (scene / "zones" / "Old Mill.yaml").write_text((scene / "zones/mill.yaml").read_text("utf-8"), "utf-8")
    assert any(
        "its name 'Old Mill' is not in the right form: rename the file" in line for line in reported(scene)
    )


def test_a_scene_is_read_up_to_a_size(scene: Path) -> None:
    for n in range(MOST_BYTES // LARGEST_BYTES + 1):
        (scene / "zones" / f"a{n}.yaml").write_text("#" * LARGEST_BYTES, "utf-8")
    faults = reported(scene)
    assert any("not read: before it come 4,000,000 bytes" in line and "mill.yaml" in line for line in faults)


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("models/" + "字" * 90 + ".glb", "models/"),  # too long for most file systems, but not for all
        ("x" * 300, "model: 300 characters: write at most 200"),
        ('"a\\0.glb"', "delete the invisible character"),
        ("models/loop.glb", "models/loop.glb"),
    ],
)
def test_a_name_that_is_none_of_a_file(scene: Path, model: str, expected: str) -> None:
    (scene / "models").mkdir()
    link(scene / "models/loop.glb", "loop.glb")
    swap(scene / "zones/barn.yaml", "model: barn", f"model: {model}")
    assert any(expected in f.as_text() for f in read(scene, scene).faults)


@pytest.mark.parametrize(
    ("models", "remedy"), [("park", "run `python3 -m explorer bake`"), ("none", "`models: park`")]
)
def test_baking_is_advised_where_it_helps(scene: Path, models: str, remedy: str) -> None:
    swap(scene / "park.yaml", "models: none", f"models: {models}")
    (fault,) = read(scene, scene).faults
    assert "has no solids.npy" in tr(fault.what, "en") and remedy in tr(fault.remedy, "en")
    assert ("bake" in tr(fault.remedy, "en")) == (models == "park")


TEXTS = dict.fromkeys(("park.yaml", "claims.yaml", "glossary.yaml", "zones/mill.yaml"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(sorted(TEXTS)),
    at=st.floats(0, 1),
    size=st.integers(0, 30),
    junk=st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=12),
)
def test_whatever_is_broken_is_a_fault_and_never_an_exception(
    tmp_path_factory: pytest.TempPathFactory, name: str, at: float, size: int, junk: str
) -> None:
    folder = write_scene(tmp_path_factory.mktemp("junk") / "toy")
    text = (folder / name).read_text("utf-8")
    start = int(at * len(text))
    (folder / name).write_text(text[:start] + junk + text[start + size :], "utf-8")
    reading = read(folder, folder)
    assert (reading.park is None) == bool(reading.errors)
    for fault in reading.faults:
        assert fault.line >= 1 and fault.column >= 1 and fault.as_text("zh")
