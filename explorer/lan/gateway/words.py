"""The words of the page on a phone. They stand in the catalogues as all others; the page gets them in every language."""

from __future__ import annotations

import json
from functools import cache

from ...i18n import Text, languages, name_of, tr

PAGE_WORDS = {
    "title": Text("Park Explorer"),
    "language": Text("Language"),
    "live": Text("live"),
    "off": Text("connecting again…"),
    "silent": Text("The show is silent."),
    "old": Text("The show was updated. Reload this page."),
    "join": Text("Code on the screen"),
    "go": Text("Join"),
    "wrong": Text("That is not the code."),
    "many": Text("Too many tries. Wait a minute."),
    "full": Text("The room is full."),
    "exhibit": Text("Exhibit"),
    "question": Text("Question"),
    "mine": Text("My visit"),
    "remote": Text("Remote"),
    "help": Text("Help"),
    "look": Text("Nothing to turn now. Look at the big screen."),
    "together": Text("All hands together set this dial."),
    "on": Text("on", context="switch"),
    "off-switch": Text("off", context="switch"),
    "refused": Text("Not now."),
    "slow": Text("Too fast. Try again in a moment."),
    "noquestion": Text("No question now."),
    "think": Text("Think first. The answers come in a moment."),
    "counted": Text("Counted. You may change your mind."),
    "right": Text("right answer"),
    "yours": Text("your answer"),
    "votes": Text("Votes: {count}"),
    "nothing": Text("Nothing yet. What the show visits appears here."),
    "results": Text("My results"),
    "state": Text("State code: open this exhibit as it stands, with run --state"),
    "sources": Text("Sources"),
    "keep": Text("Save as a file"),
    "limit": Text("What the model leaves out"),
    "call": Text("Call staff"),
    "call-help": Text("I need help"),
    "call-sound": Text("There is no sound"),
    "call-stuck": Text("It is stuck"),
    "called": Text("Staff has been told."),
    "next": Text("Next", context="remote control"),
    "back": Text("Back", context="remote control"),
    "black": Text("Black screen"),
    "note": Text("Notes"),
    "comes": Text("Comes next"),
    "time": Text("{elapsed} of {planned}"),
    "ask": Text("Ask the audience"),
    "options": Text("Show answers"),
    "reveal": Text("Show the right answer"),
    "away": Text("Close the question"),
    "notour": Text("No tour is being shown."),
}


@cache
def page_words() -> bytes:
    """The words of the page in every language of the program, as JSON."""
    return json.dumps(
        {
            language: {
                "": name_of(language),
                **{key: _open(text, language) for key, text in PAGE_WORDS.items()},
            }
            for language in languages()
        },
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()


def _open(text: Text, language: str) -> str:
    names = ("value", "count", "elapsed", "planned")
    return tr(text, language, **{name: "{" + name + "}" for name in names})
