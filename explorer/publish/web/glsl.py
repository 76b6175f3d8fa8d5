"""The shaders of the stage for WebGL 2: the same files with their includes, without comments and without a first line."""

from __future__ import annotations

import re

from ...stage.gl.shaders import source

PROGRAMS = (
    ("solid.vert", "solid.frag"), ("ground.vert", "ground.frag"), ("shore.vert", "shore.frag"),
    ("water.vert", "water_mirror.frag"), ("water.vert", "water_body.frag"),
    ("sky.vert", "sky.frag"), ("flat.vert", "flat.frag"), ("flow.vert", "flow.frag"), ("glow.vert", "glow.frag"),
    ("pool.vert", "pool.frag"), ("prop.vert", "prop.frag"), ("life.vert", "prop.frag"),
)  # fmt: skip
"""Pairs of shaders that the page draws with; `viewer.js` adds the first line and the preprocessor names."""


def shaders() -> dict[str, str]:
    """File name -> GLSL."""
    return {name: _bare(source(name, {})) for pair in PROGRAMS for name in pair}


def _bare(words: str) -> str:
    words = re.sub(r"//[^\n]*", "", words.partition("\n")[2])
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"[ \t]+", " ", words)).strip() + "\n"
