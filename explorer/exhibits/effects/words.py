"""What a visitor reads at the two hundred shifts: actions, readings, charts, the experiment, words for what can be touched."""

from __future__ import annotations

from collections.abc import Sequence

from ..exhibit import Action, Chart, Label, Output, PartWords, Trial
from .state import LEVERS
from .statistics import MATTERS_PCT, Estimate, Verdict, judged, mean_and_doubt

LEVER_WORDS = {
    "none": Label("None", "无"),
    "virtualization": Label("Virtualisation", "虚拟化"),
    "simulation": Label("Simulation", "仿真"),
    "real_time": Label("Real-time data", "实时数据"),
    "all": Label("All three", "三样都用"),
}
LEVER_MEANS = {
    "none": Label("nothing is changed", "什么都不改"),
    "virtualization": Label("the change of product is rehearsed on a virtual line", "换产先在虚拟产线上演练"),
    "simulation": Label("the slots between machines are shared out differently", "机器之间的缓冲位换了分法"),
    "real_time": Label("the crew is called ten seconds after a stop", "停机十秒后就呼叫维修"),
    "all": Label("rehearsed, slots moved, crew called at once", "先演练、挪缓冲位、即时呼叫"),
}
WITHOUT, WITH = Label("without", "不用"), Label("with", "用了")

VERDICT_WORDS: dict[Verdict, Label] = {
    "few": Label("too few shifts to say anything", "班次太少，还不能下结论"),
    "gain": Label("a gain", "有提升"),
    "loss": Label("a loss", "有损失"),
    "open": Label("no clear effect", "看不出有没有作用"),
    "nothing": Label(
        f"no effect that matters (under {MATTERS_PCT} %)", f"没有值得一提的作用（不到{MATTERS_PCT}%）"
    ),
}

ACTIONS = (
    Action(
        "best_only",
        Label("Report only the best ten", "只报最好的十班"),
        Label(
            "The ten best shifts with the lever against the average without it: how a brochure gets its percentage. "
            "Press again for all shifts.",
            "拿用了手段的最好十班，去比不用时的平均：宣传册的百分比就是这么来的。再按一次，恢复全部班次。",
        ),
        breaks=True,
    ),
    Action(
        "repeat",
        Label("Repeat the study", "重做一遍"),
        Label(
            "The same comparison with different luck. The last result stays as a white mark.",
            "同样的比较，换一批运气。上一次的结果留作白色标记。",
        ),
    ),
)

OUTPUTS = (
    Output("gain", Label("Gain", "提升"), "%", -100, 1000),
    Output("doubt", Label("Uncertainty: half of the 95 % interval", "误差：95%区间的一半"), "%", 0, 30),
    Output("low", Label("Interval from", "区间下限"), "%", -130, 1000),
    Output("high", Label("Interval to", "区间上限"), "%", -100, 1030),
    Output("claimed", Label("Gain as reported", "对外报的提升"), "%", -100, 1000),
    Output(
        "verdict",
        Label(
            "Verdict (0 too few, 1 gain, 2 loss, 3 unclear, 4 no effect)",
            "结论（0太少，1提升，2损失，3看不出，4无作用）",
        ),
        "",
        0,
        4,
    ),
    Output("without", Label("Parts per shift without", "不用时每班件数"), "parts", 0, 2100),
    Output("with", Label("Parts per shift with", "用了后每班件数"), "parts", 0, 2100),
    Output("spread", Label("Spread from shift to shift", "班次之间的差异"), "parts", 0, 500),
    Output("worked", Label("Shifts compared", "已比较的班次"), "", 0, 300),
)

CHARTS = (
    Chart(Label("Gain and its interval, shift by shift", "提升与区间，逐班变化"), ("low", "gain", "high")),
    Chart(
        Label("Shifts with the lever", "用了手段的班次"),
        ("with",),
        "profile",
        Label("parts per shift", "每班件数"),
    ),
)

