"""How the picture comes to the screen: which way is taken, why, and what the self-check makes of two ways."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QTransform
from pytestqt.qtbot import QtBot

from explorer.base.geometry import WHOLE, Rect
from explorer.base.protocols import Driver, GlContext
from explorer.i18n import tr
from explorer.park import Park, load
from explorer.shell.app.settings_store import SettingsStore
from explorer.shell.event_log.event_log import EventLog
from explorer.shell.style.theme import Theme
from explorer.shell.viewport.open_stage import open_stage
from explorer.shell.viewport.presenter import COPY, Presenter, Verdict, may_blit
from explorer.shell.viewport.self_check import REST_S, SelfCheck, check, is_same
from explorer.shell.viewport.viewport import Viewport
from explorer.visit import Visit

from ...scene import write_scene
from ..fake_stage import FakePicture, FakeStage

GOOD = Verdict("card", 9.0, 4.0, True)


class Card(FakeStage):
    """A stage on a graphics card."""

    driver = Driver("card", is_software=False)


class Upset(Card):
    """A stage whose pictures come out in another colour when they are lent."""

    def draw(self) -> FakePicture:
        picture = super().draw()
        if self.presents_textures:
            picture.pixels = memoryview(bytes(len(picture.pixels)))
        return picture


def maker(kind: Callable[[Park, int, int], FakeStage], made: list[FakeStage]) -> Callable[..., FakeStage]:
    def make(park: Park, width: int, height: int, context: GlContext | None = None) -> FakeStage:
        assert context is None, "no test gives one"
        made.append(kind(park, width, height))
        return made[-1]

    return make


@pytest.fixture
def park(tmp_path: Path) -> Park:
    return load(write_scene(tmp_path / "toy"), tmp_path / "no assets")


@pytest.fixture
def settings_store(tmp_path: Path) -> SettingsStore:
    return SettingsStore(tmp_path / "memory.ini")


@pytest.fixture
def viewport(qtbot: QtBot, park: Park) -> Iterator[Viewport]:
    widget = Viewport(
        Theme(), FakeStage(park), lambda act: None, label_at=lambda p: None, walk=lambda forward: False
    )
    qtbot.addWidget(widget)
    widget.resize(320, 180)
    yield widget


@pytest.mark.parametrize(
    ("choice", "verdict", "platform", "shared"),
    [
        ("auto", None, "", True),
        ("auto", GOOD, "xcb", True),
        ("auto", replace(GOOD, blit_ms=8.9), "", False),
        ("auto", replace(GOOD, is_right=False), "", False),
        ("auto", None, "offscreen", False),
        ("blit", None, "offscreen:enable_fonts", False),
        ("blit", Verdict("card"), "", True),
        ("copy", GOOD, "", False),
    ],
)
def test_contexts_are_shared_where_that_may_be_of_use(
    choice: str, verdict: Verdict | None, platform: str, shared: bool
) -> None:
    assert may_blit(choice, verdict, platform) == shared  # type: ignore[arg-type]


def test_without_a_card_no_contexts_are_shared_unless_they_are_asked_for() -> None:
    assert not may_blit("auto", None, "xcb", has_card=False)
    assert may_blit("blit", None, "xcb", has_card=False)


def test_where_the_stage_cannot_join_the_window_frames_are_copied_and_it_says_so(
    park: Park, settings_store: SettingsStore
) -> None:
    assert not may_blit("auto", GOOD, "wayland", can_join=False)
    assert not may_blit("blit", None, "", can_join=False)
    for choice in ("auto", "blit"):
        made: list[FakeStage] = []
        opening = open_stage(
            maker(Card, made), park, (64, 36), choice, settings_store, "wayland", can_join=False  # type: ignore[arg-type]
        )  # fmt: skip
        assert opening[1].name == "copy" and not opening[1].to_check
        assert "Wayland" in tr(opening[1].reason, "en")
        assert len(made) == 1, "nothing is tried that cannot work"
    assert settings_store.verdict() is None


def test_of_two_cards_the_one_that_draws_alone_is_not_checked_at_every_other_start(
    park: Park, settings_store: SettingsStore
) -> None:
    """The window may be on one card and the stage, without the window's context, on the other."""
    verdict = Verdict("the window's card", 5.0, 9.0, True, alone="card")
    settings_store.keep_verdict(verdict)
    assert settings_store.verdict() == verdict
    for _ in range(2):
        _, presenter = open_stage(maker(Card, []), park, (64, 36), "auto", settings_store, "xcb")
        assert presenter == Presenter("copy", verdict.why)
    assert settings_store.verdict() == verdict


def test_the_check_keeps_which_card_draws_alone(
    viewport: Viewport, park: Park, settings_store: SettingsStore
) -> None:
    settings_store.keep_verdict(Verdict("card", alone="the other card"))
    one = SelfCheck(Card(park, 320, 180), viewport, settings_store, EventLog())
    rested = replace(Visit.begin(park), rest_s=REST_S)
    one.advance(Presenter("blit", COPY.why, to_check=True), rested, Rect(0, 0, 1, 1), True)
    kept = settings_store.verdict()
    assert kept is not None and kept.copy_ms > 0 and kept.alone == "the other card"


def test_the_faster_right_one_is_taken_and_about_as_fast_is_not_faster() -> None:
    assert GOOD.name == "blit"
    assert replace(GOOD, blit_ms=8.5).name == "copy"
    assert replace(GOOD, is_right=False).name == "copy"
    assert Verdict("card").name == "copy"
    reasons = {tr(v.why, "en") for v in (GOOD, replace(GOOD, is_right=False), Verdict("card"))}
    assert len(reasons) == 3
    assert "9.0 ms" in tr(GOOD.why, "en")
    assert "9.0毫秒" in tr(GOOD.why, "zh")


