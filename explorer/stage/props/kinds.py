"""The props of the exhibits: one for each folder beside this file, imported when its zone is first opened."""

from __future__ import annotations

from ...base.folder_scan import folders_beside, only_class
from ...exhibits.sheets import GALLERY
from ...exhibits.sheets import KINDS as SHEETS
from .prop import Prop

NAMES = folders_beside(__file__)
"""The kinds of exhibits that have a prop."""


def prop_class(kind: str) -> type[Prop] | None:
    """The class of prop in `<kind>/prop.py`; None if the exhibit has no prop."""
    if kind == GALLERY:
        from .gallery import GalleryProp

        return GalleryProp
    if kind in SHEETS:
        from .bars import BarsProp

        return BarsProp
    if kind not in NAMES:
        return None
    return only_class(f"{__package__}.{kind}.prop", Prop)  # type: ignore[type-abstract]  # what it finds is concrete
