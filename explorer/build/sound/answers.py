"""The short sounds: responses to actions of a visitor, and the park's three notes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from .synthesis import Samples, add_round, at_level, band, count, envelope, noise, tone

GLASS = ((1.0, 1.0), (2.0, 0.3), (3.0, 0.12), (5.4, 0.05))
"""The partials of the instrument that all responses share."""
D, A, B, E, F_SHARP = 587.33, 880.0, 987.77, 659.26, 739.99
"""Notes of one scale, hertz, so that overlapping sounds stay in tune."""


def _notes(*notes: tuple[float, float], length_s: float, decay_s: float) -> Samples:
    """Notes as pairs of a start in seconds and a frequency in hertz."""
    wave = np.zeros(count(length_s))
    for at_s, frequency in notes:
        sound = tone(frequency, length_s - at_s, decay_s, GLASS)
        add_round(wave, sound[: len(wave) - count(at_s)], at_s)
    return wave


def tap(rng: np.random.Generator) -> Samples:
    """Pressing a part or a button."""
    samples = count(0.16)
    knock = noise(samples, band(1_400, 1.2), rng) * envelope(samples, 0.002, 0.012)
    return at_level(0.5 * knock + _notes((0.0, D), length_s=0.16, decay_s=0.03), -22)


def tick(rng: np.random.Generator) -> Samples:
    """A step of a dial."""
    samples = count(0.05)
    return at_level(noise(samples, band(2_600, 1.0), rng) * envelope(samples, 0.001, 0.006), -30)


def enter(rng: np.random.Generator) -> Samples:
    """Opening a zone or an exhibit."""
    return at_level(_notes((0.0, D), (0.09, A), length_s=0.7, decay_s=0.1), -23)


def leave(rng: np.random.Generator) -> Samples:
    """Closing it."""
    return at_level(_notes((0.0, A), (0.09, D), length_s=0.7, decay_s=0.1), -25)


def undo(rng: np.random.Generator) -> Samples:
    """Undoing an action."""
    return at_level(_notes((0.0, E), (0.08, D), length_s=0.45, decay_s=0.06), -24)


def right(rng: np.random.Generator) -> Samples:
    """A right answer."""
    return at_level(_notes((0.0, D), (0.1, F_SHARP), (0.2, A), length_s=1.0, decay_s=0.14), -22)


def wrong(rng: np.random.Generator) -> Samples:
    """A wrong answer: lower, but not discouraging."""
    return at_level(_notes((0.0, E / 2), (0.14, D / 2), length_s=0.7, decay_s=0.1), -24)


def motif(rng: np.random.Generator) -> Samples:
    """The park's three notes: a tour begins, a booth wakes up, all zones are seen."""
    return at_level(_notes((0.0, D), (0.22, A), (0.44, B), length_s=2.2, decay_s=0.3), -21)


ANSWERS: Mapping[str, Callable[[np.random.Generator], Samples]] = {
    answer.__name__: answer for answer in (tap, tick, enter, leave, undo, right, wrong, motif)
}
