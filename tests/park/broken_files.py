"""Ways to break what belongs to a scene beside its texts: tables, formulas, pictures, the ground, the brand."""

from __future__ import annotations

import copy
import json
import os
import struct
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import yaml

Files = dict[str, Any]
Mutation = Callable[[Random, Path, Files], str]

NUMBERS = (
    ".nan", "nan", ".inf", "-.inf", "inf", "1e308", "-1e308", "1e-320", "1e999", "0", "-0.0", "-1", "true", "null", "~",
    "0b_", "0x_", "0x" + "f" * 5000, "9" * 5000, "-" + "9" * 400, "1:59:59", "1_000", "010", "089", "1e5", "100001", "0.05",
    "12 m", '"12"', "!!int abc", "!!int ''", "!!float abc", "!!timestamp 2026-99-99", "[1]", "{a: 1}", "", "٣", "½", "1,5",
)  # fmt: skip
CELLS = (
    "nan", "NaN", "inf", "-Infinity", "1e308", "-1e308", "1e999", "9" * 400, "", " ", "=1+1", "#DIV/0!", "1,5", "1.234,5",
    "\u2212 3", "true", '"', '""', '"a', "a;b", "x" * 300, "字" * 90, "\x00", "\x1b[31m", "1e-320", "0", "-0", "²", "٣",
    "\ufeff",
)  # fmt: skip
EQUALS = (
    "9" * 390, "0x" + "f" * 390, "1e999", "nan", "inf", "1/0", "flow / (flow - flow)", "flow ^ flow ^ flow", "9 ^ 9 ^ 9 ^ 9",
    "sqrt(-flow)", "log(0)", "exp(flow * height)", "(" * 200, "flow " * 80, "__import__('os')", "().__class__", "lambda: 1",
    "where(flow > 1, flow, height)", "min(flow, height)", "power", "decade", "flow if flow else 1", "'flow'", "flow 2",
    "flow + x",
    "1" + " + 1" * 190, "-" * 300 + "1", "flow\n+ height", "flow # note", "字", "\x00", "f'{flow}'", "1_000 * flow", "0b2",
    "1.2.3",
)  # fmt: skip
PLACES = (
    "{centre_m: [5000, 5000]}", "{centre_m: [599, -599]}", "{centre_m: [1e9, 0]}", "{centre_m: [.nan, .inf]}",
    "{centre_m: [0, 0]}",
    "{heading_deg: .inf}", "{heading_deg: 359.9}", "{centre_m: [1]}", "{centre_m: {a: 1}}", "{footprint_m: [0.1, 1000]}",
    "auto",
    "{height_m: 1000}", "{label_m: [0, 0, 99999]}", "[]", "{centre_m: [1601, 0]}", "{centre_m: ['1', '2']}",
    "{centre_m: [true, 1]}",
)  # fmt: skip
SITES = (
    "island", "meadow", "plaza", "none", "moon", "{}", "[]", "{kind: island, horizon: hills}", "{kind: island, plaza_m: 60}",
    "{kind: plaza, trees: none}", "{kind: meadow, roads: [[[-150, -6], [150, -6], [150, 2], [-150, 2]]]}", "{ring_road: true}",
    "{kind: island, water: [[[0, 0], [0, 1500], [9, 9]]]}", "{lawns: [[[0, 0], [1, 1], [2, 2]]]}", "{seed: 9999}", "{seed: -1}",
    "{roads: [[[0, 0], [9, 9], [0, 9], [9, 0]]]}", "{roads: [[[0, 0], [0, 0], [0, 0]]]}",
    "{water: [[[-599, 0], [599, 0], [0, 9]]]}",
    "{lawns: [[[.nan, 0], [1, 1], [2, 3]]]}",
    "{kind: plaza, water: [[[0, 0], [30, 0], [30, 30]]], lawns: [[[0, 0], [9, 0], [9, 9]]]}",
)  # fmt: skip
BUILDINGS = (
    "{kind: hall, size_m: [1000, 1000]}", "{kind: tower, storeys: 30}", "{kind: gate}", "{kind: castle}",
    "{kind: dome, width_m: 0.1}",
    "{kind: house, storeys: 999}", "{kind: shed, sign: {cap_m: 900}}", "{kind: arena, colour: red}",
    "{kind: tanks, seed: -5}", "[]",
    "{kind: office, size_m: [.inf, 4]}", "{kind: tower_ring}", "{kind: glass_box, sign: none}",
    "{kind: pavilion, roof: flat}", "hall",
)  # fmt: skip


