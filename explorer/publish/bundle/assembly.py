"""Assembles a bundle: interpreter, packages, the park itself, launchers, manifest, archive."""

from __future__ import annotations

import os
import platform
import shutil
import stat
import subprocess
import sys
import tarfile
import zipfile
from calendar import timegm
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from ... import __version__
from ...base import minisign
from ...base.atomic_file import replacing
from ...base.bootstrap import ROOT, gettext, requirements
from ...base.checksums import SUMS, sha256
from ...base.minisign import SigningKey
from ...i18n import Text
from .interpreter import WANTED, Interpreter, lay_interpreter
from .launchers import face_of, write_launchers
from .manifest import write_manifest
from .older_glibc import lowest_glibc
from .sbom import FILE
from .systems import COMMAND, SYSTEMS, TIME, NotAssembled
from .this_python import take_out_debug
from .wheels import Package, fetch, lay
from .zipped_library import zip_library, zip_packages

Show = Callable[[float, str], object]


def files_of(folder: Path) -> list[tuple[str, Path, int]]:
    """Each file and link of a folder: its path including the folder's name, the file, its permissions."""
    return sorted(
        (
            f"{folder.name}/{file.relative_to(folder).as_posix()}",
            file,
            0o755 if os.access(file, os.X_OK) else 0o644,
        )
        for file in folder.rglob("*")
        if file.is_file() or file.is_symlink()
    )


def write_archive(folder: Path, archive: Path, show: Show) -> None:
    """Write a folder as a .zip or a .tar.xz, depending on the archive's suffix."""
    with replacing(archive) as out:
        if archive.suffix == ".zip":
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
                for name, file, rights in _counted(folder, show):
                    info = zipfile.ZipInfo(name, TIME)
                    kind = stat.S_IFLNK if file.is_symlink() else stat.S_IFREG
                    info.create_system, info.external_attr = 3, (kind | rights) << 16
                    info.compress_type = zipfile.ZIP_DEFLATED
                    content = str(file.readlink()).encode() if file.is_symlink() else file.read_bytes()
                    packed.writestr(info, content, compresslevel=6)
        else:
            with tarfile.open(fileobj=out, mode="w:xz", preset=3, format=tarfile.GNU_FORMAT) as tar:
                for name, file, rights in _counted(folder, show):
                    entry = tarfile.TarInfo(name)
                    entry.mode, entry.mtime = rights, timegm(TIME)
                    if file.is_symlink():
                        entry.type, entry.linkname = tarfile.SYMTYPE, str(file.readlink())
                        tar.addfile(entry)
                        continue
                    entry.size = file.stat().st_size
                    with file.open("rb") as data:
                        tar.addfile(entry, data)


def _counted(folder: Path, show: Show) -> Iterator[tuple[str, Path, int]]:
    """The files, with a progress bar by bytes."""
    files = files_of(folder)
    total, done, reported = sum(file.lstat().st_size for _, file, _ in files) or 1, 0, -1
    for entry in files:
        if done * 100 // total > reported:
            reported = done * 100 // total
            show(done / total, entry[0].rpartition("/")[2])
        yield entry
        done += entry[1].lstat().st_size


PROGRAM = (
    "explorer", "scenes", "pyproject.toml", "LICENSE", "assets/park", "assets/sound", "assets/icon.svg",
    "assets/CREDITS",
)  # fmt: skip
"""What is copied from the checkout. `scenes` is replaced if another scene is named."""

EXTRAS = ("xlsx",)
"""Optional dependencies that a booth needs: tables that are workbooks."""

PYTHON_LIBRARY = {
    "linux": ("lib/python{}.{}", "lib/python{}{}.zip"),
    "windows": ("Lib", "python{}{}.zip"),
}
"""Folder of Python's own modules, and the archive searched before it; python.org's embeddable package has one already."""

UNTOUCHED = ("PySide6", "shiboken6", "shapely", "shapely.libs")
"""Packages that stay unmodified: compiled ones under the LGPL, or with libraries under it."""

