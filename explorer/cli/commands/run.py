"""The command `run`: the park in a window."""

from __future__ import annotations

import argparse
import gc
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ... import bootstrap
from ...bootstrap import say
from ...core.folders import state_folder, visit_database
from ...supervisor import watchdog_pipe
from ...terminal import Progress
from .. import options
from ..argument_types import MODES, PIN, PROFILES, percent, pin, seconds, size
from ..command import Command, Needs, Show
from ..dispatch import parsed
from ..drawing import open_stage, print_warnings, settings_of
from ..files import can_write, may_log, not_written
from ..parser import Parser
from ..scene import ASSETS, fits, load_park

if TYPE_CHECKING:
    from ...visit import Mode


PICTURES = "park-pictures"
"""The folder for images where there is no screen."""


def add_arguments(p: Parser) -> None:
    """Declare what can be typed after its name."""
    options.scene(p)
    options.language(p)
    options.quality(p)
    what = say(
        "explore (one visitor), kiosk (booth), present (talk) or teach (class)",
        "explore自由参观，kiosk无人展台，present讲解，teach课堂",
    )
    p.add_argument("--mode", choices=MODES, default="explore", metavar=say("MODE", "模式"), help=what)
    what = say(
        "the tour to present (--mode present; default: the scene's talk)",
        "要讲解的导览（用于--mode present；默认为专门的讲解导览）",
    )
    p.add_argument("--tour", metavar="ID", help=what)
    what = say("open this zone at the start, e.g. data", "启动后直接打开某个展区，如data")
    p.add_argument("--zone", metavar="ID", help=what)
    p.add_argument("--size", type=size, metavar="1280x720", help=say("window size", "窗口尺寸"))
    options.light(p)
    what = say("full screen (F11 leaves it)", "全屏显示（F11退出）")
    p.add_argument("--fullscreen", action="store_true", help=what)
    options.present(p)
    what = say("write events to this file, one JSON object per line", "把发生的事写入此文件，每行一个JSON")
    p.add_argument("--log", type=Path, metavar=say("FILE", "文件"), help=what)
    what = say("also print events on the terminal", "同时在终端显示发生的事")
    p.add_argument("--verbose", action="store_true", help=what)
    what = say(
        "keep the park on the screen: restart it after an error, a kill or a hang",
        "保持展示不中断：程序出错、被终止或停止响应时自动重新启动",
    )
    p.add_argument("--supervised", action="store_true", help=what)
    _shown_to(p)
    what = say(
        "store the visit statistics in this file (default for kiosk and teach; see report), or off",
        "把参观记录存入此文件（kiosk和teach模式默认开启，见report）；off为不记录",
    )
    p.add_argument("--ledger", metavar=say("FILE", "文件"), help=what)


def _shown_to(p: Parser) -> None:
    """Add options about the screen, and about what a booth does when its visitors go."""
    what = say(
        "type of screen: laptop, stand (touch screen; default for kiosk) or projection (default for present)",
        "屏幕类型：laptop笔记本电脑，stand立式触摸屏（kiosk默认），projection投影（present默认）",
    )
    p.add_argument("--profile", choices=PROFILES, metavar=say("NAME", "名称"), help=what)
    what = say(
        "text size at the start, in percent; doctor --kiosk recommends one",
        "起始字号（百分比）；doctor --kiosk会给出建议",
    )
    p.add_argument("--text", type=percent, metavar="100-200", help=what)
    booth = p.add_argument_group(say("in a booth (--mode kiosk)", "无人展台（--mode kiosk）"))
    what = say(
        "seconds without input before it asks “Still there?” (75)", "无人操作多少秒后询问是否还在（75）"
    )
    booth.add_argument("--quiet", type=seconds, metavar=say("SECONDS", "秒"), help=what)
    what = say("seconds after that before it starts over (20)", "询问后多少秒重新开始（20）")
    booth.add_argument("--countdown", type=seconds, metavar=say("SECONDS", "秒"), help=what)
    what = say("the tour that runs while nobody is there (show)", "吸引观众的导览（show）")
    booth.add_argument("--attract", metavar=say("TOUR", "导览"), help=what)
    what = say(
        f"the PIN for staff to leave: hold the top left corner for five seconds, then enter it; better set it in {PIN}",
        f"工作人员退出密码（数字）：按住左上角五秒后输入；建议改用环境变量{PIN}",
    )
    booth.add_argument("--pin", type=pin, metavar="NNNN", help=what)


