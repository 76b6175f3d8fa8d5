"""The texts of the page on a phone. They are in the catalogues like all others; the page gets them in every language."""

from __future__ import annotations

import json
from functools import cache

from ....i18n import Text, languages, name_of, tr

PAGE_WORDS = {
    "title": Text("Park Explorer"),
    "language": Text("Language"),
    "live": Text("live"),
    "off": Text("connecting again…"),
    "silent": Text("The show is silent."),
    "old": Text("The show was updated. Reload this page."),
    "join": Text("Code on the screen"),
    "join-means": Text("Turn the exhibit, vote, ask for help, and take your visit home."),
    "go": Text("Join"),
    "wrong": Text("That is not the code."),
    "wait": Text(
        "Wrong codes were typed in this network. Next try in {count} s; scanning the code works at once."
    ),
    "full": Text("All places are taken. Ask the staff."),
    "exhibit": Text("Exhibit"),
    "park": Text("Park", context="tab"),
    "question": Text("Question"),
    "mine": Text("My visit"),
    "remote": Text("Remote"),
    "help": Text("Help"),
    "try-dial": Text("Try this: change “{label}” and watch the big screen."),
    "try-press": Text("Try this: press “{label}” and watch the big screen."),
    "look": Text("Watch the big screen: the show goes on there."),
    "browse": Text("Look around while you wait: what each place is about."),
    "read": Text("Read about this place"),
    "all": Text("All places"),
    "now": Text("On the big screen now"),
    "loading": Text("One moment…"),
    "together": Text("All phones set it together: the middle of all wishes counts."),
    "on": Text("on", context="switch"),
    "off-switch": Text("off", context="switch"),
    "refused": Text("Not now."),
    "slow": Text("Too fast. Try again in a moment."),
    "noquestion": Text("No question now."),
    "think": Text("Think first. The answers come in a moment."),
    "counted": Text("Counted. You may change your mind."),
    "spots": Text("Look closer"),
    "spots-mean": Text("Touch one: it opens on the big screen."),
    "right": Text("right answer"),
    "yours": Text("your answer"),
    "votes": Text("Phones: {count}"),
    "phones": Text("Phones are counted, not people."),
    "nothing": Text("Nothing yet. What the show visits appears here."),
    "results": Text("My results"),
    "own": Text("The park in 3D on this phone"),
    "sources": Text("Sources"),
    "keep": Text("Save my visit"),
    "keep-means": Text("One file on this phone, to read at home. This page itself stays in this network."),
    "over": Text("The show is over. Take your visit along before you leave."),
    "limit": Text("What the model leaves out"),
    "call": Text("Call staff"),
    "call-help": Text("I need help"),
    "call-sound": Text("There is no sound"),
    "call-stuck": Text("It is stuck"),
    "called": Text("Staff has been told."),
    "done": Text("Done", context="call for staff"),
    "next": Text("Next", context="remote control"),
    "back": Text("Back", context="remote control"),
    "hide": Text("Hide the projector’s picture"),
    "show": Text("Show the projector’s picture"),
    "seen": Text("Live · what the audience sees"),
    "hidden": Text("Black · the audience sees nothing"),
    "frozen": Text("Frozen · the audience still sees the earlier view"),
    "picture-now": Text("Picture now: {label}"),
    "picture-next": Text("Picture that comes next: {label}"),
    "note": Text("Notes"),
    "past": Text("After the last stop"),
    "comes": Text("Comes next"),
    "stops": Text("All stops"),
    "of": Text("of {planned}"),
    "overtime": Text("{count} over time"),
    "ask": Text("Ask the audience"),
    "options": Text("Show answers"),
    "reveal": Text("Show the right answer"),
    "away": Text("Close the question"),
    "notour": Text("No tour is being shown."),
}


@cache
def page_words() -> bytes:
    """The texts of the page in every language of the program, as JSON."""
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
    names = ("label", "count", "planned")
    return tr(text, language, **{name: "{" + name + "}" for name in names})
