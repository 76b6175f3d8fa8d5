"""Checks of tours beyond their texts: the path of the camera, and the states their stops begin with."""

from __future__ import annotations

from ...base.refused import Refused
from ...exhibits.exhibit import STEP_S
from ...i18n import Text
from ...park import Park
from ...park.load import Reading
from ..state_code import opened_at
from .flight_check import check_flights

LONGEST_S = 60.0
"""Longest run, in seconds, that a stop may begin with; recomputing a longer one would hold up the show."""


def check_tours(reading: Reading, park: Park) -> None:
    """Report errors in the flights and states of every tour of a park."""
    check_flights(reading, park)
    check_states(reading, park)


def check_states(reading: Reading, park: Park) -> None:
    """Report every state that cannot be opened at its stop, or that gives other readings here."""
    for file, tour in reading.written_tours(park):
        for number, stop in enumerate(tour.stops):
            if stop.state is None:
                continue
            place = ("stops", number, "state")
            remedy = Text("take a code of this exhibit: `explorer exhibit KIND --code`, or *Copy this state*")
            if stop.zone is None or stop.at != "exhibit":
                what = Text("stops.{number}.state: only a stop `at: exhibit` has one", number=number)
                file.fault(place, what, remedy)
                continue
            try:
                found = opened_at(park, park.zones[stop.zone], stop.state)
            except Refused as refused:
                what = Text("stops.{number}.state: {why}", number=number, why=refused.words)
                file.fault(place, what, remedy)
                continue
            if found.run.steps * STEP_S > LONGEST_S:
                what = Text(
                    "stops.{number}.state: the run is {age_s:.0f} s old; at most {most:.0f}, or the show waits for it",
                    number=number,
                    age_s=found.run.steps * STEP_S,
                    most=LONGEST_S,
                )
                file.fault(place, what, remedy)
            elif found.is_same is False:
                what = Text("stops.{number}.state: its readings come out differently here", number=number)
                file.fault(place, what, remedy, warning=True)
