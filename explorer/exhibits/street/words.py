"""What a visitor reads on Opportunities Street: shops, actions, charts, the experiment, and words for what can be touched."""

from __future__ import annotations

from collections.abc import Mapping

from ..exhibit import Action, Chart, Label, PartWords, Trial

SHOPS = {
    "games": Label("Games", "游戏"),
    "entertainment": Label("Entertainment", "娱乐"),
    "retail": Label("Retail", "零售"),
    "education": Label("Education", "教育"),
    "healthcare": Label("Healthcare", "医疗健康"),
    "tourism": Label("Tourism", "旅游"),
    "industry": Label("Industry: gear pumps", "工业：齿轮泵"),
}
"""Six consumer trades and industry, as the briefing names them; industry sells the pump that is made in this park."""

ACTIONS = (
    Action(
        "technology",
        Label("Bring technology here", "把技术带到这里"),
        Label(
            "One foreign strength goes to the chosen shop: it halves the sellers' costs.",
            "一项外来优势来到所选店铺：卖家的成本减半。",
        ),
    ),
    Action(
        "business",
        Label("Bring business applications here", "把商业应用带到这里"),
        Label(
            "The other strength goes to the chosen shop: goods are worth twice as much to buyers.",
            "另一项优势来到所选店铺：商品对买家的价值翻倍。",
        ),
    ),
    Action(
        "gift",
        Label("Give everybody 100 play tokens", "人人发100枚游戏币"),
        Label(
            "The mint gives everybody, once, as many tokens as they started with.",
            "铸币机一次性发给每人一份起始资金。",
        ),
    ),
    Action(
        "send_home",
        Label("Take both strengths back", "两项优势都收回"),
        Label("Every shop trades as it did before.", "各店恢复原样。"),
    ),
)

CHARTS = (
    Chart(
        Label("Prices and tokens per person; both start at 1", "价格与人均游戏币，起始均为1"),
        ("level", "money"),
    ),
    Chart(
        Label("Trades in a round, shop by shop", "各店每轮成交"),
        tuple(f"trades_{name}" for name in SHOPS),
        "bars",
    ),
)

EXPERIMENT = (
    Trial(
        Label(
            "No mint, no fees. In each shop the gold bar settles close to where the two curves cross; nobody sets the price.",
            "不铸币也不收费。每间店里，金色价格条都落在两条曲线的交点附近，没有人规定价格。",
        ),
        "send_home",
        (("shop", "healthcare"), ("issue", 0.0), ("sink", 0.0)),
        4.0,
    ),
    Trial(
        Label(
            "Bring technology to this shop: its lower curve sinks, the price falls and more is sold.",
            "把技术带到这间店：下面那条曲线下移，价格回落，卖得更多。",
        ),
        "technology",
        watch_s=5.0,
    ),
    Trial(
        Label(
            "Add business applications: the upper curve rises too, and nearly everybody trades here now.",
            "再加上商业应用：上面那条曲线也抬高，几乎人人都能在这里成交。",
        ),
        "business",
        watch_s=5.0,
    ),
    Trial(
        Label(
            "Let the mint give each person 6 tokens a round and destroy none: prices climb in all seven shops.",
            "每轮给每人发6枚游戏币，一枚也不销毁：七间店的价格全都上涨。",
        ),
        values=(("issue", 6.0),),
        watch_s=10.0,
    ),
    Trial(
        Label(
            "Destroy a fifth of every payment: the climb stops, prices come back down, and then they hold.",
            "每笔付款销毁五分之一：涨势止住，价格回落，随后稳住。",
        ),
        values=(("sink", 20.0),),
        watch_s=20.0,
    ),
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
            Label(
                f"price {prices[name]:.0f} play tokens, {found[f'trades_{name}']:.0f} of 12 sold",
                f"价格{prices[name]:.0f}枚游戏币，12件中售出{found[f'trades_{name}']:.0f}件",
            ),
        )
        for name, label in SHOPS.items()
    }
    words["mint"] = PartWords(
        Label("The mint: play tokens", "铸币机：仅限游戏币"),
        Label(f"{found['issued']:,.0f} issued since the start", f"至今发行{found['issued']:,.0f}枚"),
    )
    words["sink"] = PartWords(
        Label("The sink", "销币口"),
        Label(f"{found['destroyed']:,.0f} destroyed as fees", f"作为费用销毁{found['destroyed']:,.0f}枚"),
    )
    for name, label in (
        ("technology", Label("Technology", "技术")),
        ("business", Label("Business applications", "商业应用")),
    ):
        shop = helped[name]
        words[name] = PartWords(
            label,
            Label(f"used in: {SHOPS[shop].en}", f"正用于：{SHOPS[shop].zh}")
            if shop
            else Label(
                "waiting on the quay; touch it to bring it to the chosen shop",
                "在岸边等候，点它就带入所选店铺",
            ),
        )
    return words
