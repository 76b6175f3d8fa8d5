"""The files of the page: compressed, with headers that let phones cache them, and the park's typeface."""

from __future__ import annotations

import gzip
import hashlib
from functools import cache, lru_cache
from mimetypes import guess_type
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
"""Headers of files whose address contains a hash: a new version has a new address."""


OF_A_PARK = {
    **HEADERS,
    "Content-Security-Policy": "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-cache",
}
"""Headers of a web edition: its scripts and data are its own files."""
LINK = '<a id="own" href="/park/"></a>'


def page(*, with_park: bool = False) -> web.Response:
    """The page; the addresses of its parts contain a hash, so that a phone fetches only new ones.

    Parameters
    ----------
    with_park : whether it has a link to the park as pages.
    """
    text = (PAGE / "page.html").read_text("utf-8")
    if with_park:
        text = text.replace("</header>", f"</header>{LINK}")
    for name in TYPES:
        text = text.replace(f'"{name}"', f'"{name}?{_mark(name)}"')
    return answered(text.encode(), "text/html", HEADERS)


def part(name: str) -> web.Response:
    """The script or the style sheet."""
    return answered((PAGE / name).read_bytes(), TYPES[name], KEPT)


def answered(body: bytes, content_type: str, headers: dict[str, str] = HEADERS) -> web.Response:
    """A compressed response that closes its connection: a page has several parts, and many phones may share one address."""
    charset = "utf-8" if content_type.startswith("text/") else None
    answer = web.Response(body=body, content_type=content_type, charset=charset, headers=headers)
    if "Content-Encoding" not in headers:
        answer.enable_compression()
    answer.force_close()
    return answer


def of_park(folder: Path, path: str, *, packs: bool) -> web.Response:
    """A file of a web edition. Raises HTTPNotFound if it has none of that name.

    Parameters
    ----------
    packs : whether the phone reads compressed files.
    """
    file = (folder / (path or "index.html")).resolve()
    if not file.is_relative_to(folder.resolve()) or not file.is_file():
        raise web.HTTPNotFound
    kind = guess_type(file.name)[0] or "application/octet-stream"
    if not packs or not kind.startswith(("text/", "application/j")):
        return answered(file.read_bytes(), kind, {**OF_A_PARK, "Content-Encoding": "identity"})
    return answered(_packed(file, file.stat().st_mtime_ns), kind, {**OF_A_PARK, "Content-Encoding": "gzip"})


@lru_cache(maxsize=512)
def _packed(file: Path, changed_ns: int) -> bytes:
    return gzip.compress(file.read_bytes(), 6)


@cache
def typeface() -> bytes:
    """Figtree, compressed once; for Chinese the phone uses its own typeface."""
    import fontpkg_figtree

    (file,) = (fontpkg_figtree.ROOT / "files").glob("Figtree[[]wght[]].ttf")
    return gzip.compress(file.read_bytes(), 9)


def _mark(name: str) -> str:
    return hashlib.sha256((PAGE / name).read_bytes()).hexdigest()[:8]
