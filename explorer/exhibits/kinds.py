"""The kinds of exhibits, one per folder beside this file, imported at first use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..base.folder_scan import folders_beside, only_class
from .exhibit import Exhibit

NAMES = tuple(name for name in folders_beside(__file__) if name != "sheets")
"""All kinds, by folder name; importing them all would delay the start. `sheets` makes kinds of a scene's own."""


class Kinds(Mapping[str, type[Exhibit[Any]]]):
    """Kind -> the one class of exhibit in `<kind>/exhibit.py`."""

    def __getitem__(self, kind: str) -> type[Exhibit[Any]]:
        if kind not in NAMES:
            raise KeyError(kind)
        return only_class(f"{__package__}.{kind}.exhibit", Exhibit)  # type: ignore[type-abstract]  # what it finds is concrete

    def __contains__(self, kind: object) -> bool:
        return kind in NAMES

    def __iter__(self) -> Iterator[str]:
        return iter(NAMES)

    def __len__(self) -> int:
        return len(NAMES)


KINDS = Kinds()
