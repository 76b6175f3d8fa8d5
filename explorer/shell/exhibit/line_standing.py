"""Status of a real line that feeds an exhibit: live or not, age, and the gap between line and model."""

from __future__ import annotations

import math
from datetime import datetime

from PySide6.QtWidgets import QSizePolicy, QWidget

from ...exhibits.tags import Live, Standing
from ...i18n import Language, Text, tr
from ...visit.exhibit_run import Running
from ..style.theme import Theme
from ..widgets import Chip, Column, Prose, Row
from ..widgets.badges import ChipKind
from .chart.series import figures_of
from .readouts import compared

STANDINGS: dict[str, Text] = {
    "live": Text("Live", context="values of a real line"),
    "stale": Text("Stale", context="values of a real line"),
    "replayed": Text("Replayed", context="values of a real line"),
    "simulated": Text("Simulated", context="values of a real line"),
}
STANDINGS_MEAN: dict[str, Text] = {
    "live": Text("Values come from the real line now. The model follows its conditions."),
    "stale": Text("The real line has fallen silent. These are its last values."),
    "replayed": Text("These values come from a recording of a line."),
    "simulated": Text("Nothing comes from the real line. The model runs on its own."),
}


LINE_OFF = Text("Off while values come from a real line: it would change the model alone.")

LOOKS: dict[Standing, tuple[ChipKind, str]] = {
    "live": ("ok", "radio"),
    "stale": ("warn", "triangle-alert"),
    "replayed": ("F", "film"),
    "simulated": ("V", "flask-conical"),
}


class LineStanding(QWidget):
    """The status in words; hidden where no line feeds the exhibit.

    Parameters
    ----------
    brief : one line only: what it is and how old.

    Attributes
    ----------
    standing : the status that is shown; None while it is hidden.
    """

    def __init__(self, theme: Theme, *, brief: bool = False) -> None:
        super().__init__()
        self._theme, self._brief = theme, brief
        self.standing: Standing | None = None
        self._chip: Chip | None = None
        self._age = Prose(theme, " ", "fine", "ink2")
        self._gap = Prose(theme, " ", "fine", "ink2")
        for prose in (self._age, self._gap):
            prose.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._line: Row | Column
        if brief:
            self._gap.setParent(self)
            self._line = Row(theme, self._age, gap=12)
            self._line.addStretch(1)
        else:
            self._line = Column(theme, self._age, self._gap, gap=1)
        self.setLayout(self._line)
        self.hide()

    @property
    def words(self) -> str:
        """The text that is shown; "" while it is hidden."""
        return "" if self.isHidden() else self.accessibleName()

    def show_live(self, live: Live | None, run: Running) -> bool:
        """Show the state of the line; return whether the wanted width has changed."""
        if live is None or not live.feeds(type(run.exhibit)):
            was = self.standing
            self.standing = None
            self.hide()
            return was is not None
        before, language = (self.standing, self.sizeHint().width()), self._theme.language
        if live.standing != self.standing:
            self._show_chip(live.standing)
        age = age_text(live, language)
        gap = "" if self._brief else self._gap_text(live, run)
        for prose, words in ((self._age, age), (self._gap, gap)):
            if words and (words != prose.source or prose.isHidden()):
                prose.set_text(words)
                wide_px = max(math.ceil(self._theme.width_of(words, "fine")) + 4, prose.minimumWidth())
                prose.setFixedSize(wide_px, prose.heightForWidth(wide_px))
            prose.setVisible(bool(words))
        name = tr(STANDINGS[live.standing], language)
        self.setAccessibleName(". ".join(filter(None, (name, age, gap))))
        self.show()
        return before != (self.standing, self.sizeHint().width())

    def _show_chip(self, standing: Standing) -> None:
        self.standing = standing
        if self._chip is not None:
            self._line.removeWidget(self._chip)
            self._chip.hide()
            self._chip.deleteLater()
        kind, icon = LOOKS[standing]
        self._chip = Chip(self._theme, kind, tr(STANDINGS[standing], self._theme.language), icon)
        self._chip.setToolTip(tr(STANDINGS_MEAN[standing], self._theme.language))
        self._line.insertWidget(0, self._chip)
        self._chip.show()  # the layout would do so too late to be measured
        for prose in (self._age, self._gap):
            prose.setMinimumWidth(0)

    def _gap_text(self, live: Live, run: Running) -> str:
        """The gap at the first reading in large type that the line measures, or else at its first one."""
        exhibit = type(run.exhibit)
        if live.standing == "simulated":
            return tr(Text("the model runs on its own"), self._theme.language)
        measured = live.measured(exhibit)
        for output in (*figures_of(exhibit), *exhibit.outputs):
            if output.name in measured:
                return compared(output, measured[output.name], run.readings[output.name], self._theme)
        return ""


def age_text(live: Live, language: Language) -> str:
    """Age of the values."""
    if live.recorded_s is not None and live.standing == "replayed":
        moment = datetime.fromtimestamp(live.recorded_s).strftime("%Y-%m-%d %H:%M:%S")
        return tr(Text("recorded {moment}"), language, moment=moment)
    seconds = int(live.age_s)
    if live.standing == "simulated":
        return tr(Text("line silent for {seconds} s"), language, seconds=seconds)
    if live.standing == "live" and seconds < 1:
        return tr(Text("less than 1 s old"), language)
    return tr(Text("{seconds} s old"), language, seconds=seconds)
