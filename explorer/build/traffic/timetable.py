"""The script of all motion in the park, written by the bake: the network people walk and when each moves along it."""

from __future__ import annotations

import heapq
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from explorer.build.geometry.shapes import Floats
from explorer.build.pipeline.assemble import Part
from explorer.build.site import plan
from explorer.build.site.plan import Point2, Room
from explorer.build.site.site import centre_of
from explorer.build.site.streets import CROSSINGS, TRAM_AXIS_Y
from explorer.build.traffic import routes
from explorer.build.traffic.walkable import EXHIBIT_M, HIGH, LOW, WalkableMap
from explorer.crowd import PRECOMPUTED, Crowd, Script
from explorer.crowd.script import FILE, Look, Walk
from explorer.crowd.timetable import CYCLE_S, Timetable
from explorer.crowd.tram import CAR_HALF_M, trams
from explorer.crowd.walkers import STEP_S, walkers

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


APART_M = 0.55
TRAM_APART_M = 0.7
LEAST_STOP_S = 7.0
TRIES = 6
SHIFTS = 16
"""Rounds tried per walker, and starting times tried per round."""

LOOKS: tuple[tuple[Look, float], ...] = (("suit", 0.34), ("coat", 0.28), ("dress", 0.2), ("child", 0.18))
PACES: dict[Look, tuple[float, float]] = {
    "suit": (1.05, 1.45),
    "coat": (0.95, 1.35),
    "dress": (0.95, 1.3),
    "child": (0.85, 1.15),
    "robot": (1.0, 1.3),
}
"""Slowest and fastest walking speeds, m/s."""

CLOTHES = (
    "#EE6C4D",
    "#2F74D0",
    "#F2A33A",
    "#159E9A",
    "#3C4149",
    "#F4EFE7",
    "#7B5CD6",
    "#5B6068",
    "#C2478E",
    "#86A845",
)
ROBOT_COLOURS = ("#EE6C4D", "#F2884B", "#159E9A")


@dataclass(frozen=True, slots=True)
class Attraction:
    """A popular place: the number of walkers that start there, its centre and radius, and how far they roam."""

    people: int
    centre: tuple[float, float]
    spread_m: float
    roam_m: float
    look: Look | None = None


def _attractions() -> list[Attraction]:
    x, y = centre_of("plaza")
    return [
        Attraction(44, (x, y), 48, 80),
        Attraction(26, (12, -118), 22, 80),
        Attraction(52, (-92, -46), 46, 60),
        Attraction(14, (62, -122), 20, 70),
        Attraction(16, (-178, -52), 26, 80),
        Attraction(14, centre_of("forum"), 40, 120),
        Attraction(26, plan.RING_CENTRE, 42, 80),
        Attraction(10, (75, -1), 20, 70),
        Attraction(14, (132, -92), 30, 90),
        Attraction(10, (172, -40), 30, 80),
        Attraction(22, (-60, 31), 80, 110),
        Attraction(18, (-70, 49), 60, 110),
        Attraction(12, (0, 72), 24, 80),
        Attraction(10, (-150, 120), 40, 90),
        Attraction(8, (200, 60), 70, 120),
        Attraction(8, (120, 138), 60, 120),
        Attraction(4, (-60, 31), 70, 90, "robot"),
        Attraction(4, (-70, 49), 60, 90, "robot"),
        Attraction(12, (-84, 50), 34, 50),
    ]


def plan_walks(
    walkable: WalkableMap, tram_cars: Timetable, rooms: Sequence[Room] = (), seed: int = 7
) -> tuple[Walk, ...]:
    """Rounds for all walkers, the same for the same seed; some stop at the open fronts of the exhibits' rooms."""
    network = WalkNetwork(walkable, seed, rooms)
    crowd = _Crowd(tram_cars, walkable)
    # the few robots first: among all walkers they would find no free path
    for number, attraction in sorted(enumerate(_attractions()), key=lambda each: each[1].look is None):
        for person in range(attraction.people):
            random = np.random.default_rng((seed, number, person))
            _add_one(crowd, network, attraction, random)
    return tuple(crowd.walks)


def _add_one(
    crowd: _Crowd, network: WalkNetwork, attraction: Attraction, random: np.random.Generator
) -> None:
    names, weights = zip(*LOOKS, strict=True)
    look: Look = attraction.look or names[int(random.choice(len(names), p=weights))]
    colours = ROBOT_COLOURS if look == "robot" else CLOTHES
    colour = colours[int(random.integers(len(colours)))]
    height = 1.0 if look == "robot" else float(np.round(random.uniform(0.93, 1.06), 2))
    for _ in range(TRIES):
        keys = _round(network, attraction, random, PACES[look])
        if keys and crowd.add(Walk(look, colour, height, keys), random):
            return


Keys = tuple[tuple[float, float, float, float, float | None], ...]


