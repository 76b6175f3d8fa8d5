"""Pictures of galleries as images: decoded one after the other in a background thread, the latest ones cached."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial
from queue import Empty, SimpleQueue

from PySide6.QtCore import QSize, QThreadPool
from PySide6.QtGui import QImage

from ...base.pictures import PictureKey, Pixels
from ...exhibits.sheets.gallery import GalleryExhibit, OnScreen
from ...visit import Visit
from .decoder import decoded
from .screen_image import screen_image
from .video import Video

MOST_IMAGES, MOST_SCREENS = 12, 6
LARGEST = QSize(1600, 900)
"""Size of the cached pictures: enough for a screen in the park and for a card."""


class Pictures:
    """Provides the pictures of galleries, and plays their videos.

    Parameters
    ----------
    waits : whether it decodes immediately: for a film, which can wait.
    """

    def __init__(self, *, waits: bool = False) -> None:
        self._waits = waits
        self._pool: QThreadPool | None = None
        self._images: OrderedDict[PictureKey, QImage | None] = OrderedDict()
        self._asked: set[PictureKey] = set()
        self._done: SimpleQueue[tuple[PictureKey, QImage | None]] = SimpleQueue()
        self._screens: OrderedDict[tuple[PictureKey, str, str, int], Pixels] = OrderedDict()
        self._number = 0
        self._closed = False
        self.video = Video()

    def image(self, picture: PictureKey) -> QImage | None:
        """The picture, or the present frame of a video; None if it is not ready yet, or cannot be shown."""
        if picture.kind == "video" and (frame := self.video.image(picture.path)) is not None:
            return frame
        self._take()
        if picture not in self._images:
            self._ask_for(picture)
            self._take()
        if picture in self._images:
            self._images.move_to_end(picture)
        return self._images.get(picture)

    def has_failed(self, picture: PictureKey) -> bool:
        """Whether decoding, or playing a video, has failed."""
        if picture.kind == "video":
            return self.video.has_failed(picture.path)
        return picture in self._images and self._images[picture] is None

    def pixels(self, picture: PictureKey, caption: str, language: str) -> Pixels | None:
        """Pixels of a screen in the park; None if there is no image."""
        image = self.image(picture)
        if image is None:
            return None
        key = (picture, caption, language, image.cacheKey())
        if key not in self._screens:
            self._number += 1
            self._screens[key] = Pixels(screen_image(image, caption, language), self._number)
            while len(self._screens) > MOST_SCREENS:
                self._screens.popitem(last=False)
        return self._screens[key]

    @property
    def sounds(self) -> bool:
        """Whether a video's sound is playing."""
        return self.video.sounds

    def advance(self, visit: Visit, *, ducked: bool) -> None:
        """Play the present slide of the visitor's gallery, and decode the next ones.

        Parameters
        ----------
        ducked : whether a voice is speaking.
        """
        run = visit.run
        if run is None or not isinstance(run.exhibit, GalleryExhibit) or not isinstance(run.state, OnScreen):
            self.video.stop()
            return
        exhibit, state = run.exhibit, run.state
        slide = exhibit.slide_of(state)
        if slide.picture.kind == "video":
            self.video.play(
                slide.picture.path,
                exhibit.on_show_s(state),
                paused=run.paused,
                settings=visit.settings,
                ducked=ducked,
            )
        else:
            self.video.stop()
        self.image(slide.picture)
        if exhibit.count > 1:
            self.image(exhibit.gallery.slides[state.number % exhibit.count].picture)

    def close(self) -> None:
        """Stop playing, and wait for the decoder thread."""
        self._closed = True
        self.video.close()
        if self._pool is not None:
            self._pool.clear()
            self._pool.waitForDone()
            self._pool = None

    def _ask_for(self, picture: PictureKey) -> None:
        if self._closed or picture in self._asked:
            return
        self._asked.add(picture)
        if self._waits:
            self._decode(picture)
            return
        if self._pool is None:
            self._pool = QThreadPool()
            self._pool.setMaxThreadCount(1)  # PDF readers are not thread-safe
        self._pool.start(partial(self._decode, picture))

    def _decode(self, picture: PictureKey) -> None:
        """Decode in the thread, which changes nothing but the queue."""
        self._done.put((picture, None if self._closed else decoded(picture, LARGEST)))

    def _take(self) -> None:
        """Take the results of the thread."""
        while True:
            try:
                picture, image = self._done.get_nowait()
            except Empty:
                return
            self._asked.discard(picture)
            self._images[picture] = image
            while len(self._images) > MOST_IMAGES:
                self._images.popitem(last=False)
