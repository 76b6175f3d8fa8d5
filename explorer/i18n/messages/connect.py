"""Words for connections to other machines: phones, a screen that follows, a real line, a fleet."""

from __future__ import annotations

from .. import Text

WORDS: dict[str, Text] = {
    "connect.title": Text("Phones and other machines"),
    "connect.on": Text("on", context="connection"),
    "connect.phones": Text("Let phones join"),
    "connect.phones.means": Text(
        "By a QR code on this screen: the running exhibit, questions, a visit to take home, a presenter’s remote. "
        "Laptops can follow this screen."
    ),
    "connect.phones.begin": Text("Let phones join"),
    "connect.phones.end": Text("No more phones"),
    "connect.phones.network": Text("Network of the phones"),
    "connect.phones.one": Text("Network: {address} ({interface})"),
    "connect.phones.none": Text("This computer is in no network. Join one, or start a hotspot."),
    "connect.phones.gone": Text(
        "This computer has left the network with the address {address}. Join it again, or close and let phones join in another."
    ),
    "connect.follow": Text("Follow a screen"),
    "connect.follow.means": Text(
        "This screen goes along with another one, in your own language. Type the six digits on that screen; it is "
        "looked for in this network."
    ),
    "connect.follow.digit": Text("Digit {number} of 6"),
    "connect.follow.address": Text("Its address, if it is not found: 192.168.1.20"),
    "connect.follow.begin": Text("Follow"),
    "connect.follow.end": Text("Stop following"),
    "connect.follow.on": Text("Connected to {host}."),
    "connect.follow.wrong": Text("Type all six digits of the code; an address looks like 192.168.1.20."),
    "connect.line": Text("A real line"),
    "connect.line.means": Text(
        "Exhibits show the values of a machine: an OPC UA server, a bridge on MQTT, or a recording. Nothing is written to it."
    ),
    "connect.line.source": Text("opc.tcp://HOST:PORT, mqtt://HOST/LINE or a recording"),
    "connect.line.map": Text("Map of tags: tags.yaml (optional)"),
    "connect.line.access": Text("Access: access.json (optional)"),
    "connect.line.begin": Text("Connect"),
    "connect.line.end": Text("Disconnect"),
    "connect.line.wait": Text("Waiting for the first value…"),
    "connect.line.nothing": Text(
        "No value has come yet. The address may be wrong, or the machine cannot be reached; it is tried again and again."
    ),
    "connect.line.missing": Text("Type an address, or choose a recording."),
    "connect.fleet": Text("A fleet"),
    "connect.fleet.means": Text(
        "This computer becomes one booth of many. The hub sees how it is, counts its visits and sends content. Kept for "
        "later starts."
    ),
    "connect.fleet.file": Text("File of this booth: booth-NAME.json"),
    "connect.fleet.begin": Text("Join", context="fleet"),
    "connect.fleet.end": Text("Leave the fleet"),
    "connect.fleet.wait": Text("Connecting to {host}…"),
    "connect.fleet.nothing": Text(
        "{host} does not answer. The file may be old, or this network does not lead there; it is tried again and again."
    ),
    "connect.fleet.on": Text("Booth {booth} is connected to {host}."),
    "connect.fleet.missing": Text("Choose the file of this booth."),
    "connect.choose": Text("Choose a file"),
}
