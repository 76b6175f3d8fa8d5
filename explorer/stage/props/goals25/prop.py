"""The number of clusters: firms as blocks on a tilted map that fly where it pays, and a gauge with the plan's green band."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ....exhibits.exhibit import STEP_S
from ....exhibits.goals25.economy import FIRMS, REACH
from ....exhibits.goals25.exhibit import HIGH, LOW, MOST_ANCHORS, Clusters, State
from ....exhibits.goals25.words import DIALS
from ...primitives.instancing import Instances, static_node
from ...primitives.meshes import Floats, box, cylinder, joined, torus
from ...primitives.palette import AMBER, GREEN
from ..prop import Box, Prop
from .layout import (
    DIAL_M,
    DIAL_Y_M,
    DIAL_Z_M,
    DIGIT_HIGH_M,
    DIGIT_X_M,
    DIGIT_Z_M,
    DUST,
    FIRM_M,
    GAUGE_CELLS,
    GAUGE_HIGH_M,
    GAUGE_STEP_M,
    GAUGE_X_M,
    GAUGE_Y_M,
    GAUGE_Z_M,
    LAYER_M,
    MAP_M,
    RACK_M,
    RACK_X_M,
    SEGMENTS,
    TILTED,
    VIOLET,
    anchor,
    board,
    dial_places,
    dials,
    gauge_x,
    heaped,
    on_map,
    rack_y,
    segment_places,
    table,
)

FLIGHT_S, FLIGHT_HIGH_M = 0.55, 3.0
MOST_RINGS = FIRMS // 15
BEAM_M_PER_FIRM = 0.045
HUES = ("#E8872B", "#C9483F", "#2F74D0", "#159E9A", "#B06BD9", "#86A845", "#D8A72C", "#E4577F")
"""Colours that tell neighbouring clusters apart; they mean nothing else."""


class Goals25Prop(Prop):
    """A map, its firms, rings and beams round the counted clusters, anchors and their rack, and the gauge."""

    kind = "goals25"
    sky, lamps, sun = 0.8, 0.6, 0.9

    def build(self) -> None:
        self._firms = self.add(Instances("firms", box(FIRM_M, FIRM_M, LAYER_M - 0.06), FIRMS))
        self._rings = self.add(Instances("rings", torus(1.0, 0.09, 20, 3).turned(TILTED), MOST_RINGS))
        self._beams = self.add(Instances("beams", cylinder(1.0, 1.0, 12), MOST_RINGS, transparent=True))
        self._anchors = self.add(Instances("anchors", anchor(), MOST_ANCHORS))
        self._reach = self.add(
            Instances(
                "reach",
                cylinder(1.0, 0.06, 24).turned(TILTED).painted(VIOLET),
                MOST_ANCHORS,
                transparent=True,
            )
        )
        self._cells = self.add(Instances("cells", box(GAUGE_STEP_M - 0.22, 0.4, GAUGE_HIGH_M), GAUGE_CELLS))
        self._digits = self.add(Instances("digits", box(), 14))
        self.add(static_node("table", table()))
        self.add(static_node("board", joined([board(), dials(self.accent.day)])))
        self._segments = segment_places()
        self._counted: object = None
        self._settled: tuple[object, ...] = ()
        self._rested: object = None
        self._shown_count: object = None

    def show(self, exhibit: Clusters, state: State, time_s: float) -> None:
        self._stand(state, time_s)
        if state.count is not self._counted:
            self._counted = state.count
            self._show_signs(state)
        settled = (exhibit.seed, exhibit.anchors, state.settled_at, exhibit.pull)
        if settled != self._settled:
            self._settled = settled
            self._settle(exhibit, state)

    def boxes(self) -> Mapping[str, Box]:
        half = MAP_M / 2
        _, low_y, low_z = on_map((0.5, 0.0))[0]
        _, high_y, high_z = on_map((0.5, 1.0))[0]
        wide = GAUGE_CELLS * GAUGE_STEP_M / 2
        found = {
            "map": Box((-half, float(low_y), float(low_z) - 0.3), (half, float(high_y), float(high_z) + 0.6)),
            "counter": Box(
                (DIGIT_X_M - 2.5, GAUGE_Y_M - 0.4, DIGIT_Z_M - 0.4),
                (GAUGE_X_M + wide, GAUGE_Y_M + 0.6, DIGIT_Z_M + DIGIT_HIGH_M + 0.4),
            ),
            "anchors": Box(
                (RACK_X_M - RACK_M - 0.3, float(rack_y(5)) - 1.0, 0.0),
                (RACK_X_M + RACK_M + 0.3, float(rack_y(0)) + 1.0, 4.0),
            ),
        }
        left, right = dial_places()[[0, -1], 0].tolist()
        found["dials"] = Box(  # picked through the gaps between them
            (left - DIAL_M, DIAL_Y_M - 1.0, 0.0), (right + DIAL_M, DIAL_Y_M + 0.8, DIAL_Z_M + 1.1)
        )
        for name, (x, y, z) in zip(DIALS, dial_places().tolist(), strict=True):
            found[f"dial_{name}"] = Box((x - DIAL_M, y - 1.1, z - 0.9), (x + DIAL_M, y + 0.9, z + 1.2))
        return found

    # ---- the map

    def _stand(self, state: State, time_s: float) -> None:
        """Firms at their places, or on their way."""
        share = np.clip((time_s - state.moved_at * STEP_S) / FLIGHT_S, 0, 1).astype(np.float32)
        resting = bool((share >= 1).all())
        if resting and self._rested is state.firms and self._shown_count is state.count:
            return
        self._rested, self._shown_count = (state.firms if resting else None), state.count
        there = on_map(state.firms) + heaped(state.firms)
        eased = (share * share * (3 - 2 * share))[:, None]
        at = on_map(state.came_from) * (1 - eased) + there * eased
        at[:, 2] += FLIGHT_HIGH_M * 4 * share * (1 - share)
        member = state.count.member
        colours = np.where(member[:, None] < 0, self.colour(DUST), _HUES[member % len(HUES)])
        flying = share < 1
        self._firms.set(at, None, np.where(flying, 1.15, 1.0), colours, np.where(member < 0, 0.08, 0.4))

    def _show_signs(self, state: State) -> None:
        """Rings and beams round the clusters, the cells of the gauge and the digits."""
        found = len(state.count)
        sizes = state.count.sizes.astype(np.float32)
        at = on_map(state.count.centres)
        radius = 0.7 + 0.13 * np.sqrt(sizes)
        hues = _HUES[np.arange(found) % len(HUES)]
        self._rings.set(at + _OVER, None, np.column_stack([radius, radius, np.ones(found)]), hues, 0.7)
        high = 1.0 + BEAM_M_PER_FIRM * sizes
        opaque = np.column_stack([hues, np.full(found, 0.24, np.float32)])
        self._beams.set(at, None, np.column_stack([radius * 0.9, radius * 0.9, high]), opaque, 0.7)
        within = LOW <= found <= HIGH
        cell = np.arange(1, GAUGE_CELLS + 1)
        lit = cell <= found
        colour = self.colour(GREEN if within else AMBER)
        positions = np.column_stack(
            [
                gauge_x(cell),
                np.where(lit, GAUGE_Y_M - 0.15, GAUGE_Y_M + 0.1),
                np.full(GAUGE_CELLS, GAUGE_Z_M),
            ]
        )
        tall = np.column_stack([np.ones((GAUGE_CELLS, 2)), np.where(lit, 1.0, 0.35)])
        self._cells.set(
            positions,
            None,
            tall,
            np.where(lit[:, None], colour, self.colour("#5A6068")),
            np.where(lit, 0.85, 0.05),
        )
        on = np.array([s in SEGMENTS[int(digit)] for digit in f"{found:02d}" for s in "abcdefg"])
        shown, size = self._segments
        self._digits.set(
            shown,
            None,
            size,
            np.where(on[:, None], colour, self.colour("#2A2F36")),
            np.where(on, 0.9, 0.0),
        )

    def _settle(self, exhibit: Clusters, state: State) -> None:
        """Anchors on the map, the reach of each, and those that wait on the rack."""
        on = on_map(exhibit.anchor_places(state))
        waiting = np.arange(len(on), MOST_ANCHORS)
        rack = np.column_stack(
            [np.full(len(waiting), RACK_X_M), rack_y(waiting), np.full(len(waiting), 0.5)]
        ).astype(np.float32)
        size = np.concatenate([np.ones(len(on)), np.full(len(waiting), 0.8)])
        self._anchors.set(np.concatenate([on, rack]), None, size, None, 0.1 + 0.02 * exhibit.pull)
        felt = REACH * MAP_M
        opaque = np.full((len(on), 4), 1.0, np.float32)
        opaque[:, 3] = 0.06 + 0.05 * exhibit.pull
        self._reach.set(on + _OVER / 2, None, np.tile((felt, felt, 1.0), (len(on), 1)), opaque, 0.5)


_HUES: Floats = np.array([[int(hue[i : i + 2], 16) / 255 for i in (1, 3, 5)] for hue in HUES], np.float32)
_OVER: Floats = np.array((0.0, 0.0, 0.12), np.float32)
