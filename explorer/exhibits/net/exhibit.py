"""The light-speed race: a packet in every lane, out and back, at true speed in slow motion."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal, Self

from ...base.total import total
from ...i18n import Text
from ..exhibit import STEP_S, Action, Chart, Exhibit, Output, PartWords, parameter
from .light import (
    CONTESTANTS,
    LANES,
    PLACES,
    SHANGHAI,
    Lane,
    break_even_km,
    chance_waits,
    distance_km,
    fibre_ms,
    mean_wait_turns,
    orbit_ms,
    queued,
    reach_km,
    slant_km,
    stationary_ms,
)
from .words import HANDLES, NEAR_SIGNS, PLAIN, SERVER_NAMES, SIGNS, WALKTHROUGH, part_words

BUDGET_MS = 20.0
"""Limit commonly named for virtual reality, from motion to image."""

ARRIVALS_PER_STEP = 2000
REST_STEPS = 90
"""Steps for which the finish board is shown before the next race."""

RACE, QUEUE = 1, 2  # purposes of random numbers

SERVERS_KM = {"destination": math.inf, "region": 300.0, "edge": 10.0}
"""Largest distance to a server, by its location."""


@dataclass(frozen=True, slots=True)
class State:
    """A race in progress, and a queue that never stops."""

    ticks: int
    settings: LightRace  # settings at the start of the race; other settings start a new one
    race: int
    race_tick: int  # steps since the start of the race
    round_trip_ms: tuple[float, ...]  # round trip of each lane, drawn at the start
    # wait, waited, arrivals: last wait in the queue, sum of waits and their number, in service times
    wait: float
    waited: float
    arrivals: int


class LightRace(Exhibit[State]):
    """Packets race from Shanghai to a server and back, through fibre and by way of orbit."""

    kind = "net"
    title = Text("The light-speed race")
    truth = "simulated physics"
    limit = Text(
        "The speed of light, orbits and queueing theory are real. Access delays are published "
        "requirements or targets, or estimates, each marked so; cable detours and the number of hops "
        "are estimates. The low satellites have laser links, and at first one stands straight "
        "overhead at both ends: the best case. At 40° above the horizon fibre draws level to Urumqi. "
        "Nothing is measured on a real network."
    )
    try_this = Text(
        "Guess first, then race to Urumqi: which is ahead, fibre or the low satellite? Then move the "
        "server to the edge."
    )
    actions = (
        Action(
            "start",
            Text("Start the race"),
            Text("Send a new packet down every lane."),
        ),
    )
    outputs = (
        Output("distance", Text("Distance to the server on the map"), "km", 0, 10_000),
        Output("elapsed", Text("True time since the start"), "ms", 0, 5000, counts=True),
        *(
            Output(
                f"rtt_{lane.name}",
                Text("Round trip: {label}", label=lane.label),
                "ms",
                0,
                3000,
                plain=PLAIN.get(lane.name),
            )
            for lane in LANES
        ),
        Output("home", Text("Packets that are back"), "", 0, len(LANES)),
        Output("in_time", Text("Lanes under the red line"), "", 0, len(LANES)),
        Output(
            "break_even",
            Text("Orbit is faster than fibre from (light alone)"),
            "km",
            700,
            8000,
        ),
        Output("reach", Text("How far a server may be"), "km", 0, 1500),
        Output("wait", Text("Mean wait in the queue, simulated"), "turns", 0, 300),
        Output("wait_theory", Text("Mean wait in the queue, theory"), "turns", 0, 19.1),
    )

    figures = ("rtt_optical", "rtt_leo")
    charts = (
        Chart(
            Text("Round trip, lane by lane"),
            tuple(f"rtt_{lane.name}" for lane in LANES[:CONTESTANTS]),
            "bars",
            reach=(0, 60),
        ),
        Chart(
            Text("Wait at a hop, in service times"),
            ("wait", "wait_theory"),
            reach=(0, 25),
        ),
    )
    walkthrough = WALKTHROUGH
    signs = SIGNS
    near_signs = NEAR_SIGNS
    handles = HANDLES

    destination: Literal["room", "city", "beijing", "guiyang", "urumqi", "frankfurt"] = parameter(
        "urumqi",
        label=Text("Destination"),
        meaning=Text("Where the packets go from Shanghai: the next room, across the city, or another city."),
        choices={name: place.label for name, place in PLACES.items()},
    )
    server: Literal["destination", "region", "edge"] = parameter(
        "destination",
        label=Text("Server"),
        meaning=Text(
            "Where the server stands: at the destination, in the region (within 300 km) or at the edge "
            "(within 10 km). Cloud-network integration moves it."
        ),
        choices=SERVER_NAMES,
    )
    load: float = parameter(
        0.5,
        low=0.0,
        high=0.95,
        step=0.05,
        label=Text("Load of the network"),
        ends=(Text("idle"), Text("almost full")),
        meaning=Text("Share of the time that each hop is busy. 0.95 means 95 %."),
    )
    altitude_km: float = parameter(
        1160.0,
        unit="km",
        low=400.0,
        high=2000.0,
        step=10.0,
        expert=True,
        label=Text("Height of the low orbit"),
        meaning=Text("Height of the satellites above the ground."),
    )
    elevation_deg: float = parameter(
        90.0,
        unit="°",
        low=20.0,
        high=90.0,
        step=5.0,
        expert=True,
        label=Text("Elevation of the low satellites"),
        meaning=Text(
            "How high they stand in the sky at both ends; 90: straight overhead, the shortest way up."
        ),
    )
    slowdown: float = parameter(
        500.0,
        low=100.0,
        high=2000.0,
        step=100.0,
        expert=True,
        label=Text("Slowed down"),
        meaning=Text("How many times slower than true the race is shown."),
    )
    turn_ms: float = parameter(
        0.12,
        unit="ms",
        low=0.01,
        high=1.0,
        step=0.01,
        expert=True,
        label=Text("Service time at a hop"),
        meaning=Text("Time to pass one packet on: 1,500 bytes at 100 Mbit/s take 0.12 ms."),
    )
    other_ms: float = parameter(
        12.0,
        unit="ms",
        low=0.0,
        high=20.0,
        step=1.0,
        expert=True,
        label=Text("Other work of 20 ms"),
        meaning=Text("Drawing, encoding, decoding and display; what is left is for the network."),
    )

    @property
    def server_km(self) -> float:
        """Distance on the map to the server."""
        return min(distance_km(PLACES[self.destination]), SERVERS_KM[self.server])

    @property
    def up_km(self) -> float:
        """Distance to a low satellite."""
        return slant_km(self.altitude_km, self.elevation_deg)

    def light_ms(self, lane: Lane) -> float:
        """Light alone, out and back."""
        match lane.way:
            case "glass":
                return 2 * fibre_ms(self.server_km)
            case "orbit":
                return 2 * orbit_ms(self.server_km, self.up_km)
            case "stationary":
                return 2 * stationary_ms(
                    PLACES[self.destination] if self.server == "destination" else SHANGHAI
                )

    def hops(self, lane: Lane) -> int:
        """Hops with a queue, out and back: two ends each way, and more on the way."""
        return 2 * (2 + math.floor(self.server_km / lane.hop_km))

    def start(self) -> State:
        return State(
            ticks=0,
            settings=self,
            race=1,
            race_tick=0,
            round_trip_ms=self._drawn(0),
            wait=0.0,
            waited=0.0,
            arrivals=0,
        )

    def step(self, state: State) -> State:
        state = replace(state, ticks=state.ticks + 1, race_tick=state.race_tick + 1)
        if state.settings != self:
            queue_too = state.settings.load != self.load
            state = self._started(replace(state, settings=self))
            if queue_too:
                state = replace(state, waited=0.0, arrivals=0)
        elif self._over(state):
            state = self._started(state)
        waits = queued(state.wait, self.load, ARRIVALS_PER_STEP, self.random(state.ticks, QUEUE))
        return replace(
            state,
            wait=float(waits[-1]),
            waited=state.waited + float(waits.sum()),
            arrivals=state.arrivals + ARRIVALS_PER_STEP,
        )

    def act(self, state: State, action: str) -> State:
        if action == "start":
            return self._started(state)
        return super().act(state, action)

    def readings(self, state: State) -> dict[str, float]:
        elapsed_ms, left_ms = self.elapsed_ms(state), BUDGET_MS - self.other_ms
        trips = zip(LANES, state.round_trip_ms, strict=True)
        return {
            "distance": state.settings.server_km,
            "elapsed": elapsed_ms,
            **{f"rtt_{lane.name}": round_trip_ms for lane, round_trip_ms in trips},
            "home": total(trip <= elapsed_ms for trip in state.round_trip_ms),
            "in_time": total(trip <= left_ms for trip in state.round_trip_ms),
            "break_even": break_even_km(self.up_km),
            "reach": reach_km(left_ms),
            "wait": state.waited / state.arrivals if state.arrivals else 0.0,
            "wait_theory": mean_wait_turns(self.load),
        }

    def parts(self, state: State) -> dict[str, PartWords]:
        """The lanes by their bars, the server, the marks across the track and the queue."""
        lanes = {lane.name: (lane.label, lane.basis) for lane in LANES}
        return part_words(self.readings(state), lanes, state.settings.server)

    def touched(self, state: State, part: str) -> tuple[Self, State]:
        """Move the server on, fill or empty the queue, or start the race at a lane."""
        if part == "server":
            order = list(SERVERS_KM)
            following = order[(order.index(self.server) + 1) % len(order)]
            return self.having(server=following), state
        if part == "queue":
            return self.having(load=0.5 if self.load > 0.9 else 0.95), state
        if part in {lane.name for lane in LANES}:
            return self, self._started(state)
        return super().touched(state, part)

    def elapsed_ms(self, state: State) -> float:
        """True time since the start of the race."""
        return state.race_tick * STEP_S * 1000 / state.settings.slowdown

    def along(self, state: State) -> tuple[float, ...]:
        """Position of each packet: 0 at the start, 1 at the server, 2 back at the start."""
        elapsed_ms = self.elapsed_ms(state)
        return tuple(min(2.0, 2 * elapsed_ms / trip) for trip in state.round_trip_ms)

    def _over(self, state: State) -> bool:
        """Whether all but the geostationary lane are back, and the board was shown long enough."""
        last_ms = max(state.round_trip_ms[:CONTESTANTS])
        rested_ms = (state.race_tick - REST_STEPS) * STEP_S * 1000 / self.slowdown
        return rested_ms > last_ms

    def _started(self, state: State) -> State:
        drawn = self._drawn(state.ticks)
        return replace(state, race=state.race + 1, race_tick=0, round_trip_ms=drawn)

    def _drawn(self, tick: int) -> tuple[float, ...]:
        """Round trip of each lane: light, access, and service plus a random wait at each hop."""
        random = self.random(tick, RACE)
        trips: list[float] = []
        for lane in LANES:
            hops = self.hops(lane)
            queueing_ms = self.turn_ms * (hops + chance_waits(self.load, hops, random))
            trips.append(self.light_ms(lane) + lane.access_ms + queueing_ms)
        return tuple(trips)
