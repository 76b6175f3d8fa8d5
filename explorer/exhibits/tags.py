"""Tags of a real line: values with time and quality, and how far to trust them now. Pure values: time is an argument.

A tag is named by the exhibit that it feeds and by its meaning there: `line.wip` is a reading of the exhibit *line*,
compared with the model's; `line.sensor_3` is a condition, which the model follows. An exhibit defined by a scene uses
its zone: `tower.flow`.
"""

from __future__ import annotations

import math
from collections import ChainMap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple, Protocol, get_args

from ..base.names import nearest
from ..base.refused import Refused
from ..i18n import Text
from .exhibit import Exhibit
from .kinds import KINDS
from .mixins import OfScene, own_conditions

Quality = Literal["good", "uncertain", "bad"]
Link = Literal["live", "lost"]
Standing = Literal["live", "stale", "replayed", "simulated"]
QUALITIES: tuple[Quality, ...] = get_args(Quality)
LINKS: tuple[Link, ...] = get_args(Link)

STALE_S = 3.0
"""Silence after which values are stale; a healthy line reports every second."""
SIMULATED_S = 20.0
"""Silence after which only the model is shown."""


class Row(NamedTuple):
    """One message of a line."""

    time_s: float  # time of the value, in seconds since 1970
    tag: str  # kind and name, such as `line.wip`; "" in a row about the connection
    value: float  # value of the tag; NaN without one
    quality: Quality | Link  # quality of the value; in a row without a tag `live` or `lost`


def link_row(time_s: float, link: Link) -> Row:
    """A row that the line is connected or lost."""
    return Row(time_s, "", math.nan, link)


class LineSource(Protocol):
    """Source of the rows of a line: a recording, a bridge, a broker. It never blocks."""

    @property
    def is_recording(self) -> bool:
        """Whether the rows are recorded."""

    def news(self) -> list[Row]:
        """Rows received since the last call."""

    def close(self) -> None:
        """Stop listening, and end any process started for it."""


class Tag(NamedTuple):
    """Last value of a tag."""

    value: float
    quality: Quality


@dataclass(frozen=True, slots=True)
class Live:
    """State of a line at a moment."""

    tags: Mapping[str, Tag] = field(default_factory=dict)  # last usable value of each tag
    link: Link = "lost"  # whether the line is connected
    heard_s: float = -math.inf  # time of the last message, on the clock of `now_s`
    now_s: float = 0.0
    # time in the recording that is played, in seconds since 1970; None: the line itself
    recorded_s: float | None = None

    def after(self, row: Row, *, recorded: bool = False) -> Live:
        """Update with one message received now. An invalid row changes nothing."""
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
        """The same state at another time."""
        return replace(self, now_s=now_s)

    @property
    def age_s(self) -> float:
        """Seconds since the last message; infinity before the first."""
        return max(self.now_s - self.heard_s, 0.0)

    @property
    def standing(self) -> Standing:
        """Origin of the readings, as the exhibit must state it: fresh, last known, from a recording, or from the model."""
        if self.age_s > SIMULATED_S:
            return "simulated"
        if self.recorded_s is not None:
            return "replayed"
        return "live" if self.link == "live" and self.age_s < STALE_S else "stale"

    def feeds(self, exhibit: type[Exhibit[Any]]) -> bool:
        """Whether it has tags for an exhibit."""
        return any(tag.partition(".")[0] == tags_begin(exhibit) for tag in self.tags)

    def replaces(self, exhibit: type[Exhibit[Any]]) -> bool:
        """Whether an exhibit shows the line's values: it has tags for it and has not been silent for too long."""
        return self.standing != "simulated" and self.feeds(exhibit)

    def measured(self, exhibit: type[Exhibit[Any]]) -> dict[str, Tag]:
        """Readings of the line for an exhibit; empty once the model runs alone, and without those of bad quality."""
        if self.standing == "simulated":
            return {}
        names = {output.name for output in exhibit.outputs}
        return {name: tag for name, tag in self._of(exhibit) if name in names}

    def conditions(self, exhibit: type[Exhibit[Any]]) -> dict[str, float]:
        """Conditions the model of an exhibit is to follow. The last ones hold while the line is silent."""
        names = conditions_of(exhibit)
        return {name: tag.value for name, tag in self._of(exhibit) if name in names and tag.quality == "good"}

    def _of(self, exhibit: type[Exhibit[Any]]) -> list[tuple[str, Tag]]:
        tags = ((*name.partition("."), tag) for name, tag in self.tags.items())
        return [
            (name, tag) for of, _, name, tag in tags if of == tags_begin(exhibit) and tag.quality != "bad"
        ]


Fed = Mapping[str, type[Exhibit[Any]]]
"""Exhibits that a line can feed, by the prefix of their tags."""


def tags_begin(exhibit: type[Exhibit[Any]]) -> str:
    """Prefix of an exhibit's tags."""
    return (exhibit.tags_as if issubclass(exhibit, OfScene) else "") or exhibit.kind


def fed_with(own: Iterable[type[Exhibit[Any]]]) -> Fed:
    """All kinds of exhibits, and those defined by a scene."""
    named = {tags_begin(made): made for made in own if issubclass(made, OfScene) and made.tags_as}
    return ChainMap(named, KINDS)  # type: ignore[arg-type]


def conditions_of(exhibit: type[Exhibit[Any]]) -> tuple[str, ...]:
    """Names of all that an exhibit can follow: its conditions, and its parameters that are numbers or switches."""
    outputs = {output.name for output in exhibit.outputs}
    fields = (
        name
        for name, about in exhibit.model_fields.items()
        if name != "seed" and name not in outputs and about.annotation in (int, float, bool)
    )
    return (*own_conditions(exhibit), *fields)


def tags_of(exhibit: type[Exhibit[Any]]) -> tuple[str, ...]:
    """Full names of all tags that can feed an exhibit."""
    outputs = (output.name for output in exhibit.outputs)
    return tuple(f"{tags_begin(exhibit)}.{name}" for name in (*outputs, *conditions_of(exhibit)))


def check_tag(tag: str, fed: Fed = KINDS) -> None:
    """Check the name of a tag. Raises Refused if no exhibit has it."""
    kind, _, _ = tag.partition(".")
    if kind not in fed:
        raise Refused(
            Text("There is no exhibit {kind!r}. Nearest: {near}", kind=kind, near=nearest(kind, fed) or "-")
        )
    known = tags_of(fed[kind])
    if tag not in known:
        raise Refused(Text("There is no tag {tag!r}. Nearest: {near}", tag=tag, near=nearest(tag, known, 8)))
