"""Which layers there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ...visit.mode import Part
from .layer import Ground, Layer


def _booth(ground: Ground) -> Layer:
    from ..kiosk import KioskLayer

    return KioskLayer(ground)


def _lesson(ground: Ground) -> Layer:
    from ..lesson.layer import LessonLayer

    return LessonLayer(ground)


def _quiz(ground: Ground) -> Layer:
    from ..lesson.quiz_layer import QuizLayer

    return QuizLayer(ground)


def _talk(ground: Ground) -> Layer:
    from ..talk import TalkLayer

    return TalkLayer(ground)


def _tour(ground: Ground) -> Layer:
    from ..tour.layer import TourLayer

    return TourLayer(ground)


LAYERS: Mapping[Part, Callable[[Ground], Layer]] = {
    Part.BOOTH: _booth, Part.LESSON: _lesson, Part.QUIZ: _quiz, Part.TALK: _talk, Part.TOUR: _tour,
}  # fmt: skip
"""A layer, as a mode's row has it -> what makes it. Only what is made is read: no mode has them all."""
