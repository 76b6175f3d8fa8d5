"""Words for the phones in a room."""

from __future__ import annotations

from .. import Text

WORDS: dict[str, Text] = {
    "room.name": Text("Phones in this room"),
    "room.title": Text("Join with your phone"),
    "room.open": Text("Show how phones join"),
    "room.fold": Text("Fold away"),
    "room.count": Text("{phones} phone", "{phones} phones"),
    "room.screens": Text("{screens} laptop", "{screens} laptops"),
    "room.counted": Text("Phones are counted, not people."),
    "room.nobody": Text("No phone yet"),
    "room.wifi": Text("1. Join the Wi-Fi {ssid}"),
    "room.page": Text("2. Open the page"),
    "room.code": Text("Code {code}"),
    "room.laptop": Text("Laptops: F1, “Follow a screen”, the same code"),
    "room.qr": Text("QR code of {url}"),
    "room.wifi.qr": Text("QR code of the Wi-Fi {ssid}"),
    "room.starts": Text("The page for phones is starting…"),
    "room.again": Text("The page for phones is starting again…"),
    "room.trouble": Text("The page for phones cannot open: {reason}"),
    "room.presenter": Text("Presenter’s phone"),
    "room.presenter.means": Text("This code leads the talk and shows your notes. Only you should scan it."),
    "room.show": Text("Show the audience how to join, or fold it away"),
    "room.gain": Text("Turn the exhibit, vote, ask for help, take your visit home"),
    "room.locked": Text("Wrong codes came from {address}: phones there wait up to {seconds} s."),
    "room.crowded": Text("No more phones get in from {address}: all places are taken."),
    "room.call.help": Text("A phone calls staff: help is needed."),
    "room.call.sound": Text("A phone calls staff: there is no sound."),
    "room.call.stuck": Text("A phone calls staff: it is stuck."),
    "room.call.done": Text("Staff is here"),
}
