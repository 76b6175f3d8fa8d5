"""Animation clips of own models for the page: nodes, tracks and constant matrices; `page/clips.js` plays them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from ...park.meshes.clips import USUAL, Clip, Rig, local_matrix
from ...park.meshes.mesh import Floats
from ...park.model import Park, Zone
from ...park.tour import Tour
from .folder import Folder

DIGITS = 5
"""Decimals of seconds, of units of the file, and of matrices."""


def write_clips(
    park: Park, tour: Tour | None, rigs: Mapping[str, Rig], folder: Folder
) -> dict[str, frozenset[str]]:
    """Write `clips/ZONE` with those that something on the page asks for; returns them."""
    written = {}
    for zone, rig in rigs.items():
        names = frozenset(_asked(park.zones[zone], tour)) & rig.clips.keys()
        if names:
            folder.script(f"clips/{zone}", _rows(rig, sorted(names)))
            written[zone] = names
    return written


def _asked(zone: Zone, tour: Tour | None) -> Iterator[str]:
    wishes = [zone.exhibit.clip if zone.exhibit is not None else None, *(spot.clip for spot in zone.spots)]
    wishes += [stop.clip for stop in tour.stops if stop.zone == zone.id] if tour is not None else []
    yield from (wish for wish in wishes if wish is not None)


def _rows(rig: Rig, names: list[str]) -> dict[str, Any]:
    used: list[int] = []
    movable = rig.movable
    for mover in movable:
        used += [node for node in rig.above(mover) if node not in used]
    return {
        "placing": _columns(rig.placing),
        "nodes": {
            node: [rig.parents.get(node, -1), _columns(local_matrix(rig.nodes[node]))] for node in used
        },
        "parts": {mover: _columns(back) for mover, back in movable.items()},
        "clips": {name: _clip(rig, rig.clips[name]) for name in names},
    }


def _clip(rig: Rig, clip: Clip) -> dict[str, Any]:
    """Its length; of each node that it moves, where it rests, and its tracks: path, whether it jumps, times, values."""
    tracks = {
        node: [
            [list(rig.nodes[node].get(path, usual)) for path, usual in USUAL.items()],
            [
                [list(USUAL).index(t.path), int(t.is_stepped), _rounded(t.times_s), _rounded(t.values)]
                for t in some
            ],
        ]
        for node, some in clip.tracks.items()
    }
    return {"length": clip.length_s, "nodes": tracks}


def _columns(matrix: Floats) -> list[float]:
    """A matrix column by column, as WebGL takes it."""
    rows: list[float] = np.round(matrix.T.ravel(), 9).tolist()
    return rows


def _rounded(numbers: Floats) -> list[Any]:
    rows: list[Any] = np.round(numbers, DIGITS).tolist()
    return rows
