"""Pictures are decoded whatever they are, and what cannot be shown leaves a quiet screen; nothing raises."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMarginsF, QRectF, QSize, QSizeF
from PySide6.QtGui import QColor, QPageSize, QPainter, QPdfWriter
from pytestqt.qtbot import QtBot

from explorer.base.pictures import SCREEN_PX, PictureKey
from explorer.park import load
from explorer.shell.pictures import Pictures
from explorer.shell.pictures.pictures import decoded
from explorer.visit import Open, Operate, Pause, Press, Settings, Visit
from tests.gallery_scene import COLOURS, SVG, write_gallery_scene

pytestmark = pytest.mark.usefixtures("qapp")
WITHIN = QSize(320, 180)
PATIENCE_MS = 60_000


def write_pdf(path: Path) -> None:
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QSizeF(160, 90), QPageSize.Unit.Millimeter))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter(writer)
    for number, colour in enumerate(("#ff0000", "#0000ff")):
        if number:
            writer.newPage()
        painter.fillRect(QRectF(0, 0, writer.width(), writer.height()), QColor(colour))
    painter.end()


def test_every_kind_is_decoded_as_large_as_fits(tmp_path: Path) -> None:
    for name, colour in COLOURS.items():
        Image.new("RGB", (160, 90), colour).save(tmp_path / name)
    (tmp_path / "green.svg").write_text(SVG, "utf-8")
    write_pdf(tmp_path / "deck.pdf")
    wanted = {**COLOURS, "green.svg": "#00ff00"}
    keys = [
        (PictureKey(str(tmp_path / name), "drawing" if name.endswith("svg") else "photo"), c)
        for name, c in wanted.items()
    ]
    keys += [
        (PictureKey(str(tmp_path / "deck.pdf"), "page", n), c) for n, c in enumerate(("#ff0000", "#0000ff"))
    ]
    for key, colour in keys:
        image = decoded(key, WITHIN)
        assert image is not None and image.size() == WITHIN, key
        found, asked = QColor(image.pixel(160, 90)), QColor(colour)
        assert (
            abs(found.red() - asked.red())
            + abs(found.green() - asked.green())
            + abs(found.blue() - asked.blue())
            < 12
        )


def test_a_picture_keeps_its_shape_and_what_one_sees_through_is_paper(tmp_path: Path) -> None:
    Image.new("RGBA", (400, 100), (0, 0, 0, 0)).save(tmp_path / "clear.png")
    image = decoded(PictureKey(str(tmp_path / "clear.png"), "photo"), WITHIN)
    assert image is not None and (image.width(), image.height()) == (320, 80)
    assert QColor(image.pixel(5, 5)) == QColor("white")


@pytest.mark.parametrize("name", ["gone.png", "words.png", "words.svg", "words.pdf", "words.txt"])
def test_what_cannot_be_shown_is_none(tmp_path: Path, name: str) -> None:
    if not name.startswith("gone"):
        (tmp_path / name).write_text("words", "utf-8")
    assert decoded(PictureKey(str(tmp_path / name), "photo"), WITHIN) is None


def test_a_page_that_is_not_there_is_none(tmp_path: Path) -> None:
    write_pdf(tmp_path / "deck.pdf")
    assert decoded(PictureKey(str(tmp_path / "deck.pdf"), "page", 2), WITHIN) is None


def test_the_screen_has_the_picture_and_its_caption(tmp_path: Path) -> None:
    Image.new("RGB", (160, 90), "#ff0000").save(tmp_path / "red.png")
    key, pictures = PictureKey(str(tmp_path / "red.png"), "photo"), Pictures(waits=True)
    plain, said = pictures.pixels(key, "", "en"), pictures.pixels(key, "A red picture. " * 20, "en")
    assert plain is not None and said is not None and plain.number != said.number
    assert plain.bgr.shape == said.bgr.shape == (SCREEN_PX[1], SCREEN_PX[0], 3)
    assert tuple(plain.bgr[300, 500]) == (0, 0, 255) == tuple(said.bgr[200, 500])
    foot = said.bgr[-60:]
    assert foot.min() < 40 and foot.max() > 220, "light words on a dark band"
    again = pictures.pixels(key, "", "en")
    assert again is not None and again.number == plain.number
    pictures.close()


def test_a_thread_decodes_and_the_next_picture_with_it(tmp_path: Path, qtbot: QtBot) -> None:
    park = load(write_gallery_scene(tmp_path, ["file: red.png", "file: gone.png"]), tmp_path)
    visit = Visit.begin(park, settings=Settings(comfort="cut")).after(Open("zone-1")).after(Operate())
    pictures = Pictures()
    red, gone = (slide.picture for slide in visit.run.exhibit.gallery.slides)  # type: ignore[union-attr]
    pictures.advance(visit, ducked=False)
    qtbot.waitUntil(
        lambda: pictures.image(red) is not None and pictures.has_failed(gone), timeout=PATIENCE_MS
    )
    assert pictures.image(red) is not None and pictures.image(gone) is None and pictures.has_failed(gone)
    pictures.close()
    assert pictures.image(PictureKey("other.png", "photo")) is None, "after its end nothing is begun"


def test_a_video_that_cannot_be_played_is_stood_for_by_its_poster(tmp_path: Path, qtbot: QtBot) -> None:
    scene = write_gallery_scene(tmp_path, ["file: film.mp4, poster: red.png"])
    (scene / "film.mp4").write_bytes(b"\0\0\0\x18ftypisom" + b"\0" * 64)
    visit = Visit.begin(load(scene, tmp_path)).after(Open("zone-1")).after(Operate())
    pictures = Pictures(waits=True)
    film = visit.run.exhibit.gallery.slides[0].picture  # type: ignore[union-attr]

    def has_failed() -> bool:
        pictures.advance(visit, ducked=False)
        return pictures.has_failed(film)

    qtbot.waitUntil(has_failed, timeout=PATIENCE_MS)
    assert pictures.has_failed(film) and pictures.image(film) is not None and not pictures.sounds
    pictures.advance(visit.after(Pause(True)).after(Press("play")), ducked=True)
    pictures.close()
