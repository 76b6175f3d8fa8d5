"""A survey ends a booth visit: asked of who is done, over in silence or at a touch, and its answers stay out of the visit."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import fields
from pathlib import Path

import pytest

from explorer.base.bootstrap import ROOT
from explorer.i18n import tr
from explorer.park import Park, load
from explorer.park.load import read
from explorer.visit import KIOSK, Open, Presence, Settings, StartOver, Visit
from explorer.visit.kiosk.acts import EndVisit, EnterStaff, NextSurveyQuestion, OfferSurvey
from explorer.visit.kiosk.reducer import SURVEY_QUIET_S, THANKS_S
from explorer.visit.log.database import VisitDatabase, connected
from explorer.visit.log.statistics import Page, SurveyAnswer

from ...small_scene import write_small_scene

SURVEY = """
survey:
  - {id: liked, kind: faces, question: {en: How was it}}
  - {id: who, kind: choices, question: {en: Who are you}, options: [{en: One}, {en: Two}]}
  - {id: wish, kind: line, question: {en: What is missing}}
"""


def scene(folder: Path, survey: str) -> Path:
    write_small_scene(folder)
    file = folder / "park.yaml"
    file.write_text(file.read_text("utf-8") + survey, "utf-8")
    return folder


@pytest.fixture(scope="module")
def park(tmp_path_factory: pytest.TempPathFactory) -> Park:
    return load(scene(tmp_path_factory.mktemp("asking"), SURVEY), ROOT / "assets")


def visitor(park: Park) -> Visit:
    visit = Visit.begin(park, KIOSK, Settings(comfort="cut")).after(OfferSurvey()).after(Presence())
    return visit.after(Open(next(iter(park.zones))))


def phase(visit: Visit) -> str:
    assert visit.kiosk is not None
    return visit.kiosk.phase


def test_who_is_done_is_asked_and_the_park_starts_again_after_the_thanks(park: Park) -> None:
    visit = visitor(park).after(EndVisit())
    for _ in park.survey:
        assert phase(visit) == "survey"
        visit = visit.advance(SURVEY_QUIET_S - 1).after(NextSurveyQuestion())
    assert phase(visit.advance(THANKS_S - 0.1)) == "survey"
    fresh = visit.advance(THANKS_S + 0.1)
    assert phase(fresh) == "attract"
    assert fresh.visited == frozenset()


def test_silence_and_a_skip_end_it(park: Park) -> None:
    asked = visitor(park).after(EndVisit())
    assert phase(asked.advance(SURVEY_QUIET_S - 1).after(Presence()).advance(SURVEY_QUIET_S - 1)) == "survey"
    assert phase(asked.advance(SURVEY_QUIET_S + 0.1)) == "attract"
    assert phase(asked.after(StartOver())) == "attract"
    assert phase(asked.after(EndVisit())) == "attract"


def test_only_visitors_are_asked(park: Park) -> None:
    assert phase(visitor(park).after(EnterStaff()).after(EndVisit())) == "attract"
    alone = visitor(park)
    assert phase(alone.advance(KIOSK.quiet_s + KIOSK.countdown_s + 1)) == "attract"
    assert phase(alone.advance(KIOSK.quiet_s + 1).after(EndVisit())) == "survey"
    without = visitor(park.model_copy(update={"survey": ()}))
    assert phase(without.after(EndVisit())) == "attract"


def test_no_row_links_an_answer_to_a_visit(tmp_path: Path) -> None:
    """Neither a column nor the order of rows: answers given in another order leave the same table."""
    answers = [
        SurveyAnswer("2026-11-24", "liked", 1), SurveyAnswer("2026-11-24", "wish", 0, "more pumps"),
        SurveyAnswer("2026-11-24", "liked", 5), SurveyAnswer("2026-11-24", "liked", 1),
    ]  # fmt: skip
    tables = []
    for n, given in enumerate((answers, answers[::-1])):
        database = VisitDatabase(tmp_path / f"{n}.sqlite3")
        for at, answer in enumerate(given, 1):
            begun = f"2026-11-24T10:0{at}:00+08:00"
            database.write(Page(at, begun, begun, "kiosk", "en", "en", 1.0, "start over"))
            database.write(answer)
        database.close()
        with closing(sqlite3.connect(database.path)) as db:
            tables.append(db.execute("SELECT * FROM survey").fetchall())
            columns = {row[1] for row in db.execute("PRAGMA table_info(survey)")}
            with pytest.raises(sqlite3.OperationalError, match="rowid"):
                db.execute("SELECT rowid FROM survey")
    assert columns == {"day", "question", "option", "line", "count"}
    assert tables[0] == tables[1]
    assert ("2026-11-24", "liked", 1, "", 2) in tables[0]
    assert {field.name for field in fields(SurveyAnswer)} == columns - {"count"}
    assert not {name for name in Page.__dataclass_fields__ if "survey" in name}


def test_an_older_file_gets_the_table(tmp_path: Path) -> None:
    with closing(connected(tmp_path / "v.sqlite3")) as db:
        db.execute("DROP TABLE survey")
        db.execute("PRAGMA user_version = 4")
    with closing(connected(tmp_path / "v.sqlite3")) as db:
        assert db.execute("SELECT COUNT(*) FROM survey").fetchone() == (0,)


@pytest.mark.parametrize(
    ("before", "after", "reported"),
    [
        ("options: [{en: One}, {en: Two}]", "options: [{en: One}]", "'who' has fewer than two options"),
        ("kind: faces,", "kind: faces, options: [{en: One}, {en: Two}],", "'liked' has options"),
        ("id: who", "id: liked", "'liked' comes twice"),
        ("kind: line", "kind: lines", "lines"),
        ("- {id: wish", "- {id: more, kind: faces, question: {en: More}}\n  - {id: wish", "3"),
    ],
)
def test_check_knows_its_faults(tmp_path: Path, before: str, after: str, reported: str) -> None:
    assert before in SURVEY
    found = read(scene(tmp_path / "scene", SURVEY.replace(before, after, 1)), ROOT / "assets")
    shown = [f"{tr(fault.what, 'en')}; {tr(fault.remedy, 'en')}" for fault in found.errors]
    assert len(shown) == 1 and reported in shown[0], shown
    assert found.errors[0].path.name == "park.yaml"


def test_the_shipped_scenes_ask_in_their_languages() -> None:
    for name in ("metaverse", "pumps"):
        park = load(ROOT / "scenes" / name, ROOT / "assets")
        assert 1 <= len(park.survey) <= 3
        for asked in park.survey:
            for text in (asked.question, *asked.options):
                assert all(text[language].strip() for language in park.languages)
