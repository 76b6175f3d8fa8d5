"""Commands that draw: each draws in a process of its own, which takes most of a minute under Wine."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from explorer.cli.commands.show.run import PICTURES
from tests.park.meshes.zoo import plain_box, textured_wall
from tests.scene import swap, write_scene

from .test_cli import PNG, typed

pytestmark = [pytest.mark.usefixtures("english"), pytest.mark.draws]


def test_still_needs_no_screen(tmp_path: Path) -> None:
    pictures = {}
    for option, light in (("--time", "dusk"), ("--light", "2"), ("--light", "night")):
        path = tmp_path / f"{light}.png"
        done = typed("still", "--zone", "data", "--size", "320x180", option, light, "-o", str(path))
        assert done.returncode == 0 and done.stdout.strip() == str(path), done
        pictures[light] = path.read_bytes()
        assert pictures[light].startswith(PNG)
    assert pictures["dusk"] == pictures["2"] != pictures["night"]


@pytest.mark.skipif(sys.platform == "win32", reason="there is always a screen, and the window opens")
def test_without_a_screen_there_are_pictures(tmp_path: Path) -> None:
    done = typed("--size", "320x180", cwd=tmp_path)
    assert done.returncode == 0, done
    folder = tmp_path / PICTURES
    assert done.stdout.startswith(f"No screen was found. Images of the park are saved in {folder} instead.")
    assert len(list(folder.glob("*.png"))) == 22  # the park, 20 zones, and the sheet
    assert all(p.read_bytes().startswith(PNG) for p in folder.glob("*.png"))
    assert done.stdout.splitlines()[-1] == str(folder / "contact_sheet.png")


@pytest.mark.skipif(sys.platform != "linux", reason="where the cache lies")
def test_without_a_screen_pictures_go_where_they_can_be_written(tmp_path: Path) -> None:
    """A folder that belongs to another user holds nothing new; nor does one where a file has the name of theirs."""
    scene = write_scene(tmp_path / "toy")
    (tmp_path / PICTURES).write_text("a file")
    cache = tmp_path / "cache"
    words = ("--scene", str(scene), "--size", "320x180")
    done = typed(*words, cwd=tmp_path, XDG_CACHE_HOME=str(cache))
    assert done.returncode == 0, done
    assert done.stdout.splitlines()[-1] == str(cache / "park-explorer" / PICTURES / "contact_sheet.png")


def test_own_models_that_lose_something_are_reported_with_the_picture(tmp_path: Path) -> None:
    scene = write_scene(tmp_path / "toy")
    textured_wall(b"no picture").write(scene / "hut.glb")
    swap(scene / "zones" / "mill.yaml", "model: mill", "model: ./hut.glb")
    picture = tmp_path / "a.png"
    done = typed("still", "--scene", str(scene), "--size", "320x180", "--lang", "zh", "-o", str(picture))
    assert done.returncode == 0 and picture.read_bytes().startswith(PNG)
    assert "hut.glb：贴图“facade”未使用（无法读取）" in done.stderr


def test_a_scene_without_models_is_shown_with_placeholders(tmp_path: Path) -> None:
    scene = write_scene(tmp_path / "toy")
    path = tmp_path / "toy.png"
    done = typed("still", "--scene", str(scene), "--size", "320x180", "-o", str(path))
    assert done.returncode == 0 and path.read_bytes().startswith(PNG), done
    assert "Traceback" not in done.stderr and done.stderr.strip(), "a warning is expected"


def test_a_scene_of_own_models_alone_has_nothing_to_tell(tmp_path: Path) -> None:
    scene = write_scene(tmp_path / "toy")
    for id in ("mill", "barn"):
        plain_box().write(scene / f"{id}.glb")
        swap(scene / f"zones/{id}.yaml", f"model: {id}\n", f"model: ./{id}.glb\n")
    done = typed("still", "--scene", str(scene), "--size", "320x180", "-o", str(tmp_path / "toy.png"))
    assert (done.returncode, done.stderr) == (0, "")


def test_the_doctor_speaks_plainly() -> None:
    english, chinese = typed("doctor"), typed("doctor", LC_ALL="zh_CN.UTF-8")
    for done in (english, chinese):
        assert done.returncode == 0, done
        assert "Traceback" not in done.stderr
        assert ("184/184" in done.stdout and "llvmpipe" in done.stdout) or "ms" in done.stdout
    python = "python" if sys.platform == "win32" else "python3"
    assert english.stdout.splitlines()[-1] == f"Ready: {python} -m explorer"
    assert chinese.stdout.splitlines()[-1] == f"可以启动：{python} -m explorer"
