"""The sealed exchange: three makers learn a sum from shares that reveal nothing, and a ledger shows tampering."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ...i18n import Text
from ..exhibit import Action, Exhibit, Output, PartWords, Profile, parameter
from ..signs import Sign
from .ledger import TRIES_PER_STEP, Attack, Block, attacked_further, edited, extend, follow, try_to_seal
from .sharing import (
    PARTS,
    THRESHOLD,
    Exchange,
    doubt_bits,
    hold_exchange,
    usual_defects,
    ways_it_fits,
    weighed,
)
from .words import (
    CHARTS,
    HANDLES,
    LEDGER_SIGN,
    SHARES,
    SIGNS,
    WALKTHROUGH,
    broken_sign,
    words_of_block,
    words_of_copies,
    words_of_makers,
    words_of_result,
    words_of_spy,
)

NODES = 7
"""Copies of the ledger, one at each node."""

HISTORY_BLOCKS = 12
TOUCHED_BLOCKS = 7
"""Number of blocks that can be touched: those with 1 to 7 blocks on top of them."""

PHASES = ("split", "cross", "add", "seal")
PHASE_STEPS = 30

EXCHANGE, HISTORY = 1, 2  # purposes of random numbers


@dataclass(frozen=True, slots=True)
class State:
    """The exchange in progress, the honest ledger and the attack on it."""

    ticks: int
    exchange: Exchange
    phase_tick: int  # steps since this exchange began
    # rate_ppm, bill_yuan, paid_yuan: last results revealed, and total paid to the makers since the start
    rate_ppm: int
    bill_yuan: int
    paid_yuan: int
    ledger: tuple[Block, ...]
    sealing_nonce: int  # next nonce to try for the honest block
    sealed: bool  # whether this exchange is already in the ledger
    attack: Attack | None
    # spy_seen, spy_chances: number of shares the spy saw, and its probability of each secret 0 to 256
    spy_seen: int
    spy_chances: NDArray[np.float64]

    @property
    def phase(self) -> str:
        """The current one of `PHASES`."""
        return PHASES[min(self.phase_tick // PHASE_STEPS, len(PHASES) - 1)]


class SealedExchange(Exhibit[State]):
    """Three pump makers learn their joint defect rate, and a visitor attacks the ledger and spies on the shares."""

    kind = "data"
    title = Text("The sealed exchange")
    truth = "real arithmetic"
    limit = Text(
        "Hashes, shares and sums are real; makers and numbers are invented. Everybody follows the "
        "protocol, chance comes from a seeded generator. Blocks are sealed by computing work, which "
        "anyone can redo; companies that share a ledger usually seal by signatures, and to forge "
        "those takes stolen keys. The three makers' sum is published, so each also learns the sum of "
        "the other two. The chain shows tampering; it cannot tell whether an entry was true."
    )
    phone_dial = "zeros"
    try_this = Text(
        "Edit a block and see one link break. Re-seal it: the break moves to the next block. Re-seal "
        "everything, then control a fourth copy: the false record is accepted."
    )
    actions = (
        Action(
            "edit",
            Text("Edit a block"),
            Text("Change who was paid, in the copies the attacker controls."),
            breaks=True,
        ),
        Action(
            "rehash",
            Text("Re-seal that block"),
            Text("Compute a new hash for the edited block alone."),
        ),
        Action(
            "remine",
            Text("Re-seal all that follow"),
            Text("Re-seal the edited block and every later one; the deeper it is, the more work it takes."),
        ),
        Action(
            "restore",
            Text("Restore the copies"),
            Text("Replace the attacker's copies with honest ones."),
        ),
    )
    outputs = (
        Output(
            "joint_rate", Text("Joint defect rate"), "%", 0, 5, plain=Text("defects, all makers together")
        ),
        Output("bill", Text("Bill for the last use"), "CNY", 0, 6000),
        Output("paid", Text("Paid to the makers"), "CNY", 0, 1e8, counts=True),
        Output("phase", Text("Phase of the exchange (0 to 3)"), "", 0, 3),
        Output("blocks", Text("Blocks in the ledger"), "", HISTORY_BLOCKS, 20_000, counts=True),
        Output("first_break", Text("First broken block (-1: none)"), "", -1, 20_000),
        Output("broken", Text("Broken blocks"), "", 0, 20_000),
        Output("tries", Text("Hashes tried by the attacker"), "", 0, 1e9, counts=True),
        Output("copies_changed", Text("Copies with the false record"), "", 0, NODES),
        Output("lie_wins", Text("False record accepted (1: yes)"), "", 0, 1),
        Output("spy_doubt", Text("What the spy still does not know"), "bit", 0, 8.01),
    )

    figures = ("joint_rate", "broken")
    charts = CHARTS
    walkthrough = WALKTHROUGH
    signs = (LEDGER_SIGN, *SIGNS)
    handles = HANDLES

    copies_held: int = parameter(
        2,
        low=1,
        high=NODES,
        step=1,
        label=Text("Copies the attacker controls"),
        meaning=Text("How many of the seven copies the attacker controls."),
    )
    shares_seen: int = parameter(
        2,
        low=1,
        high=THRESHOLD,
        step=1,
        label=Text("Shares the spy sees"),
        meaning=Text("How many of the three holders' shares of one number leak."),
    )
    depth: int = parameter(
        5,
        low=1,
        high=10,
        step=1,
        label=Text("Depth of the attack"),
        meaning=Text("How many blocks lie on top of the one edited."),
    )
    zeros: int = parameter(
        3,
        low=0,
        high=3,
        step=1,
        expert=True,
        label=Text("Work to seal a block"),
        meaning=Text(
            "How many hexadecimal zeros a new block's hash must begin with; each one more means 16 times "
            "the work."
        ),
    )

    def start(self) -> State:
        ledger = extend((), json.dumps({"rule": PARTS}), self.zeros)
        held = hold_exchange(self.random(0, HISTORY))
        for number in range(1, HISTORY_BLOCKS):
            held = hold_exchange(self.random(0, HISTORY, number))
            ledger = extend(ledger, held.record(), self.zeros)
        exchange = hold_exchange(self.random(0, EXCHANGE))
        return State(
            ticks=0,
            exchange=exchange,
            phase_tick=0,
            rate_ppm=held.rate_ppm,
            bill_yuan=held.bill_yuan,
            paid_yuan=0,
            ledger=ledger,
            sealing_nonce=0,
            sealed=False,
            attack=None,
            spy_seen=self.shares_seen,
            spy_chances=self._spied(exchange),
        )

    def step(self, state: State) -> State:
        state = self._exchanged(replace(state, ticks=state.ticks + 1, phase_tick=state.phase_tick + 1))
        if state.attack is not None:
            state = replace(state, attack=attacked_further(state.attack, state.ledger))
        if state.spy_seen != self.shares_seen:
            state = replace(state, spy_seen=self.shares_seen, spy_chances=self._spied(state.exchange))
        return state

    def act(self, state: State, action: str) -> State:
        match action:
            case "edit":
                return replace(state, attack=edited(state.ledger, self.depth))
            case "rehash" | "remine":
                attack = state.attack or edited(state.ledger, self.depth)
                onward = action == "remine"
                return replace(state, attack=replace(attack, sealing=attack.target, onward=onward, nonce=0))
            case "restore":
                return replace(state, attack=None)
            case _:
                return super().act(state, action)

    def readings(self, state: State) -> dict[str, float]:
        attack = state.attack
        broken = attack.broken if attack else ()
        return {
            "joint_rate": state.rate_ppm / 1e4,
            "bill": state.bill_yuan,
            "paid": state.paid_yuan,
            "phase": PHASES.index(state.phase),
            "blocks": len(state.ledger),
            "first_break": broken[0] if broken else -1,
            "broken": len(broken),
            "tries": attack.tries if attack else 0,
            "copies_changed": self.copies_held if attack else 0,
            "lie_wins": float(self.verdict(state) == "lie"),
            "spy_doubt": doubt_bits(state.spy_chances),
        }

    def copy_at(self, state: State, node: int) -> tuple[Block, ...]:
        """The ledger as held by node 0 to 6; the first nodes belong to the attacker."""
        lies = state.attack is not None and node < self.copies_held
        return state.attack.ledger if state.attack is not None and lies else state.ledger

    def verdict(self, state: State) -> Literal["truth", "lie"]:
        """The nodes' verdict: a copy with a broken link is rejected, the others vote."""
        attack = state.attack
        votes = self.copies_held if attack is not None and not attack.broken else 0
        return "lie" if votes > NODES - self.copies_held else "truth"

    def parts(self, state: State) -> dict[str, PartWords]:
        attack = state.attack
        words = {
            "makers": words_of_makers(state.phase),
            "shares": SHARES,
            "result": words_of_result(state.rate_ppm, state.bill_yuan),
            "spy": words_of_spy(state.spy_seen, doubt_bits(state.spy_chances), doubt_bits(usual_defects())),
            "copies": words_of_copies(
                self.copies_held if attack else 0,
                NODES,
                bool(attack and attack.broken),
                self.verdict(state) == "lie",
            ),
        }
        ledger = attack.ledger if attack else state.ledger
        for depth in range(1, TOUCHED_BLOCKS + 1):
            block = ledger[-1 - depth]
            tries = attack.tries if attack and attack.sealing == block.number else None
            broken = attack is not None and block.number in attack.broken
            words[f"block_{depth}"] = words_of_block(block, broken, tries)
        return words

    def signs_now(self, state: State) -> tuple[Sign, ...]:
        """The name of the ledger, or its invalid block."""
        attack, depths = state.attack, range(1, TOUCHED_BLOCKS + 1)
        broken = [d for d in depths if attack is not None and attack.ledger[-1 - d].number in attack.broken]
        return (broken_sign(broken[0]) if broken else LEDGER_SIGN, *SIGNS)

    def touched(self, state: State, part: str) -> tuple[SealedExchange, State]:
        """Edit a block by touch; touching the spy shows it one share more, then a single one again."""
        if part.startswith("block_"):
            deep = self.having(depth=int(part.removeprefix("block_")))
            return deep, deep.act(state, "edit")
        if part == "spy":
            return self.having(shares_seen=self.shares_seen % THRESHOLD + 1), state
        return self, state

    def profile(self, state: State, output: str) -> Profile:
        if output != "spy_doubt":
            return super().profile(state, output)
        return Profile(
            tuple(range(len(state.spy_chances) + 1)), tuple(float(chance) for chance in state.spy_chances)
        )

    def _exchanged(self, state: State) -> State:
        """Advance the exchange by a step; it ends with its last phase, once its block is sealed."""
        sums_opened_at = PHASE_STEPS * PHASES.index("seal")
        exchange = state.exchange
        if state.phase_tick < sums_opened_at:
            return state
        if state.phase_tick == sums_opened_at:
            state = replace(state, rate_ppm=exchange.rate_ppm, bill_yuan=exchange.bill_yuan)
        if not state.sealed:
            state = self._sealed_further(state)
        if not state.sealed or state.phase_tick < PHASE_STEPS * len(PHASES):
            return state
        following = hold_exchange(self.random(state.ticks, EXCHANGE))
        return replace(
            state,
            exchange=following,
            phase_tick=0,
            sealed=False,
            spy_chances=self._spied(following),
            spy_seen=self.shares_seen,
        )

    def _sealed_further(self, state: State) -> State:
        """Try some nonces for the block of this exchange."""
        block = follow(state.ledger, state.exchange.record(), self.zeros)
        attempt = try_to_seal(block, state.sealing_nonce, TRIES_PER_STEP)
        if attempt.sealed is None:
            return replace(state, sealing_nonce=state.sealing_nonce + attempt.tries)
        return replace(
            state,
            sealed=True,
            sealing_nonce=0,
            ledger=(*state.ledger, attempt.sealed),
            paid_yuan=state.paid_yuan + state.exchange.bill_yuan,
        )

    def _spied(self, exchange: Exchange) -> NDArray[np.float64]:
        """Probability of each secret for a spy who knows the prior and sees some shares."""
        return weighed(ways_it_fits(exchange.trustees[: self.shares_seen], THRESHOLD), usual_defects())
