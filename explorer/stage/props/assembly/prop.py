"""The virtual pump: parts that come down along the axis, and the gaps of 200,000 others in front."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ....base.geometry import Vec3
from ....exhibits.assembly.exhibit import Assembly, State
from ....exhibits.assembly.expert import TURN_RAD_S
from ....exhibits.assembly.geometry import ORDER, Name, Seat, place_mm
from ....exhibits.exhibit import STEP_S
from ...primitives.instancing import InstanceList, Instances, static_node
from ...primitives.meshes import Mesh, box, cylinder, joined, torus
from ...primitives.palette import BRICK, GOLD, INK, PAPER, PAPER_2, STEEL
from ..prop import Box, FigureAt, Prop
from .bodies import COLOURS, METRES, body, shell
from .gaps import FRONT_Y_M, HIGH_M, HILL_M, LOW_M, Gaps

FOOT_M = 3.2
"""Height of the bottom of the bore above the table: a shaft placed first goes through the hole in the floor."""

WAITING: tuple[tuple[Name, Vec3], ...] = (
    ("bearing", (-8.2, 0.0, 3.4)),
    ("spacer", (-8.2, 0.0, 8.0)),
    ("shaft", (8.2, 0.0, 6.6)),
    ("gear", (8.2, 0.0, 16.0)),
    ("bearing", (-8.2, 0.0, 13.0)),
)
"""Positions of the waiting parts, in the order of `ORDER`; none touches another."""

ABOVE_M, OVER_S, DOWN_S = 14.5, 0.5, 0.8
SIZES_M: dict[Name, tuple[float, float, float]] = {
    "bearing": (2.4, 0.0, 1.2),
    "spacer": (1.6, 0.0, 1.6),
    "shaft": (1.4, -3.0, 7.0),
    "gear": (2.2, 0.0, 3.0),
}
"""Half width, lowest and highest point of each part about its lower face."""

RING_M = 5.9
EXPERT_X_M, EXPERT_Y_M, DELAY_HIGH_M, DELAY_FULL_MS = 10.8, -4.2, 5.0, 180.0


class AssemblyProp(Prop):
    """The housing in the middle, cut open; parts wait on both sides and come down when released."""

    kind = "assembly"
    figure_at = FigureAt((-7.8, -7.6, 1.4), 1.2, 2.3)
    lamps = 0.5

    def build(self) -> None:
        self._bodies = [
            self.add(Instances(f"{name} {number}", body(name), 1)) for number, (name, _) in enumerate(WAITING)
        ]
        self._halo = self.add(Instances("halo", torus(1.0, 0.07, 32, 6), 1))
        self._off = self.add(Instances("off", box(), 3))
        self._arrow = self.add(static_node("arrow", _arrow().painted(GOLD, glow=0.8)))
        self._ring = self.add(static_node("ring", _ring()))
        self._expert = self.add(Instances("expert", box(), 8))
        self._gaps = Gaps(self.root)
        self.add(static_node("housing", _stand()))
        self._at: list[Vec3] = [place for _, place in WAITING]
        self._drawn: list[object] = [None] * len(WAITING)
        self._drawn_from: tuple[object, ...] = ()

    def show(self, exhibit: Assembly, state: State, time_s: float) -> None:
        self._ring.set_h(float(np.degrees(TURN_RAD_S * time_s)) % 360)
        gone_s = time_s - state.moved_at * STEP_S
        used: list[int] = []
        tried = [*state.seats, *([state.refused] if state.refused else [])]
        for number, seat in enumerate(tried):
            which = next(i for i, name in enumerate(ORDER) if name == seat.name and i not in used)
            used.append(which)
            last = number == len(tried) - 1
            refused = seat is state.refused
            self._put(
                which, _on_the_way(which, seat, gone_s) if last else _seated(seat), refused and gone_s > 0
            )
        for which, (_, place) in enumerate(WAITING):
            if which not in used:
                self._put(which, place, False)
        self._refuse(state, gone_s)
        self._gaps.show(exhibit, state)
        self._point(exhibit, state)

    def boxes(self) -> Mapping[str, Box]:
        found: dict[str, Box] = {}
        for (name, _), (x, y, z) in zip(WAITING, self._at, strict=True):
            half, low, high = SIZES_M[name]
            found.setdefault(name, Box((x - half, y - half, z + low), (x + half, y + half, z + high)))
        # its back half alone: the parts inside are picked from the front
        found["housing"] = Box((-3.0, 0.0, FOOT_M - 1.0), (3.0, 3.0, FOOT_M + 8.0))
        found["pumps"] = Box((-HILL_M, FRONT_Y_M - 0.5, LOW_M), (HILL_M, FRONT_Y_M + 0.5, LOW_M + HIGH_M))
        found["worst"] = self._gaps.ruler()
        found["expert"] = Box(
            (EXPERT_X_M - 0.8, EXPERT_Y_M - 0.8, -0.9),
            (EXPERT_X_M + 0.8, EXPERT_Y_M + 0.8, DELAY_HIGH_M + 1.4),
        )
        return found

    def _put(self, which: int, place: Vec3, refused: bool) -> None:
        self._at[which] = place
        if self._drawn[which] == (place, refused):
            return
        self._drawn[which] = (place, refused)
        name = WAITING[which][0]
        colour = self.colour(BRICK if refused else COLOURS[name])
        self._bodies[which].set([place], colours=colour, glow=0.5 if refused else 0.06)

    def _refuse(self, state: State, gone_s: float) -> None:
        """A red ring round a misplaced part, and a red bar as long as its error."""
        drawn_from = (state.refused, gone_s >= OVER_S + DOWN_S)
        if drawn_from == self._drawn_from:
            return
        self._drawn_from = drawn_from
        items = InstanceList()
        seat = state.refused
        if seat is None or not drawn_from[1]:
            self._halo.set(np.zeros((0, 3)))
        else:
            upper = any(other.name == "bearing" for other in state.seats)
            wanted_m, found_m = FOOT_M + place_mm(seat.name, upper) * METRES, FOOT_M + seat.height_mm * METRES
            self._halo.set(
                [(0, 0, found_m + 0.4)], scales=[(4.0, 4.0, 3.0)], colours=self.colour(BRICK), glow=0.9
            )
            low, high = sorted((wanted_m, found_m))
            items.add((-3.9, -0.6, low), (0.3, 0.3, high - low), self.colour(BRICK), 0.8)
            items.add((-3.9, -0.6, wanted_m - 0.1), (1.5, 0.5, 0.2), self.colour(GOLD), 0.8)
            items.add((-3.9, -0.6, found_m - 0.1), (1.5, 0.5, 0.2), self.colour(BRICK), 0.8)
        items.show_in(self._off)

    def _point(self, exhibit: Assembly, state: State) -> None:
        """The expert's lamp and the delay as a bar; the arrow over the next part, beside it if it is not pinned."""
        number, delay_ms, asked = exhibit.arrow(state), exhibit.arrow_delay_ms(), state.asked_at is not None
        items, x, y = InstanceList(), EXPERT_X_M, EXPERT_Y_M
        items.add((x, y, -0.9), (1.4, 1.4, 0.4), self.colour(PAPER))
        items.add((x, y + 0.3, -0.5), (0.25, 0.25, DELAY_HIGH_M + 0.6), self.colour(INK))
        items.add(
            (x, y, -0.4),
            (0.7, 0.4, DELAY_HIGH_M * delay_ms / DELAY_FULL_MS),
            self.colour(self.accent.day),
            0.5,
        )
        items.add(
            (x, y, DELAY_HIGH_M + 0.1), (1.2, 0.9, 1.0), self.colour(GOLD if asked else STEEL), 0.9 * asked
        )
        items.show_in(self._expert)
        if not number:
            self._arrow.hide()
            return
        name = WAITING[[name for name, _ in WAITING].index(_named(number))][0]
        used = sum(seat.name == name for seat in state.seats) + (
            state.refused is not None and state.refused.name == name
        )
        which = [i for i, (other, _) in enumerate(WAITING) if other == name][min(used, ORDER.count(name) - 1)]
        px, py, pz = self._at[which]
        off_m = exhibit.arrow_off_mm() * METRES
        self._arrow.set_pos(px + off_m, py, pz + SIZES_M[name][2] + 0.3)
        self._arrow.show()


