"""Tables of colours of a scene: `.cube` files as other programs export them, and what is said of broken ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from explorer.base.suffixes import SCENE_FILES
from explorer.park import Park, load
from explorer.park.check import check
from explorer.park.checks.grade import MOST_BYTES, NEUTRAL, SIDE
from explorer.park.last_good import signature
from explorer.shell.edit.next_park import draws_the_same
from tests.scene import write_scene

NOWHERE = Path("/nowhere")


def cube(
    size: int = 2, order: tuple[int, int, int] = (0, 1, 2), head: str = 'TITLE "a"\n# from a program\n'
) -> str:
    """A table that takes each channel from another, red fastest."""
    axis = np.linspace(0, 1, size)
    rows = ((r, g, b) for b in axis for g in axis for r in axis)
    lines = (" ".join(f"{row[channel]:.6f}" for channel in order) for row in rows)
    return f"{head}LUT_3D_SIZE {size}\n" + "\n".join(lines) + "\n"


def graded_scene(folder: Path, **tables: str | bytes) -> Path:
    """A small scene with a file for each of these lights."""
    scene = write_scene(folder / "toy")
    names = ", ".join(f"{light}: ./light/{light}.cube" for light in tables)
    park = scene / "park.yaml"
    park.write_text(f"{park.read_text('utf-8')}grade: {{{names}}}\n", "utf-8")
    (scene / "light").mkdir()
    for light, table in tables.items():
        data = table if isinstance(table, bytes) else table.encode()
        (scene / "light" / f"{light}.cube").write_bytes(data)
    return scene


@pytest.fixture(params=(2, 16, 17, 33))
def size(request: pytest.FixtureRequest) -> Iterator[int]:
    yield request.param


def test_a_table_of_any_size_becomes_one_of_sixteen(tmp_path: Path, size: int) -> None:
    scene = graded_scene(tmp_path, day=cube(size, (2, 1, 0)), dusk=cube(size))
    assert not check(scene, NOWHERE).errors
    park = load(scene, NOWHERE)
    assert set(park.grades) == {"day"}, "a table that changes nothing is none"
    table = np.frombuffer(park.grades["day"], np.uint8).reshape(SIDE, SIDE, SIDE, 3)
    assert np.array_equal(table, np.frombuffer(NEUTRAL, np.uint8).reshape(table.shape)[..., ::-1])
    assert table[0, 0, 15].tolist() == [0, 0, 255], "red comes fastest"
    assert {"light/day.cube"} <= {path for path, _, _ in signature(scene)} and ".cube" in SCENE_FILES


def test_a_curve_is_resampled_between_its_colours(tmp_path: Path) -> None:
    rows = cube(3).replace("0.500000", "0.700000")
    table = np.frombuffer(load(graded_scene(tmp_path, night=rows), NOWHERE).grades["night"], np.uint8)
    red = table.reshape(SIDE, SIDE, SIDE, 3)[0, 0, :, 0] / 255
    wanted = np.interp(np.linspace(0, 1, SIDE), [0, 0.5, 1], [0, 0.7, 1])
    assert np.abs(red - wanted).max() <= 0.5 / 255


BROKEN: dict[str, tuple[str | bytes, int, str]] = {
    "a picture": (b"\x89PNG\n\x1a\n\xff", 1, "it is no text file"),
    "empty": ("", 1, "LUT_3D_SIZE is missing"),
    "no size": ('TITLE "a"\n0 0 0\n', 2, "LUT_3D_SIZE is missing before the first colour"),
    "no number as size": (cube().replace("SIZE 2", "SIZE two"), 3, "LUT_3D_SIZE is not from 2 to 33"),
    "too fine": (cube().replace("SIZE 2", "SIZE 64"), 3, "LUT_3D_SIZE is not from 2 to 33"),
    "one colour": ("LUT_3D_SIZE 1\n0 0 0\n", 1, "LUT_3D_SIZE is not from 2 to 33"),
    "curves": ("LUT_1D_SIZE 2\n0 0 0\n1 1 1\n", 1, "a curve for each channel"),
    "other range": (cube(head="DOMAIN_MIN 0 0 0\nDOMAIN_MAX 4 4 4\n"), 2, "'4 4 4' is not within 0 to 1"),
    "film range": (cube(head="LUT_3D_INPUT_RANGE 0.0 1.5\n"), 1, "do not run from 0 to 1"),
    "a word": (cube() + "end\n", 12, "'end' is no colour"),
    "not a number": (cube().replace("1.000000 1.000000 1.000000", "1 nan 1"), 11, "'1 nan 1' is not within"),
    "of 255": (cube().replace("1.000000", "255"), 5, "'255 0.000000 0.000000' is not within 0 to 1"),
    "two numbers": (cube().replace("1.000000 1.000000 1.000000", "1 1"), 11, "2 numbers, not three"),
    "cut off": (cube()[:-27], 10, "ends after 7 of 8 colours"),
    "too long": (cube() + "1 1 1\n", 12, "more than 8 colours"),
    "huge": (b"#" * (MOST_BYTES + 1), 1, "the file has 2,000 kB"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_table_is_said_with_its_line_and_the_park_opens_without_it(
    tmp_path: Path, name: str
) -> None:
    data, line, words = BROKEN[name]
    scene = graded_scene(tmp_path, day=data, night=cube(order=(1, 0, 2)))
    (fault,) = [fault for fault in check(scene, NOWHERE).faults if fault.path.suffix == ".cube"]
    assert (fault.path.name, fault.line, fault.weight) == ("day.cube", line, "warning")
    assert words in str(fault.what) and str(fault.remedy)
    assert set(load(scene, NOWHERE).grades) == {"night"}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("./light/none.cube", "there is no such file"),
        ("../outside.cube", "it leads out of the scene folder"),
        ("./park.yaml", "it is of another kind"),
    ],
)
def test_a_file_that_cannot_be_one_is_said_in_park_yaml(tmp_path: Path, name: str, words: str) -> None:
    scene = graded_scene(tmp_path, day=cube())
    park = scene / "park.yaml"
    park.write_text(park.read_text("utf-8").replace("./light/day.cube", name), "utf-8")
    (fault,) = [fault for fault in check(scene, NOWHERE).faults if "is not used" in str(fault.what)]
    assert fault.path == park and fault.line == len(park.read_text("utf-8").splitlines())
    assert words in str(fault.what)


def test_an_edited_table_is_drawn_anew(tmp_path: Path) -> None:
    parks: list[Park] = []
    scene = graded_scene(tmp_path, day=cube(order=(1, 0, 2)))
    for order in ((1, 0, 2), (1, 0, 2), (2, 1, 0)):
        (scene / "light" / "day.cube").write_text(cube(order=order))
        parks.append(load(scene, NOWHERE))
    assert draws_the_same(parks[0], parks[1]) and not draws_the_same(parks[1], parks[2])
