"""The ball in the flower: its position, the filter's estimate, and the data of each channel."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ....exhibits.exhibit import STEP_S
from ....exhibits.sense.exhibit import (
    EDGE_M,
    MICROPHONES_M,
    PAD_RADIUS_M,
    PADS_M,
    SOUND_RAD,
    FiveSenses,
    State,
    ball_at,
)
from ....exhibits.sense.fusion import predicted
from ...primitives.instancing import InstanceList, Instances, static_node
from ...primitives.meshes import Mesh, ball, box, heading, joined, spans, torus, white
from ...primitives.palette import BRICK, GOLD, INK, PAPER, PAPER_2, STEEL, STEEL_DARK
from ..prop import Box, FigureAt, Prop

SCALE = 2.9
"""Metres of the park for one metre of the room."""

FLOOR_M, BALL_M, BALL_RADIUS_M = 0.06, 1.6, 0.95
CAMERA_M, RECEIVER_M = np.array((-2.75, 0.0)), np.array((0.0, 2.75))
LENS_M, EAR_M, WALL_M, WALL_DEPTH_M, WALL_HALF_M = 2.6, 2.2, 3.4, 0.35, 1.35
REACH_M = 4.6
"""Length of a sound beam as drawn, in metres of the room."""

WIDEST_M = 3.0
"""An uncertainty wider than the stage is drawn as wide as the stage."""

PAST, PAST_S = 14, 0.09
SIGMAS = 2.0


class SenseProp(Prop):
    """A room of 2.8 m as a stage of eight: camera on the left, two ears in front, pads on the floor, a wall."""

    kind = "sense"
    figure_at = FigureAt((-4.2, 3.5, 0.0), 0.95)
    lamps = 0.16

    def build(self) -> None:
        self._ball = static_node("ball", _ball().painted(GOLD, glow=0.55))
        self._past = Instances("past", ball(0.5, 8, 5), PAST)
        self._ghost = static_node(
            "ghost", _ball().painted(self.accent.night, glow=0.8, opacity=0.6), transparent=True
        )
        self._doubt = static_node(
            "doubt", ball(1.0, 24, 10).painted(self.accent.night, glow=0.35, opacity=0.34), transparent=True
        )
        self._rim = static_node("rim", torus(1.0, 0.05, 40, 5).painted(self.accent.day, glow=0.7))
        self._lines = Instances("lines", box(), 4)
        self._devices = Instances("devices", box(), 16)
        self._heads = Instances("heads", ball(0.5, 12, 7), 3)
        self._rings = Instances("rings", torus(1.0, 0.12, 24, 5), len(PADS_M) + 2)
        self._blind = Instances("blind", box(), 2)
        self._view = static_node("view", fan().painted(GOLD, glow=0.3, opacity=0.38), transparent=True)
        self._beams = Instances(
            "beams", fan().painted(self.accent.night, glow=0.4, opacity=0.4), 2, transparent=True
        )
        for path in (
            static_node("floor", _floor()),
            self._ball,
            self._past.path,
            self._rim,
            self._lines.path,
            self._devices.path,
            self._heads.path,
            self._rings.path,
            self._blind.path,
            self._view,
            self._beams.path,
            self._doubt,
            self._ghost,
        ):
            path.reparent_to(self.root)
        self._laid: tuple[object, ...] = ()
        self._wall_x = 0.0
        self._at = self._ghost_at = np.zeros(2)
        self._gaze = np.zeros(2)

    def show(self, exhibit: FiveSenses, state: State, time_s: float) -> None:
        ahead_s = float(np.clip(time_s - state.ticks * STEP_S, 0, STEP_S))
        self._at, _ = ball_at(state.ticks * STEP_S + ahead_s)
        belief = predicted(state.belief, ahead_s, exhibit.unrest) if ahead_s > 0 else state.belief
        self._ghost_at, rate = belief.place_m, belief.mean[2:4]
        self._gaze = np.array((exhibit.gaze_x_m, exhibit.gaze_y_m))
        laid = (state.on, state.reporting, exhibit.wall_m, exhibit.gaze_x_m, exhibit.gaze_y_m)
        if laid != self._laid:
            self._laid = laid
            self._lay(exhibit, state)
        self._ball.set_pos(*_position(self._at, BALL_M))
        self._ghost.set_pos(*_position(self._ghost_at, BALL_M))
        long_m, short_m, turn = belief.ellipse()
        long_m, short_m = min(long_m, WIDEST_M), min(short_m, WIDEST_M)
        for path, height, z in ((self._doubt, 1.1, BALL_M), (self._rim, 1.0, FLOOR_M + 0.1)):
            path.set_pos(*_position(self._ghost_at, z))
            path.set_h(float(np.degrees(turn)))
            path.set_scale(max(long_m * SCALE, 0.1), max(short_m * SCALE, 0.1), height)
        ago = state.ticks * STEP_S + ahead_s - PAST_S * np.arange(1, PAST + 1)
        past = np.array([ball_at(float(s))[0] for s in ago if s >= 0]).reshape(-1, 2)
        fade = np.linspace(0.5, 0.16, PAST)[: len(past)]
        self._past.set(_positions(past, BALL_M), None, fade, self.colour(GOLD), 0.6)
        self._draw_lines(state, rate)
        self._hear(exhibit, state)

    def boxes(self) -> Mapping[str, Box]:
        def about(at: np.ndarray, half: float, low: float, high: float, depth: float | None = None) -> Box:
            (x, y), deep = at * SCALE, half if depth is None else depth
            return Box((float(x) - half, float(y) - deep, low), (float(x) + half, float(y) + deep, high))

        wall = np.array((self._wall_x, 0.0))
        return {
            "camera": about(CAMERA_M, 0.8, 0.0, LENS_M + 0.7),
            "motion": about(RECEIVER_M, 0.7, 0.0, 2.6),
            "sound": about(MICROPHONES_M[0], 0.8, 0.0, EAR_M + 0.7),
            "touch": about(PADS_M[3], PAD_RADIUS_M * SCALE + 0.1, 0.0, 0.4),
            "gaze": about(self._gaze, 0.75, 0.0, 0.5),
            "wall": about(wall, WALL_DEPTH_M / 2 + 0.1, 0.0, WALL_M, WALL_HALF_M * SCALE),
            "ball": about(self._at, BALL_RADIUS_M, BALL_M - BALL_RADIUS_M, BALL_M + BALL_RADIUS_M),
            "ghost": about(self._ghost_at, BALL_RADIUS_M * 1.15, BALL_M - 0.9, BALL_M + 1.05),
        }

    def _lay(self, exhibit: FiveSenses, state: State) -> None:
        """Devices lit if they are on, bright while in use; the wall and the floor behind it."""
        posts, heads = InstanceList(), InstanceList()
        for name, at, head_m, size in (
            ("camera", CAMERA_M, LENS_M, (1.3, 0.9, 0.8)),
            ("motion", RECEIVER_M, 1.8, (1.0, 1.0, 0.6)),
            ("sound", MICROPHONES_M[0], EAR_M, (1.0, 1.0, 1.2)),
            ("sound", MICROPHONES_M[1], EAR_M, (1.0, 1.0, 1.2)),
        ):
            on, heard = name in state.on, name in state.reporting
            x, y, _ = _position(at, 0)
            posts.add((x, y, 0), (0.34, 0.34, head_m), self.colour(INK))
            colour = self.colour(self.accent.night if on else STEEL)
            glow = 0.9 if heard else 0.25 * on
            if name == "camera":
                posts.add((x, y, head_m), size, colour, glow)
                posts.add((x + 0.85, y, head_m + 0.1), (0.5, 0.6, 0.6), self.colour(INK))
            else:
                heads.add(
                    (x, y, head_m + size[2] / 2), np.array(size) * (1.2 if heard else 1.0), colour, glow
                )
            if on:  # a lamp on top, so that it does not depend on colour
                posts.add((x, y, head_m + size[2] * 1.15), (0.3, 0.3, 0.55), self.colour(GOLD), 0.9)
        posts.show_in(self._devices)
        heads.show_in(self._heads)
        rings = np.array([*PADS_M, self._gaze, self._gaze])
        sizes = np.array([PAD_RADIUS_M * SCALE] * len(PADS_M) + [0.7, 0.28])
        names = ("touch",) * len(PADS_M) + ("gaze", "gaze")
        over = np.linalg.norm(PADS_M - self._at, axis=1) < PAD_RADIUS_M * 1.3
        reporting = np.array([name in state.reporting for name in names])
        reporting[: len(PADS_M)] &= over
        lit = np.array([name in state.on for name in names])
        colours = np.where(lit[:, None], self.colour(self.accent.night), self.colour(STEEL))
        scales = np.column_stack([sizes, sizes, np.where(reporting, 5.0, np.where(lit, 1.6, 0.7))])
        self._rings.set(
            _positions(rings, FLOOR_M + 0.1), None, scales, colours, np.where(reporting, 1.0, 0.4 * lit)
        )
        self._wall_x = EDGE_M - exhibit.wall_m
        self._put_wall(exhibit.wall_m, "camera" in state.on)

    def _put_wall(self, wall_m: float, camera: bool) -> None:
        items = InstanceList()
        if wall_m > 0:
            items.add(
                (self._wall_x * SCALE, 0, 0),
                (WALL_DEPTH_M, 2 * WALL_HALF_M * SCALE, WALL_M),
                self.colour(PAPER),
            )
            middle = (self._wall_x + EDGE_M + 0.25) / 2 * SCALE
            items.add(
                (middle, 0, 0.02),
                ((wall_m + 0.25) * SCALE, 2 * WALL_HALF_M * SCALE, 0.05),
                self.colour(STEEL_DARK),
            )
        items.show_in(self._blind)
        # the camera's view: a wedge that ends at the wall
        self._view.show() if camera else self._view.hide()
        far_m = min(self._wall_x, EDGE_M + 0.25) - CAMERA_M[0]
        self._view.set_pos(*_position(CAMERA_M, FLOOR_M + 0.06))
        self._view.set_scale(far_m * SCALE, 2 * WALL_HALF_M * SCALE * min(1.0, far_m / 2.4), 1)

    def _draw_lines(self, state: State, rate: np.ndarray) -> None:
        """The error, from ball to ghost; the ghost's predicted path; the motion sensor's wire."""
        ball_at_m, ghost = np.array(_position(self._at, BALL_M)), np.array(_position(self._ghost_at, BALL_M))
        ahead = ghost + np.append(rate, 0) * SCALE * 0.25
        up = np.array((0.0, 0.0, BALL_RADIUS_M + 0.3))
        starts, ends = [ball_at_m, ghost + up], [ghost, ahead + up]
        thick, colours = [0.22, 0.16], [self.colour(BRICK), self.colour(INK)]
        if "motion" in state.on:
            starts.append(ball_at_m)
            ends.append(np.array(_position(RECEIVER_M, 1.85)))
            thick.append(0.12)
            colours.append(self.colour(self.accent.night))
        at, rotations, length = spans(starts, ends)
        wide = np.array(thick)
        self._lines.set(at, rotations, np.column_stack([wide, wide, length]), colours, 0.6)

    def _hear(self, exhibit: FiveSenses, state: State) -> None:
        """A beam from each ear, as wide as the uncertainty of its direction."""
        if "sound" not in state.on:
            self._beams.path.hide()
            return
        self._beams.path.show()
        away = self._at - MICROPHONES_M
        rotations = heading(np.degrees(np.arctan2(away[:, 1], away[:, 0])))
        wide = 2 * REACH_M * SCALE * np.tan(SIGMAS * SOUND_RAD * exhibit.noise)
        self._beams.set(
            _positions(MICROPHONES_M, FLOOR_M + 0.12), rotations, np.tile((REACH_M * SCALE, wide, 1), (2, 1))
        )


def _position(at_m: np.ndarray, z: float) -> tuple[float, float, float]:
    return float(at_m[0]) * SCALE, float(at_m[1]) * SCALE, z


def _positions(at_m: np.ndarray, z: float) -> np.ndarray:
    return np.column_stack([at_m * SCALE, np.full(len(at_m), z)])


def _ball() -> Mesh:
    return ball(BALL_RADIUS_M, 18, 10)


def _floor() -> Mesh:
    """The room on the round stage: a pale square with a half-metre grid."""
    half = (EDGE_M + 0.25) * SCALE
    deep = WALL_HALF_M * SCALE
    parts = [disc(8.7, 40).painted(PAPER_2), box(2 * half, 2 * deep, 0.02).moved(z=0.01).painted(PAPER)]
    for step in np.arange(-1.5, 1.6, 0.5):
        parts.append(box(0.05, 2 * deep, 0.015).moved(x=step * SCALE, z=0.025).painted(STEEL))
    for step in np.arange(-1.0, 1.1, 0.5):
        parts.append(box(2 * half, 0.05, 0.015).moved(y=step * SCALE, z=0.025).painted(STEEL))
    return joined(parts)


def fan() -> Mesh:
    """A triangle from the origin along x, a metre long and wide, seen from above."""
    return _flat([(0, 0), (1.0, -0.5), (1.0, 0.5)])


def disc(radius: float, sides: int = 32) -> Mesh:
    """A round plate seen from above."""
    angle = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    return _flat(np.column_stack([np.cos(angle), np.sin(angle)]) * radius)


def _flat(outline: object) -> Mesh:
    flat = np.asarray(outline, np.float32)
    count = len(flat)
    positions = np.column_stack([flat, np.zeros(count)])
    indices = np.stack([np.zeros(count - 2, int), np.arange(1, count - 1), np.arange(2, count)], axis=1)
    return white(positions, np.tile((0, 0, 1), (count, 1)), indices)
