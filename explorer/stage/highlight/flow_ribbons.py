"""Flow ribbons: an arc of light for every flow between zones, in the colour of its source.

Pulses run along it from source to target, above the roofs. Which arcs are visible, and how strong they are,
depends on what the visitor points at.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import panda3d.core as p3d

from ...visit.flows import HALF_WIDTH_M, POINTS, Arc
from ..gl.shaders import shader
from ..scene.mesh import triangles, vertex_data
from .light_lines import ADDED, FLOW_SORT, HALO_SORT, LAID_OVER, Indices, as_light, ribbon, together

_SOFT_ENDS = np.repeat(np.clip(np.minimum(np.arange(POINTS), np.arange(POINTS)[::-1]) / 1.5, 0, 1), 2)
"""Opacity along an arc: its very ends fade out."""


class Ribbons:
    """The arcs as drawn: ribbons, and the soft light round them at night.

    Parameters
    ----------
    root : parent node of everything that moves.
    arcs : all arcs of the scene.
    """

    def __init__(self, root: p3d.NodePath, arcs: Sequence[Arc]) -> None:
        self.arcs = tuple(arcs)
        self._meshes: dict[tuple[int, bool], tuple[npt.NDArray[np.void], Indices]] = {}
        self._shown: tuple[tuple[float, ...], bool] = ((), False)
        self._core, self._halo = (root.attach_new_node(p3d.GeomNode(name)) for name in ("ribbons", "halos"))
        program = shader("flow.vert", "flow.frag")
        for path, width, sort, blend in (
            (self._core, 0.0, FLOW_SORT, LAID_OVER),
            (self._halo, 1.0, HALO_SORT, ADDED),
        ):
            path.set_shader_input("u_halo", width)
            as_light(path, program, sort, blend)

    def show(self, strengths: tuple[float, ...], dark: bool) -> None:
        """Draw each arc at its strength, 0..1, in the colours of day or night."""
        if self._shown == (strengths, dark):
            return
        self._shown = (strengths, dark)
        seen = [_faded(*self._mesh(index, dark), s) for index, s in enumerate(strengths) if s > 0]
        for path in (self._core, self._halo):
            path.node().remove_all_geoms()
        if not seen:
            return
        vertices, indices = together(seen)
        geom = triangles(vertex_data("ribbons", vertices), indices)
        self._core.node().add_geom(geom)
        if dark:
            self._halo.node().add_geom(geom)

    def _mesh(self, index: int, dark: bool) -> tuple[npt.NDArray[np.void], Indices]:
        """The ribbon of one arc, built on demand: most are never shown."""
        key = (index, dark)
        if key not in self._meshes:
            arc = self.arcs[index]
            colour = arc.accent.night if dark else arc.accent.day
            self._meshes[key] = ribbon(arc.line, colour, HALF_WIDTH_M, False)
        return self._meshes[key]


def _faded(
    vertices: npt.NDArray[np.void], indices: Indices, strength: float
) -> tuple[npt.NDArray[np.void], Indices]:
    made = vertices.copy()
    made["colour"][:, 3] = np.rint(255 * strength * _SOFT_ENDS)
    return made, indices
