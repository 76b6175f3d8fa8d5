"""Texts of the oven and its books: actions, readings, charts, walkthrough, captions, and labels of parts."""

from __future__ import annotations

from collections.abc import Mapping

from ...i18n import Text
from ..exhibit import Action, Chart, GuidedStep, Output, PartWords
from ..signs import Handle, Sign

BOOK_NAMES = {
    "steel": Text("Steel's book"),
    "plastic": Text("Plastic's book"),
    "solder": Text("Solder's book"),
    "library": Text("All three books"),
    "none": Text("No book"),
}
OVEN_NAMES = {
    "steel": Text("Steel furnace"),
    "plastic": Text("Plastic press"),
    "solder": Text("Solder oven"),
    "unknown": Text("Unknown oven"),
}
TRAY_NAMES = {
    "own": Text("Right book"),
    "other": Text("Wrong book"),
    "library": Text("All three books"),
    "none": Text("No book"),
}

ACTIONS = (
    Action(
        "bake",
        Text("Bake ten parts"),
        Text("Ten ovens of the industry are watched, planned for and baked in; each makes one part."),
    ),
    Action("clear", Text("Clear the trays"), Text("All trays are emptied, and ten new ovens come.")),
)

OUTPUTS = (
    Output("good", Text("Good parts of 10"), "parts", 0, 10, plain=Text("good parts of ten")),
    Output("watched", Text("Watched first"), "s", 0, 60, plain=Text("watched before baking")),
    Output("burnt", Text("Burnt parts"), "parts", 0, 10),
    Output("raw", Text("Raw parts"), "parts", 0, 10),
    Output("parts", Text("Parts that came out"), "parts", 0, 10),
    Output("temperature", Text("Temperature of the first oven"), "°C", -400, 1500),
    Output("steel", Text("Likely a steel furnace"), "%", 0, 100),
    Output("plastic", Text("Likely a plastic press"), "%", 0, 100),
    Output("solder", Text("Likely a solder oven"), "%", 0, 100),
    Output("phase", Text("0 open the book, 1 watch, 2 bake, 3 done"), "", 0, 3),
)

CHARTS = (
    Chart(Text("Good, burnt and raw parts"), ("good", "burnt", "raw"), "bars"),
    Chart(
        Text("Temperature of the first oven"), ("temperature",), "profile", Text("Seconds of the machine (s)")
    ),
)

SIGNS = (
    Sign("steel", Text("Steel", context="book")),
    Sign("plastic", Text("Plastic", context="book")),
    Sign("solder", Text("Solder", context="book")),
    Sign("none", Text("No book"), "below"),
    Sign("tray_own", Text("Right book"), "right"),
    Sign("tray_other", Text("Wrong book"), "left"),
    Sign("clock", Text("Seconds to watch")),
)
HANDLES = {"clock": Handle("watch_s", "up")}

WALKTHROUGH = (
    GuidedStep(
        Text("Give the solder oven the book for steel: its recipe does not fit."),
        "bake",
        (("oven", "solder"), ("book", "steel"), ("watch_s", 0.0), ("noise_percent", 3.0)),
        9.0,
        part="steel",
        ask=Text("What comes out of the solder oven if it follows the book for steel?"),
        press=Text("Bake ten parts"),
    ),
    GuidedStep(
        Text("Now the oven's own book: gold at once, with no watching."),
        values=(("book", "solder"),),
        watch_s=9.0,
        part="solder",
        ask=Text("Now its own book. How many turn golden?"),
        press=Text("Use its own book"),
    ),
    GuidedStep(
        Text("Nobody says which oven it is: try all three books and watch for 15 s."),
        values=(("oven", "unknown"), ("book", "library"), ("watch_s", 15.0)),
        watch_s=13.0,
        part="clock",
        ask=Text("An unknown oven. Can the data choose the book?"),
        press=Text("Try all three"),
    ),
    GuidedStep(
        Text("No book, and the same 15 s: that is not enough."),
        values=(("book", "none"),),
        watch_s=13.0,
        part="none",
        ask=Text("No book, 15 s of watching. Is that enough?"),
        press=Text("Take the books away"),
    ),
    GuidedStep(
        Text("Still no book, but a minute of watching: most often it catches up."),
        values=(("watch_s", 60.0),),
        watch_s=18.0,
        part="clock",
        ask=Text("Watch for a minute. Does it catch up?"),
        press=Text("Watch for a minute"),
    ),
)


def captions(book: str, industry: str, watch_s: float, good: int) -> tuple[Text, ...]:
    """Captions of the steps once all ten parts are out: always the result, and a judgement only if it is true."""
    wrong = Text("{book} on this oven: {good} of 10 good.", book=BOOK_NAMES[book], good=good)
    own = Text("Its own book: {good} of 10, at once.", good=good)
    found = Text("Nobody says which oven it is; after {watch_s:.0f} s the data tell. {good} of 10 good.")
    lost = Text("Nobody says which oven it is, and {watch_s:.0f} s were not enough here: {good} of 10.")
    short = Text("No book: {watch_s:.0f} s are not enough, {good} of 10.")
    lucky = Text("No book, {watch_s:.0f} s watched: lucky this time, {good} of 10.")
    same = Text("No book: {watch_s:.0f} s of watching for the same, {good} of 10.")
    less = Text("No book: {watch_s:.0f} s of watching, and {good} of 10.")
    watched = (found if good >= 8 else lost, short if good <= 7 else lucky, same if good >= 8 else less)
    return (
        wrong,
        own if book == industry and not watch_s else wrong,
        *(words.having(watch_s=watch_s, good=good) for words in watched),
    )


def part_words(
    book: str,
    oven: str,
    watch_s: float,
    likely: tuple[float, float, float] | None,
    counts: Mapping[str, tuple[int, int]],
) -> dict[str, PartWords]:
    """Books, oven, clock and trays."""
    words = {}
    for number, name in enumerate(("steel", "plastic", "solder")):
        reading = Text("on the oven") if book == name else Text("touch to put it on the oven")
        if likely is not None:
            reading = Text("Likelihood: {percent:.0f} %", percent=100 * likely[number])
        words[name] = PartWords(BOOK_NAMES[name], reading)
    for name in ("library", "none"):
        words[name] = PartWords(BOOK_NAMES[name], Text("in use") if book == name else Text("touch to use"))
    words["oven"] = PartWords(OVEN_NAMES[oven], Text("touch for an unknown one"))
    words["clock"] = PartWords(Text("Clock"), Text("{watch_s:.0f} s watched before baking", watch_s=watch_s))
    for tray, label in TRAY_NAMES.items():
        good, of = counts.get(tray, (0, 0))
        words[f"tray_{tray}"] = PartWords(
            Text("Tray: {name}", name=label),
            Text("{good} good of {parts}", good=good, parts=of) if of else Text("nothing baked yet"),
        )
    return words
