"""The readiness page of a booth: checks before the doors open, then a green light or a list of repairs."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep
from typing import Any, Literal

from ...base import bootstrap
from ...base.bootstrap import gettext
from ...base.folders import state_folder
from ...base.geometry import WHOLE
from ...base.protocols import Renderer
from ...base.terminal import Progress
from ...i18n import Listed, Text, language_named
from ...park import Park
from ...park.model import LANGUAGES
from ...visit import Visit
from ...visit.kiosk.acts import StartOver
from ...visit.log.database import connected
from ...visit.log.schema import NewerDatabase
from ...visit.mode import KIOSK
from ...visit.settings import Settings
from . import machine, power
from .display import Display, legible, screen, targets, text_for
from .finding import Finding

PACE = 4.0
SLOW_MS = 150.0
"""Frame time above which stutter is visible."""
LONGEST_STEP_S = 0.1
MOST_SLOW = 0.05
RESET_S = 3.0
MOST_S = 180.0
"""Time after which the rehearsal stops: so slow a machine has shown enough."""


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """Result of a rehearsal."""

    tour: str
    stops: tuple[int, int]  # stops shown, and stops in all
    drawn_ms: tuple[float, ...]  # time of each frame
    reset_s: float = 0.0  # from the last frame of a visit to the first of the next
    error: str = ""  # the error; "" without one

    @property
    def slow(self) -> float:
        """The share of slow frames, without the first one."""
        return sum(ms > SLOW_MS for ms in self.drawn_ms[1:]) / max(len(self.drawn_ms) - 1, 1)


def rehearse(
    park: Park,
    stage: Renderer[Visit, Any],
    progress: Callable[[float, str], None],
    clock: Callable[[], float] = perf_counter,
) -> Rehearsed | None:
    """Play the attract tour once, faster than real time; None if the park has none.

    Parameters
    ----------
    progress : called with the share done and the stop.
    """
    visit = Visit.begin(park, KIOSK, Settings(comfort="fly"))
    if visit.playback is None:
        return None
    tour = visit.playback.tour
    seen: set[int] = set()
    drawn_ms: list[float] = []
    began_s = clock()

    def outcome(reset_s: float = 0.0, error: str = "") -> Rehearsed:
        return Rehearsed(tour.id, (len(seen), len(tour.stops)), tuple(drawn_ms), reset_s, error)

    try:
        while clock() - began_s < MOST_S:
            start_s = clock()
            stage.show(visit, WHOLE)
            stage.draw()
            took_s = clock() - start_s
            drawn_ms.append(took_s * 1000)
            playback = visit.playback
            if playback is None or (len(seen) == len(tour.stops) and playback.index == 0):
                break
            seen.add(playback.index)
            progress(len(seen) / (len(tour.stops) + 1), str(playback.index + 1))
            visit = visit.advance(PACE * min(max(took_s, 1 / 60), LONGEST_STEP_S))
        start_s = clock()
        zone = tour.stops[-1].zone or next(iter(park.zones))
        visit = _visited(visit, zone).after(StartOver())
        stage.show(visit, WHOLE)
        stage.draw()
        return outcome(clock() - start_s)
    except Exception as fault:  # any fault here would have happened before an audience
        return outcome(error=f"{type(fault).__name__}: {fault}")


def _visited(visit: Visit, zone: str) -> Visit:
    """The visit with an exhibit in use, which the next visitor must not find."""
    from ...visit import Open, Operate

    return visit.after(Open(zone)).after(Operate()).advance(1.0)


def rehearsal(done: Rehearsed | None) -> Finding:
    """The finding of a rehearsal."""
    subject = gettext("Rehearsal at 4x")
    if done is None:
        return Finding(
            "bad", subject, gettext("this park has no tour for the booth"),
            gettext("add one, e.g. tours/show.yaml with kind: show"),
        )  # fmt: skip
    if done.error:
        return Finding("bad", subject, done.error, gettext("report this error"))
    shown, expected = done.stops
    times = sorted(done.drawn_ms[1:]) or [0.0]  # the first frame is drawn before anyone looks
    usual_ms, slowest_ms = times[len(times) // 2], times[-1]
    message = gettext(
        "tour {tour}, {shown} of {expected} stops, {count} frames, {usual_ms:.0f} ms each, slowest "
        "{slowest_ms:.0f} ms; a reset takes {reset_s:.1f} s",
        tour=done.tour,
        shown=shown,
        expected=expected,
        count=len(times),
        usual_ms=usual_ms,
        slowest_ms=slowest_ms,
        reset_s=done.reset_s,
    )
    if shown < expected:
        return Finding("bad", subject, message, gettext("this machine is too slow"))
    if done.slow > MOST_SLOW or done.reset_s > RESET_S:
        remedy = gettext("close other programs, or use --quality lite")
        return Finding("note", subject, message, remedy)
    return Finding("good", subject, message)


@dataclass(frozen=True, slots=True)
class Booth:
    """A booth to check: its scene, its visitors and its settings."""

    scene: Path
    assets: Path
    visits: Path
    distance_m: float  # reading distance
    # whether a number lets staff leave: "set", "missing", or "wrong" if it is invalid
    pin: Literal["set", "missing", "wrong"] = "missing"
    log: Path | None = None  # the file of the event log, if one is wanted


def examine(booth: Booth) -> Iterator[Finding]:
    """Run one check after the other; the rehearsal comes last and takes half a minute."""
    display = screen_of_this_machine()
    size = (display.width_px, display.height_px) if display else (1280, 720)
    picture = machine.early_drawing(booth.scene, booth.assets, size)
    if display is None:
        yield Finding(
            "bad", gettext("Screen"), gettext("none", context="found"),
            gettext("start it from a desktop session"),
        )  # fmt: skip
    else:
        yield screen(display)
        yield legible(display, booth.distance_m)
        yield targets(display)
    checks: tuple[Callable[[], Finding], ...] = (
        sound,
        lambda: way_out(booth.pin),
        power.supply,
        power.sleep,
        machine.disk,
        lambda: visit_statistics(booth.visits),
        *((lambda log=booth.log: event_log(log),) if booth.log else ()),
        machine.chinese_font,
        lambda: machine.content(booth.scene, booth.assets),
        lambda: picture or machine.drawing(booth.scene, booth.assets, size),
        lambda: _rehearsed(booth, size),
    )
    yield from machine.certificates(Path.cwd(), state_folder())
    for check in checks:
        yield check()


def verdict(findings: list[Finding], text_percent: int | None = None) -> str:
    """The last lines: a green light, or the list of repairs.

    Parameters
    ----------
    text_percent : recommended initial text size, if not the default.
    """
    bad = [finding.subject for finding in findings if finding.state == "bad"]
    if bad:
        listed = gettext(", ", context="to fix").join(bad)
        return gettext("Not ready. Fix first: {listed}", listed=listed)
    text = [] if text_percent is None else ["--text", str(text_percent)]
    start = bootstrap.start_line("run", "--mode", "kiosk", "--supervised", *text)
    return gettext("Ready. Start with: {start}", start=start)


def advised_text(distance_m: float) -> int | None:
    """The text size that this screen needs at a distance, in percent; None if the default is enough."""
    display = screen_of_this_machine()
    if display is None or not display.height_mm:
        return None
    percent, _ = text_for(display, distance_m)
    return percent if percent > 100 else None


def way_out(pin: Literal["set", "missing", "wrong"]) -> Finding:
    """Whether staff can leave the locked screen."""
    subject = gettext("PIN")
    how = gettext(
        "set PARK_EXPLORER_PIN to 4 to 12 digits, or use --pin; to leave, hold the top left corner "
        "for five seconds"
    )
    match pin:
        case "set":
            return Finding("good", subject, gettext("set"))
        case "wrong":
            return Finding("bad", subject, gettext("not 4 to 12 digits"), how)
        case _:
            message = gettext("not set: staff cannot leave from the screen")
            return Finding("note", subject, message, how)


def screen_of_this_machine() -> Display | None:
    """The first screen, as Qt reports it; None without a screen."""
    if not bootstrap.has_screen():
        return None
    from PySide6.QtGui import QGuiApplication, QInputDevice

    application = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    assert isinstance(application, QGuiApplication)
    _kept.append(application)
    screens = application.screens()
    if not screens:
        return None
    primary = screens[0]
    ratio = primary.devicePixelRatio()
    width, height = (round(n * ratio) for n in (primary.size().width(), primary.size().height()))
    touch = any(d.type() == QInputDevice.DeviceType.TouchScreen for d in QInputDevice.devices())
    return Display(width, height, millimetres(primary.physicalSize().height(), height), touch)


AND = Text(" and ")
VOICES_S = 8.0
"""Longest wait for the system to list its voices, seconds."""
_kept: list[object] = []
"""Keeps Qt's application alive as long as the objects obtained from it."""
LEAST_DPI, MOST_DPI = 30.0, 400.0


