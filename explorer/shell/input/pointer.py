"""Pointer input on the park: presses, drags, wheel and touches become acts. No Qt; positions in pixels of the viewport."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import atan2, degrees, exp, hypot, log
from typing import NamedTuple

from ...base.geometry import Vec3, clamp, turn_deg
from ...visit import Act, Approach, Close, Hover, Open, Orbit, Pan, Touch, Zoom

Position = tuple[float, float]

CLICK_PX = 6.0
"""Movement beyond which a press is a drag."""
TOUCH_PX = 12.0
"""The same for a finger."""
DOUBLE_S = 0.4
"""Two taps within this time are a double tap; a click on the ground waits this long before it closes a zone."""
TURN_DEG = 150.0  # of bearing, for a drag over the height of the view
TILT_DEG = 80.0
NOTCH = 0.16  # logarithm of the distance, per notch of the wheel
SETTLE_S = 0.07  # time constant with which a zoom settles
SLIGHTEST = 0.002  # logarithm of the distance: smaller changes need no new frame


@dataclass(frozen=True, slots=True)
class HitResult:
    """Result of a hit test: a zone or a part of its exhibit, a boat, a place to approach, or a point of the ground."""

    zone: str | None = None
    part: str | None = None
    boat: int | None = None
    place: Vec3 | None = None
    point: Vec3 | None = None


class Grip(NamedTuple):
    """A drag handle of an exhibit, used instead of moving the camera."""

    is_level: bool  # whether it moves along a level line
    # act for the drag distance in pixels; None if it is dropped on other parts
    act: Callable[[float, float], Act] | None
    onto: Callable[[str], Act | None] = lambda part: None  # act for the part under the pointer


class Pointer:
    """Turns mouse, wheel and touches into acts.

    Parameters
    ----------
    do : takes the acts.
    look : the hit test at a position.
    height : function that returns the height of the view.
    grip : the drag handle of a part; None for most.
    greet : called with the number of a boat that comes under the pointer, and with True once it is touched.
    """

    def __init__(
        self,
        do: Callable[[Act], None],
        look: Callable[[float, float], HitResult],
        height: Callable[[], float],
        grip: Callable[[str], Grip | None] = lambda part: None,
        greet: Callable[[int, bool], None] = lambda boat, touched: None,
    ) -> None:
        self._do, self._look, self._height, self._grip = do, look, height, grip
        self._greet = greet
        self._boat: int | None = None  # under the pointer
        self._held: Grip | None = None
        self._held_from: Position = (0.0, 0.0)
        self._start: Position | None = None
        self._last: Position = (0.0, 0.0)
        self._turning = True
        self.dragging = False
        self._hover_at: Position | None = None
        self._reported = Hover(None)
        self._zoom_left = 0.0
        self._zoom_toward: Vec3 | None = None
        self._close_in_s: float | None = None
        self._time_s = 0.0
        self._tap: tuple[float, Position] | None = None
        self._touches: dict[int, Position] = {}
        self._most_touches = 0

    # ---- mouse

    def press(self, x: float, y: float, *, turns: bool) -> None:
        """Press a button; `turns`: whether a drag orbits instead of panning."""
        self._start = self._last = (x, y)
        self._turning, self.dragging, self._held = turns, False, None

    def move(self, x: float, y: float) -> None:
        """The pointer moves, with or without a button."""
        if self._start is None:
            self._hover_at = (x, y)
            return
        self._drag(x, y, CLICK_PX)

    def release(self, x: float, y: float) -> None:
        """The button comes up: a click, unless it was a drag."""
        clicked = self._start is not None and not self.dragging and self._turning
        self._start, self.dragging = None, False
        if clicked:
            self._click(x, y)
        self._hover_at = (x, y)

    def double(self, x: float, y: float) -> None:
        """A double click: approach the ground there (the first click has already opened any zone)."""
        self._close_in_s = None
        hit = self._look(x, y)
        if hit.zone is None and hit.boat is None and hit.place is None and hit.point is not None:
            self._do(Approach(hit.point))

    def leave(self) -> None:
        """The pointer leaves the view."""
        self._hover_at = None
        self._hover(None)

    def roll(self, notches: float, x: float, y: float) -> None:
        """The wheel turns; positive is away from the visitor and zooms in."""
        self._zoom_left = clamp(self._zoom_left - notches * NOTCH, -2.0, 2.0)
        self._zoom_toward = self._look(x, y).point

    def pinch(self, factor: float, x: float, y: float) -> None:
        """Two touches move apart (`factor` over 1) or together, on a trackpad."""
        if factor > 0:
            self._do(Zoom(1 / factor, self._look(x, y).point))

    # ---- touch

    def touch(self, touches: Mapping[int, Position]) -> None:
        """The present touches; empty when the last finger lifts."""
        before, self._touches = self._touches, dict(touches)
        self._hover_at = None
        if not touches:
            self._lift()
        elif len(touches) == 1:
            self._one_touch(next(iter(touches.values())), begins=not before)
        elif before.keys() == touches.keys():
            self._two_touches(list(before.values())[:2], list(touches.values())[:2])
        self._most_touches = max(self._most_touches, len(touches)) if touches else 0

    def cancel(self) -> None:
        """The system cancelled the touch: ignore it."""
        self._start, self.dragging = None, False
        self._touches, self._most_touches, self._held = {}, 0, None

    def _one_touch(self, at: Position, *, begins: bool) -> None:
        if begins:
            self.press(*at, turns=True)
        elif self._most_touches == 1:
            self._drag(*at, TOUCH_PX)

    def _lift(self) -> None:
        tapped = self._start is not None and not self.dragging and self._most_touches == 1
        at, self._start, self.dragging = self._last, None, False
        if not tapped:
            return
        if self._tap and self._time_s - self._tap[0] < DOUBLE_S and _apart(self._tap[1], at) < 3 * TOUCH_PX:
            self._tap = None
            self.double(*at)
        else:
            self._tap = (self._time_s, at)
            self._click(*at)

    def _two_touches(self, before: list[Position], now: list[Position]) -> None:
        self.dragging, self._held = True, None
        (ax, ay), (bx, by) = _middle(before), _middle(now)
        self._pan(bx - ax, by - ay)
        span, was = _apart(*now), _apart(*before)
        if span > 1 and was > 1:
            self.pinch(span / was, bx, by)
        twist = turn_deg(_bearing(*before), _bearing(*now))
        if abs(twist) > 0.05:
            self._do(Orbit(-twist, 0.0))

    # ---- time

    def advance(self, dt_s: float) -> bool:
        """Advance zoom, delayed close and hover; whether any is unfinished."""
        self._time_s += dt_s
        self._zoom_on(dt_s)
        if self._close_in_s is not None:
            self._close_in_s -= dt_s
            if self._close_in_s <= 0:
                self._close_in_s = None
                self._do(Close())
        if self._hover_at is not None and not self.dragging:
            hit = self._look(*self._hover_at)
            self._hover(hit.zone, hit.part, hit.boat)
        return bool(self._zoom_left) or self._close_in_s is not None or self.dragging

    def _zoom_on(self, dt_s: float) -> None:
        if not self._zoom_left:
            return
        step = self._zoom_left * (1 - exp(-dt_s / SETTLE_S))
        if abs(self._zoom_left - step) < SLIGHTEST:
            step = self._zoom_left
        self._zoom_left -= step
        self._do(Zoom(exp(step), self._zoom_toward))

    # ---- implementation

    def _hover(self, zone: str | None, part: str | None = None, boat: int | None = None) -> None:
        now = Hover(zone, part)
        if now != self._reported:
            self._reported = now
            self._do(now)
        if boat != self._boat:
            self._boat = boat
            if boat is not None:
                self._greet(boat, False)

    @property
    def grip(self) -> Grip | None:
        """The handle that is dragged, or that a press here would drag."""
        if self.dragging:
            return self._held
        part = self._reported.part
        return self._grip(part) if part is not None else None

    @property
    def over_target(self) -> bool:
        """Whether something here responds to a press."""
        return self._reported.zone is not None or self._boat is not None

    def _drag(self, x: float, y: float, least_px: float) -> None:
        if self._start is None:
            return
        if not self.dragging and _apart(self._start, (x, y)) <= least_px:
            return
        if not self.dragging:
            # start the drag at the present position, so that nothing jumps
            hit = self._look(*self._start) if self._turning else HitResult()
            self._held = self._grip(hit.part) if hit.part is not None else None
            self._held_from = (x, y)
            self.dragging, self._last = True, (x, y)
            if self._held is None:
                self._hover(None)
            else:
                self._hover(hit.zone, hit.part)  # a finger has not hovered before
            self._zoom_left = 0.0
        dx, dy = x - self._last[0], y - self._last[1]
        self._last = (x, y)
        if not dx and not dy:
            return
        if self._held is not None:
            act = self._pulled(self._held, x, y)
            if act is not None:
                self._do(act)
        elif self._turning:
            height = max(self._height(), 1.0)
            self._do(Orbit(dx / height * TURN_DEG, dy / height * TILT_DEG))
        else:
            self._pan(dx, dy)

    def _pulled(self, held: Grip, x: float, y: float) -> Act | None:
        """The act of the drag now: by its distance, or by the part under the pointer."""
        if held.act is not None:
            return held.act(x - self._held_from[0], y - self._held_from[1])
        part = self._look(x, y).part
        return held.onto(part) if part is not None else None

    def _pan(self, dx: float, dy: float) -> None:
        if dx or dy:
            height = max(self._height(), 1.0)
            self._do(Pan(-dx / height, dy / height))

    def _click(self, x: float, y: float) -> None:
        hit = self._look(x, y)
        if hit.part is not None:
            self._close_in_s = None
            self._do(Touch(hit.part))
        elif hit.zone is not None:
            self._close_in_s = None
            self._do(Open(hit.zone))
        elif hit.boat is not None:
            self._close_in_s = None
            self._greet(hit.boat, True)
        elif hit.place is not None:
            self._do(Approach(hit.place))
        else:
            self._close_in_s = DOUBLE_S  # unless a second click follows


def _apart(a: Position, b: Position) -> float:
    return hypot(a[0] - b[0], a[1] - b[1])


def _middle(positions: list[Position]) -> Position:
    return (positions[0][0] + positions[1][0]) / 2, (positions[0][1] + positions[1][1]) / 2


def _bearing(a: Position, b: Position) -> float:
    return degrees(atan2(b[1] - a[1], b[0] - a[0]))


def notches_of_pixels(pixels: float) -> float:
    """Wheel notches equivalent to a trackpad's scroll in pixels."""
    return log(1.004) * pixels / NOTCH
