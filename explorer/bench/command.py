"""The command `bench`: measures the park on this machine and tells what it found."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from .. import __version__
from ..bench.report import InAll, in_all
from ..bootstrap import Progress, gettext, has_screen, language, no_graphics
from ..core.memory import peak_memory_mb
from ..core.nearest import nearest
from ..i18n import Text
from ..park import Park, ParkError, load
from .against import AgainstLimit, ensure_moderngl
from .child import Child, ChildFailed
from .copies import standing_many_times
from .frames import measured, switched
from .machine import machine
from .report import (
    FORMAT,
    Machine,
    NotMeasured,
    Report,
    Rounds,
    Start,
    Stroll,
    Switch,
    Switches,
    Times,
    View,
    Window,
    WindowView,
    read,
)
from .setup import Setup
from .table import compared, told

if TYPE_CHECKING:
    from ..stage import Stage

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
    limit : also draw the same triangles in one call.
    copies : how many times over the park stands.
    compare : a report to compare this run with, or two to compare without measuring.
    walk : so many seconds a visitor does anything at any time in the window.
    exhibits : so many seconds a visitor works every exhibit in turn in the window.
    frames : the frame policy; None: as the graphics driver decides.
    present : how the picture is to come to the screen: "auto", "copy" or "blit".
    starts : so many fresh processes are started to time a start.
    window : also measure the real window.
    """

    scene: Path
    assets: Path
    size: tuple[int, int] = (1280, 720)
    quality: str = "auto"
    frames: str | None = None
    view: str = OVERVIEW
    seconds: float = 3.0
    limit: bool = False
    copies: int = 1
    json: bool = False
    compare: tuple[Path, ...] = ()
    walk: float = 0.0
    exhibits: float = 0.0
    present: str = "auto"
    starts: int = STARTS
    window: bool = True


def run(options: Options) -> int:
    """Measure and print; the exit code of the program."""
    try:
        if len(options.compare) > TWO_FILES:
            raise NotMeasured(gettext("--compare takes one file or two."))
        before = [read(path) for path in options.compare]
        if len(before) == TWO_FILES:
            print(compared(*before))
            return 0
        report = report_of(options)
    except NotMeasured as fault:
        print(fault, file=sys.stderr)
        return FAILED
    print(report.model_dump_json(indent=2) if options.json else told(report))
    for other in before:
        # what is piped into a file must stay JSON
        print("\n" + compared(other, report), file=sys.stderr if options.json else sys.stdout)
    return 0


def report_of(options: Options) -> Report:
    """Everything that was asked for, measured.

    Raises
    ------
    NotMeasured
        If it cannot be, with a sentence.
    """
    if not 0 < options.seconds <= LONGEST_S:
        raise NotMeasured(gettext("seconds: more than 0, up to {LONGEST_S}", LONGEST_S=LONGEST_S))
    if options.limit:
        ensure_moderngl()
    state = machine()  # before there is a load of our own
    try:
        models = options.assets / load(options.scene, options.assets).models
    except ParkError as fault:
        raise NotMeasured("\n".join(one.told(language()) for one in fault.faults)) from None
    setup = Setup(
        options.scene, options.assets, models, options.size, options.quality, options.copies,
        present=options.present, frames=options.frames,
    )  # fmt: skip
    with standing_many_times(setup) as setup:
        park = setup.park()
        views = _views(park, options.view, options.copies)
        return _Run(options, setup, park, views).report(state)


