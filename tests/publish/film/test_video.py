"""A tour as a video: by ffmpeg, by Qt without one, and into a folder with the line to type where neither can."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import signal
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from explorer import __main__ as cli
from explorer.base.terminal import Progress
from explorer.cli.commands.write import film as command
from explorer.publish.film import frames, recorder, video
from explorer.publish.film.captions import Caption, CaptionPainter
from explorer.publish.film.faststart import atoms_of, index_first
from explorer.publish.film.film import Pixels
from explorer.publish.film.frames import FrameFolder

FFPROBE = shutil.which("ffprobe")
FFMPEG = f"""#!{sys.executable}
import json, os, pathlib, sys
if os.environ.get("FULL"):
    sys.exit("No space left on device")
pathlib.Path(sys.argv[-1]).write_text(json.dumps([sys.argv[1:], len(sys.stdin.buffer.read())]))
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
def no_recorder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recorder, "codecs", lambda suffix: ())


def noise(count: int, size: tuple[int, int]) -> list[Pixels]:
    rng = np.random.default_rng(3)
    return [rng.integers(0, 255, (size[1], size[0], 3)).astype(np.uint8) for _ in range(count)]


def about(path: Path) -> dict[str, str]:
    """What ffprobe says of the video in a file."""
    shown = ["codec_name", "width", "height", "nb_read_frames", "r_frame_rate"]
    words = [str(FFPROBE), "-v", "error", "-count_frames", "-of", "default=nw=1", "-show_entries"]
    done = subprocess.run(
        [*words, f"stream={','.join(shown)}", str(path)], capture_output=True, text=True, check=True
    )
    return dict(line.split("=") for line in done.stdout.split())


