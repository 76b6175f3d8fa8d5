"""Videos: frames are piped to ffmpeg if available; otherwise gives the command line to run later."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from ...base.bootstrap import gettext
from ...i18n import Text
from .film import Pixels

EVEN = "pad=ceil(iw/2)*2:ceil(ih/2)*2"
"""Filter for even width and height, required by the common colour format (one colour value per 2 x 2 pixels)."""
CAPTION_FONT = "Noto Sans CJK SC"


NOT_BURNT = Text("--burn draws captions into a video: name one with -o, e.g. show.mp4, and install ffmpeg.")


class NotEncoded(Exception):
    """ffmpeg failed; the text is its last line."""


def ffmpeg() -> str | None:
    """The program: on the path, or from the package imageio-ffmpeg; None without either."""
    if found := shutil.which("ffmpeg"):
        return found
    with suppress(ImportError, RuntimeError):  # not installed, or without a program for this system
        return str(import_module("imageio_ffmpeg").get_ffmpeg_exe())
    return None


def encode(
    frames: Iterable[Pixels],
    path: Path,
    size: tuple[int, int],
    fps: float,
    program: str,
    captions: str | None = None,
) -> None:
    """Write frames as a video.

    Raises
    ------
    NotEncoded
        If ffmpeg fails, e.g. for a full disk.
    OSError
        If it cannot be started.

    Parameters
    ----------
    path : the file; its suffix decides the format.
    size : width and height of each frame.
    captions : SubRip subtitles to draw into the frames; None: no subtitles.
    """
    part = path.resolve().with_name(f".{path.stem}.part{path.suffix}")
    filters = EVEN
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as errors:
        if captions is not None:
            (Path(folder) / "captions.srt").write_text(captions, "utf-8")
            # given without its folder, since a filter treats : \ and ' in a path as special
            filters += f",subtitles=captions.srt:force_style='FontName={CAPTION_FONT}'"
        command = [
            *(program, "-loglevel", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24"),
            *("-s", "{}x{}".format(*size), "-r", f"{fps:g}", "-i", "-"),
            *("-vf", filters, "-pix_fmt", "yuv420p", "-movflags", "+faststart", str(part)),
        ]
        try:
            code = _fed(subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stderr=errors), frames)
            if code:
                errors.seek(0)
                lines = errors.read().decode("utf-8", "replace").strip().splitlines()
                raise NotEncoded(lines[-1] if lines else f"exit {code}")
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


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
