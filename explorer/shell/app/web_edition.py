"""Publishes a scene for browsers: the command `export --web` in another process, and what was chosen for it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ...base.atomic_file import check_folder
from ...visit.codec import adapter
from ..widgets.save_dialog import documents
from .command_job import Job
from .settings_store import SettingsStore

PAGE = "index.html"
LIST = "files.json"


@dataclass(frozen=True, slots=True)
class WebWishes:
    """Choices for publishing a scene; kept for the next time."""

    folder: str = ""  # "": one in the documents folder
    single: bool = False  # in addition one file, for mail
    scorm: bool = False  # in addition a lesson for a school's system
    qr: bool = False  # in addition a sheet of codes
    draft: bool = False  # although texts are still to be written


class WebEdition:
    """Publishes one scene, and remembers the choices.

    Parameters
    ----------
    scene : folder of the scene, as it is saved.
    store : keeps the wishes; None: they are forgotten.

    Attributes
    ----------
    job : the export that runs, or ran last.
    """

    def __init__(self, scene: Path, store: SettingsStore | None = None) -> None:
        self.scene, self._store = scene.resolve(), store
        self.job: Job | None = None
        self._wishes = WebWishes()
        if store is not None:
            with suppress(ValueError):  # missing or damaged: the defaults
                self._wishes = adapter(WebWishes).validate_json(store.web_wishes(self.scene))

    @property
    def wishes(self) -> WebWishes:
        """The last choices."""
        return self._wishes

    @wishes.setter
    def wishes(self, wishes: WebWishes) -> None:
        self._wishes = wishes
        if self._store is not None:
            self._store.keep_web_wishes(self.scene, adapter(WebWishes).dump_json(wishes).decode())

    @property
    def folder(self) -> Path:
        """Where it goes."""
        folder = self._wishes.folder.strip()
        return Path(folder).expanduser() if folder else documents() / f"{self.scene.name}-web"

    def offer(self, chosen: Path) -> Path:
        """A chosen folder, or one in it where it holds other things: an edition replaces all files of its folder."""
        is_free = not chosen.is_dir() or (chosen / LIST).is_file() or not any(chosen.iterdir())
        return chosen if is_free else chosen / f"{self.scene.name}-web"

    def make(self) -> Job:
        """Start to publish, with the consent of the author. Raises OSError if it cannot be written there."""
        folder, wishes = self.folder, self._wishes
        check_folder(folder.parent)
        self.close()
        words = ["export", "--web", str(folder), "--scene", str(self.scene), "--yes"]
        words += ["--draft"] if wishes.draft else []
        for name, suffix in (("single", ".html"), ("scorm", ".zip"), ("qr", ".pdf")):
            words += [f"--{name}", f"{folder}{suffix}"] if getattr(wishes, name) else []
        self.job = Job(words, folder)
        return self.job

    def close(self) -> None:
        """Cancel what is being made."""
        if self.job is not None:
            self.job.cancel()
            self.job = None
