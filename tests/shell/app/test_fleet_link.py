"""A show that is a booth of a fleet: what it reports, and what it does that the hub wants."""

from __future__ import annotations

from datetime import datetime

import pytest

from explorer.net.room.messages import Health, Orders
from explorer.shell.app.fleet_link import FleetLink
from explorer.shell.window.main_window import MainWindow
from explorer.visit import KIOSK, Presence

from ..windows import Clock, Windows, draw_frames


class FakeFleet:
    """A fleet without a network."""

    outbox = None
    booth, host, trouble, is_connected = "b07", "hub.local", "", True

    def __init__(self) -> None:
        self.orders: Orders | None = None
        self.said: list[Health] = []
        self.pack = False
        self.drawings = 0

    def report(self, health: Health) -> None:
        self.said.append(health)

    def take_pack(self) -> bool:
        pack, self.pack = self.pack, False
        return pack

    def drawn(self) -> None:
        self.drawings += 1

    def close(self) -> None:
        """Nothing is open."""


def joined(window: MainWindow, *, hour: int = 12) -> tuple[FleetLink, FakeFleet, Clock, list[int]]:
    fleet, clock, restarts = FakeFleet(), Clock(), list[int]()
    link = FleetLink(
        window,
        fleet,
        lambda: restarts.append(1),
        clock,
        lambda: datetime(2026, 5, 1, hour),  # type: ignore[arg-type]
    )
    link.stop()
    return link, fleet, clock, restarts


def test_it_says_how_it_is(open_window: Windows) -> None:
    window = open_window(KIOSK)
    draw_frames(window, 2)
    link, fleet, clock, _ = joined(window)
    link.look()
    window.event_log.note("error", kind="graphics", what="no card")
    clock.now_s += 30.0
    link.look()
    first, second = fleet.said
    assert (first.state, first.mode, first.visitor, first.frame_age_s) == ("up", "kiosk", False, 0.0)
    assert second.frame_age_s == 30.0 and "no card" in second.error and second.memory_mb > 10


@pytest.mark.parametrize(
    ("orders", "hour", "volume"),
    [
        (Orders(volume=30), 12, 30),
        (Orders(volume=30, quiet_from=22, quiet_to=7), 23, 0),
        (Orders(volume=30, quiet_from=22, quiet_to=7), 6, 0),
        (Orders(volume=30, quiet_from=22, quiet_to=7), 7, 30),
        (Orders(volume=30, quiet_from=12, quiet_to=14), 13, 0),
        (Orders(volume=30, quiet_from=12, quiet_to=14), 14, 30),
        (Orders(quiet_from=5, quiet_to=5), 5, None),
    ],
)
def test_the_volume_is_the_hubs_and_wakes_nobody(
    open_window: Windows, orders: Orders, hour: int, volume: int | None
) -> None:
    window = open_window(KIOSK)
    draw_frames(window, 2)
    own = window.visit.settings.volume
    link, fleet, _, _ = joined(window, hour=hour)
    fleet.orders = orders
    link.look()
    wanted = own if volume is None else volume
    visit = window.visit
    assert visit.settings.volume == visit.settings.sound_volume == wanted or volume is None
    assert visit.kiosk is not None and visit.kiosk.phase == "attract" and visit.kiosk.own.volume == wanted


def test_new_content_waits_until_nobody_is_there(open_window: Windows) -> None:
    window = open_window(KIOSK)
    draw_frames(window, 2)
    link, fleet, _, restarts = joined(window)
    window.do(Presence(touched=True))
    fleet.pack = True
    link.look()
    link.look()
    assert restarts == []
    visit = window.visit.after(Presence(touched=False))
    window.visit = visit.begin(visit.park, visit.mode, visit.settings)  # the visitor has gone
    link.look()
    assert restarts == [1]
    link.look()
    assert restarts == [1]


def test_content_is_good_once_it_is_drawn(open_window: Windows) -> None:
    window = open_window(KIOSK)
    link, fleet, _, _ = joined(window)
    draw_frames(window, 3)
    for _ in range(3):
        link.look()
    assert fleet.drawings == int(window.viewport.has_frame)
