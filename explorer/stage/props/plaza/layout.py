"""How the living plan tree is drawn: sizes and colours by kind of node, the rings of events, and the path on the ground."""

from __future__ import annotations

import numpy as np

from ....exhibits.plaza.graph import PLAZA_M, graph
from ....exhibits.plaza.plan import EVENTS, ZONES
from ...primitives.meshes import Floats, Form, joined, torus

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


def kind_of(name: str) -> str:
    """The kind of a node, by its name."""
    kind = name.rsplit("_", 1)[0]
    if kind in KINDS:
        return kind
    return "zone" if name in ZONE_AT else "claim"


ZONE_AT = {
    place.id: np.array((place.centre_m[0] - PLAZA_M[0], place.centre_m[1] - PLAZA_M[1], 0.0))
    for place in ZONES
}
NODE_KINDS = tuple(kind_of(name) for name in graph().names)
BIG = np.flatnonzero([kind != "claim" for kind in NODE_KINDS])
SMALL = np.flatnonzero([kind == "claim" for kind in NODE_KINDS])


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


def rings() -> Form:
    """The two rings on the paving that events stand on."""
    inner = torus(RINGS_M["national"], 0.09, 40, 3).moved(z=0.12).painted("#C9BBA4", glow=0.1)
    outer = torus(RINGS_M["world"], 0.09, 40, 3).moved(z=0.12).painted("#A9BED8", glow=0.1)
    return joined([inner, outer])


def path_to(zone: str) -> tuple[Floats, float]:
    """Dashes on the ground from the pool to a zone: their middles, shape (n, 3), and the way they point, degrees."""
    way = ZONE_AT[zone][:2]
    far = float(np.hypot(*way))
    if far < PATH_FROM_M:
        return np.zeros((0, 3), np.float32), 0.0
    along = np.arange(PATH_FROM_M, far, GAP_M)[:MOST_DASHES]
    unit = way / far
    at = np.column_stack([along[:, None] * unit, np.full(len(along), 0.16)]).astype(np.float32)
    return at, float(np.degrees(np.arctan2(unit[1], unit[0])))
