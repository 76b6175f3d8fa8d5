"""Grover's search: quantum computing on a vector of amplitudes, one for each pump."""

from __future__ import annotations

import math

import numpy as np

from .crate import Array, Flags


def grover_look(amplitudes: Array, wanted: Flags) -> Array:
    """Amplitudes after one query: signs of the wanted ones flipped, then all reflected about their mean.

    L. K. Grover, "A fast quantum mechanical algorithm for database search", STOC 1996.
    """
    turned = np.where(wanted, -amplitudes, amplitudes)
    mirrored: Array = 2.0 * turned.mean() - turned
    return mirrored


def best_looks(pumps: int) -> int:
    """Number of queries before a measurement: the integer part of pi/4 sqrt(N)."""
    return max(1, math.floor(math.pi / 4.0 * math.sqrt(pumps)))


def amplitudes_after(wanted: Flags, looks: int) -> Array:
    """The amplitudes after `looks` queries; uniform at first."""
    amplitudes = np.full(len(wanted), len(wanted) ** -0.5)
    for _ in range(looks):
        amplitudes = grover_look(amplitudes, wanted)
    return amplitudes
