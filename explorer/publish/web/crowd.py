"""Boats, trams and cars for the page: their meshes, and where they are at even steps of their periods. People are left out."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...crowd import Crowd
from ...crowd.timetable import Timetable
from ...stage.crowd.crowd import cast_of
from ...stage.crowd.meshes import LIMBED
from ...stage.scene.baked import Baked
from .folder import Folder

STEP_S = {"boats": 2.0, "trams": 1.0, "vehicles": 1.0}
STEPS_A_METRE = 20
MOST = 100
"""Bodies of one kind: the shader takes 112 in a call."""


def write_crowd(baked: Baked | None, folder: Folder) -> None:
    """Write `crowd`: a head with kinds and periods, then meshes, then east, north, up and heading of each body by time."""
    if baked is None or not (baked.script.boats or baked.script.lane or baked.script.tramway):
        return
    living = Crowd(baked.script, baked.manifest.water_level_m, baked.timetables)
    kinds, colours, _ = cast_of(living)
    head: dict[str, Any] = {"steps": STEPS_A_METRE, "bodies": [], "meshes": {}}
    tracks = []
    first = len(living.people)
    for name in ("vehicles", "trams", "boats"):
        table: Timetable = getattr(living, name)
        rows = list(range(first, first + len(table)))
        first += len(table)
        for number, row in enumerate(rows[:MOST]):
            tracks.append(_track(table, number, STEP_S[name]))
            head["bodies"].append([str(kinds[row]), int(colours[row]), table.period_s, tracks[-1].shape[1]])
    body = b""
    for kind in dict.fromkeys(row[0] for row in head["bodies"]):
        mesh, joints = LIMBED[kind].mesh, LIMBED[kind].joints
        glow = np.broadcast_to(np.asarray(mesh.glow, np.float32), (len(mesh.positions),))
        facing = np.rint(np.c_[mesh.normals, glow] * 127).astype(np.int8)
        colour = np.ones((len(mesh.positions), 4))
        colour[:, : mesh.colours.shape[-1]] = mesh.colours
        parts = (
            np.rint(mesh.positions * 500).astype("<i2"), np.rint(colour * 255).astype(np.uint8), facing,
            np.rint(joints[:, 2] * 255).astype(np.uint8), mesh.indices.astype("<u2"),
        )  # fmt: skip
        head["meshes"][kind] = [len(mesh.positions), int(mesh.indices.size)]
        body += b"".join(part.tobytes() for part in parts)
    # deflate finds cars that follow each other on one line, since their numbers are the same
    folder.packed("crowd", head, body + b"".join(track.tobytes() for track in tracks))


def _track(table: Timetable, number: int, step_s: float) -> np.ndarray[Any, np.dtype[np.int16]]:
    """East, north, up and heading of one thing at even steps of its period, shape (4, n)."""
    moments = [table.at(at_s) for at_s in np.arange(0, table.period_s, step_s)]
    places = np.array([moment.positions[number] for moment in moments])
    headings = np.unwrap([moment.headings[number] for moment in moments])
    rows = np.c_[places * STEPS_A_METRE, headings * 1000]
    return np.ascontiguousarray(np.rint(rows).astype("<i2").T)
