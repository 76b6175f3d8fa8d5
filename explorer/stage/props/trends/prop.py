"""The headset bench: a chart in the headset's own pixels, the view as a fan of tiles, and bars of bits among lanes."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from ....exhibits.exhibit import STEP_S
from ....exhibits.trends.chart import (
    FINE_PPD,
    HIGH,
    HIGH_DEG,
    LETTERS,
    ROWS,
    STRIPES,
    STRIPES_HIGH,
    STRIPES_LEFT,
    STRIPES_WIDE,
    WIDE,
    WIDE_DEG,
    letter_box,
)
from ....exhibits.trends.exhibit import FRAMES_SLOWED, HeadsetBench, State
from ....exhibits.trends.sight import LANES
from ...primitives.instancing import InstanceList, Instances, static_node
from ...primitives.meshes import Floats, Mesh, ball, box, cylinder, joined, spans, torus
from ...primitives.palette import BRICK, GOLD, GREEN, INK, PAPER, SCREEN, STEEL
from ..prop import Box, FigureAt, Prop
from ..screen import Screen

SCREEN_WIDE_M, SCREEN_HIGH_M, SCREEN_Y_M, SCREEN_Z_M = 14.0, 7.0, -6.6, 9.4
SAMPLE_M = SCREEN_WIDE_M / WIDE
DEGREE_M = SAMPLE_M * FINE_PPD

EYE_M, EYE_RADIUS_M, FAN_M, FAN_Y_M = np.array((0.0, -7.4, 4.4)), 0.7, 4.2, -7.4
TILE_PIXELS = 50
"""Pixels of one row, or blocks, per tile of the fan."""

BAR_FOOT_M, BAR_M, DECADE_M, LEAST_GBIT_S = 9.4, 1.1, 1.4, 0.01
RAW_X_M, SENT_X_M, BAR_Y_M = 8.5, 10.2, -6.5
STREAM_X_M, STREAM_Y_M, STREAM_FROM_M, STREAM_TO_M = -9.3, -6.6, 0.6, 15.6


def bar_m(gbit_s: float) -> float:
    """Height of a bar for a rate: logarithmic, equal steps for factors of ten."""
    return max(0.05, DECADE_M * math.log10(max(gbit_s, LEAST_GBIT_S) / LEAST_GBIT_S))


LANE_Z_M = tuple(BAR_FOOT_M + bar_m(lane.gbit_s) for lane in LANES)


def on_screen(x_deg: float, y_deg: float) -> tuple[float, float, float]:
    """A position on the chart, to the right of and above its middle, just before the screen."""
    return x_deg * DEGREE_M, SCREEN_Y_M - 0.12, SCREEN_Z_M + SCREEN_HIGH_M / 2 + y_deg * DEGREE_M


def sample_m(left: float, top: float) -> tuple[float, float]:
    """x and z of a point counted in samples from the upper left corner of the chart."""
    return (left - WIDE / 2) * SAMPLE_M, SCREEN_Z_M + (HIGH - top) * SAMPLE_M


def on_fan(angle_deg: Floats, radius_m: float = FAN_M) -> Floats:
    """Points of the fan for angles to the right of straight ahead, which is up."""
    angle = np.radians(np.asarray(angle_deg, np.float32))
    ahead = np.column_stack([np.sin(angle), np.zeros_like(angle), np.cos(angle)])
    return np.asarray(EYE_M + radius_m * ahead, np.float32)


def leaned(angle_deg: Floats) -> Floats:
    """Rotations in the plane of the fan, clockwise as the visitor sees it: (n,) degrees to (n, 3, 3)."""
    angle = np.radians(np.asarray(angle_deg, np.float32))
    c, s, o, i = np.cos(angle), np.sin(angle), np.zeros_like(angle), np.ones_like(angle)
    rows = [[c, o, s], [o, i, o], [-s, o, c]]
    return np.stack([np.stack(row, axis=-1) for row in rows], axis=-2)


def furniture(accent: str) -> Mesh:
    """Static parts: the rim of the screen, the post of the eye, plinth and scale of the bars, the stream's rails."""
    wide, high = SCREEN_WIDE_M + 0.7, SCREEN_HIGH_M + 0.7
    parts = [
        box(wide, 0.3, high).moved(0, SCREEN_Y_M + 0.2, SCREEN_Z_M - 0.35).painted(SCREEN),
        box(wide, 0.42, 0.14).moved(0, SCREEN_Y_M + 0.14, SCREEN_Z_M - 0.35).painted(accent, 0.6),
        cylinder(0.22, float(EYE_M[2]) - 0.2, 10).moved(0, float(EYE_M[1]), 0.2).painted(INK),
        cylinder(1.3, 0.3, 20).moved(0, float(EYE_M[1]), 0.2).painted(PAPER),
        box(4.2, 1.6, 0.35).moved((RAW_X_M + SENT_X_M) / 2, BAR_Y_M, BAR_FOOT_M - 0.35).painted(PAPER),
        box(4.2, 0.2, 7.4).moved((RAW_X_M + SENT_X_M) / 2, BAR_Y_M + 0.75, BAR_FOOT_M).painted(SCREEN),
    ]
    for decade in range(6):
        z = BAR_FOOT_M + decade * DECADE_M
        parts.append(box(0.35, 0.3, 0.07).moved(RAW_X_M - 1.05, BAR_Y_M + 0.6, z).painted(STEEL, 0.3))
    for side in (-1, 1):
        x = STREAM_X_M + side * 1.35
        long = STREAM_TO_M - STREAM_FROM_M
        parts.append(box(0.12, 0.12, long).moved(x, STREAM_Y_M + 0.2, STREAM_FROM_M).painted(STEEL))
    parts.append(box(3.2, 1.4, 0.9).moved(STREAM_X_M, STREAM_Y_M + 0.2, 0.2).painted(INK))
    parts.append(box(3.24, 1.44, 0.12).moved(STREAM_X_M, STREAM_Y_M + 0.2, 0.8).painted(accent, 0.7))
    return joined(parts)


