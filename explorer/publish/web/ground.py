"""Light on the ground and the map of the far land, as WebP in scripts."""

from __future__ import annotations

import base64
import io

import numpy as np
import numpy.typing as npt
from PIL import Image

from ...stage.lighting.ground_light import Sheet, plain_sheet, sheet_of
from ...stage.scene.baked import Baked
from .folder import Folder

WIDTH_PX, FAR_PX = 1024, 512
LIGHT_QUALITY, STREET_QUALITY, LAND_QUALITY = 72, 20, 32


def write_ground(baked: Baked | None, folder: Folder) -> None:
    """Write `ground`, `night/ground` and `far`. The shares of baked suns are left out: the page draws a shadow map."""
    for name, sheet in (("ground", "sky"), ("night/ground", "lamps")):
        pixels = _sheet(baked, sheet)[..., 2::-1]  # type: ignore[arg-type]
        folder.script(name, [_webp(pixels, WIDTH_PX, LIGHT_QUALITY)])
    # streets are fine; green, open sky and shade below each other
    land = _sheet(baked, "far_land")[..., (2, 1, 0, 3)]
    side = min(FAR_PX, land.shape[1])
    rest = np.concatenate([np.asarray(_image(land[..., band], side)) for band in (1, 2, 3)])
    folder.script("far", [_webp(land[..., 0], 2 * FAR_PX, STREET_QUALITY), _webp(rest, side, LAND_QUALITY)])


def _sheet(baked: Baked | None, name: Sheet) -> npt.NDArray[np.uint8]:
    return sheet_of(baked, name) if baked else plain_sheet(name)


def _image(pixels: npt.NDArray[np.uint8], width: int) -> Image.Image:
    image = Image.fromarray(np.ascontiguousarray(pixels))
    if image.width <= width:
        return image
    return image.resize((width, round(image.height * width / image.width)), Image.Resampling.LANCZOS)


def _webp(pixels: npt.NDArray[np.uint8], width: int, quality: int) -> str:
    """A WebP image as base64; a picture of few pixels without loss."""
    file = io.BytesIO()
    image = _image(pixels, width)
    image.save(file, "WEBP", quality=quality, method=6, lossless=image.width < 16)
    return base64.b64encode(file.getvalue()).decode()
