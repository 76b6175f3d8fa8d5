"""The files of the page: compressed, with headers by which a phone keeps them, and the park's typeface made small."""

from __future__ import annotations

import hashlib
from functools import cache
from io import BytesIO
from pathlib import Path

from aiohttp import web

PAGE = Path(__file__).parent / "page"
TYPES = {"page.js": "text/javascript", "page.css": "text/css"}
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; font-src 'self'; "
    "img-src 'self' data: blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
KEPT = {**HEADERS, "Cache-Control": "private, max-age=86400, immutable"}
"""For what has its own mark in its address: another version has another address."""
LETTERS = "".join(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180))))
SIGNS = "\u2009\u2010\u2011\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u201e\u2026\u2212\u2192\u2713\u20ac"
"""What the typeface of the page has."""


def page() -> web.Response:
    """The page; its parts are named with a mark of what is in them, so that a phone asks again only for a new one."""
    text = (PAGE / "page.html").read_text("utf-8")
    for name in TYPES:
        text = text.replace(f'"{name}"', f'"{name}?{_mark(name)}"')
    return answered(text.encode(), "text/html", HEADERS)


def part(name: str) -> web.Response:
    """The script or the style."""
    return answered((PAGE / name).read_bytes(), TYPES[name], KEPT)


def answered(body: bytes, content_type: str, headers: dict[str, str] = HEADERS) -> web.Response:
    """An answer that is compressed, and ends its connection: a page has several parts, and behind one address are many phones."""
    charset = "utf-8" if content_type.startswith("text/") else None
    answer = web.Response(body=body, content_type=content_type, charset=charset, headers=headers)
    if content_type != "font/woff":
        answer.enable_compression()
    answer.force_close()
    return answer


@cache
def typeface() -> bytes:
    """Figtree with the letters of European languages alone; Chinese has the phone's own. Takes a second, once."""
    import fontpkg_figtree
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    (file,) = (fontpkg_figtree.ROOT / "files").glob("Figtree[[]wght[]].ttf")
    font = TTFont(file)
    options = Options(layout_features=["kern", "mark", "mkmk", "tnum", "locl"], hinting=False)
    subsetter = Subsetter(options)
    subsetter.populate(text=LETTERS + SIGNS)
    subsetter.subset(font)
    font.flavor = "woff"
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def _mark(name: str) -> str:
    return hashlib.sha256((PAGE / name).read_bytes()).hexdigest()[:8]
