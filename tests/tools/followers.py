"""Thirty followers of one leader, as values: equal to the last digit, how long that takes after the last act, and what it costs.

.venv/bin/python -m tests.tools.followers [kinds...] [--followers 30] [--seconds 30]
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

from explorer.base.bootstrap import ROOT
from explorer.exhibits.kinds import KINDS
from explorer.park import load
from explorer.visit import Pause
from tests.visit.follow.room import TICK_S, FollowRoom, assert_equal, at_exhibit, wild_acts

HEALS_S, PATIENCE_S = 2.0, 10.0
"""Promised, and waited for."""


def equal_after_s(room: FollowRoom) -> float:
    """Seconds until all are equal; AssertionError with what differs if they never are."""
    began_s = room.time_s
    while True:
        room.pass_time(TICK_S)
        try:
            for follower in room.followers:
                assert_equal(follower, room.visit)
            return room.time_s - began_s
        except AssertionError:
            if room.time_s - began_s > PATIENCE_S:
                raise


def main() -> None:
    """Do what a wild visitor does while a third of what is said is late, and compare all at the end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kinds", nargs="*", default=list(KINDS))
    parser.add_argument("--followers", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=30.0)
    args = parser.parse_args()
    park = load(ROOT / "scenes" / "metaverse", Path("nowhere"))
    equal, largest, slowest_s = 0, 0, 0.0
    for kind in args.kinds:
        room = FollowRoom(at_exhibit(park, kind), followers=args.followers, loss=0.3, seed=7)
        began_s = time.process_time()
        for _ in wild_acts(room, random.Random(7), until_s=args.seconds):
            pass
        room.do(Pause(True))
        took_s = equal_after_s(room)
        equal, slowest_s = equal + len(room.followers), max(slowest_s, took_s)
        largest = max(largest, room.largest)
        spent_s = time.process_time() - began_s
        share = 100 * spent_s / (args.followers + 1) / room.time_s
        run = room.visit.run
        assert run is not None
        print(
            f"{kind:10} {len(room.followers)} equal {took_s:.2f} s after the last of {room.acts} acts in "
            f"{room.time_s:.0f} s, {room.states} messages of at most {room.largest} bytes, {room.snapshots} snapshots "
            f"of at most {room.largest_snapshot:,} bytes; {share:.1f} % of a core each",
            flush=True,
        )
    print(
        f"{equal} equal, the last {slowest_s:.2f} s after the last act (promised: {HEALS_S:g} s); largest message {largest} bytes"
    )
    if slowest_s > HEALS_S:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
