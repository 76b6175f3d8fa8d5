"""The command `handout`: the worksheet of a lesson, or its questions as a table or for a school's system."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ....base.atomic_file import write_text
from ....i18n import Text
from ... import options
from ...argument_types import file_named
from ...command import Command
from ...drawing import draw_into, needs_drawing, open_stage, settings_of
from ...files import can_write, not_written
from ...options import FILE
from ...parser import Option
from ...scene import lesson_named, load_park, scene_language

if TYPE_CHECKING:
    from ....park import Park, Tour

SCHOOL_SUFFIXES = (".xml", ".zip", ".gift")
OPTIONS = (
    options.SCENE_FOLDER,
    options.SCENE_LANGUAGE,
    Option("--teacher", Text("the page for the teacher, with answers")),
    Option(
        "--level",
        Text(
            "level of the worksheet: A with help, B as usual (default), C with answers in the pupils' own words"
        ),
        choices=("A", "B", "C"),
        default="B",
    ),
    Option("--plan", Text("the lesson plan: aims, materials, time by stop, answers to all tasks")),
    Option("--tour", Text("which lesson (default: the first in the scene)"), Text("TOUR")),
    Option(
        "-o, --output",
        Text(
            "output file: .pdf, .html or .csv; questions and tasks as .xml (Moodle), .zip (QTI 1.2) or .gift"
        ),
        FILE,
        file_named(".pdf", ".html", ".htm", ".csv", *SCHOOL_SUFFIXES),
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
    if args.output.suffix.lower() in SCHOOL_SUFFIXES:
        return school_file(park, tour, args.output)
    stage = open_stage(park, (640, 400), "auto")
    if stage is None:
        return 2
    from ....shell.lesson import files
    from ....visit import Visit

    visit = Visit.begin(park, settings=settings_of(args, park))
    return draw_into(
        stage,
        args.output,
        lambda: files.write_handout(
            stage,
            visit,
            tour,
            args.output,
            "plan" if args.plan else "teacher" if args.teacher else "pupils",
            args.level,
        ),
    )


def answers(park: Park, tour: Tour, path: Path, *, for_teacher: bool) -> int:
    """Write the questions of a park as a table, numbered as on the sheet; for a teacher with the right answers."""
    from ....shell.lesson.answers import TABLE_ENCODING, answers_table
    from ....visit.lesson.state import Lesson

    try:
        table = answers_table(park, Lesson(tour), scene_language(park), for_teacher=for_teacher)
        write_text(path, table, TABLE_ENCODING)
    except OSError as error:
        return not_written(path, error)
    print(path)
    return 0


def school_file(park: Park, tour: Tour, path: Path) -> int:
    """Write the questions and tasks of a lesson for a school's system."""
    from ....shell.lesson.school_files import write_school_file
    from ....visit.lesson.model_values import model_values

    try:
        write_school_file(path, park, tour, scene_language(park), model_values(park, tour))
    except OSError as error:
        return not_written(path, error)
    print(path)
    return 0


COMMAND = Command(
    5,
    Text(
        "write the worksheet of a lesson (to print or for a browser), or its questions as a table or for Moodle and others"
    ),
    OPTIONS,
    run,
    needs_drawing,
)
