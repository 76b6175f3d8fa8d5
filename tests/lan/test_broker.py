"""The broker of a room: who gets in, who hears what, and what becomes of it when it is killed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("amqtt", reason="the extra `lan` is not installed")

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion

from explorer.bootstrap import ROOT
from explorer.lan.bus import Bus, Endpoint, Subscription
from explorer.lan.messages import Presence, decode
from explorer.lan.process import ProcessBeside
from explorer.lan.rights import Account

from ..processes import free_port
from .conftest import ROOM, Connect, heard, topics, until

SECRET = ("park/fleet/b07/pack", "park/fleet/b08/pack", ROOM.notes, ROOM.state)


@pytest.fixture(scope="module", autouse=True)
def secrets_on_the_broker(broker: ProcessBeside, accounts: dict[str, Account]) -> None:
    """What everybody has published as retained, and somebody has subscribed to, before the newcomers come."""
    port = broker.reported["ports"][0]
    show = Bus(
        "show", Endpoint("127.0.0.1", port, "show", accounts["show"].password), [Subscription(ROOM.all)]
    )
    hub = Bus(
        "hub", Endpoint("127.0.0.1", port, "hub", accounts["hub"].password), [Subscription("park/fleet/#")]
    )
    until(lambda: show.is_connected and hub.is_connected)
    for topic in SECRET:
        (hub if "fleet" in topic else show).publish(topic, topic.encode(), retain=True, qos=1)
    heard(show, 2)
    heard(hub, 2)
    show.close()
    hub.close()


def test_a_newcomer_hears_only_its_own_retained_messages(connect: Connect) -> None:
    """amqtt alone hands each newcomer the retained messages of everybody's subscriptions."""
    follower = connect("follower", "park/#", "park/+/+/+", ROOM.notes, ROOM.state, client="follower-1")
    booth = connect("b07", "park/fleet/+/pack", "park/fleet/b08/pack", "park/fleet/b07/pack")
    # what is published after them comes after everything the broker had kept for them
    show, hub = connect("show"), connect("hub")
    show.publish(ROOM.state, b"end", qos=1)
    hub.publish("park/fleet/b07/pack", b"end", qos=1)
    for bus, own in ((follower, ROOM.state), (booth, "park/fleet/b07/pack")):
        messages = heard(bus, 2)
        assert set(topics(messages)) == {own}
        assert messages[-1].payload == b"end"


def test_a_newcomer_that_asks_for_nothing_hears_nothing(connect: Connect) -> None:
    silent = connect("follower", client="follower-2")
    asks = connect("follower", ROOM.state, client="follower-3")
    heard(asks)
    assert silent.news() == []


def test_a_follower_says_nothing(connect: Connect) -> None:
    show = connect("show", ROOM.all)
    heard(show, 2)
    follower = connect("follower", client="follower-4")
    for topic in (ROOM.state, ROOM.requests, ROOM.votes, "park/fleet/b07/rows"):
        follower.publish(topic, b"false", retain=True, qos=1)
    connect("gateway").publish(ROOM.presence, Presence(phones=3), qos=1)
    (message,) = heard(show)
    assert decode(Presence, message.payload) == Presence(phones=3)


@pytest.mark.parametrize(
    ("user", "client", "password"),
    [
        ("show", "show", "guessed"),
        ("show", "show", ""),
        # one that pushes out another by taking its name
        ("follower", "show", None),
        ("follower", "followers", None),
    ],
)
def test_strangers_stay_outside(connect: Connect, user: str, client: str, password: str | None) -> None:
    bus = connect(user, ROOM.all, client=client, password=password)
    assert bus.refused and not bus.is_connected


def test_a_last_will_has_no_more_rights_than_its_owner(
    broker: ProcessBeside, accounts: dict[str, Account], connect: Connect
) -> None:
    show = connect("show", ROOM.all)
    heard(show, 2)
    wills = {"follower": (ROOM.screen, "follower-5"), "gateway": (ROOM.presence, "gateway")}
    for user, (topic, client) in wills.items():
        raw = mqtt.Client(CallbackAPIVersion.VERSION2, client)
        raw.username_pw_set(user, accounts[user].password)
        raw.will_set(topic, b"will", retain=True)
        raw.connect("127.0.0.1", broker.reported["ports"][0])
        until(lambda raw=raw: raw.loop(0.1) == 0 and raw.is_connected())  # type: ignore[misc]
        sock = raw.socket()
        assert sock is not None
        sock.close()  # without a word
    assert topics(heard(show)) == [ROOM.presence]


def test_the_show_is_not_pushed_out(connect: Connect) -> None:
    show = connect("show", ROOM.presence)
    connect("follower", client="show")
    connect("gateway").publish(ROOM.presence, Presence(phones=1), qos=1)
    assert heard(show) and show.connections == 1


def test_a_killed_broker_comes_back_and_knows_everything_again(
    connect: Connect, broker: ProcessBeside
) -> None:
    show = connect("show")
    show.publish(ROOM.screen, b"now", retain=True)
    pid, starts = broker.pid, broker.starts
    assert pid is not None
    os.kill(pid, signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
    until(lambda: broker.look() and not broker.is_running)
    broker.wait_until_ready()
    assert broker.starts == starts + 1
    until(lambda: show.connections == 2)
    (message,) = heard(connect("gateway", ROOM.screen))
    assert (message.payload, message.retained) == (b"now", True)


def test_it_ends_with_the_process_that_started_it() -> None:
    order = json.dumps({"listens": ["127.0.0.1:0"], "accounts": {}}) + "\n"
    process = subprocess.Popen(
        [sys.executable, "-m", "explorer.lan", "broker"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write(order)
    process.stdin.flush()
    assert json.loads(process.stdout.readline())["ports"]
    out, complaints = process.communicate(timeout=60)  # closes its input
    assert (process.returncode, out, complaints) == (0, "", "")


def test_the_same_on_mosquitto(tmp_path: Path) -> None:
    """The bus knows no broker by name: the real Mosquitto, killed and started again, hears everything again."""
    program = shutil.which("mosquitto", path=f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin")
    if program is None:
        pytest.skip("Mosquitto is not installed")
    port = free_port()
    settings = tmp_path / "mosquitto.conf"
    settings.write_text(f"listener {port} 127.0.0.1\nallow_anonymous true\nlog_type error\n")

    def started() -> subprocess.Popen[bytes]:
        return subprocess.Popen([program, "-c", str(settings)], stderr=subprocess.DEVNULL)

    process = started()
    show = Bus("show", Endpoint("127.0.0.1", port))
    try:
        show.publish(ROOM.screen, b"kept", retain=True)
        until(lambda: show.connections == 1)
        process.kill()
        process.wait()
        until(lambda: not show.is_connected)
        process = started()
        until(lambda: show.connections == 2)
        phone = Bus("gateway", Endpoint("127.0.0.1", port), [Subscription(ROOM.screen)])
        assert heard(phone)[0].payload == b"kept"
        phone.close()
    finally:
        show.close()
        process.kill()
        process.wait()
