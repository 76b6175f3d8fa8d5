"""What is said of a visit: the notice after an act, the title, and for screen readers what opens and what is read."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from ...exhibits.exhibit import figures_of
from ...i18n import Text, tr
from ...visit import Act, Visit
from ...visit.kiosk.reducer import is_new_visitor
from .. import accessible
from ..exhibit.panel import ExhibitPanel
from ..exhibit.parameters import words_of_undo
from ..exhibit.readouts import format_reading, words_of_touch
from ..overlay.messages import words_of_change
from ..viewport.viewport import Viewport
from ..widgets import plain

LARGE = 0.1
"""Relative change from which a reading is announced."""
EVERY_S = 4.0
"""Shortest time between two announcements of readings."""
SELDOM_S = 64.0
"""Longest time between two announcements while the visitor does nothing; the interval doubles up to it."""

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
        self._gave = False  # whether the heading of an article got the focus of a visitor with a keyboard

    def update_from(self, visit: Visit) -> None:
        """Announce the visitor's new place, unless a tour leads and says it.

        Leaving a tour at a zone, as with the first touch in a kiosk, announces that zone. Without a screen reader
        only an article takes the focus, when a key opened it from the picture, and it returns it.
        """
        place, led = (visit.zone, visit.operating), visit.playback is not None
        stays_here = self._led and not led and visit.zone is not None
        self._led = led
        if place == self._place and not stays_here:
            return
        self._place = place
        if led:
            return
        listens, is_article = self._listens(), visit.zone is not None and not visit.operating
        if listens:
            self._announce(words_of(visit))
        elif not (_has_keys(self._picture) if is_article else self._gave):
            return
        self._gave = is_article
        target = self._heading(visit) if is_article or (listens and visit.zone is not None) else None
        reason = Qt.FocusReason.OtherFocusReason
        # no ring round the whole window after Esc
        (target or self._picture).setFocus(reason if target or listens else Qt.FocusReason.MouseFocusReason)


def _has_keys(picture: QWidget) -> bool:
    """Whether the picture has the focus, and was last operated by a key."""
    return isinstance(picture, Viewport) and picture.hasFocus() and picture.keyed


def words_of_act(before: Visit, act: Act, after: Visit, *, is_sheet_open: bool) -> str | None:
    """The notice that follows an act; None for most acts, and for a setting changed on its own page."""
    if words := words_of_touch(before, act) or words_of_undo(before, act, after):
        return words
    if is_sheet_open or is_new_visitor(before, after):
        return None
    return words_of_change(before.settings, after.settings)


def title_of(visit: Visit) -> str:
    """Title of a window that shows the visit: the open zone and the park."""
    zone, language = visit.open_zone, visit.settings.language
    park = visit.park.title[language]
    if zone is None:
        return park
    return tr(Text("{place} · {park}"), language, place=zone.title[language], park=park)


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


class Announcements:
    """Announces politely; does nothing unless a screen reader listens.

    Parameters
    ----------
    speaker : the widget on whose behalf it announces.
    announce : takes the words; by default passes them to Qt's accessibility, if a client listens.
    """

    def __init__(self, speaker: QWidget, announce: Callable[[str], None] | None = None) -> None:
        self._announce = announce or partial(accessible.announce, speaker)
        self._step: tuple[str, int] | None = None
        self._announced: dict[str, float] = {}
        self._announced_s = float("-inf")
        self._wait_s = EVERY_S
        self._done: object = None  # the visitor's changes to this run

    def update_from(self, visit: Visit, card: ExhibitPanel) -> None:
        """Announce what is new."""
        run, step = visit.run, card.step
        if card.isHidden() or run is None or visit.zone is None:
            self._step, self._announced, self._done = None, {}, None
            return
        if run.undo is not self._done:
            self._wait_s, self._done = EVERY_S, run.undo
        if step is not None:
            now = (visit.zone, step.walk.progress.at)
            if self._step is not None and now != self._step and now[0] == self._step[0]:
                self._announce(step.words)
            self._step = now
        readings = run.readings
        outputs = {output.name: output for output in figures_of(type(run.exhibit))}
        if self._announced.keys() != outputs.keys():
            self._announced, self._announced_s = {name: readings[name] for name in outputs}, visit.time_s
        if visit.time_s - self._announced_s < self._wait_s:
            return
        changed = {name for name, before in self._announced.items() if _is_large(before, readings[name])}
        if changed:
            self._announced_s, self._wait_s = visit.time_s, min(2 * self._wait_s, SELDOM_S)
            self._announced.update({name: readings[name] for name in changed})
            language = card.theme.language
            self._announce(
                ". ".join(
                    tr(
                        Text("{label}: {value}"), language, label=tr(outputs[name].words, language),
                        value=format_reading(outputs[name], readings[name], card.theme),
                    )
                    for name in outputs if name in changed
                )
            )  # fmt: skip


def _is_large(before: float, now: float) -> bool:
    return abs(now - before) > LARGE * abs(before)
