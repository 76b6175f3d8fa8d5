"""The provisions of 22 March 2024 on cross-border data as a dated table of testable conditions, and parcels sent under them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from ...base.total import total
from ...i18n import Text
from ..exhibit import STEP_S

VALID_FROM = "2024-03-22"
"""Date on which the provisions came into force, ISO 8601."""

CERTIFIED_FROM = "2026-01-01"
"""Date on which the measures for certifying exports of personal information came into force, ISO 8601."""

AS_OF = "2026-11-28"
"""Date of the last comparison of this table with its sources; later changes are not included."""

PEOPLE_FOR_CONTRACT, PEOPLE_FOR_ASSESSMENT = 100_000, 1_000_000
SENSITIVE_FOR_CONTRACT, SENSITIVE_FOR_ASSESSMENT = 1, 10_000
"""Thresholds of people since 1 January of the year, from which a duty applies."""

Road = Literal["exempt", "contract", "assessment"]
ROADS: tuple[Road, ...] = ("exempt", "contract", "assessment")
"""From the lightest duty to the heaviest."""

Purpose = Literal["business", "person", "staff", "emergency", "abroad"]


@dataclass(frozen=True, slots=True)
class Parcel:
    """Data to be sent abroad."""

    people: int  # people whose ordinary personal information is sent, since 1 January of the year
    sensitive: int = 0  # people whose sensitive personal information is sent, likewise
    # purpose; "abroad" is data collected abroad that is only processed in the country
    purpose: Purpose = "business"
    important: bool = False  # whether it contains important data
    operator: bool = False  # whether the sender is an operator of critical information infrastructure
    # whether it comes from a free-trade zone whose negative list covers such data and omits these
    zone_free: bool = False


class Rule(NamedTuple):
    """One line of the table; the first whose condition holds applies."""

    name: str  # name of the line
    road: Road  # duty of the parcel
    holds: Callable[[Parcel], bool]  # the condition
    words: Text  # the condition in words


RULES: tuple[Rule, ...] = (
    Rule(
        "important",
        "assessment",
        lambda p: p.important,
        Text("important data, regardless of who sends it"),
    ),
    Rule(
        "no_person",
        "exempt",
        lambda p: p.people == 0 and p.sensitive == 0,
        Text("no personal and no important data"),
    ),
    Rule(
        "abroad",
        "exempt",
        lambda p: p.purpose == "abroad",
        Text("collected abroad, only processed here"),
    ),
    Rule(
        "person",
        "exempt",
        lambda p: p.purpose == "person",
        Text("needed for a contract with the person"),
    ),
    Rule(
        "staff",
        "exempt",
        lambda p: p.purpose == "staff",
        Text("staff matters under lawful rules"),
    ),
    Rule(
        "emergency",
        "exempt",
        lambda p: p.purpose == "emergency",
        Text("an emergency: life, health, property"),
    ),
    Rule(
        "zone",
        "exempt",
        lambda p: p.zone_free,
        Text("free-trade zone: off the negative list"),
    ),
    Rule(
        "operator",
        "assessment",
        lambda p: p.operator,
        Text("sent by an operator of critical infrastructure"),
    ),
    Rule(
        "many",
        "assessment",
        lambda p: p.people >= PEOPLE_FOR_ASSESSMENT,
        Text("1,000,000 people or more"),
    ),
    Rule(
        "many_sensitive",
        "assessment",
        lambda p: p.sensitive >= SENSITIVE_FOR_ASSESSMENT,
        Text("sensitive data of 10,000 people or more"),
    ),
    Rule(
        "some_sensitive",
        "contract",
        lambda p: p.sensitive >= SENSITIVE_FOR_CONTRACT,
        Text("sensitive data of fewer than 10,000 people"),
    ),
    Rule(
        "some",
        "contract",
        lambda p: p.people >= PEOPLE_FOR_CONTRACT,
        Text("100,000 people or more, fewer than 1,000,000"),
    ),
    Rule(
        "few",
        "exempt",
        lambda p: True,
        Text("fewer than 100,000 people, nothing sensitive"),
    ),
)
"""The rules in the order in which they are tried.

