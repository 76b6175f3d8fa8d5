"""Browsing an OPC UA server: its variables with type and value."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence

from asyncua import ua
from asyncua.client.client import Client
from asyncua.common.node import Node
from asyncua.ua.attribute_ids import AttributeIds
from asyncua.ua.object_ids import ObjectIds

from ...i18n import Text
from .access import Access
from .browse import MOST, Found, short

AT_ONCE = 200
REPLY_S = 10.0


async def browse_opcua(
    url: str, note: Callable[[Text], object], access: Access | None = None, under: str = ""
) -> list[Found]:
    """The variables below a node of a server, or below its objects.

    Raises OSError, ua.UaError, Refused if the server cannot be entered, ValueError if `under` is not a node.
    """
    client = Client(url, timeout=REPLY_S)
    if access is not None:
        await access.prepare(client, note)
    async with client:
        spaces = await client.get_namespace_array()
        start = client.get_node(under) if under else client.nodes.objects
        found: list[tuple[str, Node]] = []
        async for path, node in _variables(client, start):
            found.append((path, node))
            if len(found) >= MOST:
                break
        rows = []
        for at in range(0, len(found), AT_ONCE):
            part = found[at : at + AT_ONCE]
            read = await client.read_attributes([node for _, node in part], AttributeIds.Value)
            for (path, node), data in zip(part, read, strict=True):
                rows.append(Found(path, {"node": _node_text(node.nodeid, spaces)}, *_described(data.Value)))
        return rows


async def _variables(client: Client, start: Node) -> AsyncIterator[tuple[str, Node]]:
    """All variables below a node, each once, with their paths; those of the standard's own namespace are skipped."""
    seen, level = {start.nodeid}, [("", start)]
    while level:
        following = []
        for path, node in level:
            references = await node.get_references(
                ObjectIds.HierarchicalReferences, ua.BrowseDirection.Forward
            )
            for one in references:
                if one.NodeClass not in (ua.NodeClass.Object, ua.NodeClass.Variable):
                    continue
                id = ua.NodeId(one.NodeId.Identifier, one.NodeId.NamespaceIndex, one.NodeId.NodeIdType)
                if id in seen or id.NamespaceIndex == 0 or len(seen) > 4 * MOST:
                    continue
                seen.add(id)
                below = f"{path}/{one.DisplayName.Text or one.BrowseName.Name}".strip("/")
                child = client.get_node(id)
                if one.NodeClass == ua.NodeClass.Variable:
                    yield below, child
                following.append((below, child))
        level = following


def _node_text(id: ua.NodeId, spaces: Sequence[str]) -> str:
    """A node as written in a map: by the name of its namespace, whose index differs between servers."""
    text: str = id.to_string()
    number, _, rest = text.partition(";")
    return f"nsu={spaces[id.NamespaceIndex]};{rest}" if number.startswith("ns=") else text


def _described(variant: ua.Variant | None) -> tuple[str, str]:
    if variant is None or variant.Value is None:
        return ("-", "-")
    value, type = variant.Value, variant.VariantType.name
    if isinstance(value, list):
        return f"{type}[{len(value)}]", short(value)
    return type, short(value)
