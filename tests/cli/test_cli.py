"""The command line as a newcomer types it: right, wrong, and without a screen."""

from __future__ import annotations

import csv
import gc
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from explorer import __main__ as cli
from explorer.base import bootstrap
from explorer.base.bootstrap import ROOT
from explorer.cli.commands.scene import bake
from explorer.cli.dispatch import parsed, with_sources
from explorer.exhibits.kinds import KINDS
from explorer.park import yaml_file
from explorer.shell.window.protocols import CannotDraw, StageMaker
from explorer.stage import NoGraphics
from tests.scene import swap, write_scene
from tests.small_scene import write_small_scene

PNG = b"\x89PNG\r\n\x1a\n"


pytestmark = pytest.mark.usefixtures("english")


def typed(*words: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """`python3 -m explorer ...` in a process of its own, on a machine without a screen."""
    env = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    env |= {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", **environment}
    command = [sys.executable, "-m", "explorer", *words]
    return subprocess.run(
        command, cwd=cwd, env=env, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120
    )


def test_the_shipped_park_passes_strictly(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "--strict"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == (
        "claims 184/184 · zones 20 · texts en 100 % zh 100 % · 0 errors · 0 warnings"
    )


def test_where_the_first_start_takes_its_packages_from_is_typed_with_any_command(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in (bootstrap.WHEELS, bootstrap.NEWEST):
        monkeypatch.delenv(name, raising=False)
    assert with_sources(["check", "--strict"]) == ["check", "--strict"]
    assert bootstrap.WHEELS not in os.environ and bootstrap.NEWEST not in os.environ
    assert with_sources(["fleet", "init", "--wheels", "stick", "hall", "--newest"]) == [
        "fleet",
        "init",
        "hall",
    ]
    assert (os.environ[bootstrap.WHEELS], os.environ[bootstrap.NEWEST]) == ("stick", "1")
    bundle = ["bundle", "--for", "windows", "--wheels", "of windows"]
    assert with_sources(bundle) == bundle and os.environ[bootstrap.WHEELS] == "stick"
    for name in (bootstrap.WHEELS, bootstrap.NEWEST):
        del os.environ[name]  # `monkeypatch` would set it again


def test_check_exits_0_1_and_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scene = write_scene(tmp_path / "toy")  # without baked models: one warning
    assert cli.main(["check", str(scene)]) == 0
    assert cli.main(["check", str(scene), "--strict"]) == 1
    swap(scene / "park.yaml", "start: overview", "start: nowhere")
    capsys.readouterr()
    assert cli.main(["check", str(scene)]) == 2
    out = capsys.readouterr().out
    assert (
        f"{scene.as_posix()}/park.yaml:8:1: First view (start): no 'nowhere': nearest known: overview" in out
    )
    assert cli.main(["check", str(scene), "--json"]) == 2
    report = json.loads(capsys.readouterr().out)
    assert report["errors"] == 1
    assert report["faults"][0]["line"] == 8


def test_a_fault_of_the_program_itself_is_one_sentence_and_exit_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(problem: str) -> None:
        raise KeyError(problem)

    monkeypatch.setattr(yaml_file, "not_yaml", broken)
    scene = write_scene(tmp_path / "toy")
    swap(scene / "zones/barn.yaml", "district: farm", "district: [farm")
    assert cli.main(["check", str(scene)]) == 2
    out, err = capsys.readouterr()
    assert out == "" and len(err.splitlines()) == 1
    assert err.startswith(f"{scene.as_posix()}/zones/barn.yaml could not be checked (KeyError: ")


def test_baking_a_scene_of_ones_own_is_refused_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scene = write_scene(tmp_path / "toy")
    words = ["bake", "--scene", str(scene)]
    assert bake.run(parsed(words)) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "buildings can be made for that scene only" in line and "`site: island`" in line
    swap(scene / "zones/barn.yaml", "place:", "plaice:")
    assert bake.run(parsed(words)) == 2
    assert "plaice: unknown key: did you mean `place`?" in capsys.readouterr().err


def test_check_never_colours_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    scene = write_scene(tmp_path / "toy")
    swap(scene / "zones/barn.yaml", "icon: globe", '"\\e[31m\\a": globe')
    for locale, said in (("C.UTF-8", "unknown key"), ("zh_CN.UTF-8", "未知的键")):
        monkeypatch.setenv("LC_ALL", locale)
        assert cli.main(["check", str(scene)]) == 2
        out = capsys.readouterr().out
        assert (
            said in out and "\\x1b[31m\\x07" in out and all(line.isprintable() for line in out.splitlines())
        )


@pytest.mark.parametrize("supervised", [(), ("--supervised",)])
@pytest.mark.parametrize("place", ["nowhere/booth.jsonl", "."])
def test_a_log_without_a_folder_is_refused_before_anything_starts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], place: str, supervised: tuple[str, ...]
) -> None:
    assert cli.main(["run", "--log", str(tmp_path / place), *supervised]) == 2
    reported = capsys.readouterr().err
    assert reported.startswith(f"--log {tmp_path / place}: ")
    assert reported.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_version_and_help_need_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-S", "-m", "explorer", "--version"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0 and done.stdout.startswith("Park Explorer ")
    for words in (["--help"], ["run", "--help"], ["still", "--help"]):
        english, chinese = typed(*words), typed(*words, LC_ALL="zh_CN.UTF-8")
        assert english.returncode == chinese.returncode == 0
        assert not any("\u4e00" <= c <= "\u9fff" for c in english.stdout)
        assert sum("\u4e00" <= c <= "\u9fff" for c in chinese.stdout) > 20


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--size", "big"], "a size looks like 1280x720"),
        (["--size", "9x9"], "a size looks like 1280x720"),
        (["--lang", "French"], "a language is a code such as en, zh or pt-BR, not 'French'"),
        (["still", "--lang", "fr", "-o", "x.png"], "There is no language 'fr' here. There are: en, zh, de"),
        (["captions", "show", "--lang", "fr"], "There is no language 'fr' here. There are: en, zh, de"),
        (["fly"], "unrecognized arguments: fly"),
        (["still"], "-o"),
        (["still", "--zone", "datta", "-o", "x.png"], "There is no zone 'datta'. Nearest: data"),
        (["still", "--scene", "nowhere", "-o", "x.png"], "no scene here (park.yaml is missing)"),
        (["still", "--light", "noon", "-o", "x.png"], "write day, golden, dusk, night, or a number"),
        (["still", "-o", "no/such/folder/x.png", "--size", "128x72"], "could not be written"),
    ],
)
def test_a_mistake_is_one_sentence_and_exit_2(words: list[str], expected: str, tmp_path: Path) -> None:
    done = typed(*words, cwd=tmp_path)
    assert done.returncode == 2, done
    assert expected in done.stderr
    assert "Traceback" not in done.stderr + done.stdout


