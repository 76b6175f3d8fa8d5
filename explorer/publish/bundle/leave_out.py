"""Files that a bundle omits because the park does not use them: one list for all systems."""

from __future__ import annotations

import re

from ...base.bootstrap.unused import TOOLS, is_used

_PACKAGES = TOOLS | frozenset(
    (
        "pygments", "markdown_it", "mdurl", "pycparser", "fontpkg",
    )
)  # fmt: skip
"""Packages that are never imported: rich needs three of them only for source code and web pages, cffi the next
only to compile, and fontpkg searches for fonts whose place is known here."""
_UNUSED = re.compile(
    r"/(tests?|examples|f2py|include|typing/tests)/|\.(pyi|pyx|pxd|pxi|c|h|hpp|lib|a|prl|pc|cmake|debug|pdb)$|\.dist-info/RECORD$"
    r"|^PIL/_(avif|imagingcms|imagingtk)|^pillow\.libs/lib(avif|lcms2)|^numpy/distutils/|^numpy/_core/_(simd|\w+_tests)\."
    r"|^pydantic/(v1|mypy)|^cffi/|^pytz/zoneinfo/|^multidict/_testcapi|LicenseRef-Qt-Commercial|/__pycache__/"
    r"|^(PySide6|shiboken6)/(concrt140|msvcp140_codecvt_ids|vcamp140|vccorlib140|vcomp140)\.dll$|^shiboken6/msvcp140_[12]\.dll$"
)
"""Tests, input for compilers, the time zones of pytz (asyncua takes its UTC alone), and unused Microsoft libraries."""
_PYTHON = re.compile(
    r"(?i)^(include|libs|scripts|tcl|share|doc|tools)/"
    r"|^lib/(python3\.\d+/)?(test|idlelib|tkinter|ensurepip|lib2to3|distutils|turtledemo|site-packages|dist-packages|config-[^/]*|curses)/"
    r"|^lib/(python3\.\d+/)?(pydoc_data/|turtle\.py|(ctypes|sqlite3|unittest|tkinter|distutils)/tests?/)"
    r"|^lib/(tcl|tk|itcl|thread|pkgconfig)[\d.]*/|(^|/)(_tkinter|_\w*test\w*|_?xx\w*|_curses\w*|audioop|tcl86t|tk86t|libtcl\S*|libtk\S*)\."
    r"|/__pycache__/|\.(a|pdb|ico|icns|whl)$|^NEWS\.txt$"
)


def is_wanted(name: str) -> bool:
    """Whether a file of a wheel is kept; `name` is its path in the folder of packages."""
    if name.partition("/")[0].partition("-")[0] in _PACKAGES or _UNUSED.search(name):
        return False
    return is_used(name, in_bundle=True)


def is_wanted_of_python(name: str) -> bool:
    """Whether a file of an interpreter is kept; `name` is its path in the interpreter's folder."""
    return not _PYTHON.search(name)
