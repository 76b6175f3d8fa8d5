"""The files of the page: compressed, with headers by which a phone keeps them, and the park's typeface."""

from __future__ import annotations

import gzip
import hashlib
from functools import cache
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
    if "Content-Encoding" not in headers:
        answer.enable_compression()
    answer.force_close()
    return answer


@cache
def typeface() -> bytes:
    """Figtree, compressed once; Chinese has the phone's own."""
    import fontpkg_figtree

    (file,) = (fontpkg_figtree.ROOT / "files").glob("Figtree[[]wght[]].ttf")
    return gzip.compress(file.read_bytes(), 9)


def _mark(name: str) -> str:
    return hashlib.sha256((PAGE / name).read_bytes()).hexdigest()[:8]
