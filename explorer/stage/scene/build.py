"""From the baked park to a node tree: one node for each chunk, one Geom for each kind of surface in it.

Nodes are few and large. The triangles of a chunk are split only where shader or sunlight differ. The bake
knows two positions of the sun and the triangles that each reaches; any other position needs the shadow map.
The three sortings share their vertices, and the nodes of a sorting are made when first needed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Literal

import numpy as np
import numpy.typing as npt
import panda3d.core as p3d

from ...base.baked_format import Chunk, LightName, Span
from ...base.geometry import Corners, turned_box
from ...base.protocols import Displaced
from ...i18n import nearest_language
from ...park.meshes.mesh import BLENDED, OPAQUE
from ...park.model import Language
from ..gl.draw_order import MASK, MIRROR_SORT, SHADOW, make_bins
from ..gl.memory import drop_pages
from ..gl.programs import YIELDING_TAG, Program, state_of, yields
from ..gl.shaders import shader
from .baked import Baked
from .clear_view import feet_of, packed_feet
from .clearing import CLEARED
from .mesh import SOLID, box_of, rewrite, triangles, vertex_data
from .skins import texture_of, with_skin

GROUND_PRIORITY = 5

SunSorting = LightName | Literal["between"]
"""How triangles are sorted: by the reach of one of the two baked suns, or (`between`) for any other sun."""

PLACEHOLDER = "standin"
"""The kind of baked chunk that a live exhibit replaces while its zone is open."""

CASTS_NO_SHADOW = frozenset({"letters", "life", "city", PLACEHOLDER})
"""Kinds without shadow. Placeholders are among them: the map is not redrawn when one makes room, so its shadow would stay."""


@dataclass(slots=True)
class ChunkNode:
    """The node of a chunk, with a child for each sorting used so far."""

    chunk: Chunk
    path: p3d.NodePath
    data: p3d.GeomVertexData
    by_sorting: dict[SunSorting, p3d.NodePath] = field(default_factory=dict)
    geoms: dict[LightName, list[p3d.Geom]] = field(default_factory=dict)
    # the program of the solids in each of these children
    drawn: dict[SunSorting, Program] = field(default_factory=dict)
    letters: Corners | None = None  # the corners of the box around letters


class Tree:
    """The baked park under one node.

    Parameters
    ----------
    baked : the baked park.
    owners : the zone of each model; models without a zone are left out.
    vertices : all vertices of the park, unpacked.
    mirrored : whether the water reflects.

    Attributes
    ----------
    root : the island and its surroundings.
    mirror : a copy of the reflected chunks, upside down under the water.
    chunk_nodes : list of ChunkNode
    """

    def __init__(
        self, baked: Baked, owners: Mapping[str, str], vertices: npt.NDArray[np.void], mirrored: bool = True
    ) -> None:
        make_bins()
        self.root = p3d.NodePath("park")
        self.mirror = p3d.NodePath("mirror")
        self._baked = baked
        self._language: tuple[Language, frozenset[str]] | None = None
        self._sorting: SunSorting | None = None
        self._program = Program()
        self._water_level_m = baked.manifest.water_level_m
        self.chunk_nodes = [
            self._chunk_node(replace(chunk, zone=owners.get(chunk.zone, "")), vertices)
            for chunk in baked.manifest.chunks
            if not chunk.zone or chunk.zone in owners
        ]
        drop_pages(baked.vertices)
        if mirrored:
            self._hang_mirror()

    def _chunk_node(self, chunk: Chunk, vertices: npt.NDArray[np.void]) -> ChunkNode:
        path = self.root.attach_new_node(p3d.PandaNode(chunk.name))
        own = vertices[chunk.first_vertex : chunk.first_vertex + chunk.vertices]
        path.node().set_bounds(box_of(chunk.low, chunk.high))
        path.node().final = True
        if chunk.zone:
            path.set_tag("zone", chunk.zone)
        elif yields(chunk):
            path.set_tag("zone", YIELDING_TAG)
        if chunk.surface != "solid":
            path.hide(SHADOW | MASK)
        elif not casts_shadow(chunk):
            path.hide(SHADOW)
        if chunk.kind == "city":
            path.hide(MASK)
        letters = turned_box(own["position"].astype(float)) if chunk.kind == "letters" else None
        if chunk.name in self._baked.movers or chunk.kind == "studio":
            path.hide(SHADOW | MASK)
        if self._baked.clear.get(chunk.name) == BLENDED:
            path.hide(SHADOW)
        if (skinned := self._baked.skins.get(chunk.name)) is not None:
            path.set_shader_input("u_skin", texture_of(skinned.skin))
            own = with_skin(own, skinned)
        return ChunkNode(chunk, path, vertex_data(chunk.name, own), letters=letters)

    def _hang_mirror(self) -> None:
        level = self._water_level_m
        self.mirror.set_mat(p3d.Mat4(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, -1, 0, 0, 0, 2 * level, 1))
        self.mirror.set_attrib(p3d.CullFaceAttrib.make(p3d.CullFaceAttrib.M_cull_counter_clockwise), 10)
        self.mirror.set_shader(shader("solid.vert", "solid.frag", SUN_CLASS=2, MIRROR=1), 10)
        self.mirror.set_bin("fixed", MIRROR_SORT, 10)
        self.mirror.hide(SHADOW | MASK)
        for chunk_node in self.chunk_nodes:
            if chunk_node.chunk.mirrored:
                chunk_node.path.instance_to(self.mirror)

    def show(self, sorting: SunSorting, program: Program) -> None:
        """Show this sorting of the triangles, and draw the solids with this program."""
        if (sorting, program) == (self._sorting, self._program):
            return
        turns, self._sorting, self._program = sorting != self._sorting, sorting, program
        for chunk_node in self.chunk_nodes:
            shown = self._node_for(chunk_node, sorting)
            self._draw(chunk_node, sorting)
            for path in chunk_node.by_sorting.values() if turns else ():
                path.unstash() if path == shown else path.stash()
        drop_pages(self._baked.indices)

    def prepare(self, sorting: SunSorting, most: int) -> int:
        """Make hidden nodes of a sorting in advance, for at most `most` chunks; returns the number done."""
        waiting = list(
            islice(
                (chunk_node for chunk_node in self.chunk_nodes if sorting not in chunk_node.by_sorting), most
            )
        )
        for chunk_node in waiting:
            self._node_for(chunk_node, sorting).stash()
        drop_pages(self._baked.indices)
        return len(waiting)

    def small_casters(self) -> list[p3d.NodePath]:
        """The fine parts that cast shadows. They are two thirds of all triangles, so only exact shadow maps draw them."""
        return [
            chunk_node.path
            for chunk_node in self.chunk_nodes
            if chunk_node.chunk.surface == "solid"
            and chunk_node.chunk.detail == "near"
            and casts_shadow(chunk_node.chunk)
        ]

    def show_ground(self, program: p3d.Shader, far: p3d.Shader) -> None:
        """Draw the level ground with one program, and the land across the water with another."""
        for chunk_node in self.chunk_nodes:
            if chunk_node.chunk.surface == "ground":
                is_far = chunk_node.chunk.kind == "far"
                chunk_node.path.set_shader(far if is_far else program, GROUND_PRIORITY)

    def _draw(self, chunk_node: ChunkNode, sorting: SunSorting) -> None:
        """Draw a solid with the present program."""
        if chunk_node.drawn[sorting] == self._program:
            return
        chunk_node.drawn[sorting] = self._program
        node = chunk_node.by_sorting[sorting].node()
        if chunk_node.chunk.surface == "solid" and isinstance(node, p3d.GeomNode):
            for index, span in enumerate(spans_of(chunk_node.chunk, _baked_light_for(sorting))):
                node.set_geom_state(index, self._state(chunk_node.chunk, span, sorting))

    def _state(self, chunk: Chunk, span: Span, sorting: SunSorting) -> p3d.RenderState:
        span = replace(span, sun=2) if sorting == "between" and chunk.kind != "studio" else span
        clear = self._baked.clear.get(chunk.name, OPAQUE)
        return state_of(chunk, span, self._program, chunk.name in self._baked.skins, clear)

    def clear(self, zone: str | None) -> bool:
        """Hide the placeholders of one zone, and show those of all others; True if anything changed."""
        has_changed = False
        for chunk_node in self.chunk_nodes:
            goes = chunk_node.chunk.zone == zone
            if chunk_node.chunk.kind in (PLACEHOLDER, CLEARED) and goes != chunk_node.path.is_stashed():
                chunk_node.path.stash() if goes else chunk_node.path.unstash()
                has_changed = True
        return has_changed

    def displace(self, displaced: tuple[Displaced, ...]) -> None:
        """Draw the solids of displaced zones elsewhere, and all others in place."""
        by_zone = {row.zone: _moved(row) for row in displaced}
        for chunk_node in self.chunk_nodes:
            to = by_zone.get(chunk_node.chunk.zone)
            if to is not None and chunk_node.chunk.surface != "ground":
                chunk_node.path.set_mat(to)
            elif chunk_node.path.has_mat():
                chunk_node.path.clear_mat()

    def relight(self, vertices: npt.NDArray[np.void]) -> None:
        """Replace the light of all vertices of the park, dtype `mesh.SOLID`."""
        for chunk_node in self.chunk_nodes:
            chunk = chunk_node.chunk
            rewrite(chunk_node.data, vertices[chunk.first_vertex : chunk.first_vertex + chunk.vertices])

    @property
    def moves(self) -> bool:
        """Whether its chunks move in clips."""
        return bool(self._baked.movers)

    def move(self, zone: str, motion: Mapping[int, npt.NDArray[np.floating]]) -> None:
        """Draw the moving chunks of a zone's own model where a clip has them; all at rest without any motion."""
        for chunk_node in self.chunk_nodes:
            node = self._baked.movers.get(chunk_node.chunk.name)
            if node is None or chunk_node.chunk.zone != zone:
                continue
            if node in motion:
                chunk_node.path.set_mat(p3d.Mat4(*motion[node].T.ravel().tolist()))
            elif chunk_node.path.has_mat():
                chunk_node.path.clear_mat()

    def show_letters(self, language: Language, without: frozenset[str] = frozenset()) -> None:
        """Show the letters in this language, or the nearest one baked, and hide the others.

        Parameters
        ----------
        without : zones whose letters are hidden, since something covers some of them.
        """
        if (language, without) == self._language:
            return
        self._language = (language, without)
        built = sorted({chunk_node.chunk.language for chunk_node in self.chunk_nodes} - {""})
        shown = nearest_language(language, built) if built else ""
        for chunk_node in self.chunk_nodes:
            chunk = chunk_node.chunk
            if chunk.language:
                is_up = chunk.language == shown and chunk.zone not in without
                chunk_node.path.unstash() if is_up else chunk_node.path.stash()

    def _node_for(self, chunk_node: ChunkNode, sorting: SunSorting) -> p3d.NodePath:
        if sorting not in chunk_node.by_sorting:
            light = _baked_light_for(sorting)
            geoms, spans = self._geoms(chunk_node, light), spans_of(chunk_node.chunk, light)
            node = p3d.GeomNode(f"{chunk_node.chunk.name} {sorting}")
            for geom, span in zip(geoms, spans, strict=True):
                node.add_geom(geom, self._state(chunk_node.chunk, span, sorting))
            node.set_bounds(box_of(chunk_node.chunk.low, chunk_node.chunk.high))
            node.final = True
            chunk_node.by_sorting[sorting] = chunk_node.path.attach_new_node(node)
            chunk_node.drawn[sorting] = self._program
        return chunk_node.by_sorting[sorting]

    def _geoms(self, chunk_node: ChunkNode, light: LightName) -> list[p3d.Geom]:
        if light in chunk_node.geoms:
            return chunk_node.geoms[light]
        geoms = chunk_node.geoms[light] = []
        for span in spans_of(chunk_node.chunk, light):
            geom = triangles(chunk_node.data, self._baked.indices[span.start : span.start + span.count])
            geom.set_bounds(box_of(chunk_node.chunk.low, chunk_node.chunk.high))
            geoms.append(geom)
        return geoms


