"""What a visitor reads at the production line: actions, charts, the experiment, and words for what can be touched."""

from __future__ import annotations

from ..exhibit import Action, Chart, Label, PartWords, Trial, counted
from .flow import FULL, STATIONS
from .state import State

ACTIONS = (
    Action(
        "break_sensor",
        Label("Break the sensor", "弄坏传感器"),
        Label("The chosen station's sensor begins to lose events.", "所选工位的传感器开始丢失事件。"),
        breaks=True,
    ),
    Action(
        "recount",
        Label("Ask people to recount", "请人盘点"),
        Label(
            "Operators count what is there; the twin adopts their count.",
            "操作员清点现场实物，孪生以盘点结果为准。",
        ),
    ),
    Action(
        "mend_sensors",
        Label("Repair the sensors", "修好传感器"),
        Label(
            "All sensors report again. The twin still does not know what it missed.",
            "所有传感器恢复上报；孪生漏掉的部分仍然不知道。",
        ),
    ),
    Action(
        "swap_card",
        Label("Swap the process card", "更换工艺卡"),
        Label(
            "All stations change their work steps together. The other card spreads the same work more evenly.",
            "所有工位同时更换工步；另一张工艺卡把同样的工作量分得更均匀。",
        ),
    ),
    Action(
        "slow_machine",
        Label("Slow or restore the machine", "让机器变慢或复原"),
        Label(
            "From the next part on, the chosen station takes twice as long; press again to undo.",
            "所选工位从下一件起用时加倍；再按一次恢复。",
        ),
    ),
)

CHARTS = (
    Chart(Label("Gap, and ghosts in it", "差距与其中的幽灵零件"), ("gap", "ghosts")),
    Chart(Label("Parts on the line", "在制品"), ("wip",)),
)

EXPERIMENT = (
    Trial(
        Label(
            "Break the sensor of station 3. On the glass line, ghost parts pile up at station 3 and holes open at station 4.",
            "弄坏3号工位的传感器：玻璃产线上，3号工位堆起幽灵零件，4号工位出现空缺。",
        ),
        "break_sensor",
        (("station", 3), ("loss", 100.0), ("backup", False)),
        2.0,
    ),
    Trial(
        Label(
            "Wait for the red frame: the twin finds an impossible count and raises its own alarm.",
            "等红框亮起：孪生发现不可能出现的数目，自己报警。",
        ),
        watch_s=3.0,
    ),
    Trial(
        Label(
            "Let a camera help that sees 85 % of what passes. Most ghosts vanish; what it misses stays wrong.",
            "启用准确率85%的摄像头备份：幽灵零件大多消退，看漏的仍然留着。",
        ),
        values=(("backup", True), ("camera", 85.0)),
        watch_s=5.0,
    ),
    Trial(
        Label(
            "Repair the sensor. New parts are reported again, but the old error remains.",
            "修好传感器：新经过的零件重新上报，旧账还在。",
        ),
        "mend_sensors",
        watch_s=3.0,
    ),
    Trial(
        Label(
            "Ask people to recount. Only now do twin and line agree in all seven places.",
            "请人盘点：这时孪生与产线才在七个位置全部一致。",
        ),
        "recount",
        watch_s=2.0,
    ),
)


def part_words(state: State, times_s: tuple[float, ...]) -> dict[str, PartWords]:
    """Words for everything that can be touched at the line."""
    errors = state.errors
    words = {"raw": PartWords(Label("Raw store", "原料库"), _difference(errors[0]))}
    for number in range(STATIONS):
        words[f"station_{number + 1}"] = PartWords(
            Label(f"Station {number + 1}", f"{number + 1}号工位"), _station(state, number, times_s[number])
        )
    words["finished"] = PartWords(Label("Finished parts", "成品区"), _difference(errors[-1]))
    gap = sum(abs(error) for error in errors)
    alarm = Label("alarm on", "已报警") if state.alarm else Label("no alarm", "未报警")
    words["twin"] = PartWords(
        Label("The twin: a line of glass", "孪生：玻璃产线"),
        Label(
            f"{sum(error == 0 for error in errors)} of 7 places agree, {alarm.en}",
            f"7个位置中{sum(error == 0 for error in errors)}个一致，{alarm.zh}",
        ),
    )
    words["counter"] = PartWords(
        Label("Gap between twin and line", "孪生与产线的差距"), Label(counted(gap, "part"), f"{gap}件")
    )
    return words


def _station(state: State, number: int, time_s: float) -> Label:
    heard = (
        Label("sensor broken", "传感器失效")
        if number in state.broken
        else Label("sensor works", "传感器正常")
    )
    pace = Label(f"{time_s:.1f} s a part", f"每件{time_s:.1f}秒")
    if number == 0:
        return Label(f"{pace.en}, {heard.en}", f"{pace.zh}，{heard.zh}")
    real, told = state.contents[number - 1], state.twin_contents[number - 1]
    wrong = "" if 0 <= told <= FULL else " (impossible)"
    wrong_zh = "" if 0 <= told <= FULL else "（不可能）"
    return Label(
        f"{real} here, the twin says {told}{wrong}; {pace.en}, {heard.en}",
        f"实有{real}件，孪生认为{told}件{wrong_zh}；{pace.zh}，{heard.zh}",
    )


def _difference(error: int) -> Label:
    if error == 0:
        return Label("twin and line agree", "孪生与产线一致")
    if error > 0:
        return Label(f"the twin counts {error} too many", f"孪生多记{error}件")
    return Label(f"the twin counts {-error} too few", f"孪生少记{-error}件")
