"""The empty server: a wheel whose lamps are players and whose web is the friendships between present players."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from ....build.halls import WHEEL_AT, WHEEL_TURN_DEG
from ....exhibits.arcade.exhibit import EmptyServer
from ....exhibits.arcade.players import CABINS, LATELY_DAYS, PLAYERS, State, friendships
from ....exhibits.exhibit import STEP_S
from ...primitives.instancing import InstanceList, Instances, static_node
from ...primitives.meshes import Floats, Mesh, box, cylinder, joined, spans
from ...primitives.palette import GOLD, IRON, RED, STEEL_DIM, WHITE
from ..prop import Box, FigureAt, Prop
from . import layout as at

SEATS, CABIN_OF = at.seats()
LOW, HIGH = np.triu_indices(CABINS, 1)
"""All pairs of cabins."""

CHORD_M, WIDEST_CHORD_M = 0.026, 0.5


class ArcadeProp(Prop):
    """Fourteen cabins on a wheel that turns once in sixty days, a pile of play tokens, a rival, and the published figures."""

    kind = "arcade"
    figure_at = FigureAt((-18.0, 12.5, 3.2), 2.3, 3.2)
    lamps = 0.3

    def build(self) -> None:
        self._wheel = self.root.attach_new_node("wheel")
        self._wheel.set_pos(*WHEEL_AT, 0)
        self._wheel.set_h(WHEEL_TURN_DEG)
        self._turning = self._wheel.attach_new_node("turning")
        self._turning.set_z(at.HUB_M)
        self._cabins = Instances("cabins", at.cabin(), CABINS)
        self._players = Instances("players", box(1.0, 1.0, 1.0).moved(z=-0.5), PLAYERS)
        self._web = Instances("web", box(1.0, 1.0, 1.0), len(LOW))
        self._ring = Instances("ring", at.rim_light(), 1)
        self._coins = self.add(Instances("coins", cylinder(1.25, 1.0, 10), at.MOST_COINS + 2))
        self._marks = self.add(Instances("marks", box(), 40))
        for level in (self._cabins.path, self._players.path):
            level.reparent_to(self._wheel)
        for turning in (static_node("spokes", at.spokes()), self._web.path, self._ring.path):
            turning.reparent_to(self._turning)
        self.add(static_node("market", joined([at.market(), _foot()])))
        self._colours = np.array([self.colour(at.COLOURS[number % 4]) for number in range(CABINS)])
        self._flags: tuple[object, ...] = ()
        self._lamps_are: tuple[Floats, Floats, Floats] | None = None
        self._held: tuple[object, ...] = ()
        self._sums: tuple[object, ...] = ()
        self._middles = at.rim(at.angles_deg(0.0))
        self._stack: list[float] = []
        self._rival_m = 1.6

    def show(self, exhibit: EmptyServer, state: State, time_s: float) -> None:
        later_s = float(np.clip(time_s - state.ticks * STEP_S, 0, STEP_S))
        days = state.day + min(state.hour + exhibit.days_per_s * later_s, 1.0)
        self._middles = at.rim(at.angles_deg(days)) - (0, 0, at.HANGS_M)
        self._cabins.set(self._middles, None, 1.0, self._colours, 0.12)
        flags = (state.active, state.left, state.back, state.bought)
        if not _same(flags, self._flags):
            self._flags = flags
            self._lamps_are = self._lamps(state)
        if self._lamps_are:
            sizes, colours, glow = self._lamps_are
            self._players.set(SEATS + self._middles[CABIN_OF], None, sizes, colours, glow)
        self._turning.set_r(360 * days / LATELY_DAYS)
        held = (exhibit.seed, exhibit.friendships, state.active)
        if not _same(held, self._held):
            self._held = held
            self._join(exhibit, state)
        sums = (exhibit, state.tokens, state.day, state.rival_until, state.weekend_until)
        if sums != self._sums:
            self._sums = sums
            self._count(exhibit, state)

    def boxes(self) -> Mapping[str, Box]:
        found = {}
        half = np.array(at.CABIN_M) / 2 + (0.1, 0.35, 0.3)
        for number, middle in enumerate(self._middles):
            place = np.array(at.out_of_wheel(middle))
            found[f"cabin_{number + 1}"] = _around(place, half)
        found["web"] = _around(np.array(at.out_of_wheel((0.0, 0.0, at.HUB_M))), np.array((7.5, 0.4, 7.5)))
        x, y = at.TOKENS_AT
        high = max(2.0, len(self._stack) * 0.36)
        found["tokens"] = Box((x - 1.5, y - 1.5, 0.0), (x + 1.5, y + 1.5, high))
        x, y = at.RIVAL_AT
        found["rival"] = Box((x - 1.2, y - 1.2, 0.0), (x + 1.2, y + 1.2, self._rival_m))
        x, y = at.MARKET_AT
        found["market"] = Box((x - 2.5, y - 1.8, 0.0), (x + 2.5, y + 1.8, 8.4))
        return found

    # ---- players

    def _lamps(self, state: State) -> tuple[Floats, Floats, Floats]:
        """A lamp for each player: bright in the colour of the cabin if present, broad and golden if buying,
        red if just left, white if just back, small and dark if gone."""
        colours = self._colours[CABIN_OF].copy()
        sizes = np.tile(np.array((at.LAMP_M, 2.0, at.LAMP_M), np.float32), (PLAYERS, 1))
        glow = np.full(PLAYERS, 0.75, np.float32)
        gone = ~state.active
        colours[gone], glow[gone] = self.colour(IRON), 0.0
        sizes[gone] = (0.2, 1.84, 0.2)
        left = state.left & gone
        colours[left], glow[left], sizes[left] = self.colour(RED), 0.8, (0.28, 1.95, 0.28)
        back = state.back & state.active
        colours[back], glow[back] = self.colour(WHITE), 0.9
        bought = state.bought & state.active
        colours[bought], glow[bought] = self.colour(GOLD), 1.0
        sizes[bought] = (at.SEAT_M, 2.5, at.SEAT_M)
        return sizes, colours.astype(np.float32), glow

    def _join(self, exhibit: EmptyServer, state: State) -> None:
        """Beams between cabins, each as strong as the number of its friendships with both friends active."""
        counts = held_between(friendships(exhibit.seed, exhibit.friendships), state)[LOW, HIGH]
        live = counts > 0
        points = at.rim(at.angles_deg(0.0)) - (0, 0, at.HUB_M)
        points = points * np.float32((at.RADIUS_M - 1.0) / at.RADIUS_M)
        if not live.any():
            self._web.set(np.zeros((0, 3)))
            return
        positions, rotations, lengths = spans(points[LOW[live]], points[HIGH[live]])
        wide = np.minimum(CHORD_M * counts[live], WIDEST_CHORD_M)
        colour = self.colour(self.accent.day)
        glow = np.clip(0.3 + 0.05 * counts[live], 0, 0.9)
        self._web.set(positions, rotations, np.column_stack([wide, wide, lengths]), colour, glow)

    # ---- tokens, rival, weekend

    def _count(self, exhibit: EmptyServer, state: State) -> None:
        self._stack = stack(exhibit.spent_lately(state))
        x, y = at.TOKENS_AT
        positions = [(x, y, 0.36 * number) for number in range(len(self._stack))]
        scales = [(1.0, 1.0, 0.31 * share) for share in self._stack]
        broad = 0.35 + 0.3 * exhibit.price  # the price tag: a coin that grows with the price
        positions.append((x, y - 2.9, 0.0))
        scales.append((broad, broad, 0.7))
        self._coins.set(positions, None, scales, self.colour(GOLD), 0.35)
        marks = InstanceList()
        days = exhibit.rival_days(state)
        strong = 0.5 + 0.09 * exhibit.rival_pct
        x, y = at.RIVAL_AT
        marks.add((x, y, 0.0), (strong, strong, 1.4), self.colour("#5B2A48"), 0.0)
        for floor in range(days):
            marks.add((x, y, 1.4 + 1.3 * floor), (strong, strong, 1.15), self.colour(at.MAGENTA), 0.8)
        if days:
            top = 1.4 + 1.3 * days
            marks.add((x, y, top), (3.2, 1.6, 0.5), self.colour(at.MAGENTA), 1.0)
            for side in (-1, 0, 1):  # a crown
                marks.add((x + 1.3 * side, y, top + 0.5), (0.6, 0.6, 1.6), self.colour(at.MAGENTA), 1.0)
        self._rival_m = 1.6 + 1.3 * days + (2.2 if days else 0.0)
        marks.show_in(self._marks)
        weekend = state.day < state.weekend_until
        share = float(state.active.mean())
        colour = self.colour(WHITE) if weekend else self.colour(at.MAGENTA if days else self.accent.night)
        thick = 1.04 if weekend else 1.0
        self._ring.set([(0, 0, 0)], None, thick, colour, 1.0 if weekend else 0.15 + 0.6 * share)


def held_between(pairs: np.ndarray[tuple[int, int], np.dtype[np.int64]], state: State) -> Floats:
    """Friendships with both friends active between every two cabins, shape (14, 14), symmetric, zero within a cabin."""
    live = pairs[state.active[pairs].all(axis=1)]
    a, b = CABIN_OF[live[:, 0]], CABIN_OF[live[:, 1]]
    found = np.bincount(a * CABINS + b, minlength=CABINS * CABINS).reshape(CABINS, CABINS)
    both = found + found.T
    np.fill_diagonal(both, 0)
    return both.astype(np.float32)


def stack(spent: float) -> list[float]:
    """Coins for a sum: 1 for each full coin, and the fraction of the last."""
    coins = min(spent / at.TOKENS_A_COIN, at.MOST_COINS)
    return [min(1.0, coins - number) for number in range(int(np.ceil(coins)))]


def _same(a: tuple[object, ...], b: tuple[object, ...]) -> bool:
    """Whether all values are equal; arrays of a state are never changed, so they are compared by identity."""
    return len(a) == len(b) and all(x is y or (np.isscalar(x) and x == y) for x, y in zip(a, b, strict=True))


def _around(place: npt.NDArray[np.floating[Any]], half: npt.NDArray[np.floating[Any]]) -> Box:
    low, high = place - half, place + half
    return Box(
        (float(low[0]), float(low[1]), float(low[2])), (float(high[0]), float(high[1]), float(high[2]))
    )


def _foot() -> Mesh:
    x, y = at.TOKENS_AT
    return box(3.4, 3.4, 0.06).moved(x, y, -0.04).painted(STEEL_DIM)