def test_a_verdict_is_remembered_and_forgotten(settings_store: SettingsStore) -> None:
    assert settings_store.verdict() is None
    settings_store.keep_verdict(GOOD)
    assert SettingsStore(settings_store.path).verdict() == GOOD
    settings_store.clear_verdict()
    assert SettingsStore(settings_store.path).verdict() is None


def test_a_processor_copies_and_later_starts_know_it(park: Park, settings_store: SettingsStore) -> None:
    made: list[FakeStage] = []
    stage, presenter = open_stage(maker(FakeStage, made), park, (64, 36), "auto", settings_store, "xcb")
    assert presenter.name == "copy"
    assert not presenter.to_check
    assert stage is made[-1]
    assert not may_blit("auto", settings_store.verdict(), "xcb")


@pytest.mark.parametrize("choice", ["auto", "blit", "copy"])
def test_without_a_window_of_opengl_pictures_are_copied(
    park: Park, settings_store: SettingsStore, choice: str
) -> None:
    made: list[FakeStage] = []
    _, presenter = open_stage(maker(Card, made), park, (64, 36), choice, settings_store, "offscreen")  # type: ignore[arg-type]
    assert presenter.name == "copy"
    assert len(made) == 1
    assert settings_store.verdict() is None


def test_a_new_card_is_checked_with_the_next_start(park: Park, settings_store: SettingsStore) -> None:
    # this process shares no contexts: it was started for another card
    settings_store.keep_verdict(Verdict("another card", 5.0, 9.0, True))
    made: list[FakeStage] = []
    _, presenter = open_stage(maker(Card, made), park, (64, 36), "auto", settings_store, "xcb")
    assert presenter.name == "copy"
    assert not made[-1].closed
    assert may_blit("auto", settings_store.verdict(), "xcb")


def test_a_card_that_was_checked_is_not_checked_again(park: Park, settings_store: SettingsStore) -> None:
    verdict = Verdict("card", 5.0, 9.0, True)
    settings_store.keep_verdict(verdict)
    _, presenter = open_stage(maker(Card, []), park, (64, 36), "auto", settings_store, "xcb")
    assert presenter == Presenter("copy", verdict.why)


def test_where_blit_is_not_possible_the_reason_is_reported(park: Park, settings_store: SettingsStore) -> None:
    made: list[FakeStage] = []
    _, presenter = open_stage(maker(Card, made), park, (64, 36), "blit", settings_store, "xcb")
    assert presenter.name == "copy"
    assert "Qt" in tr(presenter.reason, "en")
    assert "Qt" in tr(presenter.reason, "zh")
    assert not made[-1].closed


def picture(colour: str, width: int = 64, height: int = 36, dot: str = "") -> QImage:
    made = QImage(width, height, QImage.Format.Format_RGB32)
    made.fill(QColor(colour))
    for y in range(height // 3 if dot else 0):
        for x in range(width // 3):
            made.setPixelColor(x, y, QColor(dot))
    return made


def test_pictures_are_compared_by_eye() -> None:
    assert is_same(picture("#406080"), picture("#406081", 128, 72))
    assert not is_same(picture("#406080"), picture("#000000"))
    assert not is_same(picture("#406080"), QImage())
    upright = picture("#406080", dot="#ffffff")
    assert is_same(upright, upright.copy())
    assert not is_same(upright, upright.transformed(QTransform().rotate(180)))


def test_the_check_shows_the_same_frames_both_ways(viewport: Viewport, park: Park) -> None:
    stage = Card(park, 320, 180)
    verdict = check(stage, viewport, Visit.begin(park), WHOLE)
    assert verdict.is_right
    assert verdict.copy_ms > 0
    assert verdict.blit_ms > 0
    assert stage.presents_textures == (verdict.name == "blit")


def test_a_wrong_picture_is_not_kept_however_fast(viewport: Viewport, park: Park) -> None:
    stage = Upset(park, 320, 180)
    verdict = check(stage, viewport, Visit.begin(park), WHOLE)
    assert not verdict.is_right
    assert verdict.name == "copy"
    assert not stage.presents_textures
    assert np.frombuffer(stage.draw().pixels, np.uint8).any()


def test_the_check_waits_for_a_calm_moment(
    viewport: Viewport, park: Park, settings_store: SettingsStore
) -> None:
    stage, free = Card(park, 320, 180), Rect(0, 0, 1, 1)
    one = SelfCheck(stage, viewport, settings_store, EventLog())
    open_ = Presenter("blit", COPY.why, to_check=True)
    visit = Visit.begin(park)
    rested = replace(visit, rest_s=REST_S)
    assert one.advance(open_, replace(visit, rest_s=REST_S / 2), free, True) is open_
    assert one.advance(open_, rested, free, False) is open_
    assert one.advance(COPY, rested, free, True) is COPY
    assert stage.shown == 0
    found = one.advance(open_, rested, free, True)
    assert not found.to_check
    kept = settings_store.verdict()
    assert kept is not None
    assert kept.name == found.name
    one.close(found)
    assert settings_store.verdict() == kept


def test_a_window_closed_before_the_check_has_it_made_the_next_time(
    viewport: Viewport, park: Park, settings_store: SettingsStore
) -> None:
    settings_store.keep_verdict(Verdict("card"))  # as it is noted before anything is tried
    SelfCheck(Card(park), viewport, settings_store, EventLog()).close(
        Presenter("blit", COPY.why, to_check=True)
    )
    assert settings_store.verdict() is None
