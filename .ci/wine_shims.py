"""Two small libraries that Wine 10 lacks and Windows has: complex functions of ucrtbase (numpy) and icuuc.dll (Qt).

They are built with mingw and go into a test copy of the bundle alone: numpy's binaries are renamed inside to ask for the first.
Qt's text codecs beyond Unicode are therefore not tested under Wine.

usage: wine_shims.py FOLDER-OF-PYTHON
"""

from __future__ import annotations

import re
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

MATH, STANDS_IN = b"api-ms-win-crt-math-l1-1-0.dll", b"wine-shim-crt-math-l1-1-0.dll"
MINGW = "x86_64-w64-mingw32-"
TO_COMPLEX = [
    "cacos",
    "casin",
    "catan",
    "ccos",
    "ccosh",
    "cexp",
    "clog",
    "csin",
    "csinh",
    "csqrt",
    "ctan",
    "ctanh",
]
TO_REAL = ["cabs", "carg", "cimag", "creal"]
HEAD = """
#include <complex.h>
typedef struct {float r, i;} F;
typedef struct {double r, i;} D;
static float _Complex cF(F z) {return z.r + z.i * I;}
static double _Complex cD(D z) {return z.r + z.i * I;}
static F sF(float _Complex z) {F s = {__real__ z, __imag__ z}; return s;}
static D sD(double _Complex z) {D s = {__real__ z, __imag__ z}; return s;}
"""


def imports(binary: Path) -> dict[str, list[str]]:
    """The names that a 64-bit binary imports, by library."""
    data = binary.read_bytes()
    (pe,) = struct.unpack_from("<I", data, 0x3C)
    count, optional = struct.unpack_from("<H12xH", data, pe + 6)
    rows = [struct.unpack_from("<4I", data, pe + 24 + optional + 40 * i + 8) for i in range(count)]

    def at(rva: int) -> int:
        return next(
            rva - start + place for size, start, held, place in rows if start <= rva < start + max(size, held)
        )

    def text(place: int) -> str:
        return data[place : data.index(b"\0", place)].decode()

    found: dict[str, list[str]] = {}
    (table,) = struct.unpack_from("<I", data, pe + 24 + 120)
    place = at(table) if table else len(data)
    while place < len(data):
        lookup, library, first = struct.unpack_from("<I8x2I", data, place)
        if not library:
            break
        entry = at(lookup or first)
        names = found.setdefault(text(at(library)).lower(), [])
        while value := struct.unpack_from("<Q", data, entry)[0]:
            if not value >> 63:  # else by number
                names.append(text(at(value) + 2))
            entry += 8
        place += 20
    return found


def function(name: str) -> str:
    """The C of a complex function, or nothing if Wine has it."""
    match = re.fullmatch(rf"({'|'.join((*TO_COMPLEX, *TO_REAL, 'cpow'))})([fl]?)", name)
    if match is None:
        return ""
    base, single = match[1], match[2] == "f"  # long double is double there
    kind, suffix, real = ("F", "f", "float") if single else ("D", "", "double")
    if base == "cpow":
        return (
            f"{kind} w_{name}({kind} a, {kind} b) {{return s{kind}(cpow{suffix}(c{kind}(a), c{kind}(b)));}}\n"
        )
    if base in TO_REAL:
        return f"{real} w_{name}({kind} z) {{return {base}{suffix}(c{kind}(z));}}\n"
    return f"{kind} w_{name}({kind} z) {{return s{kind}({base}{suffix}(c{kind}(z)));}}\n"


def build(target: Path, source: str, exports: Iterable[str]) -> None:
    """Compile a library with these exports."""
    with tempfile.TemporaryDirectory() as folder:
        code, names = Path(folder, "shim.c"), Path(folder, "shim.def")
        code.write_text(source)
        names.write_text(f"LIBRARY {target.name}\nEXPORTS\n" + "".join(f" {line}\n" for line in exports))
        command = [MINGW + "gcc", "-O1", "-w", "-shared", "-static-libgcc", "-o", target, code, names]
        subprocess.run(command, check=True)


def main(python: Path) -> None:
    site = python / "Lib/site-packages"
    binaries = [
        p for p in site.glob("numpy*/**/*") if p.suffix.lower() in (".pyd", ".dll") and MATH in p.read_bytes()
    ]
    names = sorted({name for binary in binaries for name in imports(binary).get(MATH.decode(), ())})
    source = {name: function(name) for name in names}
    exports = [f"{name} = w_{name}" if source[name] else f"{name} = ucrtbase.{name}" for name in names]
    build(python / STANDS_IN.decode(), HEAD + "".join(source.values()), exports)
    for binary in binaries:
        binary.write_bytes(binary.read_bytes().replace(MATH, STANDS_IN.ljust(len(MATH), b"\0")))
    wanted = imports(site / "PySide6/Qt6Core.dll").get("icuuc.dll", [])
    refuses = "void *ucnv_open(const char *name, int *error) {if (error) *error = 4; return 0;}\n"
    rest = "".join(f"void *{name}(void) {{return 0;}}\n" for name in wanted if name != "ucnv_open")
    build(site / "PySide6/icuuc.dll", refuses + rest, wanted)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
