"""A report as people read it: tables in English or Chinese, and two reports side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..bootstrap import gettext
from ..core.terminal import Table
from ..i18n import Text, Verbatim
from .report import SLOW_MS, Report, Start, Switches, Times, View, Window, in_language

NOISE = 0.1
"""Ratios nearer to 1 than this say nothing: no machine is that steady."""
PARTS_NAMED = {
    "imports": Text("imports"),
    "park": Text("park"),
    "stage": Text("stage"),
    "picture": Text("picture"),
}
BUSY_LOAD = 0.5
"""Processes waiting for each core; above this, others take part of the machine."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was measured: a name, and its figures or its one value."""

    group: str
    name: str
    times: Times | None = None
    value: float | None = None
    unit: str = ""


def as_blocks(report: Report) -> list[str | Table]:
    """A report as texts and tables."""
    return [_heading(report), *tables(list(rows(report))), *_sentences(report)]


def compared(before: Sequence[Row], now: Sequence[Row], differences: Sequence[str] = ()) -> list[str | Table]:
    """The figures of two reports side by side and their ratio: under 1 is less, and less is better."""
    old = {(row.group, row.name): row for row in before}
    lines = [["", gettext("before"), gettext("now"), gettext("ratio"), ""]]
    group, alone = None, 0
    for row in now:
        other = old.pop((row.group, row.name), None)
        if other is None:
            alone += 1
            continue
        if row.group != group:
            group = row.group
            lines.append([group])
        lines += _pairs(other, row)
    alone += len(old)
    sentences = list(differences)
    if alone:
        sentences.append(gettext("{alone} figures are in one of the reports only.", alone=alone))
    sentences.append(
        gettext(
            "Ratio = now / before; less is better. Within ±{NOISE:.0%} (≈) two runs differ by chance.",
            NOISE=NOISE,
        )
    )
    return [Table(lines), "\n".join(sentences)]


def rows(report: Report) -> Iterator[Row]:
    """Everything that was measured, one thing after the other, in the language of the terminal."""
    for view in report.views:
        yield from _view_rows(view)
    group = gettext("the picture alone")
    yield from _start_rows(group, report.start)
    yield Row(group, gettext("memory at the first picture"), value=report.start_memory_mb, unit="MB")
    yield Row(group, gettext("peak memory of this run"), value=report.memory_mb, unit="MB")
    if report.anonymous_mb is not None:
        yield Row(group, gettext("memory without files, at the end"), value=report.anonymous_mb, unit="MB")
    yield from _switch_rows(group, report.switches)
    if report.window is not None:
        yield from _window_rows(report.window)


def _view_rows(view: View) -> Iterator[Row]:
    group = gettext("overview") if view.view == "overview" else view.view

    def times(name: str, taken: Times | None) -> Iterator[Row]:
        if taken is not None:
            yield Row(group, name, times=taken)

    yield from times(gettext("moving"), view.moving)
    yield from times(gettext("coming to rest"), view.settle)
    yield from times(gettext("at rest"), view.rest)
    yield from times(gettext("pick"), view.pick)
    if view.window is not None:
        yield from times(gettext("in the window, moving"), view.window.moving)
        yield from times(gettext("in the window, at rest"), view.window.rest)
    yield Row(group, gettext("finished after a motion"), value=view.finished_ms, unit="ms")


def _start_rows(group: str, start: Start) -> Iterator[Row]:
    yield Row(group, gettext("start to first picture"), value=start.median_s * 1000, unit="ms")


def _switch_rows(group: str, switches: Switches) -> Iterator[Row]:
    named = (
        (gettext("resize"), switches.resize),
        (gettext("language"), switches.language),
        (gettext("day and dusk"), switches.light),
    )
    for name, switch in named:
        first, again = gettext("{name}, first time", name=name), gettext("{name}, later", name=name)
        yield Row(group, first, value=switch.first_ms, unit="ms")
        yield Row(group, again, value=switch.again_ms, unit="ms")


def _window_rows(window: Window) -> Iterator[Row]:
    group = gettext("the window")
    yield from _start_rows(group, window.start)
    yield Row(group, gettext("memory at the first picture"), value=window.start_memory_mb, unit="MB")
    yield Row(group, gettext("peak memory"), value=window.memory_mb, unit="MB")
    if window.anonymous_mb is not None:
        yield Row(group, gettext("memory without files, at the end"), value=window.anonymous_mb, unit="MB")
    yield from _switch_rows(group, window.switches)
    yield Row(group, gettext("one core, nothing moves"), value=window.still_core * 100, unit="%")
    yield Row(group, gettext("one core, hidden"), value=window.hidden_core * 100, unit="%")


# ---- text


def _heading(report: Report) -> str:
    machine = report.machine
    packages = " · ".join(f"{name} {version}" for name, version in machine.packages.items())
    load = "" if machine.load is None else gettext(", load {load:.1f}", load=machine.load)
    width, height = report.size
    return "\n".join(
        [
            f"Park Explorer {report.version} · {report.measured_at}",
            f"{machine.processor} · " + gettext("{cores} cores", cores=machine.cores) + load,
            f"{machine.system} · Python {machine.python} · {packages}",
            f"OpenGL: {report.renderer}",
            gettext(
                "{scene} · {width}x{height} · quality {quality} · {seconds:g} s a view",
                scene=report.scene,
                width=width,
                height=height,
                quality=report.quality,
                seconds=report.seconds,
            ),
        ]
    )


