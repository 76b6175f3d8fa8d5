"""The teacher's layer for the screens of the class."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect

from ...net.room.leading import Leading
from ...visit import OpenState, Visit
from ...visit.mode import Part
from ..input.keymap import Command
from ..lesson.layer import NARROW_TEXT
from ..lesson.quiz_layer import HIDDEN
from ..style.theme import Theme
from ..widgets import Surface
from ..window.layer import Layer, LayerContext
from ..window.layout import CLASS_TOP_PX, Room
from .class_card import ClassCard, ClassView
from .class_panel import ClassPanel

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
