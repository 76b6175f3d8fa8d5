"""Keyboard focus: its order through the parts of the window (F6), and which widgets can hold it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TypeGuard

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QRadioButton, QWidget
from shiboken6 import isValid

from ..widgets import KeyFocus


def stops(part: QWidget) -> list[QWidget]:
    """What Tab reaches in a part, itself included. Of a radio group only the chosen button; arrows reach the others."""
    return [
        w
        for w in (part, *part.findChildren(QWidget))
        if w.isVisible()
        and w.isEnabled()
        and w.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (isinstance(w, QRadioButton) and not w.isChecked())
    ]


def join(part: QWidget) -> None:
    """Make Tab visit the widgets of a part in their order, without leaving it in between.

    Qt appends new widgets to the end of its chain, behind other parts of the window. Buttons not chosen
    now count too: one of them may be when Tab is pressed.
    """
    reached = [
        w
        for w in part.findChildren(QWidget)
        if w.focusPolicy() & Qt.FocusPolicy.TabFocus or isinstance(w, QRadioButton)
    ]
    for widget, following in pairwise(reached):
        QWidget.setTabOrder(widget, following)


def can_hold(widget: QWidget | None) -> TypeGuard[QWidget]:
    """Whether a widget that had the focus can take it again: it still exists and is visible."""
    return widget is not None and isValid(widget) and widget.isVisible()


def give_back(holder: QWidget | None, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
    """Return the focus to its former holder, if it can take it."""
    if can_hold(holder):
        holder.setFocus(reason)


def reason_of_answer() -> Qt.FocusReason:
    """The reason for moving the focus now: keeps the ring if it shows already, and shows none after a pointer press."""
    now: object = QApplication.focusWidget()
    by_key = isinstance(now, KeyFocus) and now.rings
    return Qt.FocusReason.OtherFocusReason if by_key else Qt.FocusReason.MouseFocusReason


def hide_ring() -> None:
    """Hide the focus ring until a key is pressed: after pointer use, or for a new visitor."""
    now: object = QApplication.focusWidget()
    if isinstance(now, KeyFocus):
        now.hide_ring()


def to_next(parts: Sequence[QWidget]) -> None:
    """Give the focus to the part after the one that has it, skipping hidden parts."""
    now = QApplication.focusWidget()
    shown = [part for part in parts if part.isVisible()]
    holds = [now is not None and (part is now or part.isAncestorOf(now)) for part in shown]
    at = holds.index(True) if any(holds) else -1
    for part in (*shown[at + 1 :], *shown[: at + 1]):
        reached = stops(part)
        if reached:
            reached[0].setFocus(Qt.FocusReason.OtherFocusReason)
            return


def round_trip(page: QWidget, forward: bool) -> QWidget | None:
    """The next (or previous) stop on a page that Tab does not leave."""
    reached = [w for w in stops(page) if w is not page]
    if not reached:
        return None
    now = QApplication.focusWidget()
    at = reached.index(now) if now in reached else (-1 if forward else 0)
    following = reached[(at + (1 if forward else -1)) % len(reached)]
    following.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    return following
