"""The teacher's layer for the screens of the class: the card of who is connected, and the results in a chart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...i18n import Text, tr
from ...net.room.leading import Leading
from ...visit import OpenState, Visit
from ...visit.follow.class_results import ClassResults
from ...visit.follow.shapes import PairResult
from ...visit.lesson.acts import KeepPoint
from ...visit.mode import Part
from ..input.keymap import Command
from ..lesson.layer import NARROW_TEXT
from ..lesson.quiz_layer import HIDDEN
from ..style.theme import Theme
from ..widgets import Button, Column, Flow, Icon, Prose, Row, Surface, TextSurface
from ..window.layer import Layer, LayerContext
from ..window.layout import CLASS_TOP_PX, Room
from .class_chart import ClassChart

AXIS_NEXT = Text("Change this axis")


class ClassView(NamedTuple):
    """Content of the card."""

    # screens, here: number of followers, and how many of them are where the teacher is
    screens: int = 0
    here: int = 0
    free: bool = False  # whether all screens were released
    may_send: bool = False  # whether the teacher is at an exhibit
    results: int = 0  # number of results collected
    is_folded: bool = False  # whether only the number is shown


class ClassCard(TextSurface):
    """A teacher's commands to all screens.

    Parameters
    ----------
    on_free, on_send, on_results, on_fold : called when that button is pressed.
    """

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        *,
        on_free: Callable[[], object],
        on_send: Callable[[], object],
        on_results: Callable[[], object],
        on_fold: Callable[[], object],
    ) -> None:
        self.view = ClassView()
        self._count, self._where = Prose(theme, " ", "label", weight=700), Prose(theme, " ", "fine", "ink2")
        for words in (self._count, self._where):
            words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.fold = Button(theme, icon="chevron-up", name=" ", kind="quiet", on_press=on_fold)
        head = Row(theme, Icon(theme, "users", "ink2", size=20), self._count, self.fold, gap=8)
        head.setStretch(1, 1)
        self.free = Button(theme, " ", "hand", on_press=on_free)
        self.send = Button(theme, " ", "navigation", on_press=on_send)
        self.results = Button(theme, " ", "chart-line", on_press=on_results)
        self._body = (self._where, self.free, self.send, self.results)
        column = Column(theme, head, *self._body, gap=6)
        super().__init__(theme, column, elevation=2, padding=(14, 6, 6, 10), parent=parent)
        self.hide()

    def show_class(self, view: ClassView) -> None:
        """Show the state of the class's screens."""
        if view != self.view:
            self.view = view
            self._set_texts()

    def _set_texts(self) -> None:
        language, view = self.theme.language, self.view
        self.setAccessibleName(tr(Text("The screens of the class"), language))
        self._count.set_text(tr(Text("Screens: {count}"), language, count=view.screens))
        self._where.set_text(
            tr(
                Text("{here} with you · {away} elsewhere"),
                language,
                here=view.here,
                away=view.screens - view.here,
            )
        )
        self.free.set_text(
            tr(Text("Call everyone back") if view.free else Text("Let everyone explore"), language)
        )
        self.free.show_icon("users" if view.free else "hand")
        self.send.set_text(tr(Text("Send everyone here"), language))
        self.send.setEnabled(view.may_send)
        text = Text("Results ({count})") if view.results else Text("Collect results")
        self.results.set_text(tr(text, language, count=view.results))
        self.fold.set_text(
            name=tr(
                Text("Unfold the screens of the class") if view.is_folded else Text("Hide class screens"),
                language,
            )
        )
        self.fold.show_icon("chevron-down" if view.is_folded else "chevron-up")
        for widget in self._body:
            widget.setHidden(view.is_folded)


