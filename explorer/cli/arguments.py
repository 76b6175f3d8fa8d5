"""What can be typed after `python3 -m explorer`, and what it means."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from .. import __version__
from ..bootstrap import ROOT, gettext
from ..cli.argument_types import ARGPARSE
from ..i18n import Text, languages
from .argument_types import (
    MODES,
    PIN,
    PROFILES,
    day,
    file_named,
    light,
    metres,
    percent,
    pin,
    seconds,
    size,
    video_or_folder,
    whole,
)

SCENE = ROOT / "scenes" / "metaverse"


class _Parser(argparse.ArgumentParser):
    """A parser that tells a mistake in one sentence, and where to read more."""

    def error(self, message: str) -> NoReturn:
        more = gettext("More: python3 -m explorer --help")
        self.exit(2, f"{message}\n{more}\n")


class _Commands:
    """Builds the commands one after the other, each with help in the reader's language."""

    def __init__(self, top: argparse.ArgumentParser) -> None:
        self._sub = top.add_subparsers(dest="command", metavar=gettext("COMMAND"))

    def add(self, name: str, about: Text) -> argparse.ArgumentParser:
        """A command and one sentence about it."""
        told = gettext(about)
        added: argparse.ArgumentParser = self._sub.add_parser(name, help=told, description=told)
        return added


def _language(p: argparse.ArgumentParser) -> None:
    what = gettext("language: {languages}", languages=", ".join(languages()))
    p.add_argument("--lang", "--language", choices=languages(), help=what)


def _scene(p: argparse.ArgumentParser) -> None:
    what = gettext("the park to open (a folder with park.yaml)")
    p.add_argument("--scene", type=Path, default=SCENE, metavar=gettext("FOLDER"), help=what)


def _quality(p: argparse.ArgumentParser) -> None:
    what = gettext("image quality; auto chooses for this machine")
    p.add_argument("--quality", choices=("auto", "lite", "balanced", "high"), default="auto", help=what)


def _frames(p: argparse.ArgumentParser) -> None:
    what = gettext(
        "how frames are drawn: each one complete (direct), refined while the camera rests (progressive), or that and one "
        "frame late (pipelined); the graphics driver decides if not given"
    )
    p.add_argument("--frames", choices=("direct", "progressive", "pipelined"), help=what)


def _present(p: argparse.ArgumentParser) -> None:
    what = gettext(
        "how the image gets to the screen: copied through memory, or directly on the graphics card "
        "(blit); auto measures once"
    )
    p.add_argument("--present", choices=("auto", "copy", "blit"), default="auto", help=what)


def _light(p: argparse.ArgumentParser, *older: str) -> None:
    what = gettext("light: day, golden, dusk, night, or a number between (0 day, 1 golden, 2 dusk, 3 night)")
    p.add_argument("--light", *older, dest="light", type=light, metavar="NAME", help=what)


def _output(p: argparse.ArgumentParser, name: str, what: Text, *suffixes: str, required: bool = True) -> None:
    """Where to write; only files with one of these suffixes, if any are given."""
    kind = file_named(*suffixes) if suffixes else Path
    p.add_argument("-o", "--output", type=kind, required=required, metavar=name, help=gettext(what))


def _run(commands: _Commands) -> None:
    run = commands.add("run", Text("open the park in a window (the usual way)"))
    _scene(run)
    _language(run)
    _quality(run)
    _frames(run)
    what = gettext("explore (one visitor), kiosk (booth), present (talk) or teach (class)")
    run.add_argument("--mode", choices=MODES, default="explore", metavar=gettext("MODE"), help=what)
    what = gettext("the tour to present (--mode present; default: the scene's talk)")
    run.add_argument("--tour", metavar="ID", help=what)
    what = gettext("open this zone at the start, e.g. data")
    run.add_argument("--zone", metavar="ID", help=what)
    run.add_argument("--size", type=size, metavar="1280x720", help=gettext("window size"))
    _light(run)
    what = gettext("full screen (F11 leaves it)")
    run.add_argument("--fullscreen", action="store_true", help=what)
    _present(run)
    what = gettext("write events to this file, one JSON object per line")
    run.add_argument("--log", type=Path, metavar=gettext("FILE"), help=what)
    what = gettext("keep the park on the screen: restart it after an error, a kill or a hang")
    run.add_argument("--supervised", action="store_true", help=what)
    _shown_to(run)
    what = gettext(
        "store the visit statistics in this file (default for kiosk and teach; see report), or off"
    )
    run.add_argument("--ledger", metavar=gettext("FILE"), help=what)


