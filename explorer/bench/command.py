"""The command `bench`: measures the park on this machine and tells what it found."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from .. import __version__
from ..bootstrap import chinese, has_screen, no_graphics, say
from ..core.memory import anonymous_mb, peak_memory_mb
from ..core.nearest import nearest
from ..park import Park, ParkError, load
from ..park.model import Text
from ..terminal import Progress, Table, show
from .child import Child, ChildFailed, Setup
from .frames import measured, switched
from .report import (
    FORMAT,
    Machine,
    NotMeasured,
    Report,
    Start,
    Switch,
    Switches,
    Times,
    View,
    Window,
    WindowView,
    machine,
    read,
)
from .table import compared, differences, rows, told

OVERVIEW = "overview"
ALL = "all"
STARTS = 3
LONGEST_S = 600
TWO_FILES = 2
FAILED = 2


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for on the command line.

    Attributes
    ----------
    view : "overview", the name of a zone or of a view of the park, or "all".
    seconds : how long the camera moves in each view.
    compare : a report to compare this run with, or two to compare without measuring.
    present : how the picture is to come to the screen: "auto", "copy" or "blit".
    starts : so many fresh processes are started to time a start.
    window : also measure the real window.
    """

    scene: Path
    assets: Path
    size: tuple[int, int] = (1280, 720)
    quality: str = "auto"
    view: str = OVERVIEW
    seconds: float = 3.0
    json: bool = False
    compare: tuple[Path, ...] = ()
    present: str = "auto"
    starts: int = STARTS
    window: bool = True


def measure(options: Options) -> int:
    """Measure and print; the exit code of the program."""
    try:
        if len(options.compare) > TWO_FILES:
            raise NotMeasured(say("--compare takes one file or two.", "--compare接受一个或两个文件。"))
        before = [read(path, Report) for path in options.compare]
        if len(before) == TWO_FILES:
            show(compared_reports(*before))
            return 0
        report = report_of(options)
    except NotMeasured as fault:
        print(fault, file=sys.stderr)
        return FAILED
    together = [block for other in before for block in compared_reports(other, report)]
    if options.json:  # what is piped into a file must stay JSON
        print(report.model_dump_json(indent=2))
        print(*map(str, together), sep="\n\n", end="\n" if together else "", file=sys.stderr)
    else:
        show([*told(report), *together])
    return 0


def compared_reports(before: Report, now: Report) -> list[str | Table]:
    """Two reports side by side, and what else differs between them."""
    return compared(list(rows(before)), list(rows(now)), differences(before, now))


def report_of(options: Options) -> Report:
    """Everything that was asked for, measured.

    Raises
    ------
    NotMeasured
        If it cannot be, with a sentence.
    """
    setup = setup_of(options)
    park = setup.park()
    return report_on(options, setup, park, views_named(park, options.view))


def setup_of(options: Options) -> Setup:
    """What the processes that measure must agree on.

    Raises
    ------
    NotMeasured
        If the length of time makes no sense or the scene has errors.
    """
    if not 0 < options.seconds <= LONGEST_S:
        raise NotMeasured(say(f"seconds: more than 0, up to {LONGEST_S}", f"秒数应大于0，不超过{LONGEST_S}"))
    try:
        models = options.assets / load(options.scene, options.assets).models
    except ParkError as fault:
        raise NotMeasured("\n".join(one.told("zh" if chinese() else "en") for one in fault.faults)) from None
    return Setup(options.scene, options.assets, models, options.size, options.quality, options.present)


def report_on(options: Options, setup: Setup, park: Park, views: Sequence[str]) -> Report:
    """These views of a park, measured."""
    return _Run(options, setup, park, views).report(
        machine()
    )  # the machine before there is a load of our own


