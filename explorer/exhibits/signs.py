"""Signs in the scene at the parts of an exhibit, and the dials that are dragged at parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ..i18n import Translatable

Side = Literal["above", "below", "left", "right"]
MOST_SIGNS = 7
"""Most signs in a scene; a number alone counts half."""
MOST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Hot:
    """Condition under which a sign matters: a reading within a bound. Only then is the sign shown."""

    reading: str  # one of the exhibit's outputs
    # least, most: the bound; None: open at this end
    least: float | None = None
    most: float | None = None

    def holds(self, value: float) -> bool:
        """Whether a value is within the bound."""
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)


@dataclass(frozen=True, slots=True)
class Sign:
    """One to four words at a part."""

    part: str  # name of the part; `{name}` in it is replaced by the value of a parameter
    words: Translatable  # its text; `{count}` in it is replaced by the hot reading
    side: Side = "above"  # its side of the part
    reading: str = ""  # output whose value follows the words, or ""
    hot: Hot | None = None  # when it matters most; at most one sign of an exhibit has this
    # meaning of the part's colours, each with its name and `#RRGGBB`, instead of words
    legend: tuple[tuple[Translatable, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Handle:
    """A dial that is dragged at a part of the scene: along a line, or onto other parts."""

    parameter: str  # a numeric parameter of the exhibit; or any, if it is dragged onto parts
    along: Literal["up", "right", "down", "left"] = "right"  # direction in which its value grows
    long: float = 0.4  # length of a drag from one end of the dial to the other, in heights of the frame
    # value of the dial for each part it can be dragged onto; empty: it is dragged along a line
    onto: Mapping[str, int | str] = field(default_factory=dict)
