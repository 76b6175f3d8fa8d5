"""The strip of a tour at the foot: pause, caption, one figure of the exhibit, and the stops as a thin line of segments."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...i18n import Text, tr
from ...visit import Playback, Visit
from ..input.keymap import Command
from ..style.theme import Theme
from ..widgets import Button, Row
from .caption import ROLE, CaptionWords
from .figure_strip import FigureStrip
from .latest_action import latest_action_text
from .stop_row import LINE_PX, StopState, paint_progress, share_of

PADDING = (14, 10, 8, 10)
WIDE_PX, GAP_PX = 820, 14
"""Width of the strip, always the same so that it does not jump with each caption; gap between its parts."""
LEAST_WORDS_PX = 400
"""Least width for the words; the figure makes way for them."""
TASK_WIDE_PX, TASK_WORDS_PX = 640, 340
"""The same two beside the card of a stop with a task."""
TASK_CAPTION_S = 8.0
"""How long each caption of a stop with a task is shown: its class reads from the exhibit."""
SEGMENT_GAP_PX = 4


class TourStrip(FigureStrip):
    """What a playing tour says, in one place.

    Attributes
    ----------
    caption : the words spoken at the stop; without captions, what the tour has just done there.

    Parameters
    ----------
    ask : takes commands.
    """

    def __init__(self, theme: Theme, ask: Callable[[Command], object], parent: QWidget | None = None) -> None:
        self._playback: Playback | None = None
        self._segments: tuple[StopState, ...] = ()
        self.caption = CaptionWords(theme, is_centred=False)
        policy = self.caption.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
        self.caption.setSizePolicy(policy)
        self.pause = Button(theme, icon="pause", name=" ", on_press=partial(ask, "pause tour"))
        self.leave = Button(theme, icon="x", name=" ", kind="quiet", on_press=partial(ask, "leave tour"))
        row = Row(theme, self.pause, self.caption, self.leave, gap=GAP_PX)
        row.setStretch(1, 1)
        super().__init__(theme, row, figure_at=2, gap_px=GAP_PX, padding=PADDING, parent=parent)

    def apply_theme(self, theme: Theme) -> None:
        left, top, right, bottom = PADDING
        self.padding = (left, top, right, bottom + LINE_PX)
        super().apply_theme(theme)
        self._set_texts()

    # ---- display

    def update_from(self, visit: Visit, spoken: int | None) -> None:
        """Show what the tour says and does.

        Parameters
        ----------
        spoken : number of the caption's characters already spoken; None without a voice.
        """
        playback = visit.playback
        self.setVisible(playback is not None and visit.guided)
        is_at_work = visit.guided and visit.operating and visit.run is not None
        self.show_figure(visit, visit.open_zone if is_at_work else None)
        if playback is None:
            self._playback = None
            return
        if visit.settings.captions:
            self.caption.set_text(playback.caption[visit.settings.language], spoken)
        else:
            self.caption.set_text(latest_action_text(visit))
        has_task = playback.stop.card is not None and bool(self.readouts)
        self.caption.setHidden(has_task and playback.caption_shown_s >= TASK_CAPTION_S)
        is_new = self._playback is None or (self._playback.playing, self._playback.tour) != (
            playback.playing,
            playback.tour,
        )
        self._playback = playback
        if is_new:
            self._set_texts()
        self._show_segments(playback)

    def _show_segments(self, playback: Playback) -> None:
        shares = tuple(
            StopState(
                now := number == playback.index,
                number in playback.shown,
                # in steps that are seen: less would repaint the strip in every frame
                round(share_of(playback, self.theme), 2) if now else 0.0,
                now and not playback.playing,
            )
            for number in range(len(playback.tour.stops))
        )
        if shares != self._segments:
            self._segments = shares
            self.update(self._line.toAlignedRect())

    def _set_texts(self) -> None:
        language, playback = self.theme.language, self._playback
        if playback is None:
            return
        self.setAccessibleName(tr(Text("Tour: {title}"), language, title=playback.tour.title[language]))
        playing = playback.playing
        self.pause.kind = "primary" if playing else "secondary"
        self.pause.show_icon("pause" if playing else "play")
        self.pause.set_text(
            name=tr(Text("Pause the tour (Space)") if playing else Text("Resume the tour (Space)"), language)
        )
        self.leave.set_text(name=tr(Text("Leave the tour (Esc)"), language))

    # ---- geometry

    def fit(self, most_px: int) -> QSize:
        """Break the caption for a width of at most `most_px`; the size of the strip then, without its shadow."""
        theme = self.theme
        has_task = self._playback is not None and self._playback.stop.card is not None
        wide_px, least_px = (TASK_WIDE_PX, TASK_WORDS_PX) if has_task else (WIDE_PX, LEAST_WORDS_PX)
        width = min(most_px, round(theme.px(wide_px) * max(theme.text, 1.0)))
        left, top, right, bottom = self.padding
        room = width - theme.px(left + right) - 2 * theme.px(GAP_PX)
        room -= self.pause.sizeHint().width() + self.leave.sizeHint().width()
        has_room = self.caption.isHidden() or room - self.figure_px >= theme.px(least_px) * theme.text
        for readout in self.readouts:
            readout.setVisible(has_room)
        self.caption.fit(room - self.figure_px if has_room else room)
        parts = (self.pause, self.leave, self.caption, *self.readouts)
        shown = (part.sizeHint().height() for part in parts if not part.isHidden())
        tall = max(2 * theme.line_px(ROLE), *shown)
        return QSize(width, tall + theme.px(top + bottom))

    def place_within(self, rect: QRect) -> None:
        """Place the strip there, in the middle and narrower without its caption; the camera leaves all of it to it."""
        self.claimed = rect
        if self.caption.isHidden():
            parts = (self.pause, self.leave, *self.readouts)
            gaps = self.theme.px(PADDING[0] + PADDING[2]) + (len(parts) - 1) * self.theme.px(GAP_PX)
            wide = min(sum(part.sizeHint().width() for part in parts) + gaps, rect.width())
            rect = QRect(rect.x() + (rect.width() - wide) // 2, rect.y(), wide, rect.height())
        self.place(rect)

    @property
    def _line(self) -> QRectF:
        """Place of the segments."""
        theme, inner = self.theme, QRectF(self.inner)
        inset = theme.px(PADDING[0])
        top = inner.bottom() - theme.px(PADDING[3] - 4) - theme.px(LINE_PX)
        return QRectF(inner.x() + inset, top, inner.width() - 2 * inset, theme.px(LINE_PX))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        line, count = self._line, len(self._segments)
        if not count or not event.region().intersects(line.toAlignedRect()):
            return
        painter, theme = QPainter(self), self.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gap = theme.px(SEGMENT_GAP_PX)
        wide = (line.width() - gap * (count - 1)) / count
        for number, state in enumerate(self._segments):
            rect = QRectF(line.x() + number * (wide + gap), line.y(), wide, line.height())
            paint_progress(painter, theme, rect, state)
