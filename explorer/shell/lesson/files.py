"""The files of a lesson: handouts, whose pictures are drawn one per frame, and the table of answers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtGui import QImage

from ...base.atomic_file import write_text
from ...base.geometry import WHOLE
from ...i18n import Text, tr
from ...park.tour import Tour
from ...visit import Visit
from ...visit.lesson.model_values import ModelValues
from ..style.theme import Theme
from ..widgets.save_dialog import Kind, SaveDialog, documents, reason_of
from ..window.layer import LayerContext
from ..window.protocols import Stage
from . import handout_files
from .answers_table import TABLE_ENCODING, answers_table
from .handout import Handout


class Drawing:
    """Draws the pictures of a handout.

    Parameters
    ----------
    visit : the visit when it was requested; its language is that of the handout.
    tour : the lesson.

    Attributes
    ----------
    pictures : finished pictures, by stop.
    files : files to write when all are drawn; more may be added meanwhile.
    """

    def __init__(self, stage: Stage, visit: Visit, tour: Tour) -> None:
        self._stage, self._tour = stage, tour
        self._day, self._at = handout_files.by_day(visit), 0
        self.language = visit.settings.language
        self.pictures: dict[str, QImage] = {}
        self.files: list[tuple[Kind, Path]] = []
        self.model = ModelValues(visit.park, tour)

    @property
    def number(self) -> int:
        """Number of the next picture, from 1."""
        return self._at + 1

    @property
    def count(self) -> int:
        """Number of pictures."""
        return len(self._tour.stops)

    @property
    def is_drawn(self) -> bool:
        """Whether all pictures are drawn."""
        return self._at == self.count

    @property
    def done(self) -> bool:
        """Whether all pictures are drawn and all values of the teacher's sheet are computed."""
        wants_model = any(kind == "teacher" for kind, _ in self.files)
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
        stop = self._tour.stops[self._at]
        picture = handout_files.picture_of(self._stage, self._day.park, stop)
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
        self._drawing.files.append((kind, path))

    def advance(self) -> bool:
        """Allow the next picture to be drawn in this frame; whether there is one."""
        # it is drawn before the window's own frame, so that it never appears on screen
        self._may_draw = self._drawing is not None
        return self._may_draw

    def update_from(self, visit: Visit, *, wanted: bool) -> None:
        """Draw the next picture if it is due; `wanted` says whether a page that offers files is still open."""
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
            for kind, path in drawing.files:
                self._keep(kind, path, partial(self._print, drawing, kind, path))
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

    def _print(self, drawing: Drawing, kind: Kind, path: Path) -> None:
        park, lesson, tour = self._context.park, self._visit.lesson, self._tour
        assert tour is not None
        handout = Handout(park, tour, drawing.language, lesson, {}, kind == "teacher", drawing.model.values)
        handout_files.write(path, handout, drawing.pictures)

    def _keep(self, kind: Kind, path: Path, write: Callable[[], object]) -> None:
        """Write a file, and notify the teacher of the result."""
        language = self._theme.language
        try:
            write()
        except OSError as error:
            reason = reason_of(error, language)
            message = tr(
                Text("The file could not be saved in {folder}: {reason}. Choose another folder."),
                language,
                folder=path.parent,
                reason=reason,
            )
            self._context.event_log.note("not_saved", kind=kind, path=path, reason=str(error))
        else:
            self._folder = path.parent
            message = tr(Text("Saved: {path}"), language, path=path)
            self._context.event_log.note("saved", kind=kind, path=path)
        self._context.notify(message)
