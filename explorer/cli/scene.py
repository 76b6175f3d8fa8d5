"""The scene that a command opens, and names in it; errors are printed on standard error."""

from __future__ import annotations

import argparse
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..base import bootstrap
from ..base.bootstrap import ROOT, gettext
from ..base.names import nearest
from ..base.refused import Refused
from ..i18n import Text, first_language, languages

if TYPE_CHECKING:
    from ..park import Language, Park, Tour

ASSETS = ROOT / "assets"


def language() -> Language:
    """The language of the user at the terminal."""
    return bootstrap.language()


def scene_language(park: Park) -> Language:
    """The language of a scene's texts: as requested, else the system's if the scene has it, else the scene's first."""
    return bootstrap.asked_language() or first_language(bootstrap.system_language(), park.languages)


def speaks(park: Park, *, supervised: bool = False) -> bool:
    """Whether the scene or the program has the requested language; prints the available ones if not.

    Parameters
    ----------
    supervised : whether a supervisor has already printed the messages.
    """
    asked = bootstrap.asked_language()
    if asked and asked not in languages():
        if asked not in park.languages:
            there = ", ".join(dict.fromkeys((*park.languages, *languages())))
            message = Text(
                "There is no language {asked!r} here. There are: {there}", asked=asked, there=there
            )
            print(gettext(message), file=sys.stderr)
            return False
        if not supervised:
            note_english(asked)
    return True


@cache
def note_english(asked: Language) -> None:
    """Print once that the program does not have a language of the scene."""
    message = Text("The program does not speak {asked!r}: its own words are English.", asked=asked)
    print(gettext(message), file=sys.stderr)


def load_park(folder: Path, *, light_later: bool = False) -> Park | None:
    """The park, or None after printing all its faults; `light_later` if only its places are needed."""
    from ..park import ParkError, load

    try:
        park = load(folder, ASSETS, light_later=light_later)
        return park if speaks(park) else None
    except ParkError as error:
        for fault in error.faults:
            print(fault.as_text(language()), file=sys.stderr)
        return None


def knows(park: Park, zone: str | None) -> bool:
    """Whether there is a zone of that name (None: no name); prints similar names if not."""
    if zone is None or zone in park.zones:
        return True
    near = nearest(zone, park.zones)
    message = Text("There is no zone {zone!r}. Nearest: {near}", zone=zone, near=near)
    print(gettext(message), file=sys.stderr)
    return False


def opens_state(park: Park, code: str | None) -> bool:
    """Whether a state code is valid in a park (None: no code); prints the fault if not."""
    if code is None:
        return True
    from ..visit.state_code import opened_in

    try:
        if opened_in(park, code)[1].is_same is False:
            print(gettext(DIFFERS), file=sys.stderr)
    except Refused as refused:
        print(gettext(refused.words), file=sys.stderr)
        return False
    return True


DIFFERS = Text(
    "The readings came out differently here: this code is of another version, or of another kind of computer."
)


def tour_named(park: Park, name: str) -> Tour | None:
    """The tour of that name; None after printing similar names."""
    from ..visit.tour.prepared import tour_named as found

    try:
        return found(park, name)
    except KeyError:
        near = nearest(name, park.tours) or "-"
        print(
            gettext("There is no tour {name!r}. Nearest: {near}", name=name, near=near),
            file=sys.stderr,
        )
    return None


def tour_meant(park: Park, name: str) -> Tour | None:
    """The tour of that name, else the first of that kind: `film show` is typed for any park. None after printing names."""
    first = next((tour for tour in park.tours.values() if tour.kind == name), None)
    return first if name not in park.tours and first is not None else tour_named(park, name)


def lesson_named(park: Park, name: str | None) -> Tour | None:
    """The lesson of that name, or the first of the park; None after reporting that it is missing."""
    lessons = [tour for tour in park.tours.values() if tour.kind == "lesson"]
    if not lessons:
        print(f"{park.title[scene_language(park)]}: {gettext(NO_LESSON)}", file=sys.stderr)
        return None
    tour = lessons[0] if name is None else tour_named(park, name)
    if tour is None or tour.kind == "lesson":
        return tour
    known = ", ".join(lesson.id for lesson in lessons)
    print(
        gettext("The tour {name!r} is not a lesson. Lessons: {known}", name=name, known=known),
        file=sys.stderr,
    )
    return None


NO_LESSON = Text(
    "A class follows a tour of the kind lesson, and this scene has none. Write one: tours/lesson.yaml, as under "
    "“A lesson” in scenes/README.md. “--scene pumps” opens a scene that has one."
)


def fits(park: Park, args: argparse.Namespace, *, supervised: bool = False) -> bool:
    """Whether a park has what `run` needs: zone, tours, and a lesson for a class. Prints what it lacks."""
    tours = [name for name in (args.tour, args.attract) if name]
    if not speaks(park, supervised=supervised) or not opens_state(park, args.state):
        return False
    if not knows(park, args.zone) or not all(tour_named(park, name) for name in tours):
        return False
    if args.mode == "teach" and all(tour.kind != "lesson" for tour in park.tours.values()):
        print(f"{args.scene}: {gettext(NO_LESSON)}", file=sys.stderr)
        return False
    return True
