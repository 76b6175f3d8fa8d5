"""The loop that teaches itself: a model yields the controller, the machine runs a lap, the lap corrects the model."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ...i18n import Text
from ..exhibit import (
    STEP_S,
    Exhibit,
    Output,
    PartWords,
    Profile,
    parameter,
)
from .control import (
    GUESS,
    LAP_STEPS,
    SENSOR_M_S2,
    START_M,
    TRUE,
    Body,
    Gains,
    Learner,
    Motion,
    Numbers,
    holds,
    lap_cost,
    lqr,
    pushed,
)
from .words import (
    ACTIONS,
    CHARTS,
    HANDLES,
    LATEST,
    SIGNS,
    WALKTHROUGH,
    words_of_laps,
    words_of_limit,
    words_of_link,
    words_of_machine,
    words_of_model,
    words_of_twin,
)


@dataclass(frozen=True, slots=True)
class Lap:
    """A finished lap."""

    number: int
    cost: float
    ideal: float
    crashed: bool


@dataclass(frozen=True, slots=True)
class State:
    """The machine in its lap, its model, and earlier laps."""

    ticks: int
    # number of this lap, from 1; `done`: its time steps so far, `waited`: steps of the pause after it
    lap: int
    done: int
    waited: int
    # real, twin: the machine, and its motion according to the model
    real: Motion
    twin: Motion
    worn_n_m: float  # how much more strongly the machine tips than when new
    # model, gains: model behind this lap's controller, and the controller
    model: Body
    gains: Gains
    learner: Learner  # the model as updated during the lap
    ideal: float  # cost of this lap with an exact model
    trail: Numbers  # deviation in metres so far in this lap
    measured: int  # time steps of this lap whose measurement reached the twin
    laps: tuple[Lap, ...]  # the last laps, the latest last
    crashes: int

    @property
    def over(self) -> bool:
        """Whether the lap is over."""
        return self.real.crashed or self.done >= LAP_STEPS

    @property
    def body(self) -> Body:
        """The machine in its present condition."""
        return Body(TRUE.stiffness_n_m - self.worn_n_m, TRUE.friction_n_s_m, TRUE.mass_kg)


PAUSE_S = 1.2
"""Pause between two laps, to show how the last one ended."""

MOST_LAPS = 12
"""Number of laps kept individually."""

MOST_COST = 2000.0
FULL_COST = 10.0
"""End of the chart's scale; a crash reaches it."""

PUSH_M_S = 1.5
NO_TRAIL: Numbers = np.zeros(0)


