"""Texts of Opportunities Street: shops, actions, charts, walkthrough with captions, and labels of parts."""

from __future__ import annotations

from collections.abc import Mapping

from ...base.total import total
from ...i18n import Text
from ..exhibit import Action, Chart, GuidedStep, Output, PartWords
from ..signs import Handle, Sign
from .market import RECENT_ROUNDS, State

TRADERS = 12
MOST = 9999.0
MOST_TOKENS = 100 * MOST
SEEN_STEPS = 40
"""Steps after which a change is judged: four rounds."""

SHOPS = {
    "games": Text("Games"),
    "entertainment": Text("Entertainment"),
    "retail": Text("Retail"),
    "education": Text("Education"),
    "healthcare": Text("Healthcare"),
    "tourism": Text("Tourism"),
    "industry": Text("Industry: gear pumps"),
}
"""Six consumer sectors and industry, as named in the briefing; industry sells the pump made in this park."""
PLACES = {"quay": Text("On the quay"), **SHOPS}

ACTIONS = (
    Action(
        "rain",
        Text("Let coins rain"),
        Text("Everybody gets, once, as many play tokens as they started with."),
    ),
    Action(
        "restore",
        Text("Purses as at the start"),
        Text("Everybody has the same tokens again as when you came, and prices with them."),
    ),
)

OUTPUTS = (
    Output("level", Text("Level of prices"), "×", 0, MOST, plain=Text("prices against the start")),
    Output("turnover", Text("Sold in all shops"), "of 84", 0, 84, plain=Text("sold on the street")),
    Output("money", Text("Tokens per person, against the start"), "×", 0, MOST),
    Output("price", Text("Price where the suitcase is"), "tokens", 0, MOST_TOKENS),
    *(
        Output(f"sold_{name}", Text("Sold: {label}", label=label), f"of {TRADERS}", 0, TRADERS)
        for name, label in SHOPS.items()
    ),
    Output("issued", Text("Play tokens issued"), "tokens", -1e9, 1e9),
    Output("drained", Text("Play tokens taken out"), "tokens", 0, 1e9),
    Output("balance", Text("Sum of all accounts"), "tokens", 0, 0),
)

CHARTS = (
    Chart(
        Text("Sold in a round, shop by shop"),
        tuple(f"sold_{name}" for name in SHOPS),
        "bars",
    ),
    Chart(
        Text("Prices and tokens per person; both start near 1"),
        ("level", "money"),
        reach=(0.0, 2.5),
    ),
)

SIGNS = (
    Sign("technology", Text("Technology", context="sign"), "below"),
    Sign("business", Text("Business applications", context="sign"), "below"),
    Sign("tap", Text("Tap", context="sign"), "below"),
    Sign("drain", Text("Drain", context="sign"), "below"),
    Sign("balloon", Text("Let coins rain")),
)
"""Two more signs at most are shown: of the shops with the suitcases."""


def signs_of_shops() -> dict[str, Sign]:
    """The name of each shop, as a sign."""
    words = {**SHOPS, "industry": Text("Gear pumps", context="sign")}
    return {name: Sign(name, label) for name, label in words.items()}


HANDLES = {
    "technology": Handle("technology", onto={name: name for name in SHOPS}),
    "business": Handle("business", onto={name: name for name in SHOPS}),
    "tap": Handle("tap", "up"),
    "drain": Handle("drain", "up"),
}

WALKTHROUGH = (
    GuidedStep(
        Text("Bring technology to the pump shop: its sellers need half as much."),
        "restore",
        (("technology", "industry"), ("business", "quay"), ("tap", 0), ("drain", 0)),
        5.0,
        ask=Text("Bring technology to the pumps. Which shops change?"),
        press=Text("Bring technology"),
        near=("industry", "tourism", "technology"),
        part="technology",
    ),
    GuidedStep(
        Text("Let coins rain: there are twice the tokens."),
        "rain",
        watch_s=7.0,
        ask=Text("Now give everybody new coins. Which shops change?"),
        press=Text("Let coins rain"),
        part="balloon",
    ),
    GuidedStep(
        Text("The rain is taken back. Now open the tap by one turn: new coins in every round."),
        "restore",
        (("tap", 1),),
        8.0,
        ask=Text("Open the tap. Will prices ever stop rising?"),
        press=Text("Open the tap"),
        part="tap",
    ),
    GuidedStep(
        Text("Open the drain as far as the tap: as much goes out as comes in."),
        values=(("drain", 1),),
        watch_s=10.0,
        ask=Text("Open the drain as well. What do prices do?"),
        press=Text("Open the drain"),
        part="drain",
    ),
)


