"""Rays against many boxes: the blocks of a large park give the same answer as a look at every box."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.park.model import Solids
from explorer.stage import picking
from explorer.stage.picking import FEW, Picker

COUNT = FEW + 777
SIDE_M = 4000.0


def town() -> Solids:
    """Houses at random, some of no zone."""
    chance = np.random.default_rng(3)
    low = chance.uniform((-SIDE_M, -SIDE_M, 0), (SIDE_M, SIDE_M, 1), (COUNT, 3)).T.astype(np.float32)
    high = low + chance.uniform(5, 60, (3, COUNT)).astype(np.float32)
    return Solids(tuple(f"zone-{n}" if n % 5 else "" for n in range(COUNT)), low, high)


def test_blocks_find_what_looking_at_every_box_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    solids, chance = town(), np.random.default_rng(4)
    by_blocks = Picker(solids)
    monkeypatch.setattr(picking, "FEW", COUNT)
    one_by_one = Picker(solids)
    met = 0
    for _ in range(400):
        eye = tuple(chance.uniform((-SIDE_M, -SIDE_M, 2), (SIDE_M, SIDE_M, 90)).tolist())
        way = chance.normal(size=3) * (1, 1, 0.1)
        way = tuple((way / np.linalg.norm(way)).tolist())
        found = by_blocks.touched(eye, way)
        assert found == one_by_one.touched(eye, way)
        met += found is not None
    assert 100 < met < 400, "rays of both kinds"


def test_a_ray_along_an_axis_and_one_from_within() -> None:
    solids = town()
    inside = Picker(solids).touched(tuple((solids.low + solids.high)[:, 42] / 2), (0.0, 0.0, 1.0))
    assert inside is not None
    assert inside[1] == 0.0
    assert Picker(solids).touched((0.0, 0.0, 500.0), (0.0, 0.0, 1.0)) is None


def test_no_boxes_no_hit() -> None:
    assert Picker(Solids.none()).touched((0.0, 0.0, 10.0), (0.0, 1.0, 0.0)) is None
