"""The bridge of rules: wires between twelve delegations, an avatar on a bridge of four planks, a ledger in front."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

import numpy as np

from ....build.halls import DELEGATIONS
from ....exhibits.exhibit import STEP_S
from ....exhibits.forum.avatar import CLAUSES, clauses_of
from ....exhibits.forum.exhibit import FRONT, JUDGED_STEPS, RECOUNT_STEPS, WALK_STEPS, BridgeOfRules, State
from ....exhibits.forum.game import HUB, LEAST_OWN, NOBODY, recounted
from ...primitives.instancing import InstanceList, Instances, static_node
from ...primitives.meshes import Mesh, ball, box, cylinder, joined, spans, torus
from ...primitives.palette import GOLD, GREEN, INK, OAK_DARK, PAPER, RED, WHITE
from ..prop import Box, Changes, FigureAt, Prop

FIRST_DEG = 285.0
"""Bearing of the first delegation, the hub, right of the middle; a column follows every 30 degrees."""

RING_M, RING_TOP_M = 24.6, 12.05
BOOK = (0.0, 0.0, 15.0)
"""Position of the common rule book: over the stage, a little above the ring."""

BRIDGE_HALF_M, BRIDGE_Y_M, DECK_M, PLANKS = 7.2, -16.6, 1.9, 4
PLANK_M = 2 * BRIDGE_HALF_M / PLANKS
END_M = 9.6
"""Half length of the bridge before the theatre, seen under the ring; avatars come and go at its ends."""

CARD = (11.8, -17.2)
LEDGER_Y_M, LEDGER_STEP_M, BLOCKS_SHOWN = -20.4, 0.62, 32
"""Row of the last blocks in front of the bridge."""

TALLY = (-13.4, -16.4)
HUB_AT = (-17.4, -11.6)
TOKEN_AT = (-12.6, -22.3)
"""Position of the gold token's stand."""
TOKEN_SIZE = 1.75
RECORD = {"record_itu": (17.4, -13.2), "record_committee": (20.2, -8.6), "record_iec": (16.2, -9.2)}
PLATES = {"record_itu": 52, "record_committee": 1, "record_iec": 1}
"""Plates, one for each document: 52 deliverables, one proposal, one report."""

PLATE_M, PLATE_STEP_M = 0.08, 0.105

_BEARINGS = np.radians(FIRST_DEG + 30 * np.arange(DELEGATIONS))
SEATS = np.column_stack(
    [RING_M * np.cos(_BEARINGS), RING_M * np.sin(_BEARINGS), np.full(DELEGATIONS, RING_TOP_M + 0.35)]
)
"""The position of each delegation, on the ring above its column; shape (12, 3)."""


def plank_x(number: int) -> float:
    """Middle of a plank: the first clause on the left."""
    return -BRIDGE_HALF_M + PLANK_M * (number + 0.5)


def block_at(place: int) -> tuple[float, float, float]:
    """Position of a block of the ledger, the first on the left."""
    return (place - (BLOCKS_SHOWN - 1) / 2) * LEDGER_STEP_M, LEDGER_Y_M, 0.12


def token_at(won: int) -> tuple[float, float, float]:
    """Position of the gold token: over the seat of the delegation won, or on its stand (`won` below 0)."""
    if won < 0:
        return *TOKEN_AT, 0.75
    x, y, z = map(float, SEATS[won])
    return x, y, z + 3.7


def token() -> Mesh:
    """A gold crown on a red cushion, 2.9 m high."""
    points = [
        cylinder(0.2, 1.0, 5, 0.02).moved(0.62 * float(np.cos(a)), 0.62 * float(np.sin(a)), 0.5)
        for a in np.radians(72.0 * np.arange(5) + 18)
    ]
    rim = [cylinder(0.75, 0.6, 15).moved(z=0.12), torus(0.78, 0.1, 20, 5).moved(z=0.2)]
    balls = [
        ball(0.15, 6, 4).moved(0.62 * float(np.cos(a)), 0.62 * float(np.sin(a)), 1.55)
        for a in np.radians(72.0 * np.arange(5) + 18)
    ]
    red = [cylinder(0.98, 0.24, 16), cylinder(0.77, 0.16, 15).moved(z=0.42), *balls]
    whole = [
        *(mesh.painted(GOLD, 0.75) for mesh in (*rim, *points)),
        *(mesh.painted("#D8243C", 0.5) for mesh in red),
    ]
    return joined(whole).scaled(TOKEN_SIZE, TOKEN_SIZE, TOKEN_SIZE)


