"""What moves by itself, laid over a kept picture of what stands still.

The kept picture is a colour and a depth for every pixel. Where something moved last time, both are put back by
tiles; then what moves is drawn, hidden by the kept depths as it should be, and the whole is copied to memory. Which
tiles these are is seen in the picture itself: they differ from the kept one.

Where the processor draws, a picture may be handed out while the next one is in the making: nobody waits for its pixels then.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import panda3d.core as p3d

from ..gl.context import Host
from ..gl.draw_order import LIVELY
from ..gl.opengl import hand_over
from ..gl.render_target import Pixels
from ..gl.shaders import shader
from ..scene.mesh import PLAIN, triangles, vertex_data
from ..software_gl.flush_points import hand_over_at

TILE_PX = 32
ALWAYS = p3d.DepthTestAttrib.make(p3d.RenderAttrib.M_always)

Tiles = npt.NDArray[np.bool_]
Box = tuple[int, int, int, int]
"""Left, top, width and height, pixels from the top left of the picture."""


class Overlay:
    """A surface on which a kept picture lies, with what moves drawn over it.

    Parameters
    ----------
    host : the surfaces' owner.
    scene : the root of everything; what moves is what a camera of the mask `LIVELY` sees of it.
    size : the first size.
    """

    def __init__(self, host: Host, scene: p3d.NodePath, size: tuple[int, int]) -> None:
        self._surface = host.surface("over", size, 0, lends=host.lends)
        self._colour = p3d.Texture("kept")
        self._tiles = _Tiles(self._colour)
        if host.driver.is_software:  # the tiles' pixels are filled while what moves is still being sorted
            hand_over_at(self._tiles.root, "fixed", 0)
        back = p3d.Camera("back", p3d.OrthographicLens())
        self._surface.look_through(self._tiles.root.attach_new_node(back), 0)
        front = p3d.Camera("lively", p3d.PerspectiveLens())
        front.camera_mask = LIVELY
        self.camera = scene.attach_new_node(front)
        self._surface.look_through(self.camera, 1)
        self._kept: Pixels | None = None
        self._dirty: Tiles = np.ones((1, 1), bool)
        self._handed_out: Pixels | None = None
        self._has_begun = False
        self._changed: Tiles | None = None

    @property
    def changed(self) -> tuple[Box, ...] | None:
        """Where the last drawing differs from the one before; None if it may be anywhere."""
        # not before it is asked for: while pixels are filled
        return None if self._changed is None else boxes(self._changed, self.size)

    @property
    def size(self) -> tuple[int, int]:
        assert self._kept is not None, "keep() comes first"
        return (self._kept.shape[1], self._kept.shape[0])

    def keep(self, kept: Pixels, depth: p3d.Texture) -> None:
        """Lay this picture under what moves.

        Parameters
        ----------
        kept : shape (height, width, 4), blue first; not to be changed as long as it is used.
        depth : of the same size.
        """
        height, width, _ = kept.shape
        self._surface.resize(width, height)
        if (self._colour.x_size, self._colour.y_size) != (width, height):
            self._colour.setup_2d_texture(width, height, p3d.Texture.T_unsigned_byte, p3d.Texture.F_rgba8)
        self._colour.set_ram_image(kept.data)
        self._colour.keep_ram_image = False  # the graphics card has it
        self._tiles.cover(width, height, depth)
        self._kept = kept
        self._dirty = np.ones(self._tiles.shape, bool)
        self._handed_out, self._has_begun = None, False

    def draw(self) -> Pixels:
        """What moves, over the kept picture; the next drawing overwrites it."""
        if self._has_begun:
            self._take(self._surface.fetch())  # only so can it be known what must be put back
        self._tiles.show(self._dirty)
        return self._take(self._surface.draw_over())

    def next(self) -> Pixels:
        """Begin to draw what moves, and hand out what was begun before: its pixels were filled meanwhile.

        The first picture over another one is its own. What is handed out is overwritten by the next call.
        """
        if self._handed_out is None:
            return self.draw()
        if self._has_begun:
            self._take(self._surface.fetch())
        else:
            self._changed = np.zeros(self._tiles.shape, bool)
        self._tiles.show(self._dirty)
        self._surface.begin(over=True)
        hand_over()
        self._has_begun = True
        return self._handed_out

    def _take(self, drawn: Pixels) -> Pixels:
        """Hand out what was drawn, and note where that differs."""
        assert self._kept is not None, "keep() comes first"
        before, self._dirty = self._dirty, changed_tiles(drawn, self._kept)
        self._changed = before | self._dirty if self._handed_out is not None else None
        self._handed_out, self._has_begun = drawn, False
        return drawn

    def lend(self) -> int:
        """What moves, over the kept picture, as a texture; the next drawing overwrites it."""
        self._changed, self._handed_out, self._has_begun = None, None, False
        self._dirty = np.ones(self._tiles.shape, bool)  # what has changed cannot be seen from here
        self._tiles.show(self._dirty)
        return self._surface.lend(over=True)


class _Tiles:
    """Squares that put the kept picture back."""

    def __init__(self, colour: p3d.Texture) -> None:
        self.root = p3d.NodePath("kept")
        self._path = self.root.attach_new_node(p3d.GeomNode("tiles"))
        self._path.node().set_bounds(p3d.OmniBoundingVolume())
        self._path.node().final = True
        self._path.set_shader(shader("kept.vert", "kept.frag"))
        self._path.set_shader_input("u_colour", colour)
        self._path.set_attrib(ALWAYS)
        self._path.set_two_sided(True)
        self._size = (0, 0)
        self._corners: npt.NDArray[np.int64] = np.zeros((0, 0, 6), np.int64)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of tiles."""
        return (self._corners.shape[0], self._corners.shape[1])

    def cover(self, width: int, height: int, depth: p3d.Texture) -> None:
        """Lay tiles for a picture of this size."""
        self._path.set_shader_input("u_depth", depth)
        if (width, height) == self._size:
            return
        self._size = (width, height)
        across, down = (
            np.append(np.arange(0, side, TILE_PX), side) / side * 2 - 1 for side in (width, height)
        )
        vertices = np.zeros((len(down), len(across)), PLAIN)
        vertices["place"][..., 0] = across
        vertices["place"][..., 1] = down[:, None]
        number = np.arange(vertices.size).reshape(vertices.shape)
        a, b, c, d = number[:-1, :-1], number[:-1, 1:], number[1:, 1:], number[1:, :-1]
        self._corners = np.stack([a, b, c, a, c, d], axis=-1)
        self._data = vertex_data("tiles", vertices.ravel())

    def show(self, wanted: Tiles) -> None:
        """Put back what lies under these tiles."""
        node: Any = self._path.node()
        node.remove_all_geoms()
        if wanted.any():
            node.add_geom(triangles(self._data, self._corners[wanted]))


