"""The readiness page: each finding from machines of our own making, good ones and bad ones."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from explorer.base import bootstrap
from explorer.base.bootstrap import ROOT
from explorer.base.geometry import WHOLE, Rect
from explorer.cli.commands.operate.doctor import pin_state
from explorer.measure.doctor import kiosk, power
from explorer.measure.doctor import machine as this_machine
from explorer.measure.doctor.display import Display, arc_min, legible, screen, targets, text_for
from explorer.measure.doctor.finding import Finding
from explorer.measure.doctor.kiosk import Rehearsed, rehearsal, rehearse
from explorer.measure.doctor.machine import chinese_font
from explorer.park import Park, load
from explorer.shell.speech import voice as voices
from explorer.shell.speech.voice import Voice
from explorer.shell.style import fonts
from explorer.visit import Visit
from explorer.visit.log.database import connected

from ...scene import write_scene

pytestmark = pytest.mark.usefixtures("english")


# ---- power


def supplies(folder: Path, **devices: dict[str, str]) -> Path:
    """A folder as the kernel has one."""
    for name, values in devices.items():
        (folder / name).mkdir(parents=True)
        for key, value in values.items():
            (folder / name / key).write_text(value + "\n")
    folder.mkdir(exist_ok=True)
    return folder


@pytest.mark.parametrize(
    ("devices", "state", "reported"),
    [
        ({}, "good", "mains power, no battery"),
        ({"AC": {"type": "Mains", "online": "1"}}, "good", "mains power, no battery"),
        (
            {
                "AC": {"type": "Mains", "online": "1"},
                "BAT0": {"type": "Battery", "capacity": "80", "status": "Charging"},
            },
            "good",
            "mains power, battery at 80 %",
        ),
        (
            {
                "AC": {"type": "Mains", "online": "0"},
                "BAT0": {"type": "Battery", "capacity": "41", "status": "Discharging"},
            },
            "bad",
            "on battery, 41 % left",
        ),
        (
            {"mouse": {"type": "Battery", "scope": "Device", "capacity": "5", "status": "Discharging"}},
            "good",
            "mains power, no battery",
        ),
    ],
)
def test_power(tmp_path: Path, devices: dict[str, dict[str, str]], state: str, reported: str) -> None:
    finding = power.supply(supplies(tmp_path / "power_supply", **devices))
    assert (finding.state, finding.what) == (state, reported)


def test_power_that_cannot_be_read_is_said_to_be_so(tmp_path: Path) -> None:
    assert power.supply(tmp_path / "nowhere").what == "could not be read"


XSET = """
Screen Saver:
  prefer blanking:  yes    allow exposures:  yes
  timeout:  {saver}    cycle:  600
DPMS (Energy Star):
  Standby: 0    Suspend: 0    Off: {off}
  DPMS is {dpms}
