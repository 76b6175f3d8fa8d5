"""Which shelf fits, in words: what can be done, its readings, charts and experiment, and what is read off its parts."""

from __future__ import annotations

from ..exhibit import Action, Chart, Label, Output, PartWords, Trial
from .models import WATCH_S

PROCESS_NAMES = {
    "heat_treatment": Label("Heat treatment: furnace", "热处理：炉子"),
    "moulding": Label("Moulding: press", "模塑：压机"),
    "soldering": Label("Soldering: oven", "焊接：回流炉"),
}

MODEL_NAMES = {
    "first": Label("First order", "一阶模型"),
    "two": Label("Two lags", "二阶滞后模型"),
    "delay": Label("Dead time", "纯滞后模型"),
    "integ": Label("Integrator", "积分模型"),
    "rad": Label("Radiating oven", "辐射炉模型"),
}

OUTCOME_NAMES = {
    "none": Label("None yet", "尚未出件"),
    "good": Label("Good", "合格"),
    "underdone": Label("Underdone", "欠火"),
    "burnt": Label("Burnt", "烧坏"),
}

DECISION = Label("Decision", "决定")

ACTIONS = (
    Action(
        "decide",
        Label("Decide now", "立即决定"),
        Label(
            "The likeliest model plans the recipe, and a part goes in.",
            "由最可能的模型制定工艺，放入工件。",
        ),
    ),
    Action(
        "again",
        Label("Next machine", "换一台机器"),
        Label(
            "Another machine of the same kind, cold, with no measurements yet.",
            "换一台同类的冷机器，尚无测量数据。",
        ),
    ),
)

OUTPUTS = (
    Output("watched_s", Label("Watched", "已观察"), "s", 0, WATCH_S),
    Output("temperature_c", Label("Temperature, measured", "实测温度"), "°C", -600, 1400),
    Output("promised_c", Label("Temperature, planned", "计划温度"), "°C", 0, 1100),
    Output("first_percent", Label("First order", "一阶模型"), "%", 0, 100),
    Output("two_percent", Label("Two lags", "二阶滞后模型"), "%", 0, 100),
    Output("delay_percent", Label("Dead time", "纯滞后模型"), "%", 0, 100),
    Output("integ_percent", Label("Integrator", "积分模型"), "%", 0, 100),
    Output("rad_percent", Label("Radiating oven", "辐射炉模型"), "%", 0, 100),
    Output("phase", Label("0 watch, 1 run, 2 look at the part", "0观察，1运行，2查看工件"), "", 0, 2),
    Output("chosen", Label("Model chosen (1 to 5; 0 none yet)", "选用的模型（1—5；0未定）"), "", 0, 5),
    Output("hottest_off_k", Label("Hottest so far, above target", "至今最高温与目标之差"), "K", -450, 450),
    Output(
        "outcome",
        Label("Part: 0 none yet, 1 good, 2 underdone, 3 burnt", "工件：0未出，1合格，2欠火，3烧坏"),
        "",
        0,
        3,
    ),
    Output("machines", Label("Machines so far", "机器序号"), "", 1, 1e6),
    Output("parts", Label("Parts made", "已制工件"), "parts", 0, 1e6),
    Output("good_percent", Label("Good parts", "合格率"), "%", 0, 100),
)

CHARTS = (
    Chart(
        Label("How likely each model is", "各模型的可能性"),
        ("first_percent", "two_percent", "delay_percent", "integ_percent", "rad_percent"),
    ),
    Chart(
        Label("Temperature of the machine", "机器温度"),
        ("temperature_c",),
        "profile",
        Label("Seconds of the machine (s)", "机器时间（秒）"),
    ),
)

EXPERIMENT = (
    Trial(
        Label(
            "Decide after 12 s: a wrong book slides out. Watch the curve leave the planned one, and the part come out spoilt.",
            "12秒就决定：推出来的是错的那一册。看实际曲线怎样偏离计划，工件怎样报废。",
        ),
        action="again",
        values=(("process", "heat_treatment"), ("noise_percent", 3.0), ("decide_s", 12.0)),
        watch_s=21.0,
    ),
    Trial(
        Label(
            "Decide after 150 s: by then the power has been full, off and half. Nearly always the right book and a good part.",
            "150秒再决定：这时功率满过、断过、减半过。册子几乎总是对的，工件也合格。",
        ),
        action="again",
        values=(("decide_s", 150.0),),
        watch_s=35.0,
    ),
    Trial(
        Label(
            "Now solder: another machine, and after 150 s another book is the right one.",
            "改做焊接：换了机器，150秒后，对的是另一册。",
        ),
        values=(("process", "soldering"),),
        watch_s=16.0,
    ),
    Trial(
        Label(
            "Solder again, but decide after 50 s: the book is still the wrong one, and yet the part is good. A wrong "
            "model can be "
            "good enough.",
            "再焊一次，50秒就决定：册子还是错的，工件却合格。模型错了，有时也够用。",
        ),
        action="again",
        values=(("decide_s", 50.0),),
        watch_s=25.0,
    ),
)


def told_of_book(model: str, likely: float, chosen: bool) -> PartWords:
    """A model of the shelf: how likely it is, and whether it was decided for."""
    percent = f"{100 * likely:.0f}"
    en, zh = ("; chosen", "，已选定") if chosen else ("", "")
    return PartWords(MODEL_NAMES[model], Label(f"Likelihood: {percent} %{en}", f"可能性{percent}%{zh}"))


def told_of_trace(celsius: float, baking: bool) -> PartWords:
    """What the board shows, and the temperature measured last."""
    label = (
        Label("Run of the recipe", "工艺运行") if baking else Label("Trace and five fits", "实测与五种拟合")
    )
    return PartWords(label, Label(f"Measured: {celsius:.0f} °C", f"实测{celsius:.0f}°C"))


def told_of_clock(watched_s: int, decide_s: float, watching: bool) -> PartWords:
    """How long the machine has been watched, and when it will be decided."""
    label = Label("Time watched", "观察时间")
    if watching:
        return PartWords(
            label,
            Label(
                f"{watched_s} s of {decide_s:.0f} s; touch to decide",
                f"{watched_s}秒，共{decide_s:.0f}秒；点按即决定",
            ),
        )
    return PartWords(label, Label(f"Decided after {watched_s} s", f"观察{watched_s}秒后决定"))


def told_of_machine(process: str, number: int) -> PartWords:
    """Which machine it is."""
    return PartWords(PROCESS_NAMES[process], Label(f"Machine {number}", f"第{number}台"))


def told_of_part(outcome: str) -> PartWords:
    """What the part turned out to be."""
    return PartWords(Label("The part", "工件"), OUTCOME_NAMES[outcome])


def told_of_tally(good: int, parts: int) -> PartWords:
    """How many parts were good."""
    return PartWords(
        Label("Parts made", "已制工件"), Label(f"{good} good of {parts}", f"共{parts}件，合格{good}件")
    )
