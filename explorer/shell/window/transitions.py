"""Transitions of panels and dialogs: a short slide and a fade, painted from one image of the panel, without layout.

The panel itself is at its place and responds at once; during the transition an image of it is painted over it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QRegion
from PySide6.QtWidgets import QWidget

from ..viewport.cover import still_of
from ..viewport.viewport import Viewport
from ..widgets import Surface, Themed, paint

COME_S, GO_S, REDUCED_S, IN_PLACE_S, FADE_S = 0.24, 0.16, 0.12, 0.18, 0.18
WAY_PX = 24  # in the design

PaintPicture = Callable[[QPainter, QRect], None]
"""Paints the part of the park's frame under a rectangle of the window, at the painter's origin."""


def picture_of(widget: QWidget, area: QRect) -> QPixmap:
    """Image of a part of a widget and its children, transparent where nothing is painted; Qt warns about an empty image."""
    if area.isEmpty():
        return QPixmap()
    made = paint.sheet(area.size(), widget.devicePixelRatioF())
    widget.render(made, QPoint(), QRegion(area), QWidget.RenderFlag.DrawChildren)
    return made


def eased(u: float) -> float:
    """Easing from 0..1 to 0..1, fast at first (cubic out)."""
    return 1 - (1 - min(max(u, 0.0), 1.0)) ** 3


class Slide(QWidget):
    """Image of one moving panel, with its background.

    Parameters
    ----------
    area : the part of the panel that is animated, and covered meanwhile.
    way : offset of its start in pixels, to the right and down; none with reduced motion.
    """

    def __init__(
        self,
        surface: QWidget,
        area: QRect,
        way: QPointF,
        lasts_s: float,
        behind: PaintPicture,
        *,
        comes: bool,
    ) -> None:
        super().__init__(surface.parentWidget())
        self.surface, self.comes, self._area = surface, comes, area
        self.path, self._lasts_s, self._behind = way, lasts_s, behind
        self._gone_s = 0.0
        # an appearing panel is laid out after its first frame; until then it cannot be seen
        self._picture: QPixmap | None = None if comes else picture_of(surface, area)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setGeometry(area.translated(surface.pos()))
        self.show()
        self.raise_()

    def advance(self, dt_s: float) -> bool:
        """Advance; whether it is still moving."""
        if self._picture is None:
            self._picture = picture_of(self.surface, self._area)
        else:
            self._gone_s += dt_s
        self.update()
        return self._gone_s < self._lasts_s

    @property
    def presence(self) -> float:
        """Visibility of the panel, 0..1."""
        u = eased(self._gone_s / self._lasts_s)
        return u if self.comes else 1 - u

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._behind(painter, self.geometry())
        there = self.presence
        if self._picture is None or there <= 0:
            return
        painter.setOpacity(there)
        painter.drawPixmap(self.path * (1 - there), self._picture)


class PanelTransitions:
    """Slides panels shown or hidden since the last frame.

    Parameters
    ----------
    surfaces : surface -> its direction, to the right and down: (1, 0) from the right edge, (0, 0) fades in place.
    behind : paints the park's frame.
    floor : the parent of all panels; a disappearing panel is below the others.
    """

    def __init__(
        self, surfaces: Sequence[tuple[Surface, tuple[int, int]]], behind: PaintPicture, floor: QWidget
    ) -> None:
        self._surfaces, self._behind, self._floor = list(surfaces), behind, floor
        self._shown = {surface: not surface.isHidden() for surface, _ in self._surfaces}
        self._slides: dict[Surface, Slide] = {}

    def advance(self, dt_s: float, *, reduced: bool) -> bool:
        """Advance, once all panels are at their places; whether something slides."""
        for surface, slide in list(self._slides.items()):
            resized = slide.comes and slide.size() != surface.inner.size()
            if resized or not slide.advance(dt_s):
                self._end(surface)
        for surface, (right, down) in self._surfaces:
            shown = not surface.isHidden()
            if shown != self._shown[surface]:
                self._shown[surface] = shown
                self._end(surface)
                way = QPointF(right, down) * (0 if reduced else surface.theme.px(WAY_PX))
                usual_s = COME_S if shown else GO_S
                in_place = not (right or down)
                lasts_s = REDUCED_S if reduced else IN_PLACE_S if in_place else usual_s
                # a panel replaced by another disappears at once, and one that would fade in over
                # another appears at once: otherwise two images would show through each other
                if (shown and not in_place) or not self._meets_another(surface):
                    self._begin(surface, way, lasts_s, comes=shown)
        return bool(self._slides)

    def finish(self) -> None:
        """Finish all slides: every panel is at its final place."""
        for surface in list(self._slides):
            self._end(surface)

    def _meets_another(self, surface: Surface) -> bool:
        """Whether another panel overlaps the place of this one."""
        taken = surface.placed
        here = [other for other, _ in self._surfaces if other is not surface and not other.isHidden()]
        return any(other.placed.intersects(taken) for other in here)

    def _begin(self, surface: Surface, way: QPointF, lasts_s: float, *, comes: bool) -> None:
        slide = Slide(surface, surface.inner, way, lasts_s, self._behind, comes=comes)
        self._slides[surface] = slide
        if not comes:
            slide.lower()
            self._floor.lower()

    def _end(self, surface: Surface) -> None:
        slide = self._slides.pop(surface, None)
        if slide is not None:
            slide.hide()
            slide.deleteLater()


class DialogFade(QObject):
    """Fades a dialog that covers its window, over a still image of the window, so that nothing beneath is painted.

    The dialog itself is shown and responds at once.

    Parameters
    ----------
    dialog : the dialog to watch: a child of the window, and a `Themed`.
    is_still : whether the view beneath is still; otherwise the dialog appears and disappears at once.
    """

    def __init__(self, window: QWidget, dialog: QWidget, is_still: Callable[[], bool]) -> None:
        super().__init__(window)
        self._window, self._dialog, self._is_still = window, dialog, is_still
        self._slide: Slide | None = None
        dialog.installEventFilter(self)

    def open(self, show: Callable[[], object]) -> None:
        """Fade the dialog in; `show` shows it at its place."""
        self.finish()
        if self._dialog.isVisible() or not self._may_fade():
            show()
            return
        before = still_of(self._window)
        show()
        self._begin(before, comes=True)

    def advance(self, dt_s: float) -> bool:
        """Advance; whether a fade is running."""
        slide = self._slide
        if slide is None:
            return False
        resized = slide.comes and slide.size() != slide.surface.size()
        if resized or not self._is_still() or not slide.advance(dt_s):
            self.finish()
        return self._slide is not None

    def finish(self) -> None:
        """Finish the fade."""
        if self._slide is not None:
            self._slide.hide()
            self._slide.deleteLater()
            self._slide = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fade out a dialog that is hidden, unless the whole window is."""
        if event.type() == QEvent.Type.Hide and self._dialog.isHidden():
            self.finish()
            if self._may_fade():
                self._begin(still_of(self._window), comes=False)
        return False

    def _may_fade(self) -> bool:
        return self._window.isVisible() and self._is_still()

    def _begin(self, still: QPixmap, *, comes: bool) -> None:
        dialog = self._dialog
        reduced = isinstance(dialog, Themed) and dialog.theme.less_motion

        def behind(painter: QPainter, rect: QRect) -> None:
            painter.drawPixmap(-rect.topLeft(), still)

        lasts_s = REDUCED_S if reduced else FADE_S
        self._slide = Slide(dialog, dialog.rect(), QPointF(), lasts_s, behind, comes=comes)


class Transitions:
    """All transitions of a window: its panels slide, its dialog fades."""

    def __init__(
        self,
        viewport: Viewport,
        sliding: Sequence[tuple[Surface, tuple[int, int]]],
        window: QWidget,
        dialog: QWidget,
        is_still: Callable[[], bool],
    ) -> None:
        self._viewport = viewport
        self._panels = PanelTransitions(sliding, viewport.paint_under, viewport)
        self._fade = DialogFade(window, dialog, lambda: is_still() and not viewport.fades)

    def advance(self, dt_s: float) -> bool:
        """Advance; whether something is moving.

        For a panel shown or hidden between two frames, a step of 0 starts its slide before it is painted in its new state.
        """
        slides = self._panels.advance(dt_s, reduced=self._viewport.theme.less_motion)
        return self._fade.advance(dt_s) or slides

    def open_dialog(self, show: Callable[[], object]) -> None:
        """Fade the dialog in; `show` shows it at its place."""
        self._fade.open(show)

    def finish(self) -> None:
        """Finish all transitions: everything is at its final place."""
        self._panels.finish()
        self._fade.finish()
