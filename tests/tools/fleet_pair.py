"""A pair of real booths on a real Mosquitto, with hub and wall, while booths, broker and hub are killed.

    python -m tests.tools.fleet_pair [--minutes 60] [--kill-every 180] [--seed 1] -o FOLDER

Two kiosks run under their supervisors, each on a small screen of its own; visitors come, touch and go. In turn a booth, the
broker and the hub are killed (kill -9), whatever goes on; broker and hub are started again after 20 s. In the last five minutes
nobody is killed and nobody comes. Then what the booths made is compared with what the hub has: nothing may be lost or twice.
FOLDER gets the booths' logs and databases, the hub's, `pair.csv` (a line a minute) and `pair.json`. The exit code is 0 if all
held, else 1.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import psutil

from explorer.base.bootstrap import ROOT
from explorer.net.fleet.collected import Collected
from explorer.net.fleet.outbox import Waiting
from tests.net.fleet.mosquitto import Mosquitto
from tests.processes import free_port
from tests.real.desk import Desk, desk

BOOTHS = ("hall-1", "hall-2")
SIZE = (640, 400)
QUIET_S = 300.0
"""At the end booths only send what is left."""
DOWN_S = 20.0
WALL_S, PATIENCE_S = 5.0, 180.0


class Pair:
    """Two booths, their broker and their hub."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder = folder
        self.broker = Mosquitto(folder / "fleet", BOOTHS)
        self.port, self.packs_port = free_port(), free_port()
        self.hub: subprocess.Popen[bytes] | None = None
        stack.callback(self.broker.kill)
        stack.callback(self.end_hub)
        self.start_hub()
        self.booths: list[Desk] = []
        for name in BOOTHS:
            words = (
                *(
                    "--mode",
                    "kiosk",
                    "--supervised",
                    "--quality",
                    "lite",
                    "--quiet",
                    "12",
                    "--countdown",
                    "4",
                ),
                *("--pin", "24680", "--fleet", str(folder / "fleet" / f"booth-{name}.json")),
                *("--ledger", str(self.database(name))),
            )
            place = folder / name
            place.mkdir(exist_ok=True)
            self.booths.append(stack.enter_context(desk(place, *words, width=SIZE[0], height=SIZE[1])))

    def database(self, name: str) -> Path:
        """The visits of a booth."""
        return self.folder / name / "visits.sqlite"

    def start_hub(self) -> None:
        """Start the hub as its owner would."""
        words = ("--folder", self.folder / "fleet", "--port", self.port, "--packs-port", self.packs_port)
        with (self.folder / "hub.txt").open("ab") as said:
            command = [sys.executable, "-m", "explorer", "fleet", "hub", *map(str, words)]
            self.hub = subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=said)

    def end_hub(self) -> None:
        """End it as a power cut would."""
        if self.hub is not None:
            self.hub.kill()
            self.hub.wait()
            self.hub = None

    def wall(self) -> dict[str, Any]:
        """What the wall shows; nothing while the hub is away."""
        with suppress(OSError), urlopen(f"http://127.0.0.1:{self.port}/state.json", timeout=WALL_S) as answer:
            state = json.load(answer)
            return {booth["booth"]: booth for booth in state["booths"]} if state["connected"] else {}
        return {}

    def show(self, number: int) -> psutil.Process | None:
        """The process that draws, below its supervisor."""
        children = psutil.Process(self.booths[number].process.pid).children()
        return children[0] if children else None

    def visit(self, number: int, dice: random.Random) -> None:
        """One visitor, who touches a few things and goes."""
        booth = self.booths[number]
        for _ in range(dice.randint(2, 6)):
            booth.do("mousemove", dice.randrange(8, SIZE[0] - 8), dice.randrange(8, SIZE[1] - 8), "click", 1)
            time.sleep(dice.uniform(0.3, 1.5))

    def counts(self) -> dict[str, int]:
        """Pages made by the booths, collected by the hub, waiting, and those that came again."""
        made = taken = waiting = again = 0
        with closing(Collected(self.folder / "fleet" / "visits.sqlite")) as collected:
            of_hub, visits = collected.counts(), sum(collected.visits().values())
        for name in BOOTHS:
            with closing(Waiting(self.database(name))) as outbox:
                count, more = of_hub.get((name, outbox.epoch), (0, 0))
                made, waiting = made + outbox.made, waiting + outbox.count
                taken, again = taken + count, again + more
        return {"pages made": made, "collected": taken, "waiting": waiting, "again": again, "visits": visits}


