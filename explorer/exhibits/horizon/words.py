"""What a visitor reads at the loop: actions, charts, the experiment, and words for what can be touched."""

from __future__ import annotations

from collections.abc import Sequence

from ..exhibit import Action, Chart, Label, PartWords, Trial
from .control import Body

LATEST = Label("last", "上一圈")

ACTIONS = (
    Action(
        "push",
        Label("Push the machine", "推机器一把"),
        Label("Pushes it off the line at 1.5 m/s.", "以1.5米/秒推离赛道。"),
        breaks=True,
    ),
    Action(
        "forget",
        Label("Back to the first guess", "模型回到最初猜测"),
        Label(
            "The twin forgets what it has learned; the lap starts again.",
            "孪生忘掉学到的一切，本圈重新开始。",
        ),
        breaks=True,
    ),
    Action(
        "renew",
        Label("Renew the machine", "翻新机器"),
        Label(
            "All wear is gone, but the model does not know it yet. The lap starts again.",
            "磨损全部消除，模型还不知道；本圈重新开始。",
        ),
    ),
)

CHARTS = (
    Chart(
        Label("Cost of each lap; a crash fills the scale", "每圈代价；翻车顶满刻度"),
        ("cost",),
        "profile",
        Label("Lap", "圈"),
    ),
    Chart(Label("Metres off the line", "偏离赛道（米）"), ("off",)),
)

EXPERIMENT = (
    Trial(
        Label(
            "Lap 1 on a first guess that is wrong on purpose: the golden twin glides, the machine crashes. The model "
            "learns; lap 2 succeeds.",
            "第1圈用故意错的猜测：金色孪生稳稳滑行，机器却翻了。模型学到了，第2圈就跑下来了。",
        ),
        "forget",
        (("link", True), ("limit_n", 40.0), ("wear", 0.0)),
        9.0,
    ),
    Trial(
        Label(
            "Reset the model and cut the link: nothing comes back from the machine, and every lap crashes.",
            "模型回到最初，再切断回路：机器的数据回不来，圈圈翻车。",
        ),
        "forget",
        (("link", False),),
        8.0,
    ),
    Trial(
        Label(
            "Reconnect it, with force limited to 7 N: the machine is saved, but each lap costs more.",
            "重新接通，限力7牛：机器救得回来，但每圈代价更高。",
        ),
        values=(("link", True), ("limit_n", 7.0)),
        watch_s=14.0,
    ),
    Trial(
        Label(
            "Limited to 5.5 N: too tight. Nothing can save it now, however good the model.",
            "限力5.5牛：管得太紧，模型再好也救不回来。",
        ),
        values=(("limit_n", 5.5),),
        watch_s=8.0,
    ),
)


def told_of_machine(off_m: float, crashed: bool, lap: int) -> PartWords:
    """The real machine."""
    if crashed:
        reading = Label(f"Lap {lap}: crashed", f"第{lap}圈：翻车")
    else:
        reading = Label(
            f"Lap {lap}: {abs(off_m):.2f} m off the line", f"第{lap}圈：偏离赛道{abs(off_m):.2f}米"
        )
    return PartWords(Label("The machine; touch to push it", "机器；点一下，推它一把"), reading)


def told_of_twin(gap_m: float) -> PartWords:
    """The golden twin: what the model of this lap believes."""
    return PartWords(
        Label("The twin, as the model predicts it", "孪生：按模型推算"),
        Label(f"{abs(gap_m):.2f} m from the machine", f"与机器相差{abs(gap_m):.2f}米"),
    )


def told_of_link(on: bool, told: int) -> PartWords:
    """The thread of data from the machine to the model."""
    reading = (
        Label(f"Connected: {told} measurements in this lap", f"已接通：本圈{told}次测量")
        if on
        else Label("Cut: the model learns nothing", "已切断：模型学不到东西")
    )
    return PartWords(
        Label("Link from real to virtual; touch to cut or reconnect", "由实到虚的回路；点一下切断或接通"),
        reading,
    )


def told_of_model(model: Body, body: Body) -> PartWords:
    """Believed and true numbers of the machine, side by side."""
    tips, mass, rubs = -model.stiffness_n_m, model.mass_kg, model.friction_n_s_m
    true_tips, true_mass, true_rubs = -body.stiffness_n_m, body.mass_kg, body.friction_n_s_m
    return PartWords(
        Label(
            "Model (gold) and machine (white): tipping force, friction, mass",
            "模型（金）与机器（白）：倾覆力、摩擦、质量",
        ),
        Label(
            f"{tips:.1f} of {true_tips:.1f} N/m, {rubs:.1f} of {true_rubs:.1f} N·s/m, {mass:.1f} of {true_mass:.1f} kg",
            f"{tips:.1f}／{true_tips:.1f}牛每米，{rubs:.1f}／{true_rubs:.1f}牛·秒每米，{mass:.1f}／{true_mass:.1f}千克",
        ),
    )


def told_of_laps(last: Sequence[tuple[int, float, float, bool]]) -> PartWords:
    """The row of laps: the last one, if there is one."""
    label = Label(
        "Cost of recent laps; the white line is the best possible", "最近各圈的代价；白线是可能的最好成绩"
    )
    if not last:
        return PartWords(label, Label("No lap finished yet", "还没有跑完一圈"))
    number, cost, ideal, crashed = last[-1]
    if crashed:
        return PartWords(label, Label(f"Lap {number}: crash", f"第{number}圈：翻车"))
    return PartWords(
        label,
        Label(f"Lap {number}: {cost:.2f}, best {ideal:.2f}", f"第{number}圈：{cost:.2f}，最好{ideal:.2f}"),
    )


def told_of_limit(limit_n: float, needed_n: float, saves: bool) -> PartWords:
    """The gate of force: safe and efficient, or too tight."""
    verdict = (
        Label("enough to hold it", "撑得住")
        if saves
        else Label("too tight: nothing can save it", "太紧，救不回来")
    )
    return PartWords(
        Label("Safety limit on force", "安全限力"),
        Label(
            f"{limit_n:.1f} N allowed, more than {needed_n:.1f} N needed at the start: {verdict.en}",
            f"允许{limit_n:.1f}牛，起步需超过{needed_n:.1f}牛：{verdict.zh}",
        ),
    )
