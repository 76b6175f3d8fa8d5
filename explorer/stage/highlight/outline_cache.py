"""Which contours lie on a frame: they come once the camera rests, stay while only the light changes, and go when it moves."""

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
    """Lays contours over frames, and remembers which are there.

    Parameters
    ----------
    outline : draws them.
    attention : tells which zones are to stand out.
    step : how fine the scene is as it stands now.

    Attributes
    ----------
    marks : the contours of the frame that was handed out last.
    """

    def __init__(self, outline: Outline, attention: Attention, step: Callable[[], Step]) -> None:
        self._outline, self._attention, self._step = outline, attention, step
        self.marks: tuple[Mark, ...] = ()
        self._from: Camera | None = None  # where the camera last rested with them

    def wanted(self, key: FrameKey, comes_to_rest: bool = False) -> tuple[Mark, ...]:
        """The contours as they are now; none while the camera moves, and in the tick in which it comes to rest."""
        marks = self._attention.marks
        if key.at_rest and not comes_to_rest:
            return marks
        if key.camera != self._from:
            return ()
        there = {(mark.zone, mark.kind) for mark in self.marks}
        return tuple(mark for mark in marks if (mark.zone, mark.kind) in there)

    def begin(self, key: FrameKey) -> None:
        """Draw the masks of all contours that may soon be wanted."""
        self._outline.begin(self._seen(key), self._attention.marks)

    def contours(self, key: FrameKey) -> Iterator[tuple[Contour, float]]:
        """The contours of a frame, and how far each has come."""
        if key.at_rest:
            self._from = key.camera
        yield from self._outline.contours(self._seen(key), self.marks, at_once=not key.at_rest)

    def lay_over(self, base: Pixels, key: FrameKey) -> Pixels:
        """A frame with its contours; the given one itself stays as it is."""
        contours = list(self.contours(key))
        if not self.marks:
            return base
        frame = base.copy()
        for contour, level in contours:
            contour.lay(frame, level)
        return frame

    def _seen(self, key: FrameKey) -> Seen:
        return Seen(key.camera, key.size, self._step(), is_dark(key.light), key.language)
