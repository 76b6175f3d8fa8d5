"""The picture of the light on the ground: baked pictures put together for one hour."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import panda3d.core as p3d

from ..layout import LightName
from .baked import Baked, NotBaked
from .lights import Light

MOST = 4.0
"""The brightest light the picture can tell; its texels are square roots of a share of it."""

STEPS = 16384
STRIP_ROWS = 64
NIGHT_GAIN = 4.0
"""Lamp light is stored as the square root of a quarter of it."""


Pixels = npt.NDArray[np.uint8]


def ground_light(baked: Baked, name: LightName, light: Light) -> Pixels:
    """The light on the level ground at this hour, (height, width, 3), blue first, row 0 at the south edge.

    It takes some hundred milliseconds and touches nothing of the scene: it may be reckoned in a thread.

    Raises
    ------
    NotBaked
        If a picture is missing.
    """
    level = light.sun_on_level
    gains = {f"sun_{name}": tuple(part * level for part in light.sun_colour), "ambient": light.ambient}
    if light.night:
        gains["night"] = (NIGHT_GAIN * light.night,) * 3
    total: npt.NDArray[np.uint16] | None = None
    for picture_name, gain in gains.items():
        picture = _picture(baked, picture_name)
        if total is None:
            total = np.zeros((*picture.shape[:2], 3), np.uint16)
        for channel in range(3):
            _add(total[..., 2 - channel], picture[..., min(channel, picture.shape[2] - 1)], gain[channel])
    assert total is not None, "there is always a sun"
    out = np.empty(total.shape, np.uint8)
    root = _roots()
    for rows in _strips(len(out)):
        out[rows] = root[np.minimum(total[rows], STEPS - 1)]
    return out


def _add(total: npt.NDArray[np.uint16], picture: Pixels, gain: float) -> None:
    """Add the light of one channel of a picture, in steps."""
    scaled = _scaled(gain)
    for rows in _strips(len(total)):
        total[rows] += scaled[picture[rows]]


def _strips(height: int) -> Iterator[slice]:
    """A picture in parts: looking up a table takes eight times the memory of what is looked up."""
    for first in range(0, height, STRIP_ROWS):
        yield slice(first, first + STRIP_ROWS)


def plain_ground_light(light: Light) -> Pixels:
    """Open sky and sun everywhere: for a park that was not baked."""
    bright = np.array(light.ambient) * 0.95 + np.array(light.sun_colour) * light.sun_on_level
    texel = np.sqrt(np.clip(bright / MOST, 0, 1)) * 255
    return np.full((4, 4, 3), np.rint(texel)[::-1], np.uint8)


def _scaled(gain: float) -> npt.NDArray[np.uint16]:
    """Light for each stored byte, in steps."""
    stored = np.arange(256) / 255
    steps = np.minimum(stored**2 * (gain / MOST * STEPS), STEPS)
    return np.asarray(steps, np.uint16)


def _roots() -> npt.NDArray[np.uint8]:
    """The texel for each number of steps."""
    return np.asarray(np.rint(np.sqrt(np.arange(STEPS) / STEPS) * 255), np.uint8)


def _picture(baked: Baked, name: str) -> npt.NDArray[np.uint8]:
    """A picture of the bake as (height, width, channels), red first, row 0 in the south."""
    file = baked.manifest.ground[name]
    path = baked.folder / file
    if path.suffix == ".npy":
        return np.atleast_3d(np.asarray(np.load(path, allow_pickle=False), np.uint8))
    texture = p3d.Texture(name)
    if not texture.read(p3d.Filename.from_os_specific(str(path))):
        raise NotBaked(f"{baked.folder.name}: {file} cannot be read")
    ram: Any = texture.get_ram_image()  # a buffer, though its type does not say so
    shape = (texture.y_size, texture.x_size, texture.num_components)
    rows = np.frombuffer(memoryview(ram), np.uint8).reshape(shape)
    rows = rows[::-1]  # a file begins with row 0, Panda3D's memory with the last row of the file
    return rows[..., ::-1] if shape[2] >= 3 else rows


def texture_of(name: str, pixels: Pixels) -> p3d.Texture:
    """The pixels on the graphics card."""
    height, width, _ = pixels.shape
    texture = p3d.Texture(name)
    texture.setup_2d_texture(width, height, p3d.Texture.T_unsigned_byte, p3d.Texture.F_rgb8)
    texture.set_ram_image(np.ascontiguousarray(pixels).data)
    texture.keep_ram_image = False  # the graphics card has it
    texture.minfilter = p3d.SamplerState.FT_linear_mipmap_nearest
    texture.wrap_u = texture.wrap_v = p3d.SamplerState.WM_clamp
    return texture
