"""The bridge: reads a line by OPC UA or MQTT, and writes to a broker or into a pipe. It only ever reads the line."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from ...exhibits.tags import Row
from ...i18n import Text
from .tag_map import TagMap

if TYPE_CHECKING:
    from .access import Access

LOOK_S = 0.05


async def bridge(
    say: Callable[[Row], object],
    note: Callable[[Text], object],
    tags: TagMap,
    *,
    opcua: str = "",
    mqtt: str = "",
    access: Access | None = None,
) -> None:
    """Pass on all values of a line, until cancelled.

    Raises ValueError if the address of a broker is not valid; OSError if the rows cannot be written: the pipe is closed,
    the disk is full.

    Parameters
    ----------
    access : credentials for a protected OPC UA server.
    """
    failed: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def safely(row: Row) -> None:
        try:
            say(row)
        except OSError as fault:  # must not be mistaken for a fault of the line
            if not failed.done():
                failed.set_exception(fault)

    task = asyncio.create_task(_listen(opcua, mqtt, tags, safely, note, access))
    try:
        await asyncio.wait({task, failed}, return_when=asyncio.FIRST_COMPLETED)
        await (task if task.done() else failed)
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        failed.cancel()


async def _listen(
    opcua: str,
    mqtt: str,
    tags: TagMap,
    say: Callable[[Row], object],
    note: Callable[[Text], object],
    access: Access | None,
) -> None:
    if opcua:
        from .opcua import listen

        await listen(opcua, tags, say, note, access)
        return
    from ..room.bus import Endpoint
    from .plant_mqtt import PlantMqtt

    plant = PlantMqtt(Endpoint.of_url(mqtt), tags, say, note)
    try:
        while True:
            plant.look()
            await asyncio.sleep(LOOK_S)
    finally:
        plant.close()
