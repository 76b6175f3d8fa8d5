"""The report as one self-contained HTML page: charts, tables, both languages, light or dark as the reader prefers."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import ceil

from ...i18n import ENGLISH, Text, Translatable, Verbatim, html_tag, languages, name_of, tr
from ...park.model import Language
from ...shell.style.tokens import PALETTES
from ...visit.log.figures import Figures
from . import words
from .charts import Bar, bars, columns, shares
from .tables import Cell, Names, Row, Table, tables

ROLES = (
    "surface", "raised", "line", "control", "ink", "ink2", "ink3", "primary", "tint", "link", "focus", "ok", "err",
)  # fmt: skip
"""Colours of the shell's theme that the page uses."""
SHARES = ("primary", "markV", "info", "warn", "control")
"""Colours of shares, in order."""

STYLE = """
*{box-sizing:border-box}
body{margin:0;background:var(--surface);color:var(--ink);
 font:18px/1.5 Figtree,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Liberation Sans",sans-serif;
 font-variant-numeric:tabular-nums}
main{max-width:1060px;margin:0 auto;padding:40px 24px 64px}
header{display:flex;flex-wrap:wrap;gap:8px 24px;align-items:flex-start;justify-content:space-between}
.zh{font-family:"Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif}
h1{font-size:30px;line-height:1.18;margin:0}
h2{font-size:22px;line-height:1.25;margin:0 0 16px}
p{margin:0}
.sub{color:var(--ink2);margin-top:4px}
.fine{color:var(--ink3);font-size:15px}
fieldset{border:1.5px solid var(--control);border-radius:12px;padding:3px;margin:0;display:flex;background:var(--raised)}
fieldset label{padding:8px 16px;min-height:44px;border-radius:9px;font-weight:600;font-size:16px;cursor:pointer}
fieldset input{position:absolute;opacity:0}
fieldset input:checked+span{color:var(--primary)}
fieldset label:has(input:checked){background:var(--tint)}
fieldset label:has(input:focus-visible){outline:3px solid var(--focus);outline-offset:2px}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(190px,1fr));gap:16px;margin:28px 0}
.tile,section{background:var(--raised);border:1px solid var(--line);border-radius:18px}
.tile{padding:18px 22px}
.tile b{display:block;font-size:34px;line-height:1.1}
.tile>span{color:var(--ink2);font-size:16px}
section{padding:24px 26px;margin:0 0 20px;break-inside:avoid}
section .fine{margin:-10px 0 14px}
svg{display:block;width:100%;height:auto;overflow:visible}
text{fill:var(--ink);font-size:16px}
text.value{fill:var(--ink2)}
text.axis{fill:var(--ink3);font-size:15px}
text.end{text-anchor:end}
text.middle{text-anchor:middle}
.grid{stroke:var(--line);stroke-width:1}
.fill{fill:var(--primary)}
.good{fill:var(--ok)}
.bad{fill:var(--err)}
details{margin-top:18px}
summary{cursor:pointer;color:var(--link);font-size:16px;min-height:32px}
table{border-collapse:collapse;width:100%;font-size:16px;margin-top:8px}
th,td{text-align:right;padding:6px 10px;border-bottom:1px solid var(--line);vertical-align:top}
th:first-child,td:first-child{text-align:left;padding-left:0}
th{color:var(--ink2);font-weight:600}
@media print{fieldset,details{display:none}body{background:#fff}}
"""


def page(figures: Figures, names: Names, language: Language) -> str:
    """The HTML page.

    Parameters
    ----------
    language : initial language; a click shows another.
    """
    shown = {table.id: table for table in tables(figures, names)}
    sections = "".join(
        _section(shown[id], chart, note) for id, chart, note in _charts(figures, shown) if shown[id].rows
    )
    return (
        f'<!doctype html>\n<html lang="{html_tag(language)}">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">'
        f"<title>{escape(tr(words.TITLE, language))}</title><style>{_colours()}{STYLE}{_choice()}</style></head>\n<body><main>"
        f"{_head(figures, language)}{_tiles(figures)}{sections}"
        f'<p class="fine">{_in_all(words.ACTIVE_NOTE)}</p><p class="fine">{_in_all(words.NOTE)}</p></main></body></html>\n'
    )


