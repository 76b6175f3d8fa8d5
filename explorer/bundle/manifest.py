"""What a bundle says of itself: versions, licences and hashes of all it holds."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from .. import __version__
from .interpreter import Interpreter
from .systems import SYSTEMS
from .this_python import notices
from .wheels import Package, sha256

MANIFEST, SUMS = "manifest.json", "SHA256SUMS"
LICENCES = Path(__file__).parent / "licences"
README = """\
Licences of what Park Explorer {version} for {system} holds
====================================================

Park Explorer: MIT licence, app/LICENSE; models and letters: app/assets/CREDITS.

Qt, PySide6, shiboken6: used under the LGPL, version 3 (LGPL-3.txt, which adds to GPL-3.txt), unchanged, as their publishers'
wheels hold them. They are files of their own in {site}/PySide6 and
{site}/shiboken6: you may replace them by versions that you have built or changed yourself, and look into how they work
together with this program to do so. Their source code is published by the Qt Project under the same version numbers.

GEOS, in {site}/shapely.libs (macOS: shapely/.dylibs): used under the LGPL, version 2.1, unchanged,
as the wheel of shapely holds it. It is a file of its own, which shapely loads: you may replace it in the same way.
Its text: LICENSE_GEOS beside that of shapely.

Cg, the files libCg and libCgGL (Windows: cg and cgGL) in {site}/panda3d: a library of NVIDIA's under
NVIDIA's own licence, not an open one, as the wheel of Panda3D holds it. The park has no Cg shader, but Panda3D does not
load without it.

Python: PSF licence, in the folder python. All other packages: their licence texts lie in the *.dist-info folders of
{site}; {manifest} names each with its licence and the paths of its texts. System libraries that came along: the
texts in this folder.{changed}

{sums} holds the hash of every file: `sha256sum -c {sums}` shows which were changed.
"""
CHANGED = """
Changed: what only a debugger reads was taken out of compiled modules, but not out of those of PySide6, shiboken6 and shapely."""


def write_manifest(
    system: str,
    top: Path,
    site: Path,
    interpreter: Interpreter,
    packages: Sequence[Package],
    *,
    glibc: str,
    compiled: bool,
) -> None:
    """Write the manifest, the notices and the hashes of all files of a bundle; call it last.

    Parameters
    ----------
    glibc : the oldest C library that a bundle for Linux runs with; empty for other systems.
    """
    row = SYSTEMS[system]
    inside = top / row.inside
    folder = inside / "licences"
    shutil.copytree(LICENCES, folder)
    libraries = [*(inside / "python/lib/own").glob("*"), *(inside / "python/lib/carried").glob("*")]
    for library, text in notices(libraries).items():
        shutil.copyfile(text, folder / f"{library}.txt")
    readme = README.format(
        version=__version__,
        system=row.title,
        site=site.relative_to(top).as_posix(),
        manifest=MANIFEST,
        sums=SUMS,
        changed=CHANGED if system == "linux" else "",
    )
    (folder / "README.txt").write_text(readme, "utf-8")
    manifest = {
        "program": {"name": "park-explorer", "version": __version__, "licence": "MIT"},
        "system": {"name": system, "processor": interpreter.cpu, **({"glibc": glibc} if glibc else {})},
        "python": {**asdict(interpreter), "licence": "PSF-2.0"},
        "bytecode": "compiled" if compiled else "none: each start takes longer",
        "packages": [asdict(package) for package in packages],
        "libraries": sorted(library.name for library in libraries),
    }
    (inside / MANIFEST).write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", "utf-8")
    files = sorted(file for file in top.rglob("*") if file.is_file())
    lines = (f"{sha256(file)}  {file.relative_to(top).as_posix()}\n" for file in files)
    (top / SUMS).write_text("".join(lines), "utf-8")
