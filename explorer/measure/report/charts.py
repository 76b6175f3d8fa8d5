"""SVG charts: horizontal bars with names, columns over a scale, one bar split into shares.

Colours are classes to which the page assigns its palette (`fill`, `good`, `bad`, `s0` ... `s4`). Every name
is included in all languages; the page shows one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from ...i18n import ENGLISH, Text, Translatable, Verbatim, html_tag, is_cjk, languages, tr
from ...shell.style.html import Html, joined, tag

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
    for language, words in shown.items():
        cut = _cut(words, room / (CHARACTER_PX_CJK if is_cjk(language) else CHARACTER_PX))
        drawn.append(tag("text", cut, class_=f"{look} text {language}", **at, lang=html_tag(language)))
    return joined(drawn)


def _cut(text: str, room: float) -> str:
    return text if len(text) <= room else text[: int(room) - 1].rstrip() + "…"


def _svg(title: Text, height: float, drawn: Sequence[Html]) -> Html:
    content = " · ".join(tr(title, language) for language in languages())
    return tag("svg", drawn, viewBox=f"0 0 {WIDTH:.0f} {height:.0f}", role="img", aria_label=content)
