"""The props of the exhibits: one for each folder beside this file. Each is imported when its zone is first opened."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from .prop import Prop

NAMES = tuple(module.name for module in iter_modules([__file__.rpartition("kinds")[0]]) if module.ispkg)
"""The kinds of exhibits that have a prop."""


def prop_class(kind: str) -> type[Prop] | None:
    """The one class of prop in `<kind>/prop.py`, or None if the exhibit has no prop."""
    if kind not in NAMES:
        return None
    module = import_module(f".{kind}.prop", __package__)
    (found,) = (
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Prop) and value.__module__ == module.__name__
    )
    return found
