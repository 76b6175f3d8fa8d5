"""The sealed exchange: shards fly and cross, a result rises out of them, and visitors tamper with the ledger in front."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ....exhibits.data.exhibit import PHASE_STEPS, PHASES, SealedExchange, State
from ....exhibits.data.sharing import MAKERS, PRIME, SMALL_PRIME, add
from ....exhibits.exhibit import STEP_S
from ...primitives.instancing import Instances, static_node
from ...primitives.meshes import Floats, Mesh, ball, box, cylinder, joined
from ...primitives.palette import AMBER, BLUE, BRICK, GOLD, GREEN, INK, PAPER, PINE, WHITE
from ..prop import Box, FigureAt, Prop
from .chain import BLOCK_M, CHAIN_FLOOR_M, CHAIN_Y_M, REACHED, Chain
from .copies import COPIES_HIGH_M, COPIES_LOW_M, COPIES_WIDE_M, COPIES_Y_M, Copies

MAKER_COLOURS = (BLUE, AMBER, GREEN)
APART_M = 4.6
VAULT_Y_M, VAULT_M = 0.2, 1.5
HOLDER_Y_M, HOLDER_M = -4.2, 1.0
GAUGE_X_M, GAUGE_Y_M, GAUGE_FLOOR_M, GAUGE_M = 7.9, -3.4, 0.5, 5.0
MOST_PERCENT, MOST_YUAN = 5.0, 6000.0
SPY_Y_M, SPY_FLOOR_M, SPY_M, SPY_WIDE_M = -14.1, -1.5, 4.6, 21.4
KEY_X_M, KEY_Y_M = -7.9, -3.4


class DataProp(Prop):
    """The hall of the exchange, with the spy's bars at its edge, the copies on its wall and the ledger on its balcony."""

    kind = "data"
    figure_at = FigureAt((7.8, -9.5, 2.6), 0.95, 2.6)
    sky = 0.75
    lamps = 0.8

    def build(self) -> None:
        accent = self.colour(self.accent.night)
        self._shards = self.add(Instances("shards", joined([box(0.34, 0.34, 1.0)]), 2 * MAKERS * MAKERS))
        self._sums = self.add(Instances("sums", box(0.5, 0.5, 1.0), 2 * MAKERS))
        self._gauge = self.add(Instances("gauge", box(), 2))
        self._spy = self.add(Instances("spy", box(), SMALL_PRIME))
        self._keys = self.add(Instances("keys", ball(0.42), MAKERS))
        self.add(static_node("hall", _hall()))
        self._own = np.array([self.colour(colour) for colour in MAKER_COLOURS])
        self._chain = Chain(self.root, self._own, accent, self.colour(self.accent.day))
        self._copies = Copies(self.root, accent)
        self._spied: object = None
        self._read: tuple[int, int] | None = None

    def show(self, exhibit: SealedExchange, state: State, time_s: float) -> None:
        later = float(np.clip(time_s / STEP_S - state.ticks, 0, 1))
        self._fly(state, (state.phase_tick + later) / PHASE_STEPS)
        if self._read != (state.rate_ppm, state.bill_yuan):
            self._read = (state.rate_ppm, state.bill_yuan)
            self._weigh(state)
        if self._spied is not state.spy_chances:
            self._spied = state.spy_chances
            self._look_in(state)
        self._chain.show(exhibit, state, later)
        self._copies.show(exhibit, state)

    def boxes(self) -> Mapping[str, Box]:
        wide = APART_M + 1.1
        found = {
            "makers": Box((-wide, VAULT_Y_M - 0.9, 0.0), (wide, VAULT_Y_M + 0.9, VAULT_M + 1.3)),
            "shares": Box((-wide, HOLDER_Y_M - 0.8, 0.0), (wide, HOLDER_Y_M + 0.8, HOLDER_M + 2.0)),
            "result": Box(
                (GAUGE_X_M - 1.1, GAUGE_Y_M - 0.6, 0.0),
                (GAUGE_X_M + 1.1, GAUGE_Y_M + 0.6, GAUGE_FLOOR_M + GAUGE_M),
            ),
            "spy": Box(
                (-SPY_WIDE_M / 2, SPY_Y_M - 0.3, SPY_FLOOR_M - 0.3),
                (SPY_WIDE_M / 2, SPY_Y_M + 0.3, SPY_FLOOR_M + 0.8),
            ),
            "copies": Box(
                (-COPIES_WIDE_M / 2, COPIES_Y_M - 0.5, COPIES_LOW_M),
                (COPIES_WIDE_M / 2, COPIES_Y_M + 0.4, COPIES_HIGH_M),
            ),
        }
        half = BLOCK_M / 2
        for depth in range(1, REACHED + 1):
            x = self._chain.x_of(depth)
            found[f"block_{depth}"] = Box(
                (x - half, CHAIN_Y_M - half, CHAIN_FLOOR_M), (x + half, CHAIN_Y_M + half, CHAIN_FLOOR_M + 1.9)
            )
        return found

    # ---- the exchange

    def _fly(self, state: State, phase: float) -> None:
        """Shares as shards, each as long as its number; phase 0 splits, 1 crosses, 2 adds, 3 opens the sums."""
        exchange = state.exchange
        shares = (
            np.array([exchange.defect_shares, exchange.made_shares], float) / PRIME
        )  # [kind][owner][holder]
        split, cross, merge, opened = (float(np.clip(phase - start, 0, 1)) for start in range(len(PHASES)))
        split, cross, merge, opened = (x * x * (3 - 2 * x) for x in (split, cross, merge, opened))
        kind, owner, holder = np.indices(shares.shape)
        vault = np.stack(
            [(owner - 1) * APART_M, np.full(kind.shape, VAULT_Y_M), 0 * kind + VAULT_M + 0.3], -1
        )
        fan = vault + np.stack([(holder - 1) * 0.9 + (kind - 0.5) * 0.42, 0 * kind - 0.2, 0 * kind + 1.1], -1)
        rest = np.stack(
            [
                (holder - 1) * APART_M + (kind - 0.5) * 1.3 + (owner - 1) * 0.38,
                0 * kind + HOLDER_Y_M,
                0 * kind + HOLDER_M,
            ],
            -1,
        )
        met = rest.copy()
        met[..., 0] = (holder - 1) * APART_M + (kind - 0.5) * 1.3
        positions = vault + (fan - vault) * split
        positions = positions + (rest - positions) * cross
        positions[..., 2] += 1.6 * 4 * cross * (1 - cross)
        positions = positions + (met - positions) * merge
        length = (0.25 + 1.35 * shares) * split * (1 - merge)
        thick = np.where(length > 0, 1.0, 0.0)
        size = np.stack([thick, thick, length], -1).reshape(-1, 3)
        self._shards.set(positions.reshape(-1, 3), None, size, self._own[owner.ravel()], 0.45)
        sums = np.array([add(*exchange.defect_shares), add(*exchange.made_shares)], float) / PRIME
        start = met[:, 0]
        goal = np.array((GAUGE_X_M - 0.5, GAUGE_Y_M, GAUGE_FLOOR_M)) + np.zeros_like(start)
        goal[1, :, 0] += 1.0
        points = start + (goal - start) * opened
        points[..., 2] += 2.4 * 4 * opened * (1 - opened)
        high = (0.25 + 1.35 * sums) * merge * (1 - opened)
        size = np.stack([np.where(high > 0, 1.0, 0.0)] * 2 + [high], -1).reshape(-1, 3)
        self._sums.set(points.reshape(-1, 3), None, size, self.colour(WHITE), 0.6)

    def _weigh(self, state: State) -> None:
        """The last result: the joint rate on the left column, the bill on the right one."""
        share = np.array((state.rate_ppm / 1e4 / MOST_PERCENT, state.bill_yuan / MOST_YUAN))
        positions = [(GAUGE_X_M + side, GAUGE_Y_M, GAUGE_FLOOR_M) for side in (-0.5, 0.5)]
        sizes = np.column_stack([np.full((2, 2), 0.72), np.maximum(np.minimum(share, 1) * GAUGE_M, 0.02)])
        colours = np.array([self.colour(self.accent.night), self.colour(GOLD)])
        self._gauge.set(positions, None, sizes, colours, 0.65)

    def _look_in(self, state: State) -> None:
        """A bar for every secret from 0 to 256, its height the probability to the power 0.4; and the leaked keys."""
        chance = state.spy_chances
        x = (np.arange(SMALL_PRIME) + 0.5) / SMALL_PRIME * SPY_WIDE_M - SPY_WIDE_M / 2
        high = np.maximum(SPY_M * chance**0.4, 0.02)
        positions = np.column_stack([x, np.full(SMALL_PRIME, SPY_Y_M), np.full(SMALL_PRIME, SPY_FLOOR_M)])
        certain = chance > 0.5
        wide = np.where(certain, 0.4, SPY_WIDE_M / SMALL_PRIME * 0.8)
        colours = np.where(certain[:, None], self.colour(BRICK), self.colour("#8D93A0"))
        self._spy.set(
            positions,
            None,
            np.column_stack([wide, np.full(SMALL_PRIME, 0.3), high]),
            colours,
            np.where(certain, 0.8, 0.1),
        )
        seen = np.arange(MAKERS) < state.spy_seen
        keys = [
            (KEY_X_M, KEY_Y_M + (number - 1) * 1.5, 3.4 if open_ else 1.0)
            for number, open_ in enumerate(seen)
        ]
        shades = np.where(seen[:, None], self.colour(BRICK), self.colour("#8D93A0"))
        self._keys.set(keys, None, np.where(seen, 1.25, 0.75), shades, np.where(seen, 0.7, 0.0))


