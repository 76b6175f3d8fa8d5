"""The manifest of a bundle: versions, licences, materials and hashes of its content."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import quote

from ... import __version__
from ...base.checksums import SUMS, sums_of
from . import sbom
from .interpreter import Interpreter
from .systems import SYSTEMS
from .this_python import Origin, origins
from .wheels import Package

BINARY = re.compile(r"\.(so(\.[\d.]+)?|dll|pyd|dylib)$|\.framework/Versions/A/Qt\w+$")
"""Matches compiled files by name."""


@dataclass(frozen=True, slots=True)
class Work:
    """A third-party work."""

    name: str
    licence: str  # SPDX identifier, or plain words
    text: str  # the file in `licences/`
    inside: str  # pattern of the files that contain it, as paths in the folder of packages
    version: str = ""  # if known

    @property
    def holder(self) -> str:
        """The package that contains it."""
        if self.text.startswith("panda3d/"):
            return "Panda3D"
        return (
            "PySide6_Addons"
            if self.text in ("qt/pdfium.txt", "qt/qtmultimedia.txt")
            else "PySide6_Essentials"
        )


_QT = r"^(PySide6|shiboken6)/"
WORKS = (
    Work("Qt and Qt for Python", "LGPL-3.0-only", "LGPL-3.txt", rf"{_QT}(?!opengl32sw|msvcp|vcruntime|(.*/)?libicu)"),
    *(
        Work(name, licence, "qt/qtbase.txt", rf"{_QT}.*Qt6?{module}\b")
        for name, licence, module in (
            ("double-conversion", "BSD-3-Clause", "Core"), ("easing equations", "BSD-3-Clause", "Core"),
            ("PCRE2", "BSD-3-Clause", "Core"), ("forkfd", "MIT", "Core"), ("TinyCBOR", "MIT", "Core"),
            ("zlib", "Zlib", "Core"), ("FreeType", "FTL", "Gui"), ("HarfBuzz", "MIT-Modern-Variant", "Gui"),
            ("libpng", "libpng-2.0", "Gui"), ("MD4C", "MIT", "Gui"), ("pixman", "MIT", "Gui"),
        )
    ),
    Work("libjpeg-turbo", "IJG AND BSD-3-Clause AND Zlib", "qt/qtbase.txt", r"^PySide6/.*qjpeg"),
    Work("libwebp", "BSD-3-Clause", "qt/qtimageformats.txt", r"^PySide6/.*qwebp"),
    Work("XSVG", "HPND-sell-variant", "qt/qtsvg.txt", r"^PySide6/.*Qt6?Svg\b"),
    Work("Eigen, PFFFT, Resonance Audio", "MPL-2.0 AND BSD-3-Clause AND Apache-2.0", "qt/qtmultimedia.txt",
         r"^PySide6/.*Qt6?Multimedia\b"),
    Work("protocols of Wayland", "MIT", "qt/qtwayland.txt", r"^PySide6/.*(Wayland|wayland)"),
    Work("PDFium", "BSD-3-Clause AND Apache-2.0", "qt/pdfium.txt", r"^PySide6/.*Qt6?Pdf\b"),
    Work("ICU", "Unicode licence", "qt/icu.txt", r"^PySide6/.*libicu", "73"),
    Work("Mesa", "MIT", "qt/opengl32sw.txt", r"^PySide6/opengl32sw", "11.2.2"),
    Work("LLVM", "NCSA", "qt/opengl32sw.txt", r"^PySide6/opengl32sw", "3.6.2"),
    Work("Microsoft Visual C++ runtime", "Microsoft Distributable Code", "microsoft.txt",
         r"^(PySide6|shiboken6)/(msvcp|vcruntime)"),
    Work("Cg Toolkit", "NVIDIA's own licence", "panda3d/cg.txt", r"^panda3d/(lib)?[cC]g(GL)?\."),
    *(
        Work(name, licence, "panda3d/others.txt", r"^panda3d/(lib)?(panda|pandaexpress|core)\.", version)
        for name, licence, version in (
            ("FreeType", "FTL", ""), ("HarfBuzz", "MIT-Modern-Variant", ""), ("libjpeg-turbo", "IJG AND BSD-3-Clause", ""),
            ("libpng", "libpng-2.0", ""), ("LibTIFF", "libtiff", ""), ("zlib", "Zlib", ""), ("Ogg, Vorbis", "BSD-3-Clause", ""),
            ("Opus, Opusfile", "BSD-3-Clause", ""), ("OpenEXR", "BSD-3-Clause", ""), ("Squish", "MIT", ""),
            ("OpenSSL", "OpenSSL", "1.0.2u"),
        )
    ),
    Work("libXau, libxcb", "MIT", "panda3d/others.txt", r"^panda3d/lib(Xau|xcb)\."),
)  # fmt: skip
"""The works. Versions are empty where neither a wheel nor the file itself states one."""


def works_in(files: Iterable[str]) -> list[Work]:
    """The works contained in some files, given as paths in the folder of packages."""
    names = list(files)
    return [work for work in WORKS if any(re.search(work.inside, name) for name in names)]


MANIFEST = "manifest.json"
LICENCES = Path(__file__).parent / "licences"
README = """\
Licences of what Park Explorer {version} for {system} holds
====================================================

Park Explorer: MIT licence, app/LICENSE; models and letters: app/assets/CREDITS.

