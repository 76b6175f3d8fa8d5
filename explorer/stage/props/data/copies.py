"""Seven copies of the ledger, one at each node: on the wall of the hall as columns, on the tower as bands of light."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import panda3d.core as p3d

from ....build.halls import HALF_SIDES_M
from ....exhibits.data.exhibit import NODES, SealedExchange, State
from ...primitives.instancing import Instances
from ...primitives.meshes import Floats, ball, box, heading
from ...primitives.palette import PAPER, RED
from ...scene.mesh import rgb
from .chain import SHOWN

COPIES_Y_M, COPIES_LOW_M, COPIES_HIGH_M, COPIES_WIDE_M = 2.3, 2.3, 6.2, 15.6
COLUMN_M, TILE_M, TILE_HIGH_M, TILE_STEP_M = 2.2, 1.15, 0.22, 0.26

BLOCK_STEP_M, FIRST_BLOCK_M, BAND_M = 8.35, -8.35, 0.55
OWN_TURN_DEG = 9.0
"""The tower about the hall: the base of its blocks, the width of each, the rotation of each on the one below."""

FRAME_X_M, FRAME_Y_M, FRAME_HIGH_M = 9.5, -9.75, 7.2
HONEST, LIE, DULL = "#9C86D6", "#E9853A", "#7C8088"


Flags = npt.NDArray[np.bool_]


class Copies:
    """The copies of the nodes, the nodes that the attacker controls, their votes, and the result."""

    def __init__(self, parent: p3d.NodePath, light: Floats) -> None:
        self._light = light
        self._tiles = Instances("tiles", box(TILE_M, 0.3, TILE_HIGH_M), NODES * SHOWN)
        self._feet = Instances("feet", box(1.0, 0.6, 1.0), NODES)
        self._votes = Instances("votes", ball(0.36), NODES)
        self._bands = Instances("bands", box(), NODES * 4)
        self._frame = Instances("verdict", box(), 3)
        for instances in (self._tiles, self._feet, self._votes, self._bands, self._frame):
            instances.path.reparent_to(parent)
        self._seen: tuple[object, ...] = ()

    def show(self, exhibit: SealedExchange, state: State) -> None:
        seen = (
            exhibit.copies_held,
            state.ledger,
            state.attack and (state.attack.ledger, state.attack.broken),
        )
        if seen == self._seen:
            return
        self._seen = seen
        held = np.arange(NODES) < exhibit.copies_held
        lies = held & (state.attack is not None)
        broken = state.attack.broken if state.attack else ()
        wins = exhibit.verdict(state) == "lie"
        self._stack(state, lies)
        x = _column_x(np.arange(NODES))
        feet = np.column_stack([x, np.full(NODES, COPIES_Y_M), np.full(NODES, COPIES_LOW_M - 0.55)])
        size = np.where(held[:, None], (1.7, 1.3, 0.55), (1.2, 1.0, 0.3))
        colours = np.where(held[:, None], rgb(RED), rgb(PAPER))
        self._feet.set(feet, None, size, colours, np.where(held, 0.4, 0.1))
        # an invalid copy has no vote: its ball lies on the floor
        thrown = lies & bool(broken)
        votes = np.column_stack(
            [
                x,
                np.full(NODES, COPIES_Y_M - 0.6),
                np.where(thrown, 0.4, COPIES_LOW_M + SHOWN * TILE_STEP_M + 0.3),
            ]
        )
        shades = np.where(lies[:, None], rgb(RED), self._light)
        shades = np.where(thrown[:, None], rgb(DULL), shades)
        self._votes.set(votes, None, np.where(thrown, 0.7, 1.0), shades, np.where(thrown, 0.0, 0.8))
        self._ring_the_tower(lies)
        wide = 0.95 if wins else 0.4
        positions = [
            (-FRAME_X_M, FRAME_Y_M, 0.0),
            (FRAME_X_M, FRAME_Y_M, 0.0),
            (0.0, FRAME_Y_M, FRAME_HIGH_M - 0.4),
        ]
        sizes = [(wide, 0.4, FRAME_HIGH_M), (wide, 0.4, FRAME_HIGH_M), (2 * FRAME_X_M, 0.4, wide)]
        self._frame.set(positions, None, sizes, rgb(RED) if wins else self._light, 0.85)

    def _stack(self, state: State, lies: Flags) -> None:
        """A tile for each of the last blocks, the newest on top."""
        truth = state.ledger[-SHOWN:]
        first = len(state.ledger) - len(truth)
        attack = state.attack
        bad = np.zeros(SHOWN, bool)
        changed = np.zeros(SHOWN, bool)
        if attack:
            for i, block in enumerate(truth):
                bad[i] = first + i in attack.broken
                changed[i] = attack.ledger[first + i] != block
        row = np.tile(np.arange(SHOWN), NODES)
        column = np.repeat(np.arange(NODES), SHOWN)
        bad, changed = bad[row] & lies[column], changed[row] & lies[column]
        x = _column_x(column) + np.where(bad, 0.5, 0.0)
        positions = np.column_stack([x, np.full(len(x), COPIES_Y_M), COPIES_LOW_M + row * TILE_STEP_M])
        colours = np.where(changed[:, None], rgb(LIE), rgb(HONEST))
        colours = np.where(bad[:, None], rgb(RED), colours)
        sizes = np.where((changed & ~bad)[:, None], (0.72, 1.6, 1.0), (1.0, 1.0, 1.0))
        self._tiles.set(positions, None, sizes, colours, np.where(bad | changed, 0.6, 0.12))

    def _ring_the_tower(self, lies: Flags) -> None:
        """A band of light round each block of the tower, which has as many blocks as there are copies."""
        positions, rotations, sizes = [], [], []
        for node, half in enumerate(HALF_SIDES_M):
            own = (node - 1) * OWN_TURN_DEG
            z = FIRST_BLOCK_M + node * BLOCK_STEP_M + 7.2 - 0.35
            high = BAND_M * (1.9 if lies[node] else 0.8)
            for side in range(4):
                turn = heading(own + side * 90)[0]
                positions.append(turn @ (0.0, -half - 0.35, z - high / 2 + 0.2))
                rotations.append(turn)
                sizes.append((2 * half + 0.9, 0.16, high))
        colours = np.repeat(np.where(lies[:, None], rgb(RED), self._light), 4, axis=0)
        self._bands.set(positions, np.array(rotations), sizes, colours, 0.7)


def _column_x(node: npt.NDArray[np.int64]) -> npt.NDArray[Any]:
    return (node - (NODES - 1) / 2) * COLUMN_M
