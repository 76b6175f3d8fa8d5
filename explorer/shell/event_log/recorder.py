"""The event recorder: passes events to the event log, the settings store and screen readers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from ...i18n import Text, tr
from ...visit import Act, Aim, Approach, Orbit, Pan, Settings, Visit, Zoom
from ...visit.acts import changes_from, details_of, pose_details
from ...visit.given import given_of
from ...visit.kiosk.reducer import is_new_visitor
from ..app.settings_store import SettingsStore
from ..widgets import plain
from .event_log import EventLog
from .happened import happened
from .visit_recorder import SMALL, VisitRecorder

if TYPE_CHECKING:
    from ...visit.log.database import PageKeeper

EXACT = 12
"""Digits of a visit time: a replay falls into the same step of a run only with all of them."""
STEERING = Orbit | Pan | Zoom | Approach
RESTS_S = 0.4
"""Rest time after which a steered camera counts as arrived."""

BOOTH = {
    ("attract", "explore"): "touched", ("explore", "asking"): "asked", ("asking", "explore"): "stayed",
}  # fmt: skip
"""Event of a booth for a change of phase."""


class EventRecorder:
    """Compares a visit with the next one and records what is new.

    Parameters
    ----------
    usual : settings that need not be stored.
    speaker : the widget for which screen readers get announcements.
    visit_recorder : counts for the visit statistics, if they are kept.
    """

    def __init__(
        self,
        event_log: EventLog,
        settings_store: SettingsStore | None,
        usual: Settings,
        speaker: QWidget,
        visit_recorder: VisitRecorder | None = None,
    ) -> None:
        self.event_log, self._visit_recorder = event_log, visit_recorder
        self._settings_store, self._usual, self._speaker = settings_store, usual, speaker
        self._drawn = False
        self._steered = False
        self._level: tuple[int, int] | None = None

    def acted(self, act: Act, before: Visit, after: Visit) -> None:
        """Record an act. Small movements of the pointer are too many, unless an exhibit follows them."""
        self._steered = (self._steered or isinstance(act, STEERING)) and after.zone == before.zone
        is_followed = isinstance(act, Aim) and after.run is not before.run
        if is_followed or not isinstance(act, SMALL):
            self.event_log.note(
                "act", act=type(act).__name__, visit_s=round(before.time_s, EXACT), **details_of(act)
            )
        self._moved(before, after, type(act).__name__)
        if self._visit_recorder is not None:
            self._visit_recorder.acted(act, before, after)
        if after.part and (before.part, before.zone) != (after.part, after.zone):
            self._announce_part(after, after.part)
        if before.settings != after.settings:
            self._settings(before.settings, after.settings, before.time_s)
        if after.pointed and before.pointed != after.pointed:
            self._announce(after, after.pointed)
        elif before.pointed and not after.pointed:
            self._speaker.setAccessibleName(tr(Text("The park"), after.settings.language))

    def advanced(self, before: Visit, after: Visit) -> None:
        """Record the effects of time: the end of a flight, a tour's next zone."""
        self._moved(before, after, "silence")
        if before.moving and not after.moving:
            self.event_log.note("flight_ended", zone=after.zone)
        if self._steered and after.rest_s >= RESTS_S:
            self._steered = False
            self.event_log.note("camera", visit_s=round(after.time_s, EXACT), **pose_details(after.pose))
        if self._visit_recorder is not None and (trouble := self._visit_recorder.advanced(before, after)):
            self.event_log.note("ledger", trouble=trouble)

    def end(self) -> None:
        """Record that the window closes."""
        if self._visit_recorder is not None:
            self._visit_recorder.end()
        self.event_log.note("end")

    def keep_pages_with(self, keeper: PageKeeper | None) -> None:
        """Start or stop passing the visit statistics, if they are kept, to a page keeper."""
        if self._visit_recorder is not None:
            self._visit_recorder.keep_pages_with(keeper)

    def drawn(self, warnings: Sequence[str]) -> bool:
        """Record the first frame, with the renderer's warnings; return whether this was the first."""
        first, self._drawn = not self._drawn, True
        if first:
            self.event_log.note("first_frame", ms=round(self.event_log.time_s * 1000))
            for warning in warnings:
                self.event_log.note("warning", what=warning)
        return first

    def level(self, level: tuple[int, int]) -> None:
        """Record the level of detail while the camera moves, as step and number of steps, when it changes."""
        if level != self._level:
            self._level = level
            self.event_log.note("quality", step=level[0], of=level[1])

    def _moved(self, before: Visit, after: Visit, why: str) -> None:
        """Record what was closed and opened, a tour's steps, visitors who come and leave, and answers."""
        now_s = round(after.time_s, EXACT)
        if is_new_visitor(before, after):
            self.event_log.note("booth", phase="attract", what="reset", why=why, visit_s=now_s)
        elif before.kiosk and after.kiosk and before.kiosk.phase != after.kiosk.phase:
            what = BOOTH.get((before.kiosk.phase, after.kiosk.phase))
            self.event_log.note("booth", phase=after.kiosk.phase, what=what, why=why, visit_s=now_s)
        for event, details in happened(before, after):
            self.event_log.note(event, **details)
        ends = after.talk is not None and after.talk.over and before.talk is not None and not before.talk.over
        if after.mode.resumes and (after.shown is not before.shown or ends):
            given = given_of(after)
            if given is not None:
                self.event_log.note("given", given=given.model_dump(mode="json"))

    def _settings(self, before: Settings, after: Settings, time_s: float) -> None:
        self.event_log.note("settings", visit_s=round(time_s, EXACT), **changes_from(before, after))
        if self._settings_store is not None:
            self._settings_store.keep_settings(after, self._usual)

    def _announce_part(self, visit: Visit, part: str) -> None:
        """Announce the part that the visitor points at, and its reading, to screen readers."""
        if visit.run is None or not QAccessible.isActive():
            return
        words = visit.run.exhibit.parts(visit.run.state).get(part)
        if words is not None:
            language = visit.settings.language
            label, reading = tr(words.label, language), tr(words.reading, language)
            message = tr(Text("{label}: {reading}"), language, label=label, reading=reading)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._speaker, message))

    def _announce(self, visit: Visit, zone: str) -> None:
        """Announce the zone that the visitor points at to screen readers."""
        place, language = visit.park.zones[zone], visit.settings.language
        title, lead = place.title[language], plain(place.lead[language])
        words = tr(
            Text("Zone {number}, {title}. {lead}"), language, number=place.number, title=title, lead=lead
        )
        self._speaker.setAccessibleName(words)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._speaker, words))