LEFT = ("__pycache__", "*.po", "*.part", "bundle")
"""Files not copied: a bundle cannot make bundles. The bake is included: `explorer/build/grown` uses parts of it."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to assemble."""

    system: str  # windows, macos or linux
    out: Path  # folder for the bundle's folder and its archive
    scene: Path | None = None  # the scene to include, if not the default one
    wheels: Path | None = None  # folder with all packages, for work without a network
    python: Path | None = None  # an archive with the interpreter
    archived: bool = True
    kept: Path | None = (
        None  # folder that receives the packages and the interpreter's archive, for later use as `wheels`
    )
    key: SigningKey | None = None  # signs the list of hashes and the archive


@dataclass(frozen=True, slots=True)
class Made:
    """Result of assembling a bundle."""

    folder: Path
    archive: Path | None  # None if none was requested
    unpacked_bytes: int
    interpreter: Interpreter
    compiled: bool


def assemble(order: Order, show: Show) -> Made:
    """Assemble a bundle; it appears complete or not at all.

    Raises NotAssembled if a requirement is missing; OSError if it cannot be written.
    """
    row = SYSTEMS[order.system]
    if order.system == "macos" and order.python is None:  # before anything is downloaded
        raise NotAssembled(Text("This bundle needs {wanted}", wanted=WANTED["macos"]))
    with TemporaryDirectory(prefix=".bundle-", dir=order.out) as scratch:
        work = Path(scratch)
        python = work / "python"
        python.mkdir()
        (work / "wheels").mkdir()

        def part(begin: float, end: float) -> Show:
            return lambda share, what: show(begin + (end - begin) * min(share, 1.0), what)

        show(0.0, "Python")
        interpreter = lay_interpreter(
            order.system,
            order.python,
            order.wheels,
            work,
            python,
            lambda _, what: show(0.02, what),
        )
        name = f"{COMMAND}-{__version__}-{order.system}-{interpreter.cpu}"
        top = work / name
        inside = top / row.inside
        inside.mkdir(parents=True)
        python.rename(inside / "python")
        platforms = row.platforms(interpreter.cpu)
        wheels = fetch(
            requirements(*EXTRAS),
            interpreter.version,
            platforms,
            order.wheels,
            work / "wheels",
            part(0.05, 0.35),
        )
        if order.kept is not None:
            order.kept.mkdir(parents=True, exist_ok=True)
            for file in [*wheels, *work.glob("*.tar.gz")]:
                shutil.copyfile(file, order.kept / file.name)
        site = inside / "python" / site_of(order.system, inside, interpreter.version)
        packages: list[Package] = []
        for number, wheel in enumerate(wheels):
            part(0.35, 0.5)(number / len(wheels), wheel.name)
            packages += filter(None, [lay(wheel, site)])
        if order.system == "linux":
            take_out_debug(debuggable(site))
        if order.system == "macos":
            link_frameworks(site)
        scene = copy_program(inside / "app", order.scene)
        glibc = lowest_glibc(programs_in(inside)) if order.system == "linux" else ""
        face = face_of(order.scene)
        write_launchers(order.system, top, site, interpreter.version, scene, glibc, face, interpreter.cpu)
        show(0.5, gettext("compiling"))
        compiled = compile_all(order.system, inside, interpreter)
        zip_packages(site)
        own_library = PYTHON_LIBRARY.get(order.system)
        if own_library is not None:
            library, archive = (
                inside / "python" / path.format(*interpreter.version.split(".")) for path in own_library
            )
            if (library / "os.py").is_file() and not archive.exists():
                zip_library(library, archive)
        show(0.6, gettext("manifest"))
        write_manifest(order.system, top, site, interpreter, packages, glibc=glibc, compiled=compiled)
        about = f"{COMMAND} {__version__} {order.system} {interpreter.cpu}"
        _sign(top / SUMS, order.key, about)
        archive = work / f"{top.name}{row.suffix}"
        if order.archived:
            write_archive(top, archive, part(0.65, 1.0))
            _sign(archive, order.key, about)
            sums = work / f"{archive.name}.sha256"
            sums.write_text(f"{sha256(archive)}  {archive.name}\n", "ascii")
            shutil.copyfile(inside / FILE, work / f"{top.name}.cdx.json")
        return _published(order, top, archive, interpreter, compiled)


def _sign(file: Path, key: SigningKey | None, about: str) -> None:
    if key is not None:
        signature = file.with_name(file.name + minisign.SUFFIX)
        signature.write_text(minisign.sign(file, key, about), "utf-8", newline="\n")


