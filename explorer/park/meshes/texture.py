"""Textures of a model: read within a limit, and reduced to one colour for each triangle."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ...i18n import Text

Floats = npt.NDArray[np.floating[Any]]

MOST_PIXELS = 4096 * 4096
"""Larger images are not decoded; a JPEG may be larger, since it can be decoded at reduced size."""
READ_PX = 2048
"""Maximum width and height at which images are read."""
PAINTED_PX = 1024
"""The same for images that become colours of triangles, which need no more."""
KINDS = ("PNG", "JPEG", "WEBP", "BMP", "TGA", "TIFF")
OWN_KINDS = {".png": "PNG", ".jpg": "JPEG"}
"""Kinds of the images that the program brings itself, by the suffix of their files."""
MOST_CUTS = 60_000
"""Maximum number of triangles added by splitting those on which an image changes."""
ROUNDS = 7
FINE_PX = 3.0
"""Triangles whose edges are at most this long on the image are not split further."""
CONTRAST = 0.10
"""A triangle is split if brightness varies by more than this on it (sRGB 0..1)."""

# sample points of a triangle: weights of its corners
FLECKS = np.array(
    [
        [1 / 3, 1 / 3, 1 / 3],
        [0.84, 0.09, 0.07], [0.07, 0.84, 0.09], [0.09, 0.07, 0.84],
        [0.47, 0.45, 0.08], [0.08, 0.47, 0.45], [0.45, 0.08, 0.47],
        [0.62, 0.21, 0.17], [0.17, 0.62, 0.21], [0.21, 0.17, 0.62],
    ]
)  # fmt: skip
QUARTERS = np.array(
    [
        [[1, 0, 0], [0.5, 0.5, 0], [0.5, 0, 0.5]],
        [[0.5, 0.5, 0], [0, 1, 0], [0, 0.5, 0.5]],
        [[0.5, 0, 0.5], [0, 0.5, 0.5], [0, 0, 1]],
        [[0.5, 0.5, 0], [0, 0.5, 0.5], [0.5, 0, 0.5]],
    ]
)
UV = slice(6, 8)
"""Columns of the texture coordinates in a row of numbers: after position and normal."""


class NoTexture(Exception):
    """An image that cannot be used, and why."""

    def __init__(self, why: Text) -> None:
        self.why = why
        super().__init__(str(why))


def left_out(name: str, fault: NoTexture) -> Text:
    """The message about an image that is not used."""
    name = name[:80]
    return Text("its texture {name!r} is left out ({fault})", name=name, fault=fault.why)


@dataclass(frozen=True, slots=True, eq=False)
class Texture:
    """An image, top row first."""

    pixels: npt.NDArray[np.uint8]  # uint8, shape (height, width, 3)
    is_clamped: bool = False  # whether its edge pixels extend beyond it; otherwise it repeats
    alpha: npt.NDArray[np.uint8] | None = None  # its opacity, shape (height, width), if some of it is clear

    @classmethod
    def read(cls, data: bytes, is_clamped: bool = False) -> Texture:
        """The image in a PNG, JPEG or WebP file. Raises NoTexture if it is too large or cannot be read."""
        if data[1:7] == b"KTX 20":
            raise NoTexture(Text("it is a KTX2 picture: use PNG or JPEG"))
        try:
            from PIL import Image
        except ImportError as fault:
            raise NoTexture(Text("the package pillow is missing")) from fault
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error", Image.DecompressionBombWarning)
                with Image.open(io.BytesIO(data), formats=KINDS) as image:
                    width, height = image.size
                    image.draft("RGB", (READ_PX, READ_PX))
                    if image.width * image.height > MOST_PIXELS:
                        raise NoTexture(_too_large(f"{width} × {height}"))
                    image.thumbnail((READ_PX, READ_PX))
                    alpha = None
                    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
                        alpha = np.asarray(image.convert("RGBA"))[..., 3]
                    is_clear = alpha is not None and int(alpha.min()) < 255
                    return cls(np.asarray(image.convert("RGB")), is_clamped, alpha if is_clear else None)
        except NoTexture:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
            raise NoTexture(_too_large()) from fault
        except Exception as fault:  # image readers fail in many ways
            raise NoTexture(Text("it cannot be read")) from fault

    def within(self, most_px: int) -> Texture:
        """A copy that is no wider and no higher."""
        from PIL import Image

        if max(self.pixels.shape[:2]) <= most_px:
            return self
        bands = [Image.fromarray(band) for band in (self.pixels, self.alpha) if band is not None]
        for band in bands:
            band.thumbnail((most_px, most_px))
        pixels, *alpha = (np.asarray(band) for band in bands)
        return Texture(pixels, self.is_clamped, *alpha)

    def at(self, uv: Floats, with_alpha: bool = False) -> Floats:
        """The colours at texture coordinates, sRGB 0..1, and the opacity there."""
        height, width = self.pixels.shape[:2]
        uv = np.nan_to_num(uv, posinf=0, neginf=0)
        uv = np.clip(uv, 0, 1) if self.is_clamped else uv % 1.0
        x = np.minimum((uv[..., 0] * width).astype(int), width - 1)
        y = np.minimum((uv[..., 1] * height).astype(int), height - 1)
        pixels = self.pixels if not with_alpha or self.alpha is None else np.dstack([self.pixels, self.alpha])
        return np.asarray(pixels[y, x] / np.float32(255))


def _too_large(size: str = "") -> Text:
    side = round(MOST_PIXELS**0.5)
    what = Text("it has {size} pixels", size=size) if size else Text("it is huge")
    return Text("{what}: make it {side} × {side} at most", what=what, side=side)


def pixels(path: Path) -> npt.NDArray[np.uint8]:
    """An image of the program itself as (height, width, channels), top row first.

    Raises
    ------
    NoTexture
        If it cannot be read. Panda3D's reader would end the program instead.
    """
    from PIL import Image

    try:
        # a kind that is not loaded would make the library load all its kinds
        with Image.open(path, formats=[OWN_KINDS[path.suffix]]) as image:
            return np.atleast_3d(np.asarray(image, np.uint8))
    except Exception as fault:  # image readers fail in many ways
        raise NoTexture(Text("it cannot be read")) from fault


def painted(
    vertices: Floats, texture: Texture, spare: int, with_alpha: bool = False
) -> tuple[Floats, Floats, float]:
    """Split triangles where the image changes, and give each one colour.

    Parameters
    ----------
    vertices : shape (m, 3, columns); values at the corners of triangles, interpolated linearly.
    spare : maximum number of additional triangles.

    Returns
    -------
    vertices, colours : shape (k, 3, columns), and (k, 3) in linear light, or (k, 4) with the opacity.
    coarse : the share of the surface on which the image is finer than the triangles.
    """
    texture = texture.within(PAINTED_PX)
    spare = min(spare, MOST_CUTS)
    done, colours = [], []
    coarse_area = whole_area = 0.0
    for number in range(ROUNDS + 1):
        seen = texture.at(FLECKS @ vertices[..., UV], with_alpha)
        is_fine = _is_fine(vertices, seen, texture)
        area = np.linalg.norm(np.cross(*np.moveaxis(vertices[:, 1:, :3] - vertices[:, :1, :3], 1, 0)), axis=1)
        # the largest first, if not all can be split
        wanted = np.flatnonzero(~is_fine)[np.argsort(-area[~is_fine], kind="stable")]
        wanted = wanted[: spare // 3 if number < ROUNDS else 0]
        is_done = np.ones(len(vertices), bool)
        is_done[wanted] = False
        done.append(vertices[is_done])
        light = np.concatenate([linear(seen[is_done][..., :3]), seen[is_done][..., 3:]], axis=2)
        colours.append(light.mean(axis=1))
        whole_area += float(area[is_done].sum())
        coarse_area += float(area[is_done & ~is_fine].sum())
        spare -= 3 * len(wanted)
        vertices = (QUARTERS[None] @ vertices[wanted][:, None]).reshape(-1, *vertices.shape[1:])
    return np.concatenate(done), np.concatenate(colours), coarse_area / max(whole_area, 1e-300)


def _is_fine(vertices: Floats, seen: Floats, texture: Texture) -> npt.NDArray[np.bool_]:
    """Whether one colour is enough for a triangle."""
    height, width = texture.pixels.shape[:2]
    uv = vertices[..., UV] * (width, height)
    length_px = np.linalg.norm(uv - np.roll(uv, 1, axis=1), axis=2).max(axis=1)
    contrast = np.ptp(seen, axis=1).max(axis=1, initial=0)
    return np.asarray((contrast <= CONTRAST) | (length_px <= FINE_PX))


def linear(colours: Floats) -> Floats:
    """Linear light from sRGB values."""
    colours = np.clip(np.nan_to_num(colours), 0, 1)
    return np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)


def srgb(light: Floats) -> Floats:
    """sRGB values from linear light."""
    light = np.clip(np.nan_to_num(light), 0, 1)
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
