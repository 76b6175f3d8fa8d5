"""The sections of an exhibit's panel: its dials, actions, readings, parts, origin, pace, and its state to take along."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from ...exhibits.exhibit import TRUTH_WORDS, Action, Exhibit, Truth
from ...exhibits.mixins import OfScene
from ...i18n import Text, tr
from ...park.model import Park, Source, Zone
from ...visit.acts import Pause, Press, Reset, SetPace, SwapRuns, Touch, Undo
from ...visit.exhibit_run import PACES
from ..panels.article.cards import thread_card
from ..panels.panel import Fold
from ..style.theme import Theme
from ..widgets import Button, Card, Chip, Column, Flow, Option, Prose, Rule, Segmented, as_widget
from ..widgets.badges import ChipKind
from .fork import ForkButton
from .forms import Do, Place, RunView, Section, has
from .parameters import Control, Parameter, main_parameters, parameters_of
from .readings import Readings
from .readouts import LINE_OFF, LineStanding
from .state_tools import StateTools

TRUTHS: dict[Truth, tuple[ChipKind, str]] = {
    "real arithmetic": ("ok", "badge-check"),
    "simulated physics": ("warn", "flask-conical"),
    "simulated people": ("warn", "flask-conical"),
    "published figures": ("beyond", "scroll-text"),
    "pictures": ("plain", "image"),
}


def truth_chip(theme: Theme, truth: Truth) -> Chip:
    """How real an exhibit is: icon, words and colour."""
    kind, icon = TRUTHS[truth]
    return Chip(theme, kind, tr(TRUTH_WORDS[truth], theme.language), icon)


class PageSection(Section):
    """A section that may have folds; hidden if there is nothing to show.

    Attributes
    ----------
    folds : the lines that open and close the content under them, by name.
    """

    def __init__(self, place: Place, *items: QWidget, gap: float = 12) -> None:
        super().__init__()
        self.theme, self._place = place.theme, place
        self.folds: dict[str, Fold] = {}
        self._now: RunView | None = None
        self._column = Column(place.theme, *items, gap=gap)
        self.setLayout(self._column)

    def show_run(self, now: RunView) -> None:
        """Show what has changed of a run."""
        self._now = now

    def add_fold(
        self,
        name: str,
        words: str,
        icon: str,
        inside: QWidget | Callable[[], QWidget],
        beside: QWidget | None = None,
    ) -> Fold:
        """Add a fold, open if the visitor has left it open."""
        views = self._place.views
        opened = name in views.state.unfolded
        fold = self.folds[name] = Fold(self.theme, words, icon, inside, beside=beside, opened=opened)

        def remember() -> None:
            unfolded = views.state.unfolded | {name} if fold.opened else views.state.unfolded - {name}
            views.state = replace(views.state, unfolded=unfolded)
            if self._now is not None:
                self.show_run(self._now)  # new content of a fold is filled at once

        fold.button.clicked.connect(remember)
        self._column.addWidget(fold)
        return fold


class Dials(PageSection):
    """The controls of the main parameters, and a fold with the others.

    Attributes
    ----------
    controls : by name; those in the fold from its first opening.
    """

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.controls: dict[str, Control] = {}
        usual = main_parameters(place.exhibit)
        for parameter in usual:
            self._column.addWidget(self._control(parameter))
        rest = [
            p
            for p in parameters_of(place.exhibit)
            if p not in usual and (p.name != "seed" or not issubclass(place.exhibit, OfScene))
        ]
        if rest:
            self.add_fold(
                "dials", tr(Text("More settings"), self.theme.language), "", partial(self._make_rest, rest)
            )

    def show_run(self, now: RunView) -> None:
        super().show_run(now)
        for name, control in self.controls.items():
            control.show_value(getattr(now.run.exhibit, name))

    def _control(self, parameter: Parameter) -> Control:
        control = Control(self.theme, self._place.zone.accent, parameter, self._place.do, self._place.views)
        self.controls[parameter.name] = control
        return control

    def _make_rest(self, parameters: Sequence[Parameter]) -> QWidget:
        return as_widget(Column(self.theme, *(self._control(parameter) for parameter in parameters), gap=14))


class Actions(PageSection):
    """The buttons of all actions; off while a real line feeds the exhibit."""

    def __init__(self, place: Place) -> None:
        self.buttons = [action_button(place.theme, action, place.do) for action in place.exhibit.actions]
        super().__init__(place, *self.buttons, Rule(place.theme))
        if not self.buttons:
            self.hide()

    def show_run(self, now: RunView) -> None:
        language = self.theme.language
        for action, button in zip(self._place.exhibit.actions, self.buttons, strict=True):
            if button.isEnabled() == now.is_fed:
                button.setEnabled(not now.is_fed)
                button.setToolTip(tr(LINE_OFF if now.is_fed else action.meaning, language))


class Charts(PageSection):
    """The charts and the list of readings; none of a gallery.

    Attributes
    ----------
    readings : None until the fold was opened.
    """

    def __init__(self, place: Place, *, folded: bool = False) -> None:
        super().__init__(place)
        self.readings: Readings | None = None
        if not place.exhibit.charts:
            self.hide()
        elif folded:
            self.add_fold("chart", tr(Text("Chart and table"), self.theme.language), "chart-line", self._make)
        else:
            self._column.addWidget(self._make())

    def show_run(self, now: RunView) -> None:
        super().show_run(now)
        if self.readings is not None and not self.readings.isHidden():
            self.readings.show_run(now)

    def _make(self) -> Readings:
        self.readings = Readings(self._place)
        return self.readings


class Parts(PageSection):
    """Every part that can be touched, with its readings: for the keyboard, and for visitors who cannot see the scene."""

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.rows: dict[str, Button] = {}
        self._listed = Column(self.theme, gap=4)
        words = tr(Text("Parts and their readings"), self.theme.language)
        self._fold = self.add_fold("parts", words, "", as_widget(self._listed))

    def show_run(self, now: RunView) -> None:
        first = self._now is None
        super().show_run(now)
        if not (first or self._fold.opened):
            return
        parts, language = now.run.exhibit.parts(now.run.state), self.theme.language
        self.setVisible(bool(parts))
        shown = parts if self._fold.opened else {}
        for name in self.rows.keys() - shown.keys():
            row = self.rows.pop(name)
            row.hide()
            row.deleteLater()
        for name, words in shown.items():
            label, reading = tr(words.label, language), tr(words.reading, language)
            if name not in self.rows:
                touch = partial(self._place.do, Touch(name))
                self.rows[name] = Button(self.theme, " ", left=True, on_press=touch)
                self._listed.addWidget(self.rows[name])
            if (self.rows[name].text(), self.rows[name].sub) != (label, reading):
                self.rows[name].set_text(label, sub=reading)


class Origin(PageSection):
    """How real the exhibit is, and the thread that runs through its zone."""

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        theme, zone, exhibit = place.theme, place.zone, place.exhibit
        chip, words = truth_chip(theme, exhibit.truth), tr(Text("Is this real?"), theme.language)
        card = partial(real_card, theme, place.park, zone, exhibit)
        self.add_fold("real", words, "circle-question-mark", card, chip)
        thread = thread_card(theme, place.park, zone, place.do)
        if thread is not None:
            self._column.addWidget(thread)


class PaceChoice(PageSection):
    """The pace of the run."""

    def __init__(self, place: Place) -> None:
        theme, language = place.theme, place.theme.language
        options = [Option(str(p), tr(Text("×{pace}"), language, pace=p)) for p in PACES]
        words = tr(Text("Speed"), language)
        self.choice = Segmented(theme, options, "1", name=words, on_choose=self._choose)
        super().__init__(place, Prose(theme, words, "label"), self.choice)

    def show_run(self, now: RunView) -> None:
        self.choice.choose(str(now.run.pace))

    def _choose(self, pace: str) -> None:
        self._place.do(SetPace(next(p for p in PACES if str(p) == pace)))


class RunTools(PageSection):
    """What the strip has beside a card: pause, undo, start again, fork the run and switch to its other one."""

    def __init__(self, place: Place) -> None:
        theme, language, do = place.theme, place.theme.language, place.do
        pause = Button(
            theme,
            tr(Text("Pause", context="let the run stand still"), language),
            "pause",
            on_press=self._pause,
        )
        undo = Button(theme, tr(Text("Undo"), language), "undo-2", on_press=partial(do, Undo()))
        self._again = start_again(theme, do)
        self.swap = Button(
            theme, tr(Text("The other run"), language), "eye", on_press=partial(do, SwapRuns())
        )
        self.fork = ForkButton(theme, do)
        self.swap.hide()
        super().__init__(place)
        self._column.addLayout(Flow(theme, pause, undo, self._again, self.swap, self.fork))
        if not has(theme, "fork"):
            self.fork.hide()

    def show_run(self, now: RunView) -> None:
        super().show_run(now)
        if not self.fork.isHidden():
            forked = now.run.other is not None
            self.fork.show_fork(forked)
            self.swap.setVisible(forked)
            self._again.setVisible(not forked)  # it would end the second run

    def _pause(self) -> None:
        if self._now is not None:
            self._place.do(Pause(not self._now.run.paused))


SECTIONS: Mapping[str, Callable[[Place], Section]] = {
    "dials": Dials,
    "actions": Actions,
    "chart": Charts,
    "folded chart": partial(Charts, folded=True),
    "parts": Parts,
    "real": Origin,
    "pace": PaceChoice,
    "state": lambda place: StateTools(place.theme),
    "tools": RunTools,
    "line": lambda place: LineStanding(place.theme, brief=True),
}
"""The sections that are built from an exhibit alone, by their name in the table of forms."""


class Page(QWidget):
    """Sections one below the other, in a scroll area."""

    def __init__(self, place: Place, names: Sequence[str]) -> None:
        super().__init__()
        self._sections = [SECTIONS[name](place) for name in names]
        self.setLayout(Column(place.theme, *self._sections, None, gap=12, margins=(0, 4, 0, 8)))

    @property
    def folds(self) -> dict[str, Fold]:
        """The folds of all sections, by name."""
        return {
            name: fold for section in self.findChildren(PageSection) for name, fold in section.folds.items()
        }

    def minimumSizeHint(self) -> QSize:
        """No minimum size: the layout would give that of its narrowest form."""
        return QSize(super().minimumSizeHint().width(), 1)

    def show_run(self, now: RunView) -> None:
        """Show what has changed of a run."""
        for section in self._sections:
            section.show_run(now)


def real_card(theme: Theme, park: Park, zone: Zone, exhibit: type[Exhibit[Any]]) -> Card:
    """What is computed, what is invented, what is left out, and where the numbers come from."""
    language, place = theme.language, zone.exhibit
    assert place is not None
    column = Column(theme, Prose(theme, place.real[language]), gap=8)
    limit = tr(exhibit.limit, language)
    if limit != place.real[language]:
        column.addWidget(Prose(theme, tr(Text("What the model leaves out"), language), "label"))
        column.addWidget(Prose(theme, limit, "fine", "ink2"))
    if place.sources:
        column.addWidget(Prose(theme, tr(Text("Sources"), language), "label"))
    for id in place.sources:
        column.addWidget(Prose(theme, _source(theme, park.sources[id]), "fine", "ink2"))
    return Card(theme, column)


def plinth_card(theme: Theme, park: Park, zone: Zone, exhibit: type[Exhibit[Any]]) -> Card:
    """The article about the exhibit: what to see, what to learn, how real it is."""
    language, place = theme.language, zone.exhibit
    assert place is not None
    card = partial(real_card, theme, park, zone, exhibit)
    words, chip = tr(Text("Is this real?"), language), truth_chip(theme, exhibit.truth)
    real = Fold(theme, words, "circle-question-mark", card, beside=chip)
    column = Column(
        theme,
        Prose(theme, tr(Text("The exhibit in this zone"), language), "label", "ink2"),
        Prose(theme, tr(exhibit.title, language), "title"),
        Prose(theme, tr(Text("**You see:** {words}"), language, words=place.see[language])),
        Prose(theme, tr(Text("**You learn:** {words}"), language, words=place.learn[language])),
        real,
        gap=8,
    )
    return Card(theme, column)


def _source(theme: Theme, source: Source) -> str:
    language = theme.language
    title, publisher = source.title[language], source.publisher[language]
    return tr(
        Text("{title}. {publisher}, {year}"), language, title=title, publisher=publisher, year=source.date[:4]
    )


def action_button(theme: Theme, action: Action, do: Do) -> Button:
    """The button of an action; a damaging one looks like it."""
    language = theme.language
    button = Button(
        theme,
        tr(action.label, language),
        "unplug" if action.breaks else "",
        kind="danger" if action.breaks else "secondary",
        on_press=lambda: do(Press(action.name)),
    )
    button.setToolTip(tr(action.meaning, language))
    button.setAccessibleDescription(tr(action.meaning, language))
    return button


def start_again(theme: Theme, do: Do) -> Button:
    """The button that starts the run again."""
    words = tr(Text("Start again"), theme.language)
    return Button(theme, words, "rotate-ccw", kind="quiet", on_press=partial(do, Reset()))
