"""Which layers there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping

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


LAYERS: Mapping[str, Callable[[Ground], Layer]] = {
    "booth": _booth, "lesson": _lesson, "quiz": _quiz, "talk": _talk, "tour": _tour,
}  # fmt: skip
"""The name of a layer, as a mode's row has it -> what makes it. Only what is made is read: no mode has them all."""
