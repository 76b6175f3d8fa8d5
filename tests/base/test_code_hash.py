"""What changes the hash of code, and what does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.base.code_hash import code_files, hash_of_code

POOL = '''"""A pool."""

from __future__ import annotations

from .shapes import area

DEEP_M = 2.0
"""At the deep end."""


def volume(radius_m: float) -> float:
    """How much water it holds."""
    return area(radius_m) * DEEP_M  # a pool with steep walls
'''
SHAPES = """def area(radius_m: float) -> float:
    return 3.14 * radius_m**2
"""


def hash_of(folder: Path, **modules: str) -> str:
    folder.mkdir()
    for name, code in modules.items():
        (folder / f"{name}.py").write_text(code, "utf-8")
    return hash_of_code(code_files(folder))


def test_a_move_a_merge_and_words_do_not_change_it(tmp_path: Path) -> None:
    code = hash_of(tmp_path / "code", pool=POOL, shapes=SHAPES)
    assert hash_of(tmp_path / "moved", basin=POOL, shapes=SHAPES) == code
    assert hash_of(tmp_path / "merged", pool=POOL.replace("from .shapes import area\n", SHAPES)) == code
    assert (
        hash_of(
            tmp_path / "said", pool=POOL.replace("steep", "sheer").replace("A pool", "Pools"), shapes=SHAPES
        )
        == code
    )
    through = POOL.replace("from .shapes import area", "from . import shapes").replace(
        "area(", "shapes.area("
    )
    assert hash_of(tmp_path / "through", pool=through, shapes=SHAPES) == code


@pytest.mark.parametrize(
    ("old", "new"), [("2.0", "2.5"), ("* DEEP_M", "/ DEEP_M"), ("radius_m)", "radius_m, 2)")]
)
def test_other_code_changes_it(tmp_path: Path, old: str, new: str) -> None:
    code = hash_of(tmp_path / "code", pool=POOL, shapes=SHAPES)
    assert hash_of(tmp_path / "other", pool=POOL.replace(old, new), shapes=SHAPES) != code


def test_folders_are_left_out(tmp_path: Path) -> None:
    hash_of(tmp_path / "light", rays=SHAPES)
    hash_of(tmp_path / "sound", waves=POOL)
    assert [file.name for file in code_files(tmp_path, "sound")] == ["rays.py"]
