"""Which camera sees what, and what is drawn first."""

from __future__ import annotations

import panda3d.core as p3d

PICTURE = p3d.BitMask32.bit(0)
SHADOW = p3d.BitMask32.bit(1)
MASK = p3d.BitMask32.bit(2)
LIVELY = p3d.BitMask32.bit(3)
"""Which camera sees a node: that of the frame, of the sun, of the mask of one zone, of what moves by itself."""

SOLID_SORT, GROUND_SORT = 10, 12
WATER_SORT, MIRROR_SORT, WATER_BODY_SORT = 14, 16, 18
SKY_SORT, SHORE_SORT = 20, 25
"""The island comes first, and the sky after all that hides it: water and sky then cost nothing where they are not seen."""


def make_bins() -> None:
    """Solids are drawn program by program, then the ground, which they hide in part.

    Drawn front to back, a hundredth fewer pixels are worked out, but the program changes with nearly every call: a sixth of
    the work of the thread that sorts triangles. In a fixed order those win that stand first in the bake, wherever two touch.
    """
    bins = p3d.CullBinManager.get_global_ptr()
    if bins.find_bin("solid") == -1:
        bins.add_bin("solid", p3d.CullBinManager.BT_fixed, SOLID_SORT)
        bins.add_bin("ground", p3d.CullBinManager.BT_fixed, GROUND_SORT)