def dumped(data: Any, raw: str | None = None) -> str:
    """As YAML; where the text RAW stands, `raw` is written as it is."""
    text = yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=120)
    return text if raw is None else text.replace("RAWRAW", raw, 1)


def put(folder: Path, name: str, data: Any, place: tuple[Any, ...], raw: str) -> str:
    """Write a file in which something else stands at a place; says so."""
    node = data
    for key in place[:-1]:
        node = node[key]
    node[place[-1]] = "RAWRAW"
    (folder / f"{name}.yaml").write_text(dumped(data, raw), "utf-8", errors="surrogatepass")
    return f"{name}: {'.'.join(map(str, place))} = {raw[:60]!r}"


def table(random: Random, folder: Path, files: Files) -> str:
    """Slips of a hand or of a measuring program in a table."""
    path = folder / "data" / "wheels.csv"
    rows = [line.split(",") for line in path.read_text("utf-8").splitlines()]
    done = []
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        how = random.choice(("cell", "cell", "cell", "head", "cut", "few", "row", "column", "sign", "bytes"))
        done.append(how)
        row = random.choice(rows[1:] or rows)
        match how:
            case "cell":
                row[random.randrange(len(row))] = random.choice(CELLS)
            case "head":
                rows[0][random.randrange(len(rows[0]))] = random.choice((*CELLS, "flow", "wheel", "Flow"))
            case "cut":
                del row[random.randrange(len(row)) :]
            case "few":
                del rows[random.randrange(1, 5) :]
            case "row":
                rows += [list(row)] * random.choice((1, 3, 6000))
            case "column":
                rows = [[*each, *[random.choice(CELLS)] * random.choice((1, 60))] for each in rows]
            case "sign":
                rows = [";".join(each).split("\n") for each in rows]
            case _:
                data = "\n".join(map(",".join, rows)).encode("utf-8", "replace")
                at = random.randrange(len(data) + 1)
                path.write_bytes(data[:at] + random.randbytes(random.choice((1, 9, 4000))) + data[at:])
                return f"table: {' '.join(done)}"
        rows = [each or [""] for each in rows]
    encoding = random.choice(("utf-8",) * 6 + ("utf-16", "cp1252", "gb18030"))
    path.write_bytes("\n".join(map(",".join, rows)).encode(encoding, "replace"))
    return f"table: {' '.join(done)} {encoding}"


def formula(random: Random, folder: Path, files: Files) -> str:
    """What is no arithmetic, or has no value."""
    data = copy.deepcopy(files["zones/tower"])
    readings = data["exhibit"]["formula"]["readings"]
    place = ("exhibit", "formula", "readings", random.choice(sorted(readings)), "equals")
    return put(folder, "zones/tower", data, place, json.dumps(random.choice(EQUALS), ensure_ascii=False))


def ground(random: Random, folder: Path, files: Files) -> str:
    """What is asked of ground and buildings."""
    how = random.choice(("site", "place", "building"))
    if how == "site":
        return put(folder, "park", copy.deepcopy(files["park"]), ("site",), random.choice(SITES))
    name = random.choice([name for name in sorted(files) if name.startswith("zones/")])
    raw = random.choice(PLACES if how == "place" else BUILDINGS)
    return put(folder, name, copy.deepcopy(files[name]), (how,), raw)


def gallery(random: Random, folder: Path, files: Files) -> str:
    """A picture that is another one than its name says, broken, or too much."""
    suffix = random.choice((".svg", ".svg", ".svg", ".pdf", ".pdf", ".png", ".webp", ".mp4", ".jpg"))
    reported = _picture(random, folder / "media" / f"a{suffix}")
    data = copy.deepcopy(files["zones/water-world"])
    slides = ("exhibit", "gallery", "slides", random.randrange(5), "file")
    return reported + " " + put(folder, "zones/water-world", data, slides, f"./media/a{suffix}")


