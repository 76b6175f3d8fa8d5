"""Toy players and their friendships: who stays, returns and buys, from one day to the next; and the state of the exhibit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

PLAYERS, CABINS = 400, 14
LATELY_DAYS = 60
"""Days of a turn of the wheel."""

MOST_FRIENDSHIPS = 8.0

LEAVES = 0.08
"""Chance per day that a player without active friends leaves."""

HOLDS = 0.45
"""Each active friend divides that chance by e to this power."""

CALLS_BACK = 0.02
"""Chance that one active friend brings back a player who has left."""

BUYS = 0.03
"""Chance per day that a player without active friends buys the item, at a price of one token."""

INSPIRES = 0.15
"""Share that each active friend adds to that chance."""

PUTS_OFF = 0.25
"""Share that each token above one adds to the chance of leaving; a price below one lowers it."""

Flags = npt.NDArray[np.bool_]
Pairs = npt.NDArray[np.int64]


def in_cabin(number: int) -> slice:
    """Indices of the players in a cabin: 28 or 29."""
    return slice(PLAYERS * number // CABINS, PLAYERS * (number + 1) // CABINS)


class Day(NamedTuple):
    """Events of a day: who is active at its end, left, came back, bought; each of shape (400,)."""

    active: Flags
    left: Flags
    back: Flags
    bought: Flags


@lru_cache(maxsize=8)
def acquaintances(seed: int) -> Pairs:
    """All pairs of players who could be friends, the likeliest first; shape (1600, 2), read-only.

    A world with fewer friendships uses the first of these, so its friendships are a subset of those of a richer one.
    """
    draw = np.random.default_rng((seed, PLAYERS))
    pairs = draw.integers(0, PLAYERS, (int(PLAYERS * MOST_FRIENDSHIPS / 2), 2))
    pairs.setflags(write=False)
    return pairs


def friendships(seed: int, mean: float) -> Pairs:
    """The pairs of friends in a world where a player has `mean` friends on average; shape (n, 2).

    Chance may repeat a pair, or pair a player with himself; such a pair adds nothing.
    """
    return acquaintances(seed)[: int(PLAYERS * mean / 2)]


def matrix(pairs: Pairs) -> Flags:
    """Adjacency matrix of the friendships; shape (400, 400), symmetric."""
    found = np.zeros((PLAYERS, PLAYERS), bool)
    found[pairs[:, 0], pairs[:, 1]] = found[pairs[:, 1], pairs[:, 0]] = True
    np.fill_diagonal(found, False)
    return found


def active_friends(pairs: Pairs, active: Flags) -> npt.NDArray[np.int64]:
    """Number of active friends of each player, shape (400,)."""
    return np.asarray((matrix(pairs) & active[None]).sum(axis=1), np.int64)


def leaving(friends: npt.ArrayLike, price: float = 1.0, rival: float = 0.0) -> npt.NDArray[np.float64]:
    """Chance per day that an active player leaves, by number of active friends; `rival` is added to it."""
    own = LEAVES * np.exp(-HOLDS * np.asarray(friends, float)) * (1 + PUTS_OFF * (price - 1))
    return np.clip(own + rival, 0.0, 1.0)


def returning(friends: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Chance per day that a player who has left returns, by number of active friends."""
    return np.asarray(1 - (1 - CALLS_BACK) ** np.asarray(friends, float))


def buying(friends: npt.ArrayLike, price: float = 1.0) -> npt.NDArray[np.float64]:
    """Chance per day that an active player buys the item; each extra token on its price halves it."""
    return np.minimum(BUYS * (1 + INSPIRES * np.asarray(friends, float)) * 2 ** (1 - price), 1.0)


def next_day(
    active: Flags, pairs: Pairs, price: float, rival: float, guests: float, draw: np.random.Generator
) -> Day:
    """The players a day later.

    Parameters
    ----------
    rival : added to every player's chance of leaving.
    guests : chance that a player who has left visits today without a friend's call.
    """
    friends = active_friends(pairs, active)
    chance = draw.random((3, PLAYERS))
    left = active & (chance[0] < leaving(friends, price, rival))
    back = ~active & (chance[1] < np.maximum(returning(friends), guests))
    now = (active & ~left) | back
    return Day(now, left, back, now & (chance[2] < buying(friends, price)))


@dataclass(frozen=True, slots=True)
class State:
    """The active players, and the events of the last day."""

    ticks: int
    day: int  # days since the server was opened; `hour`: elapsed share of the next day, 0..1
    hour: float
    server: int  # number of the server
    # active, left, back, bought: one flag per player; shape (400,). Never changed in place.
    active: Flags
    left: Flags
    back: Flags
    bought: Flags
    tokens: tuple[float, ...] = ()  # tokens spent on each of the last sixty days
    # rival_until, weekend_until: last day of a rival's draw and of a free weekend
    rival_until: int = 0
    weekend_until: int = 0
