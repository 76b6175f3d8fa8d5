"""Three gates: every threshold on both sides, labels in real bytes, and the arithmetic of a crowd."""

from __future__ import annotations

import json
import zlib
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.exhibits.content.building import Storey, storeys
from explorer.exhibits.content.exhibit import BuildingBrief
from explorer.exhibits.rules import file as files
from explorer.exhibits.rules.crowd import crowd_of, noise_sd, noisy_count, visitors
from explorer.exhibits.rules.exhibit import FILE_STEPS, ThreeGates, file_of, true_count
from explorer.exhibits.rules.export import (
    AS_OF,
    CERTIFIED_FROM,
    LEGS,
    ROADS,
    RULES,
    VALID_FROM,
    WALL_LEGS,
    Parcel,
    Trip,
    road_of,
    rule_for,
    two_sides,
)
from explorer.exhibits.rules.words import words_of_gate
from explorer.i18n import tr

from . import contract

EXEMPT, CONTRACT, ASSESSMENT = range(3)
ACTIONS = [action.name for action in ThreeGates.actions]

parcels = st.builds(
    Parcel,
    people=st.integers(0, 2_000_000) | st.sampled_from([99_999, 100_000, 999_999, 1_000_000]),
    sensitive=st.just(0) | st.integers(0, 20_000),
    purpose=st.sampled_from(["business", "person", "staff", "emergency", "abroad"]),
    important=st.booleans(),
    operator=st.booleans(),
    zone_free=st.booleans(),
)


# gate 1: the table


@pytest.mark.parametrize(
    ("people", "sensitive", "road"),
    [
        (0, 0, EXEMPT), (1, 0, EXEMPT), (99_999, 0, EXEMPT), (100_000, 0, CONTRACT), (999_999, 0, CONTRACT),
        (1_000_000, 0, ASSESSMENT), (0, 1, CONTRACT), (99_999, 1, CONTRACT), (0, 9_999, CONTRACT),
        (0, 10_000, ASSESSMENT), (100_000, 9_999, CONTRACT), (100_000, 10_000, ASSESSMENT),
        (999_999, 9_999, CONTRACT), (1_000_000, 1, ASSESSMENT), (120_000, 0, CONTRACT), (120_000, 10_000, ASSESSMENT),
    ],
)  # fmt: skip
def test_both_sides_of_every_threshold(people: int, sensitive: int, road: int) -> None:
    assert road_of(Parcel(people, sensitive)) == road


def test_who_sends_and_what_it_is() -> None:
    assert road_of(Parcel(10, operator=True)) == ASSESSMENT
    assert road_of(Parcel(0, important=True)) == ASSESSMENT
    assert road_of(Parcel(0, operator=True)) == EXEMPT  # nothing personal, nothing important
    assert road_of(Parcel(2_000_000, 20_000, purpose="person", operator=True)) == EXEMPT
    assert road_of(Parcel(2_000_000, purpose="person", important=True)) == ASSESSMENT
    assert road_of(Parcel(2_000_000, zone_free=True)) == EXEMPT


@given(parcels)
def test_the_table_says_what_the_provisions_say(parcel: Parcel) -> None:
    """The same law once more, written as sets of conditions instead of a list."""
    by_purpose = parcel.purpose != "business" or parcel.zone_free
    heavy = parcel.people >= 1_000_000 or parcel.sensitive >= 10_000 or parcel.operator
    middle = parcel.people >= 100_000 or parcel.sensitive >= 1
    nothing = not parcel.people and not parcel.sensitive
    if parcel.important:
        expected = ASSESSMENT
    elif by_purpose or nothing:
        expected = EXEMPT
    else:
        expected = ASSESSMENT if heavy else CONTRACT if middle else EXEMPT
    assert road_of(parcel) == expected


@given(parcels, st.integers(0, 500_000), st.integers(0, 5000))
def test_more_people_never_make_it_lighter(parcel: Parcel, people: int, sensitive: int) -> None:
    more = replace(parcel, people=parcel.people + people, sensitive=parcel.sensitive + sensitive)
    assert road_of(more) >= road_of(parcel)


def test_every_line_of_the_table_can_decide() -> None:
    deciding = {
        "important": Parcel(1, important=True), "no_person": Parcel(0), "abroad": Parcel(1, purpose="abroad"),
        "person": Parcel(1, purpose="person"), "staff": Parcel(1, purpose="staff"),
        "emergency": Parcel(1, purpose="emergency"), "zone": Parcel(1, zone_free=True),
        "operator": Parcel(1, operator=True), "many": Parcel(1_000_000), "many_sensitive": Parcel(1, 10_000),
        "some_sensitive": Parcel(1, 1), "some": Parcel(100_000), "few": Parcel(1),
    }  # fmt: skip
    assert [rule.name for rule in RULES] == list(deciding)
    for name, parcel in deciding.items():
        assert rule_for(parcel).name == name
    for rule in RULES:
        assert (
            tr(rule.words, "en")
            and not contract.chinese(tr(rule.words, "en"))
            and contract.chinese(tr(rule.words, "zh"))
        )
    assert VALID_FROM == "2024-03-22" and AS_OF > "2026-01-01"


