"""The card by which phones join: a QR code, an address and a code. Folded, it is a small button with the number of phones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from ...i18n import Text, tr
from ..style.theme import Theme
from ..widgets import Button, Column, Prose, Row, Surface, Themed
from ..widgets.qr_code import LEAST_MODULE_PX, modules, paint_code

OPEN = Text("Show how phones join")

CODE_PX = 164


@dataclass(frozen=True, slots=True)
class RoomView:
    """Content of the card."""

    url: str = ""  # the address to type; "" while phones cannot join
    join_url: str = ""  # content of the QR code
    code: str = ""  # six digits, in two groups
    laptops: bool = False  # whether to say how a laptop follows
    # wifi, wifi_qr: name of the guests' network and content of its QR code; "" without one
    wifi: str = ""
    wifi_qr: str = ""
    phones: int = 0  # number of phones; `screens`: of laptops that follow
    screens: int = 0
    call: Text | None = None  # words of a call for staff
    trouble: str = ""  # why phones cannot join
    is_again: bool = False
    is_folded: bool = False
    # whether the text is large for the window: fewer words, and the number of phones on the button only
    is_short: bool = False
    code_px: int = 0  # size of the QR code
    warning: str = ""  # warning to staff about phones that could not join


class CodePicture(Themed, QWidget):
    """A QR code on white paper, in every theme."""

    def __init__(self, theme: Theme, words: str, name: str, side_px: int) -> None:
        super().__init__()
        self._words, self._side_px = words, side_px
        self.setAccessibleName(name)
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        count = len(modules(self._words))  # whole pixels per module, and no margin beyond the quiet zone
        side = count * max(ceil(self._side_px / count), LEAST_MODULE_PX)
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_code(painter, QRectF(self.rect()), self._words)
        painter.end()


class RoomCard(Surface):
    """How phones join, or one button.

    Parameters
    ----------
    fold : called with whether to fold it.
    answer_call : called when staff has come.
    """

    def __init__(
        self,
        theme: Theme,
        fold: Callable[[bool], object],
        answer_call: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        self._fold, self._answer_call = fold, answer_call
        self._view = RoomView()
        self._built_for: object = None
        self._page: QWidget | None = None
        self._column = Column(theme, gap=0)
        super().__init__(theme, self._column, elevation=1, padding=(6, 6, 6, 6), parent=parent)
        self._update()

    @property
    def state(self) -> object:
        """Changes whenever it must be arranged again."""
        return self._built_for

    @property
    def is_small(self) -> bool:
        """Whether it is folded to a button."""
        return self._view.is_folded and self._view.call is None

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self._update()

    def show_room(self, view: RoomView) -> None:
        """Show the state of the room."""
        if view != self._view:
            self._view = view
            self._update()

    def _update(self) -> None:
        key = (self.theme, self._view)
        if key == self._built_for:
            return
        self._built_for = key
        focused = QApplication.focusWidget()
        had_focus = self._page is not None and focused is not None and self._page.isAncestorOf(focused)
        if self._page is not None:
            self._column.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
        self._page = QWidget()
        page = self._folded() if self._view.is_folded else self._unfolded()
        page.setContentsMargins(0, 0, 0, 0)
        self._page.setLayout(page)
        self._column.addWidget(self._page)
        self.setAccessibleName(tr(Text("Phones in this room"), self.theme.language))
        if had_focus and (first := self._page.findChild(Button)) is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _counted(self) -> str:
        language, phones, screens = self.theme.language, self._view.phones, self._view.screens
        counts = [tr(Text("{phones} phone", "{phones} phones"), language, phones=phones)] if phones else []
        counts += (
            [tr(Text("{screens} laptop", "{screens} laptops"), language, screens=screens)] if screens else []
        )
        return " · ".join(counts) or tr(Text("No phone yet"), language)

    def _folded(self) -> Column:
        theme, view, language = self.theme, self._view, self.theme.language
        name = f"{tr(OPEN, language)}. {self._counted}"
        words = str(view.phones + view.screens) if view.phones + view.screens else ""
        button = Button(
            theme, words, "smartphone", name=name, kind="quiet", on_press=lambda: self._fold(False)
        )
        button.setToolTip(name)
        return Column(theme, button, *self._call(), gap=6)

    def _call(self) -> tuple[Column, ...]:
        theme, view, language = self.theme, self._view, self.theme.language
        if view.call is None:
            return ()
        done = Button(
            theme, tr(Text("Staff is here"), language), "check", kind="primary", on_press=self._answer_call
        )
        return (Column(theme, Prose(theme, tr(view.call, language), "strong", "err"), done, gap=6),)

    def _unfolded(self) -> Column:
        theme, view, language = self.theme, self._view, self.theme.language
        fold = Button(
            theme,
            icon="x",
            name=tr(Text("Fold away"), language),
            kind="quiet",
            on_press=lambda: self._fold(True),
        )
        title = Prose(
            theme, tr(Text("Join with your phone"), language), "strong" if view.is_short else "heading"
        )
        head = Row(theme, title, fold, gap=8)
        head.setStretch(0, 1)
        page = Column(theme, head, gap=4 if view.is_short else 8)
        if view.trouble:
            page.addWidget(
                Prose(
                    theme,
                    tr(Text("The page for phones cannot open: {reason}"), language, reason=view.trouble),
                    "body",
                    "err",
                )
            )
        elif not view.url:
            text = (
                Text("The page for phones is starting again…")
                if view.is_again
                else Text("The page for phones is starting…")
            )
            page.addWidget(Prose(theme, tr(text, language), "body", "ink2"))
        else:
            if not view.is_short:
                page.addWidget(
                    Prose(
                        theme,
                        tr(Text("Turn the exhibit, vote, ask for help, take your visit home"), language),
                        "fine",
                        "ink2",
                    )
                )
            page.addLayout(self._codes())
            page.addWidget(Prose(theme, view.url.removeprefix("http://"), "strong"))
            code = tr(Text("Code {code}"), language, code=view.code)
            page.addWidget(Prose(theme, code, "strong" if view.is_short else "title"))
            if not view.is_short:
                page.addWidget(Prose(theme, self._counted, "label", "ink2"))
            if view.laptops:
                page.addWidget(
                    Prose(
                        theme,
                        tr(Text("Laptops: F1, “Follow a screen”, the same code"), language),
                        "fine",
                        "ink2",
                    )
                )
            if view.warning:
                page.addWidget(Prose(theme, view.warning, "fine", "warn"))
        for call in self._call():
            page.addLayout(call)
        whole = Column(theme, gap=0)
        inner = QWidget()
        inner.setLayout(page)
        page.setContentsMargins(*(theme.px(side) for side in (12, 6, 8, 8)))
        whole.addWidget(inner)
        return whole

    def _codes(self) -> Row:
        view, language = self._view, self.theme.language
        codes = []
        if view.wifi:
            title = tr(Text("1. Join the Wi-Fi {ssid}"), language, ssid=view.wifi)
            codes.append(
                self._code(
                    view.wifi_qr, title, tr(Text("QR code of the Wi-Fi {ssid}"), language, ssid=view.wifi)
                )
            )
        title = tr(Text("2. Open the page"), language) if view.wifi else ""
        codes.append(self._code(view.join_url, title, tr(Text("QR code of {url}"), language, url=view.url)))
        row = Row(self.theme, *codes, gap=12)
        row.addStretch(1)
        return row

    def _code(self, words: str, title: str, name: str) -> Column:
        """A code below its title, which is no wider: codes side by side are level."""
        column = Column(self.theme, gap=4)
        code = CodePicture(self.theme, words, name, self._view.code_px or self.theme.px(CODE_PX))
        if title:
            prose = Prose(self.theme, title, "fine" if self._view.is_short else "label")
            prose.setFixedWidth(code.width())
            prose.setMinimumHeight(
                prose.heightForWidth(code.width())
            )  # the card may be lower than its content asks
            column.addWidget(prose)
        column.addStretch(1)
        column.addWidget(code, 0, Qt.AlignmentFlag.AlignLeft)
        return column
