"""Words in the scene stand at their parts, apart from each other and clear of panels, and nothing moves them."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from explorer.base.protocols import PartPlace
from explorer.exhibits.street.exhibit import SevenShops
from explorer.i18n import tr
from explorer.shell.exhibit.sign_layout import MOST_SHARE, PlacedSign, WantedSign, place_signs
from explorer.shell.overlay.label_placement import Box
from explorer.shell.window.main_window import MainWindow
from explorer.visit import Change, Hover, Open, Operate, Orbit, Press, Settings, Touch, Turn, Zoom

from ..fake_stage import FakeStage
from ..windows import Windows, draw_frames

ROOM = Box(8, 8, 1264, 704)
MOST_PX2 = MOST_SHARE * 1280 * 720


class StageWithParts(FakeStage):
    """The parts of the exhibit on show stand in rows before the camera; some were carried aside."""

    carried_m: Mapping[str, float] = {}

    def parts(self) -> dict[str, PartPlace]:
        zone, run = self.visit.open_zone, self.visit.run
        if zone is None or run is None:
            return {}
        x, y, z = self.visit.pose.target
        across, up = self.visit.pose.axes[:2]
        found = {}
        for number, name in enumerate(run.exhibit.parts(run.state)):
            right, high = (number % 5 - 3) * 2.2 + self.carried_m.get(name, 0.0), (number // 5 - 1) * 2.0
            spot = (x + across[0] * right + up[0] * high, y + across[1] * right + up[1] * high,
                    z + across[2] * right + up[2] * high)  # fmt: skip
            found[name] = PartPlace(*[spot] * 4)
        return found


def wanted(part: str, x: float, y: float, *, wide: float = 120, number: bool = False) -> WantedSign:
    size = (27.0, 27.0) if number else (wide, 27.0)
    return WantedSign(
        part, {"above": (x, y), "below": (x, y + 20), "left": (x, y), "right": (x, y)}, "above", size, number
    )


def placed(*signs: WantedSign, taken: tuple[Box, ...] = ()) -> list[PlacedSign]:
    return place_signs(signs, (), ROOM, taken, 1.0, MOST_PX2)


def test_signs_keep_apart_from_each_other_from_panels_and_from_the_edge() -> None:
    panel = Box(960, 380, 300, 320)
    signs = placed(
        *(wanted(str(i), 40 + i * 90, 200 + i % 3 * 15) for i in range(7)),
        wanted("x", 970, 390),
        taken=(panel,),
    )
    assert len(signs) >= 5
    for one, other in itertools.combinations(signs, 2):
        assert not one.box.grown(7.9).meets(other.box)
    for sign in signs:
        assert sign.box.within(ROOM)
        assert not sign.box.grown(7.9).meets(panel)


def test_a_sign_goes_to_another_side_where_it_would_lie_on_the_letters_of_the_building() -> None:
    line = Box(300, 240, 200, 40)
    (sign,) = place_signs([wanted("a", 400, 300)], (), ROOM, (), 1.0, MOST_PX2, [line])
    assert not sign.box.meets(line) and sign.side == "below"
    (sign,) = place_signs([wanted("a", 400, 300)], (), ROOM, (), 1.0, MOST_PX2, [ROOM])
    assert sign.side == "above", "there is nowhere else"


def test_a_sign_beside_a_row_of_parts_goes_aside_rather_than_on_the_letters() -> None:
    above = Box(200, 240, 400, 40)
    line, row = Box(300, 315, 400, 60), [wanted("a", 400, 300, wide=60), wanted("b", 400, 310, wide=60)]
    for sign in place_signs(row, (), ROOM, (above,), 1.0, MOST_PX2, [line]):
        assert sign.side in ("left", "right")
        assert sign.box.shared_with(line) < 0.5


def test_a_sign_covers_no_part_where_it_can_and_makes_room_for_the_next() -> None:
    other = Box(330, 200, 140, 95)
    (sign,) = place_signs([wanted("a", 400, 300)], (), ROOM, (), 1.0, MOST_PX2, (), [other.corners])
    assert not sign.box.meets(other)
    row = [wanted("left", 400, 300, wide=140), wanted("right", 470, 300, wide=90)]
    assert [s.side for s in placed(*row)] == ["above", "above"], "side by side, above both of them"


def test_a_crowded_row_is_laid_out_as_a_whole_and_not_sign_by_sign() -> None:
    other = Box(250, 250, 100, 80)
    first, second = wanted("first", 400, 300, wide=160), wanted("second", 355, 300, wide=100)
    alone = [
        place_signs([sign], (), ROOM, (), 1.0, MOST_PX2, (), [other.corners])[0].box
        for sign in (first, second)
    ]
    assert alone[0].grown(8).meets(alone[1]), "each by itself would stand where the other does"
    for row in ([first, second], [second, first]):
        signs = place_signs(row, (), ROOM, (), 1.0, MOST_PX2, (), [other.corners])
        assert len(signs) == 2 and not signs[0].box.grown(7.9).meets(signs[1].box)
        assert sum(sign.box.shared_with(other) for sign in signs) < 0.1


def test_a_sign_goes_a_row_farther_rather_than_on_other_parts() -> None:
    near = {"left": Box(200, 265, 195, 60), "right": Box(405, 265, 195, 60), "under": Box(330, 322, 140, 40)}
    (sign,) = place_signs(
        [wanted("a", 400, 300)], (), ROOM, (), 1.0, MOST_PX2, (), [rim.corners for rim in near.values()]
    )
    assert sign.away_px > 0 and sign.at[0] == 400, "it points at its part from there"
    assert not any(sign.box.meets(part) for part in near.values())
    both = place_signs(
        [wanted("a", 400, 300), wanted("b", 405, 280)],
        (),
        ROOM,
        (),
        1.0,
        MOST_PX2,
        (),
        [rim.corners for rim in near.values()],
    )
    for one, other in itertools.permutations(both, 2):
        assert not any(box.meets(other.box) for box in one.taken), "no sign lies on the line of another"


def test_a_sign_stands_on_its_side() -> None:
    (sign,) = placed(wanted("a", 400, 300))
    assert sign.side == "above"
    assert sign.box.bottom < 300
    assert sign.box.x < 400 < sign.box.right


def test_no_more_than_seven_and_no_more_than_three_per_cent() -> None:
    many = [wanted(str(i), 100 + i % 6 * 190, 100 + i // 6 * 80) for i in range(20)]
    assert len(placed(*many)) == 7
    wide = [wanted(str(i), 200 + i % 3 * 350, 100 + i // 3 * 80, wide=300) for i in range(9)]
    area = sum(sign.box.width * sign.box.height for sign in placed(*wide))
    assert 0 < area <= MOST_PX2
    numbers = [wanted(str(i), 100 + i % 12 * 90, 100 + i // 12 * 80, number=True) for i in range(20)]
    assert len(placed(*numbers)) == 14


def test_a_part_behind_a_panel_has_no_sign() -> None:
    assert not placed(wanted("a", 640, 300), taken=(Box(400, 100, 500, 400),))


# ---- in the window


@pytest.fixture
def window(open_window: Windows) -> MainWindow:
    made = open_window(stage=StageWithParts, size=(1600, 1000))
    draw_frames(made, 2, 0.05)
    made.do(Change(Settings(comfort="cut")))
    made.do(Open("sense"))
    made.do(Operate())
    draw_frames(made, 12, 0.05)
    return made


def test_signs_are_seen_at_an_exhibit_and_a_sign_is_its_part(window: MainWindow) -> None:
    signs = window.signs.placed
    assert len(signs) >= 3
    sign = next(sign for sign in signs if sign.part == "sound")
    centre = QPointF(sign.box.x + sign.box.width / 2, sign.box.y + sign.box.height / 2)
    assert window.signs.at(centre) is not None
    assert window.visit.run is not None
    before = window.visit.run.readings["channels"]
    window.viewport.pointer.press(centre.x(), centre.y(), turns=True)
    window.viewport.pointer.release(centre.x(), centre.y())
    assert window.visit.picked == "sound"
    assert window.visit.run.readings["channels"] == before + 1


def test_nothing_moves_them_while_the_camera_rests(window: MainWindow) -> None:
    before = {sign.part: sign.box for sign in window.signs.placed}
    window.do(Press("motion"))
    draw_frames(window, 60, 0.05)
    after = {sign.part: sign.box for sign in window.signs.placed}
    assert before
    kept = [(after[part], box) for part, box in before.items() if part in after]
    assert kept and all(now.within(box) for now, box in kept), "one that says less is shorter, at its place"
    assert all(now == box or now.width < 0.9 * box.width for now, box in kept)
    window.do(Orbit(25.0, 0.0))
    draw_frames(window, 1, 0.05)
    assert window.signs.at(QPointF(before["sound"].x + 5, before["sound"].y + 5)) is None


def test_a_sign_grows_in_its_place_with_its_figure(open_window: Windows) -> None:
    made = open_window(stage=StageWithParts, size=(1600, 1000))
    draw_frames(made, 2, 0.05)
    for act in (Change(Settings(comfort="cut")), Open("effects"), Operate()):
        made.do(act)
    draw_frames(made, 12, 0.05)
    before = next(sign for sign in made.signs.placed if sign.part == "you")
    was = made.signs.words["you"].figure
    assert made.visit.run is not None
    for name, value in made.visit.run.exhibit.walkthrough[0].values:
        made.do(Turn(name, value))
    draw_frames(made, 80, 0.05)
    after = next(sign for sign in made.signs.placed if sign.part == "you")
    assert len(made.signs.words["you"].figure) > len(was) + 1
    assert after.box.width > before.box.width
    assert (after.at, after.side, after.box.y) == (before.at, before.side, before.box.y)


def test_what_was_carried_to_another_place_takes_its_sign_along(window: MainWindow) -> None:
    stage = window.stage
    assert isinstance(stage, StageWithParts)
    before = {sign.part: sign.at for sign in window.signs.placed}
    stage.carried_m = {"sound": 4.4}
    draw_frames(window, 30, 0.05)
    after = {sign.part: sign.at for sign in window.signs.placed}
    assert {part for part, at in before.items() if after.get(part, at) != at} <= {"sound"}
    assert after.get("sound") != before["sound"]


def test_only_the_word_that_matters_stays_where_text_is_large(window: MainWindow) -> None:
    window.do(Change(Settings(comfort="cut", text_percent=200)))
    draw_frames(window, 12, 0.05)
    assert window.visit.run is not None
    assert {sign.part for sign in window.signs.placed} <= {"wall"}
    assert all(words.is_hot for words in window.signs.words.values())


def test_who_comes_nearer_reads_the_names_of_all_shops(window: MainWindow) -> None:
    window.do(Open("street"))
    window.do(Operate())
    draw_frames(window, 12, 0.05)
    shops = {sign.part for sign in SevenShops.near_signs}
    assert not shops <= set(window.signs.words)
    window.do(Zoom(0.6))
    draw_frames(window, 12, 0.05)
    assert shops <= set(window.signs.words)


def test_arrows_go_through_the_plan_bough_by_bough_and_leaf_by_leaf(window: MainWindow) -> None:
    window.do(Open("plaza"))
    window.do(Operate())
    draw_frames(window, 4, 0.05)
    pose = window.visit.pose
    for key, picked in ((Qt.Key.Key_Right, "task_1"), (Qt.Key.Key_Right, "task_2"), (Qt.Key.Key_Left, "task_1"),
                        (Qt.Key.Key_Up, "leaf_")):  # fmt: skip
        QTest.keyClick(window.viewport, key)
        draw_frames(window, 2, 0.05)
        assert (window.visit.picked or "").startswith(picked)
    assert window.visit.pose == pose, "the camera stays"
    window.do(Open("line"))
    window.do(Operate())
    draw_frames(window, 4, 0.05)
    pose = window.visit.pose
    QTest.keyClick(window.viewport, Qt.Key.Key_Right)
    assert window.visit.pose != pose, "elsewhere arrows move it"


def test_a_label_does_not_repeat_what_the_sign_of_its_part_says(window: MainWindow) -> None:
    for act in (Open("plaza"), Operate(), Touch("task_3")):
        window.do(act)
    draw_frames(window, 200, 0.05)  # the look along the lit path ends meanwhile
    assert window.visit.run is not None
    parts, seen = window.visit.run.exhibit.parts(window.visit.run.state), 0
    for sign in window.signs.placed:
        window.do(Hover("plaza", sign.part))
        draw_frames(window, 1, 0.05)
        said = window.signs.words[sign.part].words
        for label in window.part_labels.placed:
            if label.part == sign.part and tr(parts[sign.part].label, "en") == said:
                assert tr(label.words.label, "en") == "" and label.words.reading == parts[sign.part].reading
                seen += 1
    assert seen
    said = {words.words for words in window.signs.words.values()}
    bough = next(
        part for part, words in parts.items() if part == "task_3" and tr(words.reading, "en") in said
    )
    window.do(Hover("plaza", bough))
    draw_frames(window, 1, 0.05)
    (label,) = (label for label in window.part_labels.placed if label.part == bough)
    assert label.words.label == parts[bough].label and tr(label.words.reading, "en") == ""
