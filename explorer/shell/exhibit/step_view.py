"""The present step of an exhibit's experiment: one sentence, one dial, one action."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...exhibits.exhibit import Exhibit
from ...exhibits.tags import Live
from ...i18n import Text, tr
from ...park.model import Accent
from ...visit.acts import Act, Reset
from ...visit.exhibit_run import Running
from ..input.focus import join
from ..style.theme import Theme
from ..widgets import Button, Column, Icon, Prose, Row
from .chart.series import figures_of
from .controls import Control
from .readouts import Readout
from .walkthrough import Walk, ask_of, dial_of, press_of

Do = Callable[[Act], object]


class StepView(QWidget):
    """The present step.

    Attributes
    ----------
    act : the button that does the step, goes to the next one, and starts again after the last.
    dial : the control beside the sentence, if there is one.

    Parameters
    ----------
    run : returns the present run.
    on_show, on_more : called to play the experiment, and to open all controls and readings; None: no such button.
    sheet : wide form, with the first reading, and without the dial, which has its own tab.
    """

    def __init__(
        self,
        theme: Theme,
        accent: Accent,
        exhibit: type[Exhibit[Any]],
        walk: Walk,
        do: Do,
        run: Callable[[], Running | None],
        *,
        on_show: Callable[[], object] | None,
        on_more: Callable[[], object] | None,
        sheet: bool = False,
    ) -> None:
        super().__init__()
        self.theme, self._accent, self._exhibit = theme, accent, exhibit
        self.walk, self._do, self._run = walk, do, run
        self._shown: tuple[int, bool, bool] | None = None
        self._is_fed = False
        self._title: Prose | None = None  # a sheet has no title
        language = theme.language
        self.dial: Control | None = None
        self._words = Prose(theme, " ")
        self._progress = Prose(theme, " ", "fine", "ink3")
        self._progress.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
        self._dial = Column(theme, gap=0)
        self.act = Button(theme, " ", kind="primary", on_press=self._press)
        quiet = "secondary" if sheet or on_more is None else "quiet"
        self.show_me = Button(theme, tr(Text("Show me"), language), "play", kind=quiet, on_press=on_show)  # type: ignore[arg-type]
        self.more = Button(
            theme,
            tr(Text("More", context="all that can be set and read"), language),
            "chevron-down",
            kind="quiet",
            on_press=on_more,
        )
        self.readout: Readout | None = None
        if sheet:
            self._lay_out_sheet(theme)
        else:
            self._lay_out_card(theme, accent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        # shown only once it has a parent: otherwise it would be a window
        self._can_show = on_show is not None
        self.show_me.setHidden(not self._can_show)
        self.more.setHidden(on_more is None or sheet)
        self._show_step()

    def _lay_out_card(self, theme: Theme, accent: Accent) -> None:
        ink = theme.accent(accent).text
        self._title = Prose(theme, tr(Text("Try this"), theme.language), "label", ink)
        head = Row(theme, Icon(theme, "lightbulb", ink, size=20), self._title, self._progress, gap=8)
        head.setStretch(1, 1)
        buttons = Row(theme, self.show_me, self.more, gap=8)
        top = QWidget()
        top.setLayout(head)
        column = Column(theme, top, self._words, self._dial, self.act, buttons, gap=10)
        self.setLayout(column)
        top.setHidden(theme.profile == "stand")  # no small marks where visitors stand

    def _lay_out_sheet(self, theme: Theme) -> None:
        output = figures_of(self._exhibit)[0]
        self.readout = Readout(theme, output, theme.accent(self._accent).text)
        self.readout.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
        head = Row(theme, self._words, self.readout, gap=24)
        head.setStretch(0, 1)
        head.setAlignment(self.readout, Qt.AlignmentFlag.AlignVCenter)
        buttons = Row(theme, self.act, self.show_me, gap=12)
        buttons.setStretch(0, 1)
        buttons.setStretch(1, 1)
        self.setLayout(Column(theme, head, buttons, gap=12))
        for left_out in (self._progress, self.more):
            left_out.setParent(self)
            left_out.hide()

    def show_run(self, run: Running, live: Live | None = None) -> None:
        """Show the progress of the experiment and its dial; with a real line, that there is nothing to try."""
        is_fed = live is not None and live.replaces(self._exhibit)
        if is_fed != self._is_fed:
            self._is_fed, self._shown = is_fed, None
            if self._title is not None:
                self._title.set_text(
                    tr(Text("From a real line") if is_fed else Text("Try this"), self.theme.language)
                )
                self._progress.setHidden(is_fed)
            self.act.setHidden(is_fed)
            self.show_me.setHidden(is_fed or not self._can_show)
        self._show_step()
        if self.dial is not None:
            self.dial.show_value(getattr(run.exhibit, self.dial.parameter.name))
        if self.readout is not None:
            self.readout.show_run(run, live)

    def leave_out_reading(self) -> bool:
        """Give the space of the first reading to the sentence, on a sheet; return whether the reading was shown."""
        if self.readout is None or self.readout.isHidden():
            return False
        self.readout.hide()
        self.updateGeometry()
        return True

    @property
    def words(self) -> str:
        """The sentence that is shown."""
        return self._words.text()

    @property
    def progress(self) -> str:
        """Number of the step, and of how many."""
        return self._progress.text()

    def _show_step(self) -> None:
        walk, language = self.walk, self.theme.language
        at, since_s, over = walk.progress.at, walk.progress.since_s, walk.progress.over
        state = (at, since_s is not None, over)
        if state == self._shown:
            return
        first, self._shown = self._shown is None or self._shown[0] != at, state
        count = len(walk.steps)
        if first:
            words = ask_of(walk.step, language)
            self._words.set_text(
                tr(Text("The values here come from a real line. Watch what it does."), language)
                if self._is_fed
                else words
            )
            self._progress.set_text(tr(Text("{step} / {count}"), language, step=at + 1, count=count))
            self._progress.setAccessibleName(
                tr(Text("Step {step} of {count}"), language, step=at + 1, count=count)
            )
            self._progress.setFixedWidth(round(self.theme.width_of(self._progress.text(), "fine")) + 4)
            self._put_dial()
        if over:
            self.act.set_text(tr(Text("Start again"), language))
            self.act.show_icon("rotate-ccw")
        elif since_s is not None and at + 1 < count:
            self.act.set_text(tr(Text("Next step"), language))
            self.act.show_icon("arrow-right")
        else:
            self.act.set_text(press_of(self._exhibit, walk.step, language))
            self.act.show_icon("")
        self.updateGeometry()

    def _put_dial(self) -> None:
        """Put the dial of this step beside its sentence."""
        if self.readout is not None:
            return
        parameter = dial_of(self._exhibit, self.walk.step) if not self._is_fed else None
        if self.dial is not None and parameter is not None and self.dial.parameter == parameter:
            return
        if self.dial is not None:
            self._dial.removeWidget(self.dial)
            self.dial.hide()
            self.dial.deleteLater()
            self.dial = None
        if parameter is not None:
            self.dial = Control(self.theme, self._accent, parameter, self._do, brief=True)
            self._dial.addWidget(self.dial)
            join(self)
        run = self._run()
        if self.dial is not None and run is not None:
            self.dial.show_value(getattr(run.exhibit, self.dial.parameter.name))

    def _press(self) -> None:
        """Do the step; if it is done, go to the next one; after the last, start again."""
        run, walk = self._run(), self.walk
        if run is None:
            return
        if walk.progress.over:
            self._do(Reset())
            walk.go_to(0)
        elif walk.progress.since_s is not None and walk.progress.at + 1 < len(walk.steps):
            walk.go_to(walk.progress.at + 1)
        else:
            walk.do_step(run, self._do)
        self._show_step()
