"""Thirty followers of one leader, as values: equal to the last digit, and what that takes.

.venv/bin/python -m tests.followers [kinds...] [--followers 30] [--seconds 30]
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

from explorer.bootstrap import ROOT
from explorer.exhibits.kinds import KINDS
from explorer.park import load
from explorer.visit import Pause

from .visit.follow.room import FollowRoom, assert_equal, at_exhibit, wild_acts


def main() -> None:
    """Do what a wild visitor does, lose a third of what is said, and compare all at the end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kinds", nargs="*", default=list(KINDS))
    parser.add_argument("--followers", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=30.0)
    args = parser.parse_args()
    park = load(ROOT / "scenes" / "metaverse", Path("nowhere"))
    equal, largest = 0, 0
    for kind in args.kinds:
        room = FollowRoom(at_exhibit(park, kind), followers=args.followers, loss=0.3, seed=7)
        began_s = time.process_time()
        for _ in wild_acts(room, random.Random(7), until_s=args.seconds):
            pass
        room.do(Pause(True))
        room.pass_time(2.0)
        for follower in room.followers:
            assert_equal(follower, room.visit)
            equal += 1
        largest = max(largest, room.largest)
        spent_s = time.process_time() - began_s
        share = 100 * spent_s / (args.followers + 1) / room.time_s
        run = room.visit.run
        assert run is not None
        print(
            f"{kind:10} {len(room.followers)} equal after {room.time_s:.0f} s, {room.acts} acts, {room.states} messages of at "
            f"most {room.largest} bytes, {room.snapshots} snapshots of at most {room.largest_snapshot:,} bytes; "
            f"{share:.1f} % of a core each",
            flush=True,
        )
    print(f"{equal} of {equal} equal; largest message {largest} bytes")


if __name__ == "__main__":
    main()
