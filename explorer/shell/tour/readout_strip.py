"""The readout strip of a tour: readings of the stop's exhibit, and the name of the tour's last action there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...exhibits.exhibit import Exhibit, figures_of
from ...i18n import Text, tr
from ...park.model import Language, Zone
from ...park.tour import Cue
from ...visit import Playback, Running, Visit
from ..exhibit.forms import RunView
from ..exhibit.parameters import parameters_of
from ..exhibit.readouts import Readout, Sparkline
from ..style.theme import Theme
from ..widgets import Chip, Row, Surface

NEWS_S = 7.0
"""Time an action is shown, on the tour's clock."""
TOGETHER_S = 1.5
SET_UP_S = 1.0
"""Time before which actions only set up the exhibit, while the camera flies there."""


def latest_action_text(visit: Visit) -> str:
    """What the tour has just done at the exhibit of its stop; "" if nothing."""
    playback, run = visit.playback, visit.run
    if playback is None or run is None:
        return ""
    language = visit.settings.language
    words = [cue_text(cue, run.exhibit, language) for cue in _latest(playback)]
    return tr(Text(", "), language).join(filter(None, words))


def cue_text(cue: Cue, exhibit: Exhibit[object], language: Language) -> str:
    """One act of a tour in words; "" if the exhibit does not know it."""
    if cue.press is not None:
        return next((tr(a.label, language) for a in exhibit.actions if a.name == cue.press), "")
    if cue.pace is not None:
        return tr(Text("Speed ×{pace}"), language, pace=cue.pace)
    if cue.reset:
        return tr(Text("Restarted"), language)
    parts = []
    for parameter in parameters_of(type(exhibit)):
        if parameter.name in cue.turn:
            value = cue.turn[parameter.name]
            words = parameter.format_value(value, language)
            if parameter.kind == "switch":
                words = tr(Text("on", context="switch") if value else Text("off"), language)
            parts.append(
                tr(Text("{label}: {value}"), language, label=tr(parameter.label, language), value=words)
            )
    return tr(Text(", "), language).join(parts)


def _latest(playback: Playback) -> tuple[Cue, ...]:
    """The last act done at the stop, if recent, with the acts of the same moment."""
    done = playback.stop.acts[: playback.done]
    if not done or playback.time_s - done[-1].at_s > NEWS_S:
        return ()
    return tuple(cue for cue in done if cue.at_s >= max(SET_UP_S, done[-1].at_s - TOGETHER_S))


REDRAW_S = 0.25


class Strip(Surface):
    """Two readouts, a sparkline, and a flag for the last action. Hidden away from exhibits.

    Parameters
    ----------
    always : whether it also shows while the visitor leads instead of the tour.

    Attributes
    ----------
    readouts : the readings; none while hidden.
    flag : the last action.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, always: bool = False) -> None:
        self._always = always
        self._zone: Zone | None = None
        self._holder = Row(theme, gap=24)
        self._drawn_s = float("-inf")
        self._drawn: Running | None = None
        self.readouts: list[Readout] = []
        self._spark: Sparkline | None = None
        self.flag: Chip | None = None
        super().__init__(theme, self._holder, elevation=2, padding=(20, 8, 20, 8), parent=parent)
        self.hide()

    def apply_theme(self, theme: Theme) -> None:
        rebuild = hasattr(self, "theme") and theme != self.theme
        super().apply_theme(theme)
        if rebuild:
            self._holder.apply_theme(theme)
            self._build(self._zone)

    def update_from(self, visit: Visit) -> None:
        """Show the exhibit that the tour is at."""
        led = self._always or visit.guided
        at = visit.open_zone if led and visit.operating and visit.run is not None else None
        if at is not self._zone:
            self._build(at)
        self.setVisible(at is not None)
        run = visit.run
        if at is None or run is None or self.flag is None or self._spark is None:
            return
        now = RunView.of(visit)
        for readout in self.readouts:
            readout.show_run(now)
        words = latest_action_text(visit)
        if words != self.flag.text():
            self.flag.setText(words)
            self.flag.setVisible(bool(words))
            self.updateGeometry()
        if run is not self._drawn and visit.time_s - self._drawn_s >= REDRAW_S:
            self._drawn, self._drawn_s = run, visit.time_s
            self._spark.show_run(run)

    @property
    def zone(self) -> str | None:
        """The zone whose exhibit is shown."""
        return self._zone.id if self._zone else None

    def _build(self, zone: Zone | None) -> None:
        """Replace the readouts by those of another exhibit."""
        while self._holder.count():
            item = self._holder.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._zone, self.readouts, self._spark, self.flag = zone, [], None, None
        self._drawn, self._drawn_s = None, float("-inf")
        if zone is None or zone.exhibit is None:
            return
        theme = self.theme
        tall = theme.stacks
        outputs = figures_of(zone.exhibit.exhibit_class)
        inks = (theme.accent(zone.accent).text, "ink")
        self.readouts = [
            Readout(theme, o, ink) for o, ink in zip(outputs, inks[: 1 if tall else 2], strict=False)
        ]
        self._spark = Sparkline(theme, zone.accent, outputs[0])
        self._spark.setMaximumWidth(theme.px(180))
        self.flag = Chip(theme, "plain", "", "mouse-pointer-click")
        grows = self.flag.sizePolicy()
        grows.setVerticalPolicy(QSizePolicy.Policy.Minimum)  # a long one takes two lines
        self.flag.setSizePolicy(grows)
        self.flag.hide()
        for widget in (*self.readouts, self._spark, self.flag):
            self._holder.addWidget(widget)
        self._holder.setAlignment(self.flag, Qt.AlignmentFlag.AlignVCenter)
        self._spark.setVisible(not tall and bool(zone.exhibit.exhibit_class.charts))
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(tr(Text("Exhibit readings"), theme.language))
