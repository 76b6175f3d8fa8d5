"""Name and icon of a bundle: a company's park has its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ...base.bootstrap import ROOT
from ...park.brand.model import Brand
from ...park.load import read
from .systems import NAME

UNFIT = re.compile(r'[<>:"/\\|?*%`$\x00-\x1f]+')
"""Characters not allowed in file names by some system or shell."""
LONGEST = 50


@dataclass(frozen=True, slots=True)
class Face:
    """Name of a program, in files and in menus, and its icon; None: the default one."""

    name: str
    brand: Brand | None = None


OURS = Face(NAME)


def face_of(scene: Path | None) -> Face:
    """The face of the program for a scene: its own title and icon if it has a brand."""
    park = read(scene, ROOT / "assets").park if scene is not None else None
    if park is None or park.brand is None:
        return OURS
    title = park.title[park.languages[0]]
    words = " ".join(UNFIT.sub(" ", title).split())
    return Face(words[:LONGEST].strip(" .") or NAME, park.brand)
