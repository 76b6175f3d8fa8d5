"""The bridge of rules: twelve delegations adopt common rules or keep their own, avatar files cross, votes are recounted."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ...base.total import total
from ...build.halls import DELEGATIONS
from ...i18n import Text
from ..exhibit import Exhibit, PartWords, Profile, parameter
from ..signs import Sign
from .avatar import CLAUSES, Verdict, clauses_of, home_avatar, translated, validated
from .game import (
    HUB,
    NOBODY,
    Chain,
    Choices,
    Decides,
    Setting,
    adapters,
    broken,
    common_gain,
    decided,
    declared,
    forged,
    held_gain,
    opened,
    opening,
    owns,
    pairwise,
    recounted,
    tipping_share,
)
from .words import (
    ACTIONS,
    CHARTS,
    DECIDES,
    HANDLES,
    HUB_SIGN,
    LIMIT,
    OUTPUTS,
    RECORD,
    SIGNS,
    TIPPING,
    WALKTHROUGH,
    captions,
    words_of_avatar,
    words_of_book,
    words_of_bridge,
    words_of_card,
    words_of_hub,
    words_of_ledger,
    words_of_recount,
    words_of_seat,
    words_of_token,
)

MOVE_STEPS = 5
"""Steps between turns of delegations: six turns a second."""
FRONT = (9, 10, 11, 0, 1, 2)
"""Delegations whose seats face the visitor, from left to right; the hub is one of them."""

WALK_STEPS, JUDGED_STEPS = 90, 60
"""An avatar walks to the end of the bridge, is judged there, and continues or falls back."""

RECOUNT_STEPS = 45
MOST_BLOCKS = 100
"""A longer ledger is closed, and a new one opened with the declarations in force."""

TOUCHED_BRIDGE = 0.25
OPENING, TURN, AVATAR, OWN = 1, 2, 3, 4  # purposes of random numbers


@dataclass(frozen=True, slots=True)
class State:
    """The delegations, the avatar on the bridge and the ledger."""

    ticks: int
    choices: Choices  # whether each delegation has the common rules; `turn`: the last to have its turn
    own: tuple[float, ...]  # value of home rules to each delegation
    # won, won_tick: delegation permanently won, if any, and since when
    won: int
    won_tick: int
    turn: int
    # opening_share, sittings: share with common rules at the opening, and number of sittings
    opening_share: float
    sittings: int
    # file, bridged: the avatar's file under the home book and after the bridge; `verdict`: of the common book
    file: bytes
    bridged: bytes
    verdict: Verdict
    bridge: float
    walked: int  # steps since the avatar started; `avatars`, `crossed`, `bounced`: their numbers
    avatars: int
    crossed: int
    bounced: int
    # the declarations as made; `kept`: as stored by the secretariat; `lie`: the forged block, or -1
    ledger: Chain
    kept: Chain
    lie: int
    # steps into a recount, -1 without one; `count`: result of the last one, -1 unknown
    recount_tick: int
    count: int
    found: int  # number of invalid declarations found by the last recount


class BridgeOfRules(Exhibit[State]):
    """A game of coordination with a bridge, a translator of avatar files, and a ledger that can be recounted."""

    kind = "forum"
    title = Text("The bridge of rules")
    truth = "simulated people"
    limit = LIMIT
    try_this = Text(
        "Let one hub decide and drag the gold crown onto it: all follow. Let each decide for itself: "
        "hardly any do. Then build a bridge of 0.7: common rules fill the ring."
    )
    actions = ACTIONS
    outputs = OUTPUTS
    figures = ("common", "adapters")
    charts = CHARTS
    walkthrough = WALKTHROUGH
    signs = SIGNS
    handles = HANDLES

    bridge: float = parameter(
        0.2,
        low=0.0,
        high=1.0,
        step=0.05,
        label=Text("Quality of the bridge"),
        meaning=Text(
            "How much of the loss between home and common rules it makes good; each quarter is one more "
            "clause it translates."
        ),
    )
    decides: Decides = parameter(
        "everyone",
        choices=dict(DECIDES.items()),
        label=Text("Who decides"),
        meaning=Text(
            "Each for itself, the majority for all, or one hub that the rest copy. The game does not "
            "show which is better."
        ),
    )
    open_ledger: bool = parameter(
        True,
        label=Text("Ledger open"),
        meaning=Text("Whether everybody may read the declarations."),
    )
    won: int = parameter(
        0,
        low=0,
        high=DELEGATIONS,
        step=1,
        expert=True,
        label=Text("Won for good"),
        meaning=Text(
            "The delegation with the gold crown: it keeps the common rules whatever they are worth to it. "
            "Number 1 is the hub; 0 is none."
        ),
    )
    opening_share: float = parameter(
        0.3,
        low=0.0,
        high=1.0,
        step=0.05,
        expert=True,
        label=Text("Common rules at the start"),
        meaning=Text("Each delegation's chance of starting with common rules; a new sitting begins."),
    )

    def setting(self, state: State) -> Setting:
        """Inputs of the next turn."""
        return Setting(state.own, self.bridge, self.decides, self.won - 1 if self.won else NOBODY)

    def start(self) -> State:
        choices = opening(self.opening_share, self.random(0, OPENING))
        ledger = opened(choices)
        file = home_avatar(self.random(0, AVATAR))
        bridged = translated(file, clauses_of(self.bridge))
        return State(
            ticks=0,
            choices=choices,
            own=owns(self.random(0, OWN)),
            won=NOBODY,
            won_tick=0,
            turn=HUB,
            opening_share=self.opening_share,
            sittings=1,
            file=file,
            bridged=bridged,
            verdict=validated(bridged),
            bridge=self.bridge,
            walked=0,
            avatars=1,
            crossed=0,
            bounced=0,
            ledger=ledger,
            kept=ledger,
            lie=-1,
            recount_tick=-1,
            count=-1,
            found=0,
        )

    def step(self, state: State) -> State:
        state = replace(state, ticks=state.ticks + 1)
        if state.opening_share != self.opening_share:
            state = self._new_sitting(state)
        state = self._won(state)
        if state.ticks % MOVE_STEPS == 0:
            which = int(self.random(state.ticks, TURN).integers(DELEGATIONS))
            common = decided(state.choices, which, self.setting(state))
            state = _chosen(replace(state, turn=which), which, common)
        return self._counted_on(self._walked_on(state))

    def act(self, state: State, action: str) -> State:
        match action:
            case "recount":
                return replace(state, recount_tick=0, count=-1, found=0)
            case "forge":
                kept, lie = forged(state.ledger)
                read = 0 if self.open_ledger else -1  # an open ledger is counted at once
                return replace(state, kept=kept, lie=lie, recount_tick=read, count=-1, found=0)
            case "restart":
                return self._new_sitting(state)
            case _:
                return super().act(state, action)

    def readings(self, state: State) -> dict[str, float]:
        common = total(state.choices)
        return {
            "common": common,
            "share": 100 * common / DELEGATIONS,
            "adapters": adapters(state.choices),
            "pairwise": pairwise(DELEGATIONS),
            "gain_home": total(state.own) / DELEGATIONS,
            "gain_common": common_gain(common / DELEGATIONS, self.bridge),
            "held": held_gain(state.choices, self.setting(state)),
            "tipping": 100 * tipping_share(self.bridge),
            "crossed": state.crossed,
            "bounced": state.bounced,
            "offends": 0 if state.verdict.offends is None else 1 + CLAUSES.index(state.verdict.offends),
            "blocks": len(state.ledger),
            "announced": recounted(state.kept),
            "recount": state.count,
            "caught": float(state.found > 0),
        }

    def parts(self, state: State) -> dict[str, PartWords]:
        common = total(state.choices)
        return {
            "token": words_of_token(self.won),
            **{
                f"seat_{which + 1}": words_of_seat(which, state.choices[which], state.own[which])
                for which in FRONT
            },
            "book": words_of_book(common, adapters(state.choices), pairwise(DELEGATIONS)),
            "bridge": words_of_bridge(self.bridge, len(clauses_of(self.bridge))),
            "avatar": words_of_avatar(len(state.bridged), state.crossed, state.bounced),
            "card": words_of_card(state.verdict.offends),
            "ledger": words_of_ledger(self.open_ledger, len(state.ledger), recounted(state.kept)),
            "recount": words_of_recount(state.recount_tick >= 0, state.count, state.found, self.open_ledger),
            "hub": words_of_hub(self.decides),
            **RECORD,
        }

    def touched(self, state: State, part: str) -> tuple[BridgeOfRules, State]:
        """Give the token to a seat or take it back, add a clause to the bridge, open or close the ledger, and so on."""
        if part.startswith("seat_"):
            number = int(part.removeprefix("seat_"))
            return self.having(won=0 if number == self.won else number), state
        match part:
            case "token":
                return self.having(won=0 if self.won else HUB + 1), state
            case "bridge":
                better = round(self.bridge + TOUCHED_BRIDGE, 2)
                return self.having(bridge=better if better <= 1 else 0.0), state
            case "ledger":
                return self.having(open_ledger=not self.open_ledger), state
            case "recount":
                return self, self.act(state, "recount")
            case "hub":
                names = list(DECIDES)
                return self.having(decides=names[(names.index(self.decides) + 1) % len(names)]), state
        return self, state

    def signs_now(self, state: State) -> tuple[Sign, ...]:
        """The hub's seat is named while one hub decides."""
        return (*SIGNS, HUB_SIGN) if self.decides == "hub" else SIGNS

    def caption(self, state: State, number: int) -> Text | None:
        return captions(
            total(state.choices),
            adapters(state.choices),
            self.setting(state),
            self.open_ledger,
            state.recount_tick >= 0,
            state.found,
        )[number]

    def profile(self, state: State, output: str) -> Profile:
        if output != "gain_common":
            return super().profile(state, output)
        shares = [number / (DELEGATIONS - 1) for number in range(DELEGATIONS)]
        gain = tuple(common_gain(share, self.bridge) for share in shares)
        tip = 100 * tipping_share(self.bridge)
        return Profile(tuple(100 * share for share in shares), gain, ((tip, TIPPING),))

    def _won(self, state: State) -> State:
        """A delegation that gets the token adopts the common rules at once; one that loses it chooses again at its
        next turn.
        """
        won = self.setting(state).won
        if won == state.won:
            return state
        state = replace(state, won=won, won_tick=state.ticks)
        return state if won == NOBODY else _chosen(replace(state, turn=won), won, True)

    def _walked_on(self, state: State) -> State:
        """Advance the avatar; a changed bridge translates its file again; then the next one comes."""
        walked = state.walked + 1
        if walked == JUDGED_STEPS:
            valid = state.verdict.valid
            state = replace(state, crossed=state.crossed + valid, bounced=state.bounced + (not valid))
        file, avatars = state.file, state.avatars
        if walked >= WALK_STEPS:
            walked, avatars = 0, avatars + 1
            file = home_avatar(self.random(state.ticks, AVATAR))
        elif state.bridge != self.bridge:
            walked = 0
        if file is not state.file or state.bridge != self.bridge:
            bridged = translated(file, clauses_of(self.bridge))
            state = replace(state, file=file, bridged=bridged, verdict=validated(bridged), bridge=self.bridge)
        return replace(state, walked=walked, avatars=avatars)

    def _counted_on(self, state: State) -> State:
        """Advance a recount by one step; a closed ledger yields no result."""
        if state.recount_tick < 0:
            return state
        if state.recount_tick + 1 < RECOUNT_STEPS:
            return replace(state, recount_tick=state.recount_tick + 1)
        if not self.open_ledger:
            return replace(state, recount_tick=-1, count=-1, found=0)
        return replace(state, recount_tick=-1, count=recounted(state.ledger), found=len(broken(state.kept)))

    def _new_sitting(self, state: State) -> State:
        """A new sitting: all delegations as at its opening, and a fresh ledger."""
        choices = opening(self.opening_share, self.random(0, OPENING, state.sittings))
        ledger = opened(choices)
        return replace(
            state,
            choices=choices,
            own=owns(self.random(0, OWN, state.sittings)),
            won=NOBODY,
            opening_share=self.opening_share,
            sittings=state.sittings + 1,
            ledger=ledger,
            kept=ledger,
            lie=-1,
            recount_tick=-1,
            count=-1,
            found=0,
        )


def _chosen(state: State, which: int, common: bool) -> State:
    """The state after a delegation's declaration; one that stays as it is declares nothing.

    The secretariat's copy receives new declarations too, including after a forged one.
    """
    if state.choices[which] == common:
        return state
    choices = (*state.choices[:which], common, *state.choices[which + 1 :])
    if len(state.ledger) >= MOST_BLOCKS:
        ledger = opened(choices)
        return replace(state, choices=choices, ledger=ledger, kept=ledger, lie=-1)
    ledger = declared(state.ledger, which, common)
    kept = (*state.kept, ledger[-1])
    return replace(state, choices=choices, ledger=ledger, kept=kept)
