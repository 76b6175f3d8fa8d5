"""The contours of the present frame: they come once the camera rests, stay while only the light changes, and
go when it moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ...visit.settings import is_dark
from ..camera import Camera
from ..frame_key import FrameKey
from ..frames.quality import Step
from ..gl.render_target import Pixels
from .attention import Attention
from .highlight import Mark, Outline, Seen
from .outline import Contour


class OutlineCache:
    """Draws contours over frames, and remembers which are shown.

    Parameters
    ----------
    outline : computes the contours.
    attention : the zones to highlight.
    step : the step of quality that the scene is set up for.

    Attributes
    ----------
    marks : the contours of the last frame.
    """

    def __init__(self, outline: Outline, attention: Attention, step: Callable[[], Step]) -> None:
        self._outline, self._attention, self._step = outline, attention, step
        self.marks: tuple[Mark, ...] = ()
        self._from: Camera | None = None  # camera at the last rest with contours

    def wanted(self, key: FrameKey, comes_to_rest: bool = False) -> tuple[Mark, ...]:
        """The contours to show; empty while the camera moves, and in the tick in which it comes to rest."""
        marks = self._attention.marks
        if key.at_rest and not comes_to_rest:
            return marks
        if key.camera != self._from:
            return ()
        there = {(mark.zone, mark.kind) for mark in self.marks}
        return tuple(mark for mark in marks if (mark.zone, mark.kind) in there)

    def begin(self, key: FrameKey) -> None:
        """Draw the masks of all contours that may soon be needed."""
        self._outline.begin(self._seen(key), self._attention.marks)

    def contours(self, key: FrameKey) -> Iterator[tuple[Contour, float]]:
        """The contours of a frame, each with its level."""
        if key.at_rest:
            self._from = key.camera
        yield from self._outline.contours(self._seen(key), self.marks, at_once=not key.at_rest)

    def lay_over(self, base: Pixels, key: FrameKey) -> Pixels:
        """A copy of a frame with its contours."""
        contours = list(self.contours(key))
        if not self.marks:
            return base
        frame = base.copy()
        for contour, level in contours:
            contour.lay(frame, level)
        return frame

    def _seen(self, key: FrameKey) -> Seen:
        return Seen(key.camera, key.size, self._step(), is_dark(key.light), key.language)
