"""Commands handled by the window itself: open and close pages, lists and bars, fill the screen."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ...i18n import Text
from ...visit import Act, Change, Hover, Point
from ..event_log.event_log import EventLog
from ..input.commands import act_of, next_part, walk_from
from ..input.focus import to_next
from ..input.keymap import Command
from ..panels.settings.sheet import Section
from ..widgets import Themed
from .arrangement import Arranged, Arrangement
from .transitions import DialogFade


class Commanded(Arranged, Protocol):
    """The window as needed for commands."""

    arrangement: Arrangement
    dialog_fade: DialogFade
    event_log: EventLog

    @property
    def how_drawn(self) -> Text: ...
    def do(self, act: Act) -> None: ...
    def hurry(self) -> None: ...
    def advance_transitions(self, dt_s: float) -> bool: ...
    def arrange_again(self) -> None: ...
    def catch_up(self, widget: Themed) -> None: ...
    def release_keys(self) -> None: ...
    def window(self) -> QWidget: ...


class WindowActions:
    """Performs commands of keys and buttons, in the window or in the visit."""

    def __init__(self, window: Commanded) -> None:
        self._window = window

    def ask(self, command: Command) -> None:
        """Perform a command of a key or button."""
        window, visit = self._window, self._window.visit
        window.hurry()
        if command in visit.mode.barred or (command == "close" and self._close_uppermost()):
            return
        if any(layer.answers(command, visit) for layer in reversed(window.layers)):
            return
        match command:
            case "search":
                self._toggle_search()
            case "help":
                self._open_sheet("keys")
            case "comfort page":
                self._open_sheet("comfort")
            case "size page":
                self._open_sheet("text_percent")
            case "about":
                self._open_sheet("about")
            case "connect":
                self._open_sheet("connect")
            case "map":
                self._toggle_map()
            case "list":
                if not visit.operating:
                    window.zone_list.toggle(by_key=True)
            case "flows":
                self._toggle_legend()
            case "status":
                self._toggle_status()
            case "more":
                if visit.operating and window.exhibit.toggle_more():
                    window.arrange_again()
            case "close":
                self._step_back()
            case "part":
                self._to_next_part()
            case "full screen":
                outer = window.window()  # the park may be inside another window
                outer.setWindowState(outer.windowState() ^ Qt.WindowState.WindowFullScreen)
            case "quit":
                window.window().close()
            case _:
                act = act_of(command, visit)
                if act is not None:
                    if not isinstance(act, Change):
                        self._close_sheet()
                    window.do(act)

    def walk(self, forward: bool) -> bool:
        """Tab on the scene: highlight the next zone of the walk, or the next part of the exhibit; false past the end."""
        window, visit, step = self._window, self._window.visit, 1 if forward else -1
        if visit.operating:
            act = next_part(visit, step)
            window.do(act or Hover(None))
            return act is not None
        zone = walk_from(visit, step)
        window.do(Point(zone))
        return zone is not None

    def _close_uppermost(self) -> bool:
        """First effect of Esc: close what is uppermost; false if nothing is open."""
        window = self._window
        if window.sheet.isVisible():
            window.sheet.dismiss()
        elif window.search.isVisible():
            self._toggle_search()
        elif window.map_panel.isVisible():
            self._toggle_map()
        elif window.article.close_glossary():
            return True
        elif window.legend.isVisible():
            self._toggle_legend()
        elif window.exhibit.close_more():
            window.arrange_again()
        else:
            return False
        return True

    def _step_back(self) -> None:
        """Effect of Esc when there is nothing to close."""
        if (act := act_of("close", self._window.visit)) is not None:
            self._window.do(act)
        elif self._window.window().isFullScreen():
            self.ask("full screen")

    def _toggle_search(self) -> None:
        window = self._window
        if window.search.isVisible():
            window.search.dismiss()
        else:
            self._close_sheet()
            window.search.arrange(window.rect())
            window.search.open()
            window.advance_transitions(0.0)

    def _toggle_map(self) -> None:
        window = self._window
        if window.map_panel.isVisible():
            window.map_panel.dismiss()
        else:
            self._close_sheet()
            window.map_panel.arrange(window.rect())
            window.map_panel.open()
            window.map_panel.update_from(window.visit)
        window.advance_transitions(0.0)
        window.arrange_again()

    def _toggle_legend(self) -> None:
        """Show or hide the flows between zones; at an exhibit there is no room for them."""
        window = self._window
        if window.legend.isVisible():
            window.legend.dismiss()
            window.event_log.note("flows", shown=False)
        elif not window.visit.operating:
            if window.zone_list.unfolded:
                window.zone_list.toggle()
            window.catch_up(window.legend)
            by_key = not window.tools.button("flows").underMouse()
            window.legend.open(by_key=by_key)
            window.event_log.note("flows", shown=True, zone=window.legend.zone)

    def _toggle_status(self) -> None:
        """Show or hide the rendering status."""
        window = self._window
        shown = not window.views.state.status_shown
        window.views.state = replace(window.views.state, status_shown=shown)
        window.status.setVisible(shown)
        window.status.notify_now(window.how_drawn)
        window.arrange_again()

    def _close_sheet(self) -> None:
        """Leave the settings for what a key has asked for: neither may cover the other."""
        if self._window.sheet.isVisible():
            self._window.sheet.dismiss()

    def _open_sheet(self, section: Section) -> None:
        window = self._window
        window.release_keys()
        window.catch_up(window.sheet)
        window.dialog_fade.open(lambda: window.sheet.open_at(section))

    def _to_next_part(self) -> None:
        """F6: focus the next part."""
        window = self._window
        to_next(
            [
                window.viewport, window.search, window.article, window.exhibit, window.strip, window.place_card,
                window.breadcrumb,
                window.zone_list, window.legend, window.tools, window.action_bar, window.map_panel,
                *(surface for layer in window.layers for surface in layer.surfaces),
            ]
        )  # fmt: skip
