"""The settings of a booth, for its staff: hours, sound, language, what is offered, own slides, today's visits, and a test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QProcess, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ...i18n import Text, tr
from ...park.model import Park
from ...visit.kiosk.booth_plan import MINUTES, BoothPlan, Hours
from ..app.booth_desk import BoothDesk
from ..style import fonts
from ..style.theme import Theme
from ..widgets import Button, Column, FittingScrollArea, Flow, Prose, Row, Rule, Segmented, Switch, as_widget
from ..widgets.segmented import Option
from .modal import Modal
from .slide_show import clock_text

WIDTH_PX = 760  # in the design
TIME_STEP_MIN = 15
USUAL_OPENING, USUAL_QUIET = Hours(9 * 60, 18 * 60), Hours(12 * 60, 14 * 60)
VOLUMES = (0, 20, 40, 60, 80, 100)
IDLE_S = 120.0
"""Time without a touch after which the sheet closes: staff have left it open."""
MOST_LINES = 60


def _length(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


class TimeField(QWidget):
    """A time of day with a button at each side."""

    def __init__(self, theme: Theme, label: str, minute: int, on_time: Callable[[int], object]) -> None:
        super().__init__()
        self.minute, self._on_time, self._label = minute, on_time, label
        language = theme.language
        self._value = Prose(theme, " ", "title", align=Qt.AlignmentFlag.AlignCenter, level=0)
        earlier, later = tr(Text("earlier"), language), tr(Text("later", context="time of day"), language)
        self.earlier = Button(
            theme, icon="minus", name=f"{label}: {earlier}", on_press=lambda: self._move(-1)
        )
        self.later = Button(theme, icon="plus", name=f"{label}: {later}", on_press=lambda: self._move(1))
        for button in (self.earlier, self.later):
            button.setAutoRepeat(True)
        self._value.setFixedWidth(round(theme.width_of("00:00", "title")) + theme.px(16))
        words = Prose(theme, label, "label", "ink2")
        row = Row(theme, words, self.earlier, self._value, self.later, gap=8)
        row.setStretch(0, 1)
        self.setLayout(row)
        self._show()

    def _move(self, steps: int) -> None:
        self.minute = (self.minute + steps * TIME_STEP_MIN) % MINUTES
        self._show()
        self._on_time(self.minute)

    def _show(self) -> None:
        self._value.set_text(clock_text(self.minute))
        self.setAccessibleName(f"{self._label} {clock_text(self.minute)}")


class StaffSheet(Modal):
    """The settings of a booth. Each change is stored and takes effect at once, or says that it needs a restart.

    Parameters
    ----------
    park : the whole scene, with what is not offered now.
    on_plan : called with each changed plan.

    Attributes
    ----------
    plan : the plan as shown.
    controls : the present controls, by name.
    findings : what the test has found so far.
    """

    def __init__(
        self,
        theme: Theme,
        park: Park,
        desk: BoothDesk,
        on_plan: Callable[[BoothPlan], object],
        parent: QWidget,
    ) -> None:
        self._park, self._desk, self._on_plan = park, desk, on_plan
        self.plan = desk.plan
        self.controls: dict[str, QWidget] = {}
        self.findings: list[str] = []
        self._test: QProcess | None = None
        self._idle_s = 0.0
        self._body = FittingScrollArea(theme, QWidget())
        self._title = Prose(theme, " ", "heading")
        self.done = Button(theme, " ", "check", kind="primary", large=True, on_press=self.close_up)
        self.restart = Button(theme, " ", "rotate-ccw", large=True, on_press=desk.restart)
        self._needs = Prose(theme, " ", "fine", "ink2")
        foot = Flow(theme, self.done, self.restart, gap=8)
        column = Column(theme, self._title, self._body, Rule(theme), self._needs, foot, gap=12)
        column.setStretchFactor(self._body, 1)
        super().__init__(theme, column, WIDTH_PX, parent)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        if not self.isHidden():
            self._build()

    def offer(self) -> None:
        """Open it with the present settings."""
        self.plan, self._idle_s = self._desk.plan, 0.0
        self._build()
        self.open(self.done)

    def dismissed(self) -> None:
        self.close_up()

    def close_up(self) -> None:
        if self._test is not None:
            self._test.kill()
            self._test.waitForFinished(1000)
            self._test = None
        super().close_up()

    def advance(self, dt_s: float) -> bool:
        if not self.isHidden() and self._test is None:
            self._idle_s += dt_s
            if self._idle_s > IDLE_S:
                self.close_up()
        return super().advance(dt_s)

    @property
    def is_testing(self) -> bool:
        """Whether the test is running: its staff wait for it without touching anything."""
        return self._test is not None

    def touched(self) -> None:
        """Note that staff are still there."""
        self._idle_s = 0.0

    # ---- content

    def _tr(self, text: Text) -> str:
        return tr(text, self.theme.language)

    def _build(self) -> None:
        theme = self.theme
        self.controls = {}
        self._title.set_text(self._tr(Text("Settings of this booth")))
        self.surface.setAccessibleName(self._tr(Text("Settings of this booth")))
        self.done.set_text(self._tr(Text("Done")))
        self.restart.set_text(self._tr(Text("Restart now")))
        sections = [
            self._today(), *self._warnings(), *self._tests(), self._languages(), *self._sound(),
            *self._hours("opening", Text("Opening hours"), Text("outside them the screen is dark"), USUAL_OPENING),
            *self._slides(), *self._screens(), *self._offer(),
        ]  # fmt: skip
        place = self._body.verticalScrollBar().value()
        self._body.setWidget(as_widget(Column(theme, *sections, gap=12), scrolled=True))
        self._body.verticalScrollBar().setValue(place)
        self._show_needs()
        if not self.isHidden():
            self.arrange(self.geometry())

    def _show_needs(self) -> None:
        needs = self._desk.needs_restart(self.plan)
        self._needs.set_text(
            self._tr(Text("Tours, exhibits and the screen change with the next start.")) if needs else " "
        )
        self._needs.setVisible(needs)
        self.restart.setVisible(needs)

    def _heading(self, text: Text) -> Prose:
        return Prose(self.theme, self._tr(text), "title")

    def _today(self) -> QWidget:
        """Today's numbers in a sentence."""
        figures = self._desk.today()
        if figures is None:
            text = Text("Nobody has been here yet today.")
        else:
            text = Text(
                "Today: {count} visit; half of those who stayed were active for {half} minutes or more.",
                "Today: {count} visits; half of those who stayed were active for {half} minutes or more.",
                count=figures.visits, half=_length(figures.median_s),
            )  # fmt: skip
        made = Prose(self.theme, self._tr(text), "lead")
        self.controls["today"] = made
        return made

    def _warnings(self) -> list[QWidget]:
        warnings = self._desk.warnings(self.plan, frozenset(self._park.zones), frozenset(self._park.tours))
        return [Prose(self.theme, self._tr(text), "body", "err") for text in warnings]

    def _languages(self) -> QWidget:
        name = self._tr(Text("Language to begin with"))
        shown = [id for id in self._park.languages if fonts.can_show(id)]
        chosen = self.plan.language or self.theme.language
        options = [Option(id, fonts.own_name(id)) for id in shown]
        return self._choice("language", name, options, chosen, lambda id: self._set(language=id))

    def _choice(
        self, key: str, name: str, options: list[Option], chosen: str, on_choose: Callable[[str], object]
    ) -> QWidget:
        made = Segmented(self.theme, options, chosen, name=name, on_choose=on_choose)
        self.controls[key] = made
        return as_widget(Column(self.theme, Prose(self.theme, name, "title"), made, gap=6), scrolled=True)

    def _sound(self) -> list[QWidget]:
        options = [
            Option(str(v), f"{v} %" if v else self._tr(Text("off", context="volume"))) for v in VOLUMES
        ]
        chosen = "" if self.plan.volume is None else str(self.plan.volume)
        volume = self._choice(
            "volume", self._tr(Text("Volume")), options, chosen, lambda v: self._set(volume=int(v))
        )
        quiet = self._hours("quiet", Text("Quiet hours"), Text("voice and sounds are off"), USUAL_QUIET)
        return [volume, *quiet]

    def _hours(self, key: str, name: Text, meaning: Text, usual: Hours) -> list[QWidget]:
        hours: Hours | None = getattr(self.plan, key)
        switch = Switch(
            self.theme, self._tr(name), sub=self._tr(meaning), on=hours is not None,
            on_turn=lambda on: self._set(build=True, **{key: usual if on else None}),
        )  # fmt: skip
        self.controls[key] = switch
        if hours is None:
            return [switch]

        def set_hours(end: str, minute: int) -> None:
            now = getattr(self.plan, key)
            self._set(**{key: replace(now, **{end: minute})})

        from_, until = (
            self._tr(Text("from", context="time of day")),
            self._tr(Text("until", context="time of day")),
        )
        fields = (
            TimeField(self.theme, from_, hours.from_min, partial(set_hours, "from_min")),
            TimeField(self.theme, until, hours.until_min, partial(set_hours, "until_min")),
        )
        self.controls[f"{key}_from"], self.controls[f"{key}_until"] = fields
        return [switch, as_widget(Flow(self.theme, *fields, gap=24), scrolled=True)]

    def _slides(self) -> list[QWidget]:
        sticks = self._desk.find_sticks()
        options = [
            Option("", self._tr(Text("none", context="own slides"))),
            Option("scene", self._tr(Text("of the scene"))),
        ]
        if sticks or self.plan.slides == "stick":
            options.append(Option("stick", self._tr(Text("on the stick"))))
        name = self._tr(Text("Own slides in the loop"))
        choice = self._choice(
            "slides", name, options, self.plan.slides, lambda v: self._set(build=True, slides=v)
        )
        note = Text(
            "Pictures, PDFs and videos in a folder “slides”, of the scene or on a stick; one is shown after each stop."
        )
        rows: list[QWidget] = [choice, Prose(self.theme, self._tr(note), "fine", "ink2")]
        if self.plan.slides:
            slides, faults = self._desk.slides(self.plan)
            count = Text("{count} slide can be shown.", "{count} slides can be shown.", count=len(slides))
            rows.append(Prose(self.theme, self._tr(count), "body"))
            for fault in faults:
                words = Text("{name} {why}", name=fault.name, why=fault.why)
                rows.append(Prose(self.theme, self._tr(words), "body", "err"))
        return rows

    def _screens(self) -> list[QWidget]:
        screens = [screen.name() for screen in QGuiApplication.screens()]
        if len(screens) < 2:
            return []
        chosen = self.plan.screen if self.plan.screen in screens else screens[0]
        options = [Option(name, name) for name in screens]
        return [
            self._choice("screen", self._tr(Text("Screen")), options, chosen, lambda v: self._set(screen=v))
        ]

    def _offer(self) -> list[QWidget]:
        """A switch for each tour for passers-by, and for each exhibit."""
        language = self.theme.language
        rows: list[QWidget] = []
        tours = [tour for tour in self._park.tours.values() if tour.kind == "show"]
        if len(tours) > 1:
            rows.append(self._heading(Text("Tours")))
            for tour in tours:
                rows.append(self._offered("hidden_tours", tour.id, tour.title[language]))
        zones = [zone for zone in self._park.zones.values() if zone.exhibit is not None]
        if zones:
            rows.append(self._heading(Text("Exhibits to try")))
            rows += [
                self._offered("hidden_exhibits", z.id, f"{z.number}  {z.title[language]}") for z in zones
            ]
        return rows

    def _offered(self, key: str, id: str, name: str) -> Switch:
        def turn(on: bool) -> None:
            hidden: frozenset[str] = getattr(self.plan, key)
            changes: dict[str, Any] = {key: hidden - {id} if on else hidden | {id}}
            self._take(replace(self.plan, **changes))

        made = Switch(self.theme, name, on=id not in getattr(self.plan, key), on_turn=turn)
        self.controls[f"{key}.{id}"] = made
        return made

    def _set(self, *, build: bool = False, **changes: Any) -> None:
        """Change some settings."""
        self._take(replace(self.plan, **changes), build=build)

    def _take(self, plan: BoothPlan, *, build: bool = False) -> None:
        """Store a plan and apply it."""
        self.plan = plan
        self._desk.keep(self.plan)
        self._on_plan(self.plan)
        if build:
            self._build()
        else:
            self._show_needs()

    # ---- test

    def _tests(self) -> list[QWidget]:
        theme = self.theme
        name = self._tr(Text("Test everything"))
        self.test = Button(theme, name, "activity", on_press=self._start_test)
        self._report = Prose(theme, "\n".join(self.findings) or " ", "fine", "ink2")
        self._report.setVisible(bool(self.findings))
        self.controls["test"] = self.test
        about = Text(
            "Screen, sound, power, disk, content and one round of the show at four times the speed: a minute or two."
        )
        return [
            as_widget(Flow(theme, self.test, gap=8), scrolled=True),
            Prose(theme, self._tr(about), "fine", "ink2"), self._report,
        ]  # fmt: skip

    def _start_test(self) -> None:
        """Run `doctor --kiosk` beside the show, and show its lines as they come."""
        if self._test is not None:
            return
        self.findings = []
        self.test.setEnabled(False)
        process = self._test = QProcess(self)
        process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
        process.readyReadStandardOutput.connect(self._read_test)
        process.finished.connect(self._end_test)
        process.errorOccurred.connect(lambda _error: self._end_test())
        process.start(self._desk.python, [*self._desk.test_command, "--lang", self.theme.language])
        self._show_findings(self._tr(Text("Testing …")))

    def _read_test(self) -> None:
        if self._test is not None:
            output = bytes(self._test.readAllStandardOutput().data()).decode("utf-8", "replace")
            self.findings += [line.split("\r")[-1].rstrip() for line in output.splitlines() if line.strip()]
            self.findings = self.findings[-MOST_LINES:]
            self._show_findings()

    def _end_test(self) -> None:
        self._read_test()
        self._test = None
        self.test.setEnabled(True)
        if not self.findings:
            self._show_findings(self._tr(Text("The test could not be started.")))

    def _show_findings(self, words: str = "") -> None:
        self._report.set_text(words or "\n".join(self.findings) or " ")
        self._report.show()
