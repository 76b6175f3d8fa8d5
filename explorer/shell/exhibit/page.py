"""All controls and readings of an exhibit: the page behind *More*."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from ...exhibits.exhibit import TRUTH_WORDS, Action, Exhibit, PartWords, Truth
from ...exhibits.tags import Live
from ...i18n import Text, tr
from ...park.model import Park, Source, Zone
from ...visit.acts import Act, Press, SetPace, Touch, at_exhibit
from ...visit.exhibit_run import PACES, Running
from ..input.focus import join
from ..panels.article.thread import thread_card
from ..style.theme import Theme
from ..widgets import Button, Card, Chip, Column, Flow, Option, Prose, Rule, Segmented
from ..widgets.badges import ChipKind
from ..window.view_state import Views
from .controls import Control
from .line_standing import LINE_OFF
from .parameters import Parameter, main_parameters, parameters_of
from .readings import Readings
from .state_tools import StateTools

Do = Callable[[Act], object]
Section = str
SECTIONS: tuple[Section, ...] = ("dials", "actions", "chart", "real", "pace")
"""All sections, in order. Each tab of a sheet has some of them."""

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


class Fold(QWidget):
    """A line that opens and closes the content under it.

    Parameters
    ----------
    inside : the content, or its factory: few visitors open a fold, so it is built when first opened.
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
            inside.setParent(self)  # deleted with this
            inside.hide()
        self.button = Button(theme, words, icon, kind="quiet", left=True, on_press=self.toggle)
        head = self.button if beside is None else Flow(theme, beside, self.button, gap=4)
        self._column = Column(theme, head, gap=6)
        self.setLayout(self._column)
        self._icon = icon
        self.show_open(opened)

    @property
    def inside(self) -> QWidget:
        """The content under the line."""
        if self._made is None:
            self._made = self._make if isinstance(self._make, QWidget) else self._make()
            self._made.hide()
            self._column.addWidget(self._made)
            join(self)
        return self._made

    @property
    def opened(self) -> bool:
        return self._made is not None and not self._made.isHidden()

    def toggle(self) -> None:
        """Open if closed, close if open."""
        self.show_open(not self.opened)

    def show_open(self, opened: bool) -> None:
        """Open or close."""
        if opened or self._made is not None:
            self.inside.setVisible(opened)
        self.button.show_icon(("chevron-up" if opened else "chevron-down") if not self._icon else self._icon)


def for_exhibit(do: Do, exhibit: type[Exhibit[Any]]) -> Do:
    """Wrap `do` so that it ignores acts unless the open exhibit is of this kind."""
    return lambda act: do(at_exhibit(act, exhibit.kind))


