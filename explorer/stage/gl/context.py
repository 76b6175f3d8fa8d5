"""The OpenGL context in which everything is drawn. Every flag of a graphics pipe lives here.

One small host owns it; all surfaces are frame buffers inside it and share its textures and shaders.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import panda3d.core as p3d

from ...core.protocols import Driver, GlContext
from ..software_gl.memory import forget_states, give_back
from ..software_gl.pages import keep_few
from ..software_gl.raster_threads import step_back
from ..software_gl.readback_thread import HAS_SEATS, Reader, seat
from .config import NoGraphics, make_pipe
from .opengl import draws_from_memory
from .regions import Clearing, Gathering
from .render_target import DepthMap, Surface
from .shaders import new_owner, work_for

DEPTH_BITS = 24
MAP_DEPTH_BITS = 1
"""Asked for so few, Panda3D gives 16, and 24 from two on. The sun sees some hundred metres: 16 tell centimetres."""

_BUFFERS = p3d.ConfigVariableBool("vertex-buffers")
"""Whether vertices are copied to where the card reads them; the processor reads them where they lie."""

_COLOUR_FLAGS = p3d.GraphicsPipe.BF_refuse_window | p3d.GraphicsPipe.BF_resizeable


class Host:
    """The OpenGL context and everything drawn in it.

    Parameters
    ----------
    displays : sequence of str
        Display modules to try, best first.
    context : GlContext, optional
        One to draw in; without it an own one is made.

    Raises
    ------
    NoGraphics
        If none of them can draw.
    """

    def __init__(self, displays: Sequence[str], context: GlContext | None = None) -> None:
        self._context = context
        self._number = new_owner()
        self.work()
        self._engine = p3d.GraphicsEngine.get_global_ptr()
        self._reader: Reader | None = None
        self._outputs: list[p3d.GraphicsOutput] = []
        self._drawn: set[p3d.GraphicsOutput] = set()
        failed = []
        for name in displays:
            try:
                pipe, _ = make_pipe([name])
                self._open(pipe)
            except NoGraphics as fault:
                failed.append(fault.reason)
                continue
            self.display = name
            return
        raise NoGraphics("; ".join(failed) or "no display module was named")

    def _open(self, pipe: p3d.GraphicsPipe) -> None:
        self._pipe = pipe
        if self._context is not None:
            # it complains of each surface that its context is not one of its own, and draws rightly
            p3d.Notify.ptr().get_category(":express").set_severity(p3d.NS_fatal)
        wanted = p3d.FrameBufferProperties()
        wanted.set_rgba_bits(8, 8, 8, 8)
        wanted.depth_bits = DEPTH_BITS
        refused = p3d.GraphicsPipe.BF_refuse_window
        flags = refused if self._context is None else p3d.GraphicsPipe.BF_require_callback_window
        size = p3d.WindowProperties(size=(16, 16))
        self._enter()
        host = self._engine.make_output(pipe, "host", 0, wanted, size, flags)
        if host is None:
            raise NoGraphics(f"{pipe.get_interface_name()}: no offscreen buffer")
        if isinstance(host, p3d.CallbackGraphicsWindow):
            host.set_render_callback(p3d.PythonCallbackObject(_let_draw))
            host.disable_clears()
        self._engine.open_windows()
        if not host.is_valid() or host.gsg is None or not host.gsg.is_valid():
            self._engine.remove_window(host)
            raise NoGraphics(f"{pipe.get_interface_name()}: the offscreen buffer did not open")
        version = (host.gsg.driver_version_major, host.gsg.driver_version_minor)
        if version < (3, 2):
            renderer = f"{host.gsg.driver_renderer}, OpenGL {version[0]}.{version[1]}"
            self._engine.remove_window(host)
            raise NoGraphics(f"{renderer}: OpenGL 3.2 is needed")
        host.active = False
        step_back()
        self._host = host
        self.driver = Driver.named(str(host.gsg.driver_renderer))
        self._outputs.append(host)
        if not (self.driver.is_software and draws_from_memory()):
            _BUFFERS.value = True  # for all: every context can

    def work(self) -> None:
        """Let what is built from now on be built for this context: said by whoever may build, for there may be several."""
        work_for(self._number)

    def _enter(self) -> None:
        """Let what is drawn from now on be drawn in the context that was lent."""
        if self._context is not None:
            self._context.make_current()

    @property
    def lends(self) -> bool:
        """Whether pictures can be handed on as textures of the context that was lent."""
        return self._context is not None

    def surface(
        self,
        name: str,
        size: tuple[int, int],
        samples: int,
        *,
        keeps_depth: bool = False,
        lends: bool = False,
        in_bands: bool = False,
    ) -> Surface:
        """A new colour picture with so many samples a pixel (0: one).

        Parameters
        ----------
        keeps_depth : whether its depths are kept as a texture.
        lends : whether it may be asked for as a texture.
        in_bands : whether it may be drawn some rows at a time without waiting for them.
        """
        wanted = p3d.FrameBufferProperties()
        wanted.set_rgba_bits(8, 8, 8, 8)
        wanted.depth_bits = DEPTH_BITS
        wanted.multisamples = samples
        output = self._make(name, size, wanted, _COLOUR_FLAGS)
        self._enter()
        self._engine.open_windows()  # GLX forgets what was set before its buffer opened
        output.inverted = True
        texture = p3d.Texture(name)
        output.add_render_texture(texture, p3d.GraphicsOutput.RTM_triggered_copy_ram)
        depth = None
        if keeps_depth:
            depth = p3d.Texture(f"{name} depth")
            depth.setup_2d_texture(*size, p3d.Texture.T_unsigned_int, p3d.Texture.F_depth_component24)
            depth.minfilter = depth.magfilter = p3d.SamplerState.FT_nearest
            output.add_render_texture(
                depth, p3d.GraphicsOutput.RTM_bind_or_copy, p3d.GraphicsOutput.RTP_depth
            )
        lent = None
        if lends:
            lent = p3d.Texture(f"{name} lent")
            output.add_render_texture(lent, p3d.GraphicsOutput.RTM_bind_or_copy, p3d.GraphicsOutput.RTP_color)
        clearing = Clearing(output) if in_bands else None
        gathering = Gathering(output) if in_bands and samples else None
        return Surface(self, output, texture, depth, lent, clearing, gathering)

    def depth_map(self, name: str, side: int) -> DepthMap:
        """A new square map of depths that shaders compare with."""
        texture = p3d.Texture(name)
        # a float depth texture is not clamped: all beyond the far plane would turn black
        texture.setup_2d_texture(side, side, p3d.Texture.T_unsigned_short, p3d.Texture.F_depth_component16)
        texture.minfilter = texture.magfilter = p3d.SamplerState.FT_shadow
        texture.wrap_u = texture.wrap_v = p3d.SamplerState.WM_border_color
        texture.border_color = p3d.LVecBase4f(1, 1, 1, 1)
        wanted = p3d.FrameBufferProperties()
        wanted.depth_bits = MAP_DEPTH_BITS
        # depths alone are enough; only some old graphics cards want colours with them
        p3d.ConfigVariableBool("gl-force-fbo-color").value = not self.driver.is_software
        output = self._make(name, (side, side), wanted, p3d.GraphicsPipe.BF_refuse_window)
        output.add_render_texture(texture, p3d.GraphicsOutput.RTM_bind_or_copy, p3d.GraphicsOutput.RTP_depth)
        output.set_clear_color_active(False)
        output.set_clear_depth_active(True)
        return DepthMap(self, output, texture)

    def _make(
        self, name: str, size: tuple[int, int], wanted: p3d.FrameBufferProperties, flags: int
    ) -> p3d.GraphicsBuffer:
        self._enter()
        output = self._engine.make_output(
            self._pipe, name, 0, wanted, p3d.WindowProperties(size=size), flags, self._host.gsg, self._host
        )
        if not isinstance(output, p3d.GraphicsBuffer):
            raise NoGraphics(f"{self.driver.name}: no frame buffer for {name!r}")
        output.active = False
        self._outputs.append(output)
        return output

    def draw(self, output: p3d.GraphicsOutput) -> None:
        """Draw one output, and none of the others."""
        self._enter()
        output.active = True
        self._engine.render_frame()
        output.active = False
        forget_states()
        if output not in self._drawn:  # its programs were compiled
            self._drawn.add(output)
            give_back()
            keep_few()

    def lend(self, texture: p3d.Texture) -> int:
        """Have a texture ready for other contexts, and say what OpenGL calls it."""
        assert self._context is not None, "nobody is there to lend it to"
        self._context.finish()
        return self.name_of(texture)

    def name_of(self, texture: p3d.Texture) -> int:
        """What OpenGL calls a texture that was drawn into."""
        prepared = texture.prepare_now(0, self._host.gsg.prepared_objects, self._host.gsg)
        return int(prepared.get_native_id())

    def reader(self) -> Reader | None:
        """The thread that reads textures of this host, made when first asked for; None where there can be none."""
        may = HAS_SEATS and self._context is None and self._reader is None
        if may and (output := self._beside()) is not None:
            self.draw(output)  # now its context is the current one
            place = seat()
            self.draw(self._host)  # and now it is nobody's
            if place is not None:
                self._reader = Reader(place)
        return self._reader if self._reader is not None and self._reader.works else None

    def _beside(self) -> p3d.GraphicsOutput | None:
        """An output that shows nothing, with an OpenGL context of its own that shares all textures."""
        wanted = p3d.FrameBufferProperties()
        wanted.set_rgba_bits(8, 8, 8, 8)
        wanted.depth_bits = DEPTH_BITS
        wanted.stencil_bits = 8  # what the host's context lacks: else Panda3D would take that
        size = p3d.WindowProperties(size=(16, 16))
        flags = p3d.GraphicsPipe.BF_refuse_window
        output = self._engine.make_output(self._pipe, "beside", 0, wanted, size, flags, self._host.gsg)
        if not isinstance(output, p3d.GraphicsBuffer):
            return None
        self._engine.open_windows()
        output.active = False
        self._outputs.append(output)
        if not output.is_valid() or output.gsg == self._host.gsg:
            return None
        output.disable_clears()
        # only for the sake of a camera does Panda3D turn to an output that is not cleared
        output.make_display_region().camera = p3d.NodePath(p3d.Camera("nothing"))
        return output

    def close(self) -> None:
        """Give everything back; the process aborts at its end if an output is still open then."""
        if not self._outputs:
            return
        if self._reader is not None:
            self._reader.close()
            self._reader = None
        self._enter()
        # what is released here goes with the next frame: vertices and textures do not wait for the context's end
        self._host.gsg.prepared_objects.release_all()
        # without a last frame of the host, the buffers of other stages in this process come out empty
        self.draw(self._host)
        for output in reversed(self._outputs):
            self._engine.remove_window(output)
        self._outputs.clear()
        self._drawn.clear()


def _let_draw(data: Any) -> None:
    """Tell a callback window that its context is current already."""
    if data.get_callback_type() == p3d.CallbackGraphicsWindow.RCT_begin_frame:
        data.set_render_flag(True)
