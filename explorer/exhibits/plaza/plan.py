"""What the plan consists of, what has happened round it, and which zone stands for a measure: data, with sources.

The structure (tasks, measures, principles, safeguards) is as reposted by VR Tuoluo (source `vr-tuoluo-2023-09`); that there are
five tasks and fourteen measures is confirmed by People's Posts and Telecommunications News (`people-posts-2023-09`). The
English is the park's own, and so is the choice of a zone for each measure. Zones and what they cover are the scene's.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from ..exhibit import Label

Side = Literal["national", "local", "world"]


class Measure(NamedTuple):
    """A measure: its words, the number of its task (0..4), and the zone that stands for it."""

    label: Label
    task: int
    zone: str


class Dated(NamedTuple):
    """Something that happened: `date` as far as it is known, and the source that says so."""

    date: str
    label: Label
    side: Side
    source: str


ISSUERS = (
    Label("Ministry of Industry and Information Technology", "工业和信息化部"),
    Label("Ministry of Education", "教育部"),
    Label("Ministry of Culture and Tourism", "文化和旅游部"),
    Label("State-owned Assets Supervision and Administration Commission", "国务院国资委"),
    Label("National Radio and Television Administration", "国家广播电视总局"),
)

PRINCIPLES = (
    Label("Driven by innovation", "坚持创新驱动"),
    Label("Pulled by use cases", "坚持场景牵引"),
    Label("Integration, each side helping the other", "坚持融合互促"),
    Label("Safe and reliable", "坚持安全可靠"),
    Label("Open and cooperative", "坚持开放协作"),
)

TASKS = (
    Label("An advanced technology and industry system", "构建先进元宇宙技术和产业体系"),
    Label("An industrial metaverse with three-dimensional interaction", "培育三维交互的工业元宇宙"),
    Label("Immersive, interactive digital life", "打造沉浸交互数字生活应用"),
    Label("Complete industrial support", "构建系统完备产业支撑"),
    Label("Safe and trusted governance", "构建安全可信产业治理体系"),
)
IN_BRIEFING = 2
"""The first tasks, which the briefing covers; it says little about the others."""

MEASURES = (
    Measure(Label("Integrate and innovate in key technologies", "加强关键技术集成创新"), 0, "twinlib"),
    Measure(Label("More metaverse products", "丰富元宇宙产品供给"), 0, "content"),
    Measure(Label("An industry ecosystem that grows together", "构筑协同发展产业生态"), 0, "goals25"),
    Measure(Label("Remake key industrial processes", "探索推动工业关键流程的元宇宙化改造"), 1, "line"),
    Measure(Label("Roll out in key industries", "加快重点行业工业元宇宙布局"), 1, "factory"),
    Measure(Label("New modes of use in industry", "探索工业元宇宙创新应用模式"), 1, "park"),
    Measure(Label("Consumer scenes", "推广沉浸交互的生活消费场景"), 2, "street"),
    Measure(Label("Public services", "打造虚实融合的公共服务场景"), 2, "plaza"),
    Measure(Label("Emergency and safety", "支撑智慧安全的应急保障场景"), 2, "plaza"),
    Measure(Label("Standards", "完善产业标准体系"), 3, "forum"),
    Measure(Label("Support for innovation", "提升创新支撑能力"), 3, "plaza"),
    Measure(Label("First-class infrastructure", "打造一流基础设施"), 3, "net"),
    Measure(Label("Joint governance", "完善元宇宙协同治理机制"), 4, "rules"),
    Measure(Label("Security capacity", "强化安全保障能力建设"), 4, "rules"),
)

SAFEGUARDS = (
    Label("Coordination", "强化统筹协调"),
    Label("Talent", "优化人才培养"),
    Label("International cooperation", "深化国际合作"),
)

CLAIMS = 184
"""How many statements the briefing makes."""

EVENTS = (
    Dated(
        "2022-07-08",
        Label("Shanghai's metaverse plan for 2022–2025", "上海公布元宇宙行动方案（2022—2025年）"),
        "local",
        "shanghai-2022-07",
    ),
    Dated(
        "2022-11-01",
        Label("Sister plan for virtual reality, to 2026", "虚拟现实行动计划（至2026年）公布"),
        "national",
        "xinhua-vr-2022-11",
    ),
    Dated(
        "2023-08-29",
        Label("Date of the plan, as the briefing gives it", "简报所记的行动计划日期"),
        "national",
        "briefing",
    ),
    Dated("2023-09-08", Label("The plan is made public", "行动计划公开"), "national", "china-daily-2023-09"),
    Dated(
        "2023-09-15",
        Label("Sichuan's plan for 2023–2025", "四川公布行动计划（2023—2025年）"),
        "local",
        "sichuan-plan-2023",
    ),
    Dated(
        "2023-09-18",
        Label(
            "MIIT consults on a working group for standards", "工业和信息化部就元宇宙标准化工作组方案征求意见"
        ),
        "national",
        "standards-group-draft-2023",
    ),
    Dated(
        "2023-11-07",
        Label("Jiangsu's plan for 2024–2026 is reported", "江苏行动计划（2024—2026年）见诸报道"),
        "local",
        "jiangsu-plan-2023",
    ),
    Dated(
        "2024-03-22",
        Label("Rules on data across borders in force", "《促进和规范数据跨境流动规定》施行"),
        "national",
        "cac-data-export-2024",
    ),
    Dated(
        "2024-05-13",
        Label("Smart-tourism plan names the metaverse", "智慧旅游行动计划提到元宇宙"),
        "national",
        "smart-tourism-2024",
    ),
    Dated(
        "2024-06",
        Label(
            "ITU's focus group on the metaverse closes with 52 deliverables",
            "国际电信联盟元宇宙焦点组结束，交出52份成果文件",
        ),
        "world",
        "etri-newswise-2024",
    ),
    Dated(
        "2024-07-05",
        Label(
            "MIIT's minister lists the metaverse among fields to support",
            "工业和信息化部部长把元宇宙列入支持的领域",
        ),
        "national",
        "zaobao-2024-07",
    ),
    Dated(
        "2024-11-23",
        Label("Action plan for trusted data spaces, to 2028", "可信数据空间发展行动计划（至2028年）公布"),
        "national",
        "trusted-data-spaces-2024",
    ),
    Dated(
        "2024-12-30",
        Label("Hangzhou names the metaverse for pilot zones", "杭州把元宇宙列入未来产业先导区领域"),
        "local",
        "hangzhou-pilot-zones-2025",
    ),
    Dated(
        "2025-07-11",
        Label("Call for typical metaverse cases under the plan", "依据行动计划征集元宇宙典型案例"),
        "national",
        "typical-cases-2025-07",
    ),
    Dated(
        "2025-08-01",
        Label(
            "MIIT plans a technical committee for metaverse standards",
            "工业和信息化部公示元宇宙标准化技术委员会筹建方案",
        ),
        "national",
        "standards-committee-2025",
    ),
    Dated(
        "2025-09-01",
        Label("AI-generated content has to be labelled", "《人工智能生成合成内容标识办法》施行"),
        "national",
        "cac-ai-labels-2025",
    ),
    Dated(
        "2025-09-23",
        Label(
            "MIIT's minister still names the metaverse among new tracks",
            "工业和信息化部部长仍把元宇宙列为要开辟的新赛道",
        ),
        "national",
        "etnet-2025-09",
    ),
    Dated(
        "2025-10-24",
        Label(
            "Party recommendations for 2026–2030 name six future industries, not the metaverse",
            "“十五五”规划建议提出六个未来产业，未提元宇宙",
        ),
        "national",
        "five-year-proposals-2025",
    ),
    Dated(
        "2025-11-27",
        Label(
            "2025 cultivation list names 15 pilot-level smart factories",
            "2025年度领航级智能工厂培育名单公布，共15家",
        ),
        "national",
        "people-daily-online-2025-11",
    ),
    Dated(
        "2025-12",
        Label(
            "MIIT's work for 2026: policies for the metaverse", "工业和信息化部部署2026年工作，提到元宇宙政策"
        ),
        "national",
        "miit-conference-2025-12",
    ),
    Dated(
        "2025-12-31",
        Label("The plan's three years end; no successor was found", "行动计划到期，未见后续计划"),
        "national",
        "people-posts-2023-09",
    ),
    Dated(
        "2026-01-01",
        Label("Amended Cybersecurity Law in force", "修改后的《网络安全法》施行"),
        "national",
        "cac-cybersecurity-law-2026",
    ),
    Dated(
        "2026-01-12",
        Label(
            "The minister's list of priorities to 2030 does not name the metaverse",
            "部长谈2030年前的重点领域，未提元宇宙",
        ),
        "national",
        "etnet-2026-01",
    ),
    Dated(
        "2026-02",
        Label(
            "ITU working party agrees draft requirements for 6G", "国际电信联盟工作组就6G技术要求草案达成一致"
        ),
        "world",
        "itu-6g-2026",
    ),
    Dated(
        "2026-03-05",
        Label("Government Work Report does not name the metaverse", "政府工作报告未提元宇宙"),
        "national",
        "work-report-2026-03",
    ),
    Dated(
        "2026-03-09",
        Label("IEC report on gaps in metaverse standards", "国际电工委员会发布元宇宙标准差距分析报告"),
        "world",
        "iec-tr-63614-3",
    ),
)
"""Certain, or from one credible source; the year of the standards committee is from the context of the report."""


def year_of(date: str) -> float:
    """A date as a year with a fraction; a month alone counts from its middle."""
    year, month, day = ([int(part) for part in date.split("-")] + [15])[:3]
    return year + (month - 1) / 12 + (day - 1) / 365.25
