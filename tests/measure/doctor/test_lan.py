"""Whether phones reach this computer: the check starts a real room on this computer alone."""

from __future__ import annotations

import json
import threading
import urllib.request
from pathlib import Path

import pytest
from websockets.sync.client import connect

from explorer.measure.doctor import lan
from explorer.net.room.addresses import Address, NoAddress, SeveralAddresses, Wifi, chosen

WLAN, CABLE = Address("192.168.8.20", "wlan0"), Address("10.0.0.5", "eth0")


def test_a_phone_that_joins_is_seen() -> None:
    notes: list[str] = []

    def phone() -> None:
        url, code = notes[0].split("type ")[1].split(". Waiting")[0].split(" and ")
        body = json.dumps({"code": code}).encode()
        with urllib.request.urlopen(urllib.request.Request(f"{url}/join", body, {"Origin": url})) as answer:
            cookie = answer.headers["Set-Cookie"].split(";")[0]
        socket = connect(
            url.replace("http", "ws") + "/ws",
            origin=url,
            additional_headers={"Cookie": cookie},  # type: ignore[arg-type]
        )
        socket.recv(timeout=60)
        done.wait(60)
        socket.close()

    done = threading.Event()
    thread = threading.Thread(target=phone)

    def say(words: str) -> None:
        notes.append(words)
        if len(notes) == 2:  # the QR code comes after the address
            thread.start()

    findings = list(lan.examine("127.0.0.1", say, wait_s=20.0))
    done.set()
    thread.join()
    assert [finding.state for finding in findings if finding.subject != "Firewall"] == ["good"] * 4
    assert "▀" in notes[1] and len(notes[1].splitlines()) > 10


def test_an_address_that_is_none() -> None:
    (finding,) = lan.examine("203.0.113.7", wait_s=0.0)
    assert finding.state == "bad" and finding.remedy


def test_a_firewall_is_named_with_what_opens_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(lan, "UFW", tmp_path / "ufw.conf")
    (tmp_path / "ufw.conf").write_text("ENABLED=yes\n")
    remedy = lan.firewall("http://192.168.8.20:8081").remedy
    assert "sudo ufw allow 8081/tcp && sudo ufw allow 8079/udp" in remedy


def test_the_address_is_chosen_by_who_knows_it() -> None:
    assert chosen(None, (WLAN,)) == WLAN.ip
    assert chosen("eth0", (WLAN, CABLE)) == chosen("10.0.0.5", (WLAN, CABLE)) == CABLE.ip
    with pytest.raises(SeveralAddresses) as several:
        chosen(None, (WLAN, CABLE))
    assert several.value.addresses == (WLAN, CABLE)
    for wanted, known in ((None, ()), ("10.0.0.6", (WLAN, CABLE))):
        with pytest.raises(NoAddress):
            chosen(wanted, known)


@pytest.mark.parametrize(
    ("text", "qr"),
    [
        ("Park Guests:explore-2026", "WIFI:T:WPA;S:Park Guests;P:explore-2026;;"),
        ('a;b:pass,"word\\', r"WIFI:T:WPA;S:a\;b;P:pass\,\"word\\;;"),
        ("open:", "WIFI:T:nopass;S:open;P:;;"),
    ],
)
def test_a_network_for_guests(text: str, qr: str) -> None:
    assert Wifi.of_text(text).qr_text == qr


@pytest.mark.parametrize("text", ["name", "name:short", ":long-enough", "x" * 33 + ":long-enough"])
def test_no_network_for_guests(text: str) -> None:
    with pytest.raises(ValueError):
        Wifi.of_text(text)