def fixed() -> Mesh:
    """Two piers of the bridge with their gates, the base of the ledger, the stand of the verdict, feet of the rest."""
    meshes = [box(BLOCKS_SHOWN * LEDGER_STEP_M + 0.4, 0.9, 0.12).moved(0, LEDGER_Y_M, 0).painted(INK)]
    for side in (-1, 1):
        gate = side * (BRIDGE_HALF_M + 0.35)
        meshes.append(box(3.2, 2.6, DECK_M).moved(side * (BRIDGE_HALF_M + 1.6), BRIDGE_Y_M, 0).painted(PAPER))
        for y in (-1.25, 1.25):
            meshes.append(box(0.35, 0.35, 3.3).moved(gate, BRIDGE_Y_M + y, DECK_M).painted(OAK_DARK))
        meshes.append(box(0.45, 2.9, 0.4).moved(gate, BRIDGE_Y_M, DECK_M + 3.3).painted(OAK_DARK))
    meshes.append(box(0.3, 0.3, 3.2).moved(CARD[0], CARD[1] + 0.3, 0).painted(INK))
    for x, y in RECORD.values():
        meshes.append(box(2.8, 2.2, 0.5).moved(x, y, 0).painted(OAK_DARK))
    meshes.append(box(5.4, 1.2, 0.5).moved(*HUB_AT, 0).painted(OAK_DARK))
    meshes.append(cylinder(1.9, 0.7, 16).moved(*TOKEN_AT, 0).painted(OAK_DARK))
    meshes.append(box(3.6, 1.4, 0.2).moved(TALLY[0] + 0.75, TALLY[1], 0).painted(OAK_DARK))
    return joined(meshes)


HOME = "#8C96A3"
MOST_WIRES = 78
PAIR_M, OFF_SEAT_M = 1.45, 0.2
"""Distance of two delegates from the middle of their seat, aside and inward."""
LEDGER_MARKS = 12
FALL_M = 1.5
FLIGHT_STEPS = 12


