"""The leader's end of a room: sends the state of the show, and tracks the screens that follow."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from pydantic import BaseModel

from ...visit import Visit
from ...visit.follow.leader import Leader
from ...visit.follow.shapes import ClassState, Errand, PairResult, PairState
from .messages import Follower, decode

GONE_S = 4.0
"""A following screen reports every second; after this silence it counts as gone."""
MOST_PAIRS = 200
SNAPSHOT_AGAIN_S = 2.0


@dataclass(frozen=True, slots=True)
class Pair:
    """One following screen: its number, in the order of arrival, and its last report."""

    number: int
    state: PairState
    heard_s: float


class Leading:
    """Sends a visit to its followers. Call `take` and `show` once a frame; neither waits.

    While no screen follows it sends nothing and costs nothing.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._leader = Leader(secrets.token_hex(4))
        self._pairs: dict[str, Pair] = {}
        self._came = 0
        self._shown_s = clock()
        self._asked_s = -SNAPSHOT_AGAIN_S

    @property
    def together(self) -> ClassState:
        """What all followers are asked to do."""
        return self._leader.together

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The connected screens, by their number."""
        now = self._clock()
        return tuple(pair for pair in self._pairs.values() if now - pair.heard_s <= GONE_S)

    @property
    def results(self) -> dict[int, PairResult]:
        """Results of the screens that were asked last, by number.

        A screen that has since fallen silent keeps its result: it may only be late on a busy machine.
        """
        asked = self.together.collected
        found = {pair.number: pair.state.result for pair in self._pairs.values()}
        return {n: result for n, result in found.items() if result is not None and result.collected == asked}

    # ---- once a frame

    def take(self, message: Follower) -> None:
        """Handle a message of a following screen."""
        id = message.id
        state = decode(PairState, message.state)
        if state is None:
            return
        known, now = self._pairs.get(id), self._clock()
        if known is None and len(self._pairs) >= MOST_PAIRS:
            gone = next((id for id, pair in self._pairs.items() if now - pair.heard_s > GONE_S), None)
            if gone is None:
                return
            del self._pairs[gone]
        self._came += known is None
        number = known.number if known is not None else self._came
        self._pairs[id] = Pair(number, state, now)
        if state.agrees is False and now - self._asked_s >= SNAPSHOT_AGAIN_S:
            self._asked_s = now
            self._leader = self._leader.asked_for_snapshot()

    def show(self, visit: Visit, send: Callable[[str, BaseModel], object]) -> None:
        """Say where the visit is, if that is due.

        Parameters
        ----------
        send : says a message of a kind, for those who come later, too.
        """
        now = self._clock()
        dt_s, self._shown_s = now - self._shown_s, now
        if not self.pairs:
            self._leader = replace(self._leader, since=None)
            return
        self._leader, state, snapshot = self._leader.advance(visit, dt_s)
        if snapshot is not None:
            send("snapshot", snapshot)
        if state is not None:
            send("state", state)

    # ---- a teacher's orders to all

    def release(self) -> None:
        """Let all followers explore freely."""
        self._want(free=True)

    def gather(self) -> None:
        """Call all followers back."""
        self._want(free=False, gathered=self.together.gathered + 1)

    def send(self, zone: str) -> None:
        """Send all followers to the exhibit of a zone, each with its own run."""
        number = self.together.errand.number + 1
        self._want(free=True, errand=Errand(number=number, zone=zone))

    def collect(self) -> None:
        """Ask all followers for their results."""
        self._want(collected=self.together.collected + 1)

    def _want(self, **changes: object) -> None:
        together: Mapping[str, object] = changes
        self._leader = replace(self._leader, together=self.together.model_copy(update=dict(together)))
