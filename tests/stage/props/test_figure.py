"""The main figure of an exhibit stands in the scene once, in the panel's words, and faces the view it is seen from."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import panda3d.core as p3d
import pytest

from explorer.base.bootstrap import ROOT
from explorer.base.protocols import MAIN_FIGURE, PartPlace
from explorer.build.grown import letters
from explorer.exhibits.exhibit import figures_of
from explorer.exhibits.number_format import figure_text
from explorer.exhibits.tags import Live, Tag, tags_begin
from explorer.park import load
from explorer.park.model import Park
from explorer.stage.camera import Camera
from explorer.stage.props import figure
from explorer.stage.props.prop_manager import PropManager, prop_class
from explorer.visit import Open, Operate, Settings, Visit

STANDS_ALREADY = {"plaza", "goals25", "line", "factory", "effects", "street"}
"""Exhibits whose main figure was part of the scene before: a date, a counter, a price level, piles and a gain with numbers."""
LEAST_OF_VIEW = 0.03
"""Height of a capital as a share of the view's height; 22 pixels of 720, more once the exhibit fills the window."""


@cache
def shipped() -> Park:
    return load(ROOT / "scenes" / "metaverse", ROOT / "assets")


ZONES = [zone.id for zone in shipped().zones.values() if zone.exhibit and zone.id not in STANDS_ALREADY]


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """All words that boards were asked to show."""
    words: list[str] = []
    write = figure.Figure.write

    def noted(self: figure.Figure, text: str, language: str) -> None:
        words.append(text)
        write(self, text, language)

    monkeypatch.setattr(figure.Figure, "write", noted)
    return words


def manager(under: p3d.NodePath | None = None) -> PropManager:
    return PropManager(shipped(), under or p3d.NodePath("dynamic"), lambda zone: None)


def at_work(zone: str, language: str = "en") -> Visit:
    visit = Visit.begin(shipped(), settings=Settings(language=language, comfort="cut"))
    return visit.after(Open(zone)).after(Operate()).advance(1.0)


def board(props: PropManager) -> PartPlace | None:
    found = [place for name, place in props.anchors().items() if name.startswith(MAIN_FIGURE)]
    assert len(found) <= 1
    return found[0] if found else None


def test_every_exhibit_has_its_figure_once() -> None:
    for zone in shipped().zones.values():
        made = prop_class(zone.exhibit.kind) if zone.exhibit else None
        assert made is None or (made.figure_at is None) == (zone.id in STANDS_ALREADY), zone.id


@pytest.mark.parametrize("zone", ZONES)
def test_the_board_has_the_words_of_the_panel_and_faces_its_view(zone: str, written: list[str]) -> None:
    props, visit = manager(), at_work(zone)
    props.show(visit)
    assert visit.run is not None
    main = figures_of(type(visit.run.exhibit))[0]
    assert written == [figure_text(main, visit.run.readings[main.name], "en")]
    place, pose = board(props), shipped().zones[zone].views.exhibit.pose
    assert place is not None
    foot, eye = np.array(place.below), np.array(pose.eye)
    across = np.array(place.right) - np.array(place.left)
    assert abs(np.dot(across[:2], (eye - foot)[:2])) < 0.05 * np.linalg.norm(across) * np.linalg.norm(
        eye - foot
    )
    seen = Camera(pose, 16 / 9).project(np.array([place.left, place.right, place.above, place.below]))
    assert seen[0, 0] < seen[1, 0], "it is read from the front"
    high = abs(seen[2, 1] - seen[3, 1]) / (1 + 2 * figure.RIM)
    assert high > LEAST_OF_VIEW


def test_it_is_shown_where_the_exhibit_is_in_view() -> None:
    dynamic = p3d.NodePath("dynamic")
    props, visit = manager(dynamic), at_work("forum")
    props.show(visit)
    assert not dynamic.find("**/main figure").is_empty()
    props.show(replace(visit, operating=False))
    assert dynamic.find("**/main figure").is_empty()


@pytest.mark.parametrize("language", ["en", "zh", "de"])
def test_units_are_as_in_the_panel_in_each_language(language: str, written: list[str]) -> None:
    props = manager()
    for zone in ("drivers", "net", "assembly", "rules"):
        visit = at_work(zone, language)
        props.show(visit)
        assert visit.run is not None
        main = figures_of(type(visit.run.exhibit))[0]
        assert written[-1] == figure_text(main, visit.run.readings[main.name], language)


def test_the_board_follows_the_language_while_nothing_else_changes(written: list[str]) -> None:
    props, visit = manager(), at_work("assembly")
    props.show(visit)
    props.show(replace(visit, settings=replace(visit.settings, language="zh")))
    assert written[0] == "0 of 5" and written[1] != written[0]


def test_the_board_has_the_value_of_a_real_line(written: list[str]) -> None:
    props, visit = manager(), at_work("assembly")
    assert visit.run is not None
    tag = f"{tags_begin(type(visit.run.exhibit))}.fitted"
    props.show(replace(visit, live=Live({tag: Tag(4.0, "good")}, "live", heard_s=0.0)))
    assert written == ["4 of 5"]


def test_without_a_font_for_its_unit_the_number_stands_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    can_write = letters.can_write
    monkeypatch.setattr(
        letters, "can_write", lambda text, language: text.isascii() and can_write(text, language)
    )
    alone, wide_m = figure.lettering("4.9秒", "zh", 1.0)
    number, as_wide_m = figure.lettering("4.9", "zh", 1.0)
    assert alone is not None and number is not None
    assert wide_m == as_wide_m and len(alone.positions) == len(number.positions)
    assert figure.lettering("秒", "zh", 1.0) == (None, 0.0)


def test_a_number_that_counts_keeps_its_width() -> None:
    assert len({figure.lettering(f"{number}", "en", 1.0)[1] for number in (11, 48, 71)}) == 1
