"""Tours and questions as files: what is told of a mistake, what an editor would mend, and captions as subtitles."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.base.bootstrap import ROOT
from explorer.i18n import is_cjk, tr
from explorer.park import LANGUAGES, Language, Park, load
from explorer.park.check import check
from explorer.park.checks.reading_times import CAPTION_LINES, LINE_CHARACTERS, LINE_CHARACTERS_CJK, reading_s
from explorer.park.model import SceneText
from explorer.park.tour import Stop, as_offered, following, webvtt
from explorer.visit.tour.check import check_tours
from tests.scene import swap, write_scene

SCENE = ROOT / "scenes" / "metaverse"

TOUR = """\
kind: show
title: {en: Two houses, zh: 两座房子}
lead: {en: A short way, zh: 一段短路}
loops: true
stops:
  - id: all
    view: overview
    hold_s: 8
    caption: {en: "Two houses,\\none wheel.", zh: "两座房子，\\n一个轮子。"}
    spoken: {en: "Two houses, one wheel.", zh: 两座房子，一个轮子。}
    acts:
      - {at_s: 3, point: mill}
  - id: wheel
    zone: mill
    at: exhibit
    hold_s: 20
    caption: {en: It turns., zh: 它在转。}
    spoken: {en: It turns., zh: 它在转。}
    acts:
      - {at_s: 3, press: break_sensor}
      - {at_s: 5, turn: {loss: 50}}
    quiz: [turns]
"""

QUIZ = """\
turns:
  zones: [mill]
  claims: [C01]
  question: {en: Does it turn?, zh: 它转吗？}
  options: [{en: It does, zh: 转}, {en: It rests, zh: 不转}]
  right: 1
  explanation: {en: It turns all day., zh: 它整天转。}
"""

EXHIBIT = """\
exhibit:
  kind: line
  centre_m: [-20, 0, 0]
  size_m: [8, 8, 8]
  see: {en: A wheel., zh: 一个轮子。}
  learn: {en: It turns., zh: 它在转。}
  real: {en: It is a toy., zh: 它是玩具。}
