"""Pages of a PDF to print."""

from __future__ import annotations

import re
from functools import cache

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QFont, QFontDatabase, QPageLayout, QPageSize, QPdfWriter, QRawFont

from . import fonts

A4 = QPageSize.PageSizeId.A4
_RADICALS, _IDEOGRAPHS = range(0x2E80, 0x2FE0), range(0x4E00, 0xA000)
_CHARACTER_MAP = re.compile(rb"begincmap.*?endcmap", re.DOTALL)
_CHARACTERS = re.compile(rb"\[[^\]]*\]|(?<=> )<[0-9A-F]{4}>(?=\s*\n)")
_CODE = re.compile(rb"<([0-9A-F]{4})>")


def pdf_writer(
    title: str, margins_mm: tuple[float, float], dots_per_inch: int, paper: QPageSize.PageSizeId = A4
) -> tuple[QBuffer, QPdfWriter]:
    """A buffer that is open for writing, and the writer of a PDF in portrait format into it.

    Parameters
    ----------
    margins_mm : at the left and right, and at the top and bottom.
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    across, down = margins_mm
    writer.setPageLayout(
        QPageLayout(
            QPageSize(paper),
            QPageLayout.Orientation.Portrait,
            QMarginsF(across, down, across, down),
            QPageLayout.Unit.Millimeter,
        )
    )
    writer.setResolution(dots_per_inch)
    writer.setTitle(title)
    return buffer, writer


def printed(font: QFont) -> QFont:
    """The font with the glyphs that characters have: those of a language's custom are copied out of a PDF as nothing."""
    made = QFont(font)
    made.setFeature(QFont.Tag("locl"), 0)
    return made


def finished(buffer: QBuffer) -> bytes:
    """The bytes of a PDF after its painter has ended, in which words can be searched and copied.

    Of the characters that share a glyph Qt names the first, for many ideographs a radical that looks the same and
    that no search finds. The usual ideograph is named instead, in as many bytes.
    """
    written = bytes(buffer.data().data())
    return _CHARACTER_MAP.sub(lambda map: _CHARACTERS.sub(_with_ideographs, map[0]), written)


def _with_ideographs(characters: re.Match[bytes]) -> bytes:
    return _CODE.sub(lambda code: b"<%04X>" % _usual().get(int(code[1], 16), int(code[1], 16)), characters[0])


@cache
def _usual() -> dict[int, int]:
    """The ideograph that has the same glyph as a radical, for each radical of the typeface of Chinese texts."""
    raw = QRawFont.fromFont(fonts.font("zh", 20, 400), QFontDatabase.WritingSystem.SimplifiedChinese)
    radicals = raw.glyphIndexesForString("".join(map(chr, _RADICALS)))
    radical_of = {glyph: code for code, glyph in zip(_RADICALS, radicals, strict=True) if glyph}
    glyphs = raw.glyphIndexesForString("".join(map(chr, _IDEOGRAPHS)))
    return {
        radical_of[glyph]: code
        for code, glyph in zip(_IDEOGRAPHS, glyphs, strict=True)
        if glyph in radical_of
    }
