"""What a historian exports becomes rows: separators, decimal signs, local times with their zone."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from explorer import __main__ as cli
from explorer.base.refused import Refused
from explorer.exhibits.tags import Row
from explorer.net.live.historian import read_export
from explorer.net.live.messages import zone_of
from explorer.net.live.rows import read
from explorer.net.live.tag_map import Mapped, TagMap

BERLIN = ZoneInfo("Europe/Berlin")
TAGS = TagMap((Mapped("line.wip", column="WIP"), Mapped("line.rate", column="Rate", scale=60.0)), zone=BERLIN)
NOON = datetime(2026, 5, 1, 12, tzinfo=BERLIN).timestamp()


def read_text(tmp_path: Path, text: str, encoding: str = "utf-8", **options: str) -> list[Row]:
    path = tmp_path / "export.csv"
    path.write_bytes(text.encode(encoding))
    return read_export(path, TAGS, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "Zeit;WIP;Rate\n01.05.2026 12:00:00;1.017,5;2\n01.05.2026 12:00:01,250;;3\n",
        "\ufeffTimestamp\tOther\tWIP\tRate\n2026-05-01T12:00:00\tx\t1017.5\t2\n2026-05-01 12:00:01.250\ty\t\t3\n",
        "时间,WIP,Rate\n2026/05/01 12:00:00,1017.5,2\n2026-05-01T10:00:01.250Z,,3\n",
        "# a remark\nTime;WIP;Rate\n\n2026-05-01 12:00:00,000;1 017,5;2,0\n2026-05-01 12:00:01,25;;3,00\n",
    ],
)
def test_a_column_a_tag(tmp_path: Path, text: str) -> None:
    assert read_text(tmp_path, text) == [
        Row(NOON, "line.wip", 1017.5, "good"),
        Row(NOON, "line.rate", 120.0, "good"),
        Row(NOON + 1.25, "line.rate", 180.0, "good"),
    ]


def test_a_line_a_value(tmp_path: Path) -> None:
    text = (
        "Tag;Zeitstempel;Wert;Qualität\nRate;01.05.2026 12:00:01;2,5;192\nWIP;01.05.2026 12:00:00;7;64\n"
        "Other;01.05.2026 12:00:00;1;192\nWIP;01.05.2026 12:00:02;No data;0\n"
    )
    for encoding in ("utf-8", "cp1252"):
        rows = read_text(tmp_path, text, encoding)
        assert [(row.tag, row.quality) for row in rows] == [
            ("line.wip", "uncertain"),
            ("line.rate", "good"),
            ("line.wip", "bad"),
        ]
        assert rows[1].value == 150.0


def test_the_hour_that_comes_twice(tmp_path: Path) -> None:
    """On 25 October 2026 the clock in Berlin goes from 3:00 back to 2:00."""
    times = ["01:30", "02:00", "02:30", "02:00", "02:30", "03:00"]
    lines = "".join(f"25.10.2026 {time}:00;{n}\n" for n, time in enumerate(times))
    rows = read_export(_file(tmp_path, "Zeit;WIP\n" + lines), TagMap(TAGS.tags[:1], zone=BERLIN))
    assert [row.value for row in rows] == [0, 1, 2, 3, 4, 5]
    assert [after.time_s - before.time_s for before, after in pairwise(rows)] == [1800.0] * 5


def _file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "export.csv"
    path.write_text(text, "utf-8")
    return path


def test_times_of_a_stated_form_and_zone(tmp_path: Path) -> None:
    text = "Time,WIP,Rate\n05/01/2026 12:00:00,1,\n"
    with pytest.raises(Refused, match=r"export\.csv:2: .*--time"):
        read_text(tmp_path, text)
    rows = read_export(_file(tmp_path, text), TAGS, zone_of("-05:00"), "%m/%d/%Y %H:%M:%S")
    assert rows[0].time_s == NOON + 7 * 3600


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "no value"),
        ("Zeit;WIP;Rate\n", "no value"),
        ("Zeit;WIPP;Rate\n1;2;3\n", "'WIP'. Nearest: WIPP"),
        ("Zeit;WIP;Rate\nnever;2;3\n", ":2: 'never'"),
        ("Zeit;WIP;Rate\n01.05.2026 12:00:00;;\n", "no value"),
        ("Wert;Tag;Zeit\n1;WIP\n", ":2: .*shorter"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, text: str, word: str) -> None:
    with pytest.raises(Refused, match=word):
        read_text(tmp_path, text)


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str], english: None) -> None:
    tags, out = tmp_path / "tags.yaml", tmp_path / "day.csv"
    tags.write_text("zone: Europe/Berlin\ntags:\n  line.wip: {column: WIP}\n", "utf-8")
    export = _file(tmp_path, "Zeit;WIP\n01.05.2026 12:00:00;1,5\n01.05.2026 12:00:10;2,5\n")
    words = ["live", "import", str(export), str(out)]
    assert cli.main(words) == 2
    assert cli.main([*words, "--map", str(tags)]) == 0
    assert [(row.time_s - NOON, row.value) for row in read(out)] == [(0.0, 1.5), (10.0, 2.5)]
    assert cli.main([*words, "--map", str(tags), "--zone", "+00:00"]) == 0  # beside it, not over it
    assert read(tmp_path / "day-2.csv")[0].time_s == NOON + 7200
    assert "Europe/Berlin" in capsys.readouterr().err
    assert cli.main([*words, "--map", str(tags), "--zone", "Mars"]) == 2
