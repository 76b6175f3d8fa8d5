"""JSON Schemas (draft-07) of the scene files, with which editors complete and check them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import CoreSchema

from ..i18n import Language
from ..park.base import LONGEST_TEXT, Key
from ..park.frame import Frame
from ..park.ground import Auto
from ..park.keys import FILES, FOLDERS, about, key_of, main_key, models, models_in

DRAFT = "http://json-schema.org/draft-07/schema#"
"""The newest draft that YAML editors support."""
LEFT_OUT = ("title", "unit", "default")


def schema_files(languages: Sequence[Language]) -> dict[str, str]:
    """The schemas of a scene in some languages, by the names of their files."""
    return {
        f"{_schema_of(name)}.json": json.dumps(
            schema(kind, is_table, languages), indent=1, ensure_ascii=False
        )
        + "\n"
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
    by_name = {model.__name__: model for model in models()}
    made["description"] = (kind.__doc__ or "").split("\n")[0]
    for name, part in (*definitions.items(), (kind.__name__, made)):
        if name in by_name and "properties" in part:
            part["description"] = (by_name[name].__doc__ or "").split("\n")[0]
            _describe(by_name[name], part, definitions)
    whole = _converted(made)
    if is_table:
        whole = {"type": "object", "additionalProperties": whole}
    return {"$schema": DRAFT, **whole, "definitions": {k: _converted(v) for k, v in definitions.items()}}


def _describe(model: type[BaseModel], part: dict[str, Any], groups: Mapping[str, Any]) -> None:
    for key, value in part["properties"].items():
        words = about(model, key)
        if words:
            value["description"] = words
        if (instead := _written_instead(model.model_fields[key], key_of(model, key), groups)) is not None:
            part["properties"][key] = {"anyOf": [value, instead], "description": words}
    required = [name for name in part.get("required", []) if not key_of(model, name).found]
    if model is not Frame and model in (kind for kind, _ in FILES.values()):
        # its id is the name of its file, or the key above
        part["properties"].pop("id", None)
        required = [name for name in required if name != "id"]
    part["required"] = required


def _written_instead(field: FieldInfo, key: Key, groups: Mapping[str, Any]) -> dict[str, Any] | None:
    """The schema of what may be written in place of a value: a word, or of a group its main value."""
    if key.short:
        group = next(models_in(field.annotation))
        value = groups[group.__name__]["properties"][main_key(group)]
        return {name: value[name] for name in ("type", "pattern", "enum") if name in value}
    words = key.words or (("auto",) if Auto in field.metadata else ())
    return ({"const": words[0]} if len(words) == 1 else {"enum": list(words)}) if words else None


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
    return _schema_of(name.rpartition("/")[0] or name)


def _schema_of(kind: str) -> str:
    return kind.removesuffix("s") if kind in FOLDERS else kind
