"""Topics and shapes, without a network."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from explorer.net.room import messages
from explorer.net.room.messages import (
    Call,
    Follower,
    FromGateway,
    FromPhone,
    Message,
    Press,
    Screen,
    TagValue,
    Turn,
    Votes,
    decode,
    envelope,
    kind_and_payload,
    wire_of,
)
from explorer.net.room.topics import Booth, Line, last_level

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
        FromGateway(at_s=1.5, what=Turn(id=3, kind="line", name="noise", value=3.5)),
        FromGateway(at_s=1.5, what=Press(id=3, kind="line", name="break_sensor")),
        FromGateway(at_s=1.5, what=Call(reason="help", zone="line")),
        FromGateway(at_s=1.5, what=Follower(id="0123abcd", state='{"standing": "free"}')),
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
        '{"t": "turn", "id": 1, "kind": "line", "name": "noise", "value": NaN}',
        '{"t": "turn", "id": 1e999, "kind": "line", "name": "noise", "value": 1}',
        '{"t": "turn", "id": -1, "kind": "line", "name": "noise", "value": 1}',
        '{"t": "turn", "id": 1, "kind": "line", "name": "noise", "value": Infinity}',
        '{"t": "turn", "id": 1, "kind": "line", "name": "noise", "value": {}}',
        '{"t": "open", "id": 1, "kind": "line", "name": "noise"}',
        '{"t": "press", "id": 1, "kind": "line", "name": "noise", "role": "presenter"}',
        '{"t": "follower", "id": "x", "state": "{}"}',
        '{"t": "votes", "session": "s", "question": "q", "counts": [999]}',
        '{"t": "presence", "phones": 999}',
        '{"t": "opened", "port": 80}',
        "[" * 100_000,
        '{"t": "turn", "id": 1, "kind": "line", "value": 1, "name": "' + "n" * 61 + '"}',
    ],
)
def test_what_a_phone_must_not_say(payload: str) -> None:
    with pytest.raises((ValidationError, RecursionError)):
        FromPhone.validate_json(payload)


def test_an_envelope_holds_its_message() -> None:
    assert kind_and_payload(envelope("screen", SCREEN) + "\n") == ("screen", SCREEN.model_dump_json())
    for none in ("", "{}", "[]", '{"t":"link","live":true}', '{"x":"screen","v":1}'):
        assert kind_and_payload(none) == ("", "")


def test_votes_are_counts() -> None:
    assert decode(Votes, b'{"session": "s", "question": "q", "counts": [1]}') is not None
    assert decode(Votes, b'{"session": "s", "question": "q", "counts": [-1]}') is None
    assert (
        decode(Votes, b'{"session": "s", "question": "q", "counts": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]}') is None
    )
    assert decode(Votes, b'{"session": "s", "question": "q", "counts": [1e9]}') is None


def test_another_version_is_told_apart() -> None:
    """Whatever else a later version has in it."""
    assert wire_of(b'{"version": 2, "what": {"is": "new"}}') == 2
    assert wire_of(SCREEN.model_dump_json().encode()) == messages.WIRE


# ---- topics


@pytest.mark.parametrize("level", ["", "a/b", "#", "a+", "$SYS", "x" * 61, "a\0"])
def test_a_name_is_one_level(level: str) -> None:
    for kind in (Booth, Line):
        with pytest.raises(ValueError, match="level"):
            kind(level)


def test_the_last_level_names_the_message() -> None:
    assert last_level(Line("a").link) == "link"