@pytest.mark.parametrize(
    ("parcel", "at"),
    [
        (Parcel(50_000), 100_000), (Parcel(549_999), 100_000), (Parcel(550_000), 1_000_000),
        (Parcel(2_000_000), 1_000_000),
    ],
)  # fmt: skip
def test_a_pair_stands_on_both_sides(parcel: Parcel, at: int) -> None:
    below, above = two_sides(parcel)
    assert (below.people, above.people) == (at - 1, at)
    assert road_of(above) == road_of(below) + 1


def test_a_pair_with_sensitive_data() -> None:
    for sensitive, at in ((3, 1), (9000, 10_000)):
        below, above = two_sides(Parcel(5, sensitive))
        assert (below.sensitive, above.sensitive) == (at - 1, at)
        assert road_of(above) == road_of(below) + 1


def test_a_heavier_duty_passes_more_gates_and_walls_leave_its_way_open() -> None:
    passed = [sum(name.startswith("at_") for name, _ in LEGS[road]) for road in ROADS]
    assert passed == [1, 2, 3]
    for road, parcel in zip(ROADS, (Parcel(1), Parcel(100_000), Parcel(1_000_000)), strict=True):
        state = ThreeGates(people=parcel.people).start()
        way = {name for name, _ in LEGS[road]}
        assert [bool(wall) for wall in state.walls] == [leg not in way for leg in WALL_LEGS]
        assert Trip(parcel).road == road


@pytest.mark.parametrize(
    ("people", "road"), [(99_999, "exempt"), (100_000, "contract"), (1_000_000, "assessment")]
)
def test_a_parcel_comes_through_on_its_road(people: int, road: str) -> None:
    found = contract.readings(ThreeGates(people=people), 9)[-1]
    assert {name: found[name] for name in ROADS} == {name: float(name == road) for name in ROADS}


# gate 2: labels in real bytes

tower = st.integers(0, 2**32 - 1).map(lambda seed: np.random.default_rng(seed).random(9))


@given(tower, st.booleans(), st.booleans())
@settings(max_examples=60, deadline=None)
def test_labels_are_found_if_and_only_if_they_are_there(
    genes: np.ndarray, marked: bool, tagged: bool
) -> None:
    foundry = replace(BuildingBrief().start(), genes=genes)
    found = files.checked(file_of(foundry, marked, tagged))
    assert found.whole and (found.visible, found.hidden) == (marked, tagged)
    assert found.passes == (marked and tagged)
    number = json.loads(BuildingBrief().label(foundry))["AIGC"]["ProduceID"]
    assert found.number == (number if tagged else "")


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_one_changed_byte_is_noticed(data: st.DataObject) -> None:
    file = file_of(BuildingBrief().start(), True, True)
    at = data.draw(st.integers(0, len(file) - 1))
    other = data.draw(st.integers(1, 255))
    broken = file[:at] + bytes([file[at] ^ other]) + file[at + 1 :]
    assert not files.checked(broken).passes


@given(st.integers(0, 2000))
@settings(max_examples=40, deadline=None)
def test_a_file_cut_short_is_no_file(length: int) -> None:
    file = file_of(BuildingBrief().start(), True, True)
    assert files.checked(file[: min(length, len(file) - 1)]) == files.Check(False, False, False, "")


@pytest.mark.parametrize("field", files.FIELDS)
def test_metadata_that_lacks_a_field_is_no_label(field: str) -> None:
    entry = json.loads(BuildingBrief().label(BuildingBrief().start()))
    entry["AIGC"][field] = ""
    picture = files.with_mark(files.elevation(storeys(BuildingBrief().start().genes)))
    assert not files.checked(files.written(picture, json.dumps(entry))).hidden
    assert not files.checked(files.written(picture, "no json")).hidden
    assert not files.checked(files.written(picture, "[]")).hidden


def test_the_file_is_a_png_that_others_read() -> None:
    picture = pytest.importorskip("PIL.Image")
    import io

    file = file_of(BuildingBrief().start(), True, True)
    opened = picture.open(io.BytesIO(file))
    assert opened.size == (64, 64) and opened.mode == "RGB"
    assert json.loads(opened.text["AIGC"])["AIGC"]["Label"] == "1"


