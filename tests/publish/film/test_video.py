"""A tour as a video: its frames go to ffmpeg where there is one, else into a folder with the line to type."""

from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path

import pytest

from explorer import __main__ as cli
from explorer.publish.film import video

FFMPEG = f"""#!{sys.executable}
import json, os, pathlib, sys
filters = sys.argv[sys.argv.index("-vf") + 1]
burnt = pathlib.Path("captions.srt").read_text("utf-8") if "subtitles=captions.srt" in filters else None
if os.environ.get("FULL"):
    sys.exit("No space left on device")
pathlib.Path(sys.argv[-1]).write_text(json.dumps([sys.argv[1:], len(sys.stdin.buffer.read()), burnt]))
"""
"""Takes frames and writes down what it was given."""
FILM = ["film", "show", "--seconds", "1", "--fps", "2", "--size", "64x64", "--lang", "zh"]
FRAMES = 3


@pytest.fixture(autouse=True)
def no_ffmpeg(english: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def ffmpeg(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/ffmpeg").write_text(FFMPEG)
    (tmp_path / "bin/ffmpeg").chmod(0o755)


@pytest.mark.usefixtures("ffmpeg")
def test_a_tour_becomes_one_video(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([*FILM, "-o", "show.mp4"]) == 0
    words, size, burnt = json.loads((tmp_path / "show.mp4").read_text())
    assert size == FRAMES * 64 * 64 * 3 and burnt is None
    assert words[words.index("-s") + 1] == "64x64" and words[words.index("-r") + 1] == "2"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bin", "show.mp4", "show.srt", "show.vtt"]
    assert (tmp_path / "show.vtt").read_text("utf-8").startswith("WEBVTT - 三分钟看全园\n")
    assert capsys.readouterr().out == "show.mp4\n"


@pytest.mark.usefixtures("ffmpeg")
def test_captions_are_drawn_into_the_video_on_request(tmp_path: Path) -> None:
    assert cli.main([*FILM, "--burn", "-o", "it's: a show.mp4"]) == 0
    _, size, burnt = json.loads((tmp_path / "it's: a show.mp4").read_text())
    assert size == FRAMES * 64 * 64 * 3
    assert burnt == (tmp_path / "it's: a show.srt").read_text("utf-8")


@pytest.mark.usefixtures("ffmpeg")
def test_a_program_that_fails_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FULL", "1")
    assert cli.main([*FILM, "-o", "show.mp4"]) == 2
    assert capsys.readouterr().err.splitlines()[-1] == "ffmpeg出错：No space left on device"
    assert not list(tmp_path.glob("*.mp4")) and not list(tmp_path.glob(".*"))


def test_without_ffmpeg_there_are_pictures_and_the_line_to_type(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([*FILM, "-o", "show.mp4"]) == 0
    said = capsys.readouterr()
    assert said.out == "show\n"
    pictures = sorted(p.name for p in (tmp_path / "show").iterdir())
    assert pictures == [*(f"{n:06d}.png" for n in range(FRAMES)), "show.srt", "show.vtt"]
    assert said.err.splitlines()[0].startswith("未找到ffmpeg"), "before gigabytes of images are drawn"
    before, line = said.err.splitlines()[-2:]
    assert "ffmpeg" in before
    words = shlex.split(line)
    assert words[:5] == ["ffmpeg", "-framerate", "2", "-i", "show/%06d.png"] and words[-1] == "show.mp4"


def test_captions_cannot_be_drawn_into_pictures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for output in ("show.mp4", "folder"):
        assert cli.main([*FILM, "--burn", "-o", output]) == 2
        assert "ffmpeg" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_package_may_bring_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    class Brought:
        @staticmethod
        def get_ffmpeg_exe() -> str:
            return "/there/ffmpeg"

    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", Brought)  # type: ignore[arg-type]
    assert video.ffmpeg() == "/there/ffmpeg"
