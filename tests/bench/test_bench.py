"""The measurements: their arithmetic, a short one of the real thing, and what is said when there is nothing to measure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from explorer import bootstrap
from explorer.bench.child import Child, ChildFailed, Setup
from explorer.bench.command import Options, compared_reports, measure, report_of
from explorer.bench.frames import bearing_deg, walk
from explorer.bench.report import NotMeasured, Report, Start, Switch, Times, machine, read
from explorer.bench.table import as_blocks, rows
from explorer.bootstrap import ROOT
from explorer.core.baked_check import read_json
from explorer.core.baked_format import Manifest
from explorer.core.memory import anonymous_mb, peak_memory_mb
from explorer.film.film import final_frame
from explorer.park import load
from explorer.stage import Stage
from explorer.stage.camera import Camera
from explorer.stage.lighting.presets import LIGHTS
from explorer.stage.scene.baked import Baked
from explorer.visit import Open, Visit
from tests.scene import write_scene
from tests.tools.bench import against, copies, rig, triangles
from tests.tools.bench.__main__ import parsed
from tests.tools.bench.one_call import OneCall, seen_from
from tests.tools.bench.values import LIMITS, RigReport

SCENE, ASSETS = ROOT / "scenes" / "metaverse", ROOT / "assets"
SIZE = (160, 90)
HAS_MODERNGL = find_spec("moderngl") is not None


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setattr(bootstrap.words, "_asked_for", [])


@pytest.fixture(scope="module")
def shipped() -> RigReport:
    """The shipped park, measured for 0.3 s without its window."""
    words = ["--size", "160x90", "--seconds", "0.3", *(["--limit"] if HAS_MODERNGL else [])]
    return rig.report_of(parsed(words), ASSETS, starts=1, window=False)


@pytest.fixture(scope="module")
def toy_scene(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_scene(tmp_path_factory.mktemp("bench") / "toy")


@pytest.fixture(scope="module")
def toy(toy_scene: Path) -> Report:
    """Two houses without baked models, in the real window."""
    options = Options(toy_scene, toy_scene / "no assets", SIZE, view="mill", seconds=0.3, starts=1)
    return report_of(options)


def text(blocks: Iterable[object]) -> str:
    return "\n\n".join(map(str, blocks))


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
    start = Start.of([3.0, 1.0, 1.5], [{"park": 0.1}, {"park": 0.5}, {"park": 0.2}])
    assert (start.runs, start.median_s, start.best_s, start.worst_s) == (3, 1.5, 1.0, 3.0)
    assert start.parts_s == {"park": 0.2}
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


def test_a_short_run_gives_sane_values(shipped: Report) -> None:
    (view,) = shipped.views
    assert view.view == "overview" and shipped.scene == "metaverse" and shipped.renderer
    assert view.moving is not None and view.moving.count >= 3 * 4
    for times in (view.moving, view.settle, view.rest, view.pick):
        assert 0 < times.median_ms <= times.p95_ms <= times.p99_ms <= times.slowest_ms < 20_000
    assert view.rest_size == SIZE and view.settle.count >= 3
    assert view.finished_ms >= view.settle.median_ms and view.quality["en"] and view.quality["zh"]
    assert all(moving <= whole for moving, whole in zip(view.moving_size, SIZE, strict=True))
    assert 0.2 < view.moving_scale <= 1.0
    assert 0.05 < view.pick_hits < 0.95, "the overview shows both zones and water"
    assert view.pick.median_ms < view.moving.median_ms / 2, (
        "what lies under the pointer takes less than a picture"
    )
    assert 0.1 < shipped.start.median_s < 60
    assert sum(shipped.start.parts_s.values()) < shipped.start.median_s
    for memory in (shipped.start_memory_mb, shipped.memory_mb):
        assert memory is None or 50 < memory < 20_000
    assert shipped.window is None and shipped.not_measured == ()


@pytest.mark.skipif(not HAS_MODERNGL, reason="the extra 'bench' is not installed")
def test_the_limit_is_drawn_in_the_same_run(shipped: RigReport) -> None:
    limit = shipped.limits["overview"]
    assert limit.fine_triangles > limit.coarse_triangles > 10_000
    for name in LIMITS:
        taken = getattr(limit, name)
        assert taken.count == limit.fine.count >= 3 * 4
        assert 0.05 < getattr(limit, f"ratio_{name}") < 100
    fine, coarse = (
        getattr(limit, name).median_ms * getattr(limit, f"ratio_{name}") for name in ("fine", "coarse")
    )
    assert fine == pytest.approx(coarse, rel=0.02), "both ratios are of the same stage"


@pytest.mark.skipif(not HAS_MODERNGL, reason="the extra 'bench' is not installed")
def test_the_limit_draws_solids_and_shadows_as_the_stage_does() -> None:
    size = (480, 270)
    park, baked = load(SCENE, ASSETS), Baked.read(ASSETS / "park")
    one_call, shade, coarse = (
        OneCall(LIGHTS["day"]),
        triangles.shade_of(baked),
        triangles.form_of(baked, "coarse"),
    )
    one_call.fill_map(shade.corners, shade.numbers)

    def reported(shaded: bool) -> np.ndarray:
        loaded = one_call.loaded(coarse.corners, coarse.numbers, shaded=shaded)
        _, raw = one_call.draw(loaded, park.home, size)
        return blocks(np.frombuffer(raw, np.uint8).reshape(size[1], size[0], 4)[::-1, :, :3])

    seen = [reported(shaded) for shaded in (True, False)]  # before another context is the current one
    with closing(Stage(park, ASSETS, size)) as stage:
        park_itself = blocks(final_frame(Visit.begin(park), stage))
    land = park_itself[..., 0] > park_itself[..., 2] * 0.9  # the sea is no solid
    apart, apart_in_sun = (np.abs(one - park_itself).max(axis=-1)[land] for one in seen)
    assert np.median(apart) < 13, (
        "of 255: a far form is not quite what it stands for, and slabs and grass are the ground's own"
    )
    assert apart.mean() < 0.75 * apart_in_sun.mean()


def blocks(picture: np.ndarray) -> np.ndarray:
    """Means of squares of six pixels: edges are drawn with another number of samples, and far forms are coarser."""
    height, width, _ = picture.shape
    return picture.reshape(height // 6, 6, width // 6, 6, 3).mean(axis=(1, 3))


@pytest.mark.skipif(not HAS_MODERNGL, reason="the extra 'bench' is not installed")
def test_the_limit_looks_from_the_same_place() -> None:
    pose = load(SCENE, ASSETS).home
    in_metres = np.array([(0, 0, 0), (100, 50, 30), (-150, -80, 5)], float)
    homogeneous = np.column_stack([in_metres, np.ones(3)]) @ seen_from(pose, 16 / 9).T
    x, y = (homogeneous[:, :2] / homogeneous[:, 3:]).T
    seen = np.column_stack([(x + 1) / 2, (1 - y) / 2])
    assert np.allclose(seen, Camera(pose, 16 / 9).project(in_metres), atol=1e-5)


def test_the_real_window_is_measured(toy: Report) -> None:
    window, (view,) = toy.window, toy.views
    assert window is not None and window.platform == "offscreen"
    assert window.start.median_s > 0.1
    assert 0 <= window.hidden_core < 2 and 0 <= window.still_core < 2
    assert view.window is not None and view.window.moving is not None
    assert view.window.moving.median_ms > 0 and view.window.rest.count >= 2
    assert window.switches.language.first_ms > 0


# ---- what is told


def test_a_report_is_reported_in_both_languages(toy: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    english_text = text(as_blocks(toy))
    assert "the window" in english_text and "at rest" in english_text and "mill" in english_text
    assert not any("\u4e00" <= c <= "\u9fff" for c in english_text)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    chinese_text = text(as_blocks(toy))
    assert "启动到首帧" in chinese_text and "the window" not in chinese_text
    assert len(english_text.splitlines()) == len(chinese_text.splitlines())


def test_a_report_survives_its_file(shipped: RigReport, toy: Report, tmp_path: Path) -> None:
    for report in (shipped, toy):
        path = tmp_path / "report.json"
        path.write_text(report.model_dump_json(indent=2), "utf-8")
        assert read(path, type(report)) == report
        path.write_text(report.model_dump_json(), "utf-16")  # as a Windows shell pipes it
        assert read(path, type(report)) == report
    schema = Report.model_json_schema()
    assert {"format", "machine", "views", "start", "memory_mb"} <= set(schema["required"])
    later = json.loads(toy.model_dump_json()) | {"sundial": 1}
    assert Report.model_validate(later) == toy


def test_two_reports_are_compared(toy: Report) -> None:
    same = text(compared_reports(toy, toy))
    assert "▲" not in same and "1.00" in same
    (view,) = toy.views
    rest = view.rest.model_copy(update={"median_ms": view.rest.median_ms * 3})
    slower = toy.model_copy(
        update={
            "views": (view.model_copy(update={"rest": rest, "window": None}),),
            "memory_mb": (toy.memory_mb or 100.0) / 2,
            "renderer": "another card",
        }
    )
    seen = text(compared_reports(toy.model_copy(update={"memory_mb": toy.memory_mb or 100.0}), slower))
    lines = {line.split("  ")[1]: line for line in seen.splitlines() if line.startswith("  ")}
    assert lines["at rest, median"].split()[-2:] == ["3.00", "▲"]
    assert lines["peak memory of this run"].split()[-2:] == ["0.50", "▼"]
    assert "2 figures are in one of the reports only." in seen
    assert f"Not alike: OpenGL: {toy.renderer} / another card." in seen
    assert len({(row.group, row.name) for row in rows(toy)}) == len(list(rows(toy)))


def test_two_files_are_compared_without_measuring(
    toy: Report, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "toy.json"
    path.write_text(toy.model_dump_json(), "utf-8")
    nowhere = Options(tmp_path / "no scene", tmp_path, compare=(path, path))
    assert measure(nowhere) == 0
    assert "Ratio = now / before" in capsys.readouterr().out


# ---- what is said when there is nothing to measure


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "cannot be read"),
        ("", "is not JSON"),
        ("{", "is not JSON"),
        ("[1, 2]", "is not a report of 'bench --json'"),
        ('{"format": 9}', "is not a report of 'bench --json' (of this format): format"),
    ],
)
def test_a_broken_file_is_one_sentence(
    content: str | None, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "before.json"
    if content is not None:
        path.write_text(content, "utf-8")
    assert measure(Options(SCENE, ASSETS, compare=(path,))) == 2
    out, err = capsys.readouterr()
    assert out == "" and sentence in err and str(path) in err and len(err.splitlines()) == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"view": "datta"}, "There is no view 'datta'. Nearest: data"),
        ({"seconds": 0.0}, "seconds: more than 0"),
        ({"scene": Path("nowhere")}, "no scene here (park.yaml is missing)"),
        ({"compare": (Path("a"),) * 3}, "--compare takes one file or two."),
    ],
)
def test_a_wrong_wish_is_one_sentence(
    changes: dict[str, object], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert measure(replace(Options(SCENE, ASSETS), **changes)) == 2  # type: ignore[arg-type]
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize("number", [0, 50])
def test_too_many_copies_are_one_sentence(number: int) -> None:
    setup = Setup(SCENE, ASSETS, ASSETS / "park", SIZE)
    with pytest.raises(NotMeasured, match="copies: from 1 to 49"), copies.standing_many_times(setup, number):
        pass


def test_without_moderngl_the_limit_says_what_to_type(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(against, "find_spec", lambda name: None)
    assert rig.run(parsed(["--limit"]), ASSETS) == 2
    assert 'pip install "moderngl' in capsys.readouterr().err


@pytest.mark.skipif(not HAS_MODERNGL, reason="the extra 'bench' is not installed")
def test_a_park_without_models_has_no_limit_but_all_else(toy_scene: Path) -> None:
    args = parsed(["--scene", str(toy_scene), "--size", "160x90", "--seconds", "0.1", "--limit"])
    report = rig.report_of(args, toy_scene / "no assets", starts=1, window=False)
    assert report.limits == {}
    assert [reported["en"].split(":")[0] for reported in report.not_measured] == [
        "The limit was not measured"
    ]
    assert report.not_measured[0]["en"] in text(rig.blocks_of(report))


def test_a_child_that_fails_says_why(tmp_path: Path) -> None:
    setup = Setup(tmp_path / "nowhere", ASSETS, ASSETS / "park", SIZE)
    with Child("first", setup) as child, pytest.raises(ChildFailed, match=r"park\.yaml is missing"):
        child.answer()
    with Child("no_such_module", setup) as child, pytest.raises(ChildFailed, match="no_such_module"):
        child.answer()
    assert Setup.from_json(setup.to_json()) == setup


# ---- many copies


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[copies.ManySetup]:
    setup = Setup(SCENE, ASSETS, ASSETS / "park", SIZE)
    with copies.standing_many_times(setup, 2) as many:
        yield many


def test_copies_stand_apart_and_the_first_in_its_old_place() -> None:
    assert copies.places(1, (10.0, 5.0)) == [(0.0, 0.0)]
    nine = copies.places(9, (10.0, 5.0))
    assert nine[0] == (0.0, 0.0) and len(set(nine)) == 9
    assert {x for x, _ in nine} == {-10.0, 0.0, 10.0} and {y for _, y in nine} == {-5.0, 0.0, 5.0}


def test_a_copied_park_is_whole(two: copies.ManySetup) -> None:
    one, many = load(SCENE, ASSETS), two.park()
    assert len(many.zones) == 2 * len(one.zones) and len(many.solids.zones) == 2 * len(one.solids.zones)
    assert len({zone.number for zone in many.zones.values()}) == len(many.zones)
    # a copy's zones are related among themselves: nothing flows across from one copy to another
    assert [relation.zone for relation in many.zones["data-2"].related] == [
        f"{relation.zone}-2" for relation in one.zones["data"].related
    ]
    baked = Baked.read(two.models)
    original = read_json(Manifest, (ASSETS / "park" / "manifest.json").read_bytes())
    assert {zone + "-2" for zone in Baked.read(ASSETS / "park").zones} < baked.zones
    assert len({chunk.name for chunk in baked.manifest.chunks}) == len(baked.manifest.chunks)
    assert sum(chunk.surface == "water" for chunk in baked.manifest.chunks) == sum(
        chunk.surface == "water" for chunk in original.chunks
    )


def test_the_copy_of_a_zone_looks_like_it_and_is_touched(two: copies.ManySetup) -> None:
    park = two.park()
    stage = two.stage(park, *SIZE)
    try:
        assert stage.warnings == ()
        seen = {}
        for zone in ("data", "data-2"):
            visit = Visit.begin(park, settings=replace(Visit.begin(park).settings, comfort="cut"))
            stage.show(visit.after(Open(zone)).advance(60))
            picture = stage.draw(finished=True)
            hit = stage.pick(0.0, 0.0)
            assert hit is not None and hit.zone == zone
            shape = (picture.height, picture.width, 4)
            seen[zone] = np.frombuffer(picture.pixels, np.uint8).reshape(shape)[..., :3].astype(int)
        middle = np.s_[20:70, 60:100]  # around it stand other things than around the first
        assert np.abs(seen["data"][middle] - seen["data-2"][middle]).mean() < 25
    finally:
        stage.close()


def test_all_views_are_the_overview_and_every_zone(two: copies.ManySetup) -> None:
    park = load(SCENE, ASSETS)
    assert rig.views_of(park, "all", 1) == ["overview", *park.zones]
    assert rig.views_of(two.park(), "all", 2) == ["overview", *park.zones]
    assert rig.views_of(park, "west", 1) == ["west"]
