"""The machine in its lap, its model, and the laps before: the state of the loop that teaches itself."""

from __future__ import annotations

from dataclasses import dataclass

from .control import LAP_STEPS, TRUE, Body, Gains, Learner, Motion, Numbers


@dataclass(frozen=True, slots=True)
class Lap:
    """A lap that is over."""

    number: int
    cost: float
    ideal: float
    crashed: bool


@dataclass(frozen=True, slots=True)
class State:
    """The machine in its lap, its model, and the laps before."""

    ticks: int
    # the number of this lap, 1 for the first; `done`: time steps of it, `waited`: steps of the pause after it
    lap: int
    done: int
    waited: int
    # real, twin: the machine, and what the model believes it does
    real: Motion
    twin: Motion
    worn_n_m: float  # how much stiffer the machine tips than when it was new
    # model, gains: the model that the controller of this lap was made from, and the controller
    model: Body
    gains: Gains
    learner: Learner  # the model as it is corrected during the lap
    ideal: float  # what this lap would cost with a model without error
    trail: Numbers  # metres off the line so far in this lap
    measured: int  # time steps of this lap whose measurement reached the twin
    laps: tuple[Lap, ...]  # the last laps, the latest last
    crashes: int

    @property
    def over(self) -> bool:
        """Whether the lap is over."""
        return self.real.crashed or self.done >= LAP_STEPS

    @property
    def body(self) -> Body:
        """The machine as it is now."""
        return Body(TRUE.stiffness_n_m - self.worn_n_m, TRUE.friction_n_s_m, TRUE.mass_kg)
