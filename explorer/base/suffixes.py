"""The kinds of files that a scene may contain, by suffix. The modules that read them are not needed for that."""

from __future__ import annotations

from collections.abc import Mapping

from .pictures import PictureKind

MODELS = (".glb", ".obj", ".stl", ".ply")
TABLES = (".csv", ".xlsx")
PICTURES: Mapping[str, PictureKind] = {
    ".png": "photo", ".jpg": "photo", ".jpeg": "photo", ".webp": "photo", ".svg": "drawing", ".pdf": "page",
    ".mp4": "video", ".m4v": "video", ".mov": "video", ".webm": "video", ".mkv": "video", ".avi": "video",
}  # fmt: skip
PHOTOS = tuple(suffix for suffix, kind in PICTURES.items() if kind == "photo")
VIDEOS = tuple(suffix for suffix, kind in PICTURES.items() if kind == "video")
LOGOS, FONTS = (".svg", ".png"), (".ttf", ".otf")
GRADES = (".cube",)

SCENE_FILES = frozenset((".yaml", *MODELS, ".mtl", *TABLES, *PICTURES, *LOGOS, *FONTS, *GRADES))
"""What is copied, signed and sent with a scene."""
KEPT_ASIDE = SCENE_FILES.difference(VIDEOS)
"""The last good copy omits videos, which are large: their posters replace them."""

KINDS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "model": ("models", MODELS), "table": ("data", TABLES), "picture": ("media", tuple(PICTURES)),
    "poster": ("media", (*PHOTOS, ".svg")), "logo": ("brand", LOGOS), "typeface": ("brand", FONTS),
    "grade": ("light", GRADES),
}  # fmt: skip
"""Kinds of files that keys of a scene name (`Key.files`): the folder they are copied into, and their suffixes."""
