"""What a visitor reads in the factory: actions, charts, the experiment, and words for what can be touched."""

from __future__ import annotations

from ..exhibit import Action, Chart, Label, PartWords, Profile, Trial
from .shop import MACHINES, RULES, Rule
from .state import State

RULE_WORDS: dict[str, Label] = {
    "fifo": Label("First come", "先到先做"),
    "shortest": Label("Shortest first", "短者先做"),
    "due": Label("Earliest due date", "交期早者先做"),
    "ratio": Label("Least time left", "余时紧者先做"),
}

ACTIONS = (
    Action(
        "rush_order",
        Label("Add a rush order", "插入急单"),
        Label(
            "An order arrives that pays three times as much and is due in half the time.",
            "来一张急单：价钱三倍，交期只有一半。",
        ),
    ),
    Action(
        "break_machine",
        Label("Break a machine", "弄坏一台机器"),
        Label(
            "A working machine, picked at random, takes no new order for forty minutes.",
            "随机一台机器，四十分钟内不能接新活。",
        ),
        breaks=True,
    ),
)

CHARTS = (
    Chart(Label("Lead over shortest-first", "比“短者先做”多赚"), ("lead",)),
    Chart(
        Label("What each rule would earn in the next ninety minutes", "推演九十分钟，各规则能赚多少"),
        ("spread",),
        "profile",
        Label("rule (1–4)", "规则（1—4）"),
    ),
)

EXPERIMENT = (
    Trial(
        Label(
            "The twin decides with fresh information. Every ten minutes it plays out four futures; the thick line is its choice.",
            "孪生用新鲜信息决策：每十分钟推演四种未来，粗线是选中的一种。",
        ),
        values=(("decider", "twin"), ("age", 0.0), ("joined", True), ("speed", 5.0)),
        watch_s=4.0,
    ),
    Trial(
        Label(
            "Add a rush order. It arrives in orange with a white lid and waits at its first machine.",
            "插入急单：橙色、带白条的一张，到它的第一台机器前等候。",
        ),
        "rush_order",
        watch_s=2.0,
    ),
    Trial(
        Label(
            "Break a machine. A cross appears over it, and the orange bar grows until it is repaired.",
            "弄坏一台机器：上方出现红叉，橙条走满才算修好。",
        ),
        "break_machine",
        watch_s=3.0,
    ),
    Trial(
        Label(
            "Make the information an hour old. The gate moves back, and the twin uses the older screen at its next decision.",
            "把信息改成一小时前：门往回移，下次决策就改用那块旧屏幕。",
        ),
        values=(("age", 60.0),),
        watch_s=4.0,
    ),
    Trial(
        Label(
            "Let sixteen days pass, and read the mean lead with its interval: with old pictures the brain earns less "
            "than the rule.",
            "快进十六天，看平均每天多赚多少、误差多大：用旧画面的大脑，赚得不如规则多。",
        ),
        values=(("speed", 240.0),),
        watch_s=40.0,
    ),
)


def worth(state: State) -> Profile:
    """The value of each future less that of the worst, one bar for each rule."""
    if not state.futures:
        return Profile((0.5, 4.5), (0.0,))
    values = {future.rule: future.value for future in state.futures}
    worst = min(values.values())
    edges = tuple(number + 0.5 for number in range(len(RULES) + 1))
    chosen = 1.0 + RULES.index(state.rule)
    return Profile(edges, tuple(values[rule] - worst for rule in RULES), ((chosen, RULE_WORDS[state.rule]),))


def part_words(state: State, *, by_twin: bool, joined: bool) -> dict[str, PartWords]:
    """Words for everything that can be touched in the factory."""
    words = {f"machine_{number + 1}": _machine(state, number) for number in range(MACHINES)}
    words |= {
        f"rule_{rule}": PartWords(RULE_WORDS[rule], _rule(state, rule, by_twin=by_twin)) for rule in RULES
    }
    words["programs"] = PartWords(
        Label("Three programs: orders, machines, warehouse", "三套软件：订单、机器、仓库"),
        Label("linked on one bus", "已接上同一条总线")
        if joined
        else Label("orders cut off: the twin knows no dates, no prices", "订单软件断开：孪生不知交期与价钱"),
    )
    lead = state.plant.cash - state.rival.cash
    words["money"] = PartWords(
        Label("Money today: this factory, shortest-first, lead", "今日现金：本厂、短者先做、差额"),
        Label(
            f"{state.plant.cash:,.0f}; {state.rival.cash:,.0f}; {lead:+,.0f}",
            f"{state.plant.cash:,.0f}；{state.rival.cash:,.0f}；{lead:+,.0f}",
        ),
    )
    words["pictures"] = PartWords(
        Label("River of information", "信息之河"),
        Label(
            f"decided from a picture {state.picture_age_min:.0f} min old",
            f"决策所用画面为{state.picture_age_min:.0f}分钟前",
        )
        if by_twin
        else Label("not in use", "未使用"),
    )
    values = [future.value for future in state.futures]
    words["futures"] = PartWords(
        Label("Futures of ninety minutes", "九十分钟的未来"),
        Label(
            f"best minus worst: {max(values) - min(values):,.0f}",
            f"最好与最差相差{max(values) - min(values):,.0f}",
        )
        if values
        else Label("none played out", "未作推演"),
    )
    return words


def _machine(state: State, number: int) -> PartWords:
    label = Label(f"Machine {number + 1}", f"{number + 1}号机")
    waiting = len(state.plant.queues[number])
    if state.plant.broken[number]:
        left_min = state.plant.down_until_min[number] - state.plant.time_min
        return PartWords(
            label,
            Label(
                f"down for {left_min:.0f} min, {waiting} waiting",
                f"还要修{left_min:.0f}分钟，{waiting}单等候",
            ),
        )
    busy = state.plant.working_on[number] is not None
    return PartWords(
        label,
        Label(f"working, {waiting} waiting", f"加工中，{waiting}单等候")
        if busy
        else Label(f"idle, {waiting} waiting", f"空闲，{waiting}单等候"),
    )


def _rule(state: State, rule: Rule, *, by_twin: bool) -> Label:
    if state.rule != rule:
        return Label("not in use", "未采用")
    if by_twin:
        return Label("in use, chosen by the twin", "采用中，由孪生选定")
    return Label("in use all day, set by hand", "整天采用，由人指定")
