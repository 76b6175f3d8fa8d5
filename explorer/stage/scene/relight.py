"""Relighting: blends new light into the shown park in a few steps."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ...park.model import Zone
from ..lighting.ground_light import LIT_SHEETS, GroundLight, Pixels, Sheet, sheet_of
from .baked import Baked, NotBaked
from .build import Tree, unpacked
from .clearing import with_room

STEPS = 4
LIT = ("ambient", "night")
"""The columns of a vertex that hold light."""


@dataclass(frozen=True, slots=True)
class _Light:
    """Light of all vertices and ground images at one step."""

    vertices: npt.NDArray[np.void]
    sheets: dict[Sheet, Pixels]


class Relight:
    """Blends the light of a folder into the same park; a thread reads it.

    Attributes
    ----------
    step : the present step; a frame depends on it.
    """

    def __init__(
        self, baked: Baked | None, trees: Iterable[Tree], ground: GroundLight, zones: Iterable[Zone]
    ) -> None:
        self._baked, self._trees, self._ground, self._zones = baked, list(trees), ground, list(zones)
        self._thread: ThreadPoolExecutor | None = None
        self._job: Future[list[_Light] | None] | None = None
        self._shown = self.step = 0

    @property
    def settled(self) -> bool:
        """Whether no blend is in progress."""
        return self._job is None and self._shown == self.step

    def begin(self, folder: Path) -> None:
        """Read the light of a folder; light that does not fit this park is ignored."""
        if self._baked is None or self._thread is not None:
            return
        self._thread = ThreadPoolExecutor(1, "relight")
        self._job = self._thread.submit(_read, self._baked, folder, self._zones)

    def advance(self, is_drawn: bool, at_once: bool) -> None:
        """Advance one step if the last one was drawn; `at_once`, for reduced motion, goes to the end."""
        if self._job is None or not self._job.done() or not (is_drawn or at_once):
            return
        if self._job.result() is None:
            self._job = None
        else:
            self.step = STEPS if at_once else min(self.step + 1, STEPS)

    def show(self, step: int) -> None:
        """Set the light of a step."""
        if step <= self._shown or self._job is None or (lights := self._job.result()) is None:
            return
        self._shown = step
        light = lights[step - 1]
        for tree in self._trees:
            tree.relight(light.vertices)
        for name, sheet in light.sheets.items():
            self._ground.replace(name, sheet)
        if step == STEPS:
            self._job = None

    def close(self) -> None:
        """Stop reading."""
        if self._thread is not None:
            self._thread.shutdown(cancel_futures=True)


def _read(baked: Baked, folder: Path, zones: list[Zone]) -> list[_Light] | None:
    """The light of each step from the present one to that of a folder; None if it belongs to another park."""
    try:
        lit = with_room(Baked.read(folder), zones)
        if [chunk.name for chunk in lit.manifest.chunks] != [chunk.name for chunk in baked.manifest.chunks]:
            return None
        before, after = unpacked(baked), unpacked(lit)
        if len(before) != len(after) or (before["position"] != after["position"]).any():
            return None
        sheets = {name: (sheet_of(baked, name), sheet_of(lit, name)) for name in LIT_SHEETS}
    except NotBaked:
        return None
    wide = {name: (_as_large(old, new), new) for name, (old, new) in sheets.items()}
    return [_mixed(before, after, wide, step / STEPS) for step in range(1, STEPS + 1)]


def _mixed(
    before: npt.NDArray[np.void],
    after: npt.NDArray[np.void],
    sheets: dict[Sheet, tuple[Pixels, Pixels]],
    share: float,
) -> _Light:
    mixed = before.copy()
    for column in LIT:
        mixed[column] = _between(before[column], after[column], share)
    return _Light(mixed, {name: _between(*pair, share) for name, pair in sheets.items()})


def _as_large(plain: Pixels, other: Pixels) -> Pixels:
    """A uniform image in the size of another one."""
    return plain if plain.shape == other.shape else np.broadcast_to(plain[:1, :1], other.shape)


def _between(before: Pixels, after: Pixels, share: float) -> Pixels:
    """Interpolate bytes between two tables."""
    if share >= 1:
        return after
    weight = np.int16(round(share * 64))
    change = after.astype(np.int16) - before
    return np.asarray((before + (change * weight >> 6)).astype(np.uint8))
