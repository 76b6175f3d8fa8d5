"""Forms follow from the models: no field without an editor and a name, and what is added is valid at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from explorer.base.bootstrap import ROOT
from explorer.editor import zones
from explorer.editor.change import DELETE, Change
from explorer.editor.document import SceneDocument
from explorer.editor.forms import all_fields, expanded, form_at, form_of, needs_bake
from explorer.editor.pieces import free_name, new_item, new_stop, new_tour
from explorer.i18n import Text, tr
from explorer.park.keys import about
from explorer.park.yaml_file import compose, plain

from ..small_scene import write_small_scene

STEP = Text("Change")
FILES = sorted((ROOT / "scenes").rglob("*.yaml"))


def places(value: Any, at: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """All places of a file that are not inside of a text."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(place for key, part in inner for place in places(part, (*at, key)))]


def test_every_field_of_every_model_has_an_editor_a_name_and_a_help() -> None:
    for kind, form in all_fields():
        assert tr(form.label, "en"), form.key
        assert form.about.english == about(kind, form.key)
        for language in ("zh", "de") if form.about.english else ():
            assert tr(form.about, language) not in ("", form.about.english), (kind, form.key, language)
        part = form
        while part.inner is not None:
            part = part.inner
        assert part.editor not in ("list", "table"), form
        assert part.editor != "group" or part.kind is not None, form
        for choice in form.choices:
            assert tr(form.value_label(choice), "en"), choice


def test_ranges_and_units_come_from_the_models() -> None:
    zone = {form.key: form for form in form_of(form_at("zones/x.yaml", ()).kind)}  # type: ignore[union-attr, arg-type]
    assert (zone["turn_deg"].low, zone["turn_deg"].high, zone["turn_deg"].unit) == (-360, 360, "deg")
    assert zone["title"].most == 80 and not zone["title"].lines and zone["article"].lines
    assert zone["accent"].editor == "group" and zone["model"].editor == "file"
    assert form_at("park.yaml", ("districts", 0, "polygon_m")).editor == "corners"  # type: ignore[union-attr]


def test_everything_in_the_shipped_scenes_is_reached_by_a_form() -> None:
    seen: set[tuple[str, tuple[str | int, ...]]] = set()
    for path in FILES:
        file = path.relative_to(ROOT / "scenes").as_posix().partition("/")[2]
        kind = file.partition("/")[0]
        for place in places(plain(compose(path.read_text("utf-8")))):
            alike = tuple(0 if isinstance(key, int) else key for key in place)
            if (kind, alike) in seen:
                continue
            seen.add((kind, alike))
            if form_at(file, place) is None:
                # a part of what one editor shows: a language, a number, a corner
                around = (form_at(file, place[:depth]) for depth in range(len(place)))
                whole = [form.editor for form in around if form is not None]
                assert whole[-1] in ("text", "numbers", "corners", "scalar"), (file, place)


@pytest.fixture
def document(tmp_path: Path) -> SceneDocument:
    return SceneDocument.open(write_small_scene(tmp_path / "small", ("en", "zh"), 3))


def test_a_new_zone_tour_and_stop_are_valid_at_once(document: SceneDocument) -> None:
    id, changes = zones.added(document, (120.0, 0.0))
    assert document.apply(changes, STEP).is_applied
    assert document.scene is not None and id in document.scene.zones and document.scene.walk[-1] == id
    tour, changes = new_tour(document)
    assert document.apply(changes, STEP).is_applied
    stop = new_stop(document, ["stop"], id)
    assert document.apply([Change(f"tours/{tour}.yaml", ("stops", 1), stop)], STEP).is_applied
    assert [s.zone for s in document.scene.tours[tour].stops][1] == id
    assert document.apply(zones.removed(document, id), STEP).is_applied
    assert document.scene is not None and id not in document.scene.zones
    assert id not in (document.text("park.yaml") or "") + (document.text(f"tours/{tour}.yaml") or "")


def test_one_thing_more_has_a_name_of_its_own() -> None:
    assert free_name("hall", ["shed"]) == "hall"
    assert free_name("hall", ["hall", "hall-2", "hall-4"]) == "hall-3"
    assert free_name("zone-2", ["zone-1", "zone-2"]) == "zone-3"


def test_optional_fields_of_a_zone_can_be_added_one_by_one(document: SceneDocument) -> None:
    """With values that the loader takes, but for exhibits of the scene's own, whose formulas are the author's to write."""
    form = form_at("zones/zone-1.yaml", ())
    assert form is not None and form.kind is not None
    there = document.value("zones/zone-1.yaml")
    for field in form_of(form.kind):
        if field.key in there or field.key in ("id", "exhibit", "beyond", "building"):
            continue
        done = document.apply([Change("zones/zone-1.yaml", (field.key,), new_item(document, field))], STEP)
        assert done.is_applied, (field.key, done.faults)
        assert document.apply([Change("zones/zone-1.yaml", (field.key,), DELETE)], STEP).is_applied


def test_one_word_stands_for_a_group() -> None:
    accent, site = form_at("zones/x.yaml", ("accent",)), form_at("park.yaml", ("site",))
    assert accent is not None and accent.kind is not None and site is not None and site.kind is not None
    assert expanded("#112233", accent.kind) == {"day": "#112233"}
    assert expanded("island", site.kind) == {"kind": "island"}
    assert expanded(None, site.kind) == {}


def test_a_baked_park_says_what_waits_for_a_bake() -> None:
    shipped = SceneDocument.open(ROOT / "scenes/metaverse")
    assert needs_bake(shipped.scene, "zones/data.yaml", ("place", "centre_m"))
    assert not needs_bake(shipped.scene, "zones/data.yaml", ("lead", "en"))
    grown = SceneDocument.open(ROOT / "scenes/pumps")
    assert grown.scene is not None and grown.scene.site is not None
    for zone in grown.scene.zones:
        assert not needs_bake(grown.scene, f"zones/{zone}.yaml", ("place", "centre_m")), "it is made at once"
    assert not shipped.is_broken and shipped.is_grown
    assert not (ROOT / "scenes/metaverse/.saved").exists()