def test_a_picture_is_drawn_to_scale() -> None:
    plain = files.elevation([Storey(20.0, 10.0, 0.0, 0.0, 0.0, 8.0, 0.0)])
    built = (plain != files.SKY).any(axis=2)
    assert built.sum() == 10 * 4  # 20 m by 8 m at 2 m a pixel
    assert built[-4:].any(axis=1).all() and not built[:-4].any()
    assert files.MARK_AT[0] + files.MARK.shape[0] < 64 and files.MARK_AT[1] + files.MARK.shape[1] < 64
    assert zlib.crc32(b"IEND") == 0xAE426082  # the checksum every PNG ends with


def test_a_stripped_file_is_thrown_back_and_the_next_one_too_until_the_labels_are_back() -> None:
    exhibit = ThreeGates()
    state = exhibit.act(exhibit.start(), "strip")
    for _ in range(2 * FILE_STEPS):
        state = exhibit.step(state)
    found = exhibit.readings(state)
    assert (found["hidden"], found["visible"], found["passed"]) == (0, 1, 0) and found["refused"] == 2
    state = exhibit.act(state, "relabel")
    for _ in range(FILE_STEPS):
        state = exhibit.step(state)
    assert exhibit.readings(state)["passed"] == 1


# gate 3: privacy


def test_the_checked_figures_of_the_crowd() -> None:
    people = visitors(np.random.default_rng(0))
    shares = [crowd_of(people, shared).unique for shared in range(1, 6)]
    assert shares == pytest.approx([0.0, 0.05, 0.754, 0.978, 0.997], abs=0.004)
    first = crowd_of(people, 1)
    assert (first.smallest, first.median) == (68, 450)


@given(st.integers(0, 10_000))
@settings(max_examples=10, deadline=None)
def test_more_attributes_only_split_groups(seed: int) -> None:
    people = visitors(np.random.default_rng(seed))
    before = crowd_of(people, 1)
    for shared in range(2, 6):
        after = crowd_of(people, shared)
        assert (after.group <= before.group).all() and after.unique >= before.unique
        assert (1 / after.group).sum() == pytest.approx(len(np.unique(people[:, :shared], axis=0)))
        before = after


@pytest.mark.parametrize(("epsilon", "sd"), [(0.1, 14.14), (0.5, 2.83), (1, 1.41), (2, 0.71)])
def test_noise(epsilon: float, sd: float) -> None:
    random = np.random.default_rng(1)
    drawn = [noisy_count(100, epsilon, random) for _ in range(20_000)]
    assert noise_sd(epsilon) == pytest.approx(sd, abs=0.005)
    assert np.std(drawn) == pytest.approx(sd, rel=0.04) and np.mean(drawn) == pytest.approx(100, abs=0.5)


def test_asking_often_wears_the_noise_away_and_is_paid_for() -> None:
    exhibit = ThreeGates(epsilon=0.1)
    state = exhibit.start()
    for _ in range(20):
        state = exhibit.act(state, "ask")
    found = exhibit.readings(state)
    assert found["spent"] == pytest.approx(2.0)
    assert len(set(state.answers)) == 20
    assert abs(found["mean_answer"] - true_count(state)) < 4 * 14.14 / 20**0.5


# what a visitor touches


def test_a_touched_gate_gets_the_smallest_parcel_that_needs_it() -> None:
    exhibit = ThreeGates(sensitive=3, purpose="staff", important=True)
    state = exhibit.start()
    for road, name in enumerate(ROADS):
        asked, _ = exhibit.touched(state, f"gate_{name}")
        assert road_of(asked.parcel) == road
    assert road_of(replace(exhibit.touched(state, "gate_contract")[0].parcel, people=99_999)) == EXEMPT


@pytest.mark.parametrize(
    ("parcel", "gate", "said"),
    [
        ({"people": 1_500_000, "purpose": "staff"}, "exempt", "staff matters under lawful rules"),
        ({"people": 1_500_000, "purpose": "person"}, "exempt", "needed for a contract with the person"),
        ({"people": 5, "operator": True}, "assessment", "sent by an operator of critical infrastructure"),
        ({"people": 5, "important": True}, "assessment", "important data, regardless of who sends it"),
        ({"people": 5}, "exempt", "fewer than 100,000 people, nothing sensitive"),
    ],
)
def test_a_gate_says_why_it_applies(parcel: dict[str, Any], gate: str, said: str) -> None:
    exhibit = ThreeGates(**parcel)
    words = exhibit.parts(exhibit.step(exhibit.start()))
    assert tr(words[f"gate_{gate}"].reading, "en") == f"{said}; applies now"
    others = [road for road in ROADS if road != gate]
    assert all(tr(words[f"gate_{road}"].reading, "en").endswith("does not apply now") for road in others)


