"""The screen of a machine without OpenGL: the park can still be read and tried, from a flat map."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from ...i18n import Text, is_cjk, tr
from ...park.model import Park, Zone
from ...visit.acts import Act, Close
from ...visit.settings import Settings
from ...visit.visit import Visit
from ..exhibit import ExhibitPanel, Readings, RunStrip
from ..exhibit.forms import ExhibitSurface, RunView
from ..input.commands import act_of
from ..overlay.park_map import ParkMap
from ..panels.article.panel import Article, article_width_px
from ..panels.panel import refill
from ..panels.zone_list import ZoneList
from ..style.theme import Theme
from ..widgets import Button, Column, Icon, Prose, Row, ScrollArea, Surface, as_widget
from ..window.frame_clock import FrameClock
from .screen import MARGIN_PX, CopyButton, Screen

OPENGL_TITLE = Text("This computer can’t show the 3D park")
REMEDIES: dict[str, Text] = {
    "linux": Text(
        "A newer graphics driver often helps. On Linux without a graphics card, install libgl1-mesa-dri."
    ),
    "win32": Text(
        "A newer graphics driver often helps. Over a remote desktop, open the park on the computer itself."
    ),
    "darwin": Text("A newer version of macOS often helps."),
}


LARGE_TEXT = 1.5
"""Text scale from which the list takes the place of the map."""
GAP_PX = 14


class _Chart(ExhibitSurface):
    """The charts of the open exhibit, in place of its scene."""

    def __init__(self, theme: Theme, park: Park, do: Callable[[Act], object], parent: QWidget) -> None:
        self._readings: Readings | None = None
        self._column = Column(theme, gap=0)
        super().__init__(theme, park, do, self._column, padding=(18, 12, 18, 12), views=None, parent=parent)

    def _build(self, zone: Zone) -> None:
        self._readings = Readings(self.place_of(zone))
        refill(self._column, self._readings)

    def _drop(self) -> None:
        self._readings = None

    def _show_run(self, now: RunView) -> None:
        if self._readings is not None:
            self._readings.show_run(now)


class NoOpenGL(Screen):
    """What to do on a machine that cannot draw the park, and all zones and exhibits without 3D.

    Parameters
    ----------
    details : str
        The graphics system's message, for support.
    system : str
        As in `sys.platform`.
    """

    def __init__(
        self,
        settings: Settings,
        park: Park,
        details: str,
        *,
        on_retry: Callable[[], object],
        on_quit: Callable[[], object],
        system: str = sys.platform,
    ) -> None:
        self._system = system if system in ("win32", "darwin") else "linux"
        super().__init__(settings, on_quit)
        theme = self.theme
        self._park, self._details = park, details
        # no camera flights are visible here
        self.visit = Visit.begin(park, settings=replace(settings, comfort="cut"))
        self._heading = Prose(theme, " ", "strong")
        self._sub = Prose(theme, " ", "fine", "ink2")
        self._retry = Button(theme, " ", "refresh-cw", on_press=on_retry)
        self._copy = CopyButton(theme, lambda: self._details)
        words = Column(theme, self._heading, self._sub, gap=2)
        row = Row(theme, Icon(theme, "monitor-x", "warn", size=36), words, self._retry, self._copy, gap=16)
        row.setStretch(1, 1)
        for button in (self._retry, self._copy):
            row.setAlignment(button, Qt.AlignmentFlag.AlignVCenter)
        self._banner = Surface(theme, row, elevation=1, padding=(20, 12, 16, 12), edge="warn", parent=self)
        self._list = ZoneList(theme, park, self.do, folds=False, parent=self)
        self._article = Article(theme, park, self.do, parent=self)
        self._intro_texts = [Prose(theme, " ", role) for role in ("heading", "lead", "body")]
        page = as_widget(Column(theme, *self._intro_texts, None, margins=(26, 22, 26, 22)))
        self._intro = Surface(
            theme, Column(theme, ScrollArea(theme, page)), padding=(2, 2, 2, 2), parent=self
        )
        self._map = ParkMap(theme, park, self.do)
        self._map_surface = Surface(theme, Row(theme, self._map), padding=(8, 8, 8, 8), parent=self)
        self._exhibit = ExhibitPanel(theme, park, self.do, whole=True, parent=self)
        self._strip = RunStrip(theme, park, self.do, parent=self)
        self._chart = _Chart(theme, park, self.do, self)
        self._frame_clock = FrameClock(self.tick, parent=self)
        self.do(Close())
        self._fit()

    def do(self, act: Act) -> None:
        """Apply a visitor's act and show the result at once."""
        self.visit = self.visit.after(act)
        self._show()
        self.arrange()
        self._frame_clock.hurry()

    def tick(self, dt_s: float) -> bool:
        """Advance the open exhibit; return whether there is one."""
        self.visit = self.visit.advance(dt_s)
        self._show()
        return self.visit.alive

    def _show(self) -> None:
        for part in (self._list, self._article, self._exhibit, self._strip, self._chart, self._map):
            part.update_from(self.visit)

    @property
    def title(self) -> str:
        return tr(OPENGL_TITLE, self.theme.language)

    def apply_theme(self, theme: Theme) -> None:
        language, park = theme.language, self._park
        self._heading.set_text(tr(OPENGL_TITLE, language))
        what = tr(
            Text(
                "OpenGL 3.2 was not found. You can still open all {count} zones and exhibits from this map."
            ),
            language,
            count=len(park.zones),
        )
        space = "" if is_cjk(language) else " "
        self._sub.set_text(what + space + tr(REMEDIES[self._system], language))
        self._retry.set_text(tr(Text("Try again"), language))
        notice = park.notice[language] if park.notice is not None else " "
        texts = (park.title[language], park.subtitle[language], notice)
        for prose, text in zip(self._intro_texts, texts, strict=True):
            prose.set_text(text)
        self._intro_texts[-1].setVisible(park.notice is not None)
        for part in (
            self._list,
            self._article,
            self._exhibit,
            self._strip,
            self._chart,
            self._map_surface,
            self._map,
        ):
            part.apply_theme(theme)
        super().apply_theme(theme)

    def arrange(self) -> None:
        super().arrange()
        theme, margin = self.theme, self.theme.px(MARGIN_PX)
        beside = self.width() - self._language.width() - 3 * margin
        layout = self._banner.layout()
        assert layout is not None
        m = self._banner.margin_px
        banner = QRect(margin, margin, beside, layout.heightForWidth(beside + 2 * m) - 2 * m)
        self._banner.place(banner)
        # an exhibit, and with large text an article, needs the space of the text that has been read by then
        large = theme.text >= LARGE_TEXT
        self._banner.setHidden(self.visit.operating or (large and self.visit.zone is not None))
        shown = self._language.geometry() if self._banner.isHidden() else banner
        top = max(shown.bottom(), self._language.geometry().bottom()) + theme.px(GAP_PX)
        body = QRect(margin, top, self.width() - 2 * margin, self.height() - top - margin)
        self._place_parts(body, large=large)

    def _place_parts(self, body: QRect, *, large: bool) -> None:
        """Place map and list; beside the map an article, or an exhibit's panel with its chart in place of the map."""
        visit, gap = self.visit, self.theme.px(GAP_PX)
        wanted = self._list.sizeHint().width() - 2 * self._list.margin_px
        side = min(wanted, round(body.width() * 0.42))
        if visit.zone is not None and not large:
            side = min(article_width_px(self.theme, self.width()), body.width() // 2)
        narrow = QRect(body.right() + 1 - side, body.top(), side, body.height())
        wide = QRect(body.left(), body.top(), body.width() - side - gap, body.height())
        if large:  # the list at the left, the text at the right
            narrow, wide = (
                QRect(body.left(), body.top(), side, body.height()),
                QRect(body.left() + side + gap, body.top(), body.width() - side - gap, body.height()),
            )
        reads = wide if large else narrow
        for surface in (self._article, self._exhibit, self._intro):
            surface.place(reads)
        self._list.place(narrow)
        self._map_surface.place(wide)
        beside = narrow if large else wide
        tall = self._strip.wanted_size.height()
        self._strip.fit(beside.width(), charted=False)
        self._strip.place(QRect(beside.left(), beside.bottom() + 1 - tall, beside.width(), tall))
        self._chart.place(beside.adjusted(0, 0, 0, -tall - gap))
        self._list.setVisible(visit.zone is None or (large and not visit.operating))
        self._intro.setVisible(large and visit.zone is None)
        self._map_surface.setVisible(not large and not visit.operating)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = act_of("close", self.visit) if event.key() == Qt.Key.Key_Escape else None
        if act is not None:
            self.do(act)
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        self._frame_clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._frame_clock.stop()
