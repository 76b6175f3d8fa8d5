"""The main figure of an exhibit in large letters, on a board in the colour of its zone that faces the view."""

from __future__ import annotations

from math import atan2, degrees

import numpy as np
import panda3d.core as p3d

from ...base.geometry import Pose, box_corners
from ...base.protocols import PartPlace
from ...exhibits.exhibit import figures_of
from ...exhibits.number_format import figure_text
from ...exhibits.tags import Live
from ...i18n import Language
from ...visit import Running
from ..primitives.instancing import static_node
from ..primitives.meshes import Mesh, box, joined, white
from ..primitives.palette import INK, WHITE
from .prop import FigureAt

DEEP, RIM, APART, POST = 0.16, 0.34, 0.02, 0.12
"""In cap heights: depth of the board, its margin, the gap between it and the letters, and the width of a post."""
LEANS_DEG = 24.0
"""Most by which the board leans back towards a camera above it."""
LETTER_GLOW, BOARD_GLOW = 0.35, 0.06


class Figure:
    """The board, under the root of a prop.

    Parameters
    ----------
    at : its place.
    root : the prop's root, at its place in the park.
    view : the pose from which the exhibit is seen.
    colour : the board's, `#RRGGBB`.
    """

    def __init__(self, at: FigureAt, root: p3d.NodePath, view: Pose, colour: str) -> None:
        self._at, self._root, self._colour = at, root, colour
        self._shown: tuple[str, Language] | None = None
        self._size_m = (0.0, 0.0)
        self.path = root.attach_new_node("main figure")
        self.path.set_pos(*at.foot)
        x, y, _ = (float(number) for number in root.get_mat().xform_point(p3d.Point3(*at.foot)))
        toward_x, toward_y = view.eye[0] - x, view.eye[1] - y
        lean_deg = min(max(view.elevation_deg, 0.0), LEANS_DEG)
        self.path.set_hpr(degrees(atan2(toward_x, -toward_y)) - root.get_h(), -lean_deg, 0.0)

    def show(self, run: Running, language: Language, line: Live | None = None) -> None:
        """Show the first of the figures that the exhibit's panel has in large type, in the same words.

        It is the reading of the real line, if there is one that feeds the exhibit and has this reading.
        """
        main = figures_of(type(run.exhibit))[0]
        tag = line.measured(type(run.exhibit)).get(main.name) if line is not None else None
        value = run.readings[main.name] if tag is None else tag.value
        self.write(figure_text(main, value, language), language)

    def write(self, words: str, language: Language) -> None:
        """Replace the words; none: no board."""
        if (words, language) == self._shown:
            return
        self._shown = (words, language)
        self.path.get_children().detach()
        letters, wide_m = lettering(words, language, self._at.cap_m)
        if letters is None:
            self._size_m = (0.0, 0.0)
            return
        cap_m = self._at.cap_m
        self._size_m = wide, high = wide_m + 2 * RIM * cap_m, (1 + 2 * RIM) * cap_m
        board = box(wide, DEEP * cap_m, high).painted(self._colour, BOARD_GLOW)
        post = box(POST * cap_m, POST * cap_m, self._at.posts_m).painted(INK)
        posts = [
            post.moved(side * 0.36 * wide, 0.0, -self._at.posts_m) for side in (-1, 1) if self._at.posts_m
        ]
        letters = letters.moved(0.0, -(DEEP / 2 + APART) * cap_m, RIM * cap_m).painted(WHITE, LETTER_GLOW)
        static_node("main figure", joined([board, *posts, letters])).reparent_to(self.path)

    def place(self) -> PartPlace | None:
        """Where the board is, in park coordinates; None without one."""
        wide, high = self._size_m
        if not wide:
            return None
        deep = DEEP * self._at.cap_m
        matrix = self.path.get_mat() * self._root.get_mat()
        corners = box_corners((-wide / 2, -deep / 2, 0.0), (wide / 2, deep / 2, high))
        middles = (
            (0.0, 0.0, high),
            (0.0, -deep / 2, 0.0),
            (-wide / 2, 0.0, high / 2),
            (wide / 2, 0.0, high / 2),
        )
        points = [matrix.xform_point(p3d.Point3(*map(float, point))) for point in (*middles, *corners)]
        above, below, left, right, *rest = ((p.x, p.y, p.z) for p in points)
        return PartPlace(above, below, left, right, tuple(rest))


def lettering(words: str, language: Language, cap_m: float) -> tuple[Mesh | None, float]:
    """Words as a flat mesh that faces the visitor (-y), its foot in the middle of the origin, and its width in metres.

    Without a font for a unit the number stands alone; without any there is no mesh.
    """
    # it takes shapely, which a start without an exhibit does without
    from ...build.grown.letters import can_write, flat

    text = " ".join(words.split())
    if not can_write(text, language):
        text = "".join(letter for letter in text if letter.isascii()).strip()
    triangles, length = flat(text, language) if text else (np.zeros((0, 3, 2)), 0.0)
    if not len(triangles):
        return None, 0.0
    corners = triangles.reshape(-1, 2) * cap_m
    positions = np.column_stack([corners[:, 0], np.zeros(len(corners)), corners[:, 1]]).astype(np.float32)
    facing = np.tile((0.0, -1.0, 0.0), (len(positions), 1))
    return white(positions, facing, np.arange(len(positions)).reshape(-1, 3)), length * cap_m
