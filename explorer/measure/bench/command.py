"""The command `bench`: measures the park on this machine and prints the results."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from ... import __version__
from ...base.bootstrap import gettext, has_screen, language, no_graphics
from ...base.names import nearest
from ...base.terminal import Progress, show
from ...park import Park, ParkError, load
from .child import Child, ChildFailed, Setup
from .frames import OVERVIEW
from .report import NotMeasured, Report, Start, Times, View, machine
from .table import as_blocks

ALL = "all"
STARTS = 3
"""Number of fresh processes to time a start."""
LONGEST_S = 600
FAILED = 2


@dataclass(frozen=True, slots=True)
class Options:
    """Options of the command line."""

    scene: Path
    assets: Path
    size: tuple[int, int] = (1280, 720)
    quality: str = "auto"
    frames: str | None = None  # the frame policy; None: as the graphics driver decides
    view: str = OVERVIEW  # "overview", the name of a zone or of a view of the park, or "all"
    seconds: float = 3.0  # of camera movement in each view
    json: bool = False
    present: str = "auto"  # how frames reach the screen: "auto", "copy" or "blit"


def measure(options: Options) -> int:
    """Measure and print; returns the exit code of the program."""
    try:
        setup = setup_of(options)
        park = setup.park()
        report = report_on(options, setup, park, views_named(park, options.view))
    except NotMeasured as fault:
        print(fault, file=sys.stderr)
        return FAILED
    if options.json:
        print(report.model_dump_json(indent=2))
    else:
        show(as_blocks(report))
    return 0


def setup_of(options: Options) -> Setup:
    """The common settings of the measuring processes.

    Raises NotMeasured if the duration is invalid or the scene has errors.
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


def report_on(
    options: Options, setup: Setup, park: Park, views: Sequence[str], starts: int = STARTS
) -> Report:
    """Measure views of a park in the real window, in fresh processes; the views are measured in the last of them.

    Raises NotMeasured if no window can be opened, with the reason.
    """
    state = machine()  # before the measurement itself adds load
    bar = Progress(gettext("Measuring"))
    steps = iter(range(starts + len(views)))
    runs_s: list[float] = []
    found: list[View] = []

    def step(what: str) -> None:
        bar.show(next(steps) / (starts + len(views)), what)

    try:
        for number in range(starts):
            step(gettext("window {number}", number=number + 1))
            with Child("window", setup, **window_environment()) as child:
                opened = answer = child.answer()
                runs_s.append(perf_counter() - child.started_s)
                for view in views if number == starts - 1 else ():
                    step(gettext("overview") if view == OVERVIEW else view)
                    answer = child.ask(view=view, seconds=options.seconds)
                    moving, rest = Times.of_any(answer["moving"]), Times.of(answer["rest"])
                    found.append(View(view=view, moving=moving, rest=rest))
    except ChildFailed as fault:
        raise NotMeasured(no_graphics(fault)) from None
    bar.done(gettext("done"))
    return Report(
        version=__version__,
        measured_at=datetime.now(UTC).isoformat(timespec="seconds"),
        machine=state,
        scene=park.id,
        quality=options.quality,
        seconds=options.seconds,
        start=Start.of(runs_s),
        start_memory_mb=opened["memory_mb"],
        memory_mb=answer["memory_mb"],
        anonymous_mb=answer["anonymous_mb"],
        views=tuple(found),
        **{name: opened[name] for name in ("renderer", "size", "platform", "presenter", "drawn")},
    )


def window_environment() -> dict[str, Any]:
    """Environment for a process that opens a window; without a screen, Qt's offscreen platform."""
    return {} if has_screen() else {"QT_QPA_PLATFORM": "offscreen"}


def views_named(park: Park, view: str) -> list[str]:
    """The views to measure. Raises NotMeasured for an unknown name, with the most similar ones."""
    if view == ALL:
        return [OVERVIEW, *park.zones]
    known = [OVERVIEW, ALL, *park.zones, *park.views]
    if view in known:
        return [view]
    near = nearest(view, known, most=6)
    raise NotMeasured(gettext("There is no view {view!r}. Nearest: {near}", view=view, near=near))
