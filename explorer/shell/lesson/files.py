"""The files of a lesson: handouts as PDF or HTML, whose pictures are drawn one per frame, and the table of answers."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QPainter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from ...base.atomic_file import write_bytes, write_text
from ...base.geometry import WHOLE
from ...i18n import Text, tr
from ...park.model import Language, Park
from ...park.tour import Stop, Tour
from ...visit import Visit
from ...visit.daylight import Daylight
from ...visit.lesson.model_values import ModelValues, Values, model_values
from ...visit.settings import DAY_PHASES
from ...visit.viewpoint import thumbnail_pose
from ..style import fonts, headless, logo
from ..style.paper import finished, pdf_writer, printed
from ..style.theme import Theme
from ..widgets.qr_code import code_image
from ..widgets.save_dialog import Kind, SaveDialog, documents, save
from ..window.layer import LayerContext
from ..window.protocols import Stage
from .answers import TABLE_ENCODING, answers_table
from .handout import PICTURE, Handout
from .plan import LessonPlan
from .school_files import write_school_file
from .sheet import CODE, LOGO, Sheet
from .task_table import LEVELS, Level

MARGIN_MM = 11.0
PX_PER_INCH, MM_PER_INCH = 384.0, 25.4
"""Text heights are whole pixels: a fine grid comes close to the largest size that fits."""
PRINT_PER_INCH = 600
A4_MM = (210.0, 297.0)
TEXT_PX = 60
"""Text size of the page: 11.25 points, as in a schoolbook."""
SCREEN_PX = 16.0
JPEG_QUALITY = 85
WITHOUT_PICTURES = ("school", "plan")
"""Kinds of files without pictures of the stops."""
CODE_PX = 330
"""Width and height of the code in the foot, physical pixels."""
LOGO_PX = (900, 200)
"""Largest size of the logo, physical pixels; printed smaller, and so sharper."""


def page_px() -> tuple[float, float]:
    """Width and height of the printable area, in pixels of the page."""
    width, height = ((side - 2 * MARGIN_MM) / MM_PER_INCH * PX_PER_INCH for side in A4_MM)
    return width, height


def by_day(visit: Visit) -> Visit:
    """The park as the pictures show it: by daylight, in its initial state."""
    settings = replace(visit.settings, day_phase=DAY_PHASES["day"], auto_day_cycle=False)
    return replace(Visit.begin(visit.park, settings=settings), daylight=Daylight.at(settings))


def picture_of(stage: Stage, park: Park, stop: Stop) -> QImage | None:
    """The picture of a stop in the light drawn last; None if the stage draws none."""
    drawn = stage.thumbnail(thumbnail_pose(park, stop), *PICTURE)
    if drawn is None:
        return None
    row = drawn.width * 4
    return QImage(drawn.pixels, drawn.width, drawn.height, row, QImage.Format.Format_RGB32).copy()


def pictures_of(stage: Stage, visit: Visit, tour: Tour) -> dict[str, QImage]:
    """A picture of each stop by daylight; the stage shows the visit again with the next frame."""
    stage.show(by_day(visit), WHOLE)
    stage.draw()
    drawn = ((stop.id, picture_of(stage, visit.park, stop)) for stop in tour.stops)
    return {id: picture for id, picture in drawn if picture is not None}


@dataclass(frozen=True, slots=True)
class Placed:
    """A block of the handout on its page, with its distance from the top in pixels."""

    document: QTextDocument
    top_px: float


def _with_marks(handout: Sheet, pictures: Mapping[str, QImage]) -> Mapping[str, QImage]:
    """The pictures of a handout, the code of the park's web edition, and the logo of its company on white."""
    if link := handout.park.link_to():
        pictures = {**pictures, CODE: code_image(link, CODE_PX)}
    stamp = logo.stamp_of(handout.park.brand, "logo")
    drawn = logo.image(stamp, *LOGO_PX) if stamp is not None else QImage()
    if stamp is None or drawn.isNull():
        return pictures
    sheet = QImage(drawn.size(), QImage.Format.Format_RGB32)
    sheet.fill(QColor(logo.ground(stamp, logo.WHITE) or logo.WHITE))
    painter = QPainter(sheet)
    painter.drawImage(0, 0, drawn)
    painter.end()
    return {**pictures, LOGO: sheet}


def laid_out(handout: Sheet, pictures: Mapping[str, QImage]) -> list[list[Placed]]:
    """The pages of the handout: no block is split, unless it is higher than a page."""
    width, height = page_px()
    pictures = _with_marks(handout, pictures)
    local = replace(handout, pictures={id: f"stop:{id}" for id in pictures})
    pages: list[list[Placed]] = [[]]
    top = 0.0
    for block in local.blocks(TEXT_PX):
        document = QTextDocument()
        document.setDocumentMargin(0)
        for id, picture in pictures.items():
            document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(f"stop:{id}"), picture)
        document.setHtml(local.page(block, TEXT_PX))
        _apply_font(document, handout.language)
        document.setTextWidth(width)
        high = document.size().height()
        if pages[-1] and top + high > height:
            pages.append([])
            top = 0.0
        pages[-1].append(Placed(document, top))
        top += high
    return pages


