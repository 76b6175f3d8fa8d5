"""Draws the crowd: people, cars, trams, boats, drones, gulls and flags at their positions at a given time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import radians, tan

import numpy as np
import numpy.typing as npt
import panda3d.core as p3d

from ...base.geometry import Vec3
from ...crowd import Crowd, Moment, Rows, Script
from ..camera import Camera
from ..primitives.palette import PAPER
from .body import Body
from .greeting import GREETS_S
from .instances import BodyInstances, Floats, body_instances, packed_colours, shaded, soft_patches
from .meshes import FROM_AFAR, LIMBED, TINY_PERSON, WAVING

NEAR_PX, TINY_PX, LEAST_PX = 26.0, 12.0, 2.6
"""Heights on screen: people above the first have limbs, below the second they are flat, below the third they
are not drawn."""

TINY = "far tiny person"

NEAR_MACHINE_PX = 9.0
"""Vehicles higher on screen than this have wheels, lamps and rotors."""

STRIDE_M = 0.74
SWING_RAD = 0.55
WALKING_MPS = 1.35

HEIGHTS_M: dict[str, float] = {
    "suit": 1.75, "coat": 1.75, "dress": 1.75, "child": 1.2, "robot": 1.5, "car": 1.5, "truck": 3.2, "tram": 3.3,
    "sail": 11.0, "motor": 2.4, "ferry": 6.6, "drone": 0.9, "gull": 0.9,
}  # fmt: skip
FEET_M: dict[str, tuple[float, float]] = {
    "suit": (0.42, 0.36), "coat": (0.42, 0.36), "dress": (0.42, 0.36), "child": (0.34, 0.3), "robot": (0.75, 0.55),
    "car": (2.7, 1.35), "truck": (4.3, 1.8), "tram": (5.2, 1.9),
}  # fmt: skip
"""Half the length and half the width of the shadow on the ground."""

HULLS_M: dict[str, float] = {"sail": 4.5, "motor": 4.5, "ferry": 11.0}
SHADE, WAKE, LIGHT = 0.62, 0.5, 0.55
CHILD_SIZE = 0.68

TARGET = 0.065
"""Least radius of a boat as a pointer target, as a share of half the frame's height."""
RINGS_S, RING_EVERY_S = 2.6, 0.7
"""Time a ring spreads on the water when a boat greets, and interval between rings."""
NEAREST_RING, FARTHEST_RING, RING = 0.6, 2.9, 0.9
"""First and last radius of a ring, in half lengths of the hull, and its brightness at first."""
BOW_RAD, BOW_RAD_S = 0.15, 2.9
"""Angle by which a small boat bows, and angular frequency of the bow."""
LAMP_WHITE, LAMP_RED, LAMP_WARM, LAMP_GREEN = packed_colours(["#FFE2B0", "#FF4A38", "#FFC27A", "#58E890"])


