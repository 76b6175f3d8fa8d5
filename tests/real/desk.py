"""A virtual desk: a screen, the explorer on it, and a hand on mouse and keys. Everything ends with the test."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import psutil

from explorer.base.bootstrap import ROOT
from tests.processes import Patience, ended, log_lines, wait_until

T = TypeVar("T")
AGAIN_S = 8.0
KEY_MS = 30
"""A hand is no faster than this between two keys."""


@contextmanager
def screen(width: int, height: int, *, repeats: bool = False) -> Iterator[str]:
    """A virtual X screen; gives its DISPLAY.

    Parameters
    ----------
    repeats : whether a key that is held repeats. On a busy machine xdotool is held up between press and release, and one letter
        became many.
    """
    read, write = os.pipe()
    size = ("-screen", "0", f"{width}x{height}x24")
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), *size, "-nolisten", "tcp", "r" if repeats else "-r"],
        pass_fds=(write,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as answer:
            yield f":{answer.readline().strip()}"
    finally:
        server.terminate()
        ended(server)


@contextmanager
def manager(display: str) -> Iterator[None]:
    """A window manager: it gives windows the whole screen, and closes them when the visitor wants it."""
    openbox = subprocess.Popen(
        ["openbox", "--sm-disable"], env={**os.environ, "DISPLAY": display},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield
    finally:
        openbox.terminate()
        ended(openbox)


@dataclass(slots=True)
class Desk:
    """The explorer in a real window.

    Attributes
    ----------
    log : lines of the journal read so far.
    opening : whether the opening is still to be sent away before the first key or click.
    managed : whether a window manager hands out the keys.
    """

    display: str
    folder: Path
    process: subprocess.Popen[str]
    log: list[dict[str, Any]] = field(default_factory=list)
    opening: bool = False
    managed: bool = False
    _keys_since: int = -1

    @property
    def _log_file(self) -> Path:
        return self.folder / "log.jsonl"

    def read(self) -> list[dict[str, Any]]:
        """All lines of the journal."""
        self.log = log_lines(self._log_file)
        return self.log

    def wait_for(self, event: str, after: int = 0, **details: object) -> dict[str, Any]:
        """The first line of the journal, from index `after`, with this event and these details."""

        def look() -> dict[str, Any] | None:
            if (found := self.find_line(event, after, **details)) is None:
                assert self.process.poll() is None, self.output()
            return found

        found = self.until(look, lambda: f"no {event} {details} in {self.log[-12:]}", 0.03)
        assert found is not None
        return found

    def find_line(self, event: str, after: int = 0, **details: object) -> dict[str, Any] | None:
        """The first such line, if the journal has it by now."""
        for line in self.read()[after:]:
            if line["event"] == event and all(line.get(k) == v for k, v in details.items()):
                return line
        return None

    def until(self, when: Callable[[], T], what: object, look_s: float = 0.05) -> T:
        """What `when` gives, as soon as it is true: waits while the explorer gets on. `what` says what was waited for."""
        return wait_until(when, what, self.patience(), look_s)

    def patience(self) -> Patience:
        """How long something is waited for."""
        return Patience(self.process.pid, log=self._log_file)

    def end(self) -> int:
        """The exit code, as soon as the explorer has ended."""
        return ended(self.process)

    def do(self, *words: str | float) -> None:
        """One xdotool command, or several after each other."""
        env = {**os.environ, "DISPLAY": self.display}
        subprocess.run(["xdotool", *map(str, words)], env=env, check=True, capture_output=True)

    def begin(self) -> None:
        """Wait until the present start has the keys, and send its opening away: it takes the first key and the first click."""
        started = max((at for at, line in enumerate(self.read()) if line["event"] == "start"), default=0)
        if self.managed and started != self._keys_since:
            self._wait_for_keys()
            self._keys_since = started
        if self.opening:
            self.opening = False
            self.wait_for("opening", started, shown=True)
            self.do("key", "Escape")
            self.wait_for("opening", started, shown=False)

    def _wait_for_keys(self) -> None:
        """Wait until the manager has given the keys to a window of the explorer."""
        env = {**os.environ, "DISPLAY": self.display}
        owner = ["xdotool", "getwindowfocus", "getwindowpid"]

        def has_keys() -> bool:
            found = subprocess.run(owner, env=env, check=False, capture_output=True, text=True).stdout.strip()
            ours = {self.process.pid, *(one.pid for one in psutil.Process(self.process.pid).children(True))}
            return found.isdigit() and int(found) in ours

        self.until(has_keys, "no window has the keys")

    def key(self, *names: str) -> int:
        """Press keys; gives the length of the journal before."""
        self.begin()
        before = len(self.read())
        for name in names:
            self.do("key", name)
        return before

    def keys(self, *names: str) -> int:
        """Press keys at once after each other; gives the length of the journal before."""
        self.begin()
        before = len(self.read())
        self.do("key", "--delay", KEY_MS, *names)
        return before

    def click(self, x: int, y: int) -> int:
        """Click at a point of the screen; gives the length of the journal before."""
        self.begin()
        before = len(self.read())
        self.do("mousemove", x, y)
        time.sleep(0.05)
        self.do("click", 1)
        return before

    def find(self, name: str) -> str:
        """The window with this in its title, minimised or not."""
        env = {**os.environ, "DISPLAY": self.display}
        search = ["xdotool", "search", "--name", name]
        return subprocess.run(search, env=env, check=True, capture_output=True, text=True).stdout.split()[-1]

    def bring_back(self, window: str) -> None:
        """Show a minimised window again, and wait until it has the keys: the manager gives them a moment after it is active."""
        env = {**os.environ, "DISPLAY": self.display}
        self.do("windowmap", window, "windowactivate", "--sync", window)
        owner, give = ["xdotool", "getwindowfocus"], ["xdotool", "windowfocus", window]

        def has_keys() -> bool:
            found = subprocess.run(owner, env=env, check=False, capture_output=True, text=True).stdout.strip()
            if found == window:
                return True
            # the server refuses the keys to a window that is not drawn yet: the next look asks again
            subprocess.run(give, env=env, check=False, capture_output=True)
            return False

        self.until(has_keys, f"{window} has not got the keys", 0.1)

    def press_until(self, key: str, event: str, **details: object) -> None:
        """Press a key, and again every few seconds as a hand would, until the journal has this event."""
        before, again_s = len(self.read()), 0.0

        def look() -> bool:
            nonlocal again_s
            if time.monotonic() >= again_s:
                self.do("key", key)
                again_s = time.monotonic() + AGAIN_S
            return self.find_line(event, before, **details) is not None

        self.until(look, lambda: f"{key}: no {event} {details} in {self.log[-12:]}", 0.03)

    def title(self) -> str:
        """The title of the window."""
        env = {**os.environ, "DISPLAY": self.display}
        found = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", "Park Explorer|探园", "getwindowname"],
            env=env, check=False, capture_output=True, text=True,
        )  # fmt: skip
        return found.stdout.strip().splitlines()[-1] if found.stdout.strip() else ""

    def wait_for_title(self, wanted: str) -> None:
        """The title follows with the next frame."""
        self.until(
            lambda: self.title() == wanted, lambda: f"the title is {self.title()!r}, not {wanted!r}", 0.03
        )

    def output(self) -> str:
        """What the explorer wrote to the terminal."""
        return (self.folder / "terminal.txt").read_text("utf-8", "replace")


@contextmanager
def desk(
    folder: Path,
    *words: str,
    width: int = 1280,
    height: int = 720,
    env: Mapping[str, str] | None = None,
    managed: bool = False,
    repeats: bool = False,
) -> Iterator[Desk]:
    """Start the explorer on a screen of its own, with a window manager if it is to be managed, and end it afterwards."""
    (folder / "log.jsonl").unlink(missing_ok=True)  # of a start before this one
    with screen(width, height, repeats=repeats) as display, manager(display) if managed else nullcontext():
        environment = {
            **{k: v for k, v in os.environ.items() if k not in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY")},
            "DISPLAY": display,
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_STATE_HOME": str(folder / "state"),
            "LC_ALL": "C.UTF-8",
            # the driver keeps its programs there: a home of a test's own would have them made again
            "XDG_CACHE_HOME": os.environ.get("XDG_CACHE_HOME", str(Path.home() / ".cache")),
            **(env or {}),
        }
        command = [sys.executable, "-m", "explorer", "run", "--log", str(folder / "log.jsonl"), *words]
        with (folder / "terminal.txt").open("w") as terminal:
            process = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=terminal, stderr=terminal, text=True
            )
            try:
                opening = not {"--mode", "--zone", "--tour"} & {*words}
                yield Desk(display, folder, process, opening=opening, managed=managed)
            finally:
                process.terminate()
                try:
                    process.wait(AGAIN_S)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
