"""A file of a scene is read within limits, and whatever is not YAML as the park reads it is a fault with a place."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from explorer.i18n import tr
from explorer.park.yaml_file import MOST_ENTRIES, MOST_FAULTS, read_yaml


def reported(folder: Path, content: str) -> list[str]:
    (folder / "a.yaml").write_text(content, "utf-8")
    file = read_yaml(folder / "a.yaml", folder)
    assert (file.data is None) == bool(file.faults)
    return [fault.as_text().removeprefix(f"{folder.as_posix()}/") for fault in file.faults]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("10", 10), ("-3", -3), ("010", 10), ("1.5", 1.5), ("-.5", -0.5), ("1e5", 1e5), ("true", True), ("~", None), ("", None),
        ("yes", "yes"), ("0b_", "0b_"), ("0x_", "0x_"), ("1:59:59", "1:59:59"), (".inf", ".inf"), (".nan", ".nan"),
        ("1_000", "1_000"), ("2023-09-08", "2023-09-08"), ("9" * 5000, "9" * 5000), ("!!str 5", "5"),
    ],
)  # fmt: skip
def test_a_value_is_what_was_typed(tmp_path: Path, written: str, read: object) -> None:
    (tmp_path / "a.yaml").write_text(f"a: {written}", "utf-8")
    file = read_yaml(tmp_path / "a.yaml", tmp_path)
    assert file.faults == [] and file.data == {"a": read}
    assert type(file.data["a"]) is type(read)


@pytest.mark.parametrize(
    "value",
    [
        "!!int abc", "!!int ''", "!!float abc", "!!bool abc", "!!timestamp abc", "!!timestamp 2026-99-99", "!!binary x",
        "!!set {a, b}", "!!omap [a: b]", "!!map []", "!!seq {a: b}", "!foo bar", "!!python/object:os.system {}",
    ],
)  # fmt: skip
def test_a_tag_is_refused(tmp_path: Path, value: str) -> None:
    assert [line.split(" is not read")[0] for line in reported(tmp_path, f"x: 1\nb: {value}")] == [
        f"a.yaml:2:4: the mark {value.split(maxsplit=1)[0]}"
    ]


@pytest.mark.parametrize(("key", "shown"), [("1", "1"), ("true", "true"), ("~", "~"), ("[a, b]", "[...]")])
def test_a_key_is_a_word(tmp_path: Path, key: str, shown: str) -> None:
    (line,) = reported(tmp_path, f"b: 1\n? {key}\n: 2")
    assert line == f"a.yaml:2:3: the key {shown} is not a word: write a word as key, or put it in quotes"


@pytest.mark.parametrize(
    ("content", "place", "what", "remedy"),
    [
        ("a: b: c", "1:5", "a colon is not allowed here", "put the text in quotes"),
        ("a: {en: Why, zh: 为什么\nb: 1", "2:2", "a comma or a closing bracket is missing", "add it"),
        ("a: 1\n b: 2", "2:3", "a colon is not allowed here", "indent the line like its neighbours"),
        ("a:\n  - 1\n  b: 2", "3:3", "a line that does not fit the list above", "begin it with '- '"),
        ("a: 1\nb\nc: 3", "3:1", "a colon is missing", "write `key: value`"),
        ("a: 1\n\tb: 2", "2:1", "a tab", "indent with spaces"),
        ("a: @home", "1:4", "a value cannot begin with this character", "put the text in quotes"),
        ('a: "b\nc: 1', "2:5", "a quote or a bracket is not closed", "close it"),
        (r'a: "C:\park"', "1:7", "a backslash in double quotes", "use single quotes"),
        ("a: *new*", "1:8", "a * or & at the beginning", "put the text in quotes"),
        ("a: 1\n---\nb: 2", "2:1", "a line with three hyphens", "delete the line"),
    ],
)  # fmt: skip
def test_a_slip_in_the_syntax_is_reported_in_plain_words(
    tmp_path: Path, content: str, place: str, what: str, remedy: str
) -> None:
    (line,) = reported(tmp_path, content)
    assert line.startswith(f"a.yaml:{place}: not valid YAML ({what}): ") and remedy in line


def test_what_cannot_be_seen_is_reported_as_an_escape(tmp_path: Path) -> None:
    (line,) = reported(tmp_path, '"\\e[31m\\a\\u202e": 1\n"\\e[31m\\a\\u202e": 2')
    assert r"'\x1b[31m\x07\u202e' is given twice" in line
    assert line.isprintable()


def test_crowds_are_refused_before_anybody_walks_through_them(tmp_path: Path) -> None:
    keys = "\n".join(f"k{i}: 1" for i in range(MOST_ENTRIES + 1))
    assert reported(tmp_path, keys) == ["a.yaml:1:1: 2,001 entries: write at most 2,000"]
    assert reported(tmp_path, "a: [" + "x, " * 50_000 + "]") == [
        "a.yaml:1:1: a: 50,000 entries: write at most 2,000"
    ]


def test_of_many_faults_the_first_are_reported_and_the_number_of_the_rest(tmp_path: Path) -> None:
    lines = reported(tmp_path, "\n".join(f"k{i}: !x 1" for i in range(200)))
    assert len(lines) == MOST_FAULTS + 1
    assert lines[-1].startswith(f"a.yaml:{MOST_FAULTS + 1}:")
    assert f"{200 - MOST_FAULTS} more errors in this file: correct those above first" in lines[-1]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
@pytest.mark.parametrize("kind", ["pipe", "folder", "device", "link to itself"])
def test_what_is_no_regular_file_is_not_read(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a.yaml"
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
        case "device":
            path.symlink_to("/dev/zero")
        case _:
            path.symlink_to(path)
    (fault,) = read_yaml(path, tmp_path).faults
    expected = {"device": "leads out of the scene folder", "link to itself": "cannot be read"}
    assert expected.get(kind, "is not a regular file") in tr(fault.what, "en")


def test_a_file_that_never_was_is_not_to_be_put_back(tmp_path: Path) -> None:
    (fault,) = read_yaml(tmp_path / "claims.yaml", tmp_path).faults
    assert "write {} into it" in tr(fault.remedy, "en")
