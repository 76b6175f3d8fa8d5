"""Writing a leave-behind: what is wanted, in which file, with its progress."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from ...base.atomic_file import replacing
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


def is_deck(path: Path) -> bool:
    """Whether a file of this name is a deck."""
    return path.suffix.lower() == ".pptx"


def check_wanted(paths: Sequence[Path]) -> None:
    """Raise Refused if one of the files cannot be made here: before the pictures, which take long."""
    if any(map(is_deck, paths)):
        pptx_module()


def write_leave_behind(
    given: Given,
    park: Park,
    stage: Renderer[Any, Any],
    wanted: Wanted,
    paths: Sequence[Path],
    progress: Callable[[float, str], None] = lambda share, what: None,
) -> Leaf:
    """Write PDFs and decks of a show as given, by the suffixes of their names; return what they say.

    The pictures, which take nearly all of the time, are drawn once for all files. Either all files are written or none.
    Raises OSError if one cannot be written; Refused if a package for it is missing.
    """
    check_wanted(paths)
    application = headless.application()
    fonts.load()
    leaf = leaf_of(park, given, wanted)
    drawn = []
    progress(0.0, leaf.title)
    for number, picture in enumerate(pictures(leaf, park, stage), 1):
        drawn.append(picture)
        progress(number / len(leaf.stops) * PICTURES_SHARE, picture.page.title)
    with ExitStack() as files:
        for path in paths:
            file = files.enter_context(replacing(path))
            file.write((deck if is_deck(path) else pdf)(leaf, drawn))
            file.flush()  # a full disk is noticed here, before the first file is replaced
    progress(1.0, paths[0].name)
    del application  # had to stay alive until here
    return leaf
