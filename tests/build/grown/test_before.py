"""What stands before what: letters behind a stage, letters on stripes, hedges before a gate; and trees that stay."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from shapely.geometry import Point

from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.grown.arrange import footprint
from explorer.build.grown.catalogue import CATALOGUE, Build
from explorer.build.grown.features import add_features, passage
from explorer.build.grown.grown import found_places
from explorer.build.grown.kinds import USUAL_ROOM_M
from explorer.build.grown.land import Land, lay_out
from explorer.build.grown.layout import Layout
from explorer.build.grown.making import buildings_of
from explorer.build.grown.planting import Planted, plan_trees
from explorer.build.grown.rows import SiteRow

from .test_land import a_row


def letters_low_m(kind: str, room: tuple[float, float, float] | None, words: str = "ENERGY") -> float:
    """Height of the lowest letter face before a building."""
    row = a_row("z", kind, letters=(("en", words),), room_m=room)
    (lot,) = lay_out([row], SiteRow()).lots
    (standing,) = buildings_of([lot])
    ((_, _, arrays),) = standing.letters
    accent = arrays.take(arrays.emission.sum(axis=1) > 0)
    return float(accent.points[:, :, 2].min())


@pytest.mark.parametrize("kind", ["tanks", "dome"])
def test_an_exhibit_does_not_hide_the_letters_behind_it(kind: str) -> None:
    assert letters_low_m(kind, None) < 1.5
    assert letters_low_m(kind, USUAL_ROOM_M) >= USUAL_ROOM_M[2] - 1
    assert letters_low_m(kind, (30, 20, 36)) < 10, "they stay before the building"


@pytest.mark.parametrize("kind", ["tanks", "dome"])
@pytest.mark.parametrize("words", ["Pump house", "Energy", "Halle", "Çeşme"])
def test_no_tail_of_a_letter_sinks_into_the_plinth(kind: str, words: str) -> None:
    build = Build.of(a_row("z", kind, letters=(("en", words),)))
    CATALOGUE[kind](MeshBuilder(1), build)
    (top_m,) = {sign.at[2] for sign in build.signs if sign.plinth_m}
    assert letters_low_m(kind, None, words) > top_m - 0.05


@pytest.mark.parametrize("kind", ["shed", "house"])
@pytest.mark.parametrize("look", range(3))
def test_letters_before_stripes_have_a_board(kind: str, look: int) -> None:
    build = Build.of(a_row("z", kind, variant=look))
    CATALOGUE[kind](MeshBuilder(1), build)
    assert build.signs and all(sign.has_board for sign in build.signs)


@pytest.mark.parametrize("seed", range(6))
def test_no_hedge_closes_a_gate(seed: int) -> None:
    rows = [
        a_row("g", "gate"),
        *(a_row(f"z{n}", kind) for n, kind in enumerate(("hall", "office", "dome", "lab"))),
    ]
    land = lay_out(rows, SiteRow(seed=seed))
    hedges = add_features(land, np.random.default_rng(seed)).hedges
    assert hedges.area > 0
    gate = next(lot for lot in land.lots if lot.id == "g")
    assert hedges.intersection(passage(gate)).area < 0.01


def planted(land: Land) -> list[Planted]:
    random = np.random.default_rng(land.site.seed)
    return plan_trees(land, add_features(land, random), Layout.of(land), random)


def test_trees_stay_where_they_are_when_a_building_elsewhere_moves() -> None:
    rows = [a_row(f"z{n}", kind) for n, kind in enumerate(("hall", "office", "dome", "lab", "school"))]
    site = SiteRow(ring_road=False)
    places = found_places(rows, site)
    rows = [replace(row, centre_m=places[row.id][0], heading_deg=places[row.id][1]) for row in rows]
    x, y = places["z0"][0]
    moved = [replace(rows[0], centre_m=(x + 1.0, y)), *rows[1:]]
    before, after = (lay_out(some, site) for some in (rows, moved))
    reach = footprint(before.lots[0]).buffer(30)
    here, there = ({(t.x, t.y, t.kind, t.scale) for t in planted(land)} for land in (before, after))
    far = {tree for tree in here if not reach.covers(Point(*tree[:2]))}
    assert len(far) > 40 and len(far & there) > 0.6 * len(far)
