"""The codes by which phones get into a room. Standard library only: the supervisor makes them, and stays small."""

from __future__ import annotations

import secrets

CLEAR = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without letters and digits that are taken for one another."""


def room_code() -> str:
    """Six digits that a visitor can type."""
    return f"{secrets.randbelow(1_000_000):06d}"


def staff_code() -> str:
    """A long code for presenters."""
    return "-".join("".join(secrets.choice(CLEAR) for _ in range(5)) for _ in range(4))


def room_secrets() -> dict[str, str]:
    """Codes, and the key that signs the cookies of phones."""
    return {"code": room_code(), "staff": staff_code(), "key": secrets.token_hex(32)}