def brand(random: Random, folder: Path, files: Files) -> str:
    """A logo or a typeface that is none, or something odd in the company's words."""
    data = copy.deepcopy(files["park"])
    key = random.choice(("logo", "icon", "typeface", "colour", "second", "contact"))
    if key in ("logo", "icon", "typeface"):
        suffix = random.choice((".ttf", ".otf") if key == "typeface" else (".svg", ".svg", ".png"))
        reported = _picture(random, folder / "brand" / f"a{suffix}")
        return reported + " " + put(folder, "park", data, ("brand", key), f"./brand/a{suffix}")
    return put(
        folder,
        "park",
        data,
        ("brand", key),
        random.choice((*NUMBERS, "'#12'", "blue", "{name: []}", "{email: a}")),
    )


def _picture(random: Random, path: Path) -> str:
    """Write a file of a kind in one of many wrong ways."""
    how = random.choice(
        ("cut", "noise", "flip", "made", "made", "made", "made", "pipe", "folder", "loop", "empty", "other")
    )
    real = {".svg": "media/way.svg", ".pdf": "media/leaflet.pdf"}
    source = path.parents[1] / real.get(path.suffix, "brand/logo.svg")
    data = source.read_bytes()
    at = random.randrange(len(data))
    match how:
        case "cut":
            path.write_bytes(data[:at])
        case "noise":
            path.write_bytes(data[:at] + random.randbytes(random.choice((1, 40, 4000))) + data[at + 1 :])
        case "flip":
            changed = bytearray(data)
            for _ in range(random.choice((1, 20, 300))):
                changed[random.randrange(len(changed))] = random.randrange(256)
            path.write_bytes(changed)
        case "made":
            made = {".svg": SVG, ".pdf": PDF, ".png": PNG}.get(path.suffix, ODD)
            name = random.choice(sorted(made))
            path.write_bytes(made[name])
            return f"{path.name} is {name},"
        case "pipe":
            with suppress(OSError, AttributeError):
                os.mkfifo(path)
        case "folder":
            path.mkdir()
        case "loop":
            with suppress(OSError, NotImplementedError):
                path.symlink_to(path.name)
        case "empty":
            path.write_bytes(b"")
        case _:
            path.write_bytes(
                random.choice((data, b"MZ" * 90, b"GIF89a" + bytes(90), b"<html/>", random.randbytes(3000)))
            )
    return f"{path.name} is {how},"


def _svg(inner: str, head: str = 'viewBox="0 0 160 90"') -> bytes:
    links = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"<svg {links} {head}>{inner}</svg>".encode("utf-8", "surrogatepass")


def _tens(element: str, again: str, levels: int = 9) -> bytes:
    rows = [f"<{element} id='a{n}'>{again.format(n - 1) * 10}</{element}>" for n in range(1, levels)]
    return _svg(
        f"<{element} id='a0'><path d='M0 0h9v9z'/></{element}>" + "".join(rows) + again.format(levels - 1)
    )


