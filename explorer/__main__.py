"""The command line, and the only place where Qt meets Panda3D."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from . import __version__, bootstrap
from .bootstrap import ROOT, Progress, say

if TYPE_CHECKING:
    from .park import Language, Park
    from .visit import Settings

SCENE = ROOT / "scenes" / "metaverse"
ASSETS = ROOT / "assets"
PICTURES = "park-pictures"
EXTRAS = {"bake": ("bake",)}  # what a command needs beyond the explorer itself


ARGPARSE_ZH = {
    "usage: ": "用法：",
    "positional arguments": "命令",
    "options": "选项",
    "show this help message and exit": "显示此帮助并退出",
    "show program's version number and exit": "显示版本号并退出",
    "unrecognized arguments: %s": "无法识别的参数：%s",
    "the following arguments are required: %s": "缺少必需的参数：%s",
    "expected one argument": "需要一个值",
    "argument %(argument_name)s: %(message)s": "参数%(argument_name)s：%(message)s",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r不在可选值之内（可选：%(choices)s）",
    "invalid %(type)s value: %(value)r": "%(value)r不是有效的%(type)s",
}
"""What argparse itself says, for those who read Chinese (Python ships no translation)."""


class _Parser(argparse.ArgumentParser):
    """A parser that tells a mistake in one sentence, and where to read more."""

    def error(self, message: str) -> NoReturn:
        more = say("More: python3 -m explorer --help", "更多：python3 -m explorer --help")
        self.exit(2, f"{message}\n{more}\n")


def size(text: str) -> tuple[int, int]:
    """A size such as 1280x720, in pixels."""
    match = re.fullmatch(r"(\d{2,5})[x×*](\d{2,5})", text.strip().lower())
    if not match or not (64 <= int(match[1]) <= 7680 and 64 <= int(match[2]) <= 4320):
        raise argparse.ArgumentTypeError(
            say(
                f"a size looks like 1280x720 (64x64 to 7680x4320), not {text!r}",
                f"尺寸应写作1280x720（64x64至7680x4320），而不是{text!r}",
            )
        )
    return int(match[1]), int(match[2])


def parser() -> argparse.ArgumentParser:
    """What can be typed after `python3 -m explorer`."""
    # argparse looks its own words up under this name, meant for gettext
    argparse._ = lambda text: ARGPARSE_ZH.get(text, text) if bootstrap.chinese() else text  # type: ignore[attr-defined]
    top = _Parser(
        prog="python3 -m explorer",
        description=say(
            "A 3D park whose buildings explain China's three-year action plan for the metaverse industry.",
            "一座三维园区，用建筑讲解中国元宇宙产业三年行动计划。",
        ),
        epilog=say("Without a command the park opens in a window.", "不带命令时，直接在窗口中打开园区。"),
    )
    top.add_argument("--version", action="version", version=f"Park Explorer {__version__}")
    commands = top.add_subparsers(dest="command", metavar=say("COMMAND", "命令"))

    def command(name: str, en: str, zh: str) -> argparse.ArgumentParser:
        added: argparse.ArgumentParser = commands.add_parser(name, help=say(en, zh), description=say(en, zh))
        return added

    def words(p: argparse.ArgumentParser) -> None:
        p.add_argument("--lang", choices=("en", "zh"), help=say("language: en or zh", "语言：en或zh"))

    def scene(p: argparse.ArgumentParser) -> None:
        p.add_argument(
            "--scene",
            type=Path,
            default=SCENE,
            metavar=say("FOLDER", "文件夹"),
            help=say("the park to open (a folder with park.yaml)", "要打开的园区（含park.yaml的文件夹）"),
        )

    def quality(p: argparse.ArgumentParser) -> None:
        p.add_argument(
            "--quality",
            choices=("auto", "lite", "balanced", "high"),
            default="auto",
            help=say("how fine the picture is; auto suits this machine", "画面精细度；auto按本机自动选择"),
        )

    run = command("run", "open the park in a window (the usual way)", "在窗口中打开园区（常用）")
    scene(run)
    words(run)
    quality(run)
    run.add_argument(
        "--zone", metavar="ID", help=say("open this zone at once, e.g. data", "启动后直接打开某区域，如data")
    )
    run.add_argument("--size", type=size, metavar="1280x720", help=say("size of the window", "窗口尺寸"))
    run.add_argument(
        "--fullscreen",
        action="store_true",
        help=say("fill the screen (F11 leaves it)", "全屏显示（F11退出）"),
    )
    run.add_argument(
        "--log",
        type=Path,
        metavar=say("FILE", "文件"),
        help=say(
            "write what happens to this file, one JSON object a line", "把发生的事写入此文件，每行一个JSON"
        ),
    )

    still = command(
        "still",
        "write one picture of the park to a PNG file; needs no screen",
        "把园区画面存为PNG图片；无需屏幕",
    )
    scene(still)
    words(still)
    quality(still)
    still.add_argument(
        "--zone",
        metavar="ID",
        help=say("the view of this zone instead of the whole park", "改为某个区域的视角"),
    )
    still.add_argument(
        "--size",
        type=size,
        default=(1920, 1080),
        metavar="1920x1080",
        help=say("size of the picture", "图片尺寸"),
    )
    still.add_argument(
        "--time",
        choices=("day", "dusk"),
        default="day",
        help=say("light: day or dusk", "光线：day白天，dusk黄昏"),
    )
    still.add_argument(
        "-o",
        "--output",
        type=Path,
        required=True,
        metavar=say("FILE.png", "文件.png"),
        help=say("where to write it", "输出位置"),
    )

    check = command(
        "check", "check every text, place and source of a scene", "检查场景中的全部文字、位置与来源"
    )
    check.add_argument("scene", nargs="?", type=Path, default=SCENE, help=say("scene folder", "场景文件夹"))
    check.add_argument(
        "--strict", action="store_true", help=say("warnings count too (exit 1)", "提醒也算不合格（退出码1）")
    )
    check.add_argument("--json", action="store_true", help=say("for machines", "输出JSON"))

    doctor = command("doctor", "say what this machine has and lacks", "检查本机具备与缺少什么")
    scene(doctor)

    bake = command(
        "bake",
        "build the models in assets/ anew (for those who change the park)",
        "重新生成assets/中的模型（供修改园区者使用）",
    )
    scene(bake)
    bake.add_argument(
        "--rays",
        type=int,
        default=64,
        help=say("rays from each point; 16 is a preview", "每点光线数；16为预览"),
    )
    bake.add_argument(
        "--ground",
        type=int,
        default=2048,
        help=say("width of the light on the ground, in pixels", "地面光照图宽度（像素）"),
    )
    bake.add_argument(
        "-o",
        "--output",
        type=Path,
        help=say("folder to write to (default: assets/park)", "输出文件夹（默认assets/park）"),
    )
    return top


def parsed(words: Sequence[str]) -> argparse.Namespace:
    """The command line as values; without a command it is `run`."""
    known = {"run", "still", "check", "doctor", "bake", "-h", "--help", "--version"}
    return parser().parse_args(words if words and words[0] in known else ["run", *words])


def main(words: Sequence[str] | None = None) -> int:
    """Do what was typed; the exit code is 0, 1 (warnings with --strict) or 2 (it did not work)."""
    args = parsed(sys.argv[1:] if words is None else words)
    # checking content and examining a machine must work where no window can
    bootstrap.ensure(*EXTRAS.get(args.command, ()), libraries=args.command in ("run", "still"))
    if getattr(args, "lang", None):
        bootstrap.speak(args.lang)
    try:
        match args.command:
            case "check":
                return _check(args)
            case "doctor":
                return _doctor(args)
            case "bake":
                return _bake(args)
            case "still":
                return _still(args)
            case _:
                return _run(args)
    except KeyboardInterrupt:
        return 130
    except ModuleNotFoundError as missing:
        if (missing.name or "").startswith("explorer"):
            raise  # a fault of this program, not of its environment
        print(f"{missing.name}: {bootstrap.damaged()}", file=sys.stderr)
        return 2


def _load(folder: Path) -> Park | None:
    """The park, or None after telling everything that is wrong with it."""
    from .park import ParkError, load

    try:
        return load(folder, ASSETS)
    except ParkError as error:
        for fault in error.faults:
            print(fault.told(_language()), file=sys.stderr)
        return None


def _language() -> Language:
    return "zh" if bootstrap.chinese() else "en"


def _settings(args: argparse.Namespace) -> Settings:
    from .visit import Settings

    return Settings(
        language="zh" if bootstrap.chinese() else "en", comfort="cut", light=getattr(args, "time", "day")
    )


def _known_zone(park: Park, zone: str | None) -> bool:
    """Whether a zone of that name is there; says which names are near if not."""
    if zone is None or zone in park.zones:
        return True
    import difflib

    near = ", ".join(difflib.get_close_matches(zone, park.zones, n=3, cutoff=0.4) or park.zones)
    print(
        say(f"There is no zone {zone!r}. Nearest: {near}", f"没有名为{zone!r}的区域。相近的有：{near}"),
        file=sys.stderr,
    )
    return False


def _check(args: argparse.Namespace) -> int:
    from .park.check import check

    report = check(args.scene, ASSETS)
    if args.json:
        print(json.dumps(report.to_json(), ensure_ascii=False, indent=2))
    else:
        for fault in report.faults:
            print(fault.told(_language()))
        print(report.line(_language()))
    return 2 if report.errors else 1 if report.warnings and args.strict else 0


def _doctor(args: argparse.Namespace) -> int:
    from .doctor import examine

    bad = False
    for finding in examine(args.scene, ASSETS):
        print(finding, flush=True)
        bad = bad or finding.state == "bad"
    print(
        say("Something must be mended first.", "请先处理以上问题。")
        if bad
        else say("Ready: python3 -m explorer", "可以启动：python3 -m explorer")
    )
    return 2 if bad else 0


def _bake(args: argparse.Namespace) -> int:
    from .kit.bake import bake

    bar = Progress(say("Baking", "烘焙"))
    out = args.output or ASSETS / "park"
    bake(args.scene, out, rays=args.rays, ground_px=args.ground, progress=bar.show)
    bar.done(str(out))
    return 0


def _still(args: argparse.Namespace) -> int:
    from . import film
    from .stage import NoGraphics, Stage
    from .visit import Visit

    park = _load(args.scene)
    if park is None or not _known_zone(park, args.zone):
        return 2
    visit = Visit.begin(park, settings=_settings(args))
    try:
        stage = Stage(park, ASSETS, args.size, quality=args.quality)
    except NoGraphics as error:
        print(_no_graphics(error), file=sys.stderr)
        return 2
    try:
        _warn(stage.warnings)
        film.still(stage, visit, args.zone, args.output)
    except OSError as error:
        print(
            say(
                f"{args.output} could not be written: {error.strerror}",
                f"无法写入{args.output}：{error.strerror}",
            ),
            file=sys.stderr,
        )
        return 2
    finally:
        stage.close()
    print(args.output)
    return 0


def _no_graphics(error: Exception) -> str:
    return say(
        f"Nothing can be drawn on this machine ({error}). On Debian or Ubuntu type: sudo apt install libgl1-mesa-dri libegl1",
        f"本机无法绘制三维画面（{error}）。在Debian或Ubuntu上请输入：sudo apt install libgl1-mesa-dri libegl1",
    )


def _warn(warnings: Sequence[str]) -> None:
    for warning in warnings:
        print(warning, file=sys.stderr)


def _without_a_screen(args: argparse.Namespace) -> int:
    """Write a picture of the whole park and of each zone, and a sheet of them all."""
    from . import film
    from .stage import NoGraphics, Stage
    from .visit import Visit

    park = _load(args.scene)
    if park is None:
        return 2
    folder = Path.cwd() / PICTURES
    print(
        say(
            f"No screen was found, so the park is drawn into pictures in {folder} instead.",
            f"未找到屏幕，改为把园区画面存入{folder}。",
        )
    )
    try:
        stage = Stage(park, ASSETS, args.size or (1280, 720), quality=args.quality)
    except NoGraphics as error:
        print(_no_graphics(error), file=sys.stderr)
        return 2
    bar = Progress(say("Drawing", "绘制"))
    try:
        sheet = film.contact_sheet(stage, Visit.begin(park, settings=_settings(args)), folder, bar.show)
    except OSError as error:
        print(
            say(
                f"\n{folder} could not be written: {error.strerror}", f"\n无法写入{folder}：{error.strerror}"
            ),
            file=sys.stderr,
        )
        return 2
    finally:
        stage.close()
    bar.done(str(sheet))
    print(sheet)
    return 0


def _run(args: argparse.Namespace) -> int:
    from .doctor import has_screen

    if not has_screen():
        return _without_a_screen(args)
    from .park.load import read
    from .shell import app
    from .stage import Stage

    reading = read(args.scene, ASSETS)
    if reading.park is not None and not _known_zone(reading.park, args.zone):
        return 2
    options = app.Options(
        zone=args.zone,
        language=args.lang,
        size=args.size,
        fullscreen=args.fullscreen,
        log=args.log,
    )
    return app.run(reading, lambda park, w, h: Stage(park, ASSETS, (w, h), quality=args.quality), options)


if __name__ == "__main__":
    raise SystemExit(main())
