"""Five machines in words: what can be done, readings, charts and experiment, and what is told of the machines."""

from __future__ import annotations

from collections.abc import Mapping

from ..exhibit import Action, Chart, Label, Output, PartWords, Trial, counted
from .machines import Machine

NAMES = {
    "plain": Label("One plain core", "单个核心"),
    "hpc": Label("High-performance computing", "高性能计算"),
    "mixed": Label("Heterogeneous computing", "异构计算"),
    "learned": Label("Intelligent computing", "智能计算"),
    "grover": Label("Quantum computing", "量子计算"),
    "spiking": Label("Neuromorphic computing", "类脑计算"),
}

PLACE_NAMES = (Label("the device", "端"), Label("the edge", "边"), Label("the cloud", "云"))

ACTIONS = (
    Action(
        "again",
        Label("Bring another crate", "换一箱泵"),
        Label("The machines start again with other pumps.", "换一批泵，重新开始。"),
    ),
    Action(
        "measure",
        Label("Measure now", "立即测量"),
        Label(
            "The quantum machine stops and names a pump; if it is wrong, it starts again. "
            "If it has already named one, another crate comes.",
            "量子机器停下并指出一台泵；若指错，则从头再来。若已经指过，就换一箱泵。",
        ),
    ),
    Action(
        "forget",
        Label("Forget the lessons", "清除所学"),
        Label(
            "The ranking forgets, learns from earlier crates again and then starts looking again.",
            "排序模型清空记忆，重新向往日的箱子学习，再从头查找。",
        ),
    ),
)

OUTPUTS = (
    Output("plain_looks", Label("Looks, one core", "单核查看次数"), "looks", 0, 1024),
    Output("hpc_beats", Label("Steps, high-performance", "高性能：步数"), "beats", 0, 1600),
    Output("hpc_speedup", Label("Speed-up for the whole crate", "整箱加速比"), "×", 1, 1024),
    Output("mixed_beats", Label("Steps, heterogeneous", "异构：步数"), "beats", 0, 520),
    Output("mixed_speedup", Label("Speed-up of the unequal cores", "异构核心加速比"), "×", 1, 7.5),
    Output("learned_looks", Label("Looks, learned ranking", "智能排序：查看次数"), "looks", 0, 1024),
    Output("lessons", Label("Crates learned from", "已学箱数"), "crates", 0, 300),
    Output("grover_looks", Label("Looks, quantum", "量子：查看次数"), "looks", 0, 1124),
    Output("grover_chance", Label("Chance if measured now", "此刻测量的成功概率"), "%", 0, 100),
    Output("spiking_looks", Label("Looks, spiking", "类脑：查看次数"), "looks", 0, 1024),
    Output("spiking_share", Label("Share of neurons activated", "被激活的神经元占比"), "%", 0, 100),
    Output("found", Label("Machines that have found it", "已找到的机器数"), "machines", 0, 5),
    Output("races", Label("Crates finished", "已查完的箱数"), "races", 0, 1e6),
    Output("plain_mean", Label("Mean looks, one core", "平均查看次数·单核"), "looks", 0, 1024),
    Output("learned_mean", Label("Mean looks, learned ranking", "平均查看次数·智能排序"), "looks", 0, 1024),
    Output("grover_mean", Label("Mean looks, quantum", "平均查看次数·量子"), "looks", 0, 1124),
    Output("place", Label("Best place: 0 device, 1 edge, 2 cloud", "最佳位置：0端，1边，2云"), "", 0, 2),
    Output("place_ms", Label("Whole crate there", "在该处查完整箱"), "ms", 0, 1024),
)

CHARTS = (
    Chart(
        Label("Steps so far", "已用步数"),
        ("plain_looks", "hpc_beats", "mixed_beats", "learned_looks", "grover_looks"),
        "bars",
    ),
    Chart(
        Label("Chance of the quantum machine", "量子机器的成功概率"),
        ("grover_chance",),
        "profile",
        Label("Looks before it measures", "测量前的查看次数"),
    ),
)

EXPERIMENT: tuple[Trial, ...] = (
    Trial(
        Label(
            "Guess which of the five finds the bad pump first, then bring a crate. They do not get the same clues. A "
            "gold block tops "
            "the pole of each that has found it.",
            "先猜哪一种最先找出坏泵，再换一箱。它们拿到的线索并不相同。谁找到，谁的柱子就加上金顶。",
        ),
        "again",
        (("pumps", 256), ("serial_percent", 5.0), ("stop_percent", 100.0)),
        8.0,
    ),
    Trial(
        Label(
            "Let the quantum machine look twice as often as is best: its gold bar rises, then falls, and the measurement fails.",
            "让量子机器多看一倍：金色柱升到顶又落下来，一测就错。",
        ),
        "",
        (("stop_percent", 200.0),),
        6.0,
    ),
    Trial(
        Label(
            "Back to the best number, with four times as many pumps: the quantum machine needs only twice the looks.",
            "恢复最佳次数，把泵增加到四倍：量子机器只需多看一倍。",
        ),
        "",
        (("stop_percent", 100.0), ("pumps", 1024)),
        8.0,
    ),
    Trial(
        Label(
            "Half of the job cannot be split: sixteen cores are now not even twice as fast, and the first pole waits.",
            "把一半工作设为不可并行：十六个核心还快不到两倍，第一根柱子干等着。",
        ),
        "",
        (("serial_percent", 50.0), ("pumps", 256)),
        8.0,
    ),
)


def part_words(
    read: Mapping[str, float], machines: Mapping[str, Machine], crates: int
) -> dict[str, PartWords]:
    """Label and reading of every machine, and of the board that says where the job is done first.

    Parameters
    ----------
    read : the exhibit's readings.
    crates : how many crates the learned ranking studies before it looks.
    """
    found = {name: PartWords(label, _progress(machines[name])) for name, label in NAMES.items()}
    if read["learned_looks"] == 0 and read["lessons"] < crates:
        lessons = round(read["lessons"])
        found["learned"] = PartWords(
            NAMES["learned"],
            Label(f"learning from crate {lessons} of {crates}", f"正在学习，第{lessons}箱，共{crates}箱"),
        )
    if not machines["grover"].done:
        chance = read["grover_chance"]
        found["grover"] = PartWords(
            NAMES["grover"],
            Label(
                f"after {read['grover_looks']:.0f} looks a measurement would be right with a chance of {chance:.0f} %; "
                f"touch to measure",
                f"看了{read['grover_looks']:.0f}次，此刻测量的成功概率为{chance:.0f}%；点一下即测量",
            ),
        )
    best = PLACE_NAMES[round(read["place"])]
    found["place"] = PartWords(
        Label("Cloud, edge or device", "云、边、端"),
        Label(
            f"finished first at {best.en}, after {read['place_ms']:.0f} ms",
            f"放在{best.zh}最快，{read['place_ms']:.0f}毫秒",
        ),
    )
    return found


def _progress(machine: Machine) -> Label:
    if machine.found:
        return Label(
            f"found after {counted(machine.beats, 'step')} and {counted(machine.looks, 'look')}",
            f"已找到：用了{machine.beats}步，查看{machine.looks}次",
        )
    if machine.gave_up:
        return Label(f"gave up after {counted(machine.looks, 'look')}", f"查看{machine.looks}次后放弃")
    return Label(
        f"{counted(machine.beats, 'step')} and {counted(machine.looks, 'look')} so far",
        f"已用{machine.beats}步，查看{machine.looks}次",
    )
