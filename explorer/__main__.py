"""The command line, and the only place where Qt meets Panda3D."""

from __future__ import annotations

if __name__ == "__main__":
    import os
    import signal
    import sys

    # until `main` begins, an interrupt ends this process without a traceback; one that came earlier was blocked by the door
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, lambda number, frame: os._exit(130))
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    if not __package__:  # typed as a path, `python3 explorer`: go on as `python3 -m explorer`
        import runpy

        sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [sys.path[0], os.environ.get("PYTHONPATH")]))
        runpy.run_module("explorer", run_name="__main__", alter_sys=True)

import argparse
import gc
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from . import bootstrap
from .bootstrap import Progress, gettext, waiting
from .cli import commands
from .cli.argument_types import PIN, VIDEO_SUFFIXES, pin
from .cli.arguments import parsed
from .cli.commands import ASSETS
from .i18n import Text
from .supervisor import watchdog_pipe

if TYPE_CHECKING:
    from .core.protocols import GlContext
    from .park import Park
    from .stage import Stage
    from .stage.frames.quality import QualityName
    from .visit import Mode, Settings

PICTURES = "park-pictures"


def main(words: Sequence[str] | None = None) -> int:
    """Do what was typed; the exit code is 0, 1 (warnings with --strict) or 2 (it did not work)."""
    try:
        bootstrap.replace_unprintable()
        code = _done(sys.argv[1:] if words is None else words)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        _silence()  # whoever was reading has seen enough
        return 0
    except OSError as error:  # commands report on their own files; what is left is mostly the output itself
        _silence()
        print(
            f"{error.filename or gettext('standard output')}: {error.strerror or error}",
            file=sys.stderr,
        )
        return 2
    except ImportError as missing:
        if (missing.name or "").startswith("explorer"):
            raise  # a fault of this program, not of its environment
        print(f"{missing}\n{bootstrap.damaged()}", file=sys.stderr)
        return 2
    finally:
        gc.enable()


