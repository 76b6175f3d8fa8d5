"""The summary of a talk: what was shown and for how long, as rows, as CSV and as HTML."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Literal

from ...i18n import Text, html_tag, tr
from ...park.answers import answer_named
from ...park.model import Language, Park
from ...visit.talk.state import Talk
from ..style.time_format import clock_text, difference_text
from .lookup import kind_text
from .next_stop import stop_title

REPORT_WORDS: dict[str, Text] = {
    "stop": Text("Stop", context="of a talk"),
    "planned": Text("Planned"),
    "actual": Text("Actual"),
    "difference": Text("Difference"),
    "strayed": Text("Outside the tour"),
    "looked-up": Text("Looked up"),
    "at": Text("Time"),
    "what": Text("What"),
    "kind": Text("Kind"),
    "questions": Text("After the last stop"),
    "total": Text("Total"),
}
ENTRY_KINDS: dict[str, Text] = {
    "stop": Text("stop"),
    "strayed": Text("outside the tour"),
    "looked-up": Text("looked up"),
}


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
            Entry("stop", stop_title(stop, park, language), "", None, stop.hold_s, talk.spent_s(index))
            for index, stop in enumerate(talk.tour.stops)
        ]
        if talk.spent_s(None):
            stops.append(
                Entry("stop", tr(Text("After the last stop"), language), actual_s=talk.spent_s(None))
            )
        strayed = [
            Entry(
                "strayed",
                park.zones[leg.zone].title[language] if leg.zone else tr(Text("The whole park"), language),
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
    seconds = tr(Text("s"), language)
    heads = [tr(REPORT_WORDS[name], language) for name in names]
    table.writerow([*heads[:2], *(f"{head} ({seconds})" for head in heads[2:])])
    for entry in summary.entries:
        what = f"{entry.what} ({entry.more})" if entry.more else entry.what
        times = (entry.at_s, entry.planned_s, entry.actual_s)
        cells = ["" if time is None else f"{time:.0f}" for time in times]
        table.writerow([tr(ENTRY_KINDS[entry.kind], language), what, *cells])
    return file.getvalue()


def as_html(summary: TalkSummary, language: Language) -> str:
    """The summary as a self-contained page."""

    def word(name: str) -> str:
        return escape(tr(REPORT_WORDS[name], language))

    rows = "".join(
        f"<tr><td>{escape(e.what)}</td><td>{'' if e.planned_s is None else clock_text(e.planned_s)}</td>"
        f"<td>{clock_text(e.actual_s or 0)}</td>"
        f"<td>{'' if e.planned_s is None else difference_text(e.actual_s or 0, e.planned_s)}</td></tr>\n"
        for e in summary.stops
    )
    total = (
        f"<tr class=sum><td>{word('total')}</td><td>{clock_text(summary.planned_s)}</td>"
        f"<td>{clock_text(summary.actual_s)}</td>"
        f"<td>{difference_text(summary.actual_s, summary.planned_s)}</td></tr>"
    )
    heads = "".join(f"<th>{word(name)}</th>" for name in ("stop", "planned", "actual", "difference"))
    parts = [f"<table>\n<tr>{heads}</tr>\n{rows}{total}\n</table>"]
    for name, entries in (("strayed", summary.strayed), ("looked-up", summary.looked_up)):
        listed = "".join(
            f"<li>{clock_text(e.at_s or 0)} · {escape(e.more + ' · ' if e.more else '')}{escape(e.what)}"
            f"{'' if e.actual_s is None else ' · ' + clock_text(e.actual_s)}</li>\n"
            for e in entries
        )
        parts.append(
            f"<h2>{word(name)}</h2>\n"
            + (f"<ul>\n{listed}</ul>" if listed else f"<p>{word(name + '.none')}</p>")
        )
    title, ended = escape(summary.title), f"{summary.ended:%Y-%m-%d %H:%M}"
    body = "\n".join(parts)
    return (
        f'<!doctype html>\n<html lang="{html_tag(language)}"><meta charset="utf-8">'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n"
        f"<h1>{title}</h1>\n<p>{ended}</p>\n{body}\n</html>\n"
    )


STYLE = (
    "body{font:16px/1.5 Figtree,'Noto Sans CJK SC',sans-serif;color:#23262f;background:#fbf7f0;"
    "max-width:46em;margin:3em auto;padding:0 1em}table{border-collapse:collapse;width:100%}"
    "th,td{text-align:right;padding:.4em .6em;border-bottom:1px solid #ddd2c1;font-variant-numeric:tabular-nums}"
    "th:first-child,td:first-child{text-align:left}.sum td{font-weight:700}"
)