Source: Provisions on Promoting and Regulating Cross-border Data Flows, Cyberspace Administration of China, in force
since `VALID_FROM`. Cases exempt by purpose precede the thresholds; important data precedes everything. The Measures
for Certification of Cross-border Personal Information (the same office and the State Administration for Market
Regulation, in force since `CERTIFIED_FROM`) define the certification on the road "contract": it has the same
thresholds, is not open to operators of critical infrastructure, and may not be obtained by splitting what would need
an assessment. A simplification for teaching, not legal advice.
"""

BY_NUMBER = ("many", "many_sensitive", "some_sensitive", "some", "few")
"""Lines that count people; the others depend on the kind of data, the purpose, or the sender."""


def rule_for(parcel: Parcel) -> Rule:
    """The first line that applies to a parcel; the last one always does."""
    return next(rule for rule in RULES if rule.holds(parcel))


def road_of(parcel: Parcel) -> int:
    """The duty of a parcel: 0 exempt, 1 standard contract or certification, 2 security assessment."""
    return ROADS.index(rule_for(parcel).road)


def two_sides(parcel: Parcel) -> tuple[Parcel, Parcel]:
    """Two parcels on either side of the nearest threshold: one person short of it, and exactly at it.

    A parcel with sensitive data is compared with the thresholds for sensitive data, any other with those for people.
    """
    if parcel.sensitive:
        middle = (SENSITIVE_FOR_CONTRACT + SENSITIVE_FOR_ASSESSMENT) // 2
        at = SENSITIVE_FOR_CONTRACT if parcel.sensitive < middle else SENSITIVE_FOR_ASSESSMENT
        return replace(parcel, sensitive=at - 1), replace(parcel, sensitive=at)
    middle = (PEOPLE_FOR_CONTRACT + PEOPLE_FOR_ASSESSMENT) // 2
    at = PEOPLE_FOR_CONTRACT if parcel.people < middle else PEOPLE_FOR_ASSESSMENT
    return replace(parcel, people=at - 1), replace(parcel, people=at)


LEGS: dict[Road, tuple[tuple[str, float], ...]] = {
    "exempt": (("to_1", 1.0), ("at_1", 0.5), ("west", 6.0)),
    "contract": (("to_1", 1.0), ("at_1", 0.5), ("to_2", 1.0), ("at_2", 0.5), ("east", 5.0)),
    "assessment": (
        ("to_1", 1.0), ("at_1", 0.5), ("to_2", 1.0), ("at_2", 0.5), ("to_3", 1.2), ("at_3", 0.5), ("north", 1.5),
    ),
}  # fmt: skip
"""Legs of each road, with their duration in seconds."""

WALL_LEGS = ("to_2", "west", "to_3", "east")
"""The leg barred by each of the four walls; a wall is raised unless a parcel has to pass it."""

WALL_S = 0.6


class Trip(NamedTuple):
    """A parcel on its way, with the steps since it was sent."""

    parcel: Parcel
    ticks: int = 0

    @property
    def road(self) -> Road:
        return rule_for(self.parcel).road

    @property
    def leg(self) -> tuple[str, float]:
        """The present leg of its road, and the progress along it, 0..1."""
        left_s = self.ticks * STEP_S
        for name, seconds in LEGS[self.road]:
            if left_s < seconds:
                return name, left_s / seconds
            left_s -= seconds
        return LEGS[self.road][-1][0], 1.0

    @property
    def arrived(self) -> bool:
        return self.ticks * STEP_S >= total(seconds for _, seconds in LEGS[self.road])


def barred(trips: Sequence[Trip]) -> tuple[bool, ...]:
    """For each wall, whether no parcel has to pass it."""
    ways = {name for trip in trips for name, _ in LEGS[trip.road]}
    return tuple(leg not in ways for leg in WALL_LEGS)


def moved(walls: Sequence[float], trips: Sequence[Trip]) -> tuple[float, ...]:
    """How far each wall is raised one step later, 0..1."""
    most = STEP_S / WALL_S
    return tuple(at + max(-most, min(most, goal - at)) for at, goal in zip(walls, barred(trips), strict=True))
