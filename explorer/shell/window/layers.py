"""The layers of the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ...visit.mode import Part
from .layer import Layer, LayerContext


def _booth(context: LayerContext) -> Layer:
    from ..kiosk import KioskLayer

    return KioskLayer(context)


def _class(context: LayerContext) -> Layer:
    from ..follow.class_layer import ClassLayer

    assert context.room is not None, "a mode has this layer where there is a room"
    return ClassLayer(context, context.room.leading)


def _follow(context: LayerContext) -> Layer:
    from ..follow.layer import FollowLayer

    return FollowLayer(context)


def _ground(context: LayerContext) -> Layer:
    from ..edit.layer import SceneEditLayer

    assert context.edited is not None, "a mode has this layer where a scene is edited"
    return SceneEditLayer(context, context.edited)


def _lesson(context: LayerContext) -> Layer:
    from ..lesson.layer import LessonLayer

    return LessonLayer(context)


def _opening(context: LayerContext) -> Layer:
    from ..opening.layer import OpeningLayer

    return OpeningLayer(context)


def _quiz(context: LayerContext) -> Layer:
    from ..lesson.quiz_layer import QuizLayer

    return QuizLayer(context)


def _read_aloud(context: LayerContext) -> Layer:
    from ..read_aloud.layer import ReadAloudLayer

    return ReadAloudLayer(context)


def _souvenir(context: LayerContext) -> Layer:
    from ..souvenir.layer import SouvenirLayer

    return SouvenirLayer(context)


def _poll(context: LayerContext) -> Layer:
    from ..lesson.class_question import PollLayer

    return PollLayer(context)


def _room(context: LayerContext) -> Layer:
    from ..room.layer import RoomLayer

    assert context.room is not None, "a mode has this layer where there is a room"
    return RoomLayer(context, context.room)


def _show_me(context: LayerContext) -> Layer:
    from ..exhibit.show_me.layer import ShowMeLayer

    return ShowMeLayer(context)


def _talk(context: LayerContext) -> Layer:
    from ..talk.layer import TalkLayer

    return TalkLayer(context)


def _tour(context: LayerContext) -> Layer:
    from ..tour.layer import TourLayer

    return TourLayer(context)


LAYERS: Mapping[Part, Callable[[LayerContext], Layer]] = {
    Part.BOOTH: _booth, Part.CLASS: _class, Part.FOLLOW: _follow, Part.LESSON: _lesson, Part.OPENING: _opening,
    Part.QUIZ: _quiz, Part.SHOW_ME: _show_me, Part.POLL: _poll, Part.READ_ALOUD: _read_aloud, Part.ROOM: _room,
    Part.SOUVENIR: _souvenir,
    Part.TALK: _talk, Part.TOUR: _tour, Part.GROUND: _ground,
}  # fmt: skip
"""Layer, as a mode's row names it -> its factory. Modules are imported on use: no mode has all layers."""
