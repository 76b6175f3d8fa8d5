"""`python3 -m tests.lan.typeface`: makes the typeface of the page of phones: Figtree with European letters alone, 25 kB.

Chinese has the phone's own. fontTools is not in a usual installation, so what it makes is kept beside the page.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import fontpkg_figtree
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from explorer.lan.gateway.files import PAGE

FILE = PAGE / "figtree.woff"
LETTERS = "".join(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180))))
SIGNS = "\u2009\u2010\u2011\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u201e\u2026\u2212\u2192\u2713\u20ac"


def typeface() -> bytes:
    """The typeface as WOFF."""
    font = TTFont(Path(fontpkg_figtree.ROOT) / "files" / "Figtree[wght].ttf", recalcTimestamp=False)
    subsetter = Subsetter(Options(layout_features=["kern", "mark", "mkmk", "tnum", "locl"], hinting=False))
    subsetter.populate(text=LETTERS + SIGNS)
    subsetter.subset(font)
    font.flavor = "woff"
    out = BytesIO()
    font.save(out)
    return out.getvalue()


if __name__ == "__main__":
    FILE.write_bytes(typeface())
