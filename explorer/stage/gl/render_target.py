"""The frame buffers that Panda3D draws into, each drawn on demand.

They are upside down for OpenGL, so that their copies in memory have the top row first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import panda3d.core as p3d

from .context import Context, colour_properties, light_properties

MAP_DEPTH_BITS = 1
"""Panda3D gives 16 bits for 1, and 24 from 2 on. The sun's view spans some hundred metres: 16 bits resolve centimetres."""

_COLOUR_FLAGS = p3d.GraphicsPipe.BF_refuse_window | p3d.GraphicsPipe.BF_resizeable

Pixels = npt.NDArray[np.uint8]


class Chain(Protocol):
    """Passes that turn light and depths into a frame, drawn in the order in which they were made."""

    @property
    def outputs(self) -> Sequence[p3d.GraphicsOutput]:
        """The frame buffers of all passes; the last holds the frame, top row first."""

    def resize(self, width: int, height: int) -> None: ...


ChainMaker = Callable[[Context, str, tuple[int, int], p3d.Texture, p3d.Texture, int], Chain]
"""Makes the chain of a target from its name, its size, its light and depth textures and its samples per pixel."""


class RenderTarget:
    """A colour frame, drawn to memory or to a texture.

    In memory it is (height, width, 4): blue, green, red, alpha; top row first.

    Attributes
    ----------
    light : the texture that light is drawn into.
    while_waiting : context manager entered while the target only waits for pixels.

    Parameters
    ----------
    samples : per pixel (0: one).
    keeps_depth : whether its depths are kept as a texture.
    is_shared : whether it may be asked for as a texture.
    chain : makes the passes that follow; the target then draws light, and they turn it into the frame.
    """

    def __init__(
        self,
        context: Context,
        name: str,
        size: tuple[int, int],
        samples: int,
        *,
        keeps_depth: bool = False,
        is_shared: bool = False,
        chain: ChainMaker | None = None,
    ) -> None:
        self._context = context
        self.while_waiting: Callable[[], AbstractContextManager[object]] = nullcontext
        wanted = colour_properties(samples) if chain is None else light_properties(samples)
        self.output = context.make_buffer(name, size, wanted, _COLOUR_FLAGS)
        context.open_buffers()
        self.output.inverted = True
        self._regions: list[p3d.DisplayRegion] = []
        self.depth = p3d.Texture(f"{name} depth") if keeps_depth or chain else None
        if self.depth is not None:
            self.depth.setup_2d_texture(*size, p3d.Texture.T_unsigned_int, p3d.Texture.F_depth_component24)
            self.depth.minfilter = self.depth.magfilter = p3d.SamplerState.FT_nearest
            self.output.add_render_texture(
                self.depth, p3d.GraphicsOutput.RTM_bind_or_copy, p3d.GraphicsOutput.RTP_depth
            )
        self.light: p3d.Texture | None = None
        self._chain: Chain | None = None
        self._shown: p3d.GraphicsOutput = self.output  # the output that holds the frame
        if chain is not None:
            assert self.depth is not None
            self.light = light_texture(f"{name} light", size)
            self.output.add_render_texture(
                self.light, p3d.GraphicsOutput.RTM_bind_or_copy, p3d.GraphicsOutput.RTP_color
            )
            self._chain = chain(context, name, size, self.light, self.depth, samples)
            self._shown = self._chain.outputs[-1]
            context.draw(
                self.output
            )  # if another stage opened before the first drawing, all of them would come out empty
        self._memory = p3d.Texture(name)
        self._shown.add_render_texture(self._memory, p3d.GraphicsOutput.RTM_triggered_copy_ram)
        self.texture = p3d.Texture(f"{name} shared") if is_shared else None
        if self.texture is not None:
            self._shown.add_render_texture(
                self.texture, p3d.GraphicsOutput.RTM_bind_or_copy, p3d.GraphicsOutput.RTP_color
            )

    def release(self) -> None:
        """Release its memory; it is not drawn again."""
        self._context.release([self.output, *(self._chain.outputs if self._chain else ())])

    def look_through(self, camera: p3d.NodePath, sort: int = 0) -> None:
        """Draw this camera's view over the whole frame; of several cameras, the lowest `sort` first."""
        region = self.output.make_display_region()
        region.sort = sort
        region.camera = camera
        self._regions.append(region)

    def lay_over(self, camera: p3d.NodePath) -> None:
        """Draw this camera's view over the finished frame."""
        region = self._shown.make_display_region()
        region.sort = 1
        region.camera = camera

    def resize(self, width: int, height: int) -> None:
        """Set the size of the frame, in pixels."""
        if (width, height) != (self.output.get_x_size(), self.output.get_y_size()):
            self.output.set_size(width, height)
            if self._chain is not None:
                self._chain.resize(width, height)

    def draw(self) -> Pixels:
        """Draw the frame and return it. The next drawing overwrites it."""
        self.draw_part(is_first=True, is_last=True)
        return self.pixels()

    def draw_part(self, is_first: bool, is_last: bool) -> None:
        """Draw a part of the frame; the first part clears it, the last one copies it to memory."""
        if is_last:
            self._shown.trigger_copy()
        self._draw(is_first, is_last)

    def _draw(self, is_first: bool, is_last: bool) -> None:
        """Draw a part of the frame; where light is drawn, the passes run after the last part."""
        self.output.set_clear_color_active(is_first)
        self.output.set_clear_depth_active(is_first)
        # stencils are unused but share a word with the depths: Mesa clears both together, or bit by bit
        self.output.set_clear_stencil_active(is_first)
        self._context.draw(self.output, *(self._chain.outputs if self._chain and is_last else ()))

    def draw_over(self) -> Pixels:
        """Draw over the present content, and return all of it."""
        self.draw_part(is_first=False, is_last=True)
        return self.pixels()

    def begin(self, over: bool = False) -> None:
        """Draw without a flush and without waiting for the pixels; `over` keeps the present content."""
        self.draw_part(is_first=not over, is_last=False)

    def fetch(self) -> Pixels:
        """Wait for the frame that was begun, and return it."""
        for region in self._regions:
            region.active = False
        with self.while_waiting():
            self.draw_part(is_first=False, is_last=True)
        for region in self._regions:
            region.active = True
        return self.pixels()

    def share(self, over: bool = False) -> int:
        """Draw and return the OpenGL name of the frame as a texture of the window's context; `over` keeps the content.

        Nothing is copied to memory.
        """
        assert self.texture is not None, "only a target made to be shared can be"
        self._draw(is_first=not over, is_last=True)
        return self._context.share(self.texture)

    @property
    def texture_name(self) -> int:
        """The OpenGL name of the texture."""
        assert self.texture is not None, "only a target made to be shared can be"
        return self._context.texture_name(self.texture)

    def pixels(self) -> Pixels:
        """The last complete drawing."""
        return pixels_of(self._memory)


