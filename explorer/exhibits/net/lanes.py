"""The networks in the race, and their access delays."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from ...i18n import Text

Way = Literal["glass", "orbit", "stationary"]


@dataclass(frozen=True, slots=True)
class Lane:
    """A technology: route of its signal, and access delay."""

    name: str
    label: Text
    way: Way
    access_ms: float  # access delay, out and back
    basis: Literal["published requirement", "published target", "estimate"]  # origin of that figure
    hop_km: float  # kilometres on the map per additional hop with a queue


LANES = (
    Lane("5g", Text("5G"), "glass", 8.0, "published requirement", 500),  # 4 ms each way, ITU-R M.2410, eMBB
    Lane("5ga", Text("5G-A"), "glass", 4.0, "estimate", 500),
    Lane("6g", Text("6G (target)"), "glass", 1.0, "published target", 500),  # M.2160: 0.1 to 1 ms
    Lane("optical", Text("Gigabit optical network"), "glass", 1.0, "estimate", 500),
    Lane("fttr", Text("Fibre to the room"), "glass", 2.0, "estimate", 500),
    Lane("wlan", Text("Wireless LAN"), "glass", 5.0, "estimate", 500),
    Lane("leo", Text("Satellite Internet (low orbit)"), "orbit", 4.0, "estimate", 2000),
    Lane("geo", Text("Geostationary satellite"), "stationary", 4.0, "estimate", math.inf),
)
"""The lanes from inside to outside; the last one is for contrast."""

CONTESTANTS = len(LANES) - 1
