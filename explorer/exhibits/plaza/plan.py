"""What the plan consists of, what has happened round it, and which zone stands for a measure: data, with sources.

The structure (tasks, measures, principles, safeguards) is as reposted by VR Tuoluo (source `vr-tuoluo-2023-09`); that there are
five tasks and fourteen measures is confirmed by People's Posts and Telecommunications News (`people-posts-2023-09`). The
English is the park's own, and so is the choice of a zone for each measure. Zones and what they cover are the scene's.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from ...i18n import Text

Side = Literal["national", "local", "world"]


class Measure(NamedTuple):
    """A measure: its words, the number of its task (0..4), and the zone that stands for it."""

    label: Text
    task: int
    zone: str


class Dated(NamedTuple):
    """Something that happened: `date` as far as it is known, and the source that says so."""

    date: str
    label: Text
    side: Side
    source: str


ISSUERS = (
    Text("Ministry of Industry and Information Technology"),
    Text("Ministry of Education"),
    Text("Ministry of Culture and Tourism"),
    Text("State-owned Assets Supervision and Administration Commission"),
    Text("National Radio and Television Administration"),
)

PRINCIPLES = (
    Text("Driven by innovation"),
    Text("Pulled by use cases"),
    Text("Integration, each side helping the other"),
    Text("Safe and reliable"),
    Text("Open and cooperative"),
)

TASKS = (
    Text("An advanced technology and industry system"),
    Text("An industrial metaverse with three-dimensional interaction"),
    Text("Immersive, interactive digital life"),
    Text("Complete industrial support"),
    Text("Safe and trusted governance"),
)
IN_BRIEFING = 2
"""The first tasks, which the briefing covers; it says little about the others."""

MEASURES = (
    Measure(Text("Integrate and innovate in key technologies"), 0, "twinlib"),
    Measure(Text("More metaverse products"), 0, "content"),
    Measure(Text("An industry ecosystem that grows together"), 0, "goals25"),
    Measure(Text("Remake key industrial processes"), 1, "line"),
    Measure(Text("Roll out in key industries"), 1, "factory"),
    Measure(Text("New modes of use in industry"), 1, "park"),
    Measure(Text("Consumer scenes"), 2, "street"),
    Measure(Text("Public services"), 2, "plaza"),
    Measure(Text("Emergency and safety"), 2, "plaza"),
    Measure(Text("Standards"), 3, "forum"),
    Measure(Text("Support for innovation"), 3, "plaza"),
    Measure(Text("First-class infrastructure"), 3, "net"),
    Measure(Text("Joint governance"), 4, "rules"),
    Measure(Text("Security capacity"), 4, "rules"),
)

SAFEGUARDS = (
    Text("Coordination"),
    Text("Talent"),
    Text("International cooperation"),
)

CLAIMS = 184
"""How many statements the briefing makes."""

EVENTS = (
    Dated(
        "2022-07-08",
        Text("Shanghai's metaverse plan for 2022–2025"),
        "local",
        "shanghai-2022-07",
    ),
    Dated(
        "2022-11-01",
        Text("Sister plan for virtual reality, to 2026"),
        "national",
        "xinhua-vr-2022-11",
    ),
    Dated(
        "2023-08-29",
        Text("Date of the plan, as the briefing gives it"),
        "national",
        "briefing",
    ),
    Dated("2023-09-08", Text("The plan is made public"), "national", "china-daily-2023-09"),
    Dated(
        "2023-09-15",
        Text("Sichuan's plan for 2023–2025"),
        "local",
        "sichuan-plan-2023",
    ),
    Dated(
        "2023-09-18",
        Text("MIIT consults on a working group for standards"),
        "national",
        "standards-group-draft-2023",
    ),
    Dated(
        "2023-11-07",
        Text("Jiangsu's plan for 2024–2026 is reported"),
        "local",
        "jiangsu-plan-2023",
    ),
    Dated(
        "2024-03-22",
        Text("Rules on data across borders in force"),
        "national",
        "cac-data-export-2024",
    ),
    Dated(
        "2024-05-13",
        Text("Smart-tourism plan names the metaverse"),
        "national",
        "smart-tourism-2024",
    ),
    Dated(
        "2024-06",
        Text("ITU's focus group on the metaverse closes with 52 deliverables"),
        "world",
        "etri-newswise-2024",
    ),
    Dated(
        "2024-07-05",
        Text("MIIT's minister lists the metaverse among fields to support"),
        "national",
        "zaobao-2024-07",
    ),
    Dated(
        "2024-11-23",
        Text("Action plan for trusted data spaces, to 2028"),
        "national",
        "trusted-data-spaces-2024",
    ),
    Dated(
        "2024-12-30",
        Text("Hangzhou names the metaverse for pilot zones"),
        "local",
        "hangzhou-pilot-zones-2025",
    ),
    Dated(
        "2025-07-11",
        Text("Call for typical metaverse cases under the plan"),
        "national",
        "typical-cases-2025-07",
    ),
    Dated(
        "2025-08-01",
        Text("MIIT plans a technical committee for metaverse standards"),
        "national",
        "standards-committee-2025",
    ),
    Dated(
        "2025-09-01",
        Text("AI-generated content has to be labelled"),
        "national",
        "cac-ai-labels-2025",
    ),
    Dated(
        "2025-09-23",
        Text("MIIT's minister still names the metaverse among new tracks"),
        "national",
        "etnet-2025-09",
    ),
    Dated(
        "2025-10-24",
        Text("Party recommendations for 2026–2030 name six future industries, not the metaverse"),
        "national",
        "five-year-proposals-2025",
    ),
    Dated(
        "2025-11-27",
        Text("2025 cultivation list names 15 pilot-level smart factories"),
        "national",
        "people-daily-online-2025-11",
    ),
    Dated(
        "2025-12",
        Text("MIIT's work for 2026: policies for the metaverse"),
        "national",
        "miit-conference-2025-12",
    ),
    Dated(
        "2025-12-31",
        Text("The plan's three years end; no successor was found"),
        "national",
        "people-posts-2023-09",
    ),
    Dated(
        "2026-01-01",
        Text("Amended Cybersecurity Law in force"),
        "national",
        "cac-cybersecurity-law-2026",
    ),
    Dated(
        "2026-01-12",
        Text("The minister's list of priorities to 2030 does not name the metaverse"),
        "national",
        "etnet-2026-01",
    ),
    Dated(
        "2026-02",
        Text("ITU working party agrees draft requirements for 6G"),
        "world",
        "itu-6g-2026",
    ),
    Dated(
        "2026-03-05",
        Text("Government Work Report does not name the metaverse"),
        "national",
        "work-report-2026-03",
    ),
    Dated(
        "2026-03-09",
        Text("IEC report on gaps in metaverse standards"),
        "world",
        "iec-tr-63614-3",
    ),
)
"""Certain, or from one credible source; the year of the standards committee is from the context of the report."""


def year_of(date: str) -> float:
    """A date as a year with a fraction; a month alone counts from its middle."""
    year, month, day = ([int(part) for part in date.split("-")] + [15])[:3]
    return year + (month - 1) / 12 + (day - 1) / 365.25
