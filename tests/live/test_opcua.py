"""A line behind a real OPC UA server on this computer: heard, broken, lost, and heard again."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC
from pathlib import Path

import pytest

pytest.importorskip("asyncua", reason="the extra `live` is not installed")

from asyncua import ua
from asyncua.client.client import Client

from explorer.exhibits.asked import Refused
from explorer.exhibits.kinds import KINDS
from explorer.exhibits.tags import Row
from explorer.live.access import FILE, Access, make, read_access
from explorer.live.bridge import bridge
from explorer.live.opcua import row_of
from explorer.live.serve import Line, serve
from explorer.live.tag_map import OWN_NAMESPACE, Mapped, TagMap, own_map

from ..processes import free_port

PATIENCE_S = 60.0


def test_values_keep_their_quality_and_unit() -> None:
    mapped = Mapped("line.wip", "i=1", scale=2.0, offset=1.0)
    at = ua.DateTime(2026, 5, 1, 12, tzinfo=UTC)

    def row(value: object, status: int = 0) -> Row:
        code = ua.StatusCode(ua.UInt32(status))
        return row_of(mapped, value, ua.DataValue(ua.Variant(value), code, at))

    assert row(3.0) == Row(at.timestamp(), "line.wip", 7.0, "good")
    assert row(True).value == 3.0
    assert row(3.0, ua.StatusCodes.UncertainSensorNotAccurate).quality == "uncertain"
    assert row(3.0, ua.StatusCodes.BadSensorFailure).quality == "bad"
    for value in ("three", None, math.nan, math.inf, [1.0]):
        assert row(value).quality == "bad"
    assert row_of(mapped, 1.0, ua.DataValue(ua.Variant(1.0))).time_s <= time.time()


def test_a_line_takes_what_is_written_and_nothing_else() -> None:
    line = Line.of(KINDS["line"]())
    before = line.run
    line.write("sensor_3", 1.0)
    assert line.run is before
    line.write("sensor_3", 0.0)
    line.advance(30.0)
    assert line.run.readings["broken"] == 1.0 and line.run.time_s <= 1.0
    assert line.tags["sensor_3"] == 0.0
    with pytest.raises(Refused, match="sensor_3"):
        line.write("senser_3", 0.0)


class Switch:
    """A cable that can be pulled out, between a client and a server."""

    def __init__(self, port: int) -> None:
        self._to, self._open = port, list[asyncio.StreamWriter]()
        self.plugged = True

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self.plugged:
            writer.close()
            return
        there_reader, there = await asyncio.open_connection("127.0.0.1", self._to)
        self._open += [writer, there]

        async def copy(source: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
            with suppress(OSError):
                while data := await source.read(65536):
                    to.write(data)
            to.close()

        await asyncio.gather(copy(reader, there), copy(there_reader, writer))

    def pull(self) -> None:
        """Cut everything that goes through."""
        self.plugged = False
        for writer in self._open:
            writer.transport.abort()
        self._open.clear()


@asynccontextmanager
async def served(line: Line, access: Access | None = None) -> AsyncIterator[int]:
    """A line behind a server; gives its port."""
    ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    port = free_port()
    url = f"opc.tcp://127.0.0.1:{port}/line"
    task = asyncio.create_task(
        serve(line, url, lambda words: ready.done() or ready.set_result(None), access=access)
    )
    try:
        await asyncio.wait({ready, task}, return_when=asyncio.FIRST_COMPLETED)
        assert not task.done(), task.exception()
        yield port
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not condition():
            await asyncio.sleep(0.02)


@pytest.mark.slow  # the server of a library reads the whole address space of the standard first
def test_a_line_is_heard_broken_lost_and_heard_again() -> None:
    async def run() -> None:
        rows: list[Row] = []
        notes: list[str] = []

        def last(tag: str) -> Row | None:
            return next((row for row in reversed(rows) if row.tag == tag), None)

        async with served(Line.of(KINDS["line"]())) as port:
            switch = Switch(port)
            cable = await asyncio.start_server(switch, "127.0.0.1", 0)
            url = f"opc.tcp://127.0.0.1:{cable.sockets[0].getsockname()[1]}/line"
            missing = Mapped("factory.open", f"nsu={OWN_NAMESPACE};s=nothing")
            tags = TagMap((*own_map(KINDS["line"]).tags, missing))
            heard = asyncio.create_task(
                bridge(rows.append, lambda words: notes.append(str(words)), tags, opcua=url)
            )
            await until(lambda: last("") and last("line.wip"))
            assert rows[-1].quality in ("good", "live") and last("line.sensor_3").value == 1.0  # type: ignore[union-attr]
            assert any("factory.open" in note for note in notes) and last("factory.open") is None

            async with Client(f"opc.tcp://127.0.0.1:{port}/line") as staff:
                index = await staff.get_namespace_index(OWN_NAMESPACE)
                node = staff.get_node(f"ns={index};s=line.sensor_3")
                await node.write_value(0.0)
                await until(lambda: last("line.broken").value == 1.0)  # type: ignore[union-attr]
                assert last("line.sensor_3").value == 0.0  # type: ignore[union-attr]
                with pytest.raises(ua.UaError):  # a reading is not for writing
                    await staff.get_node(f"ns={index};s=line.wip").write_value(0.0)

            switch.pull()
            await until(lambda: last("").quality == "lost")  # type: ignore[union-attr]
            switch.plugged = True
            await until(lambda: last("").quality == "live")  # type: ignore[union-attr]
            assert any("lost" in note for note in notes)
            heard.cancel()
            await asyncio.gather(heard, return_exceptions=True)
            cable.close()

    asyncio.run(run())


def test_a_pipe_that_is_closed_ends_the_bridge() -> None:
    """It is not taken for a fault of the line, which would be tried again for ever."""

    def say(row: Row) -> None:
        raise BrokenPipeError(32, "Broken pipe")

    with pytest.raises(BrokenPipeError):
        asyncio.run(
            bridge(say, lambda words: None, own_map(KINDS["line"]), opcua="opc.tcp://127.0.0.1:9/line")
        )  # the first loss is said into the pipe


@pytest.mark.slow
def test_a_line_lets_in_who_has_name_password_and_certificate(tmp_path: Path) -> None:
    async def run() -> None:
        own, others = tmp_path / "own", tmp_path / "others"
        for folder in (own, others):
            await make(folder, "park")
        access, other = read_access(own / FILE), read_access(others / FILE)
        refused = (
            None,
            access.model_copy(update={"password": "guessed"}),
            access.model_copy(update={"user": ""}),
            access.model_copy(update={"certificate": other.certificate, "key": other.key}),
            access.model_copy(update={"server": other.server}),
        )
        line = Line.of(KINDS["line"]())
        async with served(line, access) as port:

            async def came(access: Access | None) -> tuple[bool, list[str]]:
                """Whether a value came, and what was noted."""
                rows, notes = list[Row](), list[str]()
                url = f"opc.tcp://127.0.0.1:{port}/line"
                work = bridge(
                    rows.append,
                    lambda words: notes.append(str(words)),
                    own_map(KINDS["line"]),
                    opcua=url,
                    access=access,
                )
                task = asyncio.create_task(work)
                await until(lambda: any(row.tag == "line.wip" for row in rows) or notes)
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
                return any("tags" in note for note in notes) or any(
                    row.tag == "line.wip" for row in rows
                ), notes

            assert (await came(access))[0]
            for wrong in refused:
                heard, notes = await came(wrong)
                assert not heard and notes, wrong

    asyncio.run(run())


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "opens no server"),
        ('{"user": 3}', "user"),
        ('{"certificate": "own.der"}', "key"),
        ('{"certificate": "own.der", "key": "own.pem"}', "own.der"),
    ],
)
def test_what_opens_nothing_is_named(tmp_path: Path, text: str, word: str) -> None:
    path = tmp_path / FILE
    path.write_text(text, "utf-8")
    with pytest.raises(Refused, match=word):
        read_access(path)
    with pytest.raises(Refused, match=r"none\.json"):
        read_access(tmp_path / "none.json")
