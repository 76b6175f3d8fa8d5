"""New parts of a scene, valid from the start: a tour, a stop, an item of any list, a company."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ..base.suffixes import KINDS
from ..i18n import Language, Text, tr
from ..park.keys import NEW, asked
from ..park.tour import Stop, Tour
from .change import Change, Place
from .document import SceneDocument
from .forms import FormField, form_of, names_in
from .new_scene import ACCENTS
from .writing import Gap

TOUR_TITLE = Text("New tour", context="title of a tour")
HOLD_S = 15
SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def to_be_written(languages: Iterable[Language], text: Text, **values: object) -> Gap:
    """A placeholder for a text in some languages; in a new file a comment says what to write."""
    return Gap({language: tr(text, language, **values) for language in languages})


def id_of(title: str, most: int, otherwise: str) -> str:
    """An id for a title: at most `most` of its letters and digits in plain Latin, or `otherwise` if it has none."""
    spelled = unicodedata.normalize("NFC", title.lower()).translate(SPELLED_OUT)
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:most].strip("-") or otherwise


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


def colours_in_use(document: SceneDocument) -> list[str]:
    """The colours of the company and of all zones, each once."""
    found: list[object] = [document.value("park.yaml", ("brand", key)) for key in ("colour", "second")]
    for id in ids_in(document, "zones"):
        accent = document.value(f"zones/{id}.yaml", ("accent",))
        found.append(accent.get("day") if isinstance(accent, dict) else accent)
    known = (
        str(colour).upper() for colour in found if colour and re.fullmatch("#[0-9A-Fa-f]{6}", str(colour))
    )
    return list(dict.fromkeys(known))


def new_tour(document: SceneDocument) -> tuple[str, list[Change]]:
    """A new tour with one stop: returns its id, and the change that adds it."""
    id = free_name("tour", ids_in(document, "tours"))
    tour = tour_of(document.languages, [new_stop(document, ())])
    return id, [Change(f"tours/{id}.yaml", (), tour)]


def tour_of(languages: Iterable[Language], stops: list[dict[str, Any]]) -> dict[str, Any]:
    """A tour of given stops, its texts still to be written."""
    given = tuple(languages)
    title, lead = (to_be_written(given, text) for text in (TOUR_TITLE, asked(Tour, "lead")))
    return {"kind": "show", "title": title, "lead": lead, "stops": stops}


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


WELCOME, FAREWELL = Text("Welcome to {name}"), Text("Thank you for your visit")
HELP = Text(
    "What visitors see of your company. A logo is an SVG or PNG file with nothing behind it. Colours are made readable by "
    "themselves. Remove what you do not want to show."
)
HELP_ON_CONTACT = Text("Visitors take this along as a QR code at the end of a tour.")


def company_of(document: SceneDocument) -> dict[str, Any]:
    """Brand for a scene without one: files in its folder, the colour of its first zone, words with its title."""
    park, languages = document.scene, document.languages
    names = _names_of(document)
    files = {key: found for key in ("logo", "icon") if (found := _file(document.folder, key)) is not None}
    colour = park.zones[park.walk[0]].accent.day if park is not None and park.walk else ACCENTS[0]
    return {
        **files,
        "colour": colour,
        "opening": {language: tr(WELCOME, language, name=name) for language, name in names.items()},
        "closing": {language: tr(FAREWELL, language) for language in languages},
        "contact": contact_of(document),
    }


def contact_of(document: SceneDocument) -> dict[str, Any]:
    """Initial contact for visitors, named after the park."""
    return {"name": next(iter(_names_of(document).values()), "") or document.folder.name}


def help_on(form: FormField) -> Text | None:
    """Help above the form of a company or a contact: a new one contains more than its author wrote."""
    name = form.kind.__name__ if form.kind is not None else ""
    return {"Brand": HELP, "Contact": HELP_ON_CONTACT}.get(name)


def shown_empty(form: FormField, above: Place = ()) -> Iterator[Place]:
    """The fields of a group that its form shows without a value when it is added."""
    here = (*above, form.key)
    if form.kind is None:
        return
    for field in form_of(form.kind):
        if field.meta.shown_empty:
            yield (*here, field.key)
        elif field.editor == "group":
            yield from shown_empty(field, here)


def _names_of(document: SceneDocument) -> dict[Language, str]:
    """The title of the park in the languages of its scene; "" where it is missing."""
    title = document.value("park.yaml", ("title",), {})
    known = document.languages if isinstance(title, Mapping) else ()
    return {language: str(title.get(language) or "") for language in known}


def _file(folder: Path, key: str) -> str | None:
    """A file of the scene named after its purpose, as written in the scene."""
    part, suffixes = KINDS["logo"]
    for place in (folder / part, folder):
        for path in sorted(place.glob("*")) if place.is_dir() else ():
            if key in path.stem.lower() and path.suffix.lower() in suffixes and path.is_file():
                return f"./{path.relative_to(folder).as_posix()}"
    return None
