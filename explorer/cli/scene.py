"""The scene that a command opens, and what it calls by name; what is wrong is printed on standard error."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .. import bootstrap
from ..bootstrap import ROOT, say
from ..core.nearest import nearest

if TYPE_CHECKING:
    from ..park import Language, Park, Tour

ASSETS = ROOT / "assets"


def language() -> Language:
    """The language of the person at the terminal."""
    return "zh" if bootstrap.chinese() else "en"


def load_park(folder: Path) -> Park | None:
    """The park, or None after telling everything that is wrong with it."""
    from ..park import ParkError, load

    try:
        return load(folder, ASSETS)
    except ParkError as error:
        for fault in error.faults:
            print(fault.told(language()), file=sys.stderr)
        return None


def knows(park: Park, zone: str | None) -> bool:
    """Whether a zone of that name is there (None: no name); says which names are near if not."""
    if zone is None or zone in park.zones:
        return True
    near = nearest(zone, park.zones)
    told = f"There is no zone {zone!r}. Nearest: {near}", f"没有名为{zone!r}的展区。相近的有：{near}"
    print(say(*told), file=sys.stderr)
    return False


def tour_named(park: Park, name: str) -> Tour | None:
    """The tour of that name; None after saying which names are near."""
    if name not in park.tours:
        near = nearest(name, park.tours) or "-"
        print(
            say(f"There is no tour {name!r}. Nearest: {near}", f"没有名为{name!r}的导览。相近的有：{near}"),
            file=sys.stderr,
        )
    return park.tours.get(name)


def lesson_named(park: Park, name: str | None) -> Tour | None:
    """The lesson of that name, or the first of the park; None after saying that there is none."""
    lessons = {tour.id: tour for tour in park.tours.values() if tour.kind == "lesson"}
    if name in lessons or (name is None and lessons):
        return lessons[name or next(iter(lessons))]
    if not lessons:
        print(say("This scene has no lesson.", "这个场景没有课堂。"), file=sys.stderr)
    elif name in park.tours:
        known = ", ".join(lessons)
        print(
            say(
                f"The tour {name!r} is not a lesson. Lessons: {known}",
                f"导览{name!r}不是课堂。课堂有：{known}",
            ),
            file=sys.stderr,
        )
    else:
        tour_named(park, name or "")
    return None


NEEDS: dict[str, tuple[str, str]] = {
    "kiosk": (
        "A booth plays a tour of the kind show, and this scene has none. Add one, e.g. tours/show.yaml with kind: show",
        "展台需要循环播放kind为show的导览，而此场景没有。请添加一条，例如tours/show.yaml，其中写明kind: show",
    ),
    "present": (
        "A talk follows a tour, and this scene has none. Add one, e.g. tours/talk.yaml with kind: talk",
        "讲解需要一条导览，而此场景没有。请添加一条，例如tours/talk.yaml，其中写明kind: talk",
    ),
    "teach": (
        "A class follows a tour of the kind lesson, and this scene has none. Add one, e.g. tours/lesson.yaml with kind: lesson",
        "课堂需要kind为lesson的导览，而此场景没有。请添加一条，例如tours/lesson.yaml，其中写明kind: lesson",
    ),
}
"""What is said where a mode lacks the tour that it is made for."""


def fits(park: Park, args: argparse.Namespace) -> bool:
    """Whether a park has what `run` was asked for: zone, tours, and a tour for its mode. Says what it lacks."""
    tours = [name for name in (args.tour, args.attract) if name]
    if not knows(park, args.zone) or not all(tour_named(park, name) for name in tours):
        return False
    kinds = {tour.kind for tour in park.tours.values()}
    has = {"kiosk": args.attract or "show" in kinds, "present": bool(kinds), "teach": "lesson" in kinds}
    if not has.get(args.mode, True):
        print(f"{args.scene}: {say(*NEEDS[args.mode])}", file=sys.stderr)
        return False
    return True
