"""Park and baked models to a node tree: one node a chunk, one Geom for each kind of surface in it.

Nodes are few and big. Triangles of one chunk are split only where shader or sun differ. The bake knows two suns and which
triangles each of them reaches; for all other suns the shadow map alone tells. The three ways share their vertices, and the
nodes of a way are made when it is first wanted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Literal

import numpy as np
import numpy.typing as npt
import panda3d.core as p3d

from ...core.baked_format import Chunk, LightName, Span
from ...i18n import nearest_language
from ...park.model import Language
from ..gl.draw_order import MASK, MIRROR_SORT, SHADOW, make_bins
from ..gl.memory import drop_pages
from ..gl.programs import SHADOW_SIZE, Program, state_of
from ..gl.shaders import shader
from .baked import Baked
from .mesh import SOLID, box_of, triangles, vertex_data

GROUND_PRIORITY = 5

Way = LightName | Literal["between"]
"""How triangles are sorted: as one of the baked suns reaches them, or for any other sun."""

STAND_IN = "standin"
"""The kind of baked things that a live exhibit replaces while its zone is open."""

CASTS_NO_SHADOW = frozenset({"letters", "life", "city", STAND_IN})
"""A placeholder does not: the map is not drawn again when it makes room, and its shade would stay behind."""


@dataclass(slots=True)
class Piece:
    """A chunk in the tree: a node that holds one node for each way of sorting that was wanted so far.

    Attributes
    ----------
    drawn : how the solids of each of these nodes are drawn.
    """

    chunk: Chunk
    path: p3d.NodePath
    data: p3d.GeomVertexData
    lit: dict[Way, p3d.NodePath] = field(default_factory=dict)
    geoms: dict[LightName, list[p3d.Geom]] = field(default_factory=dict)
    drawn: dict[Way, Program] = field(default_factory=dict)


class Tree:
    """The baked park under one node.

    Parameters
    ----------
    baked : the baked park.
    owners : the zone that each model stands for; models without a zone are left out.
    mirrored : whether there is a mirror.

    Attributes
    ----------
    root : NodePath
        The island and what surrounds it.
    mirror : NodePath
        The same chunks again, upside down under the water, where the bake says so.
    pieces : list of Piece
    """

    def __init__(self, baked: Baked, owners: Mapping[str, str], mirrored: bool = True) -> None:
        make_bins()
        self.root = p3d.NodePath("park")
        self.mirror = p3d.NodePath("mirror")
        self._baked = baked
        self._language: Language | None = None
        self._way: Way | None = None
        self._program = Program()
        self._water_level_m = baked.manifest.water_level_m
        vertices = unpacked(baked)
        self.pieces = [
            self._piece(replace(chunk, zone=owners.get(chunk.zone, "")), vertices)
            for chunk in baked.manifest.chunks
            if not chunk.zone or chunk.zone in owners
        ]
        drop_pages(baked.vertices)
        if mirrored:
            self._hang_mirror()

    def _piece(self, chunk: Chunk, vertices: npt.NDArray[np.void]) -> Piece:
        path = self.root.attach_new_node(p3d.PandaNode(chunk.name))
        own = vertices[chunk.first_vertex : chunk.first_vertex + chunk.vertices]
        path.node().set_bounds(box_of(chunk.low, chunk.high))
        path.node().final = True
        if chunk.zone:
            path.set_tag("zone", chunk.zone)
        if chunk.surface != "solid":
            path.hide(SHADOW | MASK)
        elif not casts(chunk):
            path.hide(SHADOW)
        if chunk.kind == "city":
            path.hide(MASK)
        return Piece(chunk, path, vertex_data(chunk.name, own))

    def _hang_mirror(self) -> None:
        level = self._water_level_m
        self.mirror.set_mat(p3d.Mat4(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, -1, 0, 0, 0, 2 * level, 1))
        self.mirror.set_attrib(p3d.CullFaceAttrib.make(p3d.CullFaceAttrib.M_cull_counter_clockwise), 10)
        self.mirror.set_shader(
            shader("solid.vert", "solid.frag", SUN_CLASS=2, MIRROR=1, SHADOW_SIZE=SHADOW_SIZE), 10
        )
        self.mirror.set_bin("fixed", MIRROR_SORT, 10)
        self.mirror.hide(SHADOW | MASK)
        for piece in self.pieces:
            if piece.chunk.mirrored:
                piece.path.instance_to(self.mirror)

    def show(self, way: Way, program: Program) -> None:
        """Draw the triangles sorted this way, and the solids among them so."""
        if (way, program) == (self._way, self._program):
            return
        turns, self._way, self._program = way != self._way, way, program
        for piece in self.pieces:
            shown = self._lit(piece, way)
            self._draw(piece, way)
            for path in piece.lit.values() if turns else ():
                path.unstash() if path == shown else path.stash()
        drop_pages(self._baked.indices)

    def prepare(self, way: Way, most: int) -> int:
        """Make the nodes of a way that was not wanted yet for a few pieces, and leave them aside; how many."""
        waiting = list(islice((piece for piece in self.pieces if way not in piece.lit), most))
        for piece in waiting:
            self._lit(piece, way).stash()
        drop_pages(self._baked.indices)
        return len(waiting)

    def small_casters(self) -> list[p3d.NodePath]:
        """The fine parts that cast shadows: two thirds of all triangles, for shadows as fine as they are."""
        return [
            piece.path
            for piece in self.pieces
            if piece.chunk.surface == "solid" and piece.chunk.detail == "near" and casts(piece.chunk)
        ]

    def show_ground(self, program: p3d.Shader) -> None:
        """Draw the level ground with this program."""
        for piece in self.pieces:
            if piece.chunk.surface == "ground":
                piece.path.set_shader(program, GROUND_PRIORITY)

    def _draw(self, piece: Piece, way: Way) -> None:
        """Have a solid drawn as all are now."""
        if piece.drawn[way] == self._program:
            return
        piece.drawn[way] = self._program
        node = piece.lit[way].node()
        if piece.chunk.surface == "solid" and isinstance(node, p3d.GeomNode):
            for index, span in enumerate(spans_of(piece.chunk, _sorting(way))):
                node.set_geom_state(index, self._state(piece.chunk, span, way))

    def _state(self, chunk: Chunk, span: Span, way: Way) -> p3d.RenderState:
        return state_of(chunk, replace(span, sun=2) if way == "between" else span, self._program)

    def clear(self, zone: str | None) -> None:
        """Take away what stands for the live exhibit of a zone, and put back that of all others."""
        for piece in self.pieces:
            if piece.chunk.kind == STAND_IN:
                piece.path.stash() if piece.chunk.zone == zone else piece.path.unstash()

    def show_language(self, language: Language) -> None:
        """Put up the letters of this language, or of the nearest that the park was built with, and take the others down."""
        if language == self._language:
            return
        self._language = language
        built = sorted({piece.chunk.language for piece in self.pieces} - {""})
        shown = nearest_language(language, built) if built else ""
        for piece in self.pieces:
            if piece.chunk.language:
                piece.path.unstash() if piece.chunk.language == shown else piece.path.stash()

    def _lit(self, piece: Piece, way: Way) -> p3d.NodePath:
        if way not in piece.lit:
            geoms, spans = self._geoms(piece, _sorting(way)), spans_of(piece.chunk, _sorting(way))
            node = p3d.GeomNode(f"{piece.chunk.name} {way}")
            for geom, span in zip(geoms, spans, strict=True):
                node.add_geom(geom, self._state(piece.chunk, span, way))
            node.set_bounds(box_of(piece.chunk.low, piece.chunk.high))
            node.final = True
            piece.lit[way] = piece.path.attach_new_node(node)
            piece.drawn[way] = self._program
        return piece.lit[way]

    def _geoms(self, piece: Piece, light: LightName) -> list[p3d.Geom]:
        if light in piece.geoms:
            return piece.geoms[light]
        geoms = piece.geoms[light] = []
        for span in spans_of(piece.chunk, light):
            geom = triangles(piece.data, self._baked.indices[span.start : span.start + span.count])
            geom.set_bounds(box_of(piece.chunk.low, piece.chunk.high))
            geoms.append(geom)
        return geoms


def _sorting(way: Way) -> LightName:
    """The baked light whose sorting is drawn: between the suns the day's, so that nothing new goes to the card."""
    return "day" if way == "between" else way


