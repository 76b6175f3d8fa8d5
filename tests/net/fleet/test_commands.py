"""What `fleet init` and `fleet remove` print: what to do next, with the files and commands of this fleet."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from explorer import __main__ as cli
from explorer.base.refused import Refused
from explorer.net.fleet.address import read_address

pytestmark = pytest.mark.usefixtures("english")


def fleet(*words: str) -> int:
    return cli.main(["fleet", *words])


def test_the_next_steps_are_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("explorer.net.fleet.setup.give_to_mosquitto", lambda folder: True)
    folder = tmp_path / "fleet"
    where = ("--folder", str(folder))
    assert fleet("init", "hub.example.org", "b07", "b08", *where) == 0
    out = capsys.readouterr().out
    assert f"1. Start the broker: mosquitto -c {folder / 'mosquitto.conf'}" in out
    assert f"fleet hub --folder {folder}" in out and "--fleet booth-b07.json" in out and "ca.key" in out

    assert fleet("init", "hub.example.org", *where) == 0
    assert capsys.readouterr().out == "Written: -\n"

    assert fleet("init", "192.168.1.5,hub", "b09", *where) == 0
    out = capsys.readouterr().out
    assert "carry them there again: booth-b07.json, booth-b08.json" in out
    assert "1. Have the broker read its files again: systemctl restart mosquitto" in out

    assert fleet("remove", "b09", *where) == 0
    assert "Taken out: b09." in capsys.readouterr().out
    assert fleet("remove", "b09", *where) == 2
    assert "Not in this fleet: b09" in capsys.readouterr().err


def test_files_that_mosquitto_finds_elsewhere_are_to_be_copied(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ("--folder", str(tmp_path / "fleet"))
    assert fleet("init", "hub", "b07", "--place", "/etc/mosquitto/park", *where) == 0
    capsys.readouterr()
    assert fleet("init", "hub", "b08", *where) == 0
    assert (
        "1. Copy to /etc/mosquitto/park at the broker, for the user mosquitto alone: passwords"
        in capsys.readouterr().out
    )
    assert fleet("remove", "b08", *where) == 0
    assert "Copy to /etc/mosquitto/park" in capsys.readouterr().out


@pytest.mark.parametrize("hosts", ["", "a b", "hub,", "http://hub", "hub;x"])
def test_hosts_that_are_none_are_refused(hosts: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        fleet("init", hosts, "b07")
    assert ended.value.code == 2 and "with commas between" in capsys.readouterr().err


@pytest.mark.parametrize("content", [None, '{"a": 1}', "[", ""])
def test_a_file_that_is_none_of_a_booth_is_refused_in_ones_own_language(
    content: str | None, tmp_path: Path
) -> None:
    file = tmp_path / "booth.json"
    if content is not None:
        file.write_text(content, "utf-8")
    with pytest.raises(Refused) as refused:
        read_address(str(file), tmp_path)
    words = refused.value.words.in_language("zh").replace(str(file), "").replace("fleet init", "")
    assert not re.search("[A-Za-z]{3,} [A-Za-z]", words), words
