"""The layer of a room: runs the gateway, performs the acts of phones, and shows how to join."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRect

from ...base.bootstrap import gettext
from ...i18n import Text, tr
from ...net.room.host import CALL_SHOWN_S, RoomHost
from ...visit import Visit
from ...visit.mode import Part
from ..style.theme import Theme
from ..widgets import Surface
from ..window.layer import Layer, LayerContext
from ..window.layout import CLASS_TOP_PX, Room
from .card import RoomCard, RoomView

REFUSALS: dict[str, Text] = {
    "locked": Text("Wrong codes came from {address}: phones there wait up to {seconds} s."),
    "crowded": Text("No more phones get in from {address}: all places are taken."),
}
CALLS: dict[str, Text] = {
    "help": Text("A phone calls staff: help is needed."),
    "sound": Text("A phone calls staff: there is no sound."),
    "stuck": Text("A phone calls staff: it is stuck."),
}

SHORT_PX = 520
"""Window height, per unit of text scale, below which the card says less."""
FOOT_PX = 90
"""Height left for panels at the foot, such as the invitation of a kiosk, where there is room."""
SHARE, ASKED_SHARE = 1 / 3, 1 / 2
"""Shares of the window's height for the QR code: usually, and if opened before a talk or lesson."""
BUSY_S = 1.0
"""Time of fast frames after an act of a phone."""


def _waits(visit: Visit) -> bool:
    """Whether a talk has not begun yet: the card then keeps clear of its title at the foot."""
    return visit.talk is not None and not visit.talk.begun


def _is_free(visit: Visit) -> bool:
    """Whether the card covers nothing that is read: before a talk or a lesson, after a lesson, and over the park."""
    lesson = visit.lesson
    if visit.talk is not None:
        return _waits(visit)  # captions, also of stops over the park, and the last page take the width
    return lesson.over or (visit.zone is None and not (visit.quiz.open or lesson.asked or lesson.going))


class RoomLayer(Layer):
    """Once a frame, takes acts from phones and sends them news, without waiting.

    Parameters
    ----------
    host : the room.
    """

    def __init__(self, context: LayerContext, host: RoomHost) -> None:
        self._context, self.host = context, host
        self._visit: Visit | None = None
        self._was_open, self._noted_call = False, 0.0
        self._busy_s = 0.0
        self._was_free = False
        self.card = RoomCard(context.theme, self._fold, self._answer_call, context.window)
        self.card.show()  # the window may already be open

    @property
    def surfaces(self) -> Sequence[Surface]:
        return (self.card,)

    @property
    def hidden(self) -> frozenset[Part]:
        """Large and at the left, the card replaces that of the class."""
        visit = self._visit
        at_left = visit is not None and (visit.zone is not None or visit.lesson.going)
        return frozenset({Part.CLASS}) if at_left and not self.card.is_small else frozenset()

    @property
    def state(self) -> object:
        visit = self._visit
        return self.card.state, visit is not None and (visit.lesson.going, visit.lesson.asked is None)

    def apply_theme(self, theme: Theme) -> None:
        """Nothing to do: the window restyles the card."""

    def update_from(self, visit: Visit) -> None:
        self._visit = visit
        views, is_free = self._context.views, _is_free(visit)
        if self._was_free and not is_free and views.state.room_folded is False:
            views.state = replace(views.state, room_folded=None)  # asked for before; now it makes way
        self._was_free = is_free
        self.card.show_room(self._view(visit))

    def advance(self, dt_s: float) -> bool:
        host, context = self.host, self._context
        acts = 0

        def do(act: object) -> None:
            nonlocal acts
            acts += 1
            context.do(act)  # type: ignore[arg-type]  # the host makes acts alone

        host.look()
        host.take(context.visit, do)
        host.show(context.visit())
        self._note()
        self._busy_s = BUSY_S if acts else max(self._busy_s - dt_s, 0.0)
        return self._busy_s > 0.0

    def arrange(self, room: Room) -> Room:
        """Place the card at mid-height on the right; on the left if an article, an exhibit or a stop has its panels there.

        The card of a class, at the left, goes below this one.
        """
        visit, size = self._visit, self.card.wanted_size
        if visit is None:
            return room
        goes = visit.lesson.going and visit.lesson.asked is None
        most = room.bottom_px - room.top_px
        high = min(self.card.wanted_height(size.width()), most)
        head = room.theme.px(CLASS_TOP_PX)  # the tools are at the top
        above = (
            0
            if _waits(visit)
            else max((most - room.theme.px(FOOT_PX) - high) // 2, min(head, most - high), 0)
        )
        rect = QRect(room.margin, room.top_px + above, size.width(), high)
        if not (room.panel_px or room.at_exhibit or goes):
            rect.moveRight(room.size.width() - room.margin)
            room = replace(room, side_px=room.margin + rect.width())
        elif Part.CLASS in visit.mode.layers:
            rect.moveTop(min(room.top_px + room.theme.px(CLASS_TOP_PX), room.bottom_px - high))
            room = replace(room, class_top_px=rect.bottom() + room.gap)
        self.card.place(rect)
        return room

    def close(self) -> None:
        self.host.close()

    # ---- display

    def _view(self, visit: Visit) -> RoomView:
        host = self.host
        folded = self._context.views.state.room_folded
        attracts = visit.kiosk is not None and visit.kiosk.phase == "attract"
        in_use = visit.kiosk is not None and not attracts  # the large text of a booth needs the width
        waits, is_free = _waits(visit), _is_free(visit)
        begins = waits or (Part.LESSON in visit.mode.layers and visit.zone is None and is_free)
        asked = begins and folded is False
        wifi = host.wifi
        called = host.called
        return RoomView(
            url=host.url,
            join_url=host.join_url,
            code=host.spaced_code,
            laptops=visit.mode.may_quit and not waits,
            wifi=wifi.ssid if wifi is not None else "",
            wifi_qr=wifi.qr_text if wifi is not None else "",
            phones=host.presence.phones + host.presence.presenters,
            screens=len(host.leading.pairs),
            call=CALLS[called.call.reason] if called is not None else None,
            trouble=host.trouble,
            is_again=self._was_open,
            is_folded=folded if folded is not None else not (is_free or attracts) or in_use,
            is_short=self._context.window.height() < SHORT_PX * self.card.theme.px(1) * self.card.theme.text,
            code_px=round(self._context.window.height() * (ASKED_SHARE if asked else SHARE)),
            warning=self._warning(),
        )

    def _warning(self) -> str:
        """Warning to staff about phones that could not join; the gateway sets and clears it."""
        refusals = self.host.refusals
        if refusals is None:
            return ""
        language = self.card.theme.language
        return tr(REFUSALS[refusals.why], language, address=refusals.address, seconds=refusals.seconds)

    def _fold(self, folded: bool) -> None:
        self._context.views.state = replace(self._context.views.state, room_folded=folded)
        self._context.arrange_again()

    def _answer_call(self) -> None:
        self.host.answer_call()
        self._context.arrange_again()

    # ---- event log

    def _note(self) -> None:
        host, log = self.host, self._context.event_log
        if host.is_open and not self._was_open:
            self._was_open = True
            log.note("room", url=host.url)
            print(gettext(host.how_to_join, code=host.options.code))  # to be copied
            print(gettext(Text("Presenter’s phone: {url}"), url=host.staff_url), flush=True)
        called = host.called
        if called is not None and called.at_s != self._noted_call:
            self._noted_call = called.at_s
            log.note("staff_call", reason=called.call.reason, zone=called.call.zone)
        if called is not None and host.now_s - called.at_s > CALL_SHOWN_S:
            host.answer_call()
