"""Captions drawn into the frames of a film."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from ...park import Language, Tour
from ...park.tour import captions_of, one_line
from ...shell.style import fonts, headless
from .film import Pixels

LETTERS_SHARE, PADDING_SHARE, FOOT_SHARE = 0.036, 0.016, 0.05
"""Size of the letters, space round them and distance from the foot, in heights of the frame."""
WIDEST_SHARE = 0.8
"""Width of the longest line, in widths of the frame."""
PANEL, INK = QColor(16, 19, 28, 200), QColor("#FFFFFF")
WRAPPED = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True, slots=True)
class Caption:
    """A caption with its time in the film."""

    start_s: float
    end_s: float
    words: str


def captions_in(tour: Tour, language: Language) -> tuple[Caption, ...]:
    """The captions of a tour as planned."""
    return tuple(
        Caption(start_s, end_s, one_line(words[language], language))
        for _, start_s, end_s, words in captions_of(tour)
    )


class CaptionPainter:
    """Draws captions into frames, at the foot, in the program's own type.

    Parameters
    ----------
    captions : in order of time.
    fps : frames per second.
    """

    def __init__(self, captions: Sequence[Caption], language: Language, fps: float) -> None:
        if captions:
            self._application = headless.application()
            fonts.load()
        self._captions, self._language, self._fps = captions, language, fps

    def draw(self, number: int, pixels: Pixels) -> Pixels:
        """The frame of this number with its caption, if one is shown then."""
        at_s = number / self._fps
        words = next((c.words for c in self._captions if c.start_s <= at_s < c.end_s), "")
        if not words:
            return pixels
        height, width, _ = pixels.shape
        image = QImage(
            np.ascontiguousarray(pixels).data, width, height, 3 * width, QImage.Format.Format_RGB888
        ).copy()
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font(height))
        padding = PADDING_SHARE * height
        room = QRectF(0, 0, WIDEST_SHARE * width, height)
        box = painter.boundingRect(room, WRAPPED, words)
        box.moveCenter(room.translated((width - room.width()) / 2, 0).center())
        box.moveBottom(height * (1 - FOOT_SHARE) - padding)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(PANEL)
        painter.drawRoundedRect(box.adjusted(-2 * padding, -padding, 2 * padding, padding), padding, padding)
        painter.setPen(INK)
        painter.drawText(box, WRAPPED, words)
        painter.end()
        rows = np.frombuffer(image.constBits(), np.uint8).reshape(height, image.bytesPerLine())
        return rows[:, : 3 * width].reshape(height, width, 3).copy()  # the image ends with this function

    def _font(self, height: int) -> QFont:
        return fonts.font(self._language, round(LETTERS_SHARE * height), 500)
