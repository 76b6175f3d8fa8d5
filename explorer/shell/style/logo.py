"""The logo of a brand as an image of any size, with a backing where it would be invisible on the theme's colours."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter
from PySide6.QtSvg import QSvgRenderer

from ...park.brand.model import Brand, BrandFile
from .colour import contrast, hexed, luminance
from .tokens import DARK

PROBE_PX = 96
"""Size in which a logo is sampled for its contrast."""
ON_LIGHT, ON_DARK, MOST_LOST = 1.4, 2.7, 0.25
"""Minimum contrast of a logo's pixels on light and on dark, and the largest share of them below it: yellow on paper is visible,
deep blue on black is not.
"""
OPAQUE = 0.5
WHITE = "#FFFFFF"
Stamp = tuple[Path, int]


def stamp_of(brand: Brand | None, *names: BrandFile) -> Stamp | None:
    """The first of some files that a brand has, with its present time stamp; None if it has none of them."""
    for name in names:
        file = brand.file(name) if brand is not None else None
        if file is not None:
            try:
                return file, file.stat().st_mtime_ns
            except OSError:
                continue
    return None


@lru_cache(maxsize=8)
def natural_size(stamp: Stamp) -> QSizeF:
    """Width and height of a logo in its own units; empty if it cannot be drawn."""
    path = stamp[0]
    if path.suffix.lower() == ".svg":
        renderer = QSvgRenderer(str(path))
        return renderer.viewBoxF().size() if renderer.isValid() else QSizeF()
    return QSizeF(QImageReader(str(path)).size())


def fitting(stamp: Stamp, wide_px: float, high_px: float) -> QSize:
    """Size of a logo in an area; empty if it cannot be drawn, or nothing of it is visible."""
    return image(stamp, round(wide_px), round(high_px)).size()


@lru_cache(maxsize=48)
def image(stamp: Stamp, wide_px: int, high_px: int) -> QImage:
    """A logo as large as fits an area; null if it cannot be drawn, or nothing of it is visible."""
    natural = natural_size(stamp)
    if natural.isEmpty() or min(wide_px, high_px) < 1:
        return QImage()
    size = natural.scaled(wide_px, high_px, Qt.AspectRatioMode.KeepAspectRatio).toSize()
    size = size.expandedTo(QSize(1, 1))
    drawn = _drawing(stamp[0], size) if stamp[0].suffix.lower() == ".svg" else _picture(stamp[0], size)
    return drawn if not drawn.isNull() and _pixels(drawn)[:, 3].any() else QImage()


def _drawing(path: Path, size: QSize) -> QImage:
    made = QImage(size, QImage.Format.Format_RGBA8888_Premultiplied)
    made.fill(0)
    painter = QPainter(made)
    QSvgRenderer(str(path)).render(painter, QRectF(0, 0, size.width(), size.height()))
    painter.end()
    return made


def _picture(path: Path, size: QSize) -> QImage:
    reader = QImageReader(str(path))
    reader.setScaledSize(size)
    return reader.read().convertToFormat(QImage.Format.Format_RGBA8888_Premultiplied)


def _pixels(drawn: QImage) -> npt.NDArray[np.uint8]:
    rows = np.frombuffer(drawn.constBits(), np.uint8).reshape(drawn.height(), drawn.bytesPerLine())
    return rows[:, : 4 * drawn.width()].reshape(-1, 4)


@lru_cache(maxsize=32)
def ground(stamp: Stamp, surface: str) -> str | None:
    """The backing colour that a logo needs on a surface; None if it is visible as it is."""
    drawn = image(stamp, PROBE_PX, PROBE_PX)
    if drawn.isNull():
        return None
    straight = drawn.convertToFormat(QImage.Format.Format_RGBA8888)
    pixels = _pixels(straight)
    seen = pixels[pixels[:, 3] > 255 * OPAQUE][:, :3]
    if not len(seen):
        return None
    colours, counts = np.unique(seen // 16 * 17, axis=0, return_counts=True)
    names = [hexed((r / 255, g / 255, b / 255)) for r, g, b in colours.tolist()]

    def lost(behind: str) -> float:
        least = ON_LIGHT if luminance(behind) > 0.5 else ON_DARK
        pale = np.array([contrast(name, behind) < least for name in names])
        return float(counts[pale].sum() / counts.sum())

    if lost(surface) <= MOST_LOST:
        return None
    return min((WHITE, DARK["surface"]), key=lost)
