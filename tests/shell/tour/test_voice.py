"""The voice says one text at a time, pauses at a word, and is nothing to be missed where there is none."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess
from pytestqt.qtbot import QtBot

from explorer.park.model import Language
from explorer.shell.speech import speaker_process
from explorer.shell.speech import voice as voices
from explorer.shell.speech.voice import Voice

PATIENCE_MS = 60_000
LINE = "Light has a speed limit, so where you compute matters."
WORDS = [[word.start(), len(word[0])] for word in re.finditer(r"\w+", LINE)]
LONG = " ".join([LINE] * 20)
"""So long that a machine which stands still for a moment misses some of it at most."""
WORD_BY_WORD = f"""
import json, sys
print(json.dumps({{"voices": ["en"], "words": True}}), flush=True)
id = json.loads(sys.stdin.readline())["id"]
for word in {WORDS}:
    sys.stdin.readline()
    print(json.dumps({{"id": id, "word": word}}), flush=True)
sys.stdin.readline()
print(json.dumps({{"id": id, "over": True}}), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def voice(qtbot: QtBot) -> Iterator[Voice]:
    made = Voice("mock")
    made.prepare()
    qtbot.waitUntil(lambda: made.known, timeout=PATIENCE_MS)
    yield made
    made.close()


def test_it_is_known_what_there_is(voice: Voice) -> None:
    assert voice.lack("en") == "" and voice.can("en") and voice.tells_words
    assert voice.lack("zh") == "other" and not voice.can("zh")  # the mock engine speaks no Chinese


def test_nothing_is_known_before_it_is_asked_for(qtbot: QtBot) -> None:
    fresh = Voice("mock")
    assert not fresh.known and fresh.lack("en") == ""
    fresh.say(LINE, "en")
    assert fresh.position is None


def test_every_word_is_reported_once_and_in_its_order() -> None:
    """By the process itself, with the engine: each line that it writes is read, however late."""
    with subprocess.Popen(
        [sys.executable, "-m", voices.SPEAKER, "mock"],
        cwd=Path(speaker_process.__file__).parents[3],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        assert "en" in json.loads(process.stdout.readline())["voices"]
        order = {"say": LINE, "id": 7, "language": "en", "volume": 0.5, "rate": 0.0}
        process.stdin.write(json.dumps(order).encode() + b"\n")
        process.stdin.flush()
        said = [json.loads(process.stdout.readline()) for _ in range(len(WORDS) + 1)]
    assert said == [*({"id": 7, "word": word} for word in WORDS), {"id": 7, "over": True}]
    assert process.returncode == 0


def test_words_are_counted_as_they_are_said(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The process says one word with each change of volume."""
    (tmp_path / "word_by_word.py").write_text(WORD_BY_WORD, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(voices, "SPEAKER", "word_by_word")
    voice = Voice("mock")
    voice.prepare()
    qtbot.waitUntil(lambda: voice.known, timeout=PATIENCE_MS)
    voice.say(LINE, "en", volume=0.5)
    counted = [voice.position]
    for _ in WORDS:
        assert voice.speaking
        voice.turn_to(0.5)
        qtbot.waitUntil(lambda: voice.position != counted[-1], timeout=PATIENCE_MS)
        counted.append(voice.position)
    assert counted == [0, *(start + length for start, length in WORDS)]
    voice.turn_to(0.5)
    qtbot.waitUntil(lambda: voice.position is None, timeout=PATIENCE_MS)
    assert not voice.speaking
    voice.close()


def test_a_pause_goes_on_at_the_same_word(voice: Voice, qtbot: QtBot) -> None:
    voice.say(LONG, "en")
    qtbot.waitUntil(lambda: (voice.position or 0) >= LINE.index("limit"), timeout=PATIENCE_MS)
    voice.pause()
    there = voice.position
    assert there is not None and not voice.speaking
    qtbot.wait(200)
    assert voice.position == there  # it is silent
    voice.resume()
    assert voice.speaking
    qtbot.waitUntil(lambda: (voice.position or 0) > there, timeout=PATIENCE_MS)
    voice.stop()
    assert voice.position is None


def test_another_text_takes_its_place(voice: Voice, qtbot: QtBot) -> None:
    voice.say(LONG, "en")
    qtbot.waitUntil(lambda: bool(voice.position), timeout=PATIENCE_MS)
    voice.say(f"Ask twice. {LONG}", "en")
    assert voice.position == 0
    qtbot.waitUntil(lambda: (voice.position or 0) >= len("Ask"), timeout=PATIENCE_MS)
    voice.stop()
    assert voice.position is None and not voice.speaking


def test_a_language_without_a_voice_is_silent(voice: Voice) -> None:
    voice.say("光有限速。", "zh")
    assert voice.position is None and not voice.speaking


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_system_without_an_engine(qtbot: QtBot, language: Language) -> None:
    silent = Voice("no such engine")
    silent.prepare()
    qtbot.waitUntil(lambda: silent.known, timeout=PATIENCE_MS)
    assert silent.lack(language) == "none"
    silent.say(LINE, language)
    silent.pause()
    silent.resume()
    silent.turn_to(0.5)
    assert silent.position is None and not silent.tells_words
    silent.close()


def test_a_process_that_cannot_be_started(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    silent = Voice("mock")
    silent.prepare()
    qtbot.waitUntil(lambda: silent.known, timeout=PATIENCE_MS)
    assert silent.lack("en") == "none"
    silent.close()


def test_a_process_that_dies_takes_the_voice_with_it_and_nothing_else(voice: Voice, qtbot: QtBot) -> None:
    voice.say(LINE, "en")
    assert voice.process is not None
    voice.process.kill()
    qtbot.waitUntil(lambda: voice.position is None, timeout=PATIENCE_MS)
    assert voice.lack("en") == "none"
    voice.say(LINE, "en")
    assert voice.position is None


def test_the_process_ends_with_whoever_talks_to_it(voice: Voice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("explorer.shell.speech.voice.END_MS", PATIENCE_MS)  # a busy machine takes its time
    process = voice.process
    assert process is not None
    voice.close()
    assert process.state() == QProcess.ProcessState.NotRunning
    assert process.exitStatus() == QProcess.ExitStatus.NormalExit
    assert process.exitCode() == 0


def test_the_process_ends_if_everybody_has_gone_before_it_listens() -> None:
    source = (
        "import sys, threading\n"
        "class Prompt(threading.Thread):\n"
        "    def start(self):\n"
        "        super().start()\n"
        "        self.join()\n"
        "from explorer.shell.speech import speaker_process as speaker\n"
        "class Ended(threading.Event):\n"
        "    def wait(self, timeout=None):\n"
        "        return True\n"
        "speaker.Thread, speaker.Event = Prompt, Ended\n"
        "sys.exit(speaker.main(['mock']))\n"
    )
    subprocess.run(
        [sys.executable, "-c", source],
        check=True,
        cwd=Path(speaker_process.__file__).parents[3],
        stdin=subprocess.DEVNULL,
        timeout=PATIENCE_MS / 1000,
    )


@pytest.mark.parametrize("hang", ["time.sleep(1000)", "ctypes.PyDLL(None).sleep(1000)"])
@pytest.mark.skipif(sys.platform == "win32", reason="a C library without `sleep`")
def test_the_process_ends_even_while_its_engine_hangs(hang: str) -> None:
    """As one of Windows does where there is no voice, with all of Python: nobody is left to end it."""
    code = (
        "import ctypes, time\n"
        "from explorer.shell.speech import speaker_process as speaker\n"
        "speaker.GRACE_S, speaker.BEGIN_S = 0.1, 0.5\n"
        f"speaker.engines = lambda wanted: iter(lambda: {hang}, 0)\n"
        "speaker.main([])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(speaker_process.__file__).parents[3], input=b"",
        capture_output=True, timeout=PATIENCE_MS / 1000, check=False,
    )  # fmt: skip
    assert done.returncode in (0, 1) and done.stdout == b""


def test_an_engine_that_lacks_its_library_is_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speaker_process, "NEEDS", {"speechd": "libnosuchthing.so.9"})
    monkeypatch.setattr(sys, "platform", "linux")
    assert not speaker_process.complete("speechd")
    assert speaker_process.complete("mock")
    monkeypatch.setattr(sys, "platform", "win32")
    assert speaker_process.complete("speechd")


def test_no_graph_of_the_addons_is_used() -> None:
    """Charts, graphs and data visualisation are GPL: the wheel's own words do not say so."""
    source = Path(speaker_process.__file__).parents[2]
    barred = (
        "QtCharts",
        "QtGraphs",
        "QtDataVisualization",
        "QtHttpServer",
        "QtNetworkAuth",
        "QtQuick3D",
        "QtWebEngine",
    )
    for path in source.rglob("*.py"):
        words = path.read_text("utf-8")
        assert not [name for name in barred if f"PySide6.{name}" in words or f"import {name}" in words], path


def test_a_process_that_hangs_is_given_up(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The first speaker says nothing at all; the second one is the real one."""
    real = voices.SPEAKER
    (tmp_path / "silent_speaker.py").write_text("import time; time.sleep(600)", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(voices, "SPEAKER", "silent_speaker")
    monkeypatch.setattr(voices, "BEGIN_MS", (1000,))
    made = Voice("mock")
    made.prepare()
    monkeypatch.setattr(voices, "SPEAKER", real)
    try:
        qtbot.waitUntil(lambda: made.known, timeout=PATIENCE_MS)
        assert made.can("en")
    finally:
        made.close()
