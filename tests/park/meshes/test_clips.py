"""Animation clips of a GLB: what moves where, what is too much, and what `check` says of a clip that is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from explorer.i18n import tr
from explorer.park import load
from explorer.park.check import check
from explorer.park.meshes.mesh import Mesh, NotRead
from explorer.park.meshes.placing import Placing, fitted
from explorer.park.meshes.reading import read_mesh
from explorer.visit import (
    Open,
    Operate,
    Settings,
    ShowSpot,
    StartTour,
    StepBack,
    ToStop,
    Visit,
    clip_of,
)
from tests.park.test_tours import EXHIBIT, TOUR
from tests.scene import swap, write_scene

from .zoo import Glb


def lift(last: float = 4.0, **channel: Any) -> Glb:
    """A box that stands, and one whose parent rises by 3 in 4 s and whose own node turns by 90 degrees about y."""
    glb = Glb()
    glb.stand(glb.box())
    glb.stand(glb.box(), translation=[10, 0, 0])
    glb.add("nodes", {"children": [1]})
    glb.document["scenes"] = [{"nodes": [0, 2]}]
    times = glb.numbers(np.array([0, last], "<f4"), "SCALAR")
    up = glb.numbers(np.array([[0, 0, 0], [0, 3, 0]], "<f4"), "VEC3")
    half = np.radians(45)
    turn = glb.numbers(np.array([[0, 0, 0, 1], [0, np.sin(half), 0, np.cos(half)]], "<f4"), "VEC4")
    glb.add(
        "animations",
        {
            "name": "pump_on",
            "samplers": [{"input": times, "output": up}, {"input": times, "output": turn, **channel}],
            "channels": [
                {"sampler": 0, "target": {"node": 2, "path": "translation"}},
                {"sampler": 1, "target": {"node": 1, "path": "rotation"}},
            ],
        },
    )
    return glb


def read(glb: Glb, folder: Path) -> Mesh:
    return read_mesh(glb.write(folder / "lift.glb"), keeps_textures=True)


def moved(mesh: Mesh, clip: str, time_s: float) -> np.ndarray:
    """The corners of the moving box at a time."""
    (node,) = set(mesh.mover.tolist()) - {-1}  # type: ignore[union-attr]
    points = mesh.points[np.unique(mesh.indices[mesh.mover == node])]
    matrix = mesh.rig.motion(clip, time_s)[node]
    return np.asarray(points @ matrix[:3, :3].T + matrix[:3, 3])


def test_parts_move_with_their_node_and_those_above(tmp_path: Path) -> None:
    mesh = read(lift(), tmp_path)
    assert list(mesh.rig.clips) == ["pump_on"] and mesh.losses == ()
    rest = moved(mesh, "pump_on", 0.0)
    assert np.allclose(rest.min(axis=0), (10, 0, 0)) and np.allclose(rest.max(axis=0), (12, 3, 4))
    end = moved(mesh, "pump_on", 3.999999)
    # turned about the node's own origin, so that its depth of 4 lies along x, and lifted by its parent
    assert np.allclose(end.min(axis=0), (10, 3, -2), atol=1e-4) and np.allclose(
        end.max(axis=0), (14, 6, 0), atol=1e-4
    )
    assert np.allclose(moved(mesh, "pump_on", 4.0), rest), "it repeats"


def test_motion_is_placed_with_the_model(tmp_path: Path) -> None:
    mesh = read(lift(), tmp_path)
    placed = fitted(mesh, Placing((100, 50), (24, 8), 12, heading_deg=90, up="y", scale=2.0))
    assert np.allclose(moved(placed, "pump_on", 0)[:, 2].min(), placed.points[:, 2].min())
    rise = moved(placed, "pump_on", 2.0)[:, 2].min() - moved(placed, "pump_on", 0.0)[:, 2].min()
    assert rise == pytest.approx(3.0), "half of 3 units, 2 m each"


def test_a_stepped_track_jumps(tmp_path: Path) -> None:
    mesh = read(lift(interpolation="STEP"), tmp_path)
    box = moved(mesh, "pump_on", 3.0)
    assert np.allclose(np.ptp(box, axis=0), (2, 3, 4)), "not turned yet"


def test_what_reads_no_images_says_that_nothing_moves(tmp_path: Path) -> None:
    mesh = read_mesh(lift().write(tmp_path / "lift.glb"))
    assert mesh.rig is None and "animation is not played" in tr(mesh.losses[0], "en")


def test_too_much_motion_is_not_played_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("explorer.park.meshes.glb.MOST_MOVING_TRIANGLES", 11)
    mesh = read(lift(), tmp_path)
    assert mesh.rig is None and mesh.mover is None
    assert "more than" in tr(mesh.losses[0], "en") and "move" in tr(mesh.losses[0], "en")


def test_a_damaged_animation_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotRead, match="animations is damaged"):
        read(lift(last=float("nan")), tmp_path)


SPOT = "{id: pump, title: {en: Pump, zh: 泵}, text: {en: It runs., zh: 运转。}, clip: CLIP}"


def scene(tmp_path: Path, clip: str, model: Glb | None = None) -> Path:
    folder = write_scene(tmp_path / "toy")
    (model or lift()).write(folder / "lift.glb")
    mill = folder / "zones/mill.yaml"
    swap(mill, "model: mill", "model: ./lift.glb")
    swap(mill, "related:\n", f"spots:\n  - {SPOT.replace('CLIP', clip)}\nrelated:\n")
    return folder


@pytest.mark.parametrize(("clip", "what"), [("pump_on", ""), ("pump_of", "has no clip 'pump_of'")])
def test_a_clip_that_is_asked_for_is_in_the_file(tmp_path: Path, clip: str, what: str) -> None:
    folder = scene(tmp_path, clip)
    said = [fault for fault in check(folder, folder).faults if fault.path.name == "mill.yaml"]
    assert [what in tr(fault.what, "en") and fault.weight for fault in said] == (["warning"] if what else [])
    assert all("pump_on" in tr(fault.remedy, "en") for fault in said)


def test_a_clip_needs_a_model_that_moves(tmp_path: Path) -> None:
    folder = scene(tmp_path, "pump_on")
    swap(folder / "zones/mill.yaml", "model: ./lift.glb", "model: mill")
    said = [tr(f.what, "en") for f in check(folder, folder).faults if f.path.name == "mill.yaml"]
    assert any("no model of its own that could move" in words for words in said)


def test_it_plays_while_its_card_is_open(tmp_path: Path) -> None:
    folder = scene(tmp_path, "pump_on")
    visit = Visit.begin(load(folder, folder), settings=Settings(comfort="fly")).after(Open("mill"))
    assert clip_of(visit) is None
    playing = clip_of(visit.after(ShowSpot("pump")).advance(0.5))
    assert playing is not None and (playing.zone, playing.clip, playing.at_s) == ("mill", "pump_on", 0.5)
    still = (
        Visit.begin(visit.park, settings=Settings(comfort="cut")).after(Open("mill")).after(ShowSpot("pump"))
    )
    stopped = clip_of(still.advance(0.5))
    assert stopped is not None and stopped.at_s == 0, "motion is cut"


STOPS = """\
    clip: pump_on
  - id: barn
    zone: barn
    at: front
    hold_s: 20
    caption: {en: It rests., zh: 它不动。}
