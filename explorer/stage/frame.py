"""A frame as the stage returns it, in memory or as a texture, and its key: everything that it depends on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..base.protocols import Displaced
from ..park.model import Language
from ..visit import Playing, Running
from .camera import Camera
from .gl.render_target import Pixels
from .highlight.guide import AWAY, Hover
from .highlight.reactions import AT_REST, Reaction

Box = tuple[int, int, int, int]
"""Left, top, width and height, pixels from the top left of the frame."""


@dataclass(frozen=True, slots=True)
class SharedTexture:
    """A frame that stays on the graphics card: a texture by its OpenGL name, top row first."""

    name: int
    size: tuple[int, int]


@dataclass(slots=True, eq=False)
class Frame:
    """A finished frame."""

    width: int
    height: int
    # blue, green, red, alpha, one byte each; top row first, no gaps. The next drawing may overwrite it. Empty
    # where the frame is a texture.
    pixels: memoryview
    changed: bool = True  # whether it is new: False if it was returned before
    # 0, or the OpenGL name of the texture that holds it, top row first, in the window's context and all that
    # share with it. The next drawing may overwrite it.
    texture: int = 0
    # where it differs from the frame returned before, as left, top, width and height in pixels. None:
    # anywhere.
    boxes: Sequence[Box] | None = None


def frame_of(drawn: Pixels | SharedTexture, boxes: Sequence[Box] | None = None) -> Frame:
    """Wrap pixels or a texture as a frame."""
    if isinstance(drawn, SharedTexture):
        return Frame(*drawn.size, memoryview(b""), texture=drawn.name, boxes=boxes)
    return Frame(drawn.shape[1], drawn.shape[0], drawn.data.cast("B"), boxes=boxes)


SLIGHT_H = 0.05
"""A change of the hour up to this can wait for its final frame."""


@dataclass(frozen=True, slots=True)
class FrameKey:
    """Everything that a frame of the park depends on, except for the outlines laid over it.

    `light` is the hour of the light. `time_s` moves the water and the flows; it counts only where time alone
    calls for a new frame. `run` and `marked_parts` are the state of the open zone's exhibit and its
    highlighted parts; `cleared` is the zone whose placeholders make room for it. `ribbons` is the strength of
    each flow between zones; `beacon_s` is the age of the beacon over the hovered zone, while its animation
    lasts. `reaction` is what reacts to the pointer. `clear_view` is the zone to which the view is kept clear,
    and how far; `guide` is the position of the drone; `unlettered` are zones without their letters; `relit`
    is the blend step of light loaded later; `picture` changes with the picture of a gallery; `displaced`
    are zones drawn away from their place; `clip` is the clip of an own model that plays.
    """

    camera: Camera
    size: tuple[int, int]
    light: float
    language: Language
    zone: str | None
    pointed: str | None
    at_rest: bool
    time_s: float
    run: Running | None = None
    marked_parts: tuple[str | None, str | None] = (None, None)
    cleared: str | None = None
    ribbons: tuple[float, ...] = ()
    beacon_s: float = 0.0
    reaction: Reaction = AT_REST
    clear_view: tuple[str | None, float] = (None, 0.0)
    guide: Hover = AWAY
    unlettered: frozenset[str] = frozenset()
    relit: int = 0
    picture: int = 0
    displaced: tuple[Displaced, ...] = ()
    clip: Playing | None = None

    def stands_in_for(self, other: FrameKey) -> bool:
        """Whether a frame of this key may stay on screen while one of the other is drawn."""
        light = self.light if abs(self.light - other.light) < SLIGHT_H else other.light
        changed = replace(
            other.static,
            zone=self.zone,
            cleared=self.cleared,
            clear_view=self.clear_view,
            unlettered=self.unlettered,
            relit=self.relit,
            displaced=self.displaced,
            light=round(light / SLIGHT_H) * SLIGHT_H,
        )
        return self.static == changed

    @property
    def static(self) -> FrameKey:
        """The static part: equal for all keys that differ only in what is drawn over the cached layer."""
        return replace(
            self,
            light=round(self.light / SLIGHT_H) * SLIGHT_H,
            pointed=None,
            at_rest=True,
            time_s=0.0,
            run=None,
            marked_parts=(None, None),
            ribbons=(),
            beacon_s=0.0,
            clip=None,
            reaction=AT_REST,
            guide=AWAY,
            picture=0,
        )
