"""Films of the park: the live loop with a clock that ticks once per frame. A still is a film of one frame."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ...base.atomic_file import write_bytes, write_text
from ...base.protocols import Renderer
from ...park import Language, Tour
from ...park.tour import subrip, webvtt
from ...visit import Act, LookFrom, Open, SetAutoAdvance, StartTour, Visit

SETTLED_S = 60.0
"""Rest time of the camera at which frames are drawn at full quality."""

SHEET_PICTURE_PX = 400
LEAST_PICTURE_PX = 360
SHEET_COLUMNS = range(4, 9)
"""Column counts for a readable sheet."""

SHEET_GAP_PX = 6
SHEET_GROUND = (30, 30, 34)

Pixels = npt.NDArray[np.uint8]
Progress = Callable[[float, str], None]


def film(
    visit: Visit,
    acts: Iterable[tuple[float, Act]],
    stage: Renderer[Visit, Any],
    fps: float,
    duration_s: float,
    first: int = 0,
) -> Iterator[Pixels]:
    """The frames of a visit, one every 1/fps seconds, each an array (height, width, 3), RGB.

    Parameters
    ----------
    visit : the initial visit.
    acts : acts of the visitor, with seconds from the beginning.
    stage : a lively one: others freeze the moving park while nothing else moves.
    fps : frames per second.
    duration_s : length of the film; its first frame is at 0.
    first : number of the first frame to draw, for a film that goes on.
    """
    waiting = sorted(acts, key=lambda timed: timed[0])
    for number in range(frame_count(duration_s, fps)):
        if number:
            visit = visit.advance(1 / fps)
        while waiting and waiting[0][0] <= number / fps + 1e-9:
            visit = visit.after(waiting.pop(0)[1])
        if number >= first:
            yield final_frame(visit, stage)
        else:
            stage.show(visit)  # moving parts catch up


def frame_count(duration_s: float, fps: float) -> int:
    """Number of frames of a film."""
    return round(duration_s * fps) + 1


def final_frame(visit: Visit, stage: Renderer[Visit, Any]) -> Pixels:
    """A copy of the final frame of a visit, (height, width, 3), RGB."""
    stage.show(replace(visit, rest_s=max(visit.rest_s, SETTLED_S)))
    frame = stage.draw(finished=True, is_outlined=False)
    shape = (frame.height, frame.width, 4)
    return np.ascontiguousarray(np.frombuffer(frame.pixels, np.uint8).reshape(shape)[..., 2::-1])


def arrived(visit: Visit, act: Act) -> Visit:
    """The visit after an act and the whole flight that follows."""
    settings = visit.settings
    there = replace(visit, settings=replace(settings, comfort="cut")).after(act)
    return replace(there, settings=settings)


def still(stage: Renderer[Visit, Any], visit: Visit, zone: str | None, path: Path) -> None:
    """Write one frame as a PNG file: the view of a zone, or of the whole park.

    Raises OSError if the file cannot be written; KeyError if the park has no such zone.
    """
    there = arrived(visit, Open(zone)) if zone else visit
    write_png(path, final_frame(there, stage))


def tour(
    stage: Renderer[Visit, Any],
    visit: Visit,
    played: Tour,
    fps: float,
    seconds: float | None = None,
    progress: Progress = lambda share, step: None,
    first: int = 0,
) -> Iterator[Pixels]:
    """The frames of a tour that plays automatically.

    Parameters
    ----------
    visit : the initial visit.
    fps : frames per second.
    seconds : length; None: the whole tour as planned, even if it waits when live.
    progress : called with the completed share, 0..1, and the current step.
    first : number of the first frame to draw.
    """
    duration_s = length_s(played, seconds)
    acts = ((0.0, StartTour(played.id)), (0.0, SetAutoAdvance(True)))
    for number, pixels in enumerate(film(visit, acts, stage, fps, duration_s, first), first):
        progress(min(number / fps / duration_s, 1.0), played.title[visit.settings.language])
        yield pixels


def length_s(played: Tour, seconds: float | None = None) -> float:
    """Length of the film of a tour, at most `seconds`."""
    return min(seconds or played.duration_s, played.duration_s)


def write_captions(path: Path, played: Tour, language: Language) -> None:
    """Write the captions of a tour as subtitles, WebVTT and SubRip, beside `path` and named like it.

    Raises OSError if something cannot be written.
    """
    for suffix, text in ((".vtt", webvtt), (".srt", subrip)):
        write_text(path.with_suffix(suffix), text(played, language))


def contact_sheet(
    stage: Renderer[Visit, Any], visit: Visit, folder: Path, progress: Progress = lambda share, step: None
) -> Path:
    """Write a frame of the whole park and of each zone, and one sheet of them all.

    Raises OSError if something cannot be written.

    Parameters
    ----------
    folder : output folder; created if necessary.
    progress : called with the completed share, 0..1, and the current step.

    Returns
    -------
    Path
        The sheet.
    """
    park, language = visit.park, visit.settings.language
    folder.mkdir(parents=True, exist_ok=True)
    shots: list[tuple[str, str, Act]] = [("whole_park", park.title[language], LookFrom(park.start))]
    shots += [
        (f"{zone.number:02d}_{zone.id}", zone.title[language], Open(zone.id)) for zone in park.zones.values()
    ]
    small = []
    for number, (name, title, act) in enumerate(shots):
        progress(number / len(shots), title)
        pixels = final_frame(arrived(visit, act), stage)
        write_png(folder / f"{name}.png", pixels)
        small.append(shrink(pixels, SHEET_PICTURE_PX))
    sheet = folder / "contact_sheet.png"
    write_png(sheet, _sheet(small))
    progress(1.0, sheet.name)
    return sheet


def write_png(path: Path, pixels: Pixels) -> None:
    """Write an array (height, width, 3), RGB, as a PNG file."""
    height, width, _ = pixels.shape
    rows = pixels.reshape(height, width * 3)
    # filter 2: each row is stored as its difference from the row above, which compresses better
    filtered = np.empty((height, width * 3 + 1), np.uint8)
    filtered[:, 0] = 2
    filtered[0, 1:] = rows[0]
    filtered[1:, 1:] = rows[1:] - rows[:-1]
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(filtered.tobytes(), 6)), (b"IEND", b""))
    write_bytes(path, b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def shrink(pixels: Pixels, width: int) -> Pixels:
    """A smaller frame, at least LEAST_PICTURE_PX wide; each pixel is the mean over its area."""
    factor = max(1, min(round(pixels.shape[1] / width), pixels.shape[1] // LEAST_PICTURE_PX))
    high, wide = (side // factor for side in pixels.shape[:2])
    cells = pixels[: high * factor, : wide * factor].reshape(high, factor, wide, factor, 3)
    return np.asarray(np.rint(cells.mean(axis=(1, 3))), np.uint8)


def columns_for(count: int) -> int:
    """The number of columns that leaves the fewest empty cells in a sheet; among equals, the nearest to a square."""
    if count <= SHEET_COLUMNS.start:
        return max(count, 1)
    return min(SHEET_COLUMNS, key=lambda columns: (-count % columns, abs(columns - count / columns)))


def _sheet(frames: list[Pixels]) -> Pixels:
    """Frames of one size in rows, with gaps between them."""
    high, wide = frames[0].shape[:2]
    step_y, step_x = high + SHEET_GAP_PX, wide + SHEET_GAP_PX
    columns = columns_for(len(frames))
    lines = -(-len(frames) // columns)
    sheet = np.empty((lines * step_y + SHEET_GAP_PX, columns * step_x + SHEET_GAP_PX, 3), np.uint8)
    sheet[:] = SHEET_GROUND
    for number, frame in enumerate(frames):
        line, column = divmod(number, columns)
        top, left = SHEET_GAP_PX + line * step_y, SHEET_GAP_PX + column * step_x
        sheet[top : top + high, left : left + wide] = frame
    return sheet