MOST_TILES, MOST_FRAMES = 170, 10
STREAM_M_S = 2.6
UPRIGHT = np.array(((1, 0, 0), (0, 0, -1), (0, 1, 0)), np.float32)
"""Rotation that makes flat things face the visitor."""


class TrendsProp(Prop):
    """The headset's image above; its cost beside it; the distribution of pixels below.

    Attributes
    ----------
    screen : the headset's own pixels.
    """

    kind = "trends"
    figure_at = FigureAt((0.0, -6.6, 17.0), 1.2)
    sky, lamps = 0.8, 0.4

    def build(self) -> None:
        self.screen = self.add(Screen(SCREEN_WIDE_M, SCREEN_HIGH_M))
        self.screen.path.set_pos(0, SCREEN_Y_M, SCREEN_Z_M)
        self._ring = self.add(static_node("ring", torus(0.8, 0.07, 32, 6).turned(UPRIGHT).painted(GOLD, 0.9)))
        self._eye = self.add(static_node("eye", ball(EYE_RADIUS_M, 18, 10).painted(PAPER, 0.25)))
        self._pupil = self.add(static_node("pupil", ball(0.42, 12, 8).painted(self.accent.night, 0.8)))
        self._tiles = self.add(Instances("tiles", box(), MOST_TILES))
        self._lines = self.add(Instances("lines", box(), 5))
        self._arrows = self.add(Instances("arrows", cylinder(0.5, 1.0, 12, top=0.02), 3))
        self._marks = self.add(Instances("marks", box(), LETTERS))
        self._bars = self.add(Instances("bars", box(), 2))
        self._ghosts = self.add(Instances("ghosts", box(), 2, transparent=True))
        self._lanes = self.add(Instances("lanes", box(), 2 * len(LANES)))
        self._frames = self.add(Instances("frames", box(), MOST_FRAMES))
        self.add(static_node("furniture", furniture(self.accent.day)))
        self._known: tuple[object, ...] = ()
        self._gaze = on_screen(0, 0)

    def show(self, exhibit: HeadsetBench, state: State, time_s: float) -> None:
        known = (exhibit, state.foveated, state.gaze_deg, state.chart)
        if known != self._known:
            self._known = known
            ppd = exhibit.ppd
            shown = exhibit.shown(state)
            self.screen.show(shown, WIDE_DEG * ppd / shown.shape[1], HIGH_DEG * ppd / shown.shape[0])
            self._look(state)
            self._spread(exhibit, state)
            self._mark(exhibit.letters_read(state))
            found = exhibit.readings(state)
            self._weigh(found)
            self._drawn = found["drawn"]
        self._send(exhibit, state, time_s)

    def boxes(self) -> Mapping[str, Box]:
        found: dict[str, Box] = {}
        for row, (_, count, _) in enumerate(ROWS):
            left, top, side = letter_box(row, 0)
            right = letter_box(row, count - 1)[0] + side
            found[f"row_{row + 1}"] = _over_chart(left, top, right, top + side)
        top, bottom = STRIPES[0][1], STRIPES[-1][1] + STRIPES_HIGH
        found["stripes"] = _over_chart(STRIPES_LEFT, top, STRIPES_LEFT + STRIPES_WIDE, bottom)
        x, y, z = (float(at) for at in EYE_M)
        r = EYE_RADIUS_M + 0.1
        found["gaze"] = Box((x - r, y - r, z - r), (x + r, y + r, z + r + 0.3))
        found["view"] = Box((-FAN_M, FAN_Y_M - 0.3, z + 1.3), (FAN_M, FAN_Y_M + 0.3, z + FAN_M + 0.4))
        for name, middle in (("raw", RAW_X_M), ("sent", SENT_X_M)):
            half, high = BAR_M / 2 + 0.1, 5 * DECADE_M
            found[name] = Box(
                (middle - half, BAR_Y_M - 0.7, BAR_FOOT_M), (middle + half, BAR_Y_M + 0.7, BAR_FOOT_M + high)
            )
        found["frames"] = Box(
            (STREAM_X_M - 1.4, STREAM_Y_M - 0.5, STREAM_FROM_M),
            (STREAM_X_M + 1.4, STREAM_Y_M + 0.5, STREAM_TO_M),
        )
        return found

    # ---- gaze

    def _look(self, state: State) -> None:
        """The ring on the chart, or arrows towards its place; the turned eye, and the ray from it."""
        x_deg, y_deg = state.gaze_deg
        inside_x = float(np.clip(x_deg, -WIDE_DEG / 2, WIDE_DEG / 2))
        inside_y = float(np.clip(y_deg, -HIGH_DEG / 2, HIGH_DEG / 2))
        self._ring.set_pos(*on_screen(inside_x, inside_y))
        off = np.array((x_deg - inside_x, 0.0, y_deg - inside_y))
        if off.any():
            self._ring.hide()
            way = off / np.linalg.norm(off)
            start = np.array(on_screen(inside_x, inside_y)) - way * 3.2 + way * np.arange(3)[:, None] * 1.1
            at, rotations, _ = spans(start, start + way)
            self._arrows.set(at, rotations, 0.95, self.colour(GOLD), 0.9)
        else:
            self._ring.show()
            self._arrows.set(np.zeros((0, 3)))
        pupil = on_fan(np.array((x_deg,)), EYE_RADIUS_M * 0.75)[0]
        self._eye.set_pos(*map(float, EYE_M))
        self._pupil.set_pos(float(pupil[0]), float(pupil[1]) - 0.25, float(pupil[2]))
        edge = on_fan(np.array((-WIDE_DEG / 2, WIDE_DEG / 2)))
        half = SCREEN_WIDE_M / 2
        corners = np.array([(side * half, SCREEN_Y_M, SCREEN_Z_M - 0.3) for side in (-1, 1)])
        ray = on_fan(np.array((x_deg,)))
        eye = np.tile(EYE_M, (3, 1))
        at, rotations, length = spans(np.vstack([eye, edge]), np.vstack([edge, ray, corners]))
        wide = np.array((0.06, 0.06, 0.16, 0.06, 0.06))
        colours = np.tile(self.colour(self.accent.night), (5, 1))
        colours[2] = self.colour(GOLD)
        self._lines.set(at, rotations, np.column_stack([wide, wide, length]), colours, 0.9)

    def _spread(self, exhibit: HeadsetBench, state: State) -> None:
        """The row of pixels at the height of the gaze, fifty to a tile, or fifty blocks to one where pixels are merged."""
        edges = tile_edges_deg(exhibit, state)
        middle, wide = (edges[:-1] + edges[1:]) / 2, np.diff(edges)
        plain = TILE_PIXELS / exhibit.ppd
        coarse = np.clip((wide / plain - 1) / 3, 0, 1)[:, None]
        size = np.radians(wide) * FAN_M - 0.07
        scale = np.column_stack([np.maximum(size, 0.03), np.full(len(size), 0.3), 0.75 - 0.4 * coarse[:, 0]])
        colours = self.colour(self.accent.night) * (1 - coarse) + self.colour("#5A4A7A") * coarse
        self._tiles.set(
            on_fan(middle, FAN_M - 0.35), leaned(middle), scale, colours, 0.75 - 0.5 * coarse[:, 0]
        )

    def _mark(self, letters_read: tuple[bool, ...]) -> None:
        """Under each letter a bar if the program reads it, a red dot if not."""
        items, first = InstanceList(), 0
        for row, (_, count, _) in enumerate(ROWS):
            for number in range(count):
                left, top, side = letter_box(row, number)
                x, z = sample_m(left + side / 2, top + side)
                tells = letters_read[first]
                first += 1
                wide = side * SAMPLE_M * 0.9 if tells else 0.09
                items.add(
                    (x, SCREEN_Y_M - 0.06, z - 0.16),
                    (wide, 0.05, 0.09),
                    self.colour(GREEN if tells else BRICK),
                    0.7,
                )
        items.show_in(self._marks)

    # ---- cost

    def _weigh(self, found: Mapping[str, float]) -> None:
        """Two bars on a logarithmic scale: raw bits, and bits sent; the savings of foveation are glass on top."""
        share = found["kept"] / 100
        high = np.array([bar_m(found["raw"]), bar_m(found["sent"])])
        whole = np.array([bar_m(found["full"]), bar_m(found["sent"] / share)])
        x = np.array((RAW_X_M, SENT_X_M))
        foot = np.column_stack([x, np.full(2, BAR_Y_M), np.full(2, BAR_FOOT_M)])
        over = np.array([found[name] > LANES[-1].gbit_s for name in ("raw", "sent")])
        colours = np.where(over[:, None], self.colour(BRICK), self.colour(self.accent.night))
        self._bars.set(foot, None, np.column_stack([np.full((2, 2), BAR_M), high]), colours, 0.6)
        self._ghosts.set(
            foot + np.outer(high, (0, 0, 1)), None,
            np.column_stack([np.full((2, 2), BAR_M * 0.9), whole - high]), (*self.colour(PAPER), 0.35), 0.4,
        )  # fmt: skip
        items = InstanceList()
        for lane, z in zip(LANES, LANE_Z_M, strict=True):
            for name, middle in (("raw", RAW_X_M), ("sent", SENT_X_M)):
                burst = found[name] > lane.gbit_s
                size = (1.66, 1.5, 0.22) if burst else (1.66, 1.36, 0.1)
                items.add(
                    (middle, BAR_Y_M, z - size[2] / 2), size, self.colour(BRICK if burst else GREEN), 0.7
                )
        items.show_in(self._lanes)

    def _send(self, exhibit: HeadsetBench, state: State, time_s: float) -> None:
        """Images on their way up to the screen: their rate is the frame rate, their size the data of each."""
        ahead_s = float(np.clip(time_s - state.ticks * STEP_S, 0, STEP_S))
        a_second = exhibit.rate_hz / FRAMES_SLOWED
        phase = (state.frames + a_second * ahead_s) % 1.0
        z = STREAM_FROM_M + 0.5 + (phase + np.arange(MOST_FRAMES)) * (STREAM_M_S / a_second)
        side = 0.3 + 2.2 * np.sqrt(self._drawn / 64)
        z = z[z < STREAM_TO_M - side]
        at = np.column_stack([np.full(len(z), STREAM_X_M), np.full(len(z), STREAM_Y_M - 0.1), z])
        self._frames.set(
            at, None, np.tile((side, 0.12, side), (len(z), 1)), self.colour(self.accent.night), 0.8
        )


def tile_edges_deg(exhibit: HeadsetBench, state: State) -> np.ndarray:
    """Edges of the fan's tiles, degrees from the middle of the view, left to right."""
    half, fovea = exhibit.fov_deg / 2, exhibit.fovea(state)
    edges = [-half]
    while edges[-1] < half - 1e-6:
        away = abs(edges[-1] - state.gaze_deg[0])
        block = 1 if fovea is None else fovea.block_at(away)
        edges.append(min(half, edges[-1] + block * TILE_PIXELS / exhibit.ppd))
    return np.array(edges)


def _over_chart(left: float, top: float, right: float, bottom: float) -> Box:
    (x0, z1), (x1, z0) = sample_m(left - 4, top - 4), sample_m(right + 4, bottom + 10)
    return Box((x0, SCREEN_Y_M - 0.2, z0), (x1, SCREEN_Y_M + 0.05, z1))
