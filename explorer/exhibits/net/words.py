"""Texts of the parts of the racetrack."""

from __future__ import annotations

from collections.abc import Mapping

from ...i18n import Text, Verbatim
from ..exhibit import GuidedStep, PartWords
from ..signs import Handle, Sign

SERVER_NAMES = {
    "destination": Text("At the destination"),
    "region": Text("In the region"),
    "edge": Text("At the edge"),
}

BASES = {
    "published requirement": Text("access: published requirement"),
    "published target": Text("access: published target"),
    "estimate": Text("access: estimate"),
}

PLAIN: dict[str, Text] = {
    "optical": Text("there and back, fibre"),
    "leo": Text("the same, low satellite"),
}
"""Plain names of the round trips shown in large type."""

WALKTHROUGH: tuple[GuidedStep, ...] = (
    GuidedStep(
        Text(
            "Shanghai to Urumqi, 3,267 km. Guess: fibre or the low satellite? Start, and watch the gold "
            "cap on the board, which in the end shows only the milliseconds by which the lanes differ."
        ),
        "start",
        (("destination", "urumqi"), ("server", "destination"), ("load", 0.5), ("slowdown", 500.0)),
        27.0,
        ask=Text("Shanghai to Urumqi: fibre or low satellite? Guess, then start."),
    ),
    GuidedStep(
        Text(
            "Let the low satellites stand only 25° above the horizon instead of overhead: the way up is "
            "longer, and fibre wins."
        ),
        "start",
        (("elevation_deg", 25.0),),
        27.0,
        ask=Text("The low satellite stands near the horizon. Who wins now?"),
    ),
    GuidedStep(
        Text("Now across the city. Fibre is back before the satellite's packet has even reached orbit."),
        "",
        (("destination", "city"), ("elevation_deg", 90.0)),
        8.0,
        ask=Text("Now only across the city. Does the satellite have a chance?"),
        press=Text("Race across the city"),
    ),
    GuidedStep(
        Text(
            "Urumqi again, but the server moves to the edge, within 10 km: most lanes fall under the red "
            "line."
        ),
        "",
        (("destination", "urumqi"), ("server", "edge")),
        8.0,
        ask=Text("Move the server to the edge. Which lanes get fast?"),
        press=Text("Move the server"),
    ),
    GuidedStep(
        Text(
            "Load the network to 95 %: at each hop a packet now waits nineteen service times on average "
            "instead of one, and lanes rise over the line again."
        ),
        "",
        (("load", 0.95),),
        8.0,
        ask=Text("Load the network to 95 %. What does waiting cost?"),
        press=Text("Load it to 95 %"),
    ),
)

HANDLES = {"queue": Handle("load", "up")}

SIGNS = (
    Sign("5g", Verbatim("5G"), "left"),
    Sign("optical", Text("Optical fibre", context="sign"), "below"),
    Sign("leo", Text("Satellite", context="sign"), "below"),
    Sign("server", Text("Server", context="sign")),
    Sign("reach", Text("Fast enough", context="sign"), "below"),
)
NEAR_SIGNS = (
    Sign("6g", Text("6G", context="sign"), "below"),
    Sign("wlan", Text("Wireless LAN", context="sign"), "below"),
)
"""Lanes beside those of the race: from afar their signs would not fit at their narrow bars."""


def part_words(
    read: Mapping[str, float], lanes: Mapping[str, tuple[Text, str]], server: str
) -> dict[str, PartWords]:
    """Label and reading of every part.

    Parameters
    ----------
    read : the exhibit's readings.
    lanes : name and basis of the access delay of each lane.
    server : location of the server.
    """
    found: dict[str, PartWords] = {}
    for name, (label, basis) in lanes.items():
        trip_ms, elapsed_ms, basis_text = read[f"rtt_{name}"], read["elapsed"], BASES[basis]
        if trip_ms <= elapsed_ms:
            reading = Text("Back after {trip_ms:.1f} ms ({basis})", trip_ms=trip_ms, basis=basis_text)
        else:
            reading = Text(
                "On its way for {elapsed_ms:.1f} ms ({basis})", elapsed_ms=elapsed_ms, basis=basis_text
            )
        found[name] = PartWords(label, reading)
    km, where = read["distance"], SERVER_NAMES[server]
    found["server"] = PartWords(
        Text("Server"),
        Text("{where}: {km:,.0f} km on the map", where=where, km=km)
        if km >= 1
        else Text("{where}: next door", where=where),
    )
    found["reach"] = PartWords(
        Text("Within the red line"),
        Text("Light alone: fibre serves up to {km:,.0f} km in time", km=read["reach"]),
    )
    found["break_even"] = PartWords(
        Text("Where orbit wins"),
        Text("Light alone: orbit is faster than fibre from {km:,.0f} km", km=read["break_even"]),
    )
    found["queue"] = PartWords(
        Text("Queue at a hop"),
        Text(
            "Mean wait {wait:.1f} service times; theory {wait_theory:.1f}",
            wait=read["wait"],
            wait_theory=read["wait_theory"],
        ),
    )
    return found
