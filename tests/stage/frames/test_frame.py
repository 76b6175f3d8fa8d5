"""What is in the picture."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import panda3d.core as p3d
import pytest

from explorer.base.geometry import Pose, Rect
from explorer.park import Park
from explorer.stage import NoGraphics, Stage
from explorer.stage.frames.warm_up import WarmUp
from explorer.stage.gl import config
from explorer.stage.gl import context as host_module
from explorer.stage.gl.context import Context
from explorer.stage.gl.probe import ask
from tests.real.desk import screen
from tests.scene import write_scene

from ..conftest import ASSETS, HEADLESS, HEIGHT, WIDTH, difference, resting, seen


def test_sky_above_water_below(stage: Stage, park: Park) -> None:
    low = Pose((-60.0, -160.0, 6.0), 180.0, 6.0, 120.0, 40.0)
    picture = seen(stage, replace(resting(park), pose=low))
    sky, water = picture[:20].mean(axis=(0, 1)), picture[-20:].mean(axis=(0, 1))
    assert sky.mean() > 150 and sky[2] >= sky[0]  # bright, and no warmer than white
    assert water.mean() < sky.mean() - 40
    assert water[2] > water[0] + 20  # blue-green


def test_day_and_dusk_differ(stage: Stage, park: Park) -> None:
    day, dusk = (seen(stage, resting(park, light=light)) for light in ("day", "dusk"))
    assert dusk.mean() < day.mean() * 0.6
    assert difference(day, dusk).mean() > 0.9
    assert day.max() <= 255 and (day.min(axis=2) == 255).mean() < 0.001  # paper does not clip


def test_day_comes_back_as_it_was(stage: Stage, park: Park) -> None:
    before = seen(stage, resting(park))
    seen(stage, resting(park, light="dusk"))
    assert np.array_equal(before, seen(stage, resting(park)))


def test_letters_follow_the_language(stage: Stage, park: Park) -> None:
    english, chinese = (seen(stage, resting(park, "factory", language=language)) for language in ("en", "zh"))
    changed = difference(english, chinese)
    assert 0.0005 < changed.mean() < 0.1


def test_nothing_is_drawn_when_nothing_changed(
    stage: Stage, park: Park, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = resting(park)
    stage.show(visit)
    first = stage.draw(finished=True)
    drawn = []
    # lights that are to come are drawn meanwhile, for nobody
    monkeypatch.setattr(WarmUp, "advance", lambda _: None)
    monkeypatch.setattr(Context, "draw", lambda *args: drawn.append(args))
    stage.show(visit.advance(0.5))
    again = stage.draw()
    assert again is first and not again.changed and not drawn


def test_a_moving_camera_is_drawn_with_fewer_pixels(park: Park) -> None:
    stage = Stage(
        park, ASSETS, (WIDTH, HEIGHT), quality="balanced", displays=("p3headlessgl",), frames="progressive"
    )
    try:
        stage.show(replace(resting(park), rest_s=0.0))
        moving = stage.draw()
        stage.show(resting(park))
        resting_picture = stage.draw(finished=True)
    finally:
        stage.close()
    assert (moving.width, moving.height) == (WIDTH * 3 // 4, HEIGHT * 3 // 4)
    assert (resting_picture.width, resting_picture.height) == (WIDTH, HEIGHT)


def test_resize(stage: Stage, park: Park) -> None:
    for size in ((200, 150), (WIDTH, HEIGHT)):
        stage.resize(*size)
        assert seen(stage, resting(park)).shape == (size[1], size[0], 3)


def test_the_subject_sits_in_the_middle_of_the_free_part(stage: Stage, park: Park) -> None:
    visit, free = resting(park, "data"), Rect(0.0, 0.1, 0.6, 1.0)
    whole, shifted = seen(stage, visit), seen(stage, visit, free)
    assert stage.project([visit.pose.target])[0] == pytest.approx(free.centre)
    # the same picture, moved: 0.2 of the width to the left, 0.05 of the height down
    right, down = round(0.2 * WIDTH), round(0.05 * HEIGHT)
    same = np.abs(whole[: HEIGHT - down, right:] - shifted[down:, : WIDTH - right]).max(axis=2) < 40
    assert same.mean() > 0.9


def test_a_machine_that_cannot_draw_says_so(park: Park) -> None:
    with pytest.raises(NoGraphics) as caught:
        Stage(park, ASSETS, (WIDTH, HEIGHT), displays=("p3nothing",))
    assert "p3nothing" in caught.value.reason


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the screen comes first")
def test_where_no_card_is_the_screen_is_not_asked_to_draw(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":5")
    for has_card, best in ((True, "pandagl"), (False, "p3headlessgl")):
        monkeypatch.setattr(config, "may_have_card", lambda has_card=has_card: has_card)
        assert config.displays()[0] == best
        assert config.displays(joins=True)[0] == "pandagl", "what is lent is the screen's"
    monkeypatch.delenv("DISPLAY")
    assert config.displays() == ("p3headlessgl",)


@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="needs Xvfb")
def test_the_picture_is_upright_on_a_screen_too(tmp_path: Path) -> None:
    """GLX opens its buffers later than EGL and once lost what was set before."""
    code = f"""
