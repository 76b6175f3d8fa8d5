"""The OpenGL context: opens, draws one output at a time, shares textures and closes.

All flags of graphics pipes are set here. Render targets are frame buffers inside the context and share its
textures and shaders.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import panda3d.core as p3d

from ...base import software_driver
from ...base.protocols import GlContext
from .config import NoGraphics, make_pipe
from .memory import collect_states, trim_memory
from .opengl import finish, release_compiler
from .probe import ask, driver_of
from .shaders import new_owner, work_for

DEPTH_BITS = 24
SMALL_PX = (16, 16)

_BUFFERS = p3d.ConfigVariableBool("vertex-buffers")
"""Whether vertices are copied to buffers for the card; a processor reads them in client memory."""


class Context:
    """The OpenGL context and everything drawn in it.

    Raises NoGraphics if no display module can draw; SoftwareDriverNeeded if none can but a restart with
    another driver would help.

    Parameters
    ----------
    displays : display modules to try, best first.
    window_context : the window's context to draw in; without it the context makes its own.

    Attributes
    ----------
    driver : what draws; probed once and passed on.
    display : the display module in use.
    defines : preprocessor names of all its programs.
    """

    def __init__(self, displays: Sequence[str], window_context: GlContext | None = None) -> None:
        self._window_context = window_context
        self._numbers: dict[frozenset[str], int] = {}
        self.define({})
        self._engine = p3d.GraphicsEngine.get_global_ptr()
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
        if window_context is None and software_driver.is_offered():
            raise software_driver.SoftwareDriverNeeded
        raise NoGraphics("; ".join(failed) or "no display module was named")

    def _open(self, pipe: p3d.GraphicsPipe) -> None:
        self._pipe = pipe
        if self._window_context is not None:
            # Panda3D warns for each buffer that its context is foreign, but draws correctly
            p3d.Notify.ptr().get_category(":express").set_severity(p3d.NS_fatal)
        refused = p3d.GraphicsPipe.BF_refuse_window
        flags = refused if self._window_context is None else p3d.GraphicsPipe.BF_require_callback_window
        self._make_current()
        root = self._engine.make_output(pipe, "root", 0, colour_properties(), _small(), flags)
        if root is None:
            raise NoGraphics(f"{pipe.get_interface_name()}: no offscreen buffer")
        if isinstance(root, p3d.CallbackGraphicsWindow):
            root.set_render_callback(p3d.PythonCallbackObject(_let_draw))
            root.disable_clears()
        self._engine.open_windows()
        if not root.is_valid() or root.gsg is None or not root.gsg.is_valid():
            self._engine.remove_window(root)
            raise NoGraphics(f"{pipe.get_interface_name()}: the offscreen buffer did not open")
        self._root = root
        gsg = root.gsg
        version = (gsg.driver_version_major, gsg.driver_version_minor)
        answers = ask(str(gsg.driver_renderer), version, str(gsg.driver_version), str(gsg.driver_vendor))
        if answers.is_too_old:
            self._engine.remove_window(root)
            raise NoGraphics(f"{answers.renderer}, OpenGL {version[0]}.{version[1]}: OpenGL 3.2 is needed")
        root.active = False
        self.driver = driver_of(answers, self._opens)
        self._outputs.append(root)
        if self.driver.is_core or not self.driver.is_software:
            _BUFFERS.value = True  # for all contexts: each of them can

    def _opens(self, samples: int) -> bool:
        """Whether a frame buffer with this many samples opens. EGL refuses it, GLX may silently give fewer."""
        flags = p3d.GraphicsPipe.BF_refuse_window
        wanted = colour_properties(samples)
        output = self._engine.make_output(
            self._pipe, "probe", 0, wanted, _small(), flags, self._root.gsg, self._root
        )
        if not isinstance(output, p3d.GraphicsBuffer):
            return False
        self._engine.open_windows()
        has_all = output.is_valid() and output.get_fb_properties().multisamples >= samples
        self._engine.remove_window(output)
        return has_all

    def define(self, defines: Mapping[str, int]) -> None:
        """Set the preprocessor names of all programs made from now on; programs of other names are kept, and may return."""
        self.defines = defines
        self._number = self._numbers.setdefault(frozenset(defines), new_owner())
        self.activate()

    def activate(self) -> None:
        """Build shaders for this context from now on. Several contexts may be open, so each caller names its own."""
        work_for(self._number, self.defines)

    def _make_current(self) -> None:
        """Make the window's context current, if there is one."""
        if self._window_context is not None:
            self._window_context.make_current()

    @property
    def can_share(self) -> bool:
        """Whether frames can be presented as textures that the window's context shares."""
        return self._window_context is not None

    def make_buffer(
        self, name: str, size: tuple[int, int], wanted: p3d.FrameBufferProperties, flags: int
    ) -> p3d.GraphicsBuffer:
        """Make a frame buffer in this context, inactive until drawn.

        Raises NoGraphics if the driver cannot make one.
        """
        self._make_current()
        output = self._engine.make_output(
            self._pipe, name, 0, wanted, p3d.WindowProperties(size=size), flags, self._root.gsg, self._root
        )
        if not isinstance(output, p3d.GraphicsBuffer):
            raise NoGraphics(f"{self.driver.name}: no frame buffer for {name!r}")
        output.active = False
        self._outputs.append(output)
        return output

    def open_buffers(self) -> None:
        """Open the frame buffers that were made: GLX forgets what was set before."""
        self._make_current()
        self._engine.open_windows()

    def draw(self, *outputs: p3d.GraphicsOutput) -> None:
        """Draw only these outputs, in the order in which they were made.

        None has a `sort`: with one, Panda3D stops drawing the shadow map of a stage once another stage opens.
        """
        self._make_current()
        for output in outputs:
            output.active = True
        self._engine.render_frame()
        for output in outputs:
            output.active = False
        collect_states()
        if not self._drawn.issuperset(outputs):  # their programs were compiled
            self._drawn.update(outputs)
            self.trim()

    def trim(self) -> None:
        """Release memory used while drawing: that of the shader compiler, and holes in the heap."""
        self._make_current()
        release_compiler()
        trim_memory()

    def share(self, texture: p3d.Texture) -> int:
        """Finish a texture for other contexts, and return its OpenGL name."""
        assert self._window_context is not None, "there is no context to share it with"
        self._window_context.finish()
        return self.texture_name(texture)

    def texture_name(self, texture: p3d.Texture) -> int:
        """The OpenGL name of a texture that was drawn into."""
        prepared = texture.prepare_now(0, self._root.gsg.prepared_objects, self._root.gsg)
        return int(prepared.get_native_id())

    def draw_root(self) -> None:
        """Make this context current in this thread."""
        self.draw(self._root)

    def second_context(self) -> p3d.GraphicsOutput | None:
        """A hidden output with a second OpenGL context that shares all textures; None if unsupported."""
        if self._window_context is not None:
            return None
        wanted = colour_properties()
        wanted.stencil_bits = 8  # differs from the first context: else Panda3D would reuse that one
        flags = p3d.GraphicsPipe.BF_refuse_window
        output = self._engine.make_output(self._pipe, "second", 0, wanted, _small(), flags, self._root.gsg)
        if not isinstance(output, p3d.GraphicsBuffer):
            return None
        self._engine.open_windows()
        output.active = False
        self._outputs.append(output)
        if not output.is_valid() or output.gsg == self._root.gsg:
            return None
        output.disable_clears()
        # Panda3D activates an output without clearing only if it has a camera
        output.make_display_region().camera = p3d.NodePath(p3d.Camera("nothing"))
        return output

    @property
    def gsg(self) -> p3d.GraphicsStateGuardian:
        """Panda3D's state guardian of the context."""
        return self._root.gsg

    @property
    def outputs(self) -> tuple[p3d.GraphicsOutput, ...]:
        """All outputs except the root."""
        return tuple(self._outputs[1:])

    def release(self, outputs: Sequence[p3d.GraphicsOutput]) -> None:
        """Release some outputs."""
        self.draw_root()
        finish()  # a software driver may still be filling them
        ours = [one for one in outputs if isinstance(one, p3d.GraphicsBuffer) and one.gsg == self._root.gsg]
        # Panda3D keeps the memory of removed outputs until the context ends, so they are shrunk first
        for one in ours:
            one.remove_all_display_regions()
            one.clear_render_textures()
            one.set_size(*SMALL_PX)
        self.draw(*ours)
        for gone in reversed(outputs):
            self._engine.remove_window(gone)
            self._outputs.remove(gone)
            self._drawn.discard(gone)
        trim_memory()

    def close(self) -> None:
        """Close the context; the process aborts at exit if an output is still open."""
        if not self._outputs:
            return
        self._make_current()
        # released with the next frame: vertices and textures do not wait for the end of the context
        self.gsg.prepared_objects.release_all()
        # without a last frame, the buffers of other stages in this process come out empty
        self.draw_root()
        finish()  # threads of a software driver may still run code that goes with the context
        for output in reversed(self._outputs):
            self._engine.remove_window(output)
        self._outputs.clear()
        self._drawn.clear()


def colour_properties(samples: int = 0) -> p3d.FrameBufferProperties:
    """Frame buffer with 8-bit red, green, blue and alpha, depths, and `samples` samples per pixel (0: one)."""
    wanted = p3d.FrameBufferProperties()
    wanted.set_rgba_bits(8, 8, 8, 8)
    wanted.depth_bits = DEPTH_BITS
    wanted.multisamples = samples
    return wanted


def light_properties(samples: int = 0, has_depth: bool = True) -> p3d.FrameBufferProperties:
    """Frame buffer with half-float red, green, blue and alpha, and `samples` samples per pixel (0: one)."""
    wanted = p3d.FrameBufferProperties()
    wanted.set_rgba_bits(16, 16, 16, 16)
    wanted.float_color = True
    wanted.depth_bits = DEPTH_BITS if has_depth else 0
    wanted.multisamples = samples
    return wanted


def _small() -> p3d.WindowProperties:
    return p3d.WindowProperties(size=SMALL_PX)


def _let_draw(data: Any) -> None:
    """Tell a callback window that its context is already current."""
    if data.get_callback_type() == p3d.CallbackGraphicsWindow.RCT_begin_frame:
        data.set_render_flag(True)