class ForumProp(Prop):
    """The ring of lamps and wires above, the bridge before the theatre, the ledger in front of it, the real
    record beside it."""

    kind = "forum"
    figure_at = FigureAt((0.0, -13.0, 0.2), 2.2)
    lamps = 0.4

    def build(self) -> None:
        self._seats = self.add(Instances("seats", box(), DELEGATIONS))
        self._weights = self.add(Instances("weights", box(), DELEGATIONS))
        self._heads = self.add(Instances("heads", ball(0.5, 10, 6), DELEGATIONS))
        self._people = self.add(Instances("people", delegate(), 2 * DELEGATIONS))
        self._wires = self.add(Instances("wires", cylinder(0.5, 1.0, 5), MOST_WIRES))
        self._book = self.add(Instances("book", box(), 3))
        self._planks = self.add(Instances("planks", box(), PLANKS))
        self._rails = self.add(Instances("rails", box(), 3))
        self._avatar = self.add(static_node("avatar", _figure().painted("#4FC8F0", 0.45)))
        self._parcel = self.add(Instances("needs", box(), len(CLAUSES)))
        self._card = self.add(Instances("card", box(), 6))
        self._blocks = self.add(Instances("blocks", box(), BLOCKS_SHOWN + 1))
        self._reader = self.add(Instances("reader", ball(0.5, 10, 6), 1))
        self._tally = self.add(Instances("tally", box(), 2 * LEDGER_MARKS))
        self._plates = self.add(Instances("plates", box(), sum(PLATES.values())))
        self._hub = self.add(Instances("hub", box(), DELEGATIONS))
        self._token = self.add(static_node("token", token()))
        self.add(static_node("fixed", fixed()))
        self._record()
        self._changed = Changes()
        self._walker = (0.0, 0.0)

    def show(self, exhibit: BridgeOfRules, state: State, time_s: float) -> None:
        if self._changed("ring", (state.choices, state.turn, state.ledger)):
            self._sit(state)
        if self._changed("own", state.own):
            self._weigh(state)
        self._crown(exhibit, state, time_s)
        if self._changed("bridge", exhibit.bridge):
            self._span(exhibit)
        self._walk(state)
        judged = state.walked >= JUDGED_STEPS
        if self._changed("card", (judged, state.verdict)):
            self._show_signs(state, judged)
        if self._changed("ledger", (state.ledger, state.kept, state.found, exhibit.open_ledger)):
            self._stack(exhibit, state)
        if self._changed("tally", (state.kept, state.count, state.recount_tick, exhibit.open_ledger)):
            self._recount(exhibit, state)
        if self._changed("hub", (exhibit.decides, state.turn, state.choices[HUB])):
            self._decide(exhibit, state)

    def boxes(self) -> Mapping[str, Box]:
        x, z = self._walker
        y = BRIDGE_Y_M
        bx, by, bz = BOOK
        found = {
            "book": Box((bx - 2.2, by - 1.6, bz - 1.0), (bx + 2.2, by + 1.6, bz + 1.6)),
            "bridge": Box((-BRIDGE_HALF_M, y - 1.2, DECK_M - 0.6), (BRIDGE_HALF_M, y + 1.2, DECK_M)),
            "avatar": Box((x - 0.7, y - 0.7, z), (x + 0.7, y + 0.7, z + 2.9)),
            "card": Box((CARD[0] - 1.3, CARD[1] - 0.4, 1.9), (CARD[0] + 1.3, CARD[1] + 0.5, 5.1)),
            "ledger": Box((-10.2, LEDGER_Y_M - 0.5, 0.0), (10.2, LEDGER_Y_M + 0.5, 1.6)),
            "recount": Box((TALLY[0] - 1.0, TALLY[1] - 0.7, 0.0), (TALLY[0] + 2.6, TALLY[1] + 0.7, 5.6)),
            "hub": Box(
                (HUB_AT[0] - 2.7, HUB_AT[1] - 0.6, 0.0),
                (HUB_AT[0] + 2.7, HUB_AT[1] + 0.6, 4.0),
            ),
        }
        for which in FRONT:
            sx, sy, sz = map(float, SEATS[which])
            found[f"seat_{which + 1}"] = Box((sx - 1.5, sy - 1.3, sz - 0.1), (sx + 1.5, sy + 1.3, sz + 2.65))
        tx, ty, tz = self._token.get_pos()
        found["token"] = Box((tx - 1.7, ty - 1.7, tz), (tx + 1.7, ty + 1.7, tz + 2.95))
        for name, (px, py) in RECORD.items():
            found[name] = Box(
                (px - 1.3, py - 1.0, 0.0), (px + 1.3, py + 1.0, 0.7 + PLATE_STEP_M * PLATES[name])
            )
        return found

    def _sit(self, state: State) -> None:
        """Home rules are a low block, common rules a tall gold one with a ball; one wire for each adapter in use."""
        common = np.array(state.choices)
        high = np.where(common, 2.6, 0.7)
        tint = np.where(common[:, None], self.colour(GOLD), self.colour(HOME))
        wide = np.where(np.arange(DELEGATIONS) == state.turn, 2.2, 1.5)
        self._seats.set(SEATS, None, np.column_stack([wide, wide, high]), tint, np.where(common, 0.7, 0.05))
        heads = SEATS[common] + np.array((0, 0, 3.2))
        self._heads.set(heads, None, 1.5, self.colour(GOLD), 0.8)
        inward = SEATS[:, :2] / np.linalg.norm(SEATS[:, :2], axis=1)[:, None]
        aside = np.column_stack([-inward[:, 1], inward[:, 0], np.zeros(DELEGATIONS)]) * PAIR_M
        floor = SEATS + np.column_stack([inward * -OFF_SEAT_M, np.zeros(DELEGATIONS)])
        dressed = np.where(common[:, None], self.colour(GOLD), self.colour(self.accent.day))
        self._people.set(
            np.concatenate([floor - aside, floor + aside]),
            None,
            1.0,
            np.tile(dressed, (2, 1)),
            np.tile(np.where(common, 0.5, 0.15), 2),
        )
        top = SEATS + np.array((0, 0, 0.5))
        book = np.array(BOOK)
        pairs = [(a, b) for a, b in combinations(range(DELEGATIONS), 2) if not (common[a] or common[b])]
        start = [top[a] for a, _ in pairs]
        end = [top[b] for _, b in pairs]
        bound = np.arange(DELEGATIONS) if common.any() else np.zeros(0, int)
        start += [top[which] for which in bound]
        end += [book for _ in bound]
        to_book = np.concatenate([np.zeros(len(pairs), bool), np.ones(len(bound), bool)])
        gold = np.concatenate([np.zeros(len(pairs), bool), common[bound]])
        positions, rotations, lengths = spans(np.array(start), np.array(end))
        thick = np.where(gold, 0.34, np.where(to_book, 0.1, 0.09))
        self._wires.set(
            positions,
            rotations,
            np.column_stack([thick, thick, lengths]),
            np.where(
                gold[:, None],
                self.colour(GOLD),
                np.where(to_book[:, None], self.colour(self.accent.night), self.colour(HOME)),
            ),
            np.where(gold, 0.8, np.where(to_book, 0.5, 0.2)),
        )
        items, (x, y, z) = InstanceList(), BOOK
        lit = bool(common.any())
        size = 1.0 + 1.0 * float(common.mean())
        for side in (-1, 1):
            at = (x + side * 0.75 * size, y, z)
            items.add(
                at, (1.4 * size, 1.9 * size, 0.25), self.colour(PAPER if lit else HOME), 0.6 * lit, side * 4.0
            )
        items.add((x, y, z - 0.15), (0.3 * size, 2.0 * size, 0.5), self.colour(GOLD), 0.8 * lit)
        items.show_in(self._book)

    def _weigh(self, state: State) -> None:
        """A weight before each seat: as high as the value of home rules to the delegation."""
        out = SEATS[:, :2] / np.linalg.norm(SEATS[:, :2], axis=1)[:, None]
        at = np.column_stack([SEATS[:, :2] + 1.25 * out, SEATS[:, 2]])
        high = 0.3 + 1.5 * (np.array(state.own) - LEAST_OWN)
        self._weights.set(
            at, None, np.column_stack([np.full((len(high), 2), 0.6), high]), self.colour(INK), 0.05
        )

    def _crown(self, exhibit: BridgeOfRules, state: State, time_s: float) -> None:
        """The gold token flies to the seat it is put on, and waits on its stand before and after."""
        won = exhibit.won - 1 if exhibit.won else NOBODY
        end = np.array(token_at(won))
        part = 1.0
        if won == state.won:
            part = float(np.clip((time_s / STEP_S - state.won_tick) / FLIGHT_STEPS, 0, 1))
        start = np.array(token_at(NOBODY)) if won != NOBODY else end
        eased = 1 - (1 - part) ** 3
        at = start + (end - start) * eased
        self._token.set_pos(*map(float, at))

    def _span(self, exhibit: BridgeOfRules) -> None:
        """A plank for each translated clause, a red gap mark for each missing one; the rail is the quality."""
        known = len(clauses_of(exhibit.bridge))
        planks = InstanceList()
        for number in range(PLANKS):
            there = number < known
            z = DECK_M - 0.3 if there else 0.05
            size = (PLANK_M * 0.95, 2.4, 0.3) if there else (PLANK_M * 0.7, 1.4, 0.12)
            planks.add((plank_x(number), BRIDGE_Y_M, z), size, self.colour(GREEN if there else RED), 0.35)
        planks.show_in(self._planks)
        rails, whole = InstanceList(), 2 * BRIDGE_HALF_M
        long = max(whole * exhibit.bridge, 0.05)
        for y in (-1.25, 1.25):
            at = (-BRIDGE_HALF_M + long / 2, BRIDGE_Y_M + y, DECK_M + 0.75)
            rails.add(at, (long, 0.18, 0.18), self.colour(GOLD), 0.8)
        rails.show_in(self._rails)

    def _walk(self, state: State) -> None:
        """The avatar walks from the home side; it falls where its clause is missing, and crosses otherwise."""
        come = min(state.walked / JUDGED_STEPS, 1.0)
        gone = max(0.0, (state.walked - JUDGED_STEPS) / (WALK_STEPS - JUDGED_STEPS))
        offends = state.verdict.offends
        end = BRIDGE_HALF_M if offends is None else plank_x(CLAUSES.index(offends)) - 0.45 * PLANK_M
        x = -END_M + (end + END_M) * come
        z = DECK_M
        if offends is None:
            x += (END_M - end) * gone
            self._avatar.set_r(0)
        else:  # it tips over the edge
            x += 0.9 * min(gone * 2, 1.0)
            z -= FALL_M * gone
            self._avatar.set_r(80 * min(gone * 1.5, 1.0))
        self._avatar.set_pos(x, BRIDGE_Y_M, z)
        self._walker = (x, z)

    def _show_signs(self, state: State, judged: bool) -> None:
        """The card: green and blank if the file is valid; otherwise red, with as many bars as the clause's number."""
        items, (x, y) = InstanceList(), CARD
        offends = state.verdict.offends
        tint = INK if not judged else GREEN if offends is None else RED
        items.add((x, y, 2.0), (2.5, 0.25, 2.2), self.colour(tint), 0.6 * judged)
        if judged and offends is not None:
            for bar in range(1 + CLAUSES.index(offends)):
                items.add((x - 0.75 + 0.5 * bar, y - 0.2, 2.4), (0.3, 0.2, 1.4), self.colour(WHITE), 0.8)
        items.show_in(self._card)
        needs = InstanceList()
        for number in range(len(CLAUSES)):
            right = offends is None or number < CLAUSES.index(offends)
            at = (x - 0.9 + 0.6 * number, y, 4.4)
            needs.add(
                at, (0.45, 0.3, 0.45 if right else 0.15), self.colour(GREEN if right else RED), 0.7 * judged
            )
        needs.show_in(self._parcel)

    def _stack(self, exhibit: BridgeOfRules, state: State) -> None:
        """The last blocks: gold for common, grey for home; a closed ledger shows only dark lids."""
        items = InstanceList()
        first = max(0, len(state.kept) - BLOCKS_SHOWN)
        for place, block in enumerate(state.kept[first:]):
            x, y, z = block_at(place)
            common = "common" in block.record
            wrong = state.found > 0 and block.number == state.lie
            tint = RED if wrong else INK if not exhibit.open_ledger else GOLD if common else HOME
            high = 1.3 if wrong else 0.45 if not exhibit.open_ledger else 0.85 if common else 0.5
            glow = 0.8 if wrong else 0.0 if not exhibit.open_ledger else 0.35
            items.add((x, y, z), (0.5, 0.6, high), self.colour(tint), glow)
            if block.number == state.lie and not wrong:  # a changed ballot, which only its sender knows
                items.add((x, y, z + high + 0.3), (0.7, 0.8, 0.7), self.colour(RED), 0.7)
        items.show_in(self._blocks)

    def _recount(self, exhibit: BridgeOfRules, state: State) -> None:
        """Two columns: the announced result, and beside it the recount; a ball runs over the ledger meanwhile."""
        items, (x, y) = InstanceList(), TALLY
        for number in range(recounted(state.kept)):
            items.add((x, y, 0.2 + 0.42 * number), (0.9, 0.8, 0.34), self.colour(HOME), 0.3)
        agrees = state.count == recounted(state.kept)
        for number in range(max(state.count, 0)):
            at = (x + 1.5, y, 0.2 + 0.42 * number)
            items.add(at, (0.9, 0.8, 0.34), self.colour(GREEN if agrees else RED), 0.7)
        if state.count < 0 and not exhibit.open_ledger:  # a lid in place of a count
            items.add((x + 1.5, y, 0.2), (1.2, 1.0, 0.16), self.colour(RED), 0.7)
        elif state.count < 0:
            items.add((x + 1.5, y, 0.2), (1.0, 0.9, 0.06), self.colour(PAPER), 0.2)
        items.show_in(self._tally)
        if state.recount_tick < 0:
            self._reader.set(np.zeros((0, 3)))
            return
        shown = min(len(state.kept), BLOCKS_SHOWN)
        at_x, at_y, at_z = block_at(round((shown - 1) * state.recount_tick / RECOUNT_STEPS))
        self._reader.set([(at_x, at_y, at_z + 1.6)], None, 1.1, self.colour(WHITE), 0.9)

    def _decide(self, exhibit: BridgeOfRules, state: State) -> None:
        """One tall block for a hub, seven of twelve raised for a majority, twelve alike for everyone."""
        items = InstanceList()
        for number in range(DELEGATIONS):
            x = HUB_AT[0] + 0.42 * (number - (DELEGATIONS - 1) / 2)
            match exhibit.decides:
                case "hub":
                    high, lit = (3.2, True) if number == HUB else (0.3, False)
                case "majority":
                    high, lit = (2.0, True) if number <= DELEGATIONS // 2 else (0.6, False)
                case _:
                    high, lit = 1.2, number == state.turn
            tint = self.colour(self.accent.night if lit else PAPER)
            items.add((x, HUB_AT[1], 0.5), (0.32, 0.6, high), tint, 0.6 * lit)
        items.show_in(self._hub)

    def _record(self) -> None:
        """A plate for each document of the real record."""
        items = InstanceList()
        for name, (x, y) in RECORD.items():
            for number in range(PLATES[name]):
                at = (x, y, 0.5 + PLATE_STEP_M * number)
                items.add(
                    at, (1.9, 1.4, PLATE_M), self.colour(self.accent.night if number % 2 else PAPER), 0.25
                )
        items.show_in(self._plates)


def delegate() -> Mesh:
    """One of a delegation, 2.6 m high, behind its desk on the ring."""
    return joined([cylinder(0.55, 1.8, 9, 0.36), ball(0.44, 10, 6).moved(0, 0, 2.15)])


def _figure() -> Mesh:
    """An avatar: a body and a head, 2.8 m high, so that it is visible from the seats."""
    return joined([cylinder(0.62, 1.9, 10, 0.4), ball(0.5, 12, 7).moved(0, 0, 2.35)])
