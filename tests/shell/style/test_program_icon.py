"""The program's icon, in the files that systems want."""

from __future__ import annotations

import struct

import pytest
from PySide6.QtGui import QImage

from explorer.shell.style import program_icon


@pytest.mark.usefixtures("qapp")
def test_the_icon_can_be_drawn_at_any_size() -> None:
    drawn = program_icon.icon().pixmap(64, 64).toImage()
    assert drawn.pixelColor(0, 0).alpha() == 0, "its corners are round"
    assert drawn.pixelColor(24, 40).name() != drawn.pixelColor(24, 60).name()
    for size in (16, 256):
        picture = QImage.fromData(program_icon.png(size))
        assert (picture.width(), picture.height()) == (size, size)
        assert picture.pixelColor(size // 2, size // 2).alpha() == 255


def test_windows_finds_every_size_in_its_file() -> None:
    ico = program_icon.ico()
    reserved, kind, count = struct.unpack_from("<3H", ico)
    assert (reserved, kind, count) == (0, 1, len(program_icon.ICO_SIZES))
    for i, wanted in enumerate(program_icon.ICO_SIZES):
        width, *_, size, place = struct.unpack_from("<4B2H2I", ico, 6 + 16 * i)
        assert (width or 256) == wanted == QImage.fromData(ico[place : place + size]).width()
    assert len(ico) < 60_000


def test_macos_finds_every_size_in_its_file() -> None:
    icns = program_icon.icns()
    (length,) = struct.unpack_from(">I", icns, 4)
    assert length == len(icns)
    at, found = 8, {}
    while at < length:
        kind, size = struct.unpack_from(">4sI", icns, at)
        found[kind] = QImage.fromData(icns[at + 8 : at + size]).width()
        at += size
    assert found == program_icon.ICNS_SIZES
