"""What a visitor reads at the headset bench: actions, charts, the experiment, and words for what can be touched."""

from __future__ import annotations

from collections.abc import Mapping

from ..exhibit import Action, Chart, Label, PartWords, Trial
from .chart import ROWS, arc_minutes
from .sight import LANES

ACTIONS = (
    Action(
        "foveate",
        Label("Foveation on or off", "开关注视点渲染"),
        Label(
            "Keeps all pixels where you look and merges them into blocks elsewhere.",
            "注视处保留全部像素，别处的像素并成方块。",
        ),
    ),
    Action(
        "look_aside",
        Label("Look aside", "看向一旁"),
        Label("Your gaze moves 20 degrees to the right of the chart.", "视线移到视力表右侧20度处。"),
    ),
    Action(
        "look_back",
        Label("Look at the chart", "看回视力表"),
        Label("Your gaze returns to the smallest letters.", "视线回到最小的一行。"),
    ),
    Action(
        "new_chart",
        Label("Another chart", "换一张视力表"),
        Label("New random directions for the letters.", "字母的朝向重新随机排列。"),
    ),
)

CHARTS = (
    Chart(
        Label("Sharpness across the view", "视野中各处的清晰度"),
        ("here",),
        "profile",
        Label("degrees from the middle", "离视野中心的角度（度）"),
    ),
    Chart(Label("Bits before compression", "压缩前的码率"), ("full", "raw")),
)

EXPERIMENT = (
    Trial(
        Label(
            "2,000 pixels over 100 degrees are 20 a degree. Which row of the chart can you still read?",
            "2000像素铺在100度上，每度20像素。视力表上您还能读到哪一行？",
        ),
        "look_back",
        (("pixels", 2000), ("fov_deg", 100.0), ("rate_hz", 90.0)),
        4.0,
    ),
    Trial(
        Label(
            "6,000 pixels at 120 Hz: as sharp as normal (20/20) sight. The bar of raw bits rises above every lane.",
            "6000像素，每秒120帧：与正常视力（20/20）一样清晰。原始码率的柱子超过所有通道。",
        ),
        values=(("pixels", 6000), ("rate_hz", 120.0)),
    ),
    Trial(
        Label(
            "Switch foveation on. The chart looks the same where you look, and the bar drops below a lane's line.",
            "打开注视点渲染：注视处看不出变化，柱子却落到一条通道线以下。",
        ),
        "foveate",
    ),
    Trial(
        Label(
            "Move the gaze aside, but keep your own eyes on the chart: here you see the pixels that were saved.",
            "让注视点移开，自己的眼睛仍盯着视力表：省下的像素就在这里。",
        ),
        "look_aside",
    ),
    Trial(Label("Move it back, and the chart is sharp again.", "移回来，视力表又清晰了。"), "look_back"),
)


def part_words(
    found: Mapping[str, float], told: tuple[bool, ...], foveated: bool, gaze_deg: tuple[float, float]
) -> dict[str, PartWords]:
    """Words for everything that can be touched at the bench.

    Parameters
    ----------
    found : the readings.
    told : which letters the program recognises.
    """
    words, first = {}, 0
    for row, (_, count, _) in enumerate(ROWS):
        read = sum(told[first : first + count])
        first += count
        stroke = f"{arc_minutes(row):g}"
        words[f"row_{row + 1}"] = PartWords(
            Label(f"Row {row + 1}: strokes of {stroke}′", f"第{row + 1}行：笔画{stroke}角分"),
            Label(f"a program reads {read} of {count}", f"程序认出{count}个中的{read}个"),
        )
    words["stripes"] = PartWords(
        Label("Stripes of 4′, 2′ and 1′", "条纹：4、2、1角分"),
        Label(f"one pixel here: {60 / found['here']:.1f}′", f"此处一个像素为{60 / found['here']:.1f}角分"),
    )
    words["gaze"] = PartWords(
        Label("Where you look", "注视点"),
        Label(
            f"{gaze_deg[0]:+.1f}° across, {gaze_deg[1]:+.1f}° up",
            f"横向{gaze_deg[0]:+.1f}度，纵向{gaze_deg[1]:+.1f}度",
        ),
    )
    thinned = Label("some merged", "部分合并") if foveated else Label("none merged", "未合并")
    words["view"] = PartWords(
        Label("One row of pixels across the view", "横贯视野的一行像素"),
        Label(
            f"{found['kept']:.0f} % of all pixels drawn, {thinned.en}",
            f"实绘像素占{found['kept']:.0f}%，{thinned.zh}",
        ),
    )
    words["raw"] = PartWords(Label("Raw bits", "原始码率"), _over(found["raw"]))
    words["sent"] = PartWords(Label("Bits after compression", "压缩后的码率"), _over(found["sent"]))
    words["frames"] = PartWords(
        Label("Pictures on their way", "传送中的画面"),
        Label(f"{found['drawn']:.2f} million pixels for each eye", f"每眼{found['drawn'] * 100:.0f}万像素"),
    )
    return words


def _over(gbit_s: float) -> Label:
    """A rate, and the narrowest lane that carries it."""
    rate = f"{gbit_s:.3g} Gbit/s"
    wide = next((lane.label for lane in LANES if lane.gbit_s >= gbit_s), None)
    if wide is None:
        return Label(f"{rate}: more than any lane", f"{rate}，超过所有通道")
    return Label(f"{rate}: fits {wide.en}", f"{rate}，{wide.zh}可承载")
