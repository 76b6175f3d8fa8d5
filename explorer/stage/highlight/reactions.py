"""Reactions to the pointer: a wheel that turns faster, a dome that opens, a boat that greets.

All belong to what moves, so nothing static has to be drawn again for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians, sin

import panda3d.core as p3d

from ...build.halls import WHEEL_AT, WHEEL_TURN_DEG
from ...exhibits.arcade.players import CABINS, LATELY_DAYS
from ...park.model import Park, Zone
from ...visit import Visit
from ..crowd.greeting import Greeting
from ..primitives.instancing import dynamic_node, static_node
from ..primitives.meshes import Mesh, box, joined
from ..primitives.palette import PAPER, STEEL_DIM
from ..props.arcade import layout as wheel
from ..scene.build import ChunkNode

WHEEL_KIND = "arcade"
"""The kind of exhibit whose wheel also turns when seen from afar."""

PACE_DEG_S, FASTER = 3.0, 14.0
"""Speed of the wheel, and its factor under the pointer."""

FULL_SPEED_S, OPENING_S = 1.2, 1.6
"""Time until the wheel reaches its speed, and until the dome is open."""

SQUASH, SQUASH_S = 0.06, 0.12
"""Share of its height by which a pressed part is lower at first, and the time until it has its height again."""

OPEN_DEG, WIDER = 62.0, 0.036
"""Angle by which each leaf of the dome slides aside, and its growth, so that it passes over the fixed part."""

LEAF = "leaf"
"""Prefix of the names of movable chunks; a number follows, which decides their direction."""


@dataclass(frozen=True, slots=True)
class Reaction:
    """What the pointer has caused: see each field."""

    ahead_deg: float = 0.0  # lead of the wheel over its normal turning
    opened: float = 0.0  # opening of the dome, 0..1
    greeting: tuple[int, float] | None = None  # the greeting boat, and its time
    pressed: tuple[str, float] | None = None  # a pressed part, and by what share of its height it is lower


AT_REST = Reaction()


class Answers:
    """Follows the pointer of a visitor.

    Parameters
    ----------
    wheel_zone, dome_zone : the zones that react, if the park has them.
    lively : whether the park moves at all; if not, nothing reacts.
    """

    def __init__(self, wheel_zone: str | None, dome_zone: str | None, lively: bool) -> None:
        self._zones, self._lively = (wheel_zone, dome_zone), lively
        self._time_s, self._speed = 0.0, 0.0
        self.reaction = AT_REST
        self.greeting = Greeting()
        self._pressed: tuple[str, float | None] | None = None  # a part, and since when it is seen pressed

    def press(self, part: str) -> None:
        """Let a part of the shown exhibit give way for a moment, from the next visit on."""
        self._pressed = (part, None)

    def toward(self, visit: Visit) -> None:
        """Advance to the time of a visit; a new visit, and one with reduced motion, starts at rest."""
        dt_s, self._time_s = visit.time_s - self._time_s, visit.time_s
        self.greeting.toward(visit.time_s)
        if not self._lively or dt_s < 0 or visit.settings.comfort == "cut":
            self._speed, self.reaction, self._pressed = 0.0, AT_REST, None
            return
        asked = {visit.hovered, visit.pointed} - {None}
        at_wheel, at_dome = (zone in asked for zone in self._zones)
        self._speed = _step(self._speed, float(at_wheel), dt_s / FULL_SPEED_S)
        ahead_deg = self.reaction.ahead_deg + _eased(self._speed) * (FASTER - 1) * PACE_DEG_S * dt_s
        self.reaction = Reaction(
            ahead_deg % 360,
            _step(self.reaction.opened, float(at_dome), dt_s / OPENING_S),
            self.greeting.now,
            self._squash(visit),
        )

    def _squash(self, visit: Visit) -> tuple[str, float] | None:
        """The pressed part, and by how much it is lower: most in the first frame, which even a slow machine draws."""
        if self._pressed is None:
            return None
        part, since_s = self._pressed
        passed = 0.0 if since_s is None else (visit.time_s - since_s) / SQUASH_S
        if passed >= 1 or visit.run is None:
            self._pressed = None
            return None
        if since_s is None:
            self._pressed = (part, visit.time_s)
        return part, SQUASH * (1 - _eased(passed))

    @property
    def settled(self) -> bool:
        """Whether all reactions are over."""
        is_level = self._speed == 0.0 and self.reaction.opened in (0.0, 1.0)
        return is_level and self.reaction.greeting is None and self._pressed is None


class Moved:
    """The wheel and the leaves of the dome as drawn.

    Parameters
    ----------
    dynamic : the node of everything that moves.
    chunk_nodes : the baked chunks; the leaves among them move to `dynamic`.
    park : the scene.
    """

    def __init__(self, dynamic: p3d.NodePath, chunk_nodes: Sequence[ChunkNode], park: Park) -> None:
        self._leaves = [node for node in chunk_nodes if node.chunk.name.startswith(LEAF)]
        for leaf in self._leaves:
            leaf.path.reparent_to(dynamic)
        baked = {node.chunk.zone for node in chunk_nodes if node.chunk.kind == "building"}
        self._places = {zone.id: zone.place.centre_m for zone in park.zones.values()}
        found = next((zone for zone in _with_wheel(park.zones.values()) if zone.id in baked), None)
        self._wheel = Wheel(found, dynamic) if found else None
        self.wheel_zone = found.id if found else None
        self.dome_zone = next((leaf.chunk.zone for leaf in self._leaves), None)

    def show(self, reaction: Reaction, life_s: float, cleared: str | None) -> None:
        """Show a reaction at a time of the park; the exhibit of the `cleared` zone has its own wheel."""
        for leaf in self._leaves:
            leaf.path.set_mat(_slid(self._places[leaf.chunk.zone], _side(leaf), _eased(reaction.opened)))
        if self._wheel:
            self._wheel.show(PACE_DEG_S * life_s + reaction.ahead_deg, cleared != self.wheel_zone)


class Wheel:
    """Fourteen cabins that hang on the baked rims, and their spokes."""

    def __init__(self, zone: Zone, dynamic: p3d.NodePath) -> None:
        place = zone.exhibit
        assert place is not None, "a wheel stands where its exhibit does"
        self._root = dynamic_node("wheel", lamps=0.6)
        self._root.reparent_to(dynamic)
        self._root.set_pos(*place.centre_m)
        self._root.set_h(180 - place.heading_deg)
        foot = self._root.attach_new_node("foot")
        foot.set_pos(*WHEEL_AT, 0)
        foot.set_h(WHEEL_TURN_DEG)
        self._turning = foot.attach_new_node("turning")
        self._turning.set_z(wheel.HUB_M)
        static_node("spokes", wheel.spokes()).reparent_to(self._turning)
        self._cabins = [foot.attach_new_node("cabin") for _ in range(CABINS)]
        for number, cabin in enumerate(self._cabins):
            static_node("cabin", _cabin(wheel.COLOURS[number % len(wheel.COLOURS)])).reparent_to(cabin)

    def show(self, turned_deg: float, is_here: bool) -> None:
        """Show the wheel at this angle, or hide it."""
        if not is_here:
            self._root.stash()
            return
        self._root.unstash()
        self._turning.set_r(turned_deg)
        share = turned_deg / 360 * LATELY_DAYS
        for cabin, place in zip(self._cabins, wheel.rim(wheel.angles_deg(share)), strict=True):
            cabin.set_pos(float(place[0]), 0, float(place[2]))


def _cabin(colour: str) -> Mesh:
    """A small cabin that hangs from its origin: a coloured tub, lit windows, a pale roof."""
    return joined(
        [
            box(2.1, 1.8, 1.2).moved(z=-2.7).painted(colour, 0.1),
            box(1.8, 1.5, 0.8).moved(z=-1.5).painted("#E8B872", 0.22),
            box(2.1, 1.8, 0.25).moved(z=-0.7).painted(PAPER),
            box(0.16, 1.9, 0.7).moved(z=-0.5).painted(STEEL_DIM),
        ]
    )


def _with_wheel(zones: Iterable[Zone]) -> Iterable[Zone]:
    return (zone for zone in zones if zone.exhibit and zone.exhibit.kind == WHEEL_KIND)


def _side(leaf: ChunkNode) -> float:
    """Direction of a leaf: the first clockwise, the second the other way."""
    return -1.0 if leaf.chunk.name.startswith(f"{LEAF}0") else 1.0


def _slid(middle: tuple[float, float], side: float, opened: float) -> p3d.LMatrix4f:
    """Rotation about the vertical axis of a dome, and growth out of its rim."""
    x, y = middle
    angle, grown = radians(side * OPEN_DEG * opened), 1 + WIDER * min(opened * 8, 1.0)
    c, s = cos(angle) * grown, sin(angle) * grown
    return p3d.LMatrix4f(c, s, 0, 0, -s, c, 0, 0, 0, 0, grown, 0, x - x * c + y * s, y - x * s - y * c, 0, 1)


def _step(now: float, goal: float, most: float) -> float:
    """The next level on the way to a goal, at most one step of `most` away."""
    return min(now + most, goal) if now < goal else max(now - most, goal)


def _eased(level: float) -> float:
    return level * level * (3 - 2 * level)
