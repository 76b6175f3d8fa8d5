"""The options `--lan` and `--wifi`: phones that join a show."""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..base.refused import Refused
from ..i18n import Text
from .argument_types import ROOM, WIFI

if TYPE_CHECKING:
    import argparse

    from ..net.room.addresses import Wifi
    from ..net.room.host import RoomOptions

NETWORK_WAIT_S, LOOK_AGAIN_S = 20.0, 1.0
STALE_S = 43_200.0
"""Age at which the codes of an interrupted show expire, seconds."""


def keep_codes(checkpoint: Path) -> None:
    """Reuse codes and key for all starts of a supervised show, and when an interrupted one is resumed.

    Parameters
    ----------
    checkpoint : file that preserves a talk or a lesson across a crash; the codes are kept beside it.
    """
    from ..net.room.codes import room_secrets

    if ROOM not in os.environ:
        os.environ[ROOM] = _codes_beside(checkpoint) or json.dumps(room_secrets())


def write_codes(checkpoint: Path) -> None:
    """Save the codes of this start for resuming its talk or lesson; readable by the file's owner only."""
    path = _beside(checkpoint)
    with suppress(OSError):  # a full disk: the next start has other codes
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(0o600)
        path.write_text(os.environ[ROOM], "ascii")


def _beside(checkpoint: Path) -> Path:
    return checkpoint.with_suffix("").with_suffix(".codes.json")


def _codes_beside(checkpoint: Path) -> str:
    """The codes of a recently interrupted show, as JSON; "" without any."""
    try:
        if time.time() - checkpoint.stat().st_mtime > STALE_S:
            return ""
        text = _beside(checkpoint).read_text("ascii")
        codes = json.loads(text)
    except (OSError, ValueError):
        return ""
    is_whole = isinstance(codes, dict) and codes.keys() == {"code", "staff", "key"}
    return text if is_whole and all(isinstance(code, str) and code for code in codes.values()) else ""


class NoRoom(Refused):
    """Phones cannot join; says why and what to do."""


class NoNetwork(NoRoom):
    """Phones cannot join while this computer is in no network, or not in the intended one."""


def wait_for_network(args: argparse.Namespace, patience_s: float = NETWORK_WAIT_S) -> None:
    """Wait until phones can join: a booth that starts with the computer is often faster than its Wi-Fi.

    Raises
    ------
    NoRoom
        If they cannot after that time, or never will.
    """
    for _ in range(round(patience_s / LOOK_AGAIN_S)):
        try:
            place_of(args)
            return
        except NoNetwork:
            time.sleep(LOOK_AGAIN_S)
    place_of(args)


def room_of(args: argparse.Namespace) -> RoomOptions | None:
    """The room for phones, if one was requested.

    Raises NoRoom if the address is not one of this computer, or the guest network is invalid.
    """
    if args.lan is None:
        return None
    pages = _web_folder(str(args.pages or ""))
    address, wifi = place_of(args)
    return replace(open_room(address), wifi=wifi, pages=pages)


def open_room(wanted: str, pages: str = "") -> RoomOptions:
    """The room at an address of this computer; "" is its only one.

    Raises NoRoom if that is ambiguous, or if `pages` is no folder for browsers.
    """
    from ..net.room.host import RoomOptions

    pages = _web_folder(pages)
    return RoomOptions(address_of(wanted), pages=pages, **json.loads(os.environ.get(ROOM) or "{}"))


def _web_folder(named: str) -> str:
    """Absolute path of a folder of `export --web`; "" if nothing was named."""
    if not named:
        return ""
    folder = Path(named).expanduser().resolve()
    if not (folder / "index.html").is_file():
        raise NoRoom(Text("{path} is no folder of export --web: it has no index.html.", path=named))
    return str(folder)


def place_of(args: argparse.Namespace) -> tuple[str, Wifi | None]:
    """The address for phones, and the guest network. Raises NoRoom like `room_of`; imports no package for phones."""
    from ..net.room.addresses import Wifi

    address, wifi = address_of(args.lan), None
    given = args.wifi or os.environ.get(WIFI)
    if given:
        try:
            wifi = Wifi.of_text(given)
        except ValueError:
            raise NoRoom(
                Text("--wifi is SSID:PASSWORD; a password has 8 to 63 characters, or none.")
            ) from None
    return address, wifi


def address_of(wanted: str) -> str:
    """The address for phones. Raises NoRoom if it is ambiguous."""
    from ..net.room.addresses import NoAddress, SeveralAddresses, chosen

    try:
        return chosen(wanted or None)
    except SeveralAddresses as several:
        lines = "\n".join(f"  --lan {ip:<16} {interface}" for ip, interface in several.addresses)
        raise NoRoom(
            Text(
                "This computer is in several networks. Name the one that the phones are in:\n{lines}",
                lines=lines,
            )
        ) from None
    except NoAddress:
        if wanted:
            message = Text(
                "{address} is no address of this computer. doctor --lan lists them.", address=wanted
            )
        else:
            message = Text("This computer is in no network. Join one, or start a hotspot, then try again.")
        raise NoNetwork(message) from None
