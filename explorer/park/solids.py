"""The boxes of a park that stop a ray or a camera."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ..base.baked_format import SOLID


@dataclass(frozen=True, slots=True, eq=False)
class Solids:
    """The boxes that stop a ray or a camera, as six contiguous columns."""

    zones: tuple[str, ...]  # the zone of each box ("" = none), length n
    # low, high: float32 arrays, shape (3, n) Corners, metres
    low: npt.NDArray[np.float32]
    high: npt.NDArray[np.float32]

    @classmethod
    def none(cls) -> Solids:
        """An empty set of boxes."""
        return cls.of(np.zeros(0, SOLID))

    @classmethod
    def of(cls, rows: npt.NDArray[Any]) -> Solids:
        """The boxes of an array of dtype `baked_format.SOLID`."""
        rows = rows.astype(SOLID, copy=False)
        low, high = (np.ascontiguousarray(rows[name].T, np.float32) for name in ("low", "high"))
        return cls(tuple(str(z) for z in rows["zone"]), low, high)
