"""The exhibits there are, by kind."""

from __future__ import annotations

from typing import Any

from .assembly import Assembly
from .compute import Compute
from .content import BuildingBrief
from .data import SealedExchange
from .exhibit import Exhibit
from .factory import FactoryBrain
from .line import ProductionLine
from .net import LightRace
from .park import ParkWithoutWalls
from .sense import FiveSenses
from .twinlib import TwinLib

KINDS: dict[str, type[Exhibit[Any]]] = {
    kind.kind: kind
    for kind in (
        SealedExchange,
        BuildingBrief,
        TwinLib,
        FiveSenses,
        LightRace,
        Compute,
        ProductionLine,
        Assembly,
        FactoryBrain,
        ParkWithoutWalls,
    )
}
"""Kind -> exhibit. A new one is added here."""
