"""Pages and decks of a talk as given, read back by programs that are not ours: QtPdf and python-pptx."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pptx
import pytest
from pptx.oxml.ns import qn
from PySide6.QtCore import QBuffer, QByteArray, QModelIndex
from PySide6.QtGui import QImage
from PySide6.QtPdf import QPdfBookmarkModel, QPdfDocument, QPdfLinkModel

from explorer.base.bootstrap import ROOT
from explorer.cli.commands.write import film
from explorer.cli.commands.write.talk import _written, needs
from explorer.cli.commands.write.talk import run as talk
from explorer.cli.dispatch import parsed
from explorer.park import Park, load
from explorer.publish.leave_behind import pictures as drawing
from explorer.publish.leave_behind.content import MOST_SOURCES, Leaf, Reference, Wanted, leaf_of
from explorer.publish.leave_behind.deck import deck, scripts
from explorer.publish.leave_behind.pdf import pdf
from explorer.publish.leave_behind.pictures import Picture, marked
from explorer.publish.leave_behind.write import write_leave_behind
from explorer.visit import PRESENT, Draw, LogEntry, Onward, Press, Settings, UsePen, Visit
from explorer.visit.given import Given, given_of

A4_PT, LETTER_PT = (595, 842), (612, 792)


@pytest.fixture(scope="module")
def park() -> Park:
    return load(ROOT / "scenes" / "metaverse", Path("nowhere"))


@pytest.fixture(scope="module")
def given(park: Park) -> Given:
    """Three stops of a talk: the third with a broken sensor, a mark of the pen and a question."""
    visit = Visit.begin(park, PRESENT, Settings(comfort="cut")).after(Onward()).advance(4.0)
    visit = visit.after(Onward()).advance(4.0).after(Onward()).advance(4.0)
    visit = visit.after(Press("break_sensor")).advance(9.0).after(UsePen(True))
    visit = visit.after(Draw((-0.1, 0.0), True)).after(Draw((0.1, 0.0), False))
    found = given_of(visit.after(LogEntry("question", "Who pays for it?")), "2026-03-01")
    assert found is not None
    return found


def grey() -> QImage:
    image = QImage(1500, 844, QImage.Format.Format_RGB888)
    image.fill(0xFF808080)
    return image


def leaf(park: Park, given: Given, **wanted: object) -> tuple[Leaf, list[Picture]]:
    made = leaf_of(park, given, Wanted(**{"language": "en", **wanted}))  # type: ignore[arg-type]
    return made, [Picture(page, grey()) for page in made.stops]


def read_pdf(data: bytes) -> tuple[QPdfDocument, QBuffer]:
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    return document, buffer


def text_of(document: QPdfDocument, page: int) -> str:
    return " ".join(document.getAllText(page).text().split()).replace("\u2060", "")


def bookmarks(document: QPdfDocument) -> list[tuple[str, int]]:
    """Titles and pages, from 0."""
    model, role = QPdfBookmarkModel(), QPdfBookmarkModel.Role
    model.setDocument(document)
    rows = [model.index(n, 0) for n in range(model.rowCount(QModelIndex()))]
    return [(row.data(role.Title.value), row.data(role.Page.value)) for row in rows]


def core(words: str) -> str:
    """The characters without spaces."""
    return "".join(words.split())


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_pdf_has_a_page_a_stop_with_bookmarks_links_and_the_readings_as_they_were(
    qapp: object, park: Park, given: Given, language: str
) -> None:
    made, pictures = leaf(park, given, language=language, byline="Lin Wei", footer="Hall 7")
    document, buffer = read_pdf(pdf(made, pictures))
    titles, pages = zip(*bookmarks(document), strict=True)
    assert titles[:4] == (made.title, *(f"{n}. {page.title}" for n, page in enumerate(made.stops, 1)))
    for stop, page in zip(made.stops, pages[1:], strict=False):
        text = core(text_of(document, page))
        claims = [part for claim in stop.claims for part in (claim.text, claim.place)]
        said = (*(value for _, value in stop.readings), *claims, "Hall 7")
        for words in (stop.title, *said):
            assert core(words) in text, words
    assert "Who pays for it?" in text_of(document, pages[3])
    assert "Lin Wei" in text_of(document, 0)
    links = QPdfLinkModel()
    links.setDocument(document)
    links.setPage(0)
    inner = [links.index(n, 0) for n in range(links.rowCount(QModelIndex()))]
    assert list(dict.fromkeys(row.data(QPdfLinkModel.Role.Page.value) for row in inner)) == list(pages[1:4])
    links.setPage(document.pageCount() - 1)
    urls = {
        links.index(n, 0).data(QPdfLinkModel.Role.Url.value).toString()
        for n in range(links.rowCount(QModelIndex()))
    }
    assert urls & {source.url for source in made.sources}
    document.close()
    buffer.close()


@pytest.mark.parametrize(("paper", "size"), [("a4", A4_PT), ("letter", LETTER_PT)])
def test_a_pdf_has_the_paper_that_is_wanted(
    qapp: object, park: Park, given: Given, paper: str, size: object
) -> None:
    document, buffer = read_pdf(pdf(*leaf(park, given, paper=paper)))
    points = document.pagePointSize(0)
    assert (round(points.width()), round(points.height())) == size
    document.close()
    buffer.close()


def test_notes_are_printed_only_if_wanted(qapp: object, park: Park, given: Given) -> None:
    note = next(page.note for page in leaf(park, given)[0].stops if page.note)
    for wanted in (True, False):
        document, buffer = read_pdf(pdf(*leaf(park, given, notes=wanted)))
        text = "".join(text_of(document, n) for n in range(document.pageCount())).replace(" ", "")
        assert ("".join(note.split())[:40] in text) == wanted
        document.close()
        buffer.close()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_page_with_notes_is_one_page_and_long_notes_go_on_to_the_next(
    qapp: object, park: Park, given: Given, language: str
) -> None:
    made, pictures = leaf(park, given, language=language, notes=True)
    document, buffer = read_pdf(pdf(made, pictures))
    assert [page for _, page in bookmarks(document)] == list(range(len(made.stops) + 2))
    document.close()
    buffer.close()
    lines = [f"Line {number} of the notes." for number in range(400)]
    long = replace(pictures[1].page, note="\n".join(lines))
    document, buffer = read_pdf(pdf(made, [pictures[0], Picture(long, pictures[1].image), *pictures[2:]]))
    pages = [page for _, page in bookmarks(document)]
    assert pages[:3] == [0, 1, 2] and pages[3] > 4
    text = "".join(text_of(document, n) for n in range(document.pageCount()))
    assert all(text.count(line) == 1 for line in lines)
    document.close()
    buffer.close()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_deck_has_text_as_text_notes_as_notes_and_chinese_in_its_face(
    qapp: object, park: Park, given: Given, language: str
) -> None:
    made, pictures = leaf(park, given, language=language)
    show = pptx.Presentation(BytesIO(deck(made, pictures)))
    slides = list(show.slides)
    assert len(slides) >= 2 + len(made.stops)
    for number, (page, slide) in enumerate(zip(made.stops, slides[1:], strict=False), 1):
        assert slide.shapes.title.text_frame.text == f"{number}. {page.title}"
        text = "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        assert page.caption in text and all(claim.text in text for claim in page.claims)
        assert all(value in text for _, value in page.readings)
        assert page.note in slide.notes_slide.notes_text_frame.text
        frames = [shape.text_frame for shape in slide.shapes if shape.has_text_frame]
        frames.append(slide.notes_slide.notes_text_frame)
        for run in (run for frame in frames for paragraph in frame.paragraphs for run in paragraph.runs):
            face = run._r.rPr.find(qn("a:ea"))
            has_han = any(
                "\u3000" <= letter <= "\u9fff" or letter in "“”：，（）？！；" for letter in run.text
            )
            assert face is not None and run._r.rPr.get("lang") == ("zh-CN" if has_han else "en-US"), run.text


def test_sources_of_a_slide_are_text_that_wraps_with_a_link_to_their_site(
    qapp: object, park: Park, given: Given
) -> None:
    made, pictures = leaf(park, given)
    slides = list(pptx.Presentation(BytesIO(deck(made, pictures))).slides)
    for page, slide in zip(made.stops, slides[1:], strict=False):
        paragraphs = [
            paragraph
            for shape in slide.shapes
            if shape.has_text_frame
            for paragraph in shape.text_frame.paragraphs
            if any(run.hyperlink.address for run in paragraph.runs)
        ]
        linked = [source for source in page.sources if source.url][: len(paragraphs)]
        assert len(paragraphs) == min(len(page.sources), MOST_SOURCES)
        for source, paragraph in zip(linked, paragraphs, strict=True):
            *words, site = paragraph.runs
            assert "".join(run.text for run in words).strip() == source.text
            assert site.hyperlink.address == source.url and f"{site.text}/" in f"{source.url}/"


def test_many_sources_take_further_slides_in_letters_that_can_be_read(
    qapp: object, park: Park, given: Given
) -> None:
    made, pictures = leaf(park, given)
    many = tuple(
        Reference(f"A source of many words, number {n}", f"https://example.org/{n}") for n in range(60)
    )
    show = pptx.Presentation(BytesIO(deck(replace(made, sources=many), pictures)))
    frames = [
        shape.text_frame
        for slide in list(show.slides)[1 + len(made.stops) :]
        for shape in slide.shapes
        if shape.has_text_frame and "https://example.org" in str(_links(shape.text_frame))
    ]
    links = [link for frame in frames for link in _links(frame)]
    assert links == [source.url for source in many]
    sizes = {run.font.size.pt for frame in frames for paragraph in frame.paragraphs for run in paragraph.runs}
    assert len(frames) > 1 and min(sizes) >= 12
    room_in = 7.5 - 1.15 - 0.42
    assert all(len(frame.paragraphs) * 13 * 1.2 / 72 < room_in for frame in frames)


def _links(frame: Any) -> list[str]:
    runs = (run for paragraph in frame.paragraphs for run in paragraph.runs)
    return [run.hyperlink.address for run in runs if run.hyperlink.address]


def test_pages_and_slides_lead_to_the_web_edition_of_a_park_that_has_one(
    qapp: object, park: Park, given: Given
) -> None:
    made, pictures = leaf(park.model_copy(update={"web": "https://park.example.org/tour"}), given)
    slides = pptx.Presentation(BytesIO(deck(made, pictures))).slides
    texts = [shape.text_frame for slide in slides for shape in slide.shapes if shape.has_text_frame]
    assert "https://park.example.org/tour/" in [link for frame in texts for link in _links(frame)]
    document, buffer = read_pdf(pdf(made, pictures))
    links = QPdfLinkModel()
    links.setDocument(document)
    links.setPage(document.pageCount() - 1)
    urls = [
        links.index(n, 0).data(QPdfLinkModel.Role.Url.value).toString()
        for n in range(links.rowCount(QModelIndex()))
    ]
    assert "https://park.example.org/tour/" in urls
    document.close()
    buffer.close()


class Grey:
    """A renderer of one colour that counts its pictures."""

    def __init__(self) -> None:
        self.drawn = 0

    def __call__(self, *_: object) -> np.ndarray[Any, np.dtype[np.uint8]]:
        self.drawn += 1
        return np.full((844, 1500, 3), 128, np.uint8)


def test_several_files_share_one_drawing_of_each_picture(
    qapp: object, park: Park, given: Given, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grey = Grey()
    monkeypatch.setattr(drawing, "final_frame", grey)
    paths = (tmp_path / "talk.pdf", tmp_path / "talk.pptx")
    shares: list[float] = []
    made = write_leave_behind(given, park, None, Wanted("en"), paths, lambda share, _: shares.append(share))  # type: ignore[arg-type]
    assert grey.drawn == len(made.stops) == len(given.stops)
    assert shares == sorted(shares) and shares[-1] == 1.0
    document, buffer = read_pdf(paths[0].read_bytes())
    assert document.pageCount() >= 1 + len(made.stops)
    document.close()
    buffer.close()
    assert len(pptx.Presentation(str(paths[1])).slides) >= 1 + len(made.stops)


def test_if_one_of_two_files_cannot_be_written_both_stay_as_they_were(
    qapp: object, park: Park, given: Given, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "final_frame", Grey())
    paths = (tmp_path / "talk.pdf", tmp_path / "no folder" / "talk.pptx")
    paths[0].write_text("before")
    with pytest.raises(OSError, match="no folder"):
        write_leave_behind(given, park, None, Wanted("en"), paths)  # type: ignore[arg-type]
    assert [path.name for path in tmp_path.iterdir()] == ["talk.pdf"] and paths[0].read_text() == "before"


def test_one_command_takes_pages_and_slides(tmp_path: Path) -> None:
    words = ["talk", "talk", "-o", str(tmp_path / "a.pdf"), "-o", str(tmp_path / "a.pptx")]
    args = parsed(words)
    assert args.output == [tmp_path / "a.pdf", tmp_path / "a.pptx"] and needs(args).extras == ("deck",)


def test_the_same_command_films_the_tour_that_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: Given
) -> None:
    filmed: list[Namespace] = []
    monkeypatch.setattr(film, "run", lambda args: filmed.append(args) or 0)
    (log := tmp_path / "given.json").write_text(given.model_dump_json(), "utf-8")
    args = parsed(["talk", str(log), "-o", str(tmp_path / "a.mp4"), "--small"])
    assert talk(args) == 0
    (made,) = filmed
    assert (made.tour, made.small, made.output) == (given.tour.id, True, tmp_path / "a.mp4")


def test_a_text_is_cut_where_its_script_changes() -> None:
    assert scripts("数据 data") == [("数据", True), (" data", False)]
    assert "".join(piece for piece, _ in scripts("3—5家生态型企业, 2025年")) == "3—5家生态型企业, 2025年"


def test_the_pen_is_on_the_picture_where_it_was_drawn(qapp: object, park: Park, given: Given) -> None:
    _, pictures = leaf(park, given)
    picture = next(each for each in pictures if each.page.strokes)
    image = marked(picture)
    middle, beside = image.pixelColor(750, 422), image.pixelColor(750, 300)
    assert middle.red() > 200 and middle.green() < 80 and beside.red() == beside.green()


def test_a_stop_that_the_scene_has_lost_is_left_out_and_named(park: Park, given: Given) -> None:
    gone = given.stops[1].stop
    shorter = given.tour.model_copy(update={"stops": tuple(s for s in given.tour.stops if s.id != gone)})
    made = leaf_of(park, given.model_copy(update={"tour": shorter}), Wanted("en"))
    assert made.lost == (gone,) and len(made.stops) == len(given.stops) - 1


def test_the_last_show_of_a_log_is_found_past_a_broken_line(given: Given) -> None:
    line = '{"t_s": 1, "event": "given", "given": ' + given.model_dump_json() + "}"
    assert Given.model_fields.keys() >= {"stops"}
    found = _written(f'{{"event": "start"}}\n{line}\n{{"event": "given", "given": {{"to')
    assert found is not None and '"stops"' in found
    assert _written('{"event": "start"}') is None and _written("no log") is None
