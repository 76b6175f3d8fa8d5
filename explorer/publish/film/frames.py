"""The frames of a film as numbered files, so that a film that was interrupted goes on where it stopped."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Literal

import numpy as np
from PIL import Image

from ...base.atomic_file import write_bytes, write_text
from .film import Pixels, write_png

Suffix = Literal[".png", ".jpg"]
BYTES_PER_PIXEL: dict[Suffix, float] = {".png": 1.6, ".jpg": 0.4}
"""Upper estimates: frames of the shipped park in rich quality take 1.3 and 0.25."""
SPARE_BYTES = 200 * 10**6
"""Space that is left free, and room for the video."""
JPEG_QUALITY = 95
RECIPE = "film.json"
NAME = re.compile(r"\d{6}\.(png|jpg)")


class FrameFolder:
    """The frames of one film in a folder.

    Frames of another film are removed when the first frame is added.

    Parameters
    ----------
    folder : created with the first frame.
    recipe : all that decides how the frames look; frames of another recipe are not used.
    suffix : `.png` for images that are kept, `.jpg` (a quarter of the size) for those of a video.

    Attributes
    ----------
    count : number of frames there.
    """

    def __init__(self, folder: Path, recipe: str, suffix: Suffix) -> None:
        self.folder, self._recipe, self._suffix = folder, recipe, suffix
        self.count = 0
        with suppress(OSError, UnicodeDecodeError):
            if (folder / RECIPE).read_text("utf-8") == recipe:
                while self._path(self.count).is_file():
                    self.count += 1

    def needed_bytes(self, frames: int, size: tuple[int, int]) -> int:
        """Estimated space for the frames that are missing, and for the video."""
        missing = max(frames - self.count, 0)
        return round(missing * size[0] * size[1] * BYTES_PER_PIXEL[self._suffix]) + SPARE_BYTES

    def add(self, pixels: Pixels) -> None:
        """Write the next frame. Raises OSError if it cannot be written."""
        if self.count == 0:
            self._begin()
        path = self._path(self.count)
        if self._suffix == ".png":
            write_png(path, pixels)
        else:
            data = BytesIO()
            # full colour resolution: the video halves it once, not twice
            Image.fromarray(pixels).save(data, "JPEG", quality=JPEG_QUALITY, subsampling=0)
            write_bytes(path, data.getvalue())
        self.count += 1

    def frames(self) -> Iterator[Pixels]:
        """All frames in order. Raises OSError if a file cannot be read."""
        for number in range(self.count):
            with Image.open(self._path(number)) as image:
                yield np.asarray(image.convert("RGB"), np.uint8)

    def finish(self) -> None:
        """Keep the frames: the next film begins anew."""
        (self.folder / RECIPE).unlink(missing_ok=True)

    def remove(self) -> None:
        """Remove the folder with its frames, unless it holds other files."""
        self._clear()
        with suppress(OSError):
            self.folder.rmdir()

    def _begin(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._clear()
        write_text(self.folder / RECIPE, self._recipe)

    def _clear(self) -> None:
        for path in list(self.folder.iterdir()) if self.folder.is_dir() else ():
            if NAME.fullmatch(path.name) or path.name == RECIPE:
                path.unlink(missing_ok=True)

    def _path(self, number: int) -> Path:
        return self.folder / f"{number:06d}{self._suffix}"


def free_bytes(folder: Path) -> int:
    """Free space on the disk of a folder that may not exist yet."""
    while not folder.is_dir():
        folder = folder.parent
    return shutil.disk_usage(folder).free