def _named(number: int) -> Name:
    return ("bearing", "spacer", "shaft", "gear")[number - 1]


def _seated(seat: Seat) -> Vec3:
    return (0.0, 0.0, FOOT_M + seat.height_mm * METRES)


def _on_the_way(which: int, seat: Seat, gone_s: float) -> Vec3:
    """Position of a part on its way: from its waiting place over the axis, then down along it."""
    x, y, z = WAITING[which][1]
    end = _seated(seat)
    if gone_s < OVER_S:
        share = _eased(gone_s / OVER_S)
        return (x * (1 - share), y * (1 - share), z + (ABOVE_M - z) * share)
    share = min(1.0, (gone_s - OVER_S) / DOWN_S) ** 2
    return (0.0, 0.0, ABOVE_M + (end[2] - ABOVE_M) * share)


def _eased(share: float) -> float:
    share = min(1.0, max(0.0, share))
    return share * share * (3 - 2 * share)


def _stand() -> Mesh:
    """The housing on three legs."""
    legs = [
        cylinder(0.22, FOOT_M - 1.0, 8).moved(x=2.6 * float(np.cos(a)), y=2.6 * float(np.sin(a))).painted(INK)
        for a in np.radians((30, 150, 270))
    ]
    return joined([shell().moved(z=FOOT_M).painted(PAPER_2), *legs])


def _ring() -> Mesh:
    """Marks on the table that turn with it."""
    marks = [box(0.5, 1.1, 0.08).moved(x=RING_M - 0.4).painted(GOLD, glow=0.6)]
    marks.append(box(0.4, 0.5, 0.06).moved(x=-RING_M + 0.4).painted(INK))
    return joined(marks)


def _arrow() -> Mesh:
    return joined([cylinder(0.05, 1.1, 12, top=0.75), cylinder(0.28, 1.6, 10).moved(z=1.1)])
