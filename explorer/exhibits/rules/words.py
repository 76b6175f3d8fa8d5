"""Three gates in words: what can be done, its readings, charts and experiment, and what is told of its parts."""

from __future__ import annotations

from collections.abc import Sequence

from ..exhibit import Action, Chart, Label, Output, PartWords, Trial
from .crowd import Crowd
from .export import AS_OF, CERTIFIED_FROM, VALID_FROM, Parcel, Road, Rule, rule_for
from .file import Check

LIMIT = Label(
    "A simplified table of the provisions of 22 March 2024, checked in November 2026; rules change, and free-trade zones set "
    "thresholds of their own. Not legal advice. Visitors, parcels and the provider's name are invented; how long a parcel waits "
    "says nothing about real procedures. Visitors' attributes are independent and heights known to the centimetre, so "
    "they are easier to single out than real people. The reader knows one form of label; many others are allowed.",
    "规则表由2024年3月22日起施行的规定简化而成，2026年11月核对过；规则会变，各自贸试验区还可能另设门槛。不构成法律意见。"
    "访客、数据包裹和提供者名称都是虚构的，包裹停留多久与实际办理时间无关。访客的各项属性互不相关，身高精确到厘米，"
    "所以比真人更容易被认出。读取器只认一种标识形式，实际允许的形式还有许多。",
)

ACTIONS = (
    Action(
        "pair",
        Label("Try both sides of the threshold", "在门槛两侧各试一件"),
        Label(
            "Two parcels: one person short of the nearest threshold, and just at it.",
            "两件同时出发：一件比最近的门槛少一人，一件正好达到。",
        ),
    ),
    Action(
        "strip",
        Label("Strip the hidden label", "去掉隐式标识"),
        Label(
            "Write the file without its metadata; the rules forbid doing this maliciously.",
            "把文件元数据里的标识删掉；办法规定不得恶意删除标识。",
        ),
        breaks=True,
    ),
    Action(
        "ask",
        Label("Ask for the count", "查询一次统计数"),
        Label(
            "One more noisy count is published; each one uses up privacy budget.",
            "再公布一个加了噪声的统计数，同时耗去一份隐私预算。",
        ),
    ),
    Action(
        "relabel",
        Label("Put both labels back", "恢复两个标识"),
        Label("Write the file with both.", "重新写出两个标识齐全的文件。"),
    ),
    Action(
        "cover",
        Label("Leave the visible label out", "去掉显式标识"),
        Label(
            "Draw the picture without its mark; the rules forbid doing this maliciously.",
            "画面上不再画出标记；办法规定不得恶意删除标识。",
        ),
        breaks=True,
    ),
)

OUTPUTS = (
    Output(
        "road",
        Label("Procedure for this parcel", "这件包裹适用的程序"),
        "",
        0,
        2,
        (Label("Exempt", "豁免"), Label("Contract", "合同或认证"), Label("Assessment", "安全评估")),
    ),
    Output("exempt", Label("Parcels through: exempt", "已通过：豁免"), "", 0, 1e6),
    Output("contract", Label("Parcels through: contract or certification", "已通过：合同或认证"), "", 0, 1e6),
    Output("assessment", Label("Parcels through: assessment", "已通过：安全评估"), "", 0, 1e6),
    Output("visible", Label("Visible label found (1: yes)", "找到显式标识（1为是）"), "", 0, 1),
    Output("hidden", Label("Hidden label found (1: yes)", "找到隐式标识（1为是）"), "", 0, 1),
    Output("passed", Label("Files let through", "放行的文件"), "", 0, 1e6),
    Output("refused", Label("Files rejected", "退回的文件"), "", 0, 1e6),
    Output("unique", Label("Visitors singled out", "被单独认出的访客"), "%", 0, 100),
    Output("smallest", Label("Smallest group of look-alikes", "最小的相同群体"), "", 1, 5000),
    Output("median", Label("Group of the median visitor", "居中访客所在的群体"), "", 1, 5000),
    Output("true_count", Label("True count", "真实的统计数"), "", 0, 5000),
    Output("answer", Label("Count published last", "最近公布的统计数"), "", -1000, 6000),
    Output("mean_answer", Label("Mean of the counts published", "已公布各数的平均"), "", -1000, 6000),
    Output("noise", Label("Noise on one count (standard deviation)", "每次统计的噪声（标准差）"), "", 0, 30),
    Output("spent", Label("Privacy budget spent", "已用的隐私预算"), "", 0, 1e6),
)

