"""The settings of a booth, for its staff: today's visits and a test, hours and sound, the show in the loop, what is offered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ...i18n import Text, Translatable, tr
from ...park.model import Park
from ...park.tour import Tour
from ...visit.kiosk.booth_plan import BoothPlan, Hours
from ...visit.settings import Settings
from ..app.booth_desk import BoothDesk
from ..style import fonts
from ..style.theme import Theme
from ..widgets import Button, Column, FittingScrollArea, Flow, Prose, Row, Rule, Segmented, Switch, as_widget
from ..widgets.segmented import Option
from . import todays_numbers
from .booth_test import BAD, BoothTest
from .modal import Modal
from .report_section import ReportSection
from .slide_check import SlideCheck
from .slide_show import clock_text
from .time_field import TimeField

WIDTH_PX = 760  # in the design
USUAL_OPENING, USUAL_QUIET = Hours(9 * 60, 18 * 60), Hours(12 * 60, 14 * 60)
LOW_LINES = 14
"""Height of a low window, in lines of a title."""
VOLUMES = (0, 20, 40, 60, 80, 100)
IDLE_S = 120.0
"""Time without a touch after which the sheet closes: staff have left it open."""
PAGES: Mapping[str, Text] = {
    "today": Text("Today"),
    "sound": Text("Hours and sound"),
    "loop": Text("Show", context="page of a booth's settings"),
    "offer": Text("On offer"),
}
"""Pages of the sheet, in order."""


class StaffSheet(Modal):
    """The settings of a booth. Each change is stored and takes effect at once, or says that it needs a restart.

    Parameters
    ----------
    park : the whole scene, with what is not offered now.
    pin : the number of the staff exit, for the test.
    slide_check : what is known of own slides.
    on_plan : called with each changed plan.

    Attributes
    ----------
    plan : the plan as shown.
    pages : the choice of a page.
    controls : the present controls of the page, by name.
    test : the test before the doors open.
    report : the report of all days.
    """

    _hangs = True

    def __init__(
        self,
        theme: Theme,
        park: Park,
        desk: BoothDesk,
        pin: str,
        slide_check: SlideCheck,
        on_plan: Callable[[BoothPlan], object],
        parent: QWidget,
    ) -> None:
        self._park, self._desk, self._on_plan = park, desk, on_plan
        self._slide_check = slide_check
        self.plan = desk.plan
        self._own: Settings | None = None  # those with which each visitor begins
        self.controls: dict[str, QWidget] = {}
        self.test = BoothTest(desk, pin, self._show_today)
        self.report = ReportSection(desk, self._show_today)
        self._idle_s = 0.0
        self._body = FittingScrollArea(theme, QWidget())
        self._title = Prose(theme, " ", "heading")
        options = [Option(id, " ") for id in PAGES]
        self.pages = Segmented(theme, options, "today", name=" ", on_choose=lambda _: self._turn())
        self.done = Button(theme, " ", "check", kind="primary", large=True, on_press=self.close_up)
        self.restart = Button(theme, " ", "rotate-ccw", large=True, on_press=desk.restart)
        self._needs = Prose(theme, " ", "fine", "ink2")
        foot = Flow(theme, self.done, self.restart, gap=8)
        column = Column(theme, self._title, self.pages, self._body, Rule(theme), self._needs, foot, gap=12)
        column.setStretchFactor(self._body, 1)
        super().__init__(theme, column, WIDTH_PX, parent)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        if not self.isHidden():
            self._build()

    def offer(self, own: Settings | None = None) -> None:
        """Open it with the present settings.

        Parameters
        ----------
        own : the settings with which each visitor begins.
        """
        self.plan, self._own, self._idle_s = self._desk.plan, own, 0.0
        self.pages.choose("today")
        self._build()
        self.open(self.done)

    def arrange(self, room: QRect) -> None:
        """Cover an area; in a low one the pages have the room of the title."""
        self._title.setVisible(room.height() >= LOW_LINES * self.theme.line_px("heading"))
        super().arrange(room)

    def dismissed(self) -> None:
        self.close_up()

    def close_up(self) -> None:
        self.test.stop()
        self.report.close_dialog()
        super().close_up()

    def advance(self, dt_s: float) -> bool:
        if not self.isHidden() and not self.test.runs:
            self._idle_s += dt_s
            if self._idle_s > IDLE_S:
                self.close_up()
        return super().advance(dt_s)

    def touched(self) -> None:
        """Note that staff are still there."""
        self._idle_s = 0.0

    # ---- content

    def _tr(self, text: Translatable) -> str:
        return tr(text, self.theme.language)

    def _build(self) -> None:
        theme = self.theme
        self.controls = {}
        name = self._tr(Text("Settings of this booth"))
        self._title.set_text(name)
        self.surface.setAccessibleName(name)
        self.pages.set_options([Option(id, self._tr(text)) for id, text in PAGES.items()], name)
        self.done.set_text(self._tr(Text("Done")))
        self.restart.set_text(self._tr(Text("Restart now")))
        build = {"today": self._today, "sound": self._sound, "loop": self._loop, "offer": self._offer}
        place = self._body.verticalScrollBar().value()
        self._body.setWidget(as_widget(Column(theme, *build[self.pages.chosen](), gap=12), scrolled=True))
        self._body.verticalScrollBar().setValue(place)
        self._show_needs()
        if not self.isHidden():
            self.arrange(self.geometry())

    def _turn(self) -> None:
        """Show the page that was chosen, from its top."""
        self._body.verticalScrollBar().setValue(0)
        self._build()

    def _show_needs(self) -> None:
        needs = self._desk.needs_restart(self.plan)
        self._needs.set_text(
            self._tr(Text("Tours, exhibits and the screen change with the next start.")) if needs else " "
        )
        self._needs.setVisible(needs)
        self.restart.setVisible(needs)

    def _heading(self, text: Text) -> Prose:
        return Prose(self.theme, self._tr(text), "title")

    def _today(self) -> list[QWidget]:
        """What is wrong, today's numbers, and the test."""
        figures = self._desk.today()
        if figures is None:
            self.controls["today"] = Prose(self.theme, self._tr(todays_numbers.NOBODY), "lead")
        else:
            numbers = todays_numbers.rows(figures, self._park, self.theme.language)
            self.controls["today"] = self._table(numbers)
        reports = self.report.rows(self.theme, self)
        return [*self._warnings(), self.controls["today"], *reports, *self._tests()]

    def _table(self, rows: list[tuple[Translatable, Translatable]]) -> QWidget:
        """Rows of a name and a number."""
        shown = []
        for name, number in rows:
            value = Prose(self.theme, self._tr(number), "body", weight=600, align=Qt.AlignmentFlag.AlignRight)
            row = Row(self.theme, Prose(self.theme, self._tr(name), "body", "ink2"), value, gap=16)
            row.setStretch(0, 3)
            row.setStretch(1, 2)
            shown.append(as_widget(row, scrolled=True))
        return as_widget(Column(self.theme, *shown, gap=6), scrolled=True)

    def _warnings(self) -> list[QWidget]:
        warnings = self._desk.warnings(self.plan, frozenset(self._park.zones), frozenset(self._park.tours))
        return [Prose(self.theme, self._tr(text), "body", "err") for text in warnings] + self._faults()

    def _faults(self) -> list[QWidget]:
        """The slides that cannot be shown."""
        words = [Text("{name} {why}", name=one.name, why=one.why) for one in self._slide_check.faults]
        return [Prose(self.theme, self._tr(text), "body", "err") for text in words]

    def slides_seen(self) -> None:
        """Show what is known of the slides now."""
        if not self.isHidden() and self.pages.chosen in ("today", "loop"):
            self._build()

    def _loop(self) -> list[QWidget]:
        """The show between visitors."""
        return [self._languages(), *self._tours(), *self._slides(), *self._screens()]

    def _tours(self) -> list[QWidget]:
        """The choice of the tour that plays, of those on offer."""
        tours = [tour for tour in self._shows if tour.id not in self.plan.hidden_tours]
        if len(tours) < 2:
            return []
        options = [Option("", self._tr(Text("as started")))]
        options += [Option(tour.id, tour.title[self.theme.language]) for tour in tours]
        chosen = self.plan.loop if any(tour.id == self.plan.loop for tour in tours) else ""
        name = self._tr(Text("Tour in the loop"))
        return [self._choice("loop", name, options, chosen, lambda id: self._set(loop=id))]

    @property
    def _shows(self) -> list[Tour]:
        """The tours for passers-by."""
        return [tour for tour in self._park.tours.values() if tour.kind == "show"]

    def _languages(self) -> QWidget:
        name = self._tr(Text("Language to begin with"))
        shown = [id for id in self._park.languages if fonts.can_show(id)]
        usual = self._own.language if self._own is not None else self.theme.language
        chosen = self.plan.language or usual
        options = [Option(id, fonts.own_name(id)) for id in shown]
        return self._choice("language", name, options, chosen, lambda id: self._set(language=id))

    def _choice(
        self, key: str, name: str, options: list[Option], chosen: str, on_choose: Callable[[str], object]
    ) -> QWidget:
        made = Segmented(self.theme, options, chosen, name=name, on_choose=on_choose)
        self.controls[key] = made
        return as_widget(Column(self.theme, Prose(self.theme, name, "title"), made, gap=6), scrolled=True)

    def _sound(self) -> list[QWidget]:
        """Opening hours, volume and quiet hours, beside what the clock says."""
        now = Text("The clock of this computer says {time}.", time=clock_text(self._desk.minute()))
        opening = self._hours(
            "opening", Text("Opening hours"), Text("the first tour begins the day"), USUAL_OPENING
        )
        if self.plan.opening is not None:
            dark, dim = self._tr(Text("dark screen")), self._tr(Text("dimmed show without sound"))
            name = self._tr(Text("Outside opening hours"))
            ways = [Option("dark", dark), Option("dim", dim)]
            chosen = self.plan.after_hours
            opening.append(
                self._choice("after_hours", name, ways, chosen, lambda way: self._set(after_hours=way))
            )
        quiet = self._hours("quiet", Text("Quiet hours"), Text("voice and sounds are off"), USUAL_QUIET)
        return [*opening, self._volume(), *quiet, Prose(self.theme, self._tr(now), "fine", "ink2")]

    def _volume(self) -> QWidget:
        options = [Option("", self._tr(Text("as started")))]
        options += [
            Option(str(v), f"{v} %" if v else self._tr(Text("off", context="volume"))) for v in VOLUMES
        ]
        chosen = "" if self.plan.volume is None else str(self.plan.volume)
        name = self._tr(Text("Volume"))
        return self._choice(
            "volume", name, options, chosen, lambda v: self._set(volume=int(v) if v else None)
        )

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
            check = self._slide_check
            count = Text("{count} slide can be shown.", "{count} slides can be shown.", count=len(check.good))
            words = count if check.is_done else Text("Looking at the slides …")
            rows += [Prose(self.theme, self._tr(words), "body"), *self._faults()]
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
        if len(self._shows) > 1:
            rows.append(self._heading(Text("Tours")))
            for tour in self._shows:
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
        theme, test = self.theme, self.test
        button = Button(
            theme, self._tr(Text("Test everything")), "activity",
            on_press=lambda: test.start(self.theme.language),
        )  # fmt: skip
        button.setEnabled(not test.runs)
        self.controls["test"] = button
        about = Text(
            "Screen, sound, power, disk, content and one round of the show at four times the speed: a minute or two."
        )
        rows: list[QWidget] = [
            as_widget(Flow(theme, button, gap=8), scrolled=True),
            Prose(theme, self._tr(about), "fine", "ink2"),
        ]
        if test.runs:
            rows.append(Prose(theme, self._tr(Text("Testing …")), "lead"))
        elif test.failed:
            rows.append(Prose(theme, self._tr(Text("The test could not be started.")), "body", "err"))
        elif test.verdict:
            verdict = self._tr(Text("Ready.")) if test.is_ready else test.verdict
            rows.append(Prose(theme, verdict, "lead", "ok" if test.is_ready else "err"))
        for finding in test.findings:
            rows.append(Prose(theme, finding, "fine", "err" if finding.startswith(BAD) else "ink2"))
        return rows

    def _show_today(self) -> None:
        """Show what the test has found and how far the report is, if the page with them is open."""
        if not self.isHidden() and self.pages.chosen == "today":
            self._build()
