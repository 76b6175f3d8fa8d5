"""The park: buildings on the terraces, their shadows, firms that walk to plots, power, and two parks next door."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from ....exhibits.exhibit import STEP_S
from ....exhibits.park.exhibit import SMILES_FROM, ParkWithoutWalls
from ....exhibits.park.market import NOWHERE
from ....exhibits.park.state import HALF_M, HEIGHT_M, MODEL, PLOTS, TERRACE, ParkState
from ...primitives.instancing import Instances, static_node
from ...primitives.meshes import Floats, ball, box, cylinder, heading
from ...primitives.palette import INK, LEAF, LEMON, OAK, PAPER, POPPY, STEEL_DARK
from ..prop import Box, Changes, FigureAt, Prop
from .layout import (
    ARCH_M,
    ARCH_RADIUS_M,
    BARS_M,
    BATTERY_M,
    BATTERY_RADIUS_M,
    DISC_M,
    DISC_Z_M,
    FIRST_YEAR,
    M_PER_KW,
    M_PER_KWH,
    OFFER_COLOURS,
    PARK_COLOURS,
    PARKS,
    POST_HIGH_M,
    POST_M,
    SUN,
    WAITING_APART_M,
    WAITING_WIDE,
    WAITING_X_M,
    WAITING_Y_M,
    YEAR_RADIUS_M,
    YEARS,
    disc,
    face,
    firm,
    firm_places,
    on_vault,
    other_heights,
    plot_places,
    shading,
    sun_path,
    tent,
    works,
)

FACE_UP_M = 2.45
"""Height of a firm's face above its feet."""
WALK_S = 1.6
"""Time firms walk to their new plots, in seconds of the run."""

Standing = npt.NDArray[np.bool_]
Row = tuple[tuple[float, float, float], tuple[float, float, float], str, float]
"""A box: position, size, colour, glow."""