def soak(pair: Pair, seconds: float, kill_every_s: float, dice: random.Random) -> dict[str, Any]:
    """Let it run; what was seen."""
    began_s = time.monotonic()
    kills = {"booth": 0, "broker": 0, "hub": 0}
    back_s: list[float] = []
    turns, next_kill_s, next_visit_s, next_line_s = 0, kill_every_s, 30.0, 0.0
    visitors = 0
    end_s = seconds - min(QUIET_S, seconds / 4)
    with (pair.folder / "pair.csv").open("w", newline="") as file:
        lines = csv.writer(file)
        of_each = ("state", "MB", "waiting", "visits")
        lines.writerow(["s", "load", *(f"{name} {what}" for name in BOOTHS for what in of_each)])
        while (now_s := time.monotonic() - began_s) < seconds:
            time.sleep(1.0)
            if now_s < end_s and now_s >= next_visit_s:
                next_visit_s = now_s + dice.uniform(15.0, 45.0)
                pair.visit(dice.randrange(2), dice)
                visitors += 1
            if now_s < end_s and now_s >= next_kill_s:
                next_kill_s = now_s + kill_every_s
                what = ("booth", "broker", "hub")[turns % 3]
                turns, kills[what] = turns + 1, kills[what] + 1
                back_s.append(round(killed(pair, what, turns // 3 % 2), 1))
            if now_s >= next_line_s:
                next_line_s = now_s + 60.0
                wall = pair.wall()
                row: list[object] = [round(now_s), round(os.getloadavg()[0], 1)]
                for number, name in enumerate(BOOTHS):
                    show, booth = pair.show(number), wall.get(name, {})
                    memory = show.memory_info().rss >> 20 if show is not None else 0
                    row += [booth.get("state", ""), memory, booth.get("waiting", ""), booth.get("visits", "")]
                lines.writerow(row)
                file.flush()
    return {
        "minutes": round(seconds / 60, 1),
        "visitors": visitors,
        "kills": kills,
        "up again after s": back_s,
    }


def killed(pair: Pair, what: str, number: int) -> float:
    """Kill something; seconds until the hub has heard again that all booths are up."""
    began_s = time.monotonic()
    if what == "booth":
        if (show := pair.show(number)) is not None:
            show.send_signal(signal.SIGKILL)
        time.sleep(3.0)
    elif what == "broker":
        pair.broker.kill()
        time.sleep(DOWN_S)
        pair.broker.start()
    else:
        pair.end_hub()
        time.sleep(DOWN_S)
        pair.start_hub()
    done_s = time.monotonic()
    while time.monotonic() - began_s < PATIENCE_S:
        wall, since_s = pair.wall(), time.monotonic() - done_s
        if all(is_up(wall.get(name, {}), since_s) for name in BOOTHS):
            return time.monotonic() - began_s
        time.sleep(1.0)
    return PATIENCE_S


def is_up(booth: dict[str, Any], since_s: float) -> bool:
    """Whether the wall says of a booth that it is up, and has heard so in the last seconds."""
    heard_s = booth.get("heard_s")
    return booth.get("state") == "up" and heard_s is not None and heard_s < since_s


def main() -> None:
    """Soak, and say whether all held."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--kill-every", type=float, default=180.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-o", type=Path, required=True, metavar="FOLDER")
    args = parser.parse_args()
    args.o.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        pair = Pair(args.o, stack)
        print(f"the wall: http://127.0.0.1:{pair.port}/", flush=True)
        found = soak(pair, args.minutes * 60, args.kill_every, random.Random(args.seed))
        found |= {"wall": pair.wall(), "processes": [booth.process.poll() for booth in pair.booths]}
    found |= pair.counts()
    (args.o / "pair.json").write_text(json.dumps(found, indent=1), "utf-8")
    print(json.dumps(found, indent=1))
    sys.exit(int(found["collected"] != found["pages made"] or found["waiting"] > 0))


if __name__ == "__main__":
    main()
