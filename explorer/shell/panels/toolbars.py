"""The toolbars in the corners: breadcrumb, tools, links to the neighbouring zones, and the action bar at the foot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtWidgets import QSizePolicy, QWidget

from ...base.names import LIGHTS, Light
from ...i18n import Text, tr
from ...park.model import Accent, Park, Zone
from ...park.tour import Tour
from ...visit import Act, LookFrom, Open, Settings, StartTour, StepBack, ToStop, Visit
from ...visit.settings import light_at, next_day_phase
from ..brand.logo import LogoButton
from ..input.keymap import Command
from ..style import fonts
from ..style.theme import Theme
from ..tour.stop_row import place_of
from ..widgets import Badge, Button, Column, Icon, Prose, Row, TextSurface, plain
from ..window.view_state import Views, shows_opening

OTHER = Text("Another tour (T)")
LIGHT_WORDS: dict[str, Text] = {
    "day": Text("Day"),
    "golden": Text("Golden hour"),
    "dusk": Text("Dusk"),
    "night": Text("Night"),
}
TO_LIGHT: dict[str, Text] = {
    "golden": Text("Switch to golden hour (N)"),
    "dusk": Text("Switch to dusk (N)"),
    "night": Text("Switch to night (N)"),
    "day": Text("Switch to daylight (N)"),
}
NEIGHBOURS: dict[str, Text] = {
    "previous": Text("Previous zone: {number} {title}"),
    "next": Text("Next zone: {number} {title}"),
}


class TourBreadcrumb(NamedTuple):
    """Title of the tour, stop and number of stops, name of its place; the index of the stop."""

    tour: str
    stop: str
    place: str
    number: int


def tour_breadcrumb(visit: Visit) -> TourBreadcrumb | None:
    """Where a visitor on a tour is; None without a tour, and for a visitor who has left the route."""
    playback = visit.playback
    if playback is None or not (visit.guided or visit.zone == playback.stop.zone):
        return None
    language, stop = visit.settings.language, playback.stop
    number = tr(
        Text("Stop {stop} of {count}"), language, stop=playback.index + 1, count=len(playback.tour.stops)
    )
    return TourBreadcrumb(
        playback.tour.title[language], number, place_of(visit.park, stop, language), playback.index
    )


LARGE_TEXT = 1.3
"""Text scale from which only the most important controls are shown."""
PROGRAM_ACCENT = Accent(day="#3B8EA5", night="#5CC3E0")  # the program's own colour

LIGHT_ICONS: dict[Light, str] = {"day": "sun", "golden": "sun-dim", "dusk": "sunset", "night": "moon"}

Ask = Callable[[Command], None]


class Breadcrumb(TextSurface):
    """The visitor's position: the park and its subject; in a zone, the way back to the park; at an exhibit, park, zone and
    exhibit; on a tour, its title, stop and place. The last part is not a button.
    """

    def __init__(
        self, theme: Theme, park: Park, do: Callable[[Act], None], ask: Ask, parent: QWidget | None = None
    ) -> None:
        self._park, self._do = park, do
        self._zone: Zone | None = None
        self._trying = False
        self._tour: TourBreadcrumb | None = None
        self._badge = Badge(theme, PROGRAM_ACCENT, icon="blocks", size=36)
        self.park_button = Button(theme, " ", kind="quiet", on_press=self._to_whole)
        self._ask = ask
        self._above = Button(theme, " ", kind="quiet", on_press=self._to_above)
        self._here = Prose(theme, " ", "label", weight=700)
        self._about = Prose(theme, " ", "fine", "ink2")
        names = Column(theme, None, self._here, self._about, None, gap=0)
        for prose in (self._here, self._about):
            prose.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._arrows = [Icon(theme, "chevron-right", "ink3", size=16) for _ in range(2)]
        self._logo = LogoButton(theme, 36, 150, on_press=lambda: ask("about"))
        row = Row(
            theme,
            self._logo, self._badge, self.park_button, self._arrows[0], self._above, self._arrows[1], names,
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

    @property
    def words(self) -> list[str]:
        """The parts that are shown, from the park down."""
        parts = [w for w in (self.park_button, self._above) if not w.isHidden()]
        ends = [prose for prose in (self._here, self._about) if not prose.isHidden()]
        return [*(button.text() for button in parts), *(prose.text() for prose in ends)]

    def _set_above(self, zone: Zone) -> str:
        """Set the levels above a zone; return the name of the present one."""
        language = self.theme.language
        if self._trying and zone.exhibit is not None:
            self._above.set_text(zone.title[language])
            self._above.setToolTip(tr(Text("Back to the article (Esc)"), language))
            return tr(zone.exhibit.exhibit_class.title, language)
        district = self._park.district(zone.district)
        title, lead = district.title[language], plain(district.lead[language])
        self._above.set_text(title)
        self._above.setToolTip(tr(Text("{title}: {lead}"), language, title=title, lead=lead))
        return zone.title[language]

    def _set_tour(self, there: TourBreadcrumb) -> str:
        """Set the tour and the stop; return the name of the present place."""
        language = self.theme.language
        self.park_button.set_text(there.tour, tr(OTHER, language))
        self.park_button.setToolTip(tr(OTHER, language))
        self._above.set_text(there.stop)
        self._above.setToolTip(tr(Text("Play this stop from the start"), language))
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
        self.setAccessibleName(tr(Text("Where you are"), language))
        at_rest, reading = zone is None and self._tour is None, zone is not None and not self._trying
        back = reading and self._tour is None
        about = ""
        if self._tour is not None:
            here = self._set_tour(self._tour)
        elif zone is None:
            here = self._park.title[language]
            opening = self._park.opening
            about = opening.what[language] if opening is not None and not large else ""
        else:
            words = tr(Text("Whole park") if back else Text("Park"), language)
            self.park_button.set_text(words, tr(Text("See the whole park (Home)"), language))
            here = "" if back else self._set_above(zone)
        self.park_button.show_icon("chevron-left" if back else "")
        for prose, words, role, weight in (
            (self._here, here, "label", 700), (self._about, about, "fine", 400),
        ):  # fmt: skip
            prose.setVisible(bool(words))
            prose.set_text(words or " ")
            tall = max(prose.heightForWidth(10_000), 0 if about else self.theme.target_px)
            prose.setFixedSize(round(self.theme.width_of(words, role, weight)) + 4, tall)
        self._badge.setHidden(back or self._logo.is_there)
        self._logo.setVisible(self._logo.is_there and not back)
        self._logo.setToolTip(tr(Text("About this park"), language))
        self.park_button.setHidden(at_rest or ((large or self.is_short) and not back))
        self._arrows[0].setHidden(at_rest or back or large or self.is_short)
        for widget in (self._above, self._arrows[1]):
            widget.setHidden(at_rest or back or large)


WORDS_FROM_PX = 1100
"""Window width from which the tools have text."""


class Tools(TextSurface):
    """Flows, language, light and settings, with text where it fits; in a booth a new start, before all others.

    Beside the opening and an open panel only a new start, search, language and settings; at an exhibit the last two, and in
    a booth the language and an icon for a new start, for visitors who find an exhibit left by the previous one.
    """

    def __init__(
        self, theme: Theme, ask: Ask, views: Views | None = None, parent: QWidget | None = None
    ) -> None:
        self._settings, self._small, self._views = Settings(), False, views or Views()
        self._light: Light = "golden"
        self._starts_over = self._reads = self._trying = False
        quiet: dict[Command, str] = {
            "start over": "rotate-ccw",
            "search": "search",
            "flows": "waypoints",
            "language": "languages",
            "light": LIGHT_ICONS["golden"],
            "sound": "volume-2",
            "comfort page": "sliders-horizontal",
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
        small = (visit.zone is not None and not visit.guided) or shows_opening(visit, self._views.state)
        light, reads = light_at(visit.daylight.goal), visit.zone is not None and not visit.operating
        trying = visit.operating and not visit.guided
        shown = (visit.settings, small, light, visit.kiosk is not None, reads, trying)
        if shown != (
            self._settings, self._small, self._light, self._starts_over, self._reads, self._trying,
        ):  # fmt: skip
            self._settings, self._small, self._light, self._starts_over, self._reads, self._trying = shown
            self._set_texts()

    @property
    def small(self) -> bool:
        """Whether only language and settings are shown."""
        return self._small or self.theme.text >= LARGE_TEXT

    def button(self, command: Command) -> Button:
        """The button of a command."""
        return self._buttons[command]

    def _set_texts(self) -> None:
        language, buttons = self.theme.language, self._buttons
        self.setAccessibleName(tr(Text("Tools"), language))
        over_word = "" if self.is_short or self._trying else tr(Text("Start over"), language)
        over_name = tr(Text("Start over: reset the park for a new visitor"), language)
        buttons["start over"].set_text(over_word, over_name)
        buttons["start over"].setToolTip(over_name)
        buttons["search"].set_text(name=tr(Text("Search (/)"), language))
        wordless = self.small or self.is_short
        # its text would take the tenth of the view that cards may cover
        buttons["flows"].set_text(name=tr(Text("Flows between zones (F)"), language))
        following = self.theme.next_language
        known = fonts.can_show(following)
        switch = tr(Text("Switch to {language} (L)"), following, language=fonts.own_name(following))
        name = switch if known else tr(Text("Chinese"), language)
        no_word = self.theme.text >= LARGE_TEXT or not known or (self.is_short and self._starts_over)
        buttons["language"].set_text("" if no_word else fonts.own_name(following), name)
        buttons["language"].setToolTip(name)
        buttons["light"].show_icon(LIGHT_ICONS[self._light])
        onward = light_at(next_day_phase(LIGHTS.index(self._light)))
        self._name("light", LIGHT_WORDS[self._light], tr(TO_LIGHT[onward], language), wordless=wordless)
        sound = self._settings.sound
        buttons["sound"].show_icon("volume-2" if sound else "volume-x")
        means = tr(
            Text("Turn the sounds of the park off (H)")
            if sound
            else Text("Turn the sounds of the park on (H)"),
            language,
        )
        self._name("sound", Text("Sound"), means, wordless=wordless)
        self._name(
            "comfort page",
            Text("Settings"),
            tr(Text("Display, comfort, help (F1)"), language),
            wordless=wordless,
        )
        for command, button in buttons.items():
            button.setHidden(self.small and command in ("flows", "light", "sound"))
        buttons["search"].setVisible(self.small and self._reads)
        buttons["start over"].setVisible(self._starts_over)
        if self._trying:  # the scene comes first
            buttons["comfort page"].setHidden(self._starts_over)
        if following == language:  # the scene has only one language
            buttons["language"].hide()

    def _name(self, command: Command, word: Text, name: str, *, wordless: bool) -> None:
        """Label a command with a word, and in full with a tooltip."""
        button = self._buttons[command]
        button.set_text("" if wordless else tr(word, self.theme.language), name)
        button.setToolTip(name)


class ActionBar(TextSurface):
    """The commands at the foot of the view: the first tour, other tours, find, map, list, and a quiz if there is one.

    Parameters
    ----------
    tours : those a visitor may choose; the first one is the main action.
    """

    def __init__(
        self,
        theme: Theme,
        park: Park,
        do: Callable[[Act], None],
        ask: Ask,
        *,
        tours: Sequence[Tour],
        quiz: bool = False,
        souvenirs: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._tours, self._count = tuple(tours), len(park.zones)
        self._seen = 0
        self.start_button = Button(
            theme, " ", "play", kind="primary", on_press=lambda: do(StartTour(self._tours[0].id))
        )
        commands: dict[Command, str] = {
            "tour": "route", "search": "search", "map": "map", "list": "layout-list", "passport": "stamp",
            "quiz": "circle-question-mark",
        }  # fmt: skip
        self._commands: dict[Command, Button] = {
            command: Button(theme, " ", icon, kind="quiet", on_press=partial(ask, command))
            for command, icon in commands.items()
        }
        self._commands["quiz"].setVisible(quiz)
        self._show_offered(souvenirs)
        row = Row(theme, self.start_button, *self._commands.values(), gap=2)
        super().__init__(theme, row, elevation=2, padding=(6, 6, 6, 6), parent=parent)
        self._set_texts()

    def button(self, command: Command) -> Button:
        """The button of a command."""
        return self._commands[command]

    def offer(self, tours: Sequence[Tour], *, souvenirs: bool) -> None:
        """Set the tours and whether there is a passport, after a change of mode."""
        self._tours = tuple(tours)
        self._show_offered(souvenirs)
        self._set_texts()

    def _show_offered(self, souvenirs: bool) -> None:
        self.start_button.setVisible(bool(self._tours))
        self._commands["tour"].setVisible(len(self._tours) > 1)
        self._commands["passport"].setVisible(souvenirs)

    def update_from(self, visit: Visit) -> None:
        """Show how many zones were visited."""
        if len(visit.visited) != self._seen:
            self._seen = len(visit.visited)
            self._set_texts()

    def _set_texts(self) -> None:
        language = self.theme.language
        self.setAccessibleName(tr(Text("What you can do"), language))
        if self._tours:
            self.start_button.set_text(self._tours[0].title[language])
        words: dict[Command, tuple[str, str]] = {
            "tour": ("", tr(Text("Other tours (T)"), language)),
            "search": (tr(Text("Find"), language), tr(Text("Find a word or a number (/)"), language)),
            "map": (tr(Text("Map"), language), tr(Text("Map of the park (M)"), language)),
            "list": (
                tr(Text("All {count}"), language, count=self._count),
                tr(Text("List of all zones (Z)"), language),
            ),
            "passport": (
                tr(
                    Text("{seen} of {count}", context="zones seen"),
                    language,
                    seen=self._seen,
                    count=self._count,
                ),
                tr(
                    Text(
                        "Park passport: {seen} of {count} zone seen (J)",
                        "Park passport: {seen} of {count} zones seen (J)",
                    ),
                    language,
                    seen=self._seen,
                    count=self._count,
                ),
            ),
            "quiz": (tr(Text("Quiz"), language), tr(Text("Quiz (U)"), language)),
        }
        for command, (word, name) in words.items():
            self._commands[command].set_text("" if self.is_short else word, name)
            self._commands[command].setToolTip(name)


class Neighbours(TextSurface):
    """Two buttons while a zone is open; the last zone is followed by the first."""

    def __init__(
        self, theme: Theme, park: Park, do: Callable[[Act], object], parent: QWidget | None = None
    ) -> None:
        self._park, self._do = park, do
        self._zone: str | None = None
        self.previous = Button(theme, " ", "chevron-left", kind="quiet", on_press=lambda: self._go(-1))
        self.next = Button(theme, " ", "chevron-right", kind="quiet", on_press=lambda: self._go(1))
        super().__init__(
            theme,
            Row(theme, self.previous, self.next, gap=4),
            elevation=1,
            padding=(4, 4, 4, 4),
            parent=parent,
        )
        self._set_texts()
        self.hide()

    def update_from(self, visit: Visit) -> None:
        """Name the neighbours of the open zone."""
        if visit.zone != self._zone:
            self._zone = visit.zone
            self._set_texts()
        self.setVisible(visit.zone is not None and not visit.operating and len(self._park.walk) > 1)

    def beside(self, step: int) -> Zone | None:
        """The zone `step` places further in the order."""
        walk = self._park.walk
        if self._zone is None or self._zone not in walk:
            return None
        return self._park.zones[walk[(walk.index(self._zone) + step) % len(walk)]]

    def _go(self, step: int) -> None:
        zone = self.beside(step)
        if zone is not None:
            self._do(Open(zone.id))

    def _set_texts(self) -> None:
        language = self.theme.language
        self.setAccessibleName(tr(Text("Previous and next zone"), language))
        for button, step, key in ((self.previous, -1, "previous"), (self.next, 1, "next")):
            zone = self.beside(step)
            if zone is None:
                continue
            number, title = zone.number, zone.title[language]
            words = str(number) if self.is_short else f"{number}\u2002{title}"
            name = tr(NEIGHBOURS[key], language, number=number, title=title)
            button.set_text(words, name)
            button.setToolTip(name)
