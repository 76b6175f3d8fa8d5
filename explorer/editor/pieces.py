"""New parts of a scene, valid from the start: a zone, a tour, a stop, an item of any list; and removal of a zone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from ..i18n import Language, Text, tr
from ..park.keys import NEW, asked
from ..park.tour import Stop, Tour
from .author.commented import Gap
from .author.new_scene import ACCENTS
from .change import DELETE, Change, Place
from .document import SceneDocument
from .forms import FormField, all_fields, form_of, names_in

TOUR_TITLE = Text("New tour", context="title of a tour")
HOLD_S = 15


def to_be_written(languages: Iterable[Language], text: Text, **values: object) -> Gap:
    """A placeholder for a text in some languages; in a new file a comment says what to write."""
    return Gap({language: tr(text, language, **values) for language in languages})


def free_name(stem: str, taken: Iterable[str]) -> str:
    """A free name: the stem itself, or the first of stem-2, stem-3 ... not taken."""
    known, base = set(taken), stem.rstrip("0123456789-") or stem
    names = (stem, *(f"{base}-{number}" for number in range(2, len(known) + 3)))
    return next(name for name in names if name not in known)


def ids_in(document: SceneDocument, folder: str) -> list[str]:
    """The ids of all zones or tours with a file, readable or not."""
    return [
        name.removeprefix(f"{folder}/").removesuffix(".yaml")
        for name in document.files
        if name.startswith(f"{folder}/")
    ]


def without_zone(document: SceneDocument, id: str) -> list[Change]:
    """The changes that remove a zone and all references to it: flows, stops, entries of lists. Texts stay as they are."""
    changes = [Change(f"zones/{id}.yaml", (), DELETE)]
    for name in document.files:
        if name == f"zones/{id}.yaml":
            continue
        found = list(_naming(document.value(name), (), id))
        # from the end, so that the remaining indices stay valid
        changes += [Change(name, place, DELETE) for place in reversed(found)]
    return changes


@cache
def _lists_of_zones() -> frozenset[str]:
    """The keys of lists of zones."""
    lists = (form for _, form in all_fields() if form.inner is not None and form.inner.refers == "zones")
    return frozenset(form.key for form in lists)


def _naming(node: Any, at: Place, id: str) -> Iterable[Place]:
    """The places to remove from a file, in order, so that it no longer names the zone."""
    if isinstance(node, Mapping):
        if at and (node.get("zone") == id or node.get("zones") == [id]):
            yield at
            return
        for key, inner in node.items():
            if key == "point" and inner == id:
                yield at
                return
            yield from _naming(inner, (*at, key), id)
    elif isinstance(node, list):
        for number, inner in enumerate(node):
            if inner == id and at and at[-1] in _lists_of_zones():
                yield (*at, number)
            else:
                yield from _naming(inner, (*at, number), id)


def new_tour(document: SceneDocument, kind: str = "show") -> tuple[str, list[Change]]:
    """A new tour with one stop: returns its id, and the change that adds it."""
    id = free_name("tour", ids_in(document, "tours"))
    tour = tour_of(document.languages, [new_stop(document, ())], kind)
    return id, [Change(f"tours/{id}.yaml", (), tour)]


def tour_of(languages: Iterable[Language], stops: list[dict[str, Any]], kind: str = "show") -> dict[str, Any]:
    """A tour of given stops, its texts still to be written."""
    given = tuple(languages)
    title, lead = (to_be_written(given, text) for text in (TOUR_TITLE, asked(Tour, "lead")))
    return {"kind": kind, "title": title, "lead": lead, "stops": stops}


def new_stop(document: SceneDocument, taken: Iterable[str], zone: str | None = None) -> dict[str, Any]:
    """A stop at a zone, by default the first one."""
    zones = names_in(document.scene, "zones")
    return {
        "id": free_name("stop", taken),
        "zone": zone or (zones[0] if zones else ""),
        "hold_s": HOLD_S,
        "caption": to_be_written(document.languages, asked(Stop, "caption")),
        "spoken": to_be_written(document.languages, asked(Stop, "spoken")),
    }


def lacks_names(document: SceneDocument, form: FormField) -> bool:
    """Whether a new value needs to refer to something of which the scene has none, such as a source."""
    if form.editor == "reference":
        return not names_in(document.scene, form.refers)
    if form.inner is not None:
        return lacks_names(document, form.inner)
    fields = form_of(form.kind) if form.kind is not None else ()
    return any(field.required and lacks_names(document, field) for field in fields)


def new_item(document: SceneDocument, form: FormField, siblings: Any = ()) -> Any:
    """A valid value for an empty place, or for a new item of a list.

    Parameters
    ----------
    siblings : the existing items.
    """
    rows = list(siblings) if isinstance(siblings, list) else []
    taken = [row["id"] for row in rows if isinstance(row, Mapping) and isinstance(row.get("id"), str)]
    if form.kind is Stop:
        return new_stop(document, taken)
    if form.kind is not None:
        return {
            field.key: free_name("new", taken) if field.key == "id" else new_item(document, field)
            for field in form_of(form.kind)
            if field.required
        }
    match form.editor:
        case "text":
            return to_be_written(document.languages, form.meta.asks or NEW)
        case "number":
            least = (form.low + form.is_open) if form.low is not None else 0
            return int(least) if form.whole or float(least).is_integer() else least
        case "choice":
            return form.choices[0]
        case "switch":
            return True
        case "colour":
            return ACCENTS[len(rows) % len(ACCENTS)]
        case "reference":
            names = [name for name in names_in(document.scene, form.refers) if name not in rows]
            return names[0] if names else ""
        case "numbers":
            return [max(form.low or 0, 1 if form.low and form.low > 0 else 0)] * form.count
        case "corners":
            return [[0, 0], [10, 0], [10, 10]]
        case "list":
            return [new_item(document, form.inner)] if form.inner is not None else []
        case "table":
            return {"new": new_item(document, form.inner)} if form.inner is not None else {}
        case "scalar":
            return 0
    return "new"
