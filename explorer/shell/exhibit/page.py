"""The scrolling part of an exhibit's panel: how real it is, what to try, the sliders, the parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from ...exhibits.exhibit import Action, Exhibit, PartWords, Truth
from ...i18n import tr
from ...i18n.messages import say
from ...park.model import Park, Source, Zone
from ...visit.acts import Act, Press, Touch, at_exhibit
from ...visit.exhibit_run import Running
from ..panels.article.thread import thread_card
from ..style.theme import Theme
from ..widgets import Button, Card, Chip, Column, Flow, Prose, Rule
from ..widgets.badges import ChipKind
from ..window.view_state import Views
from .controls import Control
from .parameters import Parameter, main_parameters, parameters_of
from .walkthrough import Guide, Walk

Do = Callable[[Act], object]

TRUTHS: dict[Truth, tuple[ChipKind, str]] = {
    "real arithmetic": ("ok", "badge-check"),
    "simulated physics": ("warn", "flask-conical"),
    "simulated people": ("warn", "flask-conical"),
    "published figures": ("beyond", "scroll-text"),
}
IN_THE_FOOT = 2
"""So many actions have their button in the foot of the panel, always in sight."""


def truth_chip(theme: Theme, truth: Truth) -> Chip:
    """How far an exhibit is real: icon, words and colour."""
    kind, icon = TRUTHS[truth]
    return Chip(theme, kind, say(f"truth.{truth}", theme.language), icon)


class Fold(QWidget):
    """A line that opens and closes what is under it.

    Parameters
    ----------
    inside : what is under it, or what makes it: few open a fold, so it is made when it is first opened.
    """

    def __init__(
        self,
        theme: Theme,
        words: str,
        icon: str,
        inside: QWidget | Callable[[], QWidget],
        *,
        beside: QWidget | None = None,
        opened: bool = False,
    ) -> None:
        super().__init__()
        self._made: QWidget | None = None
        self._make = inside
        if isinstance(inside, QWidget):
            inside.setParent(self)  # it goes with this
            inside.hide()
        self.button = Button(theme, words, icon, kind="quiet", left=True, on_press=self.toggle)
        head = self.button if beside is None else Flow(theme, beside, self.button, gap=4)
        self._column = Column(theme, head, gap=6)
        self.setLayout(self._column)
        self._icon = icon
        self.show_open(opened)

    @property
    def inside(self) -> QWidget:
        """What is under the line."""
        if self._made is None:
            self._made = self._make if isinstance(self._make, QWidget) else self._make()
            self._made.hide()
            self._column.addWidget(self._made)
        return self._made

    @property
    def opened(self) -> bool:
        return self._made is not None and not self._made.isHidden()

    def toggle(self) -> None:
        """Open what is closed, close what is open."""
        self.show_open(not self.opened)

    def show_open(self, opened: bool) -> None:
        """Open or close."""
        if opened or self._made is not None:
            self.inside.setVisible(opened)
        self.button.show_icon(("chevron-up" if opened else "chevron-down") if not self._icon else self._icon)


def for_exhibit(do: Do, exhibit: type[Exhibit[Any]]) -> Do:
    """Takes acts that are meant for an exhibit of this kind alone."""
    return lambda act: do(at_exhibit(act, exhibit.kind))


class Parts(QWidget):
    """Every part that can be touched, with what can be read off it: for keys, and for who cannot see the picture."""

    def __init__(self, theme: Theme, do: Do) -> None:
        super().__init__()
        self._theme, self._do = theme, do
        self._column = Column(theme, gap=4)
        self.setLayout(self._column)
        self.rows: dict[str, Button] = {}

    def show_parts(self, parts: Mapping[str, PartWords]) -> None:
        """Show the parts there are now."""
        language = self._theme.language
        for name in self.rows.keys() - parts.keys():
            row = self.rows.pop(name)
            row.hide()
            row.deleteLater()
        for name, words in parts.items():
            label, reading = tr(words.label, language), tr(words.reading, language)
            row = self.rows.get(name) or self._row(name)
            if (row.text(), row.sub) != (label, reading):
                row.set_text(label, sub=reading)

    def _row(self, name: str) -> Button:
        row = Button(self._theme, " ", left=True, on_press=partial(self._touch, name))
        self.rows[name] = row
        self._column.addWidget(row)
        return row

    def _touch(self, name: str) -> None:
        self._do(Touch(name))


class Page(QWidget):
    """What a panel says of an exhibit.

    Attributes
    ----------
    controls : the control of each parameter, by name; those of a fold as soon as it was opened.
    """

    def __init__(
        self,
        theme: Theme,
        park: Park,
        zone: Zone,
        exhibit: type[Exhibit[Any]],
        walk: Walk,
        do: Do,
        run: Callable[[], Running | None],
        views: Views,
    ) -> None:
        super().__init__()
        do = for_exhibit(do, exhibit)
        self.theme, self._do, self._views = theme, do, views
        self._exhibit = exhibit
        self.controls: dict[str, Control] = {}
        self.folds: dict[str, Fold] = {}
        self._shown: Running | None = None
        self._column = Column(theme, gap=14, margins=(20, 4, 20, 20))
        self.setLayout(self._column)
        language = theme.language
        self._real(park, zone)
        self.guide = Guide(theme, zone.accent, exhibit, walk, do, run)
        self._column.addWidget(self.guide)
        main = main_parameters(exhibit)
        for parameter in main:
            self._column.addWidget(self._control(zone, parameter))
        later = exhibit.actions[IN_THE_FOOT:]
        if later:
            self._column.addWidget(Prose(theme, say("exhibit.more-actions", language), "label", "ink2"))
            self._column.addLayout(Flow(theme, *(action_button(theme, a, do) for a in later)))
        thread = thread_card(theme, park, zone, do)
        if thread is not None:
            self._column.addWidget(thread)
        self._column.addWidget(Rule(theme))
        rest = [parameter for parameter in parameters_of(exhibit) if parameter not in main]
        self._fold("dials", say("exhibit.more-dials", language), "", partial(self._dials, zone, rest))
        self.parts = Parts(theme, do)
        self._fold("parts", say("exhibit.parts", language), "", self.parts)
        self._column.addStretch(1)

    def minimumSizeHint(self) -> QSize:
        """No least height: the layout would give that of its narrowest form."""
        return QSize(super().minimumSizeHint().width(), 1)

    def show_run(self, run: Running) -> None:
        """Show the values and the readings of a run, as far as they changed."""
        first, self._shown = self._shown is None, run
        for name, control in self.controls.items():
            control.show_value(getattr(run.exhibit, name))
        self.guide.show_run(run)
        fold = self.folds["parts"]
        if first or fold.opened:
            parts = run.exhibit.parts(run.state)
            fold.setVisible(bool(parts))
            self.parts.show_parts(parts if fold.opened else {})

    # ---- parts

    def _control(self, zone: Zone, parameter: Parameter) -> Control:
        control = Control(self.theme, zone.accent, parameter, self._do)
        self.controls[parameter.name] = control
        return control

    def _dials(self, zone: Zone, parameters: Sequence[Parameter]) -> QWidget:
        """The sliders that are not shown at once."""
        dials = QWidget()
        dials.setLayout(
            Column(self.theme, *(self._control(zone, parameter) for parameter in parameters), gap=14)
        )
        return dials

    def _fold(
        self,
        name: str,
        words: str,
        icon: str,
        inside: QWidget | Callable[[], QWidget],
        beside: QWidget | None = None,
    ) -> None:
        opened = name in self._views.state.unfolded
        fold = Fold(self.theme, words, icon, inside, beside=beside, opened=opened)
        fold.button.clicked.connect(lambda: self._remember(name, fold))
        self.folds[name] = fold
        self._column.addWidget(fold)

    def _remember(self, name: str, fold: Fold) -> None:
        view = self._views.state
        unfolded = view.unfolded | {name} if fold.opened else view.unfolded - {name}
        self._views.state = replace(view, unfolded=unfolded)
        if self._shown is not None:
            self.show_run(self._shown)  # what is new under the line shows it at once

    def _real(self, park: Park, zone: Zone) -> None:
        chip = truth_chip(self.theme, self._exhibit.truth)
        words = say("exhibit.real", self.theme.language)
        card = partial(real_card, self.theme, park, zone, self._exhibit)
        self._fold("real", words, "circle-question-mark", card, chip)


def real_card(theme: Theme, park: Park, zone: Zone, exhibit: type[Exhibit[Any]]) -> Card:
    """What is computed, what is invented, what is left out, and where the numbers come from."""
    language, place = theme.language, zone.exhibit
    assert place is not None
    column = Column(theme, Prose(theme, place.real[language]), gap=8)
    limit = tr(exhibit.limit, language)
    if limit != place.real[language]:
        column.addWidget(Prose(theme, say("exhibit.left-out", language), "label"))
        column.addWidget(Prose(theme, limit, "fine", "ink2"))
    if place.sources:
        column.addWidget(Prose(theme, say("exhibit.sources", language), "label"))
    for id in place.sources:
        column.addWidget(Prose(theme, _source(theme, park.sources[id]), "fine", "ink2"))
    return Card(theme, column)


def plinth_card(theme: Theme, park: Park, zone: Zone, exhibit: type[Exhibit[Any]]) -> Card:
    """What an article says of the exhibit here: what one sees, what one learns, how real it is."""
    language, place = theme.language, zone.exhibit
    assert place is not None
    card = partial(real_card, theme, park, zone, exhibit)
    words, chip = say("exhibit.real", language), truth_chip(theme, exhibit.truth)
    real = Fold(theme, words, "circle-question-mark", card, beside=chip)
    column = Column(
        theme,
        Prose(theme, say("exhibit.plinth", language), "label", "ink2"),
        Prose(theme, tr(exhibit.title, language), "title"),
        Prose(theme, say("exhibit.see", language, words=place.see[language])),
        Prose(theme, say("exhibit.learn", language, words=place.learn[language])),
        real,
        gap=8,
    )
    return Card(theme, column)


def _source(theme: Theme, source: Source) -> str:
    language = theme.language
    title, publisher = source.title[language], source.publisher[language]
    return say("exhibit.source", language, title=title, publisher=publisher, year=source.date[:4])


def action_button(theme: Theme, action: Action, do: Do) -> Button:
    """The button of an action; one that does damage looks like it."""
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
