"""What a visitor reads at the empty server: actions, readings, charts, the experiment, words for what can be touched."""

from __future__ import annotations

from collections.abc import Sequence

from ..exhibit import Action, Chart, Label, Output, PartWords, Trial
from .state import State

ACTIONS = (
    Action(
        "rival",
        Label("A rival launches", "对手新游上线"),
        Label(
            "For ten days every player is more likely to leave. Whether the holes heal depends on friendships.",
            "十天之内，每名玩家都更可能离开。缺口能不能补上，要看朋友关系。",
        ),
        breaks=True,
    ),
    Action(
        "free_weekend",
        Label("Free weekend", "免费周末"),
        Label(
            "For two days half of those who left look in again. Those who find friends stay longer.",
            "两天之内，离开的人有一半回来看看；遇到朋友的留得更久。",
        ),
    ),
    Action(
        "open_anew",
        Label("Open a new server", "开一个新服"),
        Label("Day 0: all 400 players are active again.", "从第0天开始，400名玩家全部在线。"),
    ),
)

OUTPUTS = (
    Output("active", Label("Players active", "在线玩家"), "%", 0, 100),
    Output("spent", Label("Spent in 60 days", "60天内的花费"), "tokens", 0, 1e5),
    Output("friends", Label("Active friends of an active player", "在线玩家的在线好友"), "", 0, 40),
    Output("left", Label("Left today", "今日离开"), "", 0, 400),
    Output("back", Label("Came back today", "今日回归"), "", 0, 400),
    Output("bought", Label("Bought today", "今日购买"), "", 0, 400),
    Output("rival_days", Label("Days the rival stays attractive", "对手还有几天吸引力"), "", 0, 10),
    Output("day", Label("Day", "第几天"), "", 0, 1e6),
)

CHARTS = (
    Chart(Label("Players active", "在线玩家"), ("active",)),
    Chart(Label("Leaving and coming back, day by day", "每天的离开与回归"), ("left", "back")),
)

EXPERIMENT = (
    Trial(
        Label(
            "No shared world: nobody has friends here. Watch the cabins go dark, one player after another.",
            "没有共享世界，谁也没有朋友。看座舱里的玩家一个接一个暗下去。",
        ),
        "open_anew",
        (("friendships", 0.0), ("price", 1.0), ("rival_pct", 8.0)),
        12.0,
    ),
    Trial(
        Label(
            "A new server with four friendships each. Lines of light hold the wheel together, and most lamps stay on.",
            "新开一服，平均每人四段友谊。光线把摩天轮连成一片，大多数灯一直亮着。",
        ),
        "open_anew",
        (("friendships", 4.0),),
        12.0,
    ),
    Trial(
        Label(
            "A rival launches. Players leave, lines break, and those who lose friends leave sooner.",
            "对手新游上线：玩家离开，连线断开，少了朋友的人也走得更快。",
        ),
        "rival",
        watch_s=6.0,
    ),
    Trial(
        Label(
            "Wait. With four friendships the holes heal slowly: friends call friends back.",
            "等一等。有四段友谊，缺口慢慢补上：朋友把朋友叫回来。",
        ),
        watch_s=15.0,
    ),
    Trial(
        Label(
            "The same rival where each has two friendships: now the holes spread, and a free weekend would not help for long.",
            "同样的对手，每人只有两段友谊：缺口越来越大，免费周末也撑不了多久。",
        ),
        "rival",
        (("friendships", 2.0),),
        12.0,
    ),
)


def part_words(
    state: State,
    cabins: Sequence[slice],
    friendships: tuple[int, int],
    spent: float,
    price: float,
    rival_days: int,
) -> dict[str, PartWords]:
    """Words for everything that can be touched.

    Parameters
    ----------
    cabins : the players of each cabin.
    friendships : how many have both friends active, and how many there are.
    spent : tokens in the last sixty days; `price` : of an item.
    rival_days : for how many days more a rival attracts players.
    """
    words = {}
    for number, mine in enumerate(cabins):
        active, bought, all_of = (
            int(state.active[mine].sum()),
            int(state.bought[mine].sum()),
            mine.stop - mine.start,
        )
        words[f"cabin_{number + 1}"] = PartWords(
            Label(f"Cabin {number + 1}", f"{number + 1}号座舱"),
            Label(
                f"{active} of {all_of} toy players active, {bought} bought today",
                f"{all_of}名虚拟玩家中{active}名在线，今日{bought}人购买",
            ),
        )
    live, all_pairs = friendships
    words["web"] = PartWords(
        Label("Friendships", "友谊之网"),
        Label(
            f"{live} of {all_pairs} with both friends active" if all_pairs else "none in this world",
            f"{all_pairs}段友谊中，{live}段双方都在线" if all_pairs else "这个世界里没有",
        ),
    )
    words["tokens"] = PartWords(
        Label("Play tokens spent", "花掉的游戏币"),
        Label(
            f"{spent:.0f} in the last 60 days, at {price:g} an item",
            f"最近60天共{spent:.0f}枚，每件道具{price:g}枚",
        ),
    )
    days = rival_days
    words["rival"] = PartWords(
        Label("The rival", "竞争对手"),
        Label(f"attracts players for {days} more days", f"还会吸引玩家{days}天")
        if days
        else Label("not launched", "尚未上线"),
    )
    words["market"] = PartWords(
        Label("Published: the real home market", "公开数据：真实的国内市场"),
        Label(
            "350.789 billion yuan and 683 million players in 2025; 265.884 billion and 664 million in 2022 "
            "(games industry reports)",
            "2025年3507.89亿元、6.83亿玩家；2022年2658.84亿元、6.64亿玩家（《中国游戏产业报告》）",
        ),
    )
    return words