class Parts(QWidget):
    """Every part that can be touched, with its readings: for the keyboard, and for visitors who cannot see the scene."""

    def __init__(self, theme: Theme, do: Do) -> None:
        super().__init__()
        self._theme, self._do = theme, do
        self._column = Column(theme, gap=4)
        self.setLayout(self._column)
        self.rows: dict[str, Button] = {}

    def show_parts(self, parts: Mapping[str, PartWords]) -> None:
        """Show the present parts."""
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
    """Some or all sections of controls and readings.

    Attributes
    ----------
    controls : the control of each parameter, by name; those in a fold from its first opening.
    folds : the lines that open and close the content under them, by name.
    readings : the charts and the list of readings; None until their fold was opened.
    """

    def __init__(
        self,
        theme: Theme,
        park: Park,
        zone: Zone,
        exhibit: type[Exhibit[Any]],
        do: Do,
        views: Views,
        sections: Sequence[Section] = SECTIONS,
    ) -> None:
        super().__init__()
        do = for_exhibit(do, exhibit)
        self.theme, self._do, self._views = theme, do, views
        self._zone, self._exhibit = zone, exhibit
        self.controls: dict[str, Control] = {}
        self.folds: dict[str, Fold] = {}
        self.parts = Parts(theme, do)
        self.readings: Readings | None = None
        self._actions: list[tuple[Action, Button]] = []
        self.pace: Segmented | None = None
        self.state: StateTools | None = None
        self._shown: tuple[Running, float, Live | None, bool] | None = None
        self._column = Column(theme, gap=12, margins=(0, 4, 0, 8))
        self.setLayout(self._column)
        build: dict[Section, Callable[[], None]] = {
            "dials": self._add_dials,
            "actions": self._add_actions,
            "chart": partial(self._add_readings, folded=len(sections) > 1),
            "real": partial(self._add_real, park),
            "pace": self._add_pace,
        }
        for section in sections:
            build[section]()
        self._column.addStretch(1)

    @property
    def action_buttons(self) -> list[Button]:
        """The buttons of all actions."""
        return [button for _, button in self._actions]

    def minimumSizeHint(self) -> QSize:
        """No minimum size: the layout would give that of its narrowest form."""
        return QSize(super().minimumSizeHint().width(), 1)

    def show_run(self, run: Running, time_s: float, live: Live | None = None, *, reduced: bool) -> None:
        """Show the values and readings of a run that have changed."""
        first, self._shown = self._shown is None, (run, time_s, live, reduced)
        for name, control in self.controls.items():
            control.show_value(getattr(run.exhibit, name))
        is_fed = live is not None and live.replaces(self._exhibit)
        for action, button in self._actions:
            if button.isEnabled() == is_fed:
                button.setEnabled(not is_fed)
                words = tr(
                    LINE_OFF,
                    self.theme.language,
                )
                button.setToolTip(words if is_fed else tr(action.meaning, self.theme.language))
        if self.pace is not None:
            self.pace.choose(str(run.pace))
        if self.state is not None:
            self.state.run = run
        if self.readings is not None and not self.readings.isHidden():
            self.readings.show_run(run, time_s, live, reduced=reduced)
        fold = self.folds.get("parts")
        if fold is not None and (first or fold.opened):
            parts = run.exhibit.parts(run.state)
            fold.setVisible(bool(parts))
            self.parts.show_parts(parts if fold.opened else {})

    # ---- sections

    def _add_dials(self) -> None:
        usual = main_parameters(self._exhibit)
        for parameter in usual:
            self._column.addWidget(self._control(parameter))
        rest = [
            p
            for p in parameters_of(self._exhibit)
            if p not in usual and (p.name != "seed" or self._exhibit.has_chance)
        ]
        if not rest:
            return
        words = tr(Text("More settings"), self.theme.language)
        self._fold("dials", words, "", partial(self._dials, rest))

    def _add_actions(self) -> None:
        for action in self._exhibit.actions:
            button = action_button(self.theme, action, self._do)
            self._actions.append((action, button))
            self._column.addWidget(button)
        if self._exhibit.actions:
            self._column.addWidget(Rule(self.theme))

    def _add_readings(self, *, folded: bool) -> None:
        if not self._exhibit.has_charts:
            pass  # a gallery shows no number
        elif folded:
            self._fold(
                "chart", tr(Text("Chart and table"), self.theme.language), "chart-line", self._make_readings
            )
        else:
            self._column.addWidget(self._make_readings())
        self._fold("parts", tr(Text("Parts and their readings"), self.theme.language), "", self.parts)

    def _add_real(self, park: Park) -> None:
        theme, zone = self.theme, self._zone
        chip, words = truth_chip(theme, self._exhibit.truth), tr(Text("Is this real?"), theme.language)
        card = partial(real_card, theme, park, zone, self._exhibit)
        self._fold("real", words, "circle-question-mark", card, chip)
        thread = thread_card(theme, park, zone, self._do)
        if thread is not None:
            self._column.addWidget(thread)

    def _add_pace(self) -> None:
        theme, language = self.theme, self.theme.language
        options = [Option(str(p), tr(Text("×{pace}"), language, pace=p)) for p in PACES]
        self.pace = Segmented(theme, options, "1", name=tr(Text("Speed"), language), on_choose=self._set_pace)
        self._column.addWidget(Prose(theme, tr(Text("Speed"), language), "label"))
        self._column.addWidget(self.pace)
        self.state = StateTools(theme)
        self._column.addWidget(self.state)

    # ---- parts

    def _control(self, parameter: Parameter) -> Control:
        control = Control(self.theme, self._zone.accent, parameter, self._do)
        self.controls[parameter.name] = control
        return control

    def _dials(self, parameters: Sequence[Parameter]) -> QWidget:
        """The sliders of the fold."""
        dials = QWidget()
        dials.setLayout(Column(self.theme, *(self._control(parameter) for parameter in parameters), gap=14))
        return dials

    def _make_readings(self) -> Readings:
        self.readings = Readings(self.theme, self._zone, self._exhibit, self._do)
        return self.readings

    def _set_pace(self, pace: str) -> None:
        self._do(SetPace(next(p for p in PACES if str(p) == pace)))

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
            run, time_s, live, reduced = self._shown
            self.show_run(run, time_s, live, reduced=reduced)  # new content of a fold is filled at once


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
