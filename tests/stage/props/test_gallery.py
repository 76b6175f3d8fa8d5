"""The screen of a gallery: it shows what its pictures are, in the visitor's language, and is touched to turn on."""

from __future__ import annotations

import numpy as np

from explorer.base.pictures import SCREEN_PX, PictureKey, Pixels
from explorer.exhibits.exhibit import Exhibit
from explorer.exhibits.sheets.gallery import BACK, NEXT, Gallery, Slide, gallery_exhibit
from explorer.i18n import Text, Verbatim
from explorer.park.base import SceneText
from explorer.park.frame import Accent
from explorer.park.model import ExhibitPlace
from explorer.stage.props.gallery import GalleryProp
from explorer.stage.props.prop_manager import prop_class
from explorer.visit import Running
from tests.stage.props import watch

SAID = SceneText({"en": "said", "de": "gesagt"})
PLACE = ExhibitPlace(kind="gallery", centre_m=(0, 0, 0), size_m=(16, 4, 9), see=SAID, learn=SAID, real=SAID)


class Source:
    """Has the first picture at once, and the others once they are let in."""

    def __init__(self) -> None:
        self.let_in = {"1.png"}
        self.asked: list[tuple[str, str]] = []

    def pixels(self, picture: PictureKey, caption: str, language: str) -> Pixels | None:
        self.asked.append((picture.path, caption))
        if picture.path not in self.let_in:
            return None
        number = int(picture.path[0])
        return Pixels(np.full((SCREEN_PX[1], SCREEN_PX[0], 3), number * 50, np.uint8), number)


def gallery(count: int = 3) -> Exhibit[object]:
    slides = tuple(Slide(PictureKey(f"{n}.png", "photo"), SAID, 4.0) for n in range(1, count + 1))
    words = Text("{text}", text=Verbatim("words"))
    return gallery_exhibit(Gallery(words, slides, words, words))()  # type: ignore[return-value]


def prop_with(source: Source | None) -> GalleryProp:
    assert prop_class("gallery") is GalleryProp
    prop = GalleryProp(PLACE, Accent(day="#1FA588", night="#4FE8A8"))
    prop.pictures = source
    return prop


def test_a_picture_is_drawn_when_it_comes_and_once() -> None:
    source = Source()
    prop, run = prop_with(source), Running.of(gallery())
    assert prop.is_live, "a picture may come while the run stands still"
    watch.shown(prop, run)
    first = prop.drawn
    watch.shown(prop, run)
    assert prop.drawn == first > 0
    run = run.done(NEXT)
    watch.shown(prop, run)
    quiet = prop.drawn
    source.let_in.add("2.png")
    watch.shown(prop, run)
    assert prop.drawn == quiet + 1
    prop.language = "de"
    watch.shown(prop, run)
    assert source.asked[-1] == ("2.png", "gesagt")


def test_without_pictures_the_screen_stays_quiet() -> None:
    prop = prop_with(None)
    watch.shown(prop, Running.of(gallery()))
    assert prop.boxes()


def test_its_sides_turn_to_another_picture_and_it_fits_its_room() -> None:
    prop, run = prop_with(Source()), Running.of(gallery())
    watch.shown(prop, run)
    assert set(prop.boxes()) == {BACK, NEXT} == set(run.exhibit.parts(run.state))
    wide, deep, high = PLACE.size_m
    for box in prop.boxes().values():
        assert -wide / 2 <= box.low[0] < box.high[0] <= wide / 2
        assert -deep / 2 <= box.low[1] < box.high[1] <= deep / 2 and box.high[2] <= high
    assert prop.boxes()[BACK].high[0] < 0 < prop.boxes()[NEXT].low[0]
    single = prop_with(Source())
    watch.shown(single, Running.of(gallery(1)))
    assert not single.boxes()
    watch.check_cost(prop, run)