def _apply_font(document: QTextDocument, language: Language) -> None:
    """Set the park's own font on every run of text: a family name alone would select its thinnest weight."""
    cursor = QTextCursor(document)
    cursor.beginEditBlock()  # lays out once, not after every run
    block = document.begin()
    while block.isValid():
        spans: list[tuple[int, int, QTextCharFormat]] = []
        each = block.begin()
        while not each.atEnd():
            piece = each.fragment()
            if not piece.charFormat().isImageFormat():
                spans.append((piece.position(), piece.length(), piece.charFormat()))
            each += 1
        for start, length, made in spans:
            weight = 700 if made.fontWeight() >= QFont.Weight.DemiBold else 400
            made.setFont(printed(fonts.font(language, made.font().pixelSize(), weight)))
            cursor.setPosition(start)
            cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(made)
        block = block.next()
    cursor.endEditBlock()


def pdf(handout: Sheet, pictures: Mapping[str, QImage]) -> bytes:
    """The handout as A4 pages, numbered in the lower margin."""
    language, (width, height) = handout.language, page_px()
    buffer, writer = pdf_writer(handout.tour.title[language], (MARGIN_MM, MARGIN_MM), PRINT_PER_INCH)
    writer.setCreator(handout.park.title[language])
    painter = QPainter(writer)
    painter.scale(PRINT_PER_INCH / PX_PER_INCH, PRINT_PER_INCH / PX_PER_INCH)
    painter.setFont(fonts.font(language, TEXT_PX, 400))
    margin = QRectF(0, height, width, MARGIN_MM / MM_PER_INCH * PX_PER_INCH)
    pages = laid_out(handout, pictures)
    for number, page in enumerate(pages):
        if number:
            writer.newPage()
        painter.drawText(margin, Qt.AlignmentFlag.AlignHCenter, f"{number + 1} / {len(pages)}")
        for placed in page:
            painter.save()
            painter.translate(0, placed.top_px)
            placed.document.drawContents(painter)
            painter.restore()
    painter.end()
    return finished(buffer)


def html(handout: Sheet, pictures: Mapping[str, QImage]) -> str:
    """The handout as one HTML file with its pictures inside."""
    pictures = _with_marks(handout, pictures)
    return replace(handout, pictures={id: _data_uri(picture) for id, picture in pictures.items()}).html(
        SCREEN_PX
    )


def _data_uri(picture: QImage) -> str:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "JPEG", JPEG_QUALITY)  # type: ignore[call-overload]
    return "data:image/jpeg;base64," + b64encode(buffer.data().data()).decode("ascii")


def write(path: Path, handout: Sheet, pictures: Mapping[str, QImage]) -> None:
    """Write the handout: as PDF or, if the name ends in .html or .htm, for a browser.

    Raises OSError if the file cannot be written.
    """
    if path.suffix.lower() in (".html", ".htm"):
        write_text(path, html(handout, pictures))
    else:
        write_bytes(path, pdf(handout, pictures))


def sheet_of(visit: Visit, tour: Tour, language: Language, kind: Kind, level: Level, values: Values) -> Sheet:
    """The sheet of a kind: the worksheet for pupils or with its key, or the lesson plan."""
    if kind == "plan":
        return LessonPlan(visit.park, tour, language, visit.lesson, {}, values)
    return Handout(visit.park, tour, language, visit.lesson, {}, kind == "teacher", values, level)


def needs_model(kind: Kind, level: Level) -> bool:
    """Whether a sheet says what the model gives; at level A it gives pupils an example."""
    return kind != "pupils" or level == "A"


def write_handout(stage: Stage, visit: Visit, tour: Tour, path: Path, kind: Kind, level: Level) -> None:
    """Write a sheet of a lesson as PDF or HTML, in the language of a visit.

    Raises OSError if the file cannot be written.
    """
    application = headless.application()
    fonts.load()
    language = visit.settings.language
    values = model_values(visit.park, tour) if needs_model(kind, level) else {}
    sheet = sheet_of(visit, tour, language, kind, level, values)
    write(path, sheet, {} if kind == "plan" else pictures_of(stage, visit, tour))
    del application  # had to stay alive until here