@given(parcels)
def test_what_a_gate_says_of_numbers_holds_for_the_parcel(parcel: Parcel) -> None:
    """A gate says why a parcel is sent there in numbers only where they decide."""
    rule = rule_for(parcel)
    words = tr(words_of_gate(rule.road, rule).reading, "en")
    if rule.road == "exempt" and "fewer than 100,000" in words:
        assert parcel.people < 100_000 and not parcel.sensitive
    if rule.road == "assessment" and "1,000,000 people or more" in words:
        assert parcel.people >= 1_000_000 or parcel.sensitive >= 10_000


def test_other_touches() -> None:
    exhibit = ThreeGates()
    state = exhibit.start()
    assert not exhibit.touched(state, "label_hidden")[1].check.hidden
    assert not exhibit.touched(state, "label_visible")[1].check.visible
    assert exhibit.touched(state, "crowd")[0].shared == 2
    assert exhibit.having(shared=5).touched(state, "crowd")[0].shared == 1
    assert len(exhibit.touched(state, "count")[1].answers) == 1
    assert len(exhibit.touched(state, "parcel")[1].trips) == 2
    assert exhibit.touched(state, "table") == (exhibit, state)


def test_the_table_says_its_dates_and_that_it_is_no_advice() -> None:
    exhibit = ThreeGates()
    reported = exhibit.parts(exhibit.start())["table"]
    for dated, advice in (
        (tr(reported.label, "en"), tr(reported.reading, "en")),
        (tr(reported.label, "zh"), tr(reported.reading, "zh")),
    ):
        assert VALID_FROM in dated and AS_OF in dated
        assert "Not legal advice" in advice or "不构成法律意见" in advice
    assert "Not legal advice" in tr(exhibit.limit, "en") and "不构成法律意见" in tr(exhibit.limit, "zh")


def test_the_chart_steps_at_the_thresholds() -> None:
    exhibit = ThreeGates()
    found = exhibit.profile(exhibit.start(), "road")
    assert list(found.x[1:3]) == [100_000, 1_000_000] and list(found.y) == [0, 1, 2]
    assert exhibit.having(sensitive=1).profile(exhibit.start(), "road").y[0] == 1
    with pytest.raises(KeyError):
        exhibit.profile(exhibit.start(), "exempt")


# the contract


@pytest.mark.parametrize("action", ACTIONS)
def test_an_act_shows_within_two_seconds(action: str) -> None:
    exhibit = ThreeGates(people=100_000)
    state = exhibit.start()
    for _ in range(10):
        state = exhibit.step(state)
    if action == "pair":
        acted = exhibit.act(state, action)
        assert {trip.road for trip in acted.trips} == {"exempt", "contract"}
        return
    if action == "relabel":
        state = exhibit.act(state, "cover")
    contract.check_first_change(exhibit, state, action, ["visible", "hidden", "answer"])


@given(contract.settings_of(ThreeGates), contract.acts_of(ThreeGates, 4))
@settings(max_examples=12, deadline=None)
def test_readings_stay_within_their_ranges(values: dict[str, Any], acts: list[tuple[float, str]]) -> None:
    contract.check_ranges(ThreeGates(**values), 4, acts)


@given(st.lists(contract.settings_of(ThreeGates), min_size=1, max_size=4))
@settings(max_examples=10, deadline=None)
def test_settings_may_change_at_any_moment(values: list[dict[str, Any]]) -> None:
    contract.check_settings_while_running(ThreeGates(), values, 30)


def test_it_keeps_the_contract() -> None:
    contract.check_acts_while_settings_change(ThreeGates(), ThreeGates(people=10**6, shared=5), ACTIONS, 20)
    contract.check_step_time(ThreeGates(), 220)


# what the screen says


def test_one_more_person_changes_which_rules_apply() -> None:
    for people in (99_999, 999_999):
        assert road_of(Parcel(people)) + 1 == road_of(Parcel(people + 1))
    gate = ThreeGates().parts(ThreeGates().start())["gate_contract"]
    assert CERTIFIED_FROM in tr(gate.reading, "en") and CERTIFIED_FROM in tr(gate.reading, "zh")


def test_city_birth_year_and_height_single_out_three_in_four() -> None:
    shares = [crowd_of(visitors(np.random.default_rng(seed)), 3).unique for seed in range(30)]
    assert min(shares) > 0.72 and max(shares) < 0.78


def test_certification_is_never_the_procedure_of_an_operator_or_for_important_data() -> None:
    for seed in range(30):
        random = np.random.default_rng(seed)
        people, sensitive = int(random.integers(1, 2_000_000)), int(random.integers(0, 20_000))
        assert road_of(Parcel(people, sensitive, operator=True)) == ASSESSMENT
        assert road_of(Parcel(people, sensitive, important=True)) == ASSESSMENT
