"""Words around the view: the bars, the labels, the map, the window."""

from __future__ import annotations

from .. import Text

WORDS: dict[str, Text] = {
    "window.title": Text("{place} · {park}"),
    "window.scene": Text("The park"),
    "window.scene.hint": Text(
        "Tab moves through the zones, or the parts of an exhibit, Enter chooses one, "
        "arrow keys move the camera, F1 lists all keys"
    ),
    "window.no-number": Text("There is no zone {number}"),
    "window.fault": Text(
        "Something went wrong, but the park is still running. If it looks wrong, close the window "
        "and open it again."
    ),
    "label.enter": Text("Enter: visit"),
    "label.touch": Text("Touch again to visit"),
    "label.pointed": Text("Zone {number}, {title}. {lead}"),
    "opening.name": Text("Welcome"),
    "opening.look": Text("Look around"),
    "bar.where": Text("Where you are"),
    "bar.whole": Text("Whole park"),
    "bar.park": Text("Park"),
    "bar.to-whole": Text("See the whole park (Home)"),
    "bar.to-district": Text("{title}: {lead}"),
    "bar.tools": Text("Tools"),
    "bar.search": Text("Search (/)"),
    "bar.language.name": Text("Switch to {language} (L)"),
    "bar.light.day": Text("Day"),
    "bar.light.golden": Text("Golden hour"),
    "bar.light.dusk": Text("Dusk"),
    "bar.light.night": Text("Night"),
    "bar.settings": Text("Settings"),
    "bar.sound": Text("Sound"),
    "bar.sound.on": Text("Turn the sounds of the park on (H)"),
    "bar.sound.off": Text("Turn the sounds of the park off (H)"),
    "bar.passport": Text("{seen} of {count}", context="zones seen"),
    "bar.passport.name": Text(
        "Park passport: {seen} of {count} zone seen (J)", "Park passport: {seen} of {count} zones seen (J)"
    ),
    "bar.to-golden": Text("Switch to golden hour (N)"),
    "bar.to-dusk": Text("Switch to dusk (N)"),
    "bar.to-night": Text("Switch to night (N)"),
    "bar.to-day": Text("Switch to daylight (N)"),
    "bar.text": Text("Text size: {percent} %"),
    "bar.display": Text("Display, comfort, help (F1)"),
    "bar.find": Text("Find"),
    "bar.find.name": Text("Find a word or a number (/)"),
    "bar.map": Text("Map"),
    "bar.map.name": Text("Map of the park (M)"),
    "bar.list": Text("All {count}"),
    "bar.list.name": Text("List of all zones (Z)"),
    "bar.verbs": Text("What you can do"),
    "map.name": Text("Map of the park"),
    "map.hint": Text("Arrow keys move through the zones, Enter visits one"),
    "map.zone": Text("{number}  {title}"),
    "map.close": Text("Close the map (Esc)"),
    "map.seen": Text("Seen"),
    "map.tried": Text("Tried"),
    "map.here": Text("You are here"),
}
