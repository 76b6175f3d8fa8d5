"""Modes: rows of policy. A mode is never a subclass and never a branch."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mode:
    """What differs between one kind of visit and another.

    Attributes
    ----------
    name : str
        As typed on the command line.
    may_quit : bool
        Whether the visitor can close the window.
    """

    name: str
    may_quit: bool = True


EXPLORE = Mode("explore")
