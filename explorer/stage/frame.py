"""A frame as the stage hands it out, in memory or as a texture, and what it depends on."""

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
    """What is to be seen."""

    width: int
    height: int
    # blue, green, red, alpha, a byte each; the top row first, no gaps. The next drawing may overwrite it.
    # Empty where the frame is a texture.
    pixels: memoryview
    changed: bool = True  # whether it is new: False once it is handed out again
    # 0, or the OpenGL name of the texture that holds it, the top row first, in the window's context and all that
    # share with it. The next drawing may overwrite it.
    texture: int = 0
    # where it differs from the frame handed out before, as left, top,
    # width and height in pixels. None: it may be anywhere.
    boxes: Sequence[Box] | None = None


def frame_of(drawn: Pixels | SharedTexture, boxes: Sequence[Box] | None = None) -> Frame:
    """The frame to hand out of what was drawn."""
    if isinstance(drawn, SharedTexture):
        return Frame(*drawn.size, memoryview(b""), texture=drawn.name, boxes=boxes)
    return Frame(drawn.shape[1], drawn.shape[0], drawn.data.cast("B"), boxes=boxes)
