"""What can be typed after `python3 -m explorer`, and what it means."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from .. import __version__, bootstrap
from ..bootstrap import ROOT, say
from .argument_types import (
    ARGPARSE_ZH,
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
        more = say("More: python3 -m explorer --help", "更多：python3 -m explorer --help")
        self.exit(2, f"{message}\n{more}\n")


class _Commands:
    """Builds the commands one after the other, each with help in the reader's language."""

    def __init__(self, top: argparse.ArgumentParser) -> None:
        self._sub = top.add_subparsers(dest="command", metavar=say("COMMAND", "命令"))

    def add(self, name: str, en: str, zh: str) -> argparse.ArgumentParser:
        """A command and one sentence about it."""
        added: argparse.ArgumentParser = self._sub.add_parser(name, help=say(en, zh), description=say(en, zh))
        return added


def _language(p: argparse.ArgumentParser) -> None:
    p.add_argument("--lang", choices=("en", "zh"), help=say("language: en or zh", "语言：en或zh"))


def _scene(p: argparse.ArgumentParser) -> None:
    what = say("the park to open (a folder with park.yaml)", "要打开的园区（含park.yaml的文件夹）")
    p.add_argument("--scene", type=Path, default=SCENE, metavar=say("FOLDER", "文件夹"), help=what)


def _quality(p: argparse.ArgumentParser) -> None:
    what = say("image quality; auto chooses for this machine", "画面精细度；auto按本机自动选择")
    p.add_argument("--quality", choices=("auto", "lite", "balanced", "high"), default="auto", help=what)


def _present(p: argparse.ArgumentParser) -> None:
    what = say(
        "how the image gets to the screen: copied through memory, or directly on the graphics card (blit); auto measures once",
        "画面显示方式：copy经内存复制，blit由显卡直接显示；auto实测一次后自动选择",
    )
    p.add_argument("--present", choices=("auto", "copy", "blit"), default="auto", help=what)


def _light(p: argparse.ArgumentParser, *older: str) -> None:
    what = say(
        "light: day, golden, dusk, night, or a number between (0 day, 1 golden, 2 dusk, 3 night)",
        "光线：day白天，golden夕照，dusk黄昏，night夜晚，或其间的数（0白天、1夕照、2黄昏、3夜晚）",
    )
    p.add_argument("--light", *older, dest="light", type=light, metavar="NAME", help=what)


def _output(
    p: argparse.ArgumentParser, name: str, en: str, zh: str, *suffixes: str, required: bool = True
) -> None:
    """Where to write; only files with one of these suffixes, if any are given."""
    kind = file_named(*suffixes) if suffixes else Path
    p.add_argument("-o", "--output", type=kind, required=required, metavar=name, help=say(en, zh))


def _run(commands: _Commands) -> None:
    run = commands.add("run", "open the park in a window (the usual way)", "在窗口中打开园区（常用）")
    _scene(run)
    _language(run)
    _quality(run)
    what = say(
        "explore (one visitor), kiosk (booth), present (talk) or teach (class)",
        "explore自由参观，kiosk无人展台，present讲解，teach课堂",
    )
    run.add_argument("--mode", choices=MODES, default="explore", metavar=say("MODE", "模式"), help=what)
    what = say(
        "the tour to present (--mode present; default: the scene's talk)",
        "要讲解的导览（用于--mode present；默认为专门的讲解导览）",
    )
    run.add_argument("--tour", metavar="ID", help=what)
    what = say("open this zone at the start, e.g. data", "启动后直接打开某个展区，如data")
    run.add_argument("--zone", metavar="ID", help=what)
    run.add_argument("--size", type=size, metavar="1280x720", help=say("window size", "窗口尺寸"))
    _light(run)
    what = say("full screen (F11 leaves it)", "全屏显示（F11退出）")
    run.add_argument("--fullscreen", action="store_true", help=what)
    _present(run)
    what = say("write events to this file, one JSON object per line", "把发生的事写入此文件，每行一个JSON")
    run.add_argument("--log", type=Path, metavar=say("FILE", "文件"), help=what)
    what = say(
        "keep the park on the screen: restart it after an error, a kill or a hang",
        "保持展示不中断：程序出错、被终止或停止响应时自动重新启动",
    )
    run.add_argument("--supervised", action="store_true", help=what)
    _shown_to(run)
    what = say(
        "store the visit statistics in this file (default for kiosk and teach; see report), or off",
        "把参观记录存入此文件（kiosk和teach模式默认开启，见report）；off为不记录",
    )
    run.add_argument("--ledger", metavar=say("FILE", "文件"), help=what)


