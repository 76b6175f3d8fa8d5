"""What is shown instead of the park, or above it, when something does not work."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from ..park.faults import Fault, shown
from ..park.model import Park
from ..visit.acts import Act, Close
from ..visit.settings import Settings
from ..visit.visit import Visit
from .article import Article
from .pieces import (
    Button,
    Card,
    Column,
    Flow,
    Icon,
    Piece,
    Plate,
    Prose,
    Row,
    ScrollArea,
    restyle_pieces,
)
from .theme import Theme, dress
from .words import say
from .zonelist import ZoneList

COPIED_MS = 2000
MARGIN_PX = 20
DIALOG_PX = 760
HEIGHT_STEP_PX = 24
LARGE_TEXT = 1.5
HOUSES, HOUSE_SEED = 26, 7
FONT_PACKAGES = {"linux": "fonts-noto-cjk"}


class CopyButton(Button):
    """Puts details on the clipboard, and says so for a moment."""

    def __init__(self, theme: Theme, details: Callable[[], str], key: str = "fault.copy") -> None:
        self._details, self._key = details, key
        super().__init__(theme, say(key, theme.language), "copy", kind="secondary", on_press=self._copy)

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        self.say(say(self._key, theme.language))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details())
        self.say(say("fault.copied", self.theme.language))
        self.show_icon("check")
        QTimer.singleShot(COPIED_MS, self, self._offer)

    def _offer(self) -> None:
        self.say(say(self._key, self.theme.language))
        self.show_icon("copy")


class _Screen(Piece, QWidget):
    """A whole window without a park: the other language is one press away.

    Parameters
    ----------
    settings : the visitor's.
    on_quit : callable
        Called by Esc and by the button that closes.
    """

    def __init__(self, settings: Settings, on_quit: Callable[[], object]) -> None:
        super().__init__()
        self.settings, self._on_quit = settings, on_quit
        self.theme = Theme.of(settings, max(self.height(), 1))
        self._language = Button(self.theme, " ", "languages", on_press=self._other_language)
        self._language.setParent(self)

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            dress(application, theme)
        restyle_pieces(self, theme)
        language = theme.language
        self._language.say(say("fault.language", language), say("fault.language.name", language))
        self.setWindowTitle(self.title)
        self.arrange()

    @property
    def title(self) -> str:
        """The first line, and the name of the window."""
        raise NotImplementedError

    def arrange(self) -> None:
        """Put the parts in their places."""
        hint, margin = self._language.sizeHint(), self.theme.px(MARGIN_PX)
        self._language.setGeometry(QRect(self.width() - margin - hint.width(), margin, *hint.toTuple()))
        self._language.raise_()

    def _other_language(self) -> None:
        language = "en" if self.settings.language == "zh" else "zh"
        self.settings = replace(self.settings, language=language)  # type: ignore[arg-type]
        self._fit()

    def _fit(self) -> None:
        """Follow settings and size of the window; sizes of type follow its height in steps."""
        height = max(round(self.height() / HEIGHT_STEP_PX), 1) * HEIGHT_STEP_PX
        theme = Theme.of(self.settings, height, self.devicePixelRatioF())
        if theme != self.theme or not self.windowTitle():
            self.restyle(theme)
        else:
            self.arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._on_quit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self.theme
        painter.fillRect(self.rect(), theme.colour("sunken"))
        if theme.high_contrast:
            return
        houses = Random(HOUSE_SEED)  # the same skyline every time
        for _ in range(HOUSES):
            width = houses.uniform(0.03, 0.09) * self.width()
            height = houses.uniform(0.08, 0.42) * self.height()
            house = QRectF(houses.uniform(-0.02, 0.98) * self.width(), self.height() - height, width, height)
            painter.fillRect(house, theme.colour("line", 0.28))


class BrokenScene(_Screen):
    """The scene cannot be opened: everything that is wrong with it, and where.

    Parameters
    ----------
    on_retry : callable
        Reads the scene again.
    """

    def __init__(
        self,
        settings: Settings,
        faults: Sequence[Fault],
        *,
        on_retry: Callable[[], object],
        on_quit: Callable[[], object],
    ) -> None:
        super().__init__(settings, on_quit)
        theme = self.theme
        self._faults = tuple(faults)
        self._heading = Prose(theme, " ", "heading")
        self._sub = Prose(theme, " ", "body", "ink2")
        head = Row(
            theme, Icon(theme, "file-x", "err", size=44), Column(theme, self._heading, self._sub, gap=2)
        )
        head.setSpacing(theme.px(16))
        head.setStretch(1, 1)
        self._rows = [(Prose(theme, " ", "fine", "ink3"), Prose(theme, " ", "body")) for _ in faults]
        lines = Column(theme, gap=10)
        for place, words in self._rows:
            lines.addLayout(Column(theme, place, words, gap=2))
        lines.addStretch(1)
        content = QWidget()
        content.setLayout(lines)
        self._scroll = ScrollArea(content)
        card = Card(theme, Column(theme, self._scroll), fill="sunken", edge=None)
        self._safe = Prose(theme, " ", "body")
        self._retry = Button(theme, " ", "refresh-cw", kind="primary", on_press=on_retry)
        self._copy = CopyButton(theme, lambda: self.details)
        self._quit = Button(theme, " ", kind="quiet", on_press=on_quit)
        acts = Flow(theme, self._retry, self._copy, self._quit, gap=10)
        self._column = Column(theme, head, card, self._safe, acts, gap=14)
        self._column.setStretch(1, 1)
        self._plate = Plate(theme, self._column, elevation=3, padding=(32, 24, 32, 24), parent=self)
        self._fit()

    @property
    def details(self) -> str:
        """All faults as text, one a line."""
        return "\n".join(fault.told(self.theme.language) for fault in self._faults)

    @property
    def title(self) -> str:
        return say("fault.scene.title", self.theme.language)

    def restyle(self, theme: Theme) -> None:
        language, count = theme.language, len(self._faults)
        self._heading.say(say("fault.scene.title", language))
        key = "fault.scene.one" if count == 1 else "fault.scene.many"
        self._sub.say(say(key, language, count=count))
        self._safe.say(say("fault.scene.safe", language))
        self._retry.say(say("fault.retry", language))
        self._quit.say(say("fault.quit", language))
        self._scroll.setAccessibleName(say("fault.scene.list", language))
        colon = "：" if language == "zh" else ": "
        for fault, (place, words) in zip(self._faults, self._rows, strict=True):
            place.say(f"{shown(fault.path)}:{fault.line}:{fault.column}")
            words.say(fault.what.in_(language) + colon + fault.remedy.in_(language))
        super().restyle(theme)

    def arrange(self) -> None:
        super().arrange()
        theme, margin = self.theme, self.theme.px(MARGIN_PX)
        top = self._language.geometry().bottom() + margin
        width = min(round(theme.px(DIALOG_PX) * theme.text**0.5), self.width() - 2 * margin)
        inner = width - 2 * theme.px(32)
        listed = sum(p.heightForWidth(inner) + w.heightForWidth(inner) for p, w in self._rows)
        listed += len(self._rows) * theme.px(14)
        m = self._plate.margin_px
        fixed = self._column.heightForWidth(width + 2 * m) - 2 * m - self._scroll.sizeHint().height()
        height = min(fixed + listed, self.height() - top - margin)
        left = (self.width() - width) // 2
        middle = (self.height() - height) // 2
        self._plate.place(QRect(left, max(middle, top), width, height))


class NoOpenGL(_Screen):
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
        self._intro = Plate(theme, Column(theme, ScrollArea(page)), padding=(2, 2, 2, 2), parent=self)
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


class MissingFont(Plate):
    """A notice above the park: there is no Chinese font, and how to get one.

    Parameters
    ----------
    on_stay : callable
        The visitor stays in English; the notice hides itself.
    system : str
        As in `sys.platform`.
    """

    def __init__(
        self,
        theme: Theme,
        on_stay: Callable[[], object],
        *,
        system: str = sys.platform,
        parent: QWidget | None = None,
    ) -> None:
        self._on_stay = on_stay
        self._system = system if system in ("win32", "darwin") else "linux"
        self._heading = Prose(theme, " ", "strong")
        self._sub = Prose(theme, " ", "fine", "ink2")
        self._stay = Button(theme, " ", kind="primary", on_press=self._leave)
        acts = Flow(theme, self._stay, gap=8)
        if self._system in FONT_PACKAGES:
            acts.addWidget(CopyButton(theme, lambda: FONT_PACKAGES[self._system], "fault.font.copy"))
        words = Column(theme, self._heading, self._sub, acts, gap=6)
        row = Row(theme, Icon(theme, "triangle-alert", "warn", size=30), words, gap=14)
        row.setStretch(1, 1)
        super().__init__(theme, row, elevation=2, padding=(18, 12, 16, 12), edge="warn", parent=parent)

    def restyle(self, theme: Theme) -> None:
        known = hasattr(self, "theme")
        super().restyle(theme)
        if known:
            restyle_pieces(self, theme)
        language = theme.language
        self.setAccessibleName(say("fault.font.title", language))
        self._heading.say(say("fault.font.title", language))
        self._sub.say(say(f"fault.font.{self._system}", language))
        self._stay.say(say("fault.font.stay", language))

    def arrange(self, room: QRect) -> None:
        """Lie at the top of a room, in its middle."""
        theme = self.theme
        width = min(round(theme.px(DIALOG_PX) * theme.text**0.5), room.width() - 2 * theme.px(MARGIN_PX))
        m = self.margin_px
        size = QSize(width, self.heightForWidth(width + 2 * m) - 2 * m)
        corner = room.topLeft()
        self.place(
            QRect(corner.x() + (room.width() - width) // 2, corner.y() + theme.px(92), *size.toTuple())
        )
        self.raise_()

    def _leave(self) -> None:
        self.hide()
        self._on_stay()
