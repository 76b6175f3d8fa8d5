"""The form of a company begins with what the scene has, and what only its author knows stands there without a value."""

from __future__ import annotations

import shutil
from pathlib import Path

from explorer.base.bootstrap import ROOT
from explorer.editor.change import Change
from explorer.editor.document import SceneDocument
from explorer.editor.exhibits import first_value
from explorer.editor.forms import form_at
from explorer.editor.pieces import shown_empty
from explorer.i18n import Text
from tests.grown_scene import write_grown_scene


def test_a_company_begins_with_what_the_scene_has(tmp_path: Path) -> None:
    scene = write_grown_scene(tmp_path / "scene")
    form = form_at("park.yaml", ("brand",))
    assert form is not None
    document = SceneDocument.open(scene, ROOT / "assets")
    park = document.scene
    assert park is not None
    brand = first_value(document, form, "park.yaml", ())
    assert "logo" not in brand and brand["colour"] == park.zones[park.walk[0]].accent.day
    for language in document.languages:
        assert park.title[language] in brand["opening"][language] and brand["closing"][language]
    assert brand["contact"] == {"name": park.title[document.languages[0]]}
    (scene / "brand").mkdir()
    shutil.copy(ROOT / "scenes/pumps/brand/logo.svg", scene / "brand/Our-Logo.svg")
    brand = first_value(document, form, "park.yaml", ())
    assert brand["logo"] == "./brand/Our-Logo.svg"
    assert document.apply([Change("park.yaml", ("brand",), brand)], Text("Add")).is_applied
    assert document.scene is not None and document.scene.brand is not None
    assert document.scene.brand.file("logo") is not None and document.faults == ()
    shown = {("brand", "logo"), *(("brand", "contact", key) for key in ("email", "web", "phone"))}
    assert set(shown_empty(form)) == shown
