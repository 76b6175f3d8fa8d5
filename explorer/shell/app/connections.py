"""Connections of a show to other machines, opened and closed while it runs, from the command line or the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ...base.refused import Refused
from ...exhibits.tags import LineSource, Live
from ...i18n import Text, Translatable
from ...i18n.text import Verbatim
from ...net.room.addresses import LOOPBACK, Address, FollowAddress, Wifi, addresses
from ...visit import EXPLORE, FOLLOW, Visit
from ...visit.acts import HearLine
from ...visit.reducer import due_of_line
from ..exhibit.readouts import STANDINGS_MEAN
from ..panels.settings.connect_rows import Kind, Standing
from ..window.main_window import MainWindow
from .settings_store import ALWAYS, SettingsStore

if TYPE_CHECKING:
    from ...net.room.following import FollowerLink
    from ...net.room.host import RoomHost, RoomOptions
    from .fleet_link import Fleet, FleetLink

LOOKS_MS = 100


class LineFeed(QObject):
    """Reads values of a line, reports them to the visit, and updates the exhibit.

    Parameters
    ----------
    clock : seconds, from any start.

    Attributes
    ----------
    live : the present values of the line.
    """

    def __init__(
        self, window: MainWindow, source: LineSource, clock: Callable[[], float] = monotonic
    ) -> None:
        super().__init__(window)
        self._window, self._source, self._clock = window, source, clock
        self.live = Live(now_s=clock())
        self._refused: set[tuple[str, float]] = set()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(LOOKS_MS)

    def stop(self) -> None:
        """Stop reading."""
        self._timer.stop()

    def look(self) -> None:
        """Take new values and update the exhibit."""
        window, before = self._window, self.live
        self.live = self.live.at(self._clock())
        for row in self._source.news():
            self.live = self.live.after(row, recorded=self._source.is_recording)
        if self.live.standing != before.standing:
            window.event_log.note("line", standing=self.live.standing, tags=len(self.live.tags))
        run = window.visit.run
        is_seen = run is not None and self.live.feeds(type(run.exhibit))
        if is_seen or window.visit.live is None or window.visit.live.standing != self.live.standing:
            window.do(HearLine(self.live))
        for act in due_of_line(window.visit):
            if (act.condition, act.value) in self._refused:
                continue
            try:
                window.do(act)
            except (KeyError, ValueError) as fault:
                self._refused.add((act.condition, act.value))  # log a value that makes no sense only once
                window.event_log.note("warning", what=f"{act.exhibit}.{act.condition}: {fault}")


LOOK_AGAIN_S = 2.0
"""Interval at which the networks of this computer are looked up again."""
PATIENCE_S = 15.0
"""Time without an answer after which the address may be wrong; this is reported, and attempts continue."""
OFFERED: dict[str, tuple[Kind, ...]] = {
    "explore": ("phones", "follow", "line", "fleet"), "follow": ("follow",), "present": ("phones", "line", "fleet"),
    "teach": ("phones", "line", "fleet"), "kiosk": ("phones", "line", "fleet"),
}  # fmt: skip
"""Mode -> kinds of connection it offers."""


@dataclass(frozen=True, slots=True)
class Openers:
    """Functions that open a connection from typed words. Each raises Refused, with the reason.

    Attributes
    ----------
    room : the address of this computer, "" for the only one, and a folder for browsers, "" for none -> the room.
    line : a source, and the files of its map and of its access, "" for none.
    fleet : the file of a booth, or the address of a broker.
    """

    room: Callable[[str, str], RoomOptions]
    line: Callable[[str, str, str], LineSource]
    fleet: Callable[[str], Fleet]


class Connections:
    """The connections of one window.

    Parameters
    ----------
    restart : restarts the show, for content of a fleet.
    supervisor : process id of the supervisor, 0 without one: connections survive its restarts.

    Attributes
    ----------
    room, line, fleet : what is open now.
    """

    def __init__(
        self,
        store: SettingsStore,
        openers: Openers | None,
        *,
        restart: Callable[[], object],
        supervisor: int = 0,
        clock: Callable[[], float] = monotonic,
        look_up: Callable[[], tuple[Address, ...]] = addresses,
    ) -> None:
        self._store, self._openers, self._restart = store, openers, restart
        self._supervisor, self._clock, self._look_up = supervisor, clock, look_up
        self._window: MainWindow | None = None
        self.room: RoomHost | None = None
        self.line: LineSource | None = None
        self.fleet: Fleet | None = None
        self._feed: LineFeed | None = None
        self._fleet_link: FleetLink | None = None
        self._link: FollowerLink | None = None
        self._before = EXPLORE  # the mode to return to when following ends
        self._faults: dict[Kind, Translatable] = {}
        self._networks: tuple[Address, ...] = ()
        self._looked_s = -LOOK_AGAIN_S
        self._fed_s = self._joined_s = 0.0

    def attach(self, window: MainWindow) -> None:
        """Serve this window from now on."""
        self._window = window

    def go_on(self) -> None:
        """Reopen connections that a restart cut off, and join the fleet again."""
        for kind in self.offered:
            if not self._is_open(kind) and self._store.is_connected(kind, self._supervisor):
                words = self.kept(kind)
                self.begin(kind, words)
                if kind == "phones" and kind in self._faults and any(words[1:]):
                    self.begin(kind, words[:1])  # the folder for browsers is gone, for example with a stick

    # ---- what the window reads

    @property
    def window(self) -> MainWindow:
        """The window of these connections."""
        assert self._window is not None, "nothing is begun before there is a window"
        return self._window

    @property
    def offered(self) -> Sequence[Kind]:
        """Kinds of connection available here."""
        if self._window is None:
            return ()
        return OFFERED[self.window.visit.mode.name] if self._openers is not None else ()

    @property
    def networks(self) -> tuple[Address, ...]:
        """The addresses of this computer that phones may reach."""
        now_s = self._clock()
        if now_s - self._looked_s >= LOOK_AGAIN_S:
            self._looked_s, self._networks = now_s, self._look_up()
        return self._networks

    @property
    def staff_url(self) -> str:
        """The address that a presenter's phone opens; "" while phones cannot join."""
        return self.room.staff_url if self.room is not None else ""

    @property
    def wifi(self) -> Wifi | None:
        """The Wi-Fi network shown to guests."""
        return self.room.wifi if self.room is not None else self._store.wifi()

    def set_wifi(self, wifi: Wifi | None) -> None:
        """Show guests this network, or none, and store it for the next start."""
        self._store.keep_wifi(wifi)
        if self.room is not None:
            self.room.wifi = wifi

    def kept(self, kind: Kind) -> Sequence[str]:
        """The words typed last time."""
        return self._store.connection(kind)

    def standing(self, kind: Kind) -> Standing:
        """State of a connection."""
        if kind in self._faults:
            return Standing("failed", self._faults[kind])
        if not self._is_open(kind):
            return Standing()
        match kind:
            case "phones":
                return self._phones()
            case "follow":
                return self._follows()
            case "line":
                return self._line()
        return self._booth()

    def begin(self, kind: Kind, words: Sequence[str]) -> None:
        """Open a connection from typed words; its state tells the result."""
        self.end(kind)
        openers = self._openers
        assert openers is not None, "the window offers nothing without them"
        try:
            match kind:
                case "phones":
                    views = self.window.views
                    views.state = replace(views.state, room_folded=False)
                    address, pages = (*words, "", "")[:2]
                    self.open_room(openers.room(address, pages))
                case "follow":
                    code, host = (*words, "")[:2]
                    self.follow(f"{host}/{code}" if host else code)
                case "line":
                    if not any(words):
                        raise Refused(Text("Type an address, or choose a recording."))
                    source, tags, access = (*words, "", "")[:3]
                    self.feed(openers.line(source, tags, access))
                case "fleet":
                    if not any(words):
                        raise Refused(Text("Choose the file of this booth."))
                    self.join_fleet(openers.fleet(words[0]))
        except Refused as fault:
            self._faults[kind] = fault.words
            return
        if kind != "follow":  # the link stores the address it found
            secret = any(
                "@" in word and "://" in word for word in words
            )  # no password goes into the settings
            on = 0 if secret else ALWAYS if kind == "fleet" else self._supervisor
            self._store.keep_connection(kind, () if secret else words, on)

    def end(self, kind: Kind) -> None:
        """Close a connection."""
        self._faults.pop(kind, None)
        if not self._is_open(kind):
            return
        window = self.window
        match kind:
            case "phones":
                self.room = None
                window.change_mode(replace(window.visit, mode=window.visit.mode.without_phones))
            case "follow":
                self._link = None
                window.change_mode(Visit.begin(window.visit.park, self._before, window.visit.settings))
            case "line":
                self._close_line()
                window.do(HearLine(None))
            case "fleet":
                self._close_fleet()
        window.event_log.note("disconnected", kind=kind)
        self._store.keep_connection(kind, self.kept(kind), 0)

    # ---- opening

    def open_room(self, options: RoomOptions) -> None:
        """Let phones join."""
        from ...net.room.host import RoomHost

        window = self.window
        self.room = host = RoomHost(replace(options, wifi=options.wifi or self._store.wifi()))
        host.keep_wifi = self._store.keep_wifi
        window.change_mode(replace(window.visit, mode=window.visit.mode.with_phones), host)

    def follow(self, address: str) -> None:
        """Follow the screen at an address, or the last one; Refused if the address is invalid."""
        from ...net.room.following import FollowerLink
        from ..follow.layer import FollowLayer

        window, last = self.window, self._store.followed()
        try:
            known = FollowAddress.of_text(last) if last else None
            wanted = FollowAddress.of_text(address or last)
        except ValueError:
            raise Refused(
                Text("Type all six digits of the code; an address looks like 192.168.1.20.")
            ) from None
        if self.room is not None:
            self.end("phones")
        if window.visit.mode.name != FOLLOW.name:
            self._before = window.visit.mode
            window.change_mode(Visit.begin(window.visit.park, FOLLOW, window.visit.settings))
        self._link = link = FollowerLink(wanted, known=known, keep=self._store.keep_followed)
        for layer in window.layers:
            if isinstance(layer, FollowLayer):
                layer.follow(link)

    def feed(self, source: LineSource) -> None:
        """Feed exhibits from a real production line."""
        self.line, self._feed, self._fed_s = source, LineFeed(self.window, source), self._clock()

    def join_fleet(self, fleet: Fleet) -> None:
        """Join a fleet as a booth."""
        from .fleet_link import FleetLink  # imports the message types of other machines

        self.window.keep_pages_with(fleet.outbox)
        self._joined_s = self._clock()
        self.fleet, self._fleet_link = fleet, FleetLink(self.window, fleet, self._restart)

    def close(self) -> None:
        """Close all at the end of the show, except room and follower, which end with the window."""
        self._close_line()
        self._close_fleet()

    def _close_line(self) -> None:
        _drop(self._feed)
        if self.line is not None:
            self.line.close()
        self.line = self._feed = None

    def _close_fleet(self) -> None:
        _drop(self._fleet_link)
        if self.fleet is not None:
            self.fleet.close()
            self.window.keep_pages_with(None)
        self.fleet = self._fleet_link = None

    # ---- state

    def _is_open(self, kind: Kind) -> bool:
        return {
            "phones": self.room, "follow": self._link, "line": self.line, "fleet": self.fleet,
        }[kind] is not None  # fmt: skip

    def _phones(self) -> Standing:
        host = self.room
        assert host is not None
        address = host.options.address
        if address != LOOPBACK and all(address != one.ip for one in self.networks):
            return Standing(
                "on",
                Text(
                    "This computer has left the network with the address {address}. Join it again, "
                    "or close and let phones join in another.",
                    address=address,
                ),
            )
        if host.trouble:
            return Standing("on", Text("The page for phones cannot open: {reason}", reason=host.trouble))
        if not host.is_open:
            return Standing("starting", Text("The page for phones is starting…"))
        return Standing("on", host.how_to_join)

    def _follows(self) -> Standing:
        link = self._link
        assert link is not None
        return Standing("starting" if link.state == "searching" else "on", link.state_words)

    def _line(self) -> Standing:
        assert self._feed is not None
        live = self._feed.live
        if not live.tags:
            is_long = self._clock() - self._fed_s > PATIENCE_S
            return Standing(
                "starting",
                Text(
                    "No value has come yet. The address may be wrong, or the machine cannot be reached; "
                    "it is tried again and again."
                )
                if is_long
                else Text("Waiting for the first value…"),
            )
        return Standing("on", STANDINGS_MEAN[live.standing])

    def _booth(self) -> Standing:
        fleet = self.fleet
        assert fleet is not None
        if fleet.trouble:
            return Standing("on", Verbatim(fleet.trouble))
        if not fleet.is_connected:
            is_long = self._clock() - self._joined_s > PATIENCE_S
            key = (
                Text(
                    "{host} does not answer. The file may be old, or this network does not lead there; "
                    "it is tried again and again."
                )
                if is_long
                else Text("Connecting to {host}…")
            )
            return Standing("starting", key.having(host=fleet.host))
        return Standing(
            "on", Text("Booth {booth} is connected to {host}.", booth=fleet.booth, host=fleet.host)
        )


def _drop(timed: LineFeed | FleetLink | None) -> None:
    if timed is not None:
        timed.stop()
        timed.deleteLater()
