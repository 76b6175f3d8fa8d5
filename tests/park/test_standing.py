"""Where zones stand: what `check` says of those in one another, in a road, in water or out of the park."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from explorer.park.check import check
from explorer.park.checks.standing import FARTHEST_M, Ground, misplaced
from explorer.park.faults import Fault
from explorer.park.frame import Bounds
from explorer.park.plots import Plot
from tests.scene import swap, write_scene

WIDE = Ground(Bounds(low_m=(-900, -900), high_m=(900, 900), ceiling_m=300))


def standing(**places: tuple[float, float]) -> dict[str, Plot]:
    return {id: Plot(id, place, (30.0, 20.0), 180.0) for id, place in places.items()}


def test_two_zones_on_the_same_ground_are_found_once() -> None:
    found = misplaced(standing(a=(0, 0), b=(20, 0), c=(80, 0)), WIDE)
    assert [(fault.zone, fault.kind, fault.other) for fault in found] == [("a", "overlap", "b")]
    assert "200 m²" in str(found[0].what)


def test_zones_that_touch_do_not_overlap() -> None:
    assert misplaced(standing(a=(0, 0), b=(30, 0)), WIDE) == []


def test_the_room_of_an_exhibit_counts_too() -> None:
    plots = standing(a=(0, 0), b=(0, -30))
    plots["a"] = replace(plots["a"], stage_m=((-5, 12), (5, 12), (5, 25), (-5, 25)))
    assert [fault.kind for fault in misplaced(plots, WIDE)] == ["overlap"]


@pytest.mark.parametrize(
    ("place", "kind"), [((0, 100), "road"), ((100, 0), "water"), ((-950, 0), "outside"), ((0, -500), "far")]
)
def test_each_kind_of_wrong_place_has_its_fault(place: tuple[float, float], kind: str) -> None:
    road = ((-50.0, 90.0), (50.0, 90.0), (50.0, 98.0), (-50.0, 98.0))
    water = ((90.0, -20.0), (140.0, -20.0), (140.0, 20.0), (90.0, 20.0))
    ground = replace(WIDE, roads=(road,), water=(water,))
    found = misplaced(standing(a=place, b=(0, 0)), ground, ["a"])
    assert [fault.kind for fault in found] == [kind]
    assert found[0].is_error == (kind == "outside")
    assert FARTHEST_M < 500


def test_only_the_zones_that_are_asked_for_are_judged() -> None:
    plots = standing(a=(0, 0), b=(20, 0), c=(0, 300))
    assert [fault.zone for fault in misplaced(plots, WIDE, ["b"])] == ["b"]
    assert misplaced(plots, WIDE, ["c"]) == []


def test_check_names_the_line_of_a_zone_that_stands_in_another(tmp_path: Path) -> None:
    folder = write_scene(tmp_path / "toy")
    for zone in ("mill", "barn"):
        swap(folder / "zones" / f"{zone}.yaml", f"model: {zone}\n", "")
    assert not overlaps(folder)
    swap(folder / "zones" / "barn.yaml", "centre_m: [20, 0]", "centre_m: [-14, 0]")
    assert [(fault.path.stem, fault.line, fault.weight) for fault in overlaps(folder)] == [
        ("mill", 7, "warning")
    ]
    swap(folder / "zones" / "barn.yaml", "place:", "model: barn\nplace:")
    assert not overlaps(folder), "a baked building stands where its bake has put it"


def overlaps(folder: Path) -> list[Fault]:
    return [fault for fault in check(folder, folder).faults if "takes too" in str(fault.what)]


def test_a_place_leads_into_the_plot_and_out_again() -> None:
    plot = Plot("a", (12.0, -7.0), (30.0, 20.0), 217.0)
    assert plot.local(plot.world((3.0, 9.0))) == pytest.approx((3.0, 9.0))
    assert plot.world((0.0, 10.0)) == pytest.approx(
        tuple(sum(axis) / 2 for axis in zip(plot.corners_m[0], plot.corners_m[3], strict=True))
    ), "ahead of the middle lies the middle of the front"


def test_what_stands_before_a_front_moves_with_it() -> None:
    plot = Plot("a", (0.0, 0.0), (30.0, 20.0), 180.0, ((-5, 14), (5, 14), (5, 20), (-5, 20)))
    assert plot.resized((30.0, 30.0)).stage_m[0] == (-5, 19)
