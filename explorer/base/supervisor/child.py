"""The supervised process and its descendants: how it gets its end of the watchdog pipe, and how all of them are ended.

POSIX: the child inherits the socket, and leads a session that can be killed as a whole. Windows: the socket
is shared with the child's process id and arrives on its standard input; a job object ends the child and its
descendants.
"""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from .watchdog_pipe import NAME, ON_STDIN

_EXTENDED_LIMITS = 9  # JobObjectExtendedLimitInformation
_KILL_ON_JOB_CLOSE = 0x2000
_SET_QUOTA_AND_TERMINATE = 0x0101


class _BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION of winnt.h."""

    _fields_ = (
        ("process_time", ctypes.c_int64), ("job_time", ctypes.c_int64), ("flags", ctypes.c_uint32),
        ("least_memory", ctypes.c_size_t), ("most_memory", ctypes.c_size_t), ("processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t), ("priority", ctypes.c_uint32), ("scheduling", ctypes.c_uint32),
    )  # fmt: skip


class _ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION of winnt.h."""

    _fields_ = (
        ("basic", _BasicLimits), ("io", ctypes.c_uint64 * 6), ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t), ("process_peak", ctypes.c_size_t), ("job_peak", ctypes.c_size_t),
    )  # fmt: skip


class JobObject:
    """Ends all its processes and their descendants when it is closed or when this process ends in any way.

    Raises OSError if the system refuses; so does `add`.
    """

    def __init__(self) -> None:
        library = getattr(ctypes, "WinDLL")  # noqa: B009 - it is there on Windows alone
        self._kernel = kernel = library("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = kernel.OpenProcess.restype = ctypes.c_void_p
        kernel.AssignProcessToJobObject.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
        kernel.SetInformationJobObject.argtypes = [
            ctypes.c_void_p,
            ctypes.c_int,
            ctypes.c_void_p,
            ctypes.c_uint32,
        ]
        kernel.CloseHandle.argtypes = [ctypes.c_void_p]
        self._handle: int | None = self._checked(kernel.CreateJobObjectW(None, None))
        limits = _ExtendedLimits()
        limits.basic.flags = _KILL_ON_JOB_CLOSE
        size = ctypes.sizeof(limits)
        self._checked(
            kernel.SetInformationJobObject(self._handle, _EXTENDED_LIMITS, ctypes.byref(limits), size)
        )

    def add(self, pid: int) -> None:
        """Add a process; what it starts from now on belongs to the job as well."""
        process = self._checked(self._kernel.OpenProcess(_SET_QUOTA_AND_TERMINATE, False, pid))
        try:
            self._checked(self._kernel.AssignProcessToJobObject(self._handle, process))
        finally:
            self._kernel.CloseHandle(process)

    def close(self) -> None:
        """End all processes of the job; closing twice is fine."""
        if self._handle is not None:
            self._kernel.CloseHandle(self._handle)
            self._handle = None

    def _checked(self, answer: int | None) -> int:
        if answer:
            return answer
        windows: Any = ctypes
        raise windows.WinError(windows.get_last_error())


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
