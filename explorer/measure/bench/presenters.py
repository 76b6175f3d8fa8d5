"""Compares both presenters in the real window: the same frames, copied through memory or as GPU textures."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from ...shell.window.main_window import MainWindow
from .child import Setup
from .compare_pictures import Pixels, difference
from .frames import OVERVIEW
from .report import Times
from .window import Measured, measure

NAMES = ("copy", "blit")


class Presenters(Measured):
    """The real window, with each presenter that it supports."""

    def __init__(self, application: QApplication, window: MainWindow) -> None:
        super().__init__(application, window)
        # with `--present blit`, another presenter is used only if blit is not possible
        self._possible = NAMES if window.presenter.name == "blit" else NAMES[:1]

    def answer(self, asked: dict[str, Any]) -> dict[str, Any]:
        """The difference between their frames, and the times of each."""
        figures: dict[str, Any] = {}
        seen = {name: self._seen(name) for name in self._possible}  # before anything moves
        for name in self._possible:
            self._present(name)
            times = self.view(OVERVIEW, asked["seconds"])
            figures[name] = {
                kind: Times.of(times[kind]).model_dump() for kind in ("moving", "rest") if times[kind]
            }
        if len(seen) == len(NAMES):
            apart = difference(seen["copy"], seen["blit"])
            figures |= {"off": apart.mean, "blocks_off": apart.blocks, "is_right": apart.is_right}
        return figures

    def _seen(self, name: str) -> Pixels:
        """An image of the whole window at rest with this presenter."""
        self._present(name)
        image = self._window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        return (
            np.frombuffer(image.constBits(), np.uint8)
            .reshape(image.height(), image.width(), 4)[..., :3]
            .copy()
        )

    def _present(self, name: str) -> None:
        """Switch to this presenter."""
        self._window.stage.present_textures(name == "blit")
        self._window.viewport.blit(name == "blit")
        self._window.tick(0.05)
        self.until_still()


def compare(setup: Setup) -> int:
    """Open the window and compare its presenters; returns the exit code."""
    return measure(setup, Presenters)
