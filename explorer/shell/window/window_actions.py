"""Commands handled by the window itself: open and close pages, lists and bars, fill the screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ...i18n import Text
from ...visit import Change, Hover, Point
from ..input.commands import act_of, next_part, walk_from
from ..input.focus import to_next
from ..input.keymap import Command
from ..panels.settings.sheet import Section, Sheet
from ..widgets import Themed
from .layer import LayerContext
from .layers import Layers
from .parts import Parts
from .transitions import Transitions


class WindowActions:
    """Performs commands of keys and buttons, in the window or in the visit.

    Parameters
    ----------
    how_drawn : returns what the status line says.
    """

    def __init__(
        self,
        context: LayerContext,
        parts: Parts,
        sheet: Sheet,
        transitions: Transitions,
        layers: Layers,
        how_drawn: Callable[[], Text],
    ) -> None:
        self._context, self._parts, self._sheet = context, parts, sheet
        self._transitions, self._layers, self._how_drawn = transitions, layers, how_drawn

    def ask(self, command: Command) -> None:
        """Perform a command of a key or button."""
        context, parts, visit = self._context, self._parts, self._context.visit()
        if command in visit.mode.barred or (command == "close" and self._close_uppermost()):
            return
        if self._layers.answer(command, visit):
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
                    parts.zone_list.toggle(by_key=True)
            case "flows":
                self._toggle_legend()
            case "status":
                self._toggle_status()
            case "more":
                if visit.operating and parts.exhibit.toggle_more():
                    context.arrange_again()
            case "close":
                self._step_back()
            case "part":
                self._to_next_part()
            case "full screen":
                outer = self._window  # the park may be inside another window
                outer.setWindowState(outer.windowState() ^ Qt.WindowState.WindowFullScreen)
            case "quit":
                self._window.close()
            case _:
                act = act_of(command, visit)
                if act is not None:
                    if not isinstance(act, Change):
                        self._close_sheet()
                    context.do(act)

    def walk(self, forward: bool) -> bool:
        """Tab on the scene: highlight the next zone of the walk, or the next part of the exhibit; false past the end."""
        context, visit, step = self._context, self._context.visit(), 1 if forward else -1
        if visit.operating:
            act = next_part(visit, step)
            context.do(act or Hover(None))
            return act is not None
        if visit.zone is not None:
            return False  # an article is open: Tab leads into it
        zone = walk_from(visit, step)
        context.do(Point(zone))
        return zone is not None

    @property
    def _window(self) -> QWidget:
        """The outer window: the park may be inside another one."""
        return self._context.window.window()

    def _close_uppermost(self) -> bool:
        """First effect of Esc: close what is uppermost; false if nothing is open."""
        parts = self._parts
        if self._sheet.isVisible():
            self._sheet.dismiss()
        elif parts.search.isVisible():
            self._toggle_search()
        elif parts.map_panel.isVisible():
            self._toggle_map()
        elif parts.article.close_glossary():
            return True
        elif parts.legend.isVisible():
            self._toggle_legend()
        elif parts.exhibit.close_more():
            self._context.arrange_again()
        else:
            return False
        return True

    def _step_back(self) -> None:
        """Effect of Esc when there is nothing to close."""
        if (act := act_of("close", self._context.visit())) is not None:
            self._context.do(act)
        elif self._window.isFullScreen():
            self.ask("full screen")

    def _toggle_search(self) -> None:
        parts = self._parts
        if parts.search.isVisible():
            parts.search.dismiss()
        else:
            self._close_sheet()
            parts.search.arrange(self._context.window.rect())
            parts.search.open()
            self._transitions.advance(0.0)

    def _toggle_map(self) -> None:
        parts = self._parts
        if parts.map_panel.isVisible():
            parts.map_panel.dismiss()
        else:
            self._close_sheet()
            parts.map_panel.arrange(self._context.window.rect())
            parts.map_panel.open()
            parts.map_panel.update_from(self._context.visit())
        self._transitions.advance(0.0)
        self._context.arrange_again()

    def _toggle_legend(self) -> None:
        """Show or hide the flows between zones; at an exhibit there is no room for them."""
        parts = self._parts
        if parts.legend.isVisible():
            parts.legend.dismiss()
            self._context.event_log.note("flows", shown=False)
        elif not self._context.visit().operating:
            if parts.zone_list.unfolded:
                parts.zone_list.toggle()
            self._catch_up(parts.legend)
            by_key = not parts.tools.button("flows").underMouse()
            parts.legend.open(by_key=by_key)
            self._context.event_log.note("flows", shown=True, zone=parts.legend.zone)

    def _toggle_status(self) -> None:
        """Show or hide the rendering status."""
        parts = self._parts
        shown = not self._context.views.state.status_shown
        self._context.views.state = replace(self._context.views.state, status_shown=shown)
        parts.status.setVisible(shown)
        parts.status.notify_now(self._how_drawn())
        self._context.arrange_again()

    def _close_sheet(self) -> None:
        """Leave the settings for what a key has asked for: neither may cover the other."""
        if self._sheet.isVisible():
            self._sheet.dismiss()

    def _open_sheet(self, section: Section) -> None:
        self._context.release_keys()
        self._catch_up(self._sheet)
        self._transitions.open_dialog(lambda: self._sheet.open_at(section))

    def _catch_up(self, widget: Themed) -> None:
        """Apply the theme to a widget about to be shown that was hidden when the theme changed."""
        theme = self._context.viewport.theme
        if widget.theme != theme:
            widget.apply_theme(theme)

    def _to_next_part(self) -> None:
        """F6: focus the next part."""
        to_next([self._context.viewport, *self._parts.in_order_of_f6, *self._layers.surfaces])