def _charts(figures: Figures, shown: dict[str, Table]) -> list[tuple[str, str, Text | None]]:
    """Table, chart, and a sentence about it, in page order."""
    days = [(Text("{month}/{day}", month=d.day.month, day=d.day.day), d.visits) for d in figures.days]
    hours = [(Text("{h}:00", h=h), n) for h, n in _open_hours(figures.hours)]
    return [
        ("zones", bars(words.ZONES, _zone_bars(figures, shown["zones"])), words.ZONES_NOTE),
        ("exhibits", bars(words.EXHIBITS, _exhibit_bars(shown["exhibits"])), None),
        ("quiz", bars(words.QUIZ, _quiz_bars(figures, shown["quiz"]), names_above=True), None),
        (
            "classes",
            bars(words.CLASSES, _class_bars(figures, shown["classes"]), names_above=True),
            words.CLASSES_NOTE,
        ),
        (
            "results",
            bars(words.RESULTS, _result_bars(figures, shown["results"]), names_above=True),
            words.RESULTS_NOTE,
        ),
        ("days", columns(words.DAYS, days, ceil(len(days) / 14)) if days else "", None),
        ("hours", columns(words.HOURS, hours, ceil(len(hours) / 12)) if hours else "", None),
        ("languages", _shares(shown["languages"]), _switched(figures)),
        ("endings", _shares(shown["endings"]), None),
        ("modes", _shares(shown["modes"]), None),
    ]


def _zone_bars(figures: Figures, table: Table) -> list[Bar]:
    return [
        Bar(
            row.name,
            ((zone.visits, "fill"),),
            Text("{visits} · {length}", visits=_visits(zone.visits), length=_length(zone.median_s)),
        )
        for row, zone in zip(table.rows, figures.zones, strict=True)
    ]


def _exhibit_bars(table: Table) -> list[Bar]:
    return [
        Bar(
            row.name,
            ((_count(row), "fill"),),
            Text(
                "{acts} · {visits}",
                acts=Text("{count} action", "{count} actions", count=_count(row)),
                visits=_visits(_count(row, 1)),
            ),
        )
        for row in table.rows
    ]


def _quiz_bars(figures: Figures, table: Table) -> list[Bar]:
    return [
        Bar(
            row.name,
            ((asked.right, "good"), (asked.answers - asked.right, "bad")),
            Text("{right} of {answers} correct", right=asked.right, answers=asked.answers),
        )
        for row, asked in zip(table.rows, figures.quiz, strict=True)
    ]


def _class_bars(figures: Figures, table: Table) -> list[Bar]:
    return [
        Bar(
            row.name,
            ((asked.right, "good"), (asked.answers - asked.right, "bad")),
            Text("{right} of {answers} correct", context="hands", right=asked.right, answers=asked.answers),
        )
        for row, asked in zip(table.rows, figures.classes, strict=True)
    ]


def _result_bars(figures: Figures, table: Table) -> list[Bar]:
    """Bars of results: number of pairs, and the value that half of them reached."""
    return [
        Bar(
            row.name,
            ((result.pairs, "fill"),),
            Text("{count} pair: {lowest} to {highest}", "{count} pairs: {lowest} to {highest}", count=result.pairs,
                 lowest=row.cells[2], highest=row.cells[4]),
        )
        for row, result in zip(table.rows, figures.results, strict=True)
    ]  # fmt: skip


def _count(row: Row, column: int = 0) -> int:
    """A number in a row."""
    cell = row.cells[column]
    return 0 if isinstance(cell, Text) else int(cell)


def _shares(table: Table) -> str:
    return shares(table.title, [(row.name, _count(row)) for row in table.rows])


def _switched(figures: Figures) -> Text:
    return words.SWITCHED.having(count=figures.switched, visits=figures.visits)


def _open_hours(hours: Sequence[int]) -> list[tuple[int, int]]:
    """The hours from the first to the last with visitors."""
    there = [hour for hour, count in enumerate(hours) if count]
    return [(hour, hours[hour]) for hour in range(there[0], there[-1] + 1)] if there else []


