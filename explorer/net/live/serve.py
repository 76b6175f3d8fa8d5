"""A simulated line as an OPC UA server: a running exhibit, its readings as tags, its conditions as writable tags."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any

from asyncua import ua
from asyncua.common.node import Node
from asyncua.server.server import Server

from ...base.names import nearest
from ...base.refused import Refused
from ...exhibits.exhibit import Exhibit
from ...exhibits.mixins import own_conditions
from ...exhibits.tags import conditions_of, tags_begin
from ...i18n import Text
from ...visit.exhibit_run import Running
from .access import OFFERED, SERVER_URI, Access, Doorkeeper
from .tag_map import OWN_NAMESPACE

LOOK_S = 0.1
LONGEST_S = 1.0
"""Longest time step: after a pause of the machine the line does not catch up."""


@dataclass(slots=True)
class Line:
    """The line behind the server, without the server."""

    run: Running  # the running exhibit
    wanted: dict[str, float] = field(default_factory=dict)  # the value last written to each condition

    @classmethod
    def of(cls, exhibit: Exhibit[Any]) -> Line:
        """A fresh line."""
        names = conditions_of(type(exhibit))
        own = own_conditions(type(exhibit))
        wanted = {n: own[n].at_first if n in own else float(getattr(exhibit, n)) for n in names}
        return cls(Running.of(exhibit), wanted)

    def write(self, name: str, value: float) -> None:
        """Set a condition. Raises Refused if the line has no such condition."""
        if name not in self.wanted:
            raise Refused(
                Text("There is no tag {tag!r}. Nearest: {near}", tag=name, near=nearest(name, self.wanted))
            )
        if self.wanted[name] != value:
            self.run = self.run.following(name, value)
            self.wanted[name] = value

    def advance(self, dt_s: float) -> None:
        """Advance the line in time."""
        self.run = self.run.advance(min(dt_s, LONGEST_S))

    @property
    def tags(self) -> Mapping[str, float]:
        """All readable tags and their values."""
        return {**self.run.readings, **self.wanted}


async def serve(
    line: Line,
    url: str,
    note: Callable[[Text], object],
    typed: Callable[[], list[tuple[str, float]]] = list,
    clock: Callable[[], float] = time.monotonic,
    access: Access | None = None,
) -> None:
    """Serve a line until cancelled.

    Parameters
    ----------
    url : such as `opc.tcp://127.0.0.1:4840/line`.
    access : required credentials, signed and encrypted; None: anyone may connect.
    typed : names of conditions and values typed on the terminal since the last call.

    Raises OSError if the address is in use, or a certificate cannot be read.
    """
    server = await (_open() if access is None else _guarded(access))
    server.set_endpoint(url)
    server.set_server_name("Park Explorer line")
    index = await server.register_namespace(OWN_NAMESPACE)
    kind = tags_begin(type(line.run.exhibit))
    folder = await server.nodes.objects.add_object(ua.NodeId.from_string(f"ns={index};s={kind}"), kind)
    nodes: dict[str, Node] = {}
    for name, value in line.tags.items():
        tag = f"{kind}.{name}"
        nodes[name] = await folder.add_variable(
            ua.NodeId.from_string(f"ns={index};s={tag}"), tag, float(value)
        )
        if name in line.wanted:
            await nodes[name].set_writable()
    async with server:
        note(
            Text(
                "The line is at {url}: {count} tags. Type a tag and a value, such as {example}.",
                url=url,
                count=len(nodes),
                example=f"{next(iter(line.wanted))} 0",
            )
        )
        now_s = clock()
        while True:
            await asyncio.sleep(LOOK_S)
            await _take(line, nodes, typed(), note)
            last_s, now_s = now_s, clock()
            line.advance(now_s - last_s)
            for name, value in line.run.readings.items():
                variant = ua.Variant(float(value), ua.VariantType.Double)
                await nodes[name].write_value(ua.DataValue(variant, SourceTimestamp=ua.DateTime.now(UTC)))


async def _open() -> Server:
    """An open server, without credentials."""
    server = Server()
    await server.init()
    server.set_security_policy([ua.SecurityPolicyType.NoSecurity])
    return server


async def _guarded(access: Access) -> Server:
    """A server that requires user name, password and certificate."""
    doorkeeper = Doorkeeper(access)
    server = Server(user_manager=doorkeeper)  # type: ignore[arg-type]  # the library asks for no more than this method
    await server.init()
    await server.set_application_uri(SERVER_URI)
    server.set_security_policy(list(OFFERED))
    server.set_identity_tokens([ua.UserNameIdentityToken])
    server.set_certificate_validator(doorkeeper.validate)
    certificate, key = access.own_server
    await server.load_certificate(certificate)
    await server.load_private_key(key)
    return server


async def _take(
    line: Line, nodes: Mapping[str, Node], typed: list[tuple[str, float]], note: Callable[[Text], object]
) -> None:
    """Take values that clients have written to the tags, and those typed on the terminal."""
    for name, value in typed:
        try:
            line.write(name, value)
        except (Refused, ValueError) as fault:
            note(fault.words if isinstance(fault, Refused) else Text("{value:g} does not fit", value=value))
            continue
        await nodes[name].write_value(float(value))
    for name in line.wanted:
        value = await nodes[name].read_value()
        try:
            line.write(name, float(value))
        except (ValueError, TypeError):
            await nodes[name].write_value(line.wanted[name])