def run(args: argparse.Namespace) -> int | Show:
    """Open the park, or keep a process on the screen that does."""
    if is_supervisor(args):
        return supervise(args)
    gc.disable()  # nothing is to be collected until the first frame; `app.settle` turns it on again
    answered = watchdog_pipe.answered()  # at once: from here on this process ends with its supervisor
    if answered is None and not may_log(args.log):
        return 2  # a supervisor has looked before; what has become of the folder since ends no show
    if not bootstrap.has_screen():
        return draw_without_screen(args)
    from ...park.last_good import opened
    from ...shell.app import app

    scene = opened(args.scene, ASSETS, state_folder() / "scenes" if answered else None)
    reading = scene.reading
    if reading.park is not None and not fits(reading.park, args):
        return 2
    options = app.Options(
        zone=args.zone,
        tour=args.tour,
        mode=mode_of(args),
        language=args.lang,
        light=args.light,
        text_percent=args.text,
        pin=pin_of(args),
        size=args.size,
        fullscreen=args.fullscreen,
        present=args.present,
        log=args.log,
        verbose=args.verbose,
        line=answered,
        ledger=visit_database_of(args),
        checkpoint=checkpoint_of(args),
        scene=scene,
        examine=(sys.executable, "-m", "explorer", "check", str(args.scene), "--json"),
        began_s=time.perf_counter() - time.process_time(),  # about when the process was started
    )
    return Show(scene, options, args.quality)


def is_supervisor(args: argparse.Namespace) -> bool:
    """Whether this process is to keep another one on the screen."""
    return args.supervised and not watchdog_pipe.called()


def needs(args: argparse.Namespace) -> Needs:
    """A supervisor stays small: it shows nothing."""
    return Needs(libraries=not is_supervisor(args))


def draw_without_screen(args: argparse.Namespace) -> int:
    """Write an image of the whole park and of each zone, and a sheet of them all."""
    from ...film import film
    from ...visit import Visit

    park = load_park(args.scene)
    folder = Path.cwd() / PICTURES
    if park is None or not fits(park, args) or not can_write(folder, folder=True):
        return 2
    print(
        say(
            f"No screen was found. Images of the park are saved in {folder} instead.",
            f"未找到屏幕，改为把园区画面存入{folder}。",
        )
    )
    stage = open_stage(park, args.size or (1280, 720), args.quality)
    if stage is None:
        return 2
    bar = Progress(say("Drawing", "绘制"))
    try:
        sheet = film.contact_sheet(stage, Visit.begin(park, settings=settings_of(args)), folder, bar.show)
        print_warnings(stage.warnings)
    except OSError as error:
        return not_written(folder, error)
    finally:
        stage.close()
    bar.done(str(sheet))
    print(sheet)
    return 0


def supervise(args: argparse.Namespace) -> int:
    """Stay small, and keep a process with the same words on the screen, which shows the park.

    What was typed is compared with the scene first, in a process of its own: a mistake would fail at every start.
    """
    if not may_log(args.log):
        return 2
    import subprocess

    from ...supervisor.supervisor import Supervisor

    words: Sequence[str] = args.words
    if args.pin is not None:
        os.environ[PIN] = args.pin  # each user of the machine can read the words of a process
        words = _without_pin(words)
    script = (
        "import sys; from explorer.cli.commands.run import check_fits; sys.exit(not check_fits(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", script, *words]
    if subprocess.run(
        command, check=False, start_new_session=True
    ).returncode:  # Ctrl+C reaches this process alone
        return 2
    return Supervisor([sys.executable, "-m", "explorer", *words], args.log).run()


def check_fits(words: Sequence[str]) -> bool:
    """Whether the scene has what was typed after `run`; says what it lacks. A broken scene is shown as what it is."""
    from ...park.load import read

    bootstrap.replace_unprintable()
    args = parsed(words)
    if args.lang:
        bootstrap.speak(args.lang)
    park = read(args.scene, ASSETS).park
    return park is None or fits(park, args)


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


def mode_of(args: argparse.Namespace) -> Mode:
    """The row of the mode, with what the command line changes in it."""
    from ...visit import MODES

    asked = {
        "quiet_s": args.quiet, "countdown_s": args.countdown, "attract": args.attract, "profile": args.profile,
    }  # fmt: skip
    return replace(MODES[args.mode], **{name: value for name, value in asked.items() if value is not None})


def pin_of(args: argparse.Namespace) -> str | None:
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


def visit_database_of(args: argparse.Namespace) -> Path | None:
    """The file of the visit statistics: as named, else that of this user where the mode keeps them; None keeps none."""
    from ...visit import MODES

    if args.ledger == "off" or (args.ledger is None and not MODES[args.mode].keeps_journal):
        return None
    return Path(args.ledger) if args.ledger else visit_database()


def checkpoint_of(args: argparse.Namespace) -> Path | None:
    """The file in which a talk or a lesson outlives a crash, beside the visit statistics; None where the mode has neither."""
    from ...visit import MODES

    if not MODES[args.mode].resumes:
        return None
    beside = visit_database() if args.ledger in (None, "off") else Path(args.ledger)
    return beside.with_name(f"{args.mode}.checkpoint.json")


COMMAND = Command(
    1,
    ("open the park in a window (the usual way)", "在窗口中打开园区（常用）"),
    add_arguments,
    run,
    needs,
)
