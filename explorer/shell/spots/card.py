"""The card of a hot spot: its title, words, picture or video, and its link."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ...base.pictures import PictureKey
from ...base.suffixes import PICTURES
from ...i18n import Text, tr
from ...park.model import Park, Spot
from ...park.spots.spot import file_key
from ..panels.toolbars import LARGE_TEXT
from ..pictures import Pictures
from ..style.theme import Theme
from ..widgets import Button, Column, Prose, Row, Surface, Themed, as_widget, paint
from ..widgets.qr_code import QrCode

WIDTH_PX, MEDIA_PX = 300, 360
"""Width of a card of words, and of one with a picture or a code; design pixels."""
CODE_PX = 120
NOT_SHOWN = Text("This picture cannot be shown.")
USUAL_SHARE, MOST_SHARE = 9 / 16, 1.2
"""Height by width of a picture that is not ready, and of the tallest one."""
GAP_PX = 14


def picture_of(park: Park, zone: str, spot: Spot) -> PictureKey | None:
    """The picture or video of a hot spot; None without one that can be shown."""
    path = park.spot_files.get(file_key(zone, spot.id, "file"))
    if path is None:
        return None
    poster = park.spot_files.get(file_key(zone, spot.id, "poster"))
    return PictureKey(str(path), PICTURES[path.suffix.lower()], 0, str(poster) if poster is not None else "")


class MediaBox(Themed, QWidget):
    """A picture in its own proportions, or words in its place."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._image: QImage | None = None
        self.words = ""
        self.setAccessibleName(name)
        self.apply_theme(theme)

    @property
    def has_image(self) -> bool:
        """Whether there is a picture."""
        return self._image is not None

    def show_image(self, image: QImage | None, words: str) -> bool:
        """Show a picture, or words in its place; whether its proportions have changed."""
        before, self._image = self._share, image
        if image is not None or words != self.words:
            self.words = words if image is None else ""
            self.update()
        return self._share != before

    @property
    def _share(self) -> float:
        """Height by width."""
        if self._image is None or self._image.isNull():
            return USUAL_SHARE
        return min(self._image.height() / max(self._image.width(), 1), MOST_SHARE)

    def fit(self, width: int) -> None:
        """Be as high as the picture is at a width."""
        self.setFixedHeight(max(round(width * self._share), 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter, room = self.theme, QPainter(self), QRectF(self.rect())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._image is None:
            paint.rounded(painter, room, theme.px(8), theme.colour("sunken"))
            ink = theme.colour("ink2")
            paint.text(painter, room, self.words, theme.font("fine"), ink, align=paint.CENTRE, wrap=True)
            return
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        at = QRectF(0, 0, size.width(), size.height())
        at.moveCenter(room.center())
        painter.drawImage(at, self._image)


class SpotCard(Surface):
    """Lies beside the pin; hidden while no hot spot is open.

    Parameters
    ----------
    on_close : called by the button at its corner.
    on_turn : called to turn the product by hand.
    open_link : opens a page in the browser; None where the program is not left: the link is a code for phones.
    """

    def __init__(
        self,
        theme: Theme,
        park: Park,
        pictures: Pictures,
        on_close: Callable[[], object],
        open_link: Callable[[str], object] | None,
        on_turn: Callable[[], object],
        parent: QWidget,
    ) -> None:
        self._park, self._pictures = park, pictures
        self._on_close, self._open_link, self._on_turn = on_close, open_link, on_turn
        self._of: tuple[str, Spot, bool] | None = None
        self._inside: QWidget | None = None
        self._box: MediaBox | None = None
        self.close_button: Button | None = None
        self._column = Column(theme, gap=0)
        super().__init__(theme, self._column, elevation=3, padding=(16, 10, 10, 16), parent=parent)
        self.hide()

    @property
    def picture(self) -> PictureKey | None:
        """What its box shows."""
        return picture_of(self._park, *self._of[:2]) if self._of is not None else None

    def show_spot(self, zone: str | None, spot: Spot | None, may_close: bool) -> bool:
        """Show a hot spot, or hide; whether anything has changed."""
        of = (zone, spot, may_close) if zone is not None and spot is not None else None
        if of == self._of:
            return False
        self._of = of
        if of is not None:
            self._build()
        self.setVisible(of is not None)
        return True

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        if self._of is not None:
            self._build()

    @property
    def words(self) -> str:
        """The words in place of a picture; "" while it is shown."""
        return self._box.words if self._box is not None else ""

    def show_picture(self) -> bool:
        """Show what has been decoded by now; whether the card needs another height for it."""
        picture = self.picture
        if self._box is None:
            return False
        if picture is None:
            return self._box.show_image(None, tr(NOT_SHOWN, self.theme.language))
        image = self._pictures.image(picture)
        words = Text("This video cannot be played here.") if picture.kind == "video" else None
        if not self._pictures.has_failed(picture):
            words = None
        elif words is None:
            words = NOT_SHOWN
        return self._box.show_image(image, tr(words, self.theme.language) if words is not None else "…")

    def arrange(self, free: QRect, pin: tuple[float, float] | None) -> None:
        """Place the card beside a pin, or in the middle of the free area if it has none there."""
        theme, gap = self.theme, self.theme.px(GAP_PX)
        is_wide = self._box is not None or bool(self.findChildren(QrCode))
        wide = theme.px(MEDIA_PX if is_wide else WIDTH_PX) * (1 + 0.6 * (theme.text - 1))
        width = min(round(wide), free.width())
        if self._box is not None:
            self._box.fit(width - theme.px(self.padding[0]) - theme.px(self.padding[2]))
        height = min(self.wanted_height(width), free.height())
        if pin is None:
            left, top = free.center().x() - width // 2, free.center().y() - height // 2
        else:
            x, y = round(pin[0]), round(pin[1])
            apart = gap + theme.target_px // 2
            is_right = free.right() - x >= x - free.left()
            left, top = x + apart if is_right else x - apart - width, y - height // 2
        left = max(free.left(), min(left, free.right() - width))
        top = max(free.top(), min(top, free.bottom() - height))
        self.place(QRect(left, top, width, height))

    def _build(self) -> None:
        assert self._of is not None
        (zone, spot, may_close), theme, language = self._of, self.theme, self.theme.language
        head = Row(theme, Prose(theme, spot.title[language], "title", level=2), gap=8)
        head.setStretch(0, 1)
        self.close_button = None
        if may_close:
            self.close_button = Button(
                theme, icon="x", name=tr(Text("Close (Esc)"), language), kind="quiet", on_press=self._on_close
            )
            head.addWidget(self.close_button)
            head.setAlignment(self.close_button, Qt.AlignmentFlag.AlignTop)
        column = Column(theme, head, gap=8)
        self._box = None
        if spot.file is not None:
            self._box = MediaBox(theme, spot.title[language])
            column.addWidget(self._box)
        if spot.text is not None:
            column.addWidget(Prose(theme, spot.text[language], "body"))
        if file_key(zone, spot.id, "model") in self._park.spot_files:
            words = tr(Text("Turn it by hand"), language)
            column.addWidget(Button(theme, words, "rotate-3d", kind="primary", on_press=self._on_turn))
        if spot.link is not None:
            self._add_link(column, spot.link)
        if self._inside is not None:
            self._inside.hide()
            self._inside.deleteLater()
        self._inside = as_widget(column)
        self._column.addWidget(self._inside)
        self.setAccessibleName(spot.title[language])
        self.show_picture()

    def _add_link(self, column: Column, address: str) -> None:
        theme, language = self.theme, self.theme.language
        words = address.split("://", 1)[-1].rstrip("/")
        if self._open_link is not None:
            open_link = self._open_link
            button = Button(
                theme,
                tr(Text("Open the page"), language),
                "external-link",
                on_press=lambda: open_link(address),
            )
            button.setAccessibleDescription(address)
            button.setToolTip(address)
            column.addWidget(button)
        else:
            code = QrCode(address, theme.px(CODE_PX), tr(Text("QR code of the page"), language))
            line = Prose(theme, words, "fine", "ink2", in_words=True)
            if theme.text >= LARGE_TEXT:  # beside the code a line would hold a few letters
                column.addWidget(code)
                column.addWidget(line)
                return
            row = Row(theme, code, line, gap=12)
            row.setStretch(1, 1)
            column.addLayout(row)

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(self.theme.px(WIDTH_PX), 1))
