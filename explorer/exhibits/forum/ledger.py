"""Declarations in a hash chain, and what a reader can recount."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from ..data.ledger import Block, breaks, extend, put
from .game import DELEGATIONS, Choices

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
    return sum(rules == "common" for rules in last.values())


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
