"""The bridge of rules in words: what can be done, its readings, charts and walkthrough, and words for its parts."""

from __future__ import annotations

from ...i18n import Text
from ..exhibit import Action, Chart, GuidedStep, Output, PartWords
from ..signs import Handle, Hot, Sign
from .avatar import Clause
from .game import Decides

LIMIT = Text(
    "A stylised game of twelve identical, invented delegations: not a forecast, no particular "
    "country, no power, money or history. It proves nothing about multilateral, democratic or "
    "transparent governance. The avatar file is really translated and validated, but both rule "
    "books are made up. The hash chain shows that a vote was changed, not whether it was wise."
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
        Text("The secretariat changes one declaration in the copy it keeps."),
        breaks=True,
    ),
    Action(
        "persuade",
        Text("Win over one delegation"),
        Text(
            "One delegation with home rules adopts the common ones; whether it keeps them is another matter."
        ),
    ),
    Action(
        "restart",
        Text("Open a new sitting"),
        Text("Lots are drawn again for who starts with common rules, and the ledger starts again."),
    ),
)

OUTPUTS = (
    Output("common", Text("Delegations with common rules"), "", 0, 12),
    Output("share", Text("Share with common rules"), "%", 0, 100),
    Output("adapters", Text("Adapters in use"), "", 12, 67),
    Output(
        "pairwise", Text("Adapters if every pair makes its own deal"), "", 66, 66
    ),
    Output("gain_home", Text("Gain from home rules"), "", 0, 2),
    Output("gain_common", Text("Gain from common rules"), "", 0, 2),
    Output("tipping", Text("Tipping point"), "%", 0, 100),
    Output("crossed", Text("Avatars that crossed"), "", 0, 1e6),
    Output("bounced", Text("Avatars turned back"), "", 0, 1e6),
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
    Chart(Text("Delegations with common rules, over time"), ("common",)),
    Chart(
        Text("Gain from common rules; home rules give 1"),
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
        Text("No bridge: those who started with common rules go back, and 66 wires are needed again."),
        action="restart",
        values=(("bridge", 0.0), ("decides", "everyone"), ("open_ledger", True)),
        watch_s=20.0,
        ask=Text("No bridge. Do common rules spread?"),
    ),
    GuidedStep(
        Text(
            "A bridge of 0.7: from a start of about 30 % the common rules fill the ring, and 12 wires "
            "are enough."
        ),
        action="restart",
        values=(("bridge", 0.7),),
        watch_s=24.0,
        ask=Text("A good bridge, 0.7. How many wires are enough?"),
    ),
    GuidedStep(
        Text("A vote is forged. The ledger is open: a recount finds the block that does not fit."),
        action="forge",
        watch_s=2.0,
        ask=Text("Forge a vote. Who will notice?"),
    ),
    GuidedStep(
        Text("Recount."),
        action="recount",
        watch_s=3.0,
        ask=Text("Recount the ledger. Does every block fit?"),
    ),
    GuidedStep(
        Text("Close the ledger and recount: nothing can be read, and the false number stands."),
        action="recount",
        values=(("open_ledger", False),),
        watch_s=3.0,
        ask=Text("Close the ledger and recount. Does the false number stand?"),
    ),
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
        Text("Focus group on the metaverse: 52 deliverables in 18 months; an MIIT expert was a vice-chair"),
    ),
    "record_committee": PartWords(
        Text("The real record: MIIT, August 2025"),
        Text("Proposal for a technical committee on metaverse standards"),
    ),
    "record_iec": PartWords(
        Text("The real record: IEC, 9 March 2026"),
        Text("TR 63614-3: which metaverse standards are missing"),
    ),
}
"""What standards bodies did, with dates; sources in the zone's file."""

HANDLES = {"bridge": Handle("bridge", "right")}

SIGNS = (
    Sign("ring", Text("All on common rules", context="sign"), hot=Hot("common", least=12)),
    Sign("ring", Text("Twelve delegations", context="sign")),
    Sign("book", Text("Common rule book", context="sign")),
    Sign("bridge", Text("The bridge", context="sign"), "below"),
    Sign("ledger", Text("The ledger", context="sign"), "below"),
    Sign("hub", Text("Who decides", context="sign")),
    Sign("record_itu", Text("The real record", context="sign")),
)


def words_of_ring(common: int, tipping: float) -> PartWords:
    """How many have the common rules, and from where on it tips."""
    return PartWords(
        Text("Ring of twelve invented delegations"),
        Text(
            "{common} of 12 have common rules; it tips at {tipping:.0f} % of the others",
            common=common,
            tipping=100 * tipping,
        ),
    )


def words_of_book(used: int, pairs: int) -> PartWords:
    """How many wires there are."""
    return PartWords(
        Text("Common rule book and its wires"),
        Text(
            "{used} adapters in use; {pairs} if every pair makes its own deal, 12 with one common book",
            used=used,
            pairs=pairs,
        ),
    )


def words_of_bridge(quality: float, clauses: int) -> PartWords:
    """How good it is, and how much it translates."""
    return PartWords(
        Text("Bridge between two rule books"),
        Text("Quality {quality:.2f}: translates {clauses} of 4 clauses", quality=quality, clauses=clauses),
    )


def words_of_avatar(size: int, crossed: int, bounced: int) -> PartWords:
    """The file on the bridge, and those before it."""
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
    """What the common book says to the avatar on the bridge."""
    label = Text("Verdict of the common rule book")
    if offends is None:
        return PartWords(label, Text("Valid: it crosses"))
    reason = REASONS[offends]
    return PartWords(label, Text("Turned back: {reason}", reason=reason))


def words_of_ledger(is_open: bool, blocks: int, announced: int) -> PartWords:
    """What is in it, and who may read it."""
    state = Text("open to all") if is_open else Text("closed")
    return PartWords(
        Text("Ledger of declarations"),
        Text(
            "{blocks} declarations, {state}; announced: {announced} with common rules",
            blocks=blocks,
            announced=announced,
            state=state,
        ),
    )


def words_of_recount(at_work: bool, count: int, found: int, is_open: bool) -> PartWords:
    """What a recount found, or why it did not."""
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
    """Who decides."""
    return PartWords(Text("Who decides"), DECIDES[decides])
