"""Functions of a copied Python are bound to an older C library, where they do the same there."""

from __future__ import annotations

import math
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from explorer.publish.bundle.older_glibc import OLDEST, bind_to_older_glibc, lowest_glibc


def library(symbols: dict[str, str]) -> bytes:
    """What a linker writes of these symbols and the version of the C library that each is bound to."""
    versions = sorted({*symbols.values()})
    strings, at = b"\0", dict[str, int]()
    for name in ("libc.so.6", *versions, *symbols):
        at[name] = len(strings)
        strings += name.encode() + b"\0"
    table = b"".join(struct.pack("<IBBHQQ", at[name], 0x12, 0, 0, 0, 0) for name in symbols)
    numbers = b"".join(struct.pack("<H", 2 + versions.index(version)) for version in symbols.values())
    needs = struct.pack("<2H3I", 1, len(versions), at["libc.so.6"], 16, 0)
    for i, version in enumerate(versions):
        step = 16 if i + 1 < len(versions) else 0
        needs += struct.pack("<I2H2I", 0, 0, 2 + i, at[version], step)
    parts = [(0, b""), (3, strings), (11, table), (0x6FFFFFFF, numbers), (0x6FFFFFFE, needs)]
    body, rows = b"", b""
    for kind, part in parts:
        rows += struct.pack("<2I4Q2I2Q", 0, kind, 0, 0, 64 + len(body), len(part), 1, 0, 1, 0)
        body += part
    head = b"\x7fELF\x02\x01".ljust(40, b"\0") + struct.pack(
        "<QI6H", 64 + len(body), 0, 64, 0, 0, 64, len(parts), 0
    )
    return head + body + rows


@pytest.mark.parametrize(
    ("symbols", "before", "after"),
    [
        ({"printf": "GLIBC_2.2.5", "__isoc23_strtol": "GLIBC_2.38", "fmod": "GLIBC_2.38"}, "2.38", "2.2"),
        ({"hypot": "GLIBC_2.35", "dlopen": "GLIBC_2.34", "malloc": "GLIBC_2.2.5"}, "2.35", "2.34"),
        ({"strlcpy": "GLIBC_2.38", "fmod": "GLIBC_2.38", "malloc": "GLIBC_2.2.5"}, "2.38", "2.38"),
        ({"malloc": "GLIBC_2.2.5"}, "2.2", "2.2"),
        ({"fmod": "GLIBC_2.38"}, "2.38", "2.38"),
    ],
    ids=["both libraries", "one", "a new function stays", "nothing to do", "no older version is named"],
)
def test_what_is_bound_to_an_older_c_library(
    symbols: dict[str, str], before: str, after: str, tmp_path: Path
) -> None:
    file = tmp_path / "lib.so"
    file.write_bytes(library(symbols))
    assert lowest_glibc([file]) == before
    bind_to_older_glibc([file])
    assert lowest_glibc([file]) == after
    if before != after:  # the new name begins elsewhere, and the loader knows a version by a number as well
        changed = file.read_bytes()
        assert struct.pack("<I", 0x09691A75) in changed, "that of GLIBC_2.2.5, as glibc writes it"
        assert len(changed) == len(library(symbols))
        name = library(symbols).find(b"__isoc23_strtol")
        if name > 0:
            place = 64 + 24  # the second symbol, after the strings
            (string,) = struct.unpack_from("<I", changed, place + changed[64:].index(b"fmod\0") + 5)
            assert changed[64 + string :].startswith(b"strtol\0")


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "text.so"
    file.write_text("GLIBC_2.99")
    bind_to_older_glibc([file])
    assert file.read_text() == "GLIBC_2.99" and lowest_glibc([file]) == "2.0"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="libraries of Linux")
def test_a_real_module_works_as_before(tmp_path: Path) -> None:
    source = getattr(math, "__file__", None)
    if source is None:
        pytest.skip("this Python has it built in")
    file = tmp_path / Path(source).name
    shutil.copy(source, file)
    bind_to_older_glibc([file])
    assert int(lowest_glibc([file]).partition(".")[2]) <= OLDEST
    code = (
        "import importlib.util as u, sys; spec = u.spec_from_file_location('math', sys.argv[1]); m = u.module_from_spec(spec); "
        "spec.loader.exec_module(m); print(m.__file__, m.fmod(-7.5, 2), m.hypot(3, 4))"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", code, str(file)], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == [str(file), "-1.5", "5.0"]
