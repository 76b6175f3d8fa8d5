"""What the shell asks of a stage. The stage itself (Panda3D) is handed in; the shell never imports it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from ...core.geometry import Pose, Rect, Vec3
from ...i18n import Text
from ...park.model import Park
from ...visit import Visit


class CannotDraw(Exception):
    """This machine has nothing that could draw a park; the text says why."""


class Picture(Protocol):
    """One drawn picture: BGRA bytes, top row first; or a texture by its OpenGL name (else 0).

    `changed` is false if it is the picture handed out before. `boxes` are where it differs from that one, as left,
    top, width and height in pixels; None: anywhere.
    """

    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def pixels(self) -> memoryview: ...
    @property
    def changed(self) -> bool: ...
    @property
    def texture(self) -> int: ...
    @property
    def boxes(self) -> Sequence[tuple[int, int, int, int]] | None: ...


class Hit(Protocol):
    """What lies under a point of the picture: the zone (None: none), the part of its exhibit, where it was met."""

    @property
    def zone(self) -> str | None: ...
    @property
    def part(self) -> str | None: ...
    @property
    def point(self) -> Vec3: ...


class Stage(Protocol):
    """The verbs between shell and stage. `x`, `y` run from -1 to 1, right and up."""

    @property
    def renderer(self) -> str: ...
    @property
    def on_software(self) -> bool: ...  # whether the processor draws
    @property
    def finished(self) -> bool: ...  # whether the picture drawn last is as fine as it will be
    @property
    def state(self) -> Text: ...  # what is drawn and why
    @property
    def level(
        self,
    ) -> tuple[int, int]: ...  # the step in use while the camera moves, from 1; how many there are
    @property
    def warnings(self) -> tuple[str, ...]: ...
    @property
    def unread_models(
        self,
    ) -> Mapping[str, Text]: ...  # the zones whose own model could not be read, and why

    def show(self, visit: Visit, free: Rect) -> None: ...
    def draw(self) -> Picture: ...
    def begin(
        self, visit: Visit
    ) -> None: ...  # what a picture in another light needs first, while others work
    def glance(
        self, pose: Pose, width: int, height: int
    ) -> Picture | None: ...  # from elsewhere, one an idle beat; the caller's to keep
    def prepare(self, zone: str) -> Iterator[None]: ...  # what its opening will show, a portion at each step
    def pick(self, x: float, y: float) -> Hit | None: ...
    def parts(self) -> Mapping[str, Vec3]: ...  # where labels point: parts of the exhibit on show
    def ground(self, x: float, y: float) -> Vec3 | None: ...
    def project(self, points: npt.ArrayLike) -> npt.NDArray[np.floating[Any]]: ...
    def resize(self, width: int, height: int) -> None: ...
    def lend(
        self, is_wanted: bool
    ) -> None: ...  # hand out what moves as textures, if a context was given, or in memory
    def close(self) -> None: ...


class Context(Protocol):
    """An OpenGL context of Qt's in which a stage may draw, and nobody else."""

    def make_current(self) -> None: ...
    def finish(self) -> None: ...


class StageMaker(Protocol):
    """Makes a stage for a park and a first size in physical pixels; raises `CannotDraw` if nothing can be drawn here.

    Where a context is given, the stage draws in it, and can lend what it draws as textures.
    """

    def __call__(self, park: Park, width: int, height: int, context: Context | None = None, /) -> Stage: ...
