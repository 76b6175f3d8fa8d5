"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

from ..bootstrap import ROOT, say
from . import argument_types
from .argument_types import file_named
from .parser import Parser

SCENE = ROOT / "scenes" / "metaverse"


def scene(p: Parser) -> None:
    """Add `--scene`."""
    what = say("the park to open (a folder with park.yaml)", "要打开的园区（含park.yaml的文件夹）")
    p.add_argument("--scene", type=Path, default=SCENE, metavar=say("FOLDER", "文件夹"), help=what)


def language(p: Parser) -> None:
    """Add `--lang`."""
    p.add_argument("--lang", choices=("en", "zh"), help=say("language: en or zh", "语言：en或zh"))


def quality(p: Parser) -> None:
    """Add `--quality`."""
    what = say("image quality; auto chooses for this machine", "画面精细度；auto按本机自动选择")
    p.add_argument("--quality", choices=("auto", "lite", "balanced", "high"), default="auto", help=what)


def present(p: Parser) -> None:
    """Add `--present`."""
    what = say(
        "how the image gets to the screen: copied through memory, or directly on the graphics card (blit); auto measures once",
        "画面显示方式：copy经内存复制，blit由显卡直接显示；auto实测一次后自动选择",
    )
    p.add_argument("--present", choices=("auto", "copy", "blit"), default="auto", help=what)


def light(p: Parser, *older: str) -> None:
    """Add `--light`, also under older names."""
    what = say(
        "light: day, golden, dusk, night, or a number between (0 day, 1 golden, 2 dusk, 3 night)",
        "光线：day白天，golden夕照，dusk黄昏，night夜晚，或其间的数（0白天、1夕照、2黄昏、3夜晚）",
    )
    p.add_argument("--light", *older, dest="light", type=argument_types.light, metavar="NAME", help=what)


def output(p: Parser, name: str, en: str, zh: str, *suffixes: str, required: bool = True) -> None:
    """Add `--output`; only files with one of these suffixes, if any are given."""
    kind = file_named(*suffixes) if suffixes else Path
    p.add_argument("-o", "--output", type=kind, required=required, metavar=name, help=say(en, zh))


def tour(p: Parser) -> None:
    """Add the name of a tour, its scene and the language."""
    what = say(
        "which tour: show, talk, lesson, or another one in your scene",
        "导览：show、talk、lesson，或场景中的其他导览",
    )
    p.add_argument("tour", metavar="TOUR", help=what)
    scene(p)
    language(p)
