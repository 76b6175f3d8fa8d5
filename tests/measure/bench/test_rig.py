"""The rig that developers measure with: the stage alone, the limit, many copies, phones, and two reports side by side."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from explorer.base.baked_check import read_json
from explorer.base.baked_format import Manifest
from explorer.base.bootstrap import ROOT
from explorer.measure.bench.child import Setup
from explorer.measure.bench.report import NotMeasured
from explorer.park import load
from explorer.publish.film.film import final_frame
from explorer.stage import Stage
from explorer.stage.camera import Camera
from explorer.stage.scene.baked import Baked
from explorer.visit import Open, Visit
from explorer.visit.light import LIGHTS
from tests.scene import write_scene
from tests.tools.bench import against, copies, rig, triangles
from tests.tools.bench.__main__ import parsed
from tests.tools.bench.compare import read
from tests.tools.bench.one_call import OneCall, seen_from
from tests.tools.bench.room import RoomReport, measure_room, room_table
from tests.tools.bench.values import LIMITS, RigReport

SCENE, ASSETS = ROOT / "scenes" / "metaverse", ROOT / "assets"
SIZE = (160, 90)
HAS_MODERNGL = find_spec("moderngl") is not None
NEEDS_MODERNGL = pytest.mark.skipif(not HAS_MODERNGL, reason="moderngl is not installed")


@pytest.fixture(scope="module")
def shipped() -> RigReport:
    """The shipped park, measured for 0.3 s."""
    words = ["--size", "160x90", "--seconds", "0.3", *(["--limit"] if HAS_MODERNGL else [])]
    return rig.report_of(parsed(words), ASSETS, starts=1)


def test_a_short_run_gives_sane_values(shipped: RigReport) -> None:
    alone = shipped.alone["overview"]
    assert shipped.scene == "metaverse" and shipped.renderer and shipped.not_measured == ""
    assert alone.moving is not None and alone.moving.count >= 3 * 4 and alone.settle.count >= 3
    for times in (alone.moving, alone.settle, alone.rest, alone.pick):
        assert 0 < times.median_ms <= times.p95_ms <= times.p99_ms <= times.slowest_ms < 600_000
    assert alone.finished_ms >= alone.settle.median_ms
    assert alone.moving_size is not None and alone.moving_size <= SIZE
    assert 0.05 < alone.pick_hits < 0.95, "the overview shows both zones and water"
    assert alone.pick.median_ms < alone.moving.median_ms / 2
    assert shipped.first is not None and shipped.first.median_s > 0.1
    assert shipped.switches is not None and shipped.window_switches is not None
    assert shipped.still_core is not None and 0 <= shipped.still_core < 2


@NEEDS_MODERNGL
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


@NEEDS_MODERNGL
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
    assert np.median(apart) < 30, (
        "of 255: a far form is not quite what it stands for; slabs and grass are the ground's own, and the stage has the "
        "shade of clouds and calmer lawns and trees, which the limit leaves out"
    )
    assert apart.mean() < 0.8 * apart_in_sun.mean()


def blocks(picture: np.ndarray) -> np.ndarray:
    """Means of squares of six pixels: edges are drawn with another number of samples, and far forms are coarser."""
    height, width, _ = picture.shape
    return picture.reshape(height // 6, 6, width // 6, 6, 3).mean(axis=(1, 3))


@NEEDS_MODERNGL
def test_the_limit_looks_from_the_same_place() -> None:
    pose = load(SCENE, ASSETS).home
    in_metres = np.array([(0, 0, 0), (100, 50, 30), (-150, -80, 5)], float)
    homogeneous = np.column_stack([in_metres, np.ones(3)]) @ seen_from(pose, 16 / 9).T
    x, y = (homogeneous[:, :2] / homogeneous[:, 3:]).T
    seen = np.column_stack([(x + 1) / 2, (1 - y) / 2])
    assert np.allclose(seen, Camera(pose, 16 / 9).project(in_metres), atol=1e-5)


# ---- two reports


def test_two_reports_are_compared(shipped: RigReport, tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text(shipped.model_dump_json(), "utf-16")  # as a Windows shell pipes it
    assert read(path) == shipped
    same = "\n\n".join(map(str, rig.both(shipped, shipped)))
    assert "▲" not in same and "1.00" in same
    alone = shipped.alone["overview"]
    rest = alone.rest.model_copy(update={"median_ms": alone.rest.median_ms * 3})
    slower = shipped.model_copy(
        update={
            "alone": {"overview": alone.model_copy(update={"rest": rest, "moving": None})},
            "memory_mb": shipped.memory_mb / 2,
            "renderer": "another card",
            "copies": 2,
        }
    )
    seen = "\n\n".join(map(str, rig.both(shipped, slower)))
    lines = {line.split("  ")[1]: line for line in seen.splitlines() if line.startswith("  ")}
    assert lines["at rest, median"].split()[-2:] == ["3.00", "▲"]
    assert lines["peak memory"].split()[-2:] == ["0.50", "▼"]
    assert "1 figures are in one of the reports only." in seen
    assert f"Not alike: OpenGL: {shipped.renderer} / another card." in seen and "copies: 1 / 2." in seen


def test_two_files_are_compared_without_measuring(
    shipped: RigReport, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "report.json"
    path.write_text(shipped.model_dump_json(), "utf-8")
    assert rig.run(parsed(["--scene", "nowhere", "--compare", str(path), str(path)]), tmp_path) == 0
    assert "Ratio = now / before" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "cannot be read"),
        ("", "is not JSON"),
        ("{", "is not JSON"),
        ("[1, 2]", "is not a report"),
        ('{"format": 9}', "is not a report of this format: format"),
    ],
)
def test_a_broken_file_is_one_sentence(
    content: str | None, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "before.json"
    if content is not None:
        path.write_text(content, "utf-8")
    assert rig.run(parsed(["--compare", str(path)]), ASSETS) == 2
    out, err = capsys.readouterr()
    assert out == "" and sentence in err and str(path) in err and len(err.splitlines()) == 1


@pytest.mark.parametrize("number", [0, 50])
def test_too_many_copies_are_one_sentence(number: int) -> None:
    setup = Setup(SCENE, ASSETS, ASSETS / "park", SIZE)
    with pytest.raises(NotMeasured, match=r"copies: from 1 to 49"), copies.standing_many_times(setup, number):
        pass


def test_without_moderngl_the_limit_says_what_to_type(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(against, "find_spec", lambda name: None)
    assert rig.run(parsed(["--limit"]), ASSETS) == 2
    assert 'pip install "moderngl' in capsys.readouterr().err


@NEEDS_MODERNGL
def test_a_park_without_models_has_no_limit_but_all_else(tmp_path: Path) -> None:
    scene = write_scene(tmp_path / "toy")
    args = parsed(["--scene", str(scene), "--size", "160x90", "--seconds", "0.1", "--limit"])
    report = rig.report_of(args, scene / "no assets", starts=1)
    assert report.limits == {} and report.alone["overview"].rest.count > 0
    assert report.not_measured.startswith("The limit was not measured: ")
    assert report.not_measured in "\n".join(map(str, rig.blocks_of(report)))


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


# ---- phones


def test_phones_turn_a_dial_while_frames_are_measured() -> None:
    park = load(SCENE, ASSETS)
    stage = Stage(park, ASSETS, (64, 36), quality="lite")
    try:
        report = measure_room(stage, park, 2, 3.0, warm_s=0.1)
        with pytest.raises(NotMeasured, match="line"):
            measure_room(stage, park.model_copy(update={"zones": {}}), 2, 1.0)
    finally:
        stage.close()
    assert report.sent > 0 and report.acts > 0 and report.trips.count > 0
    assert report.frames.count > 5 and report.frames_with.count > 5 and report.ratio > 0
    assert set(report.shares) == {"gateway"}
    assert RoomReport.model_validate_json(report.model_dump_json()) == report
    table, words = map(str, room_table(report))
    assert "2 phones" in table and f"{report.sent} wishes" in words
