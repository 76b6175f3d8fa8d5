"""Conversion of acts to the name and details that an event log stores, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, asdict, fields
from math import isfinite
from typing import Any, get_args

from pydantic import ValidationError

from ..base.geometry import Pose
from ..base.protocols import EFFECTS
from .acts import Act, Change
from .codec import adapter
from .settings import FILE_NAMES, Settings

CLASSES: Mapping[str, type[Any]] = {kind.__name__: kind for kind in get_args(Act)}
DIGITS = 4
SETTINGS = (
    "language", "comfort", "light", "day_phase", "auto_day_cycle", "theme", "text_percent", "captions", "voice", "volume",
    "sound", "sound_volume", *EFFECTS,
)  # fmt: skip
"""Settings whose changes an event log records; `light` follows from the phase of the day."""


def details_of(act: Act) -> dict[str, object]:
    """The details of an act that are words, numbers or flags; settings have their own event."""
    if isinstance(act, Change):
        return {}
    named = ((field.name, getattr(act, field.name)) for field in fields(act))
    return {name: value for name, value in named if isinstance(value, str | bool | int | float)}


def act_of(name: str, details: Mapping[str, object]) -> Act | None:
    """The act with this name and these details; None if there is no such act or the details do not fit it."""
    kind = CLASSES.get(name)
    if kind is None or kind is Change:
        return None
    held = {field.name: details.get(field.name) for field in fields(kind)}
    wanted = {f.name: held[f.name] for f in fields(kind) if f.default is MISSING or held[f.name] is not None}
    try:
        act: Act = adapter(kind).validate_python(wanted)
    except ValidationError:
        return None
    return act


def changes_from(before: Settings, after: Settings) -> dict[str, object]:
    """The settings that differ, in the form of the event log."""
    changed = [name for name in SETTINGS if getattr(after, name) != getattr(before, name)]
    return {FILE_NAMES.get(name, name): getattr(after, name) for name in changed}


def changed_settings(settings: Settings, details: Mapping[str, object]) -> Settings:
    """Apply the settings in an event's details; invalid ones are ignored."""
    named = {FILE_NAMES.get(name, name): name for name in SETTINGS if name != "light"}
    wanted = {named[name]: value for name, value in details.items() if name in named}
    try:
        changed: Settings = adapter(Settings).validate_python({**asdict(settings), **wanted})
    except ValidationError:
        return settings
    return changed


def pose_details(pose: Pose) -> dict[str, object]:
    """A camera pose as numbers."""
    return {
        "target": [round(metres, DIGITS) for metres in pose.target],
        "azimuth_deg": round(pose.azimuth_deg, DIGITS),
        "elevation_deg": round(pose.elevation_deg, DIGITS),
        "distance_m": round(pose.distance_m, DIGITS),
        "fov_deg": round(pose.fov_deg, DIGITS),
    }


def pose_of(details: Mapping[str, object]) -> Pose | None:
    """The pose in an event's details; None if numbers are missing or not finite."""
    names = [field.name for field in fields(Pose)]
    try:
        pose: Pose = adapter(Pose).validate_python({n: v for n, v in details.items() if n in names})
    except ValidationError:
        return None
    return pose if all(map(isfinite, (*pose.eye, *pose.target, pose.fov_deg))) else None
