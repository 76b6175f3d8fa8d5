"""The guide: a small drone that flies to its target, hovers over it and lights it.

The target is the zone that a tour, the search or a first touch points at, or the part of an exhibit that
*Show me* has reached.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import dist, exp, sin

import panda3d.core as p3d

from ...base.geometry import Pose, Vec3, clamp, mix3
from ...visit import Visit
from ..primitives.instancing import dynamic_node, static_node
from ..primitives.meshes import Mesh, ball, box, cylinder, joined

FOLLOW_S, COMING_S = 0.2, 0.35
"""Time constant of its flight, and duration of its entrance and exit."""

SIZE, SMALLEST_M, LARGEST_M = 0.04, 0.3, 20.0
"""Width as a share of the distance from the camera, so that it looks as large in the overview as before an exhibit."""

ABOVE, BESIDE, BEFORE, FROM_ABOVE = 1.0, 1.8, 2.0, 6.0
"""Offsets from the target, in its own widths: above, beside, in front, and height from which it comes down."""

BOB, BOB_RAD_S, ROTOR_DEG_S = 0.12, 2.6, 900.0
NEAR = 0.05
"""Distance, in its own widths, at which it counts as arrived."""


@dataclass(frozen=True, slots=True)
class Hover:
    """Position, width and level of the entrance, 0..1."""

    at: Vec3 = (0.0, 0.0, 0.0)
    wide_m: float = 1.0
    level: float = 0.0


AWAY = Hover()


class Guide:
    """Follows the target.

    Attributes
    ----------
    hover : the present state.
    """

    def __init__(self) -> None:
        self.hover = AWAY
        self._goal: Vec3 | None = None
        self._time_s = 0.0

    def toward(self, visit: Visit, part: Vec3 | None) -> None:
        """Advance to the time of a visit; with reduced motion, jump to the target.

        Parameters
        ----------
        part : position of the targeted part of an exhibit, if there is one.
        """
        dt_s, self._time_s = visit.time_s - self._time_s, visit.time_s
        meant = part
        if meant is None and visit.pointed is not None and not visit.operating:
            meant = visit.park.zones[visit.pointed].place.label_m
        if meant is None:
            self._goal = None
            level = self.hover.level - dt_s / COMING_S
            still = dt_s <= 0 or visit.settings.comfort == "cut" or level <= 0
            self.hover = AWAY if still else Hover(self.hover.at, self.hover.wide_m, level)
            return
        wide_m = clamp(SIZE * dist(visit.pose.eye, meant), SMALLEST_M, LARGEST_M)
        right, _, ahead = visit.pose.axes
        east, north = (BESIDE * right[axis] - BEFORE * ahead[axis] for axis in (0, 1))
        self._goal = (meant[0] + east * wide_m, meant[1] + north * wide_m, meant[2] + ABOVE * wide_m)
        if dt_s <= 0 or visit.settings.comfort == "cut":
            self.hover = Hover(self._goal, wide_m, 1.0)
            return
        start = self.hover.at if self.hover.level > 0 else _above(self._goal, FROM_ABOVE * wide_m)
        at = mix3(start, self._goal, 1 - exp(-dt_s / FOLLOW_S))
        at = self._goal if dist(at, self._goal) < NEAR * wide_m else at
        self.hover = Hover(at, wide_m, min(self.hover.level + dt_s / COMING_S, 1.0))

    def settle(self) -> None:
        """Jump to the target: a final frame waits for no flight."""
        self.hover = AWAY if self._goal is None else Hover(self._goal, self.hover.wide_m, 1.0)

    @property
    def settled(self) -> bool:
        """Whether it has arrived."""
        if self._goal is None:
            return self.hover == AWAY
        return self.hover.at == self._goal and self.hover.level == 1.0


class Drone:
    """The drone as drawn: a round body with two eyes, four rotors, and a lamp below."""

    def __init__(self, dynamic: p3d.NodePath) -> None:
        self._root = dynamic_node("guide", lamps=0.6)
        self._root.reparent_to(dynamic)
        static_node("body", _body()).reparent_to(self._root)
        self._rotors = []
        for x in (-0.42, 0.42):
            for y in (-0.34, 0.34):
                rotor = self._root.attach_new_node("rotor")
                rotor.set_pos(x, y, 0.2)
                static_node("blade", box(0.38, 0.05, 0.02).painted("#3A3F4C")).reparent_to(rotor)
                self._rotors.append(rotor)
        self._root.stash()

    def show(self, hover: Hover, pose: Pose, life_s: float) -> None:
        """Show the drone in this state, facing the camera."""
        if hover.level <= 0:
            self._root.stash()
            return
        self._root.unstash()
        bob = BOB * hover.wide_m * sin(BOB_RAD_S * life_s)
        self._root.set_pos(*_above(hover.at, bob))
        self._root.set_h(180.0 - pose.azimuth_deg)
        self._root.set_scale(max(hover.wide_m * hover.level, 1e-3))
        for number, rotor in enumerate(self._rotors):
            rotor.set_h(ROTOR_DEG_S * life_s + 40.0 * number)


def _above(at: Vec3, up_m: float) -> Vec3:
    return (at[0], at[1], at[2] + up_m)


def _body() -> Mesh:
    """The body: one metre wide, facing south."""
    arms = [box(0.9, 0.07, 0.05).moved(y=y, z=0.1).painted("#D9D2C6") for y in (-0.34, 0.34)]
    hubs = [
        cylinder(0.07, 0.14, 8).moved(x, y, 0.08).painted("#3A3F4C")
        for x in (-0.42, 0.42)
        for y in (-0.34, 0.34)
    ]
    eyes = [ball(0.055, 10, 6).moved(x, -0.3, 0.06).painted("#8FF0FF", 1.0) for x in (-0.1, 0.1)]
    return joined(
        [
            ball(0.34, 16, 10).scaled(1.0, 0.9, 0.8).painted("#FBF7F0", 0.1),
            ball(0.27, 16, 10).scaled(1.0, 0.75, 0.72).moved(y=-0.13, z=0.04).painted("#23262F"),
            ball(0.12, 10, 6).moved(z=-0.27).painted("#FFD27A", 1.0),
            *arms,
            *hubs,
            *eyes,
        ]
    )
