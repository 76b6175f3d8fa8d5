"""Books: what is known of an industry's machines before one of them is seen, as a cloud of candidates.

A twin is a cloud of candidates that are weighed by what was measured (Bayes' rule with importance weights). A book is a cloud
round the machines of its industry; without a book the cloud is all kinds of machine over all of their ranges. The recipe is
the one that most of the weighed candidates call good.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

import numpy as np

from .models import HALL_K, SHELF, Array, respond
from .recipe import Flags, good_recipes

Industry = Literal["steel", "plastic", "solder"]
Book = Literal["steel", "plastic", "solder", "library", "none"]

GAIN_SPREAD, TIME_SPREAD = 0.08, 0.20
"""How far machines of one industry differ: standard deviations of the logarithm of gain and of times."""
CANDIDATES, WITHOUT_A_BOOK = 240, 200
"""In a book; without one, of each kind."""
LONGEST_WATCH_S = 60
PIECE = {"rad": 5}
USUAL_PIECE = 20
"""So many candidates are worked out in one go, which takes some two milliseconds."""


class Machine(NamedTuple):
    """The typical machine of an industry: its range above the hall in kelvin, its kind, its parameters; all invented."""

    span_k: float
    kind: str
    parameters: tuple[float, ...]

    def celsius(self, percent: float) -> float:
        """A temperature of percent of the range, in degrees Celsius."""
        return HALL_K - 273.0 + self.span_k * percent / 100.0


INDUSTRIES: dict[Industry, Machine] = {
    "steel": Machine(700.0, "two", (75.0, 50.0, 22.0)),
    "plastic": Machine(200.0, "delay", (118.0, 30.0, 16.0)),
    "solder": Machine(370.0, "rad", (112.0, 32.0, 40.0)),
}


def machines_like(machine: Machine, random: np.random.Generator, count: int) -> Array:
    """Machines of one industry, each a little different: shape (count, n)."""
    middle = np.array(machine.parameters)
    spread = np.array([GAIN_SPREAD] + [TIME_SPREAD] * (len(middle) - 1))
    drawn: Array = middle * np.exp(spread * random.standard_normal((count, len(middle))))
    return drawn


class Piece(NamedTuple):
    """Some candidates of a cloud: what each would show while watched, and which recipes it calls good."""

    source: str  # the industry of the book they are from, or ""
    trace: Array
    good: Flags


class _Order(NamedTuple):
    """What a piece is made of."""

    source: str
    kind: str
    number: int


@lru_cache(maxsize=8)
def _orders(book: Book) -> tuple[_Order, ...]:
    """The pieces of a cloud, in the order in which they are made."""

    def of(source: str, kind: str, count: int) -> Iterator[_Order]:
        return (_Order(source, kind, number) for number in range(count // PIECE.get(kind, USUAL_PIECE)))

    if book == "none":
        return tuple(order for kind in SHELF for order in of("", kind, WITHOUT_A_BOOK))
    chosen: tuple[Industry, ...] = tuple(INDUSTRIES) if book == "library" else (book,)
    return tuple(order for name in chosen for order in of(name, INDUSTRIES[name].kind, CANDIDATES))


def pieces_of(book: Book) -> int:
    """How many pieces a cloud has."""
    return len(_orders(book))


def piece(book: Book, number: int, span_k: float) -> Piece:
    """A piece of a cloud, as it is on a machine with this range; kept once it was made."""
    return _piece(_orders(book)[number], span_k)


@lru_cache(maxsize=1024)
def _piece(order: _Order, span_k: float) -> Piece:
    count = PIECE.get(order.kind, USUAL_PIECE)
    if order.source:
        random = np.random.default_rng((1, tuple(INDUSTRIES).index(order.source), order.number))
        parameters = machines_like(INDUSTRIES[order.source], random, count)  # type: ignore[index]
    else:
        random = np.random.default_rng((9, tuple(SHELF).index(order.kind), order.number))
        low, high = np.array(SHELF[order.kind]).T
        parameters = low + (high - low) * random.random((count, len(low)))
    trace = respond(order.kind, parameters, ((0.0, 1.0),), LONGEST_WATCH_S, span_k)
    return Piece(order.source, trace, good_recipes(order.kind, parameters, span_k))


class Cloud(NamedTuple):
    """All candidates of a book, or of all books, or of no book."""

    sources: tuple[str, ...]
    trace: Array
    good: Flags

    def weights(self, seen: Array, noise: float) -> Array:
        """How probable each candidate is after what was measured; all alike before."""
        off = ((self.trace[:, : len(seen)] - seen) ** 2).sum(axis=1) / (2 * noise * noise)
        weight = np.exp(off.min() - off)
        shares: Array = weight / weight.sum()
        return shares

    def recipe(self, weights: Array) -> int:
        """The number of the recipe that most of the weighed candidates call good."""
        return int((weights @ self.good).argmax())

    def likely(self, weights: Array, source: str) -> float:
        """How probable it is that the machine is of this book's industry."""
        return float(weights[[name == source for name in self.sources]].sum())


@lru_cache(maxsize=4)  # up to 0.7 MB each, and quick to put together again
def cloud(book: Book, span_k: float) -> Cloud:
    """The whole cloud; quick once all of its pieces are made."""
    made = [piece(book, number, span_k) for number in range(pieces_of(book))]
    return Cloud(
        tuple(one.source for one in made for _ in one.trace),
        np.concatenate([one.trace for one in made]),
        np.concatenate([one.good for one in made]),
    )
