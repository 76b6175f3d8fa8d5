"""The contract of all live exhibits: seeded simulations with a fixed step, without graphics, clock or file."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, Literal, NamedTuple, Self, TypeVar

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from ..i18n import Text, Translatable
from .plan import NO_PLAN, Plan
from .signs import Handle, Sign

STEP_S = 1 / 30
"""One step of every simulation, in seconds of the visit."""

State = TypeVar("State")
Value = float | int | bool | str
Arrow = Literal["left", "right", "up", "down"]
Truth = Literal["real arithmetic", "simulated physics", "simulated people", "published figures", "pictures"]


@dataclass(frozen=True, slots=True)
class Action:
    """Something a visitor does at one moment, such as breaking a sensor."""

    name: str
    label: Text
    meaning: Text
    breaks: bool = False  # whether it does damage in the model; its button looks like it


class Condition(NamedTuple):
    """Something that an exhibit can follow of a real line: what its numbers mean, and what it is at the start of a run."""

    meaning: Text
    at_first: float = 1.0


@dataclass(frozen=True, slots=True)
class Output:
    """A reading: what it is, in what unit, and between what values it is expected."""

    name: str
    label: Text
    unit: str
    low: float
    high: float
    # what each whole value from `low` on is called, for a reading that is one of a few things
    names: tuple[Text, ...] = ()
    # what a visitor calls it, in five words at most; None: the label says it already
    plain: Text | None = None
    # whether it counts on from the start of the run: a real line has begun at another time, so the two are not compared
    counts: bool = False

    @property
    def words(self) -> Text:
        """What it is called in large type."""
        return self.plain or self.label


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of readings."""

    title: Text
    outputs: tuple[str, ...]  # the names of the readings that are drawn
    # "time" draws lines over the time of the run; "bars" the present values side by side; "profile" draws what
    # `Exhibit.profile` gives for the one output named, such as a histogram
    kind: Literal["time", "bars", "profile"] = "time"
    across: Text | None = None  # the name of the other axis of a profile, with its unit
    # the lowest and the highest value that the experiment comes to, where the range of the readings is much wider.
    # The axis stands there from the start and does not follow the data.
    reach: tuple[float, float] | None = None


class Profile(NamedTuple):
    """A curve or histogram at one moment: `y` over `x` (one more x than y: edges of bins), and marked places on x."""

    x: tuple[float, ...]
    y: tuple[float, ...]
    marks: tuple[tuple[float, Text], ...] = ()


@dataclass(frozen=True, slots=True)
class GuidedStep:
    """One step of the walkthrough: what to do, and what to watch."""

    words: Text
    action: str = ""  # one of the exhibit's actions, or "" if none
    values: tuple[tuple[str, Value], ...] = ()  # parameters to set, by name
    watch_s: float = 4.0  # seconds of the run until what the words promise is to be seen
    # the same as one short sentence that asks the visitor to try; None: the first sentence of the words
    ask: Text | None = None
    press: Text | None = None  # what the button says where the name of the action does not
    part: str = ""  # the part that *Show me* marks; "": the one whose words change most


class ZoneFacts(NamedTuple):
    """What an exhibit may know of a zone of its park: `claims` are the names of the statements that the zone covers."""

    id: str
    number: int
    title: Translatable
    centre_m: tuple[float, float]
    claims: tuple[str, ...] = ()


class Surroundings(NamedTuple):
    """The park round an exhibit, as plain data: its zones by number, where the exhibit stands, its plan if it has one."""

    zones: tuple[ZoneFacts, ...] = ()
    here: str = ""
    plan: Plan = NO_PLAN


NOWHERE = Surroundings()


class WayOut(NamedTuple):
    """Where something in an exhibit takes the visitor: a zone, and the corners of the way there (metres east and north)."""

    zone: str
    corners_m: tuple[tuple[float, float], ...] = ()


class PartWords(NamedTuple):
    """A part of an exhibit that can be touched: what it is, and what can be read off it now."""

    label: Translatable
    reading: Translatable


def parameter(
    default: Any,
    *,
    label: Text,
    meaning: Text,
    unit: str = "",
    low: float | None = None,
    high: float | None = None,
    step: float | None = None,
    expert: bool = False,
    choices: Mapping[str, Text] | None = None,
    ends: tuple[Text, Text] | None = None,
    names: Sequence[Text] = (),
) -> Any:
    """A field of an exhibit that a visitor can set.

    Range, unit, words and meaning stand here and nowhere else: sliders, checks and help are derived from them.

    Parameters
    ----------
    low, high : the range, ends included; None for switches and choices.
    step : the smallest sensible change.
    expert : whether it is shown only on demand.
    choices : the words of each value, for a parameter that is one of a few names.
    ends : what the lowest and the highest value mean, where numbers alone do not say it ("idle", "full").
    names : what each step of a number is called, where it is not a number to a visitor (a month).
    """
    extra: dict[str, Any] = {
        "label": label,
        "meaning": meaning,
        "unit": unit,
        "step": step,
        "expert": expert,
        "choices": dict(choices or {}),
        "ends": ends or (),
        "names": tuple(names),
    }
    return Field(default, ge=low, le=high, description=meaning.english, json_schema_extra=extra)