class ClassPanel(TextSurface):
    """The class chart with its controls.

    Parameters
    ----------
    on_show : called with the state code of the pair that all screens show.
    on_collect, on_close : called when that button is pressed.
    """

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        *,
        on_show: Callable[[str], object],
        on_collect: Callable[[], object],
        on_close: Callable[[], object],
    ) -> None:
        self._on_show = on_show
        self._results: ClassResults | None = None
        self._x = self._y = 0
        self._title, self._none = Prose(theme, " ", "heading", weight=700), Prose(theme, " ", "body", "ink2")
        self._close = Button(theme, icon="x", name=" ", kind="quiet", on_press=on_close)
        head = Row(theme, self._title, self._close, gap=10)
        head.setStretch(0, 1)
        self.across = Button(theme, " ", "arrow-right", kind="quiet", on_press=self._turn_across)
        self.upward = Button(theme, " ", "arrow-up", kind="quiet", on_press=self._turn_upward)
        self.chart = ClassChart(theme, lambda number: self._set_texts())
        self._pair = Prose(theme, " ", "label", "ink2")
        self.again = Button(theme, " ", "rotate-ccw", on_press=on_collect)
        self.show_pair = Button(theme, " ", "eye", kind="primary", on_press=self._show_chosen)
        foot = Row(theme, self._pair, self.again, self.show_pair, gap=10)
        foot.setStretch(0, 1)
        axes = Flow(theme, self.upward, self.across, gap=8)
        column = Column(theme, head, self._none, axes, self.chart, foot, gap=10)
        column.setStretchFactor(self.chart, 1)
        super().__init__(theme, column, elevation=3, padding=(22, 16, 16, 16), parent=parent)
        self.hide()

    def show_results(self, results: Mapping[int, PairResult]) -> None:
        """Show the results of the pairs' runs."""
        found = ClassResults.of(results)
        if found != self._results:
            if found is None or self._results is None or found.kind != self._results.kind:
                self._x = self._y = 0
            self._results = found
            self._set_texts()

    def points(self) -> list[KeepPoint]:
        """Points of the chart, to be stored with the lesson: of each pair the value it set and its result."""
        results = self._results
        if results is None:
            return []
        dial, output = self._axes(results)
        return [
            KeepPoint(results.kind, number, dial, x, output, y)
            for number, (x, y) in results.points(dial, output).items()
        ]

    def _axes(self, results: ClassResults) -> tuple[str, str]:
        """Quantities across ("" if the exhibit has no dial) and upward."""
        dials, outputs = results.dials, results.outputs
        return dials[self._x % len(dials)] if dials else "", outputs[self._y % len(outputs)]

    def _turn_across(self) -> None:
        self._x += 1
        self._set_texts()

    def _turn_upward(self) -> None:
        self._y += 1
        self._set_texts()

    def _show_chosen(self) -> None:
        results, chosen = self._results, self.chart.chosen
        if results is not None and chosen is not None and results.pairs[chosen].code:
            self._on_show(results.pairs[chosen].code)

    def _set_texts(self) -> None:
        language, results = self.theme.language, self._results
        self._close.set_text(name=tr(Text("Close the results"), language))
        self.again.set_text(tr(Text("Collect results"), language))
        self._none.setVisible(results is None)
        self._none.set_text(
            tr(
                Text(
                    "No results yet. Send everyone to an exhibit, give them time, then collect: each screen becomes one point."
                ),
                language,
            )
        )
        for widget in (self.across, self.upward, self.chart, self._pair, self.show_pair):
            widget.setVisible(results is not None)
        if results is None:
            self._title.set_text(tr(Text("Results of the class"), language))
            return
        exhibit = results.exhibit
        dial, output = self._axes(results)
        self._title.set_text(
            tr(Text("Results of the class: {exhibit}"), language, exhibit=tr(exhibit.title, language))
        )
        across = results.range_of(dial) if dial else (0.0, 1.0)
        names = [
            {value: tr(words, language) for value, words in results.names_of(name).items()} if name else {}
            for name in (dial, output)
        ]
        self.chart.show_points(
            results.points(dial, output), across, results.range_of(output), (names[0], names[1])
        )
        self.upward.set_text(tr(results.heading_of(output), language))
        self.upward.setToolTip(tr(AXIS_NEXT, language))
        self.across.setVisible(bool(dial))
        if dial:
            self.across.set_text(tr(results.heading_of(dial), language))
            self.across.setToolTip(tr(AXIS_NEXT, language))
        chosen = self.chart.chosen
        text = Text("Choose a point to show it to all") if chosen is None else Text("Screen {number}")
        self._pair.set_text(tr(text, language, number=chosen or 0))
        self.show_pair.set_text(tr(Text("Show to all"), language))
        code = results.pairs[chosen].code if chosen is not None else ""
        self.show_pair.setEnabled(bool(code))
        too_long = chosen is not None and not code
        self.show_pair.setToolTip(
            tr(Text("This run is too long to be shown to all."), language) if too_long else ""
        )


CARD_PX, PANEL_PX = 250, 720