def _moved(displaced: Displaced) -> p3d.Mat4:
    """Matrix from the place of a zone to where it is drawn."""
    turned = p3d.Mat4.rotate_mat(
        displaced.heading_deg, (0, 0, 1)
    )  # its front to the north, and its width along x
    back = p3d.Mat4.rotate_mat(-displaced.heading_deg - displaced.turn_deg, (0, 0, 1))
    (x, y), (to_x, to_y), (wide, deep) = displaced.from_m, displaced.to_m, displaced.scale
    return (
        p3d.Mat4.translate_mat(-x, -y, 0)
        * turned
        * p3d.Mat4.scale_mat(wide, deep, 1)
        * back
        * p3d.Mat4.translate_mat(to_x, to_y, 0)
    )


def _baked_light_for(sorting: SunSorting) -> LightName:
    """The baked light whose sorting is drawn: that of the day for `between`, so that nothing new is uploaded."""
    return "day" if sorting == "between" else sorting


def casts_shadow(chunk: Chunk) -> bool:
    """Whether a solid casts a shadow; for trees, only their coarse form does.

    Letters do not, nor their flanks: the map is not redrawn for another language.
    """
    if chunk.kind in CASTS_NO_SHADOW or chunk.language:
        return False
    return not (chunk.kind == "tree" and chunk.detail == "near")


