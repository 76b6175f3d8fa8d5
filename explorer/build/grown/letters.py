"""Letters on buildings, in any script: outlines are traced from glyphs drawn by Pillow, and extruded.

A font's own outlines would need another library. A large antialiased glyph gives the same outline to within a
hundredth of its height, where the grey at its edge crosses one half (marching squares).
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import fontpkg_figtree
import numpy as np
import numpy.typing as npt
import shapely
from PIL import Image, ImageDraw, ImageFont
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from explorer.build.geometry.material import Material
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.geometry.shapes import flat_triangles

DRAWN_PX = 96
"""The size of an em in pixels when a glyph is drawn."""

SIMPLER_PX = 0.4
TRACKING = 0.06
NO_GLYPH = "\U0010fffd"
BOLD = 700
DIGITS = "0123456789"

PLACES: tuple[str, ...] = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Bold.ttc",
    "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Bold.ttc",
    "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf",
    "/System/Library/Fonts/PingFang.ttc",
    "/System/Library/Fonts/Hiragino Sans GB.ttc",
    "/System/Library/Fonts/AppleSDGothicNeo.ttc",
    "/System/Library/Fonts/Supplemental/Arial Unicode.ttf",
    "C:/Windows/Fonts/msyhbd.ttc",
    "C:/Windows/Fonts/simhei.ttf",
    "C:/Windows/Fonts/YuGothB.ttc",
    "C:/Windows/Fonts/malgunbd.ttf",
    "C:/Windows/Fonts/segoeuib.ttf",
    "C:/Windows/Fonts/arialbd.ttf",
)
"""Bold system fonts for scripts that the program's own font lacks."""

FACES = {"zh": " SC", "ja": " JP", "ko": " KR"}
"""The face in a font collection for a language, by the end of its name."""

# edges of a cell: 0 top, 1 right, 2 bottom, 3 left; the direction of each line keeps the inside on one side
_LINES: dict[int, tuple[tuple[int, int], ...]] = {
    1: ((3, 2),), 2: ((2, 1),), 3: ((3, 1),), 4: ((1, 0),), 5: ((3, 2), (1, 0)), 6: ((2, 0),), 7: ((3, 0),),
    8: ((0, 3),), 9: ((0, 2),), 10: ((0, 3), (2, 1)), 11: ((0, 1),), 12: ((1, 3),), 13: ((1, 2),), 14: ((2, 3),),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter, in units of the cap height: its shape and its advance width."""

    shape: BaseGeometry
    advance: float


@cache
def _fonts(language: str) -> tuple[ImageFont.FreeTypeFont, ...]:
    """The fonts to try for a language: the program's own, then those of the system."""
    own = ImageFont.truetype(str(fontpkg_figtree.ROOT / "files" / "Figtree[wght].ttf"), DRAWN_PX)
    own.set_variation_by_axes([BOLD])
    found = [own]
    face = FACES.get(language.split("-", maxsplit=1)[0])
    for place in (_asked_of_fontconfig(language), *map(Path, PLACES)):
        if place is None or not place.is_file():
            continue
        try:
            faces = [ImageFont.truetype(str(place), DRAWN_PX, index=0)]
            if face and place.suffix == ".ttc":
                faces = [f for f in _faces(place) if (f.getname()[0] or "").endswith(face)] or faces
        except OSError:
            continue
        found += faces
    return tuple(found)


def _faces(place: Path) -> Iterator[ImageFont.FreeTypeFont]:
    for index in range(8):
        try:
            yield ImageFont.truetype(str(place), DRAWN_PX, index=index)
        except OSError:
            return


def _asked_of_fontconfig(language: str) -> Path | None:
    program = shutil.which("fc-match")
    if program is None:
        return None
    asked = [program, f":lang={language}:bold", "--format=%{file}"]
    try:
        answer = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=5)
    except (OSError, subprocess.SubprocessError):
        return None
    return Path(answer.stdout) if answer.returncode == 0 and answer.stdout else None


def _font_for(text: str, language: str) -> ImageFont.FreeTypeFont | None:
    """The first font that has all the letters of a text; None if no font has."""
    return next((font for font in _fonts(language) if all(_has(font, letter) for letter in text)), None)


@cache
def _has(font: ImageFont.FreeTypeFont, letter: str) -> bool:
    return letter.isspace() or bytes(font.getmask(letter)) != bytes(font.getmask(NO_GLYPH))


@lru_cache(maxsize=256)  # numbers in a scene change all day
def _glyphs(text: str, language: str) -> tuple[Glyph, ...]:
    font = _font_for(text, language)
    return tuple(_glyph(font, letter) for letter in text) if font else ()


@cache
def _glyph(font: ImageFont.FreeTypeFont, letter: str) -> Glyph:
    top, bottom = font.getbbox("H")[1::2]
    capital = float(bottom - top)
    left, high, right, low = font.getbbox(letter)
    width, height = int(right - left) + 4, int(low - high) + 4
    picture = Image.new("L", (max(width, 4), max(height, 4)), 0)
    ImageDraw.Draw(picture).text((2 - left, 2 - high), letter, 255, font=font)
    shape: BaseGeometry = Polygon()
    for ring in sorted(
        (Polygon(r).buffer(0) for r in outlines(np.asarray(picture, float))), key=lambda r: -r.area
    ):
        shape = shape.symmetric_difference(ring)
    # pixels from the image's corner -> cap heights from the start of the baseline
    placed = _moved(shape.simplify(SIMPLER_PX), left - 2, bottom - high + 2, capital)
    return Glyph(placed, float(font.getlength(letter)) / capital)


