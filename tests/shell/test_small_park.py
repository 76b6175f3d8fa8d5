"""The window of a park with nothing that need not be there: no empty panel, no dead button."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from explorer.park import Park, load
from explorer.shell.lesson.layer import LessonLayer
from explorer.shell.panels.article.page import Page
from explorer.shell.read_aloud.layer import script_of
from explorer.shell.souvenir.postcard import card_image, words_for
from explorer.shell.style.theme import Theme
from explorer.shell.widgets import Prose
from explorer.visit import MODES, Open, Settings, Visit
from tests.small_scene import write_small_scene

from .windows import Windows, draw_frames


@pytest.fixture(scope="module")
def park(tmp_path_factory: pytest.TempPathFactory) -> Park:
    folder = write_small_scene(tmp_path_factory.mktemp("small"), ("de", "en"))
    return load(folder, Path("/nowhere"))


@pytest.mark.parametrize("mode", ["explore", "kiosk", "teach", "present"])
def test_it_opens_in_every_mode_and_shows_each_zone(open_window: Windows, park: Park, mode: str) -> None:
    window = open_window(MODES[mode], park=park, opening=True)
    draw_frames(window, 2)
    for id in park.zones:
        window.do(Open(id))
        draw_frames(window, 1)
    assert window.visit.zone == "zone-3"


@pytest.mark.parametrize("mode", ["explore", "kiosk", "teach", "present"])
def test_lists_leave_out_a_district_without_a_zone(open_window: Windows, park: Park, mode: str) -> None:
    (settled,) = park.districts
    title = type(settled.title)(dict.fromkeys(park.languages, "Nobody yet"))
    later = settled.model_copy(update={"id": "later", "title": title})
    window = open_window(MODES[mode], park=park.model_copy(update={"districts": (settled, later)}))
    draw_frames(window, 2)
    rows = [
        window.parts.zone_list.list.row_at(number) for number in range(window.parts.zone_list.list.count())
    ]
    assert len(window.parts.zone_list.zone_rows) == len(park.zones)
    assert "Nobody yet" not in [row.words(window.theme)[0] for row in rows]


def test_an_article_has_the_rows_that_hold_something(open_window: Windows, park: Park) -> None:
    window = open_window(park=park)
    window.do(Open("zone-1"))
    draw_frames(window)
    (page,) = window.findChildren(Page)
    assert list(page.rows) == ["text", "more"]
    for key in page.rows:
        page.open_row(key)
    titles = [prose.source for prose in page.findChildren(Prose) if prose.role == "title"]
    assert titles == ["Related zones"]


def test_a_class_without_a_lesson_looks_round(open_window: Windows, park: Park) -> None:
    window = open_window(MODES["teach"], park=park)
    (layer,) = (each for each in window.layers if isinstance(each, LessonLayer))
    assert layer.begin is None


def test_a_postcard_without_a_source_has_no_code(park: Park) -> None:
    visit = Visit.begin(park, settings=Settings(language="de", comfort="cut"))
    for each in (visit, visit.after(Open("zone-2"))):
        words = words_for(each, "de", date(2026, 11, 29))
        assert words.source is None and words.title
        assert not card_image(QImage(8, 8, QImage.Format.Format_RGB32), words, Theme(language="de")).isNull()


def test_what_is_read_aloud_ends_with_the_article(park: Park) -> None:
    visit = Visit.begin(park).after(Open("zone-1"))
    assert script_of(visit, Theme(language="en")).endswith("what visitors can do or see next.")