def captions(state: State, technology: str, level: float, turnover: float) -> tuple[Text | None, ...]:
    """Captions of the steps after their effects; they report the opposite where that is the outcome."""
    change = state.change
    if state.ticks - change.tick < SEEN_STEPS:
        return (None,) * len(WALKTHROUGH)
    return (
        _of_strength(state, technology),
        _of_rain(state, level, turnover),
        Text("While the tap runs, prices never stop rising: ×{level:.2f} so far.", level=level)
        if level > change.level
        else Text("The tap runs, and prices are at ×{level:.2f}.", level=level),
        Text(
            "One in, one out: the climb is over, from ×{before:.2f} to ×{level:.2f} so far.",
            before=change.level,
            level=level,
        )
        if level < change.level
        else Text("One in, one out: prices are at ×{level:.2f}.", level=level),
    )


def _of_strength(state: State, technology: str) -> Text | None:
    if technology not in SHOPS:
        return None
    shop = tuple(SHOPS).index(technology)
    before, now = state.change.sold[shop], state.sold[shop]
    if now > before:
        return Text(
            "A strength lifts the shop it is given to: {before:.1f} → {now:.1f} of 12 sold.",
            before=before,
            now=now,
        )
    return Text("Not yet clear: {before:.1f} → {now:.1f} of 12 sold.", before=before, now=now)


def _of_rain(state: State, level: float, turnover: float) -> Text | None:
    change = state.change
    if change.name != "rain" or len(change.first) < RECENT_ROUNDS:
        return None
    before, rush = total(change.sold), total(change.first) / len(change.first)
    if rush <= before or level <= change.level:
        return Text(
            "New coins: {turnover:.0f} sold on the street, prices ×{level:.2f}.",
            turnover=turnover,
            level=level,
        )
    if turnover > (before + rush) / 2:
        return Text("New coins: a rush, and tags climb in all seven shops.")
    return Text("New coins: a rush at first, then only higher tags, ×{level:.2f}.", level=level)


def part_words(
    found: Mapping[str, float],
    prices: Mapping[str, float],
    sold: Mapping[str, float],
    technology: str,
    business: str,
    turns: tuple[int, int],
) -> dict[str, PartWords]:
    """Labels of all parts that can be touched on the street.

    Parameters
    ----------
    found : the readings.
    prices, sold : price tag of each shop in play tokens, and its sales per round.
    technology, business : place of each strength.
    turns : how far tap and drain are open.
    """
    words = {
        name: PartWords(
            label,
            Text("{price:.0f} play tokens, {sold:.1f} of 12 sold", price=prices[name], sold=sold[name]),
        )
        for name, label in SHOPS.items()
    }
    for name, label, place in (
        ("technology", Text("Technology"), technology),
        ("business", Text("Business applications"), business),
    ):
        words[name] = PartWords(
            label,
            Text("used in: {shops}", shops=SHOPS[place]) if place in SHOPS else Text("drag it to a shop"),
        )
    words["tap"] = PartWords(
        Text("Tap: play tokens only"),
        Text(
            "{turns} turn, {issued:,.0f} issued",
            "{turns} turns, {issued:,.0f} issued",
            turns=turns[0],
            issued=found["issued"],
        ),
    )
    words["drain"] = PartWords(
        Text("Drain"),
        Text(
            "{turns} turn, {drained:,.0f} taken out",
            "{turns} turns, {drained:,.0f} taken out",
            turns=turns[1],
            drained=found["drained"],
        ),
    )
    words["balloon"] = PartWords(
        Text("Balloon: the level of prices"),
        Text("×{level:.2f}; touch it and coins rain", level=found["level"]),
    )
    return words