class CrowdView:
    """Draws everything that moves on a timetable.

    Attributes
    ----------
    root : the parent node of all bodies.
    bodies : by kind; those of distant bodies are named `far <kind>`.
    shadows : under people and vehicles.
    rings : on the water, round a boat that greets.
    greeting : index of the greeting boat, and for how long it has greeted.

    Parameters
    ----------
    script : the timetables' source: what moves where.
    water_level_m : the level of the water.
    dynamic : the node of everything that moves.
    kept : precomputed timetables of the script.
    sky : the share of sky light at positions (n, 3); None: all of it everywhere.
    """

    def __init__(
        self,
        script: Script,
        water_level_m: float,
        dynamic: p3d.NodePath,
        kept: Mapping[str, Rows] | None = None,
        sky: Callable[[Floats], Floats] | None = None,
    ) -> None:
        living = Crowd(script, water_level_m, kept)
        self._sky = sky
        self._tables = (
            living.people,
            living.vehicles,
            living.trams,
            living.boats,
            living.drones,
            living.gulls,
        )
        self._kinds, self._colours, self._sizes = cast_of(living)
        self._members = {kind: np.flatnonzero(self._kinds == kind) for kind in LIMBED | WAVING}
        self._is_person = np.isin(self._kinds, ("suit", "coat", "dress", "child"))
        afar = np.where(self._is_person, "person", self._kinds)
        self._afar = {kind: np.flatnonzero(afar == kind) for kind in FROM_AFAR}
        self._boats = np.concatenate([self._members[kind] for kind in HULLS_M])
        first = sum(map(len, (living.people, living.vehicles, living.trams)))
        self._fleet = np.arange(first, first + len(living.boats))
        self._afloat = np.zeros((0, 3))
        self.greeting: tuple[int, float] | None = None
        self._hulls_m = np.array([HULLS_M.get(kind, 0.0) for kind in self._kinds])
        self._reaches_m = (0.7 * self._hulls_m[self._fleet]).tolist()
        has_far_mesh = np.isin(self._kinds, list(FROM_AFAR))
        self._near_px = np.where(self._is_person, NEAR_PX, np.where(has_far_mesh, NEAR_MACHINE_PX, 0.0))
        self._heights = np.array([HEIGHTS_M[kind] for kind in self._kinds]) * np.where(
            self._kinds == "child", 1.0, self._sizes
        )
        self._feet = np.array([FEET_M.get(kind, (0.0, 0.0)) for kind in self._kinds]).reshape(-1, 2)
        self._phases = np.arange(len(self._kinds)) * 2.399963
        self.root = dynamic.attach_new_node("life")
        self.bodies = {kind: _instances(kind, mesh) for kind, mesh in LIMBED.items()}
        self.bodies |= {kind: _instances(kind, mesh, cloth=True) for kind, mesh in WAVING.items()}
        self.bodies |= {f"far {kind}": _instances(f"far {kind}", mesh) for kind, mesh in FROM_AFAR.items()}
        self.bodies[TINY] = _instances(TINY, TINY_PERSON)
        self.shadows, self._wakes, self.rings, self._lights = self._patches = tuple(
            soft_patches(kind, kind) for kind in ("SHADE", "WAKE", "RING", "LIGHT")
        )
        for one in (*self.bodies.values(), *self._patches):
            one.path.reparent_to(self.root)
        flags = script.flags
        self._flags = np.array([flag.at for flag in flags]).reshape(-1, 3)
        self._flag_colours = packed_colours([flag.colour for flag in flags])

    @property
    def calls(self) -> int:
        """Number of draw calls of the visible bodies."""
        return sum(one.calls for one in (*self.bodies.values(), *self._patches))

    def see(self, eye: Camera, height_px: int, time_s: float, lamps: bool) -> None:
        """Show everything visible at its position at this time.

        Parameters
        ----------
        eye : the camera.
        height_px : the height of the frame.
        time_s : any time.
        lamps : whether lamps are on.
        """
        if not len(self._kinds) and not len(self._flags):
            return
        now = Moment.joined([table.at(time_s) for table in self._tables])
        sizes_px = _pixels(eye, now.positions, self._heights, height_px)
        seen = sizes_px > np.where(self._is_person, LEAST_PX, 1.5)
        headings = now.headings
        positions = now.positions.copy()
        boats = self._boats
        positions[boats, 2] += 0.07 * np.sin(0.9 * time_s + self._phases[boats])
        self._afloat = positions[self._fleet]
        rest = self._motions(now, time_s)
        if self._sky is not None:
            rest[:, 2] = shaded(rest[:, 2], self._sky(positions))
        near = seen & (sizes_px > self._near_px)
        for kind, members in self._members.items():
            if kind != "flag":
                own = members[near[members]]
                self.bodies[kind].put(positions[own], headings[own], rest[own])
        tiny = seen & self._is_person & (sizes_px < TINY_PX)
        to_eye = np.array(eye.pose.eye[:2]) - positions[tiny, :2]
        self.bodies[TINY].put(positions[tiny], np.arctan2(to_eye[:, 1], to_eye[:, 0]), rest[tiny])
        far = seen & ~near & ~tiny
        for kind, members in self._afar.items():
            own = members[far[members]]
            self.bodies[f"far {kind}"].put(positions[own], headings[own], rest[own])
        self._lay_shadows(now, seen & (sizes_px > 4.0), headings)
        self._lay_wakes(now, boats[seen[boats]], headings)
        self._spread_rings()
        self._light(now, seen, time_s if lamps else None)
        self._wave(eye, height_px, time_s)

    def boat_at(self, start: Vec3, way: Vec3, fov_deg: float) -> tuple[int, float] | None:
        """Index and distance of the boat that a ray hits or nearly hits, at the positions seen last.

        Parameters
        ----------
        way : the direction of the ray, of length one.
        fov_deg : of the camera; gives small boats a least size on screen.
        """
        if not len(self._afloat):
            return None
        # called for each pointer move: for a dozen boats, floats are faster than arrays
        (east, north, up), (to_east, to_north, to_up) = start, way
        widest = TARGET * tan(radians(fov_deg / 2))
        found, least = None, 1.0
        for number, ((x, y, z), reach_m) in enumerate(
            zip(self._afloat.tolist(), self._reaches_m, strict=True)
        ):
            dx, dy, dz = x - east, y - north, z - up
            distance_m = dx * to_east + dy * to_north + dz * to_up
            reach = max(reach_m, widest * distance_m)
            miss = (dx * dx + dy * dy + dz * dz - distance_m * distance_m) / (reach * reach)
            if distance_m > 0 and miss < least:
                found, least = (number, distance_m), miss
        return found

    def _greeter(self) -> tuple[int, float] | None:
        """Row of the greeting boat, and for how long it has greeted."""
        if self.greeting is None or not 0 <= self.greeting[0] < len(self._fleet):
            return None
        return int(self._fleet[self.greeting[0]]), self.greeting[1]

    def _spread_rings(self) -> None:
        greeter = self._greeter()
        ages = np.zeros(0)
        if greeter is not None:
            ages = greeter[1] - np.arange(0, GREETS_S - RINGS_S, RING_EVERY_S)
            ages = ages[(ages >= 0) & (ages < RINGS_S)] / RINGS_S
        at, radii_m = np.zeros((len(ages), 3)), np.zeros(len(ages))
        if greeter is not None:
            at[:] = self._afloat[greeter[0] - self._fleet[0]] + (0, 0, 0.1)
            spread = 1 - (1 - ages) ** 2
            radii_m = self._hulls_m[greeter[0]] * (NEAREST_RING + (FARTHEST_RING - NEAREST_RING) * spread)
        rest = np.column_stack([radii_m, radii_m, RING * (1 - ages), np.zeros(len(ages))])
        self.rings.put(at, np.zeros(len(ages)), rest)

    def _motions(self, now: Moment, time_s: float) -> Floats:
        """Phase, reach, size and colour of each body."""
        rest = np.zeros((len(now), 4))
        rest[:, 0] = now.travelled_m / STRIDE_M * np.pi / self._sizes + self._phases
        rest[:, 1] = np.where(self._is_person, SWING_RAD * np.minimum(now.speeds / WALKING_MPS, 1.1), 0.0)
        gulls = self._members["gull"]
        rest[gulls, 0] = 7.0 * time_s + self._phases[gulls]
        rest[gulls, 1] = 0.45 + 0.35 * np.sin(0.4 * time_s + self._phases[gulls])
        greeter = self._greeter()
        if greeter is not None:
            boat, age_s = greeter
            rest[boat, 0] = -BOW_RAD_S * age_s  # the bow goes down first
            rest[boat, 1] = BOW_RAD * (4.5 / self._hulls_m[boat]) ** 0.5 * max(1 - age_s / GREETS_S, 0.0)
        rest[:, 2], rest[:, 3] = self._sizes, self._colours
        return rest

    def _lay_shadows(self, now: Moment, seen: npt.NDArray[np.bool_], headings: Floats) -> None:
        own = np.flatnonzero(seen & (self._feet[:, 0] > 0))
        rest = np.column_stack([self._feet[own], np.full(len(own), SHADE), np.zeros(len(own))])
        self.shadows.put(now.positions[own] + (0, 0, 0.03), headings[own], rest)

    def _lay_wakes(self, now: Moment, own: npt.NDArray[np.intp], headings: Floats) -> None:
        hulls = self._hulls_m[own]
        back = np.column_stack([now.directions[own], np.zeros(len(own))]) * (hulls * 1.5)[:, None]
        strength = WAKE * np.minimum(now.speeds[own] / 2.5, 1.0)
        rest = np.column_stack([hulls * 2.3, hulls * 0.75, strength, np.zeros(len(own))])
        self._wakes.put(now.positions[own] - back + (0, 0, 0.05), headings[own], rest)

    def _light(self, now: Moment, seen: npt.NDArray[np.bool_], time_s: float | None) -> None:
        """Headlamps, tail lamps, masthead lights and the blinking lights of drones; none by day."""
        if time_s is None:
            self._lights.put(np.zeros((0, 3)), np.zeros(0), np.zeros((0, 4)))
            return
        at, colours, sizes = [], [], []
        greeter, age_s = self._greeter() or (-1, 0.0)
        shining = 2.5 - 1.5 * np.cos(2 * np.pi * age_s / RING_EVERY_S) if age_s < 3 * RING_EVERY_S else 1.0
        for kind, ahead_m, up_m, colour, size_m in (
            ("car", 2.2, 0.65, LAMP_WHITE, 1.5),
            ("car", -2.2, 0.65, LAMP_RED, 0.9),
            ("truck", 3.6, 0.8, LAMP_WHITE, 1.6),
            ("truck", -3.6, 0.8, LAMP_RED, 1.0),
            ("tram", 0.0, 2.0, LAMP_WARM, 2.6),
            ("sail", 0.0, 11.6, LAMP_WARM, 1.2),
            ("motor", -0.6, 2.6, LAMP_WARM, 1.0),
            ("ferry", 0.0, 6.6, LAMP_WARM, 2.4),
            ("drone", 0.36, 0.0, LAMP_RED, 1.1),
            ("robot", 0.5, 0.55, LAMP_GREEN, 0.5),
        ):
            own = self._members[kind][seen[self._members[kind]]]
            if kind == "drone":
                own = own[np.sin(4.0 * time_s + self._phases[own]) > 0]
            offset = np.column_stack([now.directions[own] * ahead_m, np.full(len(own), up_m)])
            at.append(now.positions[own] + offset)
            colours.append(np.full(len(own), colour))
            sizes.append(np.full(len(own), size_m) * np.where(own == greeter, shining, 1.0))
        size, colour_numbers = np.concatenate(sizes), np.concatenate(colours)
        rest = np.column_stack([size, size, np.full(len(size), LIGHT), colour_numbers])
        self._lights.put(np.concatenate(at), np.zeros(len(size)), rest)

    def _wave(self, eye: Camera, height_px: int, time_s: float) -> None:
        own = np.flatnonzero(_pixels(eye, self._flags, np.full(len(self._flags), 2.0), height_px) > 2.0)
        phases = own * 1.7
        phase = 3.4 * time_s + phases
        heading = radians(24) + 0.22 * np.sin(0.21 * time_s + 0.3 * phases)
        reach = 0.75 + 0.25 * np.sin(0.37 * time_s + phases)
        rest = np.column_stack([phase, reach, np.ones(len(own)), self._flag_colours[own]])
        self.bodies["flag"].put(self._flags[own], heading, rest)


