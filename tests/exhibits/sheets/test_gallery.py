"""A gallery: it plays by itself until somebody touches it, its state is kept, and its files are looked at within limits."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from explorer.base.pictures import NotShown, PictureKey
from explorer.base.suffixes import PICTURES
from explorer.exhibits.exhibit import STEP_S
from explorer.exhibits.sheets import picture_files
from explorer.exhibits.sheets.gallery import (
    BACK,
    NEXT,
    PLAY,
    Gallery,
    GalleryExhibit,
    OnScreen,
    Slide,
    gallery_exhibit,
)
from explorer.exhibits.sheets.picture_files import pages_in, pages_of, read_whole
from explorer.i18n import Verbatim, tr
from explorer.visit import Running
from explorer.visit.run_snapshot import run_of, run_snapshot
from explorer.visit.state_code import code_of, opened
from tests.exhibits import contract

EACH_S = 4.0


def gallery_of(count: int) -> GalleryExhibit:
    slides = tuple(
        Slide(PictureKey(f"{n}.png", "photo"), Verbatim(f"picture {n}"), EACH_S) for n in range(1, count + 1)
    )
    words = Verbatim("words")
    return gallery_exhibit(Gallery(words, slides, Verbatim("whose"), words))()


def test_it_keeps_the_contract_of_exhibits() -> None:
    exhibit = gallery_of(4)
    acts = [NEXT, BACK, PLAY]
    contract.check_seeds(exhibit, 10.0, [(1.0, NEXT), (3.0, PLAY)], by_chance=False)
    contract.check_states_are_values(exhibit, 20, acts)
    contract.check_step_time(exhibit, 60, acts)
    contract.check_ranges(exhibit, 20.0, [(0.5, BACK), (6.0, PLAY)])
    for step, standing, state in contract.guided(exhibit):
        assert tr(standing.caption(state, 0) or step.words, "en") == f"picture {dict(step.values)['slide']}"
    for action in exhibit.actions:
        assert tr(action.label, "de") != tr(action.label, "en") != tr(action.label, "zh")


@pytest.mark.parametrize("seed", contract.THIRTY_SEEDS)
def test_every_picture_stays_as_long_as_is_said(seed: int) -> None:
    run = Running.of(gallery_of(3).having(seed=seed))
    seen = []
    for wait_s in (0.0, EACH_S - 0.1, 0.2, EACH_S, EACH_S):
        run = run.advance(wait_s)
        seen.append(run.readings["slide"])
    assert seen == [1, 1, 2, 3, 1]


@settings(max_examples=20)
@given(st.lists(st.sampled_from([NEXT, BACK, PLAY]), max_size=8), st.integers(1, 5))
def test_turning_goes_round_and_stops_playing(acts: list[str], count: int) -> None:
    exhibit = gallery_of(count)
    state, number, plays = exhibit.start(), 0, True
    for act in acts:
        state = exhibit.act(state, act)
        number = (number + {NEXT: 1, BACK: -1, PLAY: 0}[act]) % count
        plays = (not plays) if act == PLAY else False
        exhibit = exhibit.followed(exhibit.step(state))
        state = exhibit.step(state)
        assert (state.number, state.plays) == (number + 1, plays)
    if not plays:
        later = contract.after_seconds(exhibit, state, 3 * EACH_S)
        assert later.number == state.number


def test_dial_arrows_and_touch_turn_to_another_picture() -> None:
    run = Running.of(gallery_of(3))
    run = run.turned("slide", 3).advance(0.2)
    assert run.readings["slide"] == 3
    exhibit, state = run.exhibit, run.state
    assert exhibit.part_by_arrow(state, "right") == NEXT and exhibit.part_by_arrow(state, "up") is None
    run = run.touched(NEXT).advance(0.2)
    assert run.readings["slide"] == 1 and run.exhibit.model_dump()["slide"] == 1
    assert isinstance(run.state, OnScreen) and not run.state.plays
    assert gallery_of(1).parts(gallery_of(1).start()) == {}
    assert run.advance(30.0).readings["slide"] == 1


def test_a_gallery_of_one_picture_has_nothing_to_turn() -> None:
    one = gallery_of(1)
    assert set(type(one).model_fields) == {"seed"} and one.actions == ()
    assert "slide" in type(gallery_of(2)).model_fields
    contract.check_seeds(one, 10.0, [], by_chance=False)
    assert [step.values for step, _, _ in contract.guided(one)] == [()]
    run = Running.of(one).advance(2 * EACH_S)
    assert run.readings == {"slide": 1.0}
    assert opened(code_of(run), one).run.state == run.state


def test_a_state_is_kept_in_a_code_and_a_snapshot() -> None:
    standing = gallery_of(5)
    run = (
        Running.of(standing)
        .advance(2.0)
        .done(NEXT)
        .advance(1.0)
        .turned("slide", 4)
        .advance(1.0)
        .done(BACK)
        .advance(0.5)
    )
    for again in (opened(code_of(run), standing).run, run_of(run_snapshot(run), standing)):
        assert again.state == run.state and again.readings == {"slide": 3.0}
        assert again.advance(1.0).state == run.advance(1.0).state
    assert run.exhibit.on_show_s(run.state) == pytest.approx(0.5, abs=2 * STEP_S)


# ---- files


def pdf(pages: int, more: bytes = b"", *, packed: bool = False) -> bytes:
    tree = b"<< /Type /Pages /Kids [] /Count %d >>" % pages
    if packed:
        objects = zlib.compress(b"2 0 " + tree)
        tree = b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode >>\nstream\n" + objects + b"\nendstream"
    return b"%PDF-1.7\n1 0 obj\n" + tree + b"\nendobj\ntrailer << /Root 1 0 R " + more + b">>\n%%EOF\n"


@pytest.mark.parametrize("packed", [False, True])
def test_the_pages_of_a_pdf_are_counted(packed: bool) -> None:
    assert pages_of(pdf(7, packed=packed)) == 7


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"hello", "is no PDF"),
        (pdf(3, b"/Encrypt 9 0 R "), "is encrypted"),
        (b"%PDF-1.4\n%%EOF", "has no pages"),
    ],
)
def test_a_pdf_that_cannot_be_shown_is_refused(data: bytes, expected: str) -> None:
    with pytest.raises(NotShown, match=expected):
        pages_of(data)


def write_png(path: Path, size: tuple[int, int] = (8, 6)) -> None:
    Image.new("RGB", size, "#1FA588").save(path)


def drawing(shapes: str) -> str:
    return f'<svg viewBox="0 0 4 3" xmlns:xlink="http://www.w3.org/1999/xlink">{shapes}</svg>'


def tens(element: str, again: str) -> str:
    """An element, drawn ten times in the next one, that ten times in the next, and so on."""
    rows = [f"<{element} id='a{n}'>{again.format(n - 1) * 10}</{element}>" for n in range(1, 9)]
    return f"<{element} id='a0'><path/></{element}>" + "".join(rows)


BOMB, PATTERNS = tens("g", "<use href='#a{}'/>"), tens("pattern", "<path fill='url(#a{})'/>")
WRONG: dict[str, tuple[Callable[[Path], object], str]] = {
    "words.png": (lambda path: path.write_text("no picture"), "is no picture of this kind"),
    "empty.jpg": (lambda path: path.write_bytes(b""), "is empty"),
    "bomb.svg": (lambda path: path.write_text('<!DOCTYPE a [<!ENTITY b "c">]><svg/>'), "entities"),
    "uses.svg": (lambda path: path.write_text(drawing(BOMB)), "more than 5,000 shapes"),
    "styles.svg": (lambda path: path.write_text(drawing(PATTERNS)), "more than 5,000 shapes"),
    "many.svg": (lambda path: path.write_text(drawing("<g/>" * 5001)), "more than 5,000 shapes"),
    "deep.svg": (lambda path: path.write_text(drawing("<g>" * 200 + "</g>" * 200)), "stand in one another"),
    "circle.svg": (
        lambda path: path.write_text(drawing('<g id="c"><use href="#c"/></g>')),
        "'c', uses itself",
    ),
    "path.svg": (lambda path: path.write_text(drawing('<image href="/etc/a.png"/>')), "from another file"),
    "up.svg": (lambda path: path.write_text(drawing('<image xlink:href="../a.png"/>')), "from another file"),
    "nested.svg": (
        lambda path: path.write_text(drawing('<image href="data:image/svg+xml,x"/>')),
        "from another file",
    ),
    "fill.svg": (lambda path: path.write_text(drawing('<g fill="url(a.svg#b)"/>')), "from another file"),
    "size.svg": (lambda path: path.write_text("<svg/>"), "does not say how large it is"),
    "page.svg": (lambda path: path.write_text("<html/>"), "it is no SVG"),
    "words.mp4": (lambda path: path.write_text("no video at all"), "is no video"),
    "folder.pdf": (lambda path: path.mkdir(), "is no file"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_file_that_is_not_what_its_name_says_is_refused(tmp_path: Path, name: str) -> None:
    write, expected = WRONG[name]
    write(tmp_path / name)
    with pytest.raises(NotShown, match=expected):
        pages_in(tmp_path / name, PICTURES[Path(name).suffix])


def test_a_drawing_with_what_it_needs_in_it_is_shown(tmp_path: Path) -> None:
    shapes = '<a href="https://example.org"><image href="data:image/png;base64,aa"/></a><use href="#b"/><g id="b"/>'
    (tmp_path / "a.svg").write_text(drawing(shapes * 3), "utf-8")
    assert pages_in(tmp_path / "a.svg", "drawing") == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
@pytest.mark.parametrize("name", ["a.png", "a.svg", "a.pdf", "a.mp4"])
def test_a_pipe_is_not_waited_for(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / name)
    with pytest.raises(NotShown, match="is no file"):
        pages_in(tmp_path / name, PICTURES[Path(name).suffix])


class Counted(bytes):
    """Bytes that count what is searched and copied in them."""

    looked_at = 0

    def find(self, what: bytes, start: int = 0, end: int | None = None) -> int:  # type: ignore[override]
        found = bytes.find(self, what, start, len(self) if end is None else end)
        Counted.looked_at += (min(len(self), end or len(self)) if found < 0 else found) - start
        return found


@pytest.mark.parametrize(
    "mark", [b"/Type /ObjStm ", b"/Type/ObjStm>>stream\n", b"/Type/ObjStm>>\nstream\nx\x9c", b"/Type /Pages "]
)
def test_what_a_broken_pdf_costs_grows_with_its_size_and_no_faster(
    mark: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture_files, "MOST_LOOKED_AT", 2_000_000)
    costs = []
    for count in (2_000, 20_000):
        Counted.looked_at = 0
        with pytest.raises(NotShown, match="has no pages"):
            pages_of(Counted(b"%PDF-1.4\n" + mark * count))
        costs.append(Counted.looked_at)
    assert costs[1] <= 11 * costs[0] + 8_000_000


def test_a_picture_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "large.png"
    write_png(path, (400, 10))
    assert pages_in(path, "photo") == 1
    monkeypatch.setattr(picture_files, "LONGEST_PX", 300)
    with pytest.raises(NotShown, match="400 x 10 pixels are too many"):
        pages_in(path, "photo")
    monkeypatch.setitem(picture_files.LARGEST_MB, "photo", 0)  # type: ignore[arg-type]
    with pytest.raises(NotShown, match="at most 0 MB"):
        pages_in(path, "photo")


def test_half_a_picture_is_found_when_it_is_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "half.png"
    Image.effect_noise((64, 64), 80).save(path)
    read_whole(path, "photo")
    path.write_bytes(path.read_bytes()[:-600])
    assert pages_in(path, "photo") == 1
    with pytest.raises(NotShown, match="is damaged"):
        read_whole(path, "photo")
