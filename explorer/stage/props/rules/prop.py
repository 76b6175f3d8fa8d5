"""Three gates: parcels take the road of their duty, walls turn with it, a reader judges files, a crowd falls apart."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ....exhibits.content.building import storeys
from ....exhibits.rules.crowd import noise_sd
from ....exhibits.rules.exhibit import (
    FILE_STEPS,
    MOST_ANSWERS,
    READ_STEPS,
    VERDICT_STEPS,
    State,
    ThreeGates,
    true_count,
)
from ....exhibits.rules.export import LEGS, ROADS, RULES, rule_for
from ....exhibits.rules.file import MARK
from ...primitives.instancing import InstanceList, Instances, static_node
from ...primitives.meshes import ball, box, cylinder
from ...primitives.palette import BLUE, GOLD, GREEN, INK, OAK_DARK, PAPER, RED, ROSE, TEAL, VIOLET, WHITE
from ..prop import Box, Changes, FigureAt, Prop
from . import layout as lay
from .layout import (
    ALONE,
    COLUMNS,
    FRONT_Y_M,
    HIGH_M,
    MIDDLE_X_M,
    ROWS,
    SHADES,
    STEP_X_M,
    STEP_Y_M,
    CrowdOfPegs,
)

DIM, PLUM = "#8FA3A8", "#7B3FBF"
OF_ROAD = {"exempt": GREEN, "contract": GOLD, "assessment": RED}
OF_PURPOSE = {
    "business": PAPER,
    "person": ROSE,
    "staff": VIOLET,
    "emergency": RED,
    "abroad": BLUE,
}
COUNTER_MOST = 16
"""Number of parcels after which the counter starts again."""

TOWER_HIGH_M, TOWER_WIDE_M = 4.0, 2.2
DOT_M = 0.2


class RulesProp(Prop):
    """The maze floor: three gates on the axis, the crowd on the left, the reader and the board on the right."""

    kind = "rules"
    figure_at = FigureAt((-12.7, -14.2, 2.6), 1.3, 2.4)
    lamps = 0.45

    def build(self) -> None:
        self._parcels = self.add(Instances("parcels", box(), 12))
        self._walls = self.add(Instances("walls", box(), 8))
        self._roads = self.add(Instances("roads", box(), 24))
        self._lamps = self.add(Instances("lamps", box(), 6))
        self._rows = self.add(Instances("rows", box(), len(RULES)))
        self._counters = self.add(Instances("counters", cylinder(0.75, 0.3, 12), 3 * COUNTER_MOST))
        self._tower = self.add(Instances("tower", box(), 30))
        self._dots = self.add(Instances("dots", box(), int(MARK.sum()) + 1))
        self._digits = self.add(Instances("digits", box(), 16))
        self._reader = self.add(Instances("reader", box(), 6))
        self._found = self.add(Instances("found", ball(0.85, 12, 7), 2))
        self._answers = self.add(Instances("answers", box(), MOST_ANSWERS + 3))
        self._band = self.add(Instances("band", box(), 1, transparent=True))
        self.add(static_node("fixed", lay.fixed()))
        shades = np.array([self.colour(shade) for shade in SHADES])
        self._crowd = CrowdOfPegs(self.root, self.colour(ALONE), shades)
        self._changed = Changes()
        self._parcel = Box((-1, -1, 0), (1, 1, 2))

    def show(self, exhibit: ThreeGates, state: State, time_s: float) -> None:
        self._carry(state)
        self._crowd.show(state)
        roads = tuple(trip.road for trip in state.trips)
        if self._changed("walls", state.walls):
            self._open(state)
        if self._changed("roads", roads):
            self._pave(state)
        legs = tuple(trip.leg[0] for trip in state.trips)
        if self._changed("lamps", (roads, legs)):
            self._light(state)
        if self._changed("rows", rule_for(exhibit.parcel).name):
            self._decide(exhibit)
        if self._changed("counters", state.arrived):
            self._count(state)
        if self._changed("file", state.file):
            self._unpack(state)
        self._roll(state)
        read, judged = state.file_ticks >= READ_STEPS, state.file_ticks >= VERDICT_STEPS
        if self._changed("verdict", (read, judged, state.check)):
            self._judge(state, read, judged)
        if self._changed("answers", (state.answers, state.spent, exhibit.epsilon, true_count(state))):
            self._publish(exhibit, state)

    def boxes(self) -> Mapping[str, Box]:
        found = {"parcel": self._parcel}
        for road, (y, high, half) in lay.GATES.items():
            found[f"gate_{road}"] = Box((-half - 1.8, y - 2.6, high - 2.2), (half + 1.8, y + 1.9, high + 1.2))
        x, y = lay.GLOBE
        found["abroad"] = Box((x - 1.8, y - 1.8, 0.6), (x + 1.8, y + 1.8, 4.0))
        top = lay.row_z(0) + lay.ROW_M
        found["table"] = Box(
            (lay.TABLE_X_M - lay.TABLE_HALF_M - 0.2, lay.TABLE_Y_M - 0.3, lay.TABLE_LOW_M),
            (lay.TABLE_X_M + lay.TABLE_HALF_M + 0.2, lay.TABLE_Y_M + 0.4, top + 0.2),
        )
        y = lay.BELT_Y_M
        found["file"] = Box((lay.BELT_TO_M - 0.6, y - 1.0, 1.2), (lay.BELT_FROM_M + 1.0, y + 1.2, 5.0))
        for name, side in (("label_visible", -1.0), ("label_hidden", 1.0)):
            lamp, high = lay.READER_M + 1.1 * side, lay.READER_HIGH_M
            found[name] = Box((lamp - 0.9, y - 2.4, high), (lamp + 0.9, y - 0.5, high + 1.8))
        half = COLUMNS * STEP_X_M / 2
        found["crowd"] = Box(
            (MIDDLE_X_M - half, FRONT_Y_M - 0.4, 0.0),
            (MIDDLE_X_M + half, FRONT_Y_M + ROWS * STEP_Y_M, HIGH_M),
        )
        found["count"] = Box(
            (lay.BOARD_X_M - lay.BOARD_HALF_M - 0.3, lay.BOARD_Y_M - 0.4, 0.3),
            (lay.BOARD_X_M + lay.BOARD_HALF_M + 0.3, lay.BOARD_Y_M + 0.5, lay.BOARD_HIGH_M + 0.5),
        )
        return found

    def _carry(self, state: State) -> None:
        """Each parcel at its place: its size for the number of people, a cap for sensitive data, a band for its purpose."""
        items = InstanceList()
        for number, trip in enumerate(state.trips):
            x, y = lay.at_of(trip)
            parcel = trip.parcel
            x += 0.9 * (number - (len(state.trips) - 1) / 2) * 2 if trip.leg[0] in ("to_1", "at_1") else 0.0
            edge = lay.log_size(parcel.people)
            z = 0.25
            foot = INK if parcel.operator else OAK_DARK
            items.add((x, y, 0.06), (edge + 0.3, edge + 0.3, 0.2), self.colour(foot))
            items.add((x, y, z), edge, self.colour(OF_ROAD[trip.road]), 0.5)
            items.add(
                (x, y, z + 0.4 * edge),
                (edge + 0.1, edge + 0.1, 0.2 * edge),
                self.colour(OF_PURPOSE[parcel.purpose]),
                0.3,
            )
            top = z + edge
            if parcel.sensitive:
                cap = lay.log_size(parcel.sensitive) * 0.6
                items.add((x, y, top), (cap, cap, 0.5 * cap), self.colour("#B02A6F"), 0.5)
                top += 0.5 * cap
            if parcel.important:
                items.add((x, y, top), (0.35, 0.35, 1.3), self.colour(WHITE), 0.9)
            if parcel.zone_free:
                items.add((x + edge / 2 + 0.2, y, z), (0.3, edge, edge), self.colour(TEAL), 0.6)
            if number == 0:
                reach = edge / 2 + 0.2
                self._parcel = Box((x - reach, y - reach, 0.05), (x + reach, y + reach, top))
        items.show_in(self._parcels)

    def _open(self, state: State) -> None:
        """Walls at their height, with a line of light on top: red where they block, green where they let through."""
        items = InstanceList()
        for ((x, y), (wide, deep)), up in zip(lay.WALLS, state.walls, strict=True):
            high = 0.08 + lay.WALL_HIGH_M * up
            items.add((x, y, 0), (wide, deep, high), self.colour(PAPER))
            items.add((x, y, high), (wide, deep + 0.1, 0.22), self.colour(RED if up > 0.5 else GREEN), 0.75)
        items.show_in(self._walls)

    def _pave(self, state: State) -> None:
        """Roads in use are lit in their colour."""
        taken = {leg: trip.road for trip in state.trips for leg in lay.legs_of(trip.road)}
        positions, sizes, colours, glow = [], [], [], []
        for name in lay.PATHS:
            at, size = lay.tiles(name)
            lit = name in taken
            positions.append(at + np.array((0, 0, 0.05 if lit else 0.0)))
            sizes.append(size)
            tint = OF_ROAD[taken[name]] if lit else DIM
            colours.append(np.tile(self.colour(tint), (len(at), 1)))
            glow.append(np.full(len(at), 0.7 if lit else 0.0))
        self._roads.set(
            np.concatenate(positions),
            None,
            np.concatenate(sizes),
            np.concatenate(colours),
            np.concatenate(glow),
        )

    def _light(self, state: State) -> None:
        """A beam under each lintel: broad in the colour of the road that needs it, a thin dark one at the others."""
        items = InstanceList()
        stops = {trip.leg[0] for trip in state.trips}
        passed = {leg for trip in state.trips for leg, _ in LEGS[trip.road] if leg in lay.STOPS}
        for number, (y, high, half) in enumerate(lay.GATES.values(), 1):
            stop = f"at_{number}"
            here, bound = stop in stops, stop in passed
            tint = WHITE if here else list(OF_ROAD.values())[number - 1] if bound else INK
            thick = 0.9 if here else 0.6 if bound else 0.2
            items.add(
                (0, y - 2.25, high - 2.0 - thick),
                (2 * half - 2.4, 0.35, thick),
                self.colour(tint),
                0.9 * bound,
            )
        items.show_in(self._lamps)

    def _decide(self, exhibit: ThreeGates) -> None:
        """The tablet: a bar for each line of the table in the colour of its road; the decisive one stands out."""
        items = InstanceList()
        decides = rule_for(exhibit.parcel)
        for number, rule in enumerate(RULES):
            on = rule.name == decides.name
            deep = 0.5 if on else 0.12
            items.add(
                (lay.TABLE_X_M, lay.TABLE_Y_M - deep / 2, lay.row_z(number)),
                (2 * lay.TABLE_HALF_M * (1.06 if on else 0.92), deep, lay.ROW_M * 0.7),
                self.colour(OF_ROAD[rule.road]) * (1.0 if on else 0.75),
                0.9 if on else 0.1,
            )
        items.show_in(self._rows)

    def _count(self, state: State) -> None:
        """A stack of discs in the yard for each road: one for each parcel that came through."""
        items = InstanceList()
        for x, road, arrived in zip(lay.COUNTERS_X_M, ROADS, state.arrived, strict=True):
            for number in range((arrived - 1) % COUNTER_MOST + 1 if arrived else 0):
                tint = self.colour(OF_ROAD[road])
                items.add((x, lay.COUNTERS_Y_M, 0.05 + 0.34 * number), 1.0, tint, 0.45)
        items.show_in(self._counters)

    def _roll(self, state: State) -> None:
        """The file comes to the reader, waits there, and goes on or comes back."""
        come = min(state.file_ticks / READ_STEPS, 1.0)
        gone = max(0.0, (state.file_ticks - VERDICT_STEPS) / (FILE_STEPS - VERDICT_STEPS))
        goal = lay.BELT_TO_M if state.check.passes else lay.BELT_FROM_M
        x = lay.BELT_FROM_M + (lay.READER_M - lay.BELT_FROM_M) * come + (goal - lay.READER_M) * gone
        for instances in (self._tower, self._dots, self._digits):
            instances.path.set_x(x)

    def _unpack(self, state: State) -> None:
        """The content of the file: a tower, its mark dot by dot in front, a bar for each digit of its number."""
        y, z = lay.BELT_Y_M, lay.BELT_HIGH_M + 0.06
        built = storeys(state.foundry.genes)
        scale = min(
            TOWER_HIGH_M / (built[-1].floor_m + built[-1].height_m),
            TOWER_WIDE_M / max(built[0].width_m, built[0].depth_m),
        )
        tower, dots, digits = InstanceList(), InstanceList(), InstanceList()
        for storey in built:
            tower.add(
                (0, y + 0.1, z + scale * storey.floor_m),
                (scale * storey.width_m, scale * storey.depth_m, scale * storey.height_m * 0.86),
                self.colour("#E9DFFB"),
                0.25,
                float(np.degrees(storey.turn_rad)),
            )
        y, z = y - 1.25, z + 0.3
        if state.check.visible:
            high, wide = MARK.shape
            plate = ((wide + 2) * DOT_M, 0.1, (high + 2) * DOT_M)
            dots.add((0, y + 0.12, z - 0.1), plate, self.colour(WHITE), 0.4)
            for row, column in np.argwhere(MARK):
                at = ((column - (wide - 1) / 2) * DOT_M, y, z + (high - row) * DOT_M - 0.06)
                dots.add(at, DOT_M, self.colour(INK))
        for number, digit in enumerate(state.check.number):
            at = (0.17 * (number - 7.5), y - 0.35, 0.12)
            digits.add(at, (0.12, 0.12, 0.2 + 0.06 * int(digit, 16)), self.colour(PLUM), 0.8)
        tower.show_in(self._tower)
        dots.show_in(self._dots)
        digits.show_in(self._digits)

    def _judge(self, state: State, read: bool, judged: bool) -> None:
        """Lamps show which label was found; behind the reader a bar lifts, or two come down before the file."""
        good, y, z = state.check.passes, lay.BELT_Y_M, lay.READER_HIGH_M + 0.85
        lamps, frame = InstanceList(), InstanceList()
        for side, ok in ((-1.0, state.check.visible), (1.0, state.check.hidden)):
            tint = DIM if not read else GREEN if ok else RED
            x = lay.READER_M + 1.1 * side
            lamps.add((x, y - 1.4, z), 1.0 if read and ok else 0.55, self.colour(tint), 0.9 if read else 0.0)
            if read and not ok:
                frame.add((x, y - 2.1, z - 0.13), (2.0, 0.2, 0.28), self.colour(RED), 0.9)
        if judged:
            low = lay.READER_HIGH_M - 0.4 if good else lay.BELT_HIGH_M + 0.4
            for bar in range(1 if good else 2):
                at = (lay.READER_M - 1.7, y, low + 1.2 * bar)
                frame.add(at, (0.35, 2.6, 0.5), self.colour(GREEN if good else RED), 0.8)
        lamps.show_in(self._found)
        frame.show_in(self._reader)

    def _publish(self, exhibit: ThreeGates, state: State) -> None:
        """The published counts as bars, the truth as a line, the noise as a band, the mean in gold."""
        up = lay.BOARD_HIGH_M - lay.BOARD_LOW_M
        y = lay.BOARD_Y_M
        step = 2 * lay.BOARD_HALF_M / MOST_ANSWERS
        true = true_count(state)

        def z(count: float) -> float:
            return lay.BOARD_LOW_M + up * min(max(count / lay.BOARD_FULL, 0.0), 1.0)

        items, left = InstanceList(), lay.BOARD_X_M - lay.BOARD_HALF_M
        for number, answer in enumerate(state.answers):
            high = max(z(answer) - lay.BOARD_LOW_M, 0.02)
            last = number == len(state.answers) - 1
            at = (left + (number + 0.5) * step, y, lay.BOARD_LOW_M)
            items.add(at, (step * 0.7, 0.3, high), self.colour(self.accent.night), 0.9 if last else 0.35)
        wide = 2 * lay.BOARD_HALF_M
        items.add((lay.BOARD_X_M, y - 0.2, z(true) - 0.04), (wide, 0.12, 0.08), self.colour(WHITE), 0.9)
        if state.answers:
            mean = sum(state.answers) / len(state.answers)
            items.add((left - 0.15, y - 0.2, z(mean) - 0.15), (0.5, 0.5, 0.3), self.colour(GOLD), 0.9)
        items.show_in(self._answers)
        sd = noise_sd(exhibit.epsilon)
        low, high = z(true - sd), z(true + sd)
        tint = (*self.colour(GOLD), 0.45)
        self._band.set([(lay.BOARD_X_M, y - 0.25, low)], None, [(wide, 0.1, high - low)], [tint], 0.5)
