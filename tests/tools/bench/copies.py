"""The park many times over, side by side: how the explorer stands up to a park that grows.

The copies are real ones: their own vertices, their own zones, their own boxes to touch. The sea, the shore and the land
beyond stay single, since they lie under all of them.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from math import ceil, sqrt
from pathlib import Path
from typing import ClassVar

import numpy as np

from explorer.base.baked_check import read_json
from explorer.base.baked_format import VERTEX, Chunk, Manifest
from explorer.base.geometry import Vec2, Vec3
from explorer.measure.bench.child import Setup
from explorer.measure.bench.report import NotMeasured
from explorer.park import Park
from explorer.park.model import Solids, View, Zone

SINGLE_SURFACES = ("water", "shore")
SINGLE_KINDS = ("far", "city")
MOST_COPIES = 49
"""The numbers of zones end at 999."""


def places(copies: int, pitch_m: Vec2) -> list[Vec2]:
    """Where the copies stand, east and north of the first one, which is in the middle; nearest first."""
    side = ceil(sqrt(copies))
    cells = [(i - (side - 1) // 2, j - (side - 1) // 2) for i in range(side) for j in range(side)]
    cells.sort(key=lambda cell: (cell[0] ** 2 + cell[1] ** 2, cell))
    return [(i * pitch_m[0], j * pitch_m[1]) for i, j in cells[:copies]]


def pitch_m(manifest: Manifest) -> Vec2:
    """From one copy to the next, so that they do not overlap."""
    own = [chunk for chunk in manifest.chunks if _is_copied(chunk)]
    low = np.array([chunk.low for chunk in own]).min(axis=0)
    high = np.array([chunk.high for chunk in own]).max(axis=0)
    return (float(high[0] - low[0]), float(high[1] - low[1]))


def copied(source: Path, target: Path, copies: int) -> Vec2:
    """Write a baked park that stands `copies` times over to the folder `target`; returns the pitch.

    Raises
    ------
    OSError, ValueError, KeyError, TypeError
        If `source` holds no baked park that this program reads, or `target` cannot be written.
    """
    manifest = read_json(Manifest, (source / "manifest.json").read_bytes())
    pitch = pitch_m(manifest)
    vertices = np.load(source / "vertices.npy", mmap_mode="r", allow_pickle=False)
    chunks, flows, glows, holograms = [], [], [], []
    for number, (east, north) in enumerate(places(copies, pitch)):
        shift = (east, north, 0.0)
        chunks += list(_chunks(manifest, number, shift, len(vertices)))
        flows += [
            replace(
                flow,
                source=_name(flow.source, number),
                target=_name(flow.target, number),
                points=tuple(_moved(p, shift) for p in flow.points),
            )
            for flow in manifest.flows
        ]
        glows += [replace(glow, at=_moved(glow.at, shift)) for glow in manifest.glows]
        holograms += [
            replace(
                hologram,
                zone=_name(hologram.zone, number),
                lines=tuple(tuple(_moved(p, shift) for p in line) for line in hologram.lines),
            )
            for hologram in manifest.holograms
        ]
    many = replace(
        manifest,
        chunks=tuple(chunks),
        flows=tuple(flows),
        glows=tuple(glows),
        holograms=tuple(holograms),
    )
    target.mkdir(parents=True, exist_ok=True)
    (target / "manifest.json").write_text(json.dumps(many.to_json()), "utf-8")
    with (target / "vertices.npy").open("wb") as out:
        shape = {"descr": VERTEX.descr, "fortran_order": False, "shape": (len(vertices) * copies,)}
        np.lib.format.write_array_header_1_0(out, shape)
        for _ in range(copies):  # piece by piece: what lies in memory here would be counted as the park's
            out.write(vertices.tobytes())
    for name in ("indices.npy", *manifest.ground.values()):
        (target / name).write_bytes((source / name).read_bytes())
    return pitch


def multiplied(park: Park, copies: int, pitch: Vec2) -> Park:
    """The park that belongs to `copied` models: each copy has zones of its own, named like `data-2`."""
    zones = dict(park.zones)
    solids = park.solids
    names, lows, highs = list(solids.zones), [solids.low], [solids.high]
    most = max((zone.number for zone in park.zones.values()), default=0)
    for number, (east, north) in enumerate(places(copies, pitch)):
        if number == 0:
            continue
        for zone in park.zones.values():
            copy = _zone(zone, number, most, (east, north, 0.0))
            zones[copy.id] = copy
        names += [_name(name, number) for name in solids.zones]
        shift = np.array([[east], [north], [0.0]], np.float32)
        lows.append(solids.low + shift)
        highs.append(solids.high + shift)
    side = ceil(sqrt(copies))
    low, high = park.bounds.low_m, park.bounds.high_m
    more = (side * pitch[0], side * pitch[1])
    bounds = park.bounds.model_copy(
        update={
            "low_m": (low[0] - more[0], low[1] - more[1]),
            "high_m": (high[0] + more[0], high[1] + more[1]),
        }
    )
    many = Solids(
        tuple(names),
        np.ascontiguousarray(np.concatenate(lows, axis=1)),
        np.ascontiguousarray(np.concatenate(highs, axis=1)),
    )
    return park.model_copy(update={"zones": zones, "solids": many, "bounds": bounds})


@dataclass(frozen=True)
class ManySetup(Setup):
    """A setup whose park stands several times over.

    Attributes
    ----------
    pitch_m : from one copy to the next, east and north.
    """

    copies: int = 1
    pitch_m: tuple[float, float] = (0.0, 0.0)

    PROCESS: ClassVar[str] = "tests.tools.bench.process"

    def park(self) -> Park:
        """The park, as many times over as asked for."""
        park = super().park()
        return multiplied(park, self.copies, self.pitch_m) if self.copies > 1 else park


@contextmanager
def standing_many_times(setup: Setup, copies: int) -> Iterator[ManySetup]:
    """The setup with models that stand so often, in a folder that is deleted afterwards.

    Raises
    ------
    NotMeasured
        If they cannot be copied, with a sentence.
    """
    many = ManySetup(**vars(setup), copies=copies)
    if copies == 1:
        yield many
        return
    if not 1 < copies <= MOST_COPIES:
        raise NotMeasured(f"copies: from 1 to {MOST_COPIES}")
    with tempfile.TemporaryDirectory() as folder:
        try:
            pitch = copied(setup.models, Path(folder), copies)
        except (OSError, ValueError, KeyError, TypeError) as fault:
            raise NotMeasured(f"The park cannot be copied: {fault}") from None
        yield replace(many, models=Path(folder), pitch_m=pitch)


def _is_copied(chunk: Chunk) -> bool:
    return chunk.surface not in SINGLE_SURFACES and chunk.kind not in SINGLE_KINDS


def _chunks(manifest: Manifest, number: int, shift: Vec3, vertices: int) -> Iterator[Chunk]:
    """The chunks of one copy; their triangles are numbered from the first vertex, so that all may share them."""
    for chunk in manifest.chunks:
        if number and not _is_copied(chunk):
            continue
        yield replace(
            chunk,
            name=_name(chunk.name, number),
            zone=_name(chunk.zone, number),
            low=_moved(chunk.low, shift),  # places are counted within the box, so they move with it
            high=_moved(chunk.high, shift),
            first_vertex=chunk.first_vertex + number * vertices,
        )


def _zone(zone: Zone, number: int, most: int, shift: Vec3) -> Zone:
    place, views = zone.place, zone.views
    centre = (place.centre_m[0] + shift[0], place.centre_m[1] + shift[1])
    moved_place = place.model_copy(update={"centre_m": centre, "label_m": _moved(place.label_m, shift)})
    moved_views = views.model_copy(
        update={"front": _view(views.front, shift), "exhibit": _view(views.exhibit, shift)}
    )
    return zone.model_copy(
        update={
            "id": _name(zone.id, number),
            "model": zone.model and _name(zone.model, number),
            "number": zone.number + number * most,
            "place": moved_place,
            "views": moved_views,
            "related": tuple(
                relation.model_copy(update={"zone": _name(relation.zone, number)})
                for relation in zone.related
            ),
        }
    )


def _view(view: View, shift: Vec3) -> View:
    return view.model_copy(update={"target_m": _moved(view.target_m, shift)})


def _name(name: str, number: int) -> str:
    """The name of a thing in a copy; what has none keeps none."""
    return f"{name}-{number + 1}" if number and name else name


def _moved(point: Vec3, shift: Vec3) -> Vec3:
    return (point[0] + shift[0], point[1] + shift[1], point[2] + shift[2])
