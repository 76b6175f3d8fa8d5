"""Phones and a show, with the gateway as it really runs: what friendly phones do, and what hostile ones cannot."""

from __future__ import annotations

import base64
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from explorer.base.bootstrap import ROOT
from explorer.i18n import tr
from explorer.net.room.gateway.room import CALL_ROOM_S
from explorer.net.room.gateway.server import MOST_REFUSED, MOST_SOCKETS_OF_ONE, WRONG_CODES
from explorer.net.room.host import Called, RoomHost, RoomOptions, remote_act
from explorer.net.room.messages import Call, FromGateway, Opened, Press, Remote, Reported, Turn, Votes, decode
from explorer.net.room.phone_words import in_all
from explorer.net.room.showing import allowed, notes_of, screen_of
from explorer.park import Park, load
from explorer.park.tour import PhonesAtStop
from explorer.visit import (
    KIOSK,
    PRESENT,
    Backward,
    Blacken,
    BringOwn,
    Close,
    Freeze,
    JumpTo,
    Onward,
    Open,
    Operate,
    PhonePress,
    PhoneTurn,
    Settings,
    StartTour,
    Visit,
)
from explorer.visit import Turn as TurnDial
from explorer.visit.lesson.acts import Ask, Count, PutAway, Reveal, ShowOptions, StartQuiz
from explorer.visit.mode import TEACH, Mode
from explorer.visit.talk.own import OwnNote, OwnParts, OwnSlide

from .phones import Phone, Show, answer, connect_socket, join, socket_status

SCENE = ROOT / "scenes" / "metaverse"


@pytest.fixture(scope="module")
def park() -> Park:
    return load(SCENE, Path("nowhere"))


@pytest.fixture(scope="module")
def host() -> Iterator[RoomHost]:
    # its clock is behind the gateway's: on a busy machine a request may be under way for long, and is not late
    opened = RoomHost(
        RoomOptions("127.0.0.1", port=0, code="471108", new_phones=10_000),
        clock=lambda: time.monotonic() - 15.0,
    )
    yield opened
    opened.close()


Begin = Callable[..., Show]


@pytest.fixture
def begin(host: RoomHost, park: Park) -> Begin:
    """A show in the room of this module, at the exhibit of the line unless another visit is given."""

    def begun(visit: Visit | None = None, mode: Mode | None = None) -> Show:
        settings = Settings(comfort="cut")
        fresh = (
            Visit.begin(park, mode, settings) if mode is not None else Visit.begin(park, settings=settings)
        )
        show = Show(host, visit or (fresh if mode else fresh.after(Open("line")).after(Operate())))
        host.begin_visit()
        show.until(lambda: host.is_open)
        return show

    return begun


@pytest.fixture
def show(begin: Begin) -> Show:
    return begin()


@pytest.fixture
def phone(show: Show) -> Iterator[Phone]:
    """A phone that sees the line."""
    joined = Phone(show)
    joined.until(lambda: joined.screen and joined.screen["kind"] == "line")
    joined.until(lambda: joined.last("exhibit") and joined.last("exhibit")["kind"] == "line")
    yield joined
    joined.close()


# ---- friendly phones


def test_a_phone_gets_all_it_needs_at_once(phone: Phone, park: Park) -> None:
    assert set(phone.last("park")["zones"]) == set(park.zones)
    assert phone.last("park")["zones"]["line"]["title"]["zh"] == park.zones["line"].title["zh"]
    assert phone.last("role") == "phone" and phone.last("notes") is None
    phone.until(lambda: phone.last("link")["live"])
    screen = phone.screen
    assert screen["allowed"]["dial"] == "speed" and screen["visited"][-1] == "line"
    breaks = {action["name"] for action in phone.last("exhibit")["actions"] if action["breaks"]}
    assert breaks and not breaks & set(screen["allowed"]["actions"])


def test_a_dial_follows_a_phone_and_the_readings_come_back(phone: Phone, show: Show) -> None:
    id = phone.send(t="turn", kind="line", name="speed", value=5)
    assert phone.outcome(id) == "done"
    assert show.acts[-1] == PhoneTurn("speed", 5, "line")
    phone.until(lambda: phone.screen["values"]["speed"] == 5)
    phone.until(lambda: phone.last("readings"))
    assert len(phone.last("readings")["values"]) == len(phone.last("exhibit")["outputs"])


