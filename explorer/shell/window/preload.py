"""Something that was made before it was asked for, so that it is there at once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget

Made = TypeVar("Made", bound=QWidget)


class Preloaded(Generic[Made]):
    """One widget without a parent, and what it is for. It goes as soon as another one is made."""

    def __init__(self) -> None:
        self._key: Hashable = None
        self._made: Made | None = None

    def make(self, key: Hashable, make: Callable[[], Made]) -> bool:
        """Have it ready for this; whether there was anything to do."""
        if key == self._key:
            return False
        self.drop()
        self._made, self._key = make(), key
        return True

    def take(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What is wanted for this: the one that is ready, or else a new one. It is the caller's from now on."""
        made = self._made if key == self._key else None
        if made is None:
            self.drop()
            return make()
        self._key = self._made = None
        return made

    def drop(self) -> None:
        """Let it go."""
        if self._made is not None:
            self._made.deleteLater()
        self._key = self._made = None
