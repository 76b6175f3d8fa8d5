"""The script: all routes, written by the bake beside the models and read by the stage."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

Point2 = tuple[float, float]
Point3 = tuple[float, float, float]
Look = Literal["suit", "coat", "dress", "child", "robot"]
BoatKind = Literal["sail", "motor", "ferry"]

FILE = "life.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Walk:
    """One round of a walker.

    Attributes
    ----------
    look : the body, by its name.
    colour : `#RRGGBB` of the clothes.
    height : factor; 1 is average.
    keys : time in s, x, y, z in m, and the direction of view in degrees anticlockwise from east, None while walking.
    """

    look: Look
    colour: str
    height: float
    keys: tuple[tuple[float, float, float, float, float | None], ...]


@dataclass(frozen=True, slots=True)
class Sailing:
    """A boat on a closed line, with a period of `period_s` and a head start of `ahead` rounds."""

    kind: BoatKind
    colour: str
    line: tuple[Point2, ...]
    period_s: float
    ahead: float


@dataclass(frozen=True, slots=True)
class Flight:
    """A drone that flies to and fro between stations, where it comes down to hover; `ahead` in rounds."""

    stations: tuple[Point3, ...]
    ahead: float


@dataclass(frozen=True, slots=True)
class Tramway:
    """A straight line with a stop at each `halts_x`, from the west end to the east end; one track each way."""

    halts_x: tuple[float, ...]
    eastward_y: float
    westward_y: float
    level_m: float


@dataclass(frozen=True, slots=True)
class Flag:
    """A flag on its pole: where the cloth is fastened (its lower corner), and its colour."""

    at: Point3
    colour: str


@dataclass(frozen=True, slots=True)
class Script:
    """Everything that moves in a park.

    Attributes
    ----------
    lane : the closed line that cars follow, both directions and both turns of it.
    car_colours, load_colours : of cars and of the loads of trucks.
    gulls : their circles: x, y, z, radius.
    """

    walks: tuple[Walk, ...] = ()
    lane: tuple[Point2, ...] = ()
    car_colours: tuple[str, ...] = ()
    load_colours: tuple[str, ...] = ()
    tramway: Tramway | None = None
    tram_colour: str = "#FFFFFF"
    boats: tuple[Sailing, ...] = ()
    flights: tuple[Flight, ...] = ()
    gulls: tuple[tuple[float, float, float, float], ...] = ()
    flags: tuple[Flag, ...] = ()
    format: int = FORMAT

    def to_json(self) -> dict[str, Any]:
        """The script as plain dictionaries and lists."""
        return asdict(self)
