"""The lagging hand: a visitor's motion passes through a chain of delays, and five switches shorten it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal, Self

import numpy as np

from ...base.total import total
from ...i18n import Text
from ..exhibit import STEP_S, Chart, Exhibit, Output, PartWords, parameter
from .pipe import (
    KEPT,
    REACH_M,
    STAGES,
    SUBSTEP_S,
    SUBSTEPS,
    Numbers,
    Route,
    aged,
    predicted,
    route_at,
    stages_ms,
)
from .words import ACTIONS, HANDLES, SIGNS, SWITCHES, WALKTHROUGH, part_words

POINTER_M = np.array((2.42, 1.36))
"""Reach of the hand for half a frame: it stays under the pointer in the exhibit's view at 16:9."""

IDLE_STEPS = round(5 / STEP_S)
"""Time without motion of the visitor's hand after which the robot's takes over."""

ROBOT_M_S = 8.0
"""Speed at which the robot's hand returns to the object when it takes over."""

AVERAGE_S = 2.0
FARTHEST_CM = 100 * 2 * math.hypot(*REACH_M)


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """Recent positions of hand and object, and the active switches."""

    ticks: int
    on: tuple[str, ...]  # active switches
    phase_s: float  # phase of the object on its route
    # hand_m, object_m: positions, shape (`KEPT`, 2), metres across and up, one per `SUBSTEP_S`, the latest last
    hand_m: Numbers
    object_m: Numbers
    aim_m: tuple[float, float]  # the visitor's aim; `dialled_m`: the aim set last by the dials
    dialled_m: tuple[float, float]
    idle_steps: int  # steps since the visitor's hand moved
    mean_square_m2: float  # squared gap between the hand and the glass hand, averaged over `AVERAGE_S`


