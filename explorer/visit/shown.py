"""A stop of a tour as it was left: what was in view, and how its exhibit stood. Imports no visit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any
from weakref import WeakKeyDictionary

from pydantic import PlainSerializer, PlainValidator, ValidationInfo

from ..base.refused import Refused
from ..park.model import Park
from .codec import Finite, Name, PoseAsNumbers, Seconds, changed
from .exhibit_run import Running
from .run_snapshot import run_of, run_snapshot

_WRITTEN: WeakKeyDictionary[Running, str] = WeakKeyDictionary()
"""Snapshots of runs that no longer change: a checkpoint writes them every other second."""


def _snapshot(run: Running | None) -> str | None:
    if run is None:
        return None
    if run not in _WRITTEN:
        _WRITTEN[run] = run_snapshot(run)
    return _WRITTEN[run]


def _run(written: Any, info: ValidationInfo) -> Running | None:
    if written is None or isinstance(written, Running):
        return written
    park, zone = info.context, info.data.get("zone")
    standing = None
    if isinstance(park, Park) and zone in park.zones:
        standing = park.fresh_exhibit(park.zones[zone])
    if standing is None:
        raise changed(f"exhibit at {zone}")
    try:
        return run_of(str(written), standing)
    except Refused as refused:
        raise ValueError(str(refused)) from None


RunAsSnapshot = Annotated[Running | None, PlainValidator(_run), PlainSerializer(_snapshot)]
"""A run of the exhibit of the field `zone` before it, written as a snapshot."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A stop as it was left: enough to draw its picture and to read its exhibit again."""

    stop: Name  # id of the stop in its tour
    zone: Name | None  # its zone; None: a view of the park
    operating: bool  # whether the exhibit was in view, and not the building
    pose: PoseAsNumbers  # of the camera
    day_phase: Finite
    life_s: Seconds  # time of the moving park
    at_s: Seconds  # time of the visit at which it was left
    run: RunAsSnapshot = None

    def misfit(self, park: Park) -> str | None:
        """The zone that the park lacks; None if it fits."""
        return None if self.zone is None or self.zone in park.zones else f"zone {self.zone}"


def with_stop(shown: tuple[Shown, ...], left: Shown) -> tuple[Shown, ...]:
    """The stops with one more, in the order of first leaving; a stop left again replaces what it was."""
    at = next((n for n, each in enumerate(shown) if each.stop == left.stop), len(shown))
    return (*shown[:at], left, *shown[at + 1 :])
