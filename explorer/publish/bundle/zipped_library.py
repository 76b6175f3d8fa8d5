"""Packs modules into archives that Python imports from: its own library, and the largest packages."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path

from .systems import TIME

FILES = ("os.py", "encodings/")
"""Files of the library that stay unpacked: Python locates itself by the first, and needs the second before it can unpack."""
APART = ("site-packages", "dist-packages", "lib-dynload")
PACKED = ("asyncua", "rich", "pydantic", "openpyxl", "anyio")
"""The largest packages without compiled modules: packed, their 40 MB take 7 MB."""


def zip_library(library: Path, archive: Path) -> None:
    """Move Python's own modules, sources and bytecode, into the archive that is searched first."""
    _move(library, archive, library.rglob("*.py"), (*FILES, *APART))


def zip_packages(site: Path) -> None:
    """Move packages into archives beside them. A folder put back in the place of an archive is found first."""
    for name in PACKED:
        if (site / name).is_dir():
            files = (f for f in (site / name).rglob("*") if f.is_file() and f.suffix != ".pyc")
            _move(site, site / f"{name}.zip", files)


def _move(folder: Path, archive: Path, files: Iterable[Path], left: tuple[str, ...] = ()) -> None:
    named = sorted((file.relative_to(folder).as_posix(), file) for file in files)
    with zipfile.ZipFile(archive, "w") as packed:
        for name, file in named:
            if name.startswith(left):
                continue
            compiled = next(file.parent.glob(f"__pycache__/{file.stem}.*.pyc"), None)
            for inside, source in ((name, file), (f"{name}c", compiled if file.suffix == ".py" else None)):
                if source:
                    info = zipfile.ZipInfo(inside, TIME)
                    packed.writestr(info, source.read_bytes(), zipfile.ZIP_DEFLATED, 9)
                    source.unlink()
    for empty in sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True):
        if not any(empty.iterdir()):
            empty.rmdir()