def casts(chunk: Chunk) -> bool:
    """Whether a solid casts a shadow; of a tree the form it has from afar does.

    Letters do not, nor their flanks: the map is not drawn again for another language.
    """
    if chunk.kind in CASTS_NO_SHADOW or chunk.language:
        return False
    return not (chunk.kind == "tree" and chunk.detail == "near")


def unpacked(baked: Baked) -> npt.NDArray[np.void]:
    """All vertices as the graphics card takes them: places in metres, four bytes a column."""
    stored = baked.vertices
    out = np.zeros(len(stored), SOLID)
    steps = stored["position"]
    for chunk in baked.manifest.chunks:
        own = slice(chunk.first_vertex, chunk.first_vertex + chunk.vertices)
        low = np.array(chunk.low, np.float32)
        size = np.array(chunk.high, np.float32) - low
        out["place"][own] = steps[own] * (size / np.float32(65535)) + low
    columns = (
        ("colour", "albedo", "gloss"),
        ("facing", "normal", None),
        ("ambient", "ambient", "open_sky"),
        ("night", "night", "opacity"),
    )
    for column, three, fourth in columns:
        out[column][:, :3] = stored[three]
        if fourth:
            out[column][:, 3] = stored[fourth]
    return out


def spans_of(chunk: Chunk, light: LightName) -> list[Span]:
    """The runs of triangles that are drawn in a light, one Geom each."""
    return [span for span in chunk.spans if span.light == light and span.count]