import numpy as np
from pathlib import Path
from explorer.park import load
from explorer.stage import Stage
from explorer.visit import Visit
park = load(Path({str(write_scene(tmp_path / "toy"))!r}), Path("none"))
stage = Stage(park, Path("none"), (64, 36), displays=("pandagl",))
stage.show(Visit.begin(park))
picture = stage.draw()
rows = np.frombuffer(picture.pixels, np.uint8).reshape(picture.height, -1)
print(rows[0].mean(), rows[-1].mean())
stage.close()
"""
    with screen(640, 400) as display:
        environment = {**os.environ, "DISPLAY": display}
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True
        )
    top, bottom = map(float, done.stdout.split())
    assert top < bottom - 5  # from above: open water behind, paved ground in front


def test_closing_twice_is_no_harm(toy: Park) -> None:
    stage = Stage(toy, ASSETS / "none", (64, 36), displays=("p3headlessgl",))
    stage.close()
    stage.close()
    with pytest.raises(RuntimeError):
        stage.draw()


def test_the_stage_knows_no_qt() -> None:
    code = "import sys, explorer.stage, explorer.publish.film.film; "
    code += "print(*(m for m in sys.modules if m in ('PySide6', 'trimesh')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_two_stages_at_work_side_by_side_do_not_draw_what_the_other_sees(park: Park) -> None:
    """Panda3D keeps the camera's place in a program: shared between two contexts, one would look through the other's."""
    stages = [Stage(park, ASSETS, (WIDTH, HEIGHT), displays=HEADLESS, frames="progressive") for _ in range(2)]
    try:
        one, other = stages
        wanted = seen(one, resting(park))
        seen(other, resting(park, "plaza"))
        for height in (HEIGHT - 1, HEIGHT):  # another size builds the picture anew, and the camera stays
            one.resize(WIDTH, height)
            found = seen(one, resting(park))
        assert difference(found, wanted).max() == 0
        assert difference(seen(other, resting(park)), wanted).max() == 0
    finally:
        for stage in stages:
            stage.close()


def test_the_processor_draws_vertices_where_they_lie_and_the_picture_is_the_same(
    park: Park, stage: Stage
) -> None:
    buffers = p3d.ConfigVariableBool("vertex-buffers")
    assert not buffers.value
    prepared = stage.context.gsg.prepared_objects
    pictures, copies = [], [prepared.get_num_prepared_vertex_buffers()]
    for way in (False, True):
        buffers.value = way
        try:
            stage.show(resting(park, "data"))
            stage.draw(finished=True)
            stage.show(resting(park))
            pictures.append(np.frombuffer(stage.draw(finished=True).pixels, np.uint8).copy())
            copies.append(prepared.get_num_prepared_vertex_buffers())
        finally:
            buffers.value = False
    assert copies[0] == copies[1] < copies[2], "the two ways are two"
    assert (pictures[0] == pictures[1]).all()


def test_a_context_that_takes_vertices_from_buffers_alone_gets_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(host_module, "ask", lambda *known: replace(ask(*known), profile=1))
    context = Context(HEADLESS)
    try:
        assert p3d.ConfigVariableBool("vertex-buffers").value
    finally:
        context.close()
        p3d.ConfigVariableBool("vertex-buffers").value = False
