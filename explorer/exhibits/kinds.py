"""The exhibits there are, by kind. Each is imported when it is first asked for: all at once would delay the start."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

from .exhibit import Exhibit

CLASSES: dict[str, str] = {
    "data": "SealedExchange",
    "content": "BuildingBrief",
    "twinlib": "TwinLib",
    "sense": "FiveSenses",
    "net": "LightRace",
    "compute": "Compute",
    "line": "ProductionLine",
    "assembly": "Assembly",
    "factory": "FactoryBrain",
    "park": "ParkWithoutWalls",
    "rules": "ThreeGates",
    "drivers": "LaggingHand",
    "plaza": "PlanTree",
    "effects": "TwoHundredShifts",
    "arcade": "EmptyServer",
    "street": "SevenShops",
    "trends": "HeadsetBench",
    "goals25": "Clusters",
    "horizon": "SelfTeachingLoop",
    "forum": "BridgeOfRules",
}
"""Kind (and module of this package) -> class in it. A new exhibit is added here."""


class Kinds(Mapping[str, type[Exhibit[Any]]]):
    """Kind -> exhibit."""

    def __getitem__(self, kind: str) -> type[Exhibit[Any]]:
        found: type[Exhibit[Any]] = getattr(import_module(f".{kind}", __package__), CLASSES[kind])
        return found

    def __contains__(self, kind: object) -> bool:
        return kind in CLASSES

    def __iter__(self) -> Iterator[str]:
        return iter(CLASSES)

    def __len__(self) -> int:
        return len(CLASSES)


KINDS = Kinds()
