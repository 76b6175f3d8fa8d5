"""Films, stills and sheets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import panda3d.core as p3d
import pytest

from explorer.base.geometry import Pose
from explorer.base.terminal import Progress
from explorer.cli.commands.write import film as command
from explorer.cli.commands.write.film import say_how_long
from explorer.cli.dispatch import parsed
from explorer.park import Park
from explorer.publish.film import film
from explorer.stage import Stage
from explorer.visit import Open, Settings, Visit
from explorer.visit.camera.lettering import Picture

from ...stage.conftest import ASSETS, HEADLESS, HEIGHT, WIDTH, difference


def read_png(path: Path) -> np.ndarray[tuple[int, ...], np.dtype[np.int16]]:
    image = p3d.PNMImage(p3d.Filename.from_os_specific(str(path)))
    pixels = [[image.get_xel_val(x, y) for x in range(image.get_x_size())] for y in range(image.get_y_size())]
    return np.array([[(p[0], p[1], p[2]) for p in row] for row in pixels], np.int16)


def test_a_png_is_read_back_as_it_was(tmp_path: Path) -> None:
    pixels = np.random.default_rng(3).integers(0, 255, (11, 17, 3)).astype(np.uint8)
    film.write_png(tmp_path / "noise.png", pixels)
    assert np.array_equal(read_png(tmp_path / "noise.png"), pixels)


def test_a_film_flies(stage: Stage, park: Park) -> None:
    visit = Visit.begin(park)
    frames = [f.astype(np.int16) for f in film.film(visit, [(0.5, Open("data"))], stage, fps=2, duration_s=2)]
    assert len(frames) == 5
    assert not difference(frames[0], frames[1]).any() or difference(frames[0], frames[1]).mean() < 0.5
    assert difference(frames[1], frames[3]).mean() > 0.3


def test_a_film_shows_life_moving_and_is_the_same_at_another_rate(park: Park) -> None:
    visit = replace(Visit.begin(park), pose=Pose((-12.0, -20.0, 1.0), 150, 22, 46, 40))
    stage = Stage(park, ASSETS, (WIDTH, HEIGHT), displays=HEADLESS, lively=True)
    first, middle, last = (f.astype(np.int16) for f in film.film(visit, (), stage, fps=0.5, duration_s=4))
    again, as_last = (f.astype(np.int16) for f in film.film(visit, (), stage, fps=0.25, duration_s=4))
    stage.close()
    for before, after in ((first, middle), (middle, last), (first, last)):
        assert difference(before, after).sum() > 10
    assert np.array_equal(first, again) and np.array_equal(last, as_last)


def test_a_film_in_which_nothing_is_to_move_stands_still(stage: Stage, park: Park) -> None:
    without_motion = Settings(comfort="cut")
    visit = replace(
        Visit.begin(park, settings=without_motion), pose=Pose((-12.0, -20.0, 1.0), 150, 22, 46, 40)
    )
    first, last = film.film(visit, (), stage, fps=0.25, duration_s=4)
    assert np.array_equal(first, last)


def test_a_still_is_the_view_of_its_zone(stage: Stage, park: Park, tmp_path: Path) -> None:
    path = tmp_path / "data.png"
    film.still(stage, Visit.begin(park), "data", path)
    there = film.arrived(Visit.begin(park), Open("data"))
    assert there.pose == park.zones["data"].views.front.pose
    assert np.array_equal(read_png(path), film.final_frame(there, stage))


@pytest.mark.parametrize(("count", "columns"), [(1, 1), (3, 3), (9, 5), (21, 7), (24, 4)])
def test_a_sheet_has_few_empty_cells(count: int, columns: int) -> None:
    assert film.columns_for(count) == columns


@pytest.mark.parametrize("width", [300, 400, 640, 1280, 1920, 3840])
def test_pictures_of_a_sheet_can_be_made_out(width: int) -> None:
    small = film.shrink(np.zeros((width * 9 // 16, width, 3), np.uint8), film.SHEET_PICTURE_PX)
    assert min(width, film.LEAST_PICTURE_PX) <= small.shape[1] <= 640


def test_a_contact_sheet_has_everything(toy: Park, tmp_path: Path) -> None:
    reported: list[float] = []
    stage = Stage(toy, ASSETS / "none", (WIDTH, HEIGHT), displays=HEADLESS)
    try:
        sheet = film.contact_sheet(
            stage, Visit.begin(toy), tmp_path / "pictures", lambda share, step: reported.append(share)
        )
    finally:
        stage.close()
    names = sorted(path.name for path in sheet.parent.iterdir())
    assert names == ["01_mill.png", "02_barn.png", "contact_sheet.png", "whole_park.png"]
    assert reported[0] == 0 and reported[-1] == 1 and reported == sorted(reported)


def test_a_tour_is_filmed_with_its_captions(stage: Stage, park: Park, tmp_path: Path) -> None:
    visit = Visit.begin(park, settings=Settings(language="zh"))
    show = park.tours["show"]
    for number, pixels in enumerate(film.tour(stage, visit, show, fps=0.2, seconds=25.0)):
        film.write_png(tmp_path / f"{number:06d}.png", pixels)
    film.write_captions(tmp_path / "show", show, "zh")
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == [*(f"{n:06d}.png" for n in range(6)), "show.srt", "show.vtt"]
    whole, line = read_png(tmp_path / "000001.png"), read_png(tmp_path / "000005.png")
    assert np.abs(whole - line).mean() > 20, "the camera went to the line"
    assert "轮到您了" in (tmp_path / "show.vtt").read_text("utf-8")


def test_how_long_a_film_takes_is_said_after_a_second_and_captions_come_last(
    capsys: pytest.CaptureFixture[str],
) -> None:
    bar, now_s = Progress("Filming"), 0.0

    def pictures() -> Iterator[np.ndarray]:
        nonlocal now_s
        for number in range(1, 5):
            now_s += 0.6
            bar.show(number / 1000, "show")
            yield np.zeros((1, 1, 3), np.uint8)

    assert len(list(say_how_long(pictures(), bar, lambda: now_s))) == 4
    assert capsys.readouterr().err.count("This takes about 10 minutes.") == 1


def test_a_film_that_is_stopped_leaves_no_captions(
    park: Park, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> Iterator[np.ndarray]:
        yield np.zeros((HEIGHT, WIDTH, 3), np.uint8)
        raise KeyboardInterrupt

    monkeypatch.setattr(film, "tour", stopped)
    words = ["film", "show", "-o", str(tmp_path / "made"), "--size", f"{WIDTH}x{HEIGHT}", "--quality", "lite"]
    assert command.COMMAND.run(parsed(words)) == 130
    assert not list(tmp_path.rglob("*.srt")) and list(tmp_path.rglob("*.png"))


def test_no_letters_are_cut_in_a_still(stage: Stage, park: Park) -> None:
    there = film.arrived(Visit.begin(park), Open("line"))
    cut = Picture(there.pose, WIDTH / HEIGHT).cut({zone: stage.letters(zone, "en") for zone in park.zones})
    assert cut == {"factory"}
    saved = film.final_frame(there, stage)
    rested = replace(there, rest_s=film.SETTLED_S)
    stage.show(rested, unlettered=cut)
    bare = stage.draw(finished=True, is_outlined=False)
    shape = (HEIGHT, WIDTH, 4)
    assert np.array_equal(saved, np.frombuffer(bare.pixels, np.uint8).reshape(shape)[..., 2::-1])
    stage.show(rested)
    as_is = np.frombuffer(stage.draw(finished=True).pixels, np.uint8).reshape(shape)[..., 2::-1]
    changed = np.abs(as_is.astype(int) - saved).max(axis=2)[:, -WIDTH // 4 :] > 24
    assert changed.sum() > 40, "the window's picture of a view chosen by hand has them"
