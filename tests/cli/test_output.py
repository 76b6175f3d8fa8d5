"""What commands print and write: in any encoding, with any ending, on a full disk, without a screen."""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from explorer import __main__ as cli
from explorer.base import atomic_file
from explorer.base.bootstrap import ROOT
from explorer.base.names import PIN
from explorer.base.supervisor import supervisor
from explorer.cli.command import COMMANDS
from explorer.cli.commands.show.run import PICTURES
from explorer.cli.scene import tour_meant
from explorer.park import load
from tests.scene import link, swap, write_scene

FULL = Path("/dev/full")


pytestmark = pytest.mark.usefixtures("english")


def typed(*words: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """`python3 -m explorer ...` into pipes, on a machine without a screen."""
    env = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    env |= {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "0", **environment}
    command = [sys.executable, "-m", "explorer", *words]
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, check=False, timeout=170)


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A scene with an error whose sentence holds Chinese."""
    scene = write_scene(tmp_path_factory.mktemp("faulty") / "园区")
    swap(scene / "park.yaml", "start: overview", "start: 不存在")
    return scene


# ---- encodings

PRINTING: tuple[tuple[str, ...], ...] = (
    ("doctor",),
    ("exhibit", "--list"),
    ("exhibit", "line", "--seconds", "2"),
    ("exhibit", "line", "--seconds", "2", "--csv", "-"),
    ("exhibit", "line", "--seconds", "2", "--json"),
    ("exhibit", "lin"),
    ("captions", "show"),
    ("captions", "shaw"),
    ("check", "FAULTY"),
    ("check", "FAULTY", "--json"),
    ("report", "--ledger", "nowhere.sqlite3"),
    ("still", "--zone", "塔", "-o", "x.png"),
    ("--help",),
)
ALL_HELP = """
import sys
from explorer.__main__ import main
for command in sys.argv[1:]:
    try:
        code = main([command, "--help"])
    except SystemExit as ended:
        code = ended.code
    assert not code, command
