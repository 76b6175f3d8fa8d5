"""Texts of the three gates: actions, readings, charts, walkthrough, and labels of parts."""

from __future__ import annotations

from collections.abc import Sequence

from ...base.total import total
from ...i18n import Text
from ..exhibit import Action, Chart, GuidedStep, Output, PartWords
from ..signs import Handle, Hot, Sign
from .crowd import Crowd
from .export import AS_OF, BY_NUMBER, CERTIFIED_FROM, VALID_FROM, Parcel, Road, Rule, rule_for
from .file import Check

LIMIT = Text(
    "A simplified table of the provisions of 22 March 2024, checked in November 2026; rules "
    "change, and free-trade zones set thresholds of their own. Not legal advice. Visitors, "
    "parcels and the provider's name are invented; how long a parcel waits says nothing about "
    "real procedures. Visitors' attributes are independent and heights known to the centimetre, "
    "so they are easier to single out than real people. The reader knows one form of label; many "
    "others are allowed."
)

ACTIONS = (
    Action(
        "pair",
        Text("Try both sides of the threshold"),
        Text("Two parcels: one person short of the nearest threshold, and just at it."),
    ),
    Action(
        "strip",
        Text("Strip the hidden label"),
        Text("Write the file without its metadata; the rules forbid doing this maliciously."),
        breaks=True,
    ),
    Action(
        "ask",
        Text("Ask for the count"),
        Text("One more noisy count is published; each one uses up privacy budget."),
    ),
    Action(
        "relabel",
        Text("Put both labels back"),
        Text("Write the file with both."),
    ),
    Action(
        "cover",
        Text("Leave the visible label out"),
        Text("Draw the picture without its mark; the rules forbid doing this maliciously."),
        breaks=True,
    ),
)

OUTPUTS = (
    Output(
        "road",
        Text("Procedure for this parcel"),
        "",
        0,
        2,
        (Text("Exempt"), Text("Contract"), Text("Assessment")),
        plain=Text("what this parcel needs"),
    ),
    Output("exempt", Text("Parcels through: exempt"), "", 0, 1e6, counts=True),
    Output("contract", Text("Parcels through: contract or certification"), "", 0, 1e6, counts=True),
    Output("assessment", Text("Parcels through: assessment"), "", 0, 1e6, counts=True),
    Output("visible", Text("Visible label found (1: yes)"), "", 0, 1),
    Output("hidden", Text("Hidden label found (1: yes)"), "", 0, 1),
    Output("passed", Text("Files let through"), "", 0, 1e6, counts=True),
    Output("refused", Text("Files rejected"), "", 0, 1e6, counts=True),
    Output("unique", Text("Visitors singled out"), "%", 0, 100),
    Output("smallest", Text("Smallest group of look-alikes"), "", 1, 5000),
    Output("median", Text("Group of the median visitor"), "", 1, 5000),
    Output("true_count", Text("True count"), "", 0, 5000),
    Output("answer", Text("Count published last"), "", -1000, 6000),
    Output("mean_answer", Text("Mean of the counts published"), "", -1000, 6000),
    Output("noise", Text("Noise on one count (standard deviation)"), "", 0, 30),
    Output("spent", Text("Privacy budget spent"), "", 0, 1e6, counts=True),
)

CHARTS = (
    Chart(
        Text("Duty by number of people: 0, 1 or 2"),
        ("road",),
        "profile",
        Text("People since 1 January"),
    ),
    Chart(
        Text("Visitors singled out, %"),
        ("unique",),
        "profile",
        Text("Attributes shared"),
    ),
)

THIS_PARCEL = Text("this parcel")

PURPOSES = {
    "business": Text("Business"),
    "person": Text("Contract with the person"),
    "staff": Text("Staff matters"),
    "emergency": Text("Emergency"),
    "abroad": Text("Collected abroad"),
}

WALKTHROUGH = (
    GuidedStep(
        Text("99,999 people, nothing sensitive: through the first gate, then out to the left. Exempt."),
        values=(("people", 99_999), ("sensitive", 0), ("shared", 1), ("purpose", "business")),
        watch_s=8.0,
        ask=Text("99,999 people, nothing sensitive. Which way does the parcel go?"),
        press=Text("Send the parcel"),
    ),
    GuidedStep(
        Text(
            "Both at once: 99,999 and 100,000 separate after the first gate. The second needs a contract "
            "or certification."
        ),
        action="pair",
        watch_s=8.5,
        ask=Text("One person more. Do both parcels go the same way?"),
        press=Text("Send both"),
    ),
    GuidedStep(
        Text("10,000 of them with health data: all three gates, security assessment."),
        values=(("people", 100_000), ("sensitive", 10_000)),
        watch_s=7.5,
        ask=Text("Add health data of 10,000 people. How many gates now?"),
        press=Text("Add health data"),
    ),
    GuidedStep(
        Text("Strip the hidden label from the file: the reader finds none, and the file is rejected."),
        action="strip",
        watch_s=3.0,
        ask=Text("Strip the hidden label. Does the reader let it pass?"),
    ),
    GuidedStep(
        Text("City, birth year and height: the crowd breaks up, and three in four can be singled out."),
        values=(("shared", 3),),
        ask=Text("Share city, birth year and height. Who stays anonymous?"),
        press=Text("Share three facts"),
    ),
)

