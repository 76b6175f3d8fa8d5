"""Textures kept as images: colours and emitted light in one image, within a limit of memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from .texture import Texture

Pixels = npt.NDArray[np.uint8]

MOST_BYTES = 32_000_000
"""Memory of the textures of a model on the graphics card: a texture of 2048 x 2048 pixels takes 22 MB."""
MOST_BYTES_IN_ALL = 64_000_000
"""The same for all models of a scene."""
BYTES_A_PIXEL = 4 * 4 / 3
"""Four bytes, and a third for the smaller copies that are drawn from afar."""
FEWEST_PX = 64
"""Textures are not reduced below this."""


@dataclass(frozen=True, slots=True, eq=False)
class Skin:
    """An image on a part of a model.

    Attributes
    ----------
    pixels
        Bytes of shape (height, width, 4), top row first: sRGB, and the share of its material's light that a place
        gives off, or its opacity.
    is_clamped : whether its edge pixels extend beyond it; otherwise it repeats.
    """

    pixels: Pixels
    is_clamped: bool = False

    @classmethod
    def of(cls, texture: Texture | None, lit: Texture | None) -> Skin:
        """The skin of a material with a base colour texture, an emissive texture, or both."""
        sizes = [image.pixels.shape[:2] for image in (texture, lit) if image is not None]
        height, width = max(sizes, key=lambda size: size[0] * size[1])
        pixels = np.full((height, width, 4), 255, np.uint8)
        if texture is not None:
            pixels[..., :3] = _as_large(texture, height, width)
        if lit is not None:
            pixels[..., 3] = _as_large(lit, height, width).max(axis=2)
        whole = texture if texture is not None else lit
        return cls(pixels, whole is not None and whole.is_clamped)

    def seen_through(self, texture: Texture | None, cutoff: float | None) -> Skin:
        """A copy with the opacity of a texture; a cut-out is cut where that is half."""
        pixels = self.pixels.copy()
        alpha = np.full(pixels.shape[:2], 255.0)
        if texture is not None and texture.alpha is not None:
            alpha = _as_large(Texture(texture.alpha), *pixels.shape[:2]).astype(float)
        if cutoff is not None:
            alpha = np.clip(alpha * 0.5 / max(cutoff, 1 / 255), 0, 255)
        pixels[..., 3] = np.rint(alpha)
        return Skin(pixels, self.is_clamped)

    @property
    def memory_bytes(self) -> float:
        """Memory on the graphics card."""
        return float(self.pixels.shape[0] * self.pixels.shape[1] * BYTES_A_PIXEL)

    def halved(self) -> Skin:
        """A copy of half the width and height."""
        from PIL import Image

        height, width = (max(side // 2, 1) for side in self.pixels.shape[:2])
        # one channel at a time: the fourth is no opacity
        bands = [Image.fromarray(band).resize((width, height), 4) for band in np.moveaxis(self.pixels, 2, 0)]
        return Skin(np.stack([np.asarray(band) for band in bands], axis=2), self.is_clamped)


def memory_bytes(skins: Sequence[Skin]) -> float:
    """Memory of these on the graphics card."""
    return sum(skin.memory_bytes for skin in skins)


def within(skins: Sequence[Skin], most_bytes: float) -> tuple[Skin, ...]:
    """The skins, the largest of them halved until all fit."""
    found = list(skins)
    while memory_bytes(found) > most_bytes:
        largest = max(range(len(found)), key=lambda number: found[number].memory_bytes)
        if max(found[largest].pixels.shape[:2]) <= FEWEST_PX:
            break
        found[largest] = found[largest].halved()
    return tuple(found)


def _as_large(image: Texture, height: int, width: int) -> npt.NDArray[Any]:
    from PIL import Image

    if image.pixels.shape[:2] == (height, width):
        return image.pixels
    return np.asarray(Image.fromarray(image.pixels).resize((width, height)))
