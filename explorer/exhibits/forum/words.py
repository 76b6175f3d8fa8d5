"""Texts of the bridge of rules: actions, readings, charts, walkthrough, and labels of parts."""

from __future__ import annotations

from ...i18n import Text
from ..exhibit import Action, Chart, GuidedStep, Output, PartWords
from ..signs import Handle, Hot, Sign
from .avatar import Clause
from .game import HUB, NOBODY, Decides, Setting

LIMIT = Text(
    "A stylised game of twelve invented delegations, which differ only in what home rules are worth to "
    "them: no forecast, no particular country, no power, money or history. One hub can also be quicker "
    "than twelve that decide for themselves and, without a bridge, better; nothing here proves "
    "multilateral, democratic or transparent governance. The avatar file is really translated and "
    "validated, between two made-up rule books. The hash chain shows that a vote was changed, not whether "
    "it was wise."
)

ACTIONS = (
    Action(
        "recount",
        Text("Recount the ledger"),
        Text("Read every declaration and add them up; needs an open ledger."),
    ),
    Action(
        "forge",
        Text("Forge a vote"),
        Text(
            "The secretariat changes one declaration in the copy it keeps. An open ledger is recounted at once."
        ),
        breaks=True,
    ),
    Action(
        "restart",
        Text("Open a new sitting"),
        Text("Lots are drawn again for who starts with common rules, and the ledger starts again."),
    ),
)

OUTPUTS = (
    Output("common", Text("Delegations with common rules"), "of 12", 0, 12, plain=Text("have common rules")),
    Output("share", Text("Share with common rules"), "%", 0, 100),
    Output("adapters", Text("Adapters in use"), "", 12, 67),
    Output(
        "pairwise", Text("Adapters if every pair makes its own deal"), "", 66, 66
    ),
    Output("gain_home", Text("Gain from home rules, in the mean"), "", 0, 2),
    Output("gain_common", Text("Gain from common rules"), "", 0, 2),
    Output("held", Text("Gain from the rules they have, in the mean"), "", 0, 2),
    Output("tipping", Text("Tipping point of a middling delegation"), "%", 0, 100),
    Output("crossed", Text("Avatars that crossed"), "", 0, 1e6, counts=True),
    Output("bounced", Text("Avatars turned back"), "", 0, 1e6, counts=True),
    Output(
        "offends",
        Text("Reason (0 none, 1 units, 2 axes, 3 consent, 4 label)"),
        "",
        0,
        4,
    ),
    Output("blocks", Text("Declarations in the ledger"), "", 12, 100),
    Output("announced", Text("Common rules, as announced"), "", 0, 12),
    Output("recount", Text("Common rules, as recounted (-1: unknown)"), "", -1, 12),
    Output("caught", Text("Forgery found (1: yes)"), "", 0, 1),
)  # fmt: skip

CHARTS = (
    Chart(Text("Delegations with common rules, over time"), ("common",), reach=(0.0, 12.0)),
    Chart(
        Text("Gain from common rules; home rules give 0.5 to 1.5"),
        ("gain_common",),
        "profile",
        Text("Others with common rules, %"),
    ),
)

TIPPING = Text("tipping point")

DECIDES: dict[Decides, Text] = {
    "everyone": Text("Each for itself"),
    "majority": Text("The majority"),
    "hub": Text("One hub"),
}

WALKTHROUGH = (
    GuidedStep(
        Text(
            "No bridge, and nobody won: those who started with common rules go back, and 66 wires are needed."
        ),
        action="restart",
        values=(("bridge", 0.0), ("decides", "everyone"), ("open_ledger", True), ("won", 0)),
        watch_s=10.0,
        ask=Text("No bridge. Do common rules spread?"),
    ),
    GuidedStep(
        Text("One hub decides, and the gold crown goes to it: it keeps common rules for good."),
        values=(("decides", "hub"), ("won", 1)),
        watch_s=12.0,
        ask=Text("Win the hub with the gold crown. Who follows?"),
        press=Text("Win the hub"),
        part="token",
    ),
    GuidedStep(
        Text("The same crown on the same seat, but now each decides for itself."),
        action="restart",
        values=(("decides", "everyone"), ("won", 1)),
        watch_s=12.0,
        ask=Text("Now each decides for itself. Win the same one: who follows?"),
        press=Text("Let each decide"),
        part="hub",
    ),
    GuidedStep(
        Text("No crown, but a bridge of 0.7 between home rules and common ones."),
        action="restart",
        values=(("bridge", 0.7), ("won", 0)),
        watch_s=14.0,
        ask=Text("Now a good bridge, 0.7. Do common rules spread?"),
        press=Text("Build the bridge"),
        part="bridge",
    ),
    GuidedStep(
        Text("A vote is forged. The ledger is open, so everybody recounts."),
        action="forge",
        watch_s=4.0,
        ask=Text("Forge a vote. Who will notice?"),
    ),
)


