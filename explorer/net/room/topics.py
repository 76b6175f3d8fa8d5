"""The topics of all messages in one table. `README.md` says who publishes each, how often, and with which QoS."""

from __future__ import annotations

from dataclasses import dataclass

ROOT = "park"


@dataclass(frozen=True, slots=True)
class Booth:
    """The topics of one booth of a fleet."""

    id: str

    def __post_init__(self) -> None:
        checked(self.id)

    @property
    def health(self) -> str:
        """Health of the booth. Retained, with a last will."""
        return self._topic("health")

    @property
    def rows(self) -> str:
        """Rows of its visit database that the hub has not confirmed yet."""
        return self._topic("rows")

    @property
    def kept(self) -> str:
        """The number up to which the hub has committed the rows."""
        return self._topic("kept")

    @property
    def pack(self) -> str:
        """The content that the booth should show. Retained."""
        return self._topic("pack")

    @property
    def orders(self) -> str:
        """The hub's orders: volume and quiet hours. Retained."""
        return self._topic("orders")

    def _topic(self, name: str) -> str:
        return fleet_topic(self.id, name)


def fleet_topic(booth: str, name: str) -> str:
    """A topic of a booth; of all booths with `+`, or with the pattern for the connected user in a broker's access rules."""
    return f"{ROOT}/fleet/{booth}/{name}"


@dataclass(frozen=True, slots=True)
class Line:
    """The topics of one source of tags, such as a production line."""

    id: str

    def __post_init__(self) -> None:
        checked(self.id)

    @property
    def tags(self) -> str:
        """All its tags: a filter to subscribe to."""
        return self.tag("+")

    @property
    def link(self) -> str:
        """State of its bridge's link. Retained, with a last will."""
        return f"{ROOT}/line/{self.id}/link"

    def tag(self, name: str) -> str:
        """The present value of a tag. Retained."""
        return f"{ROOT}/line/{self.id}/tag/{name}"


def checked(level: str) -> str:
    """One level of a topic. ValueError if it is empty or contains several."""
    if not level or len(level) > 60 or any(sign in level for sign in "/#+\0") or level.startswith("$"):
        raise ValueError(f"not a level of a topic: {level!r}")
    return level


def last_level(topic: str) -> str:
    """The last level of a topic: `screen` of `park/room/a/screen`."""
    return topic.rpartition("/")[2]
