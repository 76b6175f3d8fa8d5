"""A fork of two runs: the button that begins and ends it, and a tab for each run with its name and its reading."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ...exhibits.exhibit import Output
from ...i18n import Language, Text, tr
from ...park.model import Accent
from ...visit.acts import EndFork, Fork, SwapRuns
from ...visit.exhibit_run import Running
from ..style.theme import Theme
from ..widgets import Button, KeyFocus, Row, Themed, paint
from .chart.curves import ink_of
from .forms import Do
from .parameters import change_text, parameters_of
from .readouts import format_reading

TAB_WIDE_PX, PAD_PX = 176, 12  # design pixels


def branch_name(run: Running, other: Running, language: Language) -> str:
    """What distinguishes a run from the other one of its fork: the changes made to it alone, the latest first."""
    acts = [act for act in run.past.beyond(other.past) if act.kind != "@"]
    if not acts:
        touched = any(act.kind != "@" for act in other.past.beyond(run.past))
        return tr(
            Text("without it", context="a run without the change")
            if touched
            else Text("as it was", context="a run to which nothing was done"),
            language,
        )
    exhibit, name = run.exhibit, acts[-1].name
    if acts[-1].kind != "=":
        return change_text(run, name, language)
    parameter = next(p for p in parameters_of(type(exhibit)) if p.name == name)
    label, value = tr(parameter.label, language), getattr(exhibit, name)
    if parameter.kind == "switch":
        return tr(Text("{label}: on") if value else Text("{label}: off"), language, label=label)
    return tr(Text("{label} {value}"), language, label=label, value=parameter.format_value(value, language))


class ForkTab(KeyFocus, Themed, QAbstractButton):
    """One of two runs: its letter and name, its reading, and whether it is the one shown."""

    def __init__(
        self, theme: Theme, accent: Accent, output: Output, branch: int, on_press: Callable[[], object]
    ) -> None:
        super().__init__()
        self._accent, self._output, self._branch = accent, output, branch
        self._name, self._value, self._foot = "", "", ""
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(on_press)
        self.apply_theme(theme)

    def show_branch(self, run: Running, other: Running, *, in_picture: bool) -> None:
        """Show a run of the fork."""
        language = self.theme.language
        letter = tr(
            Text("B", context="second of two runs")
            if self._branch
            else Text("A", context="first of two runs"),
            language,
        )
        name = tr(Text("{letter} · {name}"), language, letter=letter, name=branch_name(run, other, language))
        value = format_reading(self._output, run.readings[self._output.name], self.theme)
        foot = tr(Text("in the picture"), language) if in_picture else tr(Text("show this one"), language)
        if (name, value, foot, in_picture) == (self._name, self._value, self._foot, self.isChecked()):
            return
        self._name, self._value, self._foot = name, value, foot
        self.setChecked(in_picture)
        self.setAccessibleName(f"{name}: {value}. {foot}")
        self.setToolTip(name)
        self.update()

    def nextCheckState(self) -> None:
        """Do nothing: the visit decides which tab is checked."""

    def sizeHint(self) -> QSize:
        theme = self.theme
        return QSize(
            round(theme.px(TAB_WIDE_PX)), 2 * theme.line_px("fine") + theme.line_px("figure") + theme.px(18)
        )

    @property
    def name_lines(self) -> int:
        """Number of lines of its name; at most two are shown."""
        theme = self.theme
        wide_px, font = theme.px(TAB_WIDE_PX - 2 * PAD_PX), theme.font_for(self._name, "fine", 600)
        if theme.width_of(self._name, "fine", 600) <= wide_px:
            return 1
        return round(paint.wrapped_height(self._name, font, wide_px) / QFontMetricsF(font).lineSpacing())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter, rect = self.theme, QPainter(self), QRectF(self.rect())
        ink = ink_of(theme, self._accent, self._branch)
        fill = theme.colour("raised") if self.isChecked() or self.underMouse() else None
        paint.rounded(
            painter, rect.adjusted(1, 1, -1, -1), theme.radius("sm"), fill, ink,
            edge_px=theme.px(2.5 if self.isChecked() else 1.5), dashed=bool(self._branch),
        )  # fmt: skip
        pad, fine = theme.px(PAD_PX), theme.line_px("fine")
        inner = rect.adjusted(pad, theme.px(9), -pad, -theme.px(9))
        lines, font = min(self.name_lines, 2), theme.font_for(self._name, "fine", 600)
        row = QRectF(inner.x(), inner.y(), inner.width(), lines * fine)
        paint.text(painter, row, self._name, font, ink, wrap=lines > 1)
        row = QRectF(inner.x(), row.bottom(), inner.width(), theme.line_px("figure"))
        side = theme.icon_px(16)
        value = row if lines == 1 else row.adjusted(0, 0, -side - theme.px(6), 0)
        paint.text(
            painter, value, self._value, theme.fitting(self._value, "figure", value.width(), None), ink
        )
        if lines == 1:
            row = QRectF(inner.x(), row.bottom(), inner.width(), fine)
        eye_x = row.x() + side / 2 if lines == 1 else row.right() - side / 2
        if self.isChecked():
            paint.icon(painter, theme.icon("eye", "ink2", side), QPointF(eye_x, row.center().y()))
            row.setX(row.x() + side + theme.px(6))
        if lines == 1:  # a long name takes this row, too; the eye is then beside the value
            font = theme.fitting(self._foot, "fine", row.width())
            paint.text(painter, row, self._foot, font, theme.colour("ink2"))
        if self.rings:
            paint.focus_ring(painter, theme, rect, theme.radius("sm"))


class ForkTabs(QWidget):
    """The two tabs of a fork, A before B, whichever is shown."""

    def __init__(self, theme: Theme, accent: Accent, output: Output, do: Do) -> None:
        super().__init__()
        self._do = do
        self.tabs = tuple(ForkTab(theme, accent, output, branch, self._press_of(branch)) for branch in (0, 1))
        self.setLayout(Row(theme, *self.tabs, gap=10))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._shown = 0

    def show_run(self, run: Running) -> None:
        """Show both runs of a fork; `run` is the one in the scene."""
        if run.other is None:
            return
        self._shown = int(run.branch == "b")
        self.tabs[self._shown].show_branch(run, run.other, in_picture=True)
        self.tabs[1 - self._shown].show_branch(run.other, run, in_picture=False)

    def _press_of(self, branch: int) -> Callable[[], object]:
        def press() -> None:
            if branch != self._shown:
                self._do(SwapRuns())

        return press


class ForkButton(Button):
    """Forks the run, or ends its fork."""

    def __init__(self, theme: Theme, do: Do) -> None:
        words = tr(Text("Fork"), theme.language)
        super().__init__(theme, words, "git-fork", on_press=lambda: do(EndFork() if self._forked else Fork()))
        self._forked = False

    def show_fork(self, forked: bool, *, worded: bool = True) -> None:
        """Offer to end a fork, or to begin one; without words where there is no room for them."""
        self._forked, language = forked, self.theme.language
        text, means = (
            (Text("End the fork"), Text("Keep the run on screen (Esc)"))
            if forked
            else (Text("Fork"), Text("Start a second run that does not get your next change (I)"))
        )
        words, meaning = tr(text, language), tr(means, language)
        self.show_icon("merge" if forked else "git-fork")
        if (self.text(), self.toolTip()) != (words if worded else "", meaning):
            self.set_text(words if worded else "", f"{words}. {meaning}")
            self.setToolTip(meaning)
