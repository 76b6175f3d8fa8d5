"""The presenter's notes on a stop: notes, doubts, timed actions of the tour, and the spoken text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...exhibits.exhibit import Exhibit
from ...i18n import COMMA, Text, tr
from ...park.answers import Answer, doubts_of
from ...park.model import Language, Park
from ...park.tour import Cue, Setting, Stop, one_line
from ...visit import Visit
from ...visit.talk.reducer import stop_of
from ...visit.talk.state import Talk
from ..exhibit.parameters import parameters_of
from ..style.theme import Theme
from ..style.time_format import clock_text
from ..widgets import Column, Icon, Prose, ReadingArea, Row, Rule, as_widget

ACTION_TURN = Text("set “{label}” to {value}")


def action_text(cue: Cue, stop: Stop, park: Park, language: Language) -> str:
    """An act of a stop in words: the button it presses, or the slider and its value."""
    parts: list[str] = []
    if cue.press is not None:
        parts.append(tr(Text("press “{label}”"), language, label=_action(cue.press, stop, park, language)))
    parts += [_turned(name, value, stop, park, language) for name, value in cue.turn.items()]
    if cue.pace is not None:
        parts.append(tr(Text("run at ×{pace} speed"), language, pace=cue.pace))
    if cue.reset:
        parts.append(tr(Text("restart the exhibit"), language))
    if cue.point is not None:
        zone = park.zones.get(cue.point)
        parts.append(
            tr(Text("point at {title}"), language, title=zone.title[language] if zone else cue.point)
        )
    if cue.say is not None:
        parts.append(tr(Text("caption “{words}”"), language, words=one_line(cue.say[language], language)))
    return tr(COMMA, language).join(parts)


def _kind_of(stop: Stop, park: Park) -> type[Exhibit[Any]] | None:
    place = park.zones[stop.zone].exhibit if stop.zone else None
    return place.exhibit_class if place else None


def _action(name: str, stop: Stop, park: Park, language: Language) -> str:
    kind = _kind_of(stop, park)
    actions = kind.actions if kind else ()
    return next((tr(action.label, language) for action in actions if action.name == name), name)


def _turned(name: str, value: Setting, stop: Stop, park: Park, language: Language) -> str:
    kind = _kind_of(stop, park)
    parameter = next((k for k in parameters_of(kind) if k.name == name), None) if kind else None
    if parameter is None:
        return tr(ACTION_TURN, language, label=name, value=value)
    label = tr(parameter.label, language)
    if parameter.kind == "switch":
        return tr(Text("turn on “{label}”") if value else Text("turn off “{label}”"), language, label=label)
    return tr(ACTION_TURN, language, label=label, value=parameter.format_value(value, language))


class ActionList(QWidget):
    """The tour's actions at a stop, by time; ticked once done."""

    def __init__(self, theme: Theme, stop: Stop, park: Park) -> None:
        super().__init__()
        language = theme.language
        self._times: list[Prose] = []
        self.ticks: list[Icon] = []
        column = Column(theme, gap=6)
        for cue in stop.acts:
            at = Prose(theme, clock_text(cue.at_s), "body", "ink2")
            at.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
            at.setFixedWidth(round(theme.width_of("00:00", "body")))
            tick = Icon(
                theme, "check", "ok", size=20, name=tr(Text("done", context="act of a talk"), language)
            )
            policy = tick.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            tick.setSizePolicy(policy)
            words = Prose(theme, action_text(cue, stop, park, language), "body")
            row = Row(theme, tick, at, words, gap=8)
            row.setStretch(2, 1)
            for widget in (tick, at):
                row.setAlignment(widget, Qt.AlignmentFlag.AlignTop)
            column.addWidget(as_widget(row))
            self._times.append(at)
            self.ticks.append(tick)
        self.setLayout(column)
        self.show_done(0)

    def show_done(self, done: int) -> None:
        """Tick the first `done` actions."""
        for index, tick in enumerate(self.ticks):
            tick.setVisible(index < done)


class Notes(ReadingArea):
    """The notes on the present stop; after the last one, all likely questions."""

    def __init__(self, theme: Theme, park: Park) -> None:
        super().__init__(theme)
        self._park = park
        self._shown: tuple[object, ...] = ()
        self.action_list: ActionList | None = None
        self._waits: Prose | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def update_from(self, visit: Visit, talk: Talk) -> None:
        """Show the notes of the present stop."""
        at = stop_of(visit)
        own = talk.own.note_at(talk.tour.stops[at].id) if at is not None else None
        shown = (at, talk.tour.id, own, self.theme)
        if shown != self._shown:
            self._shown = shown
            self.action_list = self._waits = None
            self.turn_to(
                self._to_stop(talk.tour.stops[at], own) if at is not None else self._to_questions(talk)
            )
        playback = visit.playback
        if self.action_list is not None and playback is not None:
            self.action_list.show_done(playback.done)
        if self._waits is not None:
            self._waits.setVisible(talk.begun and playback is not None and playback.paused_by is not None)

    def _to_stop(self, stop: Stop, own: str | None) -> QWidget:
        theme, language = self.theme, self.theme.language
        scene = stop.note[language] if stop.note else ""
        note = (scene if own is None else own) or tr(Text("No notes for this stop."), language)
        parts = [_headed(theme, tr(Text("Notes (only you see them)"), language), Prose(theme, note, "lead"))]
        if stop.doubt is not None:
            asked = tr(Text("If they ask: {question}"), language, question=stop.doubt.question[language])
            parts.append(_headed(theme, asked, Prose(theme, stop.doubt.answer[language], "lead")))
        if stop.acts:
            self.action_list = ActionList(theme, stop, self._park)
            self._waits = Prose(
                theme,
                tr(
                    Text("You are in control; the tour is waiting. “Back to the stop” continues it."),
                    language,
                ),
                "body",
                "warn",
            )
            parts.append(
                _headed(
                    theme, tr(Text("The tour does this by itself"), language), self._waits, self.action_list
                )
            )
        spoken = Prose(theme, stop.spoken[language], "body", "ink2")
        parts.append(_headed(theme, tr(Text("One way to say it"), language), spoken))
        return _page(theme, parts)

    def _to_questions(self, talk: Talk) -> QWidget:
        theme, language = self.theme, self.theme.language
        asked: list[Answer] = doubts_of(self._park, talk.tour.id, language)
        title = Prose(theme, tr(Text("Likely questions"), language), "label", "ink2")
        parts: list[QWidget] = [title]
        parts += [_headed(theme, answer.title, Prose(theme, answer.text, "body")) for answer in asked]
        return _page(theme, parts)


def _headed(theme: Theme, heading: str, *content: QWidget) -> QWidget:
    """Content under a small heading."""
    return as_widget(Column(theme, Prose(theme, heading, "label", "ink2"), *content, gap=5))


def _page(theme: Theme, parts: Sequence[QWidget]) -> QWidget:
    """Parts in a column, with hairlines between."""
    column = Column(theme, gap=14, margins=(4, 4, 10, 4))
    for index, part in enumerate(parts):
        if index:
            column.addWidget(Rule(theme))
        column.addWidget(part)
    column.addStretch(1)
    return as_widget(column)
