"""The brief that builds in words: what can be done, its charts and experiment, and what is read off its parts."""

from __future__ import annotations

from ..exhibit import Action, Chart, Label, PartWords, Trial

ACTIONS = (
    Action("stop", Label("Stop the search", "停止搜索"), Label("Finish by hand.", "改由您动手完成。")),
    Action(
        "go_on",
        Label("Go on searching", "继续搜索"),
        Label("From the building that stands there.", "从现有方案接着找。"),
    ),
    Action(
        "restart",
        Label("Start from another building", "换个方案重新开始"),
        Label(
            "Throw the best away and search again from scratch.",
            "放弃现有最佳方案，从头再找。",
        ),
    ),
    Action(
        "wider",
        Label("Make it wider", "加宽"),
        Label("By 4 m; stops the search.", "加宽4米，同时停止搜索。"),
    ),
    Action(
        "narrower",
        Label("Make it narrower", "收窄"),
        Label("By 4 m; stops the search.", "收窄4米，同时停止搜索。"),
    ),
    Action(
        "taller",
        Label("Add a storey", "加一层"),
        Label("On top; stops the search.", "在顶上加一层，同时停止搜索。"),
    ),
    Action(
        "lower",
        Label("Take a storey away", "减一层"),
        Label("From the top; stops the search.", "从顶上减一层，同时停止搜索。"),
    ),
    Action(
        "more_glass",
        Label("More glass", "多开窗"),
        Label("In the facade; stops the search.", "立面多开窗，同时停止搜索。"),
    ),
    Action(
        "less_glass",
        Label("Less glass", "少开窗"),
        Label("In the facade; stops the search.", "立面少开窗，同时停止搜索。"),
    ),
)

CHARTS = (
    Chart(
        Label("How far the building is from the brief", "离任务书还差多少"),
        ("missing_area", "missing_daylight", "missing_cost", "missing_height"),
        "bars",
    ),
    Chart(Label("Total shortfall over time", "总差距随时间的变化"), ("gap",)),
)

EXPERIMENT = (
    Trial(
        Label(
            "12,000 m² under 60 m with a daylight of 0.7: four lamps turn green, and the building lights up.",
            "1.2万平方米、限高60米、采光0.7：四盏灯转绿，整座楼亮起来。",
        ),
        action="restart",
        values=(("area_m2", 12_000.0), ("daylight", 0.7), ("height_m", 60.0), ("budget_myuan", 130.0)),
        watch_s=20.0,
    ),
    Trial(
        Label(
            "Now ask for 30,000 m² under 45 m with a daylight of 0.6: the lamps never all turn green, and one bar is red.",
            "再要3万平方米、限高45米、采光0.6：四盏灯始终亮不全，有一条横柱变红突出。",
        ),
        values=(("area_m2", 30_000.0), ("daylight", 0.6), ("height_m", 45.0)),
        watch_s=16.0,
    ),
    Trial(
        Label(
            "Allow 90 m: only the brief has changed, and the search improves again.",
            "把限高放宽到90米：改的只是任务书，搜索又有了进展。",
        ),
        values=(("height_m", 90.0),),
        watch_s=16.0,
    ),
    Trial(
        Label(
            "Finish by hand: add a storey. The ghosts are gone, and the bars show what it costs.",
            "亲手收尾，加一层：虚影消失，横柱显示代价。",
        ),
        action="taller",
    ),
)

NAMES = {
    "area": (Label("Floor area", "建筑面积"), "m²", "平方米", ",.0f"),
    "daylight": (Label("Daylight", "采光"), "", "", ".2f"),
    "cost": (Label("Cost", "造价"), "million CNY", "百万元", ".0f"),
    "height": (Label("Height", "高度"), "m", "米", ".0f"),
    "limit": (Label("Height limit", "限高线"), "m", "米", ".0f"),
}
"""What the parts of a brief are called, their units and how their numbers are written."""


def told_of_part(part: str, found: float, asked: float, missing: float) -> PartWords:
    """One part of the brief: what the building has, what was asked for, and whether that is missed."""
    label, en, zh, form = NAMES[part]
    have, want = format(found, form), format(asked, form)
    en, ok, bad = (f" {en}" if en else ""), ("met", "满足"), ("missed", "未满足")
    verdict = bad if missing > MISSED else ok
    return PartWords(
        label,
        Label(f"{have}{en}, brief {want}{en}: {verdict[0]}", f"{have}{zh}，要求{want}{zh}：{verdict[1]}"),
    )


MISSED = 0.0025
"""A part of the brief counts as missed when more than this is missing; a quarter of what all four may miss."""


def told_of_best(
    gap: float, met: float, searching: bool, by_hand: bool, evaluated: int, restarts: int
) -> PartWords:
    """The best building so far, who is at work on it, and how often the search was stuck."""
    if by_hand:
        who = Label("finished by hand", "由您收尾")
    else:
        who = Label("search running", "搜索中") if searching else Label("search stopped", "搜索已停")
    en, zh = ("Meets the brief", "满足任务书") if gap < met else (f"Shortfall {gap:.2f}", f"总差距{gap:.2f}")
    if gap >= met and restarts:
        en, zh = f"{en}, stuck and restarted {restarts}×", f"{zh}，卡住后已重新开始{restarts}次"
    return PartWords(
        Label("The best so far", "迄今最好的方案"),
        Label(f"{en}; {who.en}, {evaluated:,} tried", f"{zh}；{who.zh}，已试{evaluated:,}个"),
    )


def told_of_tried(least: float | None) -> PartWords:
    """Four buildings of the last generation: how much the best of them misses; None if nothing is tried."""
    label = Label("Being tried", "正在试的方案")
    if least is None:
        return PartWords(label, Label("Nothing: the search is stopped", "没有：搜索已停"))
    return PartWords(label, Label(f"Best of four: shortfall {least:.2f}", f"四个中最好的，差距{least:.2f}"))


def told_of_label(number: str) -> PartWords:
    """The label that says a machine made the building."""
    return PartWords(
        Label("Label: made by a machine", "标识：机器生成"),
        Label(f"Hidden label, number {number}", f"隐式标识，编号{number}"),
    )
