"""The search for places: of the places that a label may take, the cheapest that is free. Pure geometry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from ...base.geometry import Vec2, shared_m2

At = tuple[float, float]
Label = TypeVar("Label")
ON_LETTERS = 100.0
"""Cost of a place that touches letters: more than any place that is clear of them."""


class Box(NamedTuple):
    """A rectangle in pixels."""

    x: float
    y: float
    width: float
    height: float

    @classmethod
    def around(cls, at: At, width: float, height: float) -> Box:
        return cls(at[0] - width / 2, at[1] - height / 2, width, height)

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def middle(self) -> At:
        return self.x + self.width / 2, self.y + self.height / 2

    @property
    def corners(self) -> tuple[At, At, At, At]:
        return (self.x, self.y), (self.right, self.y), (self.right, self.bottom), (self.x, self.bottom)

    def grown(self, by: float) -> Box:
        return Box(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def meets(self, other: Box) -> bool:
        x, y, wide, tall = self
        other_x, other_y, other_wide, other_tall = other
        return (
            x < other_x + other_wide
            and other_x < x + wide
            and y < other_y + other_tall
            and other_y < y + tall
        )

    def holds(self, x: float, y: float) -> bool:
        return self.x <= x <= self.right and self.y <= y <= self.bottom

    def shared_with(self, other: Box) -> float:
        """Share of this box that the other one covers."""
        if not self.meets(other):
            return 0.0
        wide = min(self.right, other.right) - max(self.x, other.x)
        tall = min(self.bottom, other.bottom) - max(self.y, other.y)
        return wide * tall / (self.width * self.height)

    def within(self, other: Box) -> bool:
        return (
            self.x >= other.x
            and self.y >= other.y
            and self.right <= other.right
            and self.bottom <= other.bottom
        )

    def inside(self, room: Box) -> Box:
        """The box moved into an area by the shortest way."""
        x = min(max(self.x, room.x), max(room.right - self.width, room.x))
        y = min(max(self.y, room.y), max(room.bottom - self.height, room.y))
        return Box(x, y, self.width, self.height)


class Place(NamedTuple, Generic[Label]):
    """A place that a label may take.

    Attributes
    ----------
    label : the label there.
    cost : its cost, before what it covers.
    line : the line to its part, which takes space besides its box.
    """

    box: Box
    label: Label
    cost: float = 0.0
    line: Box | None = None

    def meets(self, others: Iterable[Box], gap: float = 0.0) -> bool:
        """Whether it comes nearer than the gap to one of these rectangles."""
        box, line = self.box.grown(gap), self.line.grown(gap) if self.line is not None else None
        return any(box.meets(other) or (line is not None and line.meets(other)) for other in others)


class Spared(NamedTuple):
    """Something worth seeing that a label may cover: a rectangle, or the shape that it surrounds.

    Attributes
    ----------
    weight : cost of a label that lies wholly on it.
    shape : a convex polygon; empty: the whole rectangle.
    """

    box: Box
    weight: float
    shape: Sequence[Vec2] = ()

    def cost(self, label: Box) -> float:
        """Cost of what a label covers of it."""
        if not label.meets(self.box):
            return 0.0
        if not self.shape:
            return self.weight * label.shared_with(self.box)
        return self.weight * shared_m2(self.shape, label.corners) / (label.width * label.height)


class Surroundings(NamedTuple):
    """The free area and the obstacles of labels.

    Attributes
    ----------
    room : the area for labels; None: anywhere.
    taken : rectangles to keep clear, by a gap.
    letters : rectangles that a label touches only if no place is clear of them.
    spared : what labels cover as little of as possible.
    """

    room: Box | None = None
    taken: Sequence[Box] = ()
    gap: float = 0.0
    letters: Sequence[Box] = ()
    spared: Sequence[Spared] = ()


def cheapest(places: Iterable[Place[Label]], around: Surroundings) -> Place[Label] | None:
    """The free place of least cost, of equal ones the first; None if no place is free."""
    best, least = None, float("inf")
    for place in places:
        if place.cost >= least or not is_free(place, around):
            continue
        cost = place.cost + (ON_LETTERS if any(place.box.meets(line) for line in around.letters) else 0.0)
        if cost < least:
            cost += sum(spared.cost(place.box) for spared in around.spared)
        if cost < least:
            best, least = place, cost
    return best


def first_free(boxes: Iterable[Box], around: Surroundings) -> Box | None:
    """The first free one of these rectangles, if there is one."""
    return next((box for box in boxes if is_free(Place(box, None), around)), None)


def free_places(places: Iterable[Place[Label]], around: Surroundings) -> list[Place[Label]]:
    """All free places, with the cost of what each covers added to its own."""
    return [
        place._replace(cost=place.cost + sum(spared.cost(place.box) for spared in around.spared))
        for place in places
        if is_free(place, around)
    ]


def is_free(place: Place[Label], around: Surroundings) -> bool:
    """Whether a place is inside the room and free."""
    is_inside = around.room is None or place.box.within(around.room)
    return is_inside and not place.meets(around.taken, around.gap)
