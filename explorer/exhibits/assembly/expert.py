"""The expert far away: which part comes next, how late the arrow shows it, and how far beside it then is."""

from __future__ import annotations

import math

from ..net.light import fibre_ms
from .geometry import ORDER, Name, Seat, Sizes, come_down, left_over

FRANKFURT_KM = 8_820
"""From Shanghai, as the crow flies."""

PIPELINE_MS = 50.0
"""Camera, coding and display on both sides together: this model's assumption."""

TURN_RAD_S = 0.9
POINT_R_MM = 60.0
"""The round table turns, and the expert points at something this far from its axis."""

ARROWS: tuple[Name, ...] = ("bearing", "spacer", "shaft", "gear")
"""What the expert's arrow can show."""


def delay_ms(distance_km: float) -> float:
    """From the moment a part is seen to the moment the arrow is: both ways through fibre, and the pipeline."""
    return PIPELINE_MS + 2 * fibre_ms(distance_km)


def next_part(seats: tuple[Seat, ...], sizes: Sizes) -> Name | None:
    """The next part from which the pump can still be finished; None when it is finished, or cannot be."""
    if len(seats) == len(ORDER):
        return None
    for name in dict.fromkeys(left_over(seats)):
        seat = come_down(name, seats, sizes)
        if seat.fits and can_be_finished((*seats, seat), sizes):
            return name
    return None


def can_be_finished(seats: tuple[Seat, ...], sizes: Sizes) -> bool:
    """Whether some order of the remaining parts brings each to its place."""
    return len(seats) == len(ORDER) or next_part(seats, sizes) is not None


def turned_mm(delay_ms: float) -> float:
    """How far a point of the turning part has moved meanwhile: the chord of the angle."""
    return 2 * POINT_R_MM * math.sin(TURN_RAD_S * delay_ms / 1000 / 2)