def _silence() -> None:
    """Have nothing more come of standard output: Python would complain once more when it flushes at the end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _done(words: Sequence[str]) -> int:
    """Do what was typed; the exit code."""
    args = parsed(words)
    # checking content and examining a machine must work where no window can
    supervisor = args.command == "run" and args.supervised and not watchdog_pipe.called()
    shows = args.command in ("run", "still", "film", "bench", "handout") and not supervisor
    bootstrap.ensure(*_extras(args), libraries=shows)
    if shows and args.command in ("run", "still"):
        gc.disable()  # nothing is to be found until the first picture; `app.settle` has it go on
    if getattr(args, "lang", None):
        bootstrap.speak(args.lang)
    match args.command:
        case "check":
            return commands.check(args)
        case "doctor":
            return commands.doctor(args)
        case "export":
            return commands.export(args)
        case "report":
            return commands.report(args)
        case "bench":
            return commands.bench(args)
        case "exhibit":
            return commands.exhibit(args)
        case "bake":
            return commands.bake(args)
        case "captions":
            return commands.captions(args)
        case "still":
            return _still(args)
        case "film":
            return _film(args)
        case "handout":
            return _handout(args)
        case _ if supervisor:
            return _supervised(args, words)
        case _:
            return _run(args)


def _extras(args: argparse.Namespace) -> tuple[str, ...]:
    """What a command needs beyond the explorer itself."""
    if args.command == "bake":
        return ("bake",)
    if args.command == "bench" and args.limit:
        return ("bench",)
    if args.command == "export" and args.output.suffix.lower() == ".usda":
        return ("usd",)
    return ()


def _settings(args: argparse.Namespace) -> Settings:
    from .visit import Settings
    from .visit.settings import day_phase_named

    light = getattr(args, "light", None) or "day"
    return Settings(language=commands.language(), comfort="cut", day_phase=day_phase_named(light))


def _still(args: argparse.Namespace) -> int:
    from .film import film
    from .visit import Visit

    park = commands.loaded(args.scene)
    if park is None or not commands.knows(park, args.zone) or not commands.can_write(args.output):
        return 2
    visit = Visit.begin(park, settings=_settings(args))
    stage = _stage(park, args.size, args.quality)
    if stage is None:
        return 2

    def draw() -> None:
        with waiting(gettext("Drawing")):
            film.still(stage, visit, args.zone, args.output)

    return _drawn(stage, args.output, draw)


def _film(args: argparse.Namespace) -> int:
    """Write a video where ffmpeg is; else its pictures, and say what to type. Captions lie beside either."""
    from .film import film, video
    from .park.captions import subrip
    from .visit import Visit

    park = commands.loaded(args.scene)
    tour = park and commands.tour_named(park, args.tour)
    if not park or not tour:
        return 2
    wants_video = args.output.suffix.lower() in VIDEO_SUFFIXES
    ffmpeg = video.ffmpeg() if wants_video else None
    if args.burn and not ffmpeg:
        print(gettext(video.NOT_BURNT), file=sys.stderr)
        return 2
    folder = args.output.with_suffix("") if wants_video else args.output
    made = args.output if ffmpeg else folder
    if not commands.can_write(made, folder=not ffmpeg):
        return 2
    visit = Visit.begin(park, settings=replace(_settings(args), comfort="fly"))
    stage = _stage(park, args.size, args.quality)
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
        code = _drawn(stage, made, draw)
    except video.NotEncoded as error:
        print(gettext("ffmpeg failed: {error}", error=error), file=sys.stderr)
        return 2
    if code == 0 and not ffmpeg:
        named = args.output if wants_video else folder.with_suffix(".mp4")
        print(video.how_to(folder, args.fps, named), file=sys.stderr)
    return code


def _handout(args: argparse.Namespace) -> int:
    """Write the sheet of a lesson; its pictures are drawn as `still` draws them."""
    park = commands.loaded(args.scene)
    tour = park and commands.lesson_named(park, args.tour)
    if not park or not tour:
        return 2
    if args.output.suffix.lower() == ".csv":
        return commands.answers(park, tour, args.output, for_teacher=args.teacher)
    if not commands.can_write(args.output):
        return 2
    stage = _stage(park, (640, 400), "auto")
    if stage is None:
        return 2
    from .shell.lesson import handout_command
    from .visit import Visit

    visit = Visit.begin(park, settings=_settings(args))
    return _drawn(
        stage,
        args.output,
        lambda: handout_command.handout(stage, visit, tour, args.output, for_teacher=args.teacher),
    )


def _stage(park: Park, size: tuple[int, int], quality: QualityName) -> Stage | None:
    """A stage of this size, to be closed; None after telling that nothing can be drawn here."""
    from .stage import NoGraphics, Stage

    try:
        return Stage(park, ASSETS, size, quality=quality)
    except NoGraphics as error:
        print(bootstrap.no_graphics(error), file=sys.stderr)
    except (
        Exception
    ) as error:  # the files could be read; whatever is wrong with them or with the program, it is told
        what = f"{type(error).__name__}: {error}"
        told = Text("The park could not be made ready ({what}). Try: check", what=what)
        print(gettext(told), file=sys.stderr)
    return None


def _drawn(stage: Stage, output: Path, draw: Callable[[], object]) -> int:
    """Draw into a file or a folder, close the stage and tell where it is; the exit code."""
    try:
        draw()
        _warn(stage.warnings)  # now all was tried, and the language is that of the picture
    except OSError as error:
        return commands.not_written(output, error)
    finally:
        stage.close()
    print(output)
    return 0


def _warn(warnings: Sequence[str]) -> None:
    for warning in warnings:
        print(warning, file=sys.stderr)


def _without_a_screen(args: argparse.Namespace) -> int:
    """Write a picture of the whole park and of each zone, and a sheet of them all."""
    from .film import film
    from .visit import Visit

    park = commands.loaded(args.scene)
    folder = Path.cwd() / PICTURES
    if park is None or not commands.fits(park, args) or not commands.can_write(folder, folder=True):
        return 2
    print(gettext("No screen was found. Images of the park are saved in {folder} instead.", folder=folder))
    stage = _stage(park, args.size or (1280, 720), args.quality)
    if stage is None:
        return 2
    bar = Progress(gettext("Drawing"))
    try:
        sheet = film.contact_sheet(stage, Visit.begin(park, settings=_settings(args)), folder, bar.show)
        _warn(stage.warnings)
    except OSError as error:
        return commands.not_written(folder, error)
    finally:
        stage.close()
    bar.done(str(sheet))
    print(sheet)
    return 0


def _supervised(args: argparse.Namespace, words: Sequence[str]) -> int:
    """Stay small, and keep a process with the same words on the screen: it finds its line and shows the park.

    What was typed is held against the scene first, in a process that ends: it would fail at each start.
    """
    if not commands.may_log(args.log):
        return 2
    import subprocess

    from .supervisor.supervisor import Keeper

    if args.pin is not None:
        os.environ[PIN] = args.pin  # each user of the machine can read the words of a process
        words = _without_pin(words)
    fits = "import sys; from explorer.__main__ import fits; sys.exit(not fits(sys.argv[1:]))"
    command = [sys.executable, "-c", fits, *words]
    if subprocess.run(
        command, check=False, start_new_session=True
    ).returncode:  # Ctrl+C reaches this process alone
        return 2
    return Keeper([sys.executable, "-m", "explorer", *words], args.log).run()


def fits(words: Sequence[str]) -> bool:
    """Whether the scene has what was typed after `run`; says what it lacks. A broken scene is shown as what it is."""
    from .park.load import read

    bootstrap.replace_unprintable()
    args = parsed(words)
    if args.lang:
        bootstrap.speak(args.lang)
    park = read(args.scene, ASSETS).park
    return park is None or commands.fits(park, args)


def _without_pin(words: Sequence[str]) -> list[str]:
    """What was typed, without the number that lets staff leave."""
    left, rest = [], iter(words)
    for word in rest:
        name, given, _ = word.partition("=")
        if len(name) < len("--pi") or not "--pin".startswith(name):  # options may be shortened
            left.append(word)
        elif not given:
            next(rest, None)
    return left


def _ledger(args: argparse.Namespace) -> Path | None:
    """The file of the visit journal: as named, else one of this user's where the mode keeps one; None keeps none."""
    from .visit import MODES

    if args.ledger == "off" or (args.ledger is None and not MODES[args.mode].keeps_journal):
        return None
    return Path(args.ledger) if args.ledger else commands.usual_ledger()