class LaggingHand(Exhibit[State]):
    """A hand, its image at the end of a chain of delays, and five ways to shorten the chain."""

    kind = "drivers"
    title = Text("The lagging hand")
    truth = "real arithmetic"
    limit = Text(
        "The delay is really applied to the motion, on top of this computer's own delay, which is "
        "not counted. The milliseconds of each stage are our estimates, not measurements; they never "
        "vary, and nothing is lost. The AI is only a straight line, fitted again at every step."
    )
    phone_dial = "speed"
    try_this = Text(
        "Three switches bring the delay under 40 ms, but only the right three: which ones? Then add "
        "prediction and take sharp turns."
    )
    actions = ACTIONS
    outputs = (
        Output("delay", Text("Delay of the chain"), "ms", 0, 200, plain=Text("from hand to picture")),
        Output("gap", Text("Glass hand, off by"), "cm", 0, FARTHEST_CM),
        Output("gap_rms", Text("Off on average (RMS)"), "cm", 0, FARTHEST_CM, plain=Text("off on average")),
        Output("outline", Text("AR outline, off by"), "cm", 0, FARTHEST_CM),
        Output("capture", Text("Capture"), "ms", 0, 40),
        Output("network", Text("Network"), "ms", 0, 60),
        Output("render", Text("Rendering"), "ms", 0, 40),
        Output("decode", Text("Decoding"), "ms", 0, 40),
        Output("display", Text("Display"), "ms", 0, 40),
        Output("chase", Text("Distance from hand to object"), "cm", 0, FARTHEST_CM),
        Output("switches", Text("Switches on"), "", 0, len(SWITCHES)),
        Output("own", Text("Visitor moves the hand (1: yes)"), "", 0, 1),
    )
    figures = ("delay", "gap_rms")
    charts = (
        Chart(Text("Where the milliseconds go"), STAGES, "bars"),
        Chart(Text("How far off hand and outline are"), ("gap", "outline"), reach=(0, 40)),
    )
    walkthrough = WALKTHROUGH
    signs = SIGNS
    handles = HANDLES

    hand: Literal["own", "robot"] = parameter(
        "own",
        label=Text("Who moves the hand"),
        meaning=Text(
            "Your pointer moves it; after five seconds without motion the robot does, as a demonstration."
        ),
        choices={"own": Text("My hand"), "robot": Text("Robot")},
    )
    route: Route = parameter(
        "smooth",
        label=Text("Route of the object"),
        meaning=Text("The robot follows it exactly; try to follow it with your own hand."),
        choices={"smooth": Text("Smooth"), "sharp": Text("Sharp turns")},
    )
    speed: float = parameter(
        1.0,
        unit="×",
        low=0.2,
        high=2.0,
        step=0.1,
        label=Text("Speed of the object"),
        meaning=Text("How fast the object goes along its route."),
    )
    memory_ms: float = parameter(
        40.0,
        unit="ms",
        low=20.0,
        high=200.0,
        step=10.0,
        expert=True,
        label=Text("Memory of the prediction"),
        meaning=Text(
            "How much of the past the line is fitted to. More makes it steadier, but late at turns."
        ),
    )
    hand_x_m: float = parameter(
        0.0,
        unit="m",
        low=-float(REACH_M[0]),
        high=float(REACH_M[0]),
        step=0.01,
        expert=True,
        label=Text("Hand, across"),
        meaning=Text("If you have no mouse: moves the hand left or right."),
    )
    hand_y_m: float = parameter(
        0.0,
        unit="m",
        low=-float(REACH_M[1]),
        high=float(REACH_M[1]),
        step=0.01,
        expert=True,
        label=Text("Hand, up"),
        meaning=Text("If you have no mouse: moves the hand up or down."),
    )

    def start(self) -> State:
        past = route_at(self.route, (np.arange(KEPT) - KEPT + 1) * SUBSTEP_S * self.speed)
        dialled = (self.hand_x_m, self.hand_y_m)
        return State(0, (), 0.0, past, past, dialled, dialled, IDLE_STEPS, 0.0)

    def step(self, state: State) -> State:
        dialled = (self.hand_x_m, self.hand_y_m)
        moved = dialled != state.dialled_m
        aim, idle = (dialled, 0) if moved else (state.aim_m, min(state.idle_steps + 1, IDLE_STEPS))
        substeps = np.arange(1.0, SUBSTEPS + 1)
        way = route_at(self.route, state.phase_s + substeps * SUBSTEP_S * self.speed)
        before = state.hand_m[-1]
        if self.hand == "own" and idle < IDLE_STEPS:
            led = before + substeps[:, None] / SUBSTEPS * (np.array(aim) - before)
        else:
            led = before + _at_most(way - before, ROBOT_M_S * SUBSTEP_S * substeps)
        state = replace(
            state,
            ticks=state.ticks + 1,
            phase_s=state.phase_s + STEP_S * self.speed,
            hand_m=np.concatenate([state.hand_m[SUBSTEPS:], np.clip(led, -REACH_M, REACH_M)]),  # rounding
            object_m=np.concatenate([state.object_m[SUBSTEPS:], way]),
            aim_m=aim,
            dialled_m=dialled,
            idle_steps=idle,
        )
        off = float(np.sum((self.seen(state, state.hand_m) - led[-1]) ** 2))
        share = STEP_S / AVERAGE_S
        return replace(state, mean_square_m2=(1 - share) * state.mean_square_m2 + share * off)

    def act(self, state: State, action: str) -> State:
        if action == "all":
            return replace(state, on=() if len(state.on) == len(SWITCHES) else SWITCHES)
        if action not in SWITCHES:
            return super().act(state, action)
        return replace(state, on=tuple(s for s in SWITCHES if (s in state.on) != (s == action)))

    def pointed(self, state: State, x: float, y: float) -> State:
        """Move the visitor's hand to the pointer, as far as it reaches."""
        across, up = np.clip(np.array((x, y)) * POINTER_M, -REACH_M, REACH_M)
        return replace(state, aim_m=(float(across), float(up)), idle_steps=0)

    def readings(self, state: State) -> dict[str, float]:
        stages = stages_ms(state.on)
        hand, thing = state.hand_m[-1], state.object_m[-1]
        return {
            "delay": total(stages.values()),
            "gap": 100 * math.dist(self.seen(state, state.hand_m), hand),
            "gap_rms": min(100 * math.sqrt(state.mean_square_m2), FARTHEST_CM),
            "outline": 100 * math.dist(self.seen(state, state.object_m), thing),
            **stages,
            "chase": 100 * math.dist(hand, thing),
            "switches": len(state.on),
            "own": float(self.leads(state) == "own"),
        }

    def parts(self, state: State) -> dict[str, PartWords]:
        """The five pillars, both hands, the object and the chain."""
        return part_words(state.on, self.readings(state), self.leads(state))

    def touched(self, state: State, part: str) -> tuple[Self, State]:
        """Flip a switch at its pillar; touching the hand changes its leader, touching the object its route."""
        if part in SWITCHES:
            return self, self.act(state, part)
        if part == "hand":
            return self.having(hand="own" if self.hand == "robot" else "robot"), state
        if part == "object":
            return self.having(route="smooth" if self.route == "sharp" else "sharp"), state
        return super().touched(state, part)

    def leads(self, state: State) -> Literal["own", "robot"]:
        """The leader of the hand now."""
        return "own" if self.hand == "own" and state.idle_steps < IDLE_STEPS else "robot"

    def delay_s(self, state: State) -> float:
        """Delay from a motion to its image."""
        return total(stages_ms(state.on).values()) / 1000

    def seen(self, state: State, past_m: Numbers, later_s: float = 0.0) -> Numbers:
        """Position of a thing at the end of the chain, `later_s` after the last of its positions."""
        delay_s = self.delay_s(state)
        if "prediction" in state.on:
            oldest = max(delay_s - later_s, 0.0)
            return predicted(past_m, oldest, self.memory_ms / 1000, later_s)
        return aged(past_m, max(delay_s - later_s, 0.0))


def _at_most(ways_m: Numbers, most_m: Numbers) -> Numbers:
    """Vectors, shape (n, 2), shortened to at most the given lengths, shape (n,)."""
    long_m = np.linalg.norm(ways_m, axis=1)
    found: Numbers = ways_m * np.minimum(1.0, most_m / np.maximum(long_m, 1e-9))[:, None]
    return found
