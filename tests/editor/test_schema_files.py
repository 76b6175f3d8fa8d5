"""Editors complete and check scene files by schemas that are made from the models."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from explorer.__main__ import main
from explorer.base.bootstrap import ROOT
from explorer.editor.schema_files import DRAFT, name_of_schema, schema_files
from explorer.park import load
from explorer.park.keys import FILES
from tests.small_scene import write_small_scene

jsonschema = pytest.importorskip("jsonschema")
SHIPPED = ROOT / "scenes" / "metaverse"


@pytest.fixture(scope="module")
def schemas() -> dict[str, Any]:
    return {name: json.loads(text) for name, text in schema_files(("en", "zh")).items()}


def test_each_is_a_schema_of_draft_7(schemas: dict[str, Any]) -> None:
    assert set(schemas) == {f"{name_of_schema(name)}.json" for name in FILES}
    for schema in schemas.values():
        assert schema["$schema"] == DRAFT
        jsonschema.Draft7Validator.check_schema(schema)
        written = json.dumps(schema)
        assert "prefixItems" not in written and "$defs" not in written


def test_every_file_of_the_shipped_scene_is_right(schemas: dict[str, Any]) -> None:
    for path in SHIPPED.rglob("*.yaml"):
        name = path.relative_to(SHIPPED).with_suffix("").as_posix()
        judge = jsonschema.Draft7Validator(schemas[f"{name_of_schema(name)}.json"])
        data = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
        assert [f"{name}: {error.message}" for error in judge.iter_errors(data)] == []


@pytest.mark.parametrize(
    ("schema", "place", "value"),
    [
        ("park", ("titel",), "x"), ("park", ("title",), {"en": "x"}), ("park", ("start",), 7),
        ("park", ("bounds", "low_m"), [1, 2, 3]), ("park", ("bounds", "low_m"), ["a", 2]), ("park", ("format",), 2),
    ],
)  # fmt: skip
def test_a_wrong_key_or_value_is_seen(
    schemas: dict[str, Any], schema: str, place: tuple[str, ...], value: object
) -> None:
    data = yaml.safe_load((SHIPPED / f"{schema}.yaml").read_text("utf-8"))
    node = data
    for key in place[:-1]:
        node = node[key]
    node[place[-1]] = value
    assert list(jsonschema.Draft7Validator(schemas[f"{schema}.json"]).iter_errors(data))


def test_keys_say_what_they_are_for(schemas: dict[str, Any]) -> None:
    zone = schemas["zone.json"]
    assert all(part.get("description") for part in zone["properties"].values())
    assert "id" not in zone["properties"] and {"const": "fit"} in zone["properties"]["scale"]["anyOf"]


def test_the_command_writes_them_and_marks_the_files(tmp_path: Path) -> None:
    scene = write_small_scene(tmp_path / "new", ("de",))
    assert main(["schema", str(scene), "--mark"]) == 0
    zone = scene / "zones/zone-1.yaml"
    first = zone.read_text("utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../schema/zone.json"
    assert (scene / "zones" / first.partition("=")[2]).resolve().is_file()
    assert main(["schema", str(scene), "--mark"]) == 0
    assert zone.read_text("utf-8").count("yaml-language-server") == 1
    text = json.loads((scene / "schema/zone.json").read_text("utf-8"))["properties"]["lead"]
    assert text["required"] == ["de"]
    assert load(scene, tmp_path).languages == ("de",)
    assert main(["schema", str(tmp_path)]) == 2


def test_a_new_scene_has_them(tmp_path: Path) -> None:
    assert main(["new", str(tmp_path / "new")]) == 0
    assert len(list((tmp_path / "new/schema").glob("*.json"))) == len(FILES)
    assert (
        (tmp_path / "new/park.yaml")
        .read_text("utf-8")
        .startswith("# yaml-language-server: $schema=schema/park.json")
    )
