"""A frame as the stage returns it, in memory or as a texture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .gl.render_target import Pixels

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
