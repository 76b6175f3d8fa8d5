"""Writes `.github/TRUST.md` from what long runs have left in a folder: `python -m tests.trust FOLDER`.

    soak.jsonl          python -m tests.soak --hours 24 --out FOLDER/soak.jsonl
    booth/soak.json     python -m tests.real.soak --minutes 60 -o FOLDER/booth
    disk_faults.json    python -m tests.disk_faults -o FOLDER
    fuzz.json           python -m tests.park.fuzz --mutants 100000 -o FOLDER
    time-NAME.json      python -m tests.trust FOLDER --time NAME -- COMMAND …   (runs a command, such as one of the README's)
    bundles.json        python -m tests.trust FOLDER --bundles OUT OTHER_OUT …  (what `bundle` wrote; twice, to compare)

What was not run is said to be so.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from explorer import __version__
from explorer.base.bootstrap import ROOT

from .soak import AFTER_RESET, EVER, Reading, faults, summary

PAGE = ROOT / ".github" / "TRUST.md"
BARS = "▁▂▃▄▅▆▇█"
COLUMNS = 60
NOT_RUN = "*Not run for this version.*"
HEAD = """\
# What was tried, and what came of it

Version {version}, {day}. This page is written by `python3 -m tests.trust` from the results of runs; only the texts between
them are typed by hand.
"""
SYSTEMS = """\
| system | what was seen |
|---|---|
| Debian 13, no graphics card | all of it: tests, window, booth, bundles |
| Windows | bundles under Wine 10 (`.ci/wine`): check, doctor, still, a booth for three minutes. Never on Windows itself |
| macOS | the bundle put together around a stand-in for Python. Never run |
| a graphics card | never: all pictures and times are of a processor that draws |
"""
RELEASE = """\
1. `.ci/run` on a clean checkout: tests, ruff, mypy, `check --strict`.
2. Keep the packages: `python3 -m explorer bundle --for SYSTEM -o out --keep-wheels wheels`. Fetch a current
   Python of each vendor and name it with `--python`.
3. Build each bundle twice from them, without a network, `--wheels wheels --sign KEY`, on two machines if there are two:
   `SHA256SUMS` must be the same.
4. `python3 -m explorer verify out/ARCHIVE --key KEY.pub`; check, still and doctor of each from another folder.
5. Put the archives, their `.sha256`, `.minisig` and `.cdx.json`, and the public key in two places that one intruder cannot
   change both.
6. Known holes are looked up on that day (`pip-audit`, or a scanner that reads the bill of materials), and the dated
   result is kept beside it.
