"""What a booth's staff can see and set: its plan, own slides, today's visits, and the test before the doors open."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStorageInfo
from PySide6.QtGui import QGuiApplication, QScreen

from ...base.atomic_file import check_file
from ...base.pictures import NotShown, PictureKey
from ...base.suffixes import PICTURES
from ...exhibits.sheets.picture_files import pages_in
from ...i18n import Text
from ...park.model import Park
from ...visit.kiosk.booth_plan import SLIDE_S, BoothPlan
from .settings_store import SettingsStore

if TYPE_CHECKING:
    from ...visit.log.figures import Figures

FOLDER = "slides"
"""Name of the folder with own slides, in the scene or at the top of a stick."""
MOST_SLIDES = 200
VIDEO_S = 30.0
"""Time for which a video is shown; a shorter one repeats."""
PLUGGED = ("/media", "/run/media", "/mnt", "/Volumes")
"""Folders in which systems other than Windows show disks that were plugged in."""
SPARE_MB = 500
"""Free space on the disk below which a booth should not open: visits and events could not be stored."""


@dataclass(frozen=True, slots=True)
class Slide:
    """An own slide: a picture, a page of a PDF, or a video."""

    picture: PictureKey
    seconds: float


@dataclass(frozen=True, slots=True)
class SlideFault:
    """A file that cannot be shown, and why."""

    name: str
    why: Text


def minute_now() -> int:
    """Minutes since midnight, by the clock of this machine."""
    now = datetime.now()
    return now.hour * 60 + now.minute


def sticks() -> list[Path]:
    """Folders with slides on removable or other mounted disks."""
    found = []
    for disk in QStorageInfo.mountedVolumes():
        root = Path(disk.rootPath())
        if disk.isReady() and root != Path(root.anchor) and (root / FOLDER).is_dir():
            found.append(root / FOLDER)
    return found


def disks() -> list[Path]:
    """Sticks and other plugged-in disks, on which files can be written."""
    found = []
    for disk in QStorageInfo.mountedVolumes():
        root = Path(disk.rootPath())
        is_own = root == Path(QStorageInfo.root().rootPath())
        plugged = os.name == "nt" or any(root.is_relative_to(place) for place in PLUGGED)
        if disk.isReady() and not disk.isReadOnly() and plugged and not is_own:
            found.append(root)
    return found


def slides_in(folder: Path) -> tuple[list[Slide], list[SlideFault]]:
    """The slides of a folder by name, and what cannot be shown. A missing folder has none."""
    slides: list[Slide] = []
    faults: list[SlideFault] = []
    try:
        files = sorted(path for path in folder.iterdir() if path.is_file() and path.name[0] != ".")
    except OSError:
        return [], []
    for path in files:
        try:
            slides += _slides_of(path)
        except NotShown as fault:
            faults.append(SlideFault(path.name, fault.what))
        except OSError as error:
            faults.append(SlideFault(path.name, Text("cannot be read: {why}", why=error.strerror or "")))
    return slides[:MOST_SLIDES], faults


def _slides_of(path: Path) -> Iterator[Slide]:
    kind = PICTURES.get(path.suffix.lower())
    if kind is None:
        raise NotShown(Text("is no picture, PDF or video"), Text("export it as one"))
    seconds = VIDEO_S if kind == "video" else SLIDE_S
    for page in range(pages_in(path, kind)):
        yield Slide(PictureKey(str(path), kind, page), seconds)


@dataclass(slots=True)
class BoothDesk:
    """The desk of a booth's staff.

    Attributes
    ----------
    scene : folder of the scene; None if unknown.
    database : file of the visit statistics; None if no visits are stored.
    whole : the scene with all it has, of which a part is on offer; None if all of it is.
    restart : restarts the program, so that a changed offer or screen takes effect.
    find_sticks : returns the folders of slides on sticks.
    find_disks : returns the sticks on which a report can be saved.
    minute : returns the minute of the day.
    keep_answer : counts an answer of the survey: question, option, line; None if nothing is stored, so that nothing
        is asked.
    """

    store: SettingsStore
    scene: Path | None = None
    database: Path | None = None
    whole: Park | None = None
    restart: Callable[[], object] = lambda: None
    find_sticks: Callable[[], list[Path]] = sticks
    find_disks: Callable[[], list[Path]] = disks
    minute: Callable[[], int] = minute_now
    keep_answer: Callable[[str, int, str], object] | None = None
    started_with: BoothPlan = field(default_factory=BoothPlan)  # the plan when the program started

    @property
    def plan(self) -> BoothPlan:
        """The plan as stored."""
        return self.store.booth_plan()

    def keep(self, plan: BoothPlan) -> None:
        """Store another plan, for this start and later ones."""
        self.store.keep_booth_plan(plan)

    def needs_restart(self, plan: BoothPlan) -> bool:
        """Whether a plan takes full effect only after a restart."""
        was = self.started_with
        return (plan.hidden_tours, plan.hidden_exhibits, plan.screen) != (
            was.hidden_tours, was.hidden_exhibits, was.screen,
        )  # fmt: skip

    def slide_folder(self, plan: BoothPlan) -> Path | None:
        """The folder from which slides are shown; None without slides, or if the stick is gone."""
        if plan.slides == "scene":
            return self.scene / FOLDER if self.scene is not None else None
        if plan.slides == "stick":
            return next(iter(self.find_sticks()), None)
        return None

    def slides(self, plan: BoothPlan) -> tuple[list[Slide], list[SlideFault]]:
        """The slides of a plan, and the files that cannot be shown."""
        folder = self.slide_folder(plan)
        return slides_in(folder) if folder is not None else ([], [])

    def today(self, day: date | None = None) -> Figures | None:
        """The visits of a day (default: today); None without any yet, or if they cannot be read."""
        from ...visit.log.figures import read
        from ...visit.log.merged import Unreadable

        if self.database is None:
            return None
        try:
            figures = read(self.database, day or date.today())
        except Unreadable:
            return None
        return figures if figures.visits else None

    def warnings(self, plan: BoothPlan, zones: frozenset[str], tours: frozenset[str]) -> list[Text]:
        """What staff should know before the show: names the scene has lost, a missing stick, a full disk."""
        found = []
        for name in sorted(plan.hidden_exhibits - zones) + sorted(plan.hidden_tours - tours):
            found.append(Text("The scene no longer has {name!r}; it is ignored.", name=name))
        if plan.slides and self.slide_folder(plan) is None:
            found.append(Text("The stick with the folder “slides” is not plugged in; no slides are shown."))
        if plan.screen and plan.screen not in [one.name() for one in QGuiApplication.screens()]:
            found.append(Text("There is no screen {name!r}; the usual one is taken.", name=plan.screen))
        if self.database is not None:
            try:
                free_mb = shutil.disk_usage(self.database.parent).free // 1_000_000
            except OSError:
                free_mb = 0
            if free_mb < SPARE_MB:
                found.append(Text("Only {free} MB are free on the disk; visits may be lost.", free=free_mb))
        return found

    def report_command(self, folder: Path, language: str) -> tuple[tuple[str, ...], tuple[Path, ...]]:
        """The command that reports all visits in a folder, and its files. Raises OSError if nothing can be written there."""
        name = f"booth-report-{date.today().isoformat()}"
        files = tuple(folder / f"{name}{end}" for end in (".html", ".csv", "-visits.csv"))
        for file in files:
            check_file(file)
        options = zip(("--html", "--csv", "--visits"), map(str, files), strict=True)
        scene = () if self.scene is None else ("--scene", str(self.scene))
        ledger = () if self.database is None else ("--ledger", str(self.database))
        return ("report", "--lang", language, *scene, *ledger, *chain.from_iterable(options)), files

    @property
    def test_command(self) -> tuple[str, ...]:
        """The command that tests everything: its words after `python`."""
        scene = () if self.scene is None else ("--scene", str(self.scene))
        ledger = () if self.database is None else ("--ledger", str(self.database))
        return ("-m", "explorer", "doctor", "--kiosk", *scene, *ledger)

    @property
    def python(self) -> str:
        """The interpreter for the test."""
        return sys.executable


def chosen_screen(desk: BoothDesk | None, usual: QScreen) -> QScreen:
    """The screen that staff have chosen, if it is there; otherwise the usual one."""
    wanted = desk.plan.screen if desk is not None else ""
    return next((one for one in QGuiApplication.screens() if one.name() == wanted), usual)
