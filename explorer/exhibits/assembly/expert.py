"""The remote expert: which part comes next, and the delay and error of the arrow that shows it."""

from __future__ import annotations

import math

from ..net.light import fibre_ms
from .geometry import ORDER, Name, Seat, Sizes, come_down, left_over

FRANKFURT_KM = 8_820
"""From Shanghai, as the crow flies."""

PIPELINE_MS = 50.0
"""Camera, coding and display on both sides together: an assumption of this model."""

TURN_RAD_S = 0.9
POINT_R_MM = 60.0
"""Distance from the axis of the round, turning table to the point the expert shows."""

ARROWS: tuple[Name, ...] = ("bearing", "spacer", "shaft", "gear")
"""Parts the expert's arrow can show."""


def delay_ms(distance_km: float) -> float:
    """Delay from seeing a part to seeing the arrow: both ways through fibre, and the pipeline."""
    return PIPELINE_MS + 2 * fibre_ms(distance_km)


def next_part(seats: tuple[Seat, ...], sizes: Sizes) -> Name | None:
    """The next part with which the pump can still be finished; None if it is finished or cannot be."""
    if len(seats) == len(ORDER):
        return None
    for name in dict.fromkeys(left_over(seats)):
        seat = come_down(name, seats, sizes)
        if seat.fits and can_be_finished((*seats, seat), sizes):
            return name
    return None


def can_be_finished(seats: tuple[Seat, ...], sizes: Sizes) -> bool:
    """Whether some order of the remaining parts seats them all."""
    return len(seats) == len(ORDER) or next_part(seats, sizes) is not None


def turned_mm(delay_ms: float) -> float:
    """Distance a point of the turning part moves in this time: the chord of the angle."""
    return 2 * POINT_R_MM * math.sin(TURN_RAD_S * delay_ms / 1000 / 2)