class SelfTeachingLoop(Exhibit[State]):
    """An unstable machine under a linear-quadratic regulator whose model is learned by recursive least squares."""

    kind = "horizon"
    title = Text("The loop that teaches itself")
    truth = "simulated physics"
    limit = Text(
        "The machine is simulated, one body with one wobble; the controller and the learning are "
        "real. The first guess is far too optimistic on purpose, so that lap 1 crashes. Sensors have "
        "no bias and no delay. The numbers describe this model, not any factory, and nothing here is "
        "a forecast."
    )
    try_this = Text(
        "The first guess is wrong on purpose: lap 1 crashes, and lap 2 already runs almost as well "
        "as possible. Then let the machine wear, and cut the link."
    )
    actions = ACTIONS
    figures = ("cost", "ideal")
    charts = CHARTS
    walkthrough = WALKTHROUGH
    signs = SIGNS
    handles = HANDLES
    outputs = (
        Output("cost", Text("Cost of the last lap"), "", 0, MOST_COST),
        Output(
            "ideal", Text("Cost with a perfect model"), "", 0, MOST_COST, plain=Text("with a perfect model")
        ),
        Output("lap", Text("Lap"), "", 1, 1e6, counts=True),
        Output("crashed", Text("Last lap crashed"), "", 0, 1),
        Output("crashes", Text("Crashes"), "", 0, 1e6, counts=True),
        Output("off", Text("Off the line"), "m", -10, 10),
        Output("gap", Text("Gap between twin and machine"), "m", 0, 20),
        Output("force", Text("Force"), "N", -40, 40),
        Output("stiffness", Text("Tipping force, according to the model"), "N/m", -1e6, 1e6),
        Output("true_stiffness", Text("Tipping force, in fact"), "N/m", 6, 1e6),
        Output("mass", Text("Mass, according to the model"), "kg", 0, 20),
    )

    link: bool = parameter(
        True,
        label=Text("Link from real to virtual"),
        meaning=Text(
            "What the sensors measure in a lap corrects the model; once cut, the model stays as it is."
        ),
    )
    limit_n: float = parameter(
        40.0,
        low=4.0,
        high=40.0,
        step=0.5,
        unit="N",
        label=Text("Safety limit on force"),
        meaning=Text("The rule for this machine: no more force than this."),
    )
    wear: float = parameter(
        0.0,
        low=0.0,
        high=2.0,
        step=0.1,
        unit="N/m",
        label=Text("Wear per lap"),
        meaning=Text("How much the tipping force grows with each lap."),
    )
    pace: int = parameter(
        2,
        low=1,
        high=10,
        step=1,
        expert=True,
        label=Text("How fast the machine runs"),
        meaning=Text("Twentieths of a second of the machine in a thirtieth of a second of the visit."),
    )

    def start(self) -> State:
        """The first lap, with a model far too optimistic."""
        blank = State(
            0, 1, 0, 0, Motion(), Motion(), 0.0, GUESS, Gains(0, 0), Learner(GUESS.terms), 0.0, NO_TRAIL, 0, (), 0
        )  # fmt: skip
        return self._lined_up(blank, GUESS)

    def step(self, state: State) -> State:
        """Advance the lap by some time steps, or the pause after it by one."""
        state = replace(state, ticks=state.ticks + 1)
        if state.over:
            if state.waited * STEP_S < PAUSE_S:
                return replace(state, waited=state.waited + 1)
            return self._next(state)
        draws = self.random(state.lap).normal(size=(LAP_STEPS, 2))
        real, twin, learner, measured = state.real, state.twin, state.learner, state.measured
        body, trail, done = state.body, [], state.done
        while done < min(state.done + self.pace, LAP_STEPS) and not real.crashed:
            explore, error = draws[done].tolist()
            later = pushed(real, body, state.gains, self.limit_n, explore)
            if self.link:
                felt = body.acceleration(real.x, real.v, later.force) + SENSOR_M_S2 * error
                learner, measured = learner.updated(real.x, real.v, later.force, felt), measured + 1
            real = later
            if not twin.crashed:
                twin = pushed(twin, state.model, state.gains, self.limit_n)
            trail.append(real.x)
            done += 1
        state = replace(
            state,
            done=done,
            real=real,
            twin=twin,
            learner=learner,
            measured=measured,
            trail=np.concatenate([state.trail, trail]),
        )
        return self._closed(state) if state.over else state

    def act(self, state: State, action: str) -> State:
        match action:
            case "push":
                if state.over:
                    state = self._next(state)
                return replace(state, real=state.real._replace(v=state.real.v + PUSH_M_S))
            case "forget":
                state = replace(state, learner=Learner(GUESS.terms))
                return self._lined_up(state, GUESS)
            case "renew":
                state = replace(state, worn_n_m=0.0)
                return self._lined_up(state, state.model)
            case _:
                return super().act(state, action)

    def readings(self, state: State) -> dict[str, float]:
        last = state.laps[-1] if state.laps else None
        model = self.believed(state)
        return {
            "cost": min(last.cost, MOST_COST) if last else 0.0,
            "ideal": min(last.ideal if last else state.ideal, MOST_COST),
            "lap": state.lap,
            "crashed": float(last.crashed) if last else 0.0,
            "crashes": state.crashes,
            "off": float(np.clip(state.real.x, -10, 10)),
            "gap": min(20.0, abs(state.real.x - state.twin.x)),
            "force": state.real.force,
            "stiffness": float(np.clip(-model.stiffness_n_m, -1e6, 1e6)),
            "true_stiffness": -state.body.stiffness_n_m,
            "mass": float(np.clip(model.mass_kg, 0, 20)),
        }

    def parts(self, state: State) -> dict[str, PartWords]:
        believed = self.believed(state)
        return {
            "machine": words_of_machine(state.real.x, state.real.crashed, state.lap),
            "twin": words_of_twin(state.real.x - state.twin.x),
            "link": words_of_link(self.link, state.measured),
            "model": words_of_model(believed, state.body),
            "laps": words_of_laps(
                [(lap.number, lap.cost, lap.ideal, lap.crashed) for lap in state.laps[-1:]]
            ),
            "limit": words_of_limit(self.limit_n, -state.body.stiffness_n_m * START_M, self.saves(state)),
        }

    def touched(self, state: State, part: str) -> tuple[SelfTeachingLoop, State]:
        """Cut or restore the link; push the machine."""
        match part:
            case "link":
                return self.having(link=not self.link), state
            case "machine":
                return self, self.act(state, "push")
        return self, state

    def profile(self, state: State, output: str) -> Profile:
        """Cost of the last laps; a crash reaches the end of the scale."""
        if output != "cost":
            return super().profile(state, output)
        cost = [FULL_COST if lap.crashed else min(lap.cost, FULL_COST) for lap in state.laps]
        first = state.laps[0].number if state.laps else 1
        shown = (*cost, *[0.0] * (MOST_LAPS - len(cost)))
        edges = first - 0.5 + np.arange(MOST_LAPS + 1)
        marks = ((float(state.laps[-1].number), LATEST),) if state.laps else ()
        return Profile(tuple(edges.tolist()), shown, marks)

    def believed(self, state: State) -> Body:
        """The present model, including what this lap has taught."""
        return Body.of_terms(state.learner.terms)

    def saves(self, state: State) -> bool:
        """Whether the allowed force can hold the machine at the start of a lap."""
        return holds(self.limit_n, state.body.stiffness_n_m)

    def _closed(self, state: State) -> State:
        """Record the finished lap."""
        real = state.real
        lap = Lap(state.lap, real.cost, state.ideal, real.crashed)
        return replace(
            state, laps=(*state.laps, lap)[-MOST_LAPS:], crashes=state.crashes + real.crashed, waited=0
        )

    def _next(self, state: State) -> State:
        """Start the next lap with the machine more worn, and a controller from the present model."""
        worn = replace(state, lap=state.lap + 1, worn_n_m=state.worn_n_m + self.wear)
        return self._lined_up(replace(worn, learner=state.learner.next_lap()), self.believed(state))

    def _lined_up(self, state: State, model: Body) -> State:
        """Place the machine at the start of a lap, with the controller of a model."""
        noise = self.random(state.lap).normal(size=(LAP_STEPS, 2))[:, 0]
        return replace(
            state,
            done=0,
            waited=0,
            real=Motion(),
            twin=Motion(),
            model=model,
            gains=lqr(model),
            ideal=lap_cost(state.body, state.body, self.limit_n, noise),
            trail=NO_TRAIL,
            measured=0,
        )
