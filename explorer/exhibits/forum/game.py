"""Twelve delegations between home rules and common ones: a stylised game of coordination.

After the stag hunt and the network effects of standards (Katz and Shapiro, "Network externalities, competition, and
compatibility", American Economic Review 75, 1985). The figures are invented; it is no forecast of any country's choice.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np

DELEGATIONS = 12
REACH_GAIN = 1.6
"""What it is worth to reach everybody."""
LEAST_OWN, MOST_OWN = 0.5, 1.5
"""What home rules are worth by themselves lies between these; it differs from one delegation to another."""
MIDDLE_OWN = (LEAST_OWN + MOST_OWN) / 2

HUB = 0
"""The delegation that decides when one hub does."""
NOBODY = -1

Decides = Literal["hub", "majority", "everyone"]
Choices = tuple[bool, ...]
"""For each delegation, whether it has adopted the common rules."""


class Setting(NamedTuple):
    """What a turn depends on besides the choices."""

    own: tuple[float, ...]  # what home rules are worth to each delegation
    bridge: float  # the share of what is lost between the two kinds of rules that a bridge brings back, 0..1
    decides: Decides
    won: int = NOBODY  # the delegation that keeps the common rules whatever they are worth to it, or `NOBODY`


def common_gain(others: float, bridge: float) -> float:
    """What common rules are worth to one delegation, given the share of the others that have them, 0..1."""
    return REACH_GAIN * (others + bridge * (1 - others))


def tipping_share(bridge: float, own: float = MIDDLE_OWN) -> float:
    """The share of the others from which common rules are worth more, 0..1; 0 if they always are."""
    return max(0.0, (own / REACH_GAIN - bridge) / (1 - bridge)) if bridge < 1 else 0.0


def wish(choices: Sequence[bool], which: int, setting: Setting) -> bool:
    """What one delegation would choose, given the others; if both are worth the same it stays as it is."""
    if which == setting.won:
        return True
    home, common = setting.own[which], common_gain(_others(choices, which), setting.bridge)
    return choices[which] if home == common else common > home


def decided(choices: Choices, which: int, setting: Setting) -> bool:
    """What becomes of one delegation when its turn comes.

    Everyone: it does what it wishes. Majority: it follows what most of the twelve wish, a tie changes nothing.
    One hub: it copies the hub, which alone does what it wishes. Who was won for good stays so.
    """
    if which == setting.won or setting.decides == "everyone" or (setting.decides == "hub" and which == HUB):
        return wish(choices, which, setting)
    if setting.decides == "hub":
        return choices[HUB]
    wishes = sum(wish(choices, one, setting) for one in range(len(choices)))
    return choices[which] if 2 * wishes == len(choices) else 2 * wishes > len(choices)


def held_gain(choices: Choices, setting: Setting) -> float:
    """What the rules that each delegation has are worth to it, in the mean."""
    gains = [
        common_gain(_others(choices, which), setting.bridge) if common else setting.own[which]
        for which, common in enumerate(choices)
    ]
    return sum(gains) / len(gains)


def _others(choices: Sequence[bool], which: int) -> float:
    return (sum(choices) - choices[which]) / (len(choices) - 1)


def owns(random: np.random.Generator) -> tuple[float, ...]:
    """What home rules are worth to each delegation of a sitting."""
    return tuple(random.uniform(LEAST_OWN, MOST_OWN, DELEGATIONS).tolist())


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
