"""Whether phones can reach this computer: its addresses, the page for phones, firewalls, and a test with a real phone."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import segno

from ...base.bootstrap import gettext
from ...net.room.addresses import PORT, NoAddress, SeveralAddresses, addresses, chosen
from ...net.room.beacon import PORT as BEACON_PORT
from ...net.room.host import RoomHost, RoomOptions
from .finding import Finding

START_S, ANSWER_S, PHONE_S = 20.0, 5.0, 90.0
LOOK_S = 0.05
UFW = Path("/etc/ufw/ufw.conf")
"""Tells every user whether that firewall is on; only root may read its rules."""


def examine(
    wanted: str | None, say: Callable[[str], object] = print, wait_s: float = PHONE_S
) -> Iterator[Finding]:
    """Run one check after the other.

    Parameters
    ----------
    wanted : the address or the interface that phones are to reach; None: the only one.
    say : shows instructions to the user.
    wait_s : time to wait for a phone; 0 skips the test, when no user is reading.
    """
    subject = gettext("Address")
    try:
        address = chosen(wanted)
    except NoAddress:
        remedy = gettext("join a network, or start a hotspot on this computer")
        yield Finding("bad", subject, gettext("none that phones could reach"), remedy)
        return
    except SeveralAddresses as several:
        listed = ", ".join(f"{ip} ({interface})" for ip, interface in several.addresses)
        remedy = gettext("name the one that the phones are in: doctor --lan ADDRESS, and run --lan ADDRESS")
        yield Finding("bad", subject, listed, remedy)
        return
    interface = next((one.interface for one in addresses() if one.ip == address), "lo")
    yield Finding("good", subject, f"{address} ({interface})")
    host = RoomHost(RoomOptions(address))
    try:
        yield from _page(host)
        yield firewall(host.url)
        if host.is_open and wait_s > 0:
            yield _phone(host, say, wait_s)
    finally:
        host.close()


def _page(host: RoomHost) -> Iterator[Finding]:
    subject = gettext("Page for phones")
    end_s = time.monotonic() + START_S
    while not host.is_open and not host.trouble and time.monotonic() < end_s:
        host.look()
        time.sleep(LOOK_S)
    if not host.is_open:
        what = host.trouble or gettext("the gateway does not start")
        yield Finding("bad", subject, what, gettext("end what else uses this address, and try again"))
        return
    try:
        with urlopen(f"{host.url}/", timeout=ANSWER_S) as answer:
            answer.read()
    except (URLError, OSError) as fault:
        yield Finding("bad", subject, str(fault), gettext("a firewall or a VPN stands between; see below"))
        return
    yield Finding("good", subject, gettext("answers at {url}", url=host.url))
    what = gettext(
        "TCP {page} (phones and screens that follow), UDP {beacon} (screens that look for the show by its code)",
        page=host.url.rpartition(":")[2], beacon=host.options.beacon_port,
    )  # fmt: skip
    yield Finding("good", gettext("Ports"), what)


def firewall(url: str) -> Finding:
    """Finding: the state of this system's firewall, and how to open both ports."""
    subject, ports = gettext("Firewall"), (f"{url.rpartition(':')[2] or PORT}/tcp", f"{BEACON_PORT}/udp")
    if sys.platform == "win32":
        what = gettext("Windows asks at the first start")
        return Finding("note", subject, what, gettext("allow it for private networks"))
    if sys.platform == "darwin":
        what = gettext("macOS asks at the first start, if its firewall is on")
        return Finding("note", subject, what, gettext("allow incoming connections"))
    for name, is_on, command in (
        ("ufw", _ufw_is_on, " && ".join(f"sudo ufw allow {port}" for port in ports)),
        ("firewalld", _firewalld_is_on, f"sudo firewall-cmd {' '.join(f'--add-port={p}' for p in ports)}"),
    ):
        if is_on():
            remedy = gettext("if phones or laptops do not get through: {command}", command=command)
            return Finding("note", subject, gettext("{name} is on", name=name), remedy)
    return Finding("good", subject, gettext("neither ufw nor firewalld is on"))


def _ufw_is_on() -> bool:
    try:
        return "ENABLED=yes" in UFW.read_text("utf-8")
    except OSError:
        return False


def _firewalld_is_on() -> bool:
    program = shutil.which("firewall-cmd")
    if program is None:
        return False
    asked = subprocess.run([program, "--state"], capture_output=True, check=False, timeout=ANSWER_S)
    return asked.returncode == 0


def _phone(host: RoomHost, say: Callable[[str], object], wait_s: float) -> Finding:
    """Finding: a test with a real phone, which alone shows whether the network lets guests reach each other."""
    subject = gettext("A phone")
    say(
        gettext(
            "Scan this with a phone in the same network, or type {url} and {code}. Waiting {seconds} s…",
            url=host.url,
            code=host.options.code,
            seconds=round(wait_s),
        )
    )
    say(_drawn(host.join_url))
    end_s = time.monotonic() + wait_s
    while time.monotonic() < end_s:
        host.look()
        if host.presence.phones:
            return Finding("good", subject, gettext("has joined"))
        time.sleep(LOOK_S)
    return Finding(
        "bad",
        subject,
        gettext("none has joined"),
        gettext(
            "Is the phone in the same Wi-Fi, with mobile data off? Then the firewall above stops it, or the Wi-Fi keeps its "
            "guests apart (client isolation, usual in halls and hotels): bring a router of your own, "
            "see explorer/net/room/README.md."
        ),
    )


def _drawn(words: str) -> str:
    """A QR code in block characters, two modules per line; dark on light on a dark terminal too."""
    rows = [list(row) for row in segno.make(words, error="m", micro=False).matrix_iter(border=2)]
    if len(rows) % 2:
        rows.append([0] * len(rows[0]))
    signs = {(0, 0): "█", (0, 1): "▀", (1, 0): "▄", (1, 1): " "}
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return "\n".join(
        "".join(signs[int(bool(a)), int(bool(b))] for a, b in zip(upper, lower, strict=True))
        for upper, lower in pairs
    )