def _instances(kind: str, made: Body, cloth: bool = False) -> BodyInstances:
    return body_instances(kind, made.mesh, made.joints, cloth)


def cast_of(living: Crowd) -> tuple[npt.NDArray[np.str_], Floats, Floats]:
    """Kind, colour and size of each body, in the order of the timetables."""
    script = living.script
    kinds = [walk.look for walk in script.walks]
    colours = [walk.colour for walk in script.walks]
    sizes = [walk.height * (CHILD_SIZE if walk.look == "child" else 1.0) for walk in script.walks]
    cars = ["truck" if is_truck else "car" for is_truck in living.trucks]
    wear = {"truck": script.load_colours, "car": script.car_colours}
    rows = [(kind, wear[kind][number % len(wear[kind])]) for number, kind in enumerate(cars)]
    rows += [("tram", script.tram_colour)] * len(living.trams)
    rows += [(boat.kind, boat.colour) for boat in script.boats]
    rows += [("drone", PAPER)] * len(living.drones) + [("gull", "#F4EFE7")] * len(living.gulls)
    every = [*kinds, *(kind for kind, _ in rows)]
    return (
        np.array(every, "<U8"),
        packed_colours([*colours, *(colour for _, colour in rows)]),
        np.array([*sizes, *([1.0] * len(rows))]),
    )


def _pixels(eye: Camera, positions: Floats, heights_m: Floats, height_px: int) -> Floats:
    """Heights on screen, in pixels; 0 outside the frame."""
    right, up, ahead = np.array(eye.pose.axes)
    offset = positions - eye.pose.eye
    depth = offset @ ahead
    half = tan(radians(eye.pose.fov_deg / 2))
    tall = np.where(depth > eye.near_m * 0.5, depth, np.inf)
    px = heights_m * height_px / (2 * half * tall)
    dx, dy = eye.shift
    margin = 0.06 + 14.0 / (half * tall)
    inside = np.abs(offset @ right / (half * eye.aspect * tall) + dx) < 1 + margin
    inside &= np.abs(offset @ up / (half * tall) + dy) < 1 + margin
    return np.where(inside & np.isfinite(tall), px, 0.0)
