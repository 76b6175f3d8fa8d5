"""Argument types: a size, a duration, a day and so on; each reports a mistake in one sentence."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from ..base.bootstrap import ROOT, gettext
from ..base.names import LIGHTS, PASSES, TEXT_PERCENTS
from ..base.state_file import NoState, read_state
from ..i18n import LIST_SEPARATOR, Listed

SCENES = ROOT / "scenes"
WIFI = "PARK_EXPLORER_WIFI"
"""Environment variable with the guest network, as `SSID:PASSWORD`."""
ROOM = "PARK_EXPLORER_ROOM"
"""Environment variable with the state of its room that a supervised show keeps between starts."""
FOLLOWED = r"(?:(?:http://)?[A-Za-z0-9.-]+(?::\d{1,5})?[/#]+)?\d{6}"
"""An address with the code of a room; that of a presenter's phone is longer."""
VIDEO_SUFFIXES = (".mp4", ".mov", ".mkv", ".webm")


def size(text: str) -> tuple[int, int]:
    """A size such as 1280x720, in pixels."""
    match = re.fullmatch(r"(\d{2,5})[x×*](\d{2,5})", text.strip().lower())
    if not match or not (64 <= int(match[1]) <= 7680 and 64 <= int(match[2]) <= 4320):
        raise argparse.ArgumentTypeError(
            gettext("a size looks like 1280x720 (64x64 to 7680x4320), not {text!r}", text=text)
        )
    return int(match[1]), int(match[2])


def language(text: str) -> str:
    """The code of a language; whether the scene has it is checked once the scene is read."""
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", text):
        raise argparse.ArgumentTypeError(
            gettext("a language is a code such as en, zh or pt-BR, not {text!r}", text=text)
        )
    return text


def language_list(text: str) -> tuple[str, ...]:
    """Codes of languages, separated by commas."""
    return tuple(dict.fromkeys(language(code.strip()) for code in text.split(",")))


def web_address(text: str) -> str:
    """The address of a page, ending with a slash."""
    if not re.fullmatch(r"https?://[^\s<>\"']+", text):
        raise argparse.ArgumentTypeError(
            gettext("an address looks like https://example.org/park/, not {text!r}", text=text)
        )
    return text.rstrip("/") + "/"


def shipped_scenes() -> tuple[str, ...]:
    """The names of the shipped scenes."""
    return tuple(sorted(path.parent.name for path in SCENES.glob("*/park.yaml")))


def scene_named(text: str) -> Path:
    """The folder of a scene; a name means a shipped one, unless there is a folder of this name."""
    path = Path(text)
    return SCENES / text if not path.exists() and text in shipped_scenes() else path


def seconds(text: str) -> float:
    """A duration in seconds, above zero and at most a day."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value <= 86_400:
        raise argparse.ArgumentTypeError(gettext("write seconds, 0.1 to 86400, not {text!r}", text=text))
    return value


def passes(text: str) -> tuple[str, ...]:
    """Passes of the rich tier, by their names in `stage.post.passes.Passes`."""
    named = [name.strip().lower().replace("-", "_") for name in text.split(",")]
    unknown = [name for name in named if name not in PASSES]
    if unknown:
        raise argparse.ArgumentTypeError(
            gettext(
                "write some of {names}, not {text!r}",
                names=", ".join(PASSES).replace("_", "-"),
                text=unknown[0].replace("_", "-"),
            )
        )
    return tuple(named)


def whole(low: int, high: int) -> Callable[[str], int]:
    """A whole number from `low` to `high`."""

    def number(text: str) -> int:
        if not (re.fullmatch(r"[+-]?[0-9]{1,12}", text) and low <= int(text) <= high):
            raise argparse.ArgumentTypeError(
                gettext("write a whole number, {low} to {high}, not {text!r}", low=low, high=high, text=text)
            )
        return int(text)

    return number


def state(text: str) -> str:
    """A state code, typed or in a file."""
    path = Path(text)
    if len(text) > 1000 or not path.is_file():
        return text
    try:
        return read_state(path)
    except NoState as fault:
        raise argparse.ArgumentTypeError(gettext(fault.words)) from None


def follow_address(text: str) -> str:
    """Address of a screen to follow: the address of its page and the code, or the code alone."""
    if text and not re.fullmatch(FOLLOWED, text.strip()):
        message = gettext(
            "write the address and the code of the main screen, such as 192.168.1.20/123456, not {text!r}",
            text=text,
        )
        raise argparse.ArgumentTypeError(message)
    return text.strip()


def video_or_folder(text: str) -> Path:
    """A video to write, or a folder: an existing one, or a name without a suffix."""
    if Path(text).is_dir():
        return Path(text)
    path = Path(text)
    if path.suffix and path.suffix.lower() not in VIDEO_SUFFIXES:
        raise argparse.ArgumentTypeError(
            gettext(
                "name a folder, or a video that ends in {VIDEO_SUFFIXES}, not {text!r}",
                text=text,
                VIDEO_SUFFIXES=Listed(tuple(VIDEO_SUFFIXES), LIST_SEPARATOR),
            )
        )
    return path


def file_named(*suffixes: str) -> Callable[[str], Path]:
    """A type for a file to write, with one of the supported suffixes."""

    def path(text: str) -> Path:
        if Path(text).suffix.lower() not in suffixes and (Path(text).suffix or len(suffixes) > 1):
            raise argparse.ArgumentTypeError(
                gettext(
                    "the name must end in {suffixes}, not {text!r}",
                    text=text,
                    suffixes=Listed(tuple(suffixes), LIST_SEPARATOR),
                )
            )
        return Path(text)

    return path


def metres(text: str) -> float:
    """A distance in a room, 0.3 to 30 m."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0.3 <= value <= 30:
        raise argparse.ArgumentTypeError(gettext("write metres, 0.3 to 30, not {text!r}", text=text))
    return value


def day(text: str) -> date:
    """A day such as 2026-11-01."""
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        message = gettext("a day looks like 2026-11-01, not {text!r}", text=text)
        raise argparse.ArgumentTypeError(message) from fault


def light(text: str) -> str:
    """The light in the park: a name, or an hour of the day cycle as a number."""
    if text not in LIGHTS:
        try:
            if not -1e6 < float(text) < 1e6:
                raise ValueError(text)
        except ValueError as fault:
            names = ", ".join(LIGHTS)
            message = gettext("write {names}, or a number from 0 to 4", names=names)
            raise argparse.ArgumentTypeError(message) from fault
    return text


def pin(text: str) -> str:
    """A PIN, as text."""
    if not re.fullmatch(r"[0-9]{4,12}", text):
        message = gettext("write 4 to 12 digits")
        raise argparse.ArgumentTypeError(message)  # without repeating what was typed
    return text


def percent(text: str) -> int:
    """A text size in percent."""
    sizes = tuple(map(str, TEXT_PERCENTS))
    if text not in sizes:
        raise argparse.ArgumentTypeError(
            gettext("write {TEXT_PERCENTS}", TEXT_PERCENTS=Listed(sizes, LIST_SEPARATOR))
        )
    return int(text)
