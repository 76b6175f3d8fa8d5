"""The bridge of rules in words: what can be done, its readings, charts and experiment, and what is told of its parts."""

from __future__ import annotations

from ..exhibit import Action, Chart, Label, Output, PartWords, Trial
from .avatar import Clause
from .game import Decides

LIMIT = Label(
    "A stylised game of twelve identical, invented delegations: not a forecast, no particular country, no power, money or "
    "history. It proves nothing about multilateral, democratic or transparent governance. The avatar file is really translated "
    "and validated, but both rule books are made up. The hash chain shows that a vote was changed, not whether it was wise.",
    "这是十二个相同的虚构代表团之间的程式化博弈，不是预测，也不影射任何国家；没有实力、资金和历史。"
    "它并不能证明多边、民主、透明的治理更好或更差。虚拟形象文件真实地翻译和校验，但两套规则是编出来的。"
    "哈希链能显示选票被改过，却不能判断投得是否明智。",
)

ACTIONS = (
    Action(
        "recount",
        Label("Recount the ledger", "重新计票"),
        Label(
            "Read every declaration and add them up; needs an open ledger.",
            "逐条读取声明并相加；账本须公开。",
        ),
    ),
    Action(
        "forge",
        Label("Forge a vote", "篡改一票"),
        Label(
            "The secretariat changes one declaration in the copy it keeps.",
            "秘书处在自己保存的账本里改掉一条声明。",
        ),
        breaks=True,
    ),
    Action(
        "persuade",
        Label("Win over one delegation", "争取一个代表团"),
        Label(
            "One delegation with home rules adopts the common ones; whether it keeps them is another matter.",
            "让一个用国内规则的代表团改用共同规则；它会不会留下，是另一回事。",
        ),
    ),
    Action(
        "restart",
        Label("Open a new sitting", "重新开会"),
        Label(
            "Lots are drawn again for who starts with common rules, and the ledger starts again.",
            "重新抽取开场时谁用共同规则，账本也从头记起。",
        ),
    ),
)

OUTPUTS = (
    Output("common", Label("Delegations with common rules", "采用共同规则的代表团"), "", 0, 12),
    Output("share", Label("Share with common rules", "采用共同规则的比例"), "%", 0, 100),
    Output("adapters", Label("Adapters in use", "使用中的转换接口"), "", 12, 67),
    Output(
        "pairwise", Label("Adapters if every pair makes its own deal", "若两两各自约定所需接口"), "", 66, 66
    ),
    Output("gain_home", Label("Gain from home rules", "国内规则的收益"), "", 0, 2),
    Output("gain_common", Label("Gain from common rules", "共同规则的收益"), "", 0, 2),
    Output("tipping", Label("Tipping point", "临界比例"), "%", 0, 100),
    Output("crossed", Label("Avatars that crossed", "过桥的虚拟形象"), "", 0, 1e6),
    Output("bounced", Label("Avatars turned back", "被退回的虚拟形象"), "", 0, 1e6),
    Output(
        "offends",
        Label("Reason (0 none, 1 units, 2 axes, 3 consent, 4 label)", "原因（0无，1单位，2坐标轴，3同意，4标识）"),
        "",
        0,
        4,
    ),
    Output("blocks", Label("Declarations in the ledger", "账本中的声明"), "", 12, 100),
    Output("announced", Label("Common rules, as announced", "公布的共同规则票数"), "", 0, 12),
    Output("recount", Label("Common rules, as recounted (-1: unknown)", "重新计票的结果（-1为未知）"), "", -1, 12),
    Output("caught", Label("Forgery found (1: yes)", "发现篡改（1为是）"), "", 0, 1),
)  # fmt: skip

CHARTS = (
    Chart(Label("Delegations with common rules, over time", "采用共同规则的代表团随时间的变化"), ("common",)),
    Chart(
        Label("Gain from common rules; home rules give 1", "共同规则的收益；国内规则恒为1"),
        ("gain_common",),
        "profile",
        Label("Others with common rules, %", "其他代表团采用共同规则的比例，%"),
    ),
)

TIPPING = Label("tipping point", "临界点")

DECIDES: dict[Decides, Label] = {
    "everyone": Label("Each for itself", "各自决定"),
    "majority": Label("The majority", "多数决定"),
    "hub": Label("One hub", "一个中心"),
}

EXPERIMENT = (
    Trial(
        Label(
            "No bridge: those who started with common rules go back, and 66 wires are needed again.",
            "没有桥：开场采用共同规则的各方陆续退回，又需要66条线。",
        ),
        action="restart",
        values=(("bridge", 0.0), ("decides", "everyone"), ("open_ledger", True)),
        watch_s=20.0,
    ),
    Trial(
        Label(
            "A bridge of 0.7: from a start of about 30 % the common rules fill the ring, and 12 wires are enough.",
            "桥的质量为0.7：从约三成起步，共同规则布满圆环，12条线就够了。",
        ),
        action="restart",
        values=(("bridge", 0.7),),
        watch_s=24.0,
    ),
    Trial(
        Label(
            "A vote is forged. The ledger is open: a recount finds the block that does not fit.",
            "有一票被改。账本公开：重新计票就能找出对不上的那一块。",
        ),
        action="forge",
        watch_s=2.0,
    ),
    Trial(Label("Recount.", "重新计票。"), action="recount", watch_s=3.0),
    Trial(
        Label(
            "Close the ledger and recount: nothing can be read, and the false number stands.",
            "关闭账本再计票：什么也读不到，假数字照样公布。",
        ),
        action="recount",
        values=(("open_ledger", False),),
        watch_s=3.0,
    ),
)

