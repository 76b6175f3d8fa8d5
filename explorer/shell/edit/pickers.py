"""Editors that show what there is to choose from: pictures of buildings and their looks, colours in use, icons."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, QTimer
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import (
    QColorDialog,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...base import icons
from ...build.grown.kinds import KINDS
from ...editor.change import DELETE
from ...editor.document import SceneDocument
from ...editor.forms import FormField, expanded
from ...editor.pieces import colours_in_use
from ...i18n import Text, tr
from ...park.ground import Building
from ..style.theme import Theme, set_style_sheet
from ..widgets import Button, Flow, as_widget, paint
from ..widgets.save_dialog import qt_words
from .address import Address
from .building_picture import SIZE_PX, USUAL_ACCENT, building_picture
from .editors import ChoiceEditor, Commit, Editor, WordEditor, choices_of
from .inputs import Line, Swatch, form_style, words_label, written

CHOOSE_COLOUR = Text("Choose a colour")
LOOK = Text("Look {number}")
CHOOSE_ICON = Text("Choose an icon")
FIND_ICON = Text("Find: a word such as house, train, flask")
NO_ICON = Text("No icon has this word in its name.")
USE_COLOUR = Text("Use {colour}")
IN_USE = Text("Colours in use here")
LOOK_PX = (66.0, 44.0)
ICON_PX, MOST_COLOURS, MOST_ICONS = 24, 12, 240


class PictureButton(Button):
    """A button that shows a picture; its name is in its tooltip and for screen readers."""

    def __init__(
        self, theme: Theme, name: str, size_px: tuple[float, float], on_press: Callable[[], object]
    ) -> None:
        super().__init__(theme, icon="image", name=name, kind="quiet", on_press=on_press)
        self._picture = QPixmap()
        self.setFixedSize(*(round(theme.px(side)) + 8 for side in size_px))

    def show_picture(self, picture: QPixmap) -> None:
        """Show this picture."""
        self._picture = picture
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, rect = QPainter(self), QRectF(self.rect()).adjusted(1, 1, -1, -1)
        theme, radius = self.theme, self.theme.radius("md")
        edge = theme.colour("primary") if self.isChecked() else theme.colour("line")
        fill = self.animated_fill(theme.colour("tint") if self.isChecked() else None)
        paint.rounded(painter, rect, radius, fill, edge, edge_px=theme.px(2.5 if self.isChecked() else 1))
        if self.rings:
            paint.focus_ring(painter, theme, QRectF(self.rect()), radius)
        size = self._picture.deviceIndependentSize()
        painter.drawPixmap(
            QPointF((self.width() - size.width()) / 2, (self.height() - size.height()) / 2), self._picture
        )
        painter.end()


class KindEditor(ChoiceEditor):
    """Choice of a building, with a picture of each.

    Parameters
    ----------
    accent : the colour of the zone, #RRGGBB.
    """

    def __init__(
        self,
        theme: Theme,
        form: FormField,
        name: str,
        commit: Commit,
        choices: Sequence[tuple[object, str]],
        accent: str,
    ) -> None:
        super().__init__(theme, form, name, commit, choices)
        width, height = (round(theme.px(side)) for side in SIZE_PX)
        self._box.setIconSize(QSize(width, height))
        self._accent, self._left = accent, self._drawn()
        self._timer = QTimer(self)
        self._timer.timeout.connect(lambda: next(self._left, None))
        self._timer.start(0)

    def _drawn(self) -> Iterator[None]:
        """Draw a picture at each step, so that the page opens at once."""
        for number, kind in enumerate(self._values):
            if isinstance(kind, str) and kind in KINDS:
                self._box.setItemIcon(number, QIcon(_picture(self.theme, kind, 0, self._accent)))
                yield
        self._timer.stop()


class LooksEditor(WordEditor):
    """The looks of a building as pictures, above the number that decides them."""

    def __init__(
        self, theme: Theme, form: FormField, name: str, commit: Commit, kind: str, accent: str
    ) -> None:
        super().__init__(theme, form, name, commit)
        self._kind, self._accent = kind, accent
        self.looks: list[PictureButton] = []
        self._shown: int | None = None
        line = self.layout()
        assert isinstance(line, QHBoxLayout)
        self._line.setMinimumWidth(round(theme.px(64)))
        for look in range(KINDS[kind].looks if kind in KINDS else 0):
            words = tr(LOOK, theme.language, number=look + 1)
            button = PictureButton(theme, words, LOOK_PX, partial(self._choose, look))
            button.setCheckable(True)
            self.looks.append(button)
            line.insertWidget(look, button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._draw)
        self._timer.start(0)

    def _draw(self) -> None:
        for look, button in enumerate(self.looks):
            button.show_picture(_picture(self.theme, self._kind, look, self._accent, LOOK_PX[0] / SIZE_PX[0]))

    def _choose(self, look: int) -> None:
        self.commit(DELETE if self._shown == look else look)

    def show_value(self, value: Any) -> None:
        super().show_value(value)
        count = len(self.looks)
        self._shown = (
            value % count if count and isinstance(value, int) and not isinstance(value, bool) else None
        )
        for look, button in enumerate(self.looks):
            button.setChecked(look == self._shown)


class ColourEditor(Editor):
    """Editor of a colour: six digits, a swatch, a dialog, and the colours that the scene uses already.

    Parameters
    ----------
    in_use : these colours, #RRGGBB.
    """

    def __init__(
        self, theme: Theme, form: FormField, name: str, commit: Commit, in_use: Sequence[str]
    ) -> None:
        super().__init__(theme, form, name, commit)
        self._line, self._swatch = Line(self._set), Swatch(theme)
        self._line.setPlaceholderText("#35B07A")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        row = QHBoxLayout()
        row.setSpacing(theme.px(6))
        row.addWidget(self._swatch)
        row.addWidget(self._line, 1)
        what = tr(CHOOSE_COLOUR, theme.language)
        row.addWidget(
            Button(theme, icon="palette", name=f"{what}: {name}", kind="quiet", on_press=self._choose)
        )
        column.addLayout(row)
        if in_use:
            column.addWidget(words_label(theme, tr(IN_USE, theme.language), "fine"))
            self.used = [self._used(colour) for colour in in_use[:MOST_COLOURS]]
            column.addWidget(as_widget(Flow(theme, *self.used, gap=4)))
        self._named(self._line)

    def _used(self, colour: str) -> PictureButton:
        words = tr(USE_COLOUR, self.theme.language, colour=colour)
        button = PictureButton(self.theme, words, (26, 26), partial(self.commit, colour))
        dot = QPixmap(round(self.theme.px(22)), round(self.theme.px(22)))
        dot.fill(QColor(colour))
        button.show_picture(dot)
        return button

    def show_value(self, value: Any) -> None:
        self._line.show_text(written(value))
        self._swatch.colour = written(value)
        self._swatch.update()

    def inputs(self) -> Sequence[QWidget]:
        return (self._line,)

    def _set(self, words: str) -> None:
        self.commit(words.strip() if words.strip() else DELETE)

    def _choose(self) -> None:
        before = QColor(self._swatch.colour)
        with qt_words(self.theme.language):
            chosen = QColorDialog.getColor(
                before, self, self.name, QColorDialog.ColorDialogOption.DontUseNativeDialog
            )
        if chosen.isValid():
            self.commit(chosen.name().upper())


class IconEditor(WordEditor):
    """Editor of an icon: its name, and a dialog that shows all icons."""

    def __init__(self, theme: Theme, form: FormField, name: str, commit: Commit) -> None:
        super().__init__(theme, form, name, commit)
        what = tr(CHOOSE_ICON, theme.language)
        self.button = PictureButton(theme, f"{what}: {name}", (36, 36), self._choose)
        row = self.layout()
        assert isinstance(row, QHBoxLayout)
        row.insertWidget(0, self.button)

    def show_value(self, value: Any) -> None:
        super().show_value(value)
        known = isinstance(value, str) and value in icons.known()
        self.button.show_picture(self.theme.icon(value, "ink", self._icon_px) if known else QPixmap())

    @property
    def _icon_px(self) -> int:
        return self.theme.icon_px(ICON_PX)

    def _choose(self) -> None:
        dialog = IconDialog(self.theme, self)
        if dialog.exec() and dialog.chosen:
            self.commit(dialog.chosen)
        dialog.deleteLater()


class IconDialog(QDialog):
    """All icons, found by the words in their names.

    Attributes
    ----------
    chosen : the name of the chosen icon; "" before.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chosen = ""
        self.setWindowTitle(tr(CHOOSE_ICON, theme.language))
        set_style_sheet(self, form_style(theme))
        self.setObjectName("page")
        self.words = QLineEdit()
        self.words.setPlaceholderText(tr(FIND_ICON, theme.language))
        self.words.setAccessibleName(tr(FIND_ICON, theme.language))
        self.icons = QListWidget()
        self.icons.setAccessibleName(tr(CHOOSE_ICON, theme.language))
        self.icons.setViewMode(QListWidget.ViewMode.IconMode)
        self.icons.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.icons.setUniformItemSizes(True)
        self.icons.setMovement(QListWidget.Movement.Static)
        side = theme.icon_px(ICON_PX)
        self.icons.setIconSize(QSize(side, side))
        self.icons.setGridSize(QSize(side + theme.px(76), side + theme.px(40)))
        self.none = words_label(theme, tr(NO_ICON, theme.language), "fine")
        self.none.hide()
        column = QVBoxLayout(self)
        for widget in (self.words, self.icons, self.none):
            column.addWidget(widget)
        self.resize(theme.px(640), theme.px(520))
        self._theme, self._shown = theme, list[str]()
        self.words.textChanged.connect(self._filter)
        self.words.returnPressed.connect(self._take_first)
        self.icons.itemActivated.connect(self._take)
        self.icons.itemClicked.connect(self._take)
        self._filter("")
        self.words.setFocus()

    def _filter(self, words: str) -> None:
        parts = words.lower().split()
        self._shown = sorted(name for name in icons.known() if all(part in name for part in parts))
        self.icons.clear()
        for name in self._shown[:MOST_ICONS]:
            item = QListWidgetItem(QIcon(self._theme.icon(name, "ink", self._theme.icon_px(ICON_PX))), name)
            item.setToolTip(name)
            self.icons.addItem(item)
        self.none.setVisible(not self._shown)

    def _take_first(self) -> None:
        if self.icons.count():
            self._take(self.icons.item(0))

    def _take(self, item: QListWidgetItem) -> None:
        self.chosen = item.text()
        self.accept()


def picker_for(
    theme: Theme,
    document: SceneDocument,
    at: Address,
    form: FormField | None,
    field: FormField,
    name: str,
    commit: Commit,
) -> Editor | None:
    """The editor of a field that shows what there is to choose from; None for other fields.

    Parameters
    ----------
    at, form : the page of the field.
    """
    if field.editor == "colour":
        return ColourEditor(theme, field, name, commit, colours_in_use(document))
    if field.key == "icon":
        return IconEditor(theme, field, name, commit)
    if form is None or form.kind is not Building or field.key not in ("kind", "seed"):
        return None
    given = document.value(at.file, ("accent",))
    accent = str(given.get("day", "") if isinstance(given, dict) else given or "")
    if field.key == "kind":
        return KindEditor(theme, field, name, commit, choices_of(field, theme.language), accent)
    kind = expanded(document.value(at.file, at.path), Building).get("kind", "")
    return LooksEditor(theme, field, name, commit, str(kind), accent)


def _picture(theme: Theme, kind: str, look: int, accent: str, share: float = 1.0) -> QPixmap:
    """The picture of a building, `share` times as large as usual."""
    return building_picture(kind, look, accent or USUAL_ACCENT, share * theme.px(100) / 100, theme.ratio)