def millimetres(height_mm: float, height_px: int) -> float:
    """The height reported by a screen, or 0 if implausible: projectors and virtual screens report anything."""
    if height_mm <= 0:
        return 0.0
    return height_mm if LEAST_DPI < height_px / height_mm * 25.4 < MOST_DPI else 0.0


def sound() -> Finding:
    """Finding: voices for spoken tours; a booth is silent unless a visitor turns the sound on."""
    from PySide6.QtGui import QGuiApplication

    from ...shell.speech.voice import Voice

    subject = gettext("Voices")
    _kept.append(machine.application())
    voice = Voice()
    voice.prepare()
    end_s = perf_counter() + VOICES_S
    while not voice.known and perf_counter() < end_s:
        QGuiApplication.processEvents()  # the answer arrives as an event
        sleep(0.02)
    there = [language_named(language) for language in LANGUAGES if voice.can(language)]
    voice.close()
    if len(there) == len(LANGUAGES):
        return Finding("good", subject, gettext(Listed(tuple(there), AND)))
    what = gettext("none", context="voices") if not there else gettext("{there} only", there=there[0])
    remedy = gettext("not needed: the booth is silent, and every tour has captions")
    if lacking := bootstrap.missing_libraries(bootstrap.VOICE_LIBRARIES):
        line = bootstrap.install_line(*([row[i] for row in lacking] for i in (1, 2, 3)))
        remedy += gettext("; to install them: {line}", line=line)
    return Finding("note", subject, what, remedy)


