"""The networks that race, and what their access costs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from ...i18n import Text

Way = Literal["glass", "orbit", "stationary"]


@dataclass(frozen=True, slots=True)
class Lane:
    """A technology: the way its signal goes, and what the access costs."""

    name: str
    label: Text
    way: Way
    access_ms: float  # delay of the access, there and back
    basis: Literal["published requirement", "published target", "estimate"]  # where that figure is from
    hop_km: float  # one more hop with a queue for every so many kilometres on the map


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
"""The lanes from inside to outside; the last one is there for contrast."""

CONTESTANTS = len(LANES) - 1
