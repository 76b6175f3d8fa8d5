"""The kinds of building: their default sizes and heights, and the room each has for an exhibit. Numbers only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Size3 = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of building."""

    size_m: tuple[float, float]  # default width and depth
    # least_m, most_m: limits of both
    least_m: tuple[float, float]
    most_m: tuple[float, float]
    storeys: int  # storeys, most_storeys: default and maximum
    most_storeys: int
    height: Callable[[int, float], float]  # from storeys and width, in metres
    # room for an exhibit, from width, depth and storeys: the centre of its floor relative to that of the
    # building (x along the front, y to the back, z up), and its width, depth and height
    room: Callable[[float, float, int], tuple[Size3, Size3]]
    looks: int = 3  # number of variants


def _inside(
    share_x: float, share_y: float, back: float, floor_m: float, high_m: float
) -> Callable[[float, float, int], tuple[Size3, Size3]]:
    """A room inside the building: shares of its width and depth, its centre shifted back by `back` of the depth."""

    def room(width: float, depth: float, storeys: int) -> tuple[Size3, Size3]:
        return (0.0, depth * back, floor_m), (round(width * share_x, 1), round(depth * share_y, 1), high_m)

    return room


def _before(
    share_x: float, floor_m: float = 0.0, high_m: float = 5.0, gap_m: float = 1.0
) -> Callable[[float, float, int], tuple[Size3, Size3]]:
    """A room on the forecourt, in the open before the front."""

    def room(width: float, depth: float, storeys: int) -> tuple[Size3, Size3]:
        return (0.0, -depth / 2 - gap_m - 3.2, floor_m), (round(min(width * share_x, 16.0), 1), 6.0, high_m)

    return room


STOREY_M = 3.5
"""Height of a storey of a traced building."""

RISE = 0.32
"""Rise of a pitched roof, as a share of the depth below it."""

STEEPLE = (5.0, 4.2)
"""Height of a steeple's walls above the eaves, and of its spire, as multiples of half its width."""


KINDS: dict[str, Kind] = {
    "hall": Kind((46, 30), (24, 16), (80, 60), 1, 3, lambda n, w: 4.6 * n + 8.0, _before(0.5)),
    "shed": Kind((38, 18), (18, 12), (80, 40), 1, 3, lambda n, w: 10.0 + 1.6 * n, _inside(0.7, 0.42, -0.24, 0.25, 4.4)),
    "tower": Kind((24, 22), (16, 16), (44, 40), 12, 30, lambda n, w: 9.0 + 3.9 * n, _before(0.6)),
    "tower_ring": Kind((30, 30), (22, 22), (50, 50), 7, 20, lambda n, w: 6.0 + 3.7 * n, _before(0.4)),
    "office": Kind((36, 26), (22, 18), (70, 50), 4, 10, lambda n, w: 5.7 + 3.5 * (n - 1), _before(0.4)),
    "house": Kind((36, 11), (14, 8), (70, 20), 2, 4, lambda n, w: 3.4 * n + 5.0, _before(0.4)),
    "dome": Kind((32, 32), (20, 20), (56, 56), 1, 1, lambda n, w: 0.36 * w + 12.0, _before(0.4)),
    "gate": Kind((32, 7), (18, 5), (56, 12), 2, 5, lambda n, w: 7.2 + 3.2 * n, _before(0.4, gap_m=2.0)),
    "glass_box": Kind((30, 20), (16, 12), (60, 40), 2, 4, lambda n, w: 4.4 * n + 2.0, _inside(0.7, 0.55, 0.04, 0.5, 4.0)),
    "tanks": Kind((36, 24), (24, 18), (60, 44), 2, 4, lambda n, w: 4.2 * max(2, n) + 5.0, _before(0.4)),
    "pavilion": Kind((20, 11), (12, 8), (40, 24), 1, 2, lambda n, w: 5.5 + 0.8 * n, _inside(0.8, 0.4, -0.28, 0.35, 3.0)),
    "traced": Kind((30, 20), (4, 4), (300, 300), 3, 60, lambda n, w: STOREY_M * n + 0.5, _before(0.6)),
    "podium_tower": Kind((38, 30), (28, 22), (70, 56), 12, 30, lambda n, w: 9.5 + 3.8 * max(3, n - 3) + 3.4, _before(0.5)),
    "lab": Kind((42, 28), (28, 20), (80, 56), 3, 8, lambda n, w: 4.2 * n + 4.0, _before(0.4)),
    "school": Kind((48, 28), (30, 20), (80, 48), 2, 4, lambda n, w: 3.7 * n + 2.5, _before(0.5)),
    "warehouse": Kind((52, 32), (28, 20), (100, 70), 1, 3, lambda n, w: 3.2 * n + 11.0, _before(0.4)),
    "hotel": Kind((42, 24), (24, 18), (80, 40), 6, 16, lambda n, w: 5.2 + 3.2 * max(2, n - 1) + 1.5, _before(0.5)),
    "stand": Kind((60, 22), (36, 16), (110, 36), 2, 4, lambda n, w: 3.2 * n + 9.5, _before(0.3)),
    "arena": Kind((38, 34), (26, 24), (64, 60), 2, 4, lambda n, w: 6.5 + 3.4 * n, _inside(0.34, 0.34, 0.0, 0.3, 6.0)),
}  # fmt: skip


def steeple_half_m(depth_m: float) -> float:
    """Half the width of a steeple, by the smaller side of its building."""
    return min(max(depth_m * 0.2, 1.6), 4.0)


def roof_m(kind: str, roof: str, size_m: tuple[float, float]) -> float:
    """Extra height of a pitched roof or a steeple over the usual height of its kind."""
    if kind != "traced":
        return 0.0
    if roof == "spire":
        return steeple_half_m(min(size_m)) * sum(STEEPLE)
    return RISE * min(size_m) if roof == "pitched" else 0.0


def spread_looks(
    kinds: list[str], seeds: list[int | None], first: Callable[[str], int] = lambda kind: 0
) -> list[int]:
    """The variant of each building: those of one kind alternate from its `first` on, unless a seed says otherwise."""
    seen: dict[str, int] = {}
    looks = []
    for kind, seed in zip(kinds, seeds, strict=True):
        count = KINDS[kind].looks if kind in KINDS else 1
        looks.append((seed if seed is not None else seen.get(kind, first(kind))) % count)
        seen[kind] = seen.get(kind, first(kind)) + 1
    return looks


EXHIBIT_ROOM_M: dict[str, Size3] = {
    "arcade": (38, 34, 36), "assembly": (23, 16, 22), "compute": (46, 4, 18), "content": (28, 19, 36), "data": (22, 19, 7),
    "drivers": (20, 8, 13), "effects": (42, 20, 32), "factory": (58, 26, 8), "forum": (52, 52, 17), "goals25": (30, 30, 14),
    "horizon": (27, 28, 9), "line": (62, 14, 12), "net": (38, 58, 4), "park": (64, 56, 30), "plaza": (36, 36, 28),
    "rules": (42, 46, 19), "sense": (18, 18, 6), "street": (48, 8, 15), "trends": (24, 26, 18), "twinlib": (30, 8, 5.4),
}  # fmt: skip
"""The room of a live exhibit, by kind, as in the shipped park; a test compares the two."""

USUAL_ROOM_M: Size3 = (16.0, 8.0, 6.0)
"""Default for other kinds."""
