"""The command line, and the only place where Qt meets Panda3D."""

from __future__ import annotations

import argparse
import gc
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from . import bootstrap, terminal
from .bootstrap import Progress, say
from .supervisor import line
from .terminal import ASSETS
from .typed import parsed
from .typed_values import PIN, pin

if TYPE_CHECKING:
    from .park import Park
    from .stage import Stage
    from .stage.host import Context
    from .stage.quality import QualityName
    from .visit import Mode, Settings

PICTURES = "park-pictures"


def main(words: Sequence[str] | None = None) -> int:
    """Do what was typed; the exit code is 0, 1 (warnings with --strict) or 2 (it did not work)."""
    words = sys.argv[1:] if words is None else words
    args = parsed(words)
    # checking content and examining a machine must work where no window can
    supervisor = args.command == "run" and args.supervised and not line.called()
    shows = args.command in ("run", "still", "film", "bench", "handout") and not supervisor
    bootstrap.ensure(*_extras(args), libraries=shows)
    if shows and args.command in ("run", "still"):
        gc.disable()  # nothing is to be found until the first picture; `app.settle` has it go on
    if getattr(args, "lang", None):
        bootstrap.speak(args.lang)
    try:
        match args.command:
            case "check":
                return terminal.check(args)
            case "doctor":
                return terminal.doctor(args)
            case "export":
                return terminal.export(args)
            case "report":
                return terminal.report(args)
            case "bench":
                return terminal.bench(args)
            case "exhibit":
                return terminal.exhibit(args)
            case "bake":
                return terminal.bake(args)
            case "captions":
                return terminal.captions(args)
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
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # whoever was reading has seen enough; Python would complain once more when it flushes at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except ModuleNotFoundError as missing:
        if (missing.name or "").startswith("explorer"):
            raise  # a fault of this program, not of its environment
        print(f"{missing.name}: {bootstrap.damaged()}", file=sys.stderr)
        return 2
    finally:
        gc.enable()


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
    from .visit.settings import hour_named

    light = getattr(args, "light", None) or "day"
    return Settings(language=terminal.language(), comfort="cut", hour=hour_named(light))


def _still(args: argparse.Namespace) -> int:
    from . import film
    from .visit import Visit

    park = terminal.loaded(args.scene)
    if park is None or not terminal.knows(park, args.zone):
        return 2
    visit = Visit.begin(park, settings=_settings(args))
    stage = _stage(park, args.size, args.quality)
    if stage is None:
        return 2
    return _drawn(stage, args.output, lambda: film.still(stage, visit, args.zone, args.output))


def _film(args: argparse.Namespace) -> int:
    from . import film
    from .visit import Visit

    park = terminal.loaded(args.scene)
    tour = park and terminal.tour_named(park, args.tour)
    if not park or not tour:
        return 2
    visit = Visit.begin(park, settings=replace(_settings(args), comfort="fly"))
    stage = _stage(park, args.size, args.quality)
    if stage is None:
        return 2
    bar = Progress(say("Filming", "拍摄"))

    def draw() -> None:
        film.tour(stage, visit, tour, args.output, args.fps, args.seconds, bar.show)
        bar.done(str(args.output))

    return _drawn(stage, args.output, draw)


def _handout(args: argparse.Namespace) -> int:
    """Write the sheet of a lesson; its pictures are drawn as `still` draws them."""
    park = terminal.loaded(args.scene)
    tour = park and terminal.lesson_named(park, args.tour)
    if not park or not tour:
        return 2
    if args.output.suffix.lower() == ".csv":
        return terminal.answers(park, args.output)
    stage = _stage(park, (640, 400), "auto")
    if stage is None:
        return 2
    from .shell.lesson import press
    from .visit import Visit

    visit = Visit.begin(park, settings=_settings(args))
    return _drawn(
        stage,
        args.output,
        lambda: press.handout(stage, visit, tour, args.output, for_teacher=args.teacher),
    )


