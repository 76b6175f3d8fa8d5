"""A presenter's own notes and slides: prepared in the console, shown in the talk, and written into what is left behind."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMarginsF, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPdfWriter
from PySide6.QtWidgets import QApplication

from explorer.i18n import Text
from explorer.publish.leave_behind.content import Wanted, leaf_of, slide_words
from explorer.shell.app.prepared_talks import PreparedTalks, file_of
from explorer.shell.app.settings_store import SettingsStore
from explorer.shell.app.take_away import TakeAway
from explorer.shell.talk.console import NOTICE_S
from explorer.shell.talk.own_slides import pages_named, pages_text
from explorer.shell.talk.prepare import Prepare
from explorer.shell.widgets import Prose
from explorer.visit import PRESENT, Backward, BringOwn, JumpTo, Onward, Open, ResumeTour, UsePen, Visit
from explorer.visit.acts import act_of, details_of
from explorer.visit.given import given_of
from explorer.visit.talk.acts import Draw
from explorer.visit.talk.own import OwnParts, OwnSlide
from explorer.visit.talk.reducer import slide_shown, stop_of

from ...processes import Patience, wait_until
from ..picture import real_park
from ..windows import Windows
from .conftest import Clock, Desk

PARK = real_park()
WHOLE = PARK.tours["talk"]
FIRST, SECOND, LAST = WHOLE.stops[0].id, WHOLE.stops[1].id, WHOLE.stops[-1].id
COLOURS = ("#C81E1E", "#1E7BC8", "#1EC85A")


def pdf(path: Path, colours: tuple[str, ...] = COLOURS) -> Path:
    """A PDF with a page in each colour."""
    writer = QPdfWriter(str(path))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter(writer)
    for number, colour in enumerate(colours):
        if number:
            writer.newPage()
        painter.fillRect(QRect(0, 0, writer.width(), writer.height()), QColor(colour))
    painter.end()
    return path


@pytest.fixture
def scene(tmp_path: Path) -> Path:
    return tmp_path / "scene"


Opens = Callable[[], Desk]


@pytest.fixture
def opens(open_window: Windows, scene: Path, tmp_path: Path) -> Opens:
    """Opens a talk whose preparation is kept beside a scene."""

    def open_desk() -> Desk:
        store = SettingsStore(tmp_path / "memory.ini")
        clock = Clock()
        window = open_window(PRESENT, clock=clock, settings_store=store, take_away=TakeAway(scene, store))
        assert open_window.log is not None
        desk = Desk(window, open_window.log, clock)
        desk.pass_time(0.5)
        return desk

    return open_desk


def prepare(desk: Desk) -> Prepare:
    desk.console.pages.turn_to("prepare")
    desk.pass_time(0.3)
    return desk.console.pages.prepare


def colour_seen(desk: Desk) -> str:
    image = desk.audience()
    return image.pixelColor(image.width() // 2, image.height() // 2).name().upper()


def test_slides_and_notes_are_prepared_kept_and_shown(opens: Opens, scene: Path, tmp_path: Path) -> None:
    desk = opens()
    page = prepare(desk)
    page.owns[FIRST].add_file(pdf(tmp_path / "numbers.pdf"))
    desk.pass_time(0.3)
    field = page.owns[FIRST].pages[str(tmp_path / "numbers.pdf")]
    assert field.text() == "1-3"
    field.setText("3, 1")
    field.editingFinished.emit()
    desk.pass_time(0.3)
    page.owns[SECOND].edit.click()
    desk.pass_time(0.3)
    note = page.owns[SECOND].note
    assert note is not None and WHOLE.stops[1].note is not None
    assert note.toPlainText() == WHOLE.stops[1].note["en"]  # one begins with that of the scene
    note.setPlainText("Say the figure <twice>")
    note.keep()
    desk.pass_time(0.3)
    assert "numbers.pdf" in file_of(scene).read_text("utf-8")
    assert '"path": "numbers.pdf"' in file_of(scene).read_text("utf-8")  # beside it: both can be copied
    desk.window.close()

    desk = opens()
    assert [slide.page for slide in desk.talk.own.slides_at(FIRST)] == [2, 0]
    desk.do(Onward())
    desk.pass_time(12)
    desk.do(Onward())
    wait_until(
        lambda: desk.pass_time(0.1) or colour_seen(desk) == COLOURS[2],
        "the slide is on show",
        Patience(os.getpid()),
    )
    assert stop_of(desk.visit) == 0 and "slide 1 of 2" in desk.console.chip.text()
    assert desk.visit.playback is not None and not desk.visit.playback.playing
    at_s = desk.talk.spent_s(0)
    desk.pass_time(3)
    assert desk.talk.spent_s(0) == pytest.approx(at_s + 3, abs=0.1)
    desk.press(Qt.Key.Key_B)
    assert colour_seen(desk) == "#000000"
    desk.press(Qt.Key.Key_B)
    desk.press(Qt.Key.Key_PageDown)
    wait_until(
        lambda: desk.pass_time(0.1) or colour_seen(desk) == COLOURS[0],
        "the next slide is on show",
        Patience(os.getpid()),
    )
    desk.press(Qt.Key.Key_PageDown)
    assert stop_of(desk.visit) == 1 and slide_shown(desk.visit) is None
    assert desk.layer.slides.isHidden()
    seen = " ".join(prose.source for prose in desk.console.pages.notes.findChildren(Prose))
    assert "Say the figure <twice>" in seen

    shown = given_of(desk.visit)
    assert shown is not None
    first, second = leaf_of(PARK, shown, Wanted("en")).stops
    assert [slide_words(slide, "en") for slide in first.slides] == ["numbers · page 3", "numbers · page 1"]
    assert second.note == "Say the figure <twice>" and not second.slides


def test_what_cannot_be_shown_is_said_before_the_talk(opens: Opens, scene: Path, tmp_path: Path) -> None:
    broken, short = tmp_path / "broken.pdf", pdf(tmp_path / "short.pdf", COLOURS[:1])
    broken.write_bytes(b"no pdf")
    video = tmp_path / "clip.mp4"
    video.write_bytes(b"\0\0\0\x18ftypmp42" + bytes(400))
    slides = (
        OwnSlide(FIRST, str(broken), "page"),
        OwnSlide(FIRST, str(short), "page", 4),
        OwnSlide(SECOND, str(tmp_path / "gone.png"), "photo"),
        OwnSlide("lost", str(short), "page"),
        OwnSlide(SECOND, str(video), "video"),
    )
    PreparedTalks(scene, SettingsStore(tmp_path / "memory.ini")).keep(
        PARK.id, "talk", own=OwnParts(slides=slides).with_note("lost", "Hello")
    )
    desk = opens()
    assert "broken.pdf is no PDF" in desk.console.notice_text.source
    desk.console.notify(Text("The audience window is on the second screen."))
    desk.pass_time(NOTICE_S + 1)
    assert "broken.pdf is no PDF" in desk.console.notice_text.source and desk.console.notice.isVisible()
    page = prepare(desk)
    wait_until(
        lambda: desk.pass_time(0.3) or bool(desk.console.pages.unplayable),
        "the video was tried",
        Patience(os.getpid()),
    )
    desk.pass_time(0.3)
    said = " ".join(prose.source for prose in page.findChildren(Prose))
    for words in (
        "broken.pdf: is no PDF", "short.pdf: has no page 5; it has 1", "gone.png", "clip.mp4: cannot be played",
        "a stop that the scene no longer has", "“Hello”",
    ):  # fmt: skip
        assert words in said, words
    desk.do(Onward(), Onward())
    desk.pass_time(4)
    assert slide_shown(desk.visit) is not None and desk.layer.slides.isHidden()  # the audience sees the park
    page.owns[FIRST].add_file(broken)
    assert "broken.pdf" in page.owns[FIRST].message.source


def test_a_file_that_cannot_be_written_or_read_loses_nothing(tmp_path: Path) -> None:
    store, folder = SettingsStore(tmp_path / "memory.ini"), tmp_path / "none"
    own = OwnParts().with_note(FIRST, "Mine")
    kept = PreparedTalks(folder / "scene", store)  # its folder does not exist
    kept.keep("park", "talk", own=own)
    kept.keep("park", "talk", name="talk~5")
    assert (kept.own("park", "talk"), kept.name("park", "talk")) == (own, "talk~5")
    folder.mkdir()
    kept.keep("park", "talk", own=own.with_note(SECOND, "Too"))
    assert store.talk("park", "talk") == "" and kept.name("park", "talk") == "talk~5"
    for damaged in ("", "[]", "{", '{"talk": 3}', '{"talk": {"own": {"slides": [{"stop": 4}]}}}'):
        file_of(folder / "scene").write_text(damaged)
        assert kept.own("park", "talk") == OwnParts()


def begun(own: OwnParts) -> Visit:
    return Visit.begin(PARK, PRESENT, tour="talk").after(BringOwn(own.written())).after(Onward())


def test_next_and_back_pass_every_slide_and_a_log_replays_them() -> None:
    own = OwnParts(
        slides=(*(OwnSlide(FIRST, "/a.pdf", "page", n) for n in range(2)), OwnSlide(LAST, "/b.png", "photo"))
    )
    visit = begun(own)
    places = []
    while visit.talk is not None and not visit.talk.over:
        places.append((stop_of(visit), visit.talk.slide))
        visit = visit.after(Onward())
    assert places == [
        (0, None),
        (0, 0),
        (0, 1),
        *((n, None) for n in range(1, len(WHOLE.stops))),
        (len(WHOLE.stops) - 1, 0),
    ]
    assert visit.talk is not None and visit.talk.slides_shown == own.slides
    visit = begun(own).after(Onward()).after(Onward()).after(Backward())
    assert visit.talk is not None and visit.talk.slide == 0
    visit = visit.after(Backward())
    assert visit.talk is not None and visit.talk.slide is None and stop_of(visit) == 0
    assert visit.playback is not None and visit.playback.playing
    act = BringOwn(own.written())
    assert act_of("BringOwn", details_of(act)) == act
    assert begun(own).after(BringOwn("{")).talk == begun(own).talk


def test_a_detour_hides_a_slide_and_marks_never_fall_on_it() -> None:
    visit = begun(OwnParts(slides=(OwnSlide(FIRST, "/a.png", "photo"),))).after(Onward())
    drawn = visit.after(UsePen(True)).after(Draw((0.1, 0.1), True))
    assert drawn.talk is not None and not drawn.talk.strokes
    away = visit.after(Open("data"))
    assert slide_shown(visit) is not None and slide_shown(away) is None
    assert slide_shown(away.after(Onward())) is not None
    assert slide_shown(away.after(JumpTo(0))) is None
    back = visit.after(ResumeTour())
    assert slide_shown(back) is None and back.playback is not None and back.playback.playing


@settings(max_examples=60)
@given(st.lists(st.integers(0, 30), min_size=1, max_size=12))
def test_pages_are_read_as_they_are_written(pages: list[int]) -> None:
    assert pages_named(pages_text(pages), 31) == tuple(pages)


def test_wrong_pages_are_refused() -> None:
    for text in ("", "0", "4", "2-1", "1-4", "a", "1,,2", "-1"):
        assert pages_named(text, 3) is None, text
    assert pages_named("1–2，3、1", 3) == (0, 1, 2, 0)


def test_a_pdf_and_a_deck_hold_the_slides(tmp_path: Path, qapp: QApplication) -> None:
    """Without a stage: pictures of the stops are plain."""
    from io import BytesIO

    from PySide6.QtCore import QSize
    from PySide6.QtPdf import QPdfDocument

    from explorer.publish.leave_behind.deck import deck
    from explorer.publish.leave_behind.pdf import pdf as written
    from explorer.publish.leave_behind.pictures import Picture, SlidePicture
    from explorer.shell.pictures.pictures import decoded

    path = pdf(tmp_path / "numbers.pdf")
    own = OwnParts(slides=(OwnSlide(FIRST, str(path), "page", 1), OwnSlide(FIRST, "/no/clip.mp4", "video")))
    visit = begun(own).advance(5).after(Onward()).after(Onward()).after(Onward()).advance(3)
    shown = given_of(visit)
    assert shown is not None
    leaf = leaf_of(PARK, shown, Wanted("en"))
    plain = QImage(1500, 844, QImage.Format.Format_RGB32)
    plain.fill(QColor("#888888"))
    pictures = [
        Picture(
            page, plain, tuple(SlidePicture(s, decoded(s.picture, QSize(1500, 844))) for s in page.slides)
        )
        for page in leaf.stops
    ]
    (tmp_path / "talk.pdf").write_bytes(written(leaf, pictures))
    document = QPdfDocument()
    document.load(str(tmp_path / "talk.pdf"))
    texts = ["".join(document.getAllText(n).text().split()) for n in range(document.pageCount())]
    assert "numbers·page2" in texts[2] and "Avideowasshownhere:clip" in texts[3]
    image = document.render(2, QSize(200, 283))
    colours = {image.pixelColor(100, y).name().upper() for y in range(image.height())}
    assert COLOURS[1] in colours
    pptx = pytest.importorskip("pptx")
    show = pptx.Presentation(BytesIO(deck(leaf, pictures)))
    titles = [slide.shapes.title.text for slide in show.slides]
    assert titles[2:4] == ["numbers · page 2", "A video was shown here: clip"]
    assert any(shape.shape_type == 13 for shape in show.slides[2].shapes)  # a picture