class ParkProp(Prop):
    """A hill of plots under the sun of Shanghai; portals bring two other parks."""

    kind = "park"
    figure_at = FigureAt((-21.0, -27.0, 0.0), 2.4)
    covers_letters = True
    lamps = 0.6

    def build(self) -> None:
        self._walls = self.add(Instances("walls", box(), PARKS * PLOTS))
        self._roofs = self.add(Instances("roofs", box(), PARKS * PLOTS))
        self._windows = self.add(Instances("windows", box(), PARKS * PLOTS))
        self._shadows = self.add(Instances("shadows", box(), PLOTS + 1))
        self._firms = self.add(Instances("firms", firm(), PARKS * PLOTS))
        self._smiles = self.add(Instances("smiles", face(smiles=True), PLOTS))
        self._straight = self.add(Instances("straight", face(smiles=False), PLOTS))
        self._tents = self.add(Instances("tents", tent(), PLOTS))
        self._path = self.add(Instances("path", ball(0.28, 5, 3), 30))
        self._signs = self.add(Instances("signs", box(), 110))
        self._power = self.add(Instances("power", box(), 8))
        self._charge = self.add(Instances("charge", cylinder(BATTERY_RADIUS_M, 1.0, 18), 2))
        self._curtains = self.add(
            Instances("curtains", cylinder(ARCH_RADIUS_M, 0.1, 24), 2, transparent=True)
        )
        self._sun = self.add(static_node("sun", ball(1.5, 14, 9).painted(SUN, 1.0)))
        self._discs = [self.add(static_node(f"disc {number}", disc())) for number in (1, 2)]
        for (x, y), node in zip(DISC_M, self._discs, strict=True):
            node.set_pos(x, y, DISC_Z_M)
        self.add(static_node("works", works()))
        self._positions = plot_places()
        self._heights = np.zeros(PARKS * PLOTS, np.float32)
        self._changed = Changes()

    def show(self, exhibit: ParkWithoutWalls, state: ParkState, time_s: float) -> None:
        built = exhibit.built()
        parks = exhibit.portals
        if self._changed("walls", (exhibit.year, exhibit.seed, parks)):
            self._stand(exhibit, built)
        if self._changed("windows", (exhibit.year, exhibit.seed, parks, state.homes.tobytes())):
            self._occupy(state, built, parks)
        if self._changed("signs", (exhibit.model_dump_json(), state.flows.battery_kw > 0)):
            self._show_signs(exhibit)
        if self._changed("path", exhibit.day):
            path = sun_path(exhibit.day)
            self._path.set(path, None, 1.0, self.colour(LEMON), 0.5)
        self._shine(exhibit, state, built)
        self._walk(state, time_s)
        self._balance(exhibit, state)

    def boxes(self) -> Mapping[str, Box]:
        found = {
            "lower": Box((-14, -25.9, 0.5), (14, -20.6, 5.5)),
            "middle": Box((-14, -20.5, 1.6), (14, -15.8, 6.6)),
            "upper": Box((-14, -15.7, 2.7), (14, -8.5, 8)),
        }
        for name, (x, y) in zip(("portal_west", "portal_east"), ARCH_M, strict=True):
            found[name] = Box((x - 3, y - 4.4, 0), (x + 3, y + 4.4, 5))
        x, y, z = (float(v) for v in self._sun.get_pos())
        found["sun"] = Box((x - 1.6, y - 1.6, z - 1.6), (x + 1.6, y + 1.6, z + 1.6))
        x, y = BATTERY_M
        wide = BATTERY_RADIUS_M + 0.3
        found["battery"] = Box((x - wide, y - wide, 0), (x + wide, y + wide, 9.6))
        found["power"] = Box(
            (BARS_M[0][0] - 0.9, BARS_M[0][1] - 0.9, 0), (BARS_M[2][0] + 0.9, BARS_M[2][1] + 0.9, 8)
        )
        found["years"] = Box((-14, -27.4, 0), (14, -26.0, 2.6))
        found["waiting"] = Box(
            (WAITING_X_M - 0.8, WAITING_Y_M - 0.8, 0),
            (
                WAITING_X_M + WAITING_APART_M * WAITING_WIDE - 0.8,
                WAITING_Y_M + WAITING_APART_M * 5,
                1.8,
            ),
        )
        return found

    # ---- plots

    def _stand(self, exhibit: ParkWithoutWalls, built: Standing) -> None:
        """Buildings on built plots; a flat frame on those still to be built."""
        blocks = exhibit.blocks()
        heights = (blocks.high[:, 2] - blocks.low[:, 2]) / MODEL
        self._heights[:PLOTS] = np.where(built, heights, 0.14)
        self._heights[PLOTS:] = np.tile(other_heights(), PARKS - 1)
        open_plots = PLOTS * (1 + exhibit.portals)
        sizes = np.column_stack([np.tile(2 * HALF_M, (PARKS * PLOTS, 1)), self._heights])
        sizes[PLOTS:, :2] = 1.7
        number = np.arange(PARKS * PLOTS)
        ours = np.where((number % 3 == 0)[:, None], self.colour(OAK), self.colour(PAPER))
        ours[:PLOTS][~built] = self.colour("#B9C79A")
        self._walls.set(self._positions[:open_plots], None, sizes[:open_plots], ours[:open_plots], 0.05)
        for portal, node in enumerate(self._discs, 1):
            node.unstash() if exhibit.portals >= portal else node.stash()
        at = [(x, y, 0.6) for x, y in ARCH_M[: exhibit.portals]]
        upright = np.array([[1, 0, 0], [0, 0, -1], [0, 1, 0]], np.float32)
        rotations = heading([-70, 70])[: exhibit.portals] @ upright
        colours = [(*self.colour(colour), 0.55) for colour in PARK_COLOURS[1 : 1 + exhibit.portals]]
        if at:
            self._curtains.set(at, rotations, 1.0, colours, 0.8)
        else:
            self._curtains.set(np.zeros((0, 3)))

    def _occupy(self, state: ParkState, built: Standing, portals: int) -> None:
        """A band of windows round each building, bright where a firm has moved in."""
        standing_plots = np.concatenate([built, np.full(PLOTS * portals, True)])
        taken = np.zeros(len(standing_plots), bool)
        homes = state.homes[state.homes != NOWHERE]
        taken[homes[homes < len(taken)]] = True
        at = self._positions[: len(standing_plots)].copy()
        heights = self._heights[: len(standing_plots)]
        at[:, 2] += 0.35 * heights
        sizes = np.column_stack([np.tile(2 * HALF_M + 0.12, (len(at), 1)), 0.34 * heights])
        sizes[PLOTS:, :2] = 1.8
        own = np.array([self.colour(PARK_COLOURS[plot // PLOTS]) for plot in range(len(at))])
        colours = np.where(taken[:, None], own, self.colour("#9AA39A"))
        self._windows.set(
            at[standing_plots],
            None,
            sizes[standing_plots],
            colours[standing_plots],
            np.where(taken, 0.75, 0.0)[standing_plots],
        )

    def _walk(self, state: ParkState, time_s: float) -> None:
        """Firms on the roofs of their plots, outside without one, and in between while they move."""
        tops = self._positions + (0, 0, 1) * (self._heights[:, None] + 0.2)
        share = float(np.clip((time_s - state.moved_ticks * STEP_S) / WALK_S, 0, 1))
        if not self._changed(
            "firms", (state.homes.tobytes(), state.homes_before.tobytes(), share, self._heights.tobytes())
        ):
            return
        after = firm_places(state.homes, tops)
        before = places_before(state, tops, len(after))
        smooth = share * share * (3 - 2 * share)
        at = before + (after - before) * smooth
        moved = np.abs(after - before).max(axis=1) > 0.01
        at[:, 2] += np.where(moved, 9.0 * smooth * (1 - smooth), 0.0)
        own = np.array([self.colour(PARK_COLOURS[number // PLOTS]) for number in range(len(at))])
        housed = state.homes != NOWHERE
        self._look(state, at)
        colours = np.where(housed[:, None], own, own * 0.4 + self.colour("#B4B4B0") * 0.6)
        self._firms.set(at, None, np.where(housed, 1.15, 0.95), colours, np.where(housed, 0.45, 0.0))

    def _look(self, state: ParkState, at: Floats) -> None:
        """A face over each of our firms that has a plot, smiling if the plot is one of the best; a tent for the others."""
        suits = state.market.suits(state.homes)[:PLOTS]
        housed = state.homes[:PLOTS] != NOWHERE
        over = at[:PLOTS] + np.array((0.0, -0.3, FACE_UP_M), np.float32)
        smiles = housed & (suits >= SMILES_FROM)
        self._smiles.set(over[smiles])
        self._straight.set(over[housed & ~smiles])
        self._tents.set(at[:PLOTS][~housed] + np.array((0.0, 0.75, 0.0), np.float32))

    # ---- sun and power

    def _shine(self, exhibit: ParkWithoutWalls, state: ParkState, built: Standing) -> None:
        """The sun on its vault, the shadow of every building on its own terrace, and the sunlight on each roof."""
        direction = state.sun.direction
        x, y, z = (float(v) for v in on_vault(direction)[0])
        self._sun.set_pos(x, y, z)
        day = direction[2] > 0
        open_plots = PLOTS * (1 + exhibit.portals)
        at = self._positions[:open_plots].copy()
        at[:, 2] += self._heights[:open_plots]
        size = np.tile((2 * HALF_M[0] + 0.25, 2 * HALF_M[1] + 0.25, 0.22), (open_plots, 1))
        size[PLOTS:] = (1.9, 1.9, 0.15)
        lit = np.zeros(open_plots)
        lit[:PLOTS] = state.lit if day else 0.0
        dark, bright = self.colour("#27364F"), self.colour(SUN)
        colours = dark + (bright - dark) * lit[:, None]
        colours[PLOTS:] = self.colour(PAPER)
        shown = np.concatenate([built, np.full(open_plots - PLOTS, True)])
        self._roofs.set(at[shown], None, size[shown], colours[shown], 0.5 * lit[shown])
        if not day:
            self._shadows.set(np.zeros((0, 3)))
            return
        ground = np.concatenate([self._positions[:PLOTS][built], [POST_M]]).astype(np.float32)
        ground[:, 2] += 0.05
        sizes = np.column_stack([np.tile(2 * HALF_M, (PLOTS, 1)), self._heights[:PLOTS]])[built]
        sizes = np.concatenate([sizes, [(0.4, 0.4, POST_HIGH_M)]])
        self._shadows.set(ground, shading(direction), sizes, self.colour("#77855C"))

    def _balance(self, exhibit: ParkWithoutWalls, state: ParkState) -> None:
        """Bars of power: from the roofs, to the firms, from the grid or to it; and the charge of the battery."""
        flows, rows = state.flows, []
        bars = (
            (flows.solar_kw, SUN),
            (flows.load_kw, "#3E8CFF"),
            (abs(flows.grid_kw), POPPY if flows.grid_kw > 0.5 else LEAF),
        )
        for (power_kw, colour), (x, y) in zip(bars, BARS_M, strict=True):
            rows.append(((x, y, 0.25), (1.3, 1.3, max(0.05, M_PER_KW * power_kw)), colour, 0.6))
        x, y = BARS_M[2]  # a mark that points away from the park or to it
        side = 1 if flows.grid_kw < 0 else -1
        rows.append(((x + side * 1.1, y, 0.3), (0.5, 0.9, 0.9), POPPY if side < 0 else LEAF, 0.6))
        self._fill(self._power, rows)
        x, y = BATTERY_M
        inside = M_PER_KWH * state.account.battery_kwh
        room = max(0.06, M_PER_KWH * exhibit.battery_kwh - inside)
        self._charge.set(
            [(x, y, 0.3), (x, y, 0.3 + inside)],
            None,
            [(1.0, 1.0, max(inside, 0.02)), (0.82, 0.82, room)],
            [self.colour(LEAF), self.colour("#C9CFD2")],
            [0.6, 0.0],
        )

    # ---- settings

    def _show_signs(self, exhibit: ParkWithoutWalls) -> None:
        """Years along the edge of the hill, and before each plot the incentive for its terrace."""
        rows: list[Row] = []
        for number in range(YEARS):
            bearing = np.radians(-60 + 120 * number / (YEARS - 1))
            x, y = YEAR_RADIUS_M * np.sin(bearing), -YEAR_RADIUS_M * np.cos(bearing)
            past = exhibit.year >= FIRST_YEAR + number
            now = exhibit.year == FIRST_YEAR + number
            size = (0.7, 0.5, 2.2 if now else 0.9 if past else 0.35)
            rows.append(
                (
                    (float(x), float(y), 0.5),
                    size,
                    LEMON if now else self.accent.day if past else STEEL_DARK,
                    0.7 if past else 0.0,
                )
            )
        offers = (exhibit.rent_cut_percent, exhibit.lab_percent, exhibit.power_cut_percent)
        for plot, terrace in enumerate(TERRACE):
            x, y = (float(v) for v in self._positions[plot, :2])
            offer = offers[terrace] / 100
            at = (x + HALF_M[0] + 0.35, y - HALF_M[1], float(HEIGHT_M[terrace]))
            rows.append((at, (0.34, 0.34, 0.25), INK, 0.0))
            if offer:
                rows.append((at, (0.5, 0.5, 0.3 + 3.4 * offer), OFFER_COLOURS[terrace], 0.75))
        self._fill(self._signs, rows)

    def _fill(self, instances: Instances, rows: list[Row]) -> None:
        positions, scales, colours, glow = zip(*rows, strict=True)
        instances.set(positions, None, scales, [self.colour(colour) for colour in colours], glow)


def places_before(state: ParkState, tops: Floats, count: int) -> Floats:
    """Position of each firm before the last matching, outside if it is new here."""
    homes = np.full(count, NOWHERE, np.int64)
    kept = min(count, len(state.homes_before))
    homes[:kept] = state.homes_before[:kept]
    return firm_places(homes, tops)
