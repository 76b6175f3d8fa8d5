"""Firms that move to better places, and the number of clusters they form: pure arithmetic."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]

FIRMS = 240
"""Number of firms, on a map of unit side length."""

NEAR, CROWD, REACH = 0.06, 0.16, 0.08
"""Distances, in sides of the map, at which a firm feels neighbours, the crowd of its district, and an anchor company."""

NEAR_RATE, CROWD_RATE, REACH_RATE = (np.float32(-1 / sides**2) for sides in (NEAR, CROWD, REACH))

GAIN, SATED = 10.0, 8.0
"""Neighbours give at most `GAIN`; half of it is reached at `SATED` neighbours."""

CHANCE_SITES, NEIGHBOUR_SITES, BESIDE_FIRM, BESIDE_ANCHOR = 3, 4, 0.02, 0.04
"""Sites a firm compares: random ones, ones beside other firms, and one beside an anchor; the last two are distances."""

KERNEL, MERGE, LEAST, ROUNDS = 0.05, 0.05, 15, 25
"""Mean shift: width of its kernel, distance at which modes merge, least firms of a cluster, rounds of climbing."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Weights of what a place is worth."""

    gain: float  # from near neighbours, 0 to 2
    crowding: float  # cost per firm in the district
    pull: float  # of the nearest anchor company


def squares(places: Floats, others: Floats) -> Floats:
    """Squared distances between two sets of places, shape (n, m)."""
    across = places[:, :1] - others[:, 0]
    along = places[:, 1:] - others[:, 1]
    across *= across
    along *= along
    across += along
    return across


def worth(sites: Floats, firms: Floats, mover: int, anchors: Floats, rules: Rules) -> Floats:
    """Value of sites, shape (s, 2), to the firm `mover`, shape (s,)."""
    off = squares(sites, firms)
    off[:, mover] = 9.0  # a firm is no neighbour of itself
    near = np.exp(off * NEAR_RATE).sum(axis=1)
    found = rules.gain * GAIN * near / (near + SATED) - rules.crowding * np.exp(off * CROWD_RATE).sum(axis=1)
    if len(anchors):
        found = found + rules.pull * np.exp(squares(sites, anchors).min(axis=1) * REACH_RATE)
    return np.asarray(found, np.float32)


def moved(
    firms: Floats, moves: int, anchors: Floats, rules: Rules, draw: np.random.Generator
) -> tuple[Floats, Numbers]:
    """The firms after some of them, one at a time, took the best of a few sites; and which of them moved."""
    firms = firms.copy()
    movers = draw.integers(len(firms), size=moves)
    hosts = draw.integers(len(firms), size=(moves, NEIGHBOUR_SITES))
    first, last = 1 + CHANCE_SITES, 1 + CHANCE_SITES + NEIGHBOUR_SITES
    sites = np.empty((moves, last + bool(len(anchors)), 2), np.float32)
    sites[:, 1:first] = draw.random((moves, CHANCE_SITES, 2), dtype=np.float32)
    beside = draw.standard_normal((moves, NEIGHBOUR_SITES + 1, 2), dtype=np.float32)
    beside[:, :-1] *= BESIDE_FIRM
    if len(anchors):
        host_anchors = draw.integers(len(anchors), size=moves)
        sites[:, last] = np.clip(anchors[host_anchors] + beside[:, -1] * BESIDE_ANCHOR, 0, 1)
    went = []
    for mover, offered, host, off in zip(movers.tolist(), sites, hosts, beside[:, :-1], strict=True):
        offered[0] = firms[mover]
        offered[first:last] = np.clip(firms[host] + off, 0, 1)
        best = int(worth(offered, firms, mover, anchors, rules).argmax())
        if best:
            firms[mover] = offered[best]
            went.append(mover)
    return firms, np.array(went, np.int64)


@dataclass(frozen=True, slots=True)
class Count:
    """Clusters as counted."""

    centres: Floats  # shape (k, 2), the largest first
    sizes: Numbers  # firms in each, shape (k,)
    member: Numbers  # cluster of each firm, -1 without one

    def __len__(self) -> int:
        return len(self.sizes)


@dataclass(frozen=True, slots=True)
class Climb:
    """A mean shift in progress (Comaniciu and Meer, IEEE PAMI 24, 2002): every firm climbs to the densest point nearby."""

    firms: Floats
    points: Floats
    rounds: int = 0

    @classmethod
    def of(cls, firms: Floats) -> Climb:
        """A climb that starts at the firms' places."""
        return cls(firms, firms)

    @property
    def done(self) -> bool:
        return self.rounds >= ROUNDS

    def on(self) -> Climb:
        """Advance by one round."""
        weight = squares(self.points, self.firms)
        weight *= np.float32(-1 / KERNEL**2)
        np.exp(weight, out=weight)
        points = weight @ self.firms / weight.sum(axis=1, keepdims=True)
        return replace(self, points=points, rounds=self.rounds + 1)

    def count(self) -> Count:
        """The modes reached by at least `LEAST` firms."""
        left = np.arange(len(self.points))
        found: list[tuple[Floats, Numbers]] = []
        # a firm belongs to the first mode near it, so no firm counts twice
        while len(left):
            mode = self.points[left[0]]
            close = np.hypot(*(self.points[left] - mode).T) < MERGE
            if close.sum() >= LEAST:
                found.append((self.firms[left[close]].mean(axis=0), left[close]))
            left = left[~close]
        found.sort(key=lambda cluster: -len(cluster[1]))
        member = np.full(len(self.points), -1, np.int64)
        for number, (_, firms) in enumerate(found):
            member[firms] = number
        centres = np.array([centre for centre, _ in found], np.float32).reshape(-1, 2)
        return Count(centres, np.array([len(firms) for _, firms in found], np.int64), member)


def counted(firms: Floats) -> Count:
    """Clusters of firms, counted in one go."""
    climb = Climb.of(firms)
    while not climb.done:
        climb = climb.on()
    return climb.count()
