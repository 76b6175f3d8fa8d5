"""Writes icon and description into a linked Windows program."""

from __future__ import annotations

import struct
from collections.abc import Iterator

ICON, GROUP, VERSION, MANIFEST = 3, 14, 16, 24
ENGLISH = 1033
SECTION = b".park\0\0\0"


def with_resources(program: bytes, ico: bytes, description: str, version: str) -> bytes:
    """A 64-bit program with another icon and description; its manifest and the data after its sections are kept.

    Raises ValueError if the program's header has no room.

    Parameters
    ----------
    ico : content of an .ico file.
    description : name in the task manager and in the file's properties; `version`: such as 0.3.0.
    """
    data = bytearray(program)
    (pe,) = struct.unpack_from("<I", data, 0x3C)
    count, optional = struct.unpack_from("<H12xH", data, pe + 6)
    table = pe + 24 + optional
    heads = [struct.unpack_from("<4I", data, table + 40 * i + 8) for i in range(count)]
    align, file_align = struct.unpack_from("<2I", data, pe + 24 + 32)
    new = table + 40 * count
    if new + 40 > min(place for _, _, _, place in heads):
        raise ValueError("no room for another section")
    address = _up(max(at + size for size, at, _, _ in heads), align)
    kept = [entry for entry in _resources(data, pe, heads) if entry[0][0] == MANIFEST]
    body = _directory([*kept, *_icons(ico), ((VERSION, 1, ENGLISH), _version(description, version))], address)
    place = _up(max(at + size for _, _, size, at in heads), file_align)
    tail = bytes(data[max(at + size for _, _, size, at in heads) :])
    padded = body.ljust(_up(len(body), file_align), b"\0")
    head = struct.pack("<8s6I2HI", SECTION, len(body), address, len(padded), place, 0, 0, 0, 0, 0x40000040)
    data[new : new + 40] = head
    struct.pack_into("<H", data, pe + 6, count + 1)
    struct.pack_into("<I", data, pe + 24 + 56, _up(address + len(body), align))
    struct.pack_into("<2I", data, pe + 24 + 112 + 8 * 2, address, len(body))
    struct.pack_into("<I", data, pe + 24 + 64, 0)  # the checksum, which only drivers need
    return bytes(data[: max(at + size for _, _, size, at in heads)]).ljust(place, b"\0") + padded + tail


def _up(size: int, step: int) -> int:
    return -(-size // step) * step


Entry = tuple[tuple[int, int, int], bytes]
"""A resource: its type, number and language; and its bytes."""


def _resources(data: bytes | bytearray, pe: int, heads: list[tuple[int, ...]]) -> Iterator[Entry]:
    """The resources of a program; those with names instead of numbers are left out."""
    start, _ = struct.unpack_from("<2I", data, pe + 24 + 112 + 8 * 2)
    base = next((place for _, at, _, place in heads if at == start), None)
    if not start or base is None:
        return

    def walk(at: int, path: tuple[int, ...]) -> Iterator[Entry]:
        named, numbered = struct.unpack_from("<12x2H", data, base + at)
        for i in range(named, named + numbered):
            number, goal = struct.unpack_from("<2I", data, base + at + 16 + 8 * i)
            if goal >> 31 and len(path) < 2:
                yield from walk(goal & 0x7FFFFFFF, (*path, number))
            elif not goal >> 31 and len(path) == 2:
                where, size = struct.unpack_from("<2I", data, base + goal)
                yield (
                    (path[0], path[1], number),
                    bytes(data[base + where - start : base + where - start + size]),
                )

    yield from walk(0, ())


def _icons(ico: bytes) -> Iterator[Entry]:
    """The images of an icon, and their directory."""
    (count,) = struct.unpack_from("<4xH", ico)
    group = ico[:6]
    for number in range(1, count + 1):
        row = ico[6 + 16 * (number - 1) : 6 + 16 * number]
        size, place = struct.unpack_from("<2I", row, 8)
        group += row[:12] + struct.pack("<H", number)
        yield (ICON, number, ENGLISH), ico[place : place + size]
    yield (GROUP, 1, ENGLISH), group


def _directory(entries: list[Entry], address: int) -> bytes:
    """The bytes of a resource section loaded at an address: three levels of directories, then the data."""
    entries = sorted(entries)
    lists = {path[:depth] for path, _ in entries for depth in (0, 1, 2)}
    children = {
        at: sorted({path[: len(at) + 1] for path, _ in entries if path[: len(at)] == at}) for at in lists
    }
    order = sorted(lists, key=lambda at: (len(at), at))
    places, end = dict[tuple[int, ...], int](), 0
    for at in order:
        places[at], end = end, end + 16 + 8 * len(children[at])
    for path, _ in entries:
        places[path], end = end, end + 16
    body = bytearray(end)
    for at in order:
        struct.pack_into("<12x2H", body, places[at], 0, len(children[at]))
        for i, child in enumerate(children[at]):
            goal = places[child] | (0x80000000 if len(child) < 3 else 0)
            struct.pack_into("<2I", body, places[at] + 16 + 8 * i, child[-1], goal)
    for path, contents in entries:
        body += bytes(-len(body) % 8)
        struct.pack_into("<4I", body, places[path], address + len(body), len(contents), 0, 0)
        body += contents
    return bytes(body)


def _version(description: str, version: str) -> bytes:
    """The version information shown in a file's properties."""
    numbers = [*(int(number) for number in version.split(".")[:3]), 0]
    high, low = numbers[0] << 16 | numbers[1], numbers[2] << 16 | numbers[3]
    fixed = struct.pack("<13I", 0xFEEF04BD, 0x10000, high, low, high, low, 0x3F, 0, 0x40004, 1, 0, 0, 0)
    words = {
        "FileDescription": description,
        "FileVersion": version,
        "InternalName": description,
        "ProductName": description,
        "ProductVersion": version,
    }
    strings = [
        _block(name, text.encode("utf-16-le") + b"\0\0", len(text) + 1, 1) for name, text in words.items()
    ]
    table = _block("040904B0", b"", 0, 1, strings)
    texts_block = _block("StringFileInfo", b"", 0, 1, [table])
    language = _block("Translation", struct.pack("<2H", ENGLISH, 1200), 4, 0)
    return _block(
        "VS_VERSION_INFO", fixed, len(fixed), 0, [texts_block, _block("VarFileInfo", b"", 0, 1, [language])]
    )


def _block(key: str, value: bytes, length: int, is_text: int, inner: list[bytes] | None = None) -> bytes:
    """A block of version information: its length, name, value and nested blocks."""
    made = b"\0" * 6 + key.encode("utf-16-le") + b"\0\0"
    for part in (value, *(inner or ())):
        if part:
            made += bytes(-len(made) % 4) + part
    return struct.pack("<3H", len(made), length, is_text) + made[6:]
