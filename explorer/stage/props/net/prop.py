"""The racetrack: a lane for every network, a board that grows with time, and the normally invisible queue."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import panda3d.core as p3d

from ....base.geometry import mix
from ....exhibits.exhibit import STEP_S
from ....exhibits.net.exhibit import BUDGET_MS, LightRace, State
from ....exhibits.net.light import (
    LANES,
    ORBIT_ROUTE,
    PLACES,
    break_even_km,
    distance_km,
    mean_wait_turns,
    reach_km,
)
from ...primitives.instancing import InstanceList, Instances, static_node
from ...primitives.letters import Lettering, Letters
from ...primitives.meshes import Floats, Mesh, ball, box, heading, joined, spans, torus
from ...primitives.palette import (
    AMBER,
    BLUE,
    BRICK,
    GOLD,
    GREEN,
    INK,
    OAK,
    PAPER,
    ROSE,
    STEEL,
    STEEL_DARK,
    VIOLET,
    WHITE,
)
from ...scene.mesh import rgb
from ..prop import Box, FigureAt, Prop

COLOURS = (BLUE, "#1F9BC9", VIOLET, AMBER, GREEN, ROSE, "#E3B23C", STEEL_DARK)
"""Colours of the lanes, in their order."""


CUT_Z_M = (0.25, 0.6)
"""Heights of two pale lines across the bars, which show that the axis is cut."""
LEFT_M, APART_M, BAR_M, FLOOR_M, HEIGHT_M, RIM_M = -8.3, 1.4, 1.0, 0.9, 9.0, 1.1
FULL_SCALES_MS = (12.0, 24.0, 40.0, 60.0, 80.0, 120.0, 160.0, 240.0, 500.0)
"""Full scales of the board: the smallest that holds the slowest lane, without the geostationary one."""

TICKS_MS = ((5.0, 40.0), (10.0, 500.0), (100.0, np.inf))
"""Distance between ticks, and the board's range below which it applies, in milliseconds."""
ROUND_MS, LEAST_CUT_MS, MOST_KEPT = 5.0, 10.0, 0.6
"""Rounding of a cut range; least time that a cut hides; largest share of the full scale that it may keep."""
ZOOM_S = 0.8
NUMBER_M = 1.2


OWN = np.array([rgb(colour) for colour in COLOURS])
SHADES = (OWN, OWN * 0.45 + rgb(PAPER) * 0.55, np.tile(rgb(INK), (len(LANES), 1)))
"""Shades of the three parts of a bar, from below: light alone, access, queues."""


def bar_y(number: int) -> float:
    """Position of a lane's bar, from left to right."""
    return LEFT_M + APART_M * number


ENDS_M = (bar_y(0) - RIM_M, bar_y(len(LANES) - 1) + RIM_M)
BARS_M = np.array([bar_y(number) for number in range(len(LANES))])


def full_scale_ms(trips_ms: Floats) -> float:
    """Time at full height of the board."""
    slowest_ms = float(trips_ms[:-1].max())
    return next((full for full in FULL_SCALES_MS if full >= slowest_ms), FULL_SCALES_MS[-1])


def cut_ms(light_ms: Floats, trips_ms: Floats) -> tuple[float, float] | None:
    """Range of a board that hides the time all lanes but the geostationary one have in common; None if it is not worth it.

    Light alone takes the hidden time, in each lane.
    """
    low = float(np.floor(light_ms[:-1].min() / ROUND_MS) * ROUND_MS)
    high = float(np.ceil(trips_ms[:-1].max() / ROUND_MS) * ROUND_MS)
    return (low, high) if low >= LEAST_CUT_MS and high - low <= MOST_KEPT * full_scale_ms(trips_ms) else None


