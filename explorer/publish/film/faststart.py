"""The index of an MP4 at the front of its file, so that a player can begin before the whole file is loaded.

Qt's recorder writes the index (`moov`) last. Its tables count bytes from the start of the file (ISO/IEC 14496-12, 8.7.5), so
they grow by the length of the index when it moves to the front.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

CONTAINERS = (b"moov", b"trak", b"mdia", b"minf", b"stbl")
"""Atoms that lead to the tables of places."""
TABLES = {b"stco": ">I", b"co64": ">Q"}
"""Tables of places, with the form of an entry."""
LARGEST = 2**32 - 1
"""The largest place in a table of four bytes an entry."""


@dataclass(frozen=True, slots=True)
class Atom:
    """A part of such a file."""

    kind: bytes
    at: int  # its first byte
    head: int  # length of its size and kind
    size: int  # with its head


def atoms_of(file: BinaryIO, begin: int, end: int) -> Iterator[Atom]:
    """The atoms between two places. Raises ValueError if one is damaged."""
    at = begin
    while at < end:
        file.seek(at)
        head = file.read(8)
        if len(head) < 8:
            raise ValueError(f"an atom is cut off at byte {at}")
        size, kind = struct.unpack(">I4s", head)
        length = 8
        if size == 1:
            size, length = struct.unpack(">Q", file.read(8))[0], 16
        elif size == 0:  # up to the end of the file
            size = end - at
        if size < length or at + size > end:
            raise ValueError(f"an atom has an impossible size at byte {at}")
        yield Atom(kind, at, length, size)
        at += size


def index_first(path: Path) -> bool:
    """Move the index of an MP4 or MOV file to its front; whether it had to move.

    A file without an index, a damaged one, and one whose tables would overflow stay as they are.

    Raises OSError if it cannot be read or written.
    """
    with path.open("rb") as file:
        end = file.seek(0, 2)
        try:
            atoms = list(atoms_of(file, 0, end))
            kinds = [atom.kind for atom in atoms]
            if (
                kinds.count(b"moov") != 1
                or b"mdat" not in kinds
                or kinds.index(b"moov") < kinds.index(b"mdat")
            ):
                return False
            index = atoms[kinds.index(b"moov")]
            file.seek(index.at)
            moved = bytearray(file.read(index.size))
            first = next(atom for atom in atoms if atom.kind != b"ftyp")
            _shift(moved, first.at, index)
        except (ValueError, struct.error):
            return False
        part = path.with_name(f"{path.stem}.front{path.suffix}")
        try:
            with part.open("wb") as made:
                _copy(file, made, 0, first.at)
                made.write(moved)
                _copy(file, made, first.at, index.at)
                _copy(file, made, index.at + index.size, end)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    return True


def _shift(index: bytearray, first: int, moov: Atom) -> None:
    """Add the length of the index to every place in its tables that it is put before."""
    inner = [(moov.head, len(index))]
    while inner:
        for atom in list(atoms_of(BytesIO(bytes(index)), *inner.pop())):
            body = atom.at + atom.head
            if atom.kind in CONTAINERS:
                inner.append((body, atom.at + atom.size))
            elif (form := TABLES.get(atom.kind)) is not None:
                (count,) = struct.unpack_from(">I", index, body + 4)
                step = struct.calcsize(form)
                if body + 8 + count * step > atom.at + atom.size:
                    raise ValueError("a table of places is cut off")
                for at in range(body + 8, body + 8 + count * step, step):
                    (place,) = struct.unpack_from(form, index, at)
                    if first <= place < moov.at:
                        if step == 4 and place + moov.size > LARGEST:
                            raise ValueError("a table of places would overflow")
                        struct.pack_into(form, index, at, place + moov.size)


def _copy(file: BinaryIO, made: BinaryIO, begin: int, end: int) -> None:
    file.seek(begin)
    left = end - begin
    while left > 0:
        block = file.read(min(left, 1 << 20))
        if not block:
            break
        made.write(block)
        left -= len(block)
