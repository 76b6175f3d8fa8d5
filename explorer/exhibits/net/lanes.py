"""The networks that race, and what their access costs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from ..exhibit import Label

Way = Literal["glass", "orbit", "stationary"]


@dataclass(frozen=True, slots=True)
class Lane:
    """A technology: the way its signal goes, and what the access costs.

    Attributes
    ----------
    access_ms : delay of the access, there and back.
    basis : where that figure is from.
    hop_km : one more hop with a queue for every so many kilometres on the map.
    """

    name: str
    label: Label
    way: Way
    access_ms: float
    basis: Literal["published requirement", "published target", "estimate"]
    hop_km: float


LANES = (
    Lane(
        "5g", Label("5G", "5G"), "glass", 8.0, "published requirement", 500
    ),  # 4 ms each way, ITU-R M.2410, eMBB
    Lane("5ga", Label("5G-A", "5G-A"), "glass", 4.0, "estimate", 500),
    Lane(
        "6g", Label("6G (target)", "6G（目标）"), "glass", 1.0, "published target", 500
    ),  # M.2160: 0.1 to 1 ms
    Lane("optical", Label("Gigabit optical network", "千兆光网"), "glass", 1.0, "estimate", 500),
    Lane("fttr", Label("Fibre to the room", "光纤到房间"), "glass", 2.0, "estimate", 500),
    Lane("wlan", Label("Wireless LAN", "无线局域网"), "glass", 5.0, "estimate", 500),
    Lane(
        "leo", Label("Satellite Internet (low orbit)", "卫星互联网（低轨）"), "orbit", 4.0, "estimate", 2000
    ),
    Lane("geo", Label("Geostationary satellite", "静止轨道卫星"), "stationary", 4.0, "estimate", math.inf),
)
"""The lanes from inside to outside; the last one is there for contrast."""

CONTESTANTS = len(LANES) - 1
