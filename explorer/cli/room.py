"""`--lan` and `--wifi`: the phones of a room, as they are typed."""

from __future__ import annotations

import json
import os
import time
from typing import TYPE_CHECKING

from ..bootstrap import gettext
from .argument_types import ROOM, WIFI

if TYPE_CHECKING:
    import argparse

    from ..lan.addresses import Wifi
    from ..lan.host import RoomOptions

NETWORK_WAIT_S, LOOK_AGAIN_S = 20.0, 1.0


def add_arguments(p: argparse.ArgumentParser) -> None:
    """Add both."""
    group = p.add_argument_group(gettext("phones in the room"))
    what = gettext(
        "let phones join by a QR code: the running exhibit, questions, a summary of the visit to keep, a presenter's remote; "
        "ADDRESS is this computer's in their network (default: the only one); doctor --lan tests it"
    )
    group.add_argument("--lan", nargs="?", const="", metavar=gettext("ADDRESS"), help=what)
    what = gettext(
        "the Wi-Fi for guests, shown as a QR code (or in {WIFI}); no password: write nothing after the colon",
        WIFI=WIFI,
    )
    group.add_argument("--wifi", metavar="SSID:PASSWORD", help=what)


def keep_codes() -> None:
    """Have every start of a supervised show use the same codes and key."""
    from ..lan.codes import room_secrets

    os.environ.setdefault(ROOM, json.dumps(room_secrets()))


class NoRoom(Exception):
    """Phones cannot join; says why and what to do."""


class NoNetwork(NoRoom):
    """Phones cannot join, as long as this computer is in no network, or not in the one that is meant."""


def wait_for_network(args: argparse.Namespace, patience_s: float = NETWORK_WAIT_S) -> None:
    """Wait until phones can join: a booth that starts with the computer is often quicker than its Wi-Fi.

    Raises
    ------
    NoRoom
        If they cannot after that time, or never could.
    """
    for _ in range(round(patience_s / LOOK_AGAIN_S)):
        try:
            place_of(args)
            return
        except NoNetwork:
            time.sleep(LOOK_AGAIN_S)
    place_of(args)


def room_of(args: argparse.Namespace) -> RoomOptions | None:
    """The room that phones may join, if one was asked for.

    Raises NoRoom if no address of this computer is meant, or the network for guests is none.
    """
    if args.lan is None:
        return None
    from ..lan.host import RoomOptions

    address, wifi = place_of(args)
    kept = json.loads(os.environ.get(ROOM) or "{}")
    return RoomOptions(address, wifi=wifi, **kept)


def place_of(args: argparse.Namespace) -> tuple[str, Wifi | None]:
    """The address for phones, and the network for guests. NoRoom as for `room_of`; it reads no package for phones."""
    from ..lan.addresses import Wifi

    address, wifi = address_of(args.lan), None
    given = args.wifi or os.environ.get(WIFI)
    if given:
        try:
            wifi = Wifi.of_text(given)
        except ValueError:
            raise NoRoom(
                gettext("--wifi is SSID:PASSWORD; a password has 8 to 63 characters, or none.")
            ) from None
    return address, wifi


def address_of(wanted: str) -> str:
    """The address for phones. NoRoom if it is not known which."""
    from ..lan.addresses import NoAddress, SeveralAddresses, chosen

    try:
        return chosen(wanted or None)
    except SeveralAddresses as several:
        lines = "\n".join(f"  --lan {ip:<16} {interface}" for ip, interface in several.addresses)
        raise NoRoom(
            gettext(
                "This computer is in several networks. Name the one that the phones are in:\n{lines}",
                lines=lines,
            )
        ) from None
    except NoAddress:
        if wanted:
            message = gettext(
                "{address} is no address of this computer. doctor --lan lists them.", address=wanted
            )
        else:
            message = gettext("This computer is in no network. Join one, or start a hotspot, then try again.")
        raise NoNetwork(message) from None