class ClassLayer(Layer):
    """Shows the screens that follow, and sends them the teacher's commands."""

    def __init__(self, context: LayerContext, leading: Leading) -> None:
        theme, window = context.theme, context.window
        self._context, self.leading = context, leading
        self._visit: Visit | None = None
        self._theme, self._is_open = theme, False
        self._folded: bool | None = None
        self._is_tight = False
        self._fitted_for: object = None
        self.card = ClassCard(
            theme,
            window,
            on_free=self._free,
            on_send=self._send,
            on_results=self._results,
            on_fold=self._fold,
        )
        self.panel = ClassPanel(
            theme, window, on_show=self._show, on_collect=leading.collect, on_close=self._close
        )

    @property
    def surfaces(self) -> Sequence[Surface]:
        return (self.panel, self.card)

    @property
    def hidden(self) -> frozenset[Part]:
        return HIDDEN - {Part.CLASS} | {Part.ROOM, Part.LESSON} if self._is_open else frozenset()

    @property
    def state(self) -> object:
        return self.card.view, self.card.isHidden(), self.panel.isHidden()

    def apply_theme(self, theme: Theme) -> None:
        """Nothing to do: the window restyles its panels."""
        self._theme = theme

    @property
    def _is_folded(self) -> bool:
        """Whether the card is folded: by the teacher's choice, else for large text or a low window."""
        if self._folded is not None:
            return self._folded
        return self._is_tight or self._theme.text >= NARROW_TEXT

    def update_from(self, visit: Visit) -> None:
        self._visit = visit
        leading, results = self.leading, self.leading.results
        self.card.show_class(
            ClassView(
                screens=len(leading.pairs),
                here=sum(pair.state.standing == "follows" for pair in leading.pairs),
                free=leading.together.free,
                may_send=visit.open_zone is not None and visit.open_zone.exhibit is not None,
                results=len(results),
                is_folded=self._is_folded,
            )
        )
        if self._is_open:
            self.panel.show_results(results)
        self.card.setVisible(bool(leading.pairs) and not self._is_open)
        self.panel.setVisible(self._is_open)

    def answers(self, command: Command, visit: Visit) -> bool:
        if command == "gather":
            self.leading.gather()
            return False  # the lesson too can gather the class
        if command == "close" and self._is_open:
            self._close()
            return True
        return False

    def arrange(self, room: Room) -> Room:
        if self._is_open:
            size, gap = room.size, 2 * room.margin
            width = min(
                round(room.theme.px(PANEL_PX) * (1 + 0.5 * (room.theme.text - 1))), size.width() - gap
            )
            high = min(max(self.panel.wanted_height(width), round(0.62 * size.height())), size.height() - gap)
            self.panel.place(QRect((size.width() - width) // 2, (size.height() - high) // 2, width, high))
            self.panel.raise_()
        return room

    def arrange_last(self, room: Room) -> None:
        if self.card.isHidden():
            return
        width = round(room.theme.px(CARD_PX) * (1 + 0.6 * (room.theme.text - 1)))
        top = max(room.top_px + room.theme.px(CLASS_TOP_PX), room.class_top_px)
        self._fit(room, width, room.bottom_px - top)
        high = self.card.wanted_height(width)
        self.card.place(QRect(QPoint(room.margin, top), QPoint(room.margin + width, top + high)))

    def _fit(self, room: Room, width: int, free_px: int) -> None:
        """Fold the card if it would cover what is at the foot; captions that come and go do not unfold it."""
        if (room.size, room.theme) != self._fitted_for:
            self._fitted_for, self._is_tight = (room.size, room.theme), False
        if not self._is_tight:
            self.card.show_class(self.card.view._replace(is_folded=False))
            self._is_tight = self.card.wanted_height(width) > free_px
        self.card.show_class(self.card.view._replace(is_folded=self._is_folded))

    # ---- the teacher's commands

    def _free(self) -> None:
        self.leading.gather() if self.leading.together.free else self.leading.release()

    def _send(self) -> None:
        if self._visit is not None and self._visit.zone is not None:
            self.leading.send(self._visit.zone)

    def _results(self) -> None:
        self.leading.collect()
        self._is_open = True
        self._context.arrange_again()

    def _close(self) -> None:
        """Close the chart; the lesson keeps its points."""
        for act in self.panel.points():
            self._context.do(act)
        self._is_open = False
        self._context.arrange_again()

    def _fold(self) -> None:
        self._folded = not self._is_folded
        self._context.arrange_again()

    def _show(self, code: str) -> None:
        """Show one pair's state on all screens."""
        self._close()
        self._context.do(OpenState(code))
        self.leading.gather()
