"""A report as tables and sentences in the language of the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...base.bootstrap import gettext
from ...base.terminal import Table
from .report import SLOW_MS, Report, Times, in_language

BUSY_LOAD = 0.5
"""Load per core above which other programs affect the measurement."""


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement: a name, and its times or its single value."""

    group: str
    name: str
    times: Times | None = None
    value: float | None = None
    unit: str = ""


def as_blocks(report: Report) -> list[str | Table]:
    """A report as texts and tables."""
    return [_heading(report), *tables(list(rows(report))), _sentences(report)]


def rows(report: Report) -> Iterator[Row]:
    """All measurements, in order."""
    for view in report.views:
        group = gettext("overview") if view.view == "overview" else view.view
        if view.moving is not None:
            yield Row(group, gettext("moving"), view.moving)
        yield Row(group, gettext("at rest"), view.rest)
    group = gettext("the window")
    single = (
        (gettext("start to first picture"), report.start.median_s * 1000, "ms"),
        (gettext("memory at the first picture"), report.start_memory_mb, "MB"),
        (gettext("peak memory"), report.memory_mb, "MB"),
        (gettext("memory without files, at the end"), report.anonymous_mb, "MB"),
    )
    yield from (Row(group, name, value=value, unit=unit) for name, value, unit in single)


def tables(shown: Sequence[Row]) -> Iterator[Table]:
    """Rows as two tables: those with times, and those with a single value."""
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
            times_ms = (t.median_ms, t.p95_ms, t.p99_ms, t.slowest_ms)
            timed.append(["  " + row.name, *map(figure, times_ms), f"{t.slow_share:.0%}", str(t.count)])
        else:
            if row.group != single_group:
                single_group = row.group
                single.append([single_group])
            single.append(["  " + row.name, value_of(row)])
    yield Table(timed)
    yield Table(single)


def _heading(report: Report) -> str:
    machine = report.machine
    packages = " · ".join(f"{name} {version}" for name, version in machine.packages.items())
    load = gettext(", load {load:.1f}", load=machine.load)
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


def _sentences(report: Report) -> str:
    machine = report.machine
    lines = []
    if machine.load > BUSY_LOAD * machine.cores:
        lines.append(gettext("Other programs keep this machine busy: close them and measure again."))
    facts = gettext(", ").join([report.platform, in_language(report.presenter)])
    return "\n".join([*lines, gettext("The window: {facts}.", facts=facts), in_language(report.drawn)])


def value_of(row: Row) -> str:
    """The single value of a row, with its unit."""
    return gettext("not known") if row.value is None else f"{figure(row.value)} {row.unit}"


def figure(value: float) -> str:
    """A number with its significant digits."""
    if value >= 100:
        return f"{value:.0f}"
    return f"{value:.1f}" if value >= 1 else f"{value:.3f}"
