"""Own slides between the stops of the attract tour, and the dark screen outside opening hours."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ...i18n import Text
from ...visit.kiosk.booth_plan import Hours
from ...visit.settings import Settings
from ..app.booth_desk import Slide
from ..pictures.pictures import Pictures
from ..style.theme import Theme
from ..widgets import Themed
from .modal import in_both_languages

GROUND = Qt.GlobalColor.black
OPENS = Text("We open at {time}.")
DIM = 0.45
"""Share of the light that is left for visitors who stay after closing time."""


def clock_text(minute: int) -> str:
    """A time of day on a 24-hour clock."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


class SlideShow(QWidget):
    """Shows one slide over the whole view.

    Attributes
    ----------
    slides : those that may be shown.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.slides: Sequence[Slide] = ()
        self._pictures: Pictures | None = None
        self._at: int | None = None
        self._since_s = 0.0
        self._image: QImage | None = None
        self.hide()

    def show_slide(self, at: int | None) -> None:
        """Show a slide, or none."""
        if at == self._at:
            return
        self._at, self._since_s, self._image = at, 0.0, None
        if at is None:
            self.hide()
            if self._pictures is not None:
                self._pictures.video.stop()
            return
        self._pictures = self._pictures or Pictures()
        self.setVisible(self._load())

    def advance(self, dt_s: float, settings: Settings) -> bool:
        """Advance a video, or wait for a picture; whether the picture has changed."""
        if self._at is None or self._pictures is None:
            return False
        slide = self.slides[self._at]
        self._since_s += dt_s
        if slide.picture.kind == "video":
            self._pictures.video.play(
                slide.picture.path, self._since_s, paused=False, settings=settings, ducked=False
            )
        elif self._image is not None:
            return False
        self.setVisible(self._load())
        self.update()
        return True

    @property
    def is_broken(self) -> bool:
        """Whether the present slide cannot be shown after all: its stick was pulled out, or a codec is missing."""
        return self._at is not None and self._since_s > 2.0 and self._image is None

    def _load(self) -> bool:
        assert self._pictures is not None and self._at is not None
        image = self._pictures.image(self.slides[self._at].picture)
        self._image = image if image is not None and not image.isNull() else self._image
        return self._image is not None

    def close_pictures(self) -> None:
        """Stop decoding."""
        if self._pictures is not None:
            self._pictures.close()
            self._pictures = None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), GROUND)
        if self._image is None:
            return
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        at = QRect(0, 0, size.width(), size.height())
        at.moveCenter(self.rect().center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(at, self._image)


class ClosedScreen(Themed, QWidget):
    """The dark screen outside opening hours, with the time of opening; dimmed while a visitor is still there."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._words: tuple[str, str] = ("", "")
        self._dims = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.apply_theme(theme)
        self.hide()

    def show_hours(self, hours: Hours | None, *, closed: bool, dims: bool) -> None:
        """Cover the window when the booth is closed, dim it when it should be, else hide."""
        time = clock_text(hours.from_min) if hours is not None else ""
        words = in_both_languages(OPENS, self.theme, time=time) if closed and hours is not None else ("", "")
        if (words, dims, closed or dims) == (self._words, self._dims, not self.isHidden()):
            return
        self._words, self._dims = words, dims
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, dims)
        self.setAccessibleName(" ".join(words))
        self.setVisible(closed or dims)
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self.theme
        if self._dims:
            painter.fillRect(self.rect(), theme.colour("scrim", 1 - DIM))
            return
        painter.fillRect(self.rect(), GROUND)
        painter.setPen(Qt.GlobalColor.gray)
        line = theme.line_px("heading")
        top = (self.height() - line * len(self._words)) // 2
        for row, words in enumerate(self._words):
            painter.setFont(theme.font_for(words, "heading"))
            at = QRect(0, top + row * line, self.width(), line)
            painter.drawText(at, int(Qt.AlignmentFlag.AlignCenter), words)
