"""The thread through the park: every stop is a zone, and no zone comes twice."""

from __future__ import annotations

from pathlib import Path

from explorer.base.bootstrap import ROOT
from explorer.i18n import tr
from explorer.park import load
from explorer.park.load import read
from tests.scene import write_scene

THREAD = """\
thread:
  title: {{en: A sack, zh: 一袋面}}
  stops:
    - {{zone: mill, text: {{en: Ground here., zh: 在此磨成。}}}}
    - {{zone: {second}, text: {{en: Kept here., zh: 在此存放。}}}}
districts:
"""


def with_thread(folder: Path, second: str) -> Path:
    path = write_scene(folder) / "park.yaml"
    path.write_text(path.read_text("utf-8").replace("districts:\n", THREAD.format(second=second)), "utf-8")
    return path.parent


def test_a_thread_is_read(tmp_path: Path) -> None:
    park = load(with_thread(tmp_path / "toy", "barn"), tmp_path)
    assert park.thread is not None
    assert [stop.zone for stop in park.thread.stops] == ["mill", "barn"]


def test_a_stop_that_is_no_zone_or_comes_twice_is_reported(tmp_path: Path) -> None:
    unknown = read(with_thread(tmp_path / "a", "brn"), tmp_path).errors
    assert ["barn" in tr(fault.remedy, "en") for fault in unknown] == [True]
    twice = read(with_thread(tmp_path / "b", "mill"), tmp_path).errors
    assert ["twice" in tr(fault.what, "en") for fault in twice] == [True]


def test_the_shipped_thread_follows_one_pump() -> None:
    park = load(ROOT / "scenes" / "metaverse", ROOT / "assets")
    assert park.thread is not None
    assert {stop.zone for stop in park.thread.stops} >= {"content", "assembly", "line", "factory", "street"}
