"""The yard of the works: containers under a gantry crane."""

from __future__ import annotations

import numpy as np
from shapely.geometry import box

from explorer.bake.geometry.material import ACCENTS, PAPER, PAPER_3, STEEL, STEEL_DARK, Material
from explorer.bake.geometry.mesh_builder import Soup

CONTAINERS = tuple(map(Material, ("#EE6C4D", "#F4EFE7", "#2F74D0", "#F2A33A", "#159E9A", "#D3CABC")))


def yard(soup: Soup) -> None:
    """Containers in two rows; the gantry has just taken one."""
    soup.slab(box(-12, -7, 86, 14), 0, 0.1, PAPER_3, 0.05)
    for column in range(9):
        for row in range(2):
            for layer in range(soup.random.integers(1, 4)):
                _container(soup, column * 7.0, row * 3.1 - 2, 0.1 + layer * 2.6)
    _gantry(soup)
    _fence(soup)


def _container(soup: Soup, x: float, y: float, z: float) -> None:
    colour = CONTAINERS[soup.random.integers(len(CONTAINERS))]
    soup.box(x, x + 6.1, y, y + 2.5, z, z + 2.55, colour)
    rib = colour.tinted(0.92)
    with soup.detail("near"):
        for start in np.arange(0.5, 6, 0.7):
            for side, hidden in ((y - 0.05, "+y"), (y + 2.5, "-y")):
                soup.box(
                    x + start, x + start + 0.18, side, side + 0.05, z + 0.2, z + 2.4, rib, "-z+z" + hidden
                )


def _gantry(soup: Soup) -> None:
    amber = ACCENTS["goals25"]
    for x in (20, 30):
        for y in (-4.6, 7.2):
            soup.box(x - 0.4, x + 0.4, y - 0.4, y + 0.4, 0.1, 13, amber)
            soup.box(x - 1.4, x + 1.4, y - 0.3, y + 0.3, 0.1, 0.9, STEEL_DARK)
        soup.box(x - 0.4, x + 0.4, -8, 10.5, 13, 14.2, amber, skip="")
    for y in (-8, 9.5):
        soup.box(19.6, 30.4, y, y + 1, 13, 14.2, amber, skip="")
    soup.chamfered_box(23.4, 26.6, 0.3, 3.4, 13.6, 15.2, PAPER, 0.1)
    soup.box(19.6, 30.4, 1.2, 2.2, 13.0, 13.6, STEEL_DARK, skip="")
    soup.tube([(25, 1.8, 13), (25, 1.8, 9)], 0.06, STEEL_DARK, 4)
    soup.box(22, 28.1, 0.5, 3, 6.4, 8.95, ACCENTS["factory"], skip="")


def _fence(soup: Soup) -> None:
    with soup.detail("near"):
        soup.rail([(-11.5, 13.5), (60, 13.5)], 0.1, STEEL, 1.6, 4)
        soup.rail([(68, 13.5), (85.5, 13.5), (85.5, -6.5)], 0.1, STEEL, 1.6, 4)
