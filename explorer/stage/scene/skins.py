"""Textures of a scene's own models on the graphics card."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import panda3d.core as p3d

from ...park.meshes.skin import Skin
from .baked import Skinned
from .mesh import SKINNED


def texture_of(skin: Skin) -> p3d.Texture:
    """A skin as a texture with smaller copies for afar."""
    height, width = skin.pixels.shape[:2]
    texture = p3d.Texture("skin")
    texture.setup_2d_texture(width, height, p3d.Texture.T_unsigned_byte, p3d.Texture.F_rgba8)
    texture.set_ram_image(np.ascontiguousarray(skin.pixels[::-1, :, [2, 1, 0, 3]]).data)
    texture.magfilter = p3d.SamplerState.FT_linear
    texture.minfilter = p3d.SamplerState.FT_linear_mipmap_linear
    texture.wrap_u = texture.wrap_v = (
        p3d.SamplerState.WM_clamp if skin.is_clamped else p3d.SamplerState.WM_repeat
    )
    return texture


def with_skin(vertices: npt.NDArray[np.void], skinned: Skinned) -> npt.NDArray[np.void]:
    """Vertices, dtype `mesh.SOLID`, with texture coordinates and emitted light."""
    out = np.zeros(len(vertices), SKINNED)
    for name in vertices.dtype.names or ():
        out[name] = vertices[name]
    out["uv"][:, 0] = skinned.uv[:, 0]
    out["uv"][:, 1] = 1 - skinned.uv[:, 1]  # Panda3D counts rows from below
    out["glow"][:, :3] = skinned.glow
    return out
