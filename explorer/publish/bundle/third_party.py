"""Third-party works inside packages whose wheels omit the licence texts: name, location, and text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

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
