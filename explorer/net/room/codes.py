"""The codes with which phones join a room. Standard library only: the supervisor makes them, and stays small."""

from __future__ import annotations

import hashlib
import secrets

CLEAR = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits that are not mistaken for one another."""


def room_code() -> str:
    """Six digits that a visitor can type."""
    return f"{secrets.randbelow(1_000_000):06d}"


def long_code(key: str) -> str:
    """The code in a QR code, derived from the key of the room; too long to guess, so wrong guesses of others never lock it."""
    digest = hashlib.sha256(f"{key}:join".encode()).digest()
    return "".join(CLEAR[byte % len(CLEAR)] for byte in digest[:10])


def staff_code() -> str:
    """A long code for presenters."""
    return "-".join("".join(secrets.choice(CLEAR) for _ in range(5)) for _ in range(4))


def room_secrets() -> dict[str, str]:
    """Codes, and the key that signs the cookies of phones."""
    return {"code": room_code(), "staff": staff_code(), "key": secrets.token_hex(32)}
