"""Initial values of a scene's company form: what the scene has already, and a greeting; everything can be changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..i18n import Language, Text, tr
from ..park.checks.scene_files import KINDS
from .author.new_scene import ACCENTS
from .change import Place
from .document import SceneDocument
from .forms import FormField, form_of

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
