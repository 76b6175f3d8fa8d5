"""Packs Python's standard library into one file, where Python looks for it first, as in python.org's own embeddable package."""

from __future__ import annotations

import zipfile
from pathlib import Path

from .launchers import TIME

FILES = ("os.py", "encodings/")
"""What stays a file: by the first Python finds its library, and it needs the second before it can unpack anything."""
APART = ("site-packages", "dist-packages", "lib-dynload")


def zip_library(folder: Path, version: str) -> None:
    """Move the modules of `lib/python3.11`, sources and compiled ones, into `lib/python311.zip`.

    Parameters
    ----------
    folder : the interpreter's own.
    """
    library = folder / f"lib/python{version}"
    modules = []
    for file in library.rglob("*.py"):
        name = file.relative_to(library).as_posix()
        if not name.startswith((*FILES, *APART)):
            modules.append((name, file))
    with zipfile.ZipFile(folder / f"lib/python{version.replace('.', '')}.zip", "w") as packed:
        for name, file in sorted(modules):
            compiled = next(file.parent.glob(f"__pycache__/{file.stem}.*.pyc"), None)
            for inside, source in ((name, file), (f"{name}c", compiled)):
                if source:
                    info = zipfile.ZipInfo(inside, TIME)
                    packed.writestr(info, source.read_bytes(), zipfile.ZIP_DEFLATED, 9)
                    source.unlink()
    for empty in sorted((path for path in library.rglob("*") if path.is_dir()), reverse=True):
        if not any(empty.iterdir()):
            empty.rmdir()