class Drawing:
    """Draws the pictures of a handout.

    Parameters
    ----------
    visit : the visit when it was requested; its language is that of the handout.
    tour : the lesson.

    Attributes
    ----------
    pictures : finished pictures, by stop.
    files : files to write when all are drawn, with their level; more may be added meanwhile.
    """

    def __init__(self, stage: Stage, visit: Visit, tour: Tour) -> None:
        self._stage, self.tour = stage, tour
        self._day, self._at = by_day(visit), 0
        self.language = visit.settings.language
        self.pictures: dict[str, QImage] = {}
        self.files: list[tuple[Kind, Level, Path]] = []
        self.model = ModelValues(visit.park, tour)

    @property
    def number(self) -> int:
        """Number of the next picture, from 1."""
        return self._at + 1

    @property
    def count(self) -> int:
        """Number of pictures."""
        return len(self.tour.stops)

    @property
    def is_drawn(self) -> bool:
        """Whether all pictures that the files need are drawn."""
        return self._at == self.count or all(kind in WITHOUT_PICTURES for kind, _, _ in self.files)

    @property
    def done(self) -> bool:
        """Whether all pictures are drawn and all values for the teacher are computed."""
        wants_model = any(needs_model(kind, level) for kind, level, _ in self.files)
        return self.is_drawn and (self.model.done or not wants_model)

    def draw_next(self) -> None:
        """Draw one picture, or compute one run.

        Afterwards the stage must be given the visit again: it was shown the park by day.
        """
        if self.is_drawn:
            self.model.compute_next()
            return
        self._stage.show(self._day, WHOLE)
        self._stage.draw()
        stop = self.tour.stops[self._at]
        picture = picture_of(self._stage, self._day.park, stop)
        if picture is not None:
            self.pictures[stop.id] = picture
        self._at += 1


class Files:
    """Asks where to save a file, has its pictures drawn one per frame, and reports the result.

    Parameters
    ----------
    tour : the lesson; None in a park without one.
    """

    def __init__(self, context: LayerContext, tour: Tour | None, visit: Visit) -> None:
        self._context, self._tour = context, tour
        self._theme, self._visit = context.theme, visit
        self._folder: Path | None = None
        self._drawing: Drawing | None = None
        self._may_draw = False
        self.level: Level = "B"  # of the worksheets to come

    def choose(self, tour: Tour) -> None:
        """Write the files of another lesson from now on."""
        self._tour = tour

    def choose_level(self, name: str) -> None:
        """Choose the level of the worksheets to come."""
        self.level = next(level for level in LEVELS if level == name)

    def apply_theme(self, theme: Theme) -> None:
        """Apply the language of another theme."""
        self._theme = theme

    def ask(self, kind: Kind) -> None:
        """Ask where to save a page or the table, and write it there."""
        dialog = SaveDialog(
            self._theme,
            kind,
            self._folder or documents(),
            lambda path: self.write(kind, path),
            self._context.window,
        )
        dialog.open()

    def write(self, kind: Kind, path: Path) -> None:
        """Write a table now, a page once its pictures are drawn."""
        if kind == "table":
            table = answers_table(self._context.park, self._visit.lesson, self._theme.language)
            self._keep(kind, path, lambda: write_text(path, table, TABLE_ENCODING))
            return
        assert self._tour is not None
        if self._drawing is None:
            self._drawing = Drawing(self._context.stage, self._visit, self._tour)
            self._notify_drawing(self._drawing)
        self._drawing.files.append((kind, self.level, path))

    def advance(self) -> bool:
        """Allow the next picture to be drawn in this frame; whether there is one."""
        # it is drawn before the window's own frame, so that it never appears on screen
        self._may_draw = self._drawing is not None
        return self._may_draw

    def update_from(self, visit: Visit, *, wanted: bool) -> None:
        """Draw the next picture if it is due; `wanted`: whether a page that offers files is still open."""
        self._visit = visit
        if self._may_draw:
            self._go_on_drawing(wanted)

    def close(self) -> None:
        """Stop drawing."""
        self._drawing, self._may_draw = None, False

    def _go_on_drawing(self, wanted: bool) -> None:
        drawing, self._may_draw = self._drawing, False
        if drawing is None:
            return
        if not wanted:
            self._drawing = None
            self._context.notify(
                tr(
                    Text("The page was closed while the worksheet was being drawn. It was not saved."),
                    self._theme.language,
                )
            )
        elif drawing.done:
            self._drawing = None
            for kind, level, path in drawing.files:
                self._keep(kind, path, partial(self._print, drawing, kind, level, path))
        else:
            self._notify_drawing(drawing)
            drawing.draw_next()

    def _notify_drawing(self, drawing: Drawing) -> None:
        language = self._theme.language
        message = tr(
            Text("Drawing picture {number} of {count} for the worksheet"),
            language,
            number=drawing.number,
            count=drawing.count,
        )
        self._context.notify(
            tr(Text("Computing what the model gives …"), language) if drawing.is_drawn else message
        )

    def _print(self, drawing: Drawing, kind: Kind, level: Level, path: Path) -> None:
        park, tour = self._context.park, drawing.tour
        if kind == "school":
            write_school_file(path, park, tour, drawing.language, drawing.model.values)
            return
        sheet = sheet_of(self._visit, tour, drawing.language, kind, level, drawing.model.values)
        write(path, sheet, {} if kind == "plan" else drawing.pictures)

    def _keep(self, kind: Kind, path: Path, write: Callable[[], object]) -> None:
        """Write a file, and notify the teacher of the result."""
        message, error = save(write, path, self._theme.language)
        if error is None:
            self._folder = path.parent
            self._context.event_log.note("saved", kind=kind, path=path)
        else:
            self._context.event_log.note("not_saved", kind=kind, path=path, reason=str(error))
        self._context.notify(message)
