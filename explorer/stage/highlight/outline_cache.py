"""Which contours lie on a picture: they come once the camera rests, stay while the light alone goes on, and go when it moves."""

from __future__ import annotations

from collections.abc import Callable

from ...visit.settings import is_dark
from ..camera import Eye
from ..frame_key import Shot
from ..frames.quality import Step
from ..gl.render_target import Pixels
from .attention import Attention
from .highlight import Mark, Outline, Seen


class Outlined:
    """Lays contours over pictures, and remembers which are there.

    Parameters
    ----------
    outline : draws them.
    attention : tells which zones are to stand out.
    step : how fine the scene is as it stands now.

    Attributes
    ----------
    marks : the contours of the picture that was handed out last.
    """

    def __init__(self, outline: Outline, attention: Attention, step: Callable[[], Step]) -> None:
        self._outline, self._attention, self._step = outline, attention, step
        self.marks: tuple[Mark, ...] = ()
        self._from: Eye | None = None  # where the camera last rested with them

    def wanted(self, shot: Shot | None, comes_to_rest: bool) -> tuple[Mark, ...]:
        """The contours as they are now; none while the camera moves, and in the beat in which it comes to rest."""
        if shot is None:
            return ()
        marks = self._attention.marks
        if shot.at_rest and not comes_to_rest:
            return marks
        if shot.eye != self._from:
            return ()
        there = {(mark.zone, mark.kind) for mark in self.marks}
        return tuple(mark for mark in marks if (mark.zone, mark.kind) in there)

    def begin(self, shot: Shot) -> None:
        """Draw what all that may soon be wanted is reckoned from."""
        self._outline.begin(self._seen(shot), self._attention.marks)

    def laid(self, base: Pixels, shot: Shot) -> Pixels:
        """A picture with its contours; the given one itself stays as it is."""
        if shot.at_rest:
            self._from = shot.eye
        if not self.marks:
            return base
        picture = base.copy()
        self._outline.lay(picture, self._seen(shot), self.marks, at_once=not shot.at_rest)
        return picture

    def _seen(self, shot: Shot) -> Seen:
        return Seen(shot.eye, shot.size, self._step(), is_dark(shot.light), shot.language)
