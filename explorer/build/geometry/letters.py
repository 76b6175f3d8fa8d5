"""Letters as solid bodies, extruded from the outlines of a font."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import fontpkg_figtree
import numpy as np
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTCollection, TTFont
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from explorer.build.geometry.material import Material
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.geometry.shapes import Floats

CURVE_STEPS = (0.5, 1.0)
"""Points along each curve of an outline; two are enough for letters seen from a distance."""

NOTO_PLACES = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Bold.ttc",
    "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Bold.ttc",
    "/Library/Fonts/NotoSansCJK-Bold.ttc",
    "C:/Windows/Fonts/NotoSansCJK-Bold.ttc",
)
NOTO_FAMILY = "Noto Sans CJK SC"

FontName = Literal["figtree", "noto_sans_sc"]
HAN_LANGUAGES = ("zh",)
"""Languages that are written in Han characters."""

Pen = tuple[float, float]


@dataclass(frozen=True)
class _Font:
    """A font with what is needed to read its outlines."""

    glyphs: Any
    names: dict[int, str]
    cap_height: float


def font_of(language: str) -> FontName:
    """The font that a language is written in."""
    return "noto_sans_sc" if language in HAN_LANGUAGES else "figtree"


@cache
def _font(name: FontName) -> _Font:
    if name == "figtree":
        font = TTFont(fontpkg_figtree.ROOT / "files" / "Figtree[wght].ttf")
        glyphs = font.getGlyphSet(location={"wght": 700})
    else:
        font = _noto_sans_sc()
        glyphs = font.getGlyphSet()
    return _Font(glyphs, dict(font.getBestCmap()), float(font["OS/2"].sCapHeight))


def _noto_sans_sc() -> TTFont:
    """The bold Simplified Chinese face of the installed Noto collection."""
    for place in (_asked_of_fontconfig(), *map(Path, NOTO_PLACES)):
        if place is None or not place.is_file():
            continue
        for font in TTCollection(place).fonts if place.suffix == ".ttc" else [TTFont(place)]:
            if font["name"].getDebugName(1) == NOTO_FAMILY:
                return font
    raise FileNotFoundError(
        f"the bold font {NOTO_FAMILY} is not installed; it gives the Chinese letters on the buildings"
        " (Debian and Ubuntu: apt install fonts-noto-cjk; Fedora: dnf install google-noto-sans-cjk-fonts)"
    )


def _asked_of_fontconfig() -> Path | None:
    program = shutil.which("fc-match")
    if program is None:
        return None
    asked = [program, f"{NOTO_FAMILY}:bold", "--format=%{file}"]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False)
    return Path(answer.stdout) if answer.returncode == 0 and answer.stdout else None


def letters(
    builder: MeshBuilder,
    text: str,
    size: float,
    depth: float,
    face: Material,
    flank: Material,
    font: FontName,
    align: float = 0.5,
    tracking: float = 0.06,
) -> float:
    """Add a line of letters: x along it, z up, facing -y. Returns its length.

    Parameters
    ----------
    size, depth
        Height of a capital letter and thickness, in metres.
    face, flank
        Materials of their fronts and sides.
    align
        0 starts at the origin, 0.5 is centred on it, 1 ends there.
    tracking
        Space added behind each letter, in sizes.
    """
    source = _font(font)
    scale = size / source.cap_height
    placed: list[tuple[float, BaseGeometry]] = []
    x = 0.0
    for sign in text:
        glyph = source.glyphs[source.names.get(ord(sign), ".notdef")]
        placed.append((x, _shape_of(glyph, source.glyphs)))
        x += glyph.width * scale + size * tracking
    length = x - size * tracking
    with builder.frame([-length * align, 0, 0], [1, 0, 0], [0, 0, 1], [0, -1, 0]):
        for start, shape in placed:
            for part in getattr(shape, "geoms", [shape]):
                plain = part.simplify(0.04 * source.cap_height)
                if isinstance(plain, Polygon) and not plain.is_empty:
                    _cut_out(builder, plain, scale, start, depth, face, flank)
    return length


def _cut_out(
    builder: MeshBuilder,
    shape: Polygon,
    scale: float,
    start: float,
    depth: float,
    face: Material,
    flank: Material,
) -> None:
    def metres(ring: Any) -> Floats:
        return np.asarray(ring.coords)[:-1] * scale + [start, 0.0]

    outside, holes = metres(shape.exterior), [metres(hole) for hole in shape.interiors]
    with builder.detail("always"):  # the face is read from a distance at which the flanks do not show
        builder.cap([outside, *holes], depth, face)
    with builder.detail("near"):
        builder.prism(outside, 0, depth, flank, bevel=0, holes=holes, cap=False)


def _shape_of(glyph: Any, glyphs: Any) -> BaseGeometry:
    """The filled outline of a glyph in font units: rings inside rings are holes."""
    pen = DecomposingRecordingPen(glyphs)
    glyph.draw(pen)
    shape: BaseGeometry = Polygon()
    rings = (Polygon(ring).buffer(0) for ring in _rings_of(pen.value))
    for ring in sorted(rings, key=lambda ring: -ring.area):
        shape = shape.symmetric_difference(ring)
    return shape


def _rings_of(commands: list[tuple[str, tuple[Any, ...]]]) -> Iterator[list[Pen]]:
    ring: list[Pen] = []
    for command, points in commands:
        if command == "moveTo":
            ring = [points[0]]
        elif command == "lineTo":
            ring.append(points[0])
        elif command == "curveTo":
            _add_cubic(ring, points[0], points[1], points[2])
        elif command == "qCurveTo":
            if points[-1] is None:
                raise ValueError("an outline without points on the curve cannot be drawn")
            controls, last = points[:-1], points[-1]
            for number, control in enumerate(controls):
                following = controls[number + 1] if number + 1 < len(controls) else None
                _add_quadratic(ring, control, _middle(control, following) if following else last)
            if not controls:
                ring.append(last)
        elif command in ("closePath", "endPath") and len(ring) > 2:
            yield ring


def _middle(a: Pen, b: Pen) -> Pen:
    return ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)


def _add_quadratic(ring: list[Pen], control: Pen, end: Pen) -> None:
    start = ring[-1]
    for t in CURVE_STEPS:
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        ring.append((a * start[0] + b * control[0] + c * end[0], a * start[1] + b * control[1] + c * end[1]))


def _add_cubic(ring: list[Pen], first: Pen, second: Pen, end: Pen) -> None:
    start = ring[-1]
    for t in CURVE_STEPS:
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        ring.append(
            (
                a * start[0] + b * first[0] + c * second[0] + d * end[0],
                a * start[1] + b * first[1] + c * second[1] + d * end[1],
            )
        )
