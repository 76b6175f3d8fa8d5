"""The results of a measurement: the JSON of `bench --json`.

Times are milliseconds unless a name says otherwise; sizes are (width, height) in pixels.
"""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from statistics import median
from typing import Literal

import numpy as np
import psutil
from pydantic import BaseModel, ConfigDict, Field

from ...base import bootstrap
from ...i18n import ENGLISH, Translatable, languages, tr

FORMAT: Literal[3] = 3
SLOW_MS = 50.0
"""Frame time above which a hitch is visible."""
PACKAGES = ("panda3d", "PySide6-Essentials", "numpy", "pydantic")

InAll = dict[str, str]
"""A text as stored in a report: in every language."""


def in_all(text: Translatable) -> InAll:
    """A text in every language, to be stored."""
    return {language: tr(text, language) for language in languages()}


def in_language(kept: InAll) -> str:
    """A stored text in the language of the terminal."""
    return kept.get(bootstrap.language(), kept[ENGLISH])


class NotMeasured(Exception):
    """A measurement or report is not possible; the text is a sentence in the language of the terminal."""


class Figures(BaseModel):
    """A part of a report: frozen; keys of another version are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Times(Figures):
    """Statistics of many times. `p95_ms`: 95 % took no longer; `slow_share`: share over `SLOW_MS`."""

    count: int = Field(ge=1)
    median_ms: float = Field(ge=0)
    p95_ms: float = Field(ge=0)
    p99_ms: float = Field(ge=0)
    slowest_ms: float = Field(ge=0)
    slow_share: float = Field(ge=0, le=1)

    @classmethod
    def of(cls, times_ms: Sequence[float]) -> Times:
        """The figures of measured times; percentiles are interpolated. Raises ValueError if there are no times."""
        if not times_ms:
            raise ValueError("nothing was measured")
        all_ms = np.asarray(times_ms, float)
        middle, p95, p99 = np.percentile(all_ms, (50, 95, 99))
        return cls(
            count=len(all_ms),
            median_ms=_rounded(middle),
            p95_ms=_rounded(p95),
            p99_ms=_rounded(p99),
            slowest_ms=_rounded(all_ms.max()),
            slow_share=_rounded((all_ms > SLOW_MS).mean()),
        )

    @classmethod
    def of_any(cls, times_ms: Sequence[float]) -> Times | None:
        """The figures of measured times, None if there are no times."""
        return cls.of(times_ms) if times_ms else None


class Start(Figures):
    """Time from the start of a process to its first frame, over several fresh processes."""

    runs: int = Field(ge=1)
    median_s: float
    best_s: float
    worst_s: float

    @classmethod
    def of(cls, runs_s: Sequence[float]) -> Start:
        """The figures of several starts."""
        best_s, middle_s, worst_s = map(_rounded, (min(runs_s), median(runs_s), max(runs_s)))
        return cls(runs=len(runs_s), median_s=middle_s, best_s=best_s, worst_s=worst_s)


class Switch(Figures):
    """Time to the first frame after a switch: for the first one, and the median of later ones."""

    first_ms: float
    again_ms: float

    @classmethod
    def of(cls, times_ms: Sequence[float]) -> Switch:
        """The figures of two or more switches, in their order."""
        return cls(first_ms=_rounded(times_ms[0]), again_ms=_rounded(median(times_ms[1:])))


class Switches(Figures):
    """Times of each kind of switch."""

    resize: Switch
    language: Switch
    light: Switch


class View(Figures):
    """One view in the window: whole frames including painting; no `moving` if a wall stops the camera."""

    view: str
    moving: Times | None
    rest: Times


class Machine(Figures):
    """The machine; `load`: mean number of runnable processes in the last minute."""

    system: str
    processor: str
    cores: int
    load: float
    python: str
    packages: dict[str, str]


class Report(Figures):
    """Everything `bench` found in one run.

    `quality`: as requested; `drawn`: the quality that the stage draws, and why; `presenter`: how frames reach the
    screen, and why. `start_memory_mb`: peak up to the first frame; `memory_mb`: peak of all; `anonymous_mb`: of the
    process alone, without pages of files, at the end.
    """

    format: Literal[3] = FORMAT
    version: str
    measured_at: str
    machine: Machine
    renderer: str
    scene: str
    size: tuple[int, int]
    quality: str
    seconds: float
    platform: str
    presenter: InAll
    drawn: InAll
    start: Start
    start_memory_mb: float
    memory_mb: float
    anonymous_mb: float
    views: tuple[View, ...] = Field(min_length=1)


def machine() -> Machine:
    """This machine and its current load."""
    process = psutil.Process()
    cores = len(process.cpu_affinity()) if hasattr(process, "cpu_affinity") else os.cpu_count() or 1
    return Machine(
        system=f"{platform.system()} {platform.release()} {platform.machine()}",
        processor=_processor(),
        cores=cores,
        load=round(psutil.getloadavg()[0], 2),
        python=platform.python_version(),
        packages=_versions(),
    )


def _processor() -> str:
    table = Path("/proc/cpuinfo")
    if table.is_file():
        found = re.search(r"^model name\s*:\s*(.+)$", table.read_text("utf-8", "replace"), re.MULTILINE)
        if found:
            return found[1].strip()
    return platform.processor() or platform.machine()


def _versions() -> dict[str, str]:
    versions = {}
    for name in PACKAGES:
        try:
            versions[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return versions


def _rounded(value: float) -> float:
    return round(float(value), 4)