def visit_statistics(path: Path) -> Finding:
    """Finding: whether visits can be stored."""
    subject = gettext("Visit statistics")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(connected(path)) as db:
            db.execute("BEGIN IMMEDIATE")
            db.execute("ROLLBACK")
            (visits,) = db.execute("SELECT COUNT(*) FROM visits").fetchone()
    except (OSError, sqlite3.Error, NewerDatabase) as fault:
        return Finding(
            "bad", subject, f"{path}: {fault}", gettext("choose another file: --ledger FILE")
        )  # fmt: skip
    message = gettext(
        "{path}, {count} visit so far", "{path}, {count} visits so far", path=path, count=visits
    )
    return _with_room(path, subject, message)


def event_log(path: Path) -> Finding:
    """Finding: whether events can be logged."""
    subject = gettext("Event log")
    is_new = not path.exists()
    try:
        path.open("ab").close()
        if is_new:
            path.unlink()
    except OSError as fault:
        return Finding(
            "bad", subject, f"{path}: {fault.strerror or fault}",
            gettext("make the folder, or name another file: --log FILE"),
        )  # fmt: skip
    return _with_room(path, subject, str(path))


LEAST_FREE_MB = 100
"""Free space needed: the event log takes twice 32 MB at most, a day's visits far less."""


def _with_room(path: Path, subject: str, what: str) -> Finding:
    """A finding about a writable file: good if there is enough free space for it to grow."""
    free_mb = shutil.disk_usage(path.parent).free // 2**20
    if free_mb >= LEAST_FREE_MB:
        return Finding("good", subject, what)
    message = what + gettext(", only {free_mb} MB free", free_mb=free_mb)
    return Finding("bad", subject, message, gettext("free some space on that disk"))


def _rehearsed(booth: Booth, size: tuple[int, int]) -> Finding:
    from ...park import ParkError, load
    from ...stage import NoGraphics, Stage

    subject = gettext("Rehearsal at 4x")
    try:
        park = load(booth.scene, booth.assets)
        stage = Stage(park, booth.assets, size, lively=True)
    except (ParkError, NoGraphics):
        return Finding("note", subject, gettext("not done, see above"))
    bar = Progress(subject)
    try:
        done = rehearse(park, stage, bar.show)
    finally:
        stage.close()
    bar.done(gettext("done"))
    return rehearsal(done)
