"""A gallery: pictures, slides and videos of a scene, one after another on a screen. It computes nothing, and says so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

from ...base.pictures import PictureKey
from ...i18n import Text, Translatable, text_of
from ..exhibit import (
    STEP_S,
    Action,
    Exhibit,
    GuidedStep,
    Output,
    PartWords,
    Truth,
    parameter,
)
from ..mixins import Arrow, OfScene, PictureShow

MOST_SLIDES = 60
MOST_STEPS = 5
TRUTH: Truth = "pictures"
BACK, NEXT, PLAY = "back", "next", "play"
WAYS: dict[Arrow, str] = {"left": BACK, "right": NEXT}


@dataclass(frozen=True, slots=True)
class Slide:
    """One picture of a gallery."""

    picture: PictureKey
    caption: Translatable | None  # caption; None without one
    lasts_s: float  # time it is shown while the gallery plays


@dataclass(frozen=True, slots=True)
class Gallery:
    """The pictures of a zone, their owner, and a text about them all."""

    title: Translatable
    slides: tuple[Slide, ...]
    source: Translatable
    limit: Translatable
    try_this: Translatable | None = None


@dataclass(frozen=True, slots=True)
class OnScreen:
    """State of the screen."""

    ticks: int = 0
    number: int = 1  # number of the slide, from 1
    dial: int = 1  # last known position of the dial; another one means it was turned
    since: int = 0  # tick at which the slide appeared
    plays: bool = True  # whether slides advance automatically, until a visitor touches the gallery


class GalleryExhibit(OfScene, PictureShow, Exhibit[OnScreen]):
    """Base of all galleries. With several pictures it has a `slide` parameter, made with them; one picture needs no dial."""

    gallery: ClassVar[Gallery]
    kind = "gallery"
    truth = TRUTH
    actions = (
        Action(NEXT, Text("Next picture"), Text("Shows the next picture, after the last one the first.")),
        Action(BACK, Text("Previous picture"), Text("Shows the picture before this one.")),
        Action(
            PLAY,
            Text("Play or stop"),
            Text("The pictures follow one another by themselves, or the present one stays."),
        ),
    )

    def start(self) -> OnScreen:
        number = self._dial
        return OnScreen(number=number, dial=number)

    def step(self, state: OnScreen) -> OnScreen:
        state = replace(state, ticks=state.ticks + 1)
        if self._dial != state.dial:  # it was turned
            return replace(state, number=self._dial, dial=self._dial, since=state.ticks, plays=False)
        if state.plays and self.on_show_s(state) >= self.slide_of(state).lasts_s and self.count > 1:
            state = self._at(state, 1)
        return replace(state, dial=state.number)

    def followed(self, state: OnScreen) -> Self:
        if state.number == self._dial:
            return self
        return self.model_copy(update={"slide": state.number})

    def readings(self, state: OnScreen) -> dict[str, float]:
        return {"slide": float(state.number)}

    def act(self, state: OnScreen, action: str) -> OnScreen:
        if action == PLAY:
            return replace(state, plays=not state.plays, since=state.ticks)
        return replace(self._at(state, {NEXT: 1, BACK: -1}[action]), plays=False)

    def parts(self, state: OnScreen) -> dict[str, PartWords]:
        if self.count < 2:
            return {}
        words = {BACK: self.actions[1].label, NEXT: self.actions[0].label}
        return {
            part: PartWords(label, self._of(self._at(state, way).number))
            for (part, label), way in zip(words.items(), (-1, 1), strict=True)
        }

    def touched(self, state: OnScreen, part: str) -> tuple[Self, OnScreen]:
        return (self, self.act(state, part)) if part in self.parts(state) else (self, state)

    def part_by_arrow(self, state: OnScreen, way: Arrow) -> str | None:
        part = WAYS.get(way)
        return part if part in self.parts(state) else None

    def caption(self, state: OnScreen, number: int) -> Text | None:
        words = self.slide_of(state).caption
        return None if words is None else text_of(words)

    # ---- the screen

    @property
    def count(self) -> int:
        """Number of pictures."""
        return len(self.gallery.slides)

    @property
    def _dial(self) -> int:
        return int(getattr(self, "slide", 1))

    def slide_of(self, state: OnScreen) -> Slide:
        """The slide on the screen."""
        return self.gallery.slides[min(max(state.number, 1), self.count) - 1]

    def on_show_s(self, state: OnScreen) -> float:
        """Time the slide has been on the screen."""
        return (state.ticks - state.since) * STEP_S

    def _at(self, state: OnScreen, way: int) -> OnScreen:
        """Move to another slide; the first follows the last."""
        return replace(state, number=(state.number - 1 + way) % self.count + 1, since=state.ticks)

    def _of(self, number: int) -> Translatable:
        return number_words(number, self.count)


def number_words(number: int, count: int) -> Text:
    """Number of a slide, and of all."""
    return Text("{number} of {count}", context="picture", number=number, count=count)


def gallery_exhibit(gallery: Gallery) -> type[GalleryExhibit]:
    """The exhibit class of some pictures."""
    count = len(gallery.slides)
    names = tuple(number_words(number, count) for number in range(1, count + 1))
    label = Text("Picture")
    namespace: dict[str, Any] = {
        "__module__": __name__,
        "__doc__": "A gallery of a scene's own pictures.",
        "gallery": gallery,
        "title": text_of(gallery.title),
        "limit": text_of(gallery.limit),
        "try_this": text_of(gallery.try_this or TRY),
        "outputs": (Output("slide", label, "", 1, max(count, 2), names),),
        "figures": ("slide",),
        "walkthrough": tuple(_step(gallery.slides[n - 1], n, count) for n in _guided(count)),
    }
    if count > 1:
        meaning = Text("Which picture is on the screen.")
        namespace["slide"] = parameter(
            1, label=label, meaning=meaning, low=1, high=count, step=1, names=names
        )
        namespace["__annotations__"] = {"slide": int}
    else:  # a single picture needs no dial
        namespace["actions"] = ()
    made: type[GalleryExhibit] = _metaclass("OwnGallery", (GalleryExhibit,), namespace)
    return made


_metaclass: Any = type(GalleryExhibit)
TRY = Text("Look through the pictures.")


def _guided(count: int) -> tuple[int, ...]:
    """The pictures of the walkthrough, in order: the first one, already on screen, comes last."""
    return (*range(2, min(count, MOST_STEPS) + 1), 1)


def _step(slide: Slide, number: int, count: int) -> GuidedStep:
    words = number_words(number, count) if slide.caption is None else text_of(slide.caption)
    values = (("slide", number),) if count > 1 else ()
    return GuidedStep(words, values=values, watch_s=min(slide.lasts_s, 6.0), ask=words)