def _shown_to(p: argparse.ArgumentParser) -> None:
    """Who sees it from where, and what a booth does when they go."""
    what = gettext(
        "type of screen: laptop, stand (touch screen; default for kiosk) or projection (default for present)"
    )
    p.add_argument("--profile", choices=PROFILES, metavar=gettext("NAME"), help=what)
    what = gettext("text size at the start, in percent; doctor --kiosk recommends one")
    p.add_argument("--text", type=percent, metavar="100-200", help=what)
    booth = p.add_argument_group(gettext("in a booth (--mode kiosk)"))
    what = gettext("seconds without input before it asks “Still there?” (75)")
    booth.add_argument("--quiet", type=seconds, metavar=gettext("SECONDS"), help=what)
    what = gettext("seconds after that before it starts over (20)")
    booth.add_argument("--countdown", type=seconds, metavar=gettext("SECONDS"), help=what)
    what = gettext("the tour that runs while nobody is there (show)")
    booth.add_argument("--attract", metavar=gettext("TOUR"), help=what)
    what = gettext(
        "the PIN for staff to leave: hold the top left corner for five seconds, then enter it; "
        "better set it in {PIN}",
        PIN=PIN,
    )
    booth.add_argument("--pin", type=pin, metavar="NNNN", help=what)


def _still(commands: _Commands) -> None:
    still = commands.add(
        "still",
        Text("save an image of the park as a PNG file; no screen needed"),
    )
    _scene(still)
    _language(still)
    _quality(still)
    what = gettext("show this zone instead of the whole park")
    still.add_argument("--zone", metavar="ID", help=what)
    what = gettext("image size")
    still.add_argument("--size", type=size, default=(1920, 1080), metavar="1920x1080", help=what)
    _light(still, "--time")
    _output(still, gettext("FILE.png"), Text("output file"), ".png")


def _film(commands: _Commands) -> None:
    film = commands.add(
        "film",
        Text("make a video of a tour, or numbered images, with its captions as subtitles; no screen needed"),
    )
    _tour(film)
    what = gettext("image size")
    film.add_argument("--size", type=size, default=(1280, 720), metavar="1280x720", help=what)
    what = gettext("images per second (24)")
    film.add_argument("--fps", type=seconds, default=24.0, metavar="N", help=what)
    what = gettext("stop after this many seconds")
    film.add_argument("--seconds", type=seconds, metavar="N", help=what)
    _quality(film)
    _light(film)
    what = gettext("draw the captions into the video")
    film.add_argument("--burn", action="store_true", help=what)
    what = gettext("output video (made by ffmpeg), or a folder for images")
    name = gettext("FILE.mp4")
    film.add_argument("-o", "--output", type=video_or_folder, required=True, metavar=name, help=what)


def _captions(commands: _Commands) -> None:
    captions = commands.add(
        "captions",
        Text("write the captions of a tour as subtitles (WebVTT, SubRip)"),
    )
    _tour(captions)
    where = Text("output file: .vtt or .srt (default: standard output)")
    _output(captions, gettext("FILE.vtt"), where, ".vtt", ".srt", required=False)


def _handout(commands: _Commands) -> None:
    handout = commands.add(
        "handout",
        Text("write the worksheet of a lesson (to print or for a browser), or its questions as a table"),
    )
    _scene(handout)
    _language(handout)
    what = gettext("the page for the teacher, with answers")
    handout.add_argument("--teacher", action="store_true", help=what)
    what = gettext("which lesson (default: the first in the scene)")
    handout.add_argument("--tour", metavar="TOUR", help=what)
    _output(
        handout, gettext("FILE"), Text("output file: .pdf, .html or .csv"),
        ".pdf", ".html", ".htm", ".csv",
    )  # fmt: skip


