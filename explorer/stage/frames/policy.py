"""How frames come about: one protocol, and the choice among the policies behind it."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Literal, NamedTuple, Protocol, cast

from ...core.protocols import Driver
from ..frame import Frame
from ..frame_key import FrameKey
from ..gl.context import Context
from .quality import Quality, Step
from .scene_view import SceneView

PolicyName = Literal["direct", "progressive", "pipelined"]


class Status(NamedTuple):
    """What is drawn: while the camera moves, at rest, which of how many steps, and what a moving frame takes (0: unknown)."""

    moving: Step
    rest: Step
    level: int = 1
    levels: int = 1
    took_ms: float = 0.0


class FramePolicy(Protocol):
    """Decides what is drawn for each key, and when."""

    @property
    def settled(self) -> bool:
        """Whether the frame handed out last is all of the key it was asked for."""

    @property
    def status(self) -> Status: ...

    def frame(self, key: FrameKey, time_s: float, at_once: bool = False) -> Frame | None:
        """The frame to show now; None if there is nothing new. `at_once`: the final frame, however long it takes."""

    def present_textures(self, is_wanted: bool) -> None:
        """Hand frames out as textures, where the context can share them, or in memory."""

    def close(self) -> None: ...


class PolicyMaker(Protocol):
    """Makes a policy for a scene and a first size."""

    def __call__(
        self, context: Context, view: SceneView, quality: Quality, size: tuple[int, int], /
    ) -> FramePolicy: ...


POLICIES: dict[PolicyName, tuple[str, str]] = {
    "direct": ("frames.direct", "DirectFrames"),
    "progressive": ("frames.progressive", "ProgressiveFrames"),
    "pipelined": ("software_gl.pipelined", "PipelinedFrames"),
}
"""The module of each policy and its class; only the one that is used is imported."""


def policy_maker(name: PolicyName | None, driver: Driver, is_rich: bool = False) -> PolicyMaker:
    """The policy of a name; without one that of the driver.

    The program works without the folder `software_gl`: then what would be pipelined is progressive. So is the rich tier:
    pipelined frames are read while they are filled, and those of light are not the picture yet.
    """
    name = name or policy_for(driver)
    if name == "pipelined" and is_rich:
        name = "progressive"
    try:
        return _imported(name)
    except ModuleNotFoundError as missing:
        if "software_gl" not in (missing.name or ""):
            raise
        return _imported("progressive")


def policy_for(driver: Driver, platform: str = sys.platform) -> PolicyName:
    """The policy that suits a driver.

    A graphics card draws everything in every frame, on every system. A processor refines progressively; pipelined on
    Linux alone, where its threads can be placed and its second context was tried.
    """
    if not driver.is_software:
        return "direct"
    return "pipelined" if platform.startswith("linux") else "progressive"


def _imported(name: PolicyName) -> PolicyMaker:
    module, made = POLICIES[name]
    return cast(PolicyMaker, getattr(import_module(f"...{module}", __name__), made))
