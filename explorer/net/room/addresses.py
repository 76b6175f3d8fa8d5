"""The addresses of this computer, that of a show to follow, and the Wi-Fi network for guests."""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass, field
from typing import NamedTuple

LOOPBACK = "127.0.0.1"
PORT = 8080
"""Port of the page for phones and followers."""
_TYPED = re.compile(r"(?:(?:http://)?(?P<host>[A-Za-z0-9.-]+)(?::(?P<port>\d{1,5}))?[/#]+)?(?P<code>\d{6})")


class Address(NamedTuple):
    """An address at which other machines reach this computer."""

    ip: str
    interface: str  # name in the system, such as `wlan0`


class SeveralAddresses(Exception):
    """This computer is in more than one network, and it is unknown which one the phones use."""

    def __init__(self, addresses: tuple[Address, ...]) -> None:
        self.addresses = addresses
        super().__init__(", ".join(address.ip for address in addresses))


class NoAddress(Exception):
    """This computer is in no network, or has no address or interface of that name."""


def addresses() -> tuple[Address, ...]:
    """The IPv4 addresses of this computer in local networks, working interfaces first, then by name; without loopback."""
    import psutil  # 8 ms of a start, and few shows ask for addresses

    up = {name for name, state in psutil.net_if_stats().items() if state.isup}
    found = [
        Address(one.address, name)
        for name, of_name in psutil.net_if_addrs().items()
        if name in up
        for one in of_name
        if one.family == socket.AF_INET and _is_usable(one.address)
    ]
    return tuple(sorted(found, key=lambda address: (not _is_private(address.ip), address.interface)))


def chosen(wanted: str | None, known: tuple[Address, ...] | None = None) -> str:
    """The address under which phones open the page.

    Raises SeveralAddresses if there are several and `wanted` names none; NoAddress if there are no addresses, or `wanted`
    is not an address of this computer.

    Parameters
    ----------
    wanted : an address or the name of an interface, as typed; None: the only address.
    """
    known = addresses() if known is None else known
    if wanted is not None:
        if wanted in (LOOPBACK, "localhost"):
            return LOOPBACK
        for address in known:
            if wanted in address:
                return address.ip
        raise NoAddress(wanted)
    if not known:
        raise NoAddress
    if len(known) > 1:
        raise SeveralAddresses(known)
    return known[0].ip


def _is_usable(ip: str) -> bool:
    address = ipaddress.ip_address(ip)
    return not (address.is_loopback or address.is_link_local or address.is_unspecified)


def _is_private(ip: str) -> bool:
    return ipaddress.ip_address(ip).is_private


@dataclass(frozen=True, slots=True)
class FollowAddress:
    """Address of a show to follow, as typed: the address of its page with the code, or the code alone."""

    host: str  # "": searched for, on this computer first and then in its networks
    port: int
    code: str = field(repr=False)

    @classmethod
    def of_text(cls, text: str) -> FollowAddress:
        """Parse `http://192.168.1.20:8080/#123456`, `192.168.1.20/123456` or `123456`; ValueError otherwise."""
        found = _TYPED.fullmatch(text.strip())
        if found is None or not 0 < int(found["port"] or PORT) < 65536:
            raise ValueError(text)
        host = LOOPBACK if found["host"] == "localhost" else found["host"] or ""
        return cls(host, int(found["port"] or PORT), found["code"])

    @property
    def text(self) -> str:
        """The address as it would be typed."""
        return f"{self.host}:{self.port}/{self.code}" if self.host else self.code

    @property
    def url(self) -> str:
        """The URL of the WebSocket for followers."""
        return f"http://{self.host}:{self.port}/ws"


class Wifi(NamedTuple):
    """The Wi-Fi network for guests."""

    ssid: str
    password: str

    @classmethod
    def of_text(cls, text: str) -> Wifi:
        """Parse `SSID:PASSWORD`; the SSID has no colon. ValueError if it is not valid."""
        ssid, colon, password = text.partition(":")
        if not colon:
            raise ValueError(text)
        return cls.of(ssid, password)

    @classmethod
    def of(cls, ssid: str, password: str) -> Wifi:
        """From an SSID and a password, which may be empty. ValueError if no network can have these."""
        if not 1 <= len(ssid.encode()) <= 32 or not (password == "" or 8 <= len(password) <= 63):
            raise ValueError(ssid)
        return cls(ssid, password)

    @property
    def qr_text(self) -> str:
        """The text of the QR code that lets a phone join the network."""
        kind = "WPA" if self.password else "nopass"
        return f"WIFI:T:{kind};S:{_escaped(self.ssid)};P:{_escaped(self.password)};;"


def _escaped(text: str) -> str:
    return "".join(f"\\{sign}" if sign in '\\;,:"' else sign for sign in text)
