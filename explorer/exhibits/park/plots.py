"""The plots of our park: terrace, position and year of construction. Invented."""

from __future__ import annotations

import numpy as np

from .sun import Array

PLOTS = 20
"""Plots per park, and firms that come with it."""

TERRACE = np.repeat([0, 1, 2], [8, 7, 5])
"""Terrace of each plot of our park: lower, middle, upper."""

BUILT_IN = np.round(np.linspace(2021, 2032, PLOTS)).astype(int)[(np.arange(PLOTS) * 7) % PLOTS]
"""Year of construction of each plot of our park, terraces mixed; the other parks are complete."""

MODEL = 8.0
"""Scale of the model of the park on its hill."""

RADIUS_M = np.array([23.0, 18.5, 14.4])
"""Radii of the arcs of plots, in metres of the model, as are the heights of the terraces."""

HEIGHT_M = np.array([0.5, 1.6, 2.7])
HALF_M = np.array([2.0, 1.25])

BEARING_DEG = np.array(
    [-62, -46, -30, -14, 14, 30, 46, 62, -72, -54, -36, -18, 20, 44, 68, -56, -28, 22, 44, 62]
)
"""Bearing of each plot on its arc: from south, towards east."""


def middles_m() -> Array:
    """Centres of the plots in metres of the model: east, north; shape (PLOTS, 2)."""
    bearing, radius = np.radians(BEARING_DEG), RADIUS_M[TERRACE]
    return np.stack([radius * np.sin(bearing), -radius * np.cos(bearing)], axis=1)
