"""Every building of the catalogue in every look."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from explorer.build.geometry.arrays import Arrays
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.grown.catalogue import CATALOGUE, Build
from explorer.build.grown.kinds import KINDS, roof_m, spread_looks
from explorer.build.grown.rows import FORECOURT_M, BuildingRow

ALL = [(kind, look) for kind, of in KINDS.items() for look in range(of.looks)]
MOST_TRIANGLES = 9_000


@cache
def built(kind: str, look: int, size: str = "size_m", storeys: int | None = None) -> tuple[Arrays, Build]:
    of = KINDS[kind]
    width, depth = getattr(of, size)
    count = storeys or of.storeys
    row = BuildingRow(
        "z", kind, (width, depth), of.height(count, width), count, "#1C7FB6", "#5EC0FF", (("en", "PUMP WORKS"),), variant=look
    )  # fmt: skip
    builder, build = MeshBuilder(11), Build.of(row)
    CATALOGUE[kind](builder, build)
    return builder.arrays(), build


def test_there_is_a_builder_for_each_kind() -> None:
    assert CATALOGUE.keys() - {""} == KINDS.keys() and len(KINDS) >= 10


@pytest.mark.parametrize(("kind", "look"), ALL)
def test_a_building_stands_on_its_plot_and_has_its_height_and_a_sign(kind: str, look: int) -> None:
    arrays, build = built(kind, look)
    width, depth = KINDS[kind].size_m
    low, high = arrays.points.reshape(-1, 3).min(axis=0), arrays.points.reshape(-1, 3).max(axis=0)
    assert 300 < len(arrays) < MOST_TRIANGLES and np.isfinite(arrays.points).all()
    assert low[0] > -width / 2 - 3.2 and high[0] < width / 2 + 3.2
    assert low[1] > -depth / 2 - FORECOURT_M and high[1] < depth / 2 + 3.2
    assert low[2] > -0.5 and 0.5 < high[2] / KINDS[kind].height(KINDS[kind].storeys, width) < 1.3
    assert len(build.signs) == 1 and build.signs[0].cap_m >= 0.9


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_built_as_small_and_as_large_as_it_may_be(kind: str) -> None:
    of = KINDS[kind]
    for size, storeys in (("least_m", 1), ("most_m", of.most_storeys)):
        arrays, _ = built(kind, 0, size, storeys)
        assert len(arrays) > 100 and np.isfinite(arrays.points).all()


@pytest.mark.parametrize("kind", KINDS)
def test_looks_of_a_kind_are_no_twins(kind: str) -> None:
    shapes = [built(kind, look)[0] for look in range(KINDS[kind].looks)]
    prints = {(len(shape), round(float(np.abs(shape.points).sum()))) for shape in shapes}
    assert len(prints) >= 2


@pytest.mark.parametrize("kind", KINDS)
def test_its_room_for_an_exhibit_is_free(kind: str) -> None:
    """Nothing broad stands in the room, from knee to head height, in any look."""
    of = KINDS[kind]
    (x, y, z), (width, depth, _) = of.room(*of.size_m, of.storeys)
    for look in range(of.looks):
        arrays, _ = built(kind, look)
        middle = arrays.points.mean(axis=1)
        inside = (np.abs(middle[:, 0] - x) < width * 0.4) & (np.abs(middle[:, 1] - y) < depth * 0.4)
        inside &= (middle[:, 2] > z + 0.9) & (middle[:, 2] < z + 2.2)
        across = np.cross(
            arrays.points[:, 1] - arrays.points[:, 0], arrays.points[:, 2] - arrays.points[:, 0]
        )
        area = float((np.linalg.norm(across, axis=1) / 2)[inside].sum())
        assert area < 0.12 * width * depth, (kind, look, area)


def test_neighbours_of_one_kind_look_different() -> None:
    assert spread_looks(["hall", "shed", "hall", "hall"], [None] * 4) == [0, 0, 1, 2]
    assert spread_looks(["hall", "hall"], [2, None]) == [2, 1]
    assert spread_looks(["", ""], [None, None]) == [0, 0]


@pytest.mark.parametrize("accent", ["#1C7FB6", "#F2A33A", "#159E9A", "#FFFFFF", "#101418"])
def test_letters_are_read_on_paper_in_the_shade(accent: str) -> None:
    row = BuildingRow("z", "hall", (40, 24), 12, 1, accent, "#5EC0FF", (("en", "PUMP WORKS"),))
    letters = Build.of(row).lettering
    red, green, blue = (part**2.2 for part in letters.rgb)
    assert (0.87**2.2 + 0.05) / (0.21 * red + 0.72 * green + 0.07 * blue + 0.05) > 4.5
    assert letters.emission > (0, 0, 0), "they shine at night"


def test_a_steeple_stands_as_high_as_its_scene_says_and_a_pitched_roof_is_drawn_where_it_is_asked_for() -> (
    None
):
    size = (14.0, 32.0)
    outline = ((-7.0, -16.0), (7.0, -16.0), (7.0, 16.0), (-7.0, 16.0))
    tops = {}
    for roof in ("flat", "pitched", "spire"):
        build = Build.of(
            BuildingRow("c", "traced", size, 10.0, 2, "#1C7FB6", "#5EC0FF", roof=roof, outline_m=outline)
        )  # type: ignore[arg-type]
        builder = MeshBuilder(3)
        CATALOGUE["traced"](builder, build)
        tops[roof] = float(builder.arrays().points[..., 2].max())
    plain = KINDS["traced"].height(2, size[0])
    assert tops["flat"] < tops["pitched"] < tops["spire"]
    assert tops["spire"] == pytest.approx(plain + roof_m("traced", "spire", size), abs=0.6)
    assert tops["pitched"] == pytest.approx(plain + roof_m("traced", "pitched", size), abs=0.6)