@pytest.fixture
def ffmpeg(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/ffmpeg").write_text(FFMPEG)
    (tmp_path / "bin/ffmpeg").chmod(0o755)


@pytest.mark.usefixtures("ffmpeg")
def test_a_tour_becomes_one_video(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([*FILM, "-o", "show.mp4"]) == 0
    words, size = json.loads((tmp_path / "show.mp4").read_text())
    assert size == FRAMES * 64 * 64 * 3
    assert words[words.index("-s") + 1] == "64x64" and words[words.index("-r") + 1] == "2"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bin", "show.mp4", "show.srt", "show.vtt"]
    assert (tmp_path / "show.vtt").read_text("utf-8").startswith("WEBVTT - 三分钟看全园\n")
    assert capsys.readouterr().out == "show.mp4\n"


def test_captions_are_drawn_into_frames_while_they_are_shown() -> None:
    painter = CaptionPainter([Caption(1.0, 2.0, "Each worker sees the part that is missing")], "en", fps=2)
    plain = np.full((180, 320, 3), 120, np.uint8)
    drawn = [painter.draw(number, plain) for number in range(5)]
    changed = [bool((frame != plain).any()) for frame in drawn]
    assert changed == [False, False, True, True, False]
    rows = np.flatnonzero((drawn[2] != plain).any(axis=(1, 2)))
    assert rows.min() > 120 and rows.max() < 178, "at the foot, off the edge"


@pytest.mark.parametrize("output", ["it's: a show.mp4", "folder"])
@pytest.mark.usefixtures("ffmpeg")
def test_captions_are_drawn_on_request(output: str, monkeypatch: pytest.MonkeyPatch) -> None:
    words: list[str] = []

    def draw(self: object, number: int, pixels: Pixels) -> Pixels:
        words.extend(caption.words for caption in self._captions[:1])  # type: ignore[attr-defined]
        return pixels

    monkeypatch.setattr(CaptionPainter, "draw", draw)
    assert cli.main([*FILM, "-o", output]) == 0 and not words
    assert cli.main([*FILM, "--burn", "-o", output]) == 0 and len(words) == FRAMES


@pytest.mark.usefixtures("ffmpeg")
def test_a_program_that_fails_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FULL", "1")
    assert cli.main([*FILM, "-o", "show.mp4"]) == 2
    assert capsys.readouterr().err.splitlines()[-1] == "视频制作失败：No space left on device"
    assert not list(tmp_path.glob("**/*.mp4"))
    assert len(list((tmp_path / ".show.frames").glob("*.jpg"))) == FRAMES, "what was drawn is kept"
    monkeypatch.delenv("FULL")
    monkeypatch.setattr(command, "open_stage", stage_that_draws_nothing)
    assert cli.main([*FILM, "-o", "show.mp4"]) == 0
    assert json.loads((tmp_path / "show.mp4").read_text())[1] == FRAMES * 64 * 64 * 3
    assert not list(tmp_path.glob(".*"))


@pytest.mark.usefixtures("no_recorder")
def test_without_an_encoder_there_are_pictures_and_the_line_to_type(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([*FILM, "-o", "show.mp4"]) == 0
    said = capsys.readouterr()
    assert said.out == "show\n"
    pictures = sorted(p.name for p in (tmp_path / "show").iterdir())
    assert pictures == [*(f"{n:06d}.png" for n in range(FRAMES)), "show.srt", "show.vtt"]
    assert said.err.splitlines()[0].startswith("此处无法制作视频"), "before gigabytes of images are drawn"
    before, line = said.err.splitlines()[-2:]
    assert "ffmpeg" in before
    words = shlex.split(line)
    assert words[:5] == ["ffmpeg", "-framerate", "2", "-i", "show/%06d.png"] and words[-1] == "show.mp4"


@pytest.mark.parametrize(("suffix", "size"), [(".mp4", (96, 64)), (".mov", (97, 65)), (".mkv", (96, 64))])
def test_without_ffmpeg_qt_makes_the_video(suffix: str, size: tuple[int, int], tmp_path: Path) -> None:
    path = tmp_path / f"it's: a show{suffix}"
    if not video.can_encode(path):
        pytest.skip("Qt was installed without its FFmpeg libraries")
    pictures = noise(30, size)
    video.encode(lambda: iter(pictures), path, size, 12.5)
    assert [p.name for p in tmp_path.iterdir()] == [path.name]
    if FFPROBE is None:
        return
    found = about(path)
    assert found["codec_name"] in ("mpeg4", "h264") and found["r_frame_rate"] == "25/2"
    assert (found["width"], found["height"], found["nb_read_frames"]) == ("96", "64", "30")


def frame_hashes(path: Path) -> list[str]:
    """A hash of each decoded frame."""
    words = [
        str(shutil.which("ffmpeg", path=os.defpath)),
        "-v",
        "error",
        "-i",
        str(path),
        "-f",
        "framemd5",
        "-",
    ]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout.splitlines()


@pytest.mark.skipif(shutil.which("ffmpeg", path=os.defpath) is None, reason="decodes with ffmpeg")
def test_the_index_of_a_film_comes_first_and_its_frames_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, pictures = tmp_path / "show.mp4", noise(24, (96, 64))
    if not video.can_encode(path):
        pytest.skip("Qt was installed without its FFmpeg libraries")
    with monkeypatch.context() as plain:
        plain.setattr(video, "index_first", lambda path: False)
        video.encode(lambda: iter(pictures), path, (96, 64), 10)
    assert kinds_of(path).index(b"moov") > kinds_of(path).index(b"mdat")
    before, size = frame_hashes(path), path.stat().st_size
    assert index_first(path)
    assert kinds_of(path).index(b"moov") < kinds_of(path).index(b"mdat")
    assert frame_hashes(path) == before and path.stat().st_size == size and len(before) > 24
    assert not index_first(path)  # it is where it belongs
    assert list(tmp_path.iterdir()) == [path]


def test_a_film_that_is_cut_off_or_no_film_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "show.mp4"
    index = struct.pack(">I4s", 16, b"moov") + bytes(8)
    media = struct.pack(">I4s", 40, b"mdat") + bytes(32)
    for damaged in (b"", b"RIFF", media[:30] + index, media, media + index[:9], index + media):
        path.write_bytes(damaged)
        assert not index_first(path)
        assert path.read_bytes() == damaged
    (tmp_path / "show.mp4").write_bytes(media + index)  # no tables: nothing to count anew
    assert index_first(path) and path.read_bytes() == index + media


def kinds_of(path: Path) -> list[bytes]:
    """The parts of a film, in order."""
    with path.open("rb") as file:
        return [atom.kind for atom in atoms_of(file, 0, path.stat().st_size)]


def test_encoding_goes_on_with_the_bar(capsys: pytest.CaptureFixture[str]) -> None:
    bar = Progress("Filming")
    assert len(list(command.counted(iter(noise(10, (8, 8))), 10, bar))) == 10
    assert command.DRAWING_SHARE < bar.share < 1.0
    assert "Encoding the video" in capsys.readouterr().err


def test_qt_that_fails_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "show.mp4"
    if not video.can_encode(path):
        pytest.skip("Qt was installed without its FFmpeg libraries")

    def lost() -> Iterator[Pixels]:
        yield from noise(3, (96, 64))
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        video.encode(lost, path, (96, 64), 10)
    assert not list(tmp_path.iterdir())
    with pytest.raises(video.NotEncoded):
        video.encode(lambda: iter(noise(3, (96, 64))), tmp_path / "show.webm", (96, 64), 10)


def stage_that_draws_nothing(*_: object) -> object:
    class Nothing:
        warnings = ()

        def show(self, visit: object) -> None: ...

        def draw(self, **_: object) -> object:
            raise AssertionError("all frames are there")

        def close(self) -> None: ...

    return Nothing()


@pytest.mark.parametrize("suffix", [".png", ".jpg"])
def test_frames_are_found_again_only_by_their_own_film(suffix: frames.Suffix, tmp_path: Path) -> None:
    folder, pictures = tmp_path / "frames", noise(3, (32, 24))
    (store := FrameFolder(folder, "tour show", suffix)).add(pictures[0])
    store.add(pictures[1])
    again = FrameFolder(folder, "tour show", suffix)
    assert again.count == 2 and FrameFolder(folder, "tour talk", suffix).count == 0
    again.add(pictures[2])
    found = list(again.frames())
    assert [frame.shape for frame in found] == [(24, 32, 3)] * 3
    if suffix == ".png":
        assert all(np.array_equal(*pair) for pair in zip(found, pictures, strict=True))
    (folder / "mine.txt").write_text("kept")
    other = FrameFolder(folder, "tour talk", suffix)
    other.add(pictures[0])
    assert sorted(p.name for p in folder.iterdir()) == [f"000000{suffix}", "film.json", "mine.txt"]
    other.remove()
    assert [p.name for p in folder.iterdir()] == ["mine.txt"]


@pytest.mark.usefixtures("no_recorder")
def test_a_film_that_was_stopped_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    add = FrameFolder.add

    def interrupted(self: FrameFolder, pixels: Pixels) -> None:
        add(self, pixels)
        if self.count == 2:
            signal.raise_signal(signal.SIGINT)

    assert cli.main([*FILM, "-o", "whole"]) == 0
    monkeypatch.setattr(FrameFolder, "add", interrupted)
    assert cli.main([*FILM, "-o", "parts"]) == 130
    assert "parts" in capsys.readouterr().err.splitlines()[-1]
    assert len(list((tmp_path / "parts").glob("*.png"))) == 2
    monkeypatch.setattr(FrameFolder, "add", add)
    assert cli.main([*FILM, "-o", "parts"]) == 0
    for number in range(FRAMES):
        whole, parts = (
            np.asarray(Image.open(tmp_path / f"{f}/{number:06d}.png")) for f in ("whole", "parts")
        )
        assert np.array_equal(whole, parts), number
    assert not list(tmp_path.glob("*/film.json"))


def test_too_little_space_is_said_before_anything_is_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(frames, "free_bytes", lambda folder: 10**8)
    assert cli.main(["film", "show", "--lang", "en", "-o", "show.mp4"]) == 2
    said = capsys.readouterr().err
    assert "too little space" in said and "100 MB are free" in said
    assert not list(tmp_path.iterdir())


def test_a_package_may_bring_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    class Brought:
        @staticmethod
        def get_ffmpeg_exe() -> str:
            return "/there/ffmpeg"

    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", Brought)  # type: ignore[arg-type]
    assert video.ffmpeg() == "/there/ffmpeg"
