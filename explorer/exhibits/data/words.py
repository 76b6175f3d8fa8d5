"""Texts of the sealed exchange: charts, walkthrough, and labels of its parts."""

from __future__ import annotations

import json

from ...i18n import Text
from ..exhibit import Chart, GuidedStep, PartWords
from ..signs import Handle, Hot, Sign
from .ledger import Block
from .sharing import THRESHOLD

CHARTS = (
    Chart(Text("What tampering leaves behind"), ("broken", "copies_changed", "lie_wins"), reach=(0, 7)),
    Chart(
        Text("How likely each secret is to the spy"),
        ("spy_doubt",),
        "profile",
        Text("Defects of the first maker"),
        reach=(0, 1),
    ),
)

WALKTHROUGH = (
    GuidedStep(
        Text("Edit a block: it jumps out of the chain, and the copies that contain it lose their vote."),
        action="edit",
        values=(("copies_held", 2),),
        part="copies",
        ask=Text("Edit one block. What happens to the chain?"),
    ),
    GuidedStep(
        Text("Re-seal that block: it fits again, and the next one breaks."),
        action="rehash",
        part="copies",
        ask=Text("Seal the edited block again. What breaks now?"),
    ),
    GuidedStep(
        Text(
            "Re-seal all that follow: nothing is broken any more, but two copies out of seven are outvoted."
        ),
        action="remine",
        watch_s=6.0,
        part="copies",
        ask=Text("Re-seal all that follow. Does the lie win?"),
    ),
    GuidedStep(
        Text("Now control four copies: the false record is accepted, and the frame of the hall turns red."),
        values=(("copies_held", 4),),
        part="copies",
        ask=Text("Now hold four of seven copies. Which record counts?"),
        press=Text("Take four copies"),
    ),
    GuidedStep(
        Text(
            "Restore the copies, and let the spy see the third share. Two shares left the hill of "
            "guesses as it was before; now it collapses to a single bar."
        ),
        action="restore",
        values=(("shares_seen", 3),),
        part="spy",
        ask=Text("Restore the copies. What does the spy learn from a third share?"),
    ),
)

DOING = {
    "split": Text("Splitting numbers into shares"),
    "cross": Text("Shares are on their way"),
    "add": Text("Holders add what they hold"),
    "seal": Text("The sums are published, the block is being sealed"),
}
"""Descriptions of the phases of the exchange."""

SHARES = PartWords(
    Text("Three holders of shares"),
    Text("Each holds one share of every number; a single share is just a random number."),
)

HANDLES = {"copies": Handle("copies_held", "right"), "shares": Handle("shares_seen", "right")}

LEDGER_SIGN = Sign("block_4", Text("The ledger", context="sign"), "below")
SIGNS = (
    Sign("copies", Text("Seven copies", context="sign")),
    Sign("result", Text("The result", context="sign")),
    Sign("makers", Text("Three makers", context="sign")),
    Sign("shares", Text("Three holders", context="sign")),
    Sign("spy", Text("The spy", context="sign")),
)


def broken_sign(depth: int) -> Sign:
    """Sign at the newest invalid block, `depth` blocks deep; it moves with the chain."""
    words = Text("{count} block broken", "{count} blocks broken", context="sign")
    return Sign(f"block_{depth}", words, "below", hot=Hot("broken", least=1))


def words_of_makers(phase: str) -> PartWords:
    """Current state of the makers' numbers."""
    return PartWords(Text("Three makers' vaults"), DOING[phase])


def words_of_result(rate_ppm: int, bill_yuan: int) -> PartWords:
    """The results revealed last."""
    rate = rate_ppm / 1e4
    return PartWords(
        Text("What is published"),
        Text("Joint rate {rate:.2f} %, bill {bill_yuan:,} CNY", rate=rate, bill_yuan=bill_yuan),
    )


def words_of_spy(seen: int, doubt: float, before: float) -> PartWords:
    """Number of shares the spy saw, and its uncertainty in bits, now and before it saw any."""
    return PartWords(
        Text("The spy's guess"),
        Text(
            "Saw {seen} of {THRESHOLD} shares; {doubt:.1f} bits unknown, {before:.1f} before",
            seen=seen,
            THRESHOLD=THRESHOLD,
            doubt=doubt,
            before=before,
        ),
    )


def words_of_copies(lying: int, nodes: int, broken: bool, lie_wins: bool) -> PartWords:
    """Vote of the copies: `lying` of `nodes` hold the attacker's record, which may be `broken`."""
    label, honest = Text("Seven copies of the ledger"), nodes - lying
    if not lying:
        return PartWords(label, Text("All {nodes} agree", nodes=nodes))
    if broken:
        if not honest:
            return PartWords(label, Text("{lying} rejected: no copy is left to vote", lying=lying))
        return PartWords(
            label,
            Text("{lying} rejected, {honest} vote: the true record stands", lying=lying, honest=honest),
        )
    result = Text("the false record is accepted") if lie_wins else Text("the true record stands")
    return PartWords(label, Text("{lying} to {honest}: {result}", lying=lying, honest=honest, result=result))


def words_of_block(block: Block, broken: bool, tries: int | None) -> PartWords:
    """A block in the attacker's copy; `tries` are the hashes tried so far if it is being re-sealed."""
    label = Text("Block {number}", number=block.number)
    if tries is not None:
        return PartWords(label, Text("Being re-sealed, {tries:,} hashes tried", tries=tries))
    if broken:
        return PartWords(label, Text("Does not fit"))
    paid = json.loads(block.record).get("paid_yuan")
    if paid is None:
        return PartWords(label, Text("The rule of payment"))
    first, second, third = (f"{yuan:,}" for yuan in paid)
    return PartWords(
        label,
        Text("Fits; pays {first}, {second} and {third} CNY", first=first, second=second, third=third),
    )
