"""The files of a scene beside its texts: what a key may name, and what is copied, signed and sent with the scene."""

from __future__ import annotations

from collections.abc import Mapping

from ...exhibits.sheets.picture_files import PHOTOS
from ...exhibits.sheets.picture_files import SUFFIXES as PICTURES
from ...exhibits.sheets.table_file import SUFFIXES as TABLES
from ..brand.files import SUFFIXES as BRANDS
from ..meshes import SUFFIXES as MODELS

KINDS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "model": ("models", MODELS), "table": ("data", TABLES), "picture": ("media", tuple(PICTURES)),
    "poster": ("media", (*PHOTOS, ".svg")), "logo": ("brand", (".svg", ".png")), "typeface": ("brand", (".ttf", ".otf")),
}  # fmt: skip
"""Kinds of files that keys name (`Key.files`): the folder they are copied into, and their suffixes."""
VIDEOS = frozenset(suffix for suffix, kind in PICTURES.items() if kind == "video")
SCENE_FILES = frozenset((".yaml", *MODELS, ".mtl", *TABLES, *PICTURES, *BRANDS))
KEPT_ASIDE = SCENE_FILES - VIDEOS
"""The last good copy omits videos, which are large: their posters replace them."""