def _stage(park: Park, size: tuple[int, int], quality: QualityName) -> Stage | None:
    """A stage of this size, to be closed; None after telling that nothing can be drawn here."""
    from .stage import NoGraphics, Stage

    try:
        return Stage(park, ASSETS, size, quality=quality)
    except NoGraphics as error:
        print(bootstrap.no_graphics(error), file=sys.stderr)
        return None


def _drawn(stage: Stage, output: Path, draw: Callable[[], object]) -> int:
    """Draw into a file or a folder, close the stage and tell where it is; the exit code."""
    try:
        _warn(stage.warnings)
        draw()
    except OSError as error:
        return terminal.not_written(output, error)
    finally:
        stage.close()
    print(output)
    return 0


def _warn(warnings: Sequence[str]) -> None:
    for warning in warnings:
        print(warning, file=sys.stderr)


def _without_a_screen(args: argparse.Namespace) -> int:
    """Write a picture of the whole park and of each zone, and a sheet of them all."""
    from . import film
    from .visit import Visit

    park = terminal.loaded(args.scene)
    if park is None:
        return 2
    folder = Path.cwd() / PICTURES
    print(
        say(
            f"No screen was found. Images of the park are saved in {folder} instead.",
            f"未找到屏幕，改为把园区画面存入{folder}。",
        )
    )
    stage = _stage(park, args.size or (1280, 720), args.quality)
    if stage is None:
        return 2
    bar = Progress(say("Drawing", "绘制"))
    try:
        sheet = film.contact_sheet(stage, Visit.begin(park, settings=_settings(args)), folder, bar.show)
    except OSError as error:
        return terminal.not_written(folder, error)
    finally:
        stage.close()
    bar.done(str(sheet))
    print(sheet)
    return 0


def _supervised(args: argparse.Namespace, words: Sequence[str]) -> int:
    """Stay small, and keep a process with the same words on the screen: it finds its line and shows the park."""
    if not terminal.may_log(args.log):
        return 2
    from .supervisor.keeper import Keeper

    return Keeper([sys.executable, "-m", "explorer", *words], args.log).run()


def _ledger(args: argparse.Namespace) -> Path | None:
    """The file of the visit journal: as named, else one of this user's where the mode keeps one; None keeps none."""
    from .visit import MODES

    if args.ledger == "off" or (args.ledger is None and not MODES[args.mode].keeps_journal):
        return None
    return Path(args.ledger) if args.ledger else terminal.usual_ledger()


def _checkpoint(args: argparse.Namespace) -> Path | None:
    """The file in which a talk or a lesson outlives a crash, beside the visit journal; None where the mode has neither."""
    from .visit import MODES

    if not MODES[args.mode].resumes:
        return None
    beside = terminal.usual_ledger() if args.ledger in (None, "off") else Path(args.ledger)
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
            say(
                f"No --pin and no {PIN}: staff cannot leave from the screen; SIGTERM ends it.",
                f"未设置--pin或{PIN}：无法从屏幕退出，可用SIGTERM结束。",
            ),
            file=sys.stderr,
        )
    return None


def _run(args: argparse.Namespace) -> int:
    answered = line.answered()  # at once: from here on nobody is left behind
    if answered is None and not terminal.may_log(args.log):
        return 2  # a supervisor has looked before; what has become of the folder since ends no show
    if not bootstrap.has_screen():
        return _without_a_screen(args)
    from .lastgood import opened
    from .shell import app
    from .stage import Stage

    scene = opened(args.scene, ASSETS, terminal.state_folder() / "scenes" if answered else None)
    reading = scene.reading
    if reading.park is not None and not terminal.knows(reading.park, args.zone):
        return 2
    tours = [tour for tour in (args.tour, args.attract) if tour]
    if reading.park is not None and not all(terminal.tour_named(reading.park, tour) for tour in tours):
        return 2
    options = app.Options(
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

    def stage(park: Park, width: int, height: int, context: Context | None = None) -> Stage:
        size = (width, height)
        return Stage(park, ASSETS, size, quality=args.quality, lively=True, context=context, hurries=True)

    return app.run(reading, stage, options)


if __name__ == "__main__":
    raise SystemExit(main())
