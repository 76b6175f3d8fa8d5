"""Break the sensor: a line of six machines, and a twin that knows only what its sensors report."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

import numpy as np

from ...base.total import total
from ...i18n import Text
from ..exhibit import (
    STEP_S,
    Exhibit,
    Output,
    PartWords,
    parameter,
)
from ..mixins import Condition, LivePlant
from .flow import FULL, STATIONS, Flow, Passing, State, advance
from .words import ACTIONS, CHARTS, CONDITIONS, HANDLES, SIGNS, WALKTHROUGH, caption, part_words

WARM_UP_S = 600.0
"""Line time before a visit starts: the buffers have filled by then."""

CARDS_S = (
    (4.0, 4.4, 4.8, 4.2, 4.5, 4.0),
    (4.3, 4.4, 4.3, 4.3, 4.3, 4.3),
)
"""Mean working times of the stations on each process card, in seconds; both cards hold the same total work."""

SPREAD = 0.4
"""Working times are uniform within this share of the mean, to both sides."""

SLOWED = 2.0
RATE_WINDOW_S = 300.0
MOST_SHOWN = 999

WORK, SENSOR, CAMERA = range(3)


class ProductionLine(LivePlant, Exhibit[State]):
    """A line of six stations beside its digital twin, which is fed by sensor events alone."""

    kind = "line"
    title = Text("Break the sensor")
    truth = "simulated physics"
    limit = Text(
        "The line is simulated; the twin's logic is real. One part at a time, nothing is scrapped, "
        "machines do not fail. The twin only notices counts that are impossible: with all events "
        "lost within seconds of line time, with few lost much later. The numbers describe this "
        "model, not a real factory."
    )
    phone_dial = "speed"
    try_this = Text(
        "Break the sensor of station 3 and watch for the alarm. Then let the camera help: most ghost "
        "parts vanish, but not all."
    )
    actions = ACTIONS
    figures = ("gap", "unnoticed")
    charts = CHARTS
    walkthrough = WALKTHROUGH
    signs = SIGNS
    handles = HANDLES
    conditions: ClassVar[Mapping[str, Condition]] = CONDITIONS
    outputs = (
        Output(
            "gap",
            Text("Gap between twin and line"),
            "parts",
            0,
            MOST_SHOWN,
            plain=Text("parts wrong in the twin"),
            counts=True,
        ),
        Output("ghosts", Text("Ghost parts"), "parts", 0, MOST_SHOWN, counts=True),
        Output("agreeing", Text("Places where both agree"), "of 7", 0, 7),
        Output("alarm", Text("The twin's own alarm"), "", 0, 1),
        Output(
            "unnoticed",
            Text("Wrong before the alarm"),
            "s",
            0,
            36_000,
            plain=Text("until it noticed"),
            counts=True,
        ),
        Output("wip", Text("Parts on the line"), "parts", 0, FULL * (STATIONS - 1)),
        Output("rate", Text("Output"), "parts/h", 0, 1_500),
        Output("takt", Text("Slowest station"), "s", 4, 10),
        Output("broken", Text("Broken sensors"), "", 0, STATIONS),
    )

    station: int = parameter(
        3,
        low=1,
        high=STATIONS,
        step=1,
        label=Text("Station"),
        meaning=Text("The station whose sensor breaks and whose machine slows."),
    )
    loss: float = parameter(
        100.0,
        low=5.0,
        high=100.0,
        step=5.0,
        unit="%",
        label=Text("Events lost"),
        meaning=Text("The share of its events that a broken sensor loses."),
    )
    backup: bool = parameter(
        False,
        label=Text("Camera backup"),
        meaning=Text(
            "The twin may use the camera's record where a sensor is silent. The camera never touches a part."
        ),
    )
    speed: float = parameter(
        10.0,
        low=5.0,
        high=60.0,
        step=5.0,
        unit="×",
        expert=True,
        label=Text("Line speed"),
        meaning=Text("Seconds on the line in one second of the visit."),
    )
    camera: float = parameter(
        95.0,
        low=50.0,
        high=100.0,
        step=1.0,
        unit="%",
        expert=True,
        label=Text("Camera accuracy"),
        meaning=Text("The share of passing parts that the camera sees."),
    )

    def start(self) -> State:
        """The line after ten minutes of work, in agreement with its twin."""
        draw = self.random(0, WORK)
        flow, passings = advance(Flow(), WARM_UP_S, lambda station: working_time(CARDS_S[0][station], draw))
        finished = tuple(p.time_s for p in passings if p.station == STATIONS - 1)
        return State(0, WARM_UP_S, flow, finished_s=recent(finished, WARM_UP_S))

    def step(self, state: State) -> State:
        """Advance the line; working sensors report to the twin."""
        ticks, clock_s = state.ticks + 1, state.clock_s + self.speed * STEP_S
        means_s, draws = station_times(state), Draws(self, ticks)
        flow, passings = advance(
            state.flow, clock_s, lambda station: working_time(means_s[station], draws.of(WORK))
        )
        later = replace(state, ticks=ticks, clock_s=clock_s, flow=flow)
        if passings:
            finished = [p.time_s for p in passings if p.station == STATIONS - 1]
            later = replace(later, finished_s=recent((*state.finished_s, *finished), clock_s))
        # Working times have their own stream: a broken sensor must not change the line itself.
        later = self._heard(later, passings, draws)
        if self.backup:
            later = caught_up(later)
        return judged(later)

    def readings(self, state: State) -> dict[str, float]:
        """Counts are limited to three digits, as on the display."""
        errors = state.errors
        return {
            "gap": min(MOST_SHOWN, total(abs(e) for e in errors)),
            "ghosts": min(MOST_SHOWN, total(e for e in errors if e > 0)),
            "agreeing": total(e == 0 for e in errors),
            "alarm": float(state.alarm),
            "unnoticed": min(36_000.0, state.unnoticed_s),
            "wip": total(state.contents),
            "rate": len(state.finished_s) * 3600 / RATE_WINDOW_S,
            "takt": max(station_times(state)),
            "broken": len(state.broken),
        }

    def act(self, state: State, action: str) -> State:
        """Break, repair, count or change something on the line."""
        station = self.station - 1
        if action == "break_sensor":
            return with_broken(state, station)
        if action == "mend_sensors":
            return replace(state, broken=frozenset())
        if action == "recount":
            return replace(
                state,
                unreported=(0,) * STATIONS,
                recorded=(0,) * STATIONS,
                broken_at_s=state.clock_s if state.broken else None,
                unnoticed_s=0.0,
                noticed=False,
                impossible_at_s=-math.inf,
                counted_at_s=state.clock_s,
            )
        if action == "slow_machine":
            return replace(state, slow=state.slow ^ {station})
        if action == "swap_card":
            return replace(state, card=1 - state.card)
        return super().act(state, action)

    def following(self, state: State, condition: str, value: float) -> State:
        """Set sensors, machines and process card as at a real line."""
        kind, _, number = condition.partition("_")
        if condition not in CONDITIONS:
            raise KeyError(condition)
        if kind == "card":
            return replace(state, card=int(value > 0))
        station = int(number) - 1
        if kind == "machine":
            return replace(state, slow=state.slow - {station} if value > 0 else state.slow | {station})
        return with_broken(state, station) if value <= 0 else replace(state, broken=state.broken - {station})

    def caption(self, state: State, number: int) -> Text | None:
        return caption(state, number)

    def parts(self, state: State) -> dict[str, PartWords]:
        """The stations, both stores, the twin with its alarm, and the counter."""
        return part_words(state, station_times(state))

    def touched(self, state: State, part: str) -> tuple[ProductionLine, State]:
        """Select a station to be broken or slowed."""
        kind, _, number = part.partition("_")
        if kind != "station" or int(number) == self.station:
            return self, state
        return self.having(station=int(number)), state

    def _heard(self, state: State, passings: list[Passing], draws: Draws) -> State:
        """Record the events that broken sensors lost, and which of them the camera saw."""
        silent = [p.station for p in passings if p.station in state.broken]
        if not silent:
            return state
        unreported, recorded = list(state.unreported), list(state.recorded)
        for station in silent:
            if draws.of(SENSOR).random() * 100 < self.loss:
                unreported[station] += 1
                recorded[station] += draws.of(CAMERA).random() * 100 < self.camera
        return replace(state, unreported=tuple(unreported), recorded=tuple(recorded))


class Draws:
    """Random generators of one step, created on demand."""

    def __init__(self, exhibit: ProductionLine, ticks: int) -> None:
        self._exhibit, self._ticks = exhibit, ticks
        self._made: dict[int, np.random.Generator] = {}

    def of(self, purpose: int) -> np.random.Generator:
        """The generator of a purpose, the same throughout a step."""
        if purpose not in self._made:
            self._made[purpose] = self._exhibit.random(self._ticks, purpose)
        return self._made[purpose]


def with_broken(state: State, station: int) -> State:
    """The state with the sensor of a station broken."""
    if state.broken_at_s is None:
        state = replace(state, broken_at_s=state.clock_s, unnoticed_s=0.0, noticed=False)
    return replace(state, broken=state.broken | {station})


def working_time(mean_s: float, draw: np.random.Generator) -> float:
    """One working time in seconds, uniform within `SPREAD` of its mean."""
    return mean_s * (1 - SPREAD + 2 * SPREAD * draw.random())


def station_times(state: State) -> tuple[float, ...]:
    """Mean working times of the stations, in seconds, given card and machines."""
    card = CARDS_S[state.card]
    return tuple(mean * (SLOWED if i in state.slow else 1.0) for i, mean in enumerate(card))


def recent(finished_s: tuple[float, ...], clock_s: float) -> tuple[float, ...]:
    """Times within the window of the output rate."""
    return tuple(t for t in finished_s if t > clock_s - RATE_WINDOW_S)


def caught_up(state: State) -> State:
    """Report one passing of each station to the twin from the camera's record."""
    if not any(state.recorded):
        return state
    taken = [min(1, waiting) for waiting in state.recorded]
    return replace(
        state,
        unreported=tuple(n - t for n, t in zip(state.unreported, taken, strict=True)),
        recorded=tuple(n - t for n, t in zip(state.recorded, taken, strict=True)),
    )


def judged(state: State) -> State:
    """Check the twin for impossible states, and measure the time before the first alarm."""
    if state.impossible:
        state = replace(state, impossible_at_s=state.clock_s)
    if not state.broken and not any(state.unreported):
        return replace(state, broken_at_s=None)
    if state.broken_at_s is None or state.noticed:
        return state
    return replace(
        state,
        noticed=state.impossible_at_s >= state.broken_at_s,
        unnoticed_s=state.clock_s - state.broken_at_s,
    )
