"""Frame policies: their protocol, and the choice of one for a driver."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import NamedTuple, Protocol, cast

from ...base.names import PolicyName
from ...base.protocols import Driver
from ..frame import Frame, FrameKey
from ..gl.context import Context
from .quality import Quality, Step
from .scene_view import SceneView


class Status(NamedTuple):
    """What is drawn: while the camera moves, at rest, the step and number of steps, the time of a moving
    frame (0: unknown)."""

    moving: Step
    rest: Step
    level: int = 1
    levels: int = 1
    took_ms: float = 0.0


class FramePolicy(Protocol):
    """Decides what is drawn for each key, and when.

    Attributes
    ----------
    focuses_at_rest : whether final frames have depth of field, without the rich tier.
    """

    focuses_at_rest: bool

    @property
    def settled(self) -> bool:
        """Whether the last frame shows everything of its key."""

    @property
    def status(self) -> Status: ...

    def frame(self, key: FrameKey, time_s: float, at_once: bool = False) -> Frame | None:
        """The frame to show now; None if nothing is new. `at_once`: the final frame, however long it takes."""

    def present_textures(self, is_wanted: bool) -> None:
        """Return frames as textures, where the context can share them, or in memory."""

    def close(self) -> None: ...


class PolicyMaker(Protocol):
    """Makes a policy for a scene and an initial size."""

    def __call__(
        self, context: Context, view: SceneView, quality: Quality, size: tuple[int, int], /
    ) -> FramePolicy: ...


POLICIES: dict[PolicyName, tuple[str, str]] = {
    "direct": ("frames.direct", "DirectFrames"),
    "progressive": ("frames.progressive", "ProgressiveFrames"),
    "pipelined": ("software_gl.pipelined", "PipelinedFrames"),
}
"""Module and class of each policy; only the one in use is imported."""


def policy_maker(name: PolicyName | None, driver: Driver, is_rich: bool = False) -> PolicyMaker:
    """The policy of this name; without a name, that of the driver.

    The program works without the folder `software_gl`: progressive then replaces pipelined. It does so for
    the rich tier too: pipelined frames are read while the driver fills them, and those of light still need
    the passes.
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

    A graphics card draws everything in every frame, on every system. A processor refines progressively;
    pipelined only on Linux, where its threads can be pinned and a second context was tested.
    """
    if not driver.is_software:
        return "direct"
    return "pipelined" if platform.startswith("linux") else "progressive"


def _imported(name: PolicyName) -> PolicyMaker:
    module, made = POLICIES[name]
    return cast(PolicyMaker, getattr(import_module(f"...{module}", __name__), made))
