"""The props there are, by kind of exhibit. Each is imported when its zone is first opened."""

from __future__ import annotations

from importlib import import_module

from .prop import Prop

CLASSES: dict[str, str] = {
    "arcade": "ArcadeProp",
    "assembly": "AssemblyProp",
    "compute": "ComputeProp",
    "content": "ContentProp",
    "data": "DataProp",
    "drivers": "DriversProp",
    "effects": "EffectsProp",
    "factory": "FactoryProp",
    "goals25": "Goals25Prop",
    "horizon": "HorizonProp",
    "line": "LineProp",
    "net": "NetProp",
    "plaza": "PlazaProp",
    "park": "ParkProp",
    "rules": "RulesProp",
    "sense": "SenseProp",
    "street": "StreetProp",
    "trends": "TrendsProp",
    "twinlib": "TwinlibProp",
    "forum": "ForumProp",
}
"""Kind (and module of this package) -> class in it. A new prop is added here."""


def prop_class(kind: str) -> type[Prop] | None:
    """The prop of an exhibit, or None if it has no picture."""
    if kind not in CLASSES:
        return None
    found: type[Prop] = getattr(import_module(f".{kind}", __package__), CLASSES[kind])
    return found
