"""Who may publish and hear what on the broker of a room. Passwords are made at each start and never written down."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .topics import Room, matches


@dataclass(frozen=True, slots=True)
class Account:
    """One user of the broker: what it may publish and what it may hear, as filters of topics."""

    publishes: tuple[str, ...] = ()
    hears: tuple[str, ...] = ()
    # whether its clients are not ours: each says a few short things a second, and nothing of it is retained
    is_guest: bool = False
    password: str = field(default_factory=lambda: secrets.token_urlsafe(18), repr=False)

    def may_publish(self, topic: str) -> bool:
        """Whether it may say something on a topic."""
        return any(matches(pattern, topic) for pattern in self.publishes)

    def may_hear(self, topic: str) -> bool:
        """Whether it may hear a topic, or a whole filter: that is one it was given, or a topic in one of those."""
        return any(pattern == topic or _covers(pattern, topic) for pattern in self.hears)

    def as_json(self) -> dict[str, Any]:
        """For the broker's process."""
        return {
            "password": self.password,
            "publishes": list(self.publishes),
            "hears": list(self.hears),
            "is_guest": self.is_guest,
        }


def _covers(pattern: str, topic: str) -> bool:
    """Whether all that a topic or filter can mean is among a pattern."""
    wanted, given = pattern.split("/"), topic.split("/")
    for at, level in enumerate(wanted):
        if level == "#":
            return True
        if at >= len(given) or given[at] == "#" or (level != "+" and level != given[at]):
            return False
    return len(wanted) == len(given)


def room_accounts(room: Room) -> dict[str, Account]:
    """The accounts of a room: the show, its gateway, and followers, who share one."""
    return {
        "show": Account((room.all,), (room.all,)),
        "gateway": Account(
            (room.requests, room.remote, room.votes, room.presence, room.call),
            (room.park, room.exhibit, room.screen, room.readings, room.notes, room.outcomes),
        ),
        "follower": Account((room.pairs,), (room.state, room.snapshot), is_guest=True),
    }


def accounts_from(given: Mapping[str, Mapping[str, Any]]) -> dict[str, Account]:
    """Accounts as `Account.as_json` wrote them."""
    return {
        name: Account(
            tuple(account["publishes"]), tuple(account["hears"]), account["is_guest"], account["password"]
        )
        for name, account in given.items()
    }
