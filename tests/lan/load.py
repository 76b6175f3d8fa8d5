"""How many phones a room bears: `python -m tests.lan.load [PHONES] [SECONDS] [WISHES A SECOND]`. A measurement, not a test.

The show is a visit at the line's exhibit, 30 frames a second without a picture. It prints the round trip of a wish (phone,
gateway, broker, show and back), how late frames are and what a frame takes, first with no phone and then with all of them.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import statistics
import sys
import time
from pathlib import Path
from threading import Thread

import aiohttp
import psutil

from explorer.bootstrap import ROOT
from explorer.lan.host import RoomHost, RoomOptions
from explorer.park import load
from explorer.visit import Open, Operate, Settings, Visit

from .phones import Show

FRAME_S = 1 / 30


class Frames(Thread):
    """The show, drawing nothing 30 times a second."""

    def __init__(self, show: Show) -> None:
        super().__init__(daemon=True)
        self.show, self.work_s, self.late_s, self.ends = show, list[float](), list[float](), False

    def run(self) -> None:
        due_s = time.perf_counter()
        while not self.ends:
            due_s = max(due_s + FRAME_S, time.perf_counter() - 1.0)
            time.sleep(max(due_s - time.perf_counter(), 0.0))
            began_s, cpu_s = time.perf_counter(), time.thread_time()
            self.late_s.append(began_s - due_s)
            self.show.frame(FRAME_S)
            self.work_s.append(time.thread_time() - cpu_s)

    def summary(self) -> str:
        work, late = ([1000 * s for s in all_s] for all_s in (self.work_s, self.late_s))
        self.work_s, self.late_s = [], []
        taken = f"work of a frame p50 {at(work, 50):.2f} p95 {at(work, 95):.2f} ms"
        return f"{taken}; late p50 {at(late, 50):.2f} p95 {at(late, 95):.1f} ms"


def at(values: list[float], percent: int) -> float:
    return statistics.quantiles(values, n=100)[percent - 1] if len(values) > 1 else 0.0


class Phones:
    """All phones, in one process."""

    def __init__(self, host: RoomHost, wishes: float) -> None:
        self.host, self.wishes = host, wishes
        self.trips_s: list[float] = []
        self.sent = self.heard = self.failed = 0
        self.ends = False

    async def one(self, number: int) -> None:
        url = self.host.url
        try:
            async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
                body = {"code": self.host.options.code}
                async with session.post(f"{url}/join", json=body, headers={"Origin": url}) as answer:
                    answer.raise_for_status()
                async with session.ws_connect(f"{url}/ws", headers={"Origin": url}) as socket:
                    sent = dict[int, float]()
                    listener = asyncio.create_task(self.listen(socket, sent))
                    await asyncio.sleep(random.random())
                    id = 0
                    while not self.ends:
                        if self.wishes:
                            id += 1
                            sent[id] = time.perf_counter()
                            self.sent += 1
                            value = random.randint(1, 6)
                            await socket.send_str(
                                json.dumps(
                                    {"t": "turn", "id": id, "kind": "line", "name": "station", "value": value}
                                )
                            )
                        await asyncio.sleep(1 / self.wishes if self.wishes else 0.5)
                    listener.cancel()
        except (aiohttp.ClientError, ConnectionError):
            self.failed += 1

    async def listen(self, socket: aiohttp.ClientWebSocketResponse, sent: dict[int, float]) -> None:
        async for message in socket:
            self.heard += 1
            if message.type == aiohttp.WSMsgType.TEXT and message.data.startswith('{"t": "outcome"'):
                outcome = json.loads(message.data)
                if outcome["id"] in sent:
                    self.trips_s.append(time.perf_counter() - sent[outcome["id"]])
                    for older in [id for id in sent if id <= outcome["id"]]:
                        del sent[older]


async def measure(host: RoomHost, count: int, seconds: float, wishes: float, frames: Frames) -> None:
    phones = Phones(host, wishes)
    tasks = []
    for number in range(count):
        tasks.append(asyncio.create_task(phones.one(number)))
        await asyncio.sleep(0.02)
    await asyncio.sleep(3)
    phones.trips_s.clear()
    phones.sent = phones.heard = 0
    frames.summary()
    processes = {"broker": host.broker.pid, "gateway": host.gateway.pid}
    before = {name: sum(psutil.Process(pid).cpu_times()[:2]) for name, pid in processes.items()}
    acts = len(frames.show.acts)
    await asyncio.sleep(seconds)
    trips = [1000 * s for s in phones.trips_s]
    print(
        f"{count} phones, {wishes:g} wishes a second each, {seconds:g} s, load {os.getloadavg()[0]:.1f}, failed {phones.failed}"
    )
    print(
        f"  sent {phones.sent}, acts that reached the show {len(frames.show.acts) - acts}, messages to phones {phones.heard}"
    )
    print(
        f"  round trip p50 {at(trips, 50):.0f} p95 {at(trips, 95):.0f} p99 {at(trips, 99):.0f} ms, {len(trips)} answers"
    )
    print(f"  {frames.summary()}; there are {host.presence.phones}")
    for name, pid in processes.items():
        process = psutil.Process(pid)
        share = 100 * (sum(process.cpu_times()[:2]) - before[name]) / seconds
        print(f"  {name}: {share:.1f} % of a core, {process.memory_info().rss / 1e6:.0f} MB")
    phones.ends = True
    await asyncio.gather(*tasks)


def main(words: list[str]) -> None:
    count, seconds, wishes = (float(word) for word in (*words, *("100", "20", "5")[len(words) :]))
    park = load(ROOT / "scenes" / "metaverse", Path("nowhere"))
    host = RoomHost(RoomOptions("127.0.0.1", port=0, new_phones=10_000))
    show = Show(
        host, Visit.begin(park, settings=Settings(comfort="cut")).after(Open("line")).after(Operate())
    )
    try:
        show.until(lambda: host.is_open)
        frames = Frames(show)
        frames.start()
        time.sleep(3)
        frames.summary()
        time.sleep(min(seconds, 10))
        print(f"no phone, load {os.getloadavg()[0]:.1f}: {frames.summary()}")
        asyncio.run(measure(host, int(count), seconds, wishes, frames))
        frames.ends = True
        frames.join()
    finally:
        host.close()


if __name__ == "__main__":
    main(sys.argv[1:])
