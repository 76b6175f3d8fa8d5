"""Words for an unattended booth. Screens shown before a visitor has chosen a language use both languages."""

from __future__ import annotations

from .. import Text

WORDS: dict[str, Text] = {
    "booth.call": Text("Invitation"),
    "booth.begin": Text("Touch to begin"),
    "booth.pause": Text("Pause"),
    "booth.go-on": Text("Continue"),
    "booth.still": Text("Still there?"),
    "booth.begins": Text(
        "The park starts again for the next visitor in {seconds} second.",
        "The park starts again for the next visitor in {seconds} seconds.",
    ),
    "booth.left": Text("{seconds} second left", "{seconds} seconds left"),
    "booth.here": Text("I’m here, keep going"),
    "booth.start-over": Text("Start over"),
    "booth.start-over.name": Text("Start over: reset the park for a new visitor"),
    "booth.pad": Text("Number pad"),
    "booth.pad.typed": Text("{count} digit entered", "{count} digits entered"),
    "booth.pad.delete": Text("Delete the last digit"),
    "booth.pad.enter": Text("Enter", context="number pad"),
    "booth.pad.close": Text("Close"),
    "booth.pad.rests": Text(
        "Wrong PIN three times. Try again in {seconds} second.",
        "Wrong PIN three times. Try again in {seconds} seconds.",
    ),
    "booth.leave": Text("Leave the park"),
    "booth.restart": Text("Restart the program"),
    "booth.back": Text("Back to the park"),
}
