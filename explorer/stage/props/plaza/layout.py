"""How the living plan tree is drawn: sizes and colours by kind of node, the rings of events, and the path on the ground."""

from __future__ import annotations

import numpy as np

from ....exhibits.plaza.graph import Graph
from ....exhibits.plaza.plan import EVENTS
from ...primitives.meshes import Floats, Mesh, joined, torus

INK, PAPER, GOLD, JADE, RED, BLUE, VIOLET, STEEL = (
    "#2E343B", "#FFF8EC", "#F2B632", "#17A37E", "#E0402C", "#2F74D0", "#8B5CD6", "#9AA3A8",
)  # fmt: skip
KINDS = ("plan", "issuer", "principle", "safeguard", "task", "measure", "zone", "claim")
COLOURS = dict(zip(KINDS, (RED, RED, "#EC7A2C", VIOLET, GOLD, JADE, BLUE, "#7FB0D8"), strict=True))
SIZES_M = dict(zip(KINDS, (1.9, 1.15, 1.0, 1.0, 2.4, 1.6, 1.15, 0.42), strict=True))

RINGS_M = {"national": 12.7, "local": 12.7, "world": 16.6}
SIDE_COLOURS = {"national": RED, "local": GOLD, "world": BLUE}
SIDE_HIGH_M = {"national": 2.2, "local": 3.6, "world": 2.2}
DARK_HIGH_M = 0.5

PATH_FROM_M, DASH_M, GAP_M, MOST_DASHES = 18.2, 2.0, 3.2, 72
BEACON_M = 60.0


def node_kinds(plan: Graph) -> tuple[str, ...]:
    """The kind of each node."""
    claims = set(plan.claims.values())
    return tuple(
        "zone" if name in plan.zones else "claim" if name in claims else name.rsplit("_", 1)[0]
        for name in plan.names
    )


def event_places() -> Floats:
    """Where the post of each event stands, shape (n, 3): the years go round, from the left in front to the right."""
    angle = np.radians(188 + np.linspace(0, 164, len(EVENTS)))
    radius = np.array([RINGS_M[event.side] for event in EVENTS])
    return np.column_stack(
        [radius * np.cos(angle), radius * np.sin(angle), np.full(len(EVENTS), 0.1)]
    ).astype(np.float32)


def event_turns_deg() -> Floats:
    """How each post turns, to face the tree."""
    return (188 + np.linspace(0, 164, len(EVENTS)) + 90).astype(np.float32)


def rings() -> Mesh:
    """The two rings on the paving that events stand on."""
    inner = torus(RINGS_M["national"], 0.09, 40, 3).moved(z=0.12).painted("#C9BBA4", glow=0.1)
    outer = torus(RINGS_M["world"], 0.09, 40, 3).moved(z=0.12).painted("#A9BED8", glow=0.1)
    return joined([inner, outer])


def path_to(zone_at_m: tuple[float, float]) -> tuple[Floats, float]:
    """Dashes on the ground from the pool to a zone: their middles, shape (n, 3), and the way they point, degrees."""
    way = np.array(zone_at_m)
    far = float(np.hypot(*way))
    if far < PATH_FROM_M:
        return np.zeros((0, 3), np.float32), 0.0
    along = np.arange(PATH_FROM_M, far, GAP_M)[:MOST_DASHES]
    unit = way / far
    at = np.column_stack([along[:, None] * unit, np.full(len(along), 0.16)]).astype(np.float32)
    return at, float(np.degrees(np.arctan2(unit[1], unit[0])))
