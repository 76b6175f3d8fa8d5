"""Whether the machine has power for the day, and whether it will go to sleep, as far as the system tells."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...base.bootstrap import gettext
from ...i18n import Text
from .finding import Finding

SUPPLIES = Path("/sys/class/power_supply")
PATIENCE_S = 3.0

Ask = Callable[[Sequence[str]], str | None]
"""Runs a command; returns its output, None if it is missing or fails."""


def asked(command: Sequence[str]) -> str | None:
    """Run a system command; returns its output, None if it is missing or fails."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None


@dataclass(frozen=True, slots=True)
class Sleep:
    """A timer that puts the machine or its screen to sleep when idle."""

    what: str
    after_s: float  # 0: never
    remedy: str


def supply(folder: Path = SUPPLIES) -> Finding:
    """Finding: mains or battery."""
    subject = gettext("Power", context="supply")
    if not folder.is_dir():
        return _battery(subject)
    kinds = {path: _text(path / "type") for path in sorted(folder.iterdir())}
    batteries = [path for path, kind in kinds.items() if kind == "Battery" and not _of_a_device(path)]
    if not batteries:
        return Finding("good", subject, gettext("mains power, no battery"))
    levels = ", ".join(f"{level} %" for path in batteries if (level := _text(path / "capacity")))
    mains = [
        path for path, kind in kinds.items() if kind in ("Mains", "USB") and _text(path / "online") == "1"
    ]
    if mains or not any(_text(path / "status") == "Discharging" for path in batteries):
        return Finding("good", subject, gettext("mains power, battery at {levels}", levels=levels))
    message = gettext("on battery, {levels} left", levels=levels)
    return Finding("bad", subject, message, gettext("plug it in"))


def _battery(subject: str) -> Finding:
    """Mains or battery on systems without Linux's files; the API used tells the machine's battery from that of a mouse."""
    import psutil

    battery = None if sys.platform.startswith("linux") else psutil.sensors_battery()
    if battery is None or battery.power_plugged is None:
        return Finding("note", subject, unread(), gettext("plug it in and check"))
    levels = f"{battery.percent:.0f} %"
    if battery.power_plugged:
        return Finding("good", subject, gettext("mains power, battery at {levels}", levels=levels))
    return Finding("bad", subject, gettext("on battery, {levels} left", levels=levels), gettext("plug it in"))


def sleep(ask: Ask = asked, system: str = sys.platform, desktop: str | None = None) -> Finding:
    """Finding: what would put the show to sleep.

    Parameters
    ----------
    desktop : name of the desktop session; None reads the environment.
    """
    subject = gettext("Sleep and screen saver")
    if system.startswith("linux"):
        if holder := _held_awake(ask):
            return Finding("good", subject, gettext("blocked by {holder}", holder=holder))
        found = _sleeps(ask, os.environ.get("XDG_CURRENT_DESKTOP", "") if desktop is None else desktop)
    else:
        found = []
    if not found:
        remedy = gettext("in the system's settings: never turn off the screen, never sleep while plugged in")
        return Finding("note", subject, unread(), remedy)
    awake = [one for one in found if one.after_s > 0]
    if not awake:
        return Finding("good", subject, gettext("off", context="sleep"))
    message = ", ".join(gettext("{what} after {s}", what=s.what, s=_minutes(s)) for s in awake)
    return Finding("bad", subject, message, "; ".join(dict.fromkeys(s.remedy for s in awake)))


def unread() -> str:
    """The remark for settings that the system does not reveal."""
    return gettext("could not be read")


def _sleeps(ask: Ask, desktop: str) -> list[Sleep]:
    # on other desktops GNOME's settings do not matter
    gnome = any(name in desktop.lower() for name in LIKE_GNOME)
    return [*(_gnome(ask) if gnome else ()), *_x11(ask)]


def _held_awake(ask: Ask) -> str:
    """The program that keeps the machine awake; "" without one."""
    for line in (ask(("systemd-inhibit", "--list", "--no-legend", "--no-pager")) or "").splitlines():
        words = line.split()
        if "block" in words and any("idle" in word.split(":") for word in words):
            return words[0]
    return ""


LIKE_GNOME = ("gnome", "unity", "budgie", "ubuntu")
GNOME = (
    ("org.gnome.desktop.session", "idle-delay", Text("screen off")),
    ("org.gnome.settings-daemon.plugins.power", "sleep-inactive-ac-timeout", Text("sleep")),
)


def _gnome(ask: Ask) -> list[Sleep]:
    """Timers of GNOME and its relatives; schemas that are not installed are skipped."""
    found = []
    for schema, key, what in GNOME:
        output = ask(("gsettings", "get", schema, key))
        seconds = (output or "").split()[-1:] or [""]
        if not seconds[0].isdigit():
            continue
        after_s = float(seconds[0])
        if key == "sleep-inactive-ac-timeout" and _never_sleeps(ask, schema):
            after_s = 0.0
        found.append(Sleep(gettext(what), after_s, f"gsettings set {schema} {key} 0"))
    return found


def _never_sleeps(ask: Ask, schema: str) -> bool:
    return "nothing" in (ask(("gsettings", "get", schema, "sleep-inactive-ac-type")) or "")


def _x11(ask: Ask) -> list[Sleep]:
    """Timers of the X server's own screen saver and power saving."""
    output = ask(("xset", "q"))
    if output is None:
        return []
    saver = _number_after(output, "timeout:")
    standby = max((_number_after(output, name) for name in ("Standby:", "Suspend:", "Off:")), default=0.0)
    dpms = standby if "DPMS is Enabled" in output else 0.0
    return [
        Sleep(gettext("screen saver"), saver, "xset s off"),
        Sleep(gettext("screen off"), dpms, "xset -dpms"),
    ]


def _number_after(text: str, word: str) -> float:
    rest = text.partition(word)[2].split()
    return float(rest[0]) if rest and rest[0].isdigit() else 0.0


def _minutes(one: Sleep) -> str:
    return gettext("{after_s:.0f} min", after_s=one.after_s / 60)


def _of_a_device(path: Path) -> bool:
    """Whether it is the battery of a mouse or a pen."""
    return _text(path / "scope") == "Device"


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace").strip()
    except OSError:
        return ""
