"""Which layers there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .booth import BoothLayer
from .layer import Ground, Layer
from .lesson.layer import LessonLayer
from .lesson.quiz_layer import QuizLayer
from .talk import TalkLayer
from .tour.layer import TourLayer

LAYERS: Mapping[str, Callable[[Ground], Layer]] = {
    "booth": BoothLayer, "lesson": LessonLayer, "quiz": QuizLayer, "talk": TalkLayer, "tour": TourLayer,
}  # fmt: skip
"""The name of a layer, as a mode's row has it -> what makes it."""