def _shown_to(p: argparse.ArgumentParser) -> None:
    """Who sees it from where, and what a booth does when they go."""
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


def _still(commands: _Commands) -> None:
    still = commands.add(
        "still",
        "save an image of the park as a PNG file; no screen needed",
        "把园区画面存为PNG图片；无需屏幕",
    )
    _scene(still)
    _language(still)
    _quality(still)
    what = say("show this zone instead of the whole park", "改为某个展区的视角")
    still.add_argument("--zone", metavar="ID", help=what)
    what = say("image size", "图片尺寸")
    still.add_argument("--size", type=size, default=(1920, 1080), metavar="1920x1080", help=what)
    _light(still, "--time")
    _output(still, say("FILE.png", "文件.png"), "output file", "输出位置", ".png")


def _film(commands: _Commands) -> None:
    film = commands.add(
        "film",
        "make a video of a tour, or numbered images, with its captions as subtitles; no screen needed",
        "把一条导览制成视频或逐帧图片，并写出字幕；无需屏幕",
    )
    _tour(film)
    what = say("image size", "图片尺寸")
    film.add_argument("--size", type=size, default=(1280, 720), metavar="1280x720", help=what)
    what = say("images per second (24)", "每秒图片数（24）")
    film.add_argument("--fps", type=seconds, default=24.0, metavar="N", help=what)
    what = say("stop after this many seconds", "只画前若干秒")
    film.add_argument("--seconds", type=seconds, metavar="N", help=what)
    _quality(film)
    _light(film)
    what = say("draw the captions into the video", "把字幕画进视频画面")
    film.add_argument("--burn", action="store_true", help=what)
    what = say(
        "output video (made by ffmpeg), or a folder for images",
        "要写出的视频（由ffmpeg生成），或存放图片的文件夹",
    )
    name = say("FILE.mp4", "文件.mp4")
    film.add_argument("-o", "--output", type=video_or_folder, required=True, metavar=name, help=what)


def _captions(commands: _Commands) -> None:
    captions = commands.add(
        "captions",
        "write the captions of a tour as subtitles (WebVTT, SubRip)",
        "把导览的字幕写成WebVTT或SubRip文件",
    )
    _tour(captions)
    where = (
        "output file: .vtt or .srt (default: standard output)",
        "输出位置：.vtt或.srt（默认为标准输出）",
    )
    _output(captions, say("FILE.vtt", "文件.vtt"), *where, ".vtt", ".srt", required=False)


def _handout(commands: _Commands) -> None:
    handout = commands.add(
        "handout",
        "write the worksheet of a lesson (to print or for a browser), or its questions as a table",
        "写出课堂的学习单（可打印或用浏览器打开），或把题目写成表格",
    )
    _scene(handout)
    _language(handout)
    what = say("the page for the teacher, with answers", "教师页，含答案")
    handout.add_argument("--teacher", action="store_true", help=what)
    what = say("which lesson (default: the first in the scene)", "哪一堂课（默认为场景中的第一堂）")
    handout.add_argument("--tour", metavar="TOUR", help=what)
    _output(
        handout, say("FILE", "文件"), "output file: .pdf, .html or .csv", "输出位置：.pdf、.html或.csv",
        ".pdf", ".html", ".htm", ".csv",
    )  # fmt: skip


def _tour(p: argparse.ArgumentParser) -> None:
    what = say(
        "which tour: show, talk, lesson, or another one in your scene",
        "导览：show、talk、lesson，或场景中的其他导览",
    )
    p.add_argument("tour", metavar="TOUR", help=what)
    _scene(p)
    _language(p)


