"""Where labels go, so that none touches another, a panel, or the place another one points at. Pure geometry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot
from typing import Literal, NamedTuple

Tier = Literal["full", "name", "number"]

# offsets of a label's middle from its place, in pixels of the design, in the order they are tried
OFFSETS = (
    (0, -62), (44, -62), (-44, -62), (0, -96), (70, -88), (-70, -88), (110, -42), (-110, -42),
    (0, -130), (96, -116), (-96, -116), (0, 62), (76, 56), (-76, 56), (150, -66), (-150, -66),
    (140, 20), (-140, 20), (0, -164), (0, 100),
)  # fmt: skip
BUBBLE_OFFSETS = ((0, -50), (46, -30), (-46, -30), (0, 50), (46, 34), (-46, 34), (0, -84), (80, 0), (-80, 0))
HIDES_TOO_MUCH = 0.65
"""A name that would lie on buildings with more of itself than this gives way to the number alone."""
FARTHER = 0.012
"""What a place farther down the list costs, in shares of the label that would lie on a building."""
REACH = 170.0
"""A place that found no room joins a bubble at most so far away, in pixels of the design."""


class Box(NamedTuple):
    """A rectangle, pixels."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def grown(self, by: float) -> Box:
        return Box(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def meets(self, other: Box) -> bool:
        return (
            self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom
        )

    def holds(self, x: float, y: float) -> bool:
        return self.x <= x <= self.right and self.y <= y <= self.bottom

    def shared_with(self, other: Box) -> float:
        """The share of this box that the other one covers."""
        wide = min(self.right, other.right) - max(self.x, other.x)
        tall = min(self.bottom, other.bottom) - max(self.y, other.y)
        return wide * tall / (self.width * self.height) if wide > 0 and tall > 0 else 0.0

    def within(self, other: Box) -> bool:
        return (
            self.x >= other.x
            and self.y >= other.y
            and self.right <= other.right
            and self.bottom <= other.bottom
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """A label that is to be placed.

    Attributes
    ----------
    zone : str
    at : the place it points at, pixels.
    sizes : its size in each tier it may have, the preferred one first.
    rank : the lower, the sooner it chooses.
    must : it is shown whatever it covers (the zone the visitor points at).
    """

    zone: str
    at: tuple[float, float]
    sizes: tuple[tuple[Tier, float, float], ...]
    rank: float
    must: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A label in its place."""

    zone: str
    at: tuple[float, float]
    tier: Tier
    box: Box


@dataclass(frozen=True, slots=True)
class Bubble:
    """The labels that found no room, together."""

    zones: tuple[str, ...]
    at: tuple[float, float]
    box: Box


def declutter(
    wanted: Sequence[Wanted],
    surfaces: Sequence[Box],
    room: Box,
    *,
    scale: float = 1.0,
    gap: float = 8.0,
    bubble: float = 44.0,
    before: Sequence[Placed] = (),
    spare: Sequence[Box] = (),
) -> tuple[list[Placed], list[Bubble]]:
    """Give every label a place of its own.

    Parameters
    ----------
    surfaces : what labels must keep clear of. A place behind one gets no label.
    room : labels stay inside.
    scale : pixels in a pixel of the design.
    spare : what is worth seeing; labels lie elsewhere if they can.
    before : where labels were; they are put back there if that is still free, so that none jumps about.
    """
    work = _Work(
        surfaces=list(surfaces),
        spare=list(spare),
        room=room,
        scale=scale,
        gap=gap,
        places={w.zone: w.at for w in wanted},
    )
    had = {p.zone: p for p in before}
    placed: list[Placed] = []
    left: list[Wanted] = []
    for want in sorted(wanted, key=lambda w: (not w.must, w.rank)):
        if not want.must and work.hidden(want.at):
            continue
        found = work.place(want, had.get(want.zone))
        if found is not None:
            placed.append(found)
        else:
            left.append(want)
    return placed, work.bubbles(left, bubble)


class _Work:
    """What is taken already."""

    def __init__(
        self,
        *,
        surfaces: list[Box],
        spare: list[Box],
        room: Box,
        scale: float,
        gap: float,
        places: dict[str, tuple[float, float]],
    ) -> None:
        self.surfaces, self.room, self.scale, self.gap, self.places = surfaces, room, scale, gap, places
        self.spare = spare
        self.taken = list(surfaces)

    def hidden(self, at: tuple[float, float]) -> bool:
        """Whether a place lies behind a panel or outside the picture."""
        return not self.room.holds(*at) or any(surface.holds(*at) for surface in self.surfaces)

    def place(self, want: Wanted, had: Placed | None) -> Placed | None:
        for tier, width, height in want.sizes:
            if had is not None and had.tier == tier:
                kept = Box(
                    want.at[0] + had.box.x - had.at[0], want.at[1] + had.box.y - had.at[1], width, height
                )
                if self._free(want, kept):
                    return self._take(want, tier, kept)
            box = self._best(want, tier, width, height)
            if box is None and want.must:
                box = self._pushed_in(self._box(want.at, 0, -62, width, height))
            if box is not None:
                return self._take(want, tier, box)
        if want.must:
            tier, width, height = want.sizes[-1]
            return self._take(want, tier, self._inside(self._box(want.at, 0, -62, width, height)))
        return None

    def _best(self, want: Wanted, tier: Tier, width: float, height: float) -> Box | None:
        """The free box that hides least of what is worth seeing; None if there is no good one."""
        best, least = None, HIDES_TOO_MUCH if tier == "name" and not want.must else float("inf")
        for index, (dx, dy) in enumerate(OFFSETS):
            box = self._box(want.at, dx, dy, width, height)
            cost = index * FARTHER
            if cost >= least or not self._free(want, box):
                continue
            cost += sum(box.shared_with(other) for other in self.spare)
            if cost < least:
                best, least = box, cost
        return best

    def _box(self, at: tuple[float, float], dx: float, dy: float, width: float, height: float) -> Box:
        # a taller label stands farther off, so that it does not sit on its own place
        away = dy * self.scale + (height / 2 - 22 * self.scale) * (-1 if dy < 0 else 1)
        x = at[0] + dx * self.scale - width / 2
        x = min(max(x, self.room.x), max(self.room.right - width, self.room.x))
        return Box(x, at[1] + away - height / 2, width, height)

    def _free(self, want: Wanted, box: Box) -> bool:
        if not box.within(self.room) or box.grown(4 * self.scale).holds(*want.at):
            return False
        around = box.grown(self.gap)
        if any(around.meets(other) for other in self.taken):
            return False
        clear = box.grown(7 * self.scale)
        return want.must or not any(clear.holds(*at) for zone, at in self.places.items() if zone != want.zone)

    def _take(self, want: Wanted, tier: Tier, box: Box) -> Placed:
        self.taken.append(box)
        return Placed(want.zone, want.at, tier, box)

    def _inside(self, box: Box) -> Box:
        """The box inside the room, as near as can be."""
        x = min(max(box.x, self.room.x), max(self.room.right - box.width, self.room.x))
        y = min(max(box.y, self.room.y), max(self.room.bottom - box.height, self.room.y))
        return Box(x, y, box.width, box.height)

    def _pushed_in(self, box: Box) -> Box | None:
        """The box inside the room and clear of panels, as near as can be; for what must be shown."""
        near = self._inside(box)
        xs, ys = [near.x], [near.y]
        for surface in self.surfaces:
            xs += [surface.right + self.gap, surface.x - self.gap - box.width]
            ys += [surface.bottom + self.gap, surface.y - self.gap - box.height]
        spots = [Box(left, top, box.width, box.height) for left in xs for top in ys]
        fits = [s for s in spots if s.within(self.room) and not any(s.meets(p) for p in self.surfaces)]
        return min(fits, key=lambda s: hypot(s.x - box.x, s.y - box.y), default=None)

    def bubbles(self, left: Sequence[Wanted], size: float) -> list[Bubble]:
        """The labels without a place, gathered by nearness."""
        groups: list[list[Wanted]] = []
        for want in left:
            for group in groups:
                if hypot(group[0].at[0] - want.at[0], group[0].at[1] - want.at[1]) < REACH * self.scale:
                    group.append(want)
                    break
            else:
                groups.append([want])
        made = []
        for group in groups:
            at = group[0].at
            for dx, dy in BUBBLE_OFFSETS:
                box = Box(at[0] + dx * self.scale - size / 2, at[1] + dy * self.scale - size / 2, size, size)
                if box.within(self.room) and not any(box.grown(4).meets(other) for other in self.taken):
                    self.taken.append(box)
                    made.append(Bubble(tuple(w.zone for w in group), at, box))
                    break
        return made
