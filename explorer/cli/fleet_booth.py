"""`--fleet`: this show is a booth of a fleet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ..base.folders import state_folder
from ..i18n import Text

if TYPE_CHECKING:
    from ..net.fleet.booth import FleetBooth
    from ..park.last_good import Opened


def join(where: str, database: Path | None) -> FleetBooth:
    """Connect this booth, on a separate thread; raises Refused if that is impossible."""
    from ..net.fleet.address import read_address
    from ..net.fleet.booth import FleetBooth
    from ..net.fleet.packs import Shelf, key_of

    folder = state_folder() / "fleet"
    address = read_address(where, folder)
    shelf = Shelf(folder / "packs", key_of(address.key)) if address.key else None
    return FleetBooth(address, database, shelf)


def open_scene(fleet: FleetBooth | None, own: Path, read: Callable[[Path], Opened]) -> Opened:
    """The scene from the fleet's content, or the booth's own; unreadable content is replaced by the last good one."""
    shelf = fleet.shelf if fleet is not None else None
    folder = shelf.scene() if shelf is not None else None
    while shelf is not None and folder is not None:
        scene = read(folder)
        if scene.reading.park is not None and not scene.faults:
            return scene
        why = scene.faults or scene.reading.errors
        folder = shelf.roll_back(why[0].what if why else Text("it cannot be read"))
    return read(own)
