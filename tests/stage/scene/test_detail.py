"""What cannot be seen is not drawn, and what can be is."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import panda3d.core as p3d
import pytest

from explorer.base.baked_format import Chunk
from explorer.base.bootstrap import ROOT
from explorer.base.geometry import Pose
from explorer.park import Park
from explorer.stage import Stage
from explorer.stage.camera import Camera
from explorer.stage.gl.draw_order import PICTURE
from explorer.stage.scene.build import ChunkNode
from explorer.stage.scene.detail import HORIZON, SMALL, THINNER_A_METRE, Air, Detail
from explorer.stage.scene.mesh import SOLID, vertex_data
from tests.tools.bench.copies import copied, multiplied

from ..conftest import ASSETS, HEADLESS, HEIGHT, WIDTH, resting

COPIES = 4
CLEAR = Air(1e6, 0.0)
SEEN = 20
"""Of 255: a change that is seen if one looks for it."""


def hidden_by_air(stage: Stage) -> list[Chunk]:
    """Chunks that are drawn at any distance, and are not drawn now."""
    return [
        chunk_node.chunk
        for tree in stage.scene.trees
        for chunk_node in tree.chunk_nodes
        if chunk_node.chunk.detail == "always"
        and not chunk_node.path.is_stashed()
        and chunk_node.path.is_hidden(PICTURE)
    ]


def test_the_shader_reckons_with_the_same_air() -> None:
    code = (ROOT / "explorer/stage/gl/shaders/common.glsl").read_text("utf-8")
    falloff = re.search(r"FOG_FALLOFF = ([\d.]+);", code)
    assert falloff
    assert float(falloff[1]) == THINNER_A_METRE


@pytest.mark.parametrize("light", ["day", "dusk", "night"])
def test_in_one_park_the_air_takes_nothing_away(stage: Stage, park: Park, light: str) -> None:
    for view in ("", *park.zones):
        stage.show(resting(park, view, light=light))
        stage.draw()
        assert hidden_by_air(stage) == [], view


def test_in_a_large_park_it_takes_away_what_is_not_missed(
    park: Park, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pitch = copied(ASSETS / park.models, tmp_path / "many", COPIES)
    many = multiplied(park, COPIES, pitch)
    stage = Stage(many, tmp_path / "many", (WIDTH * 2, HEIGHT * 2), displays=HEADLESS)
    try:
        visit = resting(many, "forum-3")  # looks over two other copies
        stage.show(visit)
        with_air = np.frombuffer(stage.draw(finished=True).pixels, np.uint8).astype(int)
        gone = hidden_by_air(stage)
        assert gone, "something is far enough off"
        assert not [chunk for chunk in gone if chunk.kind in HORIZON]
        show = stage.scene.detail.show
        monkeypatch.setattr(
            stage.scene.detail, "show", lambda eye, height_px, air: show(eye, height_px, CLEAR)
        )
        stage.resize(WIDTH * 2 + 2, HEIGHT * 2)
        stage.show(visit)
        stage.draw(finished=True)
        stage.resize(WIDTH * 2, HEIGHT * 2)
        stage.show(visit)
        without = np.frombuffer(stage.draw(finished=True).pixels, np.uint8).astype(int)
        assert hidden_by_air(stage) == []
    finally:
        stage.close()
    differs = np.abs(with_air - without).reshape(-1, 4)[:, :3].max(axis=1)
    assert differs.any(), "it is drawn otherwise"
    assert np.mean(differs > SEEN) < 0.001
    assert np.mean(differs) < 0.1


def vanishes_m(kind: str) -> float:
    """How far away the air has taken away a thing of this kind, drawn at any distance: to the next 10 m."""
    chunk = Chunk("thing", "", kind, "solid", "always", "", False, (-1, -1, 0), (1, 1, 2), 0, 0, ())
    path = p3d.NodePath("thing")
    detail = Detail([ChunkNode(chunk, path, vertex_data("thing", np.zeros(0, SOLID)))])
    for away_m in range(10, 3000, 10):
        eye = Camera(Pose((0.0, 0.0, 1.0), 180.0, 0.0, float(away_m), 40.0), 16 / 9)
        detail.show(eye, 720, Air(start_m=100.0, density=0.002))
        if path.is_hidden(PICTURE):
            return away_m
    return np.inf


def test_small_things_go_before_large_ones() -> None:
    large = vanishes_m("building")
    assert 300 < large < np.inf
    assert all(300 < vanishes_m(kind) < large for kind in SMALL)
    assert all(vanishes_m(kind) == np.inf for kind in HORIZON)
