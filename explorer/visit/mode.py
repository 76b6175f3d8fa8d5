"""Modes: rows of policy. A mode is never a subclass and never a branch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from typing import Literal

ModeName = Literal["explore", "kiosk", "present", "teach"]
TourKind = Literal["show", "talk", "lesson"]


@dataclass(frozen=True, slots=True)
class Mode:
    """What differs between one kind of visit and another.

    Attributes
    ----------
    name : as typed on the command line.
    tour : the kind of tour it is made for; None if the visitor chooses.
    attracts : whether that tour begins by itself, and silence leads back to it.
    quiet_s : after so much silence it is asked whether somebody is there.
    countdown_s : so long the question stands.
    may_quit : whether the visitor can close the window.
    remembers : whether what a visitor chose is kept for the next start.
    links : whether sources open outside of the park.
    hidden : parts of the window that are never shown, by the names of its attributes.
    barred : verbs of keys and buttons that do nothing.
    layers : what lies on the picture beside the window's own parts, lowest first.
    """

    name: ModeName
    tour: TourKind | None = None
    attracts: bool = False
    quiet_s: float = inf
    countdown_s: float = 20.0
    may_quit: bool = True
    remembers: bool = True
    links: bool = True
    hidden: frozenset[str] = frozenset()
    barred: frozenset[str] = frozenset()
    layers: tuple[str, ...] = ()


EXPLORE = Mode("explore")
KIOSK = Mode("kiosk", tour="show")
PRESENT = Mode("present", tour="talk")
TEACH = Mode("teach", tour="lesson")

MODES: Mapping[str, Mode] = {mode.name: mode for mode in (EXPLORE, KIOSK, PRESENT, TEACH)}
