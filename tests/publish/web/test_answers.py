"""Readings on the page are those of the program: the same digits, in every setting that was computed."""

from __future__ import annotations

import base64
import csv
import io
import json
import random
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from explorer.base.bootstrap import ROOT
from explorer.build.pipeline.cache import Cache
from explorer.cli.dispatch import dispatch
from explorer.exhibits.kinds import KINDS
from explorer.exhibits.run import Moment, run
from explorer.park import load
from explorer.publish.web import answers as web
from explorer.publish.web.answers import (
    ACT_AT_S,
    EVERY_S,
    SECONDS,
    packed,
    planned,
    shown,
    table,
    text_of,
    whole,
)

PAGE = Path(web.__file__).parent / "page"
SMALL = ("line", "trends")
"""Kinds whose tables are computed in seconds."""


def unpacked(head: dict[str, list[int]], body: bytes) -> dict[str, np.ndarray]:
    """A table read back as the page reads it."""
    found, start = {}, 0
    for name, (divisor, runs, moments, planes) in head.items():
        size = runs * moments
        raw = (
            np.frombuffer(body, np.uint8, planes * size, start)
            .reshape(planes, runs, moments)
            .astype(np.int64)
        )
        zigzag = sum(raw[plane] << 8 * plane for plane in range(planes))
        found[name] = np.cumsum((zigzag >> 1) ^ -(zigzag & 1), axis=1) * divisor
        start += planes * size
    assert start == len(body)
    return found


@pytest.mark.parametrize("unit", ["", "%", "money"])
def test_a_number_of_the_table_is_shown_with_the_digits_of_the_desktop(unit: str) -> None:
    rng = random.Random(4)
    edges = [0.0, 0.004, 0.005, 0.045, 0.999, 0.9999, 1.0004, 5.04, 9.95, 99.9, 99.901, 99.95, 99.996, 100.04]
    edges += [999.94, 999.96, 999.999, 1000.4, 9999.6, 10_000, 123_456.7, 0.125, 2.25, 1e9, 1.5e7]
    spread = [rng.choice((1, -1)) * 10 ** rng.uniform(-4, 7) for _ in range(4000)]
    known: dict[str, int] = {}
    for value in (*edges, *(-edge for edge in edges), *spread):
        assert text_of(whole(value, unit, known), unit) == shown(value, unit), value


@pytest.mark.parametrize("kind", SMALL)
def test_a_table_holds_the_readings_of_the_program_in_every_setting(kind: str) -> None:
    exhibit = KINDS[kind]()
    plan = planned(exhibit, 3, every=True)
    made = unpacked(*packed(table(plan)))
    rng = random.Random(7)
    for number in rng.sample(range(len(plan.settings)), 6):
        for act_number, act in enumerate(plan.acts):
            moments = run(plan.at(plan.settings[number]), SECONDS, [(ACT_AT_S, act)] if act else [], EVERY_S)
            for moment, truth in enumerate(moments):
                for output in plan.outputs:
                    row = made[output.name][number * len(plan.acts) + act_number]
                    assert text_of(int(row[moment]), output.unit) == shown(
                        truth.readings[output.name], output.unit
                    )


def test_its_last_digit_is_that_of_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    plan = planned(KINDS["line"](), 3, every=True)
    made = table(plan)
    setting = plan.settings[5]
    words = [f"{dial.name}={values[at]}" for (dial, values), at in zip(plan.dials, setting, strict=True)]
    assert (
        dispatch(
            ["exhibit", "line", "--set", *words, "--do", f"{plan.act}@5", "--every", "0.2", "--csv", "-"]
        )
        == 0
    )
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out.lstrip("\ufeff"))))[1:]
    names = [o.name for o in plan.exhibit.outputs]
    assert len(rows) == made["gap"].shape[1]
    for moment, row in enumerate(rows):
        for output in plan.outputs:
            said = text_of(int(made[output.name][2 * 5 + 1][moment]), output.unit)
            assert said == shown(float(row[1 + names.index(output.name)]), output.unit)


def test_every_combination_is_computed_where_it_is_affordable(monkeypatch: pytest.MonkeyPatch) -> None:
    line = KINDS["line"]()
    count, every = web.plan_of(line)
    plan = planned(line, count, every=every)
    assert every
    assert len(plan.settings) * len(plan.acts) <= web.MOST_RUNS
    monkeypatch.setattr(web, "MOST_RUNS", 10)
    assert web.plan_of(line) == (web.SETTINGS[0], False)


def test_what_a_first_run_loads_decides_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    line = KINDS["line"]()
    runs, now_s = 0, 0.0

    def timed(*given: Any) -> Iterator[Moment]:
        nonlocal runs, now_s
        runs, now_s = runs + 1, now_s + (60.0 if runs == 0 else 0.02)
        return run(*given)

    usual = web.plan_of(line)
    monkeypatch.setattr(web, "run", timed)
    monkeypatch.setattr(web, "process_time", lambda: now_s)
    assert web.plan_of(line) == usual
    assert runs == 2


