"""The report as one self-contained HTML page: charts, tables, both languages, light or dark as the reader prefers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from ...i18n import ENGLISH, Text, Translatable, Verbatim, html_tag, is_cjk, languages, name_of, tr
from ...park.model import Language
from ...shell.style import html
from ...shell.style.html import Html, joined, tag
from ...shell.style.tokens import PALETTES
from ...visit.log.figures import Figures
from . import words
from .tables import Cell, Names, Row, Table, tables

WIDTH = 960.0
NAME_WIDTH, VALUE_WIDTH = 300.0, 190.0
ROW, ROW_NAMED_ABOVE, BAR = 36.0, 64.0, 18.0
COLUMNS_HEIGHT = 200.0
CHARACTER_PX, CHARACTER_PX_CJK = 8.1, 15.4
"""Approximate width of a character at 15 px, used to cut long names."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its name, its parts (amount, class), and the label behind it."""

    name: Translatable
    parts: tuple[tuple[float, str], ...]
    value: Text

    @property
    def amount(self) -> float:
        return sum(amount for amount, _ in self.parts)


def bars(title: Text, rows: Sequence[Bar], *, names_above: bool = False) -> Html:
    """Horizontal bars, the longest across the full width; names before them, or above if they are long."""
    most = max((row.amount for row in rows), default=0.0) or 1.0
    left, pitch = (0.0, ROW_NAMED_ABOVE) if names_above else (NAME_WIDTH, ROW)
    room = WIDTH - left - VALUE_WIDTH
    drawn = []
    for number, row in enumerate(rows):
        middle = pitch * number + (pitch - 18 if names_above else pitch / 2)
        if names_above:
            drawn.append(_text(0, middle - 18, row.name, "name", WIDTH))
        else:
            drawn.append(_text(left - 14, middle + 5, row.name, "name end", left - 20))
        x = left
        for amount, look in row.parts:
            width = room * amount / most
            if width > 0:
                drawn.append(_bar(x, middle - BAR / 2, max(width, 2.0), BAR, look))
            x += width
        drawn.append(_text(x + 10, middle + 5, row.value, "value"))
    return _svg(title, pitch * len(rows), drawn)


def columns(title: Text, amounts: Sequence[tuple[Translatable, int]], every: int = 1) -> Html:
    """Columns over a scale; every `every`-th one has its name below."""
    most = max((amount for _, amount in amounts), default=0) or 1
    step = _step(most)
    top = ceil(most / step) * step
    left, foot = 44.0, 30.0
    high, room = COLUMNS_HEIGHT - foot - 14, WIDTH - left
    pitch = room / len(amounts)
    width = min(pitch * 0.7, 64.0)
    drawn = []
    for mark in range(0, top + 1, step):
        y = 14 + high - high * mark / top
        drawn.append(
            tag("line", class_="grid", x1=f"{left:.1f}", x2=f"{WIDTH:.1f}", y1=f"{y:.1f}", y2=f"{y:.1f}")
        )
        drawn.append(_text(left - 10, y + 5, Verbatim(str(mark)), "axis end"))
    for number, (name, amount) in enumerate(amounts):
        x = left + pitch * (number + 0.5)
        if amount:
            height = max(high * amount / top, 2.0)
            drawn.append(_bar(x - width / 2, 14 + high - height, width, height, "fill"))
        if number % every == 0:
            drawn.append(_text(x, COLUMNS_HEIGHT - 8, name, "axis middle"))
    return _svg(title, COLUMNS_HEIGHT, drawn)


def shares(title: Text, parts: Sequence[tuple[Translatable, int]]) -> Html:
    """One full-width bar split into shares, with a legend below."""
    whole = sum(amount for _, amount in parts) or 1
    drawn, x = [], 0.0
    for number, (name, amount) in enumerate(parts):
        width, look = WIDTH * amount / whole, f"s{number % 5}"
        drawn.append(_bar(x, 0, max(width - 3, 1.0), 28, look))
        x += width
        y = 58.0 + number * 28
        drawn.append(tag("rect", class_=look, x=0, y=f"{y - 12:.1f}", width=14, height=14, rx=3))
        percent = f"{100 * amount / whole:.0f} %"
        content = Text("{name} · {amount} ({percent})", amount=amount, percent=percent, name=name)
        drawn.append(_text(24, y, content, "value"))
    return _svg(title, 44.0 + 28 * len(parts), drawn)


def _step(most: int) -> int:
    """A round distance of tick marks: three to six of them up to the highest amount."""
    size = 1
    while True:
        for step in (size, 2 * size, 5 * size):
            if most <= step * 5:
                return step
        size *= 10


def _bar(x: float, y: float, width: float, height: float, look: str) -> Html:
    place = {"x": f"{x:.1f}", "y": f"{y:.1f}", "width": f"{width:.1f}", "height": f"{height:.1f}"}
    return tag("rect", class_=look, **place, rx=4)


def _text(x: float, y: float, content: Translatable, look: str, room: float = WIDTH) -> Html:
    at = {"x": f"{x:.1f}", "y": f"{y:.1f}"}
    shown = {language: tr(content, language) for language in languages()}
    if len(set(shown.values())) == 1:
        return tag("text", shown[ENGLISH], class_=look, **at)
    drawn = []
    for language, content_in in shown.items():
        cut = _cut(content_in, room / (CHARACTER_PX_CJK if is_cjk(language) else CHARACTER_PX))
        drawn.append(tag("text", cut, class_=f"{look} text {language}", **at, lang=html_tag(language)))
    return joined(drawn)


