"""The picture of the light on the ground: baked pictures put together for one hour."""

from __future__ import annotations

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
    tables = [(_picture(baked, "ambient"), light.ambient)]
    if light.night:
        tables.append((_picture(baked, "night"), (NIGHT_GAIN * light.night,) * 3))
    level = light.sun_on_level
    sun = _picture(baked, f"sun_{name}")[..., 0]
    root = _roots()
    height, width = sun.shape
    out = np.empty((height, width, 3), np.uint8)
    for channel in range(3):
        total = _scaled(light.sun_colour[channel] * level)[sun]
        for picture, gain in tables:
            total = total + _scaled(gain[channel])[picture[..., channel]]
        out[..., 2 - channel] = root[np.minimum(total, STEPS - 1)]  # Panda3D keeps blue first
    return out


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
    texture.minfilter = p3d.SamplerState.FT_linear_mipmap_nearest
    texture.wrap_u = texture.wrap_v = p3d.SamplerState.WM_clamp
    return texture