"""


@pytest.mark.parametrize("encoding", ["cp1252", "gbk", "ascii"])
@pytest.mark.parametrize("words", PRINTING, ids=" ".join)
def test_no_command_fails_for_the_encoding_of_its_output(
    words: tuple[str, ...], encoding: str, faulty: Path, tmp_path: Path
) -> None:
    asked = [str(faulty) if word == "FAULTY" else word for word in words]
    done = typed(*asked, cwd=tmp_path, PYTHONIOENCODING=encoding, LC_ALL="zh_CN.UTF-8")
    said = (done.stdout + done.stderr).decode(encoding)  # each byte is one of the encoding
    assert said.strip() and "Traceback" not in said and "UnicodeEncodeError" not in said, said
    right = words[0] in ("doctor", "--help") or words[1] in ("--list", "line", "show")
    assert done.returncode == (0 if right or (words[0] == "report" and done.returncode == 0) else 2), said
    if encoding == "gbk" and "--json" not in words:
        assert re.search("[\u4e00-\u9fff]", said), "Chinese that the terminal can show is shown"


@pytest.mark.parametrize("encoding", ["cp1252", "gbk", "ascii"])
def test_no_command_fails_for_the_encoding_of_its_help(encoding: str) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "0", "LC_ALL": "zh_CN.UTF-8"}
    done = subprocess.run(
        [sys.executable, "-c", ALL_HELP, *COMMANDS], env={**env, "PYTHONIOENCODING": encoding}, capture_output=True, check=False
    )  # fmt: skip
    said = (done.stdout + done.stderr).decode(encoding)
    assert done.returncode == 0, said
    assert all(f" {command} " in said for command in COMMANDS)
    assert encoding != "gbk" or re.search("[\u4e00-\u9fff]", said)


def test_json_is_whole_in_any_encoding(faulty: Path) -> None:
    done = typed("check", str(faulty), "--json", PYTHONIOENCODING="cp1252", LC_ALL="C.UTF-8")
    assert "不存在" in str(json.loads(done.stdout)["faults"][0])


@pytest.mark.skipif(not FULL.exists(), reason="a device of Linux")
@pytest.mark.parametrize("words", [("exhibit", "line"), ("captions", "show"), ("exhibit", "--list")])
def test_a_full_standard_output_is_one_sentence(words: tuple[str, ...]) -> None:
    with FULL.open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "explorer", *words], cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (2, "standard output: No space left on device\n")


# ---- a mistake in Chinese is Chinese


@pytest.mark.parametrize(
    "words",
    [
        ["export", "-o", "1", "--web", "2"],
        ["run", "--size"],
        ["run", "--mode", "1"],
        ["run", "--fullscreen=1"],
        ["run", "--p", "1"],
        ["exhibit", "--set"],
        ["film"],
        ["bake", "--rays", "1.5"],
        ["exhibit", "--seed", "1.5"],
        ["exhibit", "--seed", "-1"],
    ],
)
def test_a_mistake_is_reported_in_chinese_alone(
    words: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    with pytest.raises(SystemExit) as ended:
        cli.main(words)
    assert ended.value.code == 2
    mistake = capsys.readouterr().err.splitlines()[0]
    assert re.search("[\u4e00-\u9fff]", mistake)
    # names of options, of what is written and of choices remain: no two English words in a row
    assert not re.search(r"\b[a-z]+ [a-z]+\b", mistake), mistake


# ---- numbers and names that make no sense


@pytest.mark.parametrize(
    ("words", "reported"),
    [
        (["bake", "--rays", "0"], "write a whole number, 1 to 4096, not '0'"),
        (["bake", "--rays", "-5"], "write a whole number, 1 to 4096, not '-5'"),
        (["bake", "--ground", "1"], "write a whole number, 64 to 8192, not '1'"),
        (["exhibit", "--seed", "²"], "write a whole number, 0 to 2147483647, not '²'"),
        (["still", "-o", "a.jpg"], "the name must end in .png, not 'a.jpg'"),
        (
            ["handout", "-o", "x.docx"],
            "the name must end in .pdf, .html, .htm, .csv, .xml, .zip, .gift, not 'x.docx'",
        ),
        (["captions", "show", "-o", "x.pdf"], "the name must end in .vtt, .srt, not 'x.pdf'"),
        (["film", "show", "-o", "show.avi"], "a video that ends in .mp4, .mov, .mkv, .webm, not 'show.avi'"),
    ],
)
def test_what_makes_no_sense_is_refused_before_anything_begins(
    words: list[str], reported: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(words)
    assert ended.value.code == 2 and reported in capsys.readouterr().err


def test_a_handout_of_a_tour_that_is_no_lesson_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert cli.main(["handout", "--tour", "show", "-o", str(tmp_path / "x.pdf")]) == 2
    assert capsys.readouterr().err == "The tour 'show' is not a lesson. Lessons: lesson\n"
    assert cli.main(["handout", "--tour", "lessen", "-o", str(tmp_path / "x.pdf")]) == 2
    assert "There is no tour 'lessen'. Nearest: lesson" in capsys.readouterr().err
    own = tmp_path / "own"
    assert cli.main(["new", str(own), "--zones", "1", "--languages", "de,en"]) == 0
    assert cli.main(["handout", "--scene", str(own), "-o", str(tmp_path / "x.pdf")]) == 2
    reported = capsys.readouterr().err
    assert "tours/lesson.yaml" in reported and "“A lesson” in scenes/README.md" in reported
    assert "**A lesson**" in (ROOT / "scenes" / "README.md").read_text("utf-8")
    park = load(own, ROOT / "assets")
    assert (tour := tour_meant(park, "show")) is not None and tour.kind == "show" and tour.id != "show"
    assert tour_meant(park, "shaw") is None


@pytest.mark.parametrize(("option", "value", "near"), [("--zone", "nat", "net"), ("--tour", "shaw", "show")])
def test_without_a_screen_a_wrong_name_is_reported_and_nothing_drawn(
    option: str, value: str, near: str, tmp_path: Path
) -> None:
    done = typed("run", option, value, cwd=tmp_path)
    assert done.returncode == 2 and near in done.stderr.decode() and not done.stdout
    assert not (tmp_path / PICTURES).exists()


# ---- a mode without what it needs


@pytest.mark.parametrize("screen", [{}, {"QT_QPA_PLATFORM": "offscreen"}], ids=["no screen", "screen"])
@pytest.mark.parametrize("supervised", [(), ("--supervised",)], ids=["alone", "supervised"])
def test_a_class_without_a_lesson_says_so(
    supervised: tuple[str, ...], screen: dict[str, str], tmp_path: Path
) -> None:
    scene = write_scene(tmp_path / "toy")
    words = ["run", "--mode", "teach", "--scene", str(scene), *supervised]
    # a supervised one speaks Chinese here: each sentence is seen in both ways
    speaks, hint = ("zh_CN.UTF-8", "请按") if supervised else ("C.UTF-8", "Write one")
    done = typed(*words, cwd=tmp_path, LC_ALL=speaks, PYTHONIOENCODING="utf-8", **screen)
    (line,) = done.stderr.decode().splitlines()
    assert done.returncode == 2 and line.startswith(f"{scene}: ") and not done.stdout
    assert "tours/lesson.yaml" in line and hint in line


# ---- the number that lets staff leave


@pytest.mark.parametrize("given", [["--pin", "2468"], ["--pin=2468"], ["--pi", "2468"], ["--pi=2468"]])
def test_a_supervised_child_gets_its_number_where_others_cannot_read_it(
    given: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PIN, "1111")
    seen: list[tuple[list[str], str | None]] = []

    def run(kept: supervisor.Supervisor) -> int:
        seen.append((kept.command, os.environ.get(PIN)))
        return 0

    monkeypatch.setattr(supervisor.Supervisor, "run", run)
    assert cli.main(["run", *given, "--zone", "data", "--supervised", "--profile", "laptop"]) == 0
    ((command, number),) = seen
    assert number == "2468"
    assert command[3:] == ["run", "--zone", "data", "--supervised", "--profile", "laptop"]


# ---- files


def test_a_file_is_written_as_a_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    atomic_file.write_text(path, "one\n")
    link(tmp_path / "link", path)
    atomic_file.write_text(tmp_path / "link", "two\n")
    assert path.read_text() == "two\n" and (tmp_path / "link").is_symlink()
    with pytest.raises(OSError, match="full"), atomic_file.replacing(path) as file:
        file.write(b"thr")
        raise OSError(28, "full")
    assert path.read_text() == "two\n"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.csv", "link"]


@pytest.mark.skipif(not FULL.exists(), reason="a device of Linux")
def test_a_device_is_written_to_and_stays_one() -> None:
    with pytest.raises(OSError, match="No space"):
        atomic_file.write_bytes(FULL, b"x")
    atomic_file.write_bytes(Path(os.devnull), b"x")
    assert FULL.is_char_device() and Path(os.devnull).is_char_device()


@pytest.mark.parametrize(
    "words",
    [
        ["still", "-o", "no/x.png"],
        ["film", "show", "-o", "file/x"],
        ["handout", "-o", "no/x.pdf"],
        ["export", "-o", "no/x.glb"],
        ["bake", "-o", "file/x"],
        ["still", "-o", "folder.png"],
    ],
    ids=" ".join,
)
def test_an_output_that_cannot_be_written_is_reported_before_the_work(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder.png").mkdir()
    monkeypatch.chdir(tmp_path)
    for work in (
        "explorer.stage.Stage",
        "explorer.build.pipeline.bake.bake",
        "explorer.publish.export.build_scene",
    ):
        monkeypatch.setattr(work, lambda *args, **kwargs: pytest.fail("it has begun"))
    assert cli.main(words) == 2
    assert "could not be written" in capsys.readouterr().err
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "folder.png"]


def test_the_table_for_pupils_has_the_questions_and_no_answers(tmp_path: Path) -> None:
    def rows(*words: str) -> list[list[str]]:
        path = tmp_path / "table.csv"
        assert cli.main(["handout", "--lang", "en", "-o", str(path), *words]) == 0
        return list(csv.reader(path.read_text("utf-8-sig").splitlines()))

    pupils, teacher = rows(), rows("--teacher")
    assert pupils[0] == ["number", "question", "option", "text", "count"]
    assert teacher[0] == [*pupils[0], "right"]
    assert [row[:-1] for row in teacher] == pupils
    assert all(row[1].endswith("?") and row[3] for row in pupils[1:])
    right = [row[0] for row in teacher[1:] if row[-1] == "1"]
    assert right == sorted({row[0] for row in teacher[1:]}, key=int), "one of each question"


@pytest.mark.parametrize(
    ("asked", "expected"), [("", "三分钟".encode()), ("cp1252", b"WEBVTT - ???")], ids=["usual", "asked for"]
)
def test_captions_for_another_program_are_utf_8(
    monkeypatch: pytest.MonkeyPatch, asked: str, expected: bytes
) -> None:
    """A file of captions is UTF-8; an English Windows would make question marks of all Chinese."""
    monkeypatch.delenv("PYTHONIOENCODING", raising=False)
    if asked:
        monkeypatch.setenv("PYTHONIOENCODING", asked)
    raw = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(raw, "cp1252", errors="replace"))
    assert cli.main(["captions", "show", "--lang", "zh"]) == 0
    sys.stdout.flush()
    assert expected in raw.getvalue()


def test_captions_as_subrip(tmp_path: Path) -> None:
    path = tmp_path / "show.srt"
    assert cli.main(["captions", "show", "--lang", "en", "-o", str(path)]) == 0
    blocks = path.read_text("utf-8").strip().split("\n\n")
    assert blocks[0].splitlines()[:2] == ["1", "00:00:00,000 --> 00:00:04,600"]
    assert [block.splitlines()[0] for block in blocks] == [str(n + 1) for n in range(len(blocks))]


def test_what_takes_long_shows_how_far_it_is_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["exhibit", "plaza", "--seconds", "120", "--every", "120"]
    monkeypatch.setattr("explorer.exhibits.run.PROGRESS_STEPS", 100)
    assert cli.main(words) == 0
    assert capsys.readouterr().err == ""
    shares: list[float] = []
    monkeypatch.setattr("explorer.cli.commands.show.exhibit.LONG_S", 100.0)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr("explorer.base.terminal.Progress.show", lambda bar, share, what: shares.append(share))
    assert cli.main(words) == 0
    assert len(shares) > 30 and shares == sorted(shares) and shares[0] == 0 and shares[-1] <= 1


def test_the_folder_can_be_typed_instead_of_the_module() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "explorer"), "exhibit", "--list"],
        cwd="/",
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0 and done.stdout == subprocess.run(
        [sys.executable, "-m", "explorer", "exhibit", "--list"],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=True,
    ).stdout  # fmt: skip


def test_values_that_are_typed() -> None:
    from explorer.cli.argument_types import whole

    assert [whole(1, 9)(text) for text in ("1", "+9", "05")] == [1, 9, 5]
    for text in ("", "0", "10", "1.0", "1e0", "٣", "9" * 5000, " 1"):
        with pytest.raises(argparse.ArgumentTypeError):
            whole(1, 9)(text)
