"""The card of a gallery: the picture, its caption and source, and buttons to turn to another one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...base.pictures import SCREEN_PX
from ...exhibits.sheets.gallery import BACK, NEXT, PLAY, GalleryExhibit
from ...i18n import Text, tr
from ...visit.acts import Press, Turn
from ..pictures import Pictures
from ..style.theme import Theme
from ..widgets import Button, Column, KeyFocus, Prose, Row, Themed, follow_width, paint
from .forms import Place, RunView
from .step import StepView

NUMBER = Text("Picture {number} of {count}")


SWIPE_PX = 40
"""Length of a swipe that turns to another picture, in design pixels."""
DOT_PX, MOST_DOTS = 9, 14
"""Size of a dot; with more pictures than `MOST_DOTS` a count replaces the dots."""


class PictureBox(Themed, QWidget):
    """The picture in the card; a swipe, or a press on its left or right half, turns to another one."""

    def __init__(self, theme: Theme, on_turn: Callable[[str], object]) -> None:
        super().__init__()
        self._turn = on_turn
        self._image: QImage | None = None
        self._words = ""
        self._from: QPointF | None = None
        follow_width(self, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.apply_theme(theme)

    def show_image(self, image: QImage | None, words: str) -> None:
        """Show a picture, or words if there is no picture."""
        same = (image is None) == (self._image is None) and (
            image is None or self._image is None or image.cacheKey() == self._image.cacheKey()
        )
        if not same or words != self._words:
            self._image, self._words = image, words
            self.update()

    @property
    def words(self) -> str:
        """The words in place of the picture; "" while it is shown."""
        return "" if self._image is not None else self._words

    def heightForWidth(self, width: int) -> int:
        return round(width * SCREEN_PX[1] / SCREEN_PX[0])

    def hasHeightForWidth(self) -> bool:
        return True

    def sizeHint(self) -> QSize:
        wide = self.theme.px(280)
        return QSize(wide, self.heightForWidth(wide))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._from = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._from is None:
            return
        across = event.position().x() - self._from.x()
        self._from = None
        if abs(across) >= self.theme.px(SWIPE_PX):
            self._turn(NEXT if across < 0 else BACK)
        elif self.rect().contains(event.position().toPoint()):
            self._turn(BACK if event.position().x() < self.width() / 3 else NEXT)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self.theme, QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        rect = QRectF(self.rect())
        paint.rounded(painter, rect, theme.radius("md"), theme.colour("sunken"))
        if self._image is None:
            room = rect.adjusted(theme.px(12), 0, -theme.px(12), 0)
            paint.text(
                painter,
                room,
                self._words,
                theme.font("fine"),
                theme.colour("ink2"),
                align=paint.CENTRE,
                wrap=True,
            )
            return
        ratio = self.devicePixelRatioF()
        size = self._image.size().scaled(self.size() * ratio, Qt.AspectRatioMode.KeepAspectRatio)
        wide, high = size.width() / ratio, size.height() / ratio
        painter.drawImage(
            QRectF((rect.width() - wide) / 2, (rect.height() - high) / 2, wide, high), self._image
        )


class Dots(KeyFocus, Themed, QWidget):
    """A dot for each picture, the present one filled. Arrow keys and presses go to another."""

    def __init__(self, theme: Theme, count: int, on_go: Callable[[int], object]) -> None:
        super().__init__()
        self._count, self._number, self._go = count, 1, on_go
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if count > 1 else Qt.FocusPolicy.NoFocus)
        self.apply_theme(theme)

    def show_number(self, number: int) -> None:
        """Fill the dot of a picture."""
        if number != self._number or not self.accessibleName():
            self._number = number
            self.setAccessibleName(self._position)
            self.update()

    @property
    def _position(self) -> str:
        return tr(NUMBER, self.theme.language, number=self._number, count=self._count)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(80), self.theme.target_px)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(40), self.theme.target_px)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if way:
            self._go((self._number - 1 + way) % self._count + 1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._count <= MOST_DOTS:
            step = self._step()
            at = (event.position().x() - self.width() / 2) / step + (self._count - 1) / 2
            self._go(min(max(round(at), 0), self._count - 1) + 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        if self._count > MOST_DOTS:
            words = f"{self._number} / {self._count}"
            paint.text(painter, rect, words, theme.font("label"), theme.colour("ink2"), align=paint.CENTRE)
        else:
            step, side = self._step(), theme.px(DOT_PX)
            for n in range(self._count):
                x = rect.width() / 2 + (n - (self._count - 1) / 2) * step
                r = side * (0.62 if n + 1 == self._number else 0.4)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("primary" if n + 1 == self._number else "control"))
                painter.drawEllipse(QPointF(x, rect.height() / 2), r, r)
        if self.rings:
            paint.focus_ring(painter, theme, rect, theme.radius("sm"))

    def _step(self) -> float:
        return float(min(self.theme.px(DOT_PX * 2.2), self.width() / max(self._count, 1)))


class GalleryStep(StepView):
    """The pictures of a gallery in place of an experiment's present step.

    Attributes
    ----------
    box : the picture; `dots`: its position in the series; `back`: turns to the previous one.
    play : starts or stops the slide show.
    """

    def __init__(
        self,
        place: Place,
        *,
        on_show: Callable[[], object] | None,
        on_more: Callable[[], object] | None,
        sheet: bool = False,
    ) -> None:
        assert issubclass(place.exhibit, GalleryExhibit)
        self._gallery, self._pictures = place.exhibit.gallery, place.pictures or Pictures()
        self._at: tuple[object, ...] = ()
        self._is_sheet = sheet
        super().__init__(place, on_show=on_show, on_more=on_more, sheet=sheet)
        self.show_me.hide()  # a gallery works without it, and here it would cover the text

    def _lay_out_card(self) -> None:
        theme = self._make()
        row = Row(theme, self.back, self.dots, self.act, gap=8)
        row.setStretch(1, 1)
        tools = Row(theme, self.play, self.more, gap=8)
        column = Column(theme, self.box, self._words, row, tools, self._source, gap=10)
        self.setLayout(column)
        self._put_aside(self._progress, self.show_me)

    def _lay_out_sheet(self) -> None:
        """Lay out a sheet: without the picture, which the screen in the park shows."""
        theme = self._make()
        row = Row(theme, self.back, self.dots, self.play, self.act, gap=12)
        row.setStretch(1, 1)
        self.setLayout(Column(theme, self._words, row, self._source, gap=10))
        self._put_aside(self._progress, self.show_me, self.more, self.box)

    def _make(self) -> Theme:
        theme, language = self.theme, self.theme.language
        count = len(self._gallery.slides)
        self.box = PictureBox(theme, self._turn)
        self.dots = Dots(theme, count, lambda number: self._do(Turn("slide", number)))
        self.back = Button(
            theme,
            icon="chevron-left",
            name=tr(Text("Previous picture"), language),
            on_press=lambda: self._turn(BACK),
        )
        self.play = Button(theme, " ", "play", kind="quiet", on_press=lambda: self._do(Press(PLAY)))
        self._source = Prose(
            theme,
            tr(Text("Pictures: {source}"), language, source=tr(self._gallery.source, language)),
            "fine",
            "ink2",
        )
        for button in (self.back, self.act, self.play, self.dots):
            button.setHidden(count < 2)
        return theme

    def _put_aside(self, *widgets: QWidget) -> None:
        for widget in widgets:
            widget.setParent(self)
            widget.hide()

    def show_run(self, now: RunView) -> None:
        """Show the slide that is on the screen."""
        exhibit, state = now.run.exhibit, now.run.state
        if not isinstance(exhibit, GalleryExhibit):
            return
        language = self.theme.language
        slide = exhibit.slide_of(state)
        image = self._pictures.image(slide.picture)
        failed = self._pictures.has_failed(slide.picture)
        is_video = slide.picture.kind == "video"
        missing = (
            Text("This video cannot be played here.") if is_video else Text("This picture cannot be shown.")
        )
        self.box.show_image(image, tr(missing if failed else Text("Loading …"), language))
        at = (state.number, state.plays, failed)
        if at == self._at:
            return
        self._at = at
        caption = tr(slide.caption, language) if slide.caption is not None else ""
        if failed and (self._is_sheet or (is_video and image is not None)):  # if no box shows it
            caption = " · ".join(filter(None, (caption, tr(missing, language))))
        self._words.set_text(caption or " ")
        self._words.setHidden(not caption)
        self.box.setAccessibleName(caption or tr(NUMBER, language, number=state.number, count=exhibit.count))
        self.dots.show_number(state.number)
        self.play.set_text(
            tr(
                Text("Stop", context="the pictures follow one another no more")
                if state.plays
                else Text("Play"),
                language,
            )
        )
        self.play.show_icon("pause" if state.plays else "play")
        self.updateGeometry()

    def leave_out_reading(self) -> bool:
        """Give the space of the source to the caption, on a sheet; return whether the source was shown."""
        if self._source.isHidden():
            return False
        self._source.hide()
        self.updateGeometry()
        return True

    def _show_step(self) -> None:
        self.act.set_text("", tr(Text("Next picture"), self.theme.language))
        self.act.show_icon("chevron-right")

    def _press(self) -> None:
        self._turn(NEXT)

    def _turn(self, way: str) -> None:
        if len(self._gallery.slides) > 1:
            self._do(Press(way))
