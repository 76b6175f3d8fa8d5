"""The tour bar: all stops, and the controls of the tour. It folds away while the tour plays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ...i18n import Text, tr
from ...park.model import Park
from ...visit import TOUR_PACES, Act, Change, Playback, SetAutoAdvance, Settings, SetTourPace, ToStop, Visit
from ...visit.settings import VOLUME_STEP
from ..accessible import EvenSteps
from ..input.keymap import Command
from ..panels.toolbars import PROGRAM_ACCENT
from ..style.theme import Theme
from ..viewport.thumbnails import Thumbnails
from ..widgets import Button, SliderTrack, Surface, apply_theme_within
from .stop_row import StopRow

VOLUME = Text("Volume of the voice")

PADDING_PX = (14, 10)
GAP_PX, GROUP_PX, ROWS_PX = 6, 16, 8
VOLUME_PX = 84
LEAST_CELL_PX = 66
"""Width per stop from which there is room for the volume."""


class Volume(SliderTrack):
    """The volume slider, without words at its ends."""

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(VOLUME_PX), self.theme.target_px)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class TourBar(Surface):
    """Previous, next; the stops; pace, automatic advance, captions, voice.

    Parameters
    ----------
    do, ask : take acts and commands.
    thumbnails : pictures of the stops.
    """

    def __init__(
        self,
        theme: Theme,
        park: Park,
        thumbnails: Thumbnails,
        do: Callable[[Act], object],
        ask: Callable[[Command], object],
        parent: QWidget | None = None,
    ) -> None:
        self._do, self._ask = do, ask
        self._playback: Playback | None = None
        self._settings, self._silent = Settings(), ""
        self._shown: tuple[object, ...] = ()
        super().__init__(theme, None, elevation=2, parent=parent)
        self.previous = Button(theme, icon="skip-back", name=" ", on_press=partial(ask, "previous stop"))
        self.next = Button(theme, icon="skip-forward", name=" ", on_press=partial(ask, "next stop"))
        self.stops = StopRow(theme, park, thumbnails, lambda number: do(ToStop(number)), self)
        self.pace = Button(theme, "×1", kind="quiet", on_press=self._next_pace)
        self.auto = Button(theme, icon="list-end", name=" ", kind="quiet", on_press=self._turn_auto)
        self.captions = Button(theme, icon="captions", name=" ", on_press=partial(ask, "captions"))
        self.voice = Button(theme, icon="volume-2", name=" ", on_press=partial(ask, "voice"))
        self.volume = Volume(theme, PROGRAM_ACCENT, 100 // VOLUME_STEP, self._turn_up, ("", ""))
        self.volume.scale = EvenSteps(VOLUME_STEP, " %")
        for button in (self.auto, self.captions, self.voice):
            button.setCheckable(True)
        for widget in (*self._left, *self._right, self.volume):
            widget.setParent(self)
        self._set_texts()
        self.hide()

    def apply_theme(self, theme: Theme) -> None:
        known = hasattr(self, "volume")
        super().apply_theme(theme)
        if known:
            apply_theme_within(self, theme)
            self._shown = ()
            self._set_texts()

    # ---- display

    def update_from(self, visit: Visit, silent: str) -> None:
        """Show the progress of the tour.

        Parameters
        ----------
        silent : why there is no voice; "" if there is one, or if that is not known yet.
        """
        playback = visit.playback
        self.setVisible(playback is not None)
        if playback is None:
            self._playback = None
            return
        self._playback, self._settings, self._silent = playback, visit.settings, silent
        self.stops.show_playback(playback)
        state = (
            playback.tour.id, playback.pace, playback.auto, playback.following is None,
            visit.settings, silent,
        )  # fmt: skip
        if state != self._shown:
            self._shown = state
            self._set_texts()

    @property
    def speaks(self) -> bool:
        """Whether the voice is on and available."""
        return self._settings.voice and not self._silent

    def _set_texts(self) -> None:
        language, playback, settings = self.theme.language, self._playback, self._settings
        if playback is None:
            return
        self.setAccessibleName(
            tr(Text("Stops of the tour: {title}"), language, title=playback.tour.title[language])
        )
        self.previous.set_text(name=tr(Text("Previous stop (Page Up)"), language))
        self.next.set_text(
            name=tr(
                Text("End of the tour (Page Down)")
                if playback.following is None
                else Text("Next stop (Page Down)"),
                language,
            )
        )
        pace = f"{playback.pace:g}"
        self.pace.set_text(
            tr(Text("×{pace}"), language, pace=pace),
            tr(Text("Tour speed ×{pace}. Press for the next one"), language, pace=pace),
        )
        self.pace.setToolTip(self.pace.accessibleName())
        for button, on, turn_off, turn_on in (
            (
                self.auto,
                playback.auto,
                Text("Moves on to the next stop by itself"),
                Text("Waits at each stop until you continue"),
            ),
            (self.captions, settings.captions, Text("Captions are on (K)"), Text("Captions are off (K)")),
            (self.voice, self.speaks, Text("The voice is on (V)"), Text("The voice is off (V)")),
        ):
            button.setChecked(on)
            button.set_text(name=tr(turn_off if on else turn_on, language))
        self.voice.show_icon("volume-2" if self.speaks else "volume-x")
        self.voice.setEnabled(not self._silent)
        if self._silent:
            self.voice.set_text(name=self._silent)
        self.volume.setAccessibleName(tr(VOLUME, language))
        self.volume.setToolTip(tr(VOLUME, language))
        self.volume.set_step(settings.volume // VOLUME_STEP)
        self._lay_out()

    # ---- geometry

    @property
    def _left(self) -> tuple[Button, ...]:
        return (self.previous, self.next)

    @property
    def _right(self) -> tuple[Button, ...]:
        return (self.pace, self.auto, self.captions, self.voice)

    def height_for(self, width: int) -> int:
        """Height of the bar for a width, both without its shadow."""
        across, down = (self.theme.px(n) for n in PADDING_PX)
        room = width - 2 * across
        beside = self._beside_px(room)
        buttons = self.next.sizeHint().height()
        if beside is not None:
            return max(self.stops.height_for(beside), buttons) + 2 * down
        return self.stops.height_for(room) + self.theme.px(ROWS_PX) + buttons + 2 * down

    def _beside_px(self, room: int) -> int | None:
        """Width that the buttons leave for the stops beside them; None if the stops need their own row."""
        theme = self.theme
        buttons = (*self._left, *self._right)
        taken = sum(button.sizeHint().width() for button in buttons) + 2 * theme.px(GROUP_PX)
        left = room - taken - theme.px(GAP_PX) * (len(buttons) - 2)
        return left if self.stops.fits(left) else None

    def _volume_px(self, beside: int) -> int:
        """Width of the volume within that of the stops; 0 if it is hidden or has nothing to control."""
        wanted = self.volume.sizeHint().width() + self.theme.px(GAP_PX)
        enough = self.stops.cell_px(beside - wanted) >= self.theme.px(LEAST_CELL_PX)
        return wanted if self.speaks and enough else 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        theme, inner = self.theme, self.inner
        across, down = (theme.px(n) for n in PADDING_PX)
        room = inner.adjusted(across, down, -across, -down)
        if room.width() <= 0:
            return
        beside = self._beside_px(room.width())
        volume_px = self._volume_px(beside) if beside is not None else 0
        self.volume.setVisible(volume_px > 0)
        right: list[QWidget] = [*self._right]
        if volume_px:
            right.append(self.volume)
        tall = self.next.sizeHint().height()
        row = room
        if beside is None:
            stops_px = self.stops.height_for(room.width())
            self.stops.setGeometry(QRect(room.x(), room.y(), room.width(), stops_px))
            row = QRect(room.x(), room.bottom() + 1 - tall, room.width(), tall)
        start = self._put(self._left, row.x(), row)
        wide = sum(w.sizeHint().width() for w in right) + theme.px(GAP_PX) * (len(right) - 1)
        end = row.right() + 1 - wide
        self._put(right, end, row)
        if beside is not None:
            group = theme.px(GROUP_PX)
            self.stops.setGeometry(QRect(start + group, row.y(), end - start - 2 * group, row.height()))

    def _put(self, widgets: tuple[QWidget, ...] | list[QWidget], x: int, row: QRect) -> int:
        """Place widgets side by side from `x`, vertically centred in a row; return their right end."""
        for widget in widgets:
            size = widget.sizeHint()
            widget.setGeometry(
                QRect(x, row.y() + (row.height() - size.height()) // 2, size.width(), size.height())
            )
            x += size.width() + self.theme.px(GAP_PX)
        return x - self.theme.px(GAP_PX)

    # ---- actions

    def _next_pace(self) -> None:
        if self._playback is not None:
            at = TOUR_PACES.index(self._playback.pace) + 1
            self._do(SetTourPace(TOUR_PACES[at % len(TOUR_PACES)]))

    def _turn_auto(self) -> None:
        if self._playback is not None:
            self._do(SetAutoAdvance(not self._playback.auto))

    def _turn_up(self, step: int) -> None:
        self._do(Change(replace(self._settings, volume=step * VOLUME_STEP)))
