"""Topics, rights and shapes, without a network."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.lan import messages
from explorer.lan.messages import (
    Message,
    Request,
    Screen,
    TagValue,
    Votes,
    decode,
    wire_of,
)
from explorer.lan.rights import Account, accounts_from, room_accounts
from explorer.lan.topics import Booth, Line, Room, last_level, matches

SHAPES = [
    shape
    for shape in vars(messages).values()
    if isinstance(shape, type) and issubclass(shape, Message) and shape is not Message
]
SCREEN = Screen(session="s", mode="explore", values={"noise": 3.5, "on": True, "how": "fast", "many": 3})


@pytest.mark.parametrize(
    "message",
    [
        SCREEN,
        Request(asked_s=1.5, act="turn", kind="line", name="noise", value=3.5),
        TagValue(value=True, time_s=1.0),
    ],
)
def test_there_and_back(message: Message) -> None:
    back = decode(type(message), message.model_dump_json())
    assert back == message
    for value, other in zip(vars(message).values(), vars(back).values(), strict=True):
        assert type(value) is type(other)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=60) | JSON.map(lambda value: json.dumps(value).encode()))
def test_junk_is_no_message(junk: bytes) -> None:
    for shape in SHAPES:
        assert decode(shape, junk) is None or junk == b"{}"
    assert wire_of(junk) is None


@pytest.mark.parametrize(
    "payload",
    [
        b'{"asked_s": 1, "act": "turn", "kind": "line", "name": "noise", "value": NaN}',
        b'{"asked_s": 1e999, "act": "turn", "kind": "line", "name": "noise", "value": 1}',
        b'{"asked_s": 1, "act": "turn", "kind": "line", "name": "noise", "value": Infinity}',
        b'{"asked_s": 1, "act": "turn", "kind": "line", "name": "noise", "value": {}}',
        b'{"asked_s": 1, "act": "open", "kind": "line", "name": "noise"}',
        b'{"asked_s": 1, "act": "turn", "kind": "line", "name": "noise", "role": "presenter"}',
        b"[" * 100_000,
        b'{"asked_s": 1, "act": "turn", "kind": "line", "name": "' + b"n" * 61 + b'"}',
    ],
)
def test_what_a_request_must_not_be(payload: bytes) -> None:
    assert decode(Request, payload) is None


def test_votes_are_counts() -> None:
    assert decode(Votes, b'{"session": "s", "question": "q", "counts": [-1]}') is None
    assert (
        decode(Votes, b'{"session": "s", "question": "q", "counts": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]}') is None
    )
    assert decode(Votes, b'{"session": "s", "question": "q", "counts": [1e9]}') is None


def test_another_version_is_told_apart() -> None:
    """Whatever else a later version has in it."""
    assert wire_of(b'{"version": 2, "what": {"is": "new"}}') == 2
    assert wire_of(SCREEN.model_dump_json().encode()) == messages.WIRE


# ---- topics and rights


@pytest.mark.parametrize("level", ["", "a/b", "#", "a+", "$SYS", "x" * 61, "a\0"])
def test_a_name_is_one_level(level: str) -> None:
    for kind in (Room, Booth, Line):
        with pytest.raises(ValueError, match="level"):
            kind(level)


def test_filters() -> None:
    assert matches("park/room/+/screen", "park/room/a/screen")
    assert matches("park/#", "park/room/a/screen")
    assert not matches("park/room/+", "park/room/a/screen")
    assert not matches("park/room/a/screen/+", "park/room/a/screen")
    assert last_level(Room("a").screen) == "screen"


def test_rights_of_a_room() -> None:
    room, other = Room("a"), Room("b")
    accounts = room_accounts(room)
    gateway, follower, show = accounts["gateway"], accounts["follower"], accounts["show"]
    assert gateway.may_publish(room.requests) and not gateway.may_publish(room.screen)
    assert (
        gateway.may_hear(room.notes) and not gateway.may_hear(room.state) and not gateway.may_hear(room.all)
    )
    assert follower.publishes == (room.pairs,) and not follower.may_hear(room.pairs)
    assert not follower.may_publish(room.state) and not follower.may_hear(room.notes)
    assert show.may_hear(room.all) and not show.may_hear(other.all) and not show.may_publish(other.screen)
    assert not follower.may_hear("#") and not follower.may_hear("park/room/a/+")


def test_passwords_are_made_at_each_start_and_not_shown() -> None:
    first, second = room_accounts(Room("a")), room_accounts(Room("a"))
    assert first["show"].password != second["show"].password != second["gateway"].password
    assert first["show"].password not in repr(first)
    assert accounts_from({name: one.as_json() for name, one in first.items()}) == first


def test_a_filter_is_not_wider_than_the_right() -> None:
    account = Account((), ("park/line/+/tag/+",))
    assert account.may_hear("park/line/a/tag/+") and account.may_hear("park/line/a/tag/speed")
    assert not account.may_hear("park/line/#") and not account.may_hear("park/line/a/tag/#")
