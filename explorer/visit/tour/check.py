"""What `check` asks of tours beyond their words: the way of the camera, and the states that their stops begin with."""

from __future__ import annotations

from ...park import Park
from ...park.load import Reading
from .flight_check import check_flights
from .state_check import check_states


def check_tours(reading: Reading, park: Park) -> None:
    """Note what is wrong with the flights and the states of every tour of a park."""
    check_flights(reading, park)
    check_states(reading, park)
