"""The factory of accessible interfaces: a widget with a method `accessible` makes its own."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface


@cache
def install() -> None:
    """Register the factory with Qt; calling it again is harmless.

    Qt for Python keeps what a factory made until the program ends, some hundred bytes each; it is called only while an
    accessibility client listens.
    """
    QAccessible.installFactory(_interface_of)


def _interface_of(class_name: str, described: QObject) -> QAccessibleInterface | None:
    make = getattr(described, "accessible", None)
    made = make() if callable(make) else None
    return made if isinstance(made, QAccessibleInterface) else None
