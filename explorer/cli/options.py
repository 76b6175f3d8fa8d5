"""Options shared by several commands."""

from __future__ import annotations

from pathlib import Path

from ..base.bootstrap import default_scene, gettext
from ..i18n import Text, languages
from . import argument_types
from .argument_types import PASSES, file_named, scene_named, shipped_scenes
from .parser import Parser

SCENE = default_scene()


def scene(p: Parser) -> None:
    """Add `--scene`."""
    names = ", ".join(shipped_scenes())
    what = gettext("the park to open: a folder with park.yaml, or one of {names}", names=names)
    p.add_argument("--scene", type=scene_named, default=SCENE, metavar=gettext("FOLDER"), help=what)


def language(p: Parser) -> None:
    """Add `--lang`: of the program."""
    what = gettext("language: {languages}", languages=", ".join(languages()))
    p.add_argument("--lang", "--language", choices=languages(), help=what)


def scene_language(p: Parser) -> None:
    """Add `--lang`: of the program or of the scene."""
    what = gettext("language: {languages}, or another one of the scene", languages=", ".join(languages()))
    p.add_argument("--lang", "--language", type=argument_types.language, metavar=gettext("CODE"), help=what)


QUALITIES = ("auto", "lite", "balanced", "high", "standard", "rich")


def quality(p: Parser) -> None:
    """Add `--quality` of a window."""
    what = gettext(
        "image quality; auto is rich with a graphics card (occlusion, bloom, reflections, clouds, depth of field) and "
        "standard without one"
    )
    p.add_argument("--quality", choices=QUALITIES, default="auto", help=what)


def drawn_quality(p: Parser) -> None:
    """Add `--quality` for drawing into files."""
    what = gettext(
        "image quality; rich (occlusion, bloom, reflections, clouds, depth of field) takes two to three times as long as "
        "standard where no graphics card is"
    )
    p.add_argument("--quality", choices=QUALITIES, default="rich", help=what)


def without(p: Parser) -> None:
    """Add `--without`: passes omitted from the rich tier."""
    what = gettext("leave these out of rich, separated by commas: {names}", names=", ".join(PASSES))
    p.add_argument("--without", type=argument_types.passes, default=(), metavar=gettext("NAMES"), help=what)


def frames(p: Parser) -> None:
    """Add `--frames`."""
    what = gettext(
        "how frames are drawn: each one complete (direct), refined while the camera rests (progressive), or that and one "
        "frame late (pipelined); the graphics driver decides if not given"
    )
    p.add_argument("--frames", choices=("direct", "progressive", "pipelined"), help=what)


def present(p: Parser) -> None:
    """Add `--present`."""
    what = gettext(
        "how the image gets to the screen: copied through memory, or directly on the graphics card "
        "(blit); auto measures once"
    )
    p.add_argument("--present", choices=("auto", "copy", "blit"), default="auto", help=what)


def light(p: Parser, *older: str) -> None:
    """Add `--light`, also under older names."""
    what = gettext("light: day, golden, dusk, night, or a number between (0 day, 1 golden, 2 dusk, 3 night)")
    p.add_argument("--light", *older, dest="light", type=argument_types.light, metavar="NAME", help=what)


def state(p: Parser) -> None:
    """Add `--state`."""
    what = gettext("open an exhibit as a state code has it (exhibit --code prints one), or a file with one")
    p.add_argument("--state", type=argument_types.state, metavar=gettext("CODE"), help=what)


def output(p: Parser, name: str, what: Text, *suffixes: str, required: bool = True) -> None:
    """Add `--output`; restricted to files with one of these suffixes, if any are given."""
    kind = file_named(*suffixes) if suffixes else Path
    p.add_argument("-o", "--output", type=kind, required=required, metavar=name, help=gettext(what))


def tour(p: Parser) -> None:
    """Add the name of a tour, its scene and the language."""
    what = gettext("which tour: show, talk, lesson, or another one in your scene")
    p.add_argument("tour", metavar=gettext("TOUR"), help=what)
    scene(p)
    scene_language(p)
