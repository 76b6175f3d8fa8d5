"""The next park: read in a thread while the present one stays on show, and the visit that goes on in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from ...build.grown.grown import lit_folder
from ...i18n import nearest_language
from ...park.base import SceneText
from ...park.keys import key_of
from ...park.model import ExhibitPlace, Park, Zone
from ...visit import Open, Operate, Visit
from ...visit.exhibit_run import Running

LOOK_MS = 15


def is_held() -> bool:
    """Whether a drag is under way or a list is open, which replacing the window would break."""
    return (
        QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        or QApplication.activePopupWidget() is not None
    )


class NextPark(QObject):
    """Waits until a park is read; a later park replaces it.

    Parameters
    ----------
    take_over : shows the park; not called during a drag in the present window.
    refuse : receives the error of a park that cannot be read.
    """

    def __init__(
        self, take_over: Callable[[Park], None], refuse: Callable[[Exception], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._take_over, self._refuse = take_over, refuse
        self._coming: tuple[Park, Iterator[None]] | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)

    @property
    def park(self) -> Park | None:
        """The park being read."""
        return self._coming[0] if self._coming is not None else None

    def wait_for(self, park: Park, reading: Iterator[None]) -> None:
        """Wait for this park instead of any other."""
        self._coming = park, reading
        self._timer.start(LOOK_MS)
        self._look()

    def drop(self) -> None:
        """Stop waiting."""
        self._coming = None
        self._timer.stop()

    def _look(self) -> None:
        if self._coming is None or is_held():
            return
        park, reading = self._coming
        try:
            next(reading)
            return
        except StopIteration:
            self.drop()
        except Exception as fault:  # whatever the error, the park that can be drawn stays
            self.drop()
            self._refuse(fault)
            return
        self._take_over(park)


def carried(visit: Visit, park: Park, keeps_runs: bool = True) -> Visit:
    """A visit of the edited park at the same point as another, with its exhibits' progress.

    Parameters
    ----------
    keeps_runs : false if a file that exhibits read may have changed.
    """
    language = visit.settings.language
    if language in visit.park.languages:  # otherwise a language was asked for that the scene lacks
        language = nearest_language(language, park.languages)
    settings = replace(visit.settings, language=language)
    fresh = Visit.begin(park, visit.mode, settings)
    if visit.zone in park.zones and visit.zone is not None:
        fresh = fresh.after(Open(visit.zone))
        zone = park.zones[visit.zone]
        if visit.operating and zone.exhibit is not None:
            fresh = fresh.after(Operate())
    return replace(
        fresh,
        pose=visit.pose,
        flight=visit.flight,
        daylight=visit.daylight,
        visited=frozenset(id for id in visit.visited if id in park.zones) | fresh.visited,
        life_s=visit.life_s,
        time_s=visit.time_s,
        runs={**fresh.runs, **(_runs(visit, park) if keeps_runs else {})},
    )


def _runs(visit: Visit, park: Park) -> dict[str, Running]:
    """Runs of the exhibits that did not change."""
    return {
        id: run
        for id, run in visit.runs.items()
        if id in park.zones and _made_of(park.zones[id]) == _made_of(visit.park.zones[id])
    }


def _made_of(zone: Zone) -> tuple[object, ...]:
    return tuple(
        getattr(zone.exhibit, name, None)
        for name in ExhibitPlace.model_fields
        if key_of(ExhibitPlace, name).of_kind
    )


def draws_the_same(one: Park, other: Park) -> bool:
    """Whether two parks differ only in words and light, so that one stage can draw both."""
    return (
        _ground(one) == _ground(other)
        and one.model_files == other.model_files
        and _shape(one) == _shape(other)
    )


def _ground(park: Park) -> Path | None:
    """Folder of its ground and buildings, existing or still to be lit."""
    return park.grown if park.light_to_come is None else lit_folder(park.light_to_come)


def _shape(value: Any) -> Any:
    match value:
        case SceneText():
            return None
        case BaseModel():
            kind = type(value)
            seen = (key for key in kind.model_fields if not key_of(kind, key).unseen)
            return {key: _shape(getattr(value, key)) for key in seen}
        case Mapping():
            return {key: _shape(inner) for key, inner in value.items()}
        case tuple() | list():
            return [_shape(inner) for inner in value]
    return value
