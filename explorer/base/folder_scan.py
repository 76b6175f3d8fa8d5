"""Registration by folder: the names of the packages beside a module, and the one class that each defines."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TypeVar

Kind = TypeVar("Kind")


def folders_beside(file: str) -> tuple[str, ...]:
    """The names of the packages beside a module's file, in alphabetical order; imports nothing."""
    return tuple(module.name for module in iter_modules([str(Path(file).parent)]) if module.ispkg)


def only_class(name: str, base: type[Kind]) -> type[Kind]:
    """The one class of a base that a module defines.

    Raises ValueError if the module defines none, or several.

    Parameters
    ----------
    name : the full name of the module, which is imported.
    """
    module = import_module(name)
    (found,) = (
        value
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, base)
        and value.__module__ == module.__name__
        and "[" not in value.__name__  # pydantic lists Exhibit[State] here as well
    )
    return found
