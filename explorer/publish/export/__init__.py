"""The park as one file for other programs: glTF for Blender and any viewer, USD for Omniverse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ...base.atomic_file import replacing
from ...i18n import Text
from ...park.model import Language, Park
from . import gltf
from .scene import Scene, build_scene
from .tables import NotExported, Tables

__all__ = ["SUFFIXES", "Exported", "NotExported", "export"]

Progress = Callable[[float, str], None]

SUFFIXES = (".glb", ".usda")


@dataclass(frozen=True, slots=True)
class Exported:
    """Result of an export."""

    path: Path
    size_bytes: int
    triangles: int
    plain: tuple[str, ...]  # zones exported as plain blocks for lack of a model
    warnings: tuple[Text, ...]  # what differs from the author's own models


def export(
    park: Park,
    models: Path,
    output: Path,
    *,
    zone: str | None = None,
    language: Language = "en",
    surroundings: bool = False,
    progress: Progress = lambda share, step: None,
) -> Exported:
    """Write the park, or one zone where it stands, to a `.glb` or `.usda` file.

    An existing file is replaced only when the new one is complete.
    Raises NotExported with a translatable reason: another suffix, a damaged bake, or usd-core is not
    installed; KeyError if the park has no such zone; OSError if the file cannot be written.

    Parameters
    ----------
    models : folder of the baked park, or its parent.
    zone : export only this zone, with its letters.
    language : language of letters and names.
    surroundings : include the pale city and the land across the water, which makes the scene seven times as wide.
    progress : called with the share done, 0..1, and the current step.
    """
    to_bytes = _writer(output.suffix.lower())
    tables = Tables.read(models, park)
    with replacing(output) as file:
        scene = build_scene(
            park, tables, zone, language, surroundings, lambda share, step: progress(share * 0.6, step)
        )
        progress(0.6, output.name)
        data = to_bytes(scene)
        file.write(data)
    progress(1.0, output.name)
    return Exported(output, len(data), scene.triangles, scene.plain, scene.warnings)


def _writer(suffix: str) -> Callable[[Scene], bytes]:
    """The writer for a file suffix."""
    if suffix == ".glb":
        return gltf.to_glb
    if suffix == ".usda":
        from . import usd

        usd.require()
        return usd.to_usda
    raise NotExported(
        Text("The park can be written as .glb or .usda; {suffix} is neither.", suffix=suffix)
        if suffix
        else Text("The park can be written as .glb or .usda; a name without a suffix is neither.")
    )
