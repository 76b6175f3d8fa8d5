"""What is said at the living plan tree."""

from __future__ import annotations

from ..exhibit import Action, Label, PartWords, Trial
from .graph import Graph, way
from .plan import EVENTS, ISSUERS, MEASURES, PRINCIPLES, SAFEGUARDS, TASKS, Dated

GROUPS = {
    "issuer": (Label("Issuer", "发布部门"), ISSUERS),
    "principle": (Label("Principle", "基本原则"), PRINCIPLES),
    "safeguard": (Label("Safeguard", "保障措施"), SAFEGUARDS),
    "task": (Label("Task", "重点任务"), TASKS),
    "measure": (Label("Measure", "具体措施"), tuple(measure.label for measure in MEASURES)),
}

ACTIONS: tuple[Action, ...] = (
    Action(
        "play",
        Label("Let the years run, or stop them", "播放或停止年份"),
        Label(
            "Half a year per second, from 2022 to 2026; at the end, press again to start over.",
            "从2022年到2026年，每秒半年；到头后再按一次从头开始。",
        ),
    ),
    Action(
        "next",
        Label("Pick the next in the plan", "选下一项"),
        Label(
            "Issuers, principles, safeguards, tasks and measures, one after the other.",
            "依次选取发布部门、基本原则、保障措施、重点任务和具体措施。",
        ),
    ),
    Action(
        "shake",
        Label("Shake the tree", "摇一摇树"),
        Label("Everything is pushed; see it find its place again.", "推动所有节点，看它们重新归位。"),
    ),
)

EXPERIMENT: tuple[Trial, ...] = (
    Trial(
        Label(
            "Pick statement C62, three to five clusters: it comes forward, and the lit path leads to the zone that covers it.",
            "选取第C62条，3—5个集聚区：它移到前面，地上的光路通向讲述它的展区。",
        ),
        "",
        (("claim", 62),),
        5.0,
    ),
    Trial(
        Label(
            "Go beyond the briefing: three more tasks light up, with eight of the fourteen measures.",
            "看简报之外：又有三项任务亮起，十四项措施中的八项在其中。",
        ),
        "",
        (("beyond", True),),
        5.0,
    ),
    Trial(
        Label(
            "Let the years run. The inner ring is China, with high posts for provinces and cities; the outer ring is the world.",
            "播放年份。内圈是中国，高柱为地方；外圈是国际。",
        ),
        "play",
        (("year", 2022.0),),
        10.0,
    ),
)


def name_words(plan: Graph, name: str) -> Label:
    """What a node is called."""
    if name == "plan":
        return Label("The plan", "行动计划")
    if name in plan.zones:
        return plan.zones[name].title
    if name.startswith("C"):
        return Label(f"Statement {name}", f"第{name}条")
    group, number = name.rsplit("_", 1)
    return GROUPS[group][1][int(number) - 1]


def way_words(plan: Graph, picked: str) -> Label:
    """The way from a node to the zone that tells it."""
    steps = [name_words(plan, name) for name in way(plan, picked)]
    return Label(" → ".join(step.en for step in steps), " → ".join(step.zh for step in steps))


def part_words(plan: Graph, picked: str, last: Dated | None, happened: int) -> dict[str, PartWords]:
    """What each part is and reads."""
    words = {
        "plan": PartWords(
            Label("The plan 2023–2025", "行动计划（2023—2025年）"),
            Label(
                "dated 29 August 2023 by the briefing, public on 8 September, ended with 2025; touch to shake",
                "简报所记日期为2023年8月29日，9月8日公开，2025年底到期；点一下摇动",
            ),
        )
    }
    for part, count in (("issuer", 5), ("principle", 5), ("safeguard", 3)):
        group = GROUPS[part][0]
        mine = picked.startswith(part)
        told = (
            name_words(plan, picked)
            if mine
            else Label(
                f"{count} of them; touch for the next",
                f"共{count}{'个' if part == 'issuer' else '项'}，点一下看下一项",
            )
        )
        words[f"{part}s"] = PartWords(Label(f"{group.en}s", group.zh), told)
    for number, task in enumerate(TASKS):
        measures = [at + 1 for at, measure in enumerate(MEASURES) if measure.task == number]
        mine = picked in {f"measure_{at}" for at in measures}
        told = (
            name_words(plan, picked)
            if mine
            else Label(f"measures {measures[0]} to {measures[-1]}", f"措施{measures[0]}至{measures[-1]}")
        )
        if number >= 2 and not mine:
            told = Label(f"{told.en}; the briefing says little about them", f"{told.zh}；简报很少谈到")
        words[f"task_{number + 1}"] = PartWords(task, told)
    words["picked"] = PartWords(name_words(plan, picked), way_words(plan, picked))
    if last is None:
        told = Label("nothing yet", "尚无")
    else:
        told = Label(
            f"{last.date}: {last.label.en} ({happened} of {len(EVENTS)})",
            f"{last.date}：{last.label.zh}（{happened}／{len(EVENTS)}）",
        )
    words["events"] = PartWords(Label("What has happened so far", "迄今的大事"), told)
    return words
