"""A hash chain: blocks that name the block before them, the work of sealing one, and where a chain breaks."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

NOTHING_BEFORE = "0" * 64


@dataclass(frozen=True, slots=True)
class Block:
    """A record fitted to the block before it."""

    number: int  # its place in the chain, from 0
    previous: str  # the digest of the block before, 64 hexadecimal digits
    record: str  # what it says, as text
    zeros: int = 0  # how many hexadecimal zeros its digest has to begin with (the work)
    nonce: int = 0  # the number that was tried out until the digest did
    digest: str = ""  # the SHA-256 (FIPS 180-4) written on the block; an edited block no longer fits its own

    def preamble(self) -> bytes:
        """What is hashed ahead of the nonce."""
        return f"{self.number}|{self.previous}|{self.zeros}|{self.record}|".encode()

    def true_digest(self) -> str:
        """The digest that its content really has."""
        return hashlib.sha256(self.preamble() + str(self.nonce).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Attempt:
    """What some tries of sealing a block came to: the sealed block or None, and how many tries it took."""

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
    """The block with the first nonce that does the work; takes ``16 ** zeros`` tries on average."""
    nonce = 0
    while True:
        attempt = try_to_seal(block, nonce, 4096)
        if attempt.sealed is not None:
            return attempt.sealed
        nonce += attempt.tries


def follow(chain: Sequence[Block], record: str, zeros: int) -> Block:
    """The next block, not sealed yet."""
    previous = chain[-1].digest if chain else NOTHING_BEFORE
    return Block(len(chain), previous, record, zeros)


def extend(chain: tuple[Block, ...], record: str, zeros: int = 0) -> tuple[Block, ...]:
    """The chain with one more sealed block."""
    return (*chain, seal(follow(chain, record, zeros)))


def breaks(chain: Sequence[Block], first: int = 0) -> tuple[int, ...]:
    """The numbers of the blocks from `first` on that do not hold.

    A block holds when its digest is that of its content, begins with the zeros it owes, and when it names the
    digest of the block before.
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
    """The chain with `block` in the place of the one with its number."""
    return (*chain[: block.number], block, *chain[block.number + 1 :])


def share_out(amount: int, parts: Sequence[int]) -> tuple[int, ...]:
    """Whole yuan for each owner in proportion to `parts`, nothing lost and nothing made.

    Rounding is by the largest remainder (Hamilton's method).
    """
    whole = sum(parts)
    paid = [amount * part // whole for part in parts]
    by_remainder = sorted(range(len(parts)), key=lambda i: (-(amount * parts[i] % whole), i))
    for owner in by_remainder[: amount - sum(paid)]:
        paid[owner] += 1
    return tuple(paid)
