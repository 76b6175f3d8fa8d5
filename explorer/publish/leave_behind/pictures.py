"""The pictures of the stops, drawn again in the chosen language, and the marks of the pen on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter

from ...base.protocols import Renderer
from ...park.model import Park
from ...shell.pictures.pictures import decoded
from ...shell.pictures.video import still_of
from ...shell.talk.pen import paint_strokes
from ...visit.given import as_shown
from ...visit.state import VisitState
from ...visit.talk.own import OwnSlide
from ..film.film import final_frame
from .content import Leaf, StopPage

SIZE_PX = (1500, 844)
"""Width and height of a picture: 200 dots an inch across a page."""


@dataclass(frozen=True, slots=True)
class SlidePicture:
    """A slide of the presenter; no image for a video that does not play here, nor for a file that has become unreadable."""

    slide: OwnSlide
    image: QImage | None


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture of a stop."""

    page: StopPage
    image: QImage
    slides: tuple[SlidePicture, ...] = ()  # the presenter's, after it


def pictures(leaf: Leaf, park: Park, stage: Renderer[Any, Any]) -> Iterator[Picture]:
    """Draw the stops one by one."""
    for page in leaf.stops:
        slides = tuple(SlidePicture(each, _image_of(each)) for each in page.slides)
        yield Picture(page, picture_of(page, park, stage, leaf.wanted.language), slides)


def _image_of(slide: OwnSlide) -> QImage | None:
    """A slide as a picture; of a video, a frame."""
    return still_of(slide.path) if slide.kind == "video" else decoded(slide.picture, QSize(*SIZE_PX))


def picture_of(page: StopPage, park: Park, stage: Renderer[Any, Any], language: str) -> QImage:
    """The picture of a stop as it was left; with marks, as it was while the last one was drawn."""
    visit: VisitState = as_shown(park, page.shown, language)
    if page.strokes:
        visit = replace(visit, pose=page.strokes[-1].pose)
    pixels = final_frame(visit, stage)  # type: ignore[arg-type]  # a state is drawn, its transitions are not asked
    height, width, _ = pixels.shape
    return QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def marked(picture: Picture) -> QImage:
    """A picture with the marks in it."""
    image = picture.image.convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_strokes(painter, QRectF(image.rect()), picture.page.strokes)
    painter.end()
    return image
