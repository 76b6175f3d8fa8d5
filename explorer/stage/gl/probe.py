"""Capabilities of the graphics driver: probed in the first context that opens, and passed on as a `Driver`.

Frame policy, quality and frame size follow from it.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from dataclasses import dataclass

from ...base.protocols import Driver
from .opengl import gl_function

NEEDED = (3, 2)
"""Least OpenGL version: the shaders are GLSL 150, and the frame buffers are those of this version."""

SAMPLES = (8, 4, 2)
"""Numbers of samples per pixel worth asking for, best first."""

_PROFILE, _CORE = 0x9126, 1  # GL_CONTEXT_PROFILE_MASK, of OpenGL 3.2
_MAX_SAMPLES, _MAX_TEXTURE, _MAX_RENDERBUFFER = 0x8D57, 0x0D33, 0x84E8
_NVX_DEDICATED, _NVX_FREE, _ATI_FREE = 0x9047, 0x9049, 0x87FC  # in kB
_LEAST_TEXTURE_PX = 1024
"""Texture size that every OpenGL 3.2 supports."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers of a context about itself; None where it gives none."""

    renderer: str
    version: tuple[int, int]
    version_text: str = ""
    vendor: str = ""
    profile: int | None = None  # the bits of the context's profile
    samples: int | None = None  # most samples per pixel
    # texture_px, buffer_px: longest side of a texture and of a render buffer
    texture_px: int | None = None
    buffer_px: int | None = None

    @property
    def is_too_old(self) -> bool:
        """Whether the version is too old to draw the park."""
        return self.version < NEEDED

    @property
    def is_core(self) -> bool:
        """Whether the context offers only the core profile, where vertices must be in buffers.

        Unknown counts as core: buffers work in either.
        """
        if self.profile:
            return bool(self.profile & _CORE)
        return "compatibility" not in self.version_text.lower()


def ask(renderer: str, version: tuple[int, int], version_text: str = "", vendor: str = "") -> Answers:
    """Ask the current context for what is not known yet."""
    return Answers(
        renderer,
        version,
        version_text,
        vendor,
        *(_integer(name) for name in (_PROFILE, _MAX_SAMPLES, _MAX_TEXTURE, _MAX_RENDERBUFFER)),
    )


def driver_of(answers: Answers, opens: Callable[[int], bool]) -> Driver:
    """The driver described by these answers.

    Parameters
    ----------
    opens : whether a frame buffer with this many samples really opens: some drivers promise too much.
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
    """Most samples per pixel that are worth it and really open, up to the promised number (None: unknown); 0: one."""
    for samples in SAMPLES:
        if (promised is None or samples <= promised) and opens(samples):
            return samples
    return 0


def display_system(module: str, platform: str = sys.platform) -> str:
    """Common name of what joins OpenGL to the screen in a display module of Panda3D."""
    if "headless" in module:
        return "EGL"
    return {"win32": "WGL", "darwin": "Cocoa"}.get(platform, "GLX")


def video_memory_mb() -> tuple[float | None, float] | None:
    """Total and free memory of the current context's card, as far as it tells; None if it does not.

    NVIDIA's drivers tell both, AMD's the free memory; neither is part of OpenGL itself.
    """
    whole, free = _integer(_NVX_DEDICATED), _integer(_NVX_FREE)
    if whole and free is not None:
        return (whole / 1024, free / 1024)
    free = _integer(_ATI_FREE)
    return (None, free / 1024) if free else None


def _integer(name: int) -> int | None:
    """An integer of the current context; None without a usable answer."""
    get = gl_function("glGetIntegerv", None, ctypes.c_uint, ctypes.POINTER(ctypes.c_int))
    if get is None:
        return None
    # for an unknown name some drivers raise an error and leave the value as it was; some write four numbers
    found = (ctypes.c_int * 4)(-1)
    get(name, found)
    return found[0] if found[0] >= 0 else None
