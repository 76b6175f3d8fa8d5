"""Words on a screen that follows another, and a teacher's controls for the screens of a class."""

from __future__ import annotations

from .. import Text

WORDS: dict[str, Text] = {
    # ---- a screen that follows
    "follow.searching": Text("Looking for the main screen at {host} …"),
    "follow.searching.network": Text("Looking for the main screen in this network …"),
    "follow.wrong-code": Text("Wrong code. Type the one on the main screen."),
    "follow.another-code": Text("Type another code"),
    "follow.too-often": Text("Too many wrong codes. Trying again in a minute."),
    "follow.silent.class": Text("Waiting for the teacher …"),
    "follow.silent.screen": Text("Waiting for the main screen …"),
    "follow.other-version": Text(
        "The main screen runs version {program} of the park. You see where it is, but not what its exhibits do."
    ),
    "follow.other-scene": Text(
        "The main screen shows another scene of the park. You see where it is, but not what its exhibits do."
    ),
    "follow.free.class": Text("Look around. Your teacher will call you back."),
    "follow.free.screen": Text("Look around. The main screen will call you back."),
    "follow.away.class": Text("You are exploring on your own"),
    "follow.away.screen": Text("You are exploring on your own, off the main screen"),
    "follow.back.class": Text("Back to the class"),
    "follow.back.screen": Text("Back to the main screen"),
    "follow.with.class": Text("You are with your teacher"),
    "follow.with.screen": Text("You see what the main screen shows"),
    # ---- the screens of a class
    "class.screens.name": Text("The screens of the class"),
    "class.screens": Text("Screens: {count}"),
    "class.where": Text("{here} with you · {away} elsewhere"),
    "class.release": Text("Let everyone explore"),
    "class.gather": Text("Call everyone back"),
    "class.send": Text("Send everyone here"),
    "class.send.why": Text("Go to an exhibit first: the class starts there, each screen with its own run"),
    "class.collect": Text("Collect results"),
    "class.results": Text("Results ({count})"),
    "class.fold": Text("Hide class screens"),
    "class.unfold": Text("Unfold the screens of the class"),
    # ---- the class chart
    "class.panel": Text("Results of the class"),
    "class.panel.of": Text("Results of the class: {exhibit}"),
    "class.panel.close": Text("Close the results"),
    "class.none": Text(
        "No results yet. Send everyone to an exhibit, give them time, then collect: each screen becomes one point."
    ),
    "class.axis.next": Text("Change this axis"),
    "class.chart.name": Text("Chart of the class, points: {count}"),
    "class.chart.point": Text("Screen {number}: {x}; {y}"),
    "class.choose": Text("Choose a point to show it to all"),
    "class.pair": Text("Screen {number}"),
    "class.show": Text("Show to all"),
    "class.show.too-long": Text("This run is too long to be shown to all."),
}