def captions(
    common: int, wires: int, setting: Setting, is_open: bool, at_work: bool, found: int
) -> tuple[Text | None, ...]:
    """Captions of the steps after their effects; they differ if the sitting took another course or is another one."""
    ended = Text("This sitting ends with {common} of 12 under common rules.", common=common)
    faded = Text(
        "No bridge: common rules fade, {common} of 12 have them, {count} wire.",
        "No bridge: common rules fade, {common} of 12 have them, {count} wires.",
        common=common,
        count=wires,
    )
    all_won = Text("One hub decides: win the hub, and you win all. {common} of 12.", common=common)
    alone = Text("Where all decide, winning one moves hardly any: {common} of 12.", common=common)
    filled = Text(
        "The bridge moves them: {common} of 12, and {count} wire is enough.",
        "The bridge moves them: {common} of 12, and {count} wires are enough.",
        common=common,
        count=wires,
    )
    if at_work:
        counted = None
    elif not is_open:
        counted = Text("The ledger is closed: nobody can recount, and the false number stands.")
    elif found:
        counted = Text("The ledger is open: a recount finds the block that does not fit.")
    else:
        counted = Text("Every block fits.")
    return (
        faded if common <= 1 and not setting.bridge else ended,
        all_won if common >= 9 and setting.decides == "hub" and setting.won == HUB else ended,
        alone if common <= 3 and setting.decides == "everyone" and setting.won != NOBODY else ended,
        filled if common >= 11 and setting.bridge else ended,
        counted,
    )


REASONS: dict[Clause, Text] = {
    "units": Text("centimetres where metres are required"),
    "axes": Text("lies on its side: another axis points up"),
    "consent": Text("no consent for some of the data it passes on"),
    "label": Text("made by AI, but not labelled"),
}

RECORD = {
    "record_itu": PartWords(
        Text("The real record: ITU, June 2024"),
        Text("A focus group: 52 deliverables in 18 months"),
    ),
    "record_committee": PartWords(
        Text("The real record: August 2025"),
        Text("Proposal for a technical committee on standards"),
    ),
    "record_iec": PartWords(
        Text("The real record: IEC, 9 March 2026"),
        Text("TR 63614-3: which standards are missing"),
    ),
}
"""Work of standards bodies, with dates; sources in the zone's file."""

HANDLES = {
    "bridge": Handle("bridge", "right"),
    "token": Handle("won", onto={f"seat_{number}": number for number in (10, 11, 12, 1, 2, 3)}),
}

SIGNS = (
    Sign("book", Text("All on common rules", context="sign"), hot=Hot("common", least=12)),
    Sign("book", Text("Common rule book", context="sign")),
    Sign("token", Text("Win one for good", context="sign"), "below"),
    Sign("bridge", Text("The bridge", context="sign"), "below"),
    Sign("ledger", Text("The ledger", context="sign"), "below"),
    Sign("hub", Text("Who decides", context="sign")),
    Sign("record_itu", Text("The real record", context="sign")),
)
HUB_SIGN = Sign("seat_1", Text("The hub", context="sign"))


def words_of_token(won: int) -> PartWords:
    """The token, and the delegation it has won."""
    return PartWords(
        Text("Gold crown: wins one delegation for good"),
        Text("on delegation {number}", number=won) if won else Text("drag it onto a seat"),
    )


def words_of_seat(which: int, common: bool, own: float) -> PartWords:
    """A delegation's rules, and the value of its home rules."""
    label = (
        Text("Delegation {number}", number=which + 1)
        if which
        else Text("Delegation 1, the hub where one decides")
    )
    rules = Text("common rules") if common else Text("home rules")
    return PartWords(label, Text("{rules}; home rules are worth {own:.1f} to it", rules=rules, own=own))


def words_of_book(common: int, used: int, pairs: int) -> PartWords:
    """Number of delegations with common rules, and of wires."""
    return PartWords(
        Text("Common rule book and its wires"),
        Text(
            "{common} of 12 have common rules; {used} adapters in use, {pairs} if every pair makes its own deal",
            common=common,
            used=used,
            pairs=pairs,
        ),
    )


def words_of_bridge(quality: float, clauses: int) -> PartWords:
    """Quality of the bridge, and clauses it translates."""
    return PartWords(
        Text("Bridge between two rule books"),
        Text("Quality {quality:.2f}: translates {clauses} of 4 clauses", quality=quality, clauses=clauses),
    )


def words_of_avatar(size: int, crossed: int, bounced: int) -> PartWords:
    """The file on the bridge, and the earlier ones."""
    return PartWords(
        Text("Avatar file on the bridge"),
        Text(
            "{size} bytes after translation. So far {crossed} crossed, {bounced} turned back",
            size=size,
            crossed=crossed,
            bounced=bounced,
        ),
    )


def words_of_card(offends: Clause | None) -> PartWords:
    """Verdict of the common book on the avatar on the bridge."""
    label = Text("Verdict of the common rule book")
    if offends is None:
        return PartWords(label, Text("Valid: it crosses"))
    reason = REASONS[offends]
    return PartWords(label, Text("Turned back: {reason}", reason=reason))


def words_of_ledger(is_open: bool, blocks: int, announced: int) -> PartWords:
    """Content of the ledger, and whether it is open."""
    state = Text("open to all") if is_open else Text("closed")
    return PartWords(
        Text("Ledger of declarations"),
        Text(
            "{count} declaration, {state}; announced: {announced} with common rules",
            "{count} declarations, {state}; announced: {announced} with common rules",
            count=blocks,
            announced=announced,
            state=state,
        ),
    )


def words_of_recount(at_work: bool, count: int, found: int, is_open: bool) -> PartWords:
    """Result of a recount, or why there was no result."""
    label = Text("Recount")
    if at_work:
        return PartWords(label, Text("Reading the declarations"))
    if not is_open:
        return PartWords(label, Text("Impossible: the ledger is closed"))
    if count < 0:
        return PartWords(label, Text("Not recounted yet"))
    if found:
        return PartWords(
            label,
            Text("{count} common; {found} declaration forged", count=count, found=found),
        )
    return PartWords(label, Text("{count} common; every link holds", count=count))


def words_of_hub(decides: Decides) -> PartWords:
    """Decision mode of the hub."""
    return PartWords(Text("Who decides"), DECIDES[decides])
