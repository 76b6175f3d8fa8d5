"""An attack on the ledger: a block is edited, and nonces are tried until the chain is valid again."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from .ledger import Block, breaks, put, try_to_seal

TRIES_PER_STEP = 600
"""Hashes that either side tries per step: under 1 ms."""


@dataclass(frozen=True, slots=True)
class Attack:
    """State of the attack, and the copies the attacker controls."""

    ledger: tuple[Block, ...]  # content of those copies
    target: int  # number of the edited block
    sealing: int | None = None  # number of the block being re-sealed, None if idle
    onward: bool = False  # whether it continues to all later blocks, including future ones
    # nonce, tries: next nonce to try; hashes tried so far
    nonce: int = 0
    tries: int = 0
    broken: tuple[int, ...] = ()  # invalid blocks


def edited(ledger: tuple[Block, ...], depth: int) -> Attack:
    """A new attack: the first maker books the whole bill for itself, and the old digest is kept.

    Parameters
    ----------
    depth : number of blocks on top of the edited one.
    """
    target = len(ledger) - 1 - depth
    entry = json.loads(ledger[target].record)
    lie = json.dumps({**entry, "paid_yuan": [entry["bill_yuan"], 0, 0]})
    changed = put(ledger, replace(ledger[target], record=lie))
    return Attack(changed, target, broken=breaks(changed, target))


def attacked_further(attack: Attack, honest: tuple[Block, ...]) -> Attack:
    """Advance the attack one step: new honest blocks arrive, and some hashes are tried."""
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
