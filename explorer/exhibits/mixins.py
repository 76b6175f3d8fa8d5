"""What some exhibits have besides the contract: a live plant, a gallery, a way into the park. Each is one class beside `Exhibit`.

class Line(LivePlant, Exhibit[State]): ...
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar, Literal, NamedTuple, Self

from ..i18n import Text, Translatable
from .exhibit import Exhibit
from .plan import NO_PLAN, Plan

Arrow = Literal["left", "right", "up", "down"]


class Condition(NamedTuple):
    """A condition of a real line that an exhibit can follow: the meaning of its numbers, and its value at the start
    of a run.
    """

    meaning: Text
    at_first: float = 1.0


class LivePlant:
    """Follows a real line by more than its dials."""

    conditions: ClassVar[Mapping[str, Condition]] = {}

    @abstractmethod
    def following(self, state: Any, condition: str, value: float) -> Any:
        """The state after one of `conditions` took this value at a real line."""


class OfScene:
    """Made of a scene's own rows, formulas or pictures: another seed gives the same run."""

    tags_as: ClassVar[str] = ""  # prefix of its tags of a real line: its zone; "": no line feeds it


class ByArrows:
    """Arrow keys select its parts instead of moving the camera."""

    @abstractmethod
    def part_by_arrow(self, state: Any, way: Arrow) -> str | None:
        """The part that an arrow key selects and touches; None without one that way."""


class PictureShow(ByArrows):
    """Shows pictures: a touched part is a button, and does not stay marked."""


class ZoneFacts(NamedTuple):
    """Facts about a zone that its park gives an exhibit: `claims` are the names of the statements that the zone covers."""

    id: str
    number: int
    title: Translatable
    centre_m: tuple[float, float]
    claims: tuple[str, ...] = ()


class Surroundings(NamedTuple):
    """The park around an exhibit, as plain data: its zones by number, the exhibit's position, and its plan if it has one."""

    zones: tuple[ZoneFacts, ...] = ()
    here: str = ""
    plan: Plan = NO_PLAN


NOWHERE = Surroundings()


class WayOut(NamedTuple):
    """Destination of an act that leaves the exhibit: a zone, and the corners of the path there (metres east and north)."""

    zone: str
    corners_m: tuple[tuple[float, float], ...] = ()


class ShowsTheWay:
    """An exhibit that shows data of its park and links to its zones."""

    @abstractmethod
    def placed_in(self, surroundings: Surroundings) -> Self:
        """The same exhibit with the surroundings of its park."""

    @abstractmethod
    def way_out(self, state: Any, name: str) -> WayOut | None:
        """The destination of the action or part of this name; None if it leads nowhere else."""


def way_out(exhibit: Exhibit[Any], state: Any, name: str) -> WayOut | None:
    """The destination of an action or part; None if it stays at the exhibit, as most do."""
    return exhibit.way_out(state, name) if isinstance(exhibit, ShowsTheWay) else None


def own_conditions(exhibit: type[Exhibit[Any]]) -> Mapping[str, Condition]:
    """The conditions of a real line that an exhibit follows besides its parameters."""
    return exhibit.conditions if issubclass(exhibit, LivePlant) else {}
