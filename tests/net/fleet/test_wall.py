"""The wall: what it says of each booth, what is done from there, and whom it answers."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from explorer.net.fleet.hub import SILENT_S, Hub, Seen
from explorer.net.fleet.setup import YEARS, init
from explorer.net.fleet.wall import Wall
from explorer.net.room.messages import Health, Orders, PackOffer
from explorer.park.model import SceneText

HEALTH = Health(
    state="up", mode="kiosk", zone="line", version="0.3.0", volume=60, memory_mb=480, disk_free_mb=90_000
)
Client = TestClient[web.Request, web.Application]


class FakeHub:
    """A hub with three booths and no broker."""

    is_connected, trouble = True, ""

    def __init__(self) -> None:
        self.seen = {
            "b07": Seen(HEALTH, 1_000.0, 2.0),
            "b08": Seen(HEALTH.model_copy(update={"state": "gone"}), 900.0, 0.0),
            "b09": Seen(HEALTH),
        }
        self.ordered: list[tuple[str, Orders]] = []
        self.offered: list[tuple[str, PackOffer]] = []

    def now_s(self) -> float:
        return 1_005.0

    def visits(self) -> dict[str, int]:
        return {"b07": 12}

    def order(self, booth: str, orders: Orders) -> None:
        self.ordered.append((booth, orders))

    def offer(self, booth: str, offer: PackOffer) -> None:
        self.offered.append((booth, offer))


def on_wall(tmp_path: Path, work: Callable[[FakeHub, Client, Client], Awaitable[None]]) -> None:
    async def run() -> None:
        hub = FakeHub()
        titles = {"line": SceneText({"en": "The <line>", "zh": "产线"})}
        wall = Wall(cast(Hub, hub), tmp_path, "https://hub:8443/packs", titles)
        async with TestClient(TestServer(wall.app)) as client, TestClient(TestServer(wall.pack_app)) as packs:
            await work(hub, client, packs)

    asyncio.run(run())


def test_it_says_how_each_booth_is(tmp_path: Path) -> None:
    (tmp_path / "3.zip").write_bytes(b"x")

    async def work(hub: FakeHub, client: Client, packs: Client) -> None:
        state = await (await client.get("/state.json")).json()
        assert {b["booth"]: b["state"] for b in state["booths"]} == {
            "b07": "up",
            "b08": "gone",
            "b09": "silent",
        }
        assert state["booths"][0]["visits"] == 12 and state["packs"] == [3]
        for language, title, mode, zone in (
            ("en", "All booths", "kiosk", "The \\u003cline>"),
            ("zh-CN,en;q=0.5", "所有展位", "无人展台", "产线"),
            ("de", "Alle Stände", "Messestand", "The \\u003cline>"),
        ):
            page = await client.get("/", headers={"Accept-Language": language})
            text = await page.text()
            assert title in text and f'"mode-kiosk": "{mode}"' in text and f'"zone-line": "{zone}"' in text
            assert "default-src 'none'" in page.headers["Content-Security-Policy"]
        for name in ("wall.js", "wall.css"):
            assert (await client.get(f"/{name}")).status == 200

    on_wall(tmp_path, work)


def test_a_certificate_that_ends_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "fleet"
    files = (folder / "server.pem", folder / "ca.pem")
    for now, said in ((datetime.now(UTC), []), (datetime.now(UTC) - timedelta(days=365 * YEARS - 20), [19])):
        shutil.rmtree(folder, ignore_errors=True)
        init(folder, ["hub"], [], now=now)
        wall = Wall(cast(Hub, FakeHub()), tmp_path, "https://hub:8443/packs", certificates=files)
        assert [one["days"] for one in cast(list[dict[str, int]], wall.state()["ends"])] == said


def test_what_is_done_from_there(tmp_path: Path) -> None:
    (tmp_path / "3.zip").write_bytes(b"content")

    async def work(hub: FakeHub, client: Client, packs: Client) -> None:
        own = {"Origin": str(client.make_url("/")).rstrip("/")}

        async def post(what: object, **headers: str) -> int:
            return (await client.post("/order", data=json.dumps(what), headers={**own, **headers})).status

        assert (
            await post(
                {"booths": ["b07", "nobody"], "orders": {"volume": 30, "quiet_from": 22, "quiet_to": 7}}
            )
            == 200
        )
        assert hub.ordered == [("b07", Orders(volume=30, quiet_from=22, quiet_to=7))]
        assert await post({"pack": 3}) == 200
        assert [booth for booth, _ in hub.offered] == ["b07", "b08", "b09"]
        offer = hub.offered[0][1]
        assert (offer.url, offer.bytes) == ("https://hub:8443/packs/3.zip", 7)
        assert await (await packs.get("/packs/3.zip")).read() == b"content"
        assert await post({"pack": 4}) == 404
        for junk in (
            "{",
            [],
            {"orders": {"volume": 101}},
            {"pack": 0},
            {"novelty": 1},
            {"orders": {"volume": None, "quiet_from": 24}},
        ):
            assert await post(junk) == 400
        assert len(hub.ordered) == 1 and len(hub.offered) == 3

    on_wall(tmp_path, work)


def test_other_sites_and_names_are_not_answered(tmp_path: Path) -> None:
    (tmp_path / "secret.zip").write_bytes(b"x")

    async def work(hub: FakeHub, client: Client, packs: Client) -> None:
        order = json.dumps({"orders": {"volume": 0}})
        for headers in ({}, {"Origin": "https://evil.example"}, {"Origin": "null"}):
            assert (await client.post("/order", data=order, headers=headers)).status == 403
        assert (await client.get("/state.json", headers={"Host": "evil.example"})).status == 403
        assert hub.ordered == []
        for name in ("secret.zip", "..%2Fsecret.zip", "3.zip", "%2Fetc%2Fpasswd"):
            assert (await packs.get(f"/packs/{name}")).status == 404

    on_wall(tmp_path, work)


@pytest.mark.parametrize(
    ("seen", "state"),
    [
        (Seen(HEALTH, 1_000.0, 0.0), "up"),
        (Seen(HEALTH, 1_000.0 - SILENT_S, 0.0), "silent"),
        (Seen(HEALTH), "silent"),
        (Seen(HEALTH.model_copy(update={"frame_age_s": 30.0}), 1_000.0, 0.0), "slow"),
        (Seen(HEALTH.model_copy(update={"state": "gone"}), 1_000.0, 0.0), "gone"),
    ],
)
def test_a_booth_in_one_word(seen: Seen, state: str) -> None:
    assert seen.state(1_001.0) == state
