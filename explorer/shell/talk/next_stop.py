"""The next stop of a talk: its thumbnail, its name, its planned length and start."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from ...base.geometry import Pose
from ...i18n import Text, tr
from ...park.model import Park
from ...park.tour import Stop
from ...visit import Visit
from ...visit.talk.reducer import stop_of
from ...visit.talk.state import Talk
from ...visit.viewpoint import Viewpoint
from ..style.theme import Theme
from ..style.time_format import clock_text, duration_text
from ..viewport.thumbnails import Thumbnails
from ..widgets import Column, Prose, Row, Themed, as_widget
from .console_widgets import ConsoleCard

WIDTH_PX, HEIGHT_PX = 196, 110


class StopThumbnail(Themed, QLabel):
    """Thumbnail of a place, shown once it is drawn."""

    def __init__(self, theme: Theme, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._thumbnails = thumbnails
        self._pose: Pose | None = None
        self._count = -1
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self.setFixedSize(theme.px(WIDTH_PX), theme.px(HEIGHT_PX))

    def look(self, pose: Pose | None, name: str) -> None:
        """Show the view from a pose, or none."""
        if pose != self._pose:
            self._pose = pose
            self.update()
        self.setAccessibleName(name)
        self.setVisible(pose is not None)

    def advance(self) -> None:
        """Show the thumbnail once it is drawn."""
        if self._count != self._thumbnails.count:
            self._count = self._thumbnails.count
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, rect = QPainter(self), QRectF(self.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape, radius = QPainterPath(), float(self.theme.radius("sm"))
        shape.addRoundedRect(rect, radius, radius)
        painter.setClipPath(shape)
        painter.fillRect(rect, self.theme.colour("sunken"))
        if self._pose is None:
            return
        picture = self._thumbnails.picture(self._pose, self.width(), self.height(), self.devicePixelRatioF())
        if picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(rect, picture, QRectF(picture.rect()))


def stop_title(stop: Stop, park: Park, language: str) -> str:
    """The name of a stop: its zone's, or the park's."""
    title = park.title if stop.zone is None else park.zones[stop.zone].title
    return title[language]


class NextStop(ConsoleCard):
    """The next stop."""

    def __init__(self, theme: Theme, park: Park, thumbnails: Thumbnails) -> None:
        self._park = park
        self._shown: tuple[object, ...] = ()
        self.thumbnail = StopThumbnail(theme, thumbnails)
        self.when = Prose(theme, " ", "label", "ink2")
        self.title = Prose(theme, " ", "title")
        self.more = Prose(theme, " ", "body", "ink2")
        words = as_widget(Column(theme, self.when, self.title, self.more, None, gap=6))
        row = Row(theme, self.thumbnail, words, gap=14)
        row.setStretch(1, 1)
        row.setAlignment(self.thumbnail, Qt.AlignmentFlag.AlignTop)
        super().__init__(theme, row, padding=12)

    def update_from(self, visit: Visit, talk: Talk) -> None:
        """Show the stop after the present one."""
        at, language = stop_of(visit), self.theme.language
        shown = (at, talk.begun, self.theme, len(talk.tour.stops))
        if shown == self._shown:
            return
        self._shown = shown
        following = 0 if not talk.begun else None if at is None else at + 1
        if following is None or following >= len(talk.tour.stops):
            self.when.set_text(tr(Text("After this stop"), language))
            self.title.set_text(tr(Text("The talk is finished"), language))
            self.more.set_text(tr(Text("The audience sees the whole park."), language))
            self.thumbnail.look(self._park.home, tr(Text("The whole park"), language))
            return
        stop = talk.tour.stops[following]
        title = stop_title(stop, self._park, language)
        if stop.zone is not None:
            number = self._park.zones[stop.zone].number
            title = tr(Text("{number} · {title}"), language, number=number, title=title)
        self.when.set_text(
            tr(Text("Next stop · PageDown") if talk.begun else Text("First stop · PageDown starts"), language)
        )
        self.title.set_text(title)
        lasts, starts = duration_text(stop.hold_s, language), clock_text(talk.tour.starts_s[following])
        self.more.set_text(tr(Text("{lasts} · planned at {at}"), language, lasts=lasts, at=starts))
        self.thumbnail.look(Viewpoint.of_stop(self._park, stop).pose, title)
