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
from ..bootstrap import gettext, has_screen, language, no_graphics
from ..core.memory import anonymous_mb, peak_memory_mb
from ..core.nearest import nearest
from ..core.terminal import Progress, Table, show
from ..i18n import Text
from ..park import Park, ParkError, load
from .child import Child, ChildFailed, Setup
from .frames import OVERVIEW, measured, switched
from .report import (
    FORMAT,
    InAll,
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
    in_all,
    machine,
    read,
)
from .table import as_blocks, compared, differences, rows

ALL = "all"
STARTS = 3
LONGEST_S = 600
TWO_FILES = 2
FAILED = 2


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for on the command line."""

    scene: Path
    assets: Path
    size: tuple[int, int] = (1280, 720)
    quality: str = "auto"
    frames: str | None = None  # the frame policy; None: as the graphics driver decides
    view: str = OVERVIEW  # "overview", the name of a zone or of a view of the park, or "all"
    seconds: float = 3.0  # how long the camera moves in each view
    json: bool = False
    compare: tuple[Path, ...] = ()  # a report to compare this run with, or two to compare without measuring
    present: str = "auto"  # how the picture is to come to the screen: "auto", "copy" or "blit"
    starts: int = STARTS  # so many fresh processes are started to time a start
    window: bool = True  # also measure the real window


def measure(options: Options) -> int:
    """Measure and print; the exit code of the program."""
    try:
        if len(options.compare) > TWO_FILES:
            raise NotMeasured(gettext("--compare takes one file or two."))
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
        show([*as_blocks(report), *together])
    return 0


def compared_reports(before: Report, now: Report) -> list[str | Table]:
    """Two reports side by side, and what else differs between them."""
    return compared(list(rows(before)), list(rows(now)), differences(before, now))


def report_of(options: Options) -> Report:
    """Everything that was asked for, measured. Raises NotMeasured if it cannot be, with a sentence."""
    setup = setup_of(options)
    park = setup.park()
    return report_on(options, setup, park, views_named(park, options.view))


def setup_of(options: Options) -> Setup:
    """What the processes that measure must agree on.

    Raises NotMeasured if the length of time makes no sense or the scene has errors.
    """
    if not 0 < options.seconds <= LONGEST_S:
        raise NotMeasured(gettext("seconds: more than 0, up to {LONGEST_S}", LONGEST_S=LONGEST_S))
    try:
        models = options.assets / load(options.scene, options.assets).models
    except ParkError as fault:
        raise NotMeasured("\n".join(one.as_text(language()) for one in fault.faults)) from None
    return Setup(
        options.scene, options.assets, models, options.size, options.quality, options.present, options.frames
    )


def report_on(options: Options, setup: Setup, park: Park, views: Sequence[str]) -> Report:
    """These views of a park, measured."""
    state = machine()  # before there is a load of our own
    return _Run(options, setup, park, views).report(state)


class _Run:
    """One measurement: its progress, and what could not be measured."""

    def __init__(self, options: Options, setup: Setup, park: Park, views: Sequence[str]) -> None:
        self._options, self._setup, self._park, self._views = options, setup, park, views
        self._bar = Progress(gettext("Measuring"))
        self._steps = options.starts + len(views) + 1
        self._steps += options.starts + len(views) + 2 if options.window else 0
        self._done = 0
        self._missing: list[InAll] = []

    def report(self, machine: Machine) -> Report:
        """Measure one thing after the other."""
        options = self._options
        start, start_memory_mb = self._first_pictures()
        renderer, switches, views, memory_mb, anonymous = self._stage()
        window, ticks = self._window() if options.window else (None, {})
        self._bar.done(gettext("done"))
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
                self._step(gettext("start {number}", number=number + 1))
                with Child("first", self._setup) as child:
                    answer = child.answer()
                    runs_s.append(perf_counter() - child.started_s)
                parts_s.append(answer["parts_s"])
                memory_mb.append(answer["memory_mb"])
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
            self._step(gettext("switching"))
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
                self._step(gettext("window {number}", number=number + 1))
                with Child("window", self._setup, **environment) as child:
                    answer = child.answer()
                    runs_s.append(perf_counter() - child.started_s)
                    if len(runs_s) == self._options.starts:
                        return self._ticks(child, answer, Start.of(runs_s))
        except ChildFailed as fault:
            self._missing.append(in_all(Text("The window was not measured: {fault}", fault=fault)))
        return None, {}

    def _ticks(
        self, child: Child, answer: dict[str, Any], start: Start
    ) -> tuple[Window, dict[str, WindowView]]:
        ticks, seconds = {}, self._options.seconds
        for view in self._views:
            self._step(gettext("{view}, in the window", view=view))
            times = child.ask(view=view, seconds=seconds)
            ticks[view] = WindowView(moving=Times.of_any(times["moving"]), rest=Times.of(times["rest"]))
        self._step(gettext("switching, in the window"))
        switches = child.ask(switches=True, seconds=seconds)
        self._step(gettext("doing nothing"))
        idle = child.ask(idle=True, seconds=seconds)
        window = Window(
            platform=answer["platform"],
            presenter=answer["presenter"],
            size=tuple(answer["size"]),
            start=start,
            switches=Switches(**{name: Switch.of(times) for name, times in switches.items()}),
            hidden_core=round(idle["hidden"], 4),
            still_core=round(idle["still"], 4),
            start_memory_mb=answer["memory_mb"],
            memory_mb=idle["memory_mb"],
            anonymous_mb=idle["anonymous_mb"],
        )
        return window, ticks


def views_named(park: Park, view: str) -> list[str]:
    """The views to measure. Raises NotMeasured if there is none of that name, with the nearest ones."""
    if view == ALL:
        return [OVERVIEW, *park.zones]
    known = [OVERVIEW, ALL, *park.zones, *park.views]
    if view in known:
        return [view]
    near = nearest(view, known, most=6)
    raise NotMeasured(gettext("There is no view {view!r}. Nearest: {near}", view=view, near=near))
