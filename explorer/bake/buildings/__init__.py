"""The buildings of the park: one module a zone, each with a ``build(soup)`` that writes in world coordinates."""

from __future__ import annotations

from collections.abc import Callable

from explorer.bake.buildings import (
    arcade,
    assembly,
    compute,
    content,
    data,
    drivers,
    effects,
    factory,
    forum,
    goals25,
    horizon,
    line,
    net,
    park,
    plaza,
    ring,
    rules,
    sense,
    street,
    trends,
    twinlib,
)
from explorer.bake.geometry.mesh_builder import Soup

BUILDINGS: dict[str, Callable[[Soup], None]] = {
    "plaza": plaza.build,
    "drivers": drivers.build,
    "arcade": arcade.build,
    "goals25": goals25.build,
    "horizon": horizon.build,
    "ring": ring.build,
    "data": data.build,
    "content": content.build,
    "twinlib": twinlib.build,
    "sense": sense.build,
    "net": net.build,
    "compute": compute.build,
    "line": line.build,
    "assembly": assembly.build,
    "factory": factory.build,
    "park": park.build,
    "effects": effects.build,
    "forum": forum.build,
    "rules": rules.build,
    "street": street.build,
    "trends": trends.build,
}
"""What stands where: the builder of every zone, and of the walk round the Technology Ring (``ring``)."""

STAND_INS: dict[str, Callable[[Soup], None]] = {
    "goals25": goals25.stand_in,
    "horizon": horizon.stand_in,
    "content": content.stand_in,
    "data": data.stand_in,
    "twinlib": twinlib.stand_in,
    "sense": sense.stand_in,
    "assembly": assembly.stand_in,
    "line": line.stand_in,
    "park": park.stand_in,
    "factory": factory.stand_in,
    "rules": rules.stand_in,
    "forum": forum.stand_in,
    "effects": effects.stand_in,
    "arcade": arcade.stand_in,
    "street": street.stand_in,
    "trends": trends.stand_in,
    "drivers": drivers.stand_in,
}
"""What is seen of a zone's exhibit from afar; hidden while the live one is on. Zone -> a ``stand_in(soup)``."""
