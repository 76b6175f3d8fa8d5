"""The loop that teaches itself: a machine on a figure of eight, its golden twin, the thread between them, and
the cost of laps."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from ....exhibits.exhibit import STEP_S
from ....exhibits.horizon.control import CRASH_M, DT_S, LAP_STEPS, Motion
from ....exhibits.horizon.exhibit import FULL_COST, MOST_LAPS, SelfTeachingLoop, State
from ...primitives.instancing import Instances, static_node
from ...primitives.meshes import Floats, Mesh, box, cylinder, joined, spans
from ...primitives.palette import GOLD, GREEN, INK, OAK, PAPER, PAPER_2, POPPY, STEEL_DARK, WHITE
from ..prop import Box, Changes, FigureAt, Prop

TRACK_M, TRACK_DEEP_M, TRACK_Y_M, TRACK_Z_M, TRACK_POINTS = (10.4, 3.9, -9.4, 0.28, 96)
"""Half width, half depth and middle of the figure of eight before the needle; a lap is one full circuit."""

OFF_M = 0.7
"""Metres on the terrace for one metre off the line."""

LAPS_X_M, LAPS_STEP_M, LAPS_Y_M, LAPS_Z_M = 5.5, 0.66, -0.6, 1.4
FULL_M = 6.5
"""Height of a lap's column at full cost, and that cost; a crash is one step higher."""

MODEL_X_M, MODEL_STEP_M, MODEL_Y_M, MODEL_Z_M, MODEL_M = -12.2, 2.6, -0.6, 1.4, 4.6
MODEL_FULL = (20.0, 2.0, 4.0)
"""Values of a bar of full length: tipping N/m, friction N s/m, mass kg."""

GATE_Y_M, GATE_Z_M, GATE_HALF_M, FULL_N = -0.75, 7.6, 4.2, 40.0
"""The gauge of force over the door: its position and half width, and the force at its ends."""

THREAD_END = (-9.6, -0.9, 6.2)