def _tour(p: argparse.ArgumentParser) -> None:
    what = gettext("which tour: show, talk, lesson, or another one in your scene")
    p.add_argument("tour", metavar="TOUR", help=what)
    _scene(p)
    _language(p)


def _check(commands: _Commands) -> None:
    check = commands.add("check", Text("check every text, place and source of a scene"))
    what = gettext("scene folder")
    check.add_argument("scene", nargs="?", type=Path, default=SCENE, help=what)
    what = gettext("exit code 1 if there are warnings")
    check.add_argument("--strict", action="store_true", help=what)
    check.add_argument("--json", action="store_true", help=gettext("output as JSON"))


def _doctor(commands: _Commands) -> None:
    doctor = commands.add("doctor", Text("check whether this machine is ready for the park"))
    _scene(doctor)
    _language(doctor)
    what = gettext("check before a booth opens: ready, or what to fix")
    doctor.add_argument("--kiosk", action="store_true", help=what)
    what = gettext("reading distance of visitors in metres (1.5)")
    doctor.add_argument("--distance", type=metres, default=1.5, metavar="M", help=what)
    what = gettext("file with the visit statistics (default: the one that kiosk and teach use)")
    doctor.add_argument("--ledger", type=Path, metavar=gettext("FILE"), help=what)
    what = gettext("the event log that the booth is to write")
    doctor.add_argument("--log", type=Path, metavar=gettext("FILE"), help=what)


def _bench(commands: _Commands) -> None:
    bench = commands.add("bench", Text("measure how fast the park is on this machine"))
    _scene(bench)
    _language(bench)
    _quality(bench)
    _frames(bench)
    _present(bench)
    what = gettext("image size")
    bench.add_argument("--size", type=size, default=(1280, 720), metavar="1280x720", help=what)
    what = gettext("overview, a zone, or all")
    bench.add_argument("--view", default="overview", metavar="ID", help=what)
    what = gettext("seconds of camera movement in each view (3)")
    bench.add_argument("--seconds", type=seconds, default=3.0, metavar="N", help=what)
    what = gettext("number of copies of the park (1)")
    bench.add_argument("--copies", type=whole(1, 1000), default=1, metavar="N", help=what)
    what = gettext("also draw the same triangles in one call, and show the ratio")
    bench.add_argument("--limit", action="store_true", help=what)
    what = gettext(
        "also act at random in the window for this many seconds; reports hitches and memory growth"
    )
    bench.add_argument("--walk", type=seconds, default=0.0, metavar="N", help=what)
    what = gettext("use every exhibit in turn for this many seconds; reports frames over 100 ms and memory")
    bench.add_argument("--exhibits", type=seconds, default=0.0, metavar="N", help=what)
    bench.add_argument("--json", action="store_true", help=gettext("output as JSON"))
    what = gettext("compare with one report, or compare two reports")
    where = gettext("REPORT.json")
    bench.add_argument("--compare", type=Path, nargs="+", default=[], metavar=where, help=what)


def _report(commands: _Commands) -> None:
    report = commands.add(
        "report",
        Text("summarise what visitors looked at, from the visit statistics"),
    )
    _scene(report)
    _language(report)
    what = gettext(
        "file with the visit statistics (default: the one that kiosk and teach use); repeat it to "
        "add up several booths"
    )
    report.add_argument("--ledger", type=Path, action="append", metavar=gettext("FILE"), help=what)
    what = gettext("visits from this day on")
    report.add_argument("--since", type=day, metavar="2026-11-01", help=what)
    what = gettext("visits up to this day")
    report.add_argument("--until", type=day, metavar="2026-11-03", help=what)
    written = report.add_mutually_exclusive_group()
    what = gettext("write a table for a spreadsheet; - for standard output")
    written.add_argument("--csv", type=Path, metavar=gettext("FILE"), help=what)
    what = gettext("write one page with charts, in every language")
    written.add_argument("--html", type=Path, metavar=gettext("FILE"), help=what)


