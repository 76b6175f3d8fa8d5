"""Five machines and a lone core before one crate each: cells light up as they look, poles count the beats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from ....exhibits.compute.exhibit import Compute, ComputeState
from ....exhibits.compute.machines import Machine
from ....exhibits.compute.places import PLACES, finish_ms
from ....exhibits.compute.race import Race
from ...primitives.instancing import InstanceList, Instances, static_node
from ...primitives.meshes import Mesh, ball, box, joined
from ..prop import Box, Prop
from .cells import MOST_CELLS, Crate, levels

MACHINES = ("hpc", "mixed", "learned", "grover", "spiking")
"""From left to right, each before its tower."""

XS_M = dict(zip(MACHINES, (-18.5, -9.0, 0.0, 9.0, 18.5), strict=True))
PLAIN_X_M, PLACE_X_M, PLACE_APART_M = -13.3, 13.35, 0.75
PANEL_M, PANEL_LOW_M, CELL_Y_M = 5.8, 0.9, -0.24
POLE_OFF_M, POLE_M, POLE_HIGH_M = 3.6, 0.8, 20.0
CHANCE_LOW_M, CHANCE_HIGH_M, CHANCE_M = 7.6, 8.0, 1.5
LESSONS_M, PLACE_HIGH_M = 0.35, 5.0

UNSEEN, DARK, INK, STEEL, GOLD, RED, PAPER, OAK = (
    "#3C467C",
    "#20264A",
    "#3C4149",
    "#A7ABAF",
    "#F2B632",
    "#E0452F",
    "#F0EAE1",
    "#CFA26C",
)
COLOURS = {
    "hpc": "#6C78FF",
    "mixed": "#4FC3F0",
    "learned": "#B58CFF",
    "grover": "#F2B632",
    "spiking": "#58E890",
}


class ComputeProp(Prop):
    """The crate of every machine hangs as a panel before its tower, its pole stands on the right of it."""

    kind = "compute"
    lamps = 0.25

    def build(self) -> None:
        self._cells = {name: Instances(name, _stud(), MOST_CELLS) for name in MACHINES}
        self._poles = Instances("poles", box(), 24)
        self._frames = Instances("frames", box(), 24)
        self._chance = Instances("chance", box(), 8)
        self._places = Instances("places", box(), 8)
        self._best = static_node("best", ball(0.5, 12, 7).painted(GOLD, glow=0.8))
        for instances in (*self._cells.values(), self._poles, self._frames, self._chance, self._places):
            instances.path.reparent_to(self.root)
        for path in (self._best, static_node("panels", _panels())):
            path.reparent_to(self.root)
        self._drawn: dict[str, tuple[object, ...]] = {}
        self._crate = Crate(256)
        self._place: tuple[float, int] | None = None

    def show(self, exhibit: Compute, state: ComputeState, time_s: float) -> None:
        race = state.race
        machines = race.machines
        if race.pumps != self._crate.pumps:
            self._crate = Crate(race.pumps)
        for name in MACHINES:
            machine = machines[name]
            known = (machine, state.weights) if name == "learned" else (machine,)
            if any(
                old is not new for old, new in zip(self._drawn.get(name, (None, None)), known, strict=False)
            ):
                self._drawn[name] = known
                self._light(name, machine.found, race, state)
        self._count(exhibit, state, machines)
        if self._place != (exhibit.cloud_way_ms, race.pumps):
            self._place = (exhibit.cloud_way_ms, race.pumps)
            self._send(exhibit, race.pumps)

    def boxes(self) -> Mapping[str, Box]:
        half = PANEL_M / 2 + 0.2
        found = {
            name: Box((x - half, -0.6, 0.0), (x + half, 0.6, PANEL_LOW_M + PANEL_M + 0.3))
            for name, x in XS_M.items()
        }
        found["plain"] = Box((PLAIN_X_M - 0.7, -0.6, 0.0), (PLAIN_X_M + 0.7, 0.6, POLE_HIGH_M))
        right = PLACE_X_M + PLACE_APART_M * (len(PLACES) - 1)
        found["place"] = Box((PLACE_X_M - 0.4, -0.6, 0.0), (right + 0.4, 0.6, PLACE_HIGH_M + 1.2))
        return found

    def _light(self, name: str, found: bool, race: Race, state: ComputeState) -> None:
        """The cells of one machine: brighter and larger, the more it has looked at or believes in them."""
        level = self._crate.gathered(levels(name, race, state.weights))
        x, z = self._crate.positions(PANEL_M)
        positions = np.column_stack([x + XS_M[name], np.full(len(x), CELL_Y_M), z + PANEL_LOW_M])
        side = self._crate.pitch(PANEL_M) * (0.5 + 0.38 * level)
        colours = self.colour(UNSEEN) * (1 - level[:, None]) + self.colour(COLOURS[name]) * level[:, None]
        glow = 0.55 * level
        bad = self._crate.cell(race.bad)
        colours[bad] = self.colour(GOLD if found else RED)
        side[bad] = self._crate.pitch(PANEL_M) * (2.6 if found else 0.95)
        glow[bad] = 0.5
        sizes = np.column_stack([side, np.where(np.arange(len(x)) == bad, 2.0 if found else 1.4, 1.0), side])
        positions[:, 2] -= side / 2
        self._cells[name].set(positions, None, sizes, colours, glow)

    def _count(self, exhibit: Compute, state: ComputeState, machines: Mapping[str, Machine]) -> None:
        """Poles as high as the beats, gold where the pump is found; Grover's chance; the lessons; the frames."""
        race, poles, frames, chance = state.race, InstanceList(), InstanceList(), InstanceList()
        metre = POLE_HIGH_M / race.pumps
        for name, machine in machines.items():
            x = PLAIN_X_M if name == "plain" else XS_M[name] + POLE_OFF_M
            colour = self.colour(COLOURS.get(name, PAPER))
            begun = machine.beats > 0 or name != "learned"
            high = (machine.beats + (0.0 if machine.done or not begun else state.due)) * metre
            alone = min(race.split.serial_beats * metre, high) if name == "hpc" else 0.0
            if alone:
                poles.add((x, 0, 0.1), (POLE_M * 0.6, POLE_M * 0.6, alone), self.colour(INK), 0.0)
            poles.add((x, 0, 0.1 + alone), (POLE_M, POLE_M, high - alone), colour, 0.45)
            if machine.done:
                outcome = GOLD if machine.found else RED
                poles.add((x, 0, 0.1 + high), (POLE_M * 1.7, POLE_M * 1.7, 0.45), self.colour(outcome), 0.5)
            if name != "plain":
                outcome, thick = (GOLD, 0.3) if machine.found else (STEEL, 0.12)
                for side in (-1, 1):
                    at = (XS_M[name] + side * (PANEL_M / 2 + 0.25), -0.1, PANEL_LOW_M - 0.2)
                    frames.add(at, (thick, 0.5, PANEL_M + 0.4), self.colour(outcome), 0.4 * machine.found)
        lessons = state.lessons / max(1, exhibit.lessons)
        left = XS_M["learned"] - PANEL_M / 2
        frames.add(
            (left + PANEL_M * lessons / 2, -0.3, 0.3),
            (PANEL_M * lessons, 0.3, LESSONS_M),
            self.colour(GOLD),
            0.5,
        )
        x, share = XS_M["grover"], race.grover.chance(race.bad)
        chance.add(
            (x, 0, CHANCE_LOW_M),
            (CHANCE_M, 0.8, max(share, 0.004) * CHANCE_HIGH_M),
            self.colour(GOLD),
            0.25 + 0.3 * share,
        )
        for mark in (0.0, 0.5, 1.0):
            chance.add(
                (x, 0.5, CHANCE_LOW_M + mark * CHANCE_HIGH_M - 0.06),
                (CHANCE_M + 1.2, 0.12, 0.12),
                self.colour(INK),
            )
        for side in (-1, 1):
            chance.add(
                (x + side * (CHANCE_M / 2 + 0.5), 0.5, CHANCE_LOW_M),
                (0.14, 0.14, CHANCE_HIGH_M),
                self.colour(INK),
            )
        for items, instances in ((poles, self._poles), (frames, self._frames), (chance, self._chance)):
            items.show_in(instances)

    def _send(self, exhibit: Compute, pumps: int) -> None:
        """Device, edge and cloud as bars of time; a gold ball on the quickest."""
        times_ms = np.array([finish_ms(place, pumps, exhibit.cloud_way_ms) for place in PLACES])
        high = times_ms / times_ms.max() * PLACE_HIGH_M
        best, items = int(times_ms.argmin()), InstanceList()
        for number, metres in enumerate(high):
            colour = self.colour(GOLD if number == best else STEEL)
            items.add(
                (PLACE_X_M + PLACE_APART_M * number, 0, 0.1),
                (0.5, 0.5, metres),
                colour,
                0.4 * (number == best),
            )
        items.show_in(self._places)
        self._best.set_pos(PLACE_X_M + PLACE_APART_M * best, 0, 0.1 + float(high[best]) + 0.55)


def _stud() -> Mesh:
    """A flat box without the faces that cannot be seen: its back and its underside."""
    whole = box(1, 0.2, 1)
    normals = whole.normals[whole.indices[:, 0]]
    return replace(whole, indices=whole.indices[(normals[:, 1] < 0.5) & (normals[:, 2] > -0.5)])


def _panels() -> Mesh:
    """The boards the cells hang on, and the full height of the poles."""
    parts: list[Mesh] = []
    for x in XS_M.values():
        parts.append(box(PANEL_M + 0.3, 0.3, PANEL_M + 0.3).moved(x=x, z=PANEL_LOW_M - 0.15).painted(DARK))
        parts.append(box(PANEL_M + 0.9, 0.9, 0.3).moved(x=x, z=0.0).painted(OAK))
    for x in (PLAIN_X_M, *(x + POLE_OFF_M for x in XS_M.values())):
        parts.append(box(0.16, 0.16, POLE_HIGH_M).moved(x=x, y=0.6).painted(STEEL))
        parts.append(box(1.3, 1.3, 0.1).moved(x=x).painted(OAK))
    parts.append(box(2.6, 1.0, 0.1).moved(x=PLACE_X_M + PLACE_APART_M).painted(OAK))
    return joined(parts)