def test_one_dial_at_a_time_leaves_the_others_where_they_come_with() -> None:
    plan = planned(KINDS["goals25"](), 7, every=False)
    assert plan.settings[0] == plan.base
    for setting in plan.settings[1:]:
        assert sum(a != b for a, b in zip(setting, plan.base, strict=True)) == 1
    assert len(set(plan.settings)) == len(plan.settings)
    assert plan.at(plan.base) == plan.exhibit


def test_show_me_does_the_acts_of_the_desktop() -> None:
    exhibit = KINDS["line"]()
    shown_runs = list(web.showing(exhibit))
    steps = type(exhibit).walkthrough
    assert [at for _, at, _ in shown_runs] == sorted(at for _, at, _ in shown_runs)
    assert {at for _, at, _ in shown_runs} == set(range(len(steps)))
    pressed = [act.name for act in shown_runs[-1][2].past.acts if act.kind == "!"]
    assert pressed == [step.action for step in steps if step.action]


CODES = (
    "P1~line~loss=62~150!break_sensor~60=camera:85~@450.1f3ac2",
    "P1~line~5=backup:1~@9",
    "P1~data~@3",
    "rubbish",
    "P1~line~^abc~@3",
)
NODE = shutil.which("node")


@pytest.mark.skipif(NODE is None, reason="node is not installed")
@pytest.mark.parametrize("kind", SMALL)
def test_the_page_reads_the_same_text(kind: str, tmp_path: Path) -> None:
    """The page's own decoder and digits, run outside of a browser, over all settings."""
    plan = planned(KINDS[kind](), 3, every=True)
    made = table(plan)
    head, body = packed(made)
    units = {o.name: o.unit for o in plan.outputs}
    expected = {
        name: [[text_of(int(v), units[name]) for v in row[::10]] for row in values]
        for name, values in made.items()
    }
    (tmp_path / "in.json").write_text(
        json.dumps([head, base64.b64encode(body).decode(), {n: u == "money" for n, u in units.items()}]),
        "utf-8",
    )
    script = f"""
      globalThis.PARK = {{}};
      require({json.dumps(str(PAGE / "answers.js"))});
      const [head, body, money] = JSON.parse(require("fs").readFileSync("in.json"));
      const {{ Table, digitsOf }} = PARK.exhibit.parts, table = new Table(head, Buffer.from(body, "base64"), 0), out = {{}};
      for (const name in head) out[name] = Array.from({{ length: head[name][1] }}, (_, k) => table.run(name, k)
        .filter((_, m) => m % 10 === 0)
        .map((value) => {{ const [text, minus] = digitsOf(value, money[name], ".,"); return (minus ? "\\u2212" : "") + text; }}));
      process.stdout.write(JSON.stringify(out));
    """
    assert NODE is not None
    done = subprocess.run([NODE, "-e", script], cwd=tmp_path, capture_output=True, check=True, timeout=60)
    assert json.loads(done.stdout) == expected


@pytest.mark.skipif(NODE is None, reason="node is not installed")
def test_a_state_code_opens_the_nearest_setting(tmp_path: Path) -> None:
    plan = planned(KINDS["line"](), 7, every=True)
    head: dict[str, Any] = {
        "kind": "line",
        "act": plan.act,
        "settings": None,
        "dials": [[dial.name, values, at] for (dial, values), at in zip(plan.dials, plan.base, strict=True)],
    }
    script = f"""
      globalThis.PARK = {{}};
      require({json.dumps(str(PAGE / "answers.js"))});
      const {{ asked, nearest }} = PARK.exhibit.parts, head = {json.dumps(head)};
      console.log(JSON.stringify({json.dumps(CODES)}.map((code) => {{
        const wanted = asked(encodeURIComponent(code), head);
        return wanted && [nearest(head, wanted.values), wanted.acted, wanted.others];
      }})));
    """
    assert NODE is not None
    done = subprocess.run([NODE, "-e", script], cwd=tmp_path, capture_output=True, check=True, timeout=60)
    lossy, backup, *bad = json.loads(done.stdout)
    values = [[dial.name, settings[at]] for (dial, settings), at in zip(plan.dials, lossy[0], strict=True)]
    losses = next(settings for dial, settings in plan.dials if dial.name == "loss")
    assert dict(values)["loss"] == min(losses, key=lambda loss: abs(float(loss) - 62))
    assert lossy[1:] == [True, ["camera"]]
    assert backup[0][[dial.name for dial, _ in plan.dials].index("backup")] == 1
    assert bad == [None, None, None]


def test_the_cache_gives_the_same_table_again(tmp_path: Path) -> None:
    """A second export computes nothing."""
    park = load(ROOT / "scenes" / "metaverse", ROOT / "assets")
    cache = Cache(tmp_path)
    zone = park.zones["trends"]
    first, second = web.answers(park, zone, cache), web.answers(park, zone, cache)
    assert (cache.hits, cache.misses) == (1, 1)
    assert first is not None
    assert second is not None
    assert packed(first[1]) == packed(second[1])
    assert first[0].settings == second[0].settings