def _export(commands: _Commands) -> None:
    export = commands.add(
        "export",
        Text("export the park as a 3D file for Blender, Omniverse and other viewers"),
    )
    _scene(export)
    _language(export)
    export.add_argument("--zone", metavar="ID", help=gettext("only this zone"))
    what = gettext("include the city and the land across the water")
    export.add_argument("--surroundings", action="store_true", help=what)
    where = Text("output file: .glb or .usda")
    _output(export, gettext("FILE.glb"), where)


def _exhibit(commands: _Commands) -> None:
    exhibit = commands.add(
        "exhibit",
        Text("run the simulation of an exhibit without graphics and print its readings"),
    )
    _scene(exhibit)
    _language(exhibit)
    exhibit.add_argument("kind", nargs="?", metavar="KIND", help=gettext("which exhibit; see --list"))
    what = gettext("show exhibits, parameters, actions and readings")
    exhibit.add_argument("--list", action="store_true", help=what)
    what = gettext("set parameters")
    exhibit.add_argument("--set", nargs="+", default=[], metavar=gettext("NAME=VALUE"), help=what)
    what = gettext("do an action at a given time")
    exhibit.add_argument("--do", nargs="+", default=[], metavar=gettext("ACTION@SECONDS"), help=what)
    what = gettext("how long it runs, in seconds (30)")
    exhibit.add_argument("--seconds", type=seconds, default=30.0, metavar="N", help=what)
    what = gettext("seconds between two readings (1)")
    exhibit.add_argument("--every", type=seconds, default=1.0, metavar="N", help=what)
    what = gettext("the same seed gives the same run")
    exhibit.add_argument("--seed", type=whole(0, 2**31 - 1), metavar="N", help=what)
    written = exhibit.add_mutually_exclusive_group()
    what = gettext("write a table for class; - for standard output")
    written.add_argument("--csv", type=Path, metavar=gettext("FILE"), help=what)
    written.add_argument("--json", action="store_true", help=gettext("output as JSON"))


def _bake(commands: _Commands) -> None:
    bake = commands.add(
        "bake",
        Text("rebuild the models in assets/ (after changing the park)"),
    )
    _scene(bake)
    what = gettext("rays from each point (64; 12 with --quick)")
    bake.add_argument("--rays", type=whole(1, 4096), metavar="N", help=what)
    what = gettext("width of the ground light map in pixels (2048; 512 with --quick)")
    bake.add_argument("--ground", type=whole(64, 8192), metavar="PX", help=what)
    bake.add_argument("--quick", action="store_true", help=gettext("coarse light, for a quick look"))
    what = gettext("folder that keeps the light for the next bake")
    bake.add_argument("--cache", type=Path, metavar=gettext("FOLDER"), help=what)
    bake.add_argument("--no-cache", action="store_true", help=gettext("compute all light again"))
    where = Text("output folder (default: assets/park)")
    _output(bake, gettext("FOLDER"), where, required=False)


def parser() -> argparse.ArgumentParser:
    """Everything that can be typed after `python3 -m explorer`."""
    # argparse looks its own words up under this name, meant for gettext
    argparse._ = lambda text: gettext(ARGPARSE[text]) if text in ARGPARSE else text  # type: ignore[attr-defined]
    top = _Parser(
        prog="python3 -m explorer",
        description=gettext(
            "A 3D park whose buildings explain China's three-year action plan for the metaverse industry."
        ),
        epilog=gettext("Without a command the park opens in a window."),
    )
    top.add_argument("--version", action="version", version=f"Park Explorer {__version__}")
    commands = _Commands(top)
    for build in COMMANDS.values():
        build(commands)
    return top


COMMANDS = {
    "run": _run,
    "still": _still,
    "film": _film,
    "captions": _captions,
    "handout": _handout,
    "check": _check,
    "doctor": _doctor,
    "exhibit": _exhibit,
    "export": _export,
    "report": _report,
    "bench": _bench,
    "bake": _bake,
}


def parsed(words: Sequence[str]) -> argparse.Namespace:
    """The command line as values; without a command it is `run`."""
    named = bool(words) and (words[0] in COMMANDS or words[0] in ("-h", "--help", "--version"))
    return parser().parse_args(words if named else ["run", *words])
