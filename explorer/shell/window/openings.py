"""Announcements of what opens and closes, for screen readers, with the focus moved to its heading.

Without a screen reader the focus stays in the view.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from ...i18n import Text, tr
from ...visit import Visit
from .. import accessible
from ..widgets import plain

Place = tuple[str | None, bool]
"""The open zone, and whether the visitor operates its exhibit."""


class Openings:
    """Compares the visitor's place with the last one.

    Parameters
    ----------
    picture : has the focus while nothing is open.
    heading : the heading of what is open.
    listens : whether a screen reader is running.
    announce : takes the words.
    """

    def __init__(
        self,
        picture: QWidget,
        heading: Callable[[Visit], QWidget | None],
        *,
        listens: Callable[[], bool] = QAccessible.isActive,
        announce: Callable[[str], None] | None = None,
    ) -> None:
        self._picture, self._heading, self._listens = picture, heading, listens
        self._announce = announce or partial(accessible.announce, picture)
        self._place: Place = (None, False)
        self._led = False  # whether a tour leads

    def update_from(self, visit: Visit) -> None:
        """Announce the visitor's new place, unless a tour leads and says it.

        Leaving a tour at a zone, as with the first touch in a kiosk, announces that zone.
        """
        place, led = (visit.zone, visit.operating), visit.playback is not None
        stays_here = self._led and not led and visit.zone is not None
        self._led = led
        if place == self._place and not stays_here:
            return
        self._place = place
        if not self._listens() or led:
            return
        self._announce(words_of(visit))
        target = self._heading(visit) if visit.zone is not None else None
        (target or self._picture).setFocus(Qt.FocusReason.OtherFocusReason)


def words_of(visit: Visit) -> str:
    """Description of the visitor's place: title and lead of a zone or its exhibit, or the whole park."""
    zone, language = visit.open_zone, visit.settings.language
    if zone is None:
        return tr(Text("Whole park"), language)
    if visit.operating and zone.exhibit is not None:
        title = tr(Text("Exhibit: {title}"), language, title=tr(zone.exhibit.exhibit_class.title, language))
        end = "" if title.endswith(("?", "!", "？", "！")) else "."
        return f"{title}{end} {plain(zone.exhibit.see[language])}"
    title, lead = zone.title[language], plain(zone.lead[language])
    return tr(Text("Zone {number}, {title}. {lead}"), language, number=zone.number, title=title, lead=lead)
