"""How frames reach the screen, and why."""

from __future__ import annotations

from .. import Text

WORDS: dict[str, Text] = {
    "present.copy": Text("shown by copy"),
    "present.blit": Text("shown by blit"),
    "present.asked": Text("chosen with --present"),
    "present.screenless": Text("no GPU window available"),
    "present.no-x": Text("on Wayland without X every frame is copied"),
    "present.software": Text("drawn by the CPU, and copying is faster for it"),
    "present.measured": Text("measured here: {copy} ms a frame by copy, {blit} ms by blit"),
    "present.wrong": Text("blit showed a wrong image here"),
    "present.never-finished": Text("the self-check of blit did not finish"),
    "present.failed": Text("blit is not possible: {what}"),
    "present.next-start": Text("new graphics card: the self-check runs after the next start"),
    "present.to-check": Text("the self-check has not run yet"),
}
