"""The command `film`: a tour as a video, or as numbered images, with its captions beside."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace

from ...bootstrap import gettext
from ...core.terminal import Progress
from ...i18n import Text
from .. import options
from ..argument_types import VIDEO_SUFFIXES, seconds, size, video_or_folder
from ..command import Command
from ..drawing import draw_into, needs_drawing, open_stage, settings_of
from ..files import can_write
from ..parser import Parser
from ..scene import load_park, tour_named


def add_arguments(p: Parser) -> None:
    """Declare what can be typed after its name."""
    options.tour(p)
    what = gettext("image size")
    p.add_argument("--size", type=size, default=(1280, 720), metavar="1280x720", help=what)
    what = gettext("images per second (24)")
    p.add_argument("--fps", type=seconds, default=24.0, metavar="N", help=what)
    what = gettext("stop after this many seconds")
    p.add_argument("--seconds", type=seconds, metavar="N", help=what)
    options.quality(p)
    options.light(p)
    what = gettext("draw the captions into the video")
    p.add_argument("--burn", action="store_true", help=what)
    what = gettext("output video (made by ffmpeg), or a folder for images")
    name = gettext("FILE.mp4")
    p.add_argument("-o", "--output", type=video_or_folder, required=True, metavar=name, help=what)


def run(args: argparse.Namespace) -> int:
    """Write a video where ffmpeg is; else its pictures, and say what to type. Captions lie beside either."""
    from ...film import film, video
    from ...park.captions import subrip
    from ...visit import Visit

    park = load_park(args.scene)
    tour = park and tour_named(park, args.tour)
    if not park or not tour:
        return 2
    wants_video = args.output.suffix.lower() in VIDEO_SUFFIXES
    ffmpeg = video.ffmpeg() if wants_video else None
    if args.burn and not ffmpeg:
        print(gettext(video.NOT_BURNT), file=sys.stderr)
        return 2
    folder = args.output.with_suffix("") if wants_video else args.output
    made = args.output if ffmpeg else folder
    if not can_write(made, folder=not ffmpeg):
        return 2
    visit = Visit.begin(park, settings=replace(settings_of(args), comfort="fly"))
    stage = open_stage(park, args.size, args.quality)
    if stage is None:
        return 2
    if wants_video and not ffmpeg:
        told = Text("No ffmpeg was found, so images are saved in {folder}. Ctrl+C stops.", folder=folder)
        print(gettext(told), file=sys.stderr, flush=True)
    bar = Progress(gettext("Filming"))
    language = visit.settings.language

    def draw() -> None:
        pictures = film.tour(stage, visit, tour, args.fps, args.seconds, bar.show)
        film.write_captions(args.output if ffmpeg else folder / tour.id, tour, language)
        if ffmpeg:
            burnt = subrip(tour, language) if args.burn else None
            video.encode(pictures, args.output, args.size, args.fps, ffmpeg, burnt)
        else:
            film.write_frames(folder, pictures)
        bar.done(str(made))

    try:
        code = draw_into(stage, made, draw)
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
    add_arguments,
    run,
    needs_drawing,
)
