"""How this copy of the program came here, where its files lie, and how it is started."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path
from typing import Any, Literal

PACKAGE = Path(__file__).resolve().parents[1]
DATA = PACKAGE / "_data"
"""Where an installed package keeps what lies beside the code in a checkout."""
ROOT = DATA if DATA.is_dir() else PACKAGE.parent
"""The folder with `pyproject.toml`, `assets` and `scenes`."""
ICON = ROOT / "assets" / "icon.svg"
"""The drawing of the program's icon."""
BUNDLE = "bundle.json"
"""The file in `ROOT` that tells a bundle: its launcher and its scene, as paths from there."""


@cache
def _bundle() -> dict[str, Any]:
    import json

    try:
        read: dict[str, Any] = json.loads((ROOT / BUNDLE).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return read


def kind() -> Literal["checkout", "package", "bundle"]:
    """A checkout installs what it lacks; a package of pip's and a bundle never install anything."""
    return "package" if ROOT == DATA else "bundle" if (ROOT / BUNDLE).is_file() else "checkout"


def is_packed() -> bool:
    """Whether nothing is ever installed or written beside the program."""
    return kind() != "checkout"


def default_scene() -> Path:
    """The scene that is opened where none is named."""
    scene: str = _bundle().get("scene", "scenes/metaverse")
    return ROOT / scene


def carried_libraries() -> Path:
    """The folder of system libraries that a bundle brings along, for systems that lack them."""
    return ROOT.parent / "python" / "lib" / "carried"


def start_words(*, window: bool = False) -> list[str]:
    """What starts this program, as the words of a command; what is asked of it follows.

    Parameters
    ----------
    window : without a console, where the system opens one.
    """
    if kind() == "bundle":
        bundled = _bundle()
        return [os.path.normpath(ROOT / bundled["window" if window and "window" in bundled else "start"])]
    quiet = Path(sys.executable).with_name("pythonw.exe")
    return [str(quiet) if window and quiet.exists() else sys.executable, "-m", "explorer"]


def start_folder() -> Path | None:
    """The folder in which `start_words` must be run; None: any."""
    return ROOT if kind() == "checkout" else None


PYTHON = "python" if os.name == "nt" else "python3"
"""What a person types for Python."""
COMMAND = "park-explorer"
"""The command that pip makes where the program is installed as a package, from a wheel or from a checkout (`pip install -e`)."""
STARTED_AS = "PARK_EXPLORER_STARTED_AS"
"""The variable of the environment by which a process that was started again still knows what was typed."""


def typed_command() -> str:
    """The command of pip's by which this program was started, as it was typed; "" if it was started in another way."""
    started = sys.argv[0] if sys.argv else ""
    if Path(started).stem != COMMAND:
        return os.environ.get(STARTED_AS, "")
    import shutil

    found = shutil.which(COMMAND)
    return COMMAND if found and Path(found).with_suffix("") == Path(started).with_suffix("") else started


def typed_words() -> list[str]:
    """What was typed after this program's name; nothing if another program was started, such as the tests."""
    started = Path(sys.argv[0]) if sys.argv else Path()
    return sys.argv[1:] if started.stem == COMMAND or started.parent.name == PACKAGE.name else []


def start_line(*words: str) -> str:
    """What a person types to start this program: what was typed to start it now, as far as that can be known."""
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
