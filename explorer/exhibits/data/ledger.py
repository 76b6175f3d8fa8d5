"""A hash chain: blocks that refer to the previous block, proof of work, detection of broken links, and an attack on it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...base.total import total

NOTHING_BEFORE = "0" * 64


@dataclass(frozen=True, slots=True)
class Block:
    """A record linked to the previous block."""

    number: int  # position in the chain, from 0
    previous: str  # digest of the previous block, 64 hexadecimal digits
    record: str  # content, as text
    zeros: int = 0  # number of hexadecimal zeros its digest must begin with (proof of work)
    nonce: int = 0  # number that gives the digest its zeros
    digest: str = ""  # SHA-256 (FIPS 180-4) written on the block; it no longer matches after an edit

    def preamble(self) -> bytes:
        """The hashed bytes before the nonce."""
        return f"{self.number}|{self.previous}|{self.zeros}|{self.record}|".encode()

    def true_digest(self) -> str:
        """The digest of its actual content."""
        return hashlib.sha256(self.preamble() + str(self.nonce).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Attempt:
    """Result of some tries at sealing a block: the sealed block or None, and the number of tries."""

    sealed: Block | None
    tries: int


def try_to_seal(block: Block, first_nonce: int, tries: int) -> Attempt:
    """Try nonces from `first_nonce` on until the digest begins with `block.zeros` zeros, at most `tries` of them.

    The mean number of tries is ``16 ** zeros`` (Back, "Hashcash", 2002; Nakamoto, "Bitcoin", 2008, section 4).
    """
    begun = hashlib.sha256(block.preamble())
    wanted = "0" * block.zeros
    for done in range(tries):
        nonce = first_nonce + done
        hashed = begun.copy()
        hashed.update(str(nonce).encode())
        digest = hashed.hexdigest()
        if digest.startswith(wanted):
            return Attempt(replace(block, nonce=nonce, digest=digest), done + 1)
    return Attempt(None, tries)


def seal(block: Block) -> Block:
    """The block with the first valid nonce; takes ``16 ** zeros`` tries on average."""
    nonce = 0
    while True:
        attempt = try_to_seal(block, nonce, 4096)
        if attempt.sealed is not None:
            return attempt.sealed
        nonce += attempt.tries


def follow(chain: Sequence[Block], record: str, zeros: int) -> Block:
    """The next block, not yet sealed."""
    previous = chain[-1].digest if chain else NOTHING_BEFORE
    return Block(len(chain), previous, record, zeros)


def extend(chain: tuple[Block, ...], record: str, zeros: int = 0) -> tuple[Block, ...]:
    """The chain with one more sealed block."""
    return (*chain, seal(follow(chain, record, zeros)))


def breaks(chain: Sequence[Block], first: int = 0) -> tuple[int, ...]:
    """The numbers of the invalid blocks from `first` on.

    A block is valid if its digest matches its content and begins with the required zeros, and if it names the digest
    of the previous block.
    """
    bad: list[int] = []
    for place in range(first, len(chain)):
        block = chain[place]
        before = chain[place - 1].digest if place else NOTHING_BEFORE
        worked = block.digest.startswith("0" * block.zeros)
        if not worked or block.previous != before or block.digest != block.true_digest():
            bad.append(place)
    return tuple(bad)


def put(chain: tuple[Block, ...], block: Block) -> tuple[Block, ...]:
    """The chain with `block` in place of the one with its number."""
    return (*chain[: block.number], block, *chain[block.number + 1 :])


def share_out(amount: int, parts: Sequence[int]) -> tuple[int, ...]:
    """Split whole yuan among owners in proportion to `parts`; the sum is exact.

    Rounding is by the largest remainder (Hamilton's method).
    """
    whole = total(parts)
    paid = [amount * part // whole for part in parts]
    by_remainder = sorted(range(len(parts)), key=lambda i: (-(amount * parts[i] % whole), i))
    for owner in by_remainder[: amount - total(paid)]:
        paid[owner] += 1
    return tuple(paid)


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
