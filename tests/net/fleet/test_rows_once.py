"""From a booth's visit database to the hub's: nothing lost, nothing twice, whatever is killed, and timed by the hub's clock."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from explorer.net.fleet.booth import AGAIN_S, Outgoing
from explorer.net.fleet.collected import Collected
from explorer.net.fleet.outbox import Outbox, Waiting
from explorer.net.room.messages import FleetRow, FleetRows, Kept, decode
from explorer.visit.log.database import VisitDatabase, write
from explorer.visit.log.figures import read
from explorer.visit.log.statistics import Page, ZoneOpened

NOW = datetime(2026, 5, 1, 12).astimezone()


def page(visit: int, *, seconds: float = 60.0, ending: str | None = "quit", ahead_s: float = 0.0) -> Page:
    """A page of a visit, as a booth whose clock is so far ahead writes it."""
    begun, ended = (
        (NOW + timedelta(seconds=s + ahead_s)).isoformat(timespec="seconds") for s in (0, seconds)
    )
    zones = (ZoneOpened(0, "line", begun, seconds),)
    return Page(visit, begun, ended, "kiosk", "en", "en", seconds, ending, zones, (("Open", "", visit),))


def fill(path: Path, *pages: Page, session: str = "a") -> None:
    database = VisitDatabase(path, Outbox(session, "boot"))
    for one in pages:
        database.write(one)
    database.close()
    assert database.trouble == ""


def test_a_page_is_in_the_visits_and_in_the_outbox_or_in_neither(tmp_path: Path) -> None:
    path = tmp_path / "visits.sqlite"
    fill(path, page(1), page(2))
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT COUNT(*) FROM visits").fetchone() == (2,)
        assert db.execute("SELECT COUNT(*) FROM outbox").fetchone() == (2,)
    assert read(path).visits == 2  # `report` reads it as it did


def test_another_file_is_another_epoch(tmp_path: Path) -> None:
    epochs = set()
    for name in "ab":
        with closing(Waiting(tmp_path / name)) as waiting:
            epochs.add(waiting.epoch)
            assert waiting.oldest() == [] and waiting.made == 0
        with closing(Waiting(tmp_path / name)) as again:
            epochs.add(again.epoch)
    assert len(epochs) == 2


def test_rows_are_said_again_until_they_are_confirmed(tmp_path: Path) -> None:
    fill(tmp_path / "v", *(page(n) for n in range(1, 61)))
    said: list[FleetRows] = []
    now_s = 100.0

    def publish(rows: FleetRows) -> bool:
        said.append(rows)
        return True

    with closing(Waiting(tmp_path / "v")) as waiting:
        outgoing = Outgoing(waiting, publish, "boot", lambda: now_s)
        outgoing.look()
        outgoing.look()
        assert [row.n for row in said[0].rows] == list(range(1, 51)) and len(said) == 1
        now_s += AGAIN_S
        outgoing.look()
        assert said[1].rows == said[0].rows
        outgoing.confirmed(Kept(epoch="another", upto=50))
        assert waiting.count == 60
        outgoing.confirmed(Kept(epoch=waiting.epoch, upto=50))
        outgoing.look()
        assert [row.n for row in said[2].rows] == list(range(51, 61)) and waiting.count == 10


@pytest.mark.parametrize("seed", range(5))
def test_made_is_collected_whatever_is_lost_repeated_or_killed(tmp_path: Path, seed: int) -> None:
    """Messages and answers are lost, come twice and late; hub and booth are closed at any moment and opened again."""
    chance = random.Random(seed)
    path, hub_path = tmp_path / "booth", tmp_path / "hub"
    fill(path, *(page(n, seconds=n) for n in range(1, 121)), session="one")
    waiting, collected = Waiting(path), Collected(hub_path)
    flying: list[FleetRows] = []
    clock = [0.0]

    def sending() -> Outgoing:
        return Outgoing(waiting, publish, "boot", lambda: clock[0])

    def publish(rows: FleetRows) -> bool:
        flying.append(rows)
        return True

    outgoing = sending()
    for _ in range(500):
        clock[0] += 1.0
        outgoing.look()
        if flying and chance.random() < 0.7:
            message = flying.pop(chance.randrange(len(flying)))
            if chance.random() < 0.3:
                flying.append(message)  # it will come again
            upto = collected.take([("b07", message, clock[0])] * chance.choice([1, 2]))[-1]
            if chance.random() < 0.6:
                outgoing.confirmed(Kept(epoch=message.epoch, upto=upto))
        if chance.random() < 0.05:
            collected.close()
            collected = Collected(hub_path)
        if chance.random() < 0.05:
            waiting.close()
            waiting = Waiting(path)
            outgoing = sending()
        if waiting.count == 0:
            break
    assert waiting.count == 0
    count, again = collected.counts()["b07", waiting.epoch]
    assert count == waiting.made == 120 and again > 0
    assert collected.visits() == {"b07": 120}
    waiting.close()
    collected.close()
    with closing(sqlite3.connect(hub_path)) as db:
        assert db.execute("SELECT COUNT(*), COUNT(DISTINCT seconds) FROM visits").fetchone() == (120, 120)
    assert read(hub_path).visits == 120


def message(
    *pages: Page, n: int = 1, made_s: float = 50.0, session: str = "a", epoch: str = "e"
) -> FleetRows:
    rows = tuple(
        FleetRow(n=n + i, page=_json(one), session=session, boot="boot", steady_s=made_s)
        for i, one in enumerate(pages)
    )
    return FleetRows(epoch=epoch, boot="boot", steady_s=made_s, rows=rows)


def _json(one: Page) -> str:
    from explorer.net.fleet.outbox import PageMessage

    return PageMessage(one).model_dump_json()


def test_pages_of_one_visit_are_one_visit_and_booths_are_told_apart(tmp_path: Path) -> None:
    with closing(Collected(tmp_path / "hub")) as hub:
        hub.take([("b07", message(page(1, seconds=5, ending=None)), NOW.timestamp())])
        hub.take([("b07", message(page(1, seconds=90), n=2), NOW.timestamp())])
        hub.take([("b08", message(page(1, seconds=30)), NOW.timestamp())])
        hub.take([("b07", message(page(1, seconds=40), n=3, session="next start"), NOW.timestamp())])
        assert hub.visits() == {"b07": 2, "b08": 1}
    with closing(sqlite3.connect(tmp_path / "hub")) as db:
        assert sorted(db.execute("SELECT seconds FROM visits").fetchall()) == [(30.0,), (40.0,), (90.0,)]


@pytest.mark.parametrize("ahead_s", [-172_800.0, 3_600.0, 90.0])
def test_a_clock_that_is_wrong_is_put_right(tmp_path: Path, ahead_s: float) -> None:
    made_s, delay_s = 50.0, 0.2
    with closing(Collected(tmp_path / "hub")) as hub:
        came_s = (NOW + timedelta(seconds=60)).timestamp() + delay_s
        hub.take([("b07", message(page(1, ahead_s=ahead_s), made_s=made_s), came_s)])
    with closing(sqlite3.connect(tmp_path / "hub")) as db:
        begun, ended = db.execute("SELECT begun, ended FROM visits").fetchone()
    for text, seconds in ((begun, 0), (ended, 60)):
        off_s = datetime.fromisoformat(text).timestamp() - (NOW + timedelta(seconds=seconds)).timestamp()
        assert abs(off_s) <= 1.0 + delay_s


def test_a_message_that_waited_long_does_not_spoil_the_clock(tmp_path: Path) -> None:
    """The smallest difference counts: what was held up by a broker's death for an hour comes later than it was made."""
    with closing(Collected(tmp_path / "hub")) as hub:
        at_s = (NOW + timedelta(seconds=60)).timestamp()
        hub.take([("b07", message(page(1), made_s=50.0), at_s)])
        hub.take([("b07", message(page(2), n=2, made_s=50.0), at_s + 3_600.0)])
    with closing(sqlite3.connect(tmp_path / "hub")) as db:
        begun = [row[0] for row in db.execute("SELECT begun FROM visits ORDER BY id").fetchall()]
    assert begun[0] == begun[1]


