"""The kinds of exhibits: one for each folder beside this file. Each is imported when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from .exhibit import Exhibit

NAMES = tuple(module.name for module in iter_modules([__file__.rpartition("kinds")[0]]) if module.ispkg)
"""All kinds in order of the alphabet. Importing all of them would delay the start."""


class Kinds(Mapping[str, type[Exhibit[Any]]]):
    """Kind -> the one class of exhibit in `<kind>/exhibit.py`."""

    def __getitem__(self, kind: str) -> type[Exhibit[Any]]:
        if kind not in NAMES:
            raise KeyError(kind)
        module = import_module(f".{kind}.exhibit", __package__)
        (found,) = (
            value
            for value in vars(module).values()
            if isinstance(value, type)
            and issubclass(value, Exhibit)
            and value.__module__ == module.__name__
            and "[" not in value.__name__  # pydantic keeps Exhibit[State] here as well
        )
        return found

    def __contains__(self, kind: object) -> bool:
        return kind in NAMES

    def __iter__(self) -> Iterator[str]:
        return iter(NAMES)

    def __len__(self) -> int:
        return len(NAMES)


KINDS = Kinds()
