"""The command `handout`: the worksheet of a lesson, or its questions as a table."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ...base.atomic_file import write_text
from ...i18n import Text
from .. import options
from ..argument_types import file_named
from ..command import Command
from ..drawing import draw_into, needs_drawing, open_stage, settings_of
from ..files import can_write, not_written
from ..options import FILE
from ..parser import Option
from ..scene import lesson_named, load_park, scene_language

if TYPE_CHECKING:
    from ...park import Park, Tour


OPTIONS = (
    options.SCENE_FOLDER,
    options.SCENE_LANGUAGE,
    Option("--teacher", Text("the page for the teacher, with answers")),
    Option("--tour", Text("which lesson (default: the first in the scene)"), Text("TOUR")),
    Option(
        "-o, --output",
        Text("output file: .pdf, .html or .csv"),
        FILE,
        file_named(".pdf", ".html", ".htm", ".csv"),
        required=True,
    ),
)


def run(args: argparse.Namespace) -> int:
    """Write the sheet of a lesson, with pictures drawn like those of `still`."""
    park = load_park(args.scene)
    tour = park and lesson_named(park, args.tour)
    if not park or not tour:
        return 2
    if args.output.suffix.lower() == ".csv":
        return answers(park, tour, args.output, for_teacher=args.teacher)
    if not can_write(args.output):
        return 2
    stage = open_stage(park, (640, 400), "auto")
    if stage is None:
        return 2
    from ...shell.lesson import files
    from ...visit import Visit

    visit = Visit.begin(park, settings=settings_of(args, park))
    return draw_into(
        stage,
        args.output,
        lambda: files.write_handout(stage, visit, tour, args.output, for_teacher=args.teacher),
    )


def answers(park: Park, tour: Tour, path: Path, *, for_teacher: bool) -> int:
    """Write the questions of a park as a table, numbered as on the sheet; for a teacher with the right answers."""
    from ...shell.lesson.handout import TABLE_ENCODING, answers_table
    from ...visit.lesson.state import Lesson

    try:
        table = answers_table(park, Lesson(tour), scene_language(park), for_teacher=for_teacher)
        write_text(path, table, TABLE_ENCODING)
    except OSError as error:
        return not_written(path, error)
    print(path)
    return 0


COMMAND = Command(
    5,
    Text("write the worksheet of a lesson (to print or for a browser), or its questions as a table"),
    OPTIONS,
    run,
    needs_drawing,
)