class _Run:
    """One measurement under way: a bar that says how far it is, and what could not be measured."""

    def __init__(self, options: Options, setup: Setup, park: Park, views: Sequence[str]) -> None:
        self._options, self._setup, self._park, self._views = options, setup, park, views
        self._bar = Progress(gettext("Measuring"))
        self._steps = options.starts + len(views) + 1
        in_window = options.starts + len(views) + 2 + bool(options.walk) + bool(options.exhibits)
        self._steps += in_window if options.window else 0
        self._done = 0
        self._missing: list[InAll] = []
        self._stroll: Stroll | None = None
        self._rounds: Rounds | None = None

    def report(self, machine: Machine) -> Report:
        """Measure one thing after the other."""
        options = self._options
        start, start_memory_mb = self._first_pictures()
        renderer, switches, views, memory_mb = self._stage()
        window, beats = self._window() if options.window else (None, {})
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
            copies=options.copies,
            start=start,
            start_memory_mb=start_memory_mb,
            memory_mb=memory_mb,
            switches=switches,
            views=tuple(view.model_copy(update={"window": beats.get(view.view)}) for view in views),
            window=window,
            stroll=self._stroll,
            rounds=self._rounds,
            not_measured=tuple(self._missing),
        )

    def _step(self, what: str) -> None:
        self._bar.show(self._done / self._steps, what)
        self._done += 1

    def _first_pictures(self) -> tuple[Start, float | None]:
        """How long fresh processes take to their first picture, and how much memory that needs."""
        runs_s, parts_s, memory_mb = [], [], []
        try:
            for number in range(self._options.starts):
                self._step(gettext("start {number}", number=number + 1))
                with Child("first", self._setup) as child:
                    said = child.answer()
                    runs_s.append(perf_counter() - child.started_s)
                parts_s.append(said["parts_s"])
                memory_mb.append(said["memory_mb"])
        except ChildFailed as fault:
            raise NotMeasured(no_graphics(fault)) from None
        known = [peak for peak in memory_mb if peak is not None]
        return Start.of(runs_s, parts_s), max(known, default=None)

    def _stage(self) -> tuple[str, Switches, list[View], float | None]:
        """The stage in this process: its driver, its switches, its views, and the peak of memory."""
        from ..stage import NoGraphics

        options, setup, park = self._options, self._setup, self._park
        try:
            stage = setup.stage(park, *options.size)
        except NoGraphics as fault:
            raise NotMeasured(no_graphics(fault)) from None
        try:
            with self._limit() as against:
                views = []
                for view in self._views:
                    self._step(view)
                    views.append(self._view(stage, view, against))
            self._step(gettext("switching"))
            switches = switched(stage, park, self._views[0], options.size, options.seconds)
            return stage.driver.name, switches, views, peak_memory_mb()
        finally:
            stage.close()

    def _view(self, stage: Stage, view: str, against: AgainstLimit | None) -> View:
        options = self._options
        if against is None:
            return measured(stage, self._park, view, options.size, options.seconds)
        against.begin()
        try:
            found = measured(stage, self._park, view, options.size, options.seconds, against.measure)
        except ChildFailed as fault:
            self._no_limit(fault)
            return self._view(stage, view, None)
        return found.model_copy(update={"limit": against.figures()})

    def _no_limit(self, fault: ChildFailed) -> None:
        self._missing.append(in_all(Text("The limit was not measured: {fault}", fault=fault)))

    @contextmanager
    def _limit(self) -> Iterator[AgainstLimit | None]:
        """The limit to measure against; None if it is not asked for, or cannot be drawn."""
        if not self._options.limit:
            yield None
            return
        try:
            against = AgainstLimit(self._setup)
        except ChildFailed as fault:
            self._no_limit(fault)
            yield None
            return
        with against:
            yield against

    def _window(self) -> tuple[Window | None, dict[str, WindowView]]:
        """The real window, in fresh processes; the last of them stays open and is measured."""
        runs_s: list[float] = []
        environment = {} if has_screen() else {"QT_QPA_PLATFORM": "offscreen"}
        try:
            for number in range(self._options.starts):
                self._step(gettext("window {number}", number=number + 1))
                with Child("window", self._setup, **environment) as child:
                    said = child.answer()
                    runs_s.append(perf_counter() - child.started_s)
                    if len(runs_s) == self._options.starts:
                        return self._beats(child, said, Start.of(runs_s))
        except ChildFailed as fault:
            self._missing.append(in_all(Text("The window was not measured: {fault}", fault=fault)))
        return None, {}

    def _beats(
        self, child: Child, said: dict[str, Any], start: Start
    ) -> tuple[Window, dict[str, WindowView]]:
        beats, seconds = {}, self._options.seconds
        for view in self._views:
            self._step(gettext("{view}, in the window", view=view))
            times = child.ask(view=view, seconds=seconds)
            beats[view] = WindowView(moving=Times.of_any(times["moving"]), rest=Times.of(times["rest"]))
        self._step(gettext("switching, in the window"))
        switches = child.ask(switches=True, seconds=seconds)
        self._step(gettext("doing nothing"))
        idle = child.ask(idle=True, seconds=seconds)
        if self._options.walk:
            self._step(gettext("walking about"))
            child.more_s = self._options.walk
            self._stroll = _strolled(child.ask(stroll=self._options.walk), self._options.walk)
        if self._options.exhibits:
            self._step(gettext("every exhibit in turn"))
            child.more_s = 2 * self._options.exhibits  # first sight takes a while, too
            self._rounds = _rounds(child.ask(rounds=self._options.exhibits), self._options.exhibits)
        window = Window(
            platform=said["platform"],
            presenter=said["presenter"],
            size=tuple(said["size"]),
            start=start,
            switches=Switches(**{name: Switch.of(times) for name, times in switches.items()}),
            hidden_core=round(idle["hidden"], 4),
            still_core=round(idle["still"], 4),
            start_memory_mb=said["memory_mb"],
            memory_mb=idle["memory_mb"],
        )
        return window, beats


def _strolled(told: dict[str, Any], seconds: float) -> Stroll:
    memory = told["memory"]
    return Stroll(
        seconds=seconds,
        beats=Times.of(told["times"]),
        hitches=tuple((name, round(wall, 1), round(cpu, 1)) for name, wall, cpu in told["hitches"]),
        grown_mb=told["grown"],
        memory_mb=max(memory) if memory else None,
    )


def _rounds(told: dict[str, Any], seconds: float) -> Rounds:
    return Rounds(
        seconds=seconds,
        beats=Times.of(told["wall"]),
        cpu=Times.of(told["cpu"]),
        over_wall=told["over_wall"],
        over_cpu=told["over_cpu"],
        worst=tuple((name, wall, cpu) for name, wall, cpu in told["worst"]),
        memory_mb=tuple(told["memory"]),
        widgets=(told["widgets"][0], told["widgets"][1]),
        errors=told["errors"],
    )


def _views(park: Park, view: str, copies: int) -> list[str]:
    """The views to measure.

    Raises
    ------
    NotMeasured
        If there is none of that name, with the nearest ones.
    """
    originals = list(park.zones)[: len(park.zones) // copies]  # the copies come after them
    if view == ALL:
        return [OVERVIEW, *originals]
    known = [OVERVIEW, ALL, *park.zones, *park.views]
    if view in known:
        return [view]
    near = nearest(view, known, most=6)
    raise NotMeasured(gettext("There is no view {view!r}. Nearest: {near}", view=view, near=near))
