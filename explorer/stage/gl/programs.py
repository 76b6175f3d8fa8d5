"""Program and render state of each surface, by its bake and the time of day."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import panda3d.core as p3d

from ...base.baked_format import FAR_LAND_SPAN_M, Chunk, Span
from ...park.meshes.mesh import BLENDED, CUT_OUT, OPAQUE
from ...visit.light import Lamps
from .draw_order import CLEAR_BIN, SHORE_SORT, WATER_SORT
from .shaders import owner, shader

SHADOW_SIZE = 2048

YIELDING = ("tree", "life")
"""Kinds of chunks outside zones that make way: trees; lamps, benches and other street furniture."""

YIELDING_TAG = "what makes way"
"""Tag of such chunks, in place of the zone's tag: they make way in masks too."""


KINDS = ("", "city", "yields", "skin", "studio", "studio skin")
"""Kinds of programs of solids, in the order in which they are drawn."""


class Program(NamedTuple):
    """What the program of solids depends on besides the surface."""

    taps: int = 4  # shadow map samples per pixel, 1 or 4
    lamps: Lamps = "switching"


def yields(chunk: Chunk) -> bool:
    """Whether a chunk makes way between the camera and the subject (see scene/clear_view.py)."""
    return chunk.kind in YIELDING and not chunk.zone and chunk.surface == "solid"


def state_of(
    chunk: Chunk, span: Span, program: Program, has_skin: bool = False, clear: int = OPAQUE
) -> p3d.RenderState:
    """The render state of a span of triangles.

    Parameters
    ----------
    has_skin : whether a texture is drawn on it; the node gives it.
    clear : OPAQUE, CUT_OUT or BLENDED of park/meshes/mesh.py.
    """
    if chunk.surface != "solid":
        return _surface_state(owner(), chunk.surface, chunk.kind)
    taps = program.taps if span.sun == 2 else 4
    if chunk.kind == "letters" and program.lamps == "switching":
        program = program._replace(lamps="on")  # names are always lit: in the shade they could not be read
    kind = "city" if chunk.kind == "city" else "yields" if yields(chunk) else "skin" if has_skin else ""
    kind = f"studio {kind}".strip() if chunk.kind == "studio" else kind
    return _solid_state(owner(), kind, span.glass, span.sun, program._replace(taps=taps), clear)


def ground_program(lamps: Lamps, by_map: bool, by_lamps: bool, far_land: bool = False) -> p3d.Shader:
    """The program of the level ground.

    Parameters
    ----------
    lamps : whether they are on.
    by_map : whether the shadow map gives at least part of the sunlight.
    by_lamps : whether the second baked map is used: lamps, and the sun at dusk.
    far_land : whether it is the land across the water, which has its own map.
    """
    defines = {name: 1 for name, on in (("LAMPS", by_lamps), ("BY_MAP", by_map)) if on}
    defines |= {"FAR_LAND": 1, "FAR_LAND_SPAN_M": int(FAR_LAND_SPAN_M)} if far_land else {}
    return shader("ground.vert", "ground.frag", **defines, **(_lamps(lamps) if by_lamps else {}))


def _lamps(lamps: Lamps) -> dict[str, int]:
    return {} if lamps == "switching" else {f"LAMPS_{lamps.upper()}": 1}


@cache
def _solid_state(
    owner: int, kind: str, glass: bool, sun: int, program: Program, clear: int
) -> p3d.RenderState:
    path = p3d.NodePath("state")
    defines = {"SUN_CLASS": sun} | _lamps(program.lamps)
    defines |= {"GLASS": 1} if glass else {}
    defines |= {"FAR": 1} if kind == "city" else {"YIELDS": 1} if kind == "yields" else {}
    defines |= {"SKIN": 1} if "skin" in kind else {}
    defines |= {"STUDIO": 1} if "studio" in kind else {}
    defines |= {"ONE_TAP": 1} if program.taps == 1 else {}
    defines |= {"BLENDED": 1} if clear == BLENDED else {"CUT_OUT": 1} if clear == CUT_OUT else {}
    path.set_shader(shader("solid.vert", "solid.frag", **defines))
    path.set_bin("solid", 2 * sun + glass + 6 * KINDS.index(kind))
    if clear == BLENDED:
        path.set_bin(*CLEAR_BIN)
        path.set_transparency(p3d.TransparencyAttrib.M_alpha)
        path.set_depth_write(False)
    return path.get_state()


@cache
def _surface_state(owner: int, surface: str, kind: str) -> p3d.RenderState:
    path = p3d.NodePath("state")
    if surface == "ground":
        path.set_shader(ground_program("off", by_map=True, by_lamps=False))
        path.set_bin("ground", 1 if kind == "joints" else 0)
    elif surface == "shore":
        path.set_shader(shader("shore.vert", "shore.frag"))
        path.set_bin("fixed", SHORE_SORT)
        path.set_two_sided(True)
        path.set_depth_write(False)
        path.set_transparency(p3d.TransparencyAttrib.M_alpha)
    else:  # water: the lower of its two layers; look.py lays the other over it
        path.set_shader(shader("water.vert", "water_mirror.frag"))
        path.set_bin("fixed", WATER_SORT)
        path.set_depth_write(False)
    return path.get_state()
