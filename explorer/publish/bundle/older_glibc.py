"""Makes a copied Python for Linux run with an older C library than that of its original machine.

Compilers bind a handful of functions to the newest version of the C library, though their behaviour has
hardly changed: `strtol` and its relatives, which learned binary numbers, `fmod` and `hypot`, which no longer
ask how errors are reported. Here these are bound to their first version. A file that needs anything else from
a newer C library is left as it is.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable
from pathlib import Path

OLDEST = 34
"""Minor version that Qt's own wheels need: glibc 2.34."""
RENAMED = b"__isoc23_"
SAME = frozenset((b"strtol", b"strtoul", b"strtoll", b"strtoull", b"wcstol", b"wcstoul", b"fmod", b"hypot"))
DYNAMIC_SYMBOLS, VERSIONS_NEEDED, VERSION_OF_SYMBOL = 11, 0x6FFFFFFE, 0x6FFFFFFF
_VERSION = re.compile(rb"GLIBC_2\.(\d+)(?:\.\d+)*")


def lowest_glibc(files: Iterable[Path]) -> str:
    """The oldest C library with which all these programs and libraries run, such as 2.34."""
    minors = (int(minor) for file in files for minor in _VERSION.findall(_needs(file)))
    return f"2.{max(minors, default=0)}"


def _needs(file: Path) -> bytes:
    """The symbol versions that a program or library requires, concatenated; empty for any other file."""
    data = file.read_bytes()
    return b" ".join(need.name for need in _Library(data).needs) if data[:6] == b"\x7fELF\x02\x01" else b""


def bind_to_older_glibc(files: Iterable[Path]) -> None:
    """Bind functions to an older C library in files that need nothing newer besides those above."""
    for file in files:
        data = file.read_bytes()
        if data[:6] == b"\x7fELF\x02\x01" and (changed := _Library(data).rebound()):
            file.write_bytes(changed)


class _Need:
    """A version that a library requires: its name, its index among the symbols, and its position in the file."""

    def __init__(self, name: bytes, number: int, place: int, string: int) -> None:
        self.name, self.number, self.place, self.string = name, number, place, string
        match = _VERSION.fullmatch(name)
        self.minor = int(match[1]) if match else -1


class _Library:
    """A 64-bit ELF program or library, with the parts needed here."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        start, size, count = (*struct.unpack_from("<Q", data, 40), *struct.unpack_from("<2H", data, 58))
        # of each section: name, kind, flags, address, offset, size, linked section
        self.sections = [struct.unpack_from("<2I4QI", data, start + size * i) for i in range(count)]
        self.needs = list(self._needs())

    def _of_kind(self, kind: int) -> tuple[int, int, int]:
        """Offset and size of the section of a kind, and offset of its strings; zeros if the kind is missing."""
        for row in self.sections:
            if row[1] == kind:
                return row[4], row[5], self.sections[row[6]][4] if row[6] < len(self.sections) else 0
        return 0, 0, 0

    def _string(self, place: int) -> bytes:
        return self.data[place : self.data.index(b"\0", place)]

    def _needs(self) -> Iterable[_Need]:
        place, _, strings = self._of_kind(VERSIONS_NEEDED)
        while place:
            count, first, following = struct.unpack_from("<2xH4x2I", self.data, place)
            entry = place + first
            for _ in range(count):
                number, string, step = struct.unpack_from("<6xH2I", self.data, entry)
                yield _Need(self._string(strings + string), number & 0x7FFF, entry, string)
                entry += step
            place = place + following if following else 0

    def rebound(self) -> bytes | None:
        """The file with its newer functions bound to their first version; None if none, or not all, can be bound."""
        newer = {need.number: need for need in self.needs if need.minor > OLDEST}
        first = min(
            (need for need in self.needs if need.minor >= 0), key=lambda need: need.minor, default=None
        )
        symbols, size, strings = self._of_kind(DYNAMIC_SYMBOLS)
        versions, _, _ = self._of_kind(VERSION_OF_SYMBOL)
        if not newer or first is None or first.minor > OLDEST or not versions:
            return None
        changed = bytearray(self.data)
        for i in range(size // 24):
            (number,) = struct.unpack_from("<H", self.data, versions + 2 * i)
            if number & 0x7FFF in newer:
                (string,) = struct.unpack_from("<I", self.data, symbols + 24 * i)
                name = self._string(strings + string)
                if name.removeprefix(RENAMED) not in SAME:
                    return None
                if name.startswith(RENAMED):  # the old name is a suffix of the new one
                    struct.pack_into("<I", changed, symbols + 24 * i, string + len(RENAMED))
        for need in newer.values():
            struct.pack_into("<I", changed, need.place, _hash(first.name))
            struct.pack_into("<I", changed, need.place + 8, first.string)
        return bytes(changed)


def _hash(name: bytes) -> int:
    """The hash by which the loader identifies a version."""
    value = 0
    for byte in name:
        value = (value << 4) + byte
        value = (value ^ (value & 0xF0000000) >> 24) & 0x0FFFFFFF
    return value
