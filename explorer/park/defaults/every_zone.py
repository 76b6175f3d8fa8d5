"""The default tour for passers-by: the whole park, then each zone, in a loop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...i18n import Language, Text, tr
from ..base import Name
from ..checks.reading_times import stop_reading_s
from ..model import Frame, Zone
from ..tour import Stop, Tour

EVERY_ZONE = "every-zone"
"""Id of the generated tour; its stops say nothing that zones do not say."""
LOOK_S, PARK_S = 8.0, 12.0
"""Time to fly to a zone and look round, in addition to reading; time for the view of the whole park."""
MOST_ZONES = 40

TITLE = Text("Round the park")
LEAD = Text("Every zone, one after the other.")


def every_zone(frame: Frame, walk: Sequence[str], zones: Mapping[str, Zone]) -> Tour:
    """A tour through all zones of a scene, in the order of `walk`."""
    stops = [
        Stop.model_construct(
            id="park", view=frame.start, hold_s=PARK_S, caption=frame.subtitle, spoken=frame.subtitle
        )
    ]
    for id in walk[:MOST_ZONES]:
        zone = zones[id]
        stop = Stop.model_construct(id=id, zone=id, caption=zone.title, spoken=zone.lead)
        stops.append(stop.model_copy(update={"hold_s": LOOK_S + stop_reading_s(stop)}))
    return Tour.model_construct(
        id=EVERY_ZONE,
        kind="show",
        title=_name(TITLE, frame.languages),
        lead=_name(LEAD, frame.languages),
        loops=True,
        stops=tuple(stops),
    )


def _name(text: Text, languages: Sequence[Language]) -> Name:
    return Name({language: tr(text, language) for language in languages})
