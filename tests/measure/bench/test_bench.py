"""The measurements: their arithmetic, a short one of the real thing, and what is said when there is nothing to measure."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from explorer.base import bootstrap
from explorer.base.bootstrap import ROOT
from explorer.base.memory import anonymous_mb, peak_memory_mb
from explorer.measure.bench.child import Child, ChildFailed, Setup
from explorer.measure.bench.command import Options, measure, report_on, setup_of
from explorer.measure.bench.frames import bearing_deg, walk
from explorer.measure.bench.report import Report, Start, Switch, Times, machine
from explorer.measure.bench.table import as_blocks, rows
from tests.scene import write_scene

SCENE, ASSETS = ROOT / "scenes" / "metaverse", ROOT / "assets"
SIZE = (160, 90)


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setattr(bootstrap.words, "_asked_for", [])


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """Two houses without baked models, in the real window."""
    scene = write_scene(tmp_path_factory.mktemp("bench") / "toy")
    options = Options(scene, scene / "no assets", SIZE, seconds=0.3)
    setup = setup_of(options)
    return report_on(options, setup, setup.park(), ["overview", "mill"], starts=2)


# ---- arithmetic


def test_the_figures_of_known_times() -> None:
    hundred = Times.of([float(n) for n in range(100, 0, -1)])
    assert (hundred.count, hundred.median_ms, hundred.slowest_ms) == (100, 50.5, 100.0)
    assert hundred.p95_ms == pytest.approx(95.05)
    assert hundred.p99_ms == pytest.approx(99.01)
    assert hundred.slow_share == 0.5  # 51 to 100: fifty itself is not slow
    one = Times.of([7.0])
    assert one.median_ms == one.p95_ms == one.p99_ms == one.slowest_ms == 7.0
    assert Times.of_any([]) is None
    with pytest.raises(ValueError):
        Times.of([])


def test_the_figures_of_starts_and_switches() -> None:
    start = Start.of([3.0, 1.0, 1.5])
    assert (start.runs, start.median_s, start.best_s, start.worst_s) == (3, 1.5, 1.0, 3.0)
    assert Switch.of([90.0, 10.0, 30.0, 20.0]) == Switch(first_ms=90.0, again_ms=20.0)


@pytest.mark.parametrize("seconds", [0.001, 0.05])
def test_the_camera_goes_the_same_way_however_fast_it_is(seconds: float) -> None:
    turned = 0.0
    for number in range(3):
        acts = list(walk(seconds, number / 3, (number + 1) / 3, whole_turn=True))
        assert len(acts) >= 5
        assert acts[0].azimuth_deg == 0.0
        assert all(act.azimuth_deg > 0 for act in acts[1:])
        turned += sum(act.azimuth_deg for act in acts)
        assert turned <= 120.0 * (number + 1)
    assert bearing_deg(1.0, whole_turn=True) == 360.0
    assert bearing_deg(1.0, whole_turn=False) == pytest.approx(0.0, abs=1e-9)


def test_the_machine_is_reported() -> None:
    reported_of = machine()
    assert reported_of.cores >= 1 and reported_of.processor
    assert {"panda3d", "numpy"} <= set(reported_of.packages)
    assert 20 < anonymous_mb() < peak_memory_mb() < 20_000


# ---- the real thing, briefly


def test_the_real_window_is_measured(toy: Report) -> None:
    assert toy.platform == "offscreen" and toy.renderer and toy.drawn["zh"] and toy.presenter["zh"]
    assert 0.1 < toy.start.best_s <= toy.start.median_s <= toy.start.worst_s < 600 and toy.start.runs == 2
    assert 50 < toy.start_memory_mb <= toy.memory_mb < 20_000 and 20 < toy.anonymous_mb < toy.memory_mb
    assert [view.view for view in toy.views] == ["overview", "mill"]
    for view in toy.views:
        assert view.moving is not None and view.moving.count >= 4
        for times in (view.moving, view.rest):
            assert 0 < times.median_ms <= times.p95_ms <= times.p99_ms <= times.slowest_ms < 600_000


def test_a_child_that_fails_says_why(tmp_path: Path) -> None:
    setup = Setup(tmp_path / "nowhere", ASSETS, ASSETS / "park", SIZE)
    with Child("window", setup) as child, pytest.raises(ChildFailed, match=r"park\.yaml is missing"):
        child.answer()
    with Child("no_such_module", setup) as child, pytest.raises(ChildFailed, match="no_such_module"):
        child.answer()
    assert Setup.from_json(setup.to_json()) == setup


# ---- what is told


def test_a_report_is_told_in_both_languages(toy: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    english_text = "\n\n".join(map(str, as_blocks(toy)))
    assert all(words in english_text for words in ("the window", "at rest", "mill", "peak memory"))
    assert not any("\u4e00" <= c <= "\u9fff" for c in english_text)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    chinese_text = "\n\n".join(map(str, as_blocks(toy)))
    assert "启动到首帧" in chinese_text and "the window" not in chinese_text
    assert len(english_text.splitlines()) == len(chinese_text.splitlines())
    assert len({(row.group, row.name) for row in rows(toy)}) == len(list(rows(toy)))


def test_a_report_survives_its_json(toy: Report) -> None:
    assert Report.model_validate_json(toy.model_dump_json(indent=2)) == toy
    later = json.loads(toy.model_dump_json()) | {"sundial": 1}
    assert Report.model_validate(later) == toy


# ---- what is said when there is nothing to measure


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"view": "datta"}, "There is no view 'datta'. Nearest: data"),
        ({"seconds": 0.0}, "seconds: more than 0"),
        ({"scene": Path("nowhere")}, "no scene here (park.yaml is missing)"),
    ],
)
def test_a_wrong_wish_is_one_sentence(
    changes: dict[str, object], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert measure(replace(Options(SCENE, ASSETS), **changes)) == 2  # type: ignore[arg-type]
    assert sentence in capsys.readouterr().err