@pytest.mark.parametrize(
    ("raised", "expected"),
    [(NoGraphics("no pipe"), CannotDraw), (IndexError("index 999 is out of bounds"), IndexError)],
)
def test_only_missing_graphics_are_called_that_in_the_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, raised: Exception, expected: type[Exception]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise raised

    def run(reading: Any, make_stage: StageMaker, _: object) -> int:
        with pytest.raises(expected, match=str(raised)):
            make_stage(reading.park, 320, 180)
        return 7

    monkeypatch.setattr(bootstrap, "ensure", lambda *_, **__: None)
    monkeypatch.setattr(bootstrap, "has_screen", lambda: True)
    monkeypatch.setattr("explorer.stage.Stage", fail)
    monkeypatch.setattr("explorer.shell.app.app.run", run)
    try:
        assert cli.main(["run", "--scene", str(write_scene(tmp_path / "toy"))]) == 7
    finally:
        gc.enable()


def test_what_fails_while_a_picture_is_made_ready_is_reported_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise IndexError("index 999 is out of bounds")

    monkeypatch.setattr(bootstrap, "ensure", lambda *_, **__: None)
    monkeypatch.setattr("explorer.stage.Stage", fail)
    scene = str(write_scene(tmp_path / "toy"))
    try:
        assert cli.main(["still", "--scene", scene, "-o", str(tmp_path / "a.png")]) == 2
    finally:
        gc.enable()
    reported = capsys.readouterr().err
    assert (
        "IndexError: index 999 is out of bounds" in reported
        and "OpenGL" not in reported
        and "Traceback" not in reported
    )


