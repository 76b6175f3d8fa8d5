"""The meshes of the crowd, in the paper style of the buildings; all face along x."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..primitives.meshes import Mesh, ball, box, cylinder, joined, white
from ..primitives.palette import AMBER, INK, OAK, PAPER, PAPER_2, STEEL, STEEL_DARK, WHITE
from .body import Body, BodyPart, Floats, body, leaning, prism, sheet, tapered

GLASS_DARK, SKIN, HAIR, RED = "#55707F", "#DDB08E", "#4A3B33", "#E0433A"


# People

HIP_M, SHOULDER_M = 0.88, 1.40


LEAN = 0.6
"""How far the normals of flat people face up, as the average of shoulders and front would."""


def _legs(colour: str, length: float = HIP_M, apart: float = 0.1, tint: float = 0.0) -> list[BodyPart]:
    leg = tapered((0.13, 0.12), (0.17, 0.16), length).painted(colour).moved(z=HIP_M - length)
    shoe = box(0.26, 0.12, 0.08).painted(INK).moved(x=0.05)
    return [
        BodyPart(part.moved(y=side * apart), tint if part is leg else 0.0, HIP_M, side * 1.0)
        for side in (-1, 1)
        for part in (leg, shoe)
    ]


def _arms(colour: str, tint: float, reach: float = 0.27) -> list[BodyPart]:
    arm = tapered((0.09, 0.08), (0.12, 0.11), 0.58).painted(colour).moved(z=SHOULDER_M - 0.58)
    hand = box(0.09, 0.08, 0.1).painted(SKIN).moved(z=SHOULDER_M - 0.66)
    return [
        BodyPart(part.moved(y=side * reach), tint if part is arm else 0.0, SHOULDER_M, -side * 0.8)
        for side in (-1, 1)
        for part in (arm, hand)
    ]


def _head(hair: str = HAIR, size: float = 1.0) -> list[BodyPart]:
    face = ball(0.125 * size, 7, 5).scaled(1, 0.92, 1.2).painted(SKIN).moved(z=1.62)
    crown = ball(0.136 * size, 7, 4).scaled(1, 0.95, 1.0).painted(hair).moved(x=-0.03, z=1.68)
    return [BodyPart(face), BodyPart(crown)]


def _suit() -> Body:
    trunk = tapered((0.24, 0.36), (0.26, 0.46), 0.62).painted(WHITE).moved(z=0.86)
    collar = tapered((0.16, 0.2), (0.12, 0.14), 0.08).painted(PAPER).moved(z=1.46)
    return body([*_legs(INK), BodyPart(trunk, 1.0), BodyPart(collar), *_arms(WHITE, 1.0), *_head()])


def _coat() -> Body:
    coat = cylinder(0.30, 0.98, 7, 0.21).scaled(0.8, 1.05, 1).painted(WHITE).moved(z=0.48)
    scarf = cylinder(0.15, 0.1, 6, 0.12).painted("#E9C46A").moved(z=1.43)
    return body(
        [*_legs(STEEL_DARK), BodyPart(coat, 1.0), BodyPart(scarf), *_arms(WHITE, 1.0), *_head("#7A4A2E")]
    )


def _dress() -> Body:
    skirt = cylinder(0.34, 0.55, 8, 0.15).painted(WHITE).moved(z=0.5)
    trunk = tapered((0.2, 0.3), (0.22, 0.38), 0.46).painted(WHITE).moved(z=1.0)
    bun = ball(0.08, 6, 4).painted("#2C2523").moved(x=-0.14, z=1.74)
    parts = [BodyPart(skirt, 1.0), BodyPart(trunk, 0.75), BodyPart(bun)]
    return body([*_legs(SKIN, apart=0.08), *parts, *_arms(SKIN, 0.0, 0.23), *_head("#2C2523")])


def _child() -> Body:
    trunk = tapered((0.26, 0.36), (0.24, 0.4), 0.6).painted(WHITE).moved(z=0.84)
    pack = tapered((0.16, 0.3), (0.14, 0.26), 0.42).painted(AMBER).moved(x=-0.2, z=0.98)
    cap = cylinder(0.17, 0.1, 7, 0.12).painted(WHITE).moved(x=0.02, z=1.72)
    parts = [BodyPart(trunk, 1.0), BodyPart(pack), BodyPart(cap, 1.0)]
    return body([*_legs("#5B6E8C", apart=0.11), *parts, *_arms(WHITE, 1.0), *_head(size=1.25)])


def _far_person() -> Body:
    """A person a few pixels high."""
    legs = tapered((0.28, 0.28), (0.28, 0.36), 0.85).painted(INK)
    trunk = tapered((0.28, 0.42), (0.26, 0.46), 0.62).painted(WHITE).moved(z=0.85)
    head = ball(0.16, 4, 2).scaled(1, 1, 1.15).painted(SKIN).moved(z=1.62)
    return body([BodyPart(legs), BodyPart(trunk, 1.0), BodyPart(head)])


def _tiny_person() -> Body:
    """A person too small to have sides: three colours that always face the camera."""
    parts = (
        ((0.30, 0.34), (0.0, 0.85), INK, 0.0),
        ((0.42, 0.46), (0.85, 1.47), WHITE, 1.0),
        ((0.28, 0.24), (1.47, 1.80), SKIN, 0.0),
    )
    return body(
        [
            BodyPart(leaning(widths, heights, LEAN).painted(colour), tint)
            for widths, heights, colour, tint in parts
        ]
    )


def _robot() -> Body:
    tub = tapered((0.86, 0.6), (0.9, 0.64), 0.5).painted(PAPER).moved(z=0.2)
    lid = tapered((0.92, 0.66), (0.74, 0.5), 0.14).painted(WHITE).moved(z=0.7)
    band = box(0.03, 0.5, 0.09).painted("#9FE8FF", 1.0).moved(x=0.455, z=0.5)
    mast = box(0.02, 0.02, 0.7).painted(STEEL).moved(x=-0.36, z=0.8)
    pennant = box(0.2, 0.02, 0.14).painted(WHITE).moved(x=-0.47, z=1.36)
    wheels = [
        BodyPart(box(0.26, 0.12, 0.26).painted(INK).moved(x, y))
        for x in (-0.3, 0.0, 0.3)
        for y in (-0.3, 0.3)
    ]
    return body(
        [BodyPart(tub), BodyPart(lid, 1.0), BodyPart(band), BodyPart(mast), BodyPart(pennant, 1.0), *wheels]
    )


def _far_robot() -> Body:
    tub = tapered((0.86, 0.6), (0.9, 0.64), 0.5).painted(PAPER).moved(z=0.2)
    lid = tapered((0.92, 0.66), (0.74, 0.5), 0.14).painted(WHITE).moved(z=0.7)
    return body([BodyPart(tub), BodyPart(lid, 1.0)])


# Vehicles


def _wheels(axles: Sequence[float], half_width: float, size: float) -> list[BodyPart]:
    wheel = box(size, 0.22, size).painted(INK)
    return [BodyPart(wheel.moved(x, side * (half_width - 0.08), 0.02)) for x in axles for side in (-1, 1)]


def _lamps(front: float, rear: float, half_width: float, z: float) -> list[BodyPart]:
    white = box(0.06, 0.34, 0.16).painted("#FFE9C0", 1.0)
    red = box(0.06, 0.34, 0.14).painted(RED, 0.8)
    return [
        BodyPart(lamp.moved(x, side * (half_width - 0.26), z))
        for lamp, x in ((white, front), (red, rear))
        for side in (-1, 1)
    ]


def _car() -> Body:
    sill = tapered((4.1, 1.74), (4.2, 1.8), 0.5).painted(WHITE).moved(z=0.28)
    bonnet = tapered((4.2, 1.8), (3.9, 1.6), 0.14).painted(WHITE).moved(z=0.78)
    cabin = tapered((2.7, 1.6), (1.7, 1.36), 0.52, -0.1).painted(GLASS_DARK).moved(x=-0.25, z=0.9)
    roof = tapered((1.72, 1.38), (1.5, 1.2), 0.08).painted(WHITE).moved(x=-0.35, z=1.42)
    parts = [BodyPart(sill, 1.0), BodyPart(bonnet, 1.0), BodyPart(cabin), BodyPart(roof, 1.0)]
    return body([*parts, *_wheels((-1.3, 1.32), 0.9, 0.62), *_lamps(2.08, -2.08, 0.9, 0.58)])


def _far_car() -> Body:
    sill = tapered((4.2, 1.8), (4.0, 1.7), 0.76).painted(WHITE).moved(z=0.14)
    cabin = tapered((2.7, 1.6), (1.7, 1.36), 0.52, -0.1).painted(GLASS_DARK).moved(x=-0.25, z=0.9)
    roof = tapered((1.72, 1.38), (1.5, 1.2), 0.08).painted(WHITE).moved(x=-0.35, z=1.42)
    return body([BodyPart(sill, 1.0), BodyPart(cabin), BodyPart(roof, 1.0)])


def _truck() -> Body:
    frame = box(6.9, 1.9, 0.3).painted(STEEL_DARK).moved(z=0.5)
    load = tapered((5.0, 2.4), (4.9, 2.3), 2.3).painted(PAPER).moved(x=-0.95, z=0.8)
    band = box(5.04, 2.42, 0.5).painted(WHITE).moved(x=-0.95, z=1.4)
    cab = tapered((1.7, 2.3), (1.2, 2.1), 2.0, -0.2).painted(WHITE).moved(x=2.6, z=0.55)
    window = tapered((0.5, 2.04), (0.3, 1.94), 0.75, -0.1).painted(GLASS_DARK).moved(x=3.16, z=1.55)
    parts = [BodyPart(frame), BodyPart(load), BodyPart(band, 1.0), BodyPart(cab, 1.0), BodyPart(window)]
    return body([*parts, *_wheels((-2.6, -1.7, 2.5), 1.2, 0.86), *_lamps(3.44, -3.48, 1.1, 0.7)])


def _far_truck() -> Body:
    load = tapered((5.0, 2.4), (4.9, 2.3), 2.9).painted(PAPER).moved(x=-0.95, z=0.2)
    band = box(5.04, 2.42, 0.5).painted(WHITE).moved(x=-0.95, z=1.4)
    cab = tapered((1.7, 2.3), (1.2, 2.1), 2.3, -0.2).painted(WHITE).moved(x=2.6, z=0.25)
    return body([BodyPart(load), BodyPart(band, 1.0), BodyPart(cab, 1.0)])


def _tram_car() -> Body:
    hull = box(8.6, 2.5, 2.4).painted(PAPER).moved(z=0.4)
    roof = tapered((8.6, 2.5), (8.2, 1.9), 0.32).painted(PAPER_2).moved(z=2.8)
    glass = box(8.1, 2.56, 1.05).painted(GLASS_DARK, 0.0).moved(z=1.5)
    panes = [
        BodyPart(box(1.25, 2.6, 0.85).painted("#9C8260", 0.55).moved(x=x, z=1.6))
        for x in (-3.1, -1.55, 0, 1.55, 3.1)
    ]
    ends = [
        BodyPart(box(0.06, 1.9, 1.1).painted(GLASS_DARK, 0.25).moved(x=side * 4.3, z=1.5)) for side in (-1, 1)
    ]
    stripe = box(8.64, 2.58, 0.36).painted(WHITE).moved(z=0.62)
    under = box(7.4, 2.0, 0.34).painted(STEEL_DARK).moved(z=0.08)
    unit = box(3.0, 1.5, 0.3).painted(STEEL).moved(z=3.1)
    joint = box(0.7, 2.0, 2.3).painted(STEEL_DARK).moved(x=-4.6, z=0.5)
    parts = [BodyPart(part) for part in (hull, roof, glass, under, unit, joint)]
    return body([*parts, *panes, *ends, BodyPart(stripe, 1.0), *_lamps(4.3, -4.3, 1.1, 0.9)])


def _far_tram_car() -> Body:
    hull = box(8.6, 2.5, 2.7).painted(PAPER).moved(z=0.1)
    roof = tapered((8.6, 2.5), (8.2, 1.9), 0.32).painted(PAPER_2).moved(z=2.8)
    glass = box(8.64, 2.56, 1.05).painted(GLASS_DARK, 0.25).moved(z=1.5)
    stripe = box(8.64, 2.58, 0.36).painted(WHITE).moved(z=0.62)
    return body([BodyPart(hull), BodyPart(roof), BodyPart(glass), BodyPart(stripe, 1.0)])


# Boats and things that fly


def _hull(stern: float, shoulder: float, bow: float, half: float) -> list[tuple[float, float]]:
    return [(stern, -half), (shoulder, -half), (bow, 0.0), (shoulder, half), (stern, half)]


def _afloat(plain: Sequence[Mesh], coloured: Sequence[Mesh]) -> Body:
    """A boat: bows as a whole about the waterline; the `coloured` meshes take its own colour."""
    return body(
        [BodyPart(mesh, tint, 0.0, 1.0) for tint, own in ((0.0, plain), (1.0, coloured)) for mesh in own]
    )


def _sail() -> Body:
    hull = prism(_hull(-4.5, 2.5, 5.25, 1.25), -0.3, 1.0, 0.7).painted(PAPER)
    deck = prism(_hull(-4.2, 2.3, 4.8, 1.0), 0.99, 1.06).painted(OAK)
    mast = box(0.14, 0.14, 10.8).painted("#B98850").moved(z=1.0)
    boom = box(4.5, 0.1, 0.1).painted("#B98850").moved(x=-2.3, y=-0.2, z=2.0)
    jib = sheet([(0.2, 0.0, 2.0), (4.8, 0.3, 1.7), (0.1, 0.1, 10.6)]).painted(PAPER)
    main = sheet([(-0.2, 0.0, 2.2), (-4.4, -0.6, 2.2), (-0.1, 0.0, 11.5)]).painted(WHITE)
    return _afloat((hull, deck, mast, boom, jib), (main,))


def _motor() -> Body:
    hull = prism(_hull(-4.5, 2.5, 5.2, 1.3), -0.3, 1.0, 0.8).painted(PAPER)
    band = prism(_hull(-4.53, 2.5, 5.26, 1.33), 0.5, 0.72).painted(WHITE)
    deck = prism(_hull(-4.3, 2.4, 4.8, 1.1), 0.99, 1.05).painted(OAK)
    cabin = prism(_hull(-2.8, 1.2, 1.9, 0.9), 1.0, 2.1).painted("#9A7B55", 0.4)
    roof = prism(_hull(-3.0, 1.3, 2.1, 1.0), 2.1, 2.25).painted(PAPER)
    return _afloat((hull, deck, cabin, roof), (band,))


def _ferry() -> Body:
    hull = prism(_hull(-11, 8, 13, 3), -0.4, 1.6, 0.85).painted(PAPER)
    band = prism(_hull(-11.04, 8, 13.06, 3.04), 0.5, 0.95).painted(WHITE)
    decks = prism(_hull(-9, 5, 6.5, 2.4), 1.6, 4.0).painted("#9A7B55", 0.45)
    floor = prism(_hull(-9.3, 5.2, 6.9, 2.6), 4.0, 4.25).painted(PAPER)
    bridge = prism([(-4, -1.6), (3, -1.6), (3, 1.6), (-4, 1.6)], 4.25, 5.9).painted("#9A7B55", 0.4)
    roof = prism([(-4.2, -1.8), (3.4, -1.8), (3.4, 1.8), (-4.2, 1.8)], 5.9, 6.1).painted(PAPER_2)
    funnel = tapered((1.6, 1.4), (1.3, 1.1), 2.4).painted(WHITE).moved(x=-6.6, z=4.2)
    return _afloat((hull, decks, floor, bridge, roof), (band, funnel))


def _drone() -> Body:
    trunk = tapered((0.9, 0.5), (0.6, 0.34), 0.26).painted(PAPER)
    parcel = box(0.55, 0.45, 0.4).painted(OAK).moved(z=-0.42)
    arms = [
        BodyPart(box(1.9, 0.09, 0.08).painted(STEEL_DARK).turned(_turned(a)).moved(z=0.14)) for a in (45, -45)
    ]
    rotors = [
        BodyPart(cylinder(0.48, 0.03, 8).painted(STEEL).moved(x * 0.68, y * 0.68, 0.26))
        for x in (-1, 1)
        for y in (-1, 1)
    ]
    lamp = box(0.14, 0.14, 0.1).painted(RED, 1.0).moved(x=0.36, z=-0.06)
    return body([BodyPart(trunk), BodyPart(parcel), *arms, *rotors, BodyPart(lamp)], flies=True)


def _far_drone() -> Body:
    trunk = tapered((0.9, 0.5), (0.6, 0.34), 0.26).painted(PAPER)
    parcel = box(0.55, 0.45, 0.4).painted(OAK).moved(z=-0.42)
    rotors = box(1.7, 1.7, 0.03).painted(STEEL).moved(z=0.26)
    return body([BodyPart(trunk), BodyPart(parcel), BodyPart(rotors)], flies=True)


def _turned(angle_deg: float) -> Floats:
    c, s = np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]], np.float32)


def _gull() -> Body:
    trunk = ball(0.16, 5, 4).scaled(2.6, 0.9, 0.8).painted("#F4EFE7")
    wings = [
        sheet([(0.2, 0.05 * side, 0.02), (-0.18, 0.05 * side, 0.02), (-0.14, 0.95 * side, 0.1)])
        for side in (-1, 1)
    ]
    mesh = joined([trunk, *(wing.painted(PAPER_2) for wing in wings)])
    joints = np.zeros((len(mesh.positions), 4), np.float32)
    joints[:, 1] = np.maximum(np.abs(mesh.positions[:, 1]) - 0.1, 0)
    return Body(mesh, joints)


FLAG_M = (2.6, 2.0)


def flag_cloth() -> Body:
    """A flag, fixed at x = 0, that waves along y."""
    parts = 6
    x = np.repeat(np.linspace(0, FLAG_M[0], parts + 1), 2)
    positions = np.column_stack([x, np.zeros_like(x), np.tile([0.0, FLAG_M[1]], parts + 1)]).astype(
        np.float32
    )
    first = np.arange(parts)[:, None] * 2
    indices = (first + np.array([0, 2, 3, 0, 3, 1])).reshape(-1, 3)
    n = len(positions)
    mesh = white(positions, np.tile((0, -0.8, 0.6), (n, 1)), indices)
    joints = np.column_stack([x, np.zeros(n), np.ones(n), 0.45 * x / FLAG_M[0]]).astype(np.float32)
    return Body(mesh, joints)


LIMBED: dict[str, Body] = {
    "suit": _suit(),
    "coat": _coat(),
    "dress": _dress(),
    "child": _child(),
    "robot": _robot(),
    "car": _car(),
    "truck": _truck(),
    "tram": _tram_car(),
    "sail": _sail(),
    "motor": _motor(),
    "ferry": _ferry(),
    "drone": _drone(),
}
FROM_AFAR: dict[str, Body] = {
    "person": _far_person(),
    "robot": _far_robot(),
    "car": _far_car(),
    "truck": _far_truck(),
    "tram": _far_tram_car(),
    "drone": _far_drone(),
}
"""Coarse meshes of bodies a few pixels high: outline and colours."""

TINY_PERSON = _tiny_person()
"""Mesh of people lower still; only people are numerous enough to need one."""

WAVING: dict[str, Body] = {"gull": _gull(), "flag": flag_cloth()}
