"""Two reports side by side: their ratios, and what else differs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import ValidationError

from explorer.base.terminal import Table
from explorer.measure.bench.report import NotMeasured, Report
from explorer.measure.bench.table import Row, figure, value_of

from .values import RigReport

NOISE = 0.1
"""Ratios nearer to 1 than this say nothing: no machine is that steady."""


def read(path: Path) -> RigReport:
    """The report in a file, of the rig or of `bench --json`; in any Unicode encoding, as shells choose their own.

    Raises NotMeasured if there is none, with a sentence.
    """
    try:
        raw = path.read_bytes()
        return RigReport.model_validate(json.loads(raw.decode(json.detect_encoding(raw))))
    except OSError as fault:
        raise NotMeasured(f"{path} cannot be read: {fault.strerror or fault}") from None
    except ValidationError as fault:
        first = fault.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise NotMeasured(f"{path} is not a report of this format: {place}: {first['msg']}") from None
    except ValueError:
        raise NotMeasured(f"{path} is not JSON as --json writes it.") from None


def compared(before: Sequence[Row], now: Sequence[Row], differences: Sequence[str] = ()) -> list[str | Table]:
    """The figures of two reports side by side and their ratio: under 1 is less, and less is better."""
    old = {(row.group, row.name): row for row in before}
    lines = [["", "before", "now", "ratio", ""]]
    group, alone = None, 0
    for row in now:
        other = old.pop((row.group, row.name), None)
        if other is None:
            alone += 1
            continue
        if row.group != group:
            group = row.group
            lines.append([group])
        lines += _pairs(other, row)
    alone += len(old)
    sentences = list(differences)
    if alone:
        sentences.append(f"{alone} figures are in one of the reports only.")
    sentences.append(
        f"Ratio = now / before; less is better. Within ±{NOISE:.0%} (≈) two runs differ by chance."
    )
    return [Table(lines), "\n".join(sentences)]


def differences(before: Report, now: Report) -> list[str]:
    """What else is not alike, so that the ratios may not mean what they seem to."""
    alike = (
        ("processor", before.machine.processor, now.machine.processor),
        ("cores", before.machine.cores, now.machine.cores),
        ("OpenGL", before.renderer, now.renderer),
        ("scene", before.scene, now.scene),
        ("size", before.size, now.size),
        ("quality", before.quality, now.quality),
        ("window", before.platform, now.platform),
    )
    return [f"Not alike: {name}: {old} / {new}." for name, old, new in alike if old != new]


def _pairs(before: Row, now: Row) -> Iterator[list[str]]:
    """The lines of one thing in two reports."""
    if before.times is not None and now.times is not None:
        for label in ("median", "p95"):
            old, new = (getattr(row.times, f"{label}_ms") for row in (before, now))
            yield [f"  {now.name}, {label}", figure(old), figure(new), *_ratio(old, new)]
    elif before.times is None and now.times is None:
        yield ["  " + now.name, value_of(before), value_of(now), *_ratio(before.value, now.value)]


def _ratio(before: float | None, now: float | None) -> tuple[str, str]:
    """now / before, and a sign: ▼ less, ▲ more, ≈ no telling."""
    if before is None or now is None or before <= 0:
        return "–", ""
    ratio = now / before
    return f"{ratio:.2f}", "≈" if abs(ratio - 1) <= NOISE else "▼" if ratio < 1 else "▲"