@pytest.mark.parametrize(
    "command",
    [
        ("still", "-o", "x.png"),
        pytest.param(
            ("run",), marks=pytest.mark.skipif(sys.platform == "win32", reason="its window tells them")
        ),
    ],
)
def test_without_a_screen_a_broken_scene_tells_all_its_errors(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    scene = write_scene(tmp_path / "toy")
    swap(scene / "park.yaml", "start: overview", "start: nowhere")
    swap(scene / "zones/barn.yaml", "height_m: 12", "height_m: tall")
    done = typed(*command, "--scene", str(scene), cwd=tmp_path)
    assert done.returncode == 2
    assert "park.yaml:8:1" in done.stderr and "zones/barn.yaml:7:51" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_exhibit_runs_without_a_picture(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "line.csv"
    assert cli.main(["exhibit", "line", "--seconds", "4", "--every", "2", "--csv", str(table)]) == 0
    rows = table.read_text("utf-8-sig").splitlines()
    assert rows[0].startswith("time (s),") and [r.split(",")[0] for r in rows[1:]] == ["0", "2", "4"]
    capsys.readouterr()
    assert cli.main(["exhibit", "line", "--seconds", "4", "--every", "2", "--csv", "-"]) == 0
    assert capsys.readouterr().out.splitlines() == rows
    assert not Path("-").exists()
    assert cli.main(["exhibit", "line", "--seconds", "4", "--every", "2", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert [m["time_s"] for m in report["readings"]] == [0, 2, 4]
    assert cli.main(["exhibit", "line", "--seconds", "4", "--every", "2", "--seed", "9", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["parameters"]["seed"] == 9


@pytest.mark.parametrize(
    ("kind", "label", "name"),
    [
        ("plaza", "Date", "November 2026"),
        ("effects", "What that says", "not counted yet"),
        ("rules", "Procedure", None),
    ],
)
def test_a_number_that_stands_for_something_has_its_name_beside_it(
    kind: str, label: str, name: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["exhibit", kind, "--seconds", "1", "--csv", "-"]) == 0
    head, *rows = csv.reader(capsys.readouterr().out.splitlines())
    assert all(len(row) == len(head) for row in rows)
    outputs = [output for output in KINDS[kind].outputs if output.names]
    assert outputs and head.count("in words") == len(outputs)
    at = next(i for i, words in enumerate(head) if words.startswith(label))
    assert head[at + 1] == "in words" and rows[0][at].isdigit() and not rows[0][at + 1].isdigit()
    assert name is None or rows[0][at + 1] == name


def test_the_exhibits_tell_what_they_have(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["exhibit", "--list"]) == 0
    english = capsys.readouterr().out
    assert cli.main(["exhibit", "--list", "--lang", "zh"]) == 0
    chinese = capsys.readouterr().out
    for kind in KINDS:
        assert f"{kind} · " in english and f"{kind} · " in chinese
    assert not any("\u4e00" <= c <= "\u9fff" for c in english)
    assert "Real calculation" in english and "e+0" not in english
    assert "真实计算" in chinese and "real arithmetic" not in chinese and " (" not in chinese
    assert sum("\u4e00" <= c <= "\u9fff" for c in chinese) > 50 * len(KINDS)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["lin"], "There is no exhibit 'lin'. Nearest: line"),
        ([], "Name an exhibit: "),
        (["line", "--set", "noize=3"], "line has no parameter 'noize'. Nearest: "),
        (["line", "--set", "seed"], "'seed' is not a setting; write name=value"),
        (["line", "--set", "seed=-4"], "seed=-4 does not fit: 0 to "),
        (["line", "--do", "explode@3"], "line has no action 'explode'. Nearest: "),
    ],
)
def test_an_exhibit_asked_wrongly_answers_in_a_sentence(
    words: list[str], expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["exhibit", *words]) == 2
    assert expected in capsys.readouterr().err


def test_an_exhibit_that_a_scene_made_goes_by_its_zone(capsys: pytest.CaptureFixture[str]) -> None:
    pumps = ["--scene", str(ROOT / "scenes" / "pumps")]
    assert cli.main(["exhibit", "tower", "--list", *pumps]) == 0
    described = capsys.readouterr().out
    assert described.startswith("tower · What ten years of electricity cost") and "flow=40" in described
    assert cli.main(["exhibit", "tower", "--set", "flow=20", "--seconds", "1", "--json", *pumps]) == 0
    assert json.loads(capsys.readouterr().out)["readings"][-1]["power"] == pytest.approx(1.557, abs=0.01)
    assert cli.main(["exhibit", "towr", "--list", *pumps]) == 2
    assert "There is no exhibit 'towr'. Nearest: tower" in capsys.readouterr().err


def test_captions_on_the_terminal_and_in_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["captions", "show", "--lang", "zh"]) == 0
    assert capsys.readouterr().out.startswith("WEBVTT - 三分钟看全园\n")
    path = tmp_path / "show.vtt"
    assert cli.main(["captions", "show", "--lang", "en", "-o", str(path)]) == 0
    assert "Compute next door, and fibre wins:\nit matters where you compute." in path.read_text("utf-8")
    assert cli.main(["captions", "shaw", "--lang", "en"]) == 2
    assert "There is no tour 'shaw'. Nearest: show" in capsys.readouterr().err


@pytest.fixture(scope="module")
def french_first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small scene in French and Chinese, with a tour."""
    folder = write_small_scene(tmp_path_factory.mktemp("french"), ("fr", "zh"))
    (folder / "tours").mkdir(exist_ok=True)
    text = "{fr: Une phrase française., zh: 一句中文。}"
    stop = f"[{{id: one, zone: zone-1, hold_s: 5, caption: {text}, spoken: {text}}}]"
    tour = f"kind: show\ntitle: {text}\nlead: {text}\nstops: {stop}\n"
    (folder / "tours" / "show.yaml").write_text(tour, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("system", "asked", "first_words", "said"),
    [
        ("fr_FR.UTF-8", (), "Une phrase", ""),
        ("de_DE.UTF-8", (), "Une phrase", ""),
        ("zh_CN.UTF-8", (), "一句", ""),
        ("zh_CN.UTF-8", ("--lang", "fr"), "Une phrase", "'fr': its own words are English"),
        ("de_DE.UTF-8", ("--lang", "zh"), "一句", ""),
    ],
)
def test_a_scene_speaks_any_of_its_languages(
    system: str,
    asked: tuple[str, ...],
    first_words: str,
    said: str,
    french_first: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("LC_ALL", system)
    assert cli.main(["captions", "show", "--scene", str(french_first), *asked]) == 0
    printed = capsys.readouterr()
    assert first_words in printed.out
    assert printed.err.count("its own words are English") == bool(said) and said in printed.err


def test_the_questions_of_a_lesson_as_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "questions.csv"
    assert cli.main(["handout", "--lang", "zh", "-o", str(path)]) == 0
    lines = path.read_text("utf-8-sig").splitlines()
    assert lines[0] == "题号,题目,选项,内容,人数"
    assert len(lines) == 41
    assert cli.main(["handout", "--lang", "en", "-o", str(tmp_path / "no" / "questions.csv")]) == 2
    assert "could not be written" in capsys.readouterr().err
