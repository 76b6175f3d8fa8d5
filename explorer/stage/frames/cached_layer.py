"""The cached layer: a final frame of everything static, over which only what moves is drawn.

The layer is a colour and a depth for every pixel. Tiles restore both where something moved last time; then
what moves is drawn, hidden by the cached depths where it should be, and the frame is copied to memory. The
tiles to restore are found by comparing the frame with the layer. Where passes follow, the layer holds light
instead: :class:`LightLayer`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
import panda3d.core as p3d

from ..frame import Box
from ..gl.context import Context
from ..gl.draw_order import LIVELY
from ..gl.render_target import ChainMaker, Pixels, RenderTarget
from ..gl.shaders import shader
from ..highlight.outline import Contour
from ..highlight.outline_cache import OutlineCards
from ..scene.mesh import PLAIN, node, triangles, vertex_data

TILE_PX = 32
ALWAYS = p3d.DepthTestAttrib.make(p3d.RenderAttrib.M_always)

Tiles = npt.NDArray[np.bool_]


class CachedLayer:
    """A render target that holds the layer, with what moves drawn over it.

    Parameters
    ----------
    root : of the whole scene; what moves is what a camera of the mask `LIVELY` sees of it.
    size : the first size.

    Attributes
    ----------
    camera : sees what moves.
    tiles : parent node of the tiles that restore the layer.
    """

    def __init__(self, context: Context, root: p3d.NodePath, size: tuple[int, int]) -> None:
        self.target = RenderTarget(context, "over", size, 0, is_shared=context.can_share)
        self._colour = p3d.Texture("layer")
        self._tiles = _Tiles(self._colour)
        self.tiles = self._tiles.root
        back = p3d.Camera("layer", p3d.OrthographicLens())
        self.target.look_through(self.tiles.attach_new_node(back), 0)
        front = p3d.Camera("lively", p3d.PerspectiveLens())
        front.camera_mask = LIVELY
        self.camera = root.attach_new_node(front)
        self.target.look_through(self.camera, 1)
        self._layer: Pixels | None = None
        self._dirty: Tiles = np.ones((1, 1), bool)
        self._changed: Tiles | None = None
        self._has_drawn = False  # whether something was drawn over this layer, to memory

    @property
    def changed(self) -> tuple[Box, ...] | None:
        """Boxes where the last drawing differs from the one before; None: anywhere."""
        # computed only when asked for: the driver is still filling pixels before
        return None if self._changed is None else boxes(self._changed, self.size)

    @property
    def size(self) -> tuple[int, int]:
        assert self._layer is not None, "hold() comes first"
        return (self._layer.shape[1], self._layer.shape[0])

    def hold(self, layer: Pixels, depth: p3d.Texture) -> None:
        """Use this layer from now on.

        Parameters
        ----------
        layer : shape (height, width, 4), blue first; not to be changed while in use.
        depth : of the same size.
        """
        height, width, _ = layer.shape
        self.target.resize(width, height)
        if (self._colour.x_size, self._colour.y_size) != (width, height):
            self._colour.setup_2d_texture(width, height, p3d.Texture.T_unsigned_byte, p3d.Texture.F_rgba8)
        self._colour.set_ram_image(layer.data)
        self._colour.keep_ram_image = False  # the graphics card has it
        self._tiles.cover(width, height, depth)
        self._layer = layer
        self._dirty = np.ones(self._tiles.shape, bool)
        self._has_drawn = False

    def draw(self) -> Pixels:
        """Draw what moves over the layer. The next drawing overwrites the pixels."""
        self._restore()
        return self._take(self.target.draw_over())

    def share(self) -> int:
        """Draw what moves over the layer, as a texture. The next drawing overwrites it."""
        self._changed, self._has_drawn = None, False
        self._dirty = np.ones(
            self._tiles.shape, bool
        )  # changes cannot be read back here, so all tiles count as changed
        self._restore()
        return self.target.share(over=True)

    def _restore(self) -> None:
        """Restore the layer where something moved last time."""
        self._tiles.show(self._dirty)

    def _take(self, drawn: Pixels) -> Pixels:
        """Take over a drawing, and note where it differs from the layer."""
        assert self._layer is not None, "hold() comes first"
        before, self._dirty = self._dirty, changed_tiles(drawn, self._layer)
        self._changed = before | self._dirty if self._has_drawn else None
        self._has_drawn = True
        return drawn


class _Tiles:
    """Tiles that restore the layer."""

    def __init__(self, colour: p3d.Texture) -> None:
        self.root = p3d.NodePath("layer")
        self._path = self.root.attach_new_node(p3d.GeomNode("tiles"))
        self._path.node().set_bounds(p3d.OmniBoundingVolume())
        self._path.node().final = True
        self._path.set_shader(shader("cached_layer.vert", "cached_layer.frag"))
        self._path.set_shader_input("u_colour", colour)
        self._path.set_attrib(ALWAYS)
        self._path.set_two_sided(True)
        self._size = (0, 0)
        self._corners: npt.NDArray[np.int64] = np.zeros((0, 0, 6), np.int64)

    @property
    def shape(self) -> tuple[int, int]:
        """Number of rows and columns."""
        return (self._corners.shape[0], self._corners.shape[1])

    def cover(self, width: int, height: int, depth: p3d.Texture) -> None:
        """Lay out tiles for a layer of this size."""
        self._path.set_shader_input("u_depth", depth)
        if (width, height) == self._size:
            return
        self._size = (width, height)
        across, down = (
            np.append(np.arange(0, side, TILE_PX), side) / side * 2 - 1 for side in (width, height)
        )
        vertices = np.zeros((len(down), len(across)), PLAIN)
        vertices["position"][..., 0] = across
        vertices["position"][..., 1] = down[:, None]
        number = np.arange(vertices.size).reshape(vertices.shape)
        a, b, c, d = number[:-1, :-1], number[:-1, 1:], number[1:, 1:], number[1:, :-1]
        self._corners = np.stack([a, b, c, a, c, d], axis=-1)
        self._data = vertex_data("tiles", vertices.ravel())

    def show(self, wanted: Tiles) -> None:
        """Show these tiles."""
        node: Any = self._path.node()
        node.remove_all_geoms()
        if wanted.any():
            node.add_geom(triangles(self._data, self._corners[wanted]))


def changed_tiles(drawn: Pixels, layer: Pixels) -> Tiles:
    """Mask of the tiles in which two frames differ, shape (rows, columns)."""
    height, width, _ = layer.shape
    # where the width is even, two pixels are compared at once
    at_once, unit = (1, np.uint32) if width % 2 else (2, np.uint64)
    one, other = (pixels.reshape(height, -1).view(unit) for pixels in (drawn, layer))
    # and eight results are joined, so rows are padded to a multiple of eight
    across = width // at_once
    differs = np.zeros((height, -(-across // 8) * 8), bool)
    np.not_equal(one, other, out=differs[:, :across])
    rows = np.bitwise_or.reduceat(differs.view(np.uint64), np.arange(0, height, TILE_PX), axis=0)
    return np.logical_or.reduceat(rows.view(bool), np.arange(0, across, TILE_PX // at_once), axis=1)


def boxes(tiles: Tiles, size: tuple[int, int]) -> tuple[Box, ...]:
    """Few boxes that cover exactly these tiles: runs of a row, joined with equal runs of the next rows."""
    steps = np.diff(np.pad(tiles.astype(np.int8), ((0, 0), (1, 1))), axis=1)
    rows, firsts = np.nonzero(steps == 1)
    ends = np.nonzero(steps == -1)[1]
    # runs of each row; the row after the last has none
    runs: list[set[tuple[int, int]]] = [set() for _ in range(len(tiles) + 1)]
    for row, first, end in zip(rows.tolist(), firsts.tolist(), ends.tolist(), strict=True):
        runs[row].add((first, end))
    made: list[Box] = []
    open_: dict[tuple[int, int], int] = {}  # first and last column -> first row
    for row, here in enumerate(runs):
        for run in open_.keys() - here:
            made.append(_box(run, (open_.pop(run), row), size))
        for run in here:
            open_.setdefault(run, row)
    return tuple(made)


def _box(columns: tuple[int, int], rows: tuple[int, int], size: tuple[int, int]) -> Box:
    left, top = columns[0] * TILE_PX, rows[0] * TILE_PX
    right, bottom = min(columns[1] * TILE_PX, size[0]), min(rows[1] * TILE_PX, size[1])
    return left, top, right - left, bottom - top


class LightLayer:
    """A render target that restores the static scene as light, and draws what moves over it.

    Parameters
    ----------
    root : of the whole scene; what moves is what a camera of the mask `LIVELY` sees of it.
    size : the first size.
    chain : makes the passes that follow.

    Attributes
    ----------
    camera : sees what moves.
    """

    def __init__(
        self, context: Context, root: p3d.NodePath, size: tuple[int, int], chain: ChainMaker
    ) -> None:
        self.target = RenderTarget(context, "over", size, 0, is_shared=context.can_share, chain=chain)
        self._put_back = _whole_frame()
        below = self._put_back.attach_new_node(p3d.Camera("layer", p3d.OrthographicLens()))
        self.target.look_through(below, 0)
        lively = p3d.Camera("lively", p3d.PerspectiveLens())
        lively.camera_mask = LIVELY
        self.camera = root.attach_new_node(lively)
        self.target.look_through(self.camera, 1)
        self._cards = OutlineCards()
        self.target.lay_over(self._cards.camera)
        self.size = size

    def hold(self, of: RenderTarget, size: tuple[int, int]) -> None:
        """Restore the light and the depths of this target from now on, while it draws nothing else."""
        self.size = size
        self.target.resize(*size)
        self._put_back.set_shader_input("u_colour", of.light)
        self._put_back.set_shader_input("u_depth", of.depth)

    def lay_over(self, contours: Iterable[tuple[Contour, float]]) -> None:
        """Draw these contours over the finished frame, each up to its progress."""
        self._cards.show(contours)

    def draw(self) -> Pixels:
        """Draw what moves over the layer. The next drawing overwrites the pixels."""
        return self.target.draw()

    def share(self) -> int:
        """Draw what moves over the layer, as a texture."""
        return self.target.share()


def _whole_frame() -> p3d.NodePath:
    """A node that restores the colour and depth of every pixel."""
    vertices = np.zeros(3, PLAIN)
    vertices["position"][:, :2] = [(-1, -1), (3, -1), (-1, 3)]
    path = node("layer", vertices, np.array([[0, 1, 2]]))
    path.node().set_bounds(p3d.OmniBoundingVolume())
    path.node().final = True
    path.set_shader(shader("cached_layer.vert", "cached_layer.frag"))
    path.set_attrib(ALWAYS)
    path.set_two_sided(True)
    root = p3d.NodePath("layer")
    path.reparent_to(root)
    return root
