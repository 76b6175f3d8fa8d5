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
from asyncua import ua
from asyncua.client.client import Client
from asyncua.crypto.cert_gen import generate_self_signed_app_certificate
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from cryptography.x509 import DNSName

from explorer.base.certificates import read_certificate
from explorer.base.refused import Refused
from explorer.exhibits.kinds import KINDS
from explorer.exhibits.tags import Row
from explorer.i18n import Text
from explorer.net.live.access import FILE, OFFERED, Access, keep, make, note_end, offer_of, read_access
from explorer.net.live.bridge import bridge
from explorer.net.live.browse import Found, suggested_map
from explorer.net.live.opcua import row_of
from explorer.net.live.opcua_browse import browse_opcua
from explorer.net.live.serve import Line, serve
from explorer.net.live.tag_map import OWN_NAMESPACE, Mapped, TagMap, own_map, read_map

from ...processes import free_port

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


async def came(port: int, access: Access | None) -> tuple[bool, list[str]]:
    """Whether a value came, and what was noted."""
    rows, notes = list[Row](), list[str]()

    def note(words: Text) -> None:
        notes.append(str(words))

    url = f"opc.tcp://127.0.0.1:{port}/line"
    task = asyncio.create_task(bridge(rows.append, note, own_map(KINDS["line"]), opcua=url, access=access))
    is_lost = False

    def ended() -> bool:
        nonlocal is_lost
        is_lost = any("is lost" in one for one in notes)
        return is_lost or any(row.tag == "line.wip" for row in rows)

    await until(ended)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    return any(row.tag == "line.wip" for row in rows), notes


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
            assert (await came(port, access))[0]
            for wrong in refused:
                heard, notes = await came(port, wrong)
                assert not heard and notes, wrong

    asyncio.run(run())


@pytest.mark.slow
def test_each_policy_opens_a_server_that_offers_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def run() -> None:
        await make(tmp_path, "park")
        access = read_access(tmp_path / FILE)
        for policy in OFFERED:
            monkeypatch.setattr("explorer.net.live.serve.OFFERED", (policy,))
            async with served(Line.of(KINDS["line"]()), access) as port:
                offer = await offer_of(Client(f"opc.tcp://127.0.0.1:{port}/line"))
                assert policy.name.partition("_")[0] == offer.policy.URI.rpartition("#")[2].replace("_", "")
                heard, notes = await came(port, access)
                assert heard, notes
        async with served(Line.of(KINDS["line"]())) as port:
            with pytest.raises(Refused, match="without certificates"):
                await offer_of(Client(f"opc.tcp://127.0.0.1:{port}/line"))

    asyncio.run(run())


@pytest.mark.slow
def test_a_server_is_trusted_at_first_and_another_certificate_is_refused(tmp_path: Path) -> None:
    async def run() -> None:
        own, others = tmp_path / "own", tmp_path / "others"
        for folder in (own, others):
            await make(folder, "park")
        server = read_access(own / FILE)
        text = (own / FILE).read_text("utf-8").replace("server.der", "")
        (own / FILE).write_text(text, "utf-8")
        access = read_access(own / FILE)
        url = "opc.tcp://127.0.0.1:{}/line"
        async with served(Line.of(KINDS["line"]()), server) as port:
            heard, notes = await came(port, access)
            kept = access.kept_at(url.format(port))
            assert heard and any("for the first time" in note for note in notes)
            assert kept.parent == own / "trusted" and kept.read_bytes() == (own / "server.der").read_bytes()
            heard, notes = await came(port, access)
            assert heard and not any("for the first time" in note for note in notes)

            other = (others / "server.der").read_bytes()
            kept.write_bytes(other)  # as if the server had shown another one before
            heard, notes = await came(port, access)
            assert not heard and any("another certificate" in note and "live trust" in note for note in notes)
            assert kept.read_bytes() == other, "it is not taken by itself"
            keep(kept, (await offer_of(Client(url.format(port)))).certificate)
            assert (await came(port, access))[0]

    asyncio.run(run())


def test_certificates_that_end_are_said_and_made_anew(tmp_path: Path) -> None:
    asyncio.run(make(tmp_path, "park"))
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    asyncio.run(make(tmp_path, "park"))
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    key = load_pem_private_key(before["client.pem"], None)
    ends = generate_self_signed_app_certificate(
        key, "urn:x", {"commonName": "x"}, [DNSName("x")], extended=[], days=20
    )  # type: ignore[arg-type]
    (tmp_path / "client.der").write_bytes(ends.public_bytes(Encoding.DER))
    notes: list[str] = []
    for name in ("client.der", "server.der"):
        note_end(tmp_path / name, lambda words: notes.append(str(words)))
    assert len(notes) == 1 and "client.der ends in 19 days" in notes[0]
    asyncio.run(make(tmp_path, "park"))
    after = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert [name for name in before if after[name] != before[name]] == ["client.der"]
    assert read_certificate(tmp_path / "client.der").public_key() == key.public_key()


@pytest.mark.slow
def test_a_server_is_browsed_and_its_map_is_read(tmp_path: Path) -> None:
    async def run() -> list[Found]:
        async with served(Line.of(KINDS["line"]())) as port:
            url = f"opc.tcp://127.0.0.1:{port}/line"
            async with Client(url) as staff:
                assert (await staff.get_namespace_array())[2] == OWN_NAMESPACE
            below = await browse_opcua(url, lambda words: None, under="ns=2;s=line")
            found = await browse_opcua(url, lambda words: None)
            assert {one.where for one in below} == {one.where for one in found}
            return found

    found = asyncio.run(run())
    wip = next(one for one in found if one.path == "line/line.wip")
    assert (
        wip.source == {"node": f"nsu={OWN_NAMESPACE};s=line.wip"}
        and wip.type == "Double"
        and float(wip.value) >= 0
    )
    path = tmp_path / "tags.yaml"
    path.write_text(suggested_map(found, KINDS["line"], {}), "utf-8")
    assert set(read_map(path).tags) == set(own_map(KINDS["line"]).tags)


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