def window_ms(race: LightRace, elapsed_ms: float, light_ms: Floats, trips_ms: Floats) -> tuple[float, float]:
    """Times at the foot and the top of the board: the full range first, and a cut one once light reaches
    where the lanes part."""
    full, cut = (0.0, full_scale_ms(trips_ms)), cut_ms(light_ms, trips_ms)
    if cut is None or elapsed_ms <= cut[0]:
        return full
    share = min((elapsed_ms - cut[0]) * race.slowdown / 1000 / ZOOM_S, 1.0)
    share *= share * (3 - 2 * share)
    return mix(full[0], cut[0], share), mix(full[1], cut[1], share)


class Board:
    """Bars, ticks and the red line; the board faces the visitors on the right of the track."""

    def __init__(self, root: p3d.NodePath) -> None:
        self._bars = Instances("bars", box(), len(LANES) * 3 + 1)
        self._lines = Instances("lines", box(), 64)
        self._numbers = Letters("numbers")
        self._numbers.path.set_h(90)  # they face the visitors, as the board does
        for path in (self._bars.path, self._lines.path, self._numbers.path, static_node("desk", _desk())):
            path.reparent_to(root)
        self._ruled = (0.0, 0.0, 0.0)
        self._race: LightRace | None = None
        self._known = np.zeros((3, len(LANES)))

    def show(self, race: LightRace, elapsed_ms: float, trips_ms: Floats) -> None:
        """Show light, access and queues of every lane so far, and gold on the first one back."""
        count = len(LANES)
        if race is not self._race:
            self._race = race
            self._known[1] = [race.light_ms(lane) for lane in LANES]
            self._known[2] = self._known[1] + [lane.access_ms for lane in LANES]
        edges = np.vstack([self._known, trips_ms])
        low_ms, high_ms = window_ms(race, elapsed_ms, self._known[1], trips_ms)
        metre = HEIGHT_M / (high_ms - low_ms)
        shown = np.clip((np.minimum(edges, elapsed_ms) - low_ms) * metre, 0.0, HEIGHT_M * 1.02)
        home = trips_ms <= elapsed_ms
        positions = np.zeros((3, count, 3))
        positions[..., 1] = BARS_M
        positions[..., 2] = FLOOR_M + shown[:-1]
        sizes = np.full((3, count, 3), BAR_M)
        sizes[..., 2] = np.diff(shown, axis=0)
        glow = np.where(home, [[0.55], [0.35], [0.0]], [[0.2], [0.1], [0.0]])
        first = int(trips_ms[:-1].argmin())
        cap = home[first] * 0.55
        top = (0, BARS_M[first], FLOOR_M + shown[3, first])
        self._bars.set(
            np.vstack([positions.reshape(-1, 3), top]),
            None,
            np.vstack([sizes.reshape(-1, 3), np.array((1.5, 1.3, 1.0)) * cap]),
            np.vstack([*SHADES, rgb(GOLD)]),
            np.append(glow.ravel(), 0.8),
        )
        self._rule(low_ms, high_ms, BUDGET_MS - race.other_ms)

    def _rule(self, low_ms: float, high_ms: float, left_ms: float) -> None:
        """Ticks and numbers, a red line for the network's budget, a dark one for the total; a cut if time is left out."""
        if self._ruled == (low_ms, high_ms, left_ms):
            return
        self._ruled = (low_ms, high_ms, left_ms)
        metre, items = HEIGHT_M / (high_ms - low_ms), InstanceList()
        tick_ms = next(tick for tick, below in TICKS_MS if high_ms - low_ms < below)
        for tick in np.arange(np.ceil(low_ms / tick_ms) * tick_ms, high_ms + 1, tick_ms):
            for y in ENDS_M:
                items.add((-0.5, y, FLOOR_M + (tick - low_ms) * metre), (0.6, 0.7, 0.12), rgb(INK))
        numbers = []
        for ms in (low_ms, high_ms):
            y, z = ENDS_M[1] + NUMBER_M, FLOOR_M + (ms - low_ms) * metre - NUMBER_M / 2
            items.add((-0.5, y, z - 0.2), (0.1, 1.9 * NUMBER_M, NUMBER_M + 0.4), rgb(PAPER), 0.3)
            numbers.append(Lettering(f"{ms:.0f}", (y, 0.35, z), NUMBER_M, INK, 0.1))
        self._numbers.show(numbers)
        middle, wide = sum(ENDS_M) / 2, ENDS_M[1] - ENDS_M[0]
        for limit_ms, colour, glow in ((left_ms, BRICK, 0.9), (BUDGET_MS, INK, 0.0)):
            if low_ms <= limit_ms <= high_ms:
                place = (0.6, middle, FLOOR_M + (limit_ms - low_ms) * metre - 0.1)
                items.add(place, (0.14, wide, 0.2), rgb(colour), glow)
        if low_ms:
            for z in CUT_Z_M:
                items.add((0.6, middle, FLOOR_M + z), (0.12, wide, 0.16), rgb(PAPER), 0.5)
        items.show_in(self._lines)


