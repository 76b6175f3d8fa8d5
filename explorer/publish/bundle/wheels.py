"""Wheels of a bundle: fetched by pip or taken from a folder, and unpacked into the bundle."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from email.parser import HeaderParser
from pathlib import Path, PurePosixPath

from ...base.bootstrap.causes import cause_of
from ...base.bootstrap.packages import sources
from ...base.bootstrap.pip import last_error, run_pip_from
from ...base.checksums import sha256
from ...i18n import Text, Verbatim
from .leave_out import is_wanted
from .systems import NotAssembled

Show = Callable[[float, str], object]


@dataclass(frozen=True, slots=True)
class Package:
    """A package of a bundle, described by its wheel."""

    name: str
    version: str
    licence: str
    wheel: str
    sha256: str
    notices: tuple[str, ...]  # paths of its licence texts in the folder of packages
    supplier: str  # its publisher, if stated


def fetch(
    requirements: Sequence[str],
    version: str,
    platforms: Sequence[str],
    wheels: Path | None,
    target: Path,
    show: Show,
) -> list[Path]:
    """Copy all wheels for a Python such as 3.13 and for a system into a folder.

    Parameters
    ----------
    wheels : source folder, without any network; None: the user's pip sources, in the tested versions where they can be had.

    Raises NotAssembled if some are not available.
    """
    digits = version.replace(".", "")
    tags = [word for platform in platforms for word in ("--platform", platform)]
    tags += [word for abi in (f"cp{digits}", "abi3", "none") for word in ("--abi", abi)]
    words = [
        "download",
        "--only-binary",
        ":all:",
        "--python-version",
        version,
        "--implementation",
        "cp",
        *tags,
    ]
    most = 2.2 * len(requirements) + 8
    lines, code = run_pip_from(
        sources(wheels),
        sys.executable,
        [*words, "-d", str(target), *requirements],
        lambda steps, what: show(steps / max(most, steps + 2), what),
    )
    if code:
        raise NotAssembled(
            Text(
                "The packages could not be had. {cause}",
                cause=Verbatim(cause_of("\n".join(lines), wheels) or last_error(lines)),
            )
        )
    return sorted(target.glob("*.whl"), key=lambda wheel: wheel.name.lower())


def lay(wheel: Path, site: Path) -> Package | None:
    """Unpack the used files of a wheel into the folder of packages, as pip would; None if the park uses no file.

    Raises NotAssembled if it is damaged.
    """
    is_used = False
    try:
        with zipfile.ZipFile(wheel) as opened:
            for info, name in _files(opened):
                if is_wanted(name):
                    is_used = True
                    place = site / name
                    place.parent.mkdir(parents=True, exist_ok=True)
                    place.write_bytes(opened.read(info))
                    if (info.external_attr >> 16) & 0o111:
                        place.chmod(0o755)
            return _about(opened, wheel) if is_used else None
    except (zipfile.BadZipFile, ValueError, KeyError, StopIteration) as error:
        raise NotAssembled(
            Text("{wheel} is damaged ({error}). Fetch it again.", wheel=wheel, error=Verbatim(str(error)))
        ) from error


def _files(wheel: zipfile.ZipFile) -> Iterator[tuple[zipfile.ZipInfo, str]]:
    """The files of a wheel and their paths in the folder of packages; scripts and headers have none."""
    for info in wheel.infolist():
        parts = PurePosixPath(info.filename).parts
        if info.is_dir() or not parts:
            continue
        if parts[0] == "/" or ".." in parts or "\\" in info.filename:
            raise ValueError(info.filename)
        if parts[0].endswith(".data"):
            if parts[1] not in ("purelib", "platlib"):
                continue
            parts = parts[2:]
        yield info, "/".join(parts)


def _about(opened: zipfile.ZipFile, wheel: Path) -> Package:
    names = [name for _, name in _files(opened) if is_wanted(name)]
    metadata = next(name for name in names if name.endswith(".dist-info/METADATA"))
    head = HeaderParser().parsestr(opened.read(metadata).decode("utf-8"))
    folder = metadata.rpartition("/")[0]
    notices = [
        name
        for name in names
        if name.startswith(f"{folder}/")
        and any(word in name.rpartition("/")[2].lower() for word in ("licen", "copying", "notice", "authors"))
    ]
    classified = (
        value.rpartition(" :: ")[2] for value in head.get_all("Classifier", []) if value.startswith("License")
    )
    plain = (head.get("License") or "").strip()
    licence = (
        head.get("License-Expression") or (plain if 0 < len(plain) < 80 else "") or ", ".join(classified)
    )
    people = (head.get(key) for key in ("Author", "Maintainer", "Author-email", "Maintainer-email"))
    supplier = next((name.partition("<")[0].strip(' "') or name for name in people if name), "")
    own = tuple(sorted(notices))
    return Package(head["Name"], head["Version"], licence, wheel.name, sha256(wheel), own, supplier)
