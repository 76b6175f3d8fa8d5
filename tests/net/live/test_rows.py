"""Rows as text, and recordings: what was written is read again, and a mistake is named with its line."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from explorer.base.refused import Refused
from explorer.exhibits.tags import Row, link_row
from explorer.net.live.rows import HEAD, Writer, from_text, read, to_text
from explorer.net.live.sources import PAUSE_S, Recording

ROWS = (
    link_row(1000.0, "live"),
    Row(1000.25, "line.wip", 17.0, "good"),
    Row(1001.5, "line.sensor_3", 0.0, "uncertain"),
    link_row(1002.0, "lost"),
)


@pytest.mark.parametrize("row", ROWS)
def test_a_row_is_read_as_it_was_written(row: Row) -> None:
    found = from_text(to_text(row))
    assert found._replace(value=0.0) == row._replace(value=0.0)
    assert found.value == row.value or (math.isnan(found.value) and math.isnan(row.value))


def test_times_may_be_written_by_people() -> None:
    assert from_text("2026-05-01T12:00:00Z,line.wip,17").time_s == 1777636800.0
    assert from_text("2026-05-01T12:00:00,line.wip,17").time_s == 1777636800.0
    assert from_text("2026-05-01 14:00:00+02:00, line.wip, true, good").value == 1.0


@pytest.mark.parametrize(
    "text",
    [
        "", "1,2", "1,line.wip,17,good,5", "x,line.wip,17,good", "-5,line.wip,17,good", "1e300,line.wip,1",
        "1,line.wpi,17,good", "1,nosuch.wip,17,good", "1,line.wip,abc,good", "1,line.wip,nan,good",
        "1,line.wip,inf,good", "1,line.wip,17,fine", "1,link,,maybe", "1,line.wip," + "1" * 400,
        "9999-99-99,line.wip,1",
    ],
)  # fmt: skip
def test_what_is_no_row_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        from_text(text)


def test_a_recording_is_read_in_the_order_of_time(tmp_path: Path) -> None:
    path = tmp_path / "line.csv"
    path.write_text(f"{HEAD}\n# a remark\n\n5,line.wip,2\n4,line.wip,1\n", encoding="utf-8")
    assert [row.value for row in read(path)] == [1.0, 2.0]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (f"{HEAD}\n1,line.wip,2\n1,line.wip,two\n", ":3: "),
        ("1,line.wpi,2\n", "line.wip"),
        (f"{HEAD}\n1,link,,live\n", "there is no value"),
        ("", "there is no value"),
    ],
)
def test_a_mistake_in_a_recording_is_named(tmp_path: Path, text: str, where: str) -> None:
    path = tmp_path / "line.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read(path)
    assert where in str(refused.value) and "line.csv" in str(refused.value)


def test_no_file_and_no_text_are_said(tmp_path: Path) -> None:
    (tmp_path / "bytes.csv").write_bytes(b"\xff\xfe\x00")
    for name in ("none.csv", "bytes.csv", "."):
        with pytest.raises(Refused):
            read(tmp_path / name)


def test_a_recording_plays_at_the_pace_it_was_made_at_and_again(tmp_path: Path) -> None:
    path = tmp_path / "line.csv"
    with path.open("w", encoding="utf-8") as out:
        write = Writer(out)
        for row in ROWS:
            write(row)
    now_s = 50.0
    played = Recording(read(path), lambda: now_s)
    assert [to_text(row) for row in played.news()] == [to_text(ROWS[0])]
    assert played.news() == []
    now_s = 51.5
    assert [row.tag for row in played.news()] == ["line.wip", "line.sensor_3"]
    now_s = 52.0
    assert [row.quality for row in played.news()] == ["lost"]
    now_s = 52.0 + PAUSE_S
    assert played.news() == []
    assert [row.quality for row in played.news()] == ["live"]
    now_s = 5_000.0  # the machine has slept: it does not play a thousand rounds at once
    assert len(played.news()) == 1
    played.close()