class _Run:
    """One measurement: its progress, and what could not be measured."""

    def __init__(self, options: Options, setup: Setup, park: Park, views: Sequence[str]) -> None:
        self._options, self._setup, self._park, self._views = options, setup, park, views
        self._bar = Progress(say("Measuring", "测量"))
        self._steps = options.starts + len(views) + 1
        self._steps += options.starts + len(views) + 2 if options.window else 0
        self._done = 0
        self._missing: list[Text] = []

    def report(self, machine: Machine) -> Report:
        """Measure one thing after the other."""
        options = self._options
        start, start_memory_mb = self._first_pictures()
        renderer, switches, views, memory_mb, anonymous = self._stage()
        window, ticks = self._window() if options.window else (None, {})
        self._bar.done(say("done", "完成"))
        return Report(
            format=FORMAT,
            version=__version__,
            measured_at=datetime.now(UTC).isoformat(timespec="seconds"),
            machine=machine,
            renderer=renderer,
            scene=self._park.id,
            size=options.size,
            quality=options.quality,
            seconds=options.seconds,
            start=start,
            start_memory_mb=start_memory_mb,
            memory_mb=memory_mb,
            anonymous_mb=anonymous,
            switches=switches,
            views=tuple(view.model_copy(update={"window": ticks.get(view.view)}) for view in views),
            window=window,
            not_measured=tuple(self._missing),
        )

    def _step(self, what: str) -> None:
        self._bar.show(self._done / self._steps, what)
        self._done += 1

    def _first_pictures(self) -> tuple[Start, float]:
        """How long fresh processes take to their first picture, and how much memory that needs."""
        runs_s, parts_s, memory_mb = [], [], []
        try:
            for number in range(self._options.starts):
                self._step(say(f"start {number + 1}", f"启动 {number + 1}"))
                with Child("first", self._setup) as child:
                    said = child.answer()
                    runs_s.append(perf_counter() - child.started_s)
                parts_s.append(said["parts_s"])
                memory_mb.append(said["memory_mb"])
        except ChildFailed as fault:
            raise NotMeasured(no_graphics(fault)) from None
        return Start.of(runs_s, parts_s), max(memory_mb)

    def _stage(self) -> tuple[str, Switches, list[View], float, float]:
        """The stage in this process: its driver, its switches, its views, and memory: the peak, and what is anonymous."""
        from ..stage import NoGraphics

        options, setup, park = self._options, self._setup, self._park
        try:
            stage = setup.stage(park, *options.size)
        except NoGraphics as fault:
            raise NotMeasured(no_graphics(fault)) from None
        try:
            views = []
            for view in self._views:
                self._step(view)
                views.append(measured(stage, self._park, view, options.size, options.seconds))
            self._step(say("switching", "切换"))
            switches = switched(stage, park, self._views[0], options.size, options.seconds)
            return stage.driver.name, switches, views, peak_memory_mb(), anonymous_mb()
        finally:
            stage.close()

    def _window(self) -> tuple[Window | None, dict[str, WindowView]]:
        """The real window, in fresh processes; the last of them stays open and is measured."""
        runs_s: list[float] = []
        environment = {} if has_screen() else {"QT_QPA_PLATFORM": "offscreen"}
        try:
            for number in range(self._options.starts):
                self._step(say(f"window {number + 1}", f"窗口 {number + 1}"))
                with Child("window", self._setup, **environment) as child:
                    said = child.answer()
                    runs_s.append(perf_counter() - child.started_s)
                    if len(runs_s) == self._options.starts:
                        return self._ticks(child, said, Start.of(runs_s))
        except ChildFailed as fault:
            self._missing.append(Text(en=f"The window was not measured: {fault}", zh=f"未测量窗口：{fault}"))
        return None, {}

    def _ticks(
        self, child: Child, said: dict[str, Any], start: Start
    ) -> tuple[Window, dict[str, WindowView]]:
        ticks, seconds = {}, self._options.seconds
        for view in self._views:
            self._step(say(f"{view}, in the window", f"{view}，窗口"))
            times = child.ask(view=view, seconds=seconds)
            ticks[view] = WindowView(moving=Times.of_any(times["moving"]), rest=Times.of(times["rest"]))
        self._step(say("switching, in the window", "切换，窗口"))
        switches = child.ask(switches=True, seconds=seconds)
        self._step(say("doing nothing", "空闲"))
        idle = child.ask(idle=True, seconds=seconds)
        window = Window(
            platform=said["platform"],
            presenter=Text(**said["presenter"]),
            size=tuple(said["size"]),
            start=start,
            switches=Switches(**{name: Switch.of(times) for name, times in switches.items()}),
            hidden_core=round(idle["hidden"], 4),
            still_core=round(idle["still"], 4),
            start_memory_mb=said["memory_mb"],
            memory_mb=idle["memory_mb"],
            anonymous_mb=idle["anonymous_mb"],
        )
        return window, ticks


def views_named(park: Park, view: str) -> list[str]:
    """The views to measure.

    Raises
    ------
    NotMeasured
        If there is none of that name, with the nearest ones.
    """
    if view == ALL:
        return [OVERVIEW, *park.zones]
    known = [OVERVIEW, ALL, *park.zones, *park.views]
    if view in known:
        return [view]
    near = nearest(view, known, most=6)
    raise NotMeasured(
        say(f"There is no view {view!r}. Nearest: {near}", f"没有名为{view!r}的视角。相近的有：{near}")
    )