def seed_parameter(default: int = 1) -> Any:
    """The field that decides all chance; an exhibit may prefer another seed whose run is a more typical one."""
    return parameter(
        default,
        low=0,
        high=2**31 - 1,
        step=1,
        expert=True,
        label=Text("Seed"),
        meaning=Text("The same seed gives the same run again."),
    )


class Exhibit(BaseModel, ABC, Generic[State]):
    """A live exhibit: its parameters are fields, and a state goes in and comes out.

    The same seed and the same acts at the same steps give the same readings, however fast pictures are drawn.
    Subclasses say what they are in the class variables and must not keep anything on `self`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: ClassVar[str]  # the name on the command line and in scene files
    # what its tags of a real line begin with; "": its kind. A scene's own exhibit goes by its zone.
    tags_as: ClassVar[str] = ""
    title: ClassVar[Text]
    truth: ClassVar[Truth]  # how far what is shown is real
    limit: ClassVar[Text]  # what the model leaves out
    try_this: ClassVar[Text]  # the one experiment that is worth doing
    # actions, outputs: what can be done at a moment, and what can be read
    actions: ClassVar[tuple[Action, ...]] = ()
    outputs: ClassVar[tuple[Output, ...]]
    # the names of the one or two outputs that are shown as big numbers
    figures: ClassVar[tuple[str, ...]] = ()
    # the pictures of readings that carry the lesson, the first one foremost
    charts: ClassVar[tuple[Chart, ...]] = ()
    walkthrough: ClassVar[tuple[GuidedStep, ...]] = ()  # `try_this` step by step
    signs: ClassVar[tuple[Sign, ...]] = ()  # the words that stand in the scene, the most important first
    # the dials that are dragged in the scene, by the part they are dragged at
    handles: ClassVar[Mapping[str, Handle]] = {}
    is_of_park: ClassVar[bool] = False  # whether it shows something of the park it stands in
    # what it can follow of a real line beside its parameters
    conditions: ClassVar[Mapping[str, Condition]] = {}
    # whether arrow keys go from part to part of it, instead of moving the camera
    goes_by_arrows: ClassVar[bool] = False
    # the parameter that all phones of a room turn together; "": the first one that is not for experts
    phone_dial: ClassVar[str] = ""
    has_charts: ClassVar[bool] = True  # whether its readings are worth a chart
    # whether a part that was touched stays marked, as one reads something off it
    marks_touched: ClassVar[bool] = True
    has_chance: ClassVar[bool] = True  # whether another seed may give another run
    # the words that stand in the scene, before all others, for a visitor who has come nearer
    near_signs: ClassVar[tuple[Sign, ...]] = ()

    seed: int = seed_parameter()

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
        """The state after one of `actions`. Raises KeyError if the exhibit has no such action."""
        raise KeyError(action)

    def following(self, state: State, condition: str, value: float) -> State:
        """The state once one of `conditions` has this value at a real line.

        Raises KeyError if the exhibit has no such condition.
        """
        raise KeyError(condition)

    def parts(self, state: State) -> dict[str, PartWords]:
        """The parts that can be touched now, by name; the same names the exhibit's picture uses."""
        return {}

    def touched(self, state: State, part: str) -> tuple[Self, State]:
        """The exhibit and its state after a part was touched; a part that does nothing changes nothing."""
        return self, state

    def followed(self, state: State) -> Self:
        """The exhibit with those parameters set that its own state has changed, such as a year that runs."""
        return self

    def way_out(self, state: State, name: str) -> WayOut | None:
        """Where the visitor is taken by an action, or by a touch of a part, of this name; None if it leads nowhere else."""
        return None

    def signs_now(self, state: State) -> tuple[Sign, ...]:
        """The words that stand in the scene now; most exhibits have the same ones all the time."""
        return type(self).signs

    def part_by_arrow(self, state: State, way: Arrow) -> str | None:
        """The part that an arrow key goes to and touches; None: there is none that way."""
        return None

    def caption(self, state: State, number: int) -> Text | None:
        """What the step of this number in the walkthrough says once its effect is seen, made from readings; None: its words."""
        return None

    def pointed(self, state: State, x: float, y: float) -> State:
        """The state after the visitor's pointer moved over the picture; most exhibits do not care.

        Parameters
        ----------
        x, y : where it is now, from -1 (left, bottom) to 1 (right, top) of the picture, 0 where the camera aims. It stays
            there until the next call.
        """
        return state

    def profile(self, state: State, output: str) -> Profile:
        """The curve behind an output, for a chart of kind "profile". Raises KeyError if there is none."""
        raise KeyError(output)

    def placed_in(self, surroundings: Surroundings) -> Self:
        """The same exhibit as it stands in a park; most show nothing of it."""
        return self

    def having(self, **values: Value) -> Self:
        """The same exhibit with other parameters, checked against their ranges (pydantic's ValidationError)."""
        checked = type(self).model_validate({**self.model_dump(), **values})
        return self.model_copy(update=dict(checked))

    def as_at_first(self) -> Self:
        """The same exhibit with the parameters it comes with."""
        return self.model_copy(update=dict(type(self)()))

    def random(self, *stream: int) -> np.random.Generator:
        """Random numbers that depend on the seed and on `stream` alone, such as (number of the step, purpose)."""
        return np.random.default_rng((self.seed, *stream))
