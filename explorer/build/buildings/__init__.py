"""The buildings of the park: one module a zone, each with a ``build(builder)`` that writes in world coordinates."""

from __future__ import annotations

from collections.abc import Callable

from explorer.build.buildings import (
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
    rules,
    sense,
    street,
    trends,
    twinlib,
)
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.site import ring

BUILDINGS: dict[str, Callable[[MeshBuilder], None]] = {
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
"""Builders by zone, and that of the raised walk of the Technology Ring (``ring``)."""

PLACEHOLDERS: dict[str, Callable[[MeshBuilder], None]] = {
    "goals25": goals25.placeholder,
    "horizon": horizon.placeholder,
    "content": content.placeholder,
    "data": data.placeholder,
    "twinlib": twinlib.placeholder,
    "sense": sense.placeholder,
    "assembly": assembly.placeholder,
    "line": line.placeholder,
    "park": park.placeholder,
    "factory": factory.placeholder,
    "rules": rules.placeholder,
    "forum": forum.placeholder,
    "effects": effects.placeholder,
    "street": street.placeholder,
    "trends": trends.placeholder,
    "drivers": drivers.placeholder,
}
"""Static models of the exhibits, hidden while the live ones are shown. Zone -> a ``placeholder(builder)``."""

LEAVES: dict[str, tuple[Callable[[MeshBuilder], None], ...]] = {
    "goals25": (goals25.west_leaf, goals25.east_leaf)
}
"""Parts of a placeholder that move separately. Zone -> their builders."""
