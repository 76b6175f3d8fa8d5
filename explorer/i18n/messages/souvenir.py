"""Words on souvenirs: passport and postcard."""

from __future__ import annotations

from .. import Text

WORDS: dict[str, Text] = {
    "keys.souvenir": Text("postcard of this view, passport"),
    "card.title": Text("Your postcard"),
    "card.save": Text("Save"),
    "card.print": Text("Print"),
    "card.code": Text("Show QR"),
    "card.picture": Text("Show card"),
    "card.close": Text("Close"),
    "card.contact": Text("Contact", context="under the code of a postcard"),
    "card.source": Text("Its source"),
    "card.line": Text("{park} · {number} of {count} · {day}"),
    "card.address": Text("The code leads to {address}"),
    "card.saved": Text("Saved as {path}"),
    "card.not-saved": Text("Not saved: {folder} cannot be written ({why})."),
    "card.printed": Text("Sent to the printer."),
    "passport.title": Text("Park passport"),
    "passport.count": Text("{done} of {of}"),
    "passport.halls": Text("zones seen"),
    "passport.experiments": Text("experiments done"),
    "passport.next": Text("Next for you"),
    "passport.all": Text("Everything seen and tried"),
    "passport.go": Text("Go there"),
    "passport.about": Text("A stamp for looking, a double ring for trying. Nothing is kept after you leave."),
    "passport.seen": Text("seen"),
    "passport.tried": Text("seen and tried"),
    "passport.unseen": Text("not seen yet"),
    "passport.all-seen": Text("You have seen the only hall.", "You have seen all {count} halls."),
}
