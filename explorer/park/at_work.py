"""Screenshots of a scene's exhibits at work for its articles: the files `at_work/LANGUAGE/ZONE.webp` of the scene."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from ..base.suffixes import PHOTOS
from ..i18n import Text
from .model import Language, Park
from .yaml_file import YamlFile

FOLDER = "at_work"


def pictures_in(scene: Path, languages: Collection[Language]) -> dict[str, Path]:
    """The pictures of a scene, by `LANGUAGE/ZONE`. Neither the zone's existence nor the content is checked."""
    return {
        f"{language}/{file.stem}": file
        for language in languages
        if (folder := scene / FOLDER / language).is_dir()
        for file in sorted(folder.iterdir())
        if file.suffix.lower() in PHOTOS
    }


def picture_of(park: Park, zone: str, language: Language) -> Path | None:
    """The picture of a zone's exhibit in this language, else in the first that has one; None without a picture."""
    found = (park.at_work.get(f"{one}/{zone}") for one in (language, *park.languages))
    return next((file for file in found if file is not None), None)


def check_pictures(files: Mapping[str, YamlFile], park: Park) -> None:
    """Warn about pictures that no article shows, since no zone has their name."""
    for name, file in park.at_work.items():
        zone = name.partition("/")[2]
        if zone not in park.zones:
            files["park"].fault(
                (),
                Text(
                    "{folder}/{name}: no zone is called {zone!r}",
                    folder=FOLDER,
                    name=f"{name}{file.suffix}",
                    zone=zone,
                ),
                Text("name the file after the zone whose exhibit it shows"),
                warning=True,
            )
