"""Where a job can run: near and slow, or far and fast."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """Somewhere a job can run: the way there and back, and how fast it works there. Invented round numbers."""

    name: str
    way: float
    looks_per_ms: float


PLACES = (Place("device", 0.0, 1.0), Place("edge", 0.4, 4.0), Place("cloud", 1.0, 40.0))
"""Device, edge, cloud; `way` is a share of the way to the cloud."""


def finish_ms(place: Place, looks: int, cloud_way_ms: float) -> float:
    """When a job is back from a place: the way there and back, and the work."""
    return place.way * cloud_way_ms + looks / place.looks_per_ms
