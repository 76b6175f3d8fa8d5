"""Who a phone is: a random name and its role, signed, in a cookie. Nothing else is known of a phone, and nothing is written."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Literal, NamedTuple

Role = Literal["phone", "presenter", "follower"]
ROLES: tuple[Role, ...] = ("phone", "presenter")
"""Those of cookies; a screen that follows is a program, and has none."""


class Who(NamedTuple):
    """One phone."""

    role: Role
    id: str


class Tokens:
    """Makes and checks cookies. The key is the show's, so that a gateway that was started again knows its phones."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def made(self, role: Role) -> str:
        """The cookie of a new phone."""
        body = f"{role}.{secrets.token_urlsafe(9)}"
        return f"{body}.{self._mark(body)}"

    def who(self, cookie: str) -> Who | None:
        """The phone of a cookie; None if it is not one of ours."""
        body, _, mark = cookie.rpartition(".")
        role, _, id = body.partition(".")
        known = next((one for one in ROLES if one == role), None)
        if known is None or not hmac.compare_digest(self._mark(body).encode(), mark.encode()):
            return None
        return Who(known, id)

    def _mark(self, body: str) -> str:
        return hmac.new(self._key, body.encode(), hashlib.sha256).hexdigest()[:32]