def link_frameworks(site: Path) -> None:
    """Add the links that macOS needs in Qt's frameworks to verify a signature; a wheel cannot contain links."""
    for version in sorted(site.rglob("*.framework/Versions/A")):
        (version.parent / "Current").symlink_to("A")
        for entry in sorted(version.iterdir()):
            if not entry.name.startswith("_"):
                link = version.parents[1] / entry.name
                if link.is_dir():  # a second copy, which some wheels contain
                    shutil.rmtree(link)
                link.symlink_to(f"Versions/Current/{entry.name}")


def debuggable(site: Path) -> Iterator[Path]:
    """Compiled modules with debug information to remove, 17 MB in all; those under the LGPL stay unmodified."""
    for file in sorted(site.rglob("*.so")):
        if file.relative_to(site).parts[0] not in UNTOUCHED:
            data = file.read_bytes()
            if b"\0.debug_info\0" in data or (b"\0.symtab\0" in data and b"$ORIGIN" not in data):
                yield file


def programs_in(folder: Path) -> Iterator[Path]:
    """The programs and libraries of a bundle for Linux."""
    return (f for f in folder.rglob("*") if f.is_file() and (".so" in f.name or f.parent.name == "bin"))


def site_of(system: str, inside: Path, version: str) -> str:
    """The folder of packages in `python/`. Debian's own Python uses another name."""
    own = inside / "python" / f"lib/python{version}/site.py"
    site = SYSTEMS[system].site(version)
    is_debian = own.is_file() and "dist-packages" in own.read_text("utf-8")
    return site.replace("site-packages", "dist-packages") if is_debian else site


def copy_program(app: Path, scene: Path | None) -> str:
    """Copy the park itself; returns the path of the scene to open, relative to `app`."""
    for name in PROGRAM:
        if (ROOT / name).is_dir():
            if name != "scenes" or scene is None:
                shutil.copytree(ROOT / name, app / name, ignore=shutil.ignore_patterns(*LEFT))
        else:
            (app / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, app / name)
    if scene is None:
        return "scenes/metaverse"
    shutil.copytree(scene, app / "scenes" / scene.resolve().name, ignore=shutil.ignore_patterns(".*"))
    return f"scenes/{scene.resolve().name}"


def compile_all(system: str, inside: Path, interpreter: Interpreter) -> bool:
    """Compile all modules, so that starts are quick and write nothing; false if no such Python is available here."""
    own = inside / "python/bin/python3"
    here = system == "linux" and sys.platform.startswith("linux") and interpreter.cpu == platform.machine()
    same = ".".join(map(str, sys.version_info[:2])) == interpreter.version
    python = str(own) if here else sys.executable if same else shutil.which(f"python{interpreter.version}")
    if python is None:
        return False
    words = [
        python,
        "-m",
        "compileall",
        "-qq",
        "-j",
        "1",
        "--invalidation-mode",
        "unchecked-hash",
        "-s",
        str(inside),
    ]
    # modules compiled while Python starts would contain their time, and would not be compiled again
    environment = {
        **os.environ, "PYTHONHASHSEED": "0", "PYTHONNOUSERSITE": "1", "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip
    environment.pop("PYTHONPATH", None)
    folders = [str(inside / "app/explorer"), *map(str, (inside / "python").glob("[Ll]ib"))]
    with suppress(OSError):  # it may be built for another C library
        subprocess.run(
            [*words, *folders], env=environment, check=False
        )  # some of Python's files contain intended syntax errors
    return any((inside / "app/explorer").glob("__pycache__/*.pyc"))


def _published(order: Order, top: Path, archive: Path, interpreter: Interpreter, compiled: bool) -> Made:
    """Move the complete bundle to its destination."""
    size = sum(file.stat().st_size for file in top.rglob("*") if file.is_file() and not file.is_symlink())
    folder = order.out / top.name
    if folder.exists():
        shutil.rmtree(folder)
    top.rename(folder)
    packed = None
    if order.archived:
        packed = order.out / archive.name
        for file in archive.parent.glob(f"{top.name}.*"):
            file.replace(order.out / file.name)
    return Made(folder, packed, size, interpreter, compiled)
