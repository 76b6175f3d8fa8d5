"""How a fleet grows, with simulated booths on a real Mosquitto.

    python -m tests.tools.fleet_bench BOOTHS SECONDS [--kill] [--json FILE]

Each booth has an outbox, a connection with TLS, and the code of a real one, without a picture. It makes a page of a visit every
ten seconds on average, and says how it is every ten seconds. With `--kill` a third of the booths, the broker and the hub are
killed (-9) on the way and started again. At the end nothing may be lost or twice; what it took is printed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import psutil

from explorer.base.atomic_file import write_text
from explorer.net.fleet.address import read_address
from explorer.net.fleet.booth import GONE, HEALTH_S, Outgoing
from explorer.net.fleet.collected import Collected
from explorer.net.fleet.hub import Hub
from explorer.net.fleet.outbox import Outbox, Waiting
from explorer.net.room.bus import Bus, Subscription
from explorer.net.room.messages import Health, Kept, decode
from explorer.net.room.topics import Booth
from explorer.visit.log.database import connected
from explorer.visit.log.statistics import Page
from tests.net.fleet.mosquitto import Mosquitto

PAGE_EVERY_S = 10.0
LOOK_S = 0.5
AT_ONCE = 50
"""Booths in one process."""
QUIET_S = 30.0
"""At the end booths only send what is left."""
PATIENCE_S = 120.0


class Simulated:
    """One booth without a picture."""

    def __init__(self, folder: Path, name: str, chance: random.Random) -> None:
        address = read_address(str(folder / f"booth-{name}.json"), folder / f"ca-{os.getpid()}")
        path = folder / "booths" / f"{name}.sqlite"
        self.waiting, self.db = Waiting(path), connected(path)
        self.topics, self.chance, self.outbox = Booth(name), chance, Outbox()
        self.bus = Bus(
            f"{name}-{chance.random()}",
            address.endpoint,
            [Subscription(self.topics.kept, 1)],
            will=(self.topics.health, GONE),
        )
        self.outgoing = Outgoing(self.waiting, lambda rows: self.bus.publish(self.topics.rows, rows, qos=1))
        self.ahead = timedelta(seconds=chance.choice([0, 0, 37, 3_600, -172_800]))
        self.health_s, self.connections, self.visit = chance.random() * HEALTH_S, 0, 0

    def look(self, now_s: float, makes: bool) -> None:
        """`LOOK_S` of it."""
        if makes and self.chance.random() < LOOK_S / PAGE_EVERY_S:
            self.visit += 1
            at = (datetime.now().astimezone() + self.ahead).isoformat(timespec="seconds")
            page = Page(self.visit, at, at, "kiosk", "en", "en", 60.0, "quit", acts=(("Open", "", 3),))
            self.db.execute("BEGIN IMMEDIATE")
            self.outbox.put(self.db, [page])
            self.db.execute("COMMIT")
        for message in self.bus.news():
            kept = decode(Kept, message.payload)
            if kept is not None:
                self.outgoing.confirmed(kept)
        if self.bus.connections != self.connections:
            self.connections = self.bus.connections
            self.outgoing.reconnected()
        if self.bus.is_connected:
            self.outgoing.look()
        if now_s >= self.health_s:
            self.health_s = now_s + HEALTH_S
            health = Health(state="up", mode="kiosk", waiting=self.waiting.count, wall_s=time.time())
            self.bus.publish(self.topics.health, health, retain=True, qos=1)


def booths(folder: Path, first: int, last: int) -> None:
    """Some booths in one process, until all is confirmed. Time begins for all together, once each has its connection."""
    simulated = [Simulated(folder, f"b{n:04d}", random.Random(n)) for n in range(first, last)]
    while not all(one.bus.connections for one in simulated):
        time.sleep(0.1)
    (folder / f"ready-{first}").touch()
    while not (until := folder / "until").exists():
        time.sleep(0.1)
    until_s = float(until.read_text())
    end_s = until_s + PATIENCE_S
    while time.time() < until_s or (time.time() < end_s and any(one.waiting.count for one in simulated)):
        began_s = time.monotonic()
        for one in simulated:
            one.look(began_s, time.time() < until_s - QUIET_S)
        time.sleep(max(LOOK_S - (time.monotonic() - began_s), 0.005))
    for one in simulated:
        one.bus.close()


def hub(folder: Path) -> None:
    """The hub, until it is killed."""
    one = Hub(
        read_address(str(folder / "hub.json"), folder / "ca-hub").endpoint, Collected(folder / "hub.sqlite")
    )
    while True:
        if not one.look():
            time.sleep(0.02)


def start(*words: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "tests.tools.fleet_bench", *map(str, words)])


def measure(folder: Path, count: int, seconds: float, kill: bool) -> dict[str, object]:
    """Let booths, broker and hub work for a while; what came of it, and what it took."""
    names = [f"b{n:04d}" for n in range(count)]
    broker = Mosquitto(folder, names)
    (folder / "booths").mkdir()
    groups = [(n, min(n + AT_ONCE, count)) for n in range(0, count, AT_ONCE)]
    running = {group: start("--booths", folder, *group) for group in groups}
    hubs = start("--hub", folder)
    while not all((folder / f"ready-{first}").exists() for first, _ in groups):
        time.sleep(0.1)
    until_s = time.time() + seconds
    write_text(folder / "until", f"{until_s}")
    if kill:
        time.sleep(seconds * 0.15)
        for group in groups[: max(len(groups) // 3, 1)]:
            running[group].send_signal(signal.SIGKILL)
            running[group].wait()
            running[group] = start("--booths", folder, *group)
        time.sleep(seconds * 0.1)
        broker.kill()
        time.sleep(seconds * 0.1)
        broker.start()
        time.sleep(seconds * 0.1)
        hubs.kill()
        hubs.wait()
        time.sleep(seconds * 0.1)
        hubs = start("--hub", folder)
    else:
        time.sleep(seconds * 0.4)
    watched = {"broker": psutil.Process(broker.pid), "hub": psutil.Process(hubs.pid)}
    before, began_s = {n: sum(p.cpu_times()[:2]) for n, p in watched.items()}, time.monotonic()
    time.sleep(max(until_s - time.time() - QUIET_S, 5.0))
    span_s = time.monotonic() - began_s
    took = {n: round(100 * (sum(p.cpu_times()[:2]) - before[n]) / span_s, 1) for n, p in watched.items()}
    memory = {n: p.memory_info().rss >> 20 for n, p in watched.items()}
    for process in running.values():
        process.wait()
    time.sleep(1.0)
    hubs.kill()
    hubs.wait()
    broker.kill()
    made = lost = left = again = taken = 0
    with closing(Collected(folder / "hub.sqlite")) as collected:
        counts, visits = collected.counts(), sum(collected.visits().values())
    for name in names:
        with closing(Waiting(folder / "booths" / f"{name}.sqlite")) as waiting:
            count_, again_ = counts.get((name, waiting.epoch), (0, 0))
            made, left = made + waiting.made, left + waiting.count
            taken, again = taken + count_, again + again_
            lost += max(waiting.made - count_, 0)
    return {
        "booths": count, "made": made, "collected": taken, "visits": visits, "lost": lost, "twice": visits - made,
        "still waiting": left, "repeats met": again, "cpu % of a core": took, "memory MB": memory,
        "load": psutil.getloadavg()[0],
    }  # fmt: skip


def main() -> None:
    """Measure, or be one of the processes."""
    if sys.argv[1] == "--booths":
        booths(Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
        return
    if sys.argv[1] == "--hub":
        hub(Path(sys.argv[2]))
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("seconds", type=float)
    parser.add_argument("--kill", action="store_true")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the totals there, too")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Path(folder), args.count, args.seconds, args.kill)
    text = json.dumps({**found, "seconds": args.seconds, "kills": args.kill}, indent=1) + "\n"
    print(text, end="")
    if args.json is not None:
        write_text(args.json, text)
    sys.exit(int(bool(found["lost"] or found["twice"] or found["still waiting"])))


if __name__ == "__main__":
    main()
