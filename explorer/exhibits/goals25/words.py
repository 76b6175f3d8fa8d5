"""What a visitor reads at the map of clusters: actions, charts, the experiment, and words for what can be touched."""

from __future__ import annotations

from ..exhibit import Action, Chart, Label, PartWords, Trial

THIRD, FIFTH = Label("3", "3"), Label("5", "5")

ACTIONS = (
    Action(
        "scatter",
        Label("Scatter all firms", "把企业全部打散"),
        Label("Every firm starts again at a random place.", "每家企业从随机地点重新开始。"),
    ),
    Action(
        "break_up",
        Label("Break up the largest cluster", "拆散最大的集聚区"),
        Label("Its firms are moved to random places.", "其中的企业被分散到随机地点。"),
        breaks=True,
    ),
    Action(
        "resettle",
        Label("Move the anchors", "龙头企业换址"),
        Label(
            "The anchor companies move elsewhere; whether to follow is up to each firm.",
            "龙头企业迁往别处；跟不跟，由企业自己决定。",
        ),
    ),
)

CHARTS = (
    Chart(Label("Clusters, and those with an anchor", "集聚区，及其中有龙头的"), ("clusters", "with_anchor")),
    Chart(
        Label("Firms in each cluster; lines: 3 and 5", "各集聚区的企业数；标线：3与5"),
        ("largest",),
        "profile",
        Label("Clusters, the largest first", "集聚区，从大到小"),
    ),
)

EXPERIMENT = (
    Trial(
        Label(
            "No anchors, low cost of crowding: nearly all firms gather in one or two places.",
            "没有龙头，拥挤成本很低：企业几乎全堆到一两处。",
        ),
        "scatter",
        (("anchors", 0), ("gain", 1.0), ("crowding", 0.02)),
        9.0,
    ),
    Trial(
        Label(
            "High cost of crowding: instead of one or two big clusters, about a dozen small ones.",
            "拥挤成本很高：不再是一两个大集聚区，而是十来个小的。",
        ),
        "scatter",
        (("crowding", 0.4),),
        9.0,
    ),
    Trial(
        Label(
            "Nearby firms are worth half as much: without anchors hardly any cluster forms.",
            "邻近收益减半，又没有龙头：企业几乎聚不起来。",
        ),
        "scatter",
        (("gain", 0.5),),
        7.0,
    ),
    Trial(
        Label(
            "Same settings, four anchors: clusters form round them, and the count enters the green band.",
            "旋钮不动，请来四家龙头：企业围着它们聚拢，数目进入绿带。",
        ),
        values=(("anchors", 4),),
        watch_s=10.0,
    ),
)

DIALS = {
    "technology": (Label("Technology", "技术"), Label("a breakthrough", "取得突破")),
    "industry": (Label("Industry", "产业"), Label("a breakthrough", "取得突破")),
    "application": (Label("Application", "应用"), Label("a breakthrough", "取得突破")),
    "governance": (Label("Governance", "治理"), Label("a breakthrough", "取得突破")),
    "lines": (Label("Benchmark lines", "标杆产线"), Label("a batch of them", "形成一批")),
    "factories": (Label("Benchmark factories", "标杆工厂"), Label("a batch of them", "形成一批")),
    "parks": (Label("Benchmark parks", "标杆园区"), Label("a batch of them", "形成一批")),
    "products": (Label("Products", "元宇宙产品"), Label("in use at large scale", "规模化使用")),
}
"""The targets that bear no number, in the order of the dials from left to right: name, and what the plan wants."""


def told_of_dial(name: str) -> PartWords:
    """A target of the plan without a number; whether it was reached is not known."""
    label, wanted = DIALS[name]
    return PartWords(
        label,
        Label(
            f"Target for 2025: {wanted.en}. Reached? Not published.",
            f"2025年目标：{wanted.zh}。是否实现？未公布。",
        ),
    )


def told_of_map(firms: int, outside: int, moving: int) -> PartWords:
    """The firms on the map."""
    return PartWords(
        Label("The map: 240 firms in a toy economy", "地图：简化经济模型中的240家企业"),
        Label(
            f"{firms - outside} in clusters, {outside} outside; {moving} moved in the last second",
            f"集聚区内{firms - outside}家，区外{outside}家；最近一秒搬了{moving}家",
        ),
    )


def told_of_count(clusters: int, low: int, high: int) -> PartWords:
    """How the count stands to the band of the plan, and that the plan's own result is not known."""
    where = (
        Label("below the band", "低于绿带")
        if clusters < low
        else Label("above the band", "高于绿带")
        if clusters > high
        else Label("within the band", "在绿带之内")
    )
    return PartWords(
        Label("Clusters in this model; green: the plan's 3 to 5", "模型中的集聚区；绿带：行动计划的3—5个"),
        Label(
            f"{clusters}: {where.en}. And in China by 2025? Not published.",
            f"{clusters}个，{where.zh}。全国到2025年实际几个？未公布。",
        ),
    )


def told_of_anchors(anchors: int, most: int) -> PartWords:
    """The rack of anchor companies."""
    return PartWords(
        Label("Anchor companies; touch for one more", "龙头企业；点一下，多一家"),
        Label(f"{anchors} of {most} on the map", f"{most}家中有{anchors}家在地图上"),
    )
