"""What a visitor reads on Opportunities Street: shops, actions, charts, the walkthrough, and words for what can be touched."""

from __future__ import annotations

from collections.abc import Mapping

from ...i18n import Text
from ..exhibit import Action, Chart, GuidedStep, PartWords
from ..signs import Sign

SHOPS = {
    "games": Text("Games"),
    "entertainment": Text("Entertainment"),
    "retail": Text("Retail"),
    "education": Text("Education"),
    "healthcare": Text("Healthcare"),
    "tourism": Text("Tourism"),
    "industry": Text("Industry: gear pumps"),
}
"""Six consumer trades and industry, as the briefing names them; industry sells the pump that is made in this park."""

ACTIONS = (
    Action(
        "technology",
        Text("Bring technology here"),
        Text("One foreign strength goes to the chosen shop: it halves the sellers' costs."),
    ),
    Action(
        "business",
        Text("Bring business applications here"),
        Text("The other strength goes to the chosen shop: goods are worth twice as much to buyers."),
    ),
    Action(
        "gift",
        Text("Give everybody 100 play tokens"),
        Text("The mint gives everybody, once, as many tokens as they started with."),
    ),
    Action(
        "send_home",
        Text("Take both strengths back"),
        Text("Every shop trades as it did before."),
    ),
)

CHARTS = (
    Chart(
        Text("Prices and tokens per person; both start at 1"),
        ("level", "money"),
    ),
    Chart(
        Text("Trades in a round, shop by shop"),
        tuple(f"trades_{name}" for name in SHOPS),
        "bars",
    ),
)

WALKTHROUGH = (
    GuidedStep(
        Text(
            "No mint, no fees. In each shop the gold bar settles close to where the two curves cross; "
            "nobody sets the price."
        ),
        "send_home",
        (("shop", "healthcare"), ("issue", 0.0), ("sink", 0.0)),
        4.0,
    ),
    GuidedStep(
        Text("Bring technology to this shop: its lower curve sinks, the price falls and more is sold."),
        "technology",
        watch_s=5.0,
    ),
    GuidedStep(
        Text("Add business applications: the upper curve rises too, and nearly everybody trades here now."),
        "business",
        watch_s=5.0,
    ),
    GuidedStep(
        Text(
            "Let the mint give each person 6 tokens a round and destroy none: prices climb in all seven "
            "shops."
        ),
        values=(("issue", 6.0),),
        watch_s=10.0,
    ),
    GuidedStep(
        Text("Destroy a fifth of every payment: the climb stops, prices come back down, and then they hold."),
        values=(("sink", 20.0),),
        watch_s=20.0,
    ),
)

SIGNS = (
    Sign("mint", Text("The mint", context="sign")),
    Sign("sink", Text("The sink", context="sign")),
    Sign("games", Text("Games", context="sign")),
    Sign("retail", Text("Retail", context="sign")),
    Sign("healthcare", Text("Healthcare", context="sign")),
    Sign("tourism", Text("Tourism", context="sign")),
    Sign("industry", Text("Gear pumps", context="sign")),
)


def part_words(
    found: Mapping[str, float], prices: Mapping[str, float], helped: Mapping[str, str]
) -> dict[str, PartWords]:
    """Words for everything that can be touched on the street.

    Parameters
    ----------
    found : the readings.
    prices : the last price in each shop, in play tokens.
    helped : the shop in which each strength is, or "".
    """
    words = {
        name: PartWords(
            label,
            Text(
                "price {prices:.0f} play tokens, {found:.0f} of 12 sold",
                prices=prices[name],
                found=found[f"trades_{name}"],
            ),
        )
        for name, label in SHOPS.items()
    }
    words["mint"] = PartWords(
        Text("The mint: play tokens"),
        Text("{issued:,.0f} issued since the start", issued=found["issued"]),
    )
    words["sink"] = PartWords(
        Text("The sink"),
        Text("{destroyed:,.0f} destroyed as fees", destroyed=found["destroyed"]),
    )
    for name, label in (
        ("technology", Text("Technology")),
        ("business", Text("Business applications")),
    ):
        shop = helped[name]
        words[name] = PartWords(
            label,
            Text("used in: {shops}", shops=SHOPS[shop])
            if shop
            else Text("waiting on the quay; touch it to bring it to the chosen shop"),
        )
    return words