def on_track(share: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Points of the track at shares of a lap, shape (n, 3), and the direction to the left of it, shape (n, 3)."""
    t = 2 * np.pi * np.atleast_1d(np.asarray(share, float)) + 2.35
    zero = np.zeros_like(t)
    at = np.column_stack([TRACK_M * np.sin(t), TRACK_Y_M + TRACK_DEEP_M * np.sin(2 * t), zero + TRACK_Z_M])
    way = np.column_stack([TRACK_M * np.cos(t), 2 * TRACK_DEEP_M * np.cos(2 * t), zero])
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    return at.astype(np.float32), np.column_stack([-way[:, 1], way[:, 0], zero]).astype(np.float32)


def frames(left: Floats) -> Floats:
    """Rotations whose y points along the track and whose x points to the right of it, shape (n, 3, 3)."""
    along = np.column_stack([left[:, 1], -left[:, 0], np.zeros(len(left))])
    up = np.tile((0.0, 0.0, 1.0), (len(left), 1))
    return np.stack([-left, along, up], axis=-1).astype(np.float32)


def leaning(rotations: Floats, angle: npt.ArrayLike) -> Floats:
    """Those rotations with a lean to the right by an angle, in radians."""
    c, s = np.cos(np.atleast_1d(angle)), np.sin(np.atleast_1d(angle))
    zero, one = np.zeros_like(c), np.ones_like(c)
    lean = np.stack(
        [
            np.stack([c, zero, s], axis=-1),
            np.stack([zero, one, zero], axis=-1),
            np.stack([-s, zero, c], axis=-1),
        ],
        axis=-2,
    )
    return np.asarray(rotations @ lean, np.float32)


def machine() -> Mesh:
    """A body on one wheel with a mast: it tips to its sides."""
    wheel = cylinder(0.42, 0.24, 14).turned(np.array(((0, 0, -1), (0, 1, 0), (1, 0, 0)))).moved(0.12, 0, 0.42)
    return joined(
        [
            wheel.painted(INK),
            box(0.9, 1.7, 0.7).moved(z=0.75).painted(OAK),
            box(0.62, 1.2, 0.26).moved(z=1.45).painted(PAPER),
            cylinder(0.09, 1.5, 8).moved(z=1.7).painted(STEEL_DARK),
            box(0.5, 0.5, 0.42).moved(z=3.1).painted(PAPER, 0.2),
        ]
    )


def terrace(accent: str) -> Mesh:
    """The track, the plinths of columns and bars, and the frame of the force gauge."""
    points, _ = on_track(np.arange(TRACK_POINTS) / TRACK_POINTS)
    start, rotations, lengths = spans(points, np.roll(points, -1, axis=0))
    meshes = []
    for (x, y, z), turn, length in zip(start.tolist(), rotations, lengths.tolist(), strict=True):
        meshes.append(box(0.34, 0.34, length * 1.03).turned(turn).moved(x, y, z).painted(accent, 0.45))
    gate, left = on_track([0.0])
    x, y, z = gate[0].tolist()
    meshes.append(box(2.6, 0.7, 0.05).turned(frames(left)[0]).moved(x, y, z - 0.2).painted(PAPER, 0.4))
    meshes.append(box(0.9, 0.75, 0.06).turned(frames(left)[0]).moved(x, y, z - 0.2).painted(INK))
    wide = LAPS_STEP_M * 12
    meshes.append(
        box(wide + 0.4, 1.2, LAPS_Z_M).moved(LAPS_X_M + wide / 2 - LAPS_STEP_M / 2, LAPS_Y_M).painted(PAPER_2)
    )
    for number in range(3):
        x = MODEL_X_M + MODEL_STEP_M * number
        meshes.append(box(MODEL_STEP_M - 0.3, 1.2, MODEL_Z_M).moved(x, MODEL_Y_M).painted(PAPER_2))
        meshes.append(
            box(MODEL_STEP_M - 0.3, 0.1, MODEL_M + 0.4).moved(x, MODEL_Y_M + 0.55, MODEL_Z_M).painted(INK)
        )
    meshes.append(
        box(2 * GATE_HALF_M + 0.6, 0.2, 1.5).moved(0, GATE_Y_M - 3.6, GATE_Z_M - 0.35).painted(INK, 0.05)
    )
    for side in (-1, 1):
        meshes.append(
            box(0.3, 0.3, GATE_Z_M - 0.2).moved(side * (GATE_HALF_M - 0.3), GATE_Y_M - 3.45).painted(OAK)
        )
    meshes.append(box(0.08, 0.1, 1.3).moved(0, GATE_Y_M - 3.75, GATE_Z_M - 0.25).painted(PAPER, 0.4))
    return joined(meshes)


BEADS, CUT_FROM, CUT_TO = 26, 9, 17
TRAIL = 100
LEAN_RAD = 0.32
"""Lean in radians for each metre off the line; a crash lies flat."""

BOARD_Y_M = GATE_Y_M - 3.75


class HorizonProp(Prop):
    """Machine and twin in their lap, trail, thread, bars of the model, columns of the laps, gauge of force."""

    kind = "horizon"
    figure_at = FigureAt((0.0, -5.2, 5.0), 1.2)
    lamps = 0.5

    def build(self) -> None:
        self._machine = self.add(Instances("machine", machine(), 1))
        self._twin = self.add(Instances("twin", machine().painted(GOLD), 1, transparent=True))
        self._trail = self.add(Instances("trail", box(0.26, 0.26, 0.2), TRAIL))
        self._thread = self.add(Instances("thread", box(0.34, 0.34, 0.34), BEADS))
        self._model = self.add(Instances("model", box(), 10))
        self._laps = self.add(Instances("laps", box(), 3 * MOST_LAPS))
        self._force = self.add(Instances("force", box(), 4))
        self.add(static_node("terrace", terrace(self.accent.day)))
        self._at: Floats = np.zeros(3, np.float32)
        self._twin_at: Floats = np.zeros(3, np.float32)
        self._changed = Changes()

    def show(self, exhibit: SelfTeachingLoop, state: State, time_s: float) -> None:
        later = float(np.clip(time_s / STEP_S - state.ticks, 0, 1)) * exhibit.pace
        steps = min(state.done + later, LAP_STEPS) if not state.over else state.done
        share = steps / LAP_STEPS
        ahead_s = (steps - state.done) * DT_S
        self._at = self._stand(self._machine, share, state.real, ahead_s, self.colour(PAPER), 1.25, 0.0)
        glass = np.array((1.0, 1.0, 1.0, 0.42), np.float32)
        self._twin_at = self._stand(self._twin, share, state.twin, ahead_s, glass, 1.42, 0.6)
        self._lay_thread(exhibit.link, state, steps)
        if self._changed("trail", (state.lap, state.done, len(state.trail), state.over)):
            self._lay_trail(state)
        if self._changed("model", (state.learner, state.worn_n_m, exhibit.wear)):
            self._lay_model(exhibit, state)
        if self._changed("laps", state.laps):
            self._lay_laps(state)
        if self._changed("force", (state.real.force, exhibit.limit_n, state.worn_n_m)):
            self._lay_force(exhibit, state)

    def boxes(self) -> Mapping[str, Box]:
        end = MODEL_X_M + 2 * MODEL_STEP_M
        x, y, z = THREAD_END
        return {
            "machine": _round(self._at, 1.6, 4.5),
            "twin": _round(self._twin_at, 1.2, 4.2),
            "link": Box((x - 1.3, y - 0.6, z), (x + 1.3, y + 0.6, z + 1.6)),
            "model": Box(
                (MODEL_X_M - 1.2, MODEL_Y_M - 0.6, 0.0), (end + 1.2, MODEL_Y_M + 0.6, MODEL_Z_M + MODEL_M)
            ),
            "laps": Box(
                (LAPS_X_M - 0.4, LAPS_Y_M - 0.6, 0.0),
                (LAPS_X_M + LAPS_STEP_M * MOST_LAPS, LAPS_Y_M + 0.6, LAPS_Z_M + FULL_M + 0.6),
            ),
            "limit": Box(
                (-GATE_HALF_M - 0.3, BOARD_Y_M - 0.4, GATE_Z_M - 0.4),
                (GATE_HALF_M + 0.3, BOARD_Y_M + 0.3, GATE_Z_M + 1.3),
            ),
        }

    # ---- on the track

    def _stand(
        self,
        instances: Instances,
        share: float,
        motion: Motion,
        ahead_s: float,
        colour: Floats,
        size: float,
        glow: float,
    ) -> Floats:
        """Show a machine at its place in the lap, at its distance off the line; returns its position."""
        off = float(np.clip(motion.x + ahead_s * motion.v, -CRASH_M - 0.5, CRASH_M + 0.5))
        at, left = on_track(share)
        place = at + left * np.float32(off * OFF_M)
        lean = np.sign(-off) * 1.45 if motion.crashed else -off * LEAN_RAD
        tint = self.colour("#FF5A4A") if motion.crashed and len(colour) == 3 else colour
        instances.set(place, leaning(frames(left), lean), size, tint, 0.35 if motion.crashed else glow)
        return np.asarray(place[0], np.float32)

    def _lay_trail(self, state: State) -> None:
        """The machine's trail in this lap: low on the line, high and red far off it."""
        every = LAP_STEPS // TRAIL
        x = state.trail[::every]
        at, left = on_track(np.arange(len(x)) * every / LAP_STEPS)
        risk = np.clip(np.abs(x) / CRASH_M, 0, 1).astype(np.float32)[:, None]
        positions = at + left * (x[:, None] * OFF_M).astype(np.float32)
        positions[:, 2] += 0.2
        colours = self.colour(GREEN) * (1 - risk) + self.colour(POPPY) * risk
        size = np.column_stack([np.ones((len(x), 2)), 1 + 5 * risk[:, 0]])
        self._trail.set(positions, None, size, colours, 0.6)

    def _lay_thread(self, link: bool, state: State, steps: float) -> None:
        """Beads from the machine to the model: they move with every measurement, and stop where the thread is cut."""
        start, end = self._at + _MAST, np.array(THREAD_END, np.float32)
        running = link and not state.over
        share = (np.arange(BEADS) + (steps / 2 % 1.0 if running else 0.0)) / BEADS
        positions = start + (end - start) * share[:, None]
        positions[:, 2] += 3.2 * 4 * share * (1 - share)
        beads = np.arange(BEADS)
        gone = (beads >= CUT_FROM) & (beads < CUT_TO) & (not link)
        ends = np.isin(beads, (CUT_FROM - 1, CUT_TO)) & (not link)
        size = np.where(gone, 0.0, np.where(ends, 2.0, 1.0 if link else 0.7))
        colours = np.where(ends[:, None], self.colour(POPPY), self.colour(GOLD if link else STEEL_DARK))
        self._thread.set(positions, None, size, colours, np.where(ends, 0.9, 0.85 if link else 0.1))

    # ---- boards

    def _lay_model(self, exhibit: SelfTeachingLoop, state: State) -> None:
        """Pairs of bars: the machine in paper, the model in gold; a green cap where they agree within a
        tenth, and in red on the first the wear of the next lap."""
        model, body = exhibit.believed(state), state.body
        have = np.array([-model.stiffness_n_m, model.friction_n_s_m, model.mass_kg]) / MODEL_FULL
        true = np.array([-body.stiffness_n_m, body.friction_n_s_m, body.mass_kg]) / MODEL_FULL
        shown, fact = np.clip(have, 0.01, 1) * MODEL_M, np.clip(true, 0.01, 1) * MODEL_M
        x = MODEL_X_M + MODEL_STEP_M * np.arange(3)
        wears = np.array((exhibit.wear / MODEL_FULL[0] * MODEL_M, 0.0, 0.0))
        close = np.abs(shown - fact) < 0.1 * MODEL_M
        y, z = np.full(3, MODEL_Y_M), np.full(3, MODEL_Z_M)
        positions = np.concatenate(
            [
                np.column_stack([x - 0.5, y, z]),
                np.column_stack([x + 0.5, y, z]),
                np.column_stack([x, y, z + np.maximum(shown, fact + wears) + 0.12]),
                [(x[0] - 0.5, MODEL_Y_M, MODEL_Z_M + fact[0])],
            ]
        )
        size = np.concatenate(
            [
                np.column_stack([np.full((3, 2), 0.8), fact]),
                np.column_stack([np.full((3, 2), 0.8), shown]),
                np.column_stack([np.where(close, 1.9, 0.0), np.where(close, 0.9, 0.0), np.full(3, 0.16)]),
                [(0.95, 0.95, wears[0]) if exhibit.wear else (0, 0, 0)],
            ]
        )
        kinds = [self.colour(PAPER), self.colour(GOLD), self.colour(GREEN), self.colour(POPPY)]
        colours = np.repeat(kinds, (3, 3, 3, 1), axis=0)
        self._model.set(positions, None, size, colours, np.repeat((0.25, 0.7, 0.9, 0.8), (3, 3, 3, 1)))

    def _lay_laps(self, state: State) -> None:
        """A column for each lap, with a white line at the level of a faultless model; a crash is red, high and broad."""
        laps = state.laps
        x = LAPS_X_M + LAPS_STEP_M * np.arange(len(laps))
        crashed = np.array([lap.crashed for lap in laps], bool)
        cost = np.array([min(lap.cost, FULL_COST) for lap in laps])
        ideal = np.array([min(lap.ideal, FULL_COST) for lap in laps])
        high = np.where(crashed, FULL_M + 0.6, cost * FULL_M / FULL_COST)
        y, base = np.full(len(laps), LAPS_Y_M), np.full(len(laps), LAPS_Z_M)
        wide = np.where(crashed, 0.5, 0.4)
        marks = np.column_stack([x, y - 0.34, base + ideal * FULL_M / FULL_COST])
        caps = np.column_stack([x, y, base + high])[crashed]
        n = len(laps)
        self._laps.set(
            np.concatenate([np.column_stack([x, y, base]), marks, caps]),
            None,
            np.concatenate(
                [
                    np.column_stack([wide, wide, high]),
                    np.tile((LAPS_STEP_M, 0.1, 0.12), (n, 1)),
                    np.tile((0.58, 0.8, 0.3), (len(caps), 1)),
                ]
            ),
            np.concatenate(
                [
                    np.where(crashed[:, None], self.colour(POPPY), self.colour(self.accent.day)),
                    np.tile(self.colour(WHITE), (n, 1)),
                    np.tile(self.colour("#8E1B14"), (len(caps), 1)),
                ]
            ),
            np.concatenate([np.full(n, 0.55), np.full(n, 0.9), np.full(len(caps), 0.3)]),
        )

    def _lay_force(self, exhibit: SelfTeachingLoop, state: State) -> None:
        """The present force, between the two posts of the limit; posts too close to hold the machine are red."""
        reach = GATE_HALF_M / FULL_N
        limit, force = exhibit.limit_n * reach, state.real.force * reach
        y = BOARD_Y_M - 0.1
        posts = self.colour(GREEN if exhibit.saves(state) else POPPY)
        needed = min(-state.body.stiffness_n_m, FULL_N) * reach
        positions = [
            (-limit - 0.1, y, GATE_Z_M - 0.35),
            (limit + 0.1, y, GATE_Z_M - 0.35),
            (force / 2, y, GATE_Z_M + 0.2),
            (0.0, y, GATE_Z_M - 0.15),
        ]
        size = [
            (0.24, 0.5, 1.6),
            (0.24, 0.5, 1.6),
            (max(abs(force), 0.06), 0.3, 0.55),
            (2 * needed, 0.2, 0.14),
        ]
        colours = [posts, posts, self.colour(GOLD), self.colour(PAPER)]
        self._force.set(positions, None, size, colours, (0.8, 0.8, 0.8, 0.4))


def _round(at: Floats, half_m: float, high_m: float) -> Box:
    """Box of a thing at a place on the track."""
    x, y, z = at.tolist()
    low, high = (x - half_m, y - half_m, z), (x + half_m, y + half_m, z + high_m)
    return Box(low, high)


_MAST: Floats = np.array((0.0, 0.0, 4.3), np.float32)
