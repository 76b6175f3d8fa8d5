"""A report as people read it: tables in English or Chinese, and two reports side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..bootstrap import chinese, say
from ..terminal import Table
from .report import SLOW_MS, Report, Start, Switches, Times, View, Window

NOISE = 0.1
"""Ratios nearer to 1 than this say nothing: no machine is that steady."""
PARTS_ZH = {"imports": "导入", "park": "读取园区", "stage": "搭建舞台", "picture": "首帧"}
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


def told(report: Report) -> list[str | Table]:
    """A report as texts and tables."""
    return [_heading(report), *tables(list(rows(report))), *_sentences(report)]


def compared(before: Sequence[Row], now: Sequence[Row], differences: Sequence[str] = ()) -> list[str | Table]:
    """The figures of two reports side by side and their ratio: under 1 is less, and less is better."""
    old = {(row.group, row.name): row for row in before}
    lines = [["", say("before", "之前"), say("now", "现在"), say("ratio", "比值"), ""]]
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
    said = list(differences)
    if alone:
        said.append(
            say(f"{alone} figures are in one of the reports only.", f"有{alone}项只见于其中一份报告。")
        )
    said.append(
        say(
            f"Ratio = now / before; less is better. Within ±{NOISE:.0%} (≈) two runs differ by chance.",
            f"比值=现在/之前，越小越好；±{NOISE:.0%}以内（≈）属偶然波动。",
        )
    )
    return [Table(lines), "\n".join(said)]


def rows(report: Report) -> Iterator[Row]:
    """Everything that was measured, one thing after the other, in the language of the terminal."""
    for view in report.views:
        yield from _view_rows(view)
    group = say("the picture alone", "仅画面")
    yield from _start_rows(group, report.start)
    yield Row(
        group, say("memory at the first picture", "首帧时内存"), value=report.start_memory_mb, unit="MB"
    )
    yield Row(group, say("peak memory of this run", "本次内存峰值"), value=report.memory_mb, unit="MB")
    if report.anonymous_mb is not None:
        yield Row(
            group,
            say("memory without files, at the end", "结束时的内存（不计文件）"),
            value=report.anonymous_mb,
            unit="MB",
        )
    yield from _switch_rows(group, report.switches)
    if report.window is not None:
        yield from _window_rows(report.window)


def _view_rows(view: View) -> Iterator[Row]:
    group = say("overview", "全景") if view.view == "overview" else view.view

    def times(name: str, taken: Times | None) -> Iterator[Row]:
        if taken is not None:
            yield Row(group, name, times=taken)

    yield from times(say("moving", "运动"), view.moving)
    yield from times(say("coming to rest", "停下过程"), view.settle)
    yield from times(say("at rest", "静止"), view.rest)
    yield from times(say("pick", "拾取"), view.pick)
    if view.window is not None:
        yield from times(say("in the window, moving", "窗口，运动"), view.window.moving)
        yield from times(say("in the window, at rest", "窗口，静止"), view.window.rest)
    yield Row(group, say("finished after a motion", "停下至画面完成"), value=view.finished_ms, unit="ms")


def _start_rows(group: str, start: Start) -> Iterator[Row]:
    yield Row(group, say("start to first picture", "启动到首帧"), value=start.median_s * 1000, unit="ms")


def _switch_rows(group: str, switches: Switches) -> Iterator[Row]:
    named = (
        (say("resize", "改变尺寸"), switches.resize),
        (say("language", "切换语言"), switches.language),
        (say("day and dusk", "切换昼暮"), switches.light),
    )
    for name, switch in named:
        first, again = say(f"{name}, first time", f"{name}（首次）"), say(f"{name}, later", f"{name}（之后）")
        yield Row(group, first, value=switch.first_ms, unit="ms")
        yield Row(group, again, value=switch.again_ms, unit="ms")


def _window_rows(window: Window) -> Iterator[Row]:
    group = say("the window", "窗口")
    yield from _start_rows(group, window.start)
    yield Row(
        group, say("memory at the first picture", "首帧时内存"), value=window.start_memory_mb, unit="MB"
    )
    yield Row(group, say("peak memory", "内存峰值"), value=window.memory_mb, unit="MB")
    if window.anonymous_mb is not None:
        yield Row(
            group,
            say("memory without files, at the end", "结束时的内存（不计文件）"),
            value=window.anonymous_mb,
            unit="MB",
        )
    yield from _switch_rows(group, window.switches)
    yield Row(
        group, say("one core, nothing moves", "静止时占用单核"), value=window.still_core * 100, unit="%"
    )
    yield Row(group, say("one core, hidden", "隐藏时占用单核"), value=window.hidden_core * 100, unit="%")


# ---- text


def _heading(report: Report) -> str:
    machine = report.machine
    packages = " · ".join(f"{name} {version}" for name, version in machine.packages.items())
    load = "" if machine.load is None else say(f", load {machine.load:.1f}", f"，负载{machine.load:.1f}")
    width, height = report.size
    return "\n".join(
        [
            f"Park Explorer {report.version} · {report.measured_at}",
            f"{machine.processor} · " + say(f"{machine.cores} cores", f"{machine.cores}核") + load,
            f"{machine.system} · Python {machine.python} · {packages}",
            f"OpenGL: {report.renderer}",
            say(
                f"{report.scene} · {width}x{height} · quality {report.quality} · {report.seconds:g} s a view",
                f"{report.scene} · {width}x{height} · 画质{report.quality} · 每视角{report.seconds:g}秒",
            ),
        ]
    )


def tables(shown: Sequence[Row]) -> Iterator[Table]:
    """Rows as two tables: those of many times, and those of one value."""
    slow = say(f"> {SLOW_MS:.0f} ms", f">{SLOW_MS:.0f}毫秒")
    head = [
        say("milliseconds", "毫秒"), say("median", "中位数"), "p95", "p99", say("worst", "最慢"), slow,
        say("times", "次数"),
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
    said = []
    for view in report.views:
        moving, rest = "{}x{}".format(*view.moving_size), "{}x{}".format(*view.rest_size)
        said.append(
            say(
                f"{view.view}: drawn at {moving} while moving ({view.moving_scale:.0%} of the width), at {rest} at rest;"
                f" {view.rest_redrawn:.0%} of the pictures at rest were drawn anew.",
                f"{view.view}：运动时以{moving}绘制（宽度的{view.moving_scale:.0%}），静止时{rest}；"
                f"静止画面中有{view.rest_redrawn:.0%}重新绘制。",
            )
        )
    machine = report.machine
    if machine.load is not None and machine.load > BUSY_LOAD * machine.cores:
        said.append(
            say(
                "The machine was busy with other things: trust the ratios, not the times.",
                "测量开始时机器正忙：比值可信，耗时仅供参考。",
            )
        )
    said += [f"{view.view}: {view.quality['zh' if chinese() else 'en']}" for view in report.views]
    parts = report.start.parts_s
    if parts:
        named = say(", ", "，").join(
            f"{say(name, PARTS_ZH.get(name, name))} {seconds * 1000:.0f}" for name, seconds in parts.items()
        )
        said.append(
            say(f"Parts of the start to the picture alone, ms: {named}.", f"画面启动各段（毫秒）：{named}。")
        )
    if report.window is not None:
        window = report.window
        size = "{}x{}".format(*window.size)
        shown = window.presenter
        en, zh = (f", {shown.en}", f"，{shown.zh}") if shown is not None else ("", "")
        said.append(
            say(f"The window: {size}, {window.platform}{en}.", f"窗口：{size}，{window.platform}{zh}。")
        )
    said += [text.zh if chinese() else text.en for text in report.not_measured]
    yield "\n".join(said)


def _pairs(before: Row, now: Row) -> Iterator[list[str]]:
    """The lines of one thing in two reports."""
    if before.times is not None and now.times is not None:
        figures = (
            (say("median", "中位数"), before.times.median_ms, now.times.median_ms),
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
        (say("processor", "处理器"), before.machine.processor, now.machine.processor),
        (say("cores", "核数"), before.machine.cores, now.machine.cores),
        ("OpenGL", before.renderer, now.renderer),
        (say("scene", "场景"), before.scene, now.scene),
        (say("size", "尺寸"), before.size, now.size),
        (say("quality", "画质"), before.quality, now.quality),
        (
            say("window", "窗口"),
            before.window and before.window.platform,
            now.window and now.window.platform,
        ),
    )
    return [
        say(f"Not alike: {name}: {old} / {new}.", f"两者不同：{name}：{old} / {new}。")
        for name, old, new in alike
        if old != new
    ]


def _value(row: Row) -> str:
    if row.value is None:
        return say("not known", "未知")
    if row.unit == "×":
        return f"{row.value:.2f} ×"
    return f"{_figure(row.value)} {row.unit}"


def _figure(value: float) -> str:
    """A number with as many digits as mean something."""
    if value >= 100:
        return f"{value:.0f}"
    return f"{value:.1f}" if value >= 1 else f"{value:.3f}"
