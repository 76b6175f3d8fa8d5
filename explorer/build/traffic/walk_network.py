"""The network of positions where people walk and stop: random ones, and those at crossings and before exhibits."""

from __future__ import annotations

import heapq
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from explorer.build.geometry.shapes import Floats
from explorer.build.site import plan
from explorer.build.site.plan import Point2, Room
from explorer.build.site.streets import CROSSINGS, TRAM_AXIS_Y
from explorer.build.traffic.walkable import EXHIBIT_M, HIGH, LOW, WalkableMap

NODES = 3400
NEAREST_M, FARTHEST_M = 1.6, 8.0
"""Minimum distance between positions, and maximum length of an edge."""

FRONT_SHARES = (-0.44, -0.3, 0.3, 0.44)
FRONT_OFF_M = (1.1, 2.6)
"""Positions of an exhibit's viewers: shares of its width, which leave the middle of the view free, and distances in front."""

FRONT_DRAW = 9.0
"""Weight of a stop before an exhibit, relative to any other position."""


class WalkNetwork:
    """Positions on free ground, joined where the straight line is clear.

    Parameters
    ----------
    walkable : where people can walk.
    seed : of the random positions.
    rooms : of exhibits, which viewers stop before.
    """

    def __init__(self, walkable: WalkableMap, seed: int, rooms: Sequence[Room] = ()) -> None:
        self.walkable = walkable
        random = np.random.default_rng(seed)
        fronts, self._seen = _fronts(walkable, rooms)
        self.positions = np.concatenate([fronts, _gateways(walkable), _scattered(walkable, random)])
        self.count = len(self.positions)
        self._draw = np.where(np.arange(self.count) < len(fronts), FRONT_DRAW, 1.0)
        x, y = self.positions.T
        apart = np.hypot(x[:, None] - x, y[:, None] - y)
        first, second = np.nonzero((apart < FARTHEST_M) & (apart > 0))
        clear = np.concatenate(
            [
                walkable.is_clear(self.positions[a], self.positions[b], with_room=True)
                for a, b in zip(np.array_split(first, 40), np.array_split(second, 40), strict=True)
            ]
        )
        self._edges: list[list[tuple[int, float]]] = [[] for _ in range(self.count)]
        for a, b in zip(first[clear].tolist(), second[clear].tolist(), strict=True):
            self._edges[a].append((b, float(apart[a, b])))
        self.home = self._parts()

    def _parts(self) -> npt.NDArray[np.int64]:
        """The connected component that each position belongs to."""
        part = np.full(self.count, -1)
        for start in range(self.count):
            waiting = [start] if part[start] < 0 else []
            while waiting:
                here = waiting.pop()
                if part[here] < 0:
                    part[here] = start
                    waiting += [there for there, _ in self._edges[here]]
        return part

    def stops_near(
        self, centre: Point2, spread_m: float, roam_m: float, random: np.random.Generator
    ) -> list[int]:
        """Up to nine positions in one connected component: the first within `spread_m` of `centre`, the rest within `roam_m`."""
        off = np.linalg.norm(self.positions - centre, axis=1)
        near = np.flatnonzero(off < spread_m)
        if not len(near):
            return []
        first = int(random.choice(near))
        about = np.flatnonzero((off < roam_m) & (self.home == self.home[first]))
        count = int(random.integers(4, 9))
        drawn = self._draw[about] / self._draw[about].sum()
        rest = random.choice(about, min(count, len(about)), replace=False, p=drawn)
        return [first, *(int(stop) for stop in rest if stop != first)]

    def path(self, start: int, end: int, edge_costs: Floats) -> Floats:
        """The cheapest path between two positions, with shortcuts where they are clear: shape (n, 2)."""
        spent, came = {start: 0.0}, {start: -1}
        waiting = [(0.0, start)]
        while waiting:
            here_m, here = heapq.heappop(waiting)
            if here == end:
                break
            if here_m > spent[here]:
                continue
            for there, length in self._edges[here]:
                total = here_m + length * float(edge_costs[there])
                if total < spent.get(there, np.inf):
                    spent[there], came[there] = total, here
                    heapq.heappush(waiting, (total, there))
        if end not in came:
            return np.zeros((0, 2))
        nodes = [end]
        while nodes[-1] != start:
            nodes.append(came[nodes[-1]])
        return self._straightened(self.positions[nodes[::-1]])

    def _straightened(self, line: Floats) -> Floats:
        """The line without the positions that a clear shortcut of a few steps can skip."""
        kept, here = [line[0]], 0
        while here < len(line) - 1:
            ahead = min(here + 3, len(line) - 1)
            while ahead > here + 1 and not self._sees(line[here], line[ahead]):
                ahead -= 1
            here = ahead
            kept.append(line[here])
        return np.array(kept)

    def _sees(self, start: Floats, end: Floats) -> bool:
        return bool(self.walkable.is_clear(start[None], end[None], with_room=True)[0])

    def outlook(self, stop: int, random: np.random.Generator) -> float:
        """The direction of view at a position: to the exhibit before it, to the nearest building, or anywhere; degrees."""
        position = self.positions[stop]
        if stop < len(self._seen):
            seen, spread_deg = self._seen[stop] - position, 12
        else:
            apart = np.array([place.centre_m for place in plan.ZONES.values()]) - position
            seen, spread_deg = apart[np.linalg.norm(apart, axis=1).argmin()], 35
        angle = float(np.degrees(np.arctan2(seen[1], seen[0]))) + float(random.normal(0, spread_deg))
        return angle % 360


def _fronts(walkable: WalkableMap, rooms: Sequence[Room]) -> tuple[Floats, Floats]:
    """Positions (n, 2) with a view into the open fronts of rooms, and the points looked at (n, 2)."""
    positions: list[Point2] = []
    seen: list[Point2] = []
    for room in rooms:
        width, depth, _ = room.size_m
        for share in FRONT_SHARES:
            for off_m in FRONT_OFF_M:
                position = room.at(share * width, depth / 2 + EXHIBIT_M + off_m)
                if walkable.is_free(position, with_room=True):
                    positions.append(position)
                    seen.append(room.at(share * width * 0.5, 0.0))
    return np.array(positions).reshape(-1, 2), np.array(seen).reshape(-1, 2)


def _gateways(walkable: WalkableMap) -> Floats:
    """Positions on and beside the crossings of the avenue, so that the network crosses it."""
    points = np.array(
        [(x, TRAM_AXIS_Y + aside) for x, y, _ in CROSSINGS if y == TRAM_AXIS_Y for aside in (-5, 0, 5)]
    )
    return points[walkable.is_free(points, with_room=True)]


def _scattered(walkable: WalkableMap, random: np.random.Generator) -> Floats:
    """Random free positions with a minimum distance."""
    kept = np.zeros((0, 2))
    while len(kept) < NODES:
        fresh = random.uniform(LOW, HIGH, (4000, 2))
        fresh = fresh[walkable.is_free(fresh, with_room=True)]
        before = len(kept)
        for point in fresh:
            if not len(kept) or np.min(((kept - point) ** 2).sum(axis=1)) > NEAREST_M**2:
                kept = np.concatenate([kept, point[None]])
        if len(kept) - before < 8:
            break
    return kept[:NODES]