def _desk() -> Mesh:
    wide, middle = ENDS_M[1] - ENDS_M[0] + 0.8, sum(ENDS_M) / 2
    return joined(
        [
            box(2.2, wide, FLOOR_M - 0.3).moved(y=middle, z=0.3).painted(PAPER),
            box(0.25, wide, HEIGHT_M + 0.4).moved(x=-0.9, y=middle, z=FLOOR_M).painted(PAPER, glow=0.3),
        ]
    )


GROUND = 6
"""Number of lanes on the ground; the others go up to satellites."""

FIRST_RADIUS_M, LANE_M, SKY_RADIUS_M = 11.0, 1.4, 14.5
TRACK_M, INNER_M, OUTER_M = 0.56, 9.9, 18.9
MIDDLE_M, WIDE_M = (INNER_M + OUTER_M) / 2, OUTER_M - INNER_M
PACKET_M, SERVER_M, GEO_HEIGHT_M = 0.7, 4.9, 26.0
TRAIL, TRAIL_M = 6, 9.0
FADE = np.tile(np.linspace(0.55, 0.15, TRAIL), len(LANES))

QUEUE_X_M, QUEUE_Y_M, PARCEL_APART_M, MOST_PARCELS = 21.4, -13.0, 1.35, 22


STRAIGHT_M, MIDDLE_M = 26.0, 14.4
"""Length of the straights, and radius of the bends of the middle line."""

BEND_M = np.pi * MIDDLE_M
LOOP_M = 2 * (STRAIGHT_M + BEND_M)

FARTHEST_KM = 8_820.0
"""Distance of Frankfurt from Shanghai; that far is the end of the loop."""

FIRST_M, LAST_M = 3.0, 132.0


def along_m(map_km: float) -> float:
    """Position along the track for a distance on the map: by its square root."""
    return FIRST_M + (LAST_M - FIRST_M) * float(np.sqrt(min(map_km, FARTHEST_KM * 1.05) / FARTHEST_KM))


def on_arc(metres: npt.ArrayLike, radius: npt.ArrayLike) -> tuple[Floats, Floats, Floats]:
    """A point of a lane: x, y, and the heading in degrees of something across it.

    Parameters
    ----------
    metres : along the middle line, clockwise from above, from the middle of the straight on the right.
    radius : of the lane's bends; lanes of all radii are abreast at the same metres.
    """
    s = np.asarray(metres, float) % LOOP_M
    r, half = np.asarray(radius, float), STRAIGHT_M / 2
    first, far, second = half + BEND_M, half + BEND_M + STRAIGHT_M, half + 2 * BEND_M + STRAIGHT_M
    bend = np.where(s < far, np.clip(s - half, 0, BEND_M), BEND_M + np.clip(s - far, 0, BEND_M))
    angle = bend / MIDDLE_M
    middle = np.select(
        [s < half, s < first, s < far, s < second],
        [s, half + 0 * s, half - (s - first), -half + 0 * s],
        s - LOOP_M,
    )
    return r * np.cos(angle), -(middle + r * np.sin(angle)), -np.degrees(angle)