def test_pages_of_another_version_are_counted_and_left_out(tmp_path: Path) -> None:
    odd = FleetRow(n=2, page='{"visit": 1, "novelty": []}', session="a", boot="boot", steady_s=1.0)
    wrong = FleetRow(n=3, page="[" * 5_000, session="a", boot="boot", steady_s=1.0)
    rows = message(page(1)).model_copy(update={"rows": (*message(page(1)).rows, odd, wrong)})
    with closing(Collected(tmp_path / "hub")) as hub:
        assert hub.take([("b07", rows, NOW.timestamp())]) == [3]
        assert hub.visits() == {"b07": 1}


def test_a_disk_that_takes_nothing_gets_no_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hub = Collected(tmp_path / "hub")
    two = [("b07", message(page(1)), NOW.timestamp()), ("b08", message(page(1), page(2)), NOW.timestamp())]

    def full(db: sqlite3.Connection, page: Page, id: int | None) -> int:
        if page.visit == 2:
            raise sqlite3.OperationalError("database or disk is full")
        return write(db, page, id)

    with monkeypatch.context() as broken:
        broken.setattr("explorer.net.fleet.collected.write", full)
        with pytest.raises(sqlite3.Error, match="full"):
            hub.take(two)
        assert hub.visits() == {} and hub.counts() == {}  # all or nothing
    assert hub.take(two) == [1, 2]
    assert hub.visits() == {"b07": 1, "b08": 2}
    hub.close()


@pytest.mark.parametrize(
    "payload",
    [b"", b"{", b"[]", b"NaN", b'{"epoch":"e"}', b'{"epoch":"e","boot":"b","steady_s":1,"rows":[]}',
     b'{"epoch":"e","boot":"b","steady_s":NaN,"rows":[{"n":1,"page":"","session":"s","boot":"b","steady_s":1}]}',
     b'{"epoch":"e","boot":"b","steady_s":1,"rows":[{"n":0,"page":"","session":"s","boot":"b","steady_s":1}]}'],
)  # fmt: skip
def test_junk_is_no_message(payload: bytes) -> None:
    assert decode(FleetRows, payload) is None


def test_the_outbox_forgets_only_the_oldest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("explorer.net.fleet.outbox.MOST_KEPT", 3)
    fill(tmp_path / "v", *(page(n) for n in range(1, 7)))
    with closing(Waiting(tmp_path / "v")) as waiting, suppress(IndexError):
        assert [row.n for row in waiting.oldest()] == [4, 5, 6]