EXPERIMENT = (
    Trial(
        Label(
            "No lever: two identical lines. Watch the interval close in on zero, and see what chance alone can claim.",
            "先不用任何手段：两条一样的产线。看区间向零收拢，也看光凭运气能“提升”多少。",
        ),
        values=(("lever", "none"), ("failures_per_h", 4.0), ("shifts", 200), ("same_luck", False)),
        watch_s=12.0,
    ),
    Trial(
        Label(
            "Real-time data calls the crew at once: about 50 % more output, and the glass bars move away from the solid ones.",
            "用实时数据立即呼叫维修：产量多出约50%，玻璃柱与实心柱分开。",
        ),
        values=(("lever", "real_time"),),
        watch_s=12.0,
    ),
    Trial(
        Label(
            "The same lever in a plant whose machines never fail: it does nothing, and the sign says so.",
            "同一手段，换到机器从不出故障的工厂：毫无作用，牌子如实写着。",
        ),
        values=(("failures_per_h", 0.0),),
        watch_s=10.0,
    ),
    Trial(
        Label(
            "Machines fail again, and the lever is simulation. Here it only moves slots, and that hardly matters: the sign says "
            "“no clear effect”. Even after 300 shifts the uncertainty would be larger than the effect.",
            "机器又会出故障，手段换成仿真。在这里它只是挪动缓冲位，几乎不起作用：牌子写着“看不出有没有作用”。做满300班，误差仍比作用大。",
        ),
        values=(("failures_per_h", 4.0), ("lever", "simulation")),
        watch_s=14.0,
    ),
    Trial(
        Label(
            "Now report only the best ten shifts: an impressive figure with nothing behind it.",
            "这时只报最好的十班：数字漂亮，背后却什么也没有。",
        ),
        "best_only",
        watch_s=4.0,
    ),
)


def part_words(
    results: Sequence[tuple[int, ...]],
    side: int,
    estimates: Sequence[Estimate | None],
    claimed_pct: float | None,
    failures_per_h: float,
    round_min: float,
) -> dict[str, PartWords]:
    """Words for everything that can be touched.

    Parameters
    ----------
    results : parts made in each shift, first without a lever, then with each; `side` : of the present lever.
    estimates : what is known of each lever.
    claimed_pct : what the ten best shifts seem to say; None if all shifts are reported.
    """
    base, lever_words = results[0], LEVER_WORDS[LEVERS[side - 1]]
    said = [
        _verdict(found, min(len(base), len(results[number]))) for number, found in enumerate(estimates, 1)
    ]
    words = {
        "without": PartWords(Label("Shifts without the lever", "不用手段的班次"), _mean(base)),
        "with": PartWords(
            Label(
                f"Shifts with: {lever_words.en.lower()}",
                f"用了手段的班次：{lever_words.zh}",
            ),
            _mean(results[side]),
        ),
        "difference": PartWords(Label("The difference", "差别"), _difference(said[side - 1], claimed_pct)),
    }
    for lever, verdict in zip(LEVERS, said, strict=True):
        means = LEVER_MEANS[lever]
        words[lever] = PartWords(
            LEVER_WORDS[lever], Label(f"{means.en}; {verdict.en}", f"{means.zh}；{verdict.zh}")
        )
    often = failures_per_h
    words["machines"] = PartWords(
        Label("Six machines and a crew", "六台机器与维修员"),
        Label(
            f"each fails {often:g} times an hour, the crew checks every {round_min:g} min"
            if often
            else "they never fail",
            f"每台每小时故障{often:g}次，维修员每{round_min:g}分钟巡查一次" if often else "从不出故障",
        ),
    )
    return words


def _mean(values: tuple[int, ...]) -> Label:
    if len(values) < 2:
        return Label("no shift yet", "还没有班次")
    mean, doubt = mean_and_doubt(values)
    return Label(
        f"{len(values)} shifts, {mean:.0f} ± {doubt:.1f} parts on average",
        f"{len(values)}个班次，平均{mean:.0f} ± {doubt:.1f}件",
    )


def _verdict(found: Estimate | None, count: int) -> Label:
    """What may be said of a lever, from `count` shifts on the smaller side."""
    if found is None:
        return Label("not tried in this plant yet", "本厂还没试过")
    doubt = (found.high_pct - found.low_pct) / 2
    verdict = VERDICT_WORDS[judged(found, count)]
    return Label(
        f"{found.gain_pct:+.1f} % ± {doubt:.1f}: {verdict.en}",
        f"{found.gain_pct:+.1f}% ± {doubt:.1f}：{verdict.zh}",
    )


def _difference(said: Label, claimed: float | None) -> Label:
    if claimed is None:
        return said
    return Label(
        f"reported: {claimed:+.0f} %, from the ten best shifts; all shifts: {said.en}",
        f"对外报{claimed:+.0f}%，只取最好的十班；全部班次：{said.zh}",
    )
