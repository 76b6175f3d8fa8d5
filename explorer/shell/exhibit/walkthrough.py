"""The card *Try this* and its step-by-step walkthrough of an experiment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...exhibits.exhibit import Exhibit
from ...i18n import tr
from ...i18n.messages import say
from ...park.model import Accent
from ...visit.acts import Act, Pause, Press, Turn
from ...visit.exhibit_run import Running
from ..style.theme import Theme
from ..widgets import Button, Card, Column, Flow, Icon, Prose, Row, Themed, paint
from ..window.view_state import Views, WalkProgress

Do = Callable[[Act], object]


class Walk:
    """The walkthrough of an exhibit. How far it is stands in the view state; it does nothing but what a visitor could do."""

    def __init__(self, exhibit: type[Exhibit[Any]], views: Views) -> None:
        self.steps = exhibit.walkthrough
        self._kind, self._views = exhibit.kind, views

    @property
    def at(self) -> int | None:
        """The step the visitor is at; None: the walkthrough has not begun."""
        return self._progress.at

    @property
    def since_s(self) -> float | None:
        """The run's time at which the step was done; None: it was not done yet."""
        return self._progress.since_s

    @property
    def _progress(self) -> WalkProgress:
        return self._views.state.walks.get(self._kind, WalkProgress())

    def _set(self, at: int | None, since_s: float | None = None) -> None:
        view = self._views.state
        walks = {**view.walks, self._kind: WalkProgress(at, since_s)}
        self._views.state = replace(view, walks=walks)

    def begin(self) -> None:
        """Go to the first step."""
        self._set(0)

    def leave(self) -> None:
        """End the walkthrough."""
        self._set(None)

    def go_on(self) -> None:
        """Go to the next step; after the last one the walkthrough is over."""
        following = 0 if self.at is None else self.at + 1
        self._set(following if following < len(self.steps) else None)

    def do_step(self, run: Running, do: Do) -> None:
        """Do what the present step says, by ordinary acts."""
        if self.at is None:
            return
        step = self.steps[self.at]
        if run.paused:
            do(Pause(False))
        for name, value in step.values:
            do(Turn(name, value))
        if step.action:
            do(Press(step.action))
        self._set(self.at, run.time_s)

    def seen(self, run: Running) -> float:
        """What part of the time to watch has passed, 0 to 1; 0 as long as the step was not done."""
        if self.at is None or self.since_s is None:
            return 0.0
        if run.time_s < self.since_s:  # the run was reset
            self._set(self.at, run.time_s)
        step, watched_s = self.steps[self.at], run.time_s - self.since_s
        return min(1.0, watched_s / step.watch_s) if step.watch_s > 0 else 1.0


class _Bar(Themed, QWidget):
    """How long there is still to watch."""

    def __init__(self, theme: Theme, accent: Accent) -> None:
        super().__init__()
        self._accent, self._share = accent, 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.apply_theme(theme)
        self.setFixedHeight(theme.px(8))

    def fill(self, share: float) -> None:
        """Show a share, in steps that can be seen."""
        share = round(share, 2)
        if share != self._share:
            self._share = share
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, rect, painter = self.theme, QRectF(self.rect()), QPainter(self)
        radius = rect.height() / 2
        paint.rounded(painter, rect, radius, theme.colour("raised"), theme.colour("control"))
        if self._share > 0:
            rect.setWidth(max(rect.width() * self._share, rect.height()))
            paint.rounded(painter, rect, radius, theme.colour(theme.accent(self._accent).fill))


class Guide(Card):
    """The card *Try this*, with its walk.

    Parameters
    ----------
    run : asked for the present run.
    on_change : called when the walk goes to another step: what holds the card may have to grow.
    """

    def __init__(
        self,
        theme: Theme,
        accent: Accent,
        exhibit: type[Exhibit[Any]],
        walk: Walk,
        do: Do,
        run: Callable[[], Running | None],
    ) -> None:
        self._exhibit, self._walk, self._do, self._run = exhibit, walk, do, run
        self._shown: tuple[int | None, bool, bool] | None = None
        self._words = Prose(theme, " ")
        icon = Icon(theme, "lightbulb", theme.accent(accent).text, size=26)
        head = Row(theme, icon, self._words, gap=12)
        head.setStretch(1, 1)
        self._progress = Prose(theme, " ", "fine", "ink2", weight=600)
        self.bar = _Bar(theme, accent)
        self.show_me = Button(theme, say("try.show", theme.language), "play", on_press=self._begin)
        self.act = Button(theme, say("try.do", theme.language), "check", kind="primary", on_press=self._act)
        self.following = Button(theme, " ", "arrow-right", kind="primary", on_press=self._go_on)
        self.leave = Button(theme, say("try.leave", theme.language), kind="quiet", on_press=self._leave)
        buttons = Flow(theme, self.show_me, self.act, self.following, self.leave)
        column = Column(theme, self._progress, head, self.bar, buttons, gap=10)
        super().__init__(theme, column, fill="sunken", edge=None)
        self._set_texts()

    def show_run(self, run: Running) -> None:
        """Show how far the walk is."""
        seen = self._walk.seen(run)
        self.bar.fill(seen)
        self._set_texts(seen)

    def _set_texts(self, seen: float = 0.0) -> None:
        walk = self._walk
        state = (walk.at, walk.since_s is not None, seen >= 1.0)
        if state == self._shown:
            return
        self._shown = state
        language = self.theme.language
        walking = walk.at is not None
        if walk.at is None:
            self._words.set_text(say("try.title", language, words=tr(self._exhibit.try_this, language)))
        else:
            step = walk.steps[walk.at]
            self._words.set_text(tr(step.words, language))
            self._progress.set_text(say("try.progress", language, step=walk.at + 1, count=len(walk.steps)))
            last = walk.at + 1 == len(walk.steps)
            self.following.set_text(say("try.done" if last else "try.next", language))
        self._progress.setVisible(walking)
        self.show_me.setVisible(not walking and bool(walk.steps))
        self.act.setVisible(walking and not state[1])
        self.bar.setVisible(walking and state[1] and not state[2])
        self.following.setVisible(walking and state[2])
        self.leave.setVisible(walking)
        self.updateGeometry()

    def _begin(self) -> None:
        self._walk.begin()
        self._set_texts()
        self.act.setFocus()

    def _act(self) -> None:
        run = self._run()
        if run is not None:
            self._walk.do_step(run, self._do)
        self._set_texts()

    def _go_on(self) -> None:
        self._walk.go_on()
        self._set_texts()

    def _leave(self) -> None:
        self._walk.leave()
        self._set_texts()