def changed_tiles(drawn: Pixels, kept: Pixels) -> Tiles:
    """Which tiles of two pictures differ, shape (rows, columns)."""
    height, width, _ = kept.shape
    # where that comes out even, two pixels are looked at together
    at_once, unit = (1, np.uint32) if width % 2 else (2, np.uint64)
    one, other = (pixels.reshape(height, -1).view(unit) for pixels in (drawn, kept))
    # and eight answers, so rows are filled up to a multiple of that
    across = width // at_once
    differs = np.zeros((height, -(-across // 8) * 8), bool)
    np.not_equal(one, other, out=differs[:, :across])
    rows = np.bitwise_or.reduceat(differs.view(np.uint64), np.arange(0, height, TILE_PX), axis=0)
    return np.logical_or.reduceat(rows.view(bool), np.arange(0, across, TILE_PX // at_once), axis=1)


def boxes(tiles: Tiles, size: tuple[int, int]) -> tuple[Box, ...]:
    """Few boxes that hold these tiles of a picture, and no other tile: runs of a row, joined with like ones below."""
    steps = np.diff(np.pad(tiles.astype(np.int8), ((0, 0), (1, 1))), axis=1)
    rows, firsts = np.nonzero(steps == 1)
    ends = np.nonzero(steps == -1)[1]
    # of each row; there are none below the last
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
