"""A booth that starts when its user logs in, and restarts unless it was left on purpose."""

from __future__ import annotations

import os
import plistlib
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from ..names import PIN
from .entry import Entry

NAME = "park-explorer-kiosk"
LABEL = "org.park-explorer.kiosk"
TASK = "Park Explorer kiosk"
AGAIN_S, MOST_S = 5.0, 60.0
PIN_FILE = f"{NAME}.pin"
"""The file in the user's state folder with the number that lets staff leave a booth on Windows."""

UNIT = """\
[Unit]
Description=Park Explorer, booth
PartOf=graphical-session.target
StartLimitIntervalSec=0

[Service]
ExecStart={command}
{more}Restart=on-failure
RestartSec={again:.0f}
"""
STARTER = """\
[Desktop Entry]
Type=Application
Name=Park Explorer, booth
Exec=sh -c "systemctl --user import-environment DISPLAY WAYLAND_DISPLAY XAUTHORITY; systemctl --user start {name}.service"
NoDisplay=true
"""
"""Desktops run this at login, when a screen is available; systemd restarts the booth."""
XML = """\
<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo><Description>{task}</Description></RegistrationInfo>
  <Triggers><LogonTrigger><Enabled>true</Enabled><UserId>{user}</UserId></LogonTrigger></Triggers>
  <Principals><Principal id="Author"><UserId>{user}</UserId><LogonType>InteractiveToken</LogonType>\
<RunLevel>LeastPrivilege</RunLevel></Principal></Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <Priority>5</Priority>
    <RestartOnFailure><Interval>PT1M</Interval><Count>255</Count></RestartOnFailure>
  </Settings>
  <Actions Context="Author"><Exec><Command>{command}</Command><Arguments>{arguments}</Arguments>{folder}</Exec></Actions>
</Task>
"""


def systemd(
    start: Sequence[str], words: Sequence[str], pin: str | None, folder: Path | None, home: Path
) -> Entry:
    """The booth as a systemd user unit, for Linux.

    Parameters
    ----------
    start : command that starts the program; `words`: its arguments for a booth; `folder`: its
        working folder, if it needs one.
    """
    more = f"Environment={PIN}={pin}\n" if pin else ""
    more += f"WorkingDirectory={str(folder).replace('%', '%%')}\n" if folder else ""
    command = " ".join(map(_for_systemd, [*start, *words]))
    files = {
        home / f".config/systemd/user/{NAME}.service": UNIT.format(command=command, more=more, again=AGAIN_S),
        home / f".config/autostart/{NAME}.desktop": STARTER.format(name=NAME),
    }
    reload = ("systemctl", "--user", "daemon-reload")
    stop = ("systemctl", "--user", "stop", f"{NAME}.service")
    return Entry(
        {file: text.encode() for file, text in files.items()}, (reload,), (stop,), is_read_at_login=True
    )


def _for_systemd(word: str) -> str:
    quoted = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{quoted}"'


def launchd(
    start: Sequence[str], words: Sequence[str], pin: str | None, folder: Path | None, home: Path
) -> Entry:
    """The booth as a launchd agent of this user, for macOS, which reads it at login."""
    properties = {
        "Label": LABEL,
        "ProgramArguments": [*start, *words],
        "RunAtLoad": True,
        "KeepAlive": {"SuccessfulExit": False},
        "ThrottleInterval": int(AGAIN_S),
        "ProcessType": "Interactive",
        "LimitLoadToSessionType": "Aqua",
    }
    properties |= {"EnvironmentVariables": {PIN: pin}} if pin else {}
    properties |= {"WorkingDirectory": str(folder)} if folder else {}
    file = home / f"Library/LaunchAgents/{LABEL}.plist"
    user = os.getuid() if hasattr(os, "getuid") else 0
    return Entry({file: plistlib.dumps(properties)}, (), (("launchctl", "bootout", f"gui/{user}/{LABEL}"),))


def scheduled(
    start: Sequence[str], words: Sequence[str], pin: str | None, folder: Path | None, state: Path
) -> Entry:
    """The booth as a task at login, for Windows.

    The Task Scheduler only repeats a task that could not be started at all; so the task is `kiosk start`,
    which restarts the booth. It reads the staff number from a file, since every program of the user can see
    the arguments of a task.
    """
    arguments = [*start[1:], "kiosk", "start", *words]
    text = XML.format(
        task=TASK,
        user=escape(f"{os.environ.get('USERDOMAIN', '')}\\{os.environ.get('USERNAME', '')}".lstrip("\\")),
        command=escape(start[0]),
        arguments=escape(subprocess.list2cmdline(arguments)),
        folder=f"<WorkingDirectory>{escape(str(folder))}</WorkingDirectory>" if folder else "",
    )
    file = state / f"{NAME}.xml"
    create = ("schtasks", "/Create", "/TN", TASK, "/XML", str(file), "/F")
    return Entry(
        {file: text.encode("utf-16"), state / PIN_FILE: (pin or "").encode()},
        (create,),
        (("schtasks", "/End", "/TN", TASK), ("schtasks", "/Delete", "/TN", TASK, "/F")),
    )


def pin_kept(state: Path) -> str:
    """The staff number kept for the task of Windows; "" without one."""
    try:
        return (state / PIN_FILE).read_text("ascii").strip()
    except (OSError, ValueError):
        return ""


def keep(run: Callable[[], int], sleep: Callable[[float], object] = time.sleep) -> int:
    """Run a booth until it is left (exit code 0); after any other end wait, longer each time, and run it again."""
    wait_s = AGAIN_S
    while (code := run()) != 0:
        sleep(wait_s)
        wait_s = min(2 * wait_s, MOST_S)
    return code
