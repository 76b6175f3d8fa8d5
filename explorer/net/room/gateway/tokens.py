"""The identity of a phone: a random name and its role, signed, in a cookie. Nothing else is known of a phone or stored."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Literal, NamedTuple

Role = Literal["phone", "presenter", "follower"]
ROLES: tuple[Role, ...] = ("phone", "presenter")
"""Roles with a cookie; a following screen is a program and has none."""


class Who(NamedTuple):
    """The identity of one phone."""

    role: Role
    id: str


class Tokens:
    """Makes and checks cookies. The key is the show's, so that a restarted gateway still knows its phones."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def made(self, role: Role) -> str:
        """The cookie of a new phone."""
        body = f"{role}.{secrets.token_urlsafe(9)}"
        return f"{body}.{self._mark(body)}"

    def who(self, cookie: str) -> Who | None:
        """The phone of a cookie; None if it is not ours."""
        body, _, mark = cookie.rpartition(".")
        role, _, id = body.partition(".")
        known = next((one for one in ROLES if one == role), None)
        if known is None or not hmac.compare_digest(self._mark(body).encode(), mark.encode()):
            return None
        return Who(known, id)

    def _mark(self, body: str) -> str:
        return hmac.new(self._key, body.encode(), hashlib.sha256).hexdigest()[:32]
