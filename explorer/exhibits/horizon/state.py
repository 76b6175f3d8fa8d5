"""State of the loop that teaches itself: the machine in its lap, its model, and earlier laps."""

from __future__ import annotations

from dataclasses import dataclass

from .control import LAP_STEPS, TRUE, Body, Gains, Learner, Motion, Numbers


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
