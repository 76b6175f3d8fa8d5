"""One form over and over in one call, as often as it is wanted just now."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import panda3d.core as p3d

from ..scene.mesh import triangles

STEPS = (0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256)
"""So many are drawn, or all: the next of these that holds what is wanted. Each that is left over costs, and is never seen."""


MOST_TAG = "most triangles"
"""By this name a node tells how many triangles it could draw."""


class Repeats:
    """A node that draws the first ones of many copies of a form.

    Parameters
    ----------
    name : of the node; where the copies will be is not known, so it is never out of sight.
    data : the vertices, copy after copy.
    triangles_of : shape (t, 3), which corners make the triangles of the first copy.
    most : how many copies there are.
    """

    def __init__(
        self, name: str, data: p3d.GeomVertexData, triangles_of: npt.NDArray[np.integer], most: int
    ) -> None:
        self._data, self._most = data, most
        self._triangles_of = np.asarray(triangles_of)
        self._geoms: dict[int, p3d.Geom] = {0: p3d.Geom(data)}
        self.node = p3d.GeomNode(name)
        self.node.add_geom(self._geoms[0])
        self.node.set_tag(MOST_TAG, str(most * len(triangles_of)))
        self._shown = 0
        self.node.set_bounds(p3d.OmniBoundingVolume())
        self.node.final = True

    def show(self, count: int) -> None:
        """Draw at least the first `count` copies; what is drawn beyond must have no size."""
        often = min(next((step for step in STEPS if step >= count), self._most), self._most)
        if often != self._shown:
            self._shown = often
            self.node.set_geom(0, self._geom(often))

    def _geom(self, often: int) -> p3d.Geom:
        if often not in self._geoms:
            each = self._data.get_num_rows() // self._most
            steps = np.arange(often)[:, None, None] * each
            self._geoms[often] = triangles(self._data, self._triangles_of[None] + steps)
        return self._geoms[often]
