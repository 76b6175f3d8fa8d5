"""The script of all that moves in the park, written once by the bake: see :mod:`explorer.crowd`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from explorer.build.pipeline.assemble import Part
from explorer.build.site import plan
from explorer.build.traffic import routes
from explorer.build.traffic.walkable import WalkableMap
from explorer.build.traffic.walks import plan_walks
from explorer.crowd import PRECOMPUTED, Crowd, Script
from explorer.crowd.script import FILE
from explorer.crowd.tram import trams

CAR_COLOURS = ("#F4EFE7", "#EE6C4D", "#5B6068", "#2F74D0", "#F4EFE7", "#F2A33A", "#A7ABAF", "#159E9A")
LOADED_FOR = ("street", "goals25", "twinlib", "net", "factory")
"""The zones whose accents the loads of trucks have."""


def build_script(parts: Sequence[Part], solids: npt.NDArray[np.void]) -> Script:
    """The script for these parts; the same for the same park.

    Parameters
    ----------
    parts : everything that stands.
    solids : boxes of dtype `baked_format.SOLID` that block walkers as well.
    """
    line = routes.tramway()
    rooms = [place.room for place in plan.ZONES.values() if place.room]
    return Script(
        walks=plan_walks(WalkableMap(parts, solids, rooms), trams(line), rooms),
        lane=routes.lane(),
        car_colours=CAR_COLOURS,
        load_colours=tuple(plan.ZONES[zone].accent for zone in LOADED_FOR),
        tramway=line,
        tram_colour=plan.ZONES["drivers"].accent,
        boats=routes.sailings(),
        flights=routes.flights(),
        gulls=routes.GULLS,
        flags=tuple(flag for part in parts for flag in part.builder.flags),
    )


def write_script(out: Path, script: Script) -> None:
    """Write the script beside the models, with the timetables that take long to compute from it."""
    crowd = Crowd(script, plan.WATER_LEVEL_M)
    for name, file in PRECOMPUTED.items():
        np.save(out / file, getattr(crowd, name).rows)
    text = json.dumps(script.to_json(), ensure_ascii=True, separators=(",", ":"))
    (out / FILE).write_text(text, encoding="utf-8")
