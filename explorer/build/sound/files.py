"""Writes sounds as WAV files: 16 bits, one channel, which every system plays without a decoder."""

from __future__ import annotations

import io
import wave
import zlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from ...base.atomic_file import write_bytes
from .answers import ANSWERS
from .loops import LOOPS
from .synthesis import RATE_HZ, Samples

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
