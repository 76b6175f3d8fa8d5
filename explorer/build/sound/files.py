"""The sounds of the park, loops of districts and answers to a visitor, synthesised and written as WAV files."""

from __future__ import annotations

import io
import wave
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from ...base.atomic_file import write_bytes
from .synthesis import (
    RATE_HZ,
    Samples,
    add_round,
    at_level,
    band,
    count,
    envelope,
    noise,
    sweep,
    swell,
    time_of,
    tone,
)

LOOP_S = 9.0
BELL = ((1.0, 1.0), (2.01, 0.5), (3.02, 0.22), (4.17, 0.1))


def water(rng: np.random.Generator) -> Samples:
    """Small waves at a quay: low noise that comes and goes, and a lighter splash over it."""
    samples = count(LOOP_S)
    body = noise(samples, band(260, 2.6), rng) * (0.35 + 0.65 * swell(samples, 4, rng))
    splash = noise(samples, band(1_700, 1.8), rng) * swell(samples, 9, rng) ** 3
    return at_level(body + 0.45 * splash, -25)


def meadow(rng: np.random.Generator) -> Samples:
    """A breeze in leaves, and a few birds."""
    samples = count(LOOP_S)
    loop = 0.8 * noise(samples, band(900, 3.2), rng) * (0.4 + 0.6 * swell(samples, 3, rng))
    for _ in range(5):
        at_s, low_hz, loudness = rng.uniform(0, LOOP_S), rng.uniform(2_300, 3_400), rng.uniform(0.7, 1.5)
        for _ in range(int(rng.integers(2, 6))):
            length_s = rng.uniform(0.06, 0.13)
            add_round(loop, loudness * sweep(low_hz, low_hz * rng.uniform(0.75, 1.5), length_s), at_s)
            at_s += length_s + rng.uniform(0.03, 0.12)
    return at_level(loop, -28)


def night(rng: np.random.Generator) -> Samples:
    """Crickets over still air."""
    samples = count(LOOP_S)
    t = time_of(samples)
    loop = 0.7 * noise(samples, band(220, 2.5), rng)
    for _ in range(3):
        pitch = round(rng.uniform(3_600, 4_400) * LOOP_S) / LOOP_S  # whole periods in a loop
        pulses, rests = round(rng.uniform(26, 34) * LOOP_S), round(rng.uniform(0.9, 1.6) * LOOP_S)
        trill = np.maximum(np.sin(2 * np.pi * pulses / LOOP_S * t), 0.0) ** 2
        calls = np.clip(1.6 * np.sin(2 * np.pi * rests / LOOP_S * t + rng.uniform(0, 2 * np.pi)), 0.0, 1.0)
        loop += rng.uniform(0.25, 0.5) * trill * calls * np.sin(2 * np.pi * pitch * t)
    return at_level(loop, -30)


def works(rng: np.random.Generator) -> Samples:
    """A hall at work: motors, air, and a tool on metal now and then."""
    samples = count(LOOP_S)
    t = time_of(samples)
    loop = 0.6 * noise(samples, band(420, 3.0), rng)
    for frequency, amplitude in ((49.0, 0.9), (98.0, 0.6), (147.0, 0.25), (196.0, 0.12)):
        loop += amplitude * np.sin(2 * np.pi * frequency * t) * (0.8 + 0.2 * swell(samples, 2, rng))
    for step in range(6):  # the line's beat: six stations in nine seconds
        add_round(loop, 0.9 * _hiss(rng, 0.35), step * LOOP_S / 6 + 0.2)
        if rng.random() < 0.7:
            pitch = rng.uniform(1_500, 2_300)
            add_round(loop, rng.uniform(0.3, 0.7) * tone(pitch, 0.5, 0.07, BELL), step * LOOP_S / 6 + 0.75)
    return at_level(loop, -27)


def _hiss(rng: np.random.Generator, length_s: float) -> Samples:
    """A short breath of compressed air."""
    samples = count(length_s)
    return np.asarray(noise(samples, band(3_000, 2.0), rng) * envelope(samples, 0.03, 0.08))


def halls(rng: np.random.Generator) -> Samples:
    """A quiet chord of computers: soft alternating tones over the air of racks."""
    samples = count(LOOP_S)
    t = time_of(samples)
    loop = 0.35 * noise(samples, band(700, 2.4), rng)
    for frequency in (110.0, 164.0 + 2 / 3, 220.0, 293.0 + 2 / 3, 440.0):
        whole = round(frequency * LOOP_S) / LOOP_S
        loop += 0.55 * swell(samples, 2, rng) ** 2 * np.sin(2 * np.pi * whole * t) / (frequency / 110) ** 0.5
    return at_level(loop, -30)


def street(rng: np.random.Generator) -> Samples:
    """Unintelligible distant voices, and a tram's bell."""
    samples = count(LOOP_S)
    loop = 0.25 * noise(samples, band(300, 3.0), rng)
    for _ in range(9):
        voice = noise(samples, band(rng.uniform(280, 620), 1.0), rng)
        loop += 0.5 * voice * swell(samples, 24, rng) ** 3 * (0.3 + 0.7 * swell(samples, 3, rng))
    for at_s in (3.1, 3.42):
        add_round(loop, 0.7 * tone(1_244.5, 1.4, 0.22, BELL), at_s)
    return at_level(loop, -28)


LOOPS: Mapping[str, Callable[[np.random.Generator], Samples]] = {
    loop.__name__: loop for loop in (water, meadow, night, works, halls, street)
}


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


FULL_SCALE = 32_767


def sounds() -> Mapping[str, Samples]:
    """Every sound by its name; the same on every machine up to rounding."""
    makers = {**LOOPS, **ANSWERS}
    return {name: make(np.random.default_rng(zlib.crc32(name.encode()))) for name, make in makers.items()}


def to_wav(samples: Samples) -> bytes:
    """A WAV file."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(np.round(samples * FULL_SCALE).astype("<i2").tobytes())
    return out.getvalue()


def write_sounds(folder: Path) -> int:
    """Write every sound into a folder; returns their size in bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    size = 0
    for name, samples in sounds().items():
        content = to_wav(samples)
        write_bytes(folder / f"{name}.wav", content)
        size += len(content)
    return size
