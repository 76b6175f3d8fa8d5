"""Values that can be typed: a size, a length of time, a day and so on; a mistake is told in one sentence."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from ..bootstrap import say

PIN = "PARK_EXPLORER_PIN"
"""The variable of the environment with the number that lets staff leave a booth."""
VIDEO_SUFFIXES = (".mp4", ".mov", ".mkv", ".webm")
LIGHTS = ("day", "golden", "dusk", "night")
MODES = ("explore", "kiosk", "present", "teach")
PROFILES = ("laptop", "stand", "projection")
TEXT_PERCENTS = ("100", "125", "150", "175", "200")
"""Names of lights, modes and so on; `visit` may not be read before the environment is there."""


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


def seconds(text: str) -> float:
    """A length of time, more than none and at most a day."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value <= 86_400:
        raise argparse.ArgumentTypeError(
            say(f"write seconds, 0.1 to 86400, not {text!r}", f"请写秒数（0.1至86400），而不是{text!r}")
        )
    return value


def whole(low: int, high: int) -> Callable[[str], int]:
    """A whole number from `low` to `high`."""

    def number(text: str) -> int:
        if not (re.fullmatch(r"[+-]?[0-9]{1,12}", text) and low <= int(text) <= high):
            raise argparse.ArgumentTypeError(
                say(
                    f"write a whole number, {low} to {high}, not {text!r}",
                    f"请写整数（{low}至{high}），而不是{text!r}",
                )
            )
        return int(text)

    return number


def video_or_folder(text: str) -> Path:
    """A video to write, or a folder: one that is there, or a name without an ending."""
    if Path(text).is_dir():
        return Path(text)
    path = Path(text)
    if path.suffix and path.suffix.lower() not in VIDEO_SUFFIXES:
        raise argparse.ArgumentTypeError(
            say(
                f"name a folder, or a video that ends in {', '.join(VIDEO_SUFFIXES)}, not {text!r}",
                f"请写文件夹名，或以{'、'.join(VIDEO_SUFFIXES)}结尾的视频文件名，而不是{text!r}",
            )
        )
    return path


def file_named(*suffixes: str) -> Callable[[str], Path]:
    """A file to write, named after one of the kinds that can be written."""

    def path(text: str) -> Path:
        if Path(text).suffix.lower() not in suffixes and (Path(text).suffix or len(suffixes) > 1):
            raise argparse.ArgumentTypeError(
                say(
                    f"the name must end in {', '.join(suffixes)}, not {text!r}",
                    f"文件名须以{'、'.join(suffixes)}结尾，而不是{text!r}",
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
        raise argparse.ArgumentTypeError(
            say(f"write metres, 0.3 to 30, not {text!r}", f"请写米数（0.3至30），而不是{text!r}")
        )
    return value


def day(text: str) -> date:
    """A day such as 2026-11-01."""
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        said = say(f"a day looks like 2026-11-01, not {text!r}", f"日期应写作2026-11-01，而不是{text!r}")
        raise argparse.ArgumentTypeError(said) from fault


def light(text: str) -> str:
    """The light in the park: a name, or an hour of its round as a number."""
    if text not in LIGHTS:
        try:
            if not -1e6 < float(text) < 1e6:
                raise ValueError(text)
        except ValueError as fault:
            names = ", ".join(LIGHTS)
            said = say(f"write {names}, or a number from 0 to 4", f"请写{names}，或0至4的数")
            raise argparse.ArgumentTypeError(said) from fault
    return text


def pin(text: str) -> str:
    """A number to type, as text."""
    if not re.fullmatch(r"[0-9]{4,12}", text):
        said = say("write 4 to 12 digits", "请写4至12位数字")
        raise argparse.ArgumentTypeError(said)  # without telling what was written
    return text


def percent(text: str) -> int:
    """A size of text."""
    if text not in TEXT_PERCENTS:
        raise argparse.ArgumentTypeError(
            say(f"write {', '.join(TEXT_PERCENTS)}", f"请写{'、'.join(TEXT_PERCENTS)}")
        )
    return int(text)
