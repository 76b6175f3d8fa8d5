"""Twin Library: a pile of books, and the same pile again in light."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from shapely.geometry import box

from explorer.build.geometry.material import (
    GLOWS,
    GRASS_2,
    OAK,
    PAPER,
    PAPER_2,
    PAPER_3,
    STONE,
    TINTED_GLASS,
    WARM,
    Material,
)
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.pieces.facade import curtain, fins
from explorer.build.pieces.fittings import bench, door, parapet_roof, potted_tree, solar_rows, steps
from explorer.build.pieces.parts import Ring, accent, accent_lamp, edges, plot, rectangle, warm_lamp

ZONE = "twinlib"


@dataclass(frozen=True, slots=True)
class _Book:
    """One slab of the pile."""

    x0: float
    x1: float
    y0: float
    y1: float
    z0: float
    z1: float
    spine: Material

    def outline(self, grow: float = 0.0) -> Ring:
        """The plan of the slab, `grow` metres larger on every side."""
        return rectangle(self.x0 - grow, self.y0 - grow, self.x1 + grow, self.y1 + grow)


BOOKS = (
    _Book(0, 34, 0, 20, 0, 4.6, PAPER),
    _Book(3, 36, -2, 18, 5, 9.2, OAK),
    _Book(-2, 28, 1, 21, 9.6, 15.6, PAPER),
    _Book(4, 32, -1, 16, 16.0, 19.8, OAK),
)
HOLOGRAM_LIFT_M = 22.4
OPEN_BOOK = 2
"""The slab whose south front is open: the live shelf, with the roof of the slab below as its terrace."""

HALL_DEEP_M = 5.4


def build(builder: MeshBuilder) -> None:
    """Four slabs shifted like books in a pile: every slab an industry, every fin a spine. The pile's twin above it,
    in lines of light, is seen only in the library's own view.
    """
    with plot(builder, ZONE):
        with builder.at(-17, -9):
            builder.slab(box(-5, -6, 40, 24), 0, 0.2, STONE, 0.06)
            for number, book in enumerate(BOOKS):
                _book(builder, book, number)
            _entrance(builder)
            _terraces(builder)
            _twin(builder)
        for i in range(4):
            accent_lamp(builder, ZONE, [-15 + i * 10, -12.5, 3], 12, 11)


def _book(builder: MeshBuilder, book: _Book, number: int) -> None:
    """A glass storey between two covers, with a row of spines in front of it."""
    front = 1 if number == OPEN_BOOK else 0
    if number == OPEN_BOOK:
        _hall(builder, book)
    for a, b in edges(book.outline(-0.7))[front:]:
        curtain(
            builder, a, b, book.z0 + 0.2, book.z1, TINTED_GLASS[ZONE], PAPER_2, bay=2.6, floor=4.2, lit=0.55
        )
    for a, b in edges(book.outline())[front:]:
        step = 1.3 if book.spine is OAK else 1.6
        fins(builder, a, b, book.z0 + 0.3, book.z1, book.spine, step, 0.26, 0.5, -0.55)
    builder.prism(book.outline(0.2), book.z0, book.z0 + 0.32, PAPER, 0.05, bottom=True)
    top = GRASS_2 if number == 1 else PAPER_2
    builder.prism(book.outline(0.2), book.z1, book.z1 + 0.4, PAPER, 0.08, top=top)
    with builder.detail("near"):
        builder.box(
            book.x0 + 0.5, book.x1 - 0.5, book.y0 - 0.26, book.y0 - 0.2, book.z1 + 0.1, book.z1 + 0.26,
            accent(ZONE, 1.6), skip="+y",
        )  # fmt: skip


def _hall(builder: MeshBuilder, book: _Book) -> None:
    """The open slab: oak floor, paper walls and ceiling; the terrace before it is paved, not planted."""
    x0, x1, front, back = book.x0 + 0.2, book.x1 - 0.2, book.y0, book.y0 + HALL_DEEP_M
    floor, top = book.z0 + 0.32, book.z1
    builder.box(x0, x1, front, back, floor, floor + 0.06, OAK, skip="-z")
    builder.box(x0, x1, back, back + 0.3, floor, top, PAPER, skip="+y-z+z")
    for x in (x0, x1 - 0.3):
        builder.box(x, x + 0.3, front, back, floor, top, PAPER_2, skip="-z+z")
    builder.box(x0, x1, front, back, top - 0.12, top, PAPER.lit(WARM, 0.8), skip="+z-x+x+y")
    below = BOOKS[OPEN_BOOK - 1]
    builder.box(x0, x1, below.y0, front, book.z0, floor + 0.06, OAK, skip="+y")
    for x in np.linspace(x0 + 3, x1 - 3, 5):
        warm_lamp(builder, [x, front + 1.5, top - 0.6], 12, 10)


def placeholder(builder: MeshBuilder) -> None:
    """Five books on the open shelf and the machine beside them, shown while the exhibit is off."""
    with plot(builder, ZONE), builder.at(-17 + 13, -8, BOOKS[OPEN_BOOK].z0 + 0.38):
        for number, colour in enumerate(("#2F74D0", "#159E9A", "#F2A33A", "#B06BD9", "#E0563D")):
            x = -12.2 + 1.95 * number
            builder.box(
                x - 0.8, x + 0.8, 0.6 - 0.4 * (number == 1), 3.2, 0.75, 4.65, Material(colour), skip=""
            )
        builder.box(-13.2, -3.4, 0.6, 3.2, 0.55, 0.75, OAK, skip="")
        builder.box(-2.8, 5.4, -0.3, -0.1, 1.0, 5.1, PAPER_3, skip="")
        builder.chamfered_box(6.6, 10.8, 0.1, 2.5, 0, 4.1, PAPER, 0.1)


def _entrance(builder: MeshBuilder) -> None:
    """The door in the south front under an oak canopy, and another one to the garden behind."""
    with builder.at(17, -0.3, 0):
        steps(builder, -5, 5, -3.6, 1, 0.8, 0.2)
    door(builder, (0, 0.1), (34, 0.1), 17, 0.2, 4.2, 3.2, OAK)
    builder.chamfered_box(6.8, 27.2, -4.6, 0.2, 3.9, 4.25, OAK, 0.08)
    for x in (7.6, 13.8, 20.2, 26.4):
        builder.cylinder(x, -3.9, 0.2, 3.9, 0.14, PAPER, 6, cap=False)
    door(builder, (34, 19.9), (0, 19.9), 17, 0.2, 2.6, 2.8, OAK)
    for x in (7, 12, 17, 22, 27):
        warm_lamp(builder, [x, -3, 3], 12, 10)
    for x in (1.5, 5.5, 28.5, 32.5):
        bench(builder, x, -3.8, 0, 0.2)


def _terraces(builder: MeshBuilder) -> None:
    """Reading terraces where a book juts out; solar panels on top."""
    for x in (30.5, 33.6):
        potted_tree(builder, x, 3, 9.6)
        potted_tree(builder, x, 13, 9.6, blossom=True)
    with builder.detail("near"):
        builder.rail([(28.6, -1.9), (35.9, -1.9), (35.9, 17.9), (28.6, 17.9)], 9.6, PAPER_3)
        builder.rail([(-1.9, 16.4), (-1.9, 20.9), (27.9, 20.9), (27.9, 16.4)], 16.0, PAPER_3)
        for seat in range(5):
            bench(builder, 2.0 + seat * 6, 19.2, 0, 16.0)
    parapet_roof(builder, rectangle(4.4, -0.6, 31.6, 15.6), 20.2, height=0.6)
    solar_rows(builder, 7, 29, 2, 13, 20.3, 4)


def _twin(builder: MeshBuilder) -> None:
    """The hologram: the edges of every book, and its spines every 2.4 m, raised by the height of the pile."""
    lines = []
    for book in BOOKS:
        low, high = book.z0 + HOLOGRAM_LIFT_M, book.z1 + HOLOGRAM_LIFT_M
        ring = [*book.outline(), book.outline()[0]]
        for z in (low, high):
            lines.append(np.array([(x, y, z) for x, y in ring], float))
        for start, end in edges(book.outline()):
            a, b = np.array(start), np.array(end)
            spines = int(np.linalg.norm(b - a) / 2.4)
            for spine in range(spines):
                foot = a + (b - a) * spine / spines
                lines.append(np.array([[*foot, low], [*foot, high]]))
    builder.hologram(ZONE, GLOWS[ZONE], lines)
