"""What is in the maze, at the reader and in the crowd; the file that is read, and the count that is published."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..content import exhibit as content
from ..content.building import storeys
from .crowd import CITIES, Crowd, Numbers
from .export import Parcel
from .file import Check, checked, elevation, with_mark, written
from .trips import Trip

READ_STEPS, VERDICT_STEPS, FILE_STEPS = 30, 60, 100
"""A file comes to the reader, is read, and goes on or comes back."""

ASKED_CITY = CITIES - 1
"""The count that is published is of the visitors from the smallest city."""


@dataclass(frozen=True, slots=True)
class State:
    """What is in the maze, at the reader and in the crowd."""

    ticks: int
    asked: Parcel  # the parcel the trips were made for
    trips: tuple[Trip, ...]  # the parcels on their way, one or a pair
    walls: tuple[float, ...]  # how far up each of the four walls is, 0..1; see `rules_trips.WALL_LEGS`
    arrived: tuple[int, int, int]  # parcels that have come through on each road
    foundry: content.State  # the search whose buildings the files show
    # marked, tagged: whether the explicit and the implicit label are left on the files
    marked: bool
    tagged: bool
    # file, check, file_ticks: the file at the reader, what is found in it, steps since it came
    file: bytes
    check: Check
    file_ticks: int
    # passed, refused: files let through, files thrown back
    passed: int
    refused: int
    # attributes of the visitors, shape (5000, 5); `crowd`: what sharing `shared` of them does
    people: Numbers
    shared: int
    crowd: Crowd
    uniques: tuple[float, ...]  # the share singled out by 1, 2 ... attributes.
    # the last counts published; `asked_times`: how many in all; `spent`: all the epsilon they cost
    answers: tuple[float, ...]
    asked_times: int
    spent: float


def true_count(state: State) -> int:
    """Visitors from the smallest city."""
    return int((state.people[:, 0] == ASKED_CITY).sum())


def file_of(foundry: content.State, marked: bool, tagged: bool) -> bytes:
    """The file of the foundry's best building, with the labels that are left on it."""
    picture = elevation(storeys(foundry.genes))
    hidden = content.BuildingBrief().label(foundry) if tagged else None
    return written(with_mark(picture) if marked else picture, hidden)


def relabelled(state: State, marked: bool, tagged: bool) -> State:
    """The file at the reader written again with other labels, and read again; later files are labelled alike."""
    file = file_of(state.foundry, marked, tagged)
    return replace(state, marked=marked, tagged=tagged, file=file, check=checked(file), file_ticks=READ_STEPS)
