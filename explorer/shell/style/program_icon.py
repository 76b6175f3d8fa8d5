"""The icon of the program, or of its brand: one drawing, and the icon files of each system."""

from __future__ import annotations

import struct

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QImageWriter, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ...base.bootstrap import ICON
from ...park.brand.model import Brand, BrandFile
from . import logo

ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 256)
"""Sizes that Windows shows at 100 to 200 %; it scales the others down from the next larger one."""
ICNS_SIZES = {b"ic11": 32, b"ic12": 64, b"ic07": 128, b"ic13": 256, b"ic08": 256, b"ic14": 512, b"ic09": 512}
"""Image types in a macOS icon file, and their sizes in pixels."""

PAPER_RADIUS, PAPER_EDGE = 0.22, 0.1
"""Corner radius and margin of the sheet under a logo without an icon, in widths of the icon."""


def icon(brand: Brand | None = None) -> QIcon:
    """The icon of windows; empty if its drawing is missing."""
    if _own(brand) is None:
        return QIcon(str(ICON))
    made = QIcon()
    for size in ICO_SIZES:
        made.addPixmap(QPixmap.fromImage(_image(size, brand)))
    return made


def png(size: int, brand: Brand | None = None) -> bytes:
    """The icon as a square PNG."""
    written = QByteArray()
    buffer = QBuffer(written)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(_image(size, brand))
    return bytes(written.data())


def _own(brand: Brand | None) -> logo.Stamp | None:
    """The brand's own drawing, if it can be drawn."""
    names: tuple[BrandFile, ...] = ("icon", "logo")
    for name in names:
        stamp = logo.stamp_of(brand, name)
        if stamp is not None and not logo.fitting(stamp, 64, 64).isEmpty():
            return stamp
    return None


def _image(size: int, brand: Brand | None) -> QImage:
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    own = _own(brand)
    if own is None:
        QSvgRenderer(str(ICON)).render(painter)
    else:
        is_icon = own == logo.stamp_of(brand, "icon")
        room = QRectF(0, 0, size, size)
        if not is_icon:  # a logo is put on paper
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(logo.ground(own, logo.WHITE) or logo.WHITE))
            painter.drawRoundedRect(room, size * PAPER_RADIUS, size * PAPER_RADIUS)
            edge = size * PAPER_EDGE
            room.adjust(edge, edge, -edge, -edge)
        drawn = logo.image(own, max(round(room.width()), 1), max(round(room.height()), 1))
        place = QRectF(drawn.rect())
        place.moveCenter(room.center())
        painter.drawImage(place.topLeft(), drawn)
    painter.end()
    return image


def ico(brand: Brand | None = None) -> bytes:
    """The icon as a Windows file."""
    pictures = [png(size, brand) for size in ICO_SIZES]
    place = 6 + 16 * len(pictures)
    head = struct.pack("<3H", 0, 1, len(pictures))
    for size, picture in zip(ICO_SIZES, pictures, strict=True):
        head += struct.pack("<4B2H2I", size % 256, size % 256, 0, 0, 1, 32, len(picture), place)
        place += len(picture)
    return head + b"".join(pictures)


def icns(brand: Brand | None = None) -> bytes:
    """The icon as a macOS file."""
    parts = [(kind, png(size, brand)) for kind, size in ICNS_SIZES.items()]
    body = b"".join(kind + struct.pack(">I", 8 + len(picture)) + picture for kind, picture in parts)
    return b"icns" + struct.pack(">I", 8 + len(body)) + body
