"""A crowd of pegs: visitors who look alike are low, side by side; those who can be singled out are tall and alone."""

from __future__ import annotations

import numpy as np
import panda3d.core as p3d

from ....exhibits.rules.state import State
from ...primitives.instancing import Instances
from ...primitives.meshes import Floats, box

EACH = 10
"""Visitors represented by one peg."""

COLUMNS, STEP_X_M, STEP_Y_M = 14, 0.5, 0.7
MIDDLE_X_M, FRONT_Y_M = -11.85, -12.6
PEGS, ROWS = 500, 36
LOW_M, HIGH_M = 0.35, 2.2
ALONE, SHADES = "#F2663B", ("#5FB9C4", "#2F7F93", "#9AD3D6")


class CrowdOfPegs:
    """Five hundred pegs in rows, look-alikes side by side and in one shade."""

    def __init__(self, parent: p3d.NodePath, colour: Floats, shades: Floats) -> None:
        self._alone, self._shades = colour, shades
        self._instances = Instances("crowd", box(0.3, 0.36, 1.0), PEGS)
        self._instances.path.reparent_to(parent)
        number = np.arange(PEGS)
        self._at = np.column_stack(
            [
                MIDDLE_X_M + (number % COLUMNS - (COLUMNS - 1) / 2) * STEP_X_M,
                FRONT_Y_M + number // COLUMNS * STEP_Y_M,
                np.zeros(PEGS),
            ]
        )
        self._shown: tuple[int, int] | None = None

    def show(self, state: State) -> None:
        """Show every tenth visitor, ordered by the data known; redraw only after a change."""
        key = (state.shared, id(state.people))
        if key == self._shown:
            return
        self._shown = key
        known = state.people[:, : state.shared]
        order = np.lexsort(known.T[::-1])
        another = (np.diff(known[order], axis=0) != 0).any(axis=1)
        shade = np.concatenate([[0], np.cumsum(another)])[::EACH] % len(self._shades)
        alone = (state.crowd.group[order] == 1)[::EACH]
        self._instances.set(
            self._at,
            None,
            np.column_stack([np.ones((PEGS, 2)), np.where(alone, HIGH_M, LOW_M)]),
            np.where(alone[:, None], self._alone, self._shades[shade]),
            np.where(alone, 0.55, 0.2),
        )
