"""Tables are read within limits; what is wrong in one is told with its row."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.exhibits.sheets.table_file import MOST_COLUMNS, MOST_ROWS, NotRead, read_table
from explorer.exhibits.sheets.table_sheet import looking_up


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_text(text, encoding)
    return path


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_table_of_text_is_read(tmp_path: Path, sign: str) -> None:
    rows = [["wheel", "flow"], ["open", "1.5"], ["closed", "2"]]
    table = read_table(write(tmp_path / "a.csv", "\n".join(sign.join(row) for row in rows), "utf-8-sig"))
    assert table.columns == {"wheel": ("open", "closed"), "flow": (1.5, 2.0)} and table.rows == 2


def test_numbers_may_have_a_comma(tmp_path: Path) -> None:
    table = read_table(write(tmp_path / "a.csv", "x;y\n1,5;\u22122\n"))
    assert table.columns == {"x": (1.5,), "y": (-2.0,)}


def test_a_workbook_is_read(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (["x", "y"], [1, 2.5], [2, 5]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    assert read_table(tmp_path / "a.xlsx").columns == {"x": (1.0, 2.0), "y": (2.5, 5.0)}
    write(tmp_path / "b.xlsx", "no workbook")
    with pytest.raises(NotRead, match="no workbook"):
        read_table(tmp_path / "b.xlsx")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "has no rows"),
        ("x,y\n", "has no rows"),
        ("x,x\n1,2\n", "two columns named 'x'"),
        ("x,,y\n1,2,3\n", "a column without a name"),
        ("x,y\n1,2\n3,\n", "row 3: y is empty"),
        ("x,y\n1,2\n3,nan\n", "row 3: y is no number that can be computed with"),
        ("x,y\n-Infinity,2\n", "row 2: x is no number that can be computed with"),
        ("x,y\n1,1e308\n", "row 2: y is no number that can be computed with"),
        (f"x,y\n1,{'9' * 400}\n", "row 2: y is no number that can be computed with"),
        ("x\n" + "1\n" * (MOST_ROWS + 1), "more than 5,000 rows"),
        (",".join(f"c{n}" for n in range(MOST_COLUMNS + 1)) + "\n1\n", "more than 5,000 rows or 50 columns"),
    ],
)
def test_a_broken_table_is_refused(tmp_path: Path, text: str, what: str) -> None:
    with pytest.raises(NotRead) as wrong:
        read_table(write(tmp_path / "a.csv", text))
    assert what in str(wrong.value.what) and str(wrong.value.remedy)


def test_other_refusals(tmp_path: Path) -> None:
    with pytest.raises(NotRead, match="UTF-8"):
        read_table(write(tmp_path / "a.csv", "x\nä\n", "latin-1"))
    with pytest.raises(NotRead, match="cannot be read"):
        read_table(tmp_path / "none.csv")
    with pytest.raises(NotRead, match="at most"):
        read_table(write(tmp_path / "b.csv", "x\n" + "1" * 2_000_001))


def test_between_the_rows_it_goes_in_a_straight_line(tmp_path: Path) -> None:
    table = read_table(write(tmp_path / "a.csv", "k,x,y\na,0,0\na,10,20\nb,0,5\nb,10,6\n"))
    compute = looking_up(table, ["k", "x"], ["y"])
    assert compute({"k": "a", "x": 2.5}) == {"y": 5.0}
    assert compute({"k": "b", "x": 5}) == {"y": 5.5}
    assert compute({"k": "a", "x": 99}) == {"y": 20.0} and compute({"k": "a", "x": -1}) == {"y": 0.0}
    assert compute({"k": "c", "x": 1}) == {"y": None}


@pytest.mark.parametrize(
    ("text", "dials", "what"),
    [
        ("x,z,y\n1,2,3\n", ["x", "z"], "has the numbers x, z as dials"),
        ("x,y\n1,2\n1,3\n", ["x"], "row 3: comes twice"),
        ("x,y\n1,a\n", ["x"], "row 2: y is no number"),
    ],
)
def test_what_cannot_be_looked_up_is_named(tmp_path: Path, text: str, dials: list[str], what: str) -> None:
    table = read_table(write(tmp_path / "a.csv", text))
    with pytest.raises(NotRead, match=what):
        looking_up(table, dials, ["y"])
