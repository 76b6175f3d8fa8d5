"""Tags of a real line: values with time and quality, and how far they can be believed now. Values alone: time is an argument.

A tag is named by the exhibit that it feeds and by what it is there: `line.wip` is a reading of the exhibit *line*, compared with
what the model computes; `line.sensor_3` is a condition, which the model follows.
An exhibit that a scene made itself goes by its zone: `tower.flow`.
"""

from __future__ import annotations

import math
from collections import ChainMap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple, Protocol, get_args

from ..core.nearest import nearest
from ..i18n import Text
from .asked import Refused
from .exhibit import Exhibit
from .kinds import KINDS

Quality = Literal["good", "uncertain", "bad"]
Link = Literal["live", "lost"]
Standing = Literal["live", "stale", "replayed", "simulated"]
QUALITIES: tuple[Quality, ...] = get_args(Quality)
LINKS: tuple[Link, ...] = get_args(Link)

STALE_S = 3.0
"""A line that is well says so every second; two that are missed are one too many."""
SIMULATED_S = 20.0
"""After so long without a word nothing of the line is shown any more."""


class Row(NamedTuple):
    """One message of a line."""

    time_s: float  # when it was so, in seconds since 1970
    tag: str  # kind and name, such as `line.wip`; "" where the row tells how the line is reached
    value: float  # of the tag; NaN without one
    quality: Quality | Link  # of the value; for a row without a tag `live` or `lost`


def link_row(time_s: float, link: Link) -> Row:
    """The line can be reached, or was lost."""
    return Row(time_s, "", math.nan, link)


class LineSource(Protocol):
    """Where the rows of a line come from: a recording, a bridge, a broker. It never waits."""

    @property
    def is_recording(self) -> bool:
        """Whether what comes has been recorded."""

    def news(self) -> list[Row]:
        """What has come since the last call."""

    def close(self) -> None:
        """Listen no more, and end what was started for it."""


class Tag(NamedTuple):
    """The last value of a tag."""

    value: float
    quality: Quality


@dataclass(frozen=True, slots=True)
class Live:
    """What is known of a line at a moment."""

    tags: Mapping[str, Tag] = field(default_factory=dict)  # the last value of each tag that has a usable one
    link: Link = "lost"  # whether the line can be reached
    heard_s: float = -math.inf  # when something of it was heard last, on the clock of `now_s`
    now_s: float = 0.0
    # the moment of a recording that is played, in seconds since 1970; None: the line itself
    recorded_s: float | None = None

    def after(self, row: Row, *, recorded: bool = False) -> Live:
        """After one message that is heard now. A row that makes no sense changes nothing."""
        recorded_s = row.time_s if recorded else None
        if not row.tag:
            if row.quality not in LINKS:
                return self
            heard_s = self.now_s if row.quality == "live" else self.heard_s
            return replace(self, link=row.quality, heard_s=heard_s, recorded_s=recorded_s)
        if row.quality not in QUALITIES or (row.quality != "bad" and not math.isfinite(row.value)):
            return self
        return replace(
            self,
            tags={**self.tags, row.tag: Tag(row.value, row.quality)},
            heard_s=self.now_s,
            recorded_s=recorded_s,
        )

    def at(self, now_s: float) -> Live:
        """The same at another time."""
        return replace(self, now_s=now_s)

    @property
    def age_s(self) -> float:
        """Seconds since something of the line was heard; infinity if nothing ever was."""
        return max(self.now_s - self.heard_s, 0.0)

    @property
    def standing(self) -> Standing:
        """What the exhibit must say of its readings: fresh, the last ones, from a recording, or all from the model."""
        if self.age_s > SIMULATED_S:
            return "simulated"
        if self.recorded_s is not None:
            return "replayed"
        return "live" if self.link == "live" and self.age_s < STALE_S else "stale"

    def feeds(self, exhibit: type[Exhibit[Any]]) -> bool:
        """Whether it has tags for an exhibit."""
        return any(tag.partition(".")[0] == tags_begin(exhibit) for tag in self.tags)

    def replaces(self, exhibit: type[Exhibit[Any]]) -> bool:
        """Whether what an exhibit shows is the line's: it feeds it, and has not been silent for too long."""
        return self.standing != "simulated" and self.feeds(exhibit)

    def measured(self, exhibit: type[Exhibit[Any]]) -> dict[str, Tag]:
        """Readings of the line for an exhibit; none once the model goes on alone, and none of bad quality."""
        if self.standing == "simulated":
            return {}
        names = {output.name for output in exhibit.outputs}
        return {name: tag for name, tag in self._of(exhibit) if name in names}

    def conditions(self, exhibit: type[Exhibit[Any]]) -> dict[str, float]:
        """What the model of an exhibit is to follow. What was heard last holds on while the line is silent."""
        names = conditions_of(exhibit)
        return {name: tag.value for name, tag in self._of(exhibit) if name in names and tag.quality == "good"}

    def _of(self, exhibit: type[Exhibit[Any]]) -> list[tuple[str, Tag]]:
        tags = ((*name.partition("."), tag) for name, tag in self.tags.items())
        return [
            (name, tag) for of, _, name, tag in tags if of == tags_begin(exhibit) and tag.quality != "bad"
        ]


Fed = Mapping[str, type[Exhibit[Any]]]
"""The exhibits that a line can feed, by what their tags begin with."""


def tags_begin(exhibit: type[Exhibit[Any]]) -> str:
    """What the tags of an exhibit begin with."""
    return exhibit.tags_as or exhibit.kind


def fed_with(own: Iterable[type[Exhibit[Any]]]) -> Fed:
    """All kinds of exhibits, and those that a scene made itself."""
    return ChainMap({tags_begin(exhibit): exhibit for exhibit in own if exhibit.tags_as}, KINDS)  # type: ignore[arg-type]


def conditions_of(exhibit: type[Exhibit[Any]]) -> tuple[str, ...]:
    """The names of all that an exhibit can follow: its own conditions, and its parameters that are numbers or switches."""
    outputs = {output.name for output in exhibit.outputs}
    fields = (
        name
        for name, about in exhibit.model_fields.items()
        if name != "seed" and name not in outputs and about.annotation in (int, float, bool)
    )
    return (*exhibit.conditions, *fields)


def tags_of(exhibit: type[Exhibit[Any]]) -> tuple[str, ...]:
    """The full names of all tags that can feed an exhibit."""
    outputs = (output.name for output in exhibit.outputs)
    return tuple(f"{tags_begin(exhibit)}.{name}" for name in (*outputs, *conditions_of(exhibit)))


def check_tag(tag: str, fed: Fed = KINDS) -> None:
    """Do nothing for the name of a tag of these exhibits. Raises Refused if no exhibit has such a tag."""
    kind, _, _ = tag.partition(".")
    if kind not in fed:
        raise Refused(
            Text("There is no exhibit {kind!r}. Nearest: {near}", kind=kind, near=nearest(kind, fed) or "-")
        )
    known = tags_of(fed[kind])
    if tag not in known:
        raise Refused(Text("There is no tag {tag!r}. Nearest: {near}", tag=tag, near=nearest(tag, known, 8)))
