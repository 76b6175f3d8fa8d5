"""Layout of the headset bench, in metres of its prop."""

from __future__ import annotations

import math

import numpy as np

from ....exhibits.trends.chart import FINE_PPD, HIGH, WIDE
from ....exhibits.trends.sight import LANES
from ...primitives.meshes import Floats, Mesh, box, cylinder, joined
from ...primitives.palette import INK, PAPER, STEEL

DARK, RED = "#20252B", "#D8412F"

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
        box(wide, 0.3, high).moved(0, SCREEN_Y_M + 0.2, SCREEN_Z_M - 0.35).painted(DARK),
        box(wide, 0.42, 0.14).moved(0, SCREEN_Y_M + 0.14, SCREEN_Z_M - 0.35).painted(accent, 0.6),
        cylinder(0.22, float(EYE_M[2]) - 0.2, 10).moved(0, float(EYE_M[1]), 0.2).painted(INK),
        cylinder(1.3, 0.3, 20).moved(0, float(EYE_M[1]), 0.2).painted(PAPER),
        box(4.2, 1.6, 0.35).moved((RAW_X_M + SENT_X_M) / 2, BAR_Y_M, BAR_FOOT_M - 0.35).painted(PAPER),
        box(4.2, 0.2, 7.4).moved((RAW_X_M + SENT_X_M) / 2, BAR_Y_M + 0.75, BAR_FOOT_M).painted(DARK),
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
