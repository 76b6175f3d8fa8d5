"""A fleet on a real Mosquitto, with TLS, passwords and rights: what `fleet init` writes is what holds."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.x509 import load_pem_x509_certificate

from explorer.base.certificates import ending, read_certificate
from explorer.net.fleet.address import BoothFile
from explorer.net.fleet.booth import FleetBooth
from explorer.net.fleet.collected import Collected
from explorer.net.fleet.hub import LEAST_FREE_BYTES, MOST_MESSAGES, Hub, offer_of
from explorer.net.fleet.outbox import Outbox, Waiting
from explorer.net.fleet.packs import Shelf, key_of, make
from explorer.net.fleet.setup import init, remove, signing_key, users
from explorer.net.room.bus import Bus, Subscription
from explorer.net.room.messages import FleetRows, Health, Orders
from explorer.net.room.topics import Booth
from explorer.visit.log.database import VisitDatabase
from explorer.visit.log.statistics import Page

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
    before = {p.name: p.read_bytes() for p in broker.folder.iterdir() if p.is_file()}
    written = init(broker.folder, ["127.0.0.1"], ["b07", "b10"]).files
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


def test_another_address_gets_a_certificate_and_says_whose_files_are_old(tmp_path: Path) -> None:
    """A hub that moves from hall to hall: names of before stay valid, old files of booths are written anew and named."""
    broker = Mosquitto(tmp_path / "fleet", ["b07"])
    try:
        done = init(broker.folder, ["127.0.0.2", "localhost"], ["b09"])
        assert done.readdressed == ["hub", "b07"] and not done.has_new_authority and not done.lost
        assert "server.pem" in {path.name for path in done.files}
        broker.kill()
        broker.start()
        b09 = broker.address("b09").endpoint
        assert b09.host == broker.address("b07").endpoint.host == "127.0.0.2"
        old = replace(broker.address("b07").endpoint, host="127.0.0.1")
        both = [Bus("b09-a", replace(b09, host="localhost")), Bus("b07-a", old)]
        until(lambda: all(bus.is_connected for bus in both))
        for bus in both:
            bus.close()
        again = init(broker.folder, ["localhost", "127.0.0.2"], ["b09"])
        assert not again.files and not again.readdressed  # an address that is named is good
        (broker.folder / "booth-b09.json").unlink()
        assert init(broker.folder, ["127.0.0.2"], []).lost == ["b09"]
    finally:
        broker.kill()


def test_certificates_are_renewed_before_they_end(tmp_path: Path) -> None:
    folder, hosts = tmp_path / "fleet", ["hub.example.org"]
    init(folder, hosts, ["b07"])
    paths = [folder / "server.pem", folder / "ca.pem"]
    end = read_certificate(paths[0]).not_valid_after_utc
    assert not ending(paths) and not ending(paths, end - timedelta(days=61))
    assert [(one.path.name, one.days) for one in ending([*paths, folder / "none.pem"], end - timedelta(days=20))] == [
        ("server.pem", 20), ("ca.pem", 20),
    ]  # fmt: skip
    old = BoothFile.model_validate_json((folder / "booth-b07.json").read_bytes())
    done = init(folder, hosts, [], now=end - timedelta(days=20))
    assert done.has_new_authority and done.readdressed == ["hub", "b07"]
    new = BoothFile.model_validate_json((folder / "booth-b07.json").read_bytes())
    assert new.password == old.password and new.ca != old.ca
    read_certificate(paths[0]).verify_directly_issued_by(load_pem_x509_certificate(new.ca.encode()))
    # a booth that has its old file goes on until the old authority ends
    read_certificate(paths[0]).verify_directly_issued_by(load_pem_x509_certificate(old.ca.encode()))
    assert not ending(paths, end)


def test_no_booth_pushes_out_the_hub(broker: Mosquitto, hub: Hub) -> None:
    """Mosquitto lets any user connect with any id, and ends the connection that had it."""
    until(lambda: hub.is_connected)
    known = Bus("observer", broker.address("hub").endpoint, [Subscription("park/fleet/+/health")])
    pushers = [Bus(id, broker.address("b08").endpoint) for id in ("hub-hub", "hub", "hub-")]
    until(lambda: all(bus.connections for bus in pushers) and known.is_connected)
    assert hub.is_connected and hub.connections == 1
    for bus in (known, *pushers):
        bus.close()


def test_a_booth_that_is_taken_out_is_shut_out_and_forgotten(tmp_path: Path) -> None:
    broker = Mosquitto(tmp_path / "fleet", ["b07", "b08"])
    stolen = broker.address("b08").endpoint
    hub = Hub(
        broker.address("hub").endpoint, Collected(tmp_path / "hub.sqlite"), lambda: users(broker.folder)
    )
    booth = Bus("b08-x", stolen)
    topics = Booth("b08")
    try:
        until(lambda: hub.is_connected and booth.is_connected)
        booth.publish(topics.health, Health(state="up"), retain=True, qos=1)
        hub.order("b08", Orders(volume=30))
        until(lambda: hub.look() is not None and "b08" in hub.seen)

        assert remove(broker.folder, ["b08", "b11"]) == ["b11"]
        assert not (broker.folder / "booth-b08.json").exists() and users(broker.folder) == ("hub", "b07")
        until(lambda: hub.look() is not None and "b08" not in hub.seen)
        broker.reload()
        until(lambda: booth.refused)
        hears = [Subscription(f"park/fleet/+/{what}", 1) for what in ("health", "orders")]
        hub.order("b07", Orders(volume=1))  # goes out after what clears the others
        newcomer, kept = Bus("hub-x", broker.address("hub").endpoint, hears), list[str]()
        until(
            lambda: kept.extend(m.topic for m in newcomer.news() if m.payload) or Booth("b07").orders in kept
        )
        assert not [topic for topic in kept if "/b08/" in topic], "the broker keeps nothing of it"
        assert "b08" not in hub.seen
        newcomer.close()
    finally:
        booth.close()
        hub.close()
        broker.kill()


def test_a_fleet_of_before_gets_the_right_to_forget(tmp_path: Path) -> None:
    init(tmp_path, ["hub"], ["b07"])
    access = tmp_path / "access"
    new = access.read_text("utf-8")
    access.write_text(new.replace("readwrite park/fleet/+/health", "read park/fleet/+/health"), "utf-8")
    assert init(tmp_path, ["hub"], []).files == [access] and access.read_text("utf-8") == new


def test_one_booth_that_floods_and_a_disk_that_is_full_cost_nothing_but_time(
    broker: Mosquitto, tmp_path: Path
) -> None:
    """What is not taken is not confirmed, and comes again."""
    now_s, free_bytes, looks = 1e9, LEAST_FREE_BYTES, 0
    hub = Hub(
        broker.address("hub").endpoint,
        Collected(tmp_path / "flood.sqlite"),
        free_bytes=lambda: free_bytes,
        clock=lambda: now_s,
    )
    booth, path = Bus("b08-flood", broker.address("b08").endpoint), tmp_path / "visits.sqlite"
    visits = VisitDatabase(path, Outbox())
    visits.write(page(1))
    visits.close()
    with closing(Waiting(path)) as waiting:
        row = waiting.oldest()[0]

    def flood(first: int) -> int:
        """Say rows; how many the hub has then."""
        nonlocal looks
        for n in range(first, first + 2 * MOST_MESSAGES):
            rows = FleetRows(epoch="e", boot="b", steady_s=1.0, rows=(row.model_copy(update={"n": n}),))
            booth.publish(Booth("b08").rows, rows, qos=1)
        end = looks + 2 * MOST_MESSAGES

        def all_came() -> bool:
            nonlocal looks
            looks += hub.look()
            return looks >= end

        until(all_came)
        with closing(Collected(hub_file)) as collected:
            return collected.counts().get(("b08", "e"), (0, 0))[0]

    hub_file = tmp_path / "flood.sqlite"
    until(lambda: hub.is_connected and booth.is_connected)
    assert flood(1) == MOST_MESSAGES
    now_s += 1.0
    free_bytes -= 1
    assert flood(MOST_MESSAGES + 1) == MOST_MESSAGES and "full" in hub.trouble
    now_s += 1.0
    free_bytes += 1
    assert flood(MOST_MESSAGES + 1) == 2 * MOST_MESSAGES and not hub.trouble
    booth.close()
    hub.close()
