"""One sealed exchange: makers and a buyer hide their numbers, and only results are revealed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from .ledger import share_out
from .sharing import SMALL_PRIME, Point, Shares, Triple, add, deposit, join, multiply, split

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
    found: NDArray[np.float64] = np.array(chances) / sum(chances)
    found.flags.writeable = False
    return found
