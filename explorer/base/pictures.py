"""Pictures of galleries: their keys and their pixels. How they are decoded is not known here."""

from __future__ import annotations

from typing import Literal, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from ..i18n import Text

PictureKind = Literal["photo", "drawing", "page", "video"]
"""Pixels in a file, an SVG, a page of a PDF, a video."""
SCREEN_PX = (1024, 576)
"""Width and height in pixels of a screen in the park."""


class PictureKey(NamedTuple):
    """One picture of a gallery."""

    path: str  # its file
    kind: PictureKind  # how it is read
    page: int = 0  # of a PDF, from 0
    poster: str = ""  # file of the still picture shown for a video; "" without one


class Pixels(NamedTuple):
    """The image that a screen shows."""

    bgr: npt.NDArray[np.uint8]  # bytes of shape (rows, columns, 3), blue first, row 0 at the top
    number: int  # differs whenever the pixels do, so that they need not be compared


class PictureSource(Protocol):
    """Source of decoded pictures. It never blocks: a picture still being decoded comes later."""

    def pixels(self, picture: PictureKey, caption: str, language: str) -> Pixels | None:
        """The picture with its caption, sized `SCREEN_PX`; None if not decoded yet, or not displayable."""
        ...


class NotShown(ValueError):
    """A file that cannot be shown: what is wrong and what to do."""

    def __init__(self, what: Text, remedy: Text) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(str(what))
