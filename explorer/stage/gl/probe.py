"""What the graphics driver can do: asked once, in the first context that opens, and passed on as a `Driver`.

The frame policy, the quality and the size of a frame follow from it.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from dataclasses import dataclass

from ...core.protocols import Driver
from .opengl import gl_function

NEEDED = (3, 2)
"""The shaders are GLSL 150, and the frame buffers are those of this version."""

SAMPLES = (8, 4, 2)
"""How many samples a pixel are worth asking for, best first."""

_PROFILE, _CORE = 0x9126, 1  # GL_CONTEXT_PROFILE_MASK, of OpenGL 3.2
_MAX_SAMPLES, _MAX_TEXTURE, _MAX_RENDERBUFFER = 0x8D57, 0x0D33, 0x84E8
_NVX_DEDICATED, _NVX_FREE, _ATI_FREE = 0x9047, 0x9049, 0x87FC  # in kB
_LEAST_TEXTURE_PX = 1024
"""What every OpenGL 3.2 has."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a context says of itself; a number is None where it says nothing."""

    renderer: str
    version: tuple[int, int]
    version_text: str = ""
    vendor: str = ""
    profile: int | None = None  # the bits of the context's profile
    samples: int | None = None  # the most samples a pixel
    # texture_px, buffer_px: the longest side of a texture, and of a buffer that is drawn into
    texture_px: int | None = None
    buffer_px: int | None = None

    @property
    def is_too_old(self) -> bool:
        """Whether the park cannot be drawn with this version at all."""
        return self.version < NEEDED

    @property
    def is_core(self) -> bool:
        """Whether the context offers the core profile alone, where vertices must lie in buffers of its own.

        Where nothing tells, it is taken as one: buffers work in either.
        """
        if self.profile:
            return bool(self.profile & _CORE)
        return "compatibility" not in self.version_text.lower()


def ask(renderer: str, version: tuple[int, int], version_text: str = "", vendor: str = "") -> Answers:
    """The answers of the context that is current, beyond what is known of it already."""
    return Answers(
        renderer,
        version,
        version_text,
        vendor,
        *(_integer(name) for name in (_PROFILE, _MAX_SAMPLES, _MAX_TEXTURE, _MAX_RENDERBUFFER)),
    )


def driver_of(answers: Answers, opens: Callable[[int], bool]) -> Driver:
    """What all other code gets.

    Parameters
    ----------
    opens : whether a frame buffer with so many samples a pixel really opens: some drivers promise more than they have.
    """
    sides = [side for side in (answers.texture_px, answers.buffer_px) if side]
    return Driver.named(
        answers.renderer,
        vendor=answers.vendor,
        version=answers.version,
        is_core=answers.is_core,
        samples=most_samples(answers.samples, opens),
        largest_px=max(min(sides, default=0), _LEAST_TEXTURE_PX),
    )


def most_samples(promised: int | None, opens: Callable[[int], bool]) -> int:
    """The most samples a pixel that are worth it and really open, at most as many as are promised (None: unknown); 0: one."""
    for samples in SAMPLES:
        if (promised is None or samples <= promised) and opens(samples):
            return samples
    return 0


def display_system(module: str, platform: str = sys.platform) -> str:
    """What joins OpenGL to the screen in a display module of Panda3D, by the name people know."""
    if "headless" in module:
        return "EGL"
    return {"win32": "WGL", "darwin": "Cocoa"}.get(platform, "GLX")


def video_memory_mb() -> tuple[float | None, float] | None:
    """The memory of the card whose context is current, whole and free, as far as it tells; None: not at all.

    NVIDIA's drivers tell both, AMD's what is free; neither is part of OpenGL itself.
    """
    whole, free = _integer(_NVX_DEDICATED), _integer(_NVX_FREE)
    if whole and free is not None:
        return (whole / 1024, free / 1024)
    free = _integer(_ATI_FREE)
    return (None, free / 1024) if free else None


def _integer(name: int) -> int | None:
    """A number of the current context; None where it does not answer, or not with a number of use."""
    get = gl_function("glGetIntegerv", None, ctypes.c_uint, ctypes.POINTER(ctypes.c_int))
    if get is None:
        return None
    # some answer to a name they do not know with an error, and leave the place as it was; some answer with four numbers
    found = (ctypes.c_int * 4)(-1)
    get(name, found)
    return found[0] if found[0] >= 0 else None
