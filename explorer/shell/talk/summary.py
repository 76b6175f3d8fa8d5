"""The summary of a talk: what was shown and for how long, as rows, as CSV and as HTML."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from ...i18n.messages import say
from ...park.answers import answer_named
from ...park.model import Language, Park
from ...visit.talk.state import Talk
from ..style.html import page, section, table, tag
from ..style.time_format import clock_text, difference_text
from .lookup import kind_text

RowKind = Literal["stop", "strayed", "looked-up"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One stop shown, or one answer looked up."""

    kind: RowKind
    what: str  # its name
    more: str = ""  # its kind, if the name does not say
    at_s: float | None = None  # its start; None for a stop, which may be shown more than once
    # planned_s, actual_s: its planned and actual length; None if it had no plan or no length
    planned_s: float | None = None
    actual_s: float | None = None


@dataclass(frozen=True, slots=True)
class TalkSummary:
    """Summary of a talk as given."""

    title: str  # of the tour
    ended: datetime  # the time of day
    planned_s: float
    actual_s: float
    stops: tuple[Entry, ...]
    strayed: tuple[Entry, ...]
    looked_up: tuple[Entry, ...]

    @classmethod
    def of(cls, talk: Talk, park: Park, language: Language, ended: datetime) -> TalkSummary:
        """The summary of a talk, in a language."""
        stops = [
            Entry("stop", park.title_of(stop)[language], "", None, stop.hold_s, talk.spent_s(index))
            for index, stop in enumerate(talk.tour.stops)
        ]
        if talk.spent_s(None):
            stops.append(Entry("stop", say("talk.report.questions", language), actual_s=talk.spent_s(None)))
        strayed = [
            Entry(
                "strayed",
                park.zones[leg.zone].title[language] if leg.zone else say("talk.park", language),
                at_s=leg.began_s,
                actual_s=leg.lasted_s,
            )
            for leg in talk.strayed
        ]
        looked_up = []
        for seen in talk.looked_up:
            answer = answer_named(park, seen.kind, seen.id, language)
            if answer is not None:
                kind = kind_text(park, answer, language)
                looked_up.append(Entry("looked-up", answer.title, kind, seen.at_s))
        return cls(
            talk.tour.title[language], ended, talk.tour.duration_s, talk.elapsed_s,
            tuple(stops), tuple(strayed), tuple(looked_up),
        )  # fmt: skip

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries, in order."""
        return (*self.stops, *self.strayed, *self.looked_up)


def as_csv(summary: TalkSummary, language: Language, separator: str = ",") -> str:
    """The summary as a CSV table; times in seconds, for further computation."""
    names = ("kind", "what", "at", "planned", "actual")
    file = io.StringIO()
    table = csv.writer(file, delimiter=separator, lineterminator="\n")
    seconds = say("chart.seconds", language)
    heads = [say(f"talk.report.{name}", language) for name in names]
    table.writerow([*heads[:2], *(f"{head} ({seconds})" for head in heads[2:])])
    for entry in summary.entries:
        what = f"{entry.what} ({entry.more})" if entry.more else entry.what
        times = (entry.at_s, entry.planned_s, entry.actual_s)
        cells = ["" if time is None else f"{time:.0f}" for time in times]
        table.writerow([say(f"talk.report.kind.{entry.kind}", language), what, *cells])
    return file.getvalue()


def as_html(summary: TalkSummary, language: Language) -> str:
    """The summary as a self-contained page."""

    def word(name: str) -> str:
        return say(f"talk.report.{name}", language)

    heads = [word(name) for name in ("stop", "planned", "actual", "difference")]
    rows = [_cells(entry.what, entry.planned_s, entry.actual_s or 0) for entry in summary.stops]
    total = _cells(word("total"), summary.planned_s, summary.actual_s)
    parts = [section(summary.title, table(heads, rows, total))]
    for name, entries in (("strayed", summary.strayed), ("looked-up", summary.looked_up)):
        listed = tag("ul", (tag("li", _line(entry)) for entry in entries))
        parts.append(section(word(name), listed if entries else tag("p", word(f"{name}.none"))))
    head = tag("h1", say("talk.report", language)), tag("p", f"{summary.ended:%Y-%m-%d %H:%M}", class_="sub")
    return page(summary.title, language, head, parts)


def _cells(what: str, planned_s: float | None, actual_s: float) -> list[str]:
    planned = ["", ""] if planned_s is None else [clock_text(planned_s), difference_text(actual_s, planned_s)]
    return [what, planned[0], clock_text(actual_s), planned[1]]


def _line(entry: Entry) -> str:
    lasted = [] if entry.actual_s is None else [clock_text(entry.actual_s)]
    return " · ".join(filter(None, [clock_text(entry.at_s or 0), entry.more, entry.what, *lasted]))
