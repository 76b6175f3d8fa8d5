"""Own slides of a talk: looked at before it begins, and shown over the audience's view."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ...base.pictures import NotShown
from ...base.suffixes import PICTURES
from ...exhibits.sheets.picture_files import pages_in
from ...i18n import Text
from ...park.tour import Tour
from ...visit import Settings, Visit
from ...visit.talk.own import OwnParts, OwnSlide
from ...visit.talk.reducer import slide_shown
from ..app.booth_desk import Slide, SlideFault
from ..kiosk.slide_show import SlideShow
from ..pictures.pictures import Pictures

PROBE_S = 6.0
"""Time in which a video must have shown a frame."""
NO_PAGE = Text("has no page {page}; it has {count}")
NO_CODEC = Text("cannot be played on this computer; save it as MP4 with H.264, or show pages instead")
NO_STOP = Text("stands after a stop that the scene no longer has; it is not shown")
NO_NOTE_STOP = Text("is a note on a stop that the scene no longer has")
UNKNOWN = Text("is no picture, PDF or video")
_RANGE = re.compile(r"\s*(\d{1,4})\s*(?:[-–]\s*(\d{1,4}))?\s*")


def slides_of(stop: str, path: Path) -> tuple[OwnSlide, ...]:
    """All slides of a file: the pages of a PDF, else one. Raises NotShown if it cannot be shown."""
    kind = PICTURES.get(path.suffix.lower())
    if kind is None:
        raise NotShown(UNKNOWN, Text("export it as one"))
    return tuple(OwnSlide(stop, str(path), kind, page) for page in range(pages_in(path, kind)))


def pages_text(pages: Sequence[int]) -> str:
    """Numbers of pages from 0, as a person writes them: `1-3, 7`."""
    parts: list[list[int]] = []
    for page in pages:
        if parts and page == parts[-1][-1] + 1:
            parts[-1].append(page)
        else:
            parts.append([page])
    return ", ".join(f"{p[0] + 1}-{p[-1] + 1}" if len(p) > 1 else str(p[0] + 1) for p in parts)


def pages_named(text: str, count: int) -> tuple[int, ...] | None:
    """The pages of a text such as `1-3, 7`, from 0, in its order; None if it cannot be read or names others."""
    pages: list[int] = []
    for part in text.replace("，", ",").replace("、", ",").split(","):
        found = _RANGE.fullmatch(part)
        if found is None:
            return None
        first, last = int(found[1]), int(found[2] or found[1])
        if not 1 <= first <= last <= count:
            return None
        pages += range(first - 1, last)
    return tuple(pages)


def faults_of(own: OwnParts, whole: Tour) -> Iterator[SlideFault]:
    """Files that cannot be shown, and slides and notes of stops that the scene has lost."""
    known = {stop.id for stop in whole.stops}
    counts: dict[str, int | Text] = {}
    for slide in own.slides:
        name = Path(slide.path).name
        if slide.stop not in known:
            yield SlideFault(name, NO_STOP)
            continue
        if slide.path not in counts:
            try:
                counts[slide.path] = pages_in(Path(slide.path), slide.kind)
            except NotShown as fault:
                counts[slide.path] = fault.what
                yield SlideFault(name, fault.what)
        count = counts[slide.path]
        if isinstance(count, int) and slide.page >= count:
            yield SlideFault(name, NO_PAGE.having(page=slide.page + 1, count=count))
    for note in own.notes:
        if note.stop not in known:
            yield SlideFault(f"“{note.text[:40]}”", NO_NOTE_STOP)


class VideoProbe:
    """Plays the beginning of each video without sound, to know before the talk which cannot be played.

    Attributes
    ----------
    failed : paths of videos that cannot be played here.
    """

    def __init__(self) -> None:
        self.failed: set[str] = set()
        self._known: set[str] = set()
        self._waiting: list[str] = []
        self._pictures: Pictures | None = None
        self._since_s = 0.0

    def look_at(self, own: OwnParts) -> None:
        """Try the videos that were not tried yet."""
        for slide in own.slides:
            if slide.kind == "video" and slide.path not in self._known and Path(slide.path).is_file():
                self._known.add(slide.path)
                self._waiting.append(slide.path)

    def advance(self, dt_s: float, settings: Settings) -> bool:
        """Go on; whether another video has turned out to be unplayable."""
        if not self._waiting:
            return False
        path = self._waiting[0]
        if self._pictures is None:
            self._pictures, self._since_s = Pictures(), 0.0
        video = self._pictures.video
        silent = replace(settings, sound=False)
        video.play(path, self._since_s, paused=False, settings=silent, ducked=False)
        self._since_s += dt_s
        seen, failed = video.image(path) is not None, video.has_failed(path)
        if not seen and not failed and self._since_s < PROBE_S:
            return False
        self.close()
        self._waiting.pop(0)
        if not seen:
            self.failed.add(path)
        return not seen

    def close(self) -> None:
        """Stop playing."""
        if self._pictures is not None:
            self._pictures.close()
            self._pictures = None


class OwnSlides(SlideShow):
    """Shows the presenter's slides to the audience, over the park and its panels.

    Attributes
    ----------
    above : widgets that lie over a slide.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.above: Sequence[QWidget] = ()
        self._own: OwnSlide | None = None

    def update_from(self, visit: Visit) -> None:
        """Show the slide of a talk, if one is on show. A broken one leaves the view of the park."""
        slide = slide_shown(visit)
        if slide == self._own:
            return
        self._own = slide
        self.show_slide(None)
        if slide is not None:
            self.slides = (Slide(slide.picture, 0.0),)
            self.show_slide(0)

    def showEvent(self, event: QShowEvent) -> None:
        """Lie over the panels, and under the pointer and a black screen."""
        super().showEvent(event)
        self.raise_()
        for above in self.above:
            above.raise_()