def _checkpoint(args: argparse.Namespace) -> Path | None:
    """The file in which a talk or a lesson outlives a crash, beside the visit journal; None where the mode has neither."""
    from .visit import MODES

    if not MODES[args.mode].resumes:
        return None
    beside = commands.usual_ledger() if args.ledger in (None, "off") else Path(args.ledger)
    return beside.with_name(f"{args.mode}.checkpoint.json")


def _mode(args: argparse.Namespace) -> Mode:
    """The row of the mode, with what was asked for instead."""
    from .visit import MODES

    asked = {
        "quiet_s": args.quiet, "countdown_s": args.countdown, "attract": args.attract, "profile": args.profile,
    }  # fmt: skip
    return replace(MODES[args.mode], **{name: value for name, value in asked.items() if value is not None})


def _pin(args: argparse.Namespace) -> str | None:
    """The number that lets staff leave a booth; None after saying that there is none."""
    given = args.pin or os.environ.get(PIN)
    if given is not None:
        try:
            return pin(given)
        except argparse.ArgumentTypeError as fault:
            print(f"{PIN}: {fault}", file=sys.stderr)
    elif args.mode == "kiosk":
        print(
            gettext("No --pin and no {PIN}: staff cannot leave from the screen; SIGTERM ends it.", PIN=PIN),
            file=sys.stderr,
        )
    return None


def _run(args: argparse.Namespace) -> int:
    answered = watchdog_pipe.answered()  # at once: from here on nobody is left behind
    if answered is None and not commands.may_log(args.log):
        return 2  # a supervisor has looked before; what has become of the folder since ends no show
    if not bootstrap.has_screen():
        return _without_a_screen(args)
    from .park.last_good import opened
    from .shell.app import app, startup
    from .shell.window.protocols import CannotDraw
    from .stage import NoGraphics, Stage

    scene = opened(args.scene, ASSETS, commands.state_folder() / "scenes" if answered else None)
    reading = scene.reading
    if reading.park is not None and not commands.fits(reading.park, args):
        return 2
    options = startup.Options(
        zone=args.zone,
        tour=args.tour,
        mode=_mode(args),
        language=args.lang,
        light=args.light,
        text_percent=args.text,
        pin=_pin(args),
        size=args.size,
        fullscreen=args.fullscreen,
        present=args.present,
        log=args.log,
        line=answered,
        ledger=_ledger(args),
        checkpoint=_checkpoint(args),
        scene=scene,
        examine=(sys.executable, "-m", "explorer", "check", str(args.scene), "--json"),
        began_s=time.perf_counter() - time.process_time(),  # about when the process was started
    )

    def stage(park: Park, width: int, height: int, context: GlContext | None = None) -> Stage:
        size = (width, height)
        try:
            return Stage(
                park, ASSETS, size, quality=args.quality, lively=True, context=context, frames=args.frames
            )
        except NoGraphics as fault:
            raise CannotDraw(str(fault)) from fault

    return app.run(reading, stage, options)


if __name__ == "__main__":
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    raise SystemExit(main())
