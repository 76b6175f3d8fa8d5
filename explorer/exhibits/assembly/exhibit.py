"""A pump assembled before it is made: put together, toleranced, inspected and explained by a remote expert."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Self

from ...i18n import Text
from ..exhibit import (
    STEP_S,
    Exhibit,
    PartWords,
    Profile,
    parameter,
)
from .expert import ARROWS, FRANKFURT_KM, delay_ms, next_part, turned_mm
from .geometry import ORDER, Name, Seat, Sizes, come_down, left_over, scanned_gap_mm
from .tolerance import (
    BIN_EDGES_MM,
    GAP_HIGH_MM,
    GAP_LOW_MM,
    GUARDS_MM,
    PUMPS,
    Batch,
    computed_yield,
    draw_sizes,
    worst_case_mm,
)
from .words import ACTIONS, CHARTS, HANDLES, OUTPUTS, SIGNS, WALKTHROUGH, part_words

LONG_AGO = -1_000_000

PUMPS_STREAM, TABLE_STREAM = range(2)


@dataclass(frozen=True, slots=True)
class State:
    """The pump on the table, and the pumps of the batch."""

    ticks: int
    seats: tuple[Seat, ...]  # parts in the housing, in order of assembly
    refused: Seat | None  # part tried last that did not reach its place; None if it did
    sizes: Sizes  # true sizes of the pump on the table
    # step at which the expert was last asked; None if not asked, or answered and acted on
    asked_at: int | None
    batch: Batch
    moved_at: int = LONG_AGO  # step at which the last part was lowered


class Assembly(Exhibit[State]):
    """A shaft, two bearings, a spacer and a gear that exist only as geometry, and 200,000 pumps built from them."""

    kind = "assembly"
    title = Text("Assembled before it is made")
    truth = "real arithmetic"
    limit = Text(
        "Parts are rigid and round, sizes independent and normal; no forces, no heat. Only the pump "
        "on the table is scanned with rays; for the 200,000 the scanner is a random error added to "
        "each gap. The expert is a signal with its delay. The numbers describe this model only."
    )
    try_this = Text(
        "Put the pump together, the gear first. Then set the tolerance to 0.05 mm: in the worst case a "
        "pump would not fit, yet almost every pump does."
    )
    actions = ACTIONS
    outputs = OUTPUTS
    figures = ("fitted", "yield")
    charts = CHARTS
    walkthrough = WALKTHROUGH
    signs = SIGNS
    handles = HANDLES

    tolerance: float = parameter(
        0.05,
        low=0.02,
        high=0.12,
        step=0.01,
        unit="mm",
        label=Text("Tolerance ±"),
        meaning=Text("How far housing, shaft and spacer may deviate; bearings half as much."),
    )
    guard: float = parameter(
        0.0,
        low=GUARDS_MM[0],
        high=GUARDS_MM[-1],
        step=0.01,
        unit="mm",
        label=Text("Inspection guard band"),
        meaning=Text(
            "How far inside the limits a measured gap must lie to pass. Wider: fewer bad pumps pass, "
            "more good ones are rejected."
        ),
    )
    distance: float = parameter(
        0.0,
        low=0.0,
        high=9_000.0,
        step=10.0,
        unit="km",
        label=Text("Distance to the expert"),
        meaning=Text(
            "0: in this hall; {FRANKFURT_KM:,}: from Shanghai to Frankfurt.", FRANKFURT_KM=FRANKFURT_KM
        ),
    )
    pinned: bool = parameter(
        True,
        expert=True,
        label=Text("Arrow pinned to the part"),
        meaning=Text(
            "On: sent as a place on the part. Off: as a place on the screen, which the turning part has "
            "already left."
        ),
    )

    def start(self) -> State:
        """An empty housing, before the first batch."""
        sizes = draw_sizes(self.random(0, TABLE_STREAM), self.tolerance)
        return State(0, (), None, sizes, None, Batch(self.tolerance))

    def step(self, state: State) -> State:
        """Build some more pumps; another tolerance starts another batch."""
        ticks = state.ticks + 1
        batch = state.batch
        if not math.isclose(batch.tolerance_mm, self.tolerance):
            batch = Batch(self.tolerance)
        if batch.built < PUMPS:
            batch = batch.plus(self.random(ticks, PUMPS_STREAM))
        return replace(state, ticks=ticks, batch=batch)

    def readings(self, state: State) -> dict[str, float]:
        """Scanner errors are those at the nearest guard band that was counted."""
        batch, (low_mm, high_mm) = state.batch, worst_case_mm(self.tolerance)
        nearest = min(range(len(GUARDS_MM)), key=lambda i: abs(GUARDS_MM[i] - self.guard))
        whole = len(state.seats) == len(ORDER)
        return {
            "built": batch.built,
            "yield": 100 * batch.yield_share,
            "computed": 100 * computed_yield(self.tolerance),
            "worst_low": low_mm,
            "worst_high": high_mm,
            "missed": 10_000 * batch.missed[nearest] / max(1, batch.built),
            "false_alarms": 10_000 * batch.false_alarms[nearest] / max(1, batch.built),
            "fitted": len(state.seats),
            "off": state.refused.off_mm if state.refused else 0.0,
            "scan": scanned_gap_mm(state.seats, state.sizes) if whole else 0.0,
            "delay": self.arrow_delay_ms(),
            "arrow": self.arrow(state),
            "arrow_off": self.arrow_off_mm(),
        }

    def act(self, state: State, action: str) -> State:
        """Try or take out a part, ask the expert, or start a batch."""
        part = {f"add_{name}": name for name in ARROWS}.get(action)
        if part is not None:
            return tried(state, part)
        if action == "take_out":
            if state.refused is not None:
                return replace(state, refused=None, moved_at=LONG_AGO)
            return replace(state, seats=state.seats[:-1], asked_at=None, moved_at=LONG_AGO)
        if action == "ask_expert":
            return replace(state, asked_at=state.ticks)
        if action == "build_pumps":
            sizes = draw_sizes(self.random(state.ticks, TABLE_STREAM), self.tolerance)
            return replace(reseated(state, sizes), batch=Batch(self.tolerance))
        return super().act(state, action)

    def profile(self, state: State, output: str) -> Profile:
        """Share of pumps by gap, in percent; the limits are marked."""
        if output != "yield":
            return super().profile(state, output)
        built = max(1, state.batch.built)
        limits = Text("limit")
        return Profile(
            tuple(float(edge) for edge in BIN_EDGES_MM),
            tuple(100 * count / built for count in state.batch.histogram),
            ((GAP_LOW_MM, limits), (GAP_HIGH_MM, limits)),
        )

    def parts(self, state: State) -> dict[str, PartWords]:
        """The parts of the pump, the batch, the worst-case ruler and the expert."""
        seated = [seat.name for seat in state.seats]
        refused = state.refused.name if state.refused else None
        return part_words(self.readings(state), seated, refused, self.tolerance)

    def touched(self, state: State, part: str) -> tuple[Self, State]:
        """Lower a part, or take out the last one; build pumps; ask the expert."""
        actions = {"housing": "take_out", "pumps": "build_pumps", "expert": "ask_expert"}
        actions |= {name: f"add_{name}" for name in ARROWS}
        return (self, self.act(state, actions[part])) if part in actions else super().touched(state, part)

    def arrow_delay_ms(self) -> float:
        """Delay from seeing the part to seeing the arrow."""
        return delay_ms(self.distance)

    def arrow_off_mm(self) -> float:
        """Distance of the arrow from its point."""
        return 0.0 if self.pinned else turned_mm(self.arrow_delay_ms())

    def arrow(self, state: State) -> int:
        """Number of the part the arrow shows, from 1; 0 without an arrow."""
        if state.asked_at is None:
            return 0
        if (state.ticks - state.asked_at) * STEP_S * 1000 < self.arrow_delay_ms():
            return 0
        name = next_part(state.seats, state.sizes)
        return 0 if name is None else 1 + ARROWS.index(name)


def tried(state: State, name: Name) -> State:
    """Lower a part; one that does not reach its place stays outside."""
    if name not in left_over(state.seats):
        return replace(state, refused=None, moved_at=LONG_AGO)
    seat = come_down(name, state.seats, state.sizes)
    if not seat.fits:
        return replace(state, refused=seat, moved_at=state.ticks)
    return replace(state, seats=(*state.seats, seat), refused=None, asked_at=None, moved_at=state.ticks)


def reseated(state: State, sizes: Sizes) -> State:
    """Replace the pump on the table by one of other sizes, at the same stage of assembly."""
    seats: tuple[Seat, ...] = ()
    for seat in state.seats:
        seats = (*seats, come_down(seat.name, seats, sizes))
    return replace(state, sizes=sizes, seats=seats, refused=None, moved_at=LONG_AGO)
