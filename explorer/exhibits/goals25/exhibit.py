"""How many clusters: firms on a map move where it pays, and the count is compared with a band of three to five."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ...i18n import Text
from ..exhibit import Exhibit, Output, PartWords, Profile, parameter
from .economy import FIRMS, Climb, Count, Floats, Numbers, Rules, moved
from .words import (
    ACTIONS,
    CHARTS,
    DIALS,
    FIFTH,
    HANDLES,
    SIGNS,
    THIRD,
    WALKTHROUGH,
    WORDS_OF_DIALS,
    words_of_anchors,
    words_of_count,
    words_of_dial,
    words_of_map,
)

LOW, HIGH = 3, 5
"""Target band of the number of clusters, both ends included."""

MOST_ANCHORS = 6
CHOICES_APART = 6
"""Random places tried for a new anchor; it takes the one farthest from the other anchors."""

AT_ANCHOR = 0.1
SECOND_STEPS = 30
PLACES, ANCHORS, MOVES = range(3)  # purposes of random numbers


@dataclass(frozen=True, slots=True)
class State:
    """Positions of the firms, and the last count."""

    ticks: int
    firms: Floats  # shape (240, 2), 0..1 on the map
    # came_from, moved_at: each firm's previous position, and the step at which it left; -1000 if long ago
    came_from: Floats
    moved_at: Numbers
    settled_at: int  # step that determines the places of the anchor companies
    climb: Climb  # the count in progress
    count: Count  # the last finished count


class Clusters(Exhibit[State]):
    """Firms that choose among a few sites, one at a time (after Krugman, "Increasing returns and economic geography",
    Journal of Political Economy 99, 1991, in the plainest form with clusters).
    """

    kind = "goals25"
    title = Text("How many clusters?")
    truth = "simulated people"
    limit = Text(
        "A toy economy on an empty map; the band of 3 to 5 is a goal that it is compared with. No prices, no "
        "policy, no real places. It does not say how many clusters there really are."
    )
    try_this = Text(
        "Take the anchors away and find a cost of crowding that leaves three to five clusters. Then "
        "set the benefit of nearby firms to 0.5, bring four anchors back and change the crowding: "
        "the count stays in the green band."
    )
    actions = ACTIONS
    figures = ("clusters", "largest")
    charts = CHARTS
    walkthrough = WALKTHROUGH
    signs = SIGNS
    handles = HANDLES
    outputs = (
        Output("clusters", Text("Clusters"), "", 0, FIRMS // 15),
        Output("in_band", Text("Within 3 to 5"), "", 0, 1),
        Output("largest", Text("Largest cluster"), "firms", 0, FIRMS),
        Output("outside", Text("Firms in no cluster"), "firms", 0, FIRMS),
        Output("with_anchor", Text("Clusters with an anchor"), "", 0, FIRMS // 15),
        Output("moving", Text("Moved in the last second"), "firms", 0, FIRMS),
    )

    gain: float = parameter(
        1.0,
        low=0.0,
        high=2.0,
        step=0.1,
        label=Text("Benefit of nearby firms"),
        ends=(Text("none"), Text("strong")),
        meaning=Text("What close neighbours are worth to a firm; each further one adds less."),
    )
    crowding: float = parameter(
        0.1,
        low=0.0,
        high=0.5,
        step=0.01,
        label=Text("Cost of crowding"),
        ends=(Text("none"), Text("high")),
        meaning=Text("What each further firm in the same area costs."),
    )
    anchors: int = parameter(
        4,
        low=0,
        high=MOST_ANCHORS,
        step=1,
        label=Text("Anchor companies"),
        meaning=Text("Large companies that other firms like to be close to."),
    )
    pull: float = parameter(
        6.0,
        low=0.0,
        high=10.0,
        step=0.5,
        expert=True,
        label=Text("Appeal of an anchor"),
        meaning=Text("What it is worth to be right beside one."),
    )
    moves: int = parameter(
        12,
        low=1,
        high=12,
        step=1,
        expert=True,
        label=Text("How fast firms decide"),
        meaning=Text("Firms that consider moving in a thirtieth of a second."),
    )

    def start(self) -> State:
        """Firms at random places, without a count."""
        return self._scattered(0)

    def step(self, state: State) -> State:
        """Some firms look around and may move; the count advances by one round."""
        ticks = state.ticks + 1
        rules = Rules(self.gain, self.crowding, self.pull)
        draw = self.random(ticks, MOVES)
        firms, went = moved(state.firms, self.moves, self.anchor_places(state), rules, draw)
        came_from, moved_at = state.came_from, state.moved_at
        if len(went):
            came_from, moved_at = came_from.copy(), moved_at.copy()
            came_from[went], moved_at[went] = state.firms[went], ticks
        climb, count = state.climb.on(), state.count
        if climb.done:
            climb, count = Climb.of(firms), climb.count()
        return State(ticks, firms, came_from, moved_at, state.settled_at, climb, count)

    def readings(self, state: State) -> dict[str, float]:
        sizes = state.count.sizes
        return {
            "clusters": len(sizes),
            "in_band": float(LOW <= len(sizes) <= HIGH),
            "largest": int(sizes.max(initial=0)),
            "outside": FIRMS - int(sizes.sum()),
            "with_anchor": int(self._with_anchor(state)),
            "moving": int((state.ticks - state.moved_at < SECOND_STEPS).sum()),
        }

    def act(self, state: State, action: str) -> State:
        match action:
            case "scatter":
                return replace(
                    self._scattered(state.ticks + 1, state), ticks=state.ticks, settled_at=state.settled_at
                )
            case "break_up":
                gone = np.flatnonzero(state.count.member == 0)
                return self._sent_away(state, gone)
            case "resettle":
                return replace(state, settled_at=state.ticks + 1)
            case _:
                return super().act(state, action)

    def parts(self, state: State) -> dict[str, PartWords]:
        found = {name: int(value) for name, value in self.readings(state).items()}
        return {
            "map": words_of_map(FIRMS, found["outside"], found["moving"]),
            "counter": words_of_count(found["clusters"], LOW, HIGH),
            "anchors": words_of_anchors(self.anchors, MOST_ANCHORS),
            "dials": WORDS_OF_DIALS,
            **{f"dial_{name}": words_of_dial(name) for name in DIALS},
        }

    def touched(self, state: State, part: str) -> tuple[Clusters, State]:
        """Take one more anchor from the rack; after the last, all return to it."""
        if part != "anchors":
            return self, state
        return self.having(anchors=(self.anchors + 1) % (MOST_ANCHORS + 1)), state

    def profile(self, state: State, output: str) -> Profile:
        """Clusters by size; the third and the fifth are marked."""
        if output != "largest":
            return super().profile(state, output)
        sizes = state.count.sizes
        shown = np.zeros(max(len(sizes), HIGH + 1))
        shown[: len(sizes)] = sizes
        edges = np.arange(len(shown) + 1) + 0.5
        return Profile(tuple(edges.tolist()), tuple(shown.tolist()), ((LOW, THIRD), (HIGH, FIFTH)))

    def anchor_places(self, state: State) -> Floats:
        """Positions of the anchor companies, shape (anchors, 2); existing ones stay when another is added."""
        draw = self.random(state.settled_at, ANCHORS)
        offers = draw.uniform(0.08, 0.92, (MOST_ANCHORS, CHOICES_APART, 2)).astype(np.float32)
        places = [offers[0, 0]]
        for offered in offers[1:]:
            away = np.linalg.norm(offered[:, None] - np.array(places)[None], axis=2).min(axis=1)
            places.append(offered[away.argmax()])
        return np.array(places[: self.anchors], np.float32).reshape(-1, 2)

    def _with_anchor(self, state: State) -> int:
        anchors, centres = self.anchor_places(state), state.count.centres
        if not len(anchors) or not len(centres):
            return 0
        away = np.linalg.norm(centres[:, None] - anchors[None], axis=2).min(axis=1)
        return int((away < AT_ANCHOR).sum())

    def _scattered(self, tick: int, before: State | None = None) -> State:
        """Place every firm at random."""
        firms = self.random(tick, PLACES).random((FIRMS, 2), dtype=np.float32)
        none = Count(np.zeros((0, 2), np.float32), np.zeros(0, np.int64), np.full(FIRMS, -1))
        came_from = firms if before is None else before.firms
        moved_at = np.full(FIRMS, -1000 if before is None else before.ticks)
        return State(tick, firms, came_from, moved_at, 0, Climb.of(firms), none)

    def _sent_away(self, state: State, gone: Numbers) -> State:
        """Move some firms to random places, and restart the count."""
        firms, came_from, moved_at = state.firms.copy(), state.came_from.copy(), state.moved_at.copy()
        came_from[gone], moved_at[gone] = firms[gone], state.ticks
        firms[gone] = self.random(state.ticks + 1, PLACES).random((len(gone), 2), dtype=np.float32)
        return replace(state, firms=firms, came_from=came_from, moved_at=moved_at, climb=Climb.of(firms))