"""


def read(path: Path) -> Any:
    """What a run has left; None if there is nothing that can be read."""
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None


def curve(points: Sequence[tuple[float, float]]) -> str:
    """Values over time as a row of bars, from nothing to the largest."""
    end_s, most = max(s for s, _ in points) or 1.0, max(v for _, v in points) or 1.0
    columns: defaultdict[int, list[float]] = defaultdict(list)
    for at_s, value in points:
        columns[min(int(at_s / end_s * COLUMNS), COLUMNS - 1)].append(value)
    return "".join(
        BARS[round(max(columns[i]) / most * (len(BARS) - 1))] if i in columns else " " for i in range(COLUMNS)
    )


def soaked(folder: Path) -> str:
    """The memory of a booth over hours."""
    rows = []
    try:
        for line in (folder / "soak.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            rows.append(Reading(float(row["time_s"]), float(row["rss_anon_mb"]), str(row["event"])))
    except (OSError, ValueError, KeyError, TypeError):
        return NOT_RUN
    if not rows:
        return NOT_RUN
    limits = f"Limits: {AFTER_RESET} times the first attract after a reset, {EVER} times ever"
    over = faults(rows)
    return (
        f"Memory of the show (`RssAnon`). {limits}: {f'exceeded {len(over)} times' if over else 'held'}.\n\n"
        f"```\n{summary(rows)}\n{curve([(row.time_s, row.rss_anon_mb) for row in rows])}\n```"
    )


def killed(folder: Path) -> str:
    """What a booth did whose show was killed again and again."""
    row = read(folder / "booth/soak.json")
    if not row:
        return NOT_RUN
    back = sorted(row["back_s"]) or [0.0]
    lines = [
        f"Killed or stopped {len(row['deaths'])} times, {row['visits']} visitors. Back after {median(back):.1f} s (median), "
        f"{back[-1]:.1f} s (longest). Rows lost from the visit database: {len(row['lost'])}. "
        f"Errors in the log: {len(row['errors'])}. Processes left over: {len(row['left_over'])}."
    ]
    lines += [f"- did not hold: {fault}" for fault in row["faults"]] or ["All that is looked at held."]
    return "\n".join([*lines, *(f"- left out: {what}" for what in row["skipped"])])


def failed(folder: Path) -> str:
    """What files held after calls to the disk had failed."""
    rows = read(folder / "disk_faults.json")
    if not rows:
        return NOT_RUN
    lines = ["| what writes | faults | left something half-written |", "|---|---|---|"]
    lines += [f"| {name} | {row['faults']} | {len(row['did_not_hold'])} |" for name, row in rows.items()]
    return "\n".join(lines)


def mutated(folder: Path) -> str:
    """What became of broken scenes."""
    row = read(folder / "fuzz.json")
    if not row:
        return NOT_RUN
    return (
        f"{row['mutants']:,} broken scenes (seed {row['seed']}): {row['exceptions']} exceptions, {row['slow']} too slow, "
        f"{row['large']} too large, {row['without_place']} faults without a place. "
        f"At most {row['most_bytes'] // 1_000_000} MB of memory."
    )


def timed(folder: Path) -> str:
    """How commands ended on a machine."""
    rows = [row for path in sorted(folder.glob("time-*.json")) if (row := read(path))]
    if not rows:
        return NOT_RUN
    lines = ["| what | exit code | seconds | machine |", "|---|---|---|---|"]
    lines += [
        f"| `{row['command']}` ({row['name']}) | {row['code']} | {row['seconds']:.0f} | {row['machine']} |"
        for row in rows
    ]
    return "\n".join(lines)


def built(folder: Path) -> str:
    """The bundles: how large, and whether two of the same were the same."""
    rows = read(folder / "bundles.json")
    if not rows:
        return NOT_RUN
    lines = ["| bundle | MB | files | builds | SHA-256 of SHA256SUMS |", "|---|---|---|---|---|"]
    for name in sorted({row["name"] for row in rows}):
        same = [row for row in rows if row["name"] == name]
        sums = sorted({row["sums"] for row in same})
        builds = (
            f"{len(same)}, {'the same bytes' if len(sums) == 1 else '**different**'}"
            if len(same) > 1
            else "1"
        )
        lines.append(
            f"| {name} | {same[0]['mb']:.0f} | {same[0]['files']} | {builds} | {'<br>'.join(f'`{s}`' for s in sums)} |"
        )
    return "\n".join(lines)


SECTIONS = (
    ("A booth for hours", soaked),
    ("A show that is killed", killed),
    ("Faults of the disk, at every call", failed),
    ("Broken scenes", mutated),
    ("Commands on a fresh machine", timed),
    ("Bundles", built),
)


def page(folder: Path, day: date) -> str:
    """The whole page."""
    parts = [HEAD.format(version=__version__, day=day.isoformat())]
    parts += [f"## {title}\n\n{of(folder)}\n" for title, of in SECTIONS]
    parts += [f"## What runs on which system\n\n{SYSTEMS}", f"## How a release is made\n\n{RELEASE}"]
    return "\n".join(parts)


def time_command(folder: Path, name: str, words: Sequence[str]) -> int:
    """Run a command and keep how it ended; its exit code."""
    began_s = time.monotonic()
    code = subprocess.run(words, check=False).returncode
    row = {
        "name": name,
        "command": " ".join(words),
        "code": code,
        "seconds": round(time.monotonic() - began_s, 1),
        "machine": f"{platform.platform()}, Python {platform.python_version()}",
    }
    (folder / f"time-{name}.json").write_text(json.dumps(row), "utf-8")
    return code


def look_at_bundles(folder: Path, outs: Sequence[Path]) -> None:
    """Keep how large the bundles in some folders are, and what their lists of hashes say."""
    rows = []
    for sums in sorted(path for out in outs for path in out.glob("*/SHA256SUMS")):
        size = sum(f.stat().st_size for f in sums.parent.rglob("*") if f.is_file() and not f.is_symlink())
        digest = hashlib.sha256(sums.read_bytes()).hexdigest()
        rows.append(
            {
                "name": sums.parent.name,
                "mb": size / 1e6,
                "files": sums.read_bytes().count(b"\n"),
                "sums": digest,
            }
        )
    (folder / "bundles.json").write_text(json.dumps(rows), "utf-8")


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("folder", type=Path)
    words.add_argument("--time", metavar="NAME")
    words.add_argument("--bundles", nargs="+", type=Path, metavar="OUT")
    given = sys.argv[1:]
    command = given[given.index("--") + 1 :] if "--" in given else []
    args = words.parse_args(given[: given.index("--")] if "--" in given else given)
    args.folder.mkdir(parents=True, exist_ok=True)
    if args.time:
        return time_command(args.folder, args.time, command)
    if args.bundles:
        look_at_bundles(args.folder, args.bundles)
        return 0
    PAGE.write_text(page(args.folder, date.today()), "utf-8")
    print(PAGE)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