"""


def machine(**answers: str) -> power.Ask:
    """A system whose programs answer so; the others are not there."""
    return lambda command: answers.get(command[-1].replace("-", "_"), answers.get(Path(command[0]).name))


def test_sleep_is_read_where_it_can_be() -> None:
    def reported(system: str = "linux", desktop: str = "GNOME", **answers: str) -> tuple[str, str]:
        finding = power.sleep(machine(**answers), system, desktop)
        return finding.state, finding.what

    assert reported() == ("note", "could not be read")
    assert reported("win32", xset=XSET) == ("note", "could not be read")
    off = {
        "idle_delay": "uint32 0",
        "sleep_inactive_ac_timeout": "3600",
        "sleep_inactive_ac_type": "'nothing'",
    }
    assert reported(**off) == ("good", "off")
    on = {
        "idle_delay": "uint32 300",
        "sleep_inactive_ac_timeout": "1200",
        "sleep_inactive_ac_type": "'suspend'",
    }
    assert reported(**on) == ("bad", "screen off after 5 min, sleep after 20 min")
    assert reported(desktop="KDE", **on) == ("note", "could not be read")
    assert reported(desktop="", xset=XSET.format(saver=600, off=900, dpms="Enabled")) == (
        "bad", "screen saver after 10 min, screen off after 15 min"
    )  # fmt: skip
    assert reported(desktop="", xset=XSET.format(saver=0, off=900, dpms="Disabled")) == ("good", "off")


def test_who_holds_sleep_off_is_named() -> None:
    listed = "caffeine 1000 me 42 caffeine idle:sleep show block\nNetworkManager 0 root 7 nm sleep x delay"
    finding = power.sleep(lambda c: listed if c[0] == "systemd-inhibit" else None, "linux", "GNOME")
    assert (finding.state, finding.what) == ("good", "blocked by caffeine")
    delays = "NetworkManager 0 root 7 nm sleep x delay"
    finding = power.sleep(lambda c: delays if c[0] == "systemd-inhibit" else None, "linux", "GNOME")
    assert finding.state == "note"


# ---- the screen


LAPTOP = Display(1920, 1080, 194.0)  # 15.6 inches
LARGE = Display(1920, 1080, 535.0, touch=True)  # 43 inches


def test_type_is_as_large_as_the_distance_asks() -> None:
    # the table of the design: on a stand, 1.5 m away, body is 29 px and 23 minutes of arc on 43 inches
    assert arc_min(29, LARGE, 1.5) == pytest.approx(23, abs=0.5)
    assert text_for(LARGE, 1.5)[0] == 100
    percent, seen = text_for(LAPTOP, 1.5)
    assert (percent, round(seen)) == (200, 17)
    near = text_for(LAPTOP, 0.6)
    assert near[0] < 200


def test_a_screen_too_far_away_is_told_how_near_it_must_be() -> None:
    finding = legible(LAPTOP, 3.0)
    assert finding.state == "note"
    nearest_m = float(finding.remedy.split()[-5])
    assert text_for(LAPTOP, nearest_m - 0.05)[1] >= 16
    assert legible(LARGE, 1.5).state == "good"
    assert "does not report" in legible(Display(1920, 1080), 1.5).what


def test_a_screen_says_what_fingers_find() -> None:
    assert screen(LARGE).what == '1920×1080, 43", touch'
    assert screen(LAPTOP).state == "note"
    assert screen(Display(1024, 600)).state == "bad"
    assert targets(LARGE).state == "good"
    assert targets(Display(1920, 1080, 194.0, touch=True)).state == "note"


@pytest.mark.parametrize(
    ("height_mm", "height_px", "known"),
    [(194, 1080, True), (0, 1080, False), (10, 1080, False), (5000, 1080, False)],
)
def test_a_size_that_cannot_be_true_is_not_believed(height_mm: float, height_px: int, known: bool) -> None:
    assert (kiosk.millimetres(height_mm, height_px) > 0) is known


# ---- the visit journal


def test_the_event_log_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "booth.jsonl"
    assert kiosk.event_log(path) == Finding("good", "Event log", str(path))
    assert not path.exists()
    path.write_text("{}\n")
    assert kiosk.event_log(path).state == "good"
    assert path.read_text() == "{}\n"
    missing = kiosk.event_log(tmp_path / "nowhere" / "booth.jsonl")
    assert (missing.state, "--log FILE" in missing.remedy) == ("bad", True)
    assert kiosk.event_log(tmp_path).state == "bad"
    full = shutil.disk_usage(tmp_path)._replace(free=3 * 2**20)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: full)
    for finding in (kiosk.event_log(path), kiosk.visit_statistics(tmp_path / "visits.sqlite3")):
        assert (finding.state, "only 3 MB free" in finding.what) == ("bad", True)


def test_a_journal_is_made_counted_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "new" / "visits.sqlite3"
    assert kiosk.visit_statistics(path).what == f"{path}, 0 visits so far"
    (tmp_path / "broken").write_bytes(b"nonsense" * 1000)
    assert kiosk.visit_statistics(tmp_path / "broken").state == "bad"
    with closing(sqlite3.connect(tmp_path / "later")) as db:
        db.execute("PRAGMA user_version = 99")
    assert kiosk.visit_statistics(tmp_path / "later").state == "bad"
    with closing(connected(path)) as db:  # another explorer has it open: no harm
        db.execute("SELECT * FROM visits")
        assert kiosk.visit_statistics(path).state == "good"


# ---- the rehearsal


class Easel:
    """A stage whose pictures take as long as it is told; on its clock."""

    def __init__(self, *, ms: float = 20.0, slow_ms: float = 20.0, fails_at: int = -1) -> None:
        self.time_s, self.pictures = 0.0, 0
        self._ms, self._slow_ms, self._fails_at = ms, slow_ms, fails_at
        self.visit: Visit | None = None

    def clock(self) -> float:
        return self.time_s

    def show(self, visit: Visit, free: Rect = WHOLE, meant: str | None = None) -> None:
        self.visit = visit

    def draw(self) -> None:
        self.pictures += 1
        if self.pictures == self._fails_at:
            raise ValueError("a prop fell over")
        self.time_s += (self._slow_ms if self.pictures % 10 == 0 else self._ms) / 1000


@pytest.fixture(scope="module")
def park() -> Park:
    return load(ROOT / "scenes" / "metaverse", ROOT / "assets")


def played(park: Park, easel: Easel) -> Rehearsed:
    shares: list[float] = []
    done = rehearse(park, easel, lambda share, _: shares.append(share), easel.clock)
    assert done is not None
    assert shares == sorted(shares)
    return done


def test_a_rehearsal_goes_through_the_whole_tour_four_times_as_fast(park: Park) -> None:
    easel = Easel(ms=20)
    done = played(park, easel)
    tour = next(tour for tour in park.tours.values() if tour.kind == "show")
    assert done.stops == (len(tour.stops), len(tour.stops))
    holds_s = sum(stop.hold_s for stop in tour.stops)
    assert easel.time_s > holds_s / 4
    assert easel.time_s < holds_s
    assert done.reset_s == pytest.approx(0.02)
    assert rehearsal(done).state == "good"


def test_a_rehearsal_that_stutters_or_fails_is_reported(park: Park) -> None:
    stutters = rehearsal(played(park, Easel(slow_ms=400)))
    assert stutters.state == "note"
    assert "slowest 400 ms" in stutters.what
    fails = rehearsal(played(park, Easel(fails_at=50)))
    assert (fails.state, fails.what) == ("bad", "ValueError: a prop fell over")
    crawls = rehearsal(played(park, Easel(ms=20_000, slow_ms=20_000)))
    assert crawls.state == "bad"
    assert "too slow" in crawls.remedy


def test_a_park_without_a_tour_of_its_own_attracts_by_its_zones(tmp_path: Path) -> None:
    toy = load(write_scene(tmp_path / "toy"), Path("nowhere"))
    done = played(toy, Easel())
    assert done.stops == (len(toy.zones) + 1, len(toy.zones) + 1)
    assert rehearsal(done).state == "good"
    assert rehearsal(None).state == "bad"


# ---- voices


def test_the_voices_of_the_system_are_found(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> None:
    """What the system says of its voices comes as an event, while the page waits for it."""
    made: list[Voice] = []

    def mock() -> Voice:
        made.append(Voice("mock"))
        return made[0]

    monkeypatch.setattr(voices, "Voice", mock)
    monkeypatch.setattr(kiosk, "VOICES_S", 60.0)  # a busy machine takes its time
    found = kiosk.sound()
    assert found.state == "note" and found.what == "English only"
    assert not made[0].known, "its process has ended"


def test_what_voices_need_is_named(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> None:
    monkeypatch.setattr(voices, "Voice", lambda: Voice("no such engine"))
    monkeypatch.setattr(kiosk, "VOICES_S", 0.0)
    monkeypatch.setattr(bootstrap, "VOICE_LIBRARIES", (("libno-voice.so.0", "libvoice0", "voice", "voice"),))
    monkeypatch.setattr(bootstrap.system, "linux_family", lambda: "debian")
    found = kiosk.sound()
    assert found.what == "none"
    assert ("sudo apt install libvoice0" in found.remedy) is sys.platform.startswith("linux")


# ---- fonts


@pytest.mark.parametrize(
    ("platform", "remedy"), [("linux", "noto"), ("win32", "Supplemental Fonts"), ("darwin", "Font Book")]
)
def test_a_missing_chinese_font_is_reported_in_words_of_its_system(
    platform: str, remedy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "can_show_chinese", lambda: False)
    found = chinese_font(platform)
    assert found.state == "note" and remedy in found.remedy


# ---- all of it


def test_a_green_light_is_given_only_if_nothing_must_be_mended() -> None:
    good, note, bad = (Finding(s, s, "x") for s in ("good", "note", "bad"))  # type: ignore[arg-type]
    assert kiosk.verdict([good, note]).startswith("Ready.")
    assert kiosk.verdict([good, bad, note]) == "Not ready. Fix first: bad"
    assert kiosk.verdict([good], 175).endswith("run --mode kiosk --supervised --text 175")


def test_staff_can_leave_only_with_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    states = {"2468": "good", "12": "bad", "letmeout": "bad"}
    for pin, state in states.items():
        monkeypatch.setenv("PARK_EXPLORER_PIN", pin)
        assert kiosk.way_out(pin_state()).state == state
    monkeypatch.delenv("PARK_EXPLORER_PIN")
    assert kiosk.way_out(pin_state()).state == "note"


@pytest.mark.parametrize(("language", "last"), [("en", "Not ready."), ("zh", "尚未就绪")])
def test_the_command_says_what_to_mend(tmp_path: Path, language: str, last: str) -> None:
    scene = write_scene(tmp_path / "toy")
    zone = scene / "zones" / "mill.yaml"
    zone.write_text(zone.read_text("utf-8").replace("title:", "titel:", 1), "utf-8")
    words: Sequence[str] = (
        *("doctor", "--kiosk", "--scene", str(scene), "--lang", language),
        *("--ledger", str(tmp_path / "visits.sqlite3")),
    )
    done = subprocess.run(
        [sys.executable, "-m", "explorer", *words], cwd=ROOT, capture_output=True, check=False,
        text=True, encoding="utf-8", env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert done.returncode == 1, done
    assert "Traceback" not in done.stderr
    assert done.stdout.splitlines()[-1].startswith(last)
    assert any("\u4e00" <= c <= "\u9fff" for c in done.stdout) is (language == "zh")


def test_without_the_libraries_of_the_system_no_picture_is_blamed_on_the_driver(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    row = ("libGL.so.1", "libgl1", "libglvnd-glx", "libglvnd")
    monkeypatch.setattr(bootstrap, "missing_libraries", lambda rows=None: [row])
    monkeypatch.setattr(this_machine, "early_drawing", lambda *_: pytest.fail("it was drawn"))
    found = {one.subject: one for one in this_machine.examine(ROOT / "scenes/metaverse", ROOT / "assets")}
    assert found["Picture"].state == "note" and "libraries are missing" in found["Picture"].what
    assert found["System libraries"].state == "bad"
