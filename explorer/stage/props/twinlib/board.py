"""The board of the library: what was measured, what every model makes of it, what was promised, and the time spent."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import panda3d.core as p3d

from ....exhibits.twinlib.exhibit import MODELS, TwinLib, TwinLibState
from ....exhibits.twinlib.models import TEST_POWER, WATCH_S, Array, respond
from ....exhibits.twinlib.recipe import BAKE_S, BAND, HOLD_FROM_S, PROCESSES, TARGET
from ...primitives.instancing import Instances, static_node
from ...primitives.meshes import Floats, Mesh, box, joined, spans
from ...scene.mesh import rgb

BOARD_LEFT_M, BOARD_WIDE_M, BOARD_FLOOR_M, BOARD_HIGH_M, BOARD_Y_M = -2.8, 8.2, 1.0, 4.2, -0.2
FULL_PERCENT = 110.0
CLOCK_Z_M = 0.4
LEGS = 25
DOT_M = 0.13
INK, PAPER, GOLD, GREEN = "#2C3038", "#F0EAE1", "#F2B632", "#35B07A"


class Board:
    """A dark board, 0 to 200 s across and 0 to 110 % of the temperature range up, and the clock under it."""

    def __init__(self, parent: p3d.NodePath, own: Floats, light: Floats) -> None:
        self._own, self._light = own, light
        self._dots = Instances("dots", box(DOT_M, DOT_M, DOT_M), WATCH_S)
        self._lines = Instances("lines", box(), (len(MODELS) + 1) * (LEGS - 1))
        self._band = Instances("band", box(), 6)
        self._clock = Instances("clock", box(), 4)
        for instances in (self._dots, self._lines, self._band, self._clock):
            instances.path.reparent_to(parent)
        static_node("board", _board()).reparent_to(parent)
        self._seen: tuple[object, ...] = ()
        self._fitted: tuple[object, ...] = (None, None, None)
        self._set: tuple[object, ...] = ()

    def show(self, exhibit: TwinLib, state: TwinLibState, second: float) -> None:
        """`second`: of the phase, in seconds of the machine."""
        baking = state.recipe is not None
        upto = min(int(second), BAKE_S - 1) if baking else len(state.trace)
        seen = (state.number, baking, upto)
        if seen != self._seen:
            self._seen = seen
            self._dot(state, upto)
        fitted = (state.settled, state.recipe, state.likely)
        if any(now is not before for now, before in zip(fitted, self._fitted, strict=True)):
            self._fitted = fitted
            self._draw(state)
        setting = (exhibit.noise_percent, exhibit.decide_s, baking, second)
        if setting != self._set:
            self._set = setting
            self._tell_time(exhibit, state, second)

    def _dot(self, state: TwinLibState, upto: int) -> None:
        """While watched, every measurement; in the oven, the true temperature, by which the part is judged."""
        baking = state.recipe is not None
        percent = state.truth[: upto + 1] if baking else state.trace
        x = _x(np.arange(len(percent)), BAKE_S if baking else WATCH_S)
        inside = (percent > -3) & (percent < FULL_PERCENT)
        at = np.column_stack([x, np.full(len(x), BOARD_Y_M - 0.3), _z(percent) - DOT_M / 2])[inside]
        self._dots.set(at, None, 1.0, rgb("#FFFFFF"), 0.8)

    def _draw(self, state: TwinLibState) -> None:
        """The answer of every fitted model, the thicker the likelier; in the oven, what the chosen one promised."""
        span_k = PROCESSES[state.process].span_k
        starts, ends, thick, shades = [], [], [], []

        def line(percent: Array, seconds: int, width: float, colour: Floats) -> None:
            at_s = np.linspace(0, seconds - 1, LEGS)
            value = np.interp(at_s, np.arange(seconds), percent).clip(0, FULL_PERCENT)
            points = np.column_stack([_x(at_s, seconds), np.full(LEGS, BOARD_Y_M - 0.16), _z(value)])
            starts.append(points[:-1])
            ends.append(points[1:])
            thick.append(np.full(LEGS - 1, width))
            shades.append(np.tile(colour, (LEGS - 1, 1)))

        if state.recipe is not None and state.chosen is not None:
            line(state.recipe.promised, BAKE_S, 0.2, self._own[MODELS.index(state.chosen.model)])
        else:
            for number, model in enumerate(MODELS):
                fit = state.settled.get(model)
                if fit is not None:
                    answer = respond(model, fit.parameters[None], TEST_POWER, WATCH_S, span_k)[0]
                    line(answer, WATCH_S, 0.06 + 0.2 * state.likely[model], self._own[number])
        if not starts:
            self._lines.set(np.zeros((0, 3)))
            return
        at, rotations, length = spans(np.concatenate(starts), np.concatenate(ends))
        width = np.concatenate(thick)
        self._lines.set(at, rotations, np.column_stack([width, width, length]), np.concatenate(shades), 0.6)

    def _tell_time(self, exhibit: TwinLib, state: TwinLibState, second: float) -> None:
        """The clock: how long it is watched, and when it will be decided; the noise; in the oven, what is good."""
        watched = float(len(state.trace)) if state.recipe is not None else second
        long = max(watched / WATCH_S * BOARD_WIDE_M, 0.02)
        decide_x = _x(exhibit.decide_s, WATCH_S)
        y = BOARD_Y_M - 0.12
        self._clock.set(
            [(BOARD_LEFT_M + long / 2, y, CLOCK_Z_M), (decide_x, y - 0.1, CLOCK_Z_M - 0.26)],
            None,
            [(long, 0.24, 0.24), (0.2, 0.36, 0.76)],
            [self._light, rgb(GOLD)],
            [0.7, 0.75],
        )
        noise = max(2 * exhibit.noise_percent / FULL_PERCENT * BOARD_HIGH_M, 0.02)
        right = BOARD_LEFT_M + BOARD_WIDE_M + 0.16
        middle = _z(TARGET)
        at = [
            (right, y, middle - noise / 2),
            (right, y, middle + noise / 2),
            (right, y, middle - noise / 2 - 0.06),
        ]
        size = [(0.07, 0.1, noise), (0.32, 0.12, 0.06), (0.32, 0.12, 0.06)]
        shades = [rgb(PAPER)] * 3
        if state.recipe is not None:
            # before the hold only too hot is bad; from then on too cold is, too
            hold_x, end_x = _x(HOLD_FROM_S, BAKE_S), BOARD_LEFT_M + BOARD_WIDE_M
            top, low = _z(TARGET + BAND), _z(TARGET - BAND)
            at += [
                ((BOARD_LEFT_M + end_x) / 2, y, top),
                ((hold_x + end_x) / 2, y, low - 0.07),
                (hold_x, y, low - 0.07),
            ]
            size += [(BOARD_WIDE_M, 0.1, 0.07), (end_x - hold_x, 0.1, 0.07), (0.07, 0.1, top - low + 0.14)]
            shades += [rgb(GREEN)] * 3
        self._band.set(at, None, size, shades, 0.6)


def _x(second: npt.ArrayLike, seconds: int) -> Any:
    return np.asarray(BOARD_LEFT_M + np.asarray(second, float) / seconds * BOARD_WIDE_M)


def _z(percent: npt.ArrayLike) -> Any:
    return np.asarray(BOARD_FLOOR_M + 0.05 + np.asarray(percent, float) / FULL_PERCENT * (BOARD_HIGH_M - 0.1))


def _board() -> Mesh:
    """The board, its scale of temperature, the groove of the clock and its posts."""
    middle, end = BOARD_LEFT_M + BOARD_WIDE_M / 2, BOARD_LEFT_M + BOARD_WIDE_M
    parts = [
        box(BOARD_WIDE_M + 0.5, 0.14, BOARD_HIGH_M)
        .moved(middle, BOARD_Y_M, BOARD_FLOOR_M)
        .painted(INK, 0.04),
        box(BOARD_WIDE_M + 0.1, 0.3, 0.34).moved(middle, BOARD_Y_M + 0.05, CLOCK_Z_M - 0.05).painted(INK),
    ]
    for x in (BOARD_LEFT_M, end):
        parts.append(box(0.16, 0.3, BOARD_FLOOR_M + BOARD_HIGH_M).moved(x, BOARD_Y_M + 0.25).painted(PAPER))
    for percent in range(0, 101, 20):
        z = float(_z(percent))
        parts.append(box(0.26, 0.1, 0.04).moved(BOARD_LEFT_M - 0.1, BOARD_Y_M - 0.1, z).painted(PAPER, 0.4))
    for second in range(0, WATCH_S + 1, 20):
        x = float(_x(second, WATCH_S))
        parts.append(box(0.04, 0.1, 0.14).moved(x, BOARD_Y_M - 0.14, CLOCK_Z_M - 0.24).painted(PAPER, 0.4))
    return joined(parts)
