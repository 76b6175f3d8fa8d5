"""The park's own script and boxes, as they were baked."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from explorer.base.baked_check import read_json
from explorer.base.bootstrap import ROOT
from explorer.build.site.plan import WATER_LEVEL_M
from explorer.crowd import PRECOMPUTED, Crowd, Script
from explorer.crowd.script import FILE

BAKED = ROOT / "assets" / "park"


@cache
def solids() -> npt.NDArray[np.void]:
    """The boxes of all buildings, as baked."""
    return np.load(BAKED / "solids.npy")


@cache
def script() -> Script:
    """Who goes where, as baked."""
    return read_json(Script, (BAKED / FILE).read_bytes())


@cache
def crowd() -> Crowd:
    """All that moves, as the explorer shows it: the timetables that were baked, and the others worked out."""
    precomputed = {name: np.load(BAKED / file, mmap_mode="r") for name, file in PRECOMPUTED.items()}
    return Crowd(script(), WATER_LEVEL_M, precomputed)
