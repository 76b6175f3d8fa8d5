"""The self-check of the presenters: a few frames by each, in the real window, while nothing moves."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from ...base.geometry import Rect
from ...visit import Visit
from ..app.settings_store import SettingsStore
from ..event_log.event_log import EventLog
from ..window.protocols import Stage
from .presenter import Presenter, Verdict
from .viewport import Viewport

REST_S = 1.5
FRAMES = 5
TURN_DEG = 0.01
"""A camera turn that makes the stage draw a new frame but is invisible to the eye."""

COMPARED = (160, 90)
MEAN_OFF, MOST_OFF = 3.0, 24.0
"""Largest difference of two images, on average and in 99 % of the pixels; of 255."""


def is_same(a: QImage, b: QImage) -> bool:
    """Whether two images look the same, whatever their sizes."""
    first, second = (_small(image) for image in (a, b))
    if first is None or second is None:
        return False
    off = np.abs(first - second).max(axis=2)
    return bool(off.mean() <= MEAN_OFF and np.quantile(off, 0.99) <= MOST_OFF)


def check(stage: Stage, viewport: Viewport, visit: Visit, free: Rect) -> Verdict:
    """Draw the same moving frames by both presenters; afterwards the faster correct one is in use.

    The last frame differs slightly from the visit, which must be shown again.
    """
    moving = [
        replace(
            visit, pose=replace(visit.pose, azimuth_deg=visit.pose.azimuth_deg + n * TURN_DEG), rest_s=0.0
        )
        for n in range(1, FRAMES + 1)
    ]
    times: dict[bool, list[float]] = {False: [], True: []}
    seen: dict[bool, QImage] = {}
    for blits in (False, True, True, False):  # so that a brief slowdown of the machine affects both
        stage.present_textures(blits)
        viewport.blit(blits)
        for number, one in enumerate(moving):
            began_s = perf_counter()
            stage.show(one, free)
            viewport.paint(stage.draw())
            viewport.repaint_now()
            if number:  # the first frame includes set-up
                times[blits].append((perf_counter() - began_s) * 1e3)
        seen[blits] = viewport.shown().copy()
    from statistics import median  # 2 ms, needed once on each machine

    copy_ms, blit_ms = (round(median(times[blits]), 2) for blits in (False, True))
    verdict = Verdict(stage.driver.name, copy_ms, blit_ms, is_same(seen[False], seen[True]))
    blits = verdict.name == "blit"
    stage.present_textures(blits)
    viewport.blit(blits)
    return verdict


class SelfCheck:
    """Waits until nothing moves, checks once and stores the verdict.

    Parameters
    ----------
    settings_store : where the verdict is stored.
    """

    def __init__(
        self, stage: Stage, viewport: Viewport, settings_store: SettingsStore | None, event_log: EventLog
    ) -> None:
        self._stage, self._viewport = stage, viewport
        self._settings_store, self._event_log = settings_store, event_log

    def advance(self, presenter: Presenter, visit: Visit, free: Rect, is_idle: bool) -> Presenter:
        """The presenter to use: may change after the check, which runs if it is due and the moment is good."""
        if not (presenter.to_check and is_idle and visit.rest_s >= REST_S and self._stage.finished):
            return presenter
        verdict = check(self._stage, self._viewport, visit, free)
        if self._settings_store is not None:
            before = self._settings_store.verdict()
            self._settings_store.keep_verdict(replace(verdict, alone=before.alone if before else ""))
        found = Presenter(verdict.name, verdict.why)
        self._event_log.note("presenter", name=found.name, why=str(found.why))
        return found

    def close(self, presenter: Presenter) -> None:
        """Have the next start check, if this one did not."""
        if presenter.to_check and self._settings_store is not None:
            self._settings_store.clear_verdict()


def _small(image: QImage) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]] | None:
    if image.isNull():
        return None
    made = image.convertToFormat(QImage.Format.Format_RGB32).scaled(
        *COMPARED, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    pixels = np.frombuffer(made.constBits(), np.uint8).reshape(COMPARED[1], COMPARED[0], 4)
    return pixels[..., :3].astype(np.float32)