"""


CARD = "hold_s: 20\n    card:\n      objective: {en: Look., zh: 看。}\n      students_do: {en: Turn it., zh: 转一转。}\n"
TRIES = CARD + "      tries: ["


@pytest.fixture
def scene(tmp_path: Path) -> Path:
    """A toy park with one tour and one question, right in every way."""
    folder = write_scene(tmp_path / "toy")
    (folder / "tours").mkdir()
    (folder / "tours" / "round.yaml").write_text(TOUR, "utf-8")
    (folder / "quiz.yaml").write_text(QUIZ, "utf-8")
    mill = folder / "zones" / "mill.yaml"
    mill.write_text(mill.read_text("utf-8") + EXHIBIT, "utf-8")
    return folder


@pytest.fixture(scope="module")
def park() -> Park:
    return load(SCENE, ROOT / "assets")


def reported(folder: Path) -> list[str]:
    return [
        f.as_text() for f in check(folder, folder, check_tours).faults if "solids" not in tr(f.what, "en")
    ]


def test_a_stop_without_spoken_words_speaks_its_caption() -> None:
    words = {"en": "Two houses,\none wheel.", "zh": "两座房子，\n一个轮子。"}
    given = {"id": "all", "view": "overview", "hold_s": 8, "caption": words}
    stop = Stop.model_validate(given, context={"languages": ("en", "zh")})
    assert (stop.spoken["en"], stop.spoken["zh"]) == ("Two houses, one wheel.", "两座房子，一个轮子。")
    assert not Stop.model_fields["spoken"].is_required()


def test_a_good_tour_has_nothing_to_tell(scene: Path) -> None:
    assert reported(scene) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("tours/round.yaml", "zone: mill", "zone: mil", "round.yaml:14:5: stops.1.zone: no 'mil': nearest known: mill"),
        ("tours/round.yaml", "view: overview", "view: overvew", "stops.0.view: no 'overvew': nearest known: overview"),
        ("tours/round.yaml", "    view: overview\n", "", "a stop has a zone or a view"),
        ("tours/round.yaml", "press: break_sensor", "press: brake_sensor", "nearest known: break_sensor"),
        ("tours/round.yaml", "press: break_sensor", "touch: camra:5", "stops.1.acts.0.touch: no 'camra:5'"),
        ("tours/round.yaml", "turn: {loss: 50}", "turn: {los: 50}", "stops.1.acts.1.turn.los: no 'los': nearest known: loss"),
        ("tours/round.yaml", "loss: 50", "loss: 500", "500 is out of range: it must be 5 to 100 %"),
        ("tours/round.yaml", "point: mill", "point: mall", "stops.0.acts.0.point: no 'mall': nearest known: mill"),
        ("tours/round.yaml", "at_s: 5", "at_s: 25", "25.0 is out of range: it must be 3…20 s"),
        ("tours/round.yaml", "at_s: 5", "at_s: 1", "1.0 is out of range: it must be 3…20 s"),
        ("tours/round.yaml", "at_s: 5, turn", "at_s: 5, pace: 3, turn", "choose from 1, 4, 16"),
        ("tours/round.yaml", "at_s: 5, turn", "at_s: 5, reset: true, turn", "an act does exactly one thing"),
        ("tours/round.yaml", "zone: mill", "zone: barn", "there is no exhibit here"),
        ("tours/round.yaml", "id: wheel", "id: all", "stops.1.id: 'all' comes twice"),
        ("tours/round.yaml", "kind: show", "kind: shows", "choose from 'show', 'talk', 'lesson'"),
        ("tours/round.yaml", "hold_s: 20", "hold_s: 20\n    state: P1~net~@60", "but here stands line"),
        ("tours/round.yaml", "hold_s: 20", "hold_s: 20\n    state: P1~line~los=5~@60", "no parameter 'los'. Nearest: loss"),
        ("tours/round.yaml", "hold_s: 20", "hold_s: 20\n    state: P1~line~@2400", "stops.1.state: the run is 80 s old"),
        ("tours/round.yaml", "hold_s: 20", "hold_s: 20\n    state: P1~line~@60.0000ff", "stops.1.state: This code is damaged"),
        ("tours/round.yaml", "hold_s: 8", "hold_s: 8\n    state: P1~line~@60", "stops.0.state: only a stop `at: exhibit`"),
        ("tours/round.yaml", "hold_s: 20", "hold_s: 20\n    phones: {dial: los}", "stops.1.phones.dial: no 'los'"),
        ("tours/round.yaml", "hold_s: 20", "hold_s: 20\n    phones: {dial: seed}", "stops.1.phones.dial: no 'seed'"),
        ("tours/round.yaml", "hold_s: 20", "hold_s: 20\n    phones: {acts: [brake_sensor]}", "nearest known: break_sensor"),
        ("tours/round.yaml", "hold_s: 8", "hold_s: 8\n    phones: {dial: loss}", "phones act on an exhibit that is on show"),
        ("tours/round.yaml", "hold_s: 20", "hold_s: 20\n    phones: {dails: loss}", "unknown key: did you mean `dial`?"),
        ("tours/round.yaml", "hold_s: 20", TRIES + "{press: [brake_sensor], read: [gap]}]", "tries.0.press.0: no 'brake_sensor'"),
        ("tours/round.yaml", "hold_s: 20", TRIES + "{read: [gaps]}]", "tries.0.read.0: no 'gaps': nearest known: gap"),
        ("tours/round.yaml", "hold_s: 20", TRIES + "{turn: {loss: 500}, read: [gap]}]", "it must be 5 to 100 %"),
        ("tours/round.yaml", "hold_s: 20", TRIES + "{turn: {loss: 50}}]", "tries.0.read"),
        ("tours/round.yaml", "hold_s: 20", "hold_s: 20\n    hod_s: 2", "unknown key: did you mean `hold_s`?"),
        ("tours/round.yaml", "{en: It turns., zh: 它在转。}", "{en: It turns.}", "stops.1.caption.zh: has no text in Chinese"),
        ("tours/round.yaml", "quiz: [turns]", "quiz: [turn]", "stops.1.quiz.0: no 'turn': nearest known: turns"),
        ("quiz.yaml", "claims: [C01]", "claims: [C07]", "quiz.yaml:3:12: turns.claims.0: no 'C07'"),
        ("quiz.yaml", "zones: [mill]", "zones: [mull]", "turns.zones.0: no 'mull': nearest known: mill"),
        ("quiz.yaml", "right: 1", "right: 4", "4 is out of range: it must be 1…2"),
        ("quiz.yaml", "right: 1", "right: 9", "9 is out of range: it must be 1…2"),
    ],
)  # fmt: skip
def test_a_mistake_is_reported_with_its_place_and_a_remedy(
    scene: Path, file: str, old: str, new: str, expected: str
) -> None:
    swap(scene / file, old, new)
    assert any(expected in line for line in reported(scene)), reported(scene)


def test_a_mistake_does_not_hide_those_beside_it(scene: Path) -> None:
    tour = scene / "tours" / "round.yaml"
    swap(tour, "kind: show", "kind: show\ncolour: red")
    swap(tour, "    view: overview\n", "    view: overview\n    veiw: west\n")
    swap(tour, "hold_s: 8", "hold_s: long")
    swap(tour, "press: break_sensor", "press: brake_sensor, pres: 1")
    swap(tour, "turn: {loss: 50}", "turns: {loss: 50}")
    swap(tour, "quiz: [turns]", "quiz: [turn]")
    faults = "\n".join(reported(scene))
    for expected in (
        "colour: unknown key", "stops.0.veiw: unknown key", "stops.0.hold_s: should be a number",
        "stops.1.acts.0.pres: unknown key", "stops.1.acts.0.press: no 'brake_sensor': nearest known: break_sensor",
        "stops.1.acts.1.turns: unknown key", "stops.1.quiz.0: no 'turn'",
    ):  # fmt: skip
        assert expected in faults, faults
    assert "exactly one thing" not in faults  # that follows from `turns`
    assert len(faults.splitlines()) == 7


def test_more_stops_than_can_be_checked_are_refused(scene: Path) -> None:
    head, _, stops = (scene / "tours" / "round.yaml").read_text("utf-8").partition("stops:\n")
    stop = stops.split("  - id: wheel")[0]
    many = "".join(stop.replace("id: all", f"id: all-{n}") for n in range(60))
    for n in range(6):
        (scene / "tours" / f"t{n}.yaml").write_text(f"{head}stops:\n{many}", "utf-8")
    (line,) = reported(scene)
    assert "tours:1:1: 362 stops in all tours; at most 300 are shown: shorten the tours" in line


@pytest.mark.parametrize("caption", ["Two houses,\\n\\none wheel.", "Two houses,\\n \\none wheel."])
def test_a_caption_with_an_empty_line(scene: Path, caption: str) -> None:
    swap(scene / "tours" / "round.yaml", "Two houses,\\none wheel.", caption)
    (line,) = reported(scene)
    assert "round.yaml:9:15: stops.0.caption.en: there is an empty line in it: delete the empty line" in line
    text = webvtt(load(scene, scene).tours["round"], "en")
    blocks = text.removesuffix("\n").split("\n\n")
    assert [block.split("\n")[0] for block in blocks[1:]] == ["all", "wheel"]
    assert blocks[1].split("\n")[2:] == ["Two houses,", "one wheel."]


@pytest.mark.parametrize("value", ["1e308", "-1e308", "1.5", ".nan"])
def test_minutes_that_are_no_whole_number(scene: Path, value: str) -> None:
    swap(scene / "tours" / "round.yaml", "kind: show", f"kind: show\nminutes: {value}")
    (line,) = (line for line in reported(scene) if "minutes" in line)
    assert "should be a whole number" in line and "write a plain number" in line


@pytest.mark.parametrize("value", ["[1]", "{a: 1}", "~", "''", "1e999"])
def test_what_a_dial_cannot_be_set_to(scene: Path, value: str) -> None:
    swap(scene / "tours" / "round.yaml", "loss: 50", f"loss: {value}")
    (line,) = reported(scene)
    assert "stops.1.acts.1.turn.loss: should be a number, a word, true or false" in line


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("one wheel.", "one\\nwheel.", "stops.0.caption.en: 3 lines: write at most 2"),
        ("It turns., zh: 它在转。", f"{'very ' * 9}round, zh: 它在转。", "caption.en: line 1 has 50 characters: at most 42"),
        ("zh: 它在转。", f"zh: {'转' * 21}", "caption.zh: line 1 has 21 characters: at most 20"),
        ("hold_s: 8", "hold_s: 3.2", "stops.0.hold_s: 3.2 s, but it takes"),
        ("spoken: {en: It", f"spoken: {{en: {'so ' * 60}it", "s to read: hold it longer, or say less"),
    ],
)  # fmt: skip
def test_what_an_editor_would_mend(scene: Path, old: str, new: str, expected: str) -> None:
    swap(scene / "tours" / "round.yaml", old, new)
    found = reported(scene)
    assert any(expected in line for line in found), found
    assert check(scene, scene).errors == 0


def test_a_broken_tour_keeps_a_park_shut(scene: Path) -> None:
    swap(scene / "tours" / "round.yaml", "zone: mill", "zone: mil")
    with pytest.raises(Exception, match="no 'mil'"):
        load(scene, scene)


def test_the_shipped_tours_pass(park: Park) -> None:
    report = check(SCENE, ROOT / "assets", check_tours)
    assert [f.as_text() for f in report.faults] == []
    assert {id: len(tour.stops) for id, tour in park.tours.items()} == {
        "show": 8,
        "thread": 9,
        "talk": 11,
        "lesson": 6,
    }
    assert [round(park.tours[id].duration_s) for id in ("show", "talk", "lesson")] == [180, 600, 2400]


def test_every_stop_of_talk_and_lesson_helps_who_leads_it(park: Park) -> None:
    for stop in park.tours["talk"].stops:
        assert stop.note and stop.doubt, stop.id
    for stop in park.tours["lesson"].stops:
        assert stop.note and stop.card, stop.id
        for language in LANGUAGES:  # pupils write something down, and it is a number
            reported = stop.card.students_do[language]
            assert "Write down" in reported or "write" in reported or "写" in reported, stop.id
            assert (
                "number" in reported
                or "seconds" in reported
                or "数" in reported
                or "编号" in reported
                or "秒" in reported
            ), stop.id
            reported += stop.card.objective[language]
            for jargon in (
                "interval",
                "n(n",
                "secret",
                "quantum",
                "tipping",
                "置信",
                "区间",
                "n(n",
                "量子",
                "临界",
            ):
                assert jargon not in reported, stop.id
    assert park.tours["lesson"].minutes == 40


def test_the_lesson_asks_a_question_once_where_it_can_be_answered(park: Park) -> None:
    asked = [(id, stop.zone) for stop in park.tours["lesson"].stops for id in stop.quiz]
    assert tuple(id for id, _ in asked) == park.tours["lesson"].questions
    assert 4 <= len(asked) <= 6, "as many as forty minutes have room for"
    for id, zone in asked:
        assert zone in park.quiz[id].zones, id


def test_a_question_rests_on_what_its_zones_tell(park: Park) -> None:
    for id, question in park.quiz.items():
        homes = {park.claims[claim].zone for claim in question.claims}
        assert homes <= set(question.zones), id
        for language in LANGUAGES:
            assert len({option[language] for option in question.options}) == len(question.options), id


def test_reading_time_is_that_of_the_slower_language(park: Park) -> None:
    text = park.tours["show"].stops[0].caption
    assert reading_s(text) == pytest.approx(60 * 10 / 255)  # six English words take 2.25 s
    assert reading_s(SceneText({"en": "so " * 20, "zh": text["zh"]})) == pytest.approx(60 * 20 / 160)


@pytest.mark.parametrize("language", LANGUAGES)
def test_captions_as_subtitles(park: Park, language: Language) -> None:
    show = park.tours["show"]
    blocks = webvtt(show, language).rstrip("\n").split("\n\n")
    assert blocks[0].startswith("WEBVTT")
    assert len(blocks) == 1 + sum(len(stop.captions) for stop in show.stops)
    id, span, *lines = blocks[2].splitlines()
    assert (id, span) == ("line-1", "00:00:04.600 --> 00:00:09.400")
    assert "\n".join(lines) == park.tours["show"].stops[1].caption[language]
    assert len(lines) <= CAPTION_LINES and all(
        len(line) <= (LINE_CHARACTERS_CJK if is_cjk(language) else LINE_CHARACTERS) for line in lines
    )
    assert blocks[-1].splitlines()[1] == "00:02:48.600 --> 00:03:00.000"
    assert "00:40:00.000" in webvtt(park.tours["lesson"], language)


def test_subtitles_hold_no_marks(park: Park) -> None:
    show = park.tours["show"]
    stop = show.stops[0].model_copy(update={"caption": SceneText({"en": "A<b> & c", "zh": "甲"})})
    assert "A&lt;b&gt; &amp; c" in webvtt(show.model_copy(update={"stops": (stop,)}), "en")


def test_a_lesson_is_as_long_as_it_says_and_each_stop_long_enough_for_a_class(scene: Path) -> None:
    tour = scene / "tours" / "round.yaml"
    card = "    card:\n      objective: {en: See it., zh: 看见它。}\n      students_do: {en: Count., zh: 数一数。}\n"
    swap(tour, "kind: show", "kind: lesson\nminutes: 5")
    swap(tour, "    quiz: [turns]\n", card + "    quiz: [turns]\n")
    swap(tour, "hold_s: 8", "hold_s: 60")
    swap(tour, "hold_s: 20", "hold_s: 240")
    assert reported(scene) == []
    swap(tour, "hold_s: 240", "hold_s: 200")
    line, _ = reported(scene)
    assert "round.yaml:2:" in line
    assert "minutes: 5, but the stops take 4.3 in all" in line
    swap(tour, "minutes: 5\n", "")
    swap(tour, "hold_s: 200", "hold_s: 240")
    assert reported(scene) == []
    swap(tour, "hold_s: 240", "hold_s: 120")
    (line,) = reported(scene)
    assert "stops.1.hold_s: 120 s, but it takes 240.0 s for its task and its questions" in line


@pytest.fixture(scope="module")
def shipped() -> Park:
    return load(SCENE, Path("nowhere"))


def test_after_the_three_minutes_the_pump_is_offered(shipped: Park) -> None:
    offered = as_offered(shipped.tours.values())
    assert [tour.id for tour in offered] == ["show", "thread", "talk", "lesson"]
    after = following(shipped.tours["show"], offered)
    assert after is not None and after.id == "thread"
    assert following(after, offered) is None and following(shipped.tours["talk"], offered) is None


def test_the_pump_goes_the_way_that_the_articles_tell(shipped: Park) -> None:
    assert shipped.thread is not None
    tour = shipped.tours["thread"]
    assert [stop.zone for stop in tour.stops if stop.zone] == [stop.zone for stop in shipped.thread.stops]
    for language in shipped.languages:
        assert tour.title[language] == shipped.thread.title[language]


def test_numbers_list_and_walk_are_one_order(shipped: Park) -> None:
    numbers = [shipped.zones[id].number for id in shipped.walk]
    listed = [zone.number for district in shipped.districts for zone in shipped.zones_of(district.id)]
    assert numbers == listed == list(range(1, len(shipped.zones) + 1))
    pointed = [cue.point for cue in shipped.tours["show"].stops[-1].acts]
    districts = [shipped.zones[str(id)].district for id in pointed]
    assert districts == [district.id for district in shipped.districts], "a building of each, in their order"