def _round(
    network: WalkNetwork, attraction: Attraction, random: np.random.Generator, pace: tuple[float, float]
) -> Keys:
    """A round from stop to stop, with fewer stops if it takes too long; empty if no round is possible."""
    stops = network.stops_near(attraction.centre, attraction.spread_m, attraction.roam_m, random)
    edge_costs = np.exp(random.normal(0, 0.35, network.count))
    speed = random.uniform(*pace)
    there = [network.path(a, b, edge_costs) for a, b in pairwise(stops)]
    while len(stops) > 1:
        path = [*there[: len(stops) - 1], network.path(stops[-1], stops[0], edge_costs)]
        lengths = [float(np.linalg.norm(np.diff(leg, axis=0), axis=1).sum()) for leg in path]
        stood = CYCLE_S - sum(lengths) / speed
        if stood >= LEAST_STOP_S * len(stops) and all(len(leg) > 1 for leg in path):
            break
        stops.pop()
    else:
        return ()
    shares = random.dirichlet(np.full(len(stops), 4.0)) * (stood - LEAST_STOP_S * len(stops)) + LEAST_STOP_S
    rows: list[tuple[float, float, float, float | None]] = []
    time = 0.0
    for stop, leg, stop_s in zip(stops, path, shares, strict=True):
        look = round(network.outlook(stop, random))
        rows += [(time, *leg[0], look), (time + stop_s, *leg[0], look)]
        time += stop_s
        along = np.cumsum(np.linalg.norm(np.diff(leg, axis=0), axis=1))
        rows += [(time + d / speed, *point, None) for d, point in zip(along[:-1], leg[1:-1], strict=True)]
        time += along[-1] / speed
    levels = network.walkable.level(np.array([row[1:3] for row in rows]))
    return tuple(
        (round(t, 1), round(x, 2), round(y, 2), round(float(z), 2), look)
        for (t, x, y, look), z in zip(rows, levels, strict=True)
    )


class _Crowd:
    """The walkers placed so far."""

    def __init__(self, tram_cars: Timetable, walkable: WalkableMap) -> None:
        self.walks: list[Walk] = []
        self._footing = walkable
        steps = int(CYCLE_S / STEP_S)
        self._tracks = np.zeros((steps, 0, 2))
        self._trams = np.stack([tram_cars.at(step * STEP_S).positions[:, :2] for step in range(steps)])

    def add(self, walk: Walk, random: np.random.Generator) -> bool:
        """Add a walk at a starting time without conflicts; returns whether one was found."""
        track = walkers([walk]).positions[:, 0, :2]
        if not self._footing.is_clear(track, np.roll(track, -1, axis=0)).all():
            return False
        for shift in random.choice(len(track), SHIFTS, replace=False):
            shifted = np.roll(track, shift, axis=0)
            if not self._meets_anybody(shifted) and not self._meets_tram(shifted):
                self.walks.append(_later(walk, float(shift) * STEP_S))
                self._tracks = np.concatenate([self._tracks, shifted[:, None]], axis=1)
                return True
        return False

    def _meets_anybody(self, track: Floats) -> bool:
        low, high = track.min(axis=0) - APART_M, track.max(axis=0) + APART_M
        near = ((self._tracks.max(axis=0) > low) & (self._tracks.min(axis=0) < high)).all(axis=1)
        return bool((_nearest(self._tracks[:, near] - track[:, None]) < APART_M).any())

    def _meets_tram(self, track: Floats) -> bool:
        apart = np.abs(self._trams - track[:, None])
        half = np.add(CAR_HALF_M, (TRAM_APART_M + 4.0, TRAM_APART_M))
        return bool((apart < half).all(axis=2).any())


def _later(walk: Walk, shift_s: float) -> Walk:
    keys = [(round((time + shift_s) % CYCLE_S, 1), x, y, z, look) for time, x, y, z, look in walk.keys]
    return replace(walk, keys=tuple(sorted(keys, key=lambda key: key[0])))


def _nearest(apart: Floats) -> Floats:
    """The minimum distance in each step between two that move straight: (k, n, 2) to (k, n)."""
    after = np.roll(apart, -1, axis=0)
    change = after - apart
    share = -(apart * change).sum(axis=2) / np.maximum((change**2).sum(axis=2), 1e-12)
    return np.asarray(np.linalg.norm(apart + change * np.clip(share, 0, 1)[..., None], axis=2))


CAR_COLOURS = ("#F4EFE7", "#EE6C4D", "#5B6068", "#2F74D0", "#F4EFE7", "#F2A33A", "#A7ABAF", "#159E9A")
LOADED_FOR = ("street", "goals25", "twinlib", "net", "factory")
"""The zones whose accents colour the loads of trucks."""


def build_script(parts: Sequence[Part], solids: npt.NDArray[np.void]) -> Script:
    """The script for these parts; the same for the same park.

    Parameters
    ----------
    parts : all static models.
    solids : boxes of dtype `baked_format.SOLID` that block walkers as well.
    """
    line = routes.tramway()
    rooms = [place.room for place in plan.ZONES.values() if place.room]
    return Script(
        walks=plan_walks(WalkableMap(parts, solids, rooms), trams(line), rooms),
        lane=routes.lane(),
        car_colours=CAR_COLOURS,
        load_colours=tuple(plan.ZONES[zone].accent for zone in LOADED_FOR),
        tramway=line,
        tram_colour=plan.ZONES["drivers"].accent,
        boats=routes.sailings(),
        flights=routes.flights(),
        gulls=routes.GULLS,
        flags=tuple(flag for part in parts for flag in part.builder.flags),
    )


def write_script(out: Path, script: Script) -> None:
    """Write the script beside the models, with those of its timetables that take long to compute."""
    crowd = Crowd(script, plan.WATER_LEVEL_M)
    for name, file in PRECOMPUTED.items():
        np.save(out / file, getattr(crowd, name).rows)
    text = json.dumps(script.to_json(), ensure_ascii=True, separators=(",", ":"))
    (out / FILE).write_text(text, encoding="utf-8")