def _hall() -> Mesh:
    """Static parts: vaults, bowls, the scale of the gauge, the posts of the trustees' keys, the spy's sill."""
    meshes: list[Mesh] = [
        box(18.2, 0.1, 7.0).moved(0, 2.85, 0.1).painted(PAPER, 0.22),
        box(18.2, 12.0, 0.04).moved(0, -3.2, 0.12).painted(PINE, 0.16),
    ]
    for number, colour in enumerate(MAKER_COLOURS):
        x = (number - 1) * APART_M
        meshes.append(box(1.5, 1.5, VAULT_M - 0.4).moved(x, VAULT_Y_M, 0).painted(PAPER))
        meshes.append(box(1.8, 1.8, 0.4).moved(x, VAULT_Y_M, VAULT_M - 0.4).painted(PINE))
        meshes.append(box(1.3, 1.3, 0.9).moved(x, VAULT_Y_M, VAULT_M).painted(colour))
        meshes.append(
            cylinder(0.32, 0.12, 12).turned(_LYING).moved(x, VAULT_Y_M - 0.7, VAULT_M + 0.45).painted(INK)
        )
        meshes.append(cylinder(1.15, HOLDER_M - 0.15, 16, 0.95).moved(x, HOLDER_Y_M, 0).painted(PAPER))
        meshes.append(cylinder(1.2, 0.15, 16).moved(x, HOLDER_Y_M, HOLDER_M - 0.15).painted(INK))
        y = KEY_Y_M + (number - 1) * 1.5
        meshes.append(box(0.16, 0.16, 3.0).moved(KEY_X_M, y, 0).painted(PINE))
        meshes.append(box(0.8, 0.8, 0.5).moved(KEY_X_M, y, 0).painted(PAPER))
    meshes.append(box(2.4, 1.3, GAUGE_FLOOR_M).moved(GAUGE_X_M, GAUGE_Y_M, 0).painted(PAPER))
    meshes.append(box(2.2, 0.12, GAUGE_M).moved(GAUGE_X_M, GAUGE_Y_M + 0.5, GAUGE_FLOOR_M).painted(INK))
    for mark in range(6):
        z = GAUGE_FLOOR_M + GAUGE_M * mark / 5
        meshes.append(box(0.3, 0.2, 0.06).moved(GAUGE_X_M - 1.05, GAUGE_Y_M + 0.3, z).painted(PAPER, 0.4))
    meshes.append(box(SPY_WIDE_M + 0.5, 0.5, 0.3).moved(0, SPY_Y_M, SPY_FLOOR_M - 0.3).painted(INK))
    return joined(meshes)


_LYING: Floats = np.array(((1, 0, 0), (0, 0, 1), (0, -1, 0)), np.float32)
