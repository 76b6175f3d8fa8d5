"""Models in files of the scene that zones refer to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ...base.suffixes import MODELS
from ...i18n import Text
from ..model import Zone
from ..yaml_file import YamlFile, unreadable


def names_file(model: str | None) -> bool:
    """Whether a zone names a model file of the scene, not a baked model."""
    return model is not None and any(c in model for c in "./\\:")


def check_models(
    folder: Path, files_read: Mapping[str, YamlFile], zones: Mapping[str, Zone]
) -> dict[str, Path]:
    """The models in files of the scene. Paths outside its folder are refused; missing files are warnings."""
    files = {}
    for id, zone in zones.items():
        if zone.model is None or not names_file(zone.model):
            continue
        file, path = files_read[f"zones/{id}"], folder / zone.model.replace("\\", "/")
        try:
            inside, there = path.resolve().is_relative_to(folder.resolve()), path.is_file()
        except (OSError, RuntimeError, ValueError) as error:  # RuntimeError: a link to itself
            file.fault(
                ("model",),
                Text("{model!r} cannot be read ({error})", model=zone.model, error=unreadable(error)),
                Text("put the model there, or name a baked one"),
            )
            continue
        if not inside:
            file.fault(
                ("model",),
                Text("{model!r} leads out of the scene folder", model=zone.model),
                Text("copy the model into the scene folder"),
            )
        elif path.suffix.lower() not in MODELS:
            kinds = ", ".join(MODELS)
            file.fault(
                ("model",),
                Text("{model!r} is of a kind that is not read; a plain block stands there", model=zone.model),
                Text("use one of {kinds}", kinds=kinds),
                warning=True,
            )
        elif not there:
            file.fault(
                ("model",),
                Text("there is no file {model!r}; a plain block stands there", model=zone.model),
                Text("put the model there, or name a baked one"),
                warning=True,
            )
        else:
            files[id] = path.resolve()
    return files
