"""What files hold after the n-th call to the disk has failed, for each n: `python -m tests.disk_faults`.

A small library (`disk_faults.c`) stands before the C library of a process, so that Python, SQLite and Qt meet the same fault: an
error of the device once, a disk that is full from then on, or half a write and then a full disk. After each fault the files are
read as a later start reads them: what was there before, or what was to be written, and nothing between. Then the disk works
again, and so must the program.
"""

from __future__ import annotations

import argparse
import ctypes
import errno
import json
import os
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from explorer.base.bootstrap import ROOT

SOURCE = Path(__file__).with_suffix(".c")
LIBRARY = "DISK_FAULTS_LIBRARY"


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens at the n-th call."""

    name: str
    error: int
    lasting: bool = False  # every later call fails, too
    half: bool = False  # a write writes half of its bytes first


FAULTS = (
    Fault("device", errno.EIO),
    Fault("full", errno.ENOSPC, lasting=True),
    Fault("half", errno.ENOSPC, lasting=True, half=True),
)


@dataclass(frozen=True, slots=True)
class Case:
    """Something that writes: how it is begun, what it does while calls fail, and how it is looked at afterwards."""

    before: Callable[[Path], object]
    act: Callable[[Path], object]
    after: Callable[[Path], object]  # raises AssertionError if what is there is neither before nor after


class Disk:
    """The library in this process."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(os.environ[LIBRARY])
        self._library.disk_calls.restype = ctypes.c_long
        self._library.disk_faults.argtypes = [
            ctypes.c_char_p,
            ctypes.c_long,
            ctypes.c_int,
            ctypes.c_int,
            ctypes.c_int,
        ]

    def arm(self, folder: Path, number: int, fault: Fault) -> None:
        """From now on count the calls below a folder, and fail one of them; 0: none."""
        self._library.disk_faults(bytes(folder), number, fault.error, fault.lasting, fault.half)

    def disarm(self) -> int:
        """All works again; how many calls there were."""
        count = int(self._library.disk_calls())
        self._library.disk_faults(b"", 0, 0, 0, 0)
        return count


def tried(case: Case, disk: Disk, work: Path) -> tuple[int, list[str]]:
    """Fail each call of a case in each way; how many faults there were, and what did not hold."""
    done, faults = 0, []
    for fault in FAULTS:
        number, count = 0, 1
        while number <= count:  # 0 counts them
            folder = work / f"{fault.name}-{number}"
            folder.mkdir(parents=True)
            try:
                case.before(folder)
                disk.arm(folder, number, fault)
                try:
                    case.act(folder)
                finally:
                    calls = disk.disarm()
                case.after(folder)
            except Exception as error:
                at = traceback.extract_tb(error.__traceback__)[-1]
                faults.append(
                    f"{fault.name}, call {number}: {type(error).__name__} {error} ({at.line}, line {at.lineno})"
                )
            if number == 0:
                count = calls
            done += number > 0
            number += 1
            with suppress(OSError):
                shutil.rmtree(folder)
    return done, faults


def run(names: list[str]) -> dict[str, tuple[int, list[str]]]:
    """Try cases in a process with the library; name -> faults tried, and what did not hold. Needs a C compiler."""
    with tempfile.TemporaryDirectory() as scratch:
        library = Path(scratch) / "disk_faults.so"
        subprocess.run(["cc", "-shared", "-fPIC", "-w", "-o", str(library), str(SOURCE), "-ldl"], check=True)
        env = {
            **os.environ,
            LIBRARY: str(library),
            "LD_PRELOAD": str(library),
            "QT_QPA_PLATFORM": "offscreen",
        }
        words = [sys.executable, "-m", "tests.disk_faults", "--inside", scratch, *names]
        done = subprocess.run(words, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, tuple[int, list[str]]] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> int:
    from tests.disk_fault_cases import CASES

    words = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    words.add_argument("names", nargs="*", help=f"some of {', '.join(CASES)}")
    words.add_argument("--inside", help=argparse.SUPPRESS)
    words.add_argument("-o", "--output", type=Path, help="folder that gets disk_faults.json, for tests.trust")
    args = words.parse_args()
    names = args.names or list(CASES)
    if args.inside:
        disk, work = Disk(), Path(args.inside) / "work"
        print(json.dumps({name: tried(CASES[name], disk, work / name) for name in names}))
        return 0
    found = run(names)
    for name, (count, faults) in found.items():
        print(f"{name}: {count} faults, {len(faults)} did not hold", *faults, sep="\n    ")
    if args.output:
        rows = {name: {"faults": count, "did_not_hold": faults} for name, (count, faults) in found.items()}
        args.output.mkdir(parents=True, exist_ok=True)
        (args.output / "disk_faults.json").write_text(json.dumps(rows, indent=1), "utf-8")
    return 1 if any(faults for _, faults in found.values()) else 0


if __name__ == "__main__":
    raise SystemExit(main())
