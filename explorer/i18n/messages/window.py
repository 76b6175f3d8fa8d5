"""What is said around the picture: the bars, the labels, the map, the window."""

from __future__ import annotations

from ...i18n import Text

WORDS: dict[str, Text] = {
    "window.title": Text("{place} · {park}"),
    "window.scene": Text("The park"),
    "window.scene.hint": Text(
        "Tab moves through the zones, Enter visits one, arrow keys move the camera, F1 lists all keys"
    ),
    "window.no-number": Text("There is no zone {number}"),
    "window.fault": Text(
        "Something went wrong, but the park is still running. If it looks wrong, close the window "
        "and open it again."
    ),
    "label.enter": Text("Enter: visit"),
    "label.touch": Text("Touch again to visit"),
    "label.pointed": Text("Zone {number}, {title}. {lead}"),
    "bar.where": Text("Where you are"),
    "bar.whole": Text("Whole park"),
    "bar.park": Text("Park"),
    "bar.to-whole": Text("See the whole park (Home)"),
    "bar.to-district": Text("{title}: {lead}"),
    "bar.tools": Text("Tools"),
    "bar.search": Text("Search (/)"),
    "bar.language.name": Text("Switch to {language} (L)"),
    "bar.to-golden": Text("Switch to golden hour (N)"),
    "bar.to-dusk": Text("Switch to dusk (N)"),
    "bar.to-night": Text("Switch to night (N)"),
    "bar.to-day": Text("Switch to daylight (N)"),
    "bar.comfort": Text("Camera movement: {comfort} (C)"),
    "bar.text": Text("Text size: {percent} %"),
    "bar.help": Text("Help and keys (F1)"),
    "bar.display": Text("Display, comfort, help (F1)"),
    "bar.find": Text("Find or type a number"),
    "bar.verbs": Text("What you can do"),
    "bar.whole.verb": Text("Whole park"),
    "map.name": Text("Map of the park"),
    "map.hint": Text("Arrow keys move through the zones, Enter visits one"),
    "map.zone": Text("{number}  {title}"),
}