def _check(commands: _Commands) -> None:
    check = commands.add(
        "check", "check every text, place and source of a scene", "检查场景中的全部文字、位置与来源"
    )
    what = say("scene folder", "场景文件夹")
    check.add_argument("scene", nargs="?", type=Path, default=SCENE, help=what)
    what = say("exit code 1 if there are warnings", "有提醒也算不合格（退出码1）")
    check.add_argument("--strict", action="store_true", help=what)
    check.add_argument("--json", action="store_true", help=say("output as JSON", "输出JSON"))


def _doctor(commands: _Commands) -> None:
    doctor = commands.add(
        "doctor", "check whether this machine is ready for the park", "检查本机具备与缺少什么"
    )
    _scene(doctor)
    _language(doctor)
    what = say(
        "check before a booth opens: ready, or what to fix",
        "展台开放前检查：已就绪，或需先处理什么",
    )
    doctor.add_argument("--kiosk", action="store_true", help=what)
    what = say("reading distance of visitors in metres (1.5)", "参观者的阅读距离（米，默认1.5）")
    doctor.add_argument("--distance", type=metres, default=1.5, metavar="M", help=what)
    what = say(
        "file with the visit statistics (default: the one that kiosk and teach use)",
        "参观记录文件（默认为kiosk和teach模式所用的文件）",
    )
    doctor.add_argument("--ledger", type=Path, metavar=say("FILE", "文件"), help=what)
    what = say("the event log that the booth is to write", "展台将写入的运行日志")
    doctor.add_argument("--log", type=Path, metavar=say("FILE", "文件"), help=what)


def _bench(commands: _Commands) -> None:
    bench = commands.add("bench", "measure how fast the park is on this machine", "测量园区在本机上的速度")
    _scene(bench)
    _language(bench)
    _quality(bench)
    _present(bench)
    what = say("image size", "图片尺寸")
    bench.add_argument("--size", type=size, default=(1280, 720), metavar="1280x720", help=what)
    what = say("overview, a zone, or all", "overview（全景）、某个展区，或all（全部）")
    bench.add_argument("--view", default="overview", metavar="ID", help=what)
    what = say("seconds of camera movement in each view (3)", "每个视角的运动时长（3秒）")
    bench.add_argument("--seconds", type=seconds, default=3.0, metavar="N", help=what)
    what = say("number of copies of the park (1)", "园区重复的份数（1）")
    bench.add_argument("--copies", type=whole(1, 1000), default=1, metavar="N", help=what)
    what = say(
        "also draw the same triangles in one call, and show the ratio",
        "另以一次绘制画出同样的三角形，并给出比值",
    )
    bench.add_argument("--limit", action="store_true", help=what)
    what = say(
        "also act at random in the window for this many seconds; reports hitches and memory growth",
        "另在窗口中随机操作若干秒，报告卡顿与内存增长",
    )
    bench.add_argument("--walk", type=seconds, default=0.0, metavar="N", help=what)
    what = say(
        "use every exhibit in turn for this many seconds; reports frames over 100 ms and memory",
        "逐个操作每个展项的秒数；报告超过100毫秒的帧与内存",
    )
    bench.add_argument("--exhibits", type=seconds, default=0.0, metavar="N", help=what)
    bench.add_argument("--json", action="store_true", help=say("output as JSON", "输出JSON"))
    what = say("compare with one report, or compare two reports", "与一份报告比较，或比较两份报告")
    where = say("REPORT.json", "报告.json")
    bench.add_argument("--compare", type=Path, nargs="+", default=[], metavar=where, help=what)


def _report(commands: _Commands) -> None:
    report = commands.add(
        "report",
        "summarise what visitors looked at, from the visit statistics",
        "根据参观记录汇总：参观者看了什么",
    )
    _scene(report)
    _language(report)
    what = say(
        "file with the visit statistics (default: the one that kiosk and teach use); repeat it to add up several booths",
        "参观记录文件（默认为kiosk和teach模式所用的文件）；可多次使用，合并多个展台",
    )
    report.add_argument("--ledger", type=Path, action="append", metavar=say("FILE", "文件"), help=what)
    what = say("visits from this day on", "只统计此日及以后的参观")
    report.add_argument("--since", type=day, metavar="2026-11-01", help=what)
    what = say("visits up to this day", "只统计此日及以前的参观")
    report.add_argument("--until", type=day, metavar="2026-11-03", help=what)
    written = report.add_mutually_exclusive_group()
    what = say("write a table for a spreadsheet; - for standard output", "写成表格；-表示标准输出")
    written.add_argument("--csv", type=Path, metavar=say("FILE", "文件"), help=what)
    what = say("write one page with charts, in both languages", "写成一页带图表的双语网页")
    written.add_argument("--html", type=Path, metavar=say("FILE", "文件"), help=what)


