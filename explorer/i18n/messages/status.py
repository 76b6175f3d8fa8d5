"""Status of rendering: what is drawn, and why."""

from __future__ import annotations

from .. import Text

WORDS: dict[str, Text] = {
    "status.key": Text("drawing quality"),
    "status.title": Text("Picture"),
    "status.why": Text(
        "How much is drawn while you move depends on how fast this computer is. F3 shows this line "
        "over the park."
    ),
    "status.name": Text("Picture: {state}"),
}
