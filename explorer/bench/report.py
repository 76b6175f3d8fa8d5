"""What a measurement found, as values: the JSON of `bench --json`, written and read back.

Times are milliseconds unless a name says otherwise; sizes are (width, height) in pixels.
"""

from __future__ import annotations

import json
import os
import platform
import re
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from statistics import median
from typing import Literal, TypeVar

import numpy as np
import psutil
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from .. import bootstrap
from ..bootstrap import gettext
from ..i18n import ENGLISH, Translatable, languages, tr

FORMAT: Literal[2] = 2
SLOW_MS = 50.0
"""A picture that takes longer than this is seen as a hitch."""

InAll = dict[str, str]
"""A text as a report keeps it: in every language."""


def in_all(text: Translatable) -> InAll:
    """A text in every language, to be kept."""
    return {language: tr(text, language) for language in languages()}


def in_language(kept: InAll) -> str:
    """A kept text in the language of the person at the terminal."""
    return kept.get(bootstrap.language(), kept[ENGLISH])


class NotMeasured(Exception):
    """What was asked for cannot be measured or read; the text is a sentence in the language of the terminal."""


class Figures(BaseModel):
    """A part of a report: frozen; keys of another version are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Times(Figures):
    """How long many like things took.

    `p95_ms`: nineteen of twenty took no longer; `slow_share`: share that took longer than `SLOW_MS`.
    """

    count: int = Field(ge=1)
    median_ms: float = Field(ge=0)
    p95_ms: float = Field(ge=0)
    p99_ms: float = Field(ge=0)
    slowest_ms: float = Field(ge=0)
    slow_share: float = Field(ge=0, le=1)

    @classmethod
    def of(cls, times_ms: Sequence[float]) -> Times:
        """The figures of measured times; percentiles lie between the two nearest times, in proportion.

        Raises ValueError if there are none.
        """
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
        """The figures of measured times, None if there are none."""
        return cls.of(times_ms) if times_ms else None


class Start(Figures):
    """From the start of a process to the first picture, in several fresh processes.

    `parts_s`: medians of what it is made of.
    """

    runs: int = Field(ge=1)
    median_s: float
    best_s: float
    worst_s: float
    parts_s: dict[str, float] = {}

    @classmethod
    def of(cls, runs_s: Sequence[float], parts_s: Sequence[dict[str, float]] = ()) -> Start:
        """The figures of several starts."""
        names = parts_s[0] if parts_s else ()
        return cls(
            runs=len(runs_s),
            median_s=_rounded(median(runs_s)),
            best_s=_rounded(min(runs_s)),
            worst_s=_rounded(max(runs_s)),
            parts_s={name: _rounded(median(parts[name] for parts in parts_s)) for name in names},
        )


class Switch(Figures):
    """The first picture after something was switched: the first time ever, and later (median)."""

    first_ms: float
    again_ms: float

    @classmethod
    def of(cls, times_ms: Sequence[float]) -> Switch:
        """The figures of two or more switches, in their order."""
        return cls(first_ms=_rounded(times_ms[0]), again_ms=_rounded(median(times_ms[1:])))


class Switches(Figures):
    """What one waits for after a switch."""

    resize: Switch
    language: Switch
    light: Switch


class WindowView(Figures):
    """One view in the real window: a whole tick, painting included."""

    moving: Times | None
    rest: Times


class View(Figures):
    """One view, drawn by the stage alone into memory.

    `moving_scale`: mean width of a moving picture as a share of the size asked for.
    `quality`: what the stage itself says it draws, and why.
    `settle`: each picture after a motion, up to the finished one; `finished_ms`: all of them together (median).
    `rest_redrawn`: share of the pictures at rest that were drawn again; the others were reused.
    """

    view: str
    moving: Times | None
    moving_size: tuple[int, int]
    moving_scale: float
    quality: InAll
    settle: Times
    finished_ms: float
    rest: Times
    rest_size: tuple[int, int]
    rest_redrawn: float
    pick: Times
    pick_hits: float
    window: WindowView | None = None


class Window(Figures):
    """The real window as a whole; `hidden_core`, `still_core`: share of one core while nothing happens.

    `memory_mb`: the peak; `anonymous_mb`: of this process alone, without pages of files, at the end.
    `presenter`: how the picture comes to the screen, and why so.
    """

    platform: str
    presenter: InAll | None = None
    size: tuple[int, int]
    start: Start
    switches: Switches
    hidden_core: float
    still_core: float
    start_memory_mb: float | None
    memory_mb: float | None
    anonymous_mb: float | None = None


class Machine(Figures):
    """What measured."""

    system: str
    processor: str
    cores: int
    load: float | None
    python: str
    packages: dict[str, str]


PACKAGES = ("panda3d", "PySide6-Essentials", "numpy", "pydantic", "moderngl")


def machine() -> Machine:
    """This machine as it is now; `load` is how many processes wanted a core in the last minute."""
    return Machine(
        system=f"{platform.system()} {platform.release()} {platform.machine()}",
        processor=_processor(),
        cores=_cores(),
        load=round(psutil.getloadavg()[0], 2),
        python=platform.python_version(),
        packages=_versions(),
    )


def _cores() -> int:
    """The cores this process may use."""
    return (
        len(psutil.Process().cpu_affinity())
        if hasattr(psutil.Process, "cpu_affinity")
        else os.cpu_count() or 1
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


class Report(Figures):
    """Everything `bench` found in one run; for memory see `Window`."""

    format: Literal[2]
    version: str
    measured_at: str
    machine: Machine
    renderer: str
    scene: str
    size: tuple[int, int]
    quality: str
    seconds: float
    start: Start
    start_memory_mb: float | None
    memory_mb: float | None
    anonymous_mb: float | None = None
    switches: Switches
    views: tuple[View, ...] = Field(min_length=1)
    window: Window | None = None
    not_measured: tuple[InAll, ...] = ()


R = TypeVar("R", bound=Report)


def read(path: Path, kind: type[R]) -> R:
    """The report of this kind in a file, as `bench --json` wrote it; any Unicode encoding, since some shells choose their own.

    Raises NotMeasured if there is none, with a sentence.
    """
    try:
        raw = path.read_bytes()
        return kind.model_validate(json.loads(raw.decode(json.detect_encoding(raw))))
    except OSError as fault:
        why = fault.strerror or str(fault)
        raise NotMeasured(gettext("{path} cannot be read: {why}", path=path, why=why)) from None
    except ValidationError as fault:
        first = fault.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise NotMeasured(
            gettext(
                "{path} is not a report of 'bench --json' (of this format): {place}: {msg}",
                path=path,
                place=place,
                msg=first["msg"],
            )
        ) from None
    except ValueError:
        raise NotMeasured(gettext("{path} is not JSON as 'bench --json' writes it.", path=path)) from None


def _rounded(value: float) -> float:
    return round(float(value), 4)
