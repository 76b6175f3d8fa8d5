"""Labels keep clear of each other, of surfaces and of other zones' places."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.shell.overlay.label_placement import Box, Wanted, declutter

ROOM = Box(0, 0, 1280, 720)
SIZES = (("name", 170.0, 44.0), ("number", 44.0, 44.0))
places = st.lists(st.tuples(st.integers(0, 1280), st.integers(0, 720)), min_size=1, max_size=24, unique=True)


def wanted(at: list[tuple[int, int]]) -> list[Wanted]:
    return [Wanted(f"z{i}", (float(x), float(y)), SIZES, rank=i) for i, (x, y) in enumerate(at)]  # type: ignore[arg-type]


@settings(max_examples=60, deadline=None)
@given(places)
def test_no_label_touches_another_or_a_surface(at: list[tuple[int, int]]) -> None:
    surface = Box(900, 0, 380, 720)
    placed, bubbles = declutter(wanted(at), [surface], ROOM)
    boxes = [surface, *(p.box for p in placed), *(b.box for b in bubbles)]
    for i, a in enumerate(boxes):
        assert a.within(ROOM)
        assert not any(a.meets(b) for b in boxes[i + 1 :])
    for label in placed:
        others = [w.at for w in wanted(at) if w.zone != label.zone]
        assert not any(label.box.holds(*other) for other in others)


def test_what_lies_behind_a_surface_has_no_label() -> None:
    placed, bubbles = declutter(wanted([(1000, 300)]), [Box(900, 0, 380, 720)], ROOM)
    assert (placed, bubbles) == ([], [])


def test_labels_without_room_gather_in_one_bubble() -> None:
    crowd = [(600 + 3 * i, 300 + 2 * i) for i in range(12)]
    placed, bubbles = declutter(wanted(crowd), [], ROOM)
    assert bubbles
    assert len(placed) + sum(len(b.zones) for b in bubbles) == 12


def test_the_zone_pointed_at_is_always_shown_even_from_behind_a_surface() -> None:
    surface = Box(900, 0, 380, 720)
    must = Wanted("here", (1200.0, 300.0), (("full", 380.0, 120.0),), rank=0, must=True)
    placed, _ = declutter([must], [surface], ROOM)
    assert [p.zone for p in placed] == ["here"]
    assert placed[0].box.within(ROOM)
    assert not placed[0].box.meets(surface)


def test_labels_stay_where_they_were_when_one_is_hovered() -> None:
    crowd = wanted([(200, 300), (640, 300), (1000, 300)])
    before, _ = declutter(crowd, [], ROOM)
    big = Wanted("z1", (640.0, 300.0), (("full", 360.0, 110.0),), rank=1, must=True)
    after, _ = declutter([crowd[0], big, crowd[2]], [], ROOM, before=before)
    was = {p.zone: p.box for p in before}
    assert all(p.box == was[p.zone] for p in after if p.zone != "z1")


def test_labels_spare_what_is_worth_seeing() -> None:
    building = Box(560, 180, 160, 130)
    placed, _ = declutter(wanted([(640, 300)]), [], ROOM, spare=[building])
    assert placed[0].box.shared_with(building) < 0.1
