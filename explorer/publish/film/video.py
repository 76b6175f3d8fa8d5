"""Videos of frames: by ffmpeg if there is one, else by the recorder of Qt; without either, the command line to run later."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from types import ModuleType

from ...base.bootstrap import gettext
from .faststart import index_first
from .film import Pixels

EVEN = "pad=ceil(iw/2)*2:ceil(ih/2)*2"
"""Filter for even width and height, required by the common colour format (one colour value per 2 x 2 pixels)."""


class NotEncoded(Exception):
    """The video could not be made; the text is the encoder's reason."""


def ffmpeg() -> str | None:
    """The program: on the path, or from the package imageio-ffmpeg; None without either."""
    if found := shutil.which("ffmpeg"):
        return found
    with suppress(ImportError, RuntimeError):  # not installed, or without a program for this system
        return str(import_module("imageio_ffmpeg").get_ffmpeg_exe())
    return None


def can_encode(path: Path) -> bool:
    """Whether a video of this name can be made here."""
    return ffmpeg() is not None or bool(_recorder().codecs(path.suffix.lower()))


def encode(frames: Callable[[], Iterator[Pixels]], path: Path, size: tuple[int, int], fps: float) -> None:
    """Write frames as a video, which appears when it is complete.

    Raises
    ------
    NotEncoded
        If the encoder fails, e.g. for a full disk.
    OSError
        If a file cannot be read or written.

    Parameters
    ----------
    frames : begins with the first frame at each call.
    path : the file; its suffix decides the format.
    size : width and height of each frame.
    """
    part = path.resolve().with_name(f".{path.stem}.part{path.suffix}")
    try:
        if program := ffmpeg():
            _by_ffmpeg(frames(), part, size, fps, program)
        else:
            _by_qt(frames, part, size, fps)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _recorder() -> ModuleType:
    from PySide6.QtCore import QLoggingCategory

    QLoggingCategory.setFilterRules(
        "qt.multimedia.*=false"
    )  # it speaks of libraries for cameras when it is imported
    return import_module(".recorder", __package__)


def _by_qt(frames: Callable[[], Iterator[Pixels]], part: Path, size: tuple[int, int], fps: float) -> None:
    recorder, reason = _recorder(), "Qt Multimedia"
    for codec in recorder.codecs(part.suffix.lower()):
        try:
            recorder.Recorder(frames(), size, fps).record(part, codec)
        except recorder.NotRecorded as error:  # a card may promise a codec that its driver lacks
            reason = str(error)
        else:
            with suppress(OSError):  # e.g. a full disk: the film is whole, it only starts to play later
                index_first(part)
            return
    raise NotEncoded(reason)


def _by_ffmpeg(frames: Iterable[Pixels], part: Path, size: tuple[int, int], fps: float, program: str) -> None:
    with tempfile.TemporaryFile() as errors:
        command = [
            *(program, "-loglevel", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24"),
            *("-s", "{}x{}".format(*size), "-r", f"{fps:g}", "-i", "-"),
            *("-vf", EVEN, "-pix_fmt", "yuv420p", "-movflags", "+faststart", str(part)),
        ]
        code = _fed(subprocess.Popen(command, stdin=subprocess.PIPE, stderr=errors), frames)
        if code:
            errors.seek(0)
            lines = errors.read().decode("utf-8", "replace").strip().splitlines()
            raise NotEncoded(lines[-1] if lines else f"exit {code}")


def _fed(process: subprocess.Popen[bytes], frames: Iterable[Pixels]) -> int:
    """Write frames to a process; returns its exit code."""
    assert process.stdin is not None
    try:
        for pixels in frames:
            process.stdin.write(pixels.data)
        process.stdin.close()
    except BrokenPipeError:  # it ended early; its output says why
        with suppress(BrokenPipeError):
            process.stdin.close()
    except BaseException:
        process.kill()
        with suppress(BrokenPipeError):
            process.stdin.close()
        process.wait()
        raise
    return process.wait()


def line_to_type(folder: Path, fps: float, path: Path) -> str:
    """The command line that makes a video of the frames in a folder."""
    return shlex.join(
        [
            *("ffmpeg", "-framerate", f"{fps:g}", "-i", str(folder / "%06d.png")),
            *("-vf", EVEN, "-pix_fmt", "yuv420p", "-movflags", "+faststart", str(path)),
        ]
    )


def how_to(folder: Path, fps: float, path: Path) -> str:
    """Instructions for making a video of the frames in a folder."""
    before = gettext("For a video type:") if ffmpeg() else gettext("For a video install ffmpeg, then type:")
    return f"{before}\n{line_to_type(folder, fps, path)}"
