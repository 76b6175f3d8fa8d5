"""Videos by the recorder of Qt Multimedia, on systems without ffmpeg.

It encodes H.264 if the system or its graphics card has an encoder (Windows, macOS, some cards), otherwise MPEG-4, which needs
only the FFmpeg libraries in Qt's wheel.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEventLoop, QSize, QUrl
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import (
    QMediaCaptureSession,
    QMediaFormat,
    QMediaRecorder,
    QVideoFrame,
    QVideoFrameFormat,
    QVideoFrameInput,
)

from ...shell.style import headless
from .film import Pixels

Codec, Quality = QMediaFormat.VideoCodec, QMediaRecorder.Quality
CONTAINERS = {
    ".mp4": QMediaFormat.FileFormat.MPEG4,
    ".mov": QMediaFormat.FileFormat.QuickTime,
    ".mkv": QMediaFormat.FileFormat.Matroska,
}
CODECS = (Codec.H264, Codec.MPEG4)
"""In order of preference."""
SMALL_PIXELS = 640 * 360
"""Films up to this size are to be mailed: about 1 Mbit/s."""
MICROSECONDS = 1_000_000


class NotRecorded(Exception):
    """Qt could not write the video; the text is its reason."""


def codecs(suffix: str) -> tuple[QMediaFormat.VideoCodec, ...]:
    """The codecs that can be recorded here into a file of this kind, best first; empty without Qt's FFmpeg libraries."""
    application = headless.application()
    container = CONTAINERS.get(suffix)
    if container is None:
        return ()
    known = QMediaFormat(container).supportedVideoCodecs(QMediaFormat.ConversionMode.Encode)
    del application
    return tuple(codec for codec in CODECS if codec in known)


class Recorder:
    """Records one film.

    Parameters
    ----------
    frames : arrays (height, width, 3), RGB, all of one size; an odd row or column at the end is left out.
    size : width and height of the frames.
    """

    def __init__(self, frames: Iterator[Pixels], size: tuple[int, int], fps: float) -> None:
        self._application = headless.application()
        self._frames, self._fps = frames, fps
        self._size = QSize(size[0] // 2 * 2, size[1] // 2 * 2)
        self._number, self._waiting = 0, QVideoFrame()
        self._failed: BaseException | None = None
        form = QVideoFrameFormat(self._size, QVideoFrameFormat.PixelFormat.Format_BGRX8888)
        form.setStreamFrameRate(fps)
        self._input, self._recorder = QVideoFrameInput(form), QMediaRecorder()
        self._session = QMediaCaptureSession()
        self._session.setVideoFrameInput(self._input)
        self._session.setRecorder(self._recorder)
        self._input.readyToSendVideoFrame.connect(self._ready)

    def record(self, path: Path, codec: QMediaFormat.VideoCodec) -> None:
        """Write the film into a file; its suffix is one of `CONTAINERS`.

        Raises
        ------
        NotRecorded
            If Qt fails.
        """
        form = QMediaFormat(CONTAINERS[path.suffix.lower()])
        form.setVideoCodec(codec)
        recorder, loop, errors = self._recorder, QEventLoop(), list[str]()
        recorder.setMediaFormat(form)
        recorder.setOutputLocation(QUrl.fromLocalFile(str(path)))
        recorder.setVideoResolution(self._size)
        recorder.setVideoFrameRate(self._fps)
        # FFmpeg's encoder of MPEG-4 ignores a mean bit rate and misses a constant one (Qt 6.11)
        is_small = self._size.width() * self._size.height() <= SMALL_PIXELS
        recorder.setQuality(Quality.NormalQuality if is_small else Quality.HighQuality)
        recorder.setAutoStop(True)

        def failed(_: object, reason: str) -> None:
            errors.append(reason)
            loop.quit()

        def changed(state: QMediaRecorder.RecorderState) -> None:
            if state is QMediaRecorder.RecorderState.StoppedState:
                loop.quit()

        recorder.errorOccurred.connect(failed)
        recorder.recorderStateChanged.connect(changed)
        recorder.record()
        if not errors and recorder.recorderState() is QMediaRecorder.RecorderState.RecordingState:
            loop.exec()
        if self._failed is not None:
            raise self._failed
        if errors or not path.is_file():
            raise NotRecorded(errors[0] if errors else "Qt Multimedia")

    def _ready(self) -> None:
        try:
            self._send()
        except BaseException as error:  # Qt must not see it; `record` raises it
            self._failed = error
            self._recorder.stop()

    def _send(self) -> None:
        """Send frames until the recorder's queue is full; an empty frame ends the film."""
        while True:
            if not self._waiting.isValid():
                pixels = next(self._frames, None)
                if pixels is None:
                    self._input.sendVideoFrame(QVideoFrame())
                    return
                self._waiting = self._frame(pixels)
            if not self._input.sendVideoFrame(self._waiting):
                return
            self._number, self._waiting = self._number + 1, QVideoFrame()

    def _frame(self, pixels: Pixels) -> QVideoFrame:
        width, height = self._size.width(), self._size.height()
        rows = np.ascontiguousarray(pixels[:height, :width])
        image = QImage(rows.data, width, height, 3 * width, QImage.Format.Format_RGB888)
        frame = QVideoFrame(image.convertToFormat(QImage.Format.Format_RGB32))
        frame.setStartTime(round(self._number * MICROSECONDS / self._fps))
        frame.setEndTime(round((self._number + 1) * MICROSECONDS / self._fps))
        return frame
