"""The console's page about phones: whether they may join, who is connected, and the code of the presenter's own phone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ...i18n import Text, tr
from ..panels.settings.connect_rows import Connections, ConnectRows
from ..style.theme import Theme
from ..widgets import Button, Column, Prose
from ..widgets.qr_code import QrCode

PRESENTER = Text("Presenter’s phone")


CODE_PX = 180


class PhonesPage(QWidget):
    """Connections, and on request the code that controls the talk: the audience never sees this window.

    Parameters
    ----------
    show_codes : shows or folds on the audience's screen how phones join.
    """

    def __init__(
        self,
        theme: Theme,
        connections: Connections,
        show_codes: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme, self._connections = theme, connections
        self._url = ""
        self._code: QrCode | None = None
        self.rows = ConnectRows(theme, connections)
        self.rows.unfold("phones")
        self.codes_button = Button(theme, " ", "smartphone", on_press=show_codes)
        self.presenter_button = Button(theme, " ", "presentation", on_press=self._toggle)
        self._means = Prose(theme, " ", "fine", "ink2")
        self._means.hide()
        self._column = Column(
            theme,
            self.codes_button,
            self.presenter_button,
            self._means,
            self.rows,
            None,
            gap=10,
            margins=(2, 2, 10, 2),
        )
        self.setLayout(self._column)
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        """Apply another theme, language included."""
        self.theme, language = theme, theme.language
        self.codes_button.set_text(tr(Text("Show the audience how to join, or fold it away"), language))
        self.presenter_button.set_text(tr(PRESENTER, language))
        self._means.set_text(
            tr(Text("This code leads the talk and shows your notes. Only you should scan it."), language)
        )
        self.rows.apply_theme(theme)
        self.update_standing()

    def update_standing(self) -> None:
        """Show the state of the connections."""
        self.rows.update_standing()
        url = self._connections.staff_url
        for button in (self.codes_button, self.presenter_button):
            button.setVisible(bool(url))
        if url != self._url:
            self._url = url
            self._show(False)

    def _toggle(self) -> None:
        self._show(self._code is None)

    def _show(self, shown: bool) -> None:
        """Show or hide the presenter's code."""
        if self._code is not None:
            self._column.removeWidget(self._code)
            self._code.hide()
            self._code.deleteLater()
            self._code = None
        shown = shown and bool(self._url)
        if shown:
            name = tr(PRESENTER, self.theme.language)
            self._code = QrCode(self._url, self.theme.px(CODE_PX), name)
            self._column.insertWidget(3, self._code, 0, Qt.AlignmentFlag.AlignLeft)
        self.presenter_button.setChecked(shown)
        self._means.setVisible(shown)
