"""A fleet on a real Mosquitto, with TLS, passwords and rights: what `fleet init` writes is what holds."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from explorer.fleet.booth import FleetBooth
from explorer.fleet.collected import Collected
from explorer.fleet.hub import Hub, offer_of
from explorer.fleet.packs import Shelf, key_of, make
from explorer.fleet.setup import signing_key
from explorer.lan.bus import Bus, Subscription
from explorer.lan.messages import Health, Orders
from explorer.visit_log.database import VisitDatabase
from explorer.visit_log.statistics import Page

from .mosquitto import PROGRAM, Mosquitto

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="mosquitto is not installed")
PATIENCE_S = 60.0


def until(condition: Callable[[], object]) -> None:
    end_s = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end_s, "it never came"
        time.sleep(0.02)


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mosquitto]:
    broker = Mosquitto(tmp_path_factory.mktemp("fleet"), ["b07", "b08"])
    yield broker
    broker.kill()


@pytest.fixture
def hub(broker: Mosquitto, tmp_path: Path) -> Iterator[Hub]:
    hub = Hub(broker.address("hub").endpoint, Collected(tmp_path / "hub.sqlite"))
    yield hub
    hub.close()


def page(visit: int) -> Page:
    return Page(
        visit, "2026-05-01T12:00:00+02:00", "2026-05-01T12:01:00+02:00", "kiosk", "en", "en", 60.0, "quit"
    )


def test_a_booth_and_its_hub(broker: Mosquitto, hub: Hub, tmp_path: Path) -> None:
    """Health, rows, orders and content go their ways; a broker that is killed costs nothing."""
    scene = tmp_path / "scene"
    scene.mkdir()
    (scene / "park.yaml").write_text("format: 1\n")
    make(scene, tmp_path / "1.zip", 1, signing_key(broker.folder))
    address = broker.address("b07")
    shelf = Shelf(tmp_path / "packs", key_of(address.key))
    path = tmp_path / "visits.sqlite"
    booth = FleetBooth(address, path, shelf)
    booth.report(Health(state="up", mode="kiosk", zone="line"))
    visits = VisitDatabase(path, booth.outbox)
    visits.write(page(1))

    def collected(count: int) -> bool:
        hub.look()
        return hub.visits().get("b07") == count

    until(lambda: collected(1))
    until(lambda: hub.look() is not None and "b07" in hub.seen)
    assert hub.seen["b07"].state(hub.now_s()) == "up" and abs(hub.seen["b07"].skew_s or 0) < 60

    hub.order("b07", Orders(volume=30))
    hub.offer("b07", offer_of(tmp_path / "1.zip", 1, (tmp_path / "1.zip").as_uri()))
    until(lambda: booth.orders == Orders(volume=30) and booth.take_pack())
    assert shelf.version == 1 and not booth.take_pack()

    broker.kill()
    for number in range(2, 6):
        visits.write(page(number))
    broker.start()
    until(lambda: collected(5))
    visits.close()
    booth.close()
    until(lambda: hub.look() is not None and hub.seen["b07"].state(hub.now_s()) == "gone")
    assert hub.visits() == {"b07": 5}


def test_a_booth_has_rights_to_its_own_topics_alone(broker: Mosquitto) -> None:
    b07, b08, hub = (broker.address(name).endpoint for name in ("b07", "b08", "hub"))
    own = Bus("b07-a", b07, [Subscription("park/fleet/#", 1), Subscription("park/fleet/b07/orders", 1)])
    other = Bus("b08-a", b08)
    all_ = Bus("hub-a", hub, [Subscription("park/fleet/+/health", 1)])
    until(lambda: own.is_connected and other.is_connected and all_.is_connected)
    other.publish("park/fleet/b07/health", b"forged", qos=1, retain=True)
    other.publish("park/fleet/b07/orders", b"forged", qos=1)
    other.publish("park/fleet/b08/health", b"own", qos=1)
    all_.publish("park/fleet/b08/orders", b"for b08", qos=1)
    all_.publish("park/fleet/b07/orders", b"for b07", qos=1)
    heard: list[tuple[str, bytes]] = []
    until(
        lambda: (
            heard.extend((m.topic, m.payload) for m in all_.news())
            or ("park/fleet/b08/health", b"own") in heard
        )
    )
    assert not [payload for _, payload in heard if payload == b"forged"]
    mine: list[tuple[str, bytes]] = []
    until(
        lambda: mine.extend((m.topic, m.payload) for m in own.news()) or any(p == b"for b07" for _, p in mine)
    )
    assert {topic.split("/")[2] for topic, _ in mine} == {"b07"}
    for bus in (own, other, all_):
        bus.close()


def test_no_password_no_name_and_no_other_authority(broker: Mosquitto) -> None:
    endpoint = broker.address("b07").endpoint
    strangers = [
        Bus("b07-x", replace(endpoint, password="guess")),
        Bus("x", replace(endpoint, user="", password="")),
        Bus("b09-x", replace(endpoint, user="b09")),
    ]
    until(lambda: all(one.refused for one in strangers))
    assert not any(one.is_connected for one in strangers)
    for one in strangers:
        one.close()
    with socket.create_connection((endpoint.host, endpoint.port)) as raw, pytest.raises(ssl.SSLError):
        ssl.create_default_context().wrap_socket(
            raw, server_hostname=endpoint.host
        )  # the system trusts no authority of ours


def test_more_booths_keep_what_is_there(broker: Mosquitto) -> None:
    from explorer.fleet.setup import init

    before = {p.name: p.read_bytes() for p in broker.folder.iterdir() if p.is_file()}
    written = init(broker.folder, "127.0.0.1", broker.port, ["b07", "b10"], str(broker.folder))
    assert sorted(path.name for path in written) == ["booth-b10.json", "passwords"]
    after = {p.name: p.read_bytes() for p in broker.folder.iterdir() if p.is_file()}
    assert {n: after[n] for n in before if n != "passwords" and not n.endswith(".log")} == {
        n: c for n, c in before.items() if n != "passwords" and not n.endswith(".log")
    }
    assert after["passwords"].startswith(before["passwords"])
    secret = [
        broker.folder / name for name in ("hub.json", "booth-b07.json", "ca.key", "packs.key", "passwords")
    ]
    assert all(path.stat().st_mode & 0o077 == 0 for path in secret)
