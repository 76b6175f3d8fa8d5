"""The layer of souvenirs: two pages over the dimmed park, and a toast when every zone was visited."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from ...i18n import Text, tr
from ...visit import Visit
from ..input.keymap import Command
from ..style.theme import Theme
from ..viewport.thumbnails import Thumbnails
from ..window.layer import Layer, LayerContext
from ..window.layout import Room

if TYPE_CHECKING:
    from ..kiosk.modal import Modal
    from .passport import Passport
    from .postcard import Postcard


class SouvenirLayer(Layer):
    """Opens the passport and the postcard. Each is built when first opened.

    Attributes
    ----------
    today : returns the date for a card.
    """

    def __init__(self, context: LayerContext, today: Callable[[], date] = date.today) -> None:
        self._context, self.today = context, today
        self._thumbnails = Thumbnails(context.stage)
        self._visit: Visit | None = None
        self._visitor = context.views.state.visitor
        self._all_seen = False
        self._theme = context.theme
        self._passport: Passport | None = None
        self._postcard: Postcard | None = None

    @property
    def passport(self) -> Passport | None:
        """The page of the passport, once it was opened."""
        return self._passport

    @property
    def postcard(self) -> Postcard | None:
        """The page of the card, once it was opened."""
        return self._postcard

    @property
    def _pages(self) -> list[Modal]:
        return [page for page in (self._passport, self._postcard) if page is not None]

    @property
    def state(self) -> object:
        return tuple(page.isVisible() for page in self._pages)

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        for page in self._pages:
            page.apply_theme(theme)

    def update_from(self, visit: Visit) -> None:
        self._visit = visit
        visitor = self._context.views.state.visitor
        away = visit.kiosk is not None and visit.kiosk.phase == "attract"
        if visitor != self._visitor or away:
            self._visitor = visitor
            for page in self._pages:
                if page.isVisible():
                    page.dismissed()
        if self._passport is not None and self._passport.isVisible():
            self._passport.update_from(visit)
        if visit.all_seen and not self._all_seen:
            self._context.notify(
                tr(
                    Text("You have seen the only hall.", "You have seen all {count} halls."),
                    visit.settings.language,
                    count=len(visit.park.zones),
                )
            )
        self._all_seen = visit.all_seen

    def advance(self, dt_s: float) -> bool:
        fades = [page.advance(dt_s) for page in self._pages]
        if self._visit is None:
            return any(fades)
        is_shown = self._passport is not None and self._passport.isVisible()
        return self._thumbnails.advance(dt_s, self._visit, draws=is_shown) or any(fades)

    def answers(self, command: Command, visit: Visit) -> bool:
        match command:
            case "passport":
                self._toggle_passport(visit)
            case "postcard":
                self._write_postcard(visit)
            case _:
                return False
        return True

    def arrange(self, room: Room) -> Room:
        for page in self._pages:
            page.arrange(QRect(0, 0, room.size.width(), room.size.height()))
        return room

    def _toggle_passport(self, visit: Visit) -> None:
        page = self._passport
        if page is None:
            from .passport import Passport

            context = self._context
            page = self._passport = Passport(
                self._theme, context.park, context.do, self._thumbnails, context.window
            )
            page.arrange(context.window.rect())
        page.update_from(visit)
        page.open(page.go if page.go.isVisibleTo(page) else page.leave)
        self._context.arrange_again()

    def _write_postcard(self, visit: Visit) -> None:
        """Write a card of the present view."""
        from .postcard import PICTURE_PX, Postcard

        context = self._context
        # where it can be neither saved nor printed, screen resolution is enough
        seen = self._theme.px(100) / 100 * context.window.devicePixelRatioF()
        scale = 2.0 if visit.mode.remembers else min(seen, 2.0)
        size = (round(PICTURE_PX.width() * scale), round(PICTURE_PX.height() * scale))
        drawn = context.stage.thumbnail(visit.pose, *size, is_focused=True)
        if drawn is None:
            return
        size = (drawn.width, drawn.height)
        picture = QImage(drawn.pixels, *size, drawn.width * 4, QImage.Format.Format_RGB32).copy()
        if self._postcard is None:
            self._postcard = Postcard(self._theme, context.window, keeps=visit.mode.remembers)
        self._postcard.offer(picture, visit, self.today())
        context.arrange_again()
