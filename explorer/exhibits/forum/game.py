"""Twelve delegations between home rules and common ones: a stylised coordination game, and a hash chain of their declarations.

After the stag hunt and the network effects of standards (Katz and Shapiro, "Network externalities, competition, and
compatibility", American Economic Review 75, 1985). The figures are invented; it is no forecast of any country's
choice.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

import numpy as np

from ...base.total import total
from ...build.halls import DELEGATIONS
from ..data.ledger import Block, breaks, extend, put

REACH_GAIN = 1.6
"""Value of reaching all other delegations."""
LEAST_OWN, MOST_OWN = 0.5, 1.5
"""Range of the value of home rules in isolation; it differs between delegations."""
MIDDLE_OWN = (LEAST_OWN + MOST_OWN) / 2

HUB = 0
"""The delegation that decides in the mode with one hub."""
NOBODY = -1

Decides = Literal["hub", "majority", "everyone"]
Choices = tuple[bool, ...]
"""For each delegation, whether it has adopted the common rules."""


class Setting(NamedTuple):
    """Inputs of a turn besides the choices."""

    own: tuple[float, ...]  # value of home rules to each delegation
    bridge: float  # share of the loss between the two kinds of rules that a bridge recovers, 0..1
    decides: Decides
    won: int = NOBODY  # delegation, if any, that keeps the common rules regardless of their value to it


def common_gain(others: float, bridge: float) -> float:
    """Value of common rules to one delegation, given the share of the others that have them, 0..1."""
    return REACH_GAIN * (others + bridge * (1 - others))


def tipping_share(bridge: float, own: float = MIDDLE_OWN) -> float:
    """Share of the others above which common rules are worth more, 0..1; 0 if they always are."""
    return max(0.0, (own / REACH_GAIN - bridge) / (1 - bridge)) if bridge < 1 else 0.0


def wish(choices: Sequence[bool], which: int, setting: Setting) -> bool:
    """The choice one delegation would make, given the others; at equal value it keeps its rules."""
    if which == setting.won:
        return True
    home, common = setting.own[which], common_gain(_others(choices, which), setting.bridge)
    return choices[which] if home == common else common > home


def decided(choices: Choices, which: int, setting: Setting) -> bool:
    """The choice of one delegation at its turn.

    Everyone: it follows its own wish. Majority: it follows the wish of most of the twelve; a tie changes nothing. One
    hub: it copies the hub, which alone follows its own wish. A delegation won for good keeps the common rules.
    """
    if which == setting.won or setting.decides == "everyone" or (setting.decides == "hub" and which == HUB):
        return wish(choices, which, setting)
    if setting.decides == "hub":
        return choices[HUB]
    wishes = total(wish(choices, one, setting) for one in range(len(choices)))
    return choices[which] if 2 * wishes == len(choices) else 2 * wishes > len(choices)


def held_gain(choices: Choices, setting: Setting) -> float:
    """Mean value to the delegations of the rules they have."""
    gains = [
        common_gain(_others(choices, which), setting.bridge) if common else setting.own[which]
        for which, common in enumerate(choices)
    ]
    return total(gains) / len(gains)


def _others(choices: Sequence[bool], which: int) -> float:
    return (total(choices) - choices[which]) / (len(choices) - 1)


def owns(random: np.random.Generator) -> tuple[float, ...]:
    """Value of home rules to each delegation of a sitting."""
    return tuple(random.uniform(LEAST_OWN, MOST_OWN, DELEGATIONS).tolist())


def opening(share: float, random: np.random.Generator) -> Choices:
    """Initial choices: each delegation has the common rules with the chance `share`."""
    return tuple(bool(chance < share) for chance in random.random(DELEGATIONS))


def pairwise(parties: int) -> int:
    """Number of adapters if every two parties agree separately: n (n - 1) / 2."""
    return parties * (parties - 1) // 2


def adapters(choices: Sequence[bool]) -> int:
    """Adapters in use: one to the book for each common party; home parties pair up, and each has one to the book."""
    common = total(choices)
    home = len(choices) - common
    return pairwise(home) + common + (home if common else 0)


Chain = tuple[Block, ...]


def opened(choices: Choices) -> Chain:
    """A new ledger with the declaration of every delegation."""
    chain: Chain = ()
    for which, common in enumerate(choices):
        chain = declared(chain, which, common)
    return chain


def declared(chain: Chain, which: int, common: bool) -> Chain:
    """The ledger with a declaration appended."""
    return extend(chain, json.dumps({"delegation": which, "rules": "common" if common else "home"}))


def recounted(chain: Sequence[Block], until: int | None = None) -> int:
    """Number of delegations with common rules after the first `until` declarations (None: all); the last of each counts."""
    last: dict[int, str] = {}
    for block in chain[:until]:
        entry = json.loads(block.record)
        last[entry["delegation"]] = entry["rules"]
    return total(rules == "common" for rules in last.values())


def forged(chain: Chain) -> tuple[Chain, int]:
    """The ledger with the last declaration of one delegation inverted, and the number of that block.

    The digest on the block is kept, so it no longer matches the content. The first delegation with home rules is
    changed to common ones; without one, the first delegation to home rules.
    """
    last: dict[int, Block] = {}
    for block in chain:
        last[json.loads(block.record)["delegation"]] = block
    home = [which for which in range(DELEGATIONS) if json.loads(last[which].record)["rules"] == "home"]
    which = home[0] if home else 0
    block = last[which]
    entry = {"delegation": which, "rules": "common" if home else "home"}
    return put(chain, replace(block, record=json.dumps(entry))), block.number


def broken(chain: Chain) -> tuple[int, ...]:
    """The numbers of the invalid declarations."""
    return breaks(chain)
