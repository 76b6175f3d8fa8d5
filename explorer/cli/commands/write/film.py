"""The command `film`: a tour as a video, or as numbered images, with separate captions."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from ....base.bootstrap import gettext
from ....base.terminal import Progress
from ....i18n import Text
from ... import options
from ...argument_types import VIDEO_SUFFIXES, seconds, size, video_or_folder
from ...command import Command
from ...drawing import draw_into, needs_drawing, open_stage, settings_of
from ...files import can_write
from ...parser import Option
from ...scene import load_park, tour_meant

if TYPE_CHECKING:
    from ....park import Park
    from ....publish.film.captions import Caption
    from ....publish.film.film import Pixels
    from ....stage import Stage


FULL_SIZE, FULL_FPS = (1920, 1080), 30.0
SMALL_SIZE, SMALL_FPS = (640, 360), 24.0
DRAWING_SHARE = 0.95
"""Share of the progress bar for drawing the frames of a video; the rest is for encoding."""
LITTLE_SPACE = Text(
    "There is too little space for this film: about {needed} MB are needed beside {output}, and {free} MB are free. "
    "Choose another disk with -o, or try --small."
)
GOES_ON = Text(
    "Stopped. The {count} images made so far are kept in {folder}: the same command goes on from there.",
)

OPTIONS = (
    *options.TOUR,
    Option("--size", Text("image size (1920x1080)"), "1280x720", size),
    Option("--fps", Text("images per second (30)"), "N", seconds),
    Option("--small", Text("640x360 at 24 images per second: a video that can be mailed")),
    Option("--seconds", Text("stop after this many seconds"), "N", seconds),
    options.DRAWN_QUALITY,
    options.WITHOUT,
    options.LIGHT,
    Option("--burn", Text("draw the captions into the images")),
    Option(
        "-o, --output",
        Text("output video, or a folder for images"),
        Text("FILE.mp4"),
        video_or_folder,
        required=True,
    ),
)


def run(args: argparse.Namespace) -> int:
    """Write a video, or images if no encoder is found, with the command to type. Captions go beside either."""
    from ....publish.film import film
    from ....publish.film.captions import captions_in
    from ....visit import Visit

    park = load_park(args.scene)
    tour = park and tour_meant(park, args.tour)
    if not park or not tour:
        return 2
    args.size = args.size or (SMALL_SIZE if args.small else FULL_SIZE)
    args.fps = args.fps or (SMALL_FPS if args.small else FULL_FPS)
    visit = Visit.begin(park, settings=replace(settings_of(args, park), comfort="fly"))
    language = visit.settings.language
    length_s = film.length_s(tour, args.seconds)

    def draw(stage: Stage, progress: Callable[[float, str], None], first: int) -> Iterator[Pixels]:
        return film.tour(stage, visit, tour, args.fps, length_s, progress, first)

    def write_captions(made: Path) -> None:
        film.write_captions(made if is_video(made) else made / tour.id, tour, language)

    burnt = captions_in(tour, language) if args.burn else ()
    wanted = Filmed(
        draw, film.frame_count(length_s, args.fps), f"{tour.id} {length_s} {language}", burnt, language
    )
    return film_into(args, park, wanted, write_captions)


def is_video(output: Path) -> bool:
    """Whether a file of this name holds a video; else it is a folder of images."""
    return output.suffix.lower() in VIDEO_SUFFIXES


def say_how_long(
    pictures: Iterator[Pixels], bar: Progress, clock: Callable[[], float] = time.monotonic
) -> Iterator[Pixels]:
    """The same images; after the first second the estimated duration is printed, unless a bar shows it."""
    began_s, began_share, is_due = clock(), 0.0, not bar.live
    for number, picture in enumerate(pictures):
        yield picture
        if number == 0:  # it took longer than others, and a film that goes on begins within
            began_s, began_share = clock(), bar.share
        took_s, share = clock() - began_s, bar.share - began_share
        if is_due and took_s >= 1.0 and share > 0.0:
            is_due = False
            minutes = round(took_s * (1.0 - bar.share) / share / 60)
            if minutes:
                words = Text(
                    "This takes about {count} minute.", "This takes about {count} minutes.", count=minutes
                )
                print(gettext(words), file=sys.stderr, flush=True)


def counted(pictures: Iterator[Pixels], count: int, bar: Progress) -> Iterator[Pixels]:
    """The same images, which are encoded one by one; the bar shows how far that is."""
    what = gettext(Text("Encoding the video"))
    for number, picture in enumerate(pictures):
        bar.show(DRAWING_SHARE + (1.0 - DRAWING_SHARE) * number / count, what)
        yield picture


def stoppable(pictures: Iterator[Pixels]) -> Iterator[Pixels]:
    """The same images; Ctrl+C raises KeyboardInterrupt between two of them, since drawing cannot be interrupted safely."""
    is_stopped = False

    def stop(*_: object) -> None:
        nonlocal is_stopped
        is_stopped = True

    before = signal.signal(signal.SIGINT, stop)
    try:
        for picture in pictures:
            yield picture
            if is_stopped:
                raise KeyboardInterrupt
    finally:
        signal.signal(signal.SIGINT, before)


@dataclass(frozen=True, slots=True)
class Filmed:
    """What is filmed."""

    draw: Callable[[Stage, Callable[[float, str], None], int], Iterator[Pixels]]  # frames from this number on
    count: int  # number of frames
    name: str  # changes with everything that decides how the frames look, except the scene and the size
    captions: Sequence[Caption] = ()  # drawn into the frames
    language: str = "en"  # that of the captions


def film_into(
    args: argparse.Namespace, park: Park, filmed: Filmed, finish: Callable[[Path], None] = lambda made: None
) -> int:
    """Write frames as a video, or as images if those are requested or no encoder is found; returns the exit code.

    A film that was interrupted goes on from its last frame.

    Parameters
    ----------
    finish : called with the video or the folder after the last frame.
    """
    from ....publish.film import video
    from ....publish.film.captions import CaptionPainter
    from ....publish.film.frames import FrameFolder, free_bytes

    encodes = is_video(args.output) and video.can_encode(args.output)
    made = args.output if encodes or not is_video(args.output) else args.output.with_suffix("")
    if not can_write(made, folder=not encodes):
        return 2
    if args.quality == "auto":
        args.quality = "rich"  # a film is not bound to real time
    place = made.resolve().with_name(f".{made.stem}.frames") if encodes else made
    store = FrameFolder(place, _recipe(args, filmed), ".jpg" if encodes else ".png")
    needed, free = store.needed_bytes(filmed.count, args.size), free_bytes(place)
    if needed > free:
        print(gettext(LITTLE_SPACE, needed=needed // 10**6, free=free // 10**6, output=made), file=sys.stderr)
        return 2
    stage = open_stage(park, args.size, args.quality, args.without)
    if stage is None:
        return 2
    if is_video(args.output) and not encodes:
        message = Text(
            "Videos cannot be made here: there is no ffmpeg on this computer, and Qt came without FFmpeg. So images are "
            "saved in {folder}. Ctrl+C stops.",
            folder=made,
        )
        print(gettext(message), file=sys.stderr, flush=True)
    bar = Progress(gettext("Filming"))
    part = DRAWING_SHARE if encodes else 1.0

    def write() -> None:
        drawn = filmed.draw(stage, lambda share, what: bar.show(share * part, what), store.count)
        burn = CaptionPainter(filmed.captions, filmed.language, args.fps)
        for pixels in say_how_long(stoppable(drawn), bar):
            store.add(burn.draw(store.count, pixels))
        if encodes:
            video.encode(
                lambda: stoppable(counted(store.frames(), store.count, bar)), made, args.size, args.fps
            )
            store.remove()
        else:
            store.finish()
        finish(made)
        bar.done(str(made))

    try:
        code = draw_into(stage, made, write)
    except video.NotEncoded as error:
        print(gettext("The video could not be made: {error}", error=error), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        bar.clear()
        print(gettext(GOES_ON, count=store.count, folder=place), file=sys.stderr)
        return 130
    if code == 0 and not encodes:
        named = args.output if is_video(args.output) else made.with_suffix(".mp4")
        print(video.how_to(made, args.fps, named), file=sys.stderr)
    return code


def _recipe(args: argparse.Namespace, filmed: Filmed) -> str:
    """All that decides how the frames look."""
    from ....park.last_good import signature

    scene = sha256(repr(signature(Path(args.scene))).encode()).hexdigest()
    look = [
        args.size,
        args.fps,
        args.quality,
        args.without,
        getattr(args, "light", None),
        bool(filmed.captions),
    ]
    return json.dumps([filmed.name, scene, *map(str, look)], indent=1) + "\n"


COMMAND = Command(
    3,
    Text("make a video of a tour, or numbered images, with its captions as subtitles; no screen needed"),
    OPTIONS,
    run,
    needs_drawing,
)