SVG = {
    "uses": _tens("g", "<use xlink:href='#a{}'/>"),
    "symbols": _tens("symbol", "<use href='#a{}'/>"),
    "patterns": _tens("pattern", "<path d='M0 0h9v9z' fill='url(#a{})'/>"),
    "masks": _tens("mask", "<path d='M0 0h9v9z' mask='url(#a{})'/>"),
    "few uses": _tens("g", "<use href='#a{}'/>", 4),
    "many": _svg("<rect width='1' height='1'/>" * 20_000),
    "deep": _svg("<g>" * 5_000 + "</g>" * 5_000),
    "circle": _svg("<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g><use href='#a'/>"),
    "outside": _svg("<image xlink:href='/etc/passwd' width='9' height='9'/>"),
    "up": _svg("<image href='../../park.yaml' width='9' height='9'/>"),
    "nested": _svg("<image href='data:image/svg+xml,%3Csvg/%3E' width='9' height='9'/>"),
    "bad pixels": _svg("<image href='data:image/png;base64,iVBORw0KGgo=' width='9' height='9'/>"),
    "no size": _svg("<rect/>", ""), "negative": _svg("<rect/>", 'viewBox="0 0 -9 9"'), "nan": _svg("<rect/>",
    'viewBox="0 0 nan 9"'),
    "huge": _svg("<rect width='1e9' height='1e9'/>", 'viewBox="0 0 999999 999999"'),
    "thin": _svg("<rect width='9' height='9'/>", 'viewBox="0 0 999999 0.001"'),
    "entities": b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><svg viewBox="0 0 9 9">&b;</svg>',
    "long path": _svg(f"<path d='M0 0{'L9 9' * 100_000}' stroke='red'/>"),
    "dashes": _svg("<path d='M0 0L99999 0' stroke='red' stroke-width='9' stroke-dasharray='0.01'/>"),
    "blur": _svg("<filter id='f'><feGaussianBlur stdDeviation='1e6'/></filter><rect width='9' height='9' filter='url(#f)'/>"),
    "script": _svg("<script>while(true){}</script><style>*{fill:url(http://example.org/a)}</style>"),
    "odd numbers": _svg("<rect x='1e400' y='nan' width='inf' height='-1'/><circle r='1e-320'/>"),
    "text": _svg(f"<text font-size='90'>{'字' * 5_000}</text>"), "latin": '<svg viewBox="0 0 9 9">é</svg>'.encode("cp1252"),
}  # fmt: skip
_PAGES = b"1 0 obj\n<< /Type /Pages /Kids [] /Count %d >>\nendobj\n"
PDF = {
    "marks": b"%PDF-1.4\n" + b"/Type/ObjStm " * 80_000,
    "streams": b"%PDF-1.4\n" + b"/Type/ObjStm>>stream\nx" * 40_000,
    "packed": b"%PDF-1.4\n" + (b"/Type/ObjStm>>\nstream\n" + zlib.compress(bytes(40_000_000), 9) + b"\nendstream\n") * 3,
    "pages of pages": b"%PDF-1.4\n" + b"/Type /Pages " * 80_000, "spaces": b"%PDF-1.4\n/Type" + b" " * 900_000,
    "counts": b"%PDF-1.4\n" + b"/Count 9 " * 90_000, "no pages": b"%PDF-1.4\n%%EOF",
    "many pages": b"%PDF-1.4\n" + _PAGES % 999_999,
    "none": b"%PDF-1.4\n" + _PAGES % 0, "locked": b"%PDF-1.4\n" + _PAGES % 3 + b"trailer << /Encrypt 9 0 R >>",
    "encrypt": b"%PDF-1.4\n" + b"/Encrypt " * 90_000 + b"1 " * 90_000, "late": b" " * 900 + b"%PDF-1.4\n" + _PAGES % 2,
}  # fmt: skip


def _png(wide: int, high: int, data: bytes = b"") -> bytes:
    chunks = b""
    for name, body in (
        (b"IHDR", struct.pack(">2I5B", wide, high, 8, 2, 0, 0, 0)),
        (b"IDAT", data),
        (b"IEND", b""),
    ):
        chunks += struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    return b"\x89PNG\r\n\x1a\n" + chunks


PNG = {
    "huge": _png(60_000, 60_000), "wide": _png(2**31 - 1, 1), "nothing": _png(0, 0), "no data": _png(90, 90),
    "bomb": _png(4_000, 4_000, zlib.compress(bytes(12_000 * 4_000), 9)), "small": _png(1, 1, zlib.compress(bytes(4))),
    "long chunk": b"\x89PNG\r\n\x1a\n\xff\xff\xff\xffIHDR" + bytes(90),
}  # fmt: skip
ODD = {
    "a font's head": b"\x00\x01\x00\x00\x00\xff" + bytes(9000), "a web font": b"wOF2" + bytes(900),
    "a video's head": b"\0\0\0\x18ftypmp42",
    "a picture's head": b"\xff\xd8\xff\xe0" + bytes(900), "webp": b"RIFF\xff\xff\xff\xffWEBPVP8 " + bytes(900),
    "zeros": bytes(5000),
}  # fmt: skip


def pipes(folder: str, names: list[str]) -> list[str]:
    """What lies in a folder and would be waited for if it were copied."""
    return [name for name in names if Path(folder, name).is_fifo()]
