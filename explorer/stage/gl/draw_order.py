"""Camera masks and the order of drawing."""

from __future__ import annotations

import panda3d.core as p3d

PICTURE = p3d.BitMask32.bit(0)
SHADOW = p3d.BitMask32.bit(1)
MASK = p3d.BitMask32.bit(2)
LIVELY = p3d.BitMask32.bit(3)
"""Camera masks: of the frame, of the sun, of the mask of one zone, of what moves."""

SOLID_SORT, GROUND_SORT = 10, 12
WATER_SORT, MIRROR_SORT, WATER_BODY_SORT = 14, 16, 18
SKY_SORT, SHORE_SORT = 20, 25
CLEAR_BIN, CLEAR_SORT = ("clear", 0), 41
"""The island is drawn first, and the sky after everything that hides it: hidden water and sky then cost nothing."""


def make_bins() -> None:
    """Draw solids program by program, then the ground, which they partly hide.

    Drawing front to back shades one percent fewer pixels but changes the program with nearly every call, a
    sixth of the work of the sorting thread. The order is fixed: where two solids touch, the first in the bake
    wins.
    """
    bins = p3d.CullBinManager.get_global_ptr()
    if bins.find_bin("solid") == -1:
        bins.add_bin("solid", p3d.CullBinManager.BT_fixed, SOLID_SORT)
        bins.add_bin("ground", p3d.CullBinManager.BT_fixed, GROUND_SORT)
        # see-through parts of own models, the farthest first: after the sky, which is in Panda3D's bin 40
        bins.add_bin(CLEAR_BIN[0], p3d.CullBinManager.BT_back_to_front, CLEAR_SORT)
