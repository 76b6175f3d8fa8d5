"""What draws the park, and what shows it: one renderer, one frame and one hit for window, film, doctor and bench.

Visits and texts belong to higher floors, so the renderer is generic in both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple, Protocol, TypeVar, get_args

import numpy as np
import numpy.typing as npt

from .corners import Corners
from .geometry import Pose, Rect, Vec2, Vec3
from .pictures import PictureSource

VisitT_contra = TypeVar("VisitT_contra", contravariant=True)
TextT_co = TypeVar("TextT_co", covariant=True)

SOFTWARE = ("llvmpipe", "softpipe", "swiftshader", "software", "swr", "basic render")
"""Words in the names of drivers that draw with the processor."""


class Driver(NamedTuple):
    """The graphics driver: its own name, and what it can do. Only the owner of the OpenGL context asks it."""

    name: str
    is_software: bool  # whether the processor does the work of a graphics card
    vendor: str = ""
    version: tuple[int, int] = (3, 2)  # of OpenGL
    is_core: bool = False  # whether it draws vertices only from buffers of its own
    samples: int = 4  # the most samples a pixel that are used (0: one)
    largest_px: int = 16384  # the longest side of a frame

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
        """The driver that calls itself so; its name tells whether the processor draws."""
        is_software = any(word in name.lower() for word in SOFTWARE)
        return cls(name, is_software, vendor, version, is_core, samples, largest_px)


class Frame(Protocol):
    """One drawn frame: BGRA bytes, top row first; or a texture by its OpenGL name (else 0).

    `changed` is false if it is the frame handed out before. `boxes` are where it differs from that one, as left,
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
    """What lies under a point of the frame: the zone (None: none), the part of its exhibit, where it was met; or a boat."""

    @property
    def zone(self) -> str | None: ...
    @property
    def part(self) -> str | None: ...
    @property
    def boat(self) -> int | None: ...
    @property
    def point(self) -> Vec3: ...


class PartPlace(NamedTuple):
    """Where words may point that stand at a part of an exhibit: the middle of each of its sides, in metres of the park.

    `corners` are those of its box: words keep off what they name.
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
    """A zone that is drawn elsewhere than it stands: turned, sized, and then put there."""

    zone: str  # its id
    # from_m, to_m: the middle of its building where it stands, and where it is drawn
    from_m: Vec2
    to_m: Vec2
    heading_deg: float  # the way its front faces where it stands, clockwise from north
    turn_deg: float = 0.0  # how far it is turned clockwise
    scale: Vec2 = (1.0, 1.0)  # how much wider and deeper it is


class GlContext(Protocol):
    """An OpenGL context of the window in which only a renderer draws."""

    def make_current(self) -> None:
        """Send all OpenGL calls of this thread to it from now on."""

    def finish(self) -> None:
        """Wait until all that was asked of it is done, so that others may use it."""


Effect = Literal["bloom", "grading", "focus"]
EFFECTS: tuple[Effect, ...] = get_args(Effect)
"""What a rich picture has and a visitor may switch off: a glow round what shines, rich colours, a soft background."""


class Renderer(Protocol[VisitT_contra, TextT_co]):
    """Draws the park as a visit has it. `x`, `y` run from -1 to 1, right and up."""

    @property
    def driver(self) -> Driver: ...
    @property
    def effects(self) -> Sequence[Effect]:
        """Those that it can draw."""

    @property
    def finished(self) -> bool:
        """Whether the frame drawn last is as fine as it will be."""

    @property
    def state(self) -> TextT_co:
        """What is drawn, and why."""

    @property
    def level(self) -> tuple[int, int]:
        """The step of quality in use while the camera moves, from 1; how many there are."""

    @property
    def warnings(self) -> tuple[str, ...]: ...
    @property
    def unread_models(self) -> Mapping[str, TextT_co]:
        """The zones whose own model could not be read, and why."""

    def show(
        self, visit: VisitT_contra, free: Rect = ..., meant: str | None = ..., unlettered: str | None = ...
    ) -> None: ...
    def draw(self, finished: bool = ...) -> Frame: ...
    def prefetch_light(self, visit: VisitT_contra) -> None:
        """Prepare what a frame in another light needs first, while others work."""

    def thumbnail(self, pose: Pose, width: int, height: int, *, is_focused: bool = False) -> Frame | None:
        """A frame from elsewhere, one an idle tick; it stays the caller's. `is_focused`: blurred far from its target."""

    def prepare(self, zone: str) -> Iterator[None]:
        """Prepare what the opening of a zone will show, a portion at each step."""

    def relight(self, folder: Path) -> None:
        """Blend in the light of a folder that holds the same park."""

    def displace(self, displaced: tuple[Displaced, ...]) -> None:
        """Draw what stands in these zones elsewhere from the next `show` on, and all else where it stands."""

    def read_ahead(self, visit: VisitT_contra) -> Iterator[None]:
        """Read the park of a visit while this one goes on, a moment at each step."""

    def turn_to(self, visit: VisitT_contra) -> None:
        """Draw the park of this visit from now on; if it cannot be drawn, nothing has changed."""

    def pick(self, x: float, y: float) -> Hit | None: ...
    def parts(self) -> Mapping[str, PartPlace]:
        """Where words point: parts of the exhibit on show."""

    def letters(self, zone: str) -> Corners | None:
        """The corners of the box of the letters on a building, (8, 3), one narrow end first; None if it has none."""

    def ground(self, x: float, y: float) -> Vec3 | None: ...
    def project(self, points: npt.ArrayLike) -> npt.NDArray[np.floating[Any]]: ...
    def resize(self, width: int, height: int) -> None: ...
    def take_pictures(self, source: PictureSource) -> None:
        """Take the pictures of galleries from here."""

    def present_textures(self, is_wanted: bool) -> None:
        """Present frames as textures, if a context was given, or in memory."""

    def close(self) -> None: ...