def test_many_hands_set_the_middle_and_one_moves_nothing(phone: Phone, show: Show) -> None:
    others = [Phone(show) for _ in range(3)]
    for one, value in zip((phone, *others), (25, 20, 20, 30), strict=True):
        one.send(t="turn", kind="line", name="speed", value=value)
    phone.until(lambda: phone.screen["values"]["speed"] == 20)
    turned = [act.value for act in show.acts if isinstance(act, PhoneTurn)]
    assert 30 not in turned and len(turned) <= 4
    for other in others:
        other.close()


def test_an_action_is_done_once(phone: Phone, show: Show) -> None:
    name = phone.screen["allowed"]["actions"][0]
    assert phone.outcome(phone.send(t="press", kind="line", name=name)) == "done"
    assert show.acts == [PhonePress(name, "line")]


def test_the_count_of_phones_and_a_call_for_staff_reach_the_show(phone: Phone, show: Show) -> None:
    phone.until(lambda: show.host.presence.phones >= 1)
    phone.send(t="call", reason="sound")
    phone.until(lambda: show.host.called is not None)
    assert show.host.called is not None
    assert (show.host.called.call.reason, show.host.called.call.zone) == ("sound", "line")
    show.host.answer_call()
    phone.send(t="call", reason="stuck")  # 30 s a phone, 5 s a room
    phone.until(lambda: sum(m["t"] == "called" for m in phone.came) == 2 or phone.read())
    assert show.host.called is None and CALL_ROOM_S >= 5


@pytest.mark.parametrize("mode", ["lesson", "talk", "quiz"])
def test_votes_become_counts(mode: str, begin: Begin, park: Park) -> None:
    if mode == "lesson":
        show = begin(mode=TEACH)
        lesson = next(tour.id for tour in park.tours.values() if tour.kind == "lesson")
        for act in (StartTour(lesson), Ask(next(iter(park.quiz))), ShowOptions()):
            show.do(act)
    elif mode == "talk":
        show = begin(mode=PRESENT)
        for act in (Ask(next(iter(park.quiz))), ShowOptions()):
            show.do(act)
    else:
        show = begin()
        show.do(StartQuiz())
    begun, phones = tuple(show.acts), [Phone(show) for _ in range(3)]
    one = phones[0]
    one.until(lambda: one.screen and one.screen["question"])
    question = one.screen["question"]["id"]
    for voter, option in zip(phones, (1, 2, 2), strict=True):
        voter.send(t="vote", question=question, option=option)
    phones[2].send(t="vote", question=question, option=1)  # minds may change
    one.until(lambda: one.screen["question"]["counts"][:2] == [2, 1])
    counted = show.visit.quiz.hands if mode == "quiz" else show.visit.lesson.marks[question].counts
    assert counted[:2] == (2, 1)
    assert {type(act) for act in show.acts[len(begun) :]} == {Count}
    if mode != "quiz":
        show.do(Reveal())
        one.until(lambda: one.screen["question"]["right"])
        one.send(t="vote", question=question, option=3)
        show.do(PutAway())
        one.until(lambda: one.screen["question"] is None)
        assert show.visit.lesson.marks[question].counts[:2] == (2, 1)
    for each in phones:
        each.close()


def test_only_a_presenters_phone_gets_pictures(begin: Begin) -> None:
    show = begin(mode=PRESENT)
    presenter, guest = Phone(show, show.host.options.staff), Phone(show)
    for which in ("now", "next"):
        show.host.show_picture(which, b"\xff\xd8 " + which.encode())  # type: ignore[arg-type]
    presenter.until(lambda: presenter.last("picture_now") and presenter.last("picture_next"))
    assert base64.b64decode(presenter.last("picture_next")["jpeg"]) == b"\xff\xd8 next"
    late = Phone(show)
    late.until(lambda: late.screen and guest.screen)
    for on in (True, False):  # what comes after the pictures has come: so would they have
        show.do(Blacken(on))
        for each in (guest, late):
            each.until(lambda each=each, on=on: each.screen["talk"]["is_black"] is on)  # type: ignore[misc]
    for each in (guest, late):
        assert each.last("picture_now") is None and each.last("picture_next") is None
    forged = presenter.cookie.replace("presenter", "phone")
    assert socket_status(show.host, forged) == 403
    show.host.show_picture("now", b"")
    presenter.until(lambda: presenter.last("picture_now")["jpeg"] == "")
    for each in (presenter, guest, late):
        each.close()


