"""Words for the flows between zones."""

from __future__ import annotations

from .. import Text

WORDS: dict[str, Text] = {
    "flows.title": Text("Flows between zones"),
    "flows.button": Text("Flows between zones (F)"),
    "flows.key": Text("flows between zones"),
    "flows.close": Text("Close (F)"),
    "flows.what": Text(
        "A ribbon shows what one zone passes on to another in this park. It has the colour of the "
        "sender, and the pulses move towards the receiver. The overview shows one ribbon for each "
        "zone; point at a zone to see all of its ribbons."
    ),
    "flows.districts": Text("Colours by district"),
    "flows.zone": Text("{number}  {title}"),
    "flows.out": Text("Passes on"),
    "flows.in": Text("Receives"),
    "flows.row.out": Text("To {title}: {flow}"),
    "flows.row.in": Text("From {title}: {flow}"),
    "flows.none": Text("No flows are shown for this zone."),
    "flows.hint": Text("Press to go there"),
}