def tables(shown: Sequence[Row]) -> Iterator[Table]:
    """Rows as two tables: those of many times, and those of one value."""
    slow = gettext("> {SLOW_MS:.0f} ms", SLOW_MS=SLOW_MS)
    head = [
        gettext("milliseconds"), gettext("median"), "p95", "p99", gettext("worst"), slow,
        gettext("times"),
    ]  # fmt: skip
    timed, single = [head], []
    timed_group = single_group = ""
    for row in shown:
        if row.times is not None:
            if row.group != timed_group:
                timed_group = row.group
                timed.append([timed_group])
            t = row.times
            figures = (t.median_ms, t.p95_ms, t.p99_ms, t.slowest_ms)
            timed.append(["  " + row.name, *map(_figure, figures), f"{t.slow_share:.0%}", str(t.count)])
        else:
            if row.group != single_group:
                single_group = row.group
                single.append([single_group])
            single.append(["  " + row.name, _value(row)])
    yield Table(timed)
    yield Table(single)


def _sentences(report: Report) -> Iterator[str]:
    lines = []
    for view in report.views:
        moving, rest = "{}x{}".format(*view.moving_size), "{}x{}".format(*view.rest_size)
        lines.append(
            gettext(
                "{view}: drawn at {moving} while moving ({moving_scale:.0%} of the width), at {rest} at "
                "rest; {rest_redrawn:.0%} of the pictures at rest were drawn anew.",
                view=view.view,
                moving=moving,
                moving_scale=view.moving_scale,
                rest=rest,
                rest_redrawn=view.rest_redrawn,
            )
        )
    machine = report.machine
    if machine.load is not None and machine.load > BUSY_LOAD * machine.cores:
        lines.append(gettext("The machine was busy with other things: trust the ratios, not the times."))
    lines += [f"{view.view}: {in_language(view.quality)}" for view in report.views]
    parts = report.start.parts_s
    if parts:
        named = gettext(", ").join(
            f"{gettext(PARTS_NAMED.get(name, Verbatim(name)))} {seconds * 1000:.0f}"
            for name, seconds in parts.items()
        )
        lines.append(gettext("Parts of the start to the picture alone, ms: {named}.", named=named))
    if report.window is not None:
        window = report.window
        size = "{}x{}".format(*window.size)
        shown = window.presenter
        facts = [size, window.platform, *([in_language(shown)] if shown is not None else [])]
        lines.append(gettext("The window: {facts}.", facts=gettext(", ").join(facts)))
    lines += map(in_language, report.not_measured)
    yield "\n".join(lines)


def _pairs(before: Row, now: Row) -> Iterator[list[str]]:
    """The lines of one thing in two reports."""
    if before.times is not None and now.times is not None:
        figures = (
            (gettext("median"), before.times.median_ms, now.times.median_ms),
            ("p95", before.times.p95_ms, now.times.p95_ms),
        )
        for label, old, new in figures:
            yield [f"  {now.name}, {label}", _figure(old), _figure(new), *_ratio(old, new)]
    elif before.times is None and now.times is None:
        yield ["  " + now.name, _value(before), _value(now), *_ratio(before.value, now.value)]


def _ratio(before: float | None, now: float | None) -> tuple[str, str]:
    """now / before, and a sign: ▼ less, ▲ more, ≈ no telling."""
    if before is None or now is None or before <= 0:
        return "–", ""
    ratio = now / before
    return f"{ratio:.2f}", "≈" if abs(ratio - 1) <= NOISE else "▼" if ratio < 1 else "▲"


def differences(before: Report, now: Report) -> list[str]:
    """What else is not alike, so that the ratios may not mean what they seem to."""
    alike = (
        (gettext("processor"), before.machine.processor, now.machine.processor),
        (gettext("cores"), before.machine.cores, now.machine.cores),
        ("OpenGL", before.renderer, now.renderer),
        (gettext("scene"), before.scene, now.scene),
        (gettext("size"), before.size, now.size),
        (gettext("quality"), before.quality, now.quality),
        (
            gettext("window"),
            before.window and before.window.platform,
            now.window and now.window.platform,
        ),
    )
    return [
        gettext("Not alike: {name}: {old} / {new}.", name=name, old=old, new=new)
        for name, old, new in alike
        if old != new
    ]


def _value(row: Row) -> str:
    if row.value is None:
        return gettext("not known")
    if row.unit == "×":
        return f"{row.value:.2f} ×"
    return f"{_figure(row.value)} {row.unit}"


def _figure(value: float) -> str:
    """A number with as many digits as mean something."""
    if value >= 100:
        return f"{value:.0f}"
    return f"{value:.1f}" if value >= 1 else f"{value:.3f}"