REASONS: dict[Clause, Label] = {
    "units": Label("centimetres where metres are required", "要求用米，文件用的是厘米"),
    "axes": Label("lies on its side: another axis points up", "坐标轴朝向不同，人是躺着的"),
    "consent": Label("no consent for some of the data it passes on", "所传数据未经逐项同意"),
    "label": Label("made by AI, but not labelled", "由AI生成，却没有标识"),
}

RECORD = {
    "record_itu": PartWords(
        Label("The real record: ITU, June 2024", "真实记录：国际电信联盟，2024年6月"),
        Label(
            "Focus group on the metaverse: 52 deliverables in 18 months; an MIIT expert was a vice-chair",
            "元宇宙焦点组：18个月，52份成果文件；工信部一位专家任副主席",
        ),
    ),
    "record_committee": PartWords(
        Label("The real record: MIIT, August 2025", "真实记录：工业和信息化部，2025年8月"),
        Label(
            "Proposal for a technical committee on metaverse standards", "公示元宇宙标准化技术委员会筹建方案"
        ),
    ),
    "record_iec": PartWords(
        Label("The real record: IEC, 9 March 2026", "真实记录：国际电工委员会，2026年3月9日"),
        Label("TR 63614-3: which metaverse standards are missing", "TR 63614-3：元宇宙标准差距分析"),
    ),
}
"""What standards bodies did, with dates; sources in the zone's file."""


def told_of_ring(common: int, tipping: float) -> PartWords:
    """How many have the common rules, and from where on it tips."""
    return PartWords(
        Label("Ring of twelve invented delegations", "十二个虚构代表团的圆环"),
        Label(
            f"{common} of 12 have common rules; it tips at {100 * tipping:.0f} % of the others",
            f"12个中有{common}个采用共同规则；其他各方达{100 * tipping:.0f}%时越过临界点",
        ),
    )


def told_of_book(used: int, pairs: int) -> PartWords:
    """How many wires there are."""
    return PartWords(
        Label("Common rule book and its wires", "共同规则及其连线"),
        Label(
            f"{used} adapters in use; {pairs} if every pair makes its own deal, 12 with one common book",
            f"使用中的接口{used}个；两两约定要{pairs}个，共用一套规则只要12个",
        ),
    )


def told_of_bridge(quality: float, clauses: int) -> PartWords:
    """How good it is, and how much it translates."""
    return PartWords(
        Label("Bridge between two rule books", "两套规则之间的桥"),
        Label(
            f"Quality {quality:.2f}: translates {clauses} of 4 clauses",
            f"质量{quality:.2f}：四条规则能翻译{clauses}条",
        ),
    )


def told_of_avatar(size: int, crossed: int, bounced: int) -> PartWords:
    """The file on the bridge, and those before it."""
    return PartWords(
        Label("Avatar file on the bridge", "桥上的虚拟形象文件"),
        Label(
            f"{size} bytes after translation. So far {crossed} crossed, {bounced} turned back",
            f"翻译后{size}字节。累计过桥{crossed}个，退回{bounced}个",
        ),
    )


def told_of_card(offends: Clause | None) -> PartWords:
    """What the common book says to the avatar on the bridge."""
    label = Label("Verdict of the common rule book", "共同规则的校验结果")
    if offends is None:
        return PartWords(label, Label("Valid: it crosses", "合格：可以过桥"))
    reason = REASONS[offends]
    return PartWords(label, Label(f"Turned back: {reason.en}", f"退回：{reason.zh}"))


def told_of_ledger(is_open: bool, blocks: int, announced: int) -> PartWords:
    """What is in it, and who may read it."""
    state = Label("open to all", "人人可查") if is_open else Label("closed", "不公开")
    return PartWords(
        Label("Ledger of declarations", "声明账本"),
        Label(
            f"{blocks} declarations, {state.en}; announced: {announced} with common rules",
            f"{blocks}条声明，{state.zh}；公布结果：共同规则{announced}票",
        ),
    )


def told_of_recount(at_work: bool, count: int, found: int, is_open: bool) -> PartWords:
    """What a recount found, or why it did not."""
    label = Label("Recount", "重新计票")
    if at_work:
        return PartWords(label, Label("Reading the declarations", "正在逐条读取"))
    if not is_open:
        return PartWords(label, Label("Impossible: the ledger is closed", "无法计票：账本不公开"))
    if count < 0:
        return PartWords(label, Label("Not recounted yet", "尚未重新计票"))
    if found:
        return PartWords(
            label,
            Label(f"{count} common; {found} declaration forged", f"共同规则{count}票；{found}条声明被改过"),
        )
    return PartWords(
        label, Label(f"{count} common; every link holds", f"共同规则{count}票；环环相扣，无一断开")
    )


def told_of_hub(decides: Decides) -> PartWords:
    """Who decides."""
    return PartWords(Label("Who decides", "由谁决定"), DECIDES[decides])