"""


def test_it_plays_at_an_exhibit_and_at_a_stop_and_ends_with_them(tmp_path: Path) -> None:
    folder = scene(tmp_path, "pump_on")
    (folder / "tours").mkdir()
    tour = TOUR.replace("    quiz: [turns]\n", STOPS)
    (folder / "tours/round.yaml").write_text(tour, "utf-8")
    mill = folder / "zones/mill.yaml"
    mill.write_text(mill.read_text("utf-8") + EXHIBIT + "  clip: pump_on\n", "utf-8")
    park = load(folder, folder)
    visit = Visit.begin(park, settings=Settings(comfort="fly")).after(Open("mill"))
    assert clip_of(visit) is None
    operated = visit.after(Operate())
    assert clip_of(operated) is not None
    assert clip_of(operated.after(StepBack())) is None
    toured = Visit.begin(park, settings=Settings(comfort="fly")).after(StartTour("round"))
    assert clip_of(toured) is None, "the first stop asks for none"
    there = toured.after(ToStop(1))
    assert (playing := clip_of(there)) is not None and playing.clip == "pump_on"
    assert clip_of(there.after(ToStop(2))) is None


def skinned() -> Glb:
    """A box bound to two joints: one where it was bound, one lifted by 5; only the upper corners follow the second."""
    glb = Glb()
    points = np.array([[0, 0, 0], [1, 0, 0], [0, 2, 0], [1, 2, 0]], "<f4")
    joints = np.array([[0, 0, 0, 0]] * 2 + [[1, 0, 0, 0]] * 2, "<u1")
    weights = np.array([[1, 0, 0, 0]] * 4, "<f4")
    raised = np.array([[0, 0, 0.5]] * 4, "<f4")
    attributes = {
        "POSITION": glb.numbers(points, "VEC3"),
        "JOINTS_0": glb.numbers(joints, "VEC4"),
        "WEIGHTS_0": glb.numbers(weights, "VEC4"),
    }
    part = {
        "attributes": attributes,
        "indices": glb.numbers(np.array([0, 1, 3, 0, 3, 2], "<u2"), "SCALAR"),
        "targets": [{"POSITION": glb.numbers(raised, "VEC3")}],
    }
    glb.stand(part, skin=0, weights=[1.0], scale=[100, 100, 100])  # a skin ignores the place of its node
    glb.add("nodes", {"translation": [0, 1, 0]})
    glb.add("nodes", {"translation": [0, 6, 0]})
    bound = np.tile(np.eye(4, dtype="<f4"), (2, 1, 1))
    bound[:, 1, 3] = -1
    matrices = glb.numbers(np.ascontiguousarray(bound.transpose(0, 2, 1)).reshape(2, 16), "MAT4")
    glb.add("skins", {"joints": [1, 2], "inverseBindMatrices": matrices})
    times = glb.numbers(np.array([0, 4], "<f4"), "SCALAR")
    up = glb.numbers(np.array([[0, 0, 0], [0, 3, 0]], "<f4"), "VEC3")
    shares = glb.numbers(np.array([0, 1], "<f4"), "SCALAR")
    glb.add(
        "animations",
        {
            "name": "walk",
            "samplers": [{"input": times, "output": up}, {"input": times, "output": shares}],
            "channels": [
                {"sampler": 0, "target": {"node": 1, "path": "translation"}},
                {"sampler": 1, "target": {"node": 0, "path": "weights"}},
            ],
        },
    )
    return glb


def test_skeletons_and_shapes_stand_in_the_pose_of_the_file_and_it_is_said(tmp_path: Path) -> None:
    mesh = read(skinned(), tmp_path)
    assert np.allclose(mesh.points.min(axis=0), (0, 0, 0.5)) and np.allclose(
        mesh.points.max(axis=0), (1, 7, 0.5)
    )
    assert mesh.rig is None and [tr(loss, "en") for loss in mesh.losses] == [
        "its skeleton stands still, in the pose of the file",
        "its shapes do not change (morph targets)",
    ]
    folder = scene(tmp_path, "walk", skinned())
    said = [tr(fault.what, "en") for fault in check(folder, folder).faults if fault.path.name == "mill.yaml"]
    assert any("skeleton stands still" in words for words in said)
    assert any("has no clip that is played" in words for words in said)