def _head(figures: Figures, language: Language) -> str:
    period = f'<p class="sub">{_in_all(words.NO_VISITS_THEN)}</p>'
    if figures.days:
        first, last = figures.days[0].day.isoformat(), figures.days[-1].day.isoformat()
        shown_period = Verbatim(first) if first == last else words.PERIOD.having(first=first, last=last)
        period = f'<p class="sub">{_in_all(shown_period)}</p>'
    choices = "".join(
        f'<label><input type="radio" name="language" id="{id}"{" checked" if id == language else ""}>'
        f'<span lang="{html_tag(id)}">{name_of(id)}</span></label>'
        for id in languages()
    )
    return (
        f"<header><div><h1>{_in_all(words.TITLE)}</h1>{period}</div><fieldset>{choices}</fieldset></header>"
    )


def _tiles(figures: Figures) -> str:
    openings = sum(zone.openings for zone in figures.zones)
    answers, right = sum(a.answers for a in figures.quiz), sum(a.right for a in figures.quiz)
    tiles: list[tuple[Translatable, Translatable]] = [
        (Verbatim(str(figures.visits)), words.VISITS),
        (_length(figures.median_s), _stayed(figures)),
        (Verbatim(str(figures.bounces)), words.BOUNCES),
        (_number(openings / figures.visits if figures.visits else 0.0), words.ZONES_A_VISIT),
    ]
    if answers:
        percent = f"{100 * right / answers:.0f} %"
        tiles.append((Verbatim(percent), words.RIGHT_SHARE))
    shown = "".join(f'<div class="tile"><b>{_in_all(a)}</b><span>{_in_all(b)}</span></div>' for a, b in tiles)
    return f'<div class="tiles">{shown}</div>'


def _stayed(figures: Figures) -> Text:
    """What the median refers to, and how the others spread around it."""
    lower, upper = map(_length, figures.quartiles_s)
    spread = words.QUARTILES.having(lower=lower, upper=upper)
    return Text("{median}; {spread}", median=words.MEDIAN, spread=spread)


def _section(table: Table, chart: str, note: Text | None) -> str:
    heads = "".join(f"<th>{_in_all(head)}</th>" for head in (table.what, *table.heads))
    rows = "".join(
        f"<tr><td>{_in_all(row.name)}</td>"
        + "".join(f"<td>{_cell(cell)}</td>" for cell in row.cells)
        + "</tr>"
        for row in table.rows
    )
    fine = f'<p class="fine">{_in_all(note)}</p>' if note else ""
    return (
        f"<section><h2>{_in_all(table.title)}</h2>{fine}{chart}<details><summary>{_in_all(words.TABLE)}</summary>"
        f"<table><tr>{heads}</tr>{rows}</table></details></section>\n"
    )


def _cell(cell: Cell) -> str:
    if isinstance(cell, Text):
        return _in_all(cell)
    return escape(f"{cell:.0f}" if isinstance(cell, float) else str(cell))


def _in_all(text: Translatable) -> str:
    """A text in every language, of which one is shown; a text that is the same in all, only once."""
    shown = {language: tr(text, language) for language in languages()}
    if len(set(shown.values())) == 1:
        return escape(shown[ENGLISH])
    return "".join(
        f'<span class="text {language}" lang="{html_tag(language)}">{escape(words)}</span>'
        for language, words in shown.items()
    )


def _choice() -> str:
    """CSS that hides every language but the chosen one."""
    return "".join(
        f"body:has(#{language}:checked) .text:not(.{language}){{display:none}}\n" for language in languages()
    )


def _length(seconds: float) -> Text:
    """A duration in words."""
    whole = round(seconds)
    if whole < 60:
        return Text("{whole} s", whole=whole)
    minutes, rest = divmod(whole, 60)
    if minutes >= 60:
        return Text("{minutes} h {minutes2} min", minutes=minutes // 60, minutes2=minutes % 60)
    return Text("{minutes} min {rest} s", minutes=minutes, rest=rest)


def _number(value: float) -> Text:
    return Text("{value:.1f}", value=value)


def _visits(count: int) -> Text:
    return Text("{count} visit", "{count} visits", count=count)


def _colours() -> str:
    """The shell's palettes as CSS variables; the reader's preference selects one."""
    light, dark = (
        "".join(f"--{n}:{PALETTES[look][n]};" for n in ROLES)
        + "".join(f"--s{i}:{PALETTES[look][n]};" for i, n in enumerate(SHARES))
        for look in ("light", "dark")
    )
    marks = "".join(f".s{i}{{fill:var(--s{i})}}" for i in range(len(SHARES)))
    return f":root{{{light}}}@media (prefers-color-scheme:dark){{:root{{{dark}}}}}{marks}"
