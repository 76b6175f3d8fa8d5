"""Single things that are gathered one by one and then drawn as one instances."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ..primitives.instancing import Instances
from ..primitives.meshes import Floats, heading


class Pile:
    """Places, sizes, colours, glow and turns, as `Instances.set` wants them."""

    def __init__(self) -> None:
        self._places: list[Floats] = []
        self._sizes: list[Floats] = []
        self._colours: list[Floats] = []
        self._glow: list[float] = []
        self._turns_deg: list[float] = []

    def add(
        self,
        place: npt.ArrayLike,
        size: npt.ArrayLike,
        colour: npt.ArrayLike,
        glow: float = 0.0,
        turn_deg: float = 0.0,
    ) -> None:
        """One thing more: the middle of its foot, its size along x, y and z (metres), sRGB 0..1 and opacity."""
        self._places.append(np.asarray(place, np.float32))
        self._sizes.append(np.broadcast_to(np.asarray(size, np.float32), 3))
        tint = np.ones(4, np.float32)
        given = np.asarray(colour, np.float32)
        tint[: len(given)] = given
        self._colours.append(tint)
        self._glow.append(glow)
        self._turns_deg.append(turn_deg)

    def onto(self, instances: Instances) -> None:
        """Draw them."""
        if not self._places:
            instances.set(np.zeros((0, 3)))
            return
        instances.set(
            np.array(self._places),
            heading(self._turns_deg) if any(self._turns_deg) else None,
            np.array(self._sizes),
            np.array(self._colours),
            np.array(self._glow),
        )
