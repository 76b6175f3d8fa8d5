"""Books: prior knowledge of an industry's machines, as a cloud of candidates.

A twin is a cloud of candidates weighted by measurements (Bayes' rule with importance weights). A book is a cloud
around the machines of its industry; without a book, the cloud covers all kinds of machine over their full ranges. The
recipe is the one that most of the weighted candidates call good.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

import numpy as np

from .models import HALL_K, SHELF, Array, Flags, good_recipes, respond

Industry = Literal["steel", "plastic", "solder"]
Book = Literal["steel", "plastic", "solder", "library", "none"]

GAIN_SPREAD, TIME_SPREAD = 0.08, 0.20
"""Variation between machines of one industry: standard deviations of the logarithm of gain and of times."""
CANDIDATES, WITHOUT_A_BOOK = 240, 200
"""Candidates per book, and per kind without a book."""
LONGEST_WATCH_S = 60
PIECE = {"rad": 5}
USUAL_PIECE = 20
"""Candidates computed at a time, which takes some two milliseconds."""


class Machine(NamedTuple):
    """The typical machine of an industry: its range above ambient in kelvin, its kind, its parameters; all invented."""

    span_k: float
    kind: str
    parameters: tuple[float, ...]

    def celsius(self, percent: float) -> float:
        """Temperature in degrees Celsius from percent of the range."""
        return HALL_K - 273.0 + self.span_k * percent / 100.0


INDUSTRIES: dict[Industry, Machine] = {
    "steel": Machine(700.0, "two", (75.0, 50.0, 22.0)),
    "plastic": Machine(200.0, "delay", (118.0, 30.0, 16.0)),
    "solder": Machine(370.0, "rad", (112.0, 32.0, 40.0)),
}


def machines_like(machine: Machine, random: np.random.Generator, count: int) -> Array:
    """Random machines of one industry: shape (count, n)."""
    middle = np.array(machine.parameters)
    spread = np.array([GAIN_SPREAD] + [TIME_SPREAD] * (len(middle) - 1))
    drawn: Array = middle * np.exp(spread * random.standard_normal((count, len(middle))))
    return drawn


class Piece(NamedTuple):
    """Some candidates of a cloud: the expected measurements of each, and the recipes it calls good."""

    source: str  # industry of their book, or ""
    trace: Array
    good: Flags


class _Order(NamedTuple):
    """Specification of a piece."""

    source: str
    kind: str
    number: int


@lru_cache(maxsize=8)
def _orders(book: Book) -> tuple[_Order, ...]:
    """The pieces of a cloud, in order of computation."""

    def of(source: str, kind: str, count: int) -> Iterator[_Order]:
        return (_Order(source, kind, number) for number in range(count // PIECE.get(kind, USUAL_PIECE)))

    if book == "none":
        return tuple(order for kind in SHELF for order in of("", kind, WITHOUT_A_BOOK))
    chosen: tuple[Industry, ...] = tuple(INDUSTRIES) if book == "library" else (book,)
    return tuple(order for name in chosen for order in of(name, INDUSTRIES[name].kind, CANDIDATES))


def pieces_of(book: Book) -> int:
    """Number of pieces of a cloud."""
    return len(_orders(book))


def piece(book: Book, number: int, span_k: float) -> Piece:
    """A piece of a cloud for a machine with this range; cached."""
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
    """All candidates of a book, of all books, or without a book."""

    sources: tuple[str, ...]
    trace: Array
    good: Flags

    def weights(self, seen: Array, noise: float) -> Array:
        """Probability of each candidate given the measurements; uniform without any."""
        off = ((self.trace[:, : len(seen)] - seen) ** 2).sum(axis=1) / (2 * noise * noise)
        weight = np.exp(off.min() - off)
        shares: Array = weight / weight.sum()
        return shares

    def recipe(self, weights: Array) -> int:
        """Index of the recipe that most of the weighted candidates call good."""
        return int((weights @ self.good).argmax())

    def likely(self, weights: Array, source: str) -> float:
        """Probability that the machine is of this book's industry."""
        return float(weights[[name == source for name in self.sources]].sum())


@lru_cache(maxsize=4)  # up to 0.7 MB each, and quick to put together again
def cloud(book: Book, span_k: float) -> Cloud:
    """The whole cloud; fast once all of its pieces are cached."""
    made = [piece(book, number, span_k) for number in range(pieces_of(book))]
    return Cloud(
        tuple(one.source for one in made for _ in one.trace),
        np.concatenate([one.trace for one in made]),
        np.concatenate([one.good for one in made]),
    )
