"""The report as one self-contained HTML page: charts, tables, both languages, light or dark as the reader prefers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...i18n import ENGLISH, Text, Translatable, Verbatim, html_tag, languages, name_of, tr
from ...park.model import Language
from ...shell.style import html
from ...shell.style.html import Html, joined, tag
from ...shell.style.tokens import PALETTES
from ...visit.log.figures import Figures
from . import words
from .charts import HALF, Bar, bars, heat, shares
from .tables import Cell, Names, Row, Table, open_hours, tables

MOST_BARS, MOST_DAYS, MOST_LINES = 5, 7, 6
"""Bars, days and lines that the overview shows of each; the tables have all."""
HEADING_ROWS, DAY_ROWS, LINE_ROWS = 3.2, 0.8, 0.7
"""Heights of a section's heading and edges, of a day and of a line of text, in rows of a chart."""
PAPER_ROWS = 29.5
"""Height of a column of the overview that fits on a sheet of A4 below the title and the tiles, in the same rows."""

OF_CLASSES = ("classes", "results")
"""Sections of teachers: on paper they come after the sheet of the booth."""

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
.half{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:0 20px;align-items:start}
.half h3{font-size:16px;margin:14px 0 6px}
.half ul{margin:0;padding-left:20px;font-size:16px}
.half table{font-size:15px}
.half th,.half td{padding:6px 0 6px 8px}
.printed{display:none}
text.cell{font-size:14px}
text.deep{fill:var(--raised)}
.none{fill:var(--surface)}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(180px,1fr));gap:16px;margin:28px 0}
.tile{background:var(--raised);border:1px solid var(--line);border-radius:18px;padding:18px}
.tile b{display:block;font-size:28px;line-height:1.1;white-space:nowrap}
.tile>span{color:var(--ink2);font-size:16px}
svg{display:block;width:100%;height:auto;overflow:visible}
text{fill:var(--ink);font-size:16px}
text.value{fill:var(--ink2)}
text.axis{fill:var(--ink3);font-size:15px}
text.end{text-anchor:end}
text.middle{text-anchor:middle}
.fill{fill:var(--primary)}
.good{fill:var(--ok)}
.bad{fill:var(--err)}
details{margin-top:18px}
summary{cursor:pointer;color:var(--link);font-size:16px;min-height:32px}
@media screen and (max-width:760px){.half{grid-template-columns:1fr}}
@page{size:A4;margin:10mm}
@media print{
 *{print-color-adjust:exact;-webkit-print-color-adjust:exact}
 fieldset,details,.onscreen{display:none}
 .printed{display:block}
 body{font-size:14px}
 main{max-width:none;padding:0}
 h1{font-size:22px}
 h2{font-size:15px;margin-bottom:6px}
 .tiles{grid-template-columns:repeat(5,minmax(0,1fr));gap:8px;margin:10px 0}
 .tile{padding:6px 10px;border-radius:10px}
 .tile b{font-size:19px}
 .tile>span{display:block;line-height:1.25}
 .tile>span,.fine,.half table,.half ul,.half h3{font-size:12px}
 .half table{margin-top:0}
 .half th,.half td{padding:3px 0 3px 6px}
 section{padding:8px 12px;margin-bottom:8px;border-radius:10px}
 section .fine{margin:-4px 0 4px;line-height:1.3}
 .half{gap:0 8px}
}
"""
"""What charts and the choice of a language add to the style sheet of all pages."""


def page(figures: Figures, names: Names, language: Language) -> str:
    """The HTML page.

    Parameters
    ----------
    language : initial language; a click shows another.
    """
    shown = {table.id: table for table in tables(figures, names)}
    overview, rows = _in_columns(_overview(figures, shown, names))
    sections = [
        (id, _section(shown[id], chart, note))
        for id, chart, note in _charts(figures, shown)
        if shown[id].rows
    ]
    of_booths = (section for id, section in sections if id not in OF_CLASSES)
    of_classes = (section for id, section in sections if id in OF_CLASSES)
    others, _ = _in_columns(
        [
            (len(shown[id].rows), _section(shown[id], _shares(shown[id]), note))
            for id, note in (("languages", _switched(figures)), ("endings", None), ("modes", None))
            if len(shown[id].rows) > (id == "modes")  # one kind of show alone says nothing
        ]
    )
    notes = (tag("p", _in_all(note), class_="fine") for note in (words.ACTIVE_NOTE, words.NOTE))
    more = tag("p", _in_all(words.MORE), class_="fine printed")
    style = STYLE + _on_paper(rows) + _shares_style() + _choice()
    title = tr(words.TITLE, language)
    return html.page(
        title, language, _head(figures, language), _tiles(figures), overview,
        tag("div", of_booths, others, class_="onscreen"), notes, more if figures.visits else None, of_classes,
        style=style,
    )  # fmt: skip


def _on_paper(rows: float) -> str:
    """CSS that shrinks an overview of this height to one sheet."""
    share = PAPER_ROWS / max(rows, PAPER_ROWS)
    return f"@media print{{main{{zoom:{share:.2f};width:190mm;margin:0 auto}}}}\n" if share < 1 else ""


def _in_columns(sections: Sequence[tuple[float, Html]]) -> tuple[Html, float]:
    """Sections in two columns, each in the one that is shorter so far, and the height of the longer one.

    Parameters
    ----------
    sections : the height of each, in rows of a chart, and its markup.
    """
    columns: tuple[list[Html], list[Html]] = ([], [])
    heights = [0.0, 0.0]
    for height, section in sections:
        shorter = 1 if heights[1] < heights[0] else 0
        columns[shorter].append(section)
        heights[shorter] += height + HEADING_ROWS
    return tag("div", (tag("div", column) for column in columns), class_="half"), max(heights)


def _overview(figures: Figures, shown: dict[str, Table], names: Names) -> list[tuple[float, Html]]:
    """What is read first, in two columns."""
    zones, exhibits, calendar = shown["zones"], shown["exhibits"], shown["calendar"]
    days = [(_day(row), list(map(_number_of, row.cells))) for row in calendar.rows[-MOST_DAYS:]]
    hours = [Verbatim(str(hour)) for hour in open_hours(figures)]
    drawn: list[tuple[Table, Html, Text | None, float]] = [
        (shown["funnel"], _funnel(figures, shown["funnel"]), words.FUNNEL_NOTE,
         len(figures.funnel)),
        (calendar, heat(words.CALENDAR, hours, days),
         _rest(words.LATEST_DAYS, len(days), len(calendar.rows)), DAY_ROWS * len(days)),
        (zones, bars(words.ZONES, _zone_bars(figures, zones)[:MOST_BARS], HALF),
         _rest(words.MOST, MOST_BARS, len(zones.rows)) or words.ZONES_NOTE,
         min(MOST_BARS, len(zones.rows))),
        (exhibits, bars(words.EXHIBITS, _exhibit_bars(exhibits)[:MOST_BARS], HALF),
         _rest(words.MOST, MOST_BARS, len(exhibits.rows)), min(MOST_BARS, len(exhibits.rows))),
    ]  # fmt: skip
    sections = [(height, _section(table, chart, note)) for table, chart, note, height in drawn if table.rows]
    return [*sections, *_compared(shown), *_survey(figures, names)]


def _compared(shown: dict[str, Table]) -> Iterator[tuple[float, Html]]:
    """The latest days, and all booths, side by side."""
    for id in ("days", "booths"):
        table = shown[id]
        count = len(table.rows)
        if count > 1:
            latest = table
            if id == "days":
                rows = tuple(replace(row, name=_day(row)) for row in table.rows[-MOST_DAYS:])
                latest = replace(table, rows=rows)
            rest = _rest(words.LATEST_DAYS, len(latest.rows), count)
            height = DAY_ROWS * len(latest.rows) + 1
            if rest is not None:
                yield height, _section(table, _as_table(latest), rest)
            else:
                yield height, html.section(_in_all(table.title), _as_table(latest))


def _day(row: Row) -> Text:
    return Text("{month}/{day}", month=int(row.id[5:7]), day=int(row.id[8:]))


def _rest(words: Text, shown: int, count: int) -> Text | None:
    return words.having(shown=shown, count=count) if count > shown else None


def _funnel(figures: Figures, table: Table) -> Html:
    whole = figures.funnel.get("touched", 0)
    steps = [_share(row.name, _count(row), whole) for row in table.rows]
    return bars(words.FUNNEL, steps, HALF)


def _share(name: Translatable, count: int, whole: int) -> Bar:
    percent = f"{100 * count / (whole or 1):.0f} %"
    return Bar(name, ((count, "fill"),), Text("{count} ({percent})", count=count, percent=percent))


def _survey(figures: Figures, names: Names) -> list[tuple[float, Html]]:
    """A section for each question of the survey."""
    sections: list[tuple[float, Html]] = []
    for asked in names.surveyed(figures.survey):
        known = names.survey.get(asked.question)
        title: Translatable = known.question if known else Verbatim(asked.question)
        options = range(1, max(known.answers if known else 0, *asked.options, 0) + 1)
        answered = [
            _share(names.option(asked.question, option), asked.options.get(option, 0), asked.answers)
            for option in options
        ]
        chart = bars(words.SURVEY, answered, HALF)
        lines = Counter(asked.lines).most_common(MOST_LINES)
        listed = [tag("li", line if count == 1 else f"{line} ({count})") for line, count in lines]
        answers = Text("{count} answer", "{count} answers", count=asked.answers)
        note = Text(
            "{answers}, {skipped} skipped. {apart}",
            answers=answers,
            skipped=asked.skipped,
            apart=words.SURVEY_NOTE,
        )
        fine = tag("p", _in_all(note), class_="fine")
        listing = tag("ul", listed) if listed else None
        section = html.section(_in_all(title), fine, chart if options else None, listing)
        sections.append((len(options) + LINE_ROWS * len(listed), section))
    return sections


def _charts(figures: Figures, shown: dict[str, Table]) -> list[tuple[str, Html, Text | None]]:
    """Table, chart, and a sentence about it, in page order."""
    return [
        ("quiz", bars(words.QUIZ, _quiz_bars(figures, shown["quiz"])), None),
        (
            "classes",
            bars(words.CLASSES, _class_bars(figures, shown["classes"])),
            words.CLASSES_NOTE,
        ),
        (
            "results",
            bars(words.RESULTS, _result_bars(figures, shown["results"])),
            words.RESULTS_NOTE,
        ),
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
    return _number_of(row.cells[column])


def _number_of(cell: Cell) -> int:
    return 0 if isinstance(cell, Text) else int(cell)


def _shares(table: Table) -> Html:
    return shares(table.title, [(row.name, _count(row)) for row in table.rows], HALF)


def _switched(figures: Figures) -> Text:
    return words.SWITCHED.having(count=figures.switched, visits=figures.visits)


def _head(figures: Figures, language: Language) -> Html:
    period: Translatable = words.NO_VISITS_THEN
    if figures.days:
        first, last = figures.days[0].name, figures.days[-1].name
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
        (
            Verbatim(str(figures.visits)),
            words.VISITS_AND_STAFF.having(count=figures.staff) if figures.staff else words.VISITS,
        ),
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
    fine = tag("p", _in_all(note), class_="fine") if note else None
    as_table = tag("details", tag("summary", _in_all(words.TABLE)), _as_table(table))
    return html.section(_in_all(table.title), fine, chart, as_table)


def _as_table(table: Table) -> Html:
    heads = [_in_all(head) for head in (table.what, *table.heads)]
    return html.table(heads, ([_in_all(row.name), *map(_cell, row.cells)] for row in table.rows))


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
