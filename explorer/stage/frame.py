"""A picture as the stage hands it out: in memory, or as a texture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .frames.overlay import Box
from .gl.render_target import Pixels


@dataclass(frozen=True, slots=True)
class Lent:
    """A picture that stays on the graphics card: a texture by its OpenGL name, top row first."""

    texture: int
    size: tuple[int, int]


@dataclass(slots=True, eq=False)
class Picture:
    """What is to be seen.

    Attributes
    ----------
    pixels : memoryview
        Blue, green, red, alpha, a byte each; the top row first, no gaps. The next drawing may overwrite it.
        Empty where the picture is a texture.
    changed : bool
        Whether it is new: False once it is handed out again.
    boxes : sequence of (int, int, int, int), optional
        Where it differs from the picture handed out before, as left, top, width and height in pixels. None: it may
        be anywhere.
    texture : int
        0, or what OpenGL calls the texture that holds it, the top row first, in the context that was lent to the
        stage and all that share with it. The next drawing may overwrite it.
    """

    width: int
    height: int
    pixels: memoryview
    changed: bool = True
    texture: int = 0
    boxes: Sequence[Box] | None = None


def picture_of(drawn: Pixels | Lent) -> Picture:
    """What was drawn, to be handed out."""
    if isinstance(drawn, Lent):
        return Picture(*drawn.size, memoryview(b""), texture=drawn.texture)
    return Picture(drawn.shape[1], drawn.shape[0], drawn.data.cast("B"))
