"""Secret sharing: splitting numbers into shares that reveal nothing, and computing sums and products on shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

PRIME = 2**61 - 1
"""A Mersenne prime; shares are integers modulo it."""

SMALL_PRIME = 257
"""Field of the deposit, small enough to try every secret."""

Shares = tuple[int, ...]
Point = tuple[int, int]
"""A share of a deposit: x (1, 2, ...) and the polynomial's value there."""


def split(secret: int, parties: int, random: np.random.Generator) -> Shares:
    """Additive shares of a secret modulo `PRIME`, one per party; all but one are random."""
    chance = [int(x) for x in random.integers(0, PRIME, parties - 1)]
    return (*chance, (secret - sum(chance)) % PRIME)


def join(shares: Sequence[int]) -> int:
    """The secret that the shares add up to."""
    return sum(shares) % PRIME


def add(*shared: Shares) -> Shares:
    """Shares of the sum: every party adds its own shares, without communication."""
    return tuple(sum(column) % PRIME for column in zip(*shared, strict=True))


@dataclass(frozen=True, slots=True)
class Triple:
    """Shares of two random numbers and of their product, dealt in advance (a Beaver triple)."""

    a: Shares
    b: Shares
    product: Shares

    @classmethod
    def deal(cls, parties: int, random: np.random.Generator) -> Triple:
        """A fresh triple; it may be used once."""
        a, b = (int(x) for x in random.integers(0, PRIME, 2))
        return cls(*(split(x, parties, random) for x in (a, b, a * b % PRIME)))


def multiply(x: Shares, y: Shares, triple: Triple) -> Shares:
    """Shares of the product of two shared numbers.

    Only x - a and y - b are revealed, and both are random. Beaver, "Efficient multiparty protocols using circuit
    randomization", CRYPTO 1991.
    """
    d = join([p - q for p, q in zip(x, triple.a, strict=True)])
    e = join([p - q for p, q in zip(y, triple.b, strict=True)])
    shares = [(c + d * b + e * a) % PRIME for a, b, c in zip(triple.a, triple.b, triple.product, strict=True)]
    shares[0] = (shares[0] + d * e) % PRIME
    return tuple(shares)


def deposit(secret: int, threshold: int, parties: int, random: np.random.Generator) -> tuple[Point, ...]:
    """Shamir's shares of a secret below `SMALL_PRIME`: points of a random polynomial whose value at 0 is the secret.

    Any `threshold` of them reconstruct it. Shamir, "How to share a secret", Communications of the ACM 22, 1979.
    """
    coefficients = [secret, *(int(c) for c in random.integers(0, SMALL_PRIME, threshold - 1))]
    return tuple(
        (x, sum(c * pow(x, power, SMALL_PRIME) for power, c in enumerate(coefficients)) % SMALL_PRIME)
        for x in range(1, parties + 1)
    )


def weights(places: Sequence[int]) -> list[int]:
    """Lagrange weights: the value at 0 is the sum of weight times value at the places, modulo `SMALL_PRIME`."""
    found: list[int] = []
    for here in places:
        weight = 1
        for other in places:
            if other != here:
                weight = weight * other * pow(other - here, -1, SMALL_PRIME) % SMALL_PRIME
        found.append(weight)
    return found


def ways_it_fits(seen: Sequence[Point], threshold: int) -> NDArray[np.int64]:
    """Number of polynomials through the points a spy has seen, for each secret 0 to 256.

    Tries every value of the unseen shares; `threshold` less `seen` may be at most 2.
    """
    places = [x for x, _ in seen]
    unseen = [x for x in range(1, SMALL_PRIME) if x not in places][: threshold - len(seen)]
    by_place = weights([*places, *unseen])
    known = sum(weight * y for weight, (_, y) in zip(by_place, seen, strict=False))
    secrets = np.array([known % SMALL_PRIME], dtype=np.int64)
    for weight in by_place[len(seen) :]:
        values = weight * np.arange(SMALL_PRIME, dtype=np.int64)
        secrets = np.add.outer(secrets, values).ravel() % SMALL_PRIME
    return np.bincount(secrets, minlength=SMALL_PRIME).astype(np.int64)


def weighed(ways: NDArray[np.int64], before: NDArray[np.float64]) -> NDArray[np.float64]:
    """Posterior probability of each secret for a spy with the prior `before` who has seen shares (Bayes' rule)."""
    chances = ways * before
    found: NDArray[np.float64] = chances / chances.sum()
    return found


def doubt_bits(chances: NDArray[np.float64]) -> float:
    """Uncertainty of a spy in bits: Shannon's entropy, log2(257) = 8.006 for a uniform distribution."""
    likely = chances[chances > 0]
    return abs(float(-(likely * np.log2(likely)).sum()))