def pixels_of(copied: p3d.Texture) -> Pixels:
    """The pixels of a frame that was copied to memory."""
    ram: Any = copied.get_ram_image()  # a buffer, though its type does not say so
    return np.frombuffer(memoryview(ram).cast("B"), np.uint8).reshape(copied.y_size, copied.x_size, 4)


def light_texture(name: str, size: tuple[int, int]) -> p3d.Texture:
    """A half-float texture to draw light into."""
    texture = p3d.Texture(name)
    texture.setup_2d_texture(*size, p3d.Texture.T_half_float, p3d.Texture.F_rgba16)
    texture.wrap_u = texture.wrap_v = p3d.SamplerState.WM_clamp
    texture.minfilter = texture.magfilter = p3d.SamplerState.FT_linear
    return texture


class DepthMap:
    """A square depth map of one camera, with comparison for shaders."""

    def __init__(self, context: Context, name: str, side: int) -> None:
        self._context = context
        self.texture = p3d.Texture(name)
        # float depths are not clamped: everything beyond the far plane would turn black
        self.texture.setup_2d_texture(
            side, side, p3d.Texture.T_unsigned_short, p3d.Texture.F_depth_component16
        )
        self.texture.minfilter = self.texture.magfilter = p3d.SamplerState.FT_shadow
        self.texture.wrap_u = self.texture.wrap_v = p3d.SamplerState.WM_border_color
        self.texture.border_color = p3d.LVecBase4f(1, 1, 1, 1)
        wanted = p3d.FrameBufferProperties()
        wanted.depth_bits = MAP_DEPTH_BITS
        # depths suffice; only some old graphics cards need colours with them
        p3d.ConfigVariableBool("gl-force-fbo-color").value = not context.driver.is_software
        self.output = context.make_buffer(name, (side, side), wanted, p3d.GraphicsPipe.BF_refuse_window)
        self.output.add_render_texture(
            self.texture, p3d.GraphicsOutput.RTM_bind_or_copy, p3d.GraphicsOutput.RTP_depth
        )
        self.output.set_clear_color_active(False)
        self.output.set_clear_depth_active(True)

    def look_through(self, camera: p3d.NodePath) -> None:
        """Draw what this camera sees."""
        self.output.make_display_region().camera = camera

    def draw(self) -> None:
        """Draw it."""
        self._context.draw(self.output)
