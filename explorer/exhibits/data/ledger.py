"""A hash chain: blocks that refer to the previous block, proof of work, and detection of broken links."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

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
    whole = sum(parts)
    paid = [amount * part // whole for part in parts]
    by_remainder = sorted(range(len(parts)), key=lambda i: (-(amount * parts[i] % whole), i))
    for owner in by_remainder[: amount - sum(paid)]:
        paid[owner] += 1
    return tuple(paid)
