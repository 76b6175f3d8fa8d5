"""The words of an exhibit on the page, in one language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...exhibits.exhibit import TRUTH_WORDS, Chart, Output, figures_of
from ...exhibits.number_format import MINUS
from ...i18n import COMMA, ENGLISH, Language, Text, number_text, tr
from ...i18n.units import amount_text, unit_text
from ...shell.exhibit.parameters import Parameter, parameters_of
from ...shell.exhibit.show_me.card import CAPTION_FROM
from ...shell.exhibit.step import ask_of
from ...visit.exhibit_run import Running
from .answers import EVERY_S, Plan

WORDS: dict[str, Text] = {
    "again": Text("Again"),
    "show": Text("Show me"),
    "stop_show": Text("Leave", context="the demonstration"),
    "step": Text("Step {step} of {count}"),
    "pause": Text("Pause", context="the demonstration"),
    "continue": Text("Continue", context="the demonstration"),
    "dials": Text("Dials"),
    "computed": Text(
        "Computed beforehand with the park’s own program, seed {seed}. Each setting runs from the start; the button acts {at} s "
        "into the run."
    ),
    "computed_sheet": Text("Computed beforehand with the park’s own program, for every setting shown here."),
    "one_dial": Text(
        "Computed for one dial at a time: the others stay at {setting}. A dial that is turned sets them back."
    ),
    "parts": Text("In the picture the parts move as for the setting it comes with."),
    "no_parts": Text("The parts of this exhibit are not shown in the picture."),
    "exact": Text("This is the state of the link."),
    "near": Text("The nearest computed setting to the link: {list}."),
    "near_dial": Text("{dial} {here} instead of {there} ({percent} % of its range away)"),
    "more_changed": Text("What else was changed there is not computed here: {list}."),
    "bad_code": Text("This link holds no state of this exhibit. It begins as it comes."),
    "seconds": Text("{number} s"),
    "comma": COMMA,
}
"""Words of the page that are the same for all exhibits."""
DIGITS = "#"
"""Placeholder of the number in a text of an amount."""


def words_of(plan: Plan, language: Language, captions: Sequence[tuple[float, int, str]]) -> dict[str, Any]:
    """Everything that the card of an exhibit says."""
    cls, exhibit = type(plan.exhibit), plan.exhibit
    steps = cls.walkthrough
    return {
        "ask": ask_of(steps[0], language) if steps else tr(cls.try_this, language),
        "try": tr(cls.try_this, language),
        "act": next((tr(a.label, language) for a in exhibit.actions if a.name == plan.act), ""),
        "truth": tr(TRUTH_WORDS[cls.truth], language),
        "limit": tr(cls.limit, language),
        "signs": number_text(1234.5, ",.1f", language)[5] + number_text(1234.5, ",.1f", language)[1],
        "outputs": {o.name: _output(o, language) for o in plan.outputs},
        "figures": [[o.name, tr(o.words, language), _figure(o, language)] for o in figures_of(cls)],
        "charts": [_chart(chart, language) for chart in plan.charts],
        "dials": {dial.name: _dial(dial, values, language) for dial, values in plan.dials},
        "more": {
            **{dial.name: tr(dial.label, language) for dial in parameters_of(cls) if dial.expert},
            **{a.name: tr(a.label, language) for a in exhibit.actions},
        },
        "captions": captions,
    }


def captions_of(
    shown: Sequence[tuple[float, int, Running]], language: Language
) -> list[tuple[float, int, str]]:
    """The captions of *Show me*: second, step, and words, wherever these change."""
    found: list[tuple[float, int, str]] = []
    for moment, (share, at, run) in enumerate(shown):
        steps = type(run.exhibit).walkthrough
        caption = run.exhibit.caption(run.state, at) if share >= CAPTION_FROM else None
        words = tr(caption or steps[at].words, language)
        if not found or (at, words) != found[-1][1:]:
            found.append((round(moment * EVERY_S, 1), at, words))
    return found


def _output(output: Output, language: Language) -> dict[str, Any]:
    return {
        "label": tr(output.label, language),
        "amount": _amount(output.unit, language),
        "money": output.unit == "money",
        "low": output.low,
        "names": [tr(name, language) for name in output.names],
    }


def _figure(output: Output, language: Language) -> list[str]:
    """Its amount in large type: without the unit where its label names that already, as on the desktop."""
    is_in_text = (
        output.plain is not None and output.unit and unit_text(output.unit, ENGLISH) in str(output.plain)
    )
    return _amount("" if is_in_text else output.unit, language)


def _amount(unit: str, language: Language) -> list[str]:
    """Texts of an amount around its number: positive, negative, and one exactly."""
    if not unit:
        return [DIGITS, MINUS + DIGITS, "1"]
    if unit == "×":
        return [unit + DIGITS, unit + MINUS + DIGITS, f"{unit}1"]
    return [
        amount_text(DIGITS, unit, language), amount_text(MINUS + DIGITS, unit, language), amount_text("1", unit, language)
    ]  # fmt: skip


def _chart(chart: Chart, language: Language) -> dict[str, Any]:
    return {
        "kind": chart.kind,
        "title": tr(chart.title, language),
        "across": tr(chart.across, language) if chart.across else "",
        "outputs": chart.outputs,
        "reach": chart.reach,
    }


def _dial(dial: Parameter, values: Sequence[Any], language: Language) -> dict[str, Any]:
    return {
        "label": tr(dial.label, language),
        "meaning": tr(dial.meaning, language),
        "kind": dial.kind,
        "values": [
            tr(Text("on", context="switch") if value else Text("off"), language)
            if dial.kind == "switch"
            else dial.format_value(value, language)
            for value in values
        ],
    }
