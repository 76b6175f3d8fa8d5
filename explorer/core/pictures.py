"""The pictures of galleries: what names one, and what gives its pixels. Who decodes them is not known here."""

from __future__ import annotations

from typing import Literal, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from ..i18n import Text

PictureKind = Literal["photo", "drawing", "page", "video"]
"""Pixels in a file, an SVG, a page of a PDF, a video."""
SCREEN_PX = (1024, 576)
"""Width and height of the pixels of a screen in the park."""


class PictureKey(NamedTuple):
    """One picture of a gallery."""

    path: str  # its file
    kind: PictureKind  # how it is read
    page: int = 0  # of a PDF, from 0
    poster: str = ""  # of a video, the file of the picture that stands for it; "" if there is none


class Pixels(NamedTuple):
    """What a screen shows."""

    bgr: npt.NDArray[np.uint8]  # bytes of shape (rows, columns, 3), blue first, row 0 at the top
    number: int  # another one for other pixels, so that they need not be compared


class PictureSource(Protocol):
    """Gives the pixels of pictures. It never waits: what is not decoded yet comes later."""

    def pixels(self, picture: PictureKey, caption: str, language: str) -> Pixels | None:
        """The picture and its caption as `SCREEN_PX`; None if it is not there yet, or cannot be shown."""
        ...


class NotShown(ValueError):
    """A file that cannot be shown: what is wrong and what to do."""

    def __init__(self, what: Text, remedy: Text) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(str(what))
