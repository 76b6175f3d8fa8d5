"""The *blit* presenter: the stage draws in an OpenGL context of Qt's, and its texture is shown without a copy.

Only the stage uses this context. Qt draws in other contexts that share its textures, so neither
changes the other's OpenGL state.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QOffscreenSurface, QOpenGLContext, QPainter
from PySide6.QtOpenGL import QOpenGLFramebufferObject, QOpenGLVertexArrayObject
from PySide6.QtOpenGLWidgets import QOpenGLWidget
from PySide6.QtWidgets import QWidget

from ...base.protocols import Frame

GL_RENDERER, GL_TEXTURE_2D, GL_COLOR_BUFFER_BIT, GL_SCISSOR_TEST = 0x1F01, 0x0DE1, 0x4000, 0x0C11
GL_READ_FRAMEBUFFER, GL_DRAW_FRAMEBUFFER, GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0 = (
    0x8CA8,
    0x8CA9,
    0x8D40,
    0x8CE0,
)
GL_NEAREST, GL_LINEAR = 0x2600, 0x2601


class NoContext(Exception):
    """Qt has no OpenGL context to share; the text says why."""


class SharedContext:
    """The context for the stage. Raises NoContext if it cannot be created."""

    def __init__(self) -> None:
        shared = QOpenGLContext.globalShareContext()
        if shared is None:
            raise NoContext("Qt shares no OpenGL contexts")
        self._context = QOpenGLContext()
        self._context.setShareContext(shared)
        if not self._context.create():
            raise NoContext("Qt made no OpenGL context")
        self._surface = QOffscreenSurface()
        self._surface.setFormat(self._context.format())
        self._surface.create()
        if not self._context.makeCurrent(self._surface):
            raise NoContext("Qt's OpenGL context cannot be used")
        # a core profile needs a bound vertex array; the stage's renderer binds none
        self._arrays = QOpenGLVertexArrayObject()
        self._arrays.create()
        self._arrays.bind()

    @property
    def renderer(self) -> str:
        """Name of the graphics driver."""
        self.make_current()
        return str(self._context.functions().glGetString(GL_RENDERER))

    def make_current(self) -> None:
        self._context.makeCurrent(self._surface)

    def finish(self) -> None:
        self._context.functions().glFinish()


class Canvas(QOpenGLWidget):
    """Shows a texture, and lets the viewport paint over it.

    Parameters
    ----------
    paint_over : paints what lies over the texture.
    """

    def __init__(self, paint_over: Callable[[QPainter], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._paint_over = paint_over
        self._picture: Frame | None = None
        self._source: QOpenGLFramebufferObject | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_frame(self, picture: Frame | None) -> None:
        """Show this texture with the next paint; None shows only what is painted over it."""
        self._picture = picture
        self.update()

    def grabbed(self) -> QImage:
        """A copy of the content, without child widgets."""
        return self.grabFramebuffer().convertToFormat(QImage.Format.Format_RGB32)

    def initializeGL(self) -> None:
        self._source = QOpenGLFramebufferObject(QSize(1, 1))  # only its name is used

    def paintGL(self) -> None:
        if self._picture is not None:
            ratio = self.devicePixelRatioF()
            self._blit(self._picture, (round(self.width() * ratio), round(self.height() * ratio)))
        painter = QPainter(self)
        self._paint_over(painter)
        painter.end()
        self._make_opaque()

    def _make_opaque(self) -> None:
        """Set alpha to opaque: translucent drawing leaves its share there, which would falsify colours in a copy."""
        gl = self.context().functions()
        gl.glBindFramebuffer(GL_FRAMEBUFFER, self.defaultFramebufferObject())
        gl.glDisable(GL_SCISSOR_TEST)
        gl.glColorMask(False, False, False, True)
        gl.glClearColor(0.0, 0.0, 0.0, 1.0)
        gl.glClear(GL_COLOR_BUFFER_BIT)
        gl.glColorMask(True, True, True, True)

    def _blit(self, picture: Frame, size: tuple[int, int]) -> None:
        gl = self.context().extraFunctions()
        assert self._source is not None, "Qt calls initializeGL first"
        target, have = self.defaultFramebufferObject(), (picture.width, picture.height)
        gl.glBindFramebuffer(GL_READ_FRAMEBUFFER, self._source.handle())
        gl.glFramebufferTexture2D(
            GL_READ_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, picture.texture, 0
        )
        gl.glBindFramebuffer(GL_DRAW_FRAMEBUFFER, target)
        gl.glDisable(GL_SCISSOR_TEST)
        look = GL_NEAREST if have == size else GL_LINEAR
        # the top row is first in the texture, but last in a frame buffer
        gl.glBlitFramebuffer(0, have[1], have[0], 0, 0, 0, *size, GL_COLOR_BUFFER_BIT, look)
        gl.glBindFramebuffer(GL_FRAMEBUFFER, target)
