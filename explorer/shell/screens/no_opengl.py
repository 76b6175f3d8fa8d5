"""The screen for a machine that cannot draw the park: all of it can still be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ...park.model import Park
from ...visit.acts import Act, Close
from ...visit.settings import Settings
from ...visit.visit import Visit
from ..article import Article
from ..pieces import Button, Column, Flow, Icon, Plate, Prose, Row, ScrollArea
from ..theme import Theme
from ..words import say
from ..zonelist import ZoneList
from .screen import MARGIN_PX, CopyButton, Screen

LARGE_TEXT = 1.5


class NoOpenGL(Screen):
    """The machine cannot draw the park: what to do, and all zones to read all the same.

    Parameters
    ----------
    details : str
        What the graphics system said, for whoever helps.
    """

    def __init__(
        self,
        settings: Settings,
        park: Park,
        details: str,
        *,
        on_retry: Callable[[], object],
        on_quit: Callable[[], object],
    ) -> None:
        super().__init__(settings, on_quit)
        theme = self.theme
        self._park, self._details = park, details
        # nobody sees the camera fly
        self.visit = Visit.begin(park, settings=replace(settings, comfort="cut"))
        self._heading = Prose(theme, " ", "strong")
        self._sub = Prose(theme, " ", "fine", "ink2")
        self._retry = Button(theme, " ", "refresh-cw", on_press=on_retry)
        self._copy = CopyButton(theme, lambda: self._details)
        acts = Flow(theme, self._retry, self._copy, gap=8)
        words = Column(theme, self._heading, self._sub, acts, gap=6)
        row = Row(theme, Icon(theme, "monitor-x", "warn", size=36), words, gap=16)
        row.setStretch(1, 1)
        self._banner = Plate(theme, row, elevation=1, padding=(20, 12, 16, 12), edge="warn", parent=self)
        self._list = ZoneList(theme, park, self.do, folds=False, parent=self)
        self._article = Article(theme, park, self.do, parent=self)
        self._told = [Prose(theme, " ", role) for role in ("heading", "lead", "body")]
        page = QWidget()
        page.setLayout(Column(theme, *self._told, None, margins=(26, 22, 26, 22)))
        self._intro = Plate(theme, Column(theme, ScrollArea(theme, page)), padding=(2, 2, 2, 2), parent=self)
        self.do(Close())
        self._fit()

    def do(self, act: Act) -> None:
        """Answer what the visitor does and show it at once."""
        self.visit = self.visit.after(act)
        self._list.show_visit(self.visit)
        self._article.show_visit(self.visit)
        self._intro.setVisible(self.visit.zone is None)
        self.arrange()

    @property
    def title(self) -> str:
        return say("fault.opengl.title", self.theme.language)

    def restyle(self, theme: Theme) -> None:
        language, park = theme.language, self._park
        self._heading.say(say("fault.opengl.title", language))
        what = say("fault.opengl.what", language, count=len(park.zones))
        space = "" if language == "zh" else " "
        self._sub.say(what + space + say("fault.opengl.remedy", language))
        self._retry.say(say("fault.retry", language))
        texts = (park.title[language], park.subtitle[language], park.notice[language])
        for prose, text in zip(self._told, texts, strict=True):
            prose.say(text)
        super().restyle(theme)
        self._list.restyle(theme)
        self._article.restyle(theme)

    def arrange(self) -> None:
        super().arrange()
        theme, margin = self.theme, self.theme.px(MARGIN_PX)
        gap = theme.px(14)
        beside = self.width() - self._language.width() - 3 * margin
        layout = self._banner.layout()
        assert layout is not None
        m = self._banner.margin_px
        banner = QRect(margin, margin, beside, layout.heightForWidth(beside + 2 * m) - 2 * m)
        self._banner.place(banner)
        # with large text an open article needs the room of what has been read by now
        shown = theme.text < LARGE_TEXT or self.visit.zone is None
        self._banner.setVisible(shown)
        top = (banner if shown else self._language.geometry()).bottom() + gap
        height = self.height() - top - margin
        wanted = self._list.sizeHint().width() - 2 * self._list.margin_px
        listed = min(wanted, round(self.width() * 0.42))
        self._list.place(QRect(margin, top, listed, height))
        left = margin + listed + gap
        text = QRect(left, top, self.width() - left - margin, height)
        self._article.place(text)
        self._intro.place(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.visit.zone is not None:
            self.do(Close())
        else:
            super().keyPressEvent(event)
