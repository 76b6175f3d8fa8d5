"""The prop of a formula or a table: a bar for each reading, and behind them the first reading over its whole dial."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ...exhibits.exhibit import Value
from ...exhibits.sheets.sheet import MOST_READINGS, SheetExhibit, Ticks
from ..primitives.instancing import Instances, static_node
from ..primitives.meshes import box
from ..primitives.palette import PLINTH
from .prop import Box, FigureAt, Prop

CURVE_BARS = 33
FLOOR_M, LEAST_M = 0.16, 0.06
EDGE_M, CAP = 0.3, 0.065
"""Distance of the main figure from the front edge, and its height as a share of the room's."""
RAIL = "#C9C2B4"
PALE = 0.62
"""Share of white in the curve's bars other than the one at the dial's value."""


class BarsProp(Prop):
    """A plinth, the bars of the readings in front, the curve of the first reading behind."""

    kind = "bars"
    sky, lamps, sun = 0.9, 0.6, 0.9

    def build(self) -> None:
        wide, deep, high = self.place.size_m
        self._wide, self._deep = wide * 0.92, deep * 0.86
        self._high = high * 0.86 - FLOOR_M
        self.figure_at = FigureAt((0.0, -deep / 2 + EDGE_M, FLOOR_M), CAP * high)
        static_node("plinth", box(wide, deep, FLOOR_M).painted(PLINTH)).reparent_to(self.root)
        self._curve = Instances("curve", box(), CURVE_BARS)
        self._bars = Instances("bars", box(), MOST_READINGS)
        self._rails = Instances("rails", box(), MOST_READINGS)
        for instances in (self._curve, self._bars, self._rails):
            instances.path.reparent_to(self.root)
        self._boxes: dict[str, Box] = {}
        self._drawn: object = None

    def show(self, exhibit: SheetExhibit, state: Ticks, time_s: float) -> None:
        dials: dict[str, Value] = {dial.name: getattr(exhibit, dial.name) for dial in exhibit.sheet.dials}
        drawn = (exhibit.sheet, tuple(dials.values()))
        if drawn == self._drawn:
            return
        self._drawn = drawn
        has_curve = exhibit.sheet.main is not None
        self._show_bars(exhibit, state, -self._deep * 0.2 if has_curve else 0.0)
        if has_curve:
            self._show_curve(exhibit, state)

    def boxes(self) -> Mapping[str, Box]:
        return self._boxes

    def _show_bars(self, exhibit: SheetExhibit, state: Ticks, y: float) -> None:
        readings, values = exhibit.sheet.readings, exhibit.readings(state)
        count = len(readings)
        step = self._wide / count
        side = min(step * 0.5, self._deep * 0.34, 3.2)
        xs = (np.arange(count) - (count - 1) / 2) * step
        tops = np.array([_share(values[r.name], r.low, r.high) for r in readings]) * self._high + LEAST_M
        at = np.column_stack([xs, np.full(count, y), np.full(count, FLOOR_M)])
        scales = np.column_stack([np.full(count, side), np.full(count, side), tops])
        day, night = self.colour(self.accent.day), self.colour(self.accent.night)
        colours = np.array([day if n % 2 == 0 else night for n in range(count)])
        self._bars.set(at, None, scales, colours, 0.12)
        rails = np.column_stack(
            [np.full(count, side * 1.24), np.full(count, side * 1.24), np.full(count, 0.1)]
        )
        self._rails.set(at, None, rails, self.colour(RAIL))
        self._boxes = {
            reading.name: Box(
                (float(x) - side / 2, y - side / 2, FLOOR_M),
                (float(x) + side / 2, y + side / 2, FLOOR_M + float(top)),
            )
            for reading, x, top in zip(readings, xs, tops, strict=True)
        }

    def _show_curve(self, exhibit: SheetExhibit, state: Ticks) -> None:
        first, main = exhibit.sheet.readings[0], exhibit.sheet.main
        assert main is not None
        profile = exhibit.profile(state, first.name)
        along = np.linspace(profile.x[0], profile.x[-1], CURVE_BARS)
        heights = np.interp(along, profile.x, profile.y)
        here = int(np.argmin(np.abs(along - float(getattr(exhibit, main.name)))))
        tops = _share(heights, first.low, first.high) * self._high + LEAST_M
        step = self._wide / CURVE_BARS
        at = np.column_stack([
            (np.arange(CURVE_BARS) - (CURVE_BARS - 1) / 2) * step,
            np.full(CURVE_BARS, self._deep * 0.32),
            np.full(CURVE_BARS, FLOOR_M),
        ])  # fmt: skip
        scales = np.column_stack([
            np.full(CURVE_BARS, step * 0.72), np.full(CURVE_BARS, min(step, 0.8)), tops,
        ])  # fmt: skip
        accent = self.colour(self.accent.day)
        colours = np.tile(accent * (1 - PALE) + PALE, (CURVE_BARS, 1))
        colours[here] = accent
        glow = np.full(CURVE_BARS, 0.05)
        glow[here] = 0.35
        self._curve.set(at, None, scales, colours, glow)


def _share(value: float | np.ndarray, low: float, high: float) -> np.ndarray:
    """A value as a share of its range, 0..1."""
    return np.clip((np.asarray(value) - low) / max(high - low, 1e-12), 0.0, 1.0)
