"""A small scene with a brand, for tests: a drawing as its logo, two colours, a greeting and a contact."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from pathlib import Path

from .small_scene import write_small_scene

SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40">
<circle cx="20" cy="20" r="18" fill="#005EB8"/><path d="M50 8h60v24H50z" fill="#005EB8"/>
</svg>
"""
BRAND: Mapping[str, str] = {
    "logo": "logo.svg",
    "colour": '"#005EB8"',
    "second": '"#F28C28"',
    "opening": "{de: Willkommen, en: Welcome}",
    "closing": "{de: Auf Wiedersehen, en: Goodbye}",
    "contact": "{name: Kessler, address: [Werft 1, 00000 Hafen], email: info@kessler.example, web: 'https://kessler.example/'}",
}


def write_branded_scene(folder: Path, brand: Mapping[str, str] = BRAND) -> Path:
    """Write a scene of two zones whose park.yaml ends with these lines of `brand:`."""
    write_small_scene(folder, ("de", "en"), zones=2)
    (folder / "logo.svg").write_text(SVG, "utf-8")
    with (folder / "park.yaml").open("a", encoding="utf-8") as park:
        park.write("brand:\n" + "".join(f"  {key}: {value}\n" for key, value in brand.items()))
    return folder


def png(wide: int, high: int, rgba: bytes = b"\x00\x5e\xb8\xff") -> bytes:
    """A picture of one colour."""
    rows = (b"\x00" + rgba * wide) * high if wide * high < 1_000_000 else b""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">2I5B", wide, high, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
