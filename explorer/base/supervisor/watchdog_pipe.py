"""The watchdog pipe between supervisor and explorer: heartbeats one way, only its closing the other way.

A pair of sockets, since a socket can be passed to a child and waited for on every system. One byte is a
heartbeat, another reports progress of a start; when one side closes the pipe or ends, the other side notices.
"""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import sys
from contextlib import suppress
from typing import Final

NAME: Final = "PARK_EXPLORER_LINE"
"""Environment variable with the number of the child's socket, or `ON_STDIN`."""
ON_STDIN: Final = "stdin"
"""On Windows the shared socket arrives on standard input: inherited ones do not work where other software
filters the network."""
AGAIN: Final = 75
"""The exit code that asks for a restart (EX_TEMPFAIL of sysexits.h: try again)."""


BEAT: Final = b"."
PROGRESS: Final = b"+"
"""Byte sent at each step of a start, before its first heartbeat."""


class WatchdogPipe:
    """The explorer's end.

    Parameters
    ----------
    end : a connected socket.
    """

    def __init__(self, end: socket.socket) -> None:
        end.setblocking(False)
        self.end = end

    def beat(self) -> bool:
        """Send a heartbeat; returns whether the supervisor is still there. Never blocks."""
        try:
            self.end.send(BEAT)
            return self.end.recv(1) != b""  # nothing is ever sent this way: readable means closed
        except BlockingIOError:  # nothing to read, or a supervisor that is slow to read
            return True
        except OSError:
            return False

    def progress(self) -> None:
        """Report progress of the start. Never blocks, never raises."""
        with suppress(OSError):
            self.end.send(PROGRESS)

    def close(self) -> None:
        """Close the pipe; closing twice is fine."""
        self.end.close()


def called() -> bool:
    """Whether a supervisor started this process and waits for its heartbeats."""
    return NAME in os.environ


def answered() -> WatchdogPipe | None:
    """The pipe to the supervisor that started this process; None without one.

    From then on this process dies with its supervisor, where the system supports that (Linux); else the
    closed pipe tells it to quit.
    """
    given = os.environ.pop(NAME, "")  # child processes are not supervised
    try:
        end = _received(given)
    except (OSError, ValueError):  # no usable socket arrived
        return None
    if end is None:
        return None
    end.set_inheritable(False)
    _die_with_parent()
    return WatchdogPipe(end)


def _received(given: str) -> socket.socket | None:
    if sys.platform == "win32":
        return socket.fromshare(sys.stdin.buffer.read()) if given == ON_STDIN and sys.stdin else None
    return socket.socket(fileno=int(given)) if given.isdigit() else None


def _die_with_parent() -> None:
    if not sys.platform.startswith("linux"):
        return
    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL, 0, 0, 0)
