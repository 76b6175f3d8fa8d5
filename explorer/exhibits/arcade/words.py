"""Texts of the empty server: actions, readings, charts, walkthrough, and labels of its parts."""

from __future__ import annotations

from collections.abc import Sequence

from ...i18n import Text
from ..exhibit import Action, Chart, GuidedStep, Output, PartWords
from ..signs import Handle, Hot, Sign
from .players import State

ACTIONS = (
    Action(
        "rival",
        Text("A rival launches"),
        Text(
            "For ten days every player is more likely to leave. Whether the holes heal depends on "
            "friendships."
        ),
        breaks=True,
    ),
    Action(
        "free_weekend",
        Text("Free weekend"),
        Text("For two days half of those who left look in again. Those who find friends stay longer."),
    ),
    Action(
        "open_anew",
        Text("Open a new server"),
        Text("Day 0: all 400 players are active again."),
    ),
)

OUTPUTS = (
    Output("active", Text("Players active"), "%", 0, 100, plain=Text("players still here")),
    Output("spent", Text("Spent in 60 days"), "tokens", 0, 1e5, counts=True),
    Output("friends", Text("Active friends of an active player"), "", 0, 40),
    Output("left", Text("Left today"), "", 0, 400),
    Output("back", Text("Came back today"), "", 0, 400),
    Output("bought", Text("Bought today"), "", 0, 400),
    Output("rival_days", Text("Days the rival stays attractive"), "", 0, 10),
    Output("day", Text("Day", context="number of the day"), "", 0, 1e6, counts=True),
)

CHARTS = (
    Chart(Text("Players active"), ("active",)),
    Chart(Text("Leaving and coming back, day by day"), ("left", "back"), reach=(0, 40)),
)

WALKTHROUGH = (
    GuidedStep(
        Text("No shared world: nobody has friends here. Watch the cabins go dark, one player after another."),
        "open_anew",
        (("friendships", 0.0), ("price", 1.0), ("rival_pct", 8.0)),
        12.0,
        ask=Text("Nobody has friends here. How long do the lamps stay on?"),
    ),
    GuidedStep(
        Text(
            "A new server with four friendships each. Lines of light hold the wheel together, and most "
            "lamps stay on."
        ),
        "open_anew",
        (("friendships", 4.0),),
        12.0,
        ask=Text("Now four friends each. Does the wheel hold together?"),
    ),
    GuidedStep(
        Text("A rival launches. Players leave, lines break, and those who lose friends leave sooner."),
        "rival",
        watch_s=6.0,
        ask=Text("A rival launches. Who leaves first?"),
    ),
    GuidedStep(
        Text("Wait. With four friendships the holes heal slowly: friends call friends back."),
        watch_s=15.0,
        ask=Text("Wait. Do friends call each other back?"),
        press=Text("Watch"),
    ),
    GuidedStep(
        Text("The same rival where each has two friendships: now the holes spread."),
        "rival",
        (("friendships", 2.0),),
        12.0,
        ask=Text("The same rival, but two friends each. Do the holes close?"),
    ),
)

HANDLES = {"tokens": Handle("price", "up")}

SIGNS = (
    Sign("web", Text("{count} % still here", context="sign"), hot=Hot("active", most=50.0)),
    Sign("web", Text("Friendships", context="sign")),
    Sign("rival", Text("The rival", context="sign")),
    Sign("tokens", Text("Tokens spent", context="sign"), reading="spent"),
    Sign("market", Text("The real market", context="sign")),
)


def part_words(
    state: State,
    cabins: Sequence[slice],
    friendships: tuple[int, int],
    spent: float,
    price: float,
    rival_days: int,
) -> dict[str, PartWords]:
    """Labels of all parts that can be touched.

    Parameters
    ----------
    cabins : indices of the players in each cabin.
    friendships : number with both friends active, and of all.
    spent : tokens in the last sixty days; `price` : of an item.
    rival_days : days for which a rival still attracts players.
    """
    words = {}
    for number, mine in enumerate(cabins):
        active, bought, all_of = (
            int(state.active[mine].sum()),
            int(state.bought[mine].sum()),
            mine.stop - mine.start,
        )
        words[f"cabin_{number + 1}"] = PartWords(
            Text("Cabin {number}", number=number + 1),
            Text(
                "{active} of {all_of} toy players active, {bought} bought today",
                active=active,
                all_of=all_of,
                bought=bought,
            ),
        )
    live, all_pairs = friendships
    words["web"] = PartWords(
        Text("Friendships"),
        Text("{live} of {all_pairs} with both friends active", live=live, all_pairs=all_pairs)
        if all_pairs
        else Text("none in this world"),
    )
    words["tokens"] = PartWords(
        Text("Play tokens spent"),
        Text("{spent:.0f} in the last 60 days, at {price:g} an item", spent=spent, price=price),
    )
    words["rival"] = PartWords(
        Text("The rival"),
        Text("attracts players for {days} more day", "attracts players for {days} more days", days=rival_days)
        if rival_days
        else Text("its ten days are over")
        if state.rival_until
        else Text("not launched"),
    )
    words["market"] = PartWords(
        Text("Published: a real games market"),
        Text("money in front, players behind; an earlier and a later year"),
    )
    return words
