"""Numbers stand on roofs, a grown label above its number, names of districts where they hide least; none touches another."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.shell.overlay.label_places import (
    Placed,
    Wanted,
    beside_the_land,
    gives_way,
    grown_label,
    on_roofs,
)
from explorer.shell.overlay.placement import Box

ROOM = Box(0, 0, 1280, 720)
CARD = Box(900, 0, 380, 720)
SIZES = (("number", 28.0, 28.0),)
places = st.lists(st.tuples(st.integers(0, 1280), st.integers(0, 720)), min_size=1, max_size=24, unique=True)


def wanted(at: list[tuple[int, int]]) -> list[Wanted]:
    return [Wanted(f"z{i}", (float(x), float(y)), SIZES, rank=i) for i, (x, y) in enumerate(at)]  # type: ignore[arg-type]


@settings(max_examples=60, deadline=None)
@given(places)
def test_no_label_touches_another_or_a_panel(at: list[tuple[int, int]]) -> None:
    boxes = [CARD, *(p.box for p in on_roofs(wanted(at), [CARD], ROOM))]
    for i, a in enumerate(boxes):
        assert a.within(ROOM)
        assert not any(a.meets(b) for b in boxes[i + 1 :])


def test_a_number_stands_on_its_place_and_the_nearer_one_first() -> None:
    near, beside = on_roofs(wanted([(400, 300), (410, 305)]), [], ROOM)
    assert near.box.middle == (400, 300) and near.zone == "z0"
    assert beside.box.middle != (410, 305) and not beside.box.meets(near.box)


def test_the_name_of_a_district_keeps_off_letters_whatever_that_costs() -> None:
    line = Box(550, 280, 240, 40)
    asked = [((500.0, 300.0), 0.0), ((500.0, 380.0), 3.0)]
    found = beside_the_land("d", asked, (120, 32), taken=[], letters=[line], spare=[], room=ROOM, gap=6)
    assert found is not None and found.box.middle == (500, 380)
    found = beside_the_land("d", asked[:1], (120, 32), taken=[], letters=[line], spare=[], room=ROOM, gap=6)
    assert found is not None and found.box.middle == (500, 300), "there is nowhere else"


def test_a_number_stands_beside_letters_where_it_can() -> None:
    line = Box(380, 290, 200, 12)
    (number,) = on_roofs(wanted([(400, 300)]), [], ROOM, [line])
    assert not number.box.meets(line) and number.box.middle[0] == 400
    (number,) = on_roofs(wanted([(400, 300)]), [], ROOM, [Box(300, 200, 200, 200)])
    assert number.box.middle == (400, 300), "there is nowhere else"


def test_what_lies_behind_a_panel_has_no_label() -> None:
    assert on_roofs(wanted([(1000, 300)]), [CARD], ROOM) == []


@settings(max_examples=60, deadline=None)
@given(st.tuples(st.integers(-200, 1500), st.integers(-200, 900)))
def test_what_has_grown_is_whole_and_beside_panels(at: tuple[int, int]) -> None:
    there = (float(at[0]), float(at[1]))
    grown = grown_label("z", there, (330.0, 90.0), number_px=28, cards=[CARD], room=ROOM, gap=6)
    assert grown.box.within(ROOM) and not grown.box.meets(CARD)


def test_it_grows_above_its_number() -> None:
    grown = grown_label("z", (600, 400), (330.0, 90.0), number_px=28, cards=[], room=ROOM, gap=6)
    assert grown.box.middle[0] == 600 and grown.box.bottom == 400 - 14 - 6


def test_numbers_near_by_give_way_and_others_stay() -> None:
    grown = grown_label("z", (600, 400), (330.0, 90.0), number_px=28, cards=[], room=ROOM, gap=6)

    def number(x: float, y: float) -> Placed:
        return Placed("other", (x, y), "number", Box.around((x, y), 28, 28))

    assert gives_way(number(640, 430), grown, 60, 8), "closer than 60 pixels"
    assert gives_way(number(470, 340), grown, 60, 8), "under the label"
    assert not gives_way(number(600, 470), grown, 60, 8)


def test_the_name_of_a_district_keeps_off_buildings_where_it_can() -> None:
    building = Box(380, 270, 240, 60)
    asked = [((500.0, 300.0), 0.0), ((500.0, 380.0), 0.3)]
    found = beside_the_land("d", asked, (120, 32), taken=[], spare=[(building, 1.0)], room=ROOM, gap=6)
    assert found is not None and found.box.middle == (500, 380)
    taken = [Box(440, 360, 120, 40)]
    found = beside_the_land("d", asked, (120, 32), taken=taken, spare=[(building, 1.0)], room=ROOM, gap=6)
    assert found is not None and found.box.middle == (500, 300), "on a building rather than on a number"
    everything = [Box(0, 0, 1280, 720)]
    assert beside_the_land("d", asked, (120, 32), taken=everything, spare=[], room=ROOM, gap=6) is None
