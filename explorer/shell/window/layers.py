"""The layers of the window: which class a mode's row names, and the present ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from ...exhibits.mixins import ByArrows
from ...visit import Visit
from ...visit.mode import Part
from ..input.keymap import ARROWS, Command
from ..style.theme import Theme
from ..widgets import Surface
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


def _spots(context: LayerContext) -> Layer:
    from ..spots.layer import SpotsLayer

    return SpotsLayer(context)


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
    Part.SOUVENIR: _souvenir, Part.SPOTS: _spots,
    Part.TALK: _talk, Part.TOUR: _tour, Part.GROUND: _ground,
}  # fmt: skip
"""Layer, as a mode's row names it -> its factory. Modules are imported on use: no mode has all layers."""


class Layers:
    """The layers of the present mode, the uppermost last.

    Attributes
    ----------
    named : the layers by name.
    hidden : the parts, and other layers, that they hide.
    """

    def __init__(self, context: LayerContext, names: Iterable[Part]) -> None:
        self.named = {name: LAYERS[name](context) for name in names}
        self.hidden: frozenset[Part] = frozenset()

    def __iter__(self) -> Iterator[Layer]:
        return iter(self.named.values())

    def __getitem__(self, at: int) -> Layer:
        return list(self.named.values())[at]

    def change(self, context: LayerContext, names: Iterable[Part]) -> None:
        """Change to the layers of another mode: those of the former one alone end, those of the new one alone begin."""
        former = self.named
        self.named = {name: former.pop(name) if name in former else LAYERS[name](context) for name in names}
        self.hidden = frozenset()
        for layer in self:
            layer.room_changed(context.room)
        for layer in former.values():
            layer.close()
            for surface in layer.surfaces:
                surface.hide()
                surface.deleteLater()
        for surface in self.surfaces:
            surface.suppress(False)

    @property
    def surfaces(self) -> list[Surface]:
        """The panels of all layers."""
        return [surface for layer in self for surface in layer.surfaces]

    def surfaces_of(self, name: Part) -> Sequence[Surface]:
        """The panels of a layer; none if the mode does not have it."""
        return self.named[name].surfaces if name in self.named else ()

    def keys_now(self, visit: Visit) -> dict[str, Command]:
        """Present overrides of the keymap, even if the last key came in the same frame; those of the uppermost layer count."""
        self.update_from(visit)
        run = visit.run if visit.operating else None
        keys = dict(ARROWS) if run is not None and isinstance(run.exhibit, ByArrows) else {}
        for layer in self:
            keys |= layer.keys
        return keys

    @property
    def speak(self) -> bool:
        """Whether one of their voices is speaking."""
        return any(layer.speaks for layer in self)

    def apply_theme(self, theme: Theme) -> None:
        """Apply a theme to all layers and their panels."""
        for surface in self.surfaces:
            surface.apply_theme(theme)
        for layer in self:
            layer.apply_theme(theme)

    def update_from(self, visit: Visit) -> None:
        """Update all layers from the visit."""
        for layer in self:
            layer.update_from(visit)

    def hide(self) -> frozenset[Part]:
        """Ask the layers what they hide; return the parts that hide now, or no longer."""
        before, self.hidden = self.hidden, frozenset[Part]().union(*(layer.hidden for layer in self))
        return before ^ self.hidden

    def advance(self, dt_s: float) -> bool:
        """Advance all layers; whether an animation is running."""
        return max([layer.advance(dt_s) for layer in self], default=False)

    def answer(self, command: Command, visit: Visit) -> bool:
        """Let the uppermost layer that knows a command handle it; False if none does."""
        return any(layer.answers(command, visit) for layer in reversed(self.named.values()))

    def answer_number(self, number: int) -> bool:
        """Let a layer handle a number; False if it means nothing to any."""
        return any(layer.answers_number(number) for layer in self)

    def close(self) -> None:
        """The window closes."""
        for layer in self:
            layer.close()
