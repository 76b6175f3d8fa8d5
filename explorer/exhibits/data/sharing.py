"""Secret sharing: numbers split into shares that reveal nothing, sums and products of shares, and an exchange made by them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ...base.total import total
from .ledger import share_out

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
    return (*chance, (secret - total(chance)) % PRIME)


def join(shares: Sequence[int]) -> int:
    """The secret that the shares add up to."""
    return total(shares) % PRIME


def add(*shared: Shares) -> Shares:
    """Shares of the sum: every party adds its own shares, without communication."""
    return tuple(total(column) % PRIME for column in zip(*shared, strict=True))


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
        (x, total(c * pow(x, power, SMALL_PRIME) for power, c in enumerate(coefficients)) % SMALL_PRIME)
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
    known = total(weight * y for weight, (_, y) in zip(by_place, seen, strict=False))
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


MAKERS = 3

PARTS = (5, 3, 2)
"""Shares of the makers in the earnings from a use of their data; the rule is recorded in block 0."""

THRESHOLD = 3
"""Number of trustees' shares that reconstruct a deposited number."""

DEFECT_SHARES = (0.012, 0.008, 0.021)
"""Invented defect rates of the three makers."""

MADE = (1000, 4000)
"""Range of the number of pumps of a maker, uniformly distributed."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One joint computation: each maker's secrets, their shares, and the revealed results."""

    # defects, made: pumps of each maker, known only to that maker
    defects: tuple[int, ...]
    made: tuple[int, ...]
    # defect_shares, made_shares: [owner][holder], modulo 2^61 - 1
    defect_shares: tuple[Shares, ...]
    made_shares: tuple[Shares, ...]
    rate_ppm: int  # joint defects per million pumps, from the two joint sums
    # price_yuan, uses: the makers' secret price of a use, the buyer's secret number of uses
    price_yuan: int
    uses: int
    bill_yuan: int  # their product, computed on shares
    # Shamir shares of the first maker's defects, kept by three trustees; the target of the spy
    trustees: tuple[Point, ...]

    def record(self) -> str:
        """Content for the ledger: results and payments, no inputs."""
        paid = share_out(self.bill_yuan, PARTS)
        return json.dumps({"rate_ppm": self.rate_ppm, "bill_yuan": self.bill_yuan, "paid_yuan": paid})


def hold_exchange(random: np.random.Generator) -> Exchange:
    """An exchange of three invented makers and a buyer, computed on shares from end to end."""
    made = tuple(int(x) for x in random.integers(MADE[0], MADE[1] + 1, MAKERS))
    defects = tuple(
        min(int(random.binomial(m, share)), SMALL_PRIME - 1)
        for m, share in zip(made, DEFECT_SHARES, strict=True)
    )
    defect_shares = tuple(split(x, MAKERS, random) for x in defects)
    made_shares = tuple(split(x, MAKERS, random) for x in made)
    joint_defects, joint_made = join(add(*defect_shares)), join(add(*made_shares))
    price, uses = (int(x) for x in random.integers((20, 10), (60, 100)))
    bill = multiply(split(price, MAKERS, random), split(uses, MAKERS, random), Triple.deal(MAKERS, random))
    return Exchange(
        defects=defects,
        made=made,
        defect_shares=defect_shares,
        made_shares=made_shares,
        rate_ppm=round(1e6 * joint_defects / joint_made),
        price_yuan=price,
        uses=uses,
        bill_yuan=join(bill),
        trustees=deposit(defects[0], THRESHOLD, MAKERS, random),
    )


@lru_cache(maxsize=1)
def usual_defects() -> NDArray[np.float64]:
    """Prior probability of each number of defects of the first maker; read-only.

    The mixture of binomial distributions that `hold_exchange` draws from, for 0 to 256 defects.
    """
    share, made = DEFECT_SHARES[0], np.arange(MADE[0], MADE[1] + 1)
    here = (1 - share) ** made
    chances = [here.mean()]
    for defects in range(1, SMALL_PRIME):
        here = here * (made - defects + 1) / defects * share / (1 - share)
        chances.append(here.mean())
    found: NDArray[np.float64] = np.array(chances) / total(chances)
    found.flags.writeable = False
    return found
