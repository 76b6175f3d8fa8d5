"""This copy of the program: how it was installed, where its files are, and how it is started."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path
from typing import Any, Literal

PACKAGE = Path(__file__).resolve().parents[2]
DATA = PACKAGE / "_data"
"""Where an installed package keeps the files beside the code in a checkout."""
ROOT = DATA if DATA.is_dir() else PACKAGE.parent
"""The folder with `pyproject.toml`, `assets` and `scenes`."""
ICON = ROOT / "assets" / "icon.svg"
"""The program's icon, an SVG file."""
BUNDLE = "bundle.json"
"""The file in `ROOT` that marks a bundle: its launcher and its scene, as relative paths."""


@cache
def _bundle() -> dict[str, Any]:
    import json

    try:
        read: dict[str, Any] = json.loads((ROOT / BUNDLE).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return read


def kind() -> Literal["checkout", "package", "bundle"]:
    """Kind of installation. A checkout installs what it lacks; packages and bundles never install anything."""
    return "package" if ROOT == DATA else "bundle" if (ROOT / BUNDLE).is_file() else "checkout"


def is_packed() -> bool:
    """Whether the program never installs anything or writes beside itself."""
    return kind() != "checkout"


def default_scene() -> Path:
    """The scene to open by default."""
    scene: str = _bundle().get("scene", "scenes/metaverse")
    return ROOT / scene


def carried_libraries() -> Path:
    """The folder of system libraries carried by a bundle, for systems that lack them."""
    return ROOT.parent / "python" / "lib" / "carried"


def start_words(*, window: bool = False) -> list[str]:
    """The command that starts this program, without arguments for it.

    Parameters
    ----------
    window : avoid a console on systems that open one.
    """
    if kind() == "bundle":
        bundled = _bundle()
        return [os.path.normpath(ROOT / bundled["window" if window and "window" in bundled else "start"])]
    quiet = Path(sys.executable).with_name("pythonw.exe")
    return [str(quiet) if window and quiet.exists() else sys.executable, "-m", "explorer"]


def start_folder() -> Path | None:
    """Working folder that `start_words` needs; None: any."""
    return ROOT if kind() == "checkout" else None


PYTHON = "python" if os.name == "nt" else "python3"
"""The Python command for users to type."""
COMMAND = "park-explorer"
"""The command installed by pip from a wheel or a checkout (`pip install -e`)."""
STARTED_AS = "PARK_EXPLORER_STARTED_AS"
"""Environment variable that tells a restarted process what was typed."""


def typed_command() -> str:
    """The pip command with which this program was started, as typed; "" if it was started otherwise."""
    started = sys.argv[0] if sys.argv else ""
    if Path(started).stem != COMMAND:
        return os.environ.get(STARTED_AS, "")
    import shutil

    found = shutil.which(COMMAND)
    return COMMAND if found and Path(found).with_suffix("") == Path(started).with_suffix("") else started


def typed_words() -> list[str]:
    """The arguments typed for this program; empty if another program was started, such as the tests."""
    started = Path(sys.argv[0]) if sys.argv else Path()
    return sys.argv[1:] if started.stem == COMMAND or started.parent.name == PACKAGE.name else []


def start_line(*words: str) -> str:
    """The command line for users to start this program, as they typed it this time, as far as known."""
    match kind():
        case "bundle":
            typed = start_words()
        case "package":
            typed = [typed_command() or COMMAND]
        case _:
            command = typed_command()
            typed = [command] if command else [PYTHON, "-m", "explorer"]
    if os.name == "nt":
        return " ".join(f'"{word}"' if " " in word else word for word in [*typed, *words])
    import shlex

    return shlex.join([*typed, *words])
