"""Files of a show, each made by a command of this program in another process."""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field
from PySide6.QtCore import QLocale, QObject, QProcess, Signal

from ...base.atomic_file import check_file
from ...visit.codec import adapter
from ...visit.given import Given
from .module_process import start_module
from .settings_store import SettingsStore

FileKind = Literal["pdf", "pptx"]
Paper = Literal["a4", "letter"]
KINDS: tuple[FileKind, ...] = ("pdf", "pptx")
PACKAGES: dict[FileKind, str] = {"pptx": "pptx"}
"""The package that a kind of file needs, as it is imported."""
LONGEST = 200
"""Letters of a title, byline or footer."""
END_MS = 2000
PERCENT = re.compile(r"(\d{1,3})\s?%")
LEAST_SHARE = 0.02
"""Share of the work after which the time left can be estimated."""
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

    @property
    def on_paper(self) -> Paper:
        """The paper of a PDF."""
        if self.paper is not None:
            return self.paper
        is_american = QLocale().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem
        return "letter" if is_american else "a4"


def can_make(kind: FileKind) -> bool:
    """Whether the package for a kind of file is installed."""
    return kind not in PACKAGES or find_spec(PACKAGES[kind]) is not None


class Job(QObject):
    """A file that another process makes.

    Signals
    -------
    changed : progress or end.

    Attributes
    ----------
    share : progress, 0 to 1.
    is_over : whether it has ended.
    error : why it failed, "" if it did not.
    is_cancelled : whether it was cancelled.

    Parameters
    ----------
    words : the command and its arguments.
    path : the file.
    """

    changed = Signal()

    def __init__(
        self,
        words: Sequence[str],
        path: Path,
        parent: QObject | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self.path, self._clock = path, clock
        self.share, self.error, self.is_over, self.is_cancelled = 0.0, "", False, False
        self._messages: list[str] = []
        self._first: tuple[float, float] | None = None
        self._process = QProcess(self)
        self._process.readyReadStandardError.connect(self._listen)
        self._process.finished.connect(self._ended)
        self._process.errorOccurred.connect(self._ended)
        start_module(self._process, "explorer", *words)

    @property
    def left_s(self) -> float | None:
        """Estimated seconds to the end; None before it can be told. The start of the process is not counted."""
        if self._first is None or self.share <= self._first[0] + LEAST_SHARE:
            return None
        share, at_s = self._first
        return (self._clock() - at_s) / (self.share - share) * (1.0 - self.share)

    def cancel(self) -> None:
        """Stop it. An existing file is kept."""
        if not self.is_over:
            self.is_cancelled = True
            self._process.kill()
            self._process.waitForFinished(END_MS)

    def _listen(self) -> None:
        text = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
        for line in filter(None, (line.strip() for line in text.splitlines())):
            found = PERCENT.search(line)
            if found is None:
                self._messages.append(line)
                continue
            self.share = min(int(found[1]), 100) / 100
            if self._first is None:
                self._first = (self.share, self._clock())
        self.changed.emit()

    def _ended(self) -> None:
        if self.is_over:
            return
        self._listen()
        self.is_over = True
        failed = self._process.exitStatus() is QProcess.ExitStatus.CrashExit or self._process.exitCode() != 0
        if failed and not self.is_cancelled:
            self.error = self._messages[-1] if self._messages else self._process.errorString()
        self.changed.emit()


class TakeAway:
    """Makes files of a show as it was given, and remembers the choices.

    Parameters
    ----------
    scene : folder of the scene, which the other process reads.
    store : keeps the wishes.

    Attributes
    ----------
    job : the file that is being made, or was made last.
    """

    def __init__(self, scene: Path, store: SettingsStore) -> None:
        self.scene, self._store = scene, store
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
        """Start to make a file. Raises OSError if it cannot be written there."""
        check_file(path)
        self.close()
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", suffix=".json", prefix="park-talk-", delete=False
        ) as file:
            file.write(given.model_dump_json())
        source = Path(file.name)
        language = wishes.language or given.language
        words = ["talk", str(source), "--scene", str(self.scene), "--lang", language, "-o", str(path)]
        words += ["--title", wishes.title, "--byline", wishes.byline, "--footer", wishes.footer]
        words += ["--paper", wishes.on_paper, *(("--notes",) if wishes.notes else ())]
        self.job = job = Job(words, path)

        def tidy() -> None:
            if job.is_over:
                with suppress(OSError):
                    source.unlink(missing_ok=True)

        job.changed.connect(tidy)
        return job

    def close(self) -> None:
        """Cancel what is being made."""
        if self.job is not None:
            self.job.cancel()
            self.job = None
