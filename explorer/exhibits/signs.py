"""Words that stand in the scene at the parts of an exhibit, and which of its dials a part is dragged for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ..i18n import Translatable

Side = Literal["above", "below", "left", "right"]
MOST_SIGNS = 7
"""So many may stand in a scene; a number alone counts half."""
MOST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Hot:
    """When a sign is the one that matters: while a reading has come to a bound. It stands there only then."""

    reading: str  # one of the exhibit's outputs
    # least, most: the bound; None: none at this end
    least: float | None = None
    most: float | None = None

    def holds(self, value: float) -> bool:
        """Whether a value is within the bound."""
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)


@dataclass(frozen=True, slots=True)
class Sign:
    """One to four words at a part."""

    part: str  # the part's name; `{name}` in it stands for the value of a parameter
    words: Translatable  # what it says; `{count}` in it stands for the hot reading
    side: Side = "above"  # where it stands
    reading: str = ""  # the output whose figure follows the words, "" if none
    hot: Hot | None = None  # when it matters most; at most one sign of an exhibit has this
    # what colours of the part stand for, each with its name and `#RRGGBB`, in place of words
    legend: tuple[tuple[Translatable, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Handle:
    """A dial that is dragged at a part of the scene: along a line, or onto other parts."""

    parameter: str  # a number among the exhibit's parameters; or any, if it is dragged onto parts
    along: Literal["up", "right", "down", "left"] = "right"  # which way its value grows
    long: float = 0.4  # a drag so long, in heights of the picture, goes from one end of the dial to the other
    # the value that the dial gets over each part that it can be dragged onto; empty: it is dragged along a line
    onto: Mapping[str, int | str] = field(default_factory=dict)
