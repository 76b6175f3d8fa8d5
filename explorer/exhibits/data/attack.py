"""An attack on the ledger: a block is edited, and hashes are tried until the chain holds again."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from .ledger import Block, breaks, put, try_to_seal

TRIES_PER_STEP = 600
"""Hashes that either side tries in a step: under 1 ms."""


@dataclass(frozen=True, slots=True)
class Attack:
    """What the attacker does to the copies it holds."""

    ledger: tuple[Block, ...]  # what those copies say
    target: int  # the number of the block that was edited
    sealing: int | None = None  # the number of the block being sealed again, None when it rests
    onward: bool = False  # whether it goes on to all later blocks, those still to come included
    # nonce, tries: the next number to try; hashes tried so far
    nonce: int = 0
    tries: int = 0
    broken: tuple[int, ...] = ()  # the blocks that do not hold


def edited(ledger: tuple[Block, ...], depth: int) -> Attack:
    """A new attack: the first maker books the whole bill for itself, and the old digest is kept.

    Parameters
    ----------
    depth : how many blocks stand on the one that is edited.
    """
    target = len(ledger) - 1 - depth
    entry = json.loads(ledger[target].record)
    lie = json.dumps({**entry, "paid_yuan": [entry["bill_yuan"], 0, 0]})
    changed = put(ledger, replace(ledger[target], record=lie))
    return Attack(changed, target, broken=breaks(changed, target))


def attacked_further(attack: Attack, honest: tuple[Block, ...]) -> Attack:
    """The attack one step on: new honest blocks arrive, and some hashes are tried."""
    ledger, sealing, nonce = (*attack.ledger, *honest[len(attack.ledger) :]), attack.sealing, attack.nonce
    changed, left = len(ledger) != len(attack.ledger), TRIES_PER_STEP
    while left and sealing is not None and sealing < len(ledger):
        block = replace(ledger[sealing], previous=ledger[sealing - 1].digest)
        attempt = try_to_seal(block, nonce, left)
        left -= attempt.tries
        if attempt.sealed is None:
            nonce += attempt.tries
            continue
        ledger, nonce, changed = put(ledger, attempt.sealed), 0, True
        sealing = sealing + 1 if attack.onward else None
    return replace(
        attack,
        ledger=ledger,
        sealing=sealing,
        nonce=nonce,
        tries=attack.tries + TRIES_PER_STEP - left,
        broken=breaks(ledger, attack.target) if changed else attack.broken,
    )
