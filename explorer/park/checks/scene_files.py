"""The files of a scene, by suffix: what is copied, signed and sent with it."""

from __future__ import annotations

from ...meshes import SUFFIXES as MODELS
from ...sheets.picture_files import SUFFIXES as PICTURES
from ...sheets.table_file import SUFFIXES as TABLES
from ..brand.files import SUFFIXES as BRANDS

VIDEOS = frozenset(suffix for suffix, kind in PICTURES.items() if kind == "video")
SCENE_FILES = frozenset((".yaml", *MODELS, ".mtl", *TABLES, *PICTURES, *BRANDS))
KEPT_ASIDE = SCENE_FILES - VIDEOS
"""The last good copy omits videos, which are large: their posters replace them."""
