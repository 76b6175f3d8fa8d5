"""The size of a model file that a zone names, for a place that does not give one."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from ...base.suffixes import MODELS
from ...i18n import Text
from ..model import Zone
from ..yaml_file import YamlFile
from .models import names_file

Size3 = tuple[float, float, float]

Y_IS_UP = frozenset({".glb", ".obj"})
"""Formats with y up: glTF and nearly all OBJ files; STL and PLY have z up."""


USUAL_M: Size3 = (20.0, 16.0, 12.0)
"""Width, depth and height of a model that cannot be read, or is to fit a place that is not given."""


def own_size(file: YamlFile, footprint_m: tuple[float, float] | None, height_m: float | None) -> Size3:
    """Width, depth and height in metres of a zone's model, in its proportions within what its place gives."""
    size = _in_file(file)
    if size is None:
        return USUAL_M
    shares = [given / side for given, side in zip(footprint_m or (), size, strict=False)]
    if height_m is not None and not shares:
        shares = [height_m / size[2]]
    share = min(shares, default=1.0)
    return (size[0] * share, size[1] * share, size[2] * share)


def _in_file(file: YamlFile) -> Size3 | None:
    """Width, depth and height of a zone's model in metres.

    None without a model that can be read, and for one that is to fit its place. Why it cannot be read is noted
    when models are checked.
    """
    zone = file.data
    model, scale = zone.get("model"), zone.get("scale")
    path = file.path.parent.parent / str(model).replace("\\", "/")
    if scale == "fit" or not isinstance(model, str) or not names_file(model):
        return None
    from ..meshes.mesh import NotRead  # only needed if a scene has model files
    from ..meshes.size import size_of

    turn_deg, unit_m = _number(zone.get("turn_deg")) or 0.0, _number(scale)
    try:
        if path.suffix.lower() not in MODELS or not path.is_file():
            return None
        return size_of(path, up_axis(path, zone.get("up")), turn_deg, unit_m).size_m
    except (NotRead, OSError, ValueError, RuntimeError):
        return None


def up_axis(path: Path, given: Any) -> Literal["y", "z"]:
    """The axis of a model file that points up: as the scene says, or as usual for its format."""
    is_y = given == "y" or (given != "z" and path.suffix.lower() in Y_IS_UP)
    return "y" if is_y else "z"


def check_unit(file: YamlFile, zone: Zone, path: Path) -> None:
    """Ask about the unit of a model that decides its own size and does not say its unit."""
    if any(map(file.holds, (("scale",), ("place", "footprint_m"), ("place", "height_m")))):
        return
    from ..meshes.size import size_of

    found = size_of(path, up_axis(path, zone.up), zone.turn_deg, None)
    if found.is_guessed:
        wide, deep, high = found.size_m
        file.fault(
            ("model",),
            Text(
                "{model!r} does not say its unit of length; taken as {wide:g} × {deep:g} m, {high:g} m high",
                model=zone.model, wide=wide, deep=deep, high=high,
            ),
            Text("write `scale: {unit:g}` if that is right, or the metres of one unit of the file", unit=found.unit_m),
            warning=True,
        )  # fmt: skip


def _number(given: Any) -> float | None:
    is_number = isinstance(given, int | float) and not isinstance(given, bool)
    return float(given) if is_number and 0 < abs(given) < 1e6 else None
