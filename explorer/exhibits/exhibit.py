"""What every live exhibit is: a seeded simulation of fixed steps, numbers in and numbers out, with no picture and no clock."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, Literal, NamedTuple, Self, TypeVar

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

STEP_S = 1 / 30
"""One step of every simulation, in seconds of the visit."""

State = TypeVar("State")
Value = float | int | bool | str
Truth = Literal["real arithmetic", "simulated physics", "simulated people", "published figures"]


class Label(NamedTuple):
    """The same words in both languages."""

    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class Action:
    """Something a visitor does at one moment, such as breaking a sensor."""

    name: str
    label: Label
    meaning: Label


@dataclass(frozen=True, slots=True)
class Output:
    """A reading: what it is, in what unit, and between what values it is expected."""

    name: str
    label: Label
    unit: str
    low: float
    high: float


def parameter(
    default: Any,
    *,
    label: Label,
    meaning: Label,
    unit: str = "",
    low: float | None = None,
    high: float | None = None,
    step: float | None = None,
    expert: bool = False,
) -> Any:
    """A field of an exhibit that a visitor can set.

    Range, unit, words and meaning stand here and nowhere else: sliders, checks and help are derived from them.

    Parameters
    ----------
    low, high : the range, ends included; None for switches and choices.
    step : the smallest sensible change.
    expert : whether it is shown only on demand.
    """
    extra: dict[str, Any] = {
        "label": label._asdict(),
        "meaning": meaning._asdict(),
        "unit": unit,
        "step": step,
        "expert": expert,
    }
    return Field(default, ge=low, le=high, description=meaning.en, json_schema_extra=extra)


class Exhibit(BaseModel, ABC, Generic[State]):
    """A live exhibit: its parameters are fields, and a state goes in and comes out.

    The same seed and the same acts at the same steps give the same readings, however fast pictures are drawn.
    Subclasses say what they are in the class variables and must not keep anything on `self`.

    Attributes
    ----------
    kind : the name on the command line and in scene files.
    truth : how far what is shown is real.
    limit : what the model leaves out.
    try_this : the one experiment worth doing.
    actions, outputs : what can be done at a moment, and what can be read.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: ClassVar[str]
    title: ClassVar[Label]
    truth: ClassVar[Truth]
    limit: ClassVar[Label]
    try_this: ClassVar[Label]
    actions: ClassVar[tuple[Action, ...]] = ()
    outputs: ClassVar[tuple[Output, ...]]

    seed: int = parameter(
        1,
        low=0,
        high=2**31 - 1,
        step=1,
        expert=True,
        label=Label("Seed", "随机种子"),
        meaning=Label("The same seed gives the same run again.", "种子相同，结果就相同。"),
    )

    @abstractmethod
    def start(self) -> State:
        """The state before the first step."""

    @abstractmethod
    def step(self, state: State) -> State:
        """The state `STEP_S` seconds later."""

    @abstractmethod
    def readings(self, state: State) -> dict[str, float]:
        """What can be read off a state: one number for each of `outputs`."""

    def act(self, state: State, action: str) -> State:
        """The state after one of `actions`.

        Raises
        ------
        KeyError
            If the exhibit has no such action.
        """
        raise KeyError(action)

    def having(self, **values: Value) -> Self:
        """The same exhibit with other parameters, checked against their ranges (pydantic's ValidationError)."""
        return type(self).model_validate({**self.model_dump(), **values})

    def random(self, *stream: int) -> np.random.Generator:
        """Random numbers that depend on the seed and on `stream` alone, such as (number of the step, purpose)."""
        return np.random.default_rng((self.seed, *stream))
