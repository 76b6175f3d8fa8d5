"""The building blocks of sounds: noise with a spectrum, tones, envelopes. All of them are functions of a seed.

A loop is periodic: noise comes from a spectrum, so that its end continues in its beginning, and sounds added near
the end wrap around. Samples are float64 at :data:`RATE_HZ`, one channel.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

RATE_HZ = 22_050
Samples = npt.NDArray[np.float64]


def count(length_s: float) -> int:
    """Number of samples of a length."""
    return round(length_s * RATE_HZ)


def time_of(samples: int) -> Samples:
    """The time of each sample, in seconds, shape (samples,)."""
    return np.arange(samples) / RATE_HZ


def noise(samples: int, gain: Callable[[Samples], Samples], rng: np.random.Generator) -> Samples:
    """Noise that repeats without a seam, of mean square 1.

    Parameters
    ----------
    gain : frequencies in hertz -> amplitude of each.
    """
    frequencies = np.asarray(np.fft.rfftfreq(samples, 1 / RATE_HZ), np.float64)
    amplitude = gain(frequencies)
    amplitude[0] = 0.0
    phase = rng.uniform(0, 2 * np.pi, len(frequencies))
    wave = np.fft.irfft(amplitude * np.exp(1j * phase), samples)
    return np.asarray(wave / max(float(np.sqrt(np.mean(wave**2))), 1e-12))


def band(centre_hz: float, octaves: float) -> Callable[[Samples], Samples]:
    """A gain with one soft peak, `octaves` wide at half its height."""

    def gain(frequencies: Samples) -> Samples:
        distance = np.log2(np.maximum(frequencies, 1e-3) / centre_hz)
        return np.asarray(np.exp(-np.log(2) * (2 * distance / octaves) ** 2))

    return gain


def swell(samples: int, changes: int, rng: np.random.Generator) -> Samples:
    """A slow random curve between 0 and 1 that repeats without a seam, with about `changes` rises per period."""
    turn = 2 * np.pi * np.arange(samples) / samples
    curve = np.zeros(samples)
    for harmonic in range(1, changes + 1):
        curve += rng.uniform(0.3, 1.0) / harmonic**0.5 * np.cos(harmonic * turn + rng.uniform(0, 2 * np.pi))
    low, high = float(curve.min()), float(curve.max())
    return np.asarray((curve - low) / (high - low))


def add_round(loop: Samples, sound: Samples, at_s: float) -> None:
    """Add a sound to a loop; beyond the end it wraps around."""
    at = (count(at_s) + np.arange(len(sound))) % len(loop)
    np.add.at(loop, at, sound)


def envelope(samples: int, attack_s: float, decay_s: float) -> Samples:
    """A linear rise, then a decay by half every `decay_s`; the last hundredth of a second fades to silence."""
    t = time_of(samples)
    shape = np.minimum(t / attack_s, 1.0) * 0.5 ** (np.maximum(t - attack_s, 0.0) / decay_s)
    end = min(count(0.01), samples)
    shape[samples - end :] *= np.linspace(1.0, 0.0, end)
    return np.asarray(shape)


def tone(
    frequency_hz: float, length_s: float, decay_s: float, partials: tuple[tuple[float, float], ...]
) -> Samples:
    """A struck tone.

    Parameters
    ----------
    partials : pairs of a frequency ratio and an amplitude; higher ones decay faster.
    """
    samples = count(length_s)
    t = time_of(samples)
    wave = np.zeros(samples)
    for factor, amplitude in partials:
        shape = envelope(samples, 0.004, decay_s / factor**0.7)
        wave += amplitude * shape * np.sin(2 * np.pi * frequency_hz * factor * t)
    return wave


def sweep(start_hz: float, end_hz: float, length_s: float) -> Samples:
    """A pure tone that glides evenly in pitch, with soft ends."""
    samples = count(length_s)
    frequency = start_hz * (end_hz / start_hz) ** np.linspace(0.0, 1.0, samples)
    shape = np.sin(np.pi * np.linspace(0.0, 1.0, samples)) ** 2
    return np.asarray(shape * np.sin(2 * np.pi * np.cumsum(frequency) / RATE_HZ))


def at_level(wave: Samples, rms_db: float, peak_db: float = -3.0) -> Samples:
    """The wave at a level below full scale, with peaks softly limited to `peak_db`."""
    scaled = wave * (10 ** (rms_db / 20) / max(float(np.sqrt(np.mean(wave**2))), 1e-12))
    ceiling = 10 ** (peak_db / 20)
    return np.asarray(ceiling * np.tanh(scaled / ceiling))
