"""Options shared by several commands, and those of `run`."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from ..base.bootstrap import default_scene, is_packed
from ..base.names import MODES_OF_A_SHOW, PASSES, PIN, PROFILES, PolicyName, PresenterChoice, QualityName
from ..i18n import Text, languages
from . import argument_types
from .argument_types import (
    WIFI,
    follow_address,
    percent,
    pin,
    scene_named,
    seconds,
    shipped_scenes,
    size,
    whole,
)
from .line_source import SOURCES
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
IMAGE_SIZE = Option("--size", Text("image size"), "1280x720", size, default=(1280, 720))
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

IN_A_BOOTH, PHONES = Text("in a booth (--mode kiosk)"), Text("phones in the room")
SOURCES_OF_A_FIRST_START = (
    Option(
        "--wheels",
        Text("the first start takes its packages from this folder, without a network"),
        FOLDER,
        Path,
    ),
    Option("--newest", Text("the first start takes the newest packages, instead of those that were tested")),
)
"""Read by `dispatch`, for any command."""

RUN = (
    SCENE_FOLDER,
    SCENE_LANGUAGE,
    QUALITY,
    WITHOUT,
    FRAMES,
    Option(
        "--mode",
        Text("explore (one visitor), kiosk (booth), present (talk) or teach (class)"),
        Text("MODE"),
        choices=MODES_OF_A_SHOW,
        default="explore",
    ),
    Option("--tour", Text("the tour to present (--mode present; default: the scene's talk)"), "ID"),
    Option("--zone", Text("open this zone at the start, e.g. data"), "ID"),
    STATE,
    Option("--size", Text("window size"), "1280x720", size),
    LIGHT,
    Option("--fullscreen", Text("full screen (F11 leaves it)")),
    PRESENT,
    Option("--log", Text("write events to this file, one JSON object per line"), FILE, Path),
    Option("--verbose", Text("also print events on the terminal")),
    Option("--supervised", Text("keep the park on the screen: restart it after an error, a kill or a hang")),
    Option(
        "--edit",
        Text("edit the scene in a sheet beside the park: texts, buildings, tours; Ctrl+S saves"),
        dest="edits",
    ),
    Option("--watch", Text("reload when files of the scene change"), dest="watches"),
    Option(
        "--profile",
        Text(
            "type of screen: laptop, stand (touch screen; default for kiosk) or projection (default for present)"
        ),
        Text("NAME"),
        choices=PROFILES,
    ),
    Option(
        "--text",
        Text("text size at the start, in percent; doctor --kiosk recommends one"),
        "100-200",
        percent,
        dest="text_percent",
    ),
    Option(
        "--volume",
        Text("volume of voice and sounds at the start, in percent; 0 is silence"),
        "0-100",
        whole(0, 100),
    ),
    Option(
        "--quiet",
        Text("seconds without input before it asks “Still there?” (75)"),
        Text("SECONDS"),
        seconds,
        dest="quiet_s",
        group=IN_A_BOOTH,
    ),
    Option(
        "--countdown",
        Text("seconds after that before it starts over (20)"),
        Text("SECONDS"),
        seconds,
        dest="countdown_s",
        group=IN_A_BOOTH,
    ),
    Option(
        "--attract",
        Text("the tour to run while no visitor is present (show)"),
        Text("TOUR"),
        group=IN_A_BOOTH,
    ),
    Option(
        "--pin",
        Text(
            "the PIN for staff to leave: hold the top left corner for five seconds, then enter it; "
            "better set it in {PIN}",
            PIN=PIN,
        ),
        "NNNN",
        pin,
        group=IN_A_BOOTH,
    ),
    Option(
        "--ledger",
        Text("store the visit statistics in this file (default for kiosk and teach; see report), or off"),
        FILE,
    ),
    Option(
        "--follow",
        Text(
            "follow another screen: the address of its page with the code, the code alone (it is looked for in this network), "
            "or nothing for the last one"
        ),
        Text("ADDRESS"),
        follow_address,
        nargs="?",
        const="",
    ),
    Option(
        "--live",
        Text("feed exhibits from a real line: {sources}", sources=SOURCES),
        Text("SOURCE"),
    ),
    MAP,
    ACCESS,
    Option(
        "--lan",
        Text(
            "let phones join by a QR code: the running exhibit, questions, a summary of the visit to keep, a presenter's remote; "
            "ADDRESS is this computer's in their network (default: the only one); doctor --lan tests it"
        ),
        Text("ADDRESS"),
        nargs="?",
        const="",
        group=PHONES,
    ),
    Option(
        "--pages",
        Text("with --lan: the park as pages for phones in the room; FOLDER is one of export --web"),
        FOLDER,
        Path,
        group=PHONES,
    ),
    Option(
        "--wifi",
        Text(
            "the Wi-Fi for guests, shown as a QR code (or in {WIFI}); no password: write nothing after the colon",
            WIFI=WIFI,
        ),
        "SSID:PASSWORD",
        group=PHONES,
    ),
    Option(
        "--fleet",
        Text("be a booth of a fleet: the file that fleet init wrote for it, or mqtts://BOOTH:PASSWORD@HOST"),
        "BOOTH.json",
    ),
    *(() if is_packed() else SOURCES_OF_A_FIRST_START),
)
"""The options of `run`."""

AS_TYPED = (
    *("zone", "state", "tour", "follow", "language", "light", "text_percent", "volume", "size"),
    *("fullscreen", "present", "log", "verbose", "edits", "watches"),
)
"""Options of `run` that are also fields of `shell.app.startup.Options`, under the same name."""
