"""Words around a tour: its stops, captions, voice, start and end."""

from __future__ import annotations

from .. import Text

WORDS: dict[str, Text] = {
    "tour.start": Text("Start the tour"),
    "tour.more": Text("Other tours (T)"),
    "tour.choose": Text("Choose a tour"),
    "tour.choose.close": Text("Close (Esc)"),
    "tour.about": Text("{lead} {minutes} min, {count} stop", "{lead} {minutes} min, {count} stops"),
    "tour.bar": Text("Stops of the tour: {title}"),
    "tour.stop-of": Text("Stop {stop} of {count}"),
    "tour.stop-anew": Text("Play this stop from the start"),
    "tour.other": Text("Another tour (T)"),
    "tour.stop": Text("Stop {stop}: {place}"),
    "tour.stop.shown": Text("Stop {stop}: {place}, shown"),
    "tour.stop.now": Text("Stop {stop}: {place}, now"),
    "tour.previous": Text("Previous stop (Page Up)"),
    "tour.next": Text("Next stop (Page Down)"),
    "tour.last": Text("End of the tour (Page Down)"),
    "tour.pause": Text("Pause the tour (Space)"),
    "tour.resume": Text("Resume the tour (Space)"),
    "tour.pace": Text("×{pace}"),
    "tour.pace.name": Text("Tour speed ×{pace}. Press for the next one"),
    "tour.auto.on": Text("Moves on to the next stop by itself"),
    "tour.auto.off": Text("Waits at each stop until you continue"),
    "tour.captions.on": Text("Captions are on (K)"),
    "tour.captions.off": Text("Captions are off (K)"),
    "tour.voice.on": Text("The voice is on (V)"),
    "tour.voice.off": Text("The voice is off (V)"),
    "tour.volume": Text("Volume of the voice"),
    "tour.leave": Text("Leave the tour (Esc)"),
    "tour.announce": Text("Stop {stop} of {count}, {place}. {words}"),
    "tour.waits.show": Text("The tour is waiting for you"),
    "tour.waits.talk": Text("The talk is waiting for you"),
    "tour.waits.lesson": Text("The lesson is waiting"),
    "tour.waits.how": Text("Look around. You can come back to stop {stop} of {count} at any time."),
    "tour.resume.show": Text("Resume tour"),
    "tour.resume.talk": Text("Resume talk"),
    "tour.resume.lesson": Text("Resume lesson"),
    "tour.waits.leave": Text("Leave"),
    "tour.strip": Text("Exhibit readings"),
    "tour.action.set": Text("{label}: {value}"),
    "tour.action.on": Text("on", context="switch"),
    "tour.action.off": Text("off"),
    "tour.action.pace": Text("Speed ×{pace}"),
    "tour.action.reset": Text("Restarted"),
    "tour.actions.join": Text(", "),
    "tour.over": Text("The tour is finished"),
    "tour.over.how": Text("{title}, {count} stop.", "{title}, {count} stops."),
    "tour.left": Text("You left the tour"),
    "tour.left.how": Text("{title}, at stop {stop} of {count}."),
    "tour.over.again": Text("Play again"),
    "tour.over.back": Text("Back to stop {stop}"),
    "tour.over.other": Text("Another tour"),
    "tour.over.look": Text("Look around on your own"),
    "tour.key.start": Text("start a tour"),
    "tour.key.pause": Text("tour: pause, resume"),
    "tour.key.next": Text("tour: next, previous stop"),
    "tour.key.sound": Text("tour: captions, voice"),
    "voice.none.linux": Text("No voice was found. Install speech-dispatcher and espeak-ng, then press V"),
    "voice.none.windows": Text(
        "No voice was found. You can add one in Settings, Time & language, Speech; then press V"
    ),
    "voice.none.mac": Text(
        "No voice was found. You can add one in System Settings, Accessibility, Spoken Content; then press V"
    ),
    "voice.other.linux": Text(
        "No {language} voice was found. Install espeak-ng, which has one, then press V"
    ),
    "voice.other.windows": Text(
        "No {language} voice was found. You can add one in Settings, Time & language, Speech; then press V"
    ),
    "voice.other.mac": Text(
        "No {language} voice was found. You can add one in System Settings, Accessibility, Spoken "
        "Content; then press V"
    ),
}
