"""Links a show to its fleet: reports its health, follows orders, shows new content when no visitor is there."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Protocol

import psutil
from PySide6.QtCore import QObject, QTimer

from ... import __version__
from ...net.room.messages import Health, Orders
from ...visit.kiosk.acts import SetVolume
from ...visit.log.database import PageKeeper
from ..event_log.visit_recorder import somebody
from ..window.main_window import MainWindow

LOOKS_MS = 1000


class Fleet(Protocol):
    """A connection to a fleet; no call blocks."""

    outbox: PageKeeper  # holds what the hub has not confirmed
    orders: Orders | None  # orders of the hub; None until there are some
    booth: str  # name of this booth in the fleet
    host: str  # of the hub
    trouble: str  # why it cannot connect; "" if nothing is wrong

    @property
    def is_connected(self) -> bool: ...

    def report(self, health: Health) -> None:
        """Report the present health of the show."""

    def take_pack(self) -> bool:
        """Whether new content waits; true only once for each pack."""

    def drawn(self) -> None:
        """The content on show was drawn."""

    def close(self) -> None:
        """Say goodbye."""


class FleetLink(QObject):
    """Polls the fleet once a second.

    Parameters
    ----------
    restart : restarts the show.
    """

    def __init__(
        self,
        window: MainWindow,
        fleet: Fleet,
        restart: Callable[[], object],
        clock: Callable[[], float] = monotonic,
        now: Callable[[], datetime] = datetime.now,
    ) -> None:
        super().__init__(window)
        self._window, self._fleet, self._restart, self._clock, self._now = window, fleet, restart, clock, now
        self._volume = window.visit.settings.volume
        self._ticks, self._ticked_s = -1, clock()
        self._drawn = self._waits = False
        self._process = psutil.Process()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(LOOKS_MS)

    def stop(self) -> None:
        """Stop polling."""
        self._timer.stop()

    def look(self) -> None:
        """Report, and carry out orders."""
        window, visit, fleet = self._window, self._window.visit, self._fleet
        now_s = self._clock()
        if window.frame_clock.ticks != self._ticks:
            self._ticks, self._ticked_s = window.frame_clock.ticks, now_s
        fleet.report(
            Health(
                state="up",
                mode=visit.mode.name,
                zone=visit.zone or "",
                visitor=somebody(visit),
                frame_age_s=round(now_s - self._ticked_s, 1),
                version=__version__,
                memory_mb=self._process.memory_info().rss >> 20,
                disk_free_mb=shutil.disk_usage(Path.home()).free >> 20,
                volume=visit.settings.volume,
                error=window.event_log.last_error[:300],
            )
        )
        if window.viewport.has_frame and not self._drawn:
            self._drawn = True
            fleet.drawn()
        if fleet.orders is not None and (volume := self._wanted(fleet.orders)) != visit.settings.volume:
            window.do(SetVolume(volume))
        self._waits = fleet.take_pack() or self._waits
        if self._waits and not somebody(visit):
            self._waits = False
            window.event_log.note("content_comes")
            self._restart()

    def _wanted(self, orders: Orders) -> int:
        """The volume that the hub orders."""
        hour, begins, ends = self._now().hour, orders.quiet_from, orders.quiet_to
        quiet = begins <= hour < ends if begins <= ends else hour >= begins or hour < ends
        if quiet:
            return 0
        return self._volume if orders.volume is None else orders.volume
