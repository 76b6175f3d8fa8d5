"""Writing a leave-behind: what is wanted, in which file, with its progress."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from ...base.atomic_file import write_bytes
from ...base.protocols import Renderer
from ...park.model import Language, Park
from ...park.tour import Tour
from ...shell.style import fonts, headless
from ...visit import PRESENT, Onward, Settings, Visit
from ...visit.given import Given
from .content import Leaf, Wanted, leaf_of
from .deck import deck, pptx_module
from .pdf import pdf
from .pictures import pictures

SUFFIXES = (".pdf", ".pptx")
PICTURES_SHARE = 0.95
"""Share of the time that the pictures take."""


def as_planned(park: Park, tour: Tour, language: Language) -> Visit:
    """A visit that has given a tour as planned: every stop for its planned time."""
    settings = Settings(language=language, comfort="cut", day_phase=PRESENT.day_phase)
    visit = Visit.begin(park, PRESENT, settings, tour.id).after(Onward())
    for stop in tour.stops:
        visit = visit.advance(stop.hold_s).after(Onward())
    return visit


def check_wanted(path: Path) -> None:
    """Raise Refused if a file of this kind cannot be made here: before the pictures, which take long."""
    if path.suffix.lower() == ".pptx":
        pptx_module()


def write_leave_behind(
    given: Given,
    park: Park,
    stage: Renderer[Any, Any],
    wanted: Wanted,
    path: Path,
    progress: Callable[[float, str], None] = lambda share, what: None,
) -> Leaf:
    """Write a PDF or a deck of a show as given, by the suffix of its name; return what it says.

    Raises OSError if it cannot be written; Refused if a package for it is missing.
    """
    check_wanted(path)
    application = headless.application()
    fonts.load()
    leaf = leaf_of(park, given, wanted)
    drawn = []
    progress(0.0, leaf.title)
    for number, picture in enumerate(pictures(leaf, park, stage), 1):
        drawn.append(picture)
        progress(number / len(leaf.stops) * PICTURES_SHARE, picture.page.title)
    write = deck if path.suffix.lower() == ".pptx" else pdf
    write_bytes(path, write(leaf, drawn))
    progress(1.0, path.name)
    del application  # had to stay alive until here
    return leaf
