"""A small screen reader for tests: a message bus of its own, and what the window tells through AT-SPI."""

from __future__ import annotations

import os
import subprocess
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, new_method_call
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import DBusErrorResponse, Properties, unwrap_msg

from tests.processes import Patience, ended, wait_until

T = TypeVar("T")
ACCESSIBLE, ACTION, TEXT, VALUE = (
    f"org.a11y.atspi.{name}" for name in ("Accessible", "Action", "Text", "Value")
)
REGISTRY = "org.a11y.atspi.Registry"
ROOT = "/org/a11y/atspi/accessible/root"


@contextmanager
def bus(env: Mapping[str, str]) -> Iterator[str]:
    """A session bus that ends with the test; gives its address. What it starts belongs to it."""
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1"], env={**os.environ, **env},
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert daemon.stdout is not None
    try:
        yield daemon.stdout.readline().strip()
    finally:
        daemon.terminate()
        ended(daemon)
        daemon.stdout.close()


class Node:
    """Something in the tree. What a walk has come upon keeps the role and the name that it had then."""

    def __init__(self, reader: Reader, name: str, path: str) -> None:
        self._reader, self.bus_name, self.path = reader, name, path
        self._role: str | None = None
        self._name: str | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Node) and (self.bus_name, self.path) == (other.bus_name, other.path)

    def __hash__(self) -> int:
        return hash((self.bus_name, self.path))

    def _call(self, interface: str, method: str, signature: str = "", *body: object) -> Any:
        return self._reader.call(DBusAddress(self.path, self.bus_name, interface), method, signature, *body)

    def _asks(self, method: str) -> Message:
        return new_method_call(DBusAddress(self.path, self.bus_name, ACCESSIBLE), method)

    def _get(self, interface: str, name: str) -> Any:
        return self._reader.get(DBusAddress(self.path, self.bus_name, interface), name)

    @property
    def name(self) -> str:
        return str(self._get(ACCESSIBLE, "Name")) if self._name is None else self._name

    @property
    def description(self) -> str:
        return str(self._get(ACCESSIBLE, "Description"))

    @property
    def role(self) -> str:
        return str(self._call(ACCESSIBLE, "GetRoleName")[0]) if self._role is None else self._role

    @property
    def level(self) -> int:
        """The level of a heading; 0: it has none."""
        attributes = dict(self._call(ACCESSIBLE, "GetAttributes")[0])
        return int(attributes.get("level", 0))

    @property
    def focused(self) -> bool:
        return bool(self._call(ACCESSIBLE, "GetState")[0][0] & 1 << 12)

    @property
    def children(self) -> list[Node]:
        return [Node(self._reader, *child) for child in self._call(ACCESSIBLE, "GetChildren")[0]]

    def walk(self) -> list[Node]:
        """Itself and all below it that shows, each before what is below it."""
        ask, level = self._reader.call_all, [self]
        below: dict[Node, list[Node]] = {}
        while level:
            answers = ask([node._asks("GetChildren") for node in level])
            all_below = [[Node(self._reader, *child) for child in answer[0]] for answer in answers]
            children = [child for some in all_below for child in some]
            states = [answer[0][0] for answer in ask([child._asks("GetState") for child in children])]
            shown = {child for child, low in zip(children, states, strict=True) if low & 1 << 25}  # SHOWING
            below |= {
                node: [c for c in some if c in shown] for node, some in zip(level, all_below, strict=True)
            }
            level = [child for node in level for child in below[node]]
        found: list[Node] = []
        left = [self]
        while left:
            found.append(left.pop())
            left += reversed(below[found[-1]])
        roles = ask([node._asks("GetRoleName") for node in found])
        names = ask(
            [Properties(DBusAddress(node.path, node.bus_name, ACCESSIBLE)).get("Name") for node in found]
        )
        for node, role, name in zip(found[1:], roles[1:], names[1:], strict=True):
            node._role, node._name = str(role[0]), str(name[0][1])
        return found

    def press(self) -> None:
        actions = [str(action[0]) for action in self._call(ACTION, "GetActions")[0]]
        at = next(i for i, name in enumerate(actions) if name.lower() == "press")
        self._call(ACTION, "DoAction", "i", at)

    def text(self) -> str:
        """All of its text, as a reader that reads on takes it."""
        return str(self._call(TEXT, "GetText", "ii", 0, -1)[0])

    @property
    def value(self) -> float:
        return float(self._get(VALUE, "CurrentValue"))

    @value.setter
    def value(self, value: float) -> None:
        self._reader.set(DBusAddress(self.path, self.bus_name, VALUE), "CurrentValue", "d", value)