def _moved(shape: BaseGeometry, left: float, foot: float, capital: float) -> BaseGeometry:
    return shapely.transform(shape, lambda p: np.column_stack([p[:, 0] + left, foot - p[:, 1]]) / capital)


def outlines(grey: npt.NDArray[np.float64], level: float = 127.5) -> Iterator[npt.NDArray[np.float64]]:
    """The closed contours (n, 2) of an image at a level, in pixels; x right, y down."""
    field = np.pad(grey, 1)
    inside = field >= level
    case = inside[:-1, :-1] * 8 + inside[:-1, 1:] * 4 + inside[1:, 1:] * 2 + inside[1:, :-1] * 1
    following: dict[tuple[int, int, int], tuple[int, int, int]] = {}
    for row, column in np.argwhere((case > 0) & (case < 15)).tolist():
        for start, end in _LINES[int(case[row, column])]:
            following[_edge(row, column, start)] = _edge(row, column, end)
    while following:
        first, here = following.popitem()
        ring = [first]
        while here != first:
            ring.append(here)
            here = following.pop(here)
        if len(ring) > 2:
            yield np.array([_crossing(field, level, *edge) for edge in ring])


def _edge(row: int, column: int, side: int) -> tuple[int, int, int]:
    """An edge of the grid: 0 runs right from its corner, 1 down."""
    return ((row, column, 0), (row, column + 1, 1), (row + 1, column, 0), (row, column, 1))[side]


def _crossing(
    field: npt.NDArray[np.float64], level: float, row: int, column: int, way: int
) -> tuple[float, float]:
    here = field[row, column]
    there = field[row, column + 1] if way == 0 else field[row + 1, column]
    share = float((level - here) / (there - here)) if there != here else 0.5
    x, y = column - 0.5, row - 0.5  # pixel centres; the field has a margin of one
    return (x + share, y) if way == 0 else (x, y + share)


def can_write(text: str, language: str) -> bool:
    """Whether a font has all the letters of a text."""
    return bool(_glyphs(text, language))


def descent(text: str, language: str) -> float:
    """How far letters reach below their baseline, in cap heights; 0 without descenders."""
    return max(
        (-glyph.shape.bounds[1] for glyph in _glyphs(text, language) if not glyph.shape.is_empty), default=0.0
    )


def set_up(
    builder: MeshBuilder, text: str, language: str, cap_m: float, depth_m: float, material: Material
) -> float:
    """Add a line of text, the middle of its baseline at the origin: x along it, z up, facing -y. Returns its length."""
    glyphs: Sequence[Glyph] = _glyphs(text, language)
    length = sum(glyph.advance for glyph in glyphs) + TRACKING * max(len(glyphs) - 1, 0)
    at = -length / 2
    with builder.frame([0, 0, 0], [1, 0, 0], [0, 0, 1], [0, -1, 0]):
        for glyph in glyphs:
            for part in getattr(glyph.shape, "geoms", [glyph.shape]):
                if isinstance(part, Polygon) and not part.is_empty:
                    rings = [
                        (np.asarray(r.coords)[:-1] + np.array([at, 0.0])) * cap_m
                        for r in (part.exterior, *part.interiors)
                    ]
                    with builder.detail("always"):  # the face is read from afar; the sides do not show
                        builder.cap(rings, depth_m, material)
                    with builder.detail("near"):
                        builder.prism(rings[0], 0, depth_m, material, bevel=0, holes=rings[1:], cap=False)
            at += glyph.advance + TRACKING
    return length * cap_m


def flat(text: str, language: str) -> tuple[npt.NDArray[np.float64], float]:
    """A line of text as flat triangles (n, 3, 2), in cap heights from the middle of its baseline, and its length.

    They are counter-clockwise. All digits are equally wide, so that a number that counts does not jump. Without a font
    that has all its letters there are no triangles.
    """
    glyphs = _glyphs(text, language)
    digits = [glyph.advance for glyph in _glyphs(DIGITS, language)]
    advances = [
        max(digits, default=0.0) if letter in DIGITS else glyph.advance
        for letter, glyph in zip(text, glyphs, strict=False)
    ]
    length = sum(advances) + TRACKING * max(len(advances) - 1, 0)
    found, at = [np.zeros((0, 3, 2))], -length / 2
    for glyph, advance in zip(glyphs, advances, strict=True):
        found.append(_filled(glyph.shape) + np.array([at + (advance - glyph.advance) / 2, 0.0]))
        at += advance + TRACKING
    return np.concatenate(found), length


@cache
def _filled(shape: BaseGeometry) -> npt.NDArray[np.float64]:
    parts = [part for part in getattr(shape, "geoms", [shape]) if isinstance(part, Polygon)]
    plates = [
        flat_triangles([np.asarray(ring.coords)[:-1] for ring in (part.exterior, *part.interiors)], 0.0)
        for part in parts
        if not part.is_empty
    ]
    return np.concatenate([np.zeros((0, 3, 2)), *(plate[..., :2] for plate in plates)])
