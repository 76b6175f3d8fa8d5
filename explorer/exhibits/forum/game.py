"""Twelve delegations between home rules and common ones: a stylised game of coordination.

After the stag hunt and the network effects of standards (Katz and Shapiro, "Network externalities, competition, and
compatibility", American Economic Review 75, 1985). The figures are invented; it is no forecast of any country's choice.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

DELEGATIONS = 12
OWN_GAIN, REACH_GAIN = 1.0, 1.6
"""What home rules are worth by themselves, and what it is worth to reach everybody."""

HUB = 0
"""The delegation that decides when one hub does."""

Decides = Literal["hub", "majority", "everyone"]
Choices = tuple[bool, ...]
"""For each delegation, whether it has adopted the common rules."""


def gains(others: float, bridge: float) -> tuple[float, float]:
    """What home rules and common rules are worth to one delegation.

    Parameters
    ----------
    others : the share of the other delegations that have the common rules, 0..1.
    bridge : the share of what is lost between the two kinds of rules that a bridge brings back, 0..1.
    """
    return OWN_GAIN, REACH_GAIN * (others + bridge * (1 - others))


def tipping_share(bridge: float) -> float:
    """The share of the others from which common rules are worth more, 0..1; 0 if they always are."""
    return max(0.0, (OWN_GAIN / REACH_GAIN - bridge) / (1 - bridge)) if bridge < 1 else 0.0


def wish(choices: Sequence[bool], which: int, bridge: float) -> bool:
    """What one delegation would choose, given the others; if both are worth the same it stays as it is."""
    others = (sum(choices) - choices[which]) / (len(choices) - 1)
    home, common = gains(others, bridge)
    return choices[which] if home == common else common > home


def decided(choices: Choices, which: int, bridge: float, decides: Decides) -> bool:
    """What becomes of one delegation when its turn comes.

    Everyone: it does what it wishes. Majority: it follows what most of the twelve wish, a tie changes nothing.
    One hub: it copies the hub, which alone does what it wishes.
    """
    if decides == "everyone" or (decides == "hub" and which == HUB):
        return wish(choices, which, bridge)
    if decides == "hub":
        return choices[HUB]
    wishes = sum(wish(choices, one, bridge) for one in range(len(choices)))
    return choices[which] if 2 * wishes == len(choices) else 2 * wishes > len(choices)


def opening(share: float, random: np.random.Generator) -> Choices:
    """Who begins with the common rules: each with the chance `share`."""
    return tuple(bool(chance < share) for chance in random.random(DELEGATIONS))


def pairwise(parties: int) -> int:
    """Adapters if every two parties agree on their own: n (n - 1) / 2."""
    return parties * (parties - 1) // 2


def adapters(choices: Sequence[bool]) -> int:
    """Adapters in use: one to the book for each common party; home parties pair up, and each has one to the book."""
    common = sum(choices)
    home = len(choices) - common
    return pairwise(home) + common + (home if common else 0)
