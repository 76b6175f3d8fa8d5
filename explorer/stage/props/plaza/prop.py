"""The living plan tree: the graph among the boughs, events round it, and a lit path to the zone that tells what is picked."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ....exhibits.exhibit import NOWHERE, STEP_S
from ....exhibits.plaza.exhibit import DATES, PlanTree, State
from ....exhibits.plaza.graph import Graph, graph_of, way, way_links
from ....exhibits.plaza.plan import EVENTS, TASKS
from ...primitives.instancing import Instances, static_node
from ...primitives.meshes import Floats, ball, box, cylinder, heading, spans
from ..prop import Box, Prop
from .layout import (
    BEACON_M,
    COLOURS,
    DARK_HIGH_M,
    DASH_M,
    GOLD,
    INK,
    MOST_DASHES,
    PAPER,
    SIDE_COLOURS,
    SIDE_HIGH_M,
    SIZES_M,
    STEEL,
    event_places,
    event_turns_deg,
    node_kinds,
    path_to,
    rings,
)

PICKED_M, WAY_M, LINK_M = 3.0, 0.34, 0.1
FAINT = 0.45
"""The size of nodes that the briefing hardly mentions, while they are not picked."""


class PlazaProp(Prop):
    """Balls and rods in the tree; posts round it; light on the ground."""

    kind = "plaza"
    lamps = 0.5

    def build(self) -> None:
        self._events = Instances("events", box(), len(EVENTS) * 2)
        self._path = Instances("path", box(), MOST_DASHES)
        self._beacon = Instances(
            "beacon", cylinder(0.5, 1.0, 10).painted("#FFFFFF", opacity=0.55), 1, transparent=True
        )
        for path in (
            static_node("rings", rings()),
            self._events.path,
            self._path.path,
            self._beacon.path,
        ):
            path.reparent_to(self.root)
        self._tree = self.root.attach_new_node("tree")
        self._grow(graph_of(NOWHERE))
        self._done = -1

    def _grow(self, plan: Graph) -> None:
        """Make the tree of a plan, in place of the one before."""
        self._plan = plan
        kinds = node_kinds(plan)
        self._is_small = np.array([kind == "claim" for kind in kinds])
        self._big = Instances("big", ball(0.5, 9, 5), int((~self._is_small).sum()))
        self._small = Instances("small", ball(0.5, 4, 2), max(int(self._is_small.sum()), 1))
        self._links = Instances("links", cylinder(0.5, 1.0, 3), len(plan.links))
        self._tree.get_children().detach()
        for instances in (self._big, self._small, self._links):
            instances.path.reparent_to(self._tree)
        self._base_m = np.array([SIZES_M[kind] for kind in kinds], np.float32)
        self._base_colour = np.array([self.colour(COLOURS[kind]) for kind in kinds])
        self._laid: tuple[object, ...] = ()
        self._at = self._positions = plan.home_m
        self._picked = "plan"

    def show(self, exhibit: PlanTree, state: State, time_s: float) -> None:
        if exhibit.plan is not self._plan:
            self._grow(exhibit.plan)
        later_s = float(np.clip(time_s - state.ticks * STEP_S, 0, STEP_S))
        done = int(np.searchsorted(DATES, state.year, side="right"))
        if done != self._done:
            self._done = done
            self._light(done)
        if state.picked != self._picked or not self._laid:
            self._point(way(self._plan, state.picked)[-1])
        laid = (state.picked, exhibit.beyond, 0.0 if state.calm else later_s)
        if state.places_m is self._positions and laid == self._laid:
            return
        self._positions, self._laid, self._picked = state.places_m, laid, state.picked
        self._at = state.places_m + later_s * state.speeds_m_s
        self._hang(exhibit, state)

    def boxes(self) -> Mapping[str, Box]:
        plan, found = self._plan, {}

        def about(names: list[str], margin_m: float) -> Box:
            at = self._at[[plan.number[name] for name in names]]
            low, high = at.min(axis=0) - margin_m, at.max(axis=0) + margin_m
            return Box(tuple(map(float, low)), tuple(map(float, high)))  # type: ignore[arg-type]

        for number in range(len(TASKS)):
            found[f"task_{number + 1}"] = about([f"task_{number + 1}"], 1.4)
        found["plan"] = about(["plan"], 1.3)
        for part, count in (("issuer", 5), ("principle", 5), ("safeguard", 3)):
            names = [f"{part}_{number + 1}" for number in range(count)]
            found[f"{part}s"] = about([name for name in names if name != self._picked], 0.6)
        found["picked"] = about([self._picked], 1.4)
        positions = event_places()
        low, high = positions.min(axis=0), positions.max(axis=0)
        found["events"] = Box(
            (float(low[0]) - 0.6, float(low[1]) - 0.6, 0.0), (float(high[0]) + 0.6, float(low[1]) + 6, 2.2)
        )
        return found

    # ---- the tree

    def _hang(self, exhibit: PlanTree, state: State) -> None:
        plan = self._plan
        chosen = [plan.number[name] for name in way(plan, state.picked)]
        dim = plan.beyond & (not exhibit.beyond)
        size, colour = np.where(dim, FAINT, 1.0) * self._base_m, self._base_colour.copy()
        colour[dim] = self.colour(STEEL)
        glow = np.where(dim, 0.0, 0.35)
        lit = plan.beyond & exhibit.beyond
        glow[lit], size[lit] = 0.6, size[lit] * 1.1
        colour[chosen], glow[chosen], size[chosen] = self.colour(self.accent.night), 0.7, size[chosen] * 1.15
        size[chosen[0]], colour[chosen[0]] = PICKED_M, self.colour(GOLD)
        at = self._at.astype(np.float32)
        for instances, here in ((self._big, ~self._is_small), (self._small, self._is_small)):
            instances.set(at[here], None, size[here], colour[here], glow[here])
        a, b = plan.links.T
        start, rotations, long = spans(at[a], at[b])
        thick = np.where(dim[a] | dim[b], 0.05, LINK_M)
        tint = np.where((dim[a] | dim[b])[:, None], self.colour(STEEL), self.colour("#7A6248"))
        on_way = sorted(way_links(plan, state.picked))
        thick[on_way], tint[on_way] = WAY_M, self.colour(self.accent.night)
        shine = np.zeros(len(a))
        shine[on_way] = 0.9
        self._links.set(start, rotations, np.column_stack([thick, thick, long]), tint, shine)

    # ---- round the tree

    def _light(self, done: int) -> None:
        """Posts of events, tall and bright once they have happened; the latest one carries a white cap."""
        happened = np.arange(len(EVENTS)) < done
        high = np.where(happened, [SIDE_HIGH_M[event.side] for event in EVENTS], DARK_HIGH_M)
        tint = np.array([self.colour(SIDE_COLOURS[event.side]) for event in EVENTS])
        colours = np.where(happened[:, None], tint, self.colour(INK))
        positions, rotations = event_places(), heading(event_turns_deg())
        wide = np.full(len(EVENTS), 0.95)
        sizes = np.column_stack([wide, np.full(len(EVENTS), 0.5), high])
        glow = np.where(happened, 0.6, 0.0)
        if done:
            cap = positions[done - 1] + np.array((0, 0, high[done - 1] + 0.1), np.float32)
            positions, rotations = (
                np.vstack([positions, cap]),
                np.concatenate([rotations, rotations[done - 1 : done]]),
            )
            sizes = np.vstack([sizes, (1.5, 0.9, 0.6)])
            colours, glow = np.vstack([colours, self.colour(PAPER)]), np.append(glow, 0.9)
        self._events.set(positions, rotations, sizes, colours, glow)

    def _point(self, zone: str) -> None:
        """Light along the ground to a zone, and a beam over it."""
        x, y = self._plan.zone_at_m.get(zone, (0.0, 0.0))
        at, heading_deg = path_to((x, y))
        glowing: Floats = self.colour(self.accent.night)
        self._path.set(
            at,
            heading(np.full(len(at), heading_deg)),
            (DASH_M, 0.7, 0.12) * np.ones((len(at), 1)),
            glowing,
            0.95,
        )
        self._beacon.set(
            [(x, y, 0.0)] if len(at) else np.zeros((0, 3)), None, [(1.6, 1.6, BEACON_M)], glowing, 0.9
        )