def test_a_presenters_phone_shows_their_own_note_and_what_follows(park: Park) -> None:
    visit = Visit.begin(park, PRESENT, Settings(comfort="cut", language="de"))
    assert visit.talk is not None and visit.playback is not None
    first, second = visit.talk.tour.stops[:2]
    assert notes_of(visit).next == in_all(first.caption, park.languages)  # it has not begun
    own = OwnParts((OwnNote(first.id, "Zuerst\ngrüßen"), OwnNote(second.id, "")))
    own = replace(own, slides=(OwnSlide(first.id, "/talks/offer.pdf", "page"),))
    visit = visit.after(BringOwn(own.written())).after(Onward())
    notes = notes_of(visit)
    assert notes.note == {"de": "Zuerst\ngrüßen"}
    assert notes.next is not None and set(notes.next.values()) == {"offer.pdf"}
    visit = visit.after(Onward())
    assert notes_of(visit).next == in_all(second.caption, park.languages)  # after the slide
    visit = visit.after(Onward())
    assert second.note is not None and notes_of(visit).note is None  # emptied by the presenter
    visit = visit.after(Onward())
    third = visit.talk.tour.stops[2] if visit.talk is not None else first
    assert third.note is not None and notes_of(visit).note == in_all(third.note, park.languages)
    assert not notes_of(visit).frozen and notes_of(visit.after(Freeze(True))).frozen
    while visit.playback is not None:
        visit = visit.after(Onward())
    shown, notes = screen_of(visit, "1", ()).talk, notes_of(visit)
    assert shown is not None and shown.is_past and shown.is_led  # the phone still hides, goes back and jumps
    assert notes.elapsed_s is not None and len(notes.stops) == shown.stops == shown.stop
    hide, back, jump = (remote_act(Remote(id=1, command=each), visit) for each in ("black", "back", "jump"))
    assert isinstance(hide, Blacken) and isinstance(back, Backward) and jump == JumpTo(0)
    again = visit.after(jump)
    assert again.playback is not None and again.playback.index == 0


def test_a_presenter_leads_and_reads_notes(begin: Begin) -> None:
    show = begin(mode=PRESENT)
    presenter, guest = Phone(show, show.host.options.staff), Phone(show)
    presenter.until(lambda: presenter.screen and (presenter.last("notes") or {}).get("next"))
    assert presenter.last("role") == "presenter"
    assert presenter.outcome(presenter.send(t="remote", command="next")) == "done"  # begins
    assert presenter.outcome(presenter.send(t="remote", command="next")) == "done"
    assert show.visit.playback is not None and show.visit.playback.index == 1
    stops = presenter.last("notes")["stops"]
    assert len(stops) == len(show.visit.playback.tour.stops)
    assert presenter.outcome(presenter.send(t="remote", command="jump", stop=3)) == "done"
    assert show.visit.playback is not None and show.visit.playback.index == 3
    assert presenter.outcome(presenter.send(t="remote", command="jump", stop=99)) == "refused"
    show.host.called = Called(Call(reason="stuck"), show.host.now_s)
    presenter.until(lambda: (presenter.last("notes") or {}).get("call") == "stuck")
    assert presenter.outcome(presenter.send(t="remote", command="answer")) == "done"
    assert show.host.called is None
    presenter.outcome(presenter.send(t="remote", command="black"))
    assert show.visit.talk is not None and show.visit.talk.black
    presenter.outcome(presenter.send(t="remote", command="black"))
    assert presenter.outcome(presenter.send(t="remote", command="question")) in ("done", "refused")
    assert guest.outcome(guest.send(t="remote", command="next")) == "refused"
    assert guest.last("notes") is None
    presenter.close()
    guest.close()


