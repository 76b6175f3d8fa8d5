"""The checkpoint file of a talk or lesson: written while it runs, removed at its regular end, found after a crash."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import time
from typing import Annotated

from pydantic import Field

from ...base.atomic_file import write_text
from ...park.model import Park
from ...visit import Act, CatchUp, Restore, Visit
from ...visit.checkpoint import Checkpoint, checkpoint_of, progress
from ...visit.codec import Unreadable, Written, read
from ..event_log.event_log import EventLog

EVERY_S = 2.0
"""Interval at which the clock is written; everything else is written at once."""
RECENT_S = 600.0
"""Age up to which an interrupted show counts as still running in the hall, with its clock."""
STALE_S = 43_200.0
"""Age beyond which an interrupted show is no longer offered."""
LARGEST_BYTES = 4_000_000


class Saved(Written):
    """Contents of the file."""

    saved_at: Annotated[float, Field(ge=0, allow_inf_nan=False)]  # when it was written, seconds since 1970
    checkpoint: Checkpoint

    def misfit(self, park: Park) -> str | None:
        """The first name in it that the park lacks; None if it fits."""
        return self.checkpoint.misfit(park)


class CheckpointFile:
    """Keeps the checkpoint of a visit in a file, and offers the one that a crash left there.

    Parameters
    ----------
    path : the file; None keeps and offers nothing.
    now : the time of day, seconds since 1970.

    Attributes
    ----------
    offered : the interrupted show, until it is resumed, declined, or something else begins.
    """

    def __init__(
        self, path: Path | None, park: Park, event_log: EventLog, now: Callable[[], float] = time
    ) -> None:
        self._path, self._event_log, self._now = path, event_log, now
        self._written: tuple[object, float] | None = None
        self._refused = False
        self.offered = self._read(park)

    @property
    def folder(self) -> Path | None:
        """The folder of the file, for what else is kept of lessons; None if nothing is kept."""
        return self._path.parent if self._path is not None else None

    @property
    def age_s(self) -> float:
        """Seconds since the offered checkpoint was written."""
        return max(self._now() - self.offered.saved_at, 0.0) if self.offered is not None else 0.0

    @property
    def is_recent(self) -> bool:
        """Whether the offered show was interrupted recently."""
        return self.offered is not None and self.age_s <= RECENT_S

    def going_on(self) -> tuple[Act, ...]:
        """The acts that resume the offered show; if it was interrupted recently, its clock includes the time since."""
        if self.offered is None:
            return ()
        restore = Restore(self.offered.checkpoint)
        return (restore, CatchUp(self.age_s)) if self.is_recent else (restore,)

    def keep(self, visit: Visit) -> None:
        """Write the progress of a visit, if it has changed."""
        now = progress(visit)
        if self._path is None or (now is None and self.offered is not None):
            return  # nothing else has begun, so the offer stays
        self.offered = None
        if now is None:
            if self._written is not None:
                self.clear()
            return
        if self._written is not None:
            (held, clock_s), (written, written_s) = now, self._written
            if held == written and 0.0 <= clock_s - written_s < EVERY_S:
                return
        self._written = now
        checkpoint = checkpoint_of(visit)
        assert checkpoint is not None  # progress implies a checkpoint
        self._write(Saved(saved_at=max(self._now(), 0.0), checkpoint=checkpoint))

    def clear(self) -> None:
        """Remove the file: the show has ended regularly, or its checkpoint was declined."""
        self.offered = self._written = None
        if self._path is not None:
            with suppress(OSError):
                self._path.unlink(missing_ok=True)

    # ---- the file

    def _write(self, saved: Saved) -> None:
        assert self._path is not None
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_text(self._path, saved.model_dump_json())
        except OSError as fault:
            if not self._refused:
                self._refused = True  # a full disk must neither end the show nor fill the log
                self._event_log.note("checkpoint", trouble=str(fault))
        else:
            self._refused = False

    def _read(self, park: Park) -> Saved | None:
        """The contents of the file if they are valid; otherwise the reason is logged."""
        if self._path is None:
            return None
        saved, why = None, ""
        try:
            if not self._path.is_file():
                return None
            if self._path.stat().st_size > LARGEST_BYTES:
                why = "too large"
            else:
                saved = read(Saved, self._path.read_bytes(), park)
        except (Unreadable, OSError) as fault:
            why = str(fault)
        if saved is not None and self._now() - saved.saved_at > STALE_S:
            why = "too old"
        if saved is None or why:
            self._event_log.note("checkpoint", ignored=why)
            return None
        self._event_log.note(
            "checkpoint", offered="talk" if saved.checkpoint.talk else "lesson", stop=saved.checkpoint.stop
        )
        return saved
