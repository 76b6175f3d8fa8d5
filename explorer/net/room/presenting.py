"""The formats of messages that go to presenters' phones alone."""

from __future__ import annotations

from .messages import CallReason, Message, Name, Number, Words


class PresenterNotes(Message):
    """Notes for the presenter: the note of this stop, the next stop, the question of this stop, a call for staff."""

    note: Words | None = None
    next: Words | None = None
    frozen: bool = False  # whether the audience still sees an earlier view
    question: Name | None = None
    call: CallReason | None = None
    elapsed_s: Number | None = None
    planned_s: Number | None = None
    running: bool = False
    stops: tuple[str, ...] = ()  # the zone of each stop, "" for the whole park


class Picture(Message):
    """A picture for presenters' phones: the audience's view, or the next stop or slide."""

    jpeg: str = ""  # base64; "": no picture
