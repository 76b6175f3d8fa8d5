"""The living plan tree: boughs that bend down, leaves that open, rings of years round the pool, and a lit path to a hall."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from ....exhibits.exhibit import STEP_S
from ....exhibits.mixins import Surroundings
from ....exhibits.plaza.exhibit import (
    CALL_S,
    LONGEST_PATH_S,
    NONE,
    PATH_M_S,
    SHAKE_S,
    UNFOLD_S,
    PlanTree,
    State,
)
from ....exhibits.plaza.words import FIRST_YEAR
from ...primitives.instancing import InstanceList, Instances, static_node
from ...primitives.letters import Lettering, Letters
from ...primitives.meshes import Floats, box, cylinder, heading, spans
from ...primitives.palette import CHARCOAL, CREAM, GOLD, OAK_DARK, STEEL, WHITE
from ..prop import Box, Changes, Parts, Prop
from .layout import (
    BEACON_M,
    BOARD_M,
    CHOSEN_SIZE,
    CROWN_Z_M,
    DARK_HIGH_M,
    DASH_M,
    DASHES_A_YEAR,
    JOINTS,
    LANTERN_HIGH_M,
    MOST_DASHES,
    OPEN_SIZE,
    SIDE_COLOURS,
    YEARS,
    Crown,
    bough_line,
    crown,
    date_on_board,
    event_place,
    foliage_at,
    leaf_mesh,
    path_dashes,
    stake_foot,
    trunk,
    year_dashes,
    year_radius,
)

BOUGH_M, TWIG_M = 1.05, 0.26
PATH_COLOUR, FOLIAGE = "#4FE8A8", "#3E9C6A"


class PlazaProp(Prop):
    """The tree in the pool, in place of the baked one, which is hidden."""

    kind = "plaza"
    lamps = 0.6
    covers_letters = True

    def build(self) -> None:
        self._rings = self.add(Instances("rings", box(), YEARS * DASHES_A_YEAR))
        self._lanterns = self.add(Instances("lanterns", cylinder(0.5, 1.0, 6), 80))
        self._path = self.add(Instances("path", box(), MOST_DASHES))
        beam = cylinder(0.5, 1.0, 10).painted(WHITE, opacity=0.5)
        self._beacon = self.add(Instances("beacon", beam, 1, transparent=True))
        self._numbers, self._years = self.add(Letters("numbers")), self.add(Letters("years"))
        self._tree = self.root.attach_new_node("tree")
        self.add(static_node("trunk", trunk()))
        self._changed = Changes()
        self._park: Surroundings | None = None
        self._grow(PlanTree())

    def _grow(self, exhibit: PlanTree) -> None:
        """Build the boughs and leaves of a plan, replacing the old ones."""
        plan = exhibit.park.plan
        self._park = exhibit.park
        self._crown: Crown = crown(
            [sum(measure.task == task for measure in plan.measures) for task in range(len(plan.tasks))]
        )
        self._at, self._sizes = self._crown.leaves.copy(), np.full(len(plan.measures), self._crown.radius_m)
        self._ends = self._crown.ends.copy()
        count = max(len(plan.measures), 1)
        self._discs = Instances("discs", leaf_mesh(), count)
        self._wood = Instances(
            "wood", cylinder(0.5, 1.0, 7), max(len(plan.tasks), 1) * (JOINTS - 1) + count * 2
        )
        self._foliage = Instances("foliage", cylinder(0.5, 1.0, 9, top=0.36), 2 * max(len(plan.tasks), 1))
        self._tree.get_children().detach()
        for instances in (self._discs, self._wood, self._foliage):
            instances.path.reparent_to(self._tree)
        self._grey = np.array([not exhibit.halls(leaf) for leaf in range(len(plan.measures))], bool)
        self._task_colours = np.array(
            [self.colour(task.colour) for task in plan.tasks] or np.zeros((0, 3)), np.float32
        )
        self._changed = Changes()

    def show(self, exhibit: PlanTree, state: State, time_s: float) -> None:
        if exhibit.park is not self._park:
            self._grow(exhibit)
        self._shown = exhibit, state, time_s
        later_s = float(np.clip(time_s - state.ticks * STEP_S, 0, STEP_S))
        open_s, called_s = state.open_s + later_s, state.called_s + later_s
        shaken_s = state.shaken_s + later_s
        calling = called_s < CALL_S * (len(state.bent) + 1)
        moving = (
            round(min(open_s, UNFOLD_S + 0.1), 3),
            round(called_s, 3) if calling else 0,
            round(shaken_s, 3) if shaken_s < SHAKE_S else 0,
        )
        if self._changed("tree", (state.bent, state.bough, state.leaf, moving, exhibit.turn_deg)):
            self._hang(exhibit, state, open_s, called_s if calling else None, shaken_s)
        if self._changed("years", round(state.year, 2)):
            self._light(exhibit, state)
        lit_m = open_s * max(PATH_M_S, self._way_m(exhibit, state) / LONGEST_PATH_S)
        if self._changed("path", (state.leaf, min(round(lit_m, 1), self._way_m(exhibit, state)))):
            self._point(exhibit, state, lit_m)

    def boxes(self) -> Mapping[str, Box]:
        found = {}
        for bough in range(len(self._ends)):
            low, high = self._about([leaf for leaf, task in enumerate(self._crown.tasks) if task == bough])
            found[f"task_{bough + 1}"] = Box(low, high)
        for leaf in self._open_leaves():
            found[f"leaf_{leaf + 1}"] = self._leaf_box(leaf)
        found["plan"] = Box((-2.0, -2.0, 1.0), (2.0, 2.0, CROWN_Z_M))
        (left, front), (right, _) = stake_foot(0), stake_foot(2)
        found["safeguards"] = Box((left - 0.7, front - 1.6, 0.3), (right + 0.7, front + 0.6, 2.2))
        found["events"] = LANTERNS
        return found

    def parts(self) -> Parts:
        return Parts(self._hit_boxes(), self.root.get_mat())

    def _hit_boxes(self) -> Iterator[tuple[str, Box]]:
        """Boxes of each leaf of a bough and, behind them, of the bough: the fans of neighbouring boughs share corners."""
        far = year_radius(YEARS - 1) + 0.5
        yield "events", Box((-far, -far, 0.0), (far, -YEAR_FRONT_M, 1.2))
        for name, found in self.boxes().items():
            kind, _, number = name.partition("_")
            if kind != "task":
                yield name, found
                continue
            bough = int(number) - 1
            back = found.high[1] + 0.3
            yield name, Box((found.low[0], back, found.low[2]), (found.high[0], back + 0.5, found.high[2]))
            yield name, Box(_corner(self._ends[bough] - 1.3), _corner(self._ends[bough] + 1.3))
            if bough != self._bough:
                for leaf in (n for n, task in enumerate(self._crown.tasks) if task == bough):
                    yield name, self._leaf_box(leaf)

    def _open_leaves(self) -> list[int]:
        return [leaf for leaf, task in enumerate(self._crown.tasks) if task == self._bough]

    def _leaf_box(self, leaf: int) -> Box:
        size = np.array((self._sizes[leaf], 0.5, self._sizes[leaf]))
        return Box(_corner(self._at[leaf] - size), _corner(self._at[leaf] + size))

    def _about(self, leaves: list[int]) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
        size = np.column_stack([self._sizes[leaves], np.full(len(leaves), 0.5), self._sizes[leaves]])
        low, high = (self._at[leaves] - size).min(axis=0), (self._at[leaves] + size).max(axis=0)
        return _corner(low), _corner(high)

    # ---- the tree

    _bough = NONE
    _hovered: str | None = None
    _shown: tuple[PlanTree, State, float] | None = None

    def _hang(
        self, exhibit: PlanTree, state: State, open_s: float, called_s: float | None, shaken_s: float
    ) -> None:
        crown, tasks = self._crown, np.array(self._crown.tasks, int)
        self._bough = state.bough
        if not len(tasks):
            return
        down = 1 - (1 - np.array(state.bent)) ** 3
        of_leaf = down[tasks][:, None]
        self._ends = crown.ends + down[:, None] * (crown.down_ends - crown.ends)
        self._at = crown.leaves + of_leaf * (crown.down_leaves - crown.leaves)
        turn = heading([exhibit.turn_deg])[0]  # the leaves themselves keep facing the visitor
        self._ends, self._at = self._ends @ turn.T, self._at @ turn.T
        size = crown.radius_m * (1 + (OPEN_SIZE - 1) * of_leaf[:, 0])
        bright = np.full(len(tasks), 0.12)
        if called_s is not None:
            bough = int(called_s / CALL_S)
            near = 1 - abs(called_s / CALL_S - bough - 0.5) * 2 if bough < len(down) else 0.0
            bright = np.where(tasks < bough, 0.35, bright)
            bright[tasks == bough] = 0.75
            size = np.where(tasks == bough, size * (1 + 0.22 * near), size)
        if shaken_s < SHAKE_S:
            fade = 1 - shaken_s / SHAKE_S
            self._at[self._grey, 0] += 0.5 * fade * np.sin(shaken_s * 26)
            size = np.where(self._grey, size * (1 + 0.18 * fade), size)
        colour = self._task_colours[tasks].copy()
        colour[self._grey] = self.colour(STEEL)
        if state.bough != NONE:
            mine = tasks == state.bough
            colour[~mine] = colour[~mine] * 0.55 + self.colour(CREAM) * 0.45
            bright = np.where(mine, 0.3, 0.0)
        if state.leaf != NONE:
            share = min(open_s / UNFOLD_S, 1.0)
            size[state.leaf] *= 1 + (CHOSEN_SIZE / OPEN_SIZE - 1) * (1 - (1 - share) ** 3)
            self._at[state.leaf] += np.array((0.0, -1.6, 0.5)) * share
            bright[state.leaf] = 0.55
        if self._hovered:
            under = [self._hovered in (f"leaf_{n + 1}", f"task_{task + 1}") for n, task in enumerate(tasks)]
            size = np.where(under, size * 1.12, size)
            bright = np.where(under, np.maximum(bright, 0.55), bright)
        self._sizes = size
        self._discs.set(self._at, None, np.column_stack([size, np.ones(len(size)), size]), colour, bright)
        self._grow_wood(tasks, colour)
        at, wide = foliage_at(self._ends)
        green = self._task_colours * 0.45 + self.colour(FOLIAGE) * 0.55
        self._foliage.set(at, None, wide, np.tile(green, (2, 1)), 0.06)
        self._numbers.show(
            Lettering(
                str(leaf + 1),
                (float(x), float(y) - 0.12, float(z) - 0.5 * float(size[leaf]) * 0.95),
                float(size[leaf]) * 0.95,
                "#4A453E" if self._grey[leaf] else WHITE,
                0.1 if self._grey[leaf] else 0.75,
            )
            for leaf, (x, y, z) in enumerate(self._at)
        )

    def _grow_wood(self, tasks: np.ndarray[tuple[int], np.dtype[np.int64]], colour: Floats) -> None:
        """Boughs from the hub to their ends, thinner outwards, and a twig from there to each leaf."""
        lines = [bough_line(end) for end in self._ends]
        starts, ends = [line[:-1] for line in lines], [line[1:] for line in lines]
        thick = [np.linspace(BOUGH_M, TWIG_M * 1.7, JOINTS - 1) for _ in lines]
        behind = self._at + np.array((0.0, 0.2, 0.0), np.float32)
        from_m = self._ends[tasks]
        knee = from_m * 0.45 + behind * 0.55 + np.array((0.0, 0.25, 0.5), np.float32)
        starts += [from_m, knee]
        ends += [knee, behind]
        thick += [np.full(len(tasks), TWIG_M * 1.25), np.full(len(tasks), TWIG_M)]
        at, turns, long = spans(np.concatenate(starts), np.concatenate(ends))
        wide = np.concatenate(thick)
        bare = np.tile(self.colour(OAK_DARK), (len(at), 1))
        twigs = np.tile(colour * 0.45 + self.colour(OAK_DARK) * 0.55, (2, 1))
        bare[len(at) - len(twigs) :] = twigs
        self._wood.set(at, turns, np.column_stack([wide, wide, long * 1.04]), bare, 0.08)

    # ---- around the tree

    def _light(self, exhibit: PlanTree, state: State) -> None:
        """Rings of past years are lit, this year's glows up to today, later ones are dotted; lanterns likewise."""
        dashes, numbers = InstanceList(), list[Lettering]()
        now = int(state.year) - FIRST_YEAR
        for year in range(YEARS):
            at, turns = year_dashes(year)
            long = 2 * np.pi * year_radius(year) / DASHES_A_YEAR
            for place, turn in zip(at, turns, strict=True):
                if year < now:
                    dashes.add(place, (long * 1.05, 0.6, 0.06), self.colour("#E2A93C"), 0.3, float(turn))
                elif year == now:
                    dashes.add(place, (long * 1.05, 0.85, 0.1), self.colour(GOLD), 0.85, float(turn))
                else:
                    dashes.add(place, (long * 0.35, 0.4, 0.05), self.colour("#9C8D74"), 0.05, float(turn))
        if 0 <= now < YEARS:
            angle = np.radians(YEAR_DEG)
            x, y = year_radius(now) * float(np.cos(angle)), year_radius(now) * float(np.sin(angle))
            numbers.append(Lettering(str(FIRST_YEAR + now), (x, y, 0.3), 1.7, "#B3261E", 0.55))
        dashes.show_in(self._rings)
        lanterns = InstanceList()
        for event in exhibit.park.plan.events[:40]:
            place = event_place(event.year, FIRST_YEAR)
            if event.year <= state.year:
                lanterns.add(place, (0.62, 0.62, LANTERN_HIGH_M), self.colour(SIDE_COLOURS[event.side]), 0.6)
                cap = (place[0], place[1], LANTERN_HIGH_M + 0.08)
                lanterns.add(cap, (0.8, 0.8, 0.22), self.colour(CREAM), 0.8)
            else:
                lanterns.add(place, (0.5, 0.5, DARK_HIGH_M), self.colour(CHARCOAL), 0.0)
        lanterns.show_in(self._lanterns)
        month = date_on_board(round(exhibit.readings(state)["date"]))
        x, y, z = BOARD_M
        numbers.append(Lettering(month, (x, y - 0.16, z + 0.28), 0.78, CREAM, 0.85))
        self._years.show(numbers)

    def mark(self, hovered: str | None, picked: str | None) -> None:
        """The hovered part swells and gets no frame: fans of neighbouring boughs would share one."""
        if hovered != self._hovered:
            self._hovered = hovered
            self._changed("tree", None)
            if self._shown is not None:
                self.show(*self._shown)

    def _way_m(self, exhibit: PlanTree, state: State) -> float:
        return round(exhibit.readings(state)["way"], 1) if state.leaf != NONE else 0.0

    def _point(self, exhibit: PlanTree, state: State, lit_m: float) -> None:
        """Light along the footways to the hall, and a beam over it once the light arrives."""
        corners = np.array(exhibit.way(state.leaf), np.float32).reshape(-1, 2)
        corners = corners - np.array(self.place.centre_m[:2], np.float32)
        at, turns = path_dashes(corners)
        shown = int(min(lit_m, 10_000.0) / max(self._way_m(exhibit, state), 1e-6) * len(at) + 0.5)
        glowing = self.colour(PATH_COLOUR)
        size = np.tile((DASH_M, 0.9, 0.14), (max(min(shown, len(at)), 1), 1))
        self._path.set(at[:shown], heading(turns[:shown]), size, glowing, 0.95)
        there = len(at) > 0 and shown >= len(at)
        end = [(*map(float, corners[-1]), 0.0)] if there else np.zeros((0, 3))
        self._beacon.set(end, None, [(1.8, 1.8, BEACON_M)], glowing, 0.9)


YEAR_FRONT_M = year_radius(0) - 0.7
YEAR_DEG = 152.0
"""Bearing of the year's number, on the far side of its ring: in front, lanterns, trees and lowered boughs would hide it."""
LANTERNS = Box((-13.0, -13.0, 0.0), (-9.0, -9.0, 1.2))
"""Anchor of labels about the years: beside the board with the date, which they would otherwise cover."""


def _corner(point: Floats) -> tuple[float, float, float]:
    x, y, z = map(float, point)
    return x, y, z