def test_a_tour_goes_on_while_phones_turn(begin: Begin, park: Park) -> None:
    """A presenter's tour does not stop because the audience turns a dial."""
    talk = Visit.begin(park, PRESENT, Settings(comfort="cut"))
    show = begin(talk)
    tour = show.visit.playback.tour if show.visit.playback else None
    assert tour is not None
    stop = next(n for n, stop in enumerate(tour.stops) if stop.phones is not None and stop.phones.dial)
    presenter = Phone(show, show.host.options.staff)
    presenter.until(lambda: presenter.screen)
    for _ in range(stop + 1):
        presenter.outcome(presenter.send(t="remote", command="next"))
    presenter.until(lambda: presenter.screen["zone"] == tour.stops[stop].zone and presenter.screen["kind"])
    screen = presenter.screen
    dial = screen["allowed"]["dial"]
    assert dial is not None
    presenter.until(lambda: presenter.last("exhibit")["kind"] == screen["kind"])
    described = next(d for d in presenter.last("exhibit")["dials"] if d["name"] == dial)
    value = described["high"] if described["shape"] == "number" else described["choices"][-1][0]
    assert presenter.outcome(presenter.send(t="turn", kind=screen["kind"], name=dial, value=value)) == "done"
    assert show.visit.playback is not None and show.visit.playback.paused_by != "wander"
    presenter.close()


def test_a_stop_names_what_phones_may_do(park: Park) -> None:
    """Damage too, if it says so; nothing at all, if it says that."""
    tour = next(
        tour
        for tour in park.tours.values()
        if any(stop.zone == "line" and stop.at == "exhibit" for stop in tour.stops)
    )
    number = next(n for n, stop in enumerate(tour.stops) if stop.zone == "line" and stop.at == "exhibit")
    found = []
    for phones in (PhonesAtStop(dial="loss", acts=("break_sensor",)), PhonesAtStop()):
        stops = tuple(
            stop.model_copy(update={"phones": phones}) if n == number else stop
            for n, stop in enumerate(tour.stops)
        )
        marked = park.model_copy(update={"tours": {tour.id: tour.model_copy(update={"stops": stops})}})
        visit = Visit.begin(marked, settings=Settings(comfort="cut")).after(StartTour(tour.id, number))
        found.append(allowed(visit))
    assert (found[0].dial, found[0].actions) == ("loss", ("break_sensor",))
    assert (found[1].dial, found[1].actions) == (None, ())


def test_phones_end_no_attract_tour(begin: Begin, park: Park) -> None:
    """In a booth they may do what the stop names, and nothing where it names nothing."""
    visit = Visit.begin(park, KIOSK, Settings(comfort="cut"))
    assert visit.playback is not None
    zone = next(zone for zone in park.zones.values() if zone.exhibit and zone.exhibit.kind == "line")
    show = begin(visit)
    act = PhoneTurn("speed", 20, "line")
    assert visit.after(act).playback is not None
    attracting = replace(visit, zone=zone.id, operating=True)
    show.visit = attracting
    watcher = Phone(show)
    watcher.until(lambda: watcher.screen and watcher.screen["mode"] == "kiosk")
    assert watcher.screen["allowed"] == {"dial": None, "actions": []}
    watcher.close()