def _cut(text: str, room: float) -> str:
    return text if len(text) <= room else text[: int(room) - 1].rstrip() + "…"


def _svg(title: Text, height: float, drawn: Sequence[Html]) -> Html:
    content = " · ".join(tr(title, language) for language in languages())
    return tag("svg", drawn, viewBox=f"0 0 {WIDTH:.0f} {height:.0f}", role="img", aria_label=content)


SHARES = ("primary", "markV", "info", "warn", "control")
"""Colours of shares, in order."""

STYLE = """
header{display:flex;flex-wrap:wrap;gap:8px 24px;align-items:flex-start;justify-content:space-between}
fieldset{border:1.5px solid var(--control);border-radius:12px;padding:3px;margin:0;display:flex;background:var(--raised)}
fieldset label{padding:8px 16px;min-height:44px;border-radius:9px;font-weight:600;font-size:16px;cursor:pointer}
fieldset input{position:absolute;opacity:0}
fieldset input:checked+span{color:var(--primary)}
fieldset label:has(input:checked){background:var(--tint)}
fieldset label:has(input:focus-visible){outline:3px solid var(--focus);outline-offset:2px}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(190px,1fr));gap:16px;margin:28px 0}
.tile{background:var(--raised);border:1px solid var(--line);border-radius:18px;padding:18px 22px}
.tile b{display:block;font-size:34px;line-height:1.1}
.tile>span{color:var(--ink2);font-size:16px}
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
@media print{fieldset,details{display:none}}
"""
"""What charts and the choice of a language add to the style sheet of all pages."""


def page(figures: Figures, names: Names, language: Language) -> str:
    """The HTML page.

    Parameters
    ----------
    language : initial language; a click shows another.
    """
    shown = {table.id: table for table in tables(figures, names)}
    sections = (
        _section(shown[id], chart, note) for id, chart, note in _charts(figures, shown) if shown[id].rows
    )
    notes = (tag("p", _in_all(note), class_="fine") for note in (words.ACTIVE_NOTE, words.NOTE))
    style = STYLE + _shares_style() + _choice()
    title = tr(words.TITLE, language)
    return html.page(title, language, _head(figures, language), _tiles(figures), sections, notes, style=style)


def _charts(figures: Figures, shown: dict[str, Table]) -> list[tuple[str, Html, Text | None]]:
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
        ("days", columns(words.DAYS, days, ceil(len(days) / 14)) if days else Html(), None),
        ("hours", columns(words.HOURS, hours, ceil(len(hours) / 12)) if hours else Html(), None),
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


def _shares(table: Table) -> Html:
    return shares(table.title, [(row.name, _count(row)) for row in table.rows])


def _switched(figures: Figures) -> Text:
    return words.SWITCHED.having(count=figures.switched, visits=figures.visits)


def _open_hours(hours: Sequence[int]) -> list[tuple[int, int]]:
    """The hours from the first to the last with visitors."""
    there = [hour for hour, count in enumerate(hours) if count]
    return [(hour, hours[hour]) for hour in range(there[0], there[-1] + 1)] if there else []


def _head(figures: Figures, language: Language) -> Html:
    period: Translatable = words.NO_VISITS_THEN
    if figures.days:
        first, last = figures.days[0].day.isoformat(), figures.days[-1].day.isoformat()
        period = Verbatim(first) if first == last else words.PERIOD.having(first=first, last=last)
    choices = (
        tag(
            "label",
            tag("input", type="radio", name="language", id=id, checked=id == language),
            tag("span", name_of(id), lang=html_tag(id)),
        )
        for id in languages()
    )
    title = tag("div", tag("h1", _in_all(words.TITLE)), tag("p", _in_all(period), class_="sub"))
    return tag("header", title, tag("fieldset", choices))


def _tiles(figures: Figures) -> Html:
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
    shown = (tag("div", tag("b", _in_all(a)), tag("span", _in_all(b)), class_="tile") for a, b in tiles)
    return tag("div", shown, class_="tiles")


def _stayed(figures: Figures) -> Text:
    """What the median refers to, and how the others spread around it."""
    lower, upper = map(_length, figures.quartiles_s)
    spread = words.QUARTILES.having(lower=lower, upper=upper)
    return Text("{median}; {spread}", median=words.MEDIAN, spread=spread)


def _section(table: Table, chart: Html, note: Text | None) -> Html:
    heads = [_in_all(head) for head in (table.what, *table.heads)]
    rows = ([_in_all(row.name), *map(_cell, row.cells)] for row in table.rows)
    fine = tag("p", _in_all(note), class_="fine") if note else None
    as_table = tag("details", tag("summary", _in_all(words.TABLE)), html.table(heads, rows))
    return html.section(_in_all(table.title), fine, chart, as_table)


def _cell(cell: Cell) -> Html | str:
    if isinstance(cell, Text):
        return _in_all(cell)
    return f"{cell:.0f}" if isinstance(cell, float) else str(cell)


def _in_all(text: Translatable) -> Html | str:
    """A text in every language, of which one is shown; a text that is the same in all, only once."""
    shown = {language: tr(text, language) for language in languages()}
    if len(set(shown.values())) == 1:
        return shown[ENGLISH]
    return joined(
        tag("span", words, class_=f"text {language}", lang=html_tag(language))
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


def _shares_style() -> str:
    """Colours of the shares, in light and dark pages."""
    light, dark = (
        "".join(f".s{i}{{fill:{PALETTES[look][n]}}}" for i, n in enumerate(SHARES))
        for look in ("light", "dark")
    )
    return f"{light}@media (prefers-color-scheme:dark){{{dark}}}"
