"""The written form of a visit's values: JSON of the frozen dataclasses themselves, with a tour written as its id.

Checkpoints of a show, messages of a leader and the event log use it. A run has a separate form, exact to the last bit
(`run_snapshot`).
"""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

from pydantic import (
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
)
from pydantic_core import PydanticCustomError

from ..base.geometry import Pose
from ..park.base import Content
from ..park.model import Park
from ..park.tour import Tour
from .tour.prepared import tour_named

Finite = Annotated[float, Field(allow_inf_nan=False)]
Seconds = Annotated[float, Field(ge=0, le=10_000_000, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=0, le=10_000_000)]
Name = Annotated[str, Field(max_length=200)]
SevenNumbers = tuple[Finite, Finite, Finite, Finite, Finite, Finite, Finite]
CHANGED = "scene_changed"

DIGITS = 3
"""Decimals of a written pose."""


class Unreadable(ValueError):
    """A text that cannot be read here: damaged, of another version, or of another scene; for the log."""


class Written(Content):
    """Base of what is written down. The validator is built at first use: most visits write nothing."""

    model_config = ConfigDict(defer_build=True)

    def misfit(self, park: Park) -> str | None:
        """The first name in it that the park lacks; None if it fits."""
        return None


Kind = TypeVar("Kind", bound=Written)


def read(kind: type[Kind], text: str | bytes, park: Park) -> Kind:
    """The value in a text. Raises Unreadable if it is damaged, or names something that the park lacks."""
    try:
        value = kind.model_validate_json(text, context=park)
    except ValidationError as fault:
        first = fault.errors()[0]
        what = first["msg"] if first["type"] == CHANGED else f"damaged, or of another version: {first['msg']}"
        raise Unreadable(what) from None
    missing = value.misfit(park)
    if missing is not None:
        raise Unreadable(changed(missing).message())
    return value


def adapter(kind: Any) -> TypeAdapter[Any]:
    """Validator for the fields of a class, built at first use."""
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


_ADAPTERS: dict[Any, TypeAdapter[Any]] = {}


def _tour(named: Any, info: ValidationInfo) -> Tour:
    if isinstance(named, Tour):
        return named
    try:
        if isinstance(named, str) and isinstance(info.context, Park):
            return tour_named(info.context, named)
    except KeyError:
        pass
    raise changed(f"tour {named}")


def changed(missing: str) -> PydanticCustomError:
    """The fault of a text that names what its scene no longer has."""
    return PydanticCustomError(CHANGED, "the scene has changed: no {missing}", {"missing": missing})


def _pose(numbers: Any) -> Pose:
    if isinstance(numbers, Pose):
        return numbers
    x, y, z, azimuth_deg, elevation_deg, distance_m, fov_deg = adapter(SevenNumbers).validate_python(numbers)
    return Pose((x, y, z), azimuth_deg, elevation_deg, distance_m, fov_deg)


def _numbers(pose: Pose) -> list[float]:
    rest = (pose.azimuth_deg, pose.elevation_deg, pose.distance_m, pose.fov_deg)
    return [round(number, DIGITS) for number in (*pose.target, *rest)]


TourOfPark = Annotated[Tour, PlainValidator(_tour), PlainSerializer(lambda tour: tour.id)]
"""A tour, written as its id."""
PoseAsNumbers = Annotated[Pose, PlainValidator(_pose), PlainSerializer(_numbers)]
"""A pose: target east, north, up; azimuth, elevation, distance, field of view. Followers of any version read it."""