GATES: dict[Road, tuple[Text, Text]] = {
    "exempt": (
        Text("First gate: exempt?"),
        Text("fewer than 100,000 people, nothing sensitive", context="gate"),
    ),
    "contract": (
        Text("Second gate: contract or certification"),
        Text(
            "100,000 people or more, or fewer than 10,000 with sensitive data; certification under the "
            "Measures of {CERTIFIED_FROM}, not for critical infrastructure",
            CERTIFIED_FROM=CERTIFIED_FROM,
        ),
    ),
    "assessment": (
        Text("Third gate: security assessment"),
        Text("1,000,000 people or more, or 10,000 with sensitive data, or important data"),
    ),
}

ROAD_NAMES: dict[Road, Text] = {
    "exempt": Text("exempt"),
    "contract": Text("standard contract or certification"),
    "assessment": Text("security assessment"),
}

SHARED = (
    Text("City"),
    Text("City and birth year"),
    Text("City, birth year, height"),
    Text("City, birth year, height, headset"),
    Text("All five attributes"),
)

HANDLES = {"parcel": Handle("people", "right"), "crowd": Handle("shared", "right")}

SIGNS = (
    Sign("label_visible", Text("Label removed", context="sign"), hot=Hot("visible", most=0.0)),
    Sign("gate_exempt", Text("Exempt", context="sign")),
    Sign("gate_contract", Text("Contract", context="sign")),
    Sign("gate_assessment", Text("Assessment", context="sign")),
    Sign("abroad", Text("Abroad", context="sign")),
    Sign("crowd", Text("Who stands out?", context="sign")),
    Sign("label_visible", Text("Label you see", context="sign")),
    Sign("label_hidden", Text("Hidden label", context="sign")),
)


def words_of_parcel(parcel: Parcel, pair: bool) -> PartWords:
    """Content of the parcel, and the reason for its road."""
    rule = rule_for(parcel)
    road = ROAD_NAMES[rule.road]
    label = Text("Parcel one person short of the threshold") if pair else Text("Parcel of data")
    reading = Text(
        "{people:,} people, {sensitive:,} sensitive: {road} ({rule})",
        people=parcel.people,
        sensitive=parcel.sensitive,
        road=road,
        rule=rule.words,
    )
    return PartWords(label, reading)


def words_of_gate(road: Road, rule: Rule | None) -> PartWords:
    """Requirements of a gate, and whether a parcel takes its road: `rule` is the rule that sends it there, if any."""
    label, asks = GATES[road]
    now = Text("applies now") if rule else Text("does not apply now")
    if rule is not None and rule.name not in BY_NUMBER:
        asks = rule.words
    return PartWords(label, Text("{asks}; {now}", asks=asks, now=now))


def words_of_abroad(arrived: Sequence[int]) -> PartWords:
    """Number of parcels that arrived by each road."""
    exempt, contract, assessment = arrived
    return PartWords(
        Text("Abroad"),
        Text(
            "Came through: {exempt} exempt, {contract} by contract, {assessment} assessed",
            exempt=exempt,
            contract=contract,
            assessment=assessment,
        ),
    )


def words_of_table(rule: Rule) -> PartWords:
    """The deciding line of the table, with its dates."""
    road = ROAD_NAMES[rule.road]
    return PartWords(
        Text(
            "Rule table, in force since {VALID_FROM}, checked on {AS_OF}", VALID_FROM=VALID_FROM, AS_OF=AS_OF
        ),
        Text("{words}: {road}. Not legal advice", words=rule.words, road=road),
    )


def words_of_file(size: int, check: Check, passed: int, refused: int) -> PartWords:
    """The file at the reader, and the results of earlier ones."""
    verdict = Text("passed") if check.passes else Text("rejected")
    return PartWords(
        Text("Picture file from the Content Foundry"),
        Text(
            "PNG of {size:,} bytes: {verdict}. So far {passed} passed, {refused} rejected",
            size=size,
            passed=passed,
            refused=refused,
            verdict=verdict,
        ),
    )


def words_of_label(which: str, found: bool, number: str) -> PartWords:
    """One of the two labels, as found in the bytes."""
    visible = which == "visible"
    label = Text("Visible label, in the picture") if visible else Text("Hidden label, in the metadata")
    if not found:
        return PartWords(label, Text("Not found. Required since 1 September 2025"))
    if visible:
        return PartWords(label, Text("Found: the letters AI can be read"))
    return PartWords(label, Text("Found: number {number}", number=number))


def words_of_crowd(shared: int, crowd: Crowd) -> PartWords:
    """Shared attributes, and the number of people they identify."""
    label = SHARED[shared - 1]
    return PartWords(
        Text("5,000 invented visitors: {label}", label=label),
        Text(
            "{unique:.0f} % singled out; smallest group {smallest}",
            unique=100 * crowd.unique,
            smallest=crowd.smallest,
        ),
    )


def words_of_count(answers: Sequence[float], true: int, noise: float, spent: float) -> PartWords:
    """Published values of one count, beside the true one."""
    label = Text("Count of one city, with noise")
    if not answers:
        return PartWords(
            label,
            Text("Not asked yet; it is {true}, noise ±{noise:.1f}", true=true, noise=noise),
        )
    mean = total(answers) / len(answers)
    return PartWords(
        label,
        Text(
            "Last {answers:.0f}, mean {mean:.1f}, true {true}; budget spent {spent:.2f}",
            answers=answers[-1],
            mean=mean,
            true=true,
            spent=spent,
        ),
    )
