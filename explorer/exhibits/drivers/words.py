"""What is said at the gate of drivers: of the five switches, the hands, and the experiment."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ..exhibit import Action, Label, PartWords, Trial
from .pipe import NEW_MS, OLD_MS, SWITCH_OF

SWITCHES = ("network", "cloud", "display", "overlay", "prediction")

ACTIONS: tuple[Action, ...] = (
    Action(
        "network",
        Label("Swap the network", "更换网络"),
        Label(
            "One way through it: old 30 ms, new 3 ms.",
            "单程时延：旧网络30毫秒，新网络3毫秒。",
        ),
    ),
    Action(
        "cloud",
        Label("Swap where pictures are rendered", "更换渲染方式"),
        Label(
            "36 ms locally; 4 ms in the cloud, but the network is crossed twice.",
            "本地渲染36毫秒；云端渲染4毫秒，但要多走一趟网络。",
        ),
    ),
    Action(
        "display",
        Label("Swap the VR display", "更换VR显示"),
        Label(
            "Decoding and display: old 34 ms, new 5 ms.",
            "解码加显示：旧的34毫秒，新的5毫秒。",
        ),
    ),
    Action(
        "overlay",
        Label("Swap the AR tracking", "更换AR跟踪"),
        Label(
            "Finding hand and object: old 20 ms, new 4 ms.",
            "看清手和物体在哪里：旧的20毫秒，新的4毫秒。",
        ),
    ),
    Action(
        "prediction",
        Label("AI prediction on or off", "开关AI预测"),
        Label(
            "A line is fitted to the latest samples and extended to the present, again at every step.",
            "用最近的采样拟合一条直线，外推到此刻；每一步都重新拟合。",
        ),
    ),
    Action(
        "all",
        Label("All five, or none", "五项全开或全关"),
        Label(
            "All are switched on; if they are, all are switched off.", "全部打开；若已全部打开，则全部关闭。"
        ),
    ),
)

PILLARS = {
    "network": Label("Fast Internet", "高速互联网"),
    "cloud": Label("Cloud computing", "云计算"),
    "display": Label("Virtual reality", "虚拟现实"),
    "overlay": Label("Augmented reality", "增强现实"),
    "prediction": Label("Artificial intelligence", "人工智能"),
}
"""The five drivers that the briefing names."""

FACTS = {
    "network": Label(
        "more than 1.2 billion 5G users in China (MIIT, January 2026)",
        "中国5G用户超12亿（工业和信息化部，2026年1月）",
    ),
    "cloud": Label(
        "named for integration in the plan's first measure (Xinhua, 2023)",
        "行动计划第一项措施点名要集成突破（新华社，2023年）",
    ),
    "display": Label(
        "the VR plan of November 2022 aims at sales of more than 25 million terminals by 2026",
        "2022年11月的虚拟现实行动计划提出：到2026年终端销量超过2500万台",
    ),
    "overlay": Label("named by the briefing as a driver (2023)", "简报列为动力之一（2023年）"),
    "prediction": Label(
        "named for integration in the plan's first measure (Xinhua, 2023)",
        "行动计划第一项措施点名要集成突破（新华社，2023年）",
    ),
}

EXPERIMENT: tuple[Trial, ...] = (
    Trial(
        Label(
            "Everything old: move your hand, or watch the robot's. The glass hand lags 120 ms behind.",
            "全用旧的：动一动手，或看机器人的手。玻璃手落后120毫秒。",
        ),
        watch_s=5.0,
    ),
    Trial(
        Label(
            "Render in the cloud. Almost nothing is gained: the slow network is now crossed twice.",
            "改到云端渲染。几乎没有变快：数据要在慢网络上走两趟。",
        ),
        "cloud",
        watch_s=5.0,
    ),
    Trial(
        Label(
            "Swap the network: now the cloud pays off, and 64 ms are left.",
            "再换网络：云端的好处出来了，只剩64毫秒。",
        ),
        "network",
        watch_s=5.0,
    ),
    Trial(
        Label(
            "Add prediction: on the straights the glass hand catches up; at sharp turns it overshoots. Useful, not magic.",
            "加上预测：直线上玻璃手一下就跟上了；可到了急转弯，它会冲过头。好用，但不神。",
        ),
        "prediction",
        (("route", "sharp"),),
        6.0,
    ),
)


def part_words(on: Collection[str], found: Mapping[str, float], leads: str) -> dict[str, PartWords]:
    """What each part is and reads, with some switches on, some readings, and who leads the hand."""
    words = {name: PartWords(PILLARS[name], _pillar(name, name in on)) for name in SWITCHES}
    gap, aim = f"{found['gap']:.1f}", f"{found['outline']:.1f}"
    words["hand"] = PartWords(
        Label("The hand", "手"),
        Label("your pointer moves it", "由您的指针带动")
        if leads == "own"
        else Label("the robot moves it; move the pointer to take over", "由机器人带动；移动指针即可接手"),
    )
    words["glass"] = PartWords(
        Label("The hand you see in the headset", "头显中看到的手"),
        Label(f"{found['delay']:.0f} ms old, {gap} cm off", f"落后{found['delay']:.0f}毫秒，偏差{gap}厘米"),
    )
    words["object"] = PartWords(
        Label("The object and its AR outline", "物体与它的AR轮廓"),
        Label(f"the outline is {aim} cm off", f"轮廓偏差{aim}厘米"),
    )
    words["chain"] = PartWords(
        Label("The chain of delay", "时延链"),
        Label(
            f"{found['delay']:.0f} ms in all; above about 20 ms, VR sickness becomes a risk",
            f"合计{found['delay']:.0f}毫秒；超过约20毫秒，就可能令人眩晕",
        ),
    )
    return words


def _pillar(name: str, on: bool) -> Label:
    fact = FACTS[name]
    if name == "prediction":
        state = Label("on", "已开启") if on else Label("off", "已关闭")
    else:
        stages = [stage for stage, switch in SWITCH_OF.items() if switch == name]
        ms = sum((NEW_MS if on else OLD_MS)[stage] for stage in stages)
        state = (
            Label(f"new, {ms:.0f} ms", f"新，{ms:.0f}毫秒")
            if on
            else Label(f"old, {ms:.0f} ms", f"旧，{ms:.0f}毫秒")
        )
    return Label(f"{state.en}; {fact.en}", f"{state.zh}；{fact.zh}")
