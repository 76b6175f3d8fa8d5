"""The factory of accessible interfaces: a widget that has a method `accessible` makes its own."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface


@cache
def install() -> None:
    """Have Qt ask widgets for their interfaces; installing again is no harm.

    Qt for Python keeps what a factory made until the program ends, some hundred bytes each; it is asked only while
    something listens.
    """
    QAccessible.installFactory(_interface_of)


def _interface_of(class_name: str, described: QObject) -> QAccessibleInterface | None:
    make = getattr(described, "accessible", None)
    made = make() if callable(make) else None
    return made if isinstance(made, QAccessibleInterface) else None
