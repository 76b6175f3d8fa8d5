"""The command `captions`: the captions of a tour as subtitles."""

from __future__ import annotations

import argparse

from ....base.atomic_file import write_text
from ....i18n import Text
from ... import options
from ...argument_types import file_named
from ...command import Command
from ...files import not_written, print_as_file
from ...parser import Option
from ...scene import load_park, scene_language, tour_meant

OPTIONS = (
    *options.TOUR,
    Option(
        "-o, --output",
        Text("output file: .vtt or .srt (default: standard output)"),
        Text("FILE.vtt"),
        file_named(".vtt", ".srt"),
    ),
)


def run(args: argparse.Namespace) -> int:
    """Write the captions of a tour as subtitles."""
    from ....park.tour import subrip, webvtt

    park = load_park(args.scene)
    tour = park and tour_meant(park, args.tour)
    if not park or not tour:
        return 2
    written = subrip if args.output and args.output.suffix.lower() == ".srt" else webvtt
    text = written(tour, scene_language(park))
    if args.output is None:
        print_as_file()
        print(text, end="")
        return 0
    try:
        write_text(args.output, text)
    except OSError as error:
        return not_written(args.output, error)
    print(args.output)
    return 0


COMMAND = Command(4, Text("write the captions of a tour as subtitles (WebVTT, SubRip)"), OPTIONS, run)
