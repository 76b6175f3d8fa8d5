"""JSON Schemas (draft-07) of the scene files, with which editors complete and check them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import CoreSchema

from ..i18n import Language
from ..park.base import COLOUR, LONGEST_TEXT
from ..park.frame import Frame
from ..park.model import Claim, Source, Term, Zone
from ..park.plan import PlanFile
from ..park.tour import Question, Tour
from .described import described

DRAFT = "http://json-schema.org/draft-07/schema#"
"""The newest draft that YAML editors support."""
FILES: Mapping[str, tuple[type[BaseModel], bool]] = {
    "park": (Frame, False), "zone": (Zone, False), "tour": (Tour, False), "plan": (PlanFile, False),
    "quiz": (Question, True), "claims": (Claim, True), "glossary": (Term, True), "sources": (Source, True),
}  # fmt: skip
"""The kinds of files: the model of each, and whether the file maps ids to such models."""
LEFT_OUT = ("title", "unit", "default")
AUTO = {"const": "auto"}
SHORT: Mapping[tuple[str, str], dict[str, Any]] = {
    ("Zone", "scale"): {"const": "fit"}, ("Zone", "place"): AUTO, ("Zone", "views"): AUTO, ("Frame", "bounds"): AUTO,
    ("Frame", "views"): AUTO, ("District", "polygon_m"): AUTO, ("Building", "sign"): {"enum": ["auto", "none"]},
    ("Zone", "accent"): {"type": "string", "pattern": COLOUR},
    ("Frame", "site"): {"enum": ["island", "meadow", "plaza", "none"]},
    **{("Building", key): AUTO for key in ("size_m", "width_m", "storeys", "colour", "glow", "glass", "seed")},
    **{("Site", key): AUTO for key in ("plaza_m", "ring_road")},
}  # fmt: skip
"""Short forms allowed in place of a group or a number."""
FOUND: Mapping[str, tuple[str, ...]] = {
    "Frame": ("start", "bounds", "views", "districts"), "Zone": ("district", "place", "views", "accent"),
    "Place": ("centre_m", "footprint_m", "height_m", "heading_deg", "label_m"), "ZoneViews": ("front", "exhibit"),
    "ExhibitPlace": ("centre_m", "size_m"), "District": ("polygon_m",), "Accent": ("night",),
}  # fmt: skip
"""Keys that a scene with `site:` may omit."""
KEPT_BY_NAME = ("id",)
"""Keys that come from the file name or the parent key."""


def schema_files(languages: Sequence[Language]) -> dict[str, str]:
    """The schemas of a scene in some languages, by the names of their files."""
    return {
        f"{name}.json": json.dumps(schema(kind, is_table, languages), indent=1, ensure_ascii=False) + "\n"
        for name, (kind, is_table) in FILES.items()
    }


def schema(kind: type[BaseModel], is_table: bool, languages: Sequence[Language]) -> dict[str, Any]:
    """The schema of one kind of file."""

    class Draft7(GenerateJsonSchema):
        """Lists the languages of each text."""

        def function_plain_schema(self, schema: Any) -> JsonSchemaValue:
            owner = getattr(schema["function"]["function"], "__self__", None)
            most = getattr(owner, "most", LONGEST_TEXT)
            text = {"type": "string", "minLength": 1, "maxLength": most}
            return {
                "type": "object",
                "properties": dict.fromkeys(languages, text),
                "required": list(languages),
                "additionalProperties": False,
            }

        def handle_invalid_for_json_schema(self, schema: CoreSchema, error_info: str) -> JsonSchemaValue:
            return {}

    made = Draft7(by_alias=True).generate(kind.__pydantic_core_schema__, mode="validation")
    definitions = made.pop("$defs", {})
    models = {model.__name__: model for model in _models(kind)}
    made["description"] = (kind.__doc__ or "").split("\n")[0]
    for name, part in (*definitions.items(), (kind.__name__, made)):
        if name in models and "properties" in part:
            part["description"] = (models[name].__doc__ or "").split("\n")[0]
            _describe(models[name], part)
    whole = _converted(made)
    if is_table:
        whole = {"type": "object", "additionalProperties": whole}
    return {"$schema": DRAFT, **whole, "definitions": {k: _converted(v) for k, v in definitions.items()}}


def _describe(model: type[BaseModel], part: dict[str, Any]) -> None:
    for key, value in part["properties"].items():
        about = described(model, key)
        if about:
            value["description"] = about
        if (model.__name__, key) in SHORT:
            part["properties"][key] = {"anyOf": [value, SHORT[model.__name__, key]], "description": about}
    found = FOUND.get(model.__name__, ())
    part["required"] = [name for name in part.get("required", []) if name not in found]
    for key in KEPT_BY_NAME:
        if model in (kind for kind, _ in FILES.values()) and model is not Frame:
            part["properties"].pop(key, None)
            part["required"] = [name for name in part.get("required", []) if name != key]


def _models(kind: type[BaseModel], found: dict[str, type[BaseModel]] | None = None) -> list[type[BaseModel]]:
    """A model and all models nested in it."""
    found = {} if found is None else found
    if kind.__name__ not in found:
        found[kind.__name__] = kind
        for field in kind.model_fields.values():
            for inner in _classes(field.annotation):
                _models(inner, found)
    return list(found.values())


def _classes(annotation: Any) -> list[type[BaseModel]]:
    from typing import get_args

    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [each for inner in get_args(annotation) for each in _classes(inner)]


def _converted(node: Any) -> Any:
    """Convert from the newest draft to draft-07: tuples become `items`, definitions move to `definitions`."""
    if isinstance(node, list):
        return [_converted(each) for each in node]
    if not isinstance(node, dict):
        return node
    made = {key: _converted(value) for key, value in node.items() if key not in LEFT_OUT}
    if isinstance(node.get("properties"), dict):  # here the keys are property names
        made["properties"] = {key: _converted(value) for key, value in node["properties"].items()}
    if "prefixItems" in made:
        made["items"] = made.pop("prefixItems")
        made["additionalItems"] = False
    if isinstance(made.get("$ref"), str):
        made["$ref"] = made["$ref"].replace("#/$defs/", "#/definitions/")
        if len(made) > 1:  # draft-07 ignores everything beside a reference
            reference = made.pop("$ref")
            made["allOf"] = [{"$ref": reference}]
    return made


FOLDER = "schema"
MARK = "# yaml-language-server: $schema="


def marked(name: str, text: str) -> str:
    """A scene file with its schema named in the first line; a file that names one already is unchanged.

    Parameters
    ----------
    name : path of the file in the scene's folder, without suffix.
    """
    if text.lstrip("\ufeff").startswith(MARK):
        return text
    return f"{MARK}{'../' * name.count('/')}{FOLDER}/{name_of_schema(name)}.json\n{text}"


def name_of_schema(name: str) -> str:
    """The name of a file's schema; all zones share one."""
    folder, _, _ = name.rpartition("/")
    return {"zones": "zone", "tours": "tour"}.get(folder, name)
