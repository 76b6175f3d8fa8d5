"""Light maps of the ground, which the graphics card combines for any day phase, and the map of the far land: baked images."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from typing import Literal

import numpy as np
import numpy.typing as npt
import panda3d.core as p3d

from ...base.baked_check import DAMAGED
from ...i18n import Text
from ...park.meshes.texture import NoTexture, pixels
from ..scene.baked import Baked, NotBaked
from .sky_grid import SkyGrid

Pixels = npt.NDArray[np.uint8]
Sheet = Literal["sky", "lamps", "far_land"]

CONTENTS: dict[Sheet, tuple[str, ...]] = {
    "sky": ("ambient", "sun_day"), "lamps": ("night", "sun_dusk"), "far_land": ("far_land",),
}  # fmt: skip
"""The baked images in each texture: a colour in the first three channels, a share in the fourth; or all four in one."""

LIT_SHEETS: tuple[Sheet, ...] = ("sky", "lamps")
"""Textures that hold light."""

PLAIN: dict[Sheet, tuple[int, int, int, int]] = {
    "sky": (round(0.95**0.5 * 255),) * 3 + (255,), "lamps": (0, 0, 0, 0), "far_land": (255, 0, 0, 255),
}  # fmt: skip
"""One texel of each texture without a bake, blue first: open sky and sun everywhere, no lamps, no streets."""


def sheet_of(baked: Baked, name: Sheet) -> Pixels:
    """Combine the baked images of a texture, (height, width, 4), blue first, row 0 at the south edge.

    It takes about ten milliseconds and uses nothing of the scene, so a thread can do it. Raises NotBaked if
    an image cannot be read.
    """
    images = [_picture(baked, part) for part in CONTENTS[name]]
    if len({image.shape[:2] for image in images}) > 1:
        first, second = CONTENTS[name]
        raise NotBaked(
            Text(
                "{folder}: {first} and {second} differ in size",
                folder=baked.folder.name,
                first=first,
                second=second,
            )
        )
    colour, share = images[0], images[-1]
    out = np.empty((*colour.shape[:2], 4), np.uint8)
    for channel in range(3):
        out[..., 2 - channel] = colour[..., min(channel, colour.shape[2] - 1)]
    out[..., 3] = share[..., -1 if name == "far_land" else 0]
    return out


def plain_sheet(name: Sheet) -> Pixels:
    """The texture of a park without a bake."""
    return np.full((4, 4, 4), PLAIN[name], np.uint8)


class GroundLight:
    """The textures, each read in a thread and uploaded when first used.

    Those of the sky and of the far land are read at once. Reading that of the lamps takes twice its memory,
    so it starts at the first call of `is_read`, not while everything else is built.

    Attributes
    ----------
    faults : messages about images that could not be read so far.
    """

    def __init__(self, baked: Baked | None) -> None:
        self._thread = ThreadPoolExecutor(2, "ground light")
        self._baked = baked
        self._jobs: dict[Sheet, Future[p3d.Texture]] = {}
        self._sky: SkyGrid | None = None
        self.faults: list[Text] = []
        for name in ("sky", "far_land"):
            self.is_read(name)

    def texture(self, name: Sheet) -> p3d.Texture:
        """The texture, or a plain one if it cannot be read; waits until it is read."""
        return self._job(name).result()

    def is_read(self, name: Sheet) -> bool:
        """Whether `texture` would return at once; if not, reading starts now."""
        return self._job(name).done()

    def sky_at(self, positions: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """The share of sky light at positions (n, 3), over the ground and on it; waits until the light is read."""
        self.texture("sky")
        return self._sky.at(positions) if self._sky else np.ones(len(positions))

    def replace(self, name: Sheet, sheet: Pixels) -> None:
        """Replace the pixels of a texture."""
        _fill(self.texture(name), sheet)
        self._sum_up(name, sheet)

    def _read(self, name: Sheet) -> p3d.Texture:
        """A texture whose pixels stay in memory only until the graphics card has them."""
        try:
            sheet = sheet_of(self._baked, name) if self._baked else plain_sheet(name)
        except NotBaked as fault:
            sheet = plain_sheet(name)
            self.faults.append(
                Text(
                    "The light on the ground is missing ({fault}). Put the file back, or run bake.",
                    fault=fault.why,
                )
            )
        texture = p3d.Texture(f"ground {name}")
        _fill(texture, sheet)
        self._sum_up(name, sheet)
        return texture

    def _sum_up(self, name: Sheet, sheet: Pixels) -> None:
        if name == "sky" and self._baked:
            self._sky = SkyGrid(sheet[..., 1], self._baked.manifest.ground_half_extent_m)

    def _job(self, name: Sheet) -> Future[p3d.Texture]:
        if name not in self._jobs:
            self._jobs[name] = self._thread.submit(self._read, name)
        return self._jobs[name]

    def close(self) -> None:
        """Stop reading."""
        self._thread.shutdown(cancel_futures=True)


def _picture(baked: Baked, name: str) -> Pixels:
    """A baked image as (height, width, channels), red first, row 0 in the south."""
    file = baked.manifest.ground[name]
    path = baked.folder / file
    try:
        if path.suffix == ".npy":
            return np.atleast_3d(np.asarray(np.load(path, allow_pickle=False), np.uint8))
        return pixels(path)
    except (NoTexture, *DAMAGED) as fault:
        raise NotBaked(
            Text("{folder}: {file} cannot be read", folder=baked.folder.name, file=file)
        ) from fault


def _fill(texture: p3d.Texture, sheet: Pixels) -> None:
    height, width, _ = sheet.shape
    texture.setup_2d_texture(width, height, p3d.Texture.T_unsigned_byte, p3d.Texture.F_rgba8)
    texture.set_ram_image(np.ascontiguousarray(sheet).data)
    texture.keep_ram_image = False
    texture.minfilter = p3d.SamplerState.FT_linear_mipmap_nearest
    texture.wrap_u = texture.wrap_v = p3d.SamplerState.WM_clamp