class Reader:
    """What listens: the tree of the window, and what is announced."""

    def __init__(self, session: str) -> None:
        with open_dbus_connection(session) as connection:
            ask = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
            (address,) = connection.send_and_get_reply(new_method_call(ask, "GetAddress")).body
        self._bus: DBusConnection = open_dbus_connection(address)
        listening = DBusAddress("/org/a11y/atspi/registry", REGISTRY, "org.a11y.atspi.Registry")
        self._rule = MatchRule(type="signal", interface="org.a11y.atspi.Event.Object")
        unwrap_msg(self._bus.send_and_get_reply(message_bus.AddMatch(self._rule)))
        self._heard = self._bus.filter(self._rule, bufsize=100_000)
        self._signals = self._heard.__enter__()
        for event in (
            "object:announcement",
            "object:state-changed:focused",
            "object:property-change:accessible-name",
        ):
            self.call(listening, "RegisterEvent", "sass", event, [], "")
        self.events: list[tuple[str, str, object]] = []

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self._heard.__exit__(None, None, None)
        self._bus.close()

    def call(self, address: DBusAddress, method: str, signature: str = "", *body: object) -> Any:
        message = new_method_call(address, method, signature or None, body)
        return unwrap_msg(self._bus.send_and_get_reply(message))

    def call_all(self, messages: Sequence[Message]) -> list[Any]:
        """Answers to questions asked all at once: a program answers between two frames, and one frame is enough for them."""
        answers: deque[Message] = deque()
        returned, failed = (MatchRule(type=kind) for kind in ("method_return", "error"))
        with self._bus.filter(returned, queue=answers), self._bus.filter(failed, queue=answers):
            asked = [next(self._bus.outgoing_serial) for _ in messages]
            for serial, message in zip(asked, messages, strict=True):
                self._bus.send(message, serial=serial)
            while len(answers) < len(asked):
                self._bus.recv_messages()
        by_question = {answer.header.fields[HeaderFields.reply_serial]: answer for answer in answers}
        return [unwrap_msg(by_question[serial]) for serial in asked]

    def get(self, address: DBusAddress, name: str) -> Any:
        reply = self._bus.send_and_get_reply(Properties(address).get(name))
        return unwrap_msg(reply)[0][1]

    def set(self, address: DBusAddress, name: str, signature: str, value: object) -> None:
        unwrap_msg(self._bus.send_and_get_reply(Properties(address).set(name, signature, value)))

    def windows(self) -> list[Node]:
        """The windows of all programs on this bus."""
        programs = Node(self, REGISTRY, ROOT).children
        return [window for program in programs for window in program.children]

    def window(self) -> Node:
        """The window, as soon as it is there."""
        return self.wait(lambda: next(iter(self.windows()), None), "no window")

    def find(self, role: str, name: str = "", within: Node | None = None) -> Node:
        """What shows with a role, and a name that begins so; waited for."""

        def look() -> Node | None:
            root = within or self.window()
            return next((n for n in root.walk() if n.role == role and n.name.startswith(name)), None)

        return self.wait(look, f"no {role} {name!r}")

    def wait(self, look: Callable[[], T | None], otherwise: str) -> T:
        """What is found, as soon as it is; what goes while it is looked at is looked for again."""

        def found() -> T | None:
            with suppress(DBusErrorResponse):
                return look()
            return None

        seen = wait_until(found, otherwise, Patience(os.getpid()), 0.2)
        assert seen is not None
        return seen

    def hear(self) -> list[tuple[str, str, object]]:
        """All events so far: kind, detail, what was said."""
        self._bus.send_and_get_reply(message_bus.GetId())  # what was sent before it has come
        while self._signals:
            message = self._signals.popleft()
            member = message.header.fields[3]
            self.events.append((str(member), str(message.body[0]), message.body[3][1]))
        return self.events

    def announced(self) -> list[str]:
        """What was announced so far."""
        return [str(words) for kind, _, words in self.hear() if kind == "Announcement"]
