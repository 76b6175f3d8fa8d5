"""Looks at own slides beside the show: only those that were decoded once come into the loop."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QSize

from ...base.pictures import NotShown
from ...exhibits.sheets.picture_files import read_whole
from ...i18n import Text
from ...visit.settings import Settings
from ..app.booth_desk import Slide, SlideFault
from ..pictures.pictures import decoded
from ..pictures.video import Video

SMALL = QSize(64, 36)
VIDEO_WAIT_S = 8.0
"""Longest wait for the first picture of a video."""
NOT_PLAYED = Text("cannot be played here: a codec is missing, or the file is damaged")
NOT_DECODED = Text("is damaged, or of a kind that cannot be shown here")

Key = tuple[str, int, int, int]


class SlideCheck:
    """Decodes slides one after the other; what is known of an unchanged file is not looked at again.

    Attributes
    ----------
    good : slides that can be shown.
    faults : files that cannot.
    """

    def __init__(self) -> None:
        self.good: list[Slide] = []
        self.faults: list[SlideFault] = []
        self._left: list[Slide] = []
        self._known: dict[Key, Text | None] = {}
        self._pool: ThreadPoolExecutor | None = None
        self._asked: Future[Text | None] | None = None
        self._video: Video | None = None
        self._waited_s = 0.0

    @property
    def is_done(self) -> bool:
        """Whether all slides have been looked at."""
        return not self._left

    def begin(self, slides: Sequence[Slide], faults: Sequence[SlideFault]) -> None:
        """Look at these slides.

        Parameters
        ----------
        faults : files that are known to be no slides.
        """
        self._drop()
        self.good, self.faults, self._left = [], list(faults), list(slides)
        self._take_known()

    def advance(self, dt_s: float) -> bool:
        """Go on; whether the last slide has just been looked at."""
        if self.is_done:
            return False
        slide = self._left[0]
        if slide.picture.kind == "video":
            self._waited_s += dt_s
            fault, decided = self._play(slide)
        else:
            fault, decided = self._decode(slide)
        if not decided:
            return False
        self._drop()
        self._known[_key(slide)] = fault
        self._take_known()
        return self.is_done

    def close(self) -> None:
        """Stop looking."""
        self._left = []
        self._drop()
        if self._video is not None:
            self._video.close()
            self._video = None
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def _take_known(self) -> None:
        """Sort slides whose file has not changed since they were looked at."""
        while self._left and (key := _key(self._left[0])) in self._known:
            slide, fault = self._left.pop(0), self._known[key]
            if fault is None:
                self.good.append(slide)
            else:
                self.faults.append(SlideFault(Path(slide.picture.path).name, fault))

    def _decode(self, slide: Slide) -> tuple[Text | None, bool]:
        self._pool = self._pool or ThreadPoolExecutor(1, "slides")
        self._asked = self._asked or self._pool.submit(_fault_of, slide)
        return (self._asked.result(), True) if self._asked.done() else (None, False)

    def _play(self, slide: Slide) -> tuple[Text | None, bool]:
        path = slide.picture.path
        self._video = self._video or Video()
        self._video.play(path, 0.0, paused=False, settings=Settings(sound=False), ducked=False)
        if self._video.image(path) is not None:
            return None, True
        return NOT_PLAYED, self._video.has_failed(path) or self._waited_s > VIDEO_WAIT_S

    def _drop(self) -> None:
        """Forget the slide that is being looked at."""
        self._asked, self._waited_s = None, 0.0
        if self._video is not None:
            self._video.stop()


def _key(slide: Slide) -> Key:
    picture = slide.picture
    try:
        state = Path(picture.path).stat()
    except OSError:
        return picture.path, picture.page, 0, 0
    return picture.path, picture.page, state.st_mtime_ns, state.st_size


def _fault_of(slide: Slide) -> Text | None:
    """Why a slide cannot be shown; None if it can."""
    picture = slide.picture
    try:
        if picture.kind == "photo":
            read_whole(Path(picture.path), picture.kind)  # Qt would show the upper half of a truncated one
    except NotShown as fault:
        return fault.what
    return None if decoded(picture, SMALL) is not None else NOT_DECODED
