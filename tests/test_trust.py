"""The page of trust says what runs have left, and of the others that they were not run."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

from tests.trust import NOT_RUN, SECTIONS, curve, look_at_bundles, page, time_command


def test_what_was_not_run_is_said_to_be_so(tmp_path: Path) -> None:
    text = page(tmp_path, date(2026, 12, 1))
    assert text.count(NOT_RUN) == len(SECTIONS) and "2026-12-01" in text
    (tmp_path / "fuzz.json").write_text("{", "utf-8")
    (tmp_path / "soak.jsonl").write_text('{"time_s": 1}\n', "utf-8")
    assert page(tmp_path, date(2026, 12, 1)) == text, "half a result is none"


def test_what_runs_have_left_is_told(tmp_path: Path) -> None:
    events = ["reading", "first attract", *["peak", "reset"] * 5, "reading"]
    rows = [
        {"time_s": 600.0 * i, "rss_anon_mb": 400.0 + 90 * (i == 9), "event": event}
        for i, event in enumerate(events)
    ]
    (tmp_path / "soak.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    (tmp_path / "booth").mkdir()
    booth = {
        "back_s": [3.0, 5.0],
        "deaths": ["killed", "stopped"],
        "visits": 40,
        "lost": [],
        "errors": [],
        "left_over": [],
    }
    (tmp_path / "booth/soak.json").write_text(
        json.dumps({**booth, "faults": ["back late"], "skipped": ["full disk"]}), "utf-8"
    )
    (tmp_path / "fuzz.json").write_text(
        json.dumps(
            {
                "mutants": 12000,
                "seed": 1,
                "exceptions": 0,
                "slow": 0,
                "large": 0,
                "without_place": 0,
                "most_bytes": 200_000_000,
            }
        ),
        "utf-8",
    )
    (tmp_path / "disk_faults.json").write_text(
        json.dumps({"file": {"faults": 10, "did_not_hold": []}}), "utf-8"
    )
    assert time_command(tmp_path, "one", [sys.executable, "-c", "raise SystemExit(3)"]) == 3
    for out, text in (("a", "x"), ("b", "x"), ("c", "y")):
        (tmp_path / out / "park-linux").mkdir(parents=True)
        (tmp_path / out / "park-linux/SHA256SUMS").write_text(text, "utf-8")
    look_at_bundles(tmp_path, [tmp_path / "a", tmp_path / "b"])
    text = page(tmp_path, date(2026, 12, 1))
    assert NOT_RUN not in text
    for words in (
        "120 minutes, 5 visitors", "most 490 MB (1.23 times)", "exceeded 1 times",
        "Killed or stopped 2 times", "4.0 s (median)", "did not hold: back late",
        "left out: full disk",
        "12,000 broken scenes", "| file | 10 | 0 |", "(one) | 3 |", "2, the same bytes",
    ):  # fmt: skip
        assert words in text, words
    look_at_bundles(tmp_path, [tmp_path / "a", tmp_path / "c"])
    assert "**different**" in page(tmp_path, date(2026, 12, 1))


def test_a_curve_is_as_wide_as_its_time_and_as_high_as_its_values() -> None:
    assert curve([(float(s), float(s)) for s in range(61)]).endswith("█")
    assert curve([(0.0, 8.0), (600.0, 8.0)]).strip()[0] == "█"
