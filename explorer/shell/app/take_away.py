"""Files of a show, each made by a command of this program in another process."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field
from PySide6.QtCore import QLibraryInfo, QLocale

from ...base.atomic_file import check_file
from ...park.last_good import Opened
from ...visit.codec import adapter
from ...visit.given import Given
from .command_job import Job
from .prepared_talks import PreparedTalks
from .settings_store import SettingsStore

FileKind = Literal["pdf", "pptx", "both", "mp4"]
Paper = Literal["a4", "letter"]
KINDS: tuple[FileKind, ...] = ("pdf", "pptx", "both", "mp4")
PACKAGES: dict[FileKind, str] = {"pptx": "pptx", "both": "pptx"}
"""The package that a kind of file needs, as it is imported."""
LONGEST = 200
"""Letters of a title, byline or footer."""
Line = Annotated[str, Field(max_length=LONGEST)]


@dataclass(frozen=True, slots=True)
class Wishes:
    """Choices for such a file; kept for the next one."""

    kind: FileKind = "pdf"
    language: str = ""  # "": that of the audience
    title: Line = ""  # "": that of the tour
    byline: Line = ""
    footer: Line = ""
    paper: Paper | None = None  # None: as is usual in this country
    notes: bool = False  # whether a PDF has the presenter's notes
    # is_small, has_captions: whether a film can be mailed, and has its captions in the picture
    is_small: bool = False
    has_captions: bool = True

    @property
    def on_paper(self) -> Paper:
        """The paper of a PDF."""
        if self.paper is not None:
            return self.paper
        is_american = QLocale().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem
        return "letter" if is_american else "a4"


def can_make(kind: FileKind) -> bool:
    """Whether what a kind of file needs is installed: a package, or something that encodes videos."""
    if kind == "mp4":
        return bool(shutil.which("ffmpeg") or find_spec("imageio_ffmpeg")) or _has_qt_ffmpeg()
    return kind not in PACKAGES or find_spec(PACKAGES[kind]) is not None


def files_of(kind: FileKind, path: Path) -> tuple[Path, ...]:
    """The files that are made under a chosen name: pages and slides lie beside each other."""
    if kind != "both":
        return (path,)
    name = path.stem if path.suffix.lower() in (".pdf", ".pptx") else path.name
    return tuple(path.with_name(name + suffix) for suffix in (".pdf", ".pptx"))


def _has_qt_ffmpeg() -> bool:
    """Whether Qt's plugin for FFmpeg is there; bundles come without it."""
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath), "multimedia")
    return any(folder.glob("*ffmpegmediaplugin*"))


def kept_names(scene: Opened | None, store: SettingsStore) -> Callable[[str, str], str]:
    """Returns the name under which a tour of a park was prepared last; "" for never."""
    return PreparedTalks(scene.folder if scene is not None else None, store).name


class TakeAway:
    """Makes files of a show as it was given, and remembers the choices of a presenter.

    Parameters
    ----------
    scene : folder of the scene, which the other process reads.
    store : keeps the wishes.

    Attributes
    ----------
    job : the file that is being made, or was made last.
    prepared : how talks of the scene were prepared.
    """

    def __init__(self, scene: Path, store: SettingsStore) -> None:
        self.scene, self._store = scene, store
        self.prepared = PreparedTalks(scene, store)
        self.job: Job | None = None

    @property
    def wishes(self) -> Wishes:
        """The last choices; the defaults if they are missing or damaged."""
        try:
            wishes: Wishes = adapter(Wishes).validate_json(self._store.file_wishes())
        except ValueError:
            return Wishes()
        return wishes

    @wishes.setter
    def wishes(self, wishes: Wishes) -> None:
        self._store.keep_file_wishes(adapter(Wishes).dump_json(wishes).decode())

    def make(self, given: Given, wishes: Wishes, path: Path) -> Job:
        """Start to make a file, or pages and slides. Raises OSError if one cannot be written there."""
        path, *also = files_of(wishes.kind, path)
        for each in (path, *also):
            check_file(each)
        self.close()
        if wishes.kind == "mp4":
            self.job = Job(self._film(given, wishes, path), path)
            return self.job
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", suffix=".json", prefix="park-talk-", delete=False
        ) as file:
            file.write(given.model_dump_json())
        source = Path(file.name)
        language = wishes.language or given.language
        words = ["talk", str(source), "--scene", str(self.scene), "--lang", language]
        for each in (path, *also):
            words += ["-o", str(each)]
        words += ["--title", wishes.title, "--byline", wishes.byline, "--footer", wishes.footer]
        words += ["--paper", wishes.on_paper, *(("--notes",) if wishes.notes else ())]
        self.job = job = Job(words, path, also=also)

        def tidy() -> None:
            if job.is_over:
                with suppress(OSError):
                    source.unlink(missing_ok=True)

        job.changed.connect(tidy)
        return job

    def _film(self, given: Given, wishes: Wishes, path: Path) -> list[str]:
        """The command that films the tour of a show as planned."""
        words = ["film", given.tour.id, "--scene", str(self.scene), "-o", str(path)]
        words += ["--lang", wishes.language or given.language]
        return words + ["--small"] * wishes.is_small + ["--burn"] * wishes.has_captions

    def close(self) -> None:
        """Cancel what is being made."""
        if self.job is not None:
            self.job.cancel()
            self.job = None
