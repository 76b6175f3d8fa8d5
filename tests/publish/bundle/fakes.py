"""Small wheels and interpreters that look like real ones from outside."""

from __future__ import annotations

import io
import re
import struct
import tarfile
import zipfile
from pathlib import Path

from explorer.base.bootstrap import requirements
from explorer.publish.bundle.assembly import EXTRAS

MACHINES = {"windows": "amd64", "macos": "arm64", "linux": "x86_64"}
VERSION = "3.99"
"""A Python that is installed nowhere, so that nothing is compiled."""


def write_wheel(
    folder: Path,
    name: str,
    version: str = "99.0",
    files: dict[str, str] | None = None,
    tag: str = "py3-none-any",
) -> Path:
    """A wheel of a package with one module, or with these files."""
    file = name.lower().replace("-", "_")
    info = f"{file}-{version}.dist-info"
    head = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\nLicense-Expression: MIT\nAuthor: Somebody\n"
    contents = {
        **(files or {f"{file}/__init__.py": f"NAME = {name!r}\n"}),
        f"{info}/METADATA": head,
        f"{info}/WHEEL": f"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: {tag}\n",
        f"{info}/licenses/LICENSE": "Do as you like.\n",
        f"{info}/RECORD": "",
    }
    path = folder / f"{file}-{version}-{tag}.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for inside, text in contents.items():
            wheel.writestr(inside, text)
    return path


def write_wheels(folder: Path) -> Path:
    """A folder with a wheel for each requirement of the project."""
    folder.mkdir()
    for requirement in requirements(*EXTRAS):
        name = re.match(r"[\w.-]+", requirement)
        assert name
        capped = re.search(
            r">=([\d.]+),<", requirement
        )  # where a later version is not taken, the first that is
        write_wheel(folder, name[0], *([capped[1]] if capped else []))
    write_wheel(
        folder, "numpy", "99.1", {"numpy/__init__.py": "", "numpy/tests/test_it.py": "", "numpy/core.pyi": ""}
    )
    return folder


def write_python(path: Path, system: str, built: str = "Jan  1 1980") -> Path:
    """An archive with what looks like an interpreter, as vendors publish it."""
    heads = {
        "windows": b"MZ" + bytes(0x3A) + struct.pack("<I", 0x40) + b"PE\0\0\x64\x86",
        "macos": b"\xcf\xfa\xed\xfe\x0c\x00\x00\x01",
        "linux": b"\x7fELF" + bytes(14) + b"\x3e\x00",
    }
    program = heads[system] + bytes(64) + built.encode() + b"\0"
    if system == "windows":
        files = {
            "python.exe": program,
            "pythonw.exe": program,
            "python399.dll": b"",
            "python399.zip": b"",
            "LICENSE.txt": b"PSF",
        }
        with zipfile.ZipFile(path, "w") as packed:
            for name, data in files.items():
                packed.writestr(name, data)
        return path
    files = {
        f"python/bin/python{VERSION}": program,
        "python/bin/pip3": b"#!",
        f"python/lib/python{VERSION}/os.py": b"",
        f"python/lib/python{VERSION}/test/test_os.py": b"",
        f"python/include/python{VERSION}/patchlevel.h": b'#define PY_VERSION  "3.99.4"\n',
    }
    with tarfile.open(path, "w:gz") as tar:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))
        link = tarfile.TarInfo("python/bin/python3")
        link.type, link.linkname = tarfile.SYMTYPE, f"python{VERSION}"
        tar.addfile(link)
    return path
