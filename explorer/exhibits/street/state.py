"""The state of the street: its books and prices, what the last rounds sold, and since when something is different."""

from __future__ import annotations

from dataclasses import dataclass

from .market import Books

RECENT_ROUNDS = 6
"""What is sold is a mean over the last of these rounds, two seconds: a single round leaves much to chance."""

Sold = tuple[int, ...]
Means = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """The last thing that a visitor changed, and what the street was like until then."""

    name: str  # an action, or the parameter that was turned
    tick: int
    sold: Means  # what each shop sold in a round, in the mean
    level: float  # of prices
    first: Sold = ()  # what all shops sold in each of the first rounds after it


@dataclass(frozen=True, slots=True)
class Strength:
    """Where a strength is, where it came from, and when it set out."""

    at: str
    came_from: str
    tick: int


@dataclass(frozen=True, slots=True)
class Opening:
    """Purses, prices and their level as they are when a visitor comes."""

    purses: tuple[int, ...]
    prices: Means
    level: float


@dataclass(frozen=True, slots=True)
class State:
    """The street after its last round of trade."""

    ticks: int
    round: int  # how many rounds there were; `round_tick`: when the last one was
    round_tick: int
    books: Books
    # prices, prices_before: the tag of each shop after the last round and after the one before, in tokens
    prices: Means
    prices_before: Means
    recent: tuple[Sold, ...]  # what each shop sold in the last rounds, the newest last
    level: float  # prices against those when the visitor came; sellers ask for more as it rises
    opening: Opening  # the street as the visitor found it
    # technology, business: the two strengths
    technology: Strength
    business: Strength
    turns: tuple[int, int]  # of tap and drain, as the last step saw them
    rain_tick: int  # when coins last rained, -1 if never
    change: Change  # what was changed last

    @property
    def sold(self) -> Means:
        """What each shop sells in a round, in the mean of the last ones."""
        return means(self.recent)

    @property
    def sold_before(self) -> Means:
        """The same one round earlier."""
        return means(self.recent[:-1] or self.recent)


def means(rounds: tuple[Sold, ...]) -> Means:
    """The mean of each shop over the last half of the rounds that are kept."""
    last = rounds[-RECENT_ROUNDS // 2 :]
    return tuple(sum(each) / len(last) for each in zip(*last, strict=True))