Qt, PySide6, shiboken6: used under the LGPL, version 3 (LGPL-3.txt, which adds to GPL-3.txt), unchanged, as their publishers'
wheels hold them. They are files of their own in {site}/PySide6 and
{site}/shiboken6: you may replace them by versions that you have built or changed yourself, and look into how they work
together with this program to do so. Their source code is published by the Qt Project under the same version numbers.

asyncua: used under the LGPL, version 3 or later, unchanged. It lies in {site}/asyncua.zip, sources and all: a
folder asyncua beside that file is found before it, so you may replace it in the same way.

GEOS, in {site}/shapely.libs (macOS: shapely/.dylibs): used under the LGPL, version 2.1, unchanged,
as the wheel of shapely holds it. It is a file of its own, which shapely loads: you may replace it in the same way.
Its text: LICENSE_GEOS beside that of shapely.

Cg, the files libCg and libCgGL (Windows: cg and cgGL) in {site}/panda3d: a library of NVIDIA's under
NVIDIA's own licence (panda3d/cg.txt), not an open one, as the wheel of Panda3D holds it. The park has no Cg shader, but
Panda3D does not load without it.

Works of others inside these, whose texts the wheels leave out. The texts are those of the nearest version that a package
of Debian or of PDFium carries:
{works}

Python: PSF licence, in the folder python. All other packages: their licence texts lie in the *.dist-info folders of
{site}; {manifest} names each with its licence and the paths of its texts, {bill} all of it in the
form CycloneDX.{libraries}{changed}

{sums} holds the hash of every file: `sha256sum -c {sums}` shows which were changed.
"""
LIBRARIES = """

Libraries that came along, in python/lib/own and python/lib/carried, each of Debian with its text in the folder system:
{rows}"""
UNKNOWN = "as it lay beside the Python that was copied; libpython is Python itself"
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
    libraries = sorted(
        p.name for name in ("own", "carried") for p in (inside / "python/lib" / name).glob("*")
    )
    known = origins(libraries)
    for library, origin in known.items():
        (folder / "system").mkdir(exist_ok=True)
        shutil.copyfile(origin.text, folder / "system" / f"{library}.txt")
    works = works_in(f.relative_to(site).as_posix() for f in site.rglob("*") if BINARY.search(f.as_posix()))
    for text in {work.text for work in WORKS} - {work.text for work in works} - {"LGPL-3.txt"}:
        (folder / text).unlink()  # a notice for another system
    rows = [
        f"  {name}: {known[name].package} {known[name].version} of Debian"
        if name in known
        else f"  {name}: {UNKNOWN}"
        for name in libraries
    ]
    readme = README.format(
        version=__version__,
        system=row.title,
        site=site.relative_to(top).as_posix(),
        manifest=MANIFEST,
        bill=sbom.FILE,
        sums=SUMS,
        works="\n".join(
            f"  {work.name} {work.version}".rstrip() + f" in {work.holder}: {work.licence}; {work.text}"
            for work in works
        ),
        libraries=LIBRARIES.format(rows="\n".join(rows)) if rows else "",
        changed=CHANGED if system == "linux" else "",
    )
    (folder / "README.txt").write_text(readme, "utf-8")
    manifest = {
        "program": {"name": "park-explorer", "version": __version__, "licence": "MIT"},
        "system": {"name": system, "processor": interpreter.cpu, **({"glibc": glibc} if glibc else {})},
        "python": {**asdict(interpreter), "licence": "PSF-2.0"},
        "bytecode": "compiled" if compiled else "none: each start takes longer",
        "packages": [asdict(package) for package in packages],
        "works": [
            {
                "name": w.name,
                "version": w.version,
                "licence": w.licence,
                "package": w.holder,
                "text": f"licences/{w.text}",
            }
            for w in works
        ],
        "libraries": libraries,
    }
    (inside / MANIFEST).write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", "utf-8")
    (inside / sbom.FILE).write_text(_bill(interpreter, packages, works, libraries, known), "utf-8")
    (top / SUMS).write_text(sums_of(top), "utf-8")


def _bill(
    interpreter: Interpreter,
    packages: Sequence[Package],
    works: Sequence[Work],
    libraries: Sequence[str],
    known: Mapping[str, Origin],
) -> str:
    """The bill of materials of a bundle."""
    purl = f"pkg:generic/cpython@{interpreter.release}"
    python = sbom.part(
        "CPython", interpreter.release, "PSF-2.0", kind="platform", purl=purl, sha256=interpreter.sha256,
        supplier="Python Software Foundation", properties={"origin": interpreter.origin},
    )  # fmt: skip
    parts = [python]
    for package in packages:
        inside = [
            sbom.part(work.name, work.version, work.licence)
            for work in works
            if work.holder == package.name and work.text != "LGPL-3.txt"  # that is the package itself
        ]
        part = sbom.part(
            package.name, package.version, package.licence, purl=sbom.of_registry(package.name, package.version),
            sha256=package.sha256, supplier=package.supplier, inside=inside,
        )  # fmt: skip
        parts.append(part)
    for library in libraries:
        origin = known.get(library)
        if origin is None:
            parts.append(sbom.part(library))
        else:
            purl = f"pkg:deb/debian/{origin.package}@{quote(origin.version, safe='')}"
            parts.append(
                sbom.part(
                    library, origin.version, f"licences/system/{library}.txt", purl=purl, supplier="Debian"
                )
            )
    version = __version__
    program = sbom.part(
        "park-explorer", version, "MIT", kind="application", purl=sbom.of_registry("park-explorer", version)
    )
    return sbom.bill(program, parts)
