"""The empty server: toy players stay where their friends are; a rival tears holes that heal or spread."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...base.total import total
from ...i18n import Text
from ..exhibit import STEP_S, Exhibit, PartWords, parameter
from .players import (
    CABINS,
    LATELY_DAYS,
    MOST_FRIENDSHIPS,
    PLAYERS,
    State,
    active_friends,
    friendships,
    in_cabin,
    next_day,
)
from .words import ACTIONS, CHARTS, HANDLES, OUTPUTS, SIGNS, WALKTHROUGH, part_words

RIVAL_DAYS, WEEKEND_DAYS = 10, 2
GUESTS = 0.5
"""Chance that a player who has left visits on a day of a free weekend."""


class EmptyServer(Exhibit[State]):
    """Four hundred toy players on a graph of friendships."""

    kind = "arcade"
    title = Text("The empty server")
    truth = "simulated people"
    limit = Text(
        "Toy players with invented habits and play tokens: no market data, no real game, no "
        "forecast. That players stay longer and spend more where friends are active is an "
        "assumption. Friendships are dealt out at random and never change; nobody new joins."
    )
    try_this = Text(
        "Take away all friendships and watch the wheel go dark. Then give each player four, and "
        "launch a rival."
    )
    actions = ACTIONS
    outputs = OUTPUTS
    figures = ("active", "spent")
    charts = CHARTS
    walkthrough = WALKTHROUGH
    signs = SIGNS
    handles = HANDLES

    friendships: float = parameter(
        4.0,
        low=0.0,
        high=MOST_FRIENDSHIPS,
        step=0.5,
        label=Text("Friendships per player"),
        meaning=Text(
            "How much of a shared world the game offers: how many friends a player has in it, on average."
        ),
    )
    price: float = parameter(
        1.0,
        low=0.5,
        high=3.0,
        step=0.25,
        unit="tokens",
        label=Text("Price of an item"),
        meaning=Text("Each extra token halves the wish to buy and makes leaving a quarter more likely."),
    )
    rival_pct: float = parameter(
        8.0,
        low=1.0,
        high=20.0,
        step=1.0,
        unit="%",
        label=Text("Rival's appeal"),
        meaning=Text("Added to each player's daily chance of leaving while a rival is new."),
    )
    days_per_s: float = parameter(
        2.0,
        low=1.0,
        high=6.0,
        step=1.0,
        unit="days/s",
        expert=True,
        label=Text("Days per second"),
        meaning=Text("How fast the days pass."),
    )

    def start(self) -> State:
        """Day 0, all players active."""
        return _opened(0, 0)

    def step(self, state: State) -> State:
        """Advance part of a day; the events of a day happen at its end."""
        hour = state.hour + self.days_per_s * STEP_S
        state = replace(state, ticks=state.ticks + 1, hour=hour)
        if hour < 1 - 1e-9:
            return state
        number = state.day + 1
        rival = self.rival_pct / 100 if number <= state.rival_until else 0.0
        guests = GUESTS if number <= state.weekend_until else 0.0
        pairs = friendships(self.seed, self.friendships)
        draw = self.random(state.server, number)
        day = next_day(state.active, pairs, self.price, rival, guests, draw)
        tokens = (*state.tokens, self.price * float(day.bought.sum()))[-LATELY_DAYS:]
        return replace(
            state, day=number, hour=max(hour - 1, 0.0), active=day.active, left=day.left, back=day.back,
            bought=day.bought, tokens=tokens,
        )  # fmt: skip

    def act(self, state: State, action: str) -> State:
        match action:
            case "rival":
                return replace(state, rival_until=state.day + RIVAL_DAYS)
            case "free_weekend":
                return replace(state, weekend_until=state.day + WEEKEND_DAYS)
            case "open_anew":
                return _opened(state.ticks, state.server + 1)
        return super().act(state, action)

    def readings(self, state: State) -> dict[str, float]:
        pairs = friendships(self.seed, self.friendships)
        friends = active_friends(pairs, state.active)[state.active]
        return {
            "active": 100 * float(state.active.mean()),
            "spent": self.spent_lately(state),
            "friends": float(friends.mean()) if len(friends) else 0.0,
            "left": int(state.left.sum()),
            "back": int(state.back.sum()),
            "bought": int(state.bought.sum()),
            "rival_days": self.rival_days(state),
            "day": state.day,
        }

    def spent_lately(self, state: State) -> float:
        """Tokens spent in the last sixty days."""
        return total(state.tokens)

    def rival_days(self, state: State) -> int:
        """Days for which a rival still draws players away."""
        return max(0, state.rival_until - state.day)

    def live_friendships(self, state: State) -> tuple[int, int]:
        """Number of friendships with both friends active, and of all friendships."""
        pairs = friendships(self.seed, self.friendships)
        return int(state.active[pairs].all(axis=1).sum()), len(pairs)

    def parts(self, state: State) -> dict[str, PartWords]:
        return part_words(
            state,
            [in_cabin(number) for number in range(CABINS)],
            self.live_friendships(state),
            self.spent_lately(state),
            self.price,
            self.rival_days(state),
        )

    def touched(self, state: State, part: str) -> tuple[EmptyServer, State]:
        """Empty a cabin, or refill it if it is empty; or launch the rival."""
        if part == "rival":
            return self, self.act(state, "rival")
        kind, _, number = part.partition("_")
        if kind != "cabin":
            return self, state
        mine = in_cabin(int(number) - 1)
        active, left, back, bought = (
            flags.copy() for flags in (state.active, state.left, state.back, state.bought)
        )
        leave = bool(active[mine].any())
        left[mine], back[mine] = active[mine] & leave, not leave
        active[mine] = not leave
        bought[mine] &= not leave
        return self, replace(state, active=active, left=left, back=back, bought=bought)


def _opened(ticks: int, server: int) -> State:
    nobody = np.zeros(PLAYERS, bool)
    return State(ticks, 0, 0.0, server, np.ones(PLAYERS, bool), nobody, nobody, nobody)
