"""State of the three gates: parcels in the maze, the file at the reader, and the count of the crowd."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..content import exhibit as content
from ..content.building import storeys
from .crowd import CITIES, Crowd, Numbers
from .export import Parcel
from .file import Check, checked, elevation, with_mark, written
from .trips import Trip

READ_STEPS, VERDICT_STEPS, FILE_STEPS = 30, 60, 100
"""Steps until a file is read, until the verdict, and until the file has left."""

ASKED_CITY = CITIES - 1
"""The city whose visitors are counted, the smallest one."""


@dataclass(frozen=True, slots=True)
class State:
    """State of the maze, the reader and the crowd."""

    ticks: int
    asked: Parcel  # the parcel of these trips
    trips: tuple[Trip, ...]  # parcels on their way, one or a pair
    walls: tuple[float, ...]  # how far each of the four walls is raised, 0..1; see `trips.WALL_LEGS`
    arrived: tuple[int, int, int]  # parcels that arrived by each road
    foundry: content.State  # the search whose buildings the files show
    # marked, tagged: whether files keep the explicit and the implicit label
    marked: bool
    tagged: bool
    # file, check, file_ticks: file at the reader, findings, and steps since its arrival
    file: bytes
    check: Check
    file_ticks: int
    # passed, refused: files passed and rejected
    passed: int
    refused: int
    # attributes of the visitors, shape (5000, 5); `crowd`: the effect of sharing `shared` of them
    people: Numbers
    shared: int
    crowd: Crowd
    uniques: tuple[float, ...]  # shares of visitors identified by 1, 2 ... attributes
    # last published counts; `asked_times`: their total number; `spent`: total epsilon spent
    answers: tuple[float, ...]
    asked_times: int
    spent: float


def true_count(state: State) -> int:
    """Visitors from the smallest city."""
    return int((state.people[:, 0] == ASKED_CITY).sum())


def file_of(foundry: content.State, marked: bool, tagged: bool) -> bytes:
    """File of the foundry's best building, with the labels it keeps."""
    picture = elevation(storeys(foundry.genes))
    hidden = content.BuildingBrief().label(foundry) if tagged else None
    return written(with_mark(picture) if marked else picture, hidden)


def relabelled(state: State, marked: bool, tagged: bool) -> State:
    """Rewrite the file at the reader with other labels, and read it again; later files get the same labels."""
    file = file_of(state.foundry, marked, tagged)
    return replace(state, marked=marked, tagged=tagged, file=file, check=checked(file), file_ticks=READ_STEPS)
