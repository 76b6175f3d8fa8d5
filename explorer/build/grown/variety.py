"""What the seed of a site decides: arrangement and first looks of buildings, shore, ring road, trees, paving, first view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, TypeVar
from zlib import crc32

if TYPE_CHECKING:  # read at each start, where geometry is not needed
    from explorer.build.site.planting import Kind

PLAIN_SEED = 5
"""The seed of a scene that names none: such scenes keep the arrangement they were written for."""

TURNS_DEG = (-13.0, -7.0, 0.0, 7.0, 13.0)
"""Turns of the whole arrangement; larger ones would turn letters away from visitors."""

STRETCHES = ((1.22, 0.86), (1.04, 1.0), (1.36, 0.76))
"""Width and depth of the horseshoe, as shares of its radius."""

FORMS = ((1.0, 1.0), (1.34, 0.72), (0.8, 1.26))
"""Width and depth of the horseshoe, as multiples of its stretch: usual, along the shore, away from it."""

AZIMUTHS_DEG = (165.0, 143.0, 152.0, 196.0, 208.0)
"""Where the first view of the park is from."""

SHORES_M = (15.0, 15.0, 24.0, 33.0)
"""Width of the green between the buildings, or the ring road, and the shore."""

Rgb = tuple[float, float, float]
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Planting:
    """Kinds of tree on lawns and along lines, and a tint of the crowns."""

    lawn: tuple[Kind, ...]
    line: tuple[Kind, ...]
    tint: Rgb = (1.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Paving:
    """Colours of the stone of squares, of its darker bands and of footpaths."""

    stone: str
    bands: str
    ways: str


PLANTINGS = (
    Planting(
        ("round", "round", "blossom", "round", "column", "autumn"),
        ("round", "round", "blossom", "round", "column"),
    ),
    Planting(
        ("column", "round", "column", "column", "round", "column"),
        ("column", "column", "round", "column"),
        (0.68, 0.86, 0.84),
    ),
    Planting(
        ("autumn", "autumn", "round", "autumn", "round", "autumn"),
        ("autumn", "round", "autumn", "autumn"),
        (1.16, 0.94, 0.7),
    ),
    Planting(
        ("blossom", "round", "blossom", "blossom", "round", "blossom"),
        ("blossom", "round", "blossom"),
        (0.94, 1.08, 0.82),
    ),
)
PAVINGS = (
    Paving("#DDD5C8", "#C9BFB0", "#E9E1D3"),
    Paving("#CFD0CE", "#AEB1B2", "#DEDDD8"),  # granite
    Paving("#D9BFA8", "#BF9C84", "#E6D6C4"),  # clinker
    Paving("#E7E0CF", "#D3C6A6", "#DCC9A4"),  # limestone and gravel
)


@dataclass(frozen=True, slots=True)
class Variety:
    """How a park differs from others with the same buildings."""

    seed: int = PLAIN_SEED
    is_mirrored: bool = False
    turn_deg: float = 0.0
    order: int = 0
    stretch: tuple[float, float] = STRETCHES[0]
    planting: Planting = PLANTINGS[0]
    paving: Paving = PAVINGS[0]
    azimuth_deg: float = AZIMUTHS_DEG[0]
    shore_m: float = SHORES_M[0]
    has_ring: bool = True  # whether a road runs round a park of many buildings

    def first_look(self, kind: str) -> int:
        """The look of the first building of a kind; the next ones follow in turn."""
        return 0 if self.seed == PLAIN_SEED else crc32(f"{self.seed} {kind}".encode()) % 3

    def ordered(self, lots: Sequence[Item]) -> list[Item]:
        """Lots from one end of the horseshoe to the other, from lots by height, lowest first.

        The tallest are in the middle of its back, at one end, or at its two shoulders.
        """
        if self.order == 1:
            return list(lots)
        if self.order == 2:
            return list(
                chain.from_iterable([*half[0::2], *half[1::2][::-1]] for half in (lots[0::2], lots[1::2]))
            )
        return [*lots[0::2], *lots[1::2][::-1]]


@lru_cache(64)
def variety_of(seed: int) -> Variety:
    """The variety of a seed."""
    if seed == PLAIN_SEED:
        return Variety()
    left = crc32(f"site {seed}".encode())

    def choose(options: Sequence[Item]) -> Item:
        nonlocal left
        left, at = divmod(left, len(options))
        return options[at]

    found = Variety(
        seed,
        choose((False, True)),
        choose(TURNS_DEG),
        choose((0, 1, 2)),
        choose(STRETCHES),
        choose(PLANTINGS),
        choose(PAVINGS),
        choose(AZIMUTHS_DEG),
        choose(SHORES_M),
        choose((True, True, False)),
    )
    wide, deep = choose(FORMS)
    return replace(found, stretch=(found.stretch[0] * wide, found.stretch[1] * deep))
