"""The toolbars in the corners: breadcrumb, tools, and the action bar at the foot."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtWidgets import QSizePolicy, QWidget

from ...exhibits.kinds import KINDS
from ...i18n import name_of, tr
from ...i18n.messages import say
from ...park.model import Accent, Park, Zone
from ...visit import Act, LookFrom, Settings, StepBack, ToStop, Visit
from ...visit.settings import Light, light_at, next_day_phase
from ..input.keymap import Command
from ..style import fonts
from ..style.theme import Theme
from ..tour.stop_row import place_of
from ..widgets import Badge, Button, Icon, Prose, Row, TextSurface, plain


class TourBreadcrumb(NamedTuple):
    """Title of the tour, which stop of how many, name of its place; the number of the stop, from 0."""

    tour: str
    stop: str
    place: str
    number: int


def tour_breadcrumb(visit: Visit) -> TourBreadcrumb | None:
    """Where a visitor on a tour is; None without one, and for a visitor who has wandered off to another place."""
    playback = visit.playback
    if playback is None or not (visit.guided or visit.zone == playback.stop.zone):
        return None
    language, stop = visit.settings.language, playback.stop
    number = say("tour.stop-of", language, stop=playback.index + 1, count=len(playback.tour.stops))
    return TourBreadcrumb(
        playback.tour.title[language], number, place_of(visit.park, stop, language), playback.index
    )


LARGE_TEXT = 1.3
"""From this size of text on only the controls that are needed most are shown."""
PROGRAM_ACCENT = Accent(day="#3B8EA5", night="#5CC3E0")  # the program's own colour

LIGHT_ICONS: dict[Light, str] = {"day": "sun", "golden": "sun-dim", "dusk": "sunset", "night": "moon"}

Ask = Callable[[Command], None]


class Breadcrumb(TextSurface):
    """Where one is: park, district, zone; before an exhibit park, zone, exhibit; on a tour its title, stop, place.

    The last part is not a button.
    """

    def __init__(
        self, theme: Theme, park: Park, do: Callable[[Act], None], ask: Ask, parent: QWidget | None = None
    ) -> None:
        self._park, self._do = park, do
        self._zone: Zone | None = None
        self._trying, self._short = False, False
        self._tour: TourBreadcrumb | None = None
        self._badge = Badge(theme, PROGRAM_ACCENT, icon="blocks", size=36)
        self.park_button = Button(theme, " ", kind="quiet", on_press=self._to_whole)
        self._ask = ask
        self._above = Button(theme, " ", kind="quiet", on_press=self._to_above)
        self._here = Prose(theme, " ", "label", weight=700)
        self._here.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._arrows = [Icon(theme, "chevron-right", "ink3", size=16) for _ in range(2)]
        row = Row(
            theme,
            self._badge, self.park_button, self._arrows[0], self._above, self._arrows[1], self._here,
            gap=6,
        )  # fmt: skip
        super().__init__(theme, row, elevation=1, padding=(8, 4, 16, 4), parent=parent)
        self._set_texts()

    def update_from(self, visit: Visit) -> None:
        """Show where the visitor is."""
        state = (visit.open_zone, visit.operating, tour_breadcrumb(visit))
        if state != (self._zone, self._trying, self._tour):
            self._zone, self._trying, self._tour = state
            self._set_texts()

    def shorten(self, short: bool) -> None:
        """Leave the park out, or put it back."""
        if short != self._short:
            self._short = short
            self._set_texts()

    @property
    def words(self) -> list[str]:
        """The parts that are shown, from the park down."""
        parts = [w for w in (self.park_button, self._above) if not w.isHidden()]
        return [*(button.text() for button in parts), self._here.text()]

    def _set_above(self, zone: Zone) -> str:
        """Say what lies above where one is; gives the name of where one is."""
        language = self.theme.language
        if self._trying and zone.exhibit is not None:
            self._above.set_text(zone.title[language])
            self._above.setToolTip(say("exhibit.close", language))
            return tr(KINDS[zone.exhibit.kind].title, language)
        district = self._park.district(zone.district)
        title, lead = district.title[language], plain(district.lead[language])
        self._above.set_text(title)
        self._above.setToolTip(say("bar.to-district", language, title=title, lead=lead))
        return zone.title[language]

    def _set_tour(self, there: TourBreadcrumb) -> str:
        """Say which tour and which stop; gives the name of where one is."""
        language = self.theme.language
        self.park_button.set_text(there.tour, say("tour.other", language))
        self.park_button.setToolTip(say("tour.other", language))
        self._above.set_text(there.stop)
        self._above.setToolTip(say("tour.stop-anew", language))
        return there.place

    def _to_above(self) -> None:
        if self._tour is not None:
            self._do(ToStop(self._tour.number))
        elif self._trying:
            self._do(StepBack())
        else:
            self._ask("list")

    def _to_whole(self) -> None:
        if self._tour is not None:
            self._ask("tour")
        else:
            self._do(LookFrom(self._park.start))

    def _set_texts(self) -> None:
        language, zone = self.theme.language, self._zone
        large = self.theme.text >= LARGE_TEXT
        self.setAccessibleName(say("bar.where", language))
        if self._tour is not None:
            here = self._set_tour(self._tour)
        elif zone is None:
            self.park_button.set_text(self._park.title[language], say("bar.to-whole", language))
            here = say("bar.whole", language)
        else:
            self.park_button.set_text(say("bar.park", language), say("bar.to-whole", language))
            here = self._set_above(zone)
        self._here.set_text(here)
        least_px = max(self.theme.target_px, self._here.heightForWidth(10_000))
        self._here.setFixedSize(round(self.theme.width_of(here, "label", 700)) + 4, least_px)
        self.park_button.setHidden(large or self._short)
        self._arrows[0].setHidden(large or self._short)
        for widget in (self._above, self._arrows[1]):
            widget.setHidden(large or (zone is None and self._tour is None))


class Tools(TextSurface):
    """Search, flows, language, light, comfort, text size, help; in a booth a new start, before all others.

    Beside an open panel only a new start, flows, language and settings; at an exhibit only the last two.
    """

    def __init__(self, theme: Theme, ask: Ask, parent: QWidget | None = None) -> None:
        self._settings, self._small = Settings(), False
        self._next: Light = "golden"
        self._starts_over = self._short = self._trying = False
        quiet: dict[Command, str] = {
            "start over": "rotate-ccw",
            "search": "search",
            "flows": "waypoints",
            "language": "languages",
            "light": LIGHT_ICONS["golden"],
            "comfort page": "footprints",
            "size page": "a-large-small",
            "help": "circle-question-mark",
        }
        self._buttons: dict[Command, Button] = {}
        for command, icon in quiet.items():
            self._buttons[command] = Button(
                theme, icon=icon, name=" ", kind="quiet", on_press=partial(ask, command)
            )
        row = Row(theme, *self._buttons.values(), gap=2)
        super().__init__(theme, row, elevation=1, padding=(4, 4, 4, 4), parent=parent)
        self._set_texts()

    def update_from(self, visit: Visit) -> None:
        """Show the settings; make room for an open panel."""
        small = visit.zone is not None and not visit.guided
        following = light_at(next_day_phase(visit.daylight.goal))
        trying = visit.operating and not visit.guided
        shown = (visit.settings, small, following, visit.kiosk is not None, trying)
        if shown != (self._settings, self._small, self._next, self._starts_over, self._trying):
            self._settings, self._small, self._next, self._starts_over, self._trying = shown
            self._set_texts()

    def shorten(self, short: bool) -> None:
        """Say with icons alone what can be done, where there is no room for words."""
        if short != self._short:
            self._short = short
            self._set_texts()

    @property
    def small(self) -> bool:
        """Whether only language and settings are shown."""
        return self._small or self.theme.text >= LARGE_TEXT

    def button(self, command: Command) -> Button:
        """The button of a verb."""
        return self._buttons[command]

    def _set_texts(self) -> None:
        language, settings, buttons = self.theme.language, self._settings, self._buttons
        self.setAccessibleName(say("bar.tools", language))
        over, over_name = say("booth.start-over", language), say("booth.start-over.name", language)
        buttons["start over"].set_text("" if self._short else over, over_name)
        buttons["start over"].setToolTip(over_name)
        buttons["search"].set_text(name=say("bar.search", language))
        buttons["flows"].set_text(name=say("flows.button", language))
        large = self.theme.text >= LARGE_TEXT
        following = self.theme.next_language
        known = fonts.can_show(following)
        switch = say("bar.language.name", following, language=name_of(following))
        name = switch if known else say("language.chinese", language)
        wordless = large or not known or self._short
        buttons["language"].set_text("" if wordless else name_of(following), name)
        buttons["language"].setToolTip(name)
        buttons["light"].show_icon(LIGHT_ICONS[self._next])
        buttons["light"].set_text(name=say(f"bar.to-{self._next}", language))
        comfort = say(f"settings.comfort.{settings.comfort}", language)
        buttons["comfort page"].set_text(name=say("bar.comfort", language, comfort=comfort))
        buttons["size page"].set_text(name=say("bar.text", language, percent=settings.text_percent))
        buttons["help"].show_icon("settings-2" if self.small else "circle-question-mark")
        buttons["help"].set_text(name=say("bar.display" if self.small else "bar.help", language))
        for command, button in buttons.items():
            button.setHidden(self.small and command not in ("start over", "flows", "language", "help"))
        buttons["start over"].setVisible(self._starts_over and not self._trying)
        if self._trying:  # the picture is the hero: in a booth only the language, elsewhere the settings too
            buttons["flows"].hide()
            buttons["help"].setHidden(self._starts_over)
        if following == language:  # the scene has one language alone
            buttons["language"].hide()


class ActionBar(TextSurface):
    """The verbs at the foot of the picture: start a tour and a quiz if there are any, find, and see the whole park."""

    def __init__(
        self, theme: Theme, ask: Ask, *, tours: bool, quiz: bool = False, parent: QWidget | None = None
    ) -> None:
        self.start_button = Button(
            theme,
            " ",
            "play",
            kind="primary",
            large=True,
            shortcut_hint=theme.key("T"),
            on_press=lambda: ask("tour"),
        )
        self.start_button.setVisible(tours)
        self._find = Button(
            theme, " ", "search", large=True, shortcut_hint=theme.key("/"), on_press=lambda: ask("search")
        )
        self.park_button = Button(theme, " ", "maximize", large=True, on_press=lambda: ask("home"))
        self._has_quiz = quiz
        self._quiz = Button(theme, " ", "circle-question-mark", large=True, on_press=lambda: ask("quiz"))
        row = Row(theme, self.start_button, self._find, self._quiz, self.park_button, gap=8)
        super().__init__(theme, row, elevation=2, padding=(8, 8, 8, 8), parent=parent)
        self._set_texts()

    def _set_texts(self) -> None:
        language = self.theme.language
        self.setAccessibleName(say("bar.verbs", language))
        self.start_button.set_text(say("tour.start", language))
        self._find.set_text(say("bar.find", language))
        self.park_button.set_text(say("bar.whole.verb", language))
        self._quiz.set_text(say("quiz.verb", language))
        self._quiz.setVisible(self._has_quiz and self.theme.text < LARGE_TEXT)
        self.park_button.setHidden(self.theme.text >= LARGE_TEXT and not self.start_button.isHidden())