def _export(commands: _Commands) -> None:
    export = commands.add(
        "export",
        "export the park as a 3D file for Blender, Omniverse and other viewers",
        "把园区导出为三维文件，供Blender、Omniverse等软件打开",
    )
    _scene(export)
    _language(export)
    export.add_argument("--zone", metavar="ID", help=say("only this zone", "只导出某个展区"))
    what = say("include the city and the land across the water", "连同对岸的城市与陆地一并导出")
    export.add_argument("--surroundings", action="store_true", help=what)
    where = "output file: .glb or .usda", "输出位置：.glb或.usda"
    _output(export, say("FILE.glb", "文件.glb"), *where)


def _exhibit(commands: _Commands) -> None:
    exhibit = commands.add(
        "exhibit",
        "run the simulation of an exhibit without graphics and print its readings",
        "不显示画面，单独运行展项的模拟并输出读数",
    )
    _scene(exhibit)
    _language(exhibit)
    exhibit.add_argument(
        "kind", nargs="?", metavar="KIND", help=say("which exhibit; see --list", "展项名称，见--list")
    )
    what = say("show exhibits, parameters, actions and readings", "列出展项及其参数、动作与读数")
    exhibit.add_argument("--list", action="store_true", help=what)
    what = say("set parameters", "设置参数")
    exhibit.add_argument("--set", nargs="+", default=[], metavar=say("NAME=VALUE", "名称=数值"), help=what)
    what = say("do an action at a given time", "在某一时刻执行动作")
    exhibit.add_argument("--do", nargs="+", default=[], metavar=say("ACTION@SECONDS", "动作@秒数"), help=what)
    what = say("how long it runs, in seconds (30)", "运行时长（30秒）")
    exhibit.add_argument("--seconds", type=seconds, default=30.0, metavar="N", help=what)
    what = say("seconds between two readings (1)", "读数间隔（1秒）")
    exhibit.add_argument("--every", type=seconds, default=1.0, metavar="N", help=what)
    what = say("the same seed gives the same run", "种子相同，结果就相同")
    exhibit.add_argument("--seed", type=whole(0, 2**31 - 1), metavar="N", help=what)
    written = exhibit.add_mutually_exclusive_group()
    what = say("write a table for class; - for standard output", "写成表格，供课堂使用；-表示标准输出")
    written.add_argument("--csv", type=Path, metavar=say("FILE", "文件"), help=what)
    written.add_argument("--json", action="store_true", help=say("output as JSON", "输出JSON"))


def _bake(commands: _Commands) -> None:
    bake = commands.add(
        "bake",
        "rebuild the models in assets/ (after changing the park)",
        "重新生成assets/中的模型（供修改园区者使用）",
    )
    _scene(bake)
    what = say("rays from each point (64; 12 with --quick)", "每点光线数（默认64；用--quick时为12）")
    bake.add_argument("--rays", type=whole(1, 4096), metavar="N", help=what)
    what = say(
        "width of the ground light map in pixels (2048; 512 with --quick)",
        "地面光照图宽度（像素，默认2048；用--quick时为512）",
    )
    bake.add_argument("--ground", type=whole(64, 8192), metavar="PX", help=what)
    bake.add_argument(
        "--quick", action="store_true", help=say("coarse light, for a quick look", "粗略光照，供初看")
    )
    what = say("folder that keeps the light for the next bake", "存放光照、供下次烘焙取用的文件夹")
    bake.add_argument("--cache", type=Path, metavar=say("FOLDER", "文件夹"), help=what)
    bake.add_argument(
        "--no-cache", action="store_true", help=say("compute all light again", "全部重新计算光照")
    )
    where = "output folder (default: assets/park)", "输出文件夹（默认assets/park）"
    _output(bake, say("FOLDER", "文件夹"), *where, required=False)


def parser() -> argparse.ArgumentParser:
    """Everything that can be typed after `python3 -m explorer`."""
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