CHARTS = (
    Chart(
        Label("Duty by number of people: 0, 1 or 2", "义务随人数的变化：0、1或2"),
        ("road",),
        "profile",
        Label("People since 1 January", "自1月1日起的人数"),
    ),
    Chart(
        Label("Visitors singled out, %", "被单独认出的访客，%"),
        ("unique",),
        "profile",
        Label("Attributes shared", "公开的属性数"),
    ),
)

THIS_PARCEL = Label("this parcel", "本件")

PURPOSES = {
    "business": Label("Business", "一般业务"),
    "person": Label("Contract with the person", "履行个人合同"),
    "staff": Label("Staff matters", "人力资源管理"),
    "emergency": Label("Emergency", "紧急情况"),
    "abroad": Label("Collected abroad", "境外收集"),
}

EXPERIMENT = (
    Trial(
        Label(
            "99,999 people, nothing sensitive: through the first gate, then out to the left. Exempt.",
            "99,999人，不含敏感信息：过第一道门就向左出去，豁免。",
        ),
        values=(("people", 99_999), ("sensitive", 0), ("shared", 1), ("purpose", "business")),
        watch_s=8.0,
    ),
    Trial(
        Label(
            "Both at once: 99,999 and 100,000 separate after the first gate. The second needs a contract or certification.",
            "门槛两侧同时出发：99,999和100,000在第一道门后分开，后者需订立标准合同或通过认证。",
        ),
        action="pair",
        watch_s=8.5,
    ),
    Trial(
        Label(
            "10,000 of them with health data: all three gates, security assessment.",
            "其中1万人含健康信息：三道门都要过，须申报安全评估。",
        ),
        values=(("people", 100_000), ("sensitive", 10_000)),
        watch_s=7.5,
    ),
    Trial(
        Label(
            "Strip the hidden label from the file: the reader finds none, and the file is rejected.",
            "去掉文件里的隐式标识：读取器找不到，文件被退回。",
        ),
        action="strip",
        watch_s=3.0,
    ),
    Trial(
        Label(
            "City, birth year and height: the crowd breaks up, and three in four can be singled out.",
            "公开城市、出生年份和身高：人群四散，四人中有三人能被单独认出。",
        ),
        values=(("shared", 3),),
    ),
)

GATES: dict[Road, tuple[Label, Label]] = {
    "exempt": (
        Label("First gate: exempt?", "第一道门：是否豁免"),
        Label("fewer than 100,000 people, nothing sensitive", "不满10万人且不含敏感信息"),
    ),
    "contract": (
        Label("Second gate: contract or certification", "第二道门：标准合同或认证"),
        Label(
            "100,000 people or more, or fewer than 10,000 with sensitive data; certification under the Measures of "
            f"{CERTIFIED_FROM}, not for critical infrastructure",
            f"10万人以上，或敏感信息不满1万人；认证依{CERTIFIED_FROM}施行的办法，关键信息基础设施运营者除外",
        ),
    ),
    "assessment": (
        Label("Third gate: security assessment", "第三道门：安全评估"),
        Label(
            "1,000,000 people or more, or 10,000 with sensitive data, or important data",
            "100万人以上，或敏感信息1万人以上，或重要数据",
        ),
    ),
}

ROAD_NAMES: dict[Road, Label] = {
    "exempt": Label("exempt", "豁免"),
    "contract": Label("standard contract or certification", "标准合同或认证"),
    "assessment": Label("security assessment", "安全评估"),
}

SHARED = (
    Label("City", "城市"),
    Label("City and birth year", "城市、出生年份"),
    Label("City, birth year, height", "城市、出生年份、身高"),
    Label("City, birth year, height, headset", "城市、出生年份、身高、头显型号"),
    Label("All five attributes", "全部五项属性"),
)