class NetProp(Prop):
    """Packets run from the start on the near straight to the server and back; those by satellite climb first.

    Places lie along the loop by the square root of their distance from Shanghai on the map.
    """

    kind = "net"
    figure_at = FigureAt((7.0, -14.0, 0.0), 2.3)
    lamps = 0.8

    def build(self) -> None:
        self._packets = self.add(Instances("packets", _packet(), len(LANES)))
        self._trails = self.add(Instances("trails", box(), len(LANES) * TRAIL))
        self._sky = self.add(Instances("sky", box(), 40))
        self._satellites = self.add(Instances("satellites", _satellite(), 6))
        self._marks = self.add(Instances("marks", box(), 24))
        self._server = self.add(Instances("server", box(), 12))
        self._parcels = self.add(Instances("parcels", box(), MOST_PARCELS + 1))
        self.add(static_node("queue", _queue()))
        self._board = Board(self.root)
        self._laid: LightRace | None = None
        self._queued = (-1.0, -1.0)

    def show(self, exhibit: LightRace, state: State, time_s: float) -> None:
        race = state.settings
        if race is not self._laid:
            self._lay(race)
        later_ms = np.clip(time_s / STEP_S - state.ticks, 0, 1) * STEP_S * 1000 / race.slowdown
        elapsed_ms = exhibit.elapsed_ms(state) + float(later_ms)
        trips_ms = np.array(state.round_trip_ms)
        self._run(np.minimum(2.0, 2 * elapsed_ms / trips_ms))
        self._board.show(race, elapsed_ms, trips_ms)
        self._line_up(state.waited / state.arrivals if state.arrivals else 0.0, race.load)

    def boxes(self) -> Mapping[str, Box]:
        race = self._laid or LightRace()
        found = {
            lane.name: Box((-0.8, y - BAR_M / 2, FLOOR_M), (0.6, y + BAR_M / 2, FLOOR_M + HEIGHT_M))
            for lane, y in zip(LANES, map(bar_y, range(len(LANES))), strict=True)
        }
        found["server"] = _across(along_m(race.server_km), 0.8, SERVER_M)
        found["reach"] = _across(along_m(reach_km(BUDGET_MS - race.other_ms)), 0.5, 1.0)
        found["break_even"] = _across(along_m(break_even_km(race.up_km)), 0.5, 1.0)
        end_m = QUEUE_Y_M + PARCEL_APART_M * MOST_PARCELS
        found["queue"] = Box((QUEUE_X_M - 0.9, QUEUE_Y_M - 1.0, 0.0), (QUEUE_X_M + 0.9, end_m, 2.4))
        return found

    # ---- static until a setting changes

    def _lay(self, race: LightRace) -> None:
        """The server, the paths through the sky and the marks across the track."""
        self._laid = race
        self._server_m = along_m(race.server_km)
        self._raise_server()
        self._reach_up(race)
        items = InstanceList()
        for metres, depth, colour, glow in (
            (0.0, 0.7, PAPER, 0.25),
            (along_m(reach_km(BUDGET_MS - race.other_ms)), 0.6, BRICK, 0.7),
            (along_m(break_even_km(race.up_km)), 0.6, GOLD, 0.6),
        ):
            x, y, turn = _at(metres, MIDDLE_M)
            items.add((x, y, TRACK_M), (WIDE_M, depth, 0.06), rgb(colour), glow, turn)
        for (
            name,
            place,
        ) in PLACES.items():  # posts outside the track; the destination's is high and has a flag
            x, y, turn = _at(along_m(distance_km(place)), OUTER_M + 1.0)
            if name == race.destination:
                items.add((x, y, 0), (0.35, 0.35, 7.0), rgb(INK), 0, turn)
                items.add((x, y, 5.2), (2.6, 0.14, 1.7), rgb(self.accent.night), 0.6, turn)
            else:
                items.add((x, y, 0), (0.4, 0.4, 1.8), rgb(STEEL), 0, turn)
        items.show_in(self._marks)

    def _raise_server(self) -> None:
        """A gate of two racks across all lanes."""
        x, y, turn = _at(self._server_m, MIDDLE_M)
        by, items, light = heading(turn)[0], InstanceList(), rgb(self.accent.night)

        def put(place: tuple[float, float, float], size: tuple[float, float, float], colour: Floats) -> None:
            glow = 0.9 if colour is light else 0.0
            items.add(by @ np.array(place) + (x, y, 0), size, colour, glow, turn)

        put((0, 0, 4.0), (WIDE_M + 1.4, 1.4, 0.9), rgb(PAPER))
        for side in (-1, 1):
            put((0, side * 0.74, 4.2), (WIDE_M + 0.8, 0.1, 0.5), light)
            put((side * (WIDE_M / 2 + 0.3), 0, 0), (0.8, 1.3, 4.0), rgb(INK))
            for row in range(3):
                put((side * (WIDE_M / 2 + 0.3), 0, 0.7 + row * 1.1), (0.5, 1.4, 0.3), light)
        items.show_in(self._server)

    def _reach_up(self, race: LightRace) -> None:
        """The paths of the satellites' packets, each with the share of its light at every corner."""
        low, high = _low_way(self._server_m, race.altitude_km), _high_way(self._server_m)
        leg = race.up_km / (2 * race.up_km + race.server_km * ORBIT_ROUTE)
        shares = np.r_[0, np.linspace(leg, 1 - leg, len(low) - 2), 1]
        self._ways = ((low, shares), (high, np.array((0.0, 0.5, 1.0))))
        at, turned, length = spans(np.concatenate([low[:-1], high[:-1]]), np.concatenate([low[1:], high[1:]]))
        own = np.repeat([GROUND, GROUND + 1], [len(low) - 1, len(high) - 1])
        thin = np.column_stack([np.full((len(at), 2), 0.16), length])
        self._sky.set(at, turned, thin, OWN[own] * 0.8 + 0.2, 0.3)
        above = low[1:-1][:: max(1, (len(low) - 2) // 4)][:5]
        self._satellites.set([*above, high[1]], scales=np.r_[np.full(len(above), 1.3), 2.4])

    # ---- moving parts

    def _run(self, along: Floats) -> None:
        """Packets and their trails: 0 at the start, 1 at the server, 2 back home."""
        way_m = np.where(np.arange(len(LANES)) < GROUND, self._server_m, max(self._server_m, 8.0) + 20)
        share = np.minimum(TRAIL_M / way_m, 0.8)
        tail = np.clip(along[:, None] - share[:, None] * np.linspace(0, 1, TRAIL + 1), 0, 2)
        out = 1 - np.abs(1 - tail)  # 0 at home, 1 at the server
        lanes_m = FIRST_RADIUS_M + LANE_M * np.arange(GROUND)[:, None]
        x, y, turn = on_arc(out[:GROUND] * self._server_m, lanes_m)
        points = np.empty((len(LANES), TRAIL + 1, 3))
        points[:GROUND] = np.stack([x, y, np.full(x.shape, TRACK_M + PACKET_M)], axis=-1)
        for number, (way, shares) in enumerate(self._ways, GROUND):
            points[number] = np.column_stack([np.interp(out[number], shares, way[:, i]) for i in range(3)])
        home = along >= 2
        sizes = np.where(home[:, None], (1.4, 0.8, 2.2), (1.4, 1.4, 1.4))
        rotations = heading(np.append(turn[:, 0], (0.0, 0.0)))
        self._packets.set(points[:, 0], rotations, sizes, OWN, np.where(home, 0.75, 0.45))
        at, turned, length = spans(points[:, :-1].reshape(-1, 3), points[:, 1:].reshape(-1, 3))
        self._trails.set(
            at, turned, np.column_stack([FADE, FADE, length]), np.repeat(OWN, TRAIL, axis=0), 0.7
        )

    def _line_up(self, wait: float, load: float) -> None:
        """Parcels before the barrier, as many as a packet's mean waiting turns; gold where theory ends."""
        if self._queued == (round(wait, 2), load):
            return
        self._queued = (round(wait, 2), load)
        items, near, full = InstanceList(), rgb(self.accent.day), rgb(BRICK)
        for number in range(min(MOST_PARCELS, int(np.ceil(wait)))):
            crowd = min(1.0, number / 10)
            place = (QUEUE_X_M, QUEUE_Y_M + 0.9 + PARCEL_APART_M * number, 0.2)
            items.add(place, min(1.0, wait - number), near * (1 - crowd) + full * crowd, 0.3)
        due = min(mean_wait_turns(load), MOST_PARCELS - 1)
        items.add((QUEUE_X_M, QUEUE_Y_M + 0.3 + PARCEL_APART_M * due, 0.15), (1.7, 0.18, 2.2), rgb(GOLD), 0.8)
        items.show_in(self._parcels)


def _at(metres: float, radius_m: float) -> tuple[float, float, float]:
    """x, y and heading of one thing on the track."""
    x, y, turn = on_arc(metres, radius_m)
    return float(x), float(y), float(turn)


def _across(metres: float, depth_m: float, height_m: float) -> Box:
    """Box of something across the track."""
    x, y, turn = _at(metres, MIDDLE_M)
    sides = np.array([(i * (WIDE_M / 2 + 0.6), j * depth_m) for i in (-1, 1) for j in (-1, 1)])
    placed = sides @ heading(turn)[0, :2, :2].T + (x, y)
    (left, front), (right, back) = placed.min(axis=0).tolist(), placed.max(axis=0).tolist()
    return Box((left, front, 0.0), (right, back, height_m))


def _low_way(server_m: float, altitude_km: float) -> Floats:
    """Path up to the low orbit, along it, and down to the server."""
    height_m = 3 + altitude_km / 2000 * 9
    x, y, _ = on_arc(np.linspace(0, server_m, max(3, int(server_m / 5))), SKY_RADIUS_M)
    top = np.column_stack([x, y, np.full(len(x), height_m)])
    return np.array([(*top[0, :2], TRACK_M), *top, (*top[-1, :2], SERVER_M)])


def _high_way(server_m: float) -> Floats:
    """Path up to the geostationary satellite, drawn far too low here, and down."""
    x, y, _ = on_arc(np.array((0.0, server_m)), SKY_RADIUS_M)
    return np.array([(x[0], y[0], TRACK_M), (x.mean(), y.mean(), GEO_HEIGHT_M), (x[1], y[1], SERVER_M)])


def _packet() -> Mesh:
    return joined([ball(0.55, 10, 6), torus(0.62, 0.1, 12, 4).painted(WHITE)])


def _satellite() -> Mesh:
    body = box(0.5, 0.5, 0.7).moved(z=-0.35).painted(PAPER)
    wings = [box(1.1, 0.06, 0.5).moved(x=side * 0.9, z=-0.25).painted("#34486B") for side in (-1, 1)]
    return joined([body, *wings])


def _queue() -> Mesh:
    """The lane of the parcels, and its barrier."""
    long_m = PARCEL_APART_M * MOST_PARCELS
    return joined(
        [
            box(1.9, long_m, 0.15).moved(x=QUEUE_X_M, y=QUEUE_Y_M + long_m / 2).painted(OAK),
            box(2.1, 0.3, 2.2).moved(x=QUEUE_X_M, y=QUEUE_Y_M - 0.6).painted(INK),
            box(2.3, 0.36, 0.3).moved(x=QUEUE_X_M, y=QUEUE_Y_M - 0.6, z=2.2).painted(GOLD, glow=0.5),
        ]
    )
