"""State codes on the command line: printed, opened, and refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer import __main__ as cli
from explorer.visit.state_code import is_code, opened

pytestmark = pytest.mark.usefixtures("english")
CODE = "P1~line~loss=60~30!break_sensor~@120"


def test_a_run_prints_its_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        cli.main(
            ["exhibit", "line", "--set", "loss=60", "--do", "break_sensor@1", "--seconds", "4", "--code"]
        )
        == 0
    )
    code = capsys.readouterr().out.strip()
    assert is_code(code)
    assert code.startswith(CODE)
    assert opened(code).is_same


def test_an_exhibit_goes_on_from_a_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["exhibit", "--state", CODE, "--seconds", "2", "--code"]) == 0
    longer = capsys.readouterr().out.strip()
    assert "@180." in longer
    assert cli.main(["exhibit", "line", "--state", CODE, "--seconds", "1", "--csv", "-"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert [row.partition(",")[0] for row in rows[1:]] == ["4", "5"]


def test_parameters_are_set_after_a_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["exhibit", "--state", CODE, "--set", "loss=20", "--seconds", "1", "--code"]) == 0
    assert "~90=loss:20~@150." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("P1~line~30!brake~@60", "break_sensor"),
        ("P9~line~@60", "another version"),
        ("hello", "no state code"),
    ],
)
@pytest.mark.parametrize("command", [("exhibit",), ("still", "-o", "x.png"), ("run",)])
def test_a_bad_code_is_refused_in_words(
    command: tuple[str, ...],
    code: str,
    said: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main([*command, "--state", code]) == 2
    assert said in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