def test_a_gateway_that_was_killed_knows_its_phones_again(phone: Phone, show: Show) -> None:
    pid, url = show.host.gateway.pid, show.host.url
    assert pid is not None
    os.kill(pid, signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
    show.until(lambda: not show.host.is_open)
    show.until(lambda: show.host.is_open)
    assert show.host.url == url
    again = Phone(show, cookie=phone.cookie)  # nobody types the code again
    again.until(lambda: again.screen)
    assert again.last("park") and again.last("exhibit")["kind"] == "line"
    again.close()


@pytest.mark.parametrize(("address", "opens"), [("127.0.0.1", True), ("203.0.113.7", False)])
def test_a_gateway_ends_with_its_show_or_where_it_cannot_listen(address: str, opens: bool) -> None:
    """It says so in one line, and complains of nothing."""
    job = {"host": address, "port": 0, "code": "1", "staff": "2", "key": "00", "beacon": 0}
    gateway = subprocess.Popen(
        [sys.executable, "-m", "explorer.net.room"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT,
    )  # fmt: skip
    assert gateway.stdin is not None and gateway.stdout is not None
    gateway.stdin.write(json.dumps(job).encode() + b"\n")
    gateway.stdin.flush()
    report = decode(FromGateway, gateway.stdout.readline())
    assert report is not None and isinstance(report.what, Opened)
    assert (report.what.port > 0, report.what.trouble == "") == (opens, opens)
    assert gateway.poll() is None or not opens
    out, complaints = gateway.communicate(timeout=60)  # closes its input
    assert (gateway.returncode, out, complaints) == (0, b"", b"")


# ---- hostile phones


def test_another_origin_and_another_host_stay_outside(show: Show) -> None:
    host, (status, cookie) = show.host, join(show.host)
    assert status == 200
    assert join(host, Origin="http://evil.example")[0] == 403
    assert answer(host, "/", Host="evil.example")[0] == 403
    assert join(host, Host="evil.example", Origin="http://evil.example")[0] == 403
    assert socket_status(host, cookie, "http://evil.example") == 403
    assert socket_status(host, "") == 403
    assert socket_status(host, cookie) == 101
    forged = cookie.replace("phone", "presenter")
    assert socket_status(host, forged) == 403 and answer(host, "/me", Cookie=forged)[0] == 403


def test_the_page_loads_nothing_from_elsewhere_and_the_cookie_is_safe(show: Show) -> None:
    status, headers, page = answer(show.host, "/")
    assert status == 200 and "default-src 'none'" in headers["Content-Security-Policy"]
    parts = [answer(show.host, path)[2] for path in ("/page.js", "/page.css", "/words.json")]
    own = (page + b"".join(parts[:2])).replace(b"http://www.w3.org/2000/svg", b"")  # the name of a format
    assert not re.search(rb"https?://(?!\$)", own)
    assert json.loads(parts[2])["zh"].keys() == json.loads(parts[2])["en"].keys()
    body = json.dumps({"code": show.host.options.code}).encode()
    cookie = answer(show.host, "/join", body)[1]["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie
    for path in ("/qr.svg", "/../../etc/passwd", "/page.html", "/%2e%2e/server.py"):
        assert answer(show.host, path)[0] == 404


def test_the_page_with_its_words_is_light_and_kept(show: Show) -> None:
    """A hundred phones share one Wi-Fi: what a phone has it does not take again."""
    sent = 0
    _, _, page = answer(show.host, "/")
    script, style = (re.search(rf"{name}\?\w+", page.decode()) for name in ("page.js", "page.css"))
    assert script is not None and style is not None
    for path, is_kept in (
        ("/", False),
        (f"/{script[0]}", True),
        (f"/{style[0]}", True),
        ("/words.json", False),
    ):
        status, headers, body = answer(show.host, path, **{"Accept-Encoding": "gzip"})
        assert status == 200 and headers["Content-Encoding"] == "gzip"
        assert ("max-age" in headers["Cache-Control"]) == is_kept
        sent += len(body)
    assert sent <= 30_000
    _, headers, letters = answer(show.host, "/figtree.ttf", **{"Accept-Encoding": "gzip"})
    assert len(letters) <= 40_000 and "max-age" in headers["Cache-Control"]


def test_what_there_is_to_read_comes_to_phones_alone(show: Show, park: Park) -> None:
    assert answer(show.host, "/articles.json")[0] == 403
    _, cookie = join(show.host)
    show.until(lambda: len(answer(show.host, "/articles.json", Cookie=cookie)[2]) > 2)
    articles = json.loads(answer(show.host, "/articles.json", Cookie=cookie)[2])
    assert set(articles) == set(park.zones)
    assert "digital twin" in articles["line"]["en"] and "[[" not in articles["line"]["en"]
    phone = Phone(show, cookie=cookie)
    phone.until(lambda: phone.last("park"))
    zone = phone.last("park")["zones"]["line"]
    assert (
        not zone["article"]
        and zone["icon"].startswith("<svg")
        and zone["colours"][0] == park.zones["line"].accent.day
    )
    phone.close()


def test_a_class_behind_one_address_gets_in_whatever_others_there_type(park: Park) -> None:
    """A guest's wrong codes lock typed ones for six seconds at most, and nobody who scans; staff reads of it."""
    host = RoomHost(RoomOptions("127.0.0.1", port=0, code="471108", beacon_port=0))
    show = Show(host, Visit.begin(park, settings=Settings(comfort="cut")))
    try:
        show.until(lambda: host.is_open)
        assert {join(host, asks_from="127.0.9.9")[0] for _ in range(40)} == {200}
        wrong = [join(host, "000000", asks_from="127.0.9.8")[0] for _ in range(WRONG_CODES + 1)]
        assert wrong[-1] == 429
        body = json.dumps({"code": host.options.code}).encode()
        status, headers, _ = answer(host, "/join", body, asks_from="127.0.9.8")
        assert status == 429 and 1 <= int(headers["Retry-After"]) <= 6
        scanned = host.join_url.partition("#")[2]
        assert join(host, scanned, asks_from="127.0.9.8")[0] == 200
        show.until(lambda: host.refusals is not None)
        assert host.refusals is not None and host.refusals.address == "127.0.9.8"
    finally:
        host.close()


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b'{"code": 1}', b'{"code": "1", "role": "presenter"}', b"x" * 5000]
)
def test_a_join_that_is_none(show: Show, body: bytes) -> None:
    assert answer(show.host, "/join", body)[0] in (400, 413)


def test_a_request_with_a_heavy_head_is_none(show: Show) -> None:
    assert answer(show.host, "/", **{"X-Long": "x" * 6000})[0] == 400
    assert answer(show.host, "/" + "x" * 2000)[0] == 400
    assert answer(show.host, "/", **{f"X-{number}": "x" for number in range(100)})[0] == 400


def test_what_a_phone_must_not_do(phone: Phone, show: Show) -> None:
    """Other dials, damage, foreign values, junk: each is refused or dropped, and nothing is raised in the show."""
    damage = next(a["name"] for a in phone.last("exhibit")["actions"] if a["breaks"])
    refused = [
        {"t": "turn", "kind": "line", "name": "seed", "value": 5},
        {"t": "turn", "kind": "net", "name": "speed", "value": 5},
        {"t": "turn", "kind": "line", "name": "speed", "value": "x"},
        {"t": "turn", "kind": "line", "name": "speed", "value": True},
        {"t": "turn", "kind": "line", "name": "speed", "value": 1e308},
        {"t": "press", "kind": "line", "name": damage},
        {"t": "press", "kind": "line", "name": "rm -rf /"},
        {"t": "remote", "command": "next"},
    ]
    for message in refused:
        assert phone.outcome(phone.send(**message)) == "refused", message
    for junk in (
        "[]",
        "{",
        "null",
        '{"t":"turn"}',
        '{"t":"vote","question":"zzz","option":1}',
        "\x00",
        "NaN",
    ):
        phone.send(junk)
    phone.send('{"t":"turn","id":900,"kind":"line","name":"speed","value":NaN}')
    phone.send('{"t":"turn","id":901,"kind":"line","name":"speed","value":Infinity}')
    assert show.acts == []
    assert phone.outcome_so_far(900) is None and phone.outcome_so_far(901) is None


def test_a_flood_is_cut_off_and_little_of_it_arrives(show: Show) -> None:
    """Two presses at once and one a second; what comes beyond is counted until it is too much."""
    flooder = Phone(show)
    flooder.until(lambda: flooder.screen and flooder.last("exhibit"))
    name, began_s = flooder.screen["allowed"]["actions"][0], time.monotonic()
    for _ in range(MOST_REFUSED):
        flooder.send(t="press", kind="line", name=name)

    def is_cut_off() -> bool:  # on a busy machine some of it was slow enough to be allowed: it goes on
        flooder.send(t="press", kind="line", name=name)
        flooder.read()
        return flooder.closed is not None

    flooder.until(is_cut_off)
    took_s = time.monotonic() - began_s
    assert flooder.closed == 1008
    assert len(show.acts) <= 2 + took_s
    flooder.close()


def test_a_big_frame_closes_the_socket(show: Show) -> None:
    big = Phone(show)
    big.send("x" * 5000)
    big.until(lambda: big.read() or big.closed)
    assert big.closed == 1009
    big.close()


def test_one_phone_has_few_sockets(show: Show) -> None:
    _, cookie = join(show.host)
    sockets = [connect_socket(show.host, cookie) for _ in range(MOST_SOCKETS_OF_ONE)]
    assert socket_status(show.host, cookie) == 503
    for socket in sockets:
        socket.close()


def test_a_wish_that_is_too_old_is_not_done(show: Show) -> None:
    """Two seconds: a starved gateway must not play back what somebody wanted long ago. The show looks at everything again."""
    now_s = show.host.now_s

    def tell(what: Reported, age_s: float = 0.0) -> None:
        show.host.hear(FromGateway(at_s=now_s - age_s, what=what))

    show.visit = show.visit.after(TurnDial("speed", 20))
    show.acts.clear()
    tell(Turn(id=1, kind="line", name="speed", value=30), age_s=2.5)
    tell(Remote(id=2, command="next"), age_s=2.5)
    for name, value in (("seed", 5), ("speed", "six"), ("nothing", 1)):
        tell(Turn(id=3, kind="line", name=name, value=value))
    tell(Turn(id=4, kind="net", name="speed", value=30))
    tell(Press(id=5, kind="line", name="nothing"))
    tell(Votes(session="another", question="q", counts=(1,)))
    for junk in (
        b"junk",
        b'{"at_s": NaN, "what": {"t": "call", "reason": "help"}}',
        b'{"at_s": 1, "what": {}}',
    ):
        assert decode(FromGateway, junk) is None
    tell(Turn(id=6, kind="line", name="speed", value=15))
    show.frame()
    assert show.visit.run is not None
    assert show.visit.run.exhibit.speed == 15  # type: ignore[attr-defined]
    assert not any(isinstance(act, PhoneTurn) and act.value == 30 for act in show.acts)


def test_another_version_of_the_show_is_said(phone: Phone, show: Show) -> None:
    show.host.gateway.send('{"t":"screen","v":{"version": 99, "new": true}}')
    phone.until(lambda: any(message["t"] == "old" for message in phone.came) or phone.read())


@pytest.mark.skipif(sys.platform == "darwin", reason="one address of its own alone")
def test_codes_cannot_be_guessed(show: Show) -> None:
    """Whoever guesses must wait a minute, with the right code too, and nobody else."""
    other = "127.0.0.2"
    guesses = [join(show.host, f"{number:06d}", asks_from=other)[0] for number in range(WRONG_CODES + 3)]
    assert guesses == [403] * WRONG_CODES + [429] * 3
    assert join(show.host, asks_from=other)[0] == 429
    assert join(show.host)[0] == 200


def test_where_nothing_is_open_nothing_is_allowed(begin: Begin) -> None:
    show = begin()
    show.do(Close())
    show.acts.clear()
    show.frame()
    assert allowed(show.visit).dial is None


def test_exhibits_that_a_scene_made_have_their_own_words(begin: Begin) -> None:
    pumps = load(ROOT / "scenes" / "pumps", Path("nowhere"))
    made = {id: zone.exhibit for id, zone in pumps.zones.items() if zone.exhibit and zone.exhibit.is_own}
    assert {place.kind for place in made.values()} >= {"formula", "table", "gallery"}
    visit = Visit.begin(pumps, settings=Settings(comfort="cut"))
    show = begin(visit)
    with closing(Phone(show)) as phone:
        for id, place in made.items():
            show.visit = visit.after(Open(id)).after(Operate())
            title = {language: tr(place.exhibit_class.title, language) for language in pumps.languages}
            phone.until(lambda wanted=title: (phone.last("exhibit") or {}).get("title") == wanted)  # type: ignore[misc]
