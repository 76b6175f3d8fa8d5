"""What the park adds before a model of the scene's own: two lamps at its front, and its letters on a plinth."""

from __future__ import annotations

from explorer.build.geometry.material import PAPER, PAPER_3, STEEL_DARK, WARM
from explorer.build.geometry.mesh_builder import MeshBuilder

from .build import Build

LAMP_M = 1.3
"""Height of the lamps; lower than what collision boxes are made for."""

BEFORE_M = 2.2


def before_model(builder: MeshBuilder, build: Build) -> None:
    """Two lamps before the front of a model, and its letters."""
    y = -build.depth / 2 - BEFORE_M
    aside = min(build.width * 0.5 + 0.5, 11.0)
    for x in (-aside, aside):
        with builder.detail("near"):
            builder.chamfered_box(x - 0.22, x + 0.22, y - 0.22, y + 0.22, 0, 0.3, PAPER_3, 0.04)
            builder.box(x - 0.12, x + 0.12, y - 0.12, y + 0.12, 0.3, 0.85, STEEL_DARK)
            builder.box(x - 0.14, x + 0.14, y - 0.14, y + 0.14, 0.85, LAMP_M, PAPER.lit(WARM, 6))
        builder.lamp([x, y + 0.6, LAMP_M + 0.9], WARM, 12, 13)
        builder.glow([x, y, LAMP_M - 0.2], WARM, 0.7)
    build.sign(y - 0.6, 0.4, max(build.width * 0.9, 10.0), 1.6, plinth_m=1.0)
