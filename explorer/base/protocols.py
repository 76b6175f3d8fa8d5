"""Protocols of what draws and shows the park: one renderer, frame and hit for window, film, doctor and bench.

Visits and texts belong to higher rooms, so the renderer is generic in both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple, Protocol, TypeVar, get_args

import numpy as np
import numpy.typing as npt

from ..i18n import Language
from .geometry import Corners, Pose, Rect, Vec2, Vec3
from .pictures import PictureSource

VisitT_contra = TypeVar("VisitT_contra", contravariant=True)
TextT_co = TypeVar("TextT_co", covariant=True)

SOFTWARE = ("llvmpipe", "softpipe", "swiftshader", "software", "swr", "basic render")
"""Words in the names of drivers that render on the CPU."""


class Driver(NamedTuple):
    """The graphics driver: its name and capabilities. Only the owner of the OpenGL context queries it."""

    name: str
    is_software: bool  # whether it renders on the CPU
    vendor: str = ""
    version: tuple[int, int] = (3, 2)  # of OpenGL
    is_core: bool = False  # whether it is a core profile: vertices come only from buffer objects
    samples: int = 4  # samples per pixel that it supports, up to those used (0: one)
    largest_px: int = 16384  # longest side of a frame it can draw

    @classmethod
    def named(
        cls,
        name: str,
        *,
        vendor: str = "",
        version: tuple[int, int] = (3, 2),
        is_core: bool = False,
        samples: int = 4,
        largest_px: int = 16384,
    ) -> Driver:
        """The driver with this name, which tells whether it renders on the CPU."""
        is_software = any(word in name.lower() for word in SOFTWARE)
        return cls(name, is_software, vendor, version, is_core, samples, largest_px)


class Frame(Protocol):
    """One drawn frame: BGRA bytes, top row first; or a texture by its OpenGL name (else 0).

    `changed` is false if it is the same frame as last time. `boxes` are where it differs from that one, as
    left, top, width and height in pixels; None: anywhere.
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
    """Hit-test result for a point of the frame: the zone or None, the part of its exhibit, the point; or a boat."""

    @property
    def zone(self) -> str | None: ...
    @property
    def part(self) -> str | None: ...
    @property
    def boat(self) -> int | None: ...
    @property
    def point(self) -> Vec3: ...


MAIN_FIGURE = "main figure: "
"""Begin of the name of the board with an exhibit's main figure, among the places of its parts; the kind follows."""


class PartPlace(NamedTuple):
    """Anchor of labels at a part of an exhibit: the centre of each of its sides, in metres of the park.

    `corners` are those of its box, which labels must not cover.
    """

    above: Vec3
    below: Vec3
    left: Vec3
    right: Vec3
    corners: tuple[Vec3, ...] = ()

    @property
    def sides(self) -> tuple[Vec3, Vec3, Vec3, Vec3]:
        return self.above, self.below, self.left, self.right


class Displaced(NamedTuple):
    """A zone drawn away from its own place: turned, scaled, then moved."""

    zone: str  # its id
    # from_m, to_m: centre of its building, in the scene and as drawn
    from_m: Vec2
    to_m: Vec2
    heading_deg: float  # direction of its front in the scene, clockwise from north
    turn_deg: float = 0.0  # clockwise turn
    scale: Vec2 = (1.0, 1.0)  # scale of width and depth


class GlContext(Protocol):
    """An OpenGL context of the window, reserved for a renderer."""

    def make_current(self) -> None:
        """Direct this thread's OpenGL calls to this context."""

    def finish(self) -> None:
        """Wait until all its commands are executed, so that other contexts may use the results."""


Effect = Literal["bloom", "grading", "focus"]
EFFECTS: tuple[Effect, ...] = get_args(Effect)
"""Effects of a rich frame that a visitor may switch off: glow round bright things, rich colours, a soft background."""


class Renderer(Protocol[VisitT_contra, TextT_co]):
    """Draws the park for a visit. `x`, `y` run from -1 to 1, right and up."""

    @property
    def driver(self) -> Driver: ...
    @property
    def effects(self) -> Sequence[Effect]:
        """The effects that it can draw."""

    @property
    def finished(self) -> bool:
        """Whether the last frame is final, not to be refined further."""

    @property
    def state(self) -> TextT_co:
        """What is being drawn, and why."""

    @property
    def level(self) -> tuple[int, int]:
        """The quality level in use while the camera moves, from 1, and the number of levels."""

    @property
    def warnings(self) -> tuple[str, ...]: ...
    @property
    def unread_models(self) -> Mapping[str, TextT_co]:
        """Zones whose own model could not be read, each with the reason."""

    def show(
        self,
        visit: VisitT_contra,
        free: Rect = ...,
        meant: str | None = ...,
        unlettered: frozenset[str] = ...,
    ) -> None: ...
    def draw(self, finished: bool = ..., *, is_outlined: bool = ...) -> Frame: ...
    def prefetch_light(self, visit: VisitT_contra) -> None:
        """Prefetch what the next frame in another light needs, in the background."""

    def thumbnail(self, pose: Pose, width: int, height: int, *, is_focused: bool = False) -> Frame | None:
        """A frame from another pose, one per idle tick, owned by the caller. `is_focused`: blurred far from its target."""

    def prepare(self, zone: str) -> Iterator[None]:
        """Prepare what opening a zone will show, one portion per step."""

    def relight(self, folder: Path) -> None:
        """Fade to the light in a folder that holds the same park."""

    def displace(self, displaced: tuple[Displaced, ...]) -> None:
        """Draw these zones displaced from the next `show` on, and all others in their own place."""

    def read_ahead(self, visit: VisitT_contra) -> Iterator[None]:
        """Preload the park of a visit while the present one goes on, a little per step."""

    def turn_to(self, visit: VisitT_contra) -> None:
        """Switch to the park of this visit; if it cannot be drawn, nothing changes."""

    def pick(self, x: float, y: float) -> Hit | None: ...
    def greet(self, boat: int, *, restart: bool = ...) -> None:
        """Let a boat that was picked greet; one that does goes on, unless `restart` is set."""

    def press(self, part: str) -> None:
        """Let a part of the exhibit on show give way for a moment."""

    def parts(self) -> Mapping[str, PartPlace]:
        """Anchors for labels: the parts of the exhibit on show."""

    def letters(self, zone: str, language: Language | None = ...) -> Corners | None:
        """The corners of the box round a building's letters, (8, 3), one narrow end first; None without letters.

        The default language is that of the last frame.
        """

    def ground(self, x: float, y: float) -> Vec3 | None: ...
    def project(self, points: npt.ArrayLike) -> npt.NDArray[np.floating[Any]]: ...
    def resize(self, width: int, height: int) -> None: ...
    def take_pictures(self, source: PictureSource) -> None:
        """Use this source for the pictures of galleries."""

    def present_textures(self, is_wanted: bool) -> None:
        """Deliver frames as textures, if a context was given, or in memory."""

    def close(self) -> None: ...
