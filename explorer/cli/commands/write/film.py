"""The command `film`: a tour as a video, or as numbered images, with separate captions."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ....base.bootstrap import gettext
from ....base.terminal import Progress
from ....i18n import Text
from ... import options
from ...argument_types import VIDEO_SUFFIXES, seconds, video_or_folder
from ...command import Command
from ...drawing import draw_into, needs_drawing, open_stage, settings_of
from ...files import can_write
from ...parser import Option
from ...scene import load_park, tour_named

if TYPE_CHECKING:
    from ....park import Park
    from ....publish.film.film import Pixels
    from ....stage import Stage


OPTIONS = (
    *options.TOUR,
    options.IMAGE_SIZE,
    Option("--fps", Text("images per second (24)"), "N", seconds, default=24.0),
    Option("--seconds", Text("stop after this many seconds"), "N", seconds),
    options.DRAWN_QUALITY,
    options.WITHOUT,
    options.LIGHT,
    Option("--burn", Text("draw the captions into the video")),
    Option(
        "-o, --output",
        Text("output video (made by ffmpeg), or a folder for images"),
        Text("FILE.mp4"),
        video_or_folder,
        required=True,
    ),
)


def run(args: argparse.Namespace) -> int:
    """Write a video if ffmpeg is installed; else its images, with the command to type. Captions go beside either."""
    from ....park.tour import subrip
    from ....publish.film import film, video
    from ....visit import Visit

    park = load_park(args.scene)
    tour = park and tour_named(park, args.tour)
    if not park or not tour:
        return 2
    if args.burn and not (is_video(args.output) and video.ffmpeg()):
        print(gettext(video.NOT_BURNT), file=sys.stderr)
        return 2
    visit = Visit.begin(park, settings=replace(settings_of(args, park), comfort="fly"))
    language = visit.settings.language

    def draw(stage: Stage, bar: Progress, made: Path) -> Iterator[Pixels]:
        yield from film.tour(stage, visit, tour, args.fps, args.seconds, bar.show)
        # last: a film that is stopped leaves no captions without images
        film.write_captions(made if is_video(made) else made / tour.id, tour, language)

    return film_into(args, park, draw, subrip(tour, language) if args.burn else None)


def is_video(output: Path) -> bool:
    """Whether a file of this name holds a video; else it is a folder of images."""
    return output.suffix.lower() in VIDEO_SUFFIXES


def say_how_long(
    pictures: Iterator[Pixels], bar: Progress, clock: Callable[[], float] = time.monotonic
) -> Iterator[Pixels]:
    """The same images; after the first second the estimated duration is printed, unless a bar shows it."""
    began_s, is_due = clock(), not bar.live
    for picture in pictures:
        yield picture
        took_s = clock() - began_s
        if is_due and took_s >= 1.0 and bar.share > 0.0:
            is_due = False
            minutes = round(took_s * (1 / bar.share - 1) / 60)
            if minutes:
                words = Text(
                    "This takes about {count} minute.", "This takes about {count} minutes.", count=minutes
                )
                print(gettext(words), file=sys.stderr, flush=True)


def film_into(
    args: argparse.Namespace,
    park: Park,
    draw: Callable[[Stage, Progress, Path], Iterator[Pixels]],
    burnt: str | None = None,
) -> int:
    """Write frames as a video, or as images if those are requested or ffmpeg is missing; returns the exit code.

    Parameters
    ----------
    draw : yields the frames of a stage; called with a progress bar and the output: the video or the folder.
    burnt : captions to draw into a video, as SubRip.
    """
    from ....publish.film import film, video

    wants_video = is_video(args.output)
    ffmpeg = video.ffmpeg() if wants_video else None
    folder = args.output.with_suffix("") if wants_video else args.output
    made = args.output if ffmpeg else folder
    if not can_write(made, folder=not ffmpeg):
        return 2
    if args.quality == "auto":
        args.quality = "rich"  # a film is not bound to real time
    stage = open_stage(park, args.size, args.quality, args.without)
    if stage is None:
        return 2
    if wants_video and not ffmpeg:
        message = Text("No ffmpeg was found, so images are saved in {folder}. Ctrl+C stops.", folder=folder)
        print(gettext(message), file=sys.stderr, flush=True)
    bar = Progress(gettext("Filming"))

    def write() -> None:
        pictures = say_how_long(draw(stage, bar, made), bar)
        if ffmpeg:
            video.encode(pictures, args.output, args.size, args.fps, ffmpeg, burnt)
        else:
            film.write_frames(folder, pictures)
        bar.done(str(made))

    try:
        code = draw_into(stage, made, write)
    except video.NotEncoded as error:
        print(gettext("ffmpeg failed: {error}", error=error), file=sys.stderr)
        return 2
    if code == 0 and not ffmpeg:
        named = args.output if wants_video else folder.with_suffix(".mp4")
        print(video.how_to(folder, args.fps, named), file=sys.stderr)
    return code


COMMAND = Command(
    3,
    Text("make a video of a tour, or numbered images, with its captions as subtitles; no screen needed"),
    OPTIONS,
    run,
    needs_drawing,
)
