"""The plots of our park: on which terrace of the hill they lie, where, and when they are built. Invented."""

from __future__ import annotations

import numpy as np

from .sun import Array

PLOTS = 20
"""Plots of one park, and firms that come with it."""

TERRACE = np.repeat([0, 1, 2], [8, 7, 5])
"""Terrace of each plot of our park: lower, middle, upper."""

BUILT_IN = np.round(np.linspace(2021, 2032, PLOTS)).astype(int)[(np.arange(PLOTS) * 7) % PLOTS]
"""Year in which each plot of our park is built, terraces mixed; the other parks stand complete."""

MODEL = 8.0
"""The park stands as a model of this scale on its own hill."""

RADIUS_M = np.array([23.0, 18.5, 14.4])
"""Of the arcs on which the plots lie, in metres of the model; so are the heights of the terraces."""

HEIGHT_M = np.array([0.5, 1.6, 2.7])
HALF_M = np.array([2.0, 1.25])

BEARING_DEG = np.array(
    [-62, -46, -30, -14, 14, 30, 46, 62, -72, -54, -36, -18, 20, 44, 68, -56, -28, 22, 44, 62]
)
"""Where each plot lies on its arc: from the south, to the east."""


def middles_m() -> Array:
    """Middles of the plots in metres of the model: east, north; shape (PLOTS, 2)."""
    bearing, radius = np.radians(BEARING_DEG), RADIUS_M[TERRACE]
    return np.stack([radius * np.sin(bearing), -radius * np.cos(bearing)], axis=1)
