"""A busy picture to lay surfaces on, and the park that ships."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from explorer.base.bootstrap import ROOT
from explorer.park.load import read
from explorer.park.model import Park

SCENE = ROOT / "scenes" / "metaverse"


@cache
def real_park() -> Park:
    """The park that ships, read without its baked models."""
    park = read(SCENE, ROOT / "assets").park
    assert park is not None, "the scene that ships has faults"
    return park


class Picture(QWidget):
    """Stripes of many colours: words that lie straight on them cannot be read."""

    COLOURS = ("#8fb0a0", "#23262F", "#EE6C4D", "#FBF7F0", "#2F74D0")

    def __init__(self, width: int = 1280, height: int = 720) -> None:
        super().__init__()
        self.resize(width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for i, x in enumerate(range(0, self.width(), 12)):
            painter.fillRect(x, 0, 12, self.height(), QColor(self.COLOURS[i % len(self.COLOURS)]))
