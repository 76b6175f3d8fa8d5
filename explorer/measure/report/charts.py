"""Charts of the report as SVG: bars, shares and a heat map, labelled in every language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from ...i18n import ENGLISH, Language, Text, Translatable, Verbatim, html_tag, is_cjk, languages, tr
from ...shell.style.html import Html, joined, tag

WIDTH, HALF = 960.0, 470.0
CELL = 28.0
ROW, BAR = 38.0, 9.0
GAP = 16.0
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


def bars(title: Text, rows: Sequence[Bar], width: float = WIDTH) -> Html:
    """Horizontal bars, the longest across the full width, each below its name and its value."""
    most = max((row.amount for row in rows), default=0.0) or 1.0
    drawn = []
    for number, row in enumerate(rows):
        y = ROW * number
        drawn.append(_text(0, y + 15, row.name, "name", width - GAP - _width(row.value)))
        drawn.append(_text(width, y + 15, row.value, "value end"))
        x = 0.0
        for amount, look in row.parts:
            length = width * amount / most
            if length > 0:
                drawn.append(_bar(x, y + 21, max(length, 2.0), BAR, look))
            x += length
    return _svg(title, ROW * len(rows), drawn, width)


def heat(
    title: Text, columns: Sequence[Translatable], rows: Sequence[tuple[Translatable, Sequence[int]]]
) -> Html:
    """Counts of rows and columns as cells, the deeper the more; each that is not 0 has its number."""
    most = max((count for _, counts in rows for count in counts), default=0) or 1
    left, top = 64.0, 24.0
    pitch = (HALF - left) / max(len(columns), 1)
    every = ceil(len(columns) / 12)
    drawn = [
        _text(left + pitch * (n + 0.5), 14, name, "axis middle")
        for n, name in enumerate(columns)
        if n % every == 0
    ]
    for number, (name, counts) in enumerate(rows):
        y = top + CELL * number
        drawn.append(_text(left - 10, y + CELL / 2 + 5, name, "axis end"))
        for n, count in enumerate(counts):
            depth = count / most
            x = left + pitch * n
            look = "fill" if count else "none"
            drawn.append(
                _bar(
                    x + 1,
                    y + 1,
                    pitch - 2,
                    CELL - 2,
                    look,
                    opacity=f"{0.15 + 0.85 * depth:.2f}" if count else None,
                )
            )
            if count and pitch > 20:
                deep = "cell deep" if depth > 0.5 else "cell"
                drawn.append(_text(x + pitch / 2, y + CELL / 2 + 5, Verbatim(str(count)), f"{deep} middle"))
    return _svg(title, top + CELL * len(rows), drawn, HALF)


def shares(title: Text, parts: Sequence[tuple[Translatable, int]], width: float = WIDTH) -> Html:
    """One full-width bar split into shares, with a legend below."""
    whole = sum(amount for _, amount in parts) or 1
    drawn, x = [], 0.0
    for number, (name, amount) in enumerate(parts):
        length, look = width * amount / whole, f"s{number % 5}"
        drawn.append(_bar(x, 0, max(length - 3, 1.0), 28, look))
        x += length
        y = 58.0 + number * 28
        drawn.append(tag("rect", class_=look, x=0, y=f"{y - 12:.1f}", width=14, height=14, rx=3))
        percent = f"{100 * amount / whole:.0f} %"
        content = Text("{name} · {amount} ({percent})", amount=amount, percent=percent, name=name)
        drawn.append(_text(24, y, content, "value"))
    return _svg(title, 44.0 + 28 * len(parts), drawn, width)


def _bar(x: float, y: float, width: float, height: float, look: str, opacity: str | None = None) -> Html:
    place = {"x": f"{x:.1f}", "y": f"{y:.1f}", "width": f"{width:.1f}", "height": f"{height:.1f}"}
    return tag("rect", class_=look, **place, rx=4, fill_opacity=opacity)


def _text(x: float, y: float, content: Translatable, look: str, room: float = WIDTH) -> Html:
    at = {"x": f"{x:.1f}", "y": f"{y:.1f}"}
    shown = {language: tr(content, language) for language in languages()}
    if len(set(shown.values())) == 1:
        return tag("text", shown[ENGLISH], class_=look, **at)
    drawn = []
    for language, content_in in shown.items():
        cut = _cut(content_in, room / _character_px(language))
        drawn.append(tag("text", cut, class_=f"{look} text {language}", **at, lang=html_tag(language)))
    return joined(drawn)


def _character_px(language: Language) -> float:
    return CHARACTER_PX_CJK if is_cjk(language) else CHARACTER_PX


def _width(content: Translatable) -> float:
    """Approximate width of a text in the language in which it is widest."""
    return max(len(tr(content, language)) * _character_px(language) for language in languages())


def _cut(text: str, room: float) -> str:
    return text if len(text) <= room else text[: int(room) - 1].rstrip() + "…"


def _svg(title: Text, height: float, drawn: Sequence[Html], width: float = WIDTH) -> Html:
    content = " · ".join(tr(title, language) for language in languages())
    return tag("svg", drawn, viewBox=f"0 0 {width:.0f} {height:.0f}", role="img", aria_label=content)
