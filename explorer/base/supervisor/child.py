"""The supervised process and its descendants: how it gets its end of the watchdog pipe, and how all of them are ended.

POSIX: the child inherits the socket, and leads a session that can be killed as a whole. Windows: the socket
is shared with the child's process id and arrives on its standard input; a job object ends the child and its
descendants.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress

from .job_object import JobObject
from .watchdog_pipe import NAME, ON_STDIN

Process = subprocess.Popen[bytes]


class Child:
    """A process with one end of a pair of sockets.

    Parameters
    ----------
    command : command line; the process finds its end with `watchdog_pipe.answered`.
    theirs : the child's end; closed here after the start.

    Attributes
    ----------
    process : the process itself.
    """

    def __init__(self, command: Sequence[str], theirs: socket.socket) -> None:
        self._job = JobObject() if sys.platform == "win32" else None
        self.process = _started(command, theirs)
        if self._job is not None:
            with suppress(OSError):  # it has already ended
                self._job.add(self.process.pid)
        _share(theirs, self.process)

    @property
    def pid(self) -> int:
        """Its process id."""
        return self.process.pid

    def end(self) -> None:
        """Kill it and its descendants, even if stopped, and wait until they are gone."""
        if self._job is not None:
            with suppress(OSError):
                self.process.kill()
            self._job.close()
        else:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def _started(command: Sequence[str], theirs: socket.socket) -> Process:
    if sys.platform == "win32":
        program, environment = itself(command[0])
        return subprocess.Popen(
            [program, *command[1:]],
            env={**os.environ, **environment, NAME: ON_STDIN},
            stdin=subprocess.PIPE,
            creationflags=subprocess.CREATE_NEW_PROCESS_GROUP,  # Ctrl+C reaches only the supervisor
        )
    # a separate session: Ctrl+C reaches only the supervisor, and no descendant of the child can remain
    environment = {**os.environ, NAME: str(theirs.fileno())}
    return subprocess.Popen(command, env=environment, pass_fds=(theirs.fileno(),), start_new_session=True)


def _share(theirs: socket.socket, process: Process) -> None:
    """Send the socket to the child, which waits for it before it starts anything; on POSIX it is inherited."""
    if sys.platform == "win32" and process.stdin is not None:
        with suppress(OSError), process.stdin as stdin:  # else it has already ended, or will be found silent
            stdin.write(theirs.share(process.pid))


def itself(program: str) -> tuple[str, dict[str, str]]:
    """The actual Python executable, and the variables that describe its environment.

    In a virtual environment on Windows, python.exe only starts another python.exe. A socket is shared with
    one process id, which must be that of its user. (multiprocessing does the same.)
    """
    base = getattr(sys, "_base_executable", program)
    if program != sys.executable or sys.prefix == sys.base_prefix or base == program:
        return program, {}
    return base, {"__PYVENV_LAUNCHER__": program}