def unpacked(baked: Baked) -> npt.NDArray[np.void]:
    """All vertices in the format of the graphics card: positions in metres, four bytes a column."""
    stored = baked.vertices
    out = np.zeros(len(stored), SOLID)
    steps = stored["position"]
    for chunk in baked.manifest.chunks:
        own = slice(chunk.first_vertex, chunk.first_vertex + chunk.vertices)
        low = np.array(chunk.low, np.float32)
        size = np.array(chunk.high, np.float32) - low
        out["position"][own] = steps[own] * (size / np.float32(65535)) + low
    columns = (
        ("colour", "albedo", "gloss"),
        ("facing", "normal", "spare"),
        ("ambient", "ambient", "open_sky"),
        ("night", "night", "opacity"),
    )
    for column, three, fourth in columns:
        out[column][:, :3] = stored[three]
        out[column][:, 3] = stored[fourth].view(out[column].dtype)
    _pack_feet(out, [chunk for chunk in baked.manifest.chunks if yields(chunk)])
    return out


def _pack_feet(vertices: npt.NDArray[np.void], chunks: Sequence[Chunk]) -> None:
    """Store the foot of each vertex in chunks that make way; coarse and fine forms share their feet."""
    places = {c.name: slice(c.first_vertex, c.first_vertex + c.vertices) for c in chunks}
    for kind in {chunk.kind for chunk in chunks}:
        alike = [places[chunk.name] for chunk in chunks if chunk.kind == kind]
        found = [feet_of(vertices["position"][own].astype(float)) for own in alike]
        feet = np.concatenate(found)
        for own in alike if len(feet) else ():
            east, north_and_height = packed_feet(vertices["position"][own].astype(float), feet)
            vertices["facing"][own, 3] = east
            vertices["night"][own, 3] = north_and_height[:, 0]
            vertices["colour"][own, 3] = north_and_height[:, 1]


def spans_of(chunk: Chunk, light: LightName) -> list[Span]:
    """The spans of triangles in a light, one Geom for each."""
    return [span for span in chunk.spans if span.light == light and span.count]