def told_of_parcel(parcel: Parcel, pair: bool) -> PartWords:
    """What is in it, and why it goes where it goes."""
    rule = rule_for(parcel)
    road = ROAD_NAMES[rule.road]
    en = f"{parcel.people:,} people, {parcel.sensitive:,} sensitive: {road.en} ({rule.words.en})"
    zh = f"{parcel.people:,}人，敏感信息{parcel.sensitive:,}人：{road.zh}（{rule.words.zh}）"
    label = (
        Label("Parcel one person short of the threshold", "差一人到门槛的包裹")
        if pair
        else Label("Parcel of data", "数据包裹")
    )
    return PartWords(label, Label(en, zh))


def told_of_gate(road: Road, taken: bool) -> PartWords:
    """What a gate asks for, and whether a parcel is bound for its road."""
    label, asks = GATES[road]
    now = Label("applies now", "当前适用") if taken else Label("does not apply now", "当前不适用")
    return PartWords(label, Label(f"{asks.en}; {now.en}", f"{asks.zh}；{now.zh}"))


def told_of_abroad(arrived: Sequence[int]) -> PartWords:
    """How many parcels came through on each road."""
    exempt, contract, assessment = arrived
    return PartWords(
        Label("Abroad", "境外"),
        Label(
            f"Came through: {exempt} exempt, {contract} by contract, {assessment} assessed",
            f"已通过：豁免{exempt}件，合同或认证{contract}件，评估{assessment}件",
        ),
    )


def told_of_table(rule: Rule) -> PartWords:
    """The line of the table that decides, with its dates."""
    road = ROAD_NAMES[rule.road]
    return PartWords(
        Label(
            f"Rule table, in force since {VALID_FROM}, checked on {AS_OF}",
            f"规则表：{VALID_FROM}起施行，核对至{AS_OF}",
        ),
        Label(f"{rule.words.en}: {road.en}. Not legal advice", f"{rule.words.zh}：{road.zh}。不构成法律意见"),
    )


def told_of_file(size: int, check: Check, passed: int, refused: int) -> PartWords:
    """The file at the reader, and what became of those before it."""
    verdict = Label("passed", "放行") if check.passes else Label("rejected", "退回")
    return PartWords(
        Label("Picture file from the Content Foundry", "内容工坊的图片文件"),
        Label(
            f"PNG of {size:,} bytes: {verdict.en}. So far {passed} passed, {refused} rejected",
            f"PNG，{size:,}字节：{verdict.zh}。累计放行{passed}件，退回{refused}件",
        ),
    )


def told_of_label(which: str, found: bool, number: str) -> PartWords:
    """One of the two labels, as the reader finds it in the bytes."""
    visible = which == "visible"
    label = (
        Label("Visible label, in the picture", "显式标识：画面上")
        if visible
        else Label("Hidden label, in the metadata", "隐式标识：元数据里")
    )
    if not found:
        return PartWords(
            label, Label("Not found. Required since 1 September 2025", "未找到。2025年9月1日起必须有")
        )
    if visible:
        return PartWords(label, Label("Found: the letters AI can be read", "已找到：能读出AI字样"))
    return PartWords(label, Label(f"Found: number {number}", f"已找到：编号{number}"))


def told_of_crowd(shared: int, crowd: Crowd) -> PartWords:
    """What is shared, and how many it singles out."""
    label = SHARED[shared - 1]
    return PartWords(
        Label(f"5,000 invented visitors: {label.en}", f"5,000名虚构访客：{label.zh}"),
        Label(
            f"{100 * crowd.unique:.0f} % singled out; smallest group {crowd.smallest}",
            f"{100 * crowd.unique:.0f}%被单独认出；最小群体{crowd.smallest}人",
        ),
    )


def told_of_count(answers: Sequence[float], true: int, noise: float, spent: float) -> PartWords:
    """What was published of one count, beside the truth."""
    label = Label("Count of one city, with noise", "某城市人数，加噪声公布")
    if not answers:
        return PartWords(
            label,
            Label(
                f"Not asked yet; it is {true}, noise ±{noise:.1f}", f"尚未查询；真值{true}，噪声±{noise:.1f}"
            ),
        )
    mean = sum(answers) / len(answers)
    return PartWords(
        label,
        Label(
            f"Last {answers[-1]:.0f}, mean {mean:.1f}, true {true}; budget spent {spent:.2f}",
            f"最近{answers[-1]:.0f}，平均{mean:.1f}，真值{true}；已用预算{spent:.2f}",
        ),
    )
