"""Options shared by several commands."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from ..bootstrap import default_scene
from ..core.names import PASSES, PolicyName, PresenterChoice, QualityName
from ..i18n import Text, languages
from . import argument_types
from .argument_types import scene_named, shipped_scenes
from .parser import Option

SCENE = default_scene()
FILE, FOLDER = Text("FILE"), Text("FOLDER")

SCENE_FOLDER = Option(
    "--scene",
    Text("the park to open: a folder with park.yaml, or one of {names}", names=", ".join(shipped_scenes())),
    FOLDER,
    scene_named,
    default=SCENE,
)
POSITIONAL_SCENE = Option("scene", Text("scene folder"), type=scene_named, nargs="?", default=SCENE)
OWN_SCENE = Option(
    "--scene",
    Text("the scene whose own exhibits (formulas and tables) take tags: tower.flow for the zone tower"),
    FOLDER,
    scene_named,
)
LANGUAGE = Option(
    "--lang, --language",
    Text("language: {languages}", languages=", ".join(languages())),
    choices=languages(),
    dest="language",
)
SCENE_LANGUAGE = Option(
    "--lang, --language",
    Text("language: {languages}, or another one of the scene", languages=", ".join(languages())),
    Text("CODE"),
    argument_types.language,
    dest="language",
)
TOUR = (
    Option("tour", Text("which tour: show, talk, lesson, or another one in your scene"), Text("TOUR")),
    SCENE_FOLDER,
    SCENE_LANGUAGE,
)
QUALITY = Option(
    "--quality",
    Text(
        "image quality; auto is rich with a graphics card (occlusion, bloom, reflections, clouds, depth of field) and "
        "standard without one"
    ),
    choices=get_args(QualityName),
    default="auto",
)
DRAWN_QUALITY = Option(
    "--quality",
    Text(
        "image quality; rich (occlusion, bloom, reflections, clouds, depth of field) takes two to three times as long as "
        "standard where no graphics card is"
    ),
    choices=get_args(QualityName),
    default="rich",
)
WITHOUT = Option(
    "--without",
    Text("leave these out of rich, separated by commas: {names}", names=", ".join(PASSES).replace("_", "-")),
    Text("NAMES"),
    argument_types.passes,
    default=(),
)
FRAMES = Option(
    "--frames",
    Text(
        "how frames are drawn: each one complete (direct), refined while the camera rests (progressive), or that and one "
        "frame late (pipelined); the graphics driver decides if not given"
    ),
    choices=get_args(PolicyName),
)
PRESENT = Option(
    "--present",
    Text(
        "how the image gets to the screen: copied through memory, or directly on the graphics card "
        "(blit); auto measures once"
    ),
    choices=get_args(PresenterChoice),
    default="auto",
)
LIGHT = Option(
    "--light",
    Text("light: day, golden, dusk, night, or a number between (0 day, 1 golden, 2 dusk, 3 night)"),
    "NAME",
    argument_types.light,
    dest="light",
)
STATE = Option(
    "--state",
    Text("open an exhibit as a state code has it (exhibit --code prints one), or a file with one"),
    Text("CODE"),
    argument_types.state,
)
IMAGE_SIZE = Option("--size", Text("image size"), "1280x720", argument_types.size, default=(1280, 720))
MAP = Option(
    "--map",
    Text("which node or topic of the line is which tag (that of live serve); see live map"),
    "tags.yaml",
    Path,
)
ACCESS = Option(
    "--access",
    Text("the file with user name, password and certificates for an OPC UA server; see live access"),
    "access.json",
    Path,
)
