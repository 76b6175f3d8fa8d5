"""What moves by itself follows the time of the visit, and stands still for those who asked for no motion."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from explorer.park import load
from explorer.visit import Visit
from tests.scene import write_scene


@pytest.fixture
def visit(tmp_path: Path) -> Visit:
    return Visit.begin(load(write_scene(tmp_path / "scene"), tmp_path))


def test_life_goes_on_with_the_visit(visit: Visit) -> None:
    assert visit.advance(0.5).advance(0.25).life_s == pytest.approx(0.75)


def test_life_stands_still_while_motion_is_cut(visit: Visit) -> None:
    lived = visit.advance(2.0)
    still = replace(lived, settings=replace(lived.settings, comfort="cut")).advance(3.0)
    assert (still.life_s, still.time_s) == (pytest.approx(2.0), pytest.approx(5.0))
    assert replace(still, settings=lived.settings).advance(1.0).life_s == pytest.approx(3.0)
