"""The sealed exchange in words: its charts, its experiment, and what is read off its parts."""

from __future__ import annotations

import json

from ..exhibit import Chart, Label, PartWords, Trial
from .exchange import THRESHOLD
from .ledger import Block

CHARTS = (
    Chart(Label("What tampering leaves behind", "篡改留下的痕迹"), ("broken", "copies_changed", "lie_wins")),
    Chart(
        Label("How likely each secret is to the spy", "在窥探者看来，各个秘密的可能性"),
        ("spy_doubt",),
        "profile",
        Label("Defects of the first maker", "第一家的次品数"),
    ),
)

EXPERIMENT = (
    Trial(
        Label(
            "Edit a block: it jumps out of the chain, and the copies that contain it lose their vote.",
            "改一个区块：它从链上跳出来，持有它的副本失去投票权。",
        ),
        action="edit",
        values=(("copies_held", 2),),
    ),
    Trial(
        Label(
            "Re-seal that block: it fits again, and the next one breaks.",
            "重新打包这一块：它合上了，下一块却断开。",
        ),
        action="rehash",
    ),
    Trial(
        Label(
            "Re-seal all that follow: nothing is broken any more, but two copies out of seven are outvoted.",
            "把其后各块全部重新打包：再没有断点，但七个副本中只占两个，投票仍输。",
        ),
        action="remine",
        watch_s=6.0,
    ),
    Trial(
        Label(
            "Now control four copies: the false record is accepted, and the frame of the hall turns red.",
            "再控制四个副本：假记录得到承认，大厅的边框变红。",
        ),
        values=(("copies_held", 4),),
    ),
    Trial(
        Label(
            "Restore the copies, and let the spy see the third share. Two shares left the hill of guesses as it was before; "
            "now it collapses to a single bar.",
            "恢复副本，再让窥探者看到第三份份额：只看两份时，猜测的小山原封未动；现在只剩一根柱。",
        ),
        action="restore",
        values=(("shares_seen", 3),),
    ),
)

DOING = {
    "split": Label("Splitting numbers into shares", "正把数字拆成份额"),
    "cross": Label("Shares are on their way", "份额正在途中"),
    "add": Label("Holders add what they hold", "持有人各自求和"),
    "seal": Label("The sums are published, the block is being sealed", "总和已公布，正在出块"),
}
"""What is going on in each phase of the exchange."""

SHARES = PartWords(
    Label("Three holders of shares", "三位份额持有人"),
    Label(
        "Each holds one share of every number; a single share is just a random number.",
        "每个数字各持一份；单看一份，只是随机数。",
    ),
)


def told_of_makers(phase: str) -> PartWords:
    """What the makers' numbers are going through."""
    return PartWords(Label("Three makers' vaults", "三家的保险柜"), DOING[phase])


def told_of_result(rate_ppm: int, bill_yuan: int) -> PartWords:
    """The results opened last."""
    rate = rate_ppm / 1e4
    return PartWords(
        Label("What is published", "公布的结果"),
        Label(
            f"Joint rate {rate:.2f} %, bill {bill_yuan:,} CNY",
            f"联合次品率{rate:.2f}%，账单{bill_yuan:,}元",
        ),
    )


def told_of_spy(seen: int, doubt: float, before: float) -> PartWords:
    """How many shares the spy saw, and what it does not know, in bits, now and before it saw any."""
    return PartWords(
        Label("The spy's guess", "窥探者的猜测"),
        Label(
            f"Saw {seen} of {THRESHOLD} shares; {doubt:.1f} bits unknown, {before:.1f} before",
            f"见到{THRESHOLD}份中的{seen}份；还有{doubt:.1f}比特未知，之前为{before:.1f}比特",
        ),
    )


def told_of_copies(lying: int, nodes: int, broken: bool, lie_wins: bool) -> PartWords:
    """How the copies vote: `lying` of `nodes` hold the attacker's record, which may be `broken`."""
    label, honest = Label("Seven copies of the ledger", "账本的七个副本"), nodes - lying
    if not lying:
        return PartWords(label, Label(f"All {nodes} agree", f"{nodes}个副本完全一致"))
    if broken:
        return PartWords(
            label,
            Label(
                f"{lying} rejected, {honest} vote: the true record stands",
                f"{lying}个被剔除，{honest}个投票：真实记录成立",
            ),
        )
    en, zh = (
        ("the false record is accepted", "假记录得到承认")
        if lie_wins
        else ("the true record stands", "真实记录成立")
    )
    return PartWords(label, Label(f"{lying} to {honest}: {en}", f"{lying}比{honest}：{zh}"))


def told_of_block(block: Block, broken: bool, tries: int | None) -> PartWords:
    """A block as the attacker's copy has it; `tries` are the hashes tried so far if it is being re-sealed."""
    label = Label(f"Block {block.number}", f"区块{block.number}")
    if tries is not None:
        return PartWords(
            label, Label(f"Being re-sealed, {tries:,} hashes tried", f"正在重新打包，已试{tries:,}次哈希")
        )
    if broken:
        return PartWords(label, Label("Does not fit", "对不上"))
    paid = json.loads(block.record).get("paid_yuan")
    if paid is None:
        return PartWords(label, Label("The rule of payment", "分账规则"))
    first, second, third = (f"{yuan:,}" for yuan in paid)
    return PartWords(
        label,
        Label(
            f"Fits; pays {first}, {second} and {third} CNY", f"对得上；三家各得{first}、{second}、{third}元"
        ),
    )
