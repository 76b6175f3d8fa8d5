"""A stage without graphics: a grey picture of a flat park, and zones that are where they say they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import radians, tan
from typing import Any

import numpy as np
import numpy.typing as npt

from explorer.base.geometry import WHOLE, Corners, Pose, Rect, Vec3
from explorer.base.pictures import PictureSource
from explorer.base.protocols import Displaced, Driver, Effect, PartPlace
from explorer.park import Park
from explorer.park.model import Language, SceneText
from explorer.shell.window.protocols import CannotDraw
from explorer.visit import Visit


@dataclass(slots=True)
class FakePicture:
    width: int
    height: int
    pixels: memoryview
    changed: bool = True
    texture: int = 0
    boxes: tuple[tuple[int, int, int, int], ...] | None = None


@dataclass(frozen=True, slots=True)
class FakeHit:
    zone: str | None
    point: Vec3
    part: str | None = None
    boat: int | None = None


@lru_cache(maxsize=4)
def even(width: int, height: int) -> memoryview:
    """The pixels of a picture of one colour."""
    return memoryview(bytes([170, 180, 190, 255]) * (width * height))


class FakeStage:
    """Projects by the pose alone; a zone is hit within 0.06 of its label."""

    driver = Driver("none", is_software=True)
    finished = True
    effects: tuple[Effect, ...] = ()
    level = (2, 3)
    state = SceneText({"en": "none · moving: 75% size", "zh": "none · 运动时：75%尺寸"})
    warnings: tuple[str, ...] = ()
    unread_models: Mapping[str, SceneText] = {}

    def __init__(self, park: Park, width: int = 1280, height: int = 720) -> None:
        self.park, self.size, self.free = park, (width, height), WHOLE
        self.visit = Visit.begin(park)
        self.unlettered: frozenset[str] = frozenset()
        self.shown, self.closed, self.presents_textures = 0, False, False
        self.begun: list[Visit] = []
        self.displaced: tuple[Displaced, ...] = ()
        self.turns, self.turns_fail = 0, False
        self.greeted: list[tuple[int, bool]] = []
        self.pressed: list[str] = []

    def displace(self, displaced: tuple[Displaced, ...]) -> None:
        self.displaced = displaced

    def show(
        self,
        visit: Visit,
        free: Rect = WHOLE,
        meant: str | None = None,
        unlettered: frozenset[str] = frozenset(),
    ) -> None:
        self.visit, self.free, self.unlettered = visit, free, unlettered

    def draw(self) -> FakePicture:
        self.shown += 1
        return FakePicture(*self.size, even(*self.size))

    def prefetch_light(self, visit: Visit) -> None:
        self.begun.append(visit)

    def thumbnail(
        self, pose: Pose, width: int, height: int, *, is_focused: bool = False
    ) -> FakePicture | None:
        return FakePicture(width, height, memoryview(bytes([190, 180, 170, 255]) * (width * height)))

    def prepare(self, zone: str) -> Iterator[None]:
        return iter(())

    def read_ahead(self, visit: Visit) -> Iterator[None]:
        return iter(())

    def turn_to(self, visit: Visit) -> None:
        if self.turns_fail:
            raise CannotDraw("no memory")
        self.park, self.visit = visit.park, visit
        self.turns += 1

    def pick(self, x: float, y: float) -> FakeHit | None:
        labels = self.project([z.place.label_m for z in self.park.zones.values()])
        for zone, (u, v) in zip(self.park.zones.values(), labels, strict=True):
            if abs(2 * u - 1 - x) < 0.06 and abs(1 - 2 * v - y) < 0.06:
                return FakeHit(zone.id, zone.place.label_m)
        point = self.ground(x, y)
        return FakeHit(None, point) if point else None

    def press(self, part: str) -> None:
        self.pressed.append(part)

    def greet(self, boat: int, *, restart: bool = False) -> None:
        self.greeted.append((boat, restart))

    def letters(self, zone: str, language: Language | None = None) -> Corners | None:
        return None

    def ground(self, x: float, y: float) -> Vec3 | None:
        eye = self.visit.pose.eye
        ray = self.visit.pose.toward(x, y, self.size[0] / self.size[1])
        if ray[2] > -1e-3:
            return None
        t = -eye[2] / ray[2]
        return (eye[0] + ray[0] * t, eye[1] + ray[1] * t, 0.0)

    def project(self, points: npt.ArrayLike) -> npt.NDArray[np.floating[Any]]:
        pose = self.visit.pose
        right, up, ahead = (np.array(a) for a in pose.axes)
        away = np.asarray(points, float) - np.array(pose.eye)
        depth = away @ ahead
        depth[depth <= 0] = np.nan
        half = tan(radians(pose.fov_deg / 2))
        x = away @ right / depth / half / (self.size[0] / self.size[1])
        y = away @ up / depth / half
        return np.stack([(x + 1) / 2, (1 - y) / 2], axis=1)

    def parts(self) -> dict[str, PartPlace]:
        return {}

    def resize(self, width: int, height: int) -> None:
        self.size = (width, height)

    def take_pictures(self, source: PictureSource) -> None:
        self.pictures = source

    def present_textures(self, is_wanted: bool) -> None:
        self.presents_textures = is_wanted

    def close(self) -> None:
        self.closed = True
