"""The pump that is not made yet in words: what can be done, readings, charts and experiment, and its parts."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ..exhibit import Action, Chart, Label, Output, PartWords, Trial
from .expert import ARROWS, PIPELINE_MS
from .geometry import ORDER, Name
from .tolerance import PUMPS

PART_NAMES: dict[Name, Label] = {
    "bearing": Label("Bearing", "轴承"),
    "spacer": Label("Spacer", "隔套"),
    "shaft": Label("Shaft", "轴"),
    "gear": Label("Gear", "齿轮"),
}

ACTIONS = (
    Action(
        "build_pumps",
        Label("Build 200,000 pumps", "造二十万台泵"),
        Label(
            "Each with its own random sizes; a simulated scanner sorts them.",
            "每台尺寸随机，再由模拟的扫描仪分拣。",
        ),
    ),
    Action(
        "add_gear",
        Label("Let the gear down", "放入齿轮"),
        Label("It slides down until it touches something.", "沿轴线下落，直到碰到东西。"),
    ),
    Action(
        "ask_expert",
        Label("Ask the expert", "请教专家"),
        Label(
            "An arrow shows the next part; the farther the expert, the later it comes.",
            "箭头指出下一个零件；距离越远，来得越晚。",
        ),
    ),
    Action(
        "take_out",
        Label("Take a part out", "取出零件"),
        Label("Takes out the part that went in last.", "取出最后放入的零件。"),
    ),
    Action(
        "add_bearing",
        Label("Let a bearing down", "放入轴承"),
        Label("It slides down until it touches something.", "沿轴线下落，直到碰到东西。"),
    ),
    Action(
        "add_spacer",
        Label("Let the spacer down", "放入隔套"),
        Label("It slides down until it touches something.", "沿轴线下落，直到碰到东西。"),
    ),
    Action(
        "add_shaft",
        Label("Let the shaft down", "放入轴"),
        Label("It slides down until it touches something.", "沿轴线下落，直到碰到东西。"),
    ),
)

OUTPUTS = (
    Output("built", Label("Pumps built", "已造台数"), "pumps", 0, PUMPS),
    Output("yield", Label("Pumps with a good gap", "间隙合格率"), "%", 0, 100),
    Output("computed", Label("Good gaps, by calculation", "计算得出的合格率"), "%", 80, 100),
    Output("worst_low", Label("Worst case, smallest gap", "极值法最小间隙"), "mm", -0.32, 0.17),
    Output("worst_high", Label("Worst case, largest gap", "极值法最大间隙"), "mm", 0.17, 0.66),
    Output("missed", Label("Bad pumps passed", "漏检"), "in 10,000", 0, 10_000),
    Output("false_alarms", Label("Good pumps rejected", "误判"), "in 10,000", 0, 10_000),
    Output("fitted", Label("Parts in place", "已就位零件"), "of 5", 0, len(ORDER)),
    Output("off", Label("Rejected part, out of place by", "装不到位的零件偏离"), "mm", -100, 150),
    Output("scan", Label("Gap of the pump on the table", "台上这台泵的间隙"), "mm", -1, 1),
    Output("delay", Label("Delay of the expert's arrow", "专家箭头的时延"), "ms", PIPELINE_MS, 200),
    Output("arrow", Label("Part the arrow shows (1–4)", "箭头所指零件（1—4）"), "", 0, len(ARROWS)),
    Output("arrow_off", Label("Arrow, off target by", "箭头偏离"), "mm", 0, 20),
)

CHARTS = (
    Chart(
        Label("Gaps of all pumps", "所有泵的间隙分布"),
        ("yield",),
        "profile",
        Label("Gap, mm", "间隙（毫米）"),
    ),
    Chart(
        Label("What the scanner gets wrong, of 10,000", "扫描仪每一万台判错的台数"),
        ("missed", "false_alarms"),
        "bars",
    ),
)

EXPERIMENT: tuple[Trial, ...] = (
    Trial(
        Label(
            "Tolerance 0.05 mm: the red ruler shows that the worst case does not fit, yet hardly any pump is outside the limits.",
            "公差0.05毫米：红色标尺表明最坏情况装不上，可几乎没有一台泵超出限值。",
        ),
        "build_pumps",
        (("tolerance", 0.05), ("guard", 0.0)),
        4.0,
    ),
    Trial(
        Label(
            "Loosen it to 0.12 mm: the hill spreads and spills over the limits, shown in red.",
            "放宽到0.12毫米：小山摊开，红色部分溢出限值。",
        ),
        "",
        (("tolerance", 0.12),),
        4.0,
    ),
    Trial(
        Label(
            "Back to 0.05 mm. Try the gear first: it falls to the bottom and is rejected; the red bar shows how far.",
            "调回0.05毫米。先放齿轮试试：它一直落到底，装不到位，红条就是偏离的距离。",
        ),
        "add_gear",
        (("tolerance", 0.05),),
        4.0,
    ),
    Trial(
        Label(
            "Take it out; then ask the expert in Frankfurt: the arrow comes about 170 ms late, but points at the right part.",
            "取出来，再请教法兰克福的专家：箭头晚到约170毫秒，指的零件却没错。",
        ),
        "take_out",
        (("distance", 8820.0),),
        1.0,
    ),
    Trial(
        Label("Ask, and let down the part the arrow points at.", "请教，然后放入箭头所指的零件。"),
        "ask_expert",
        (),
        3.0,
    ),
)


def part_words(
    read: Mapping[str, float], seated: Collection[Name], refused: Name | None, tolerance_mm: float
) -> dict[str, PartWords]:
    """Label and reading of everything that can be touched.

    Parameters
    ----------
    read : the exhibit's readings.
    seated, refused : the parts that are in their place, and the one that is not.
    """
    found: dict[str, PartWords] = {}
    for name, label in PART_NAMES.items():
        count, whole = sum(other == name for other in seated), ORDER.count(name)
        if name == refused:
            reading = Label(
                f"rejected: {read['off']:+.0f} mm from its place", f"装不到位：偏离{read['off']:+.0f}毫米"
            )
        elif count == whole:
            reading = Label("in its place", "已就位")
        elif whole > 1:
            reading = Label(
                f"{count} of {whole} in place; touch to let one down",
                f"共{whole}个，已就位{count}个；点一下放入一个",
            )
        else:
            reading = Label("waiting; touch to let it down", "待装；点一下即放入")
        found[name] = PartWords(label, reading)
    fitted = round(read["fitted"])
    gap = (
        Label(f", gap {read['scan']:.3f} mm", f"，间隙{read['scan']:.3f}毫米")
        if fitted == len(ORDER)
        else Label("", "")
    )
    found["housing"] = PartWords(
        Label("Housing, cut open", "剖开的壳体"),
        Label(
            f"{fitted} of {len(ORDER)} parts in place{gap.en}", f"{len(ORDER)}个零件已就位{fitted}个{gap.zh}"
        ),
    )
    found["pumps"] = PartWords(
        Label("200,000 pumps", "二十万台泵"),
        Label(
            f"{read['built']:,.0f} built, {read['yield']:.2f} % with a good gap; touch to build again",
            f"已造{read['built']:,.0f}台，间隙合格率{read['yield']:.2f}%；点一下重造",
        ),
    )
    found["worst"] = PartWords(
        Label("Worst-case ruler", "极值法标尺"),
        Label(
            f"all sizes ±{tolerance_mm:.2f} mm at once: gap {read['worst_low']:.2f} to {read['worst_high']:.2f} mm",
            f"各尺寸同时偏差±{tolerance_mm:.2f}毫米：间隙{read['worst_low']:.2f}至{read['worst_high']:.2f}毫米",
        ),
    )
    found["expert"] = PartWords(
        Label("The expert", "专家"),
        Label(
            f"arrow comes {read['delay']:.0f} ms late; touch to ask",
            f"箭头晚到{read['delay']:.0f}毫秒；点一下请教",
        ),
    )
    return found
